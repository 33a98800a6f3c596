"""Set lines: what `lines` makes of a paragraph at a measure, before it has a place. Data only."""

from collections.abc import Sequence

from pagesetter.model.glyph import GlyphRun, Stroke
from pagesetter.records import record


@record
class Line:
    """One set line, its runs starting at x = 0 of the measure (an indent is inside the offsets)."""

    runs: tuple[GlyphRun, ...]
    """Glyphs in reading order."""
    text: str
    """The characters of the line, without the space at which it was broken."""
    start: int
    """Index in the block's text of the first character."""
    end: int
    """Index after the last character, the space at the break included."""
    measure: float
    """Measure offered, pt."""
    width: float
    """Width set, from the start of the measure to the end of the last mark, pt. Equals the measure when justified.
    A mark that hangs outside does not count (TypeStyle.hang)."""
    gap_em: float
    """What was added to each Han gap, em (negative: taken away): the density of the line."""
    step: str
    """Last step of the adjustment ladder that was used: natural, space, interpunct, … , gap."""
    last: bool
    """Last line of its block."""
    hyphenated: bool = False
    """Whether a hyphen was added at the end."""
    strokes: tuple[Stroke, ...] = ()
    """Lines along the text: proper names, titles of books."""
    items: tuple[int, int] = (0, 0)
    """First item of its block on the line, and after the last one that is set."""
    shifts: Sequence[float] | None = None
    """Per item, how far filling moved it from its natural place, pt; None where nothing moved."""


@record
class Setting:
    """A block broken into lines at given measures."""

    lines: tuple[Line, ...]
    """In order."""
    demerits: float
    """Cost of the breaks: higher is worse; 0 is perfect."""
    method: str = "total-fit"
    """total-fit, or first-fit when nothing else could set the block."""


@record
class Overset:
    """The copyfit of one story in its area."""

    slug: str
    area: str
    room: int
    """Body lines that the area offers."""
    needs: int
    """Body lines that the story takes."""
    lines: int
    """needs - room: positive 超行 (overset), negative 欠行 (underset)."""
    characters: int
    """The same in characters of the area's measure: what to cut, or (negative) to add."""
