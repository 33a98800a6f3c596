"""A story on the page: every figure of its report is what stands there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makeup_makers import (
    LAYOUT,
    LEADING,
    SIZE,
    EmShaper,
    area,
    block,
    body,
    cells,
    extent,
    grid,
    layout,
    photo,
    story,
    texts,
)

from pagesetter.diagnostics import Diagnostic, Origin, Severity
from pagesetter.makeup.page import make_up
from pagesetter.makeup.setting import ASCENT_EM
from pagesetter.model.areas import Area
from pagesetter.model.fits import StoryFit
from pagesetter.model.page import Page, Panel, Picture, Text
from pagesetter.model.story import Block, Edition, Span, Story

RASTER = grid(columns=2, measure=10, lines=10)
BOTH = cells(range(2), range(10))


def made(
    asked: Story, *more: Area, lacks: str = "", absent: frozenset[str] = frozenset(), **parts: object
) -> tuple[Page, list[Diagnostic]]:
    """The story on both columns, without what other areas of its take."""
    taken = frozenset().union(*(a.cells for a in more))
    spec = layout(RASTER, area("A", BOTH - taken, asked.slug, **parts), *more)
    page, found = make_up(spec, Edition((asked,)), EmShaper(lacks), {"p.png": (2000, 1500)}, absent)
    return page, [d for d in found if d.severity > Severity.NOTE]


def fit_of(asked: Story, **parts: object) -> tuple[StoryFit, list[str]]:
    page, found = made(asked, **parts)
    (fit,) = page.fits
    return fit, [d.code for d in found]


def full(lines: int) -> int:
    """Characters of a paragraph of so many full lines: ten to a line, two less in the first."""
    return 10 * lines - 2


def test_a_text_that_fills_its_area_is_neither_over_nor_under() -> None:
    fit, codes = fit_of(story("s", full(8), full(12)))
    assert (fit.room, fit.needs, fit.lines_set, fit.over_lines, fit.over_characters) == (20, 20, 20, 0, 0)
    assert (fit.characters, fit.text_range) == (196, (0, 196))
    assert codes == []


@given(st.integers(1, 12))
def test_overset_is_counted_in_lines_and_characters(over: int) -> None:
    fit, codes = fit_of(story("s", full(8), full(12 + over)))
    assert (fit.room, fit.needs, fit.lines_set) == (20, 20 + over, 20)
    assert (fit.over_lines, fit.over_characters) == (over, 10 * over)
    assert fit.text_range == (0, fit.characters - 10 * over)
    assert codes == ["M201"]


@given(st.integers(1, 12))
def test_underset_is_counted_in_lines_and_characters(under: int) -> None:
    fit, codes = fit_of(story("s", full(20 - under)))
    assert (fit.needs, fit.over_lines, fit.over_characters) == (20 - under, -under, -10 * under)
    assert codes == (["M202"] if under > 4 else [])  # two lines a column pass


def test_lost_parts_count_as_so_many_characters_as_their_rows_hold() -> None:
    fit, _ = fit_of(story("s", full(8), full(12), credit=block("end-credit", "（某某摄影）")))
    assert (fit.over_lines, fit.over_characters) == (1, 10)


def test_one_line_is_told_as_one_line() -> None:
    _, (found,) = made(story("s", full(8), full(13)))
    assert "is overset by 1 line (about 10 characters) in area A (room 20 lines, needs 21)" in found.message
    assert "give the area 1 more line," in found.hint


def test_a_text_without_any_room_is_told_once() -> None:
    fit, codes = fit_of(story("s", 50, headline="标题"), head="third", head_lines=10)
    assert (fit.room, fit.over_lines, fit.lines_set) == (0, 6, 0)
    assert codes == ["M105"]


def test_a_head_that_was_cut_is_told_once() -> None:
    asked = story("s", 50, headline=("字" * 6, "字" * 6, "字" * 6), deck=block("deck", "副题"))
    _, codes = fit_of(asked, head="third", head_lines=14)
    assert codes == ["M101"]


def test_a_head_that_does_not_fit_is_told_at_the_headline() -> None:
    _, (found,) = made(story("s", full(5), full(5), headline="字" * 30), head="third", head_lines=4)
    assert found.code == "M210"
    assert found.origin == Origin("story.md")


def test_a_summary_longer_than_its_cells_is_told_at_its_letter() -> None:
    where = Origin("page.yaml", 9)
    letter = Area("S", "summary", cells(range(2), range(2)), where, of="A")
    _, (found,) = made(story("s", full(6), full(10), summary=block("summary", "字" * 60)), letter)
    assert (found.code, found.origin) == ("M211", where)


def test_a_word_wider_than_the_column_is_named_where_it_stands() -> None:
    page, found = made(story("s", full(4), "字字" + "a" * 50 + "字" * 10))
    (last,) = [d for d in found if d.code == "M203"]
    assert f'"{"a" * 24}…"' in last.message
    assert page.fits[0].first_fit > 0


def test_rects_and_feet_of_a_story_are_where_its_text_stands() -> None:
    page, _ = made(story("s", full(8), full(12)))
    (fit,) = page.fits
    assert fit.feet == (RASTER.rect(0, 0, 1, 10), RASTER.rect(1, 0, 2, 10))
    for line in texts(page, "body"):
        left, right = extent(line)
        assert any(r.x <= left and right <= r.right + 0.01 and r.y < line.y < r.bottom for r in fit.rects)


def test_what_was_done_to_fit_is_told() -> None:
    fit, _ = fit_of(story("s", full(6), headline="字" * 4), head="third", head_lines=4)
    assert "headline tracked +125/1000 em" in fit.cures
    assert any(c.endswith("of white under the head") for c in fit.cures)


# --- where things stand ---


def test_body_lines_stand_on_the_grid() -> None:
    page, _ = made(story("s", full(8), full(12)))
    rows = [(t.y - ASCENT_EM * SIZE) / LEADING for t in texts(page, "body")]
    assert rows == pytest.approx([*range(10), *range(10)])


def test_the_first_line_of_a_paragraph_is_indented_by_two_characters() -> None:
    page, _ = made(story("s", full(8), full(12)))
    firsts = [t for t in texts(page, "body") if t.start == 0]
    assert [extent(t)[0] - t.x for t in firsts] == pytest.approx([2 * SIZE] * 2)


def test_a_given_line_inside_a_paragraph_is_not_indented() -> None:
    poem = Block("body", ((Span("字" * 5),), (Span("句" * 5),)))
    asked = Story("s", "s.md", body=(*body(full(8), full(9)), poem))
    page, _ = made(asked)
    first, second = (t for t in texts(page, "body") if t.block == 2)
    assert (extent(first)[0] - first.x, extent(second)[0] - second.x) == pytest.approx((2 * SIZE, 0))
    assert (second.start, second.end) == (6, 11)


def test_the_end_credit_stands_flush_right_on_the_last_line() -> None:
    page, _ = made(story("s", full(9), full(10) + 2, credit=block("end-credit", "（某摄）")))
    (credit,) = texts(page, "end-credit")
    last = texts(page, "body")[-1]
    assert credit.y == last.y
    assert extent(credit)[1] == pytest.approx(credit.x + 10 * SIZE)
    assert extent(last)[1] < extent(credit)[0]


def test_items_come_in_painting_order_and_texts_in_reading_order() -> None:
    letter = Area("P", "photo", cells([1], range(5)), LAYOUT, of="A")
    asked = story(
        "s", full(3), headline="标题", photos=(photo(caption="图说"),), summary=block("summary", "提要"),
        byline=block("byline", "某某"),
    )  # fmt: skip
    page, _ = made(asked, letter, head="third", head_lines=3, head_columns=(0, 1))
    kinds = [type(i) for i in page.items]
    assert kinds == sorted(kinds, key=[Panel, Picture, Text].index)
    roles = [i.role for i in page.items if isinstance(i, Text)]
    assert list(dict.fromkeys(roles)) == ["headline", "summary", "byline", "body", "caption"]


def test_a_photo_beside_text_with_white_over_it_begins_level_with_it() -> None:
    letter = Area("P", "photo", cells([1], range(5)), LAYOUT, of="A")
    page, _ = made(story("s", full(11), photos=(photo(),)), letter)
    (fit,) = page.fits
    (picture,) = (i for i in page.items if isinstance(i, Picture))
    first = min(t.y for t in texts(page, "body")) - ASCENT_EM * SIZE
    assert fit.over_lines == -4
    assert picture.rect.y == pytest.approx(first)
    assert first == pytest.approx(2 * LEADING)


# --- characters that no face has ---


def test_a_character_that_no_face_has_is_told_once_at_its_place() -> None:
    spans = (Span("字" * 5, "", ((0, Origin("s.md", 7, 3)),)), Span("字鿕字", "bold", ((0, Origin("s.md", 7, 10)),)))
    asked = Story("s", "s.md", body=(Block("body", (spans,)), *body(full(8), full(10))))
    _, (found,) = made(asked, lacks="鿕")
    assert (found.code, found.origin) == ("F410", Origin("s.md", 7, 11))
    assert '"鿕" (U+9FD5); looked in Noto Sans SC, Noto Serif SC' in found.message


def test_a_character_of_a_headline_that_is_tried_in_many_sizes_is_told_once() -> None:
    _, found = made(story("s", full(6), full(6), headline="字鿕"), lacks="鿕", head="third", head_lines=4)
    assert [d.code for d in found] == ["F410"]


def test_characters_of_families_that_no_font_has_are_not_told_again() -> None:
    asked = story("s", full(8), full(12))
    _, found = made(asked, lacks="字", absent=frozenset({"Noto Serif SC"}))
    assert found == []
    _, found = made(asked, lacks="字", absent=frozenset({"LXGW WenKai"}))
    assert {d.code for d in found} == {"F410"}
