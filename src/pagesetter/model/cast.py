"""Line composition told to programs: break places, advances, set lines and galleys in em. Data only."""

from typing import Literal

from pagesetter.diagnostics import Origin
from pagesetter.records import record

Strength = Literal["must", "free", "penalty", "never"]


@record
class BreakPlace:
    """A place between two characters."""

    index: int
    """The place before the character of this index; ``len(text)`` is the end of the text."""
    strength: Strength
    """``must``: a line ends here; ``free``: it may; ``penalty``: it may at a cost; ``never``: it may not."""
    cost: float
    """0 for free, up to 1000 the dearer the worse; ``inf`` for never, ``-inf`` for must."""


@record
class Advance:
    """What a character takes of a line in which it stands between its neighbours. Lengths in em."""

    start: int
    """Index of its first character in the text."""
    end: int
    """Index after the last one: combining marks and ligatures make one advance of several characters."""
    text: str
    advance_em: float
    """Its box with the blank that squeezing left, and the white after it: autospace, word space, tracking. 0 for what
    is not set, such as a typed space in whose place autospace stands."""


@record
class GapSet:
    """The white between two neighbours on a set line."""

    index: int
    """The gap lies before the character of this index."""
    natural_em: float
    """White by the rules: blanks of marks, autospace, word space."""
    adjust_em: float
    """What filling the line added to it; negative: what it took away."""


@record
class SetLine:
    """One set line. Lengths in em."""

    text: str
    """Its characters, without the space at which it was broken."""
    start: int
    """Index of its first character in the text."""
    end: int
    """Index after the last one, the space at the break included."""
    measure_em: float
    """Measure offered."""
    width_em: float
    """Width set, indent included; equals the measure when justified."""
    adjust_em: float
    """What filling added to all of its gaps together (negative: took away); a blank cut at its end not counted."""
    gap_em: float
    """What was added to each gap between ideographs in the last step: the grey of the line."""
    step: str
    """Last step of the ladder that was used: natural, space, autospace, gap, line-end, a kind of mark …"""
    last: bool
    """Last line of the text."""
    hyphenated: bool
    """Whether a hyphen was added at its end."""
    loose: bool
    """Whether its gaps are wider than the style calls good (0.15 em unless it says otherwise)."""
    gaps: tuple[GapSet, ...]
    """Every gap that has white or was moved, in order."""
    cause: str = ""
    """Why a loose line could not be set better, in words; empty for any other."""


@record
class SetText:
    """A text set in lines."""

    text: str
    lines: tuple[SetLine, ...]
    demerits: float
    """Cost of the breaks; ``inf`` for the last resort."""
    method: str
    """``total-fit``, or ``first-fit`` when nothing else could set it."""
    missing: tuple[tuple[int, str], ...]
    """Index and character of what no font has; never any without fonts."""


@record
class Piece:
    """A paragraph of a galley, or a part of the story that stands on rows of its own."""

    kind: str
    """body, quote; or subhead, byline, summary, end-credit: these stand on rows of their own."""
    origin: Origin | None
    """Where it begins in the story's file."""
    rows: int
    """Body lines that it takes."""
    characters: int
    """Characters of a paragraph, as `pagesetter check` counts them; 0 for all else."""
    texts: tuple[str, ...]
    """The words of each of its lines."""
    lines: tuple[SetLine, ...] = ()
    """The same of a paragraph with all that was done to them; empty for what stands on rows of its own."""
    method: str = "total-fit"
    """total-fit, or first-fit for a paragraph (or part) that nothing else could set."""


@record
class Galley:
    """A story cast off at one measure."""

    measure_em: float
    """Line length in em of the body size."""
    size: float
    """Body size, pt."""
    leading: float
    """Baseline to baseline of the body, pt."""
    pieces: tuple[Piece, ...]
    """In reading order."""

    @property
    def rows(self) -> int:
        """Body lines that the text takes."""
        return sum(piece.rows for piece in self.pieces)

    @property
    def characters(self) -> int:
        """Characters of its paragraphs."""
        return sum(piece.characters for piece in self.pieces)

    @property
    def depth(self) -> float:
        """From the top of the first line's em box to the bottom of the last one's, pt."""
        return max(0.0, self.rows * self.leading - (self.leading - self.size))

    @property
    def lines(self) -> tuple[SetLine, ...]:
        """The lines of all paragraphs."""
        return tuple(line for piece in self.pieces for line in piece.lines)

    @property
    def loose(self) -> int:
        """How many lines are looser than the style calls good."""
        return sum(line.loose for line in self.lines)

    @property
    def first_fit(self) -> int:
        """How many pieces were set by the last resort."""
        return sum(piece.method == "first-fit" for piece in self.pieces)
