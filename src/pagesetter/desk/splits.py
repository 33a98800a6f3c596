"""Places of a page's items in, what splits it in two out: a gutter from head to foot, a cut from side to side."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from pagesetter.desk.registry import Ban, Breach, Check, Count
from pagesetter.desk.view import View
from pagesetter.diagnostics import Origin
from pagesetter.geometry import Rect
from pagesetter.model.areas import Area

Box = tuple[int, int, int, int]

_FURNITURE: Final = ""
"""Owner of cells that belong to no item."""


def _owners(view: View) -> dict[tuple[int, int], str]:
    """The item that each cell of the grid belongs to: a story with its head, photos and what stands inside it."""
    areas = {area.name: area for area in view.spec.areas}
    owners: dict[tuple[int, int], str] = {}
    for area in view.spec.areas:
        name = _FURNITURE if area.use == "furniture" else _item(area, areas)
        for cell in area.cells:
            owners[cell] = name
    return owners


def _item(area: Area, areas: dict[str, Area]) -> str:
    seen: set[str] = set()
    while (up := area.of or area.inside) in areas and up not in seen:
        seen.add(up)
        area = areas[up]
    return area.name


def _pages(view: View) -> list[Box]:
    """Columns from, to (exclusive) and rows from, to of each page of the sheet: of a spread both."""
    grid = view.spec.grid
    if fold := grid.fold_column:
        return [(0, fold, 0, grid.lines), (fold, grid.columns, 0, grid.lines)]
    if fold := grid.fold_row:
        return [(0, grid.columns, 0, fold), (0, grid.columns, fold + grid.fold_rows, grid.lines)]
    return [(0, grid.columns, 0, grid.lines)]


def _news(view: View, owners: dict[tuple[int, int], str], page: Box) -> Box:
    """Columns and rows, each from, to (exclusive), between the outermost stories of a page: what advertisements and
    furniture take at its edges, such as a foot of advertisements, is parted from the news on purpose."""
    first, after, head, end = page
    stories = {area.name for area in view.spec.areas if area.use == "story"}
    cells = [
        (c, r) for (c, r), name in owners.items() if name in stories and first <= c < after and head <= r < end
    ]  # fmt: skip
    columns, rows = [c for c, _ in cells] or [first], [r for _, r in cells] or [head]
    return min(columns), max(columns) + 1, min(rows), max(rows) + 1


def _gutters(view: View, ban: Ban) -> Iterator[Breach]:
    grid, owners = view.spec.grid, _owners(view)
    for page in _pages(view):
        first, after, head, foot = page
        rows = [r for r in range(head, foot) if any(owners.get((c, r)) for c in range(first, after))]
        left_most, right_most, _, _ = _news(view, owners, page)
        for column in range(left_most + 1, right_most):
            row, end = _longest(
                [
                    r
                    for r in rows
                    if owners.get((column - 1, r)) != owners.get((column, r)) or not owners.get((column, r))
                ]
            )
            if rows and (end - row) / len(rows) > ban.limit:
                left = grid.column_x(column - 1) + grid.measure
                place = Rect(left, grid.row_y(row), grid.column_x(column) - left, grid.depth(end - row))
                origin = _origin(view, (column, row))
                values = {
                    "a": column, "b": column + 1, "lines": Count(end - row), "share": f"{(end - row) / len(rows):.0%}",
                    "limit": f"{ban.limit:.0%}",
                }  # fmt: skip
                yield Breach(view.axes.back(place), origin, values)


def _longest(rows: list[int]) -> tuple[int, int]:
    """The longest stretch of rows without a gap: from, to (exclusive)."""
    best = (0, 0)
    start = 0
    for i, row in enumerate(rows):
        if i and rows[i - 1] != row - 1:
            start = i
        if row + 1 - rows[start] > best[1] - best[0]:
            best = (rows[start], row + 1)
    return best


def _cuts(view: View, ban: Ban) -> Iterator[Breach]:
    """A line of the grid over which no item reaches, with so many items on either side: one alone is a banner."""
    grid, owners = view.spec.grid, _owners(view)
    for page in _pages(view):
        left_most, right_most, top, foot = _news(view, owners, page)
        columns = range(left_most, right_most)
        for row in range(top + 1, foot):
            over = {owners.get((c, row - 1), _FURNITURE) for c in columns}
            under = {owners.get((c, row), _FURNITURE) for c in columns}
            if over & under or _FURNITURE in over or _FURNITURE in under:
                continue
            above = {owners.get((c, r), _FURNITURE) for c in columns for r in range(top, row)} - {_FURNITURE}
            below = {owners.get((c, r), _FURNITURE) for c in columns for r in range(row, foot)} - {_FURNITURE}
            if len(above) >= ban.limit and len(below) >= ban.limit and not above & below:
                x = grid.column_x(left_most)
                y = grid.row_y(row) - grid.leading / 2
                place = Rect(x, y, grid.column_x(right_most - 1) + grid.measure - x, grid.leading)
                values = {"row": row, "above": Count(len(above)), "below": len(below)}
                yield Breach(view.axes.back(place), _origin(view, (left_most, row)), values)


def _origin(view: View, cell: tuple[int, int]) -> Origin:
    return next((a.origin for a in view.spec.areas if cell in a.cells), view.spec.grid.origin)


CHECKS: Final = MappingProxyType[str, Check]({"gutter-through": _gutters, "white-through": _cuts})
