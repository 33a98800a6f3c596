"""Page and grid of one page in, those of a spread of two (跨版) out: two pages side by side, the fold between them.

The layout describes one page as always; the left one of a spread is even and has its inside at the right. The grid has
the columns of both, half of them on each side of the fold, which is a gutter that no text crosses.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from pagesetter.geometry import Rect, WritingMode
from pagesetter.model.spec import Grid, PageSpec
from pagesetter.read.fields import Problems, Values
from pagesetter.read.pages import read_grid, read_page
from pagesetter.read.units import Length


def spread_out(
    values: Values, page_values: Values, page: PageSpec, strips: Mapping[str, Rect], left: Rect, problems: Problems
) -> tuple[PageSpec, Grid | None, Mapping[str, Rect]]:
    """Page, grid and strips of furniture of a spread; ``page``, ``strips`` and ``left`` (what strips leave of the type
    area) are those of one page.

    Codes: L460 columns that cannot be halved, L461 lines that run across the fold.
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
    columns = grid_values.get("columns", int)
    if columns is not None and columns % 2:
        message = f"{columns} columns cannot stand in equal halves on the two pages of a spread"
        problems.error("L460", message, f"write columns: {columns + 1}", grid_values.at("columns"))
        return double, None, MappingProxyType(wide)
    if grid_values.text("mode") == WritingMode.VERTICAL.value:
        message = "the lines of a vertical page would run across the fold of a spread"
        problems.error("L461", message, "lay out the two pages by themselves", grid_values.at("mode"))
        return double, None, MappingProxyType(wide)
    half = (columns or 2) // 2
    page_grid = read_grid(replace(grid_values, data={**grid_values.data, "columns": half}), one, page.width, problems)
    if page_grid is None:
        return double, None, MappingProxyType(wide)
    start = two.x + page_grid.x - one.x
    fold = start - (page_grid.x + half * (page_grid.measure + page_grid.gutter))
    return double, replace(page_grid, columns=2 * half, fold_column=half, fold=fold), MappingProxyType(wide)


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
