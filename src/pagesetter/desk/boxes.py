"""Frames in, those that touch out. A frame within a frame is no breach."""

from collections.abc import Iterator
from itertools import combinations
from types import MappingProxyType
from typing import Final

from pagesetter.desk.axes import apart
from pagesetter.desk.registry import Ban, Breach, Check
from pagesetter.desk.view import Box, View


def _touching(view: View, ban: Ban) -> Iterator[Breach]:
    frames = [box for box in view.boxes if box.line > 0]
    for a, b in combinations(frames, 2):
        if a.rect.contains(b.rect, a.line) or b.rect.contains(a.rect, b.line):
            continue
        gap = apart(a.rect, b.rect) - (a.line + b.line) / 2
        if gap < ban.limit * view.spec.grid.size:
            needed = ban.limit * view.spec.grid.size
            values = {"a": _name(a, view), "b": _name(b, view), "pt": f"{max(gap, 0):.1f}", "limit": f"{needed:.1f}"}
            yield Breach(a.rect.union(b.rect), b.origin or view.spec.grid.origin, values)


def _name(box: Box, view: View) -> str:
    """What a frame stands round: a story (which part of it) or the name of an area."""
    if box.slug:
        stories = [one for one in view.stories if one.slug == box.slug]
        return next((one.name for one in stories if one.origin == box.origin), box.slug)
    area = next((a.name for a in view.spec.areas if box.origin is not None and a.origin == box.origin), "")
    return area or box.role


CHECKS: Final = MappingProxyType[str, Check]({"frames-touch": _touching})
