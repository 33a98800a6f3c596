"""What the modules that shape text tell each other: ways to shape a run, measured clusters, vertical metrics."""

from typing import NamedTuple, Protocol

import uharfbuzz as hb

from pagesetter.fonts.itemize import Run
from pagesetter.fonts.library import Face
from pagesetter.geometry import Turn
from pagesetter.model.glyph import Cluster
from pagesetter.model.style import TypeStyle

BASELINE_EM = 0.38
"""How far the alphabetic baseline lies from the middle of a vertical line, em: text that is turned or set across is
centred by the em box of ideographs, 0.88 over the baseline and 0.12 under it."""


class Way(NamedTuple):
    """How a run is shaped."""

    turn: Turn
    language: str = ""
    """Tag for the shaping buffer; empty: that of the style."""
    features: tuple[tuple[str, int], ...] = ()
    """OpenType features beside those of the style."""


class Measured(NamedTuple):
    """A cluster without its place in the text: the last fields of Cluster."""

    face: str
    gids: tuple[int, ...]
    offsets_em: tuple[tuple[float, float], ...]
    advance_em: float
    ink_left_em: float
    ink_right_em: float
    turn: Turn
    scale_ratio: float


ABSENT = Measured("", (), (), 1.0, 0.0, 1.0, Turn.ALONG, 1.0)
"""A character that no face has: an empty em."""


class RunShaper(Protocol):
    """Shapes single runs that have a face."""

    def shaped(self, text: str, run: Run, face: Face, style: TypeStyle, way: Way) -> hb.Buffer:
        """The run after shaping."""
        ...

    def clusters(self, text: str, run: Run, face: Face, style: TypeStyle, way: Way) -> list[Cluster]:
        """The clusters of the run."""
        ...


class Upright(NamedTuple):
    """A glyph in vertical setting; font units, from its horizontal origin, y upward."""

    middle: int
    """x of its vertical origin."""
    head: int
    """y of its vertical origin."""
    advance: int
    """Advance down the line."""
    from_font: bool
    """Whether the font tells these."""


def upright(font: hb.Font, face: Face, gid: int) -> Upright:
    """Vertical metrics of a glyph: those of the font, or the em box where the font has none.

    Without a ``vmtx`` table a font's ascent and descent would have to serve, which are made for horizontal lines.
    """
    if len(font.face.reference_table("vmtx")):
        middle, head = font.get_glyph_v_origin(gid)
        return Upright(middle, head, -font.get_glyph_v_advance(gid), True)
    width = font.get_glyph_h_advance(gid)
    return Upright(width // 2, round((0.5 + BASELINE_EM) * face.upem), face.upem if width else 0, False)
