"""Layouts with vertical lines: the grid, the drawn dummy, places in figures, heads, strips."""

from pathlib import Path

import pytest
from test_layouts import area, good, read

from pagesetter.geometry import MM, Rect, WritingMode
from pagesetter.model.spec import LayoutSpec

DOWN, ALONG = WritingMode.VERTICAL, WritingMode.HORIZONTAL
GRID = "{mode: vertical, columns: 4, measure: 13字, body: 10.5pt, leading: 15pt}"
"""On a type area of 170 x 212 mm: four tiers of 13 characters, 32 lines."""
PLAN = "lines | 12 20\n1 | A B\n3 | A A"
BOTH = "{A: {story: one}, B: {story: two}}"


def vertical(folder: Path, plan: str = PLAN, areas: str = BOTH, **parts: str) -> LayoutSpec:
    return good(folder, plan, grid=GRID, areas=areas, **parts)


def test_tiers_of_a_vertical_page_fill_the_height_of_the_type_area_and_lines_its_width(tmp_path: Path) -> None:
    spec = vertical(tmp_path)
    grid, page = spec.grid, spec.page
    assert (grid.mode, grid.columns, grid.measure_em, grid.lines) == (DOWN, 4, 13, 32)
    assert grid.x == pytest.approx(page.type_area.y)
    assert grid.column_x(3) + grid.measure == pytest.approx(page.type_area.bottom)
    assert page.width - grid.y == pytest.approx(page.type_area.right)  # the first line is at the right


def test_the_drawn_page_is_seen_as_it_is_printed(tmp_path: Path) -> None:
    spec = vertical(tmp_path)
    right_of_the_first_tier = {(0, line) for line in range(20)}
    assert area(spec, "B").cells == right_of_the_first_tier
    assert area(spec, "A").cells == {(t, n) for t in range(4) for n in range(32)} - right_of_the_first_tier


@pytest.mark.parametrize(
    "head", ["lines | 12 20", "行 | 12 20", "| 12 20", "12 20", "lines ｜ 12  20  # from the left"]
)
def test_the_numbers_of_lines_may_be_headed_by_a_word(tmp_path: Path, head: str) -> None:
    assert len(area(vertical(tmp_path, f"{head}\n1 | AB\n3 | AA"), "B").cells) == 20


def test_without_numbers_every_letter_is_a_line(tmp_path: Path) -> None:
    spec = vertical(tmp_path, f"{'A' * 12}{'B' * 20} x 4")
    assert area(spec, "B").cells == {(t, n) for t in range(4) for n in range(20)}


def test_places_on_a_vertical_page_are_tiers_and_lines(tmp_path: Path) -> None:
    areas = (
        "{A: {story: one, tiers: 1-2, lines: 1-32, photos: [{photo: 1, tiers: 2, lines: 30-32}]}, "
        "B: {story: two, shape: [{tiers: 3, lines: 1-32}, {tiers: 4, lines: 5-8}]}}"
    )
    spec = vertical(tmp_path, "", areas)
    assert area(spec, "A").cells == {(t, n) for t in range(2) for n in range(32)}
    assert area(spec, "B").cells == {(2, n) for n in range(32)} | {(3, n) for n in range(4, 8)}
    assert area(spec, "A").photos[0].cells == {(1, 29), (1, 30), (1, 31)}


@pytest.mark.parametrize("key", ["tiers", "columns"])
def test_a_plain_number_is_tiers_of_its_own(tmp_path: Path, key: str) -> None:
    own = area(vertical(tmp_path, areas=f"{{A: {{story: one, {key}: 3}}, B: {{story: two}}}}"), "A")
    assert own.columns == 3


@pytest.mark.parametrize("key", ["tiers", "columns"])
def test_a_vertical_story_of_a_horizontal_page_may_count_its_tiers(tmp_path: Path, key: str) -> None:
    spec = good(tmp_path, areas=f"{{A: {{story: one, mode: vertical, {key}: 5, head: {{tiers: 1-2}}}}}}")
    own = area(spec, "A")
    assert (own.mode, own.columns, own.head_columns) == (DOWN, 5, (0, 2))


@pytest.mark.parametrize(
    ("head", "style", "mode", "last"),
    [
        ("vertical", "second", DOWN, False),
        ("{style: third, mode: vertical, side: last}", "third", DOWN, True),
        ("{style: lead, mode: horizontal}", "lead", ALONG, False),
        ("lead", "lead", None, False),
    ],
)
def test_a_head_says_which_way_its_lines_run(
    tmp_path: Path, head: str, style: str, mode: WritingMode | None, last: bool
) -> None:
    own = area(good(tmp_path, areas=f"{{A: {{story: one, head: {head}}}}}"), "A")
    assert (own.head, own.head_mode, own.head_last) == (style, mode, last)


def test_captions_say_which_way_their_lines_run(tmp_path: Path) -> None:
    areas = "{A: {story: one, mode: vertical, captions: horizontal}, P: {photo: 1, of: A, captions: vertical}}"
    spec = good(tmp_path, "20 | A A P\n20 | A A A", areas=areas)
    assert (area(spec, "A").captions, area(spec, "P").captions) == (ALONG, DOWN)


def test_strips_of_furniture_lie_outside_the_grid(tmp_path: Path) -> None:
    areas = (
        "{A: {story: one}, B: {story: two}, R: {furniture: head, strip: 10mm}, "
        "F: {furniture: head, strip: 2行, edge: bottom}}"
    )
    grid = "{mode: vertical, columns: 4, measure: 12字, body: 10.5pt, leading: 15pt}"
    spec = good(tmp_path, PLAN, grid=grid, areas=areas, furniture='{head: {left: ["x"]}}')
    type_area = spec.page.type_area
    top, foot = area(spec, "R").strip, area(spec, "F").strip
    assert top == Rect(type_area.x, type_area.y, type_area.w, 10 * MM)
    assert foot is not None
    assert (foot.h, foot.bottom) == pytest.approx((30.0, type_area.bottom))
    assert spec.grid.x == pytest.approx(top.bottom)
    assert spec.grid.column_x(3) + spec.grid.measure == pytest.approx(foot.y)
    assert area(spec, "R").cells == frozenset()


def test_overlaps_on_a_vertical_page_are_told_in_tiers_and_lines(tmp_path: Path) -> None:
    areas = "{A: {story: one, tiers: 1-2, lines: 1-9}, B: {story: two, tiers: 2-3, lines: 8-12}}"
    _, found = read(tmp_path, "", grid=GRID, areas=areas)
    assert [d.message for d in found] == ["areas A and B overlap in tier 2, lines 8-9"]


def test_lines_between_tiers_may_be_asked_for_or_left_out(tmp_path: Path) -> None:
    assert good(tmp_path).tier_rules is None
    assert good(tmp_path, rules="{tiers: true}").tier_rules is True
    assert good(tmp_path, rules="{tiers: false, columns: false}").tier_rules is False
