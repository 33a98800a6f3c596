"""Rectangles of the page in, the same along and across lines of a direction out, and back.

Rules about lines are written once: ``x`` runs along the lines, ``y`` across them in the order of reading. On a page of
vertical lines that is downward from its head, and leftward from its right edge.
"""

from pagesetter.geometry import Rect, WritingMode
from pagesetter.records import record


@record
class Axes:
    """How a direction of lines lies on a page."""

    mode: WritingMode
    width: float
    """Of the trimmed page, pt."""

    def turned(self, rect: Rect) -> Rect:
        """A rectangle of the page, along and across the lines."""
        if self.mode is WritingMode.HORIZONTAL:
            return rect
        return Rect(rect.y, self.width - rect.right, rect.h, rect.w)

    def back(self, rect: Rect) -> Rect:
        """A rectangle along and across the lines, on the page."""
        if self.mode is WritingMode.HORIZONTAL:
            return rect
        return Rect(self.width - rect.bottom, rect.x, rect.h, rect.w)


def union(rects: list[Rect]) -> Rect:
    """The smallest rectangle that holds all; there is at least one."""
    x, y = min(r.x for r in rects), min(r.y for r in rects)
    return Rect(x, y, max(r.right for r in rects) - x, max(r.bottom for r in rects) - y)


def shared(a0: float, a1: float, b0: float, b1: float) -> float:
    """How much two stretches have in common, pt; negative: how far they are apart."""
    return min(a1, b1) - max(a0, b0)


def apart(a: Rect, b: Rect) -> float:
    """The larger of the two distances between rectangles, pt; 0 where they meet."""
    return max(0.0, -shared(a.x, a.right, b.x, b.right), -shared(a.y, a.bottom, b.y, b.bottom))
