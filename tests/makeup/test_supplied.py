"""Where a page of a supplied PDF stands in its slot, what of it is shown, and what is said of its size."""

from dataclasses import replace

import pytest
from makeup_makers import LAYOUT, cells, grid, setter
from makeup_makers import layout as any_layout

from pagesetter.adverts.probe import Probed
from pagesetter.adverts.supplied import Supplied
from pagesetter.diagnostics import error
from pagesetter.geometry import MM, Rect
from pagesetter.makeup.supplied import place_supplied
from pagesetter.model.areas import Area
from pagesetter.model.page import Placed
from pagesetter.model.spec import LayoutSpec, PageSpec

PAPER = Rect(0, 0, 400, 300)


def advert(exact: bool = False, number: int = 1, min_ppi: float | None = None) -> Area:
    return Area(
        "C",
        "advert",
        cells([0], [0]),
        LAYOUT,
        advert="in/ad.pdf",
        advert_exact=exact,
        advert_page=number,
        min_ppi=min_ppi,
    )


def layout(bleed: float = 0.0) -> LayoutSpec:
    return replace(any_layout(grid()), page=PageSpec(PAPER.w, PAPER.h, bleed, PAPER, LAYOUT))


def supplied(
    w: float = 100, h: float = 50, bleed: float = 10, turn: int = 0, *, own: bool = True, ppi: float = 300
) -> Supplied:
    trim = (10.0, 10.0, 10 + w, 10 + h)
    room = (10 - bleed, 10 - bleed, 10 + w + bleed, 10 + h + bleed)
    place = Rect(20, 10, 30, 30)
    images = ((600, 600, ppi, place), (300, 300, ppi * 2, place)) if ppi else ()
    return Supplied("1.4", trim, room, own, turn, 1.0, (), (), images, False, ())


def placed(slot: Rect, page: Supplied, area: Area | None = None, bleed: float = 0.0) -> tuple[Placed | None, list[str]]:
    item, found = place_supplied(area or advert(), slot, layout(bleed), setter(), Probed(page))
    assert all(d.origin == LAYOUT and d.rect and slot.x <= d.rect.x and d.rect.right <= slot.right for d in found)
    assert all(d.hint for d in found)
    return item, [d.code for d in found]


def near(rect: Rect, *wanted: float) -> bool:
    return (rect.x, rect.y, rect.w, rect.h) == pytest.approx(wanted)


def test_a_page_is_as_large_as_its_slot_lets_it_be_and_stands_in_the_middle() -> None:
    item, found = placed(Rect(50, 50, 200, 120), supplied())
    assert item is not None
    assert near(item.rect, 50, 60, 200, 100)
    assert near(item.clip, 50, 60, 200, 100)
    assert item.scale_ratio == 2
    assert found == ["M121"]


def test_a_page_of_the_shape_of_its_slot_is_told_nothing() -> None:
    item, found = placed(Rect(50, 50, 150, 75), supplied())
    assert item is not None
    assert item.scale_ratio == 1.5
    assert found == []


def test_a_turned_page_is_measured_as_it_is_shown() -> None:
    item, _ = placed(Rect(50, 50, 50, 100), supplied(turn=90))
    assert item is not None
    assert near(item.rect, 50, 50, 50, 100)


def test_an_exact_page_keeps_its_size() -> None:
    item, found = placed(Rect(50, 50, 102, 51), supplied(), advert(exact=True))
    assert item is not None
    assert near(item.rect, 51, 50.5, 100, 50)
    assert (item.scale_ratio, found) == (1.0, [])


@pytest.mark.parametrize(
    ("slot", "told"),
    [
        (Rect(50, 50, 100 + 1.1 * MM, 50), ["A109"]),
        (Rect(50, 50, 100, 50 + 1.1 * MM), ["A109"]),
        (Rect(50, 50, 100 + 0.9 * MM, 50), []),
        (Rect(50, 50, 100 - 0.9 * MM, 50), []),
        (Rect(50, 50, 100 - 1.1 * MM, 50), ["A108"]),
        (Rect(50, 50, 200, 50 - 1.1 * MM), ["A108"]),
    ],
)
def test_an_exact_page_may_differ_from_its_slot_by_a_millimetre(slot: Rect, told: list[str]) -> None:
    item, found = placed(slot, supplied(), advert(exact=True))
    assert found == told
    assert (item is None) == (told == ["A108"])


def test_the_sizes_of_page_and_slot_are_told() -> None:
    _, found = place_supplied(advert(exact=True), Rect(0, 0, 60 * MM, 30 * MM), layout(), setter(), Probed(supplied()))
    assert "35.3 x 17.6 mm, its slot 60.0 x 30.0 mm" in found[0].message
    assert found[0].hint == "ask for 60.0 x 30.0 mm, or write size: fit"


def test_bleed_is_shown_at_the_edges_of_the_page_and_nowhere_else() -> None:
    item, found = placed(Rect(0, 0, 100, 50), supplied(), bleed=8)
    assert item is not None
    assert near(item.clip, -8, -8, 108, 58)
    assert found == []
    item, _ = placed(Rect(300, 250, 100, 50), supplied(), bleed=8)
    assert item is not None
    assert near(item.clip, 300, 250, 108, 58)


def test_bleed_grows_with_its_page() -> None:
    item, found = placed(Rect(0, 100, 50, 25), supplied(), bleed=8)
    assert item is not None
    assert near(item.clip, -5, 100, 55, 25)
    assert found == ["A107"]  # 10 pt at half their size are 3 pt short of 8


def test_missing_bleed_is_told_with_its_figure() -> None:
    _, found = place_supplied(advert(), Rect(0, 100, 100, 50), layout(3 * MM), setter(), Probed(supplied(bleed=1 * MM)))
    assert [d.code for d in found] == ["A107"]
    assert "has 2.0 mm less bleed than the page" in found[0].message
    assert found[0].hint == "have it exported with 3 mm of bleed"


def test_a_page_without_bleed_has_none_to_show() -> None:
    item, found = placed(Rect(0, 0, 100, 50), supplied(bleed=0))
    assert item is not None
    assert item.clip == item.rect
    assert found == []


def test_an_edge_that_nearly_lies_on_the_trim_bleeds_over_the_gap() -> None:
    item, _ = placed(Rect(0.5 * MM, 100, 100, 50), supplied(), bleed=5)
    assert item is not None
    assert item.clip.x == pytest.approx(-5)
    item, _ = placed(Rect(1.5 * MM, 100, 100, 50), supplied(), bleed=5)
    assert item is not None
    assert item.clip == item.rect


def test_pictures_are_judged_at_their_size_on_the_page() -> None:
    slot = Rect(50, 50, 200, 100)  # twice its size
    assert placed(slot, supplied(ppi=320))[1] == []
    assert placed(slot, supplied(ppi=280))[1] == ["M112"]
    item, found = placed(slot, supplied(ppi=180))
    assert (item, found) == (None, ["M111"])
    item, found = placed(slot, supplied(ppi=180), advert(min_ppi=80))
    assert item is not None
    assert found == ["M112"]
    assert placed(slot, supplied(ppi=0))[1] == []


def test_a_page_without_a_trim_box_is_told() -> None:
    assert placed(Rect(50, 50, 100, 50), supplied(own=False))[1] == ["A106"]


def test_the_number_of_a_later_page_is_told() -> None:
    _, found = place_supplied(advert(number=3), Rect(50, 50, 100, 50), layout(), setter(), Probed(supplied(own=False)))
    assert found[0].message.startswith('the advertisement in area C ("ad.pdf", page 3) has no TrimBox')


def test_a_page_that_could_not_be_taken_is_told_at_its_slot() -> None:
    slot = Rect(50, 50, 100, 50)
    refused = Probed(None, (error("P403", "ad.pdf is damaged", "get it again", LAYOUT),))
    item, found = place_supplied(advert(), slot, layout(), setter(), refused)
    assert item is None
    assert [(d.code, d.rect) for d in found] == [("P403", slot)]
