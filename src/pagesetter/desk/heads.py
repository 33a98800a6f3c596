"""Heads of a page in, those that stand badly to each other out: 碰题, equal neighbours, one larger than its better."""

from collections.abc import Iterator
from itertools import combinations
from types import MappingProxyType
from typing import Final

from pagesetter.desk.axes import Axes, shared
from pagesetter.desk.registry import Ban, Breach, Check, rows
from pagesetter.desk.view import Head, View
from pagesetter.geometry import Rect, WritingMode

_REACH: Final = 0.5
"""Heads whose measures are no further apart than this share of a column stand in adjoining columns."""
_COVERED: Final = 0.5
"""A rule parts two heads when it runs beside this share of the lines that they share."""
_CLOSE_PT: Final = 2.0


def _neighbours(view: View) -> Iterator[tuple[Head, Head, Rect, Rect]]:
    """Heads of two stories side by side in adjoining columns, the first in front, with their places along the lines."""
    reach = _REACH * view.spec.grid.measure
    for a, b in combinations(view.heads, 2):
        if a.mode is not b.mode:  # one upright, one lying: they part each other
            continue
        axes = Axes(a.mode, view.page.trim.w)
        first, second = axes.turned(a.rect), axes.turned(b.rect)
        if second.x < first.x:
            a, b, first, second = b, a, second, first
        if -_CLOSE_PT <= second.x - first.right <= reach:
            yield a, b, first, second


def _parted(a: Head, b: Head, first: Rect, second: Rect, view: View) -> bool:
    """Whether a box, a rule or a picture stands between two neighbours."""
    axes = Axes(a.mode, view.page.trim.w)
    top, foot = max(first.y, second.y), min(first.bottom, second.bottom)
    if foot <= top:  # one above the other's foot: what parts them stands beside either
        top, foot = min(first.y, second.y), max(first.bottom, second.bottom)
    strip = Rect(first.right - _CLOSE_PT, top, second.x - first.right + 2 * _CLOSE_PT, foot - top)
    for box in view.boxes:
        if box.rect.contains(a.rect, _CLOSE_PT) is not box.rect.contains(b.rect, _CLOSE_PT):
            return True
    for rule in view.rules:
        lying = axes.turned(rule)
        beside = shared(lying.y, lying.bottom, strip.y, strip.bottom)
        if strip.x <= lying.x and lying.right <= strip.right and beside >= _COVERED * strip.h:
            return True
    between = strip.inset(_CLOSE_PT, 0.0)
    return any(axes.turned(rect).overlaps(between, 0.0) for rect in view.pictures)


def _clash(view: View, ban: Ban) -> Iterator[Breach]:
    for a, b, first, second in _neighbours(view):
        starts = abs(first.y - second.y) / view.spec.grid.leading
        if starts >= ban.limit or _parted(a, b, first, second, view):
            continue
        together = shared(first.y, first.bottom, second.y, second.bottom) > 0
        values = {"a": a.story.name, "b": b.story.name, "lines": f"{starts:.1f}", "limit": f"{ban.limit:g}"}
        yield Breach(a.rect.union(b.rect), b.story.origin, values, "" if together else "staggered", not together)


def _equal(view: View, ban: Ban) -> Iterator[Breach]:
    for a, b, first, second in _neighbours(view):
        sizes = max(a.size, b.size) / min(a.size, b.size)
        together = shared(first.y, first.bottom, second.y, second.bottom) > 0
        alike = a.face == b.face and a.lines == b.lines and _tinted(a, view) is _tinted(b, view)
        if together and alike and sizes <= ban.limit:
            values = {"a": a.story.name, "b": b.story.name, "size": f"{a.size:g}", "other": f"{b.size:g}"}
            yield Breach(a.rect.union(b.rect), b.story.origin, values)


def _tinted(head: Head, view: View) -> bool:
    """Whether it stands on a panel of its own: that is another weight."""
    return any(box.tinted and box.rect.contains(head.rect, head.size) for box in view.boxes)


def _outranked(view: View, ban: Ban) -> Iterator[Breach]:
    mode = view.page.mode.value
    above = {row["quarter"]: row["better"].split() for row in rows("quarters") if row["mode"] == mode}
    best: dict[str, Head] = {}
    placed: list[tuple[Head, str]] = []
    for head in view.heads:
        area = head.story.area
        if area is not None and (area.frame or area.continues or area.inside):
            continue  # a box has a rank of its own
        quarter = _quarter(head, view)
        placed.append((head, quarter))
        if quarter not in best or head.size > best[quarter].size:
            best[quarter] = head
    for head, quarter in placed:
        better = [best[q] for q in above[quarter] if q in best and head.size > best[q].size * ban.limit]
        if better:
            values = {
                "a": head.story.name, "b": better[0].story.name, "size": f"{head.size:g}",
                "other": f"{better[0].size:g}", "quarter": quarter, "best": _quarter(better[0], view),
                "ratio": f"{head.size / better[0].size:.2f}", "limit": f"{ban.limit:g}",
            }  # fmt: skip
            yield Breach(head.rect, head.story.origin, values)


def _quarter(head: Head, view: View) -> str:
    """Where a head stands: on the side that holds more of it, one over both sides where reading begins."""
    field, rect = view.spec.page.type_area, head.rect
    across, down = field.centre
    left = shared(rect.x, rect.right, field.x, across)
    right = shared(rect.x, rect.right, across, field.right)
    upper = shared(rect.y, rect.bottom, field.y, down)
    lower = shared(rect.y, rect.bottom, down, field.bottom)
    small = view.spec.grid.measure / 2
    first = "right" if view.page.mode is WritingMode.VERTICAL else "left"
    side = first if min(left, right) > 0 and abs(left - right) <= small else "left" if left > right else "right"
    return f"{'upper' if upper >= lower else 'lower'}-{side}"


CHECKS: Final = MappingProxyType[str, Check](
    {"head-clash": _clash, "heads-equal": _equal, "head-outranked": _outranked}
)
