"""How a story fits its areas: lines needed and offered, cures tried, where a cut hurts least. Data only."""

from pagesetter.diagnostics import Origin
from pagesetter.geometry import Rect
from pagesetter.records import record


@record
class Cure:
    """One thing that copyfit changed, or tried to change, so that a story fits its area."""

    kind: str
    """photo, head, head_space, subhead_space, caption_space, paragraph_space or jump."""
    number: int
    """Number of the photo; of others 0."""
    change: int
    """Lines by which it grows (or, negative, shrinks)."""
    size: float
    """Size of the headline after it, pt; of others 0."""
    gain: int
    """Lines that it brings the text (or, negative, takes from it)."""


@record
class Trial:
    """A combination of cures that was tried."""

    cures: tuple[Cure, ...]
    over_lines: int
    """What stayed over (or, negative, under)."""
    outcome: str
    """taken; over, under: it does not fit; dearer: it fits, but at a higher cost."""
    poured: bool = True
    """Whether it was planned and set; else its lines were counted, and they are too few or too many."""


@record
class Overrun:
    """A paragraph with a short last line: cutting its characters saves a line."""

    characters: int
    text: str
    """The last line."""
    origin: Origin | None
    """Where the last line begins in the story's file."""


@record
class StoryFit:
    """What a report says of one story on the page."""

    slug: str
    area: str
    rects: tuple[Rect, ...]
    """Rectangles of its area, pt: head, summary, photos, text frames."""
    room: int
    """Body lines offered by its area to text."""
    needs: int
    """Body lines that its text takes."""
    lines_set: int
    """Body lines that stand on the page, with those that stay empty (``idle``)."""
    characters: int
    """Characters of body text."""
    over_lines: int
    """超 when positive, 欠 when negative, as a galley has it: ``galley`` - room; 0 where it fills its room, by cures or
    without."""
    over_characters: int
    """The same in characters."""
    first_fit: int = 0
    """Lines set by the last resort."""
    loose: int = 0
    """Lines looser than the limit."""
    text_range: tuple[int, int] = (0, 0)
    """Characters of the body placed: first, after the last."""
    cures: tuple[str, ...] = ()
    """What copyfit did: paragraphs set a line shorter or longer, space at the head …"""
    feet: tuple[Rect, ...] = ()
    """The last text frame of each column, pt: where the columns end."""
    gave_way: tuple[str, ...] = ()
    """Rules that gave way, in the order of rulebook 0.6."""
    origin: Origin | None = None
    part: int = 0
    """Part of a story that stands in several areas: 0 where it begins."""
    galley: int = 0
    """Body lines of the story as a galley: every paragraph at its own length, no white."""
    idle: int = 0
    """Of an overset story: lines of the room that stay empty, because what comes next (a subhead, a box) is higher."""
    trials: tuple[Trial, ...] = ()
    """Combinations of cures that were tried, in their order; empty where there was no need."""
    taken: tuple[Cure, ...] = ()
    """Those of the trial that was taken; what was done to single paragraphs stands in ``cures``."""
    reach: int = 0
    """Lines that all cures within their limits could bring, where none of them makes the story fit."""
    overruns: tuple[Overrun, ...] = ()
    """Of an overset story: where a cut hurts least, the shortest last lines first."""
    fills: tuple[Cure, ...] = ()
    """Of an underset story: what would fill it, whatever the limits."""
