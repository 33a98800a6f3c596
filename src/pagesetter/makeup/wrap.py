"""Grid cells in, text columns and frames out: the shape of a story with its holes, on whole characters and rows.

Columns of a story are the grid's, or its own (破栏): n equal measures of whole characters over the story's
width, what is left going to the gutters (rulebook 2.2, "absolute" division). Text never takes part of a column:
where a hole touches a column for more than half of its measure the whole column is the hole's.
"""

from collections.abc import Iterable, Sequence

from pagesetter.model.dummy import Column, Frame
from pagesetter.model.spec import Cell, Grid

_TOUCH = 0.5
"""pt: extents that share less than this do not touch (rounding of whole characters)."""


def story_columns(grid: Grid, first: int, end: int, own: int | None, inset: float) -> tuple[Column, ...]:
    """Text columns over the grid's columns ``first``..``end`` (exclusive).

    ``own`` columns of equal whole-character measure when given or when the text is inset (framed); else the
    grid's. Gutters are at least one character, or the grid's where that is narrower.
    """
    left, right = grid.column_x(first) + inset, grid.column_x(end - 1) + grid.measure - inset
    if own is None and inset == 0:
        return tuple(Column(grid.column_x(c), grid.measure) for c in range(first, end))
    count = own or end - first
    width = right - left
    gutter = min(grid.gutter, grid.size) if count > 1 else 0.0
    characters = int((width - (count - 1) * gutter) / (count * grid.size) + 1e-6)
    if characters < 1:
        return ()
    measure = characters * grid.size
    if count == 1:
        return (Column(left + (width - measure) / 2, measure),)
    gutter = (width - count * measure) / (count - 1)
    return tuple(Column(left + i * (measure + gutter), measure) for i in range(count))


def grid_columns_under(grid: Grid, column: Column) -> tuple[int, ...]:
    """Grid columns that a text column stands on."""
    return tuple(
        c
        for c in range(grid.columns)
        if grid.column_x(c) + _TOUCH < column.right and column.x + _TOUCH < grid.column_x(c) + grid.measure
    )


def snapped(grid: Grid, columns: Sequence[Column], first: int, end: int) -> tuple[int, ...]:
    """Indices of the text columns that grid columns ``first``..``end`` (exclusive) cover by more than half."""
    left, right = grid.column_x(first), grid.column_x(end - 1) + grid.measure
    return tuple(i for i, c in enumerate(columns) if min(right, c.right) - max(left, c.x) > c.measure / 2)


def text_frames(
    grid: Grid, columns: Sequence[Column], shape: frozenset[Cell], blocked: Iterable[tuple[int, int, int]]
) -> tuple[Frame, ...]:
    """Frames column by column from the left, each column from the top.

    ``shape`` are the story's cells; ``blocked`` are (index of text column, row, end row) of its holes.
    """
    taken = {(index, row) for index, start, end in blocked for row in range(start, end)}
    frames = []
    for index, column in enumerate(columns):
        under = grid_columns_under(grid, column)
        start = None
        for row in range(grid.lines + 1):
            free = row < grid.lines and (index, row) not in taken and all((c, row) in shape for c in under)
            if free and start is None:
                start = row
            elif not free and start is not None:
                frames.append(Frame(index, column.x, column.measure, start, row))
                start = None
    return tuple(frames)
