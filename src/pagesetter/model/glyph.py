"""Shaped text: glyph runs, and the Shaper protocol by which `lines` knows fonts. Data only."""

from typing import NamedTuple, Protocol

from pagesetter.geometry import Turn
from pagesetter.model.ink import BLACK, Ink
from pagesetter.model.style import TypeStyle
from pagesetter.records import record


class Cluster(NamedTuple):
    """What one or more characters became: the smallest piece that `lines` may move."""

    start: int
    """Index of the first character in the shaped text."""
    end: int
    """Index after the last character."""
    face: str
    """Key of the face in the font library."""
    gids: tuple[int, ...]
    """Glyph ids."""
    offsets_em: tuple[tuple[float, float], ...]
    """Per glyph (along the line, across it) from the origin, em; across: downward, in a vertical line leftward."""
    advance_em: float
    """Advance of the whole cluster, em (without tracking)."""
    ink_left_em: float
    """Left edge of the ink from the cluster's origin, em; 0 for clusters that are no punctuation mark."""
    ink_right_em: float
    """Right edge of the ink, em; the advance for clusters that are no punctuation mark."""
    turn: Turn = Turn.ALONG
    """How its glyphs stand to the line."""
    scale_ratio: float = 1.0
    """Horizontal scale that glyphs across the line need to fit their cell; offsets and advance are those after it."""


class Shaper(Protocol):
    """What `lines` needs of fonts."""

    def shape(self, text: str, style: TypeStyle) -> tuple[Cluster, ...]:
        """Clusters of ``text`` in logical order, covering every character once.

        A character that no face has becomes a cluster with an empty ``face`` and one em of advance.
        """
        ...


@record
class GlyphRun:
    """Glyphs of one face, size and ink on one line. Parallel tuples, one entry per glyph."""

    face: str
    """Key of the face in the font library."""
    size: float
    """pt."""
    gids: tuple[int, ...]
    """Glyph ids."""
    xs: tuple[float, ...]
    """Inline offset of each glyph's origin from the start of the line, pt."""
    texts: tuple[str, ...]
    """Characters that the glyph stands for, in reading order; '' for a further glyph of the same cluster."""
    ys: tuple[float, ...] = ()
    """Block offset of each glyph from the baseline, pt, downward; empty means all zero."""
    scale_ratio: float = 1.0
    """Scale of the glyphs along the line (长体); of those that stand across it, across."""
    ink: Ink = BLACK
    """Colour."""
    turn: Turn = Turn.ALONG
    """How the glyphs stand to the line."""
    reading: bool = False
    """A reading beside other text: painted after the texts of the page, so that these extract as they were typed."""


@record
class Stroke:
    """A line drawn along a stretch of a set line: 专名号, 书名号. Lengths in pt."""

    start: float
    """Inline offset from the start of the line."""
    end: float
    across: float
    """Block offset of its middle from the baseline (downward; in a vertical line leftward from the centre)."""
    width: float
    """Thickness."""
    ink: Ink = BLACK
    wavy: bool = False
    """A wave (书名号甲式) instead of a straight line."""
    dot: str = ""
    """``round`` or ``sesame``: an emphasis dot as wide as the stretch instead of a line."""
