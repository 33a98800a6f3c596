"""Shapes: columns of whole characters (rulebook 2.2) and text frames round heads and photos."""

from itertools import pairwise

import pytest

from pagesetter.diagnostics import Origin
from pagesetter.makeup.wrap import snapped, story_columns, text_frames
from pagesetter.model.spec import Grid

HERE = Origin("test")
TABLOID = Grid(6, 11, 9.0, 9.0, 12.6, 78, 0.0, 0.0, HERE)
"""四开: six basic columns of 11 characters, gutters of one."""
WIDE = Grid(8, 13, 9.0, 9.0, 12.6, 100, 0.0, 0.0, HERE)
"""对开: eight columns of 13 characters, gutters of one."""


@pytest.mark.parametrize(
    ("grid", "span", "columns", "characters"),
    [
        (TABLOID, 3, 2, 17),
        (TABLOID, 4, 3, 15),
        (TABLOID, 5, 4, 14),
        (TABLOID, 6, 4, 17),
        (TABLOID, 2, 1, 23),
        (TABLOID, 3, 1, 35),
        (WIDE, 3, 2, 20),
        (WIDE, 5, 3, 22),
        (WIDE, 6, 4, 20),
        (WIDE, 4, 3, 17),
    ],
)
def test_own_columns_have_the_measures_of_the_trade(grid: Grid, span: int, columns: int, characters: int) -> None:
    made = story_columns(grid, 0, span, columns, 0.0)
    assert len(made) == columns
    assert {round(c.measure / grid.size, 6) for c in made} == {characters}
    assert made[0].x == pytest.approx(grid.column_x(0), abs=grid.size)
    if columns > 1:
        assert made[-1].right == pytest.approx(grid.column_x(span - 1) + grid.measure)


def test_what_own_columns_leave_goes_to_the_gutters_equally() -> None:
    made = story_columns(WIDE, 0, 5, 3, 0.0)
    gutters = [b.x - a.right for a, b in pairwise(made)]
    assert gutters == pytest.approx([13.5, 13.5])


def test_a_framed_story_is_set_in_whole_characters_inside_its_frame() -> None:
    grid = Grid(5, 17, 24.9, 10.5, 15.0, 92, 0.0, 0.0, HERE)
    (column,) = story_columns(grid, 2, 3, None, 10.5)
    assert column.measure == pytest.approx(15 * 10.5)
    assert column.x == pytest.approx(grid.column_x(2) + 10.5)


def cells(columns: range, rows: range) -> set[tuple[int, int]]:
    return {(c, r) for c in columns for r in rows}


def test_text_runs_down_each_column_in_turn() -> None:
    columns = story_columns(TABLOID, 0, 3, None, 0.0)
    frames = text_frames(TABLOID, columns, frozenset(cells(range(3), range(5, 20))), [])
    assert [(f.column, f.row, f.end_row) for f in frames] == [(0, 5, 20), (1, 5, 20), (2, 5, 20)]


def test_a_photo_is_a_hole_and_text_goes_on_under_it() -> None:
    columns = story_columns(TABLOID, 0, 2, None, 0.0)
    frames = text_frames(TABLOID, columns, frozenset(cells(range(2), range(30))), [(1, 8, 18)])
    assert [(f.column, f.row, f.end_row) for f in frames] == [(0, 0, 30), (1, 0, 8), (1, 18, 30)]


def test_an_l_shaped_story_has_columns_of_two_depths() -> None:
    shape = frozenset(cells(range(3), range(10)) | cells(range(1), range(10, 25)))
    frames = text_frames(TABLOID, story_columns(TABLOID, 0, 3, None, 0.0), shape, [])
    assert [(f.column, f.lines) for f in frames] == [(0, 25), (1, 10), (2, 10)]


def test_an_own_column_needs_all_grid_columns_under_it() -> None:
    columns = story_columns(TABLOID, 0, 3, 2, 0.0)
    shape = frozenset(cells(range(3), range(10)) | cells(range(1), range(10, 20)))
    frames = text_frames(TABLOID, columns, shape, [])
    assert [(f.column, f.lines) for f in frames] == [(0, 10), (1, 10)]


def test_a_photo_takes_the_own_columns_that_it_covers_by_more_than_half() -> None:
    columns = story_columns(TABLOID, 0, 6, 4, 0.0)
    assert snapped(TABLOID, columns, 3, 6) == (2, 3)
    assert snapped(TABLOID, columns, 4, 6) == (3,)
    assert snapped(TABLOID, columns, 0, 6) == (0, 1, 2, 3)
