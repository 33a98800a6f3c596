"""Points, rectangles and writing axes: numbers in, numbers out.

Everything is in points (1/72 inch), y downward from the trim's top-left corner.
"""

from dataclasses import dataclass
from enum import StrEnum

MM = 72 / 25.4
"""Points in a millimetre."""


class WritingMode(StrEnum):
    """Direction of the lines of a text."""

    HORIZONTAL = "horizontal"
    """Lines run to the right, blocks downward."""
    VERTICAL = "vertical"
    """Lines run downward, blocks to the left (CJK vertical writing)."""


class Turn(StrEnum):
    """How a glyph stands to the line that it is in."""

    ALONG = "along"
    """As horizontal text stands in a horizontal line."""
    UPRIGHT = "upright"
    """Upright in a vertical line; its origin is the vertical one, at the middle of its head."""
    SIDEWAYS = "sideways"
    """Turned a quarter clockwise in a vertical line; its origin is the horizontal one."""
    ACROSS = "across"
    """Set horizontally inside one cell of a vertical line (纵中横); its origin is the horizontal one."""


class Axes:
    """The only step from logical (inline, block) to physical (x, y) places."""

    @staticmethod
    def place(mode: WritingMode, inline: float, block: float) -> tuple[float, float]:
        """Physical (dx, dy) in pt of a logical offset: ``inline`` along the line, ``block`` across the lines."""
        return (inline, block) if mode is WritingMode.HORIZONTAL else (-block, inline)


@dataclass(frozen=True, slots=True, order=True)
class Rect:
    """A rectangle: left, top, width and height in pt."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """x of the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """y of the bottom edge (downward)."""
        return self.y + self.h

    @property
    def centre(self) -> tuple[float, float]:
        """Midpoint."""
        return (self.x + self.w / 2, self.y + self.h / 2)

    def inset(self, dx: float, dy: float | None = None) -> "Rect":
        """The rectangle shrunk by ``dx`` left and right and ``dy`` (default ``dx``) above and below."""
        dy = dx if dy is None else dy
        return Rect(self.x + dx, self.y + dy, self.w - 2 * dx, self.h - 2 * dy)

    def moved(self, dx: float, dy: float) -> "Rect":
        """The same size elsewhere."""
        return Rect(self.x + dx, self.y + dy, self.w, self.h)

    def overlaps(self, other: "Rect", tolerance: float = 0.01) -> bool:
        """Whether the interiors share more than ``tolerance`` pt in both directions."""
        return (
            self.x + tolerance < other.right
            and other.x + tolerance < self.right
            and self.y + tolerance < other.bottom
            and other.y + tolerance < self.bottom
        )

    def contains(self, other: "Rect", tolerance: float = 0.01) -> bool:
        """Whether ``other`` lies wholly inside, within ``tolerance`` pt."""
        return (
            self.x - tolerance <= other.x
            and self.y - tolerance <= other.y
            and other.right <= self.right + tolerance
            and other.bottom <= self.bottom + tolerance
        )

    def union(self, other: "Rect") -> "Rect":
        """The smallest rectangle that holds both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Rect(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)
