"""A page in, white where there should be text out: holes, and columns of a story that do not end level."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from pagesetter.desk.axes import Axes, shared, union
from pagesetter.desk.registry import Ban, Breach, Check, Count
from pagesetter.desk.view import StoryView, View
from pagesetter.geometry import Rect
from pagesetter.model.spec import Grid

_TOUCH_PT: Final = 0.5
_ALIKE: Final = 0.75
"""Share of the longer one that two stretches side by side have in common, to be one hole."""
_LEVEL_PT: Final = 1.0
_THIN_PT: Final = 20.0
"""A rule that is no higher lies along the lines."""


def _uneven(view: View, ban: Ban) -> Iterator[Breach]:
    """Columns of one story whose frames end on one line, and whose text does not."""
    leading = view.spec.grid.leading
    for story in view.stories:
        axes = Axes(story.mode, view.page.trim.w)
        feet = [axes.turned(rect) for rect in _feet(story, view)]
        levels: dict[float, list[tuple[Rect, float]]] = {}
        for foot in feet:
            lines = [
                one.along
                for one in story.lines
                if one.along.y >= foot.y - _LEVEL_PT
                and one.along.y < foot.bottom
                and shared(one.along.x, one.along.right, foot.x, foot.right) > 0
            ]
            empty = (
                foot.bottom - max((r.bottom for r in lines), default=foot.y - leading + view.spec.grid.size)
            ) / leading
            levels.setdefault(round(foot.bottom), []).append((foot, max(0.0, empty)))
        for columns in levels.values():
            least = min(empty for _, empty in columns)
            most_at, most = max(columns, key=lambda pair: pair[1])
            if round(most - least, 2) > ban.limit:
                white = Rect(most_at.x, most_at.bottom - most * leading, most_at.w, most * leading)
                values = {"story": story.name, "lines": Count(round(most - least)), "limit": f"{ban.limit:g}"}
                yield Breach(axes.back(white), story.origin, values)


def _feet(story: StoryView, view: View) -> list[Rect]:
    """The last text frame of each column."""
    name = story.area.name if story.area else ""
    return [rect for fit in view.page.fits if fit.slug == story.slug and fit.area == name for rect in fit.feet]


def _holes(view: View, ban: Ban) -> Iterator[Breach]:
    """Stretches of a column in which nothing stands, joined over the columns; a line across one parts it in two."""
    grid, axes = view.spec.grid, view.axes
    taken, parted = _taken(view, grid), _parted(view, grid)
    found: list[tuple[int, int, int, int]] = []
    for column in range(grid.columns):
        row = 0
        while row < grid.lines:
            end = row
            while end < grid.lines and (column, end) not in taken and (end == row or (column, end) not in parted):
                end += 1
            if end - row > ban.limit:
                _join(found, column, row, end, ban.limit)
            row = max(end, row + 1)
    for first, row, after, end in found:
        rect = axes.back(grid.rect(first, row, after, end))
        area = next((a for a in view.spec.areas if any((first, r) in a.cells for r in range(row, end))), None)
        columns = str(after) if after == first + 1 else f"{first + 1}-{after}"
        values = {"columns": columns, "lines": Count(end - row), "limit": f"{ban.limit:g}", "row": row + 1}
        yield Breach(rect, area.origin if area else grid.origin, values, "several" if "-" in columns else "")


def _join(found: list[tuple[int, int, int, int]], column: int, row: int, end: int, limit: float) -> None:
    """Adds a stretch to the one beside it where both stand on nearly the same lines: those that both leave empty."""
    for i, (first, top, after, foot) in enumerate(found):
        common = shared(row, end, top, foot)
        if after == column and common > limit and common >= max(end - row, foot - top) * _ALIKE:
            found[i] = (first, max(top, row), column + 1, min(foot, end))
            return
    found.append((column, row, column + 1, end))


def _parted(view: View, grid: Grid) -> set[tuple[int, int]]:
    """Cells over whose first line a rule or the edge of a frame runs: what is white there belongs to two items."""
    lines: list[Rect] = [view.axes.turned(rect) for rect in view.rules]
    for box in view.boxes:
        rect = view.axes.turned(box.rect)
        lines += [Rect(rect.x, y, rect.w, 0.0) for y in (rect.y, rect.bottom)]
    parted: set[tuple[int, int]] = set()
    for rect in lines:
        row = round((rect.centre[1] - grid.y) / grid.leading)
        for column in range(grid.columns):
            x = grid.column_x(column)
            if rect.h <= _THIN_PT and shared(rect.x, rect.right, x, x + grid.measure) > grid.measure / 2:
                parted.add((column, row))
    return parted


def _taken(view: View, grid: Grid) -> set[tuple[int, int]]:
    """Cells of the grid in which something stands; the white of a head is its own."""
    taken: set[tuple[int, int]] = set()
    for rect in _standing(view):
        place = view.axes.turned(rect)
        top = int((place.y + _TOUCH_PT - grid.y) // grid.leading)
        foot = int((place.bottom - _TOUCH_PT - grid.y) // grid.leading)
        for column in range(grid.columns):
            x = grid.column_x(column)
            if shared(place.x, place.right, x, x + grid.measure) > _TOUCH_PT:
                taken.update((column, row) for row in range(max(top, 0), min(foot, grid.lines - 1) + 1))
    return taken


def _standing(view: View) -> list[Rect]:
    rects = [rect for story in view.stories for rect in story.rects]
    rects += [advert.rect for advert in view.adverts] + list(view.pictures)
    rects += [box.rect for box in view.boxes if box.tinted]
    heads = [head.rect for head in view.heads]
    rects += [rect for fit in view.page.fits for rect in fit.rects if any(rect.overlaps(head) for head in heads)]
    strips = [a for a in view.spec.areas if a.use == "furniture" and a.cells]
    rects += [view.axes.back(view.spec.grid.rect(*a.bounds())) for a in strips]
    if view.furniture:
        rects.append(union([one.rect for one in view.furniture]) if not strips else view.furniture[0].rect)
    return rects


CHECKS: Final = MappingProxyType[str, Check]({"hole": _holes, "columns-uneven": _uneven})
