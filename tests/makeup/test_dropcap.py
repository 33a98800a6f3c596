"""Drop caps: the cap fills the cells of its lines, the text stands beside it on whole characters, nothing is lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makeup_makers import LAYOUT, LEADING, SIZE, EmShaper, area, block, cells, extent, grid, layout, photo, story, texts

from pagesetter.diagnostics import Diagnostic
from pagesetter.geometry import WritingMode
from pagesetter.makeup.page import make_up
from pagesetter.makeup.setting import ASCENT_EM
from pagesetter.model.areas import Around, FreePlace, PhotoPlace
from pagesetter.model.page import Page
from pagesetter.model.story import Edition, Story


def made(asked: Story, lines: int, measure: int = 10, rows: int = 12, mode: str = "") -> tuple[Page, list[Diagnostic]]:
    raster = grid(columns=2, measure=measure, lines=rows)
    if mode:
        raster = replace(raster, mode=WritingMode.VERTICAL)
    spec = layout(raster, area("A", cells(range(2), range(rows)), asked.slug, drop_cap=lines))
    page, found = make_up(spec, Edition((asked,)), EmShaper(), {})
    return page, [d for d in found if d.code.startswith("M24")]


def cap_of(page: Page) -> tuple[str, float, float, float]:
    """Text, left edge, size, and baseline."""
    (cap,) = texts(page, "drop-cap")
    return cap.text, cap.x, cap.size, cap.y


@pytest.mark.parametrize("lines", [2, 3, 4])
def test_an_ideograph_fills_the_cells_of_its_lines(lines: int) -> None:
    page, found = made(story("s", 80, 60), lines, measure=14)
    text, x, size, baseline = cap_of(page)
    assert found == []
    assert (text, x) == ("字", 0.0)
    assert size == pytest.approx(lines * LEADING - (LEADING - SIZE))
    top = baseline - ASCENT_EM * size
    assert top == pytest.approx(texts(page, "body")[0].y - ASCENT_EM * SIZE)


@pytest.mark.parametrize(("lines", "aside"), [(2, 3), (3, 4), (4, 6)])
def test_the_lines_beside_it_stand_on_whole_characters_without_indent(lines: int, aside: int) -> None:
    page, _ = made(story("s", 80, 60), lines, measure=14)
    body = texts(page, "body")
    assert [extent(t)[0] for t in body[: lines + 1]] == pytest.approx([aside * SIZE] * lines + [0.0])
    assert all(extent(t)[1] == pytest.approx(14 * SIZE) for t in body[:lines])


def test_the_lines_of_the_body_stay_on_the_grid() -> None:
    page, _ = made(story("s", 80, 60), 3)
    assert all(
        (t.y - ASCENT_EM * SIZE) / LEADING == pytest.approx(round(t.y / LEADING - 0.5)) for t in texts(page, "body")
    )


def test_a_letter_reaches_from_the_cap_height_of_the_first_line_to_the_last_baseline() -> None:
    page, _ = made(story("s", "Harbour gates open a week early and " * 6, language="en"), 3, measure=16)
    text, x, size, baseline = cap_of(page)
    assert (text, x) == ("H", 0.0)
    body = texts(page, "body")
    assert baseline == pytest.approx(body[2].y)
    assert baseline - 0.733 * size == pytest.approx(body[0].y - 0.733 * SIZE)


@pytest.mark.parametrize(
    ("begin", "cap"), [("“大桥通车", "“大"), ("2025年大桥", "2025"), ("A桥通车", "A"), ("3.5%的桥", "3.5%")]
)
def test_an_opening_mark_and_a_number_belong_to_it(begin: str, cap: str) -> None:
    page, _ = made(story("s", begin + "字" * 80), 2, measure=14)
    assert cap_of(page)[0] == cap
    assert texts(page, "body")[0].text.startswith(begin[len(cap) :])


@pytest.mark.parametrize("begin", ["——大桥", "……大桥", "“”", "iPhone", "(A)大桥", "“桥”大", "桥，大"])
def test_what_begins_with_no_letter_has_none_and_that_is_told(begin: str) -> None:
    page, found = made(story("s", begin + "字" * 80), 2)
    assert texts(page, "drop-cap") == []
    assert [d.code for d in found] == ["M242"]


def test_a_short_paragraph_has_a_lower_cap_or_none() -> None:
    page, found = made(story("s", 17, 90), 4)
    assert cap_of(page)[2] == pytest.approx(2 * LEADING - (LEADING - SIZE))
    assert "has 2 lines" in found[0].message
    page, found = made(story("s", 5, 90), 4)
    assert texts(page, "drop-cap") == []
    assert "is left out" in found[0].message


def test_a_cap_wider_than_half_of_its_column_is_lower() -> None:
    page, _ = made(story("s", 80, 60), 4, measure=6)
    assert cap_of(page)[2] == pytest.approx(2 * LEADING - (LEADING - SIZE))


def test_the_lines_beside_it_stay_together() -> None:
    """A summary takes the first column but two lines, too few for the three beside the cap."""
    raster = grid(columns=2, lines=10)
    asked = story("s", 60, byline=block("byline", *["□本报记者 张三"] * 8))
    spec = layout(raster, area("A", cells(range(2), range(10)), "s", drop_cap=3))
    page, _ = make_up(spec, Edition((asked,)), EmShaper(), {})
    (cap,) = texts(page, "drop-cap")
    assert cap.x == pytest.approx(raster.column_x(1))
    assert all(t.x >= raster.column_x(1) for t in texts(page, "body"))


def test_a_subhead_first_has_no_cap() -> None:
    asked = replace(story("s", 40, 90), body=(block("subhead", "小题"), *story("s", 40, 90).body))
    page, found = made(asked, 2)
    assert texts(page, "drop-cap") == []
    assert [d.code for d in found] == ["M242"]


def test_in_vertical_lines_it_stands_at_their_head() -> None:
    page, _ = made(story("s", 80, 60), 3, mode="vertical")
    (cap,) = texts(page, "drop-cap")
    first = texts(page, "body")[0]
    assert cap.mode is WritingMode.VERTICAL
    assert cap.y == pytest.approx(0.0)
    assert cap.x + cap.size / 2 == pytest.approx(first.x + SIZE / 2)
    assert first.y == pytest.approx(4 * SIZE)


@given(st.text(alphabet="字大桥，。“”A1 ", min_size=1, max_size=90).filter(str.strip), st.integers(2, 5))
def test_no_character_is_lost(text: str, lines: int) -> None:
    page, _ = made(story("s", text, 30), lines, rows=20)
    cap = "".join(t.text for t in texts(page, "drop-cap"))
    placed = cap + "".join(t.text for t in texts(page, "body"))
    assert placed.replace(" ", "") == (text + "字" * 30).replace(" ", "")
    (fit,) = page.fits
    assert fit.text_range[1] == len(text) + 30


def test_a_letter_that_reaches_under_the_line_has_one_line_more_beside_it() -> None:
    for begin, aside in (("Harbour ", 3), ("Quiet ", 4), ("Çay ", 4)):
        page, _ = made(story("s", (begin + "gates open a week early and " * 24), language="en"), 3, measure=16)
        starts = [extent(t)[0] for t in texts(page, "body")[:5]]
        assert sum(x > 1 for x in starts) == aside


def test_an_accent_stands_below_the_head_of_the_first_line() -> None:
    page, _ = made(story("s", "École " + "gates open a week early and " * 6, language="fr"), 3, measure=16)
    text, _, size, baseline = cap_of(page)
    assert text == "É"
    assert baseline - (0.733 + 0.2) * size == pytest.approx(texts(page, "body")[0].y - 0.733 * SIZE)


def test_where_lines_run_round_something_the_cap_leaves_no_sliver_and_nothing_stands_in_its_way() -> None:
    raster = grid(columns=1, measure=24, lines=16)
    whole = area("A", cells([0], range(16)), "s", drop_cap=3)

    def caps(left: float) -> int:
        place = PhotoPlace(1, LAYOUT, free=FreePlace(80.0, 0, 8, left=left), around=Around())
        asked = story("s", *[90] * 4, photos=(photo("p.png"),))
        spec = layout(raster, replace(whole, photos=(place,)))
        page, _ = make_up(spec, Edition((asked,)), EmShaper(), {"p.png": (900, 900)})
        return sum(round((t.size + LEADING - SIZE) / LEADING) for t in texts(page, "drop-cap"))

    assert (caps(0.0), caps(160.0), caps(130.0), caps(110.0)) == (0, 3, 2, 0)
