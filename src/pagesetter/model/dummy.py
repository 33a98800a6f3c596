"""The page plan worked out: every story's columns, head band, photo slots and text frames. Made by `makeup.dummy`."""

from collections.abc import Mapping

from pagesetter.geometry import Rect, WritingMode
from pagesetter.model.areas import Area, Cell
from pagesetter.model.spec import Grid
from pagesetter.model.story import Story
from pagesetter.records import record

Outline = tuple[tuple[float, float], ...]
"""Corners of a closed shape in their order."""


@record
class Obstacle:
    """What stands in a story so that its lines run round it."""

    name: str
    """What it is, for messages: photo 1, quote 2, area B."""
    box: Rect
    """pt along and across the lines of the story's grid, like all places here."""
    row: int
    end_row: int
    """Rows that it takes, end exclusive: no other row gives way to it."""
    outlines: tuple[Outline, ...]
    """Its shape, pt; a photo with a caption has two."""
    air: float
    """White that lines keep from it, pt."""


@record
class Adjust:
    """What copyfit changes in the plan of one story; nothing by default."""

    head_lines: int | None = None
    """Height of the head in body lines; None: as planned."""
    photos: tuple[tuple[int, int, int], ...] = ()
    """(number, lines more above, lines more below) of photos; negative: fewer."""
    white: tuple[tuple[int, int, int], ...] = ()
    """(number, lines above, lines below) that photos keep white."""


@record
class Column:
    """A text column of a story."""

    x: float
    """Left edge, pt."""
    measure: float
    """Width, pt: a whole number of characters."""

    @property
    def right(self) -> float:
        """Right edge, pt."""
        return self.x + self.measure


@record
class Frame:
    """One rectangle of text: rows ``row``..``end_row`` (exclusive) of a column."""

    column: int
    """Index in StoryPlan.columns."""
    x: float
    measure: float
    row: int
    end_row: int
    spans: tuple[tuple[float, float], ...] = ()
    """(x, measure) of each row, pt, where something stands in the way of its lines; empty: all are as the frame."""
    part: int = 0
    """Part of the story that it belongs to: 0 where the story begins, 1 where it goes on after a jump, …"""

    @property
    def lines(self) -> int:
        """Body lines it holds."""
        return self.end_row - self.row

    def span(self, row: int) -> tuple[float, float]:
        """Left edge and measure, pt, of a row, counted from the frame's first."""
        return self.spans[row] if self.spans else (self.x, self.measure)


@record
class Slot:
    """A rectangle that is no running text: a head, photo, summary, advertisement or furniture."""

    kind: str
    """head, photo, quote, summary, advert, furniture."""
    area: Area
    """The area that asked for it."""
    rect: Rect
    """From the top of the first em box to the bottom of the last, pt; along and across the lines of the story's grid,
    of adverts and furniture on the page."""
    row: int
    end_row: int
    """Rows of the grid, end exclusive; both -1 for a slot beside the grid of a story that has its own."""
    number: int = 0
    """Photo number in the story, 1-based."""
    mode: WritingMode = WritingMode.HORIZONTAL
    """Direction of the lines of its text."""
    outline: Outline = ()
    """Shape that its picture is cut to, as fractions of the picture's rectangle on the page; empty: the rectangle."""
    entire: bool = False
    """The picture is shown entire, as large as fits, and not cropped to fill its place."""
    free: bool = False
    """It stands in the way of the lines, not in place of whole columns and rows."""


@record
class StoryPlan:
    """Where the parts of one story go."""

    area: Area
    story: Story
    columns: tuple[Column, ...]
    head: Slot | None
    summary: Slot | None
    """A place of its own for the summary; None: it stands in the text."""
    photos: tuple[Slot, ...]
    frames: tuple[Frame, ...]
    """The thread: text runs through them in this order."""
    box: Rect | None
    """Frame line round a framed story, pt."""
    inset: float
    """Distance of the text from the frame line at left and right, pt."""
    grid: Grid
    """What it stands on: the page's grid, or one of its own where its lines run the other way. All its places are
    along and across the lines of this grid."""
    obstacles: tuple[Obstacle, ...] = ()
    """What its lines run round."""
    quotes: tuple[Slot, ...] = ()
    """Places of its pull quotes, by their number in the area."""

    @property
    def room(self) -> int:
        """Body lines in all frames."""
        return sum(f.lines for f in self.frames)


@record
class Dummy:
    """The plan of a page."""

    plans: tuple[StoryPlan, ...]
    slots: tuple[Slot, ...]
    """Adverts and furniture."""
    owners: Mapping[Cell, tuple[str, str]]
    """Per cell (name of the story's area, text | head | photo | summary | advert | furniture | box | apart)."""
