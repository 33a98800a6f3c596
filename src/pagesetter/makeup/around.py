"""Obstacles in a story in, the stretch of each row that is left to its text out: run-around (绕排).

A row of a column beside an obstacle leaves pieces at its left and right. Text takes one of them, never both: a line
that jumps over a picture is not read as one. It is the wider one, on the same side as in the rows above and below it as
long as that side has room. A piece that is too narrow goes away, and so does a stretch of too few lines (rulebook 2.5).
Pieces are whole characters wide.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import inf, sqrt

from pagesetter.makeup.wrap import Piece, stretches
from pagesetter.model.areas import Cell
from pagesetter.model.dummy import Column, Obstacle, Outline
from pagesetter.model.spec import Grid
from pagesetter.records import record

_STEPS = 8
"""Bands into which the white above and below a line is cut, so that white round a curve is round."""
_EDGE = 0.05
"""pt by which places that are one may miss each other."""

_Edge = tuple[float, float, float, float]


@record
class Least:
    """The least that text beside an obstacle may have."""

    em: float
    """Characters of a line."""
    ratio: float
    """Share of its column."""
    lines: int
    """Lines that stand together."""


@record
class Way:
    """What an obstacle takes of a row, pt: itself, and with its white."""

    left: float
    right: float
    clear_left: float
    clear_right: float


Ways = Mapping[int, Sequence[Way]]
"""What obstacles take of each row that they touch."""


def rounder(
    obstacles: Sequence[Obstacle],
    columns: Sequence[Column],
    grid: Grid,
    numbers: Mapping[str, float],
    shape: frozenset[Cell] | None = None,
) -> Callable[[int, Sequence[int]], Mapping[int, Piece | None]]:
    """What `wrap.text_frames` asks for, for a story with obstacles; ``numbers`` are those of the style sheet.

    ``shape``: the story's cells, where its columns need not end at its steps: what is not its own is in the way too.
    """
    ways = ways_of(obstacles, grid)
    for row, column in sorted((r, c) for r in range(grid.lines) for c in range(grid.columns) if shape):
        if shape and (column, row) not in shape:
            left = grid.column_x(column) - grid.gutter
            right = grid.column_x(column) + grid.measure + grid.gutter
            ways.setdefault(row, []).append(Way(left, right, left, right))
    least = Least(numbers["around_least_em"], numbers["around_least_ratio"], int(numbers["around_least_lines"]))
    gutter = min((b.x - a.right for a, b in pairwise(columns)), default=grid.gutter)

    def around(index: int, rows: Sequence[int]) -> Mapping[int, Piece | None]:
        return spans_of(columns[index], gutter, rows, ways, grid.size, least)

    return around


def ways_of(obstacles: Sequence[Obstacle], grid: Grid) -> dict[int, list[Way]]:
    """What obstacles take of the rows of a grid."""
    found: dict[int, list[Way]] = {}
    for obstacle in obstacles:
        air = obstacle.air
        for outline in obstacle.outlines:
            edges = _edges(outline)
            for row in range(obstacle.row, obstacle.end_row):
                top, bottom = grid.row_y(row), grid.row_y(row) + grid.size
                way = _way([e for e in edges if e[1] <= bottom + air and e[3] >= top - air], top, bottom, air)
                if way is not None:
                    found.setdefault(row, []).append(way)
    return found


def _way(edges: Sequence[_Edge], top: float, bottom: float, air: float) -> Way | None:
    """What a shape takes of the band of a line: white is kept from it in all directions."""
    own = _reach(edges, top, bottom)
    left, right = (own[0] - air, own[1] + air) if own else (inf, -inf)
    step = air / _STEPS
    for number in range(_STEPS if step else 0):
        away = (number + 0.5) * step
        aside = sqrt(air * air - away * away)
        for start in (top - (number + 1) * step, bottom + number * step):
            part = _reach(edges, start + _EDGE / 2, start + step - _EDGE / 2)
            if part is not None:
                left, right = min(left, part[0] - aside), max(right, part[1] + aside)
    if left > right:
        return None
    own = own or ((left + right) / 2, (left + right) / 2)
    return Way(own[0], own[1], left, right)


def reach(outline: Outline, top: float, bottom: float) -> tuple[float, float] | None:
    """Leftmost and rightmost place of a shape between two heights; None where it is not."""
    return _reach(_edges(outline), top, bottom)


def _edges(outline: Outline) -> list[_Edge]:
    """The edges of a shape, each from its upper end (x, y) to its lower one."""
    pairs = zip(outline, (*outline[1:], outline[0]), strict=True)
    return [(*a, *b) if a[1] <= b[1] else (*b, *a) for a, b in pairs]


def _reach(edges: Sequence[_Edge], top: float, bottom: float) -> tuple[float, float] | None:
    left, right = inf, -inf
    for x0, y0, x1, y1 in edges:
        if y1 < top or y0 > bottom:
            continue
        slope = (x1 - x0) / (y1 - y0) if y1 > y0 else 0.0
        a = x0 + (top - y0) * slope if y0 < top else x0
        b = x1 - (y1 - bottom) * slope if y1 > bottom else x1
        left, right = min(left, a, b), max(right, a, b)
    return (left, right) if left <= right else None


def spans_of(
    column: Column, gutter: float, rows: Sequence[int], ways: Ways, size: float, least: Least
) -> dict[int, Piece | None]:
    """The piece that text takes in every row of a column that an obstacle touches; None: none.

    ``rows``: those of the column that are the story's, ascending; ``gutter``: white beside it, pt.
    """
    narrow = max(least.em * size, least.ratio * column.measure) - _EDGE
    touched = {row: pieces for row in rows if (pieces := _pieces(column, gutter, ways.get(row, ()), size)) is not None}
    spans: dict[int, Piece | None] = {}
    for stretch in stretches(sorted(touched)):
        good = {row: [piece for piece in touched[row] if piece[1] >= narrow] for row in stretch}
        sides = [sum(piece[1] for row in stretch for piece in good[row] if _side(piece, column) == s) for s in (0, 1)]
        best = 0 if sides[0] >= sides[1] - _EDGE else 1
        for row in stretch:
            spans[row] = max(good[row], key=lambda p: (_side(p, column) == best, round(p[1], 3), -p[0]), default=None)
    free = [row for row in rows if spans.get(row, (0.0, 0.0)) is not None]
    for stretch in stretches(free):
        beside = any(r in spans and spans[r] is None for r in (stretch[0] - 1, stretch[-1] + 1))
        if len(stretch) < least.lines and (beside or any(row in spans for row in stretch)):
            spans.update(dict.fromkeys(stretch))
    return spans


def _side(piece: Piece, column: Column) -> int:
    """Whether a piece lies left (0) or right (1) in its column."""
    return 0 if piece[0] - column.x <= column.right - piece[0] - piece[1] + _EDGE else 1


def _pieces(column: Column, gutter: float, ways: Sequence[Way], size: float) -> list[Piece] | None:
    """What obstacles leave of a row of a column, whole characters wide; None when they do not touch it."""
    cuts = []
    for way in ways:
        if way.right <= column.x + _EDGE or way.left >= column.right - _EDGE:
            away = max(column.x - way.right, way.left - column.right)
            if away >= gutter - _EDGE:  # it stands beside the column: the gutter is white enough
                continue
        if way.clear_right > column.x + _EDGE and way.clear_left < column.right - _EDGE:
            cuts.append((way.clear_left, way.clear_right))
    if not cuts:
        return None
    left, free = column.x, []
    for start, end in sorted(cuts):
        free.append((left, start))
        left = max(left, end)
    free.append((left, column.right))
    return [piece for start, end in free if (piece := _whole(column, start, end, size))[1] > _EDGE]


def _whole(column: Column, start: float, end: float, size: float) -> Piece:
    """A piece from..to in whole characters, which lie on those of the column where it touches neither edge."""
    many = int((end - start) / size + 1e-4) if end > start else 0
    if start <= column.x + _EDGE:
        return column.x, many * size
    if end >= column.right - _EDGE:
        return column.right - many * size, many * size
    first = int((start - column.x) / size - 1e-4) + 1
    last = int((end - column.x) / size + 1e-4)
    return column.x + first * size, max(last - first, 0) * size
