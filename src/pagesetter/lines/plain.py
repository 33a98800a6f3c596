"""A text and its style in, clusters of plain cells out: the Shaper for setting without any font.

Every character is one em wide, as the published test data for line breaking assume; narrow ones (letters, digits and
marks of European writing, half-width forms) may be given another advance. A mark has its ink in the half of its cell
where its class has it in the language, so that squeezing, trimming and hanging work as with a font.
"""

from collections.abc import Iterator
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple
from unicodedata import category, east_asian_width

from pagesetter.geometry import Turn, WritingMode
from pagesetter.model.glyph import Cluster
from pagesetter.model.style import TypeStyle
from pagesetter.script.classes import Klass, class_of
from pagesetter.script.widths import MarkBox, mark_box

_AT_ORIGIN: Final = ((0.0, 0.0),)
_INK_SHARE: Final = 0.2, 0.8
"""Ink of a mark from and to, as shares of the part of its cell that is not blank."""
_PROPORTIONAL: Final = frozenset({Klass.LATIN, Klass.DIGIT, Klass.SPACE, Klass.NBSP, Klass.QUOTE})
"""Classes that are narrow although Unicode leaves the width of some of their characters open."""
_SPACES_EM: Final = MappingProxyType(
    {
        "\u2001": 1.0,
        "\u2003": 1.0,
        "\u2000": 0.5,
        "\u2002": 0.5,
        "\u2004": 1 / 3,
        "\u2005": 0.25,
        "\u2006": 1 / 6,
        "\u2009": 0.2,
        "\u200a": 0.1,
        "\u205f": 4 / 18,
        "\u3000": 1.0,
    }
)
"""Spaces of a width of their own: The Unicode Standard 16.0, table 6-2."""


class _Cell(NamedTuple):
    """A character without its place in the text: the last fields of Cluster."""

    face: str
    gids: tuple[int, ...]
    offsets_em: tuple[tuple[float, float], ...]
    advance_em: float
    ink_left_em: float
    ink_right_em: float
    turn: Turn


class PlainShaper:
    """Shapes without fonts: a :class:`pagesetter.model.glyph.Shaper` whose glyph ids are code points.

    A combining mark, a variation selector, a joiner or a trailing jamo goes into the cluster before it. The face of
    every cluster is ``plain``.

    :param narrow_em: advance of narrow characters, em.
    """

    __slots__ = ("_narrow_em",)

    def __init__(self, narrow_em: float = 1.0) -> None:
        self._narrow_em = narrow_em

    def shape(self, text: str, style: TypeStyle) -> tuple[Cluster, ...]:
        """Clusters of ``text`` in logical order, covering every character once; none is ever missing."""
        if style.mode is WritingMode.VERTICAL:
            return tuple(self._down(text, style))
        starts = [i for i, ch in enumerate(text) if not (i and _joins(ch))]
        cells = [_cell(text[start], style.language, self._narrow_em, Turn.ALONG) for start in starts]
        return tuple(
            [
                Cluster(start, end, *cell)
                for start, end, cell in zip(starts, [*starts[1:], len(text)], cells, strict=True)
            ]
        )

    def _down(self, text: str, style: TypeStyle) -> Iterator[Cluster]:
        """Clusters of vertical text: upright or sideways by UAX #50, a short number across the line as one cell."""
        from pagesetter.script.orientation import Stance, stretches  # its tables take a while to load

        for first, after, stance in stretches(text, style.language, style.across_digits):
            if stance is Stance.ACROSS:
                gids = tuple(map(ord, text[first:after]))
                offsets = ((0.0, 0.0),) * len(gids)
                yield Cluster(first, after, "plain", gids, offsets, 1.0, 0.0, 1.0, Turn.ACROSS)
                continue
            turn = Turn.SIDEWAYS if stance is Stance.SIDEWAYS else Turn.UPRIGHT
            starts = [i for i in range(first, after) if not (i > first and _joins(text[i]))]
            for start, end in zip(starts, [*starts[1:], after], strict=True):
                yield Cluster(start, end, *_cell(text[start], style.language, self._narrow_em, turn))


@cache
def _joins(ch: str) -> bool:
    """Whether a character is part of the cluster before it: marks, joiners, vowels and finals of conjoining jamo."""
    return category(ch)[0] == "M" or ch in "\u200c\u200d" or "\u1160" <= ch <= "\u11ff" or "\ud7b0" <= ch <= "\ud7ff"


@cache
def _cell(ch: str, language: str, narrow_em: float, turn: Turn) -> _Cell:
    """The cell of a character; one that shows nothing has no glyph and no advance."""
    if category(ch) in ("Cf", "Cc", "Zl", "Zp"):
        return _Cell("plain", (), (), 0.0, 0.0, 0.0, Turn.ALONG)
    wide = turn is Turn.UPRIGHT or _is_wide(ch, language)
    advance = _SPACES_EM.get(ch) or (1.0 if wide else narrow_em)
    left, right = _ink(mark_box(ch, language, turn is not Turn.ALONG), advance)
    return _Cell("plain", (ord(ch),), _AT_ORIGIN, advance, left, right, turn)


def _is_wide(ch: str, language: str) -> bool:
    """Whether a character fills a cell (UAX #11); where that is open, marks and signs do and letters do not."""
    width = east_asian_width(ch)
    return width in "WF" or (width == "A" and class_of(ch, language) not in _PROPORTIONAL)


def _ink(box: MarkBox | None, advance: float) -> tuple[float, float]:
    """Left and right edge of the ink, em: in the half, or the middle, that is not blank."""
    if box is None:
        return 0.0, advance
    core = max(0.0, min(box.box_em, advance) - box.before_em - box.after_em)
    start = {"before": advance - core, "after": 0.0}.get(box.side, (advance - core) / 2)
    return start + _INK_SHARE[0] * core, start + _INK_SHARE[1] * core
