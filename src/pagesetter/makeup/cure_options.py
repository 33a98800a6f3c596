"""One setting of what copyfit may change in a story, and what the text of a plan stands against."""

from pagesetter.geometry import Rect
from pagesetter.model.dummy import Frame, StoryPlan
from pagesetter.model.fits import Cure
from pagesetter.records import record

LEAST_ROWS = 3
"""Text beside or under what grows keeps so many rows: no slivers."""
LEAST_PHOTO_ROWS = 4
"""A photo is never made lower than this, its caption included."""
_EDGE = 0.5
"""pt by which places that are one may miss each other."""


@record
class Option:
    """One setting of a knob."""

    cures: tuple[Cure, ...] = ()
    """Empty: as it is."""
    cost: float = 0.0
    gain: int = 0
    """Rows that the text gets, or (negative) gives."""
    head_lines: int | None = None
    photos: tuple[tuple[int, int, int], ...] = ()
    """As in `Adjust`."""
    white: tuple[tuple[int, int, int], ...] = ()
    """As in `Adjust`."""
    subheads: int = 0
    """Rows taken from subheads that have them to spare."""
    spaces: int = 0
    """White rows between paragraphs."""


Knob = tuple[Option, ...]
"""Settings by cost; the first leaves things as they are."""


def covered(plan: StoryPlan, rect: Rect) -> list[int]:
    """Text columns that a rectangle stands on."""
    return [
        i for i, c in enumerate(plan.columns) if min(rect.right, c.right) - max(rect.x, c.x) > c.measure / 2 + _EDGE
    ]


def against(plan: StoryPlan, column: int, row: int, below: bool) -> Frame | None:
    """The text of a column that begins, or ends, at a row."""
    frames = (f for f in plan.frames if f.column == column)
    return next((f for f in frames if (f.row if below else f.end_row) == row), None)
