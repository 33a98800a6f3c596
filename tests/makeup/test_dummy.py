"""The page plan: head bands, photo slots, text frames, and whose every cell is."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from makeup_makers import LAYOUT, area, block, cells, grid, layout, photo, story

from pagesetter.diagnostics import Diagnostic
from pagesetter.geometry import Rect
from pagesetter.makeup.dummy import plan_page
from pagesetter.model.areas import Area, PhotoPlace
from pagesetter.model.dummy import Dummy, StoryPlan
from pagesetter.model.story import Edition, Story

RASTER = grid(columns=3, measure=10, lines=20)
ALL = cells(range(3), range(20))
PICTURES = {"p.png": (1000, 500), "q.png": (1000, 1000)}


def planned(
    *areas: Area, stories: tuple[Story, ...] = (), head: int = 4, sizes: Mapping[str, tuple[int, int]] = PICTURES
) -> tuple[Dummy, tuple[Diagnostic, ...]]:
    """Areas with their stories (one with a headline for each by default), heads of so many lines."""
    given = stories or tuple(story(a.story, 30, headline="标题") for a in areas if a.story)
    return plan_page(layout(RASTER, *areas), Edition(given), lambda *_: head, sizes)


def one(*areas: Area, stories: tuple[Story, ...] = (), head: int = 4) -> StoryPlan:
    """The plan of the only story, which has no findings."""
    dummy, found = planned(*areas, stories=stories, head=head)
    assert found == ()
    (plan,) = dummy.plans
    return plan


def codes(found: tuple[Diagnostic, ...]) -> list[str]:
    return [d.code for d in found]


def frames(plan: StoryPlan) -> list[tuple[int, int, int]]:
    return [(f.column, f.row, f.end_row) for f in plan.frames]


# --- heads ---


def test_a_head_spans_the_top_row_of_its_area() -> None:
    shape = ALL - cells([2], range(8))
    plan = one(area("A", shape, "s", head="third"))
    assert plan.head is not None
    assert (plan.head.row, plan.head.end_row) == (0, 4)
    assert plan.head.rect == RASTER.rect(0, 0, 2, 4)
    assert frames(plan) == [(0, 4, 20), (1, 4, 20), (2, 8, 20)]


def test_a_head_spans_the_columns_it_is_given() -> None:
    plan = one(area("A", ALL, "s", head="third", head_columns=(1, 3)))
    assert plan.head is not None
    assert plan.head.rect == RASTER.rect(1, 0, 3, 4)
    assert frames(plan) == [(0, 0, 20), (1, 4, 20), (2, 4, 20)]


def test_a_head_is_as_deep_as_the_layout_says() -> None:
    plan = one(area("A", ALL, "s", head="third", head_lines=7))
    assert plan.head is not None
    assert plan.head.end_row == 7


def test_a_head_may_have_cells_of_its_own() -> None:
    letter = Area("H", "head", cells([0], range(6)), LAYOUT, of="A")
    plan = one(area("A", ALL - letter.cells, "s", head="third"), letter)
    assert plan.head is not None
    assert plan.head.rect == RASTER.rect(0, 0, 1, 6)
    assert plan.head.area is letter
    assert frames(plan) == [(0, 6, 20), (1, 0, 20), (2, 0, 20)]


@pytest.mark.parametrize("asked", [{"head": "none"}, {"head": "third"}])
def test_without_a_head_text_begins_in_the_first_row(asked: dict[str, str]) -> None:
    headline = "标题" if asked["head"] == "none" else ""
    plan = one(area("A", ALL, "s", **asked), stories=(story("s", 30, headline=headline),))
    assert plan.head is None
    assert frames(plan) == [(c, 0, 20) for c in range(3)]


def test_a_head_deeper_than_its_area_is_told_with_the_figures_and_cut() -> None:
    dummy, (found,) = planned(area("A", cells(range(3), range(6)), "s", head="third"), head=8)
    assert found.code == "M101"
    assert "takes 8 lines over columns 1-3, but area A has 6 lines there" in found.message
    (plan,) = dummy.plans
    assert plan.head is not None
    assert plan.head.end_row == 6


def test_a_head_that_leaves_no_line_for_text_is_told() -> None:
    _, found = planned(area("A", cells(range(3), range(4)), "s", head="third"))
    assert codes(found) == ["M105"]


# --- frames ---


def test_a_framed_story_stands_inside_its_frame() -> None:
    plan = one(area("A", ALL, "s", head="third", frame=True))
    assert plan.box is not None
    assert plan.head is not None
    assert (plan.head.row, plan.head.end_row) == (1, 5)
    assert {(f.row, f.end_row) for f in plan.frames} == {(5, 19)}
    whole = Rect(plan.frames[0].x, plan.head.rect.y, plan.columns[-1].right - plan.frames[0].x, 10)
    assert plan.box.contains(whole)
    assert plan.columns[0].x >= plan.box.x + 10
    assert plan.columns[-1].right <= plan.box.right - 10 + 0.01


def test_columns_of_its_own_are_whole_characters_over_the_storys_width() -> None:
    plan = one(area("A", ALL, "s", columns=2))
    assert len(plan.columns) == 2
    assert plan.columns[0].measure % 10 == pytest.approx(0)
    assert plan.columns[-1].right == pytest.approx(RASTER.column_x(2) + RASTER.measure)


# --- photos ---


def with_photo(place: PhotoPlace, count: int = 1) -> tuple[StoryPlan, tuple[Diagnostic, ...]]:
    photos = tuple(photo("p.png", caption="图说") for _ in range(count))
    dummy, found = planned(area("A", ALL, "s", photos=(place,)), stories=(story("s", 30, photos=photos),))
    return dummy.plans[0], found


@pytest.mark.parametrize(
    ("anchor", "columns", "where"),
    [
        ("top-left", 1, (0, 0)),
        ("top-right", 2, (1, 0)),
        ("bottom-left", 2, (0, 14)),
        ("bottom-right", 1, (2, 14)),
        ("top", 1, (1, 0)),
        ("bottom", 3, (0, 14)),
    ],
)
def test_an_anchored_photo_stands_in_its_corner(anchor: str, columns: int, where: tuple[int, int]) -> None:
    plan, found = with_photo(PhotoPlace(1, LAYOUT, frozenset(), anchor, columns, 6))
    assert found == ()
    (slot,) = plan.photos
    first, row = where
    assert slot.rect == RASTER.rect(first, row, first + columns, row + 6)


def test_a_photo_without_a_height_is_as_high_as_its_proportions_ask_and_its_caption() -> None:
    plan, _ = with_photo(PhotoPlace(1, LAYOUT, frozenset(), "top-left", 2, 0))
    (slot,) = plan.photos
    width = 2 * RASTER.measure + RASTER.gutter
    assert slot.end_row == round(width / 2 / RASTER.leading) + 1


def test_an_anchored_photo_stands_under_the_head() -> None:
    own = area("A", ALL, "s", head="third", photos=(PhotoPlace(1, LAYOUT, frozenset(), "top-left", 1, 5),))
    plan = one(own, stories=(story("s", 30, headline="标题", photos=(photo(),)),))
    assert (plan.photos[0].row, plan.photos[0].end_row) == (4, 9)
    assert frames(plan)[0] == (0, 9, 20)


def test_text_runs_round_a_photo_in_the_middle() -> None:
    plan, _ = with_photo(PhotoPlace(1, LAYOUT, cells([1], range(5, 11))))
    assert frames(plan) == [(0, 0, 20), (1, 0, 5), (1, 11, 20), (2, 0, 20)]


@pytest.mark.parametrize(
    ("place", "why"),
    [
        (PhotoPlace(1, LAYOUT, frozenset(), "top", 4, 5), "it is 4 columns wide, which the story has not free"),
        (PhotoPlace(1, LAYOUT, frozenset(), "top", 2, 21), "it is 21 lines high"),
        (PhotoPlace(1, LAYOUT, frozenset(), "bottom-left", 1, 25), "it is 25 lines high"),
        (PhotoPlace(1, LAYOUT, cells([1, 2, 3], range(4))), "not all of its cells are the story's"),
    ],
)
def test_a_photo_that_the_story_cannot_hold_is_told_and_left_out(place: PhotoPlace, why: str) -> None:
    plan, (found,) = with_photo(place)
    assert found.code == "M102"
    assert found.message.endswith(why)
    assert plan.photos == ()
    assert sum(f.lines for f in plan.frames) == 60


def test_an_anchored_photo_stands_on_neighbouring_columns_only() -> None:
    letter = Area("S", "summary", cells([1], range(20)), LAYOUT, of="A")
    asked = story("s", 30, summary=block("summary", "提要"), photos=(photo(),))
    own = area("A", ALL - letter.cells, "s", photos=(PhotoPlace(1, LAYOUT, frozenset(), "top", 2, 5),))
    _, (found,) = planned(own, letter, stories=(asked,))
    assert found.message.endswith("it is 2 columns wide, which the story has not free")


def test_a_photo_on_the_head_is_told() -> None:
    own = area("A", ALL, "s", head="third", photos=(PhotoPlace(1, LAYOUT, cells([0], range(2, 8))),))
    _, (found,) = planned(own, stories=(story("s", 30, headline="标题", photos=(photo(),)),))
    assert found.message.endswith("rows 3-4 of it are taken")


def test_every_photo_has_one_place() -> None:
    _, found = with_photo(PhotoPlace(3, LAYOUT, cells([0], range(4))), 2)
    assert codes(found) == ["M103", "M104", "M104"]
    letters = [Area(n, "photo", cells([c], range(5)), LAYOUT, of="A") for c, n in enumerate("PQ")]
    own = area("A", ALL - letters[0].cells - letters[1].cells, "s")
    _, found = planned(own, *letters, stories=(story("s", 30, photos=(photo(),)),))
    assert codes(found) == ["M107"]


# --- summaries ---


def test_a_summary_has_the_cells_kept_for_it() -> None:
    letter = Area("S", "summary", cells(range(3), range(4)), LAYOUT, of="A")
    own = area("A", ALL - letter.cells, "s")
    plan = one(own, letter, stories=(story("s", 30, summary=block("summary", "提要")),))
    assert plan.summary is not None
    assert plan.summary.rect == RASTER.rect(0, 0, 3, 4)
    assert plan.summary.area is letter
    _, found = planned(own, letter, stories=(story("s", 30),))
    assert codes(found) == ["M106"]


# --- whose cells ---


def test_every_cell_of_a_story_has_its_owner_and_kind() -> None:
    letter = Area("P", "photo", cells([2], range(4, 9)), LAYOUT, of="A")
    lower = area("B", cells(range(2), range(12, 20)), "b")
    own = area("A", ALL - letter.cells - lower.cells - cells([2], range(12, 20)), "a", head="third")
    advert = area("C", cells([2], range(12, 20)))
    stories = (story("a", 30, headline="标题", photos=(photo(),)), story("b", 30))
    dummy, found = planned(own, letter, lower, advert, stories=stories)
    assert found == ()
    assert set(dummy.owners) == ALL
    kinds = {who: {cell for cell, owner in dummy.owners.items() if owner == who} for who in set(dummy.owners.values())}
    assert kinds == {
        ("A", "head"): cells(range(3), range(4)),
        ("A", "photo"): letter.cells,
        ("A", "text"): own.cells - cells(range(3), range(4)),
        ("B", "head"): cells(range(2), [12]),  # white between the text and the story over it
        ("B", "text"): lower.cells - cells(range(2), [12]),
        ("C", "advert"): advert.cells,
    }


def test_a_line_of_white_parts_text_from_the_story_over_it() -> None:
    lower = area("B", cells(range(2), range(12, 20)), "b")
    framed = replace(lower, frame=True)
    upper = area("A", ALL - lower.cells, "a", head="third")
    stories = (story("a", 30, headline="标题"), story("b", 30))
    plan = next(p for p in planned(upper, lower, stories=stories)[0].plans if p.area.name == "B")
    assert [frame.row for frame in plan.frames] == [13, 13]
    plan = next(p for p in planned(upper, framed, stories=stories)[0].plans if p.area.name == "B")
    assert [frame.row for frame in plan.frames] == [13, 13]  # its frame takes the row, and no more goes
    # Under its own head and under nothing no line is left.
    plan = next(p for p in planned(upper, lower, stories=stories)[0].plans if p.area.name == "A")
    assert {frame.row for frame in plan.frames} == {plan.head.end_row if plan.head else 0}


def test_a_framed_storys_cells_are_its_box() -> None:
    dummy, _ = planned(area("A", ALL, "s", head="third", frame=True))
    assert set(dummy.owners.values()) == {("A", "box")}


def test_the_area_of_a_story_that_was_not_read_stays_empty() -> None:
    dummy, found = planned(area("A", ALL, "s"), stories=(story("other", 30),))
    assert found == ()
    assert dummy.plans == ()
    assert dummy.owners == {}


def test_no_slot_leaves_the_storys_shape_where_its_own_columns_cross_it() -> None:
    # five own columns over three of the grid: one of them stands half over the neighbour's cells
    lower = area("B", cells([0], range(6, 20)), "b")
    letter = Area("P", "photo", cells([1, 2], range(8, 14)), LAYOUT, of="A")
    own = area("A", ALL - lower.cells - letter.cells, "a", columns=4)
    dummy, _ = planned(own, letter, lower, stories=(story("a", 30, photos=(photo(),)), story("b", 30)))
    (slot,) = dummy.plans[0].photos
    assert RASTER.rect(1, 8, 3, 14).contains(slot.rect)


def test_a_head_that_finds_no_column_is_told_at_the_cells_kept_for_it() -> None:
    letter = Area("H", "head", cells([1], range(5)), LAYOUT, of="A")
    own = area("A", ALL - letter.cells, "s", head="third", columns=1)
    dummy, (found,) = planned(own, letter)
    assert dummy.plans[0].head is None
    assert "finds no column of text over column 2" in found.message
