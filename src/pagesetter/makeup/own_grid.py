"""A rectangle along and across the lines of a story in, a grid of its own over it out, and which of its cells lie on an
area of the page."""

from collections.abc import Iterator, Sequence

from pagesetter.geometry import Rect, WritingMode
from pagesetter.makeup.turning import Turning
from pagesetter.model.areas import Cell
from pagesetter.model.spec import Grid
from pagesetter.records import record

LEAST_EM = 4
"""Lines of fewer characters are refused (`read.areas` says so of columns)."""
_FEWEST_EM, _BEST_EM, _MOST_EM = 8, 14, 22
"""Characters of a line where the program chooses how many tiers there are (rulebook 2.2)."""
_LOSS = 40.0
"""What it weighs in the choice of tiers when all of an area were lost between steps and tiers."""
EDGE = 1.0
"""pt by which edges that are one may miss each other."""


@record
class Footing:
    """An area of the page under a grid whose lines run the other way."""

    page: Grid
    turning: Turning
    """Of the page's lines."""
    own: Turning
    """Of the area's lines."""
    cells: frozenset[Cell]
    """The area's cells of the page."""

    def on(self, grid: Grid, cell: Cell) -> list[bool]:
        """Per cell of the page under a cell of the own grid or beside it, whether it is the area's: what lies in the
        gutter of a neighbour lies beside it."""
        page = self.page
        rect = self.turning.back(self.own.rect(grid.rect(cell[0], cell[1], cell[0] + 1, cell[1] + 1)))
        gutter, gap = page.gutter - EDGE, page.leading - page.size - EDGE
        columns = [
            c
            for c in range(page.columns)
            if page.column_x(c) - gutter < rect.right and rect.x < page.column_x(c) + page.measure + gutter
        ]
        rows = [
            r
            for r in range(page.lines)
            if page.row_y(r) - gap < rect.bottom and rect.y < page.row_y(r) + page.size + gap
        ]
        return [(c, r) in self.cells for c in columns for r in rows]

    def lost(self, grid: Grid) -> Iterator[Cell]:
        """Cells of the own grid that lie on the area in part only: no line can stand there."""
        for cell in ((c, r) for c in range(grid.columns) for r in range(grid.lines)):
            under = self.on(grid, cell)
            if any(under) and not all(under):
                yield cell


def own_grid(room: Rect, like: Grid, mode: WritingMode, count: int | None) -> Grid | None:
    """A grid over a rectangle along and across the lines: body size and leading of the page's, ``count`` columns or so
    many that a line has 8 to 22 characters, best 14; the gutters are one character and what is left.

    None when a line would have less than LEAST_EM characters, or none finds room.
    """
    size, leading = like.size, like.leading
    lines = int((room.h - size) / leading + 1 + 1e-6)
    many = count or min(_counts(room.w, size), key=lambda n: (_strain(room.w, size, n), n))
    characters = _characters(room.w, size, many)
    if lines < 1 or characters < LEAST_EM:
        return None
    left = room.w - many * characters * size
    gutter, x = (left / (many - 1), room.x) if many > 1 else (0.0, room.x + left / 2)
    return Grid(many, characters, gutter, size, leading, lines, x, room.y, like.origin, mode)


def _characters(width: float, size: float, columns: int) -> int:
    """Whole characters of equal columns with at least a character between them."""
    return int((width - (columns - 1) * size) / (columns * size) + 1e-6)


def _counts(width: float, size: float) -> range:
    """Numbers of columns to choose from."""
    return range(1, max(int(width / size) // _FEWEST_EM + 1, 1) + 1)


def _strain(width: float, size: float, columns: int) -> float:
    """How far the lines of so many columns are from the best length, and their gutters from a character."""
    characters = _characters(width, size, columns)
    out = max(_FEWEST_EM - characters, characters - _MOST_EM, 0)
    left = width / size - columns * characters
    wide = max(left / (columns - 1) - 1.5, 0.0) if columns > 1 else 0.0
    return 100.0 * out + abs(characters - _BEST_EM) + 2 * wide


def stepped_grid(room: Rect, like: Grid, mode: WritingMode, footing: Footing) -> Grid | None:
    """The own grid of an area that is no rectangle: its columns end at the steps where they can."""
    best: tuple[float, Grid] | None = None
    for count in _counts(room.w, like.size):
        grid = own_grid(room, like, mode, count)
        if grid is not None:
            lost = sum(1 for _ in footing.lost(grid)) / (grid.columns * grid.lines)
            strain = _strain(room.w, like.size, count) + _LOSS * lost
            best = (strain, grid) if best is None or strain < best[0] else best
    return best[1] if best else None


def cells_under(grid: Grid, rect: Rect) -> frozenset[Cell]:
    """Cells of which a rectangle takes more than half; at least those that it takes most of."""
    columns = _most(rect.x, rect.right, [(grid.column_x(c), grid.measure) for c in range(grid.columns)])
    rows = _most(rect.y, rect.bottom, [(grid.row_y(r), grid.size) for r in range(grid.lines)])
    return frozenset((c, r) for c in columns for r in rows)


def _most(start: float, end: float, stretches: Sequence[tuple[float, float]]) -> list[int]:
    shared = [min(end, a + w) - max(start, a) for a, w in stretches]
    most = [i for i, s in enumerate(shared) if s > stretches[i][1] / 2]
    return most or [max(range(len(shared)), key=lambda i: shared[i])]
