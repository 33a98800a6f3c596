"""Grid cells in, text columns and frames out: the shape of a story with its holes, on whole characters and rows.

Columns of a story are the grid's, or its own over the story's width (变栏): two made one (长栏), n made m (破栏). Text
never takes part of a column beside a hole: where that touches a column for more than half of its measure the whole
column is the hole's. Only what text is told to run round leaves it a piece of a row (`makeup.around`).

Text runs column by column from the start of the lines, each column from its first row to its last. A column ends where
the story's cells do.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pagesetter.model.areas import Cell
from pagesetter.model.dummy import Column, Frame
from pagesetter.model.spec import Grid

Piece = tuple[float, float]
"""Start and measure of what is left to the text in a row, pt."""
_TOUCH = 0.5
"""pt: extents that share less than this do not touch (rounding of whole characters)."""


def story_columns(
    grid: Grid, first: int, end: int, own: int | None, inset: float, mode: str = "equal"
) -> tuple[Column, ...]:
    """Text columns over the grid's columns ``first``..``end`` (exclusive).

    ``own`` columns when given or when the text is inset (framed); else the grid's. They are divided (rulebook 2.2)

    * equal: in equal measures of whole characters, what is left going to the gutters, which are at least one
      character, or the grid's where that is narrower;
    * free: with the grid's gutters, in equal measures that need not be whole;
    * relative: with gutters of one character (or the grid's where that is narrower) in measures of whole characters,
      the first ones a character wider where they do not come out even; less than a character goes to the gutters.

    Over the fold of a spread each of its two pages is divided by itself, its share of the columns by its width.
    """
    if own is None and inset == 0:
        return tuple(Column(grid.column_x(c), grid.measure) for c in range(first, end))
    left, right = grid.column_x(first) + inset, grid.column_x(end - 1) + grid.measure - inset
    count, fold = own or end - first, grid.fold_column
    if not first < fold < end:
        return _divided(grid, left, right, count, mode)
    before = min(max(round(count * (fold - first) / (end - first)), 1), count - 1)
    if before < 1:
        return ()
    one = _divided(grid, left, grid.column_x(fold - 1) + grid.measure, before, mode)
    two = _divided(grid, grid.column_x(fold), right, count - before, mode)
    return (*one, *two) if one and two else ()


def _divided(grid: Grid, left: float, right: float, count: int, mode: str) -> tuple[Column, ...]:
    """``count`` text columns between two places."""
    width = right - left
    gutter = (grid.gutter if mode == "free" else min(grid.gutter, grid.size)) if count > 1 else 0.0
    room = width - (count - 1) * gutter
    characters, more = divmod(int(room / grid.size + 1e-6), count)
    if characters < 1:
        return ()
    measures = [characters * grid.size] * count
    if mode == "free":
        measures = [room / count] * count
    elif mode == "relative":
        measures = [(characters + (1 if i < more else 0)) * grid.size for i in range(count)]
    if count == 1:
        return (Column(left + (width - measures[0]) / 2, measures[0]),)
    gutter = (width - sum(measures)) / (count - 1)
    return tuple(Column(left + sum(measures[:i]) + i * gutter, measures[i]) for i in range(count))


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
    grid: Grid,
    columns: Sequence[Column],
    shape: frozenset[Cell],
    blocked: Iterable[tuple[int, int, int]],
    around: Callable[[int, Sequence[int]], Mapping[int, Piece | None]] | None = None,
    *,
    parts: bool = False,
) -> tuple[Frame, ...]:
    """Frames column by column from the left, each column from the top.

    ``shape`` are the story's cells; ``blocked`` are (index of text column, row, end row) of its holes. ``around`` gives
    for a text column and its rows those of them where something stands in the way, with the piece (start, measure) that
    is left to the text there, or None; with ``parts`` also for rows of which only a part is the story's.
    """
    taken = {(index, row) for index, start, end in blocked for row in range(start, end)}
    open_rows = [r for r in range(grid.lines) if not 0 <= r - grid.fold_row < grid.fold_rows]
    frames = []
    for index, column in enumerate(columns):
        under = grid_columns_under(grid, column)
        inside = any if parts else all
        rows = [r for r in open_rows if (index, r) not in taken and inside((c, r) in shape for c in under)]
        pieces = around(index, rows) if around else {}
        whole = (column.x, column.measure)
        for run in stretches(r for r in rows if pieces.get(r, whole) is not None):
            spans = tuple(pieces.get(r) or whole for r in run)
            frame = Frame(index, column.x, column.measure, run[0], run[-1] + 1)
            frames.append(replace(frame, spans=spans) if any(span != whole for span in spans) else frame)
    return tuple(frames)


def stretches(rows: Iterable[int]) -> Iterator[list[int]]:
    """Ascending rows in runs without a gap."""
    run: list[int] = []
    for row in rows:
        if run and row != run[-1] + 1:
            yield run
            run = []
        run.append(row)
    if run:
        yield run
