"""Places along and across the lines of a text in, the same on the page out, and back.

Make-up reckons every story along and across its lines: columns from the start of the lines, rows in the order in which
lines are read. For horizontal text these are the places on the page. Vertical text is reckoned as if the page had been
turned a quarter: along runs downward from the head of the trim, across runs leftward from its right edge; then a column
is a tier (段) and a row is a vertical line.
"""

from collections.abc import Iterable
from dataclasses import replace

from pagesetter.geometry import Axes, Rect, WritingMode
from pagesetter.model.page import Drawing, Item, Panel, Picture, Placed, Rule, Text
from pagesetter.records import record


@record
class Turning:
    """How places of one direction of lines lie on a page."""

    mode: WritingMode
    width: float
    """Of the trimmed page, pt."""

    def rect(self, rect: Rect) -> Rect:
        """Where a rectangle along and across the lines lies on the page."""
        if self.mode is WritingMode.HORIZONTAL:
            return rect
        return Rect(self.width - rect.bottom, rect.x, rect.h, rect.w)

    def back(self, rect: Rect) -> Rect:
        """A rectangle of the page along and across the lines."""
        if self.mode is WritingMode.HORIZONTAL:
            return rect
        return Rect(rect.y, self.width - rect.right, rect.h, rect.w)

    def point(self, along: float, across: float) -> tuple[float, float]:
        """Where a place along and across the lines lies on the page."""
        x, y = Axes.place(self.mode, along, across)
        return (x if self.mode is WritingMode.HORIZONTAL else self.width + x), y

    def items(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """The items on the page. The inside of a set line and of a picture is not turned: it stands by its own mode."""
        if self.mode is WritingMode.HORIZONTAL:
            return tuple(items)
        return tuple(map(self._item, items))

    def _item(self, item: Item) -> Item:
        match item:
            case Text():
                x, y = self.point(item.x, item.y)
                return replace(item, x=x, y=y)
            case Rule():
                (x0, y0), (x1, y1) = self.point(item.x0, item.y0), self.point(item.x1, item.y1)
                return replace(item, x0=x0, y0=y0, x1=x1, y1=y1)
            case Panel() | Picture():
                return replace(item, rect=self.rect(item.rect))
            case Placed():
                return replace(item, rect=self.rect(item.rect), clip=self.rect(item.clip))
            case Drawing():
                path = tuple(
                    (kind, tuple(v for x, y in zip(at[::2], at[1::2], strict=True) for v in self.point(x, y)))
                    for kind, at in item.path
                )
                return replace(item, rect=self.rect(item.rect), path=path)


def shown_size(rect: Rect, mode: WritingMode) -> tuple[float, float]:
    """Width and height on the page of a rectangle along and across lines of a mode, pt."""
    return (rect.w, rect.h) if mode is WritingMode.HORIZONTAL else (rect.h, rect.w)
