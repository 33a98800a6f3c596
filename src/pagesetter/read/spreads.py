"""Page and grid of one page in, those of a spread of two (跨版) out: two pages side by side, the fold between them.

The layout describes one page as always; the left one of a spread is even and has its inside at the right. The grid has
the columns of both, half of them on each side of the fold, which is a gutter that no text crosses.

Vertical lines run along the fold: then the grid has the lines of both pages, and the fold is as many of their rows as
find room in it. Tiers run on from the right page to the left one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import floor
from types import MappingProxyType

from pagesetter.geometry import Rect, WritingMode
from pagesetter.model.areas import Area, Cell, FreePlace
from pagesetter.model.spec import Grid, PageSpec
from pagesetter.read.fields import Problems, Values
from pagesetter.read.pages import read_grid, read_page
from pagesetter.read.units import Length, in_mm


def spread_out(
    values: Values, page_values: Values, page: PageSpec, strips: Mapping[str, Rect], left: Rect, problems: Problems
) -> tuple[PageSpec, Grid | None, Mapping[str, Rect]]:
    """Page, grid and strips of furniture of a spread; ``page``, ``strips`` and ``left`` (what strips leave of the type
    area) are those of one page.

    Codes: L460 columns or lines that cannot be halved, L461 a fold that is narrower than a vertical line.
    """
    grid_values = values.get("grid", Values)
    for name, _, value in values.all("areas", tuple):
        at = value[1] if isinstance(value, tuple) and value[0] == "furniture" else None
        if isinstance(at, Values) and at.given("strip") and at.text("edge", "top") not in ("top", "bottom", "fold"):
            message = f'furniture "{name}" lies at the {at.text("edge")} edge of a spread'
            problems.error("L462", message, "a spread has strips at its top, its bottom and its fold", at.at("edge"))
    quiet = Problems()  # what is wrong with margins has been said of the page itself
    even, odd = (read_page(page_values, number, quiet) or page for number in ("2", "1"))
    head, foot = left.y - page.type_area.y, page.type_area.bottom - left.bottom
    one, two = (
        Rect(area.x + shift, area.y + head, area.w, area.h - head - foot)
        for area, shift in ((even.type_area, 0.0), (odd.type_area, page.width))
    )
    whole = Rect(one.x, page.type_area.y, two.right - one.x, page.type_area.h)
    double = replace(page, width=2 * page.width, type_area=whole)
    wide = {name: Rect(whole.x, rect.y, whole.w, rect.h) for name, rect in strips.items()}
    wide |= _in_fold(values, one, two, grid_values)
    if grid_values is None:
        return double, None, MappingProxyType(wide)
    if grid_values.text("mode") == WritingMode.VERTICAL.value:
        grid = _vertical(grid_values, page, Rect(two.x - page.width, two.y, two.w, two.h), two.right - one.x, problems)
        return double, grid, MappingProxyType(wide)
    columns = grid_values.get("columns", int)
    if columns is not None and columns % 2:
        message = f"{columns} columns cannot stand in equal halves on the two pages of a spread"
        problems.error("L460", message, f"write columns: {columns + 1}", grid_values.at("columns"))
        return double, None, MappingProxyType(wide)
    half = (columns or 2) // 2
    page_grid = read_grid(replace(grid_values, data={**grid_values.data, "columns": half}), one, page.width, problems)
    if page_grid is None:
        return double, None, MappingProxyType(wide)
    start = two.x + page_grid.x - one.x
    fold = start - (page_grid.x + half * (page_grid.measure + page_grid.gutter))
    return double, replace(page_grid, columns=2 * half, fold_column=half, fold=fold), MappingProxyType(wide)


def _vertical(values: Values, page: PageSpec, right: Rect, whole: float, problems: Problems) -> Grid | None:
    """The grid of a spread of vertical lines: ``right`` is what its right page leaves, ``whole`` how far its two pages
    reach together."""
    lines = values.get("lines", int)
    if lines is not None and lines % 2:
        message = f"{lines} lines cannot stand in equal halves on the two pages of a spread"
        problems.error("L460", message, f"write lines: {lines + 1}", values.at("lines"))
        return None
    given = values if lines is None else replace(values, data={**values.data, "lines": lines // 2})
    grid = read_grid(given, right, page.width, problems)
    if grid is None:
        return None
    most = floor((whole - grid.size) / grid.leading + 1 + 1e-6)
    fold = most - 2 * grid.lines
    if fold < 1:
        room = in_mm(whole - 2 * grid.depth(grid.lines))
        message = f"the fold of a spread of vertical lines is a line wide at least; {room} are left for it"
        problems.error("L461", message, "give the page wider margins inside, or fewer lines", values.at("mode"))
        return None
    spare = (whole - grid.depth(most)) / 2
    return replace(grid, lines=most, y=grid.y + spare, fold_row=grid.lines, fold_rows=fold)


def over_the_fold(areas: Sequence[Area], grid: Grid) -> tuple[Area, ...]:
    """Areas drawn on the lines of both pages, with the rows of the fold between them; what lies on both sides of it
    lies in it too."""
    whole = {area.name: area.cells.union(*(a.cells for a in areas if a.of == area.name)) for area in areas}
    moved = []
    for area in areas:
        photos = (replace(p, cells=_over(p.cells, p.cells, grid), free=_free(p.free, grid)) for p in area.photos)
        quotes = (replace(q, cells=_over(q.cells, q.cells, grid), free=_free(q.free, grid)) for q in area.quotes)
        area = replace(area, photos=tuple(photos), quotes=tuple(quotes), free=_free(area.free, grid))
        area = replace(area, summary_place=_free(area.summary_place, grid))
        moved.append(replace(area, cells=_over(area.cells, whole[area.name], grid)))
    parts = {a.name: frozenset[Cell]().union(*(o.cells for o in moved if o.of == a.name)) for a in moved}
    return tuple(replace(area, cells=area.cells - parts[area.name]) for area in moved)


def _over(cells: frozenset[Cell], whole: frozenset[Cell], grid: Grid) -> frozenset[Cell]:
    """Cells with those of the fold; ``whole``: with what belongs to them."""
    if not cells:
        return cells
    first, end = grid.fold_row, grid.fold_row + grid.fold_rows
    both = {c for c, r in whole if r == first and (c, first - 1) in whole}
    inside = {(c, r) for c in both for r in range(first, end)}
    return frozenset((c, _row(r, grid)) for c, r in cells) | inside


def _row(line: int, grid: Grid) -> int:
    """The row of a line, both from 0."""
    return line + grid.fold_rows if line >= grid.fold_row else line


def _free(place: FreePlace | None, grid: Grid) -> FreePlace | None:
    if place is None:
        return None
    return replace(place, row=_row(place.row, grid), end_row=_row(place.end_row - 1, grid) + 1)


def _in_fold(values: Values, one: Rect, two: Rect, grid: Values | None) -> dict[str, Rect]:
    """Furniture in the middle of the fold (中缝), as wide as it says."""
    found = {}
    body = grid.get("body", Length) if grid else None
    size = (body.pt() if body else None) or 10.5
    for name, _, value in values.all("areas", tuple):
        at = value[1] if isinstance(value, tuple) and value[0] == "furniture" else None
        if isinstance(at, Values) and at.text("edge") == "fold" and (given := at.get("strip", Length)):
            wide = given.pt(em=size, leading=size) or 0.0
            found[name] = Rect((one.right + two.x - wide) / 2, one.y, wide, one.h)
    return found
