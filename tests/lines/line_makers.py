"""What lines are given, made small: a shaper without fonts, blocks set with it; measures and places in em of SIZE."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any
from unicodedata import category

from pagesetter.lines.paragraph import Prepared, prepare, set_block, set_solid
from pagesetter.model.galley import Line, Setting
from pagesetter.model.glyph import Cluster
from pagesetter.model.story import Span
from pagesetter.model.style import FaceRef, JustifyLimits, TypeStyle

SIZE = 10.0
STYLE = TypeStyle((FaceRef("Plain"),), SIZE, 15.0)
NARROW_EM = 0.35
"""Advance of the marks of a font that draws them proportionally; their ink lies between 0.05 and 0.3."""

_RIGHT_HALF = frozenset("“‘（《〈「『【")
_LEFT_HALF = frozenset("，。、；：！？”’）》〉」』】")
_CENTRED = frozenset("・")
_JOINERS = "\u200d\ufe0f\U000e0100\u0301"


class PlainShaper:
    """Ideographs and marks 1 em, ASCII and · half an em; the ink of a mark lies in its half. The face is the style's.

    A joiner or a combining mark goes into the cluster before it, as HarfBuzz has it.

    :param narrow: characters that the font draws in a cell of :data:`NARROW_EM`.
    :param lacks: characters it has no glyph for.
    :param joined: a dash of two characters is one glyph.
    """

    def __init__(self, *, narrow: str = "", lacks: str = "", joined: bool = False) -> None:
        self._narrow = narrow
        self._lacks = lacks
        self._joined = joined

    def shape(self, text: str, style: TypeStyle) -> tuple[Cluster, ...]:
        made = []
        index = 0
        while index < len(text):
            end = index + (2 if self._joined and text.startswith("——", index) else 1)
            while end < len(text) and text[end] in _JOINERS and text[index].isprintable():
                end += 1
            made.append(self._cluster(text, index, end, style.faces[0].family))
            index = end
        return tuple(made)

    def _cluster(self, text: str, start: int, end: int, face: str) -> Cluster:
        ch = text[start]
        if ch in self._lacks:
            return Cluster(start, end, "", (), (), 1.0, 0.0, 1.0)
        if category(ch) in ("Cf", "Cc", "Zl", "Zp"):
            return Cluster(start, end, face, (), (), 0.0, 0.0, 0.0)
        if ch in self._narrow:
            advance, left, right = NARROW_EM, 0.05, 0.3
        else:
            advance = 0.5 if ch < "\u2000" else 2.0 if text.startswith("——", start) and self._joined else 1.0
            inks = {_RIGHT_HALF: (0.6, 0.9), _LEFT_HALF: (0.1, 0.4), _CENTRED: (0.4, 0.6)}
            left, right = next((ink for marks, ink in inks.items() if ch in marks), (0.0, advance))
        return Cluster(start, end, face, (ord(ch),), ((0.0, 0.0),), advance, left, right)


def style(base: TypeStyle = STYLE, *, limits: dict[str, float] | None = None, **changes: Any) -> TypeStyle:
    """A style with some fields and some limits changed."""
    return replace(base, limits=JustifyLimits(**(limits or {})), **changes)


def prepared(text: str | Sequence[Span], base: TypeStyle = STYLE, **font: Any) -> Prepared:
    """A block ready to be broken; a role is a face of that name, otherwise in the block's own style."""
    spans = (Span(text),) if isinstance(text, str) else tuple(text)
    return prepare(spans, lambda role: replace(base, faces=(FaceRef(role),)), base, PlainShaper(**font))


def made(
    text: str | Sequence[Span], measures: Sequence[float] | float, base: TypeStyle = STYLE, **font: Any
) -> Setting:
    """A block set at measures in em."""
    widths = measures * SIZE if isinstance(measures, int | float) else [m * SIZE for m in measures]
    setting = set_block(prepared(text, base, **font), widths)
    assert setting is not None
    return setting


def solid(text: str | Sequence[Span], base: TypeStyle = STYLE, **font: Any) -> Line:
    """A block on one line at its natural width."""
    return set_solid(prepared(text, base, **font), 99 * SIZE, "left")


def texts(setting: Setting) -> list[str]:
    """The text of each line."""
    return [line.text for line in setting.lines]


def places(line: Line) -> list[tuple[str, float]]:
    """Character and origin, in em from the start of the measure, of each glyph."""
    return [(ch, round(x / SIZE, 4)) for run in line.runs for ch, x in zip(run.texts, run.xs, strict=True)]


def steps(line: Line) -> list[float]:
    """Distances of neighbouring origins, em."""
    return [round(b - a, 4) for (_, a), (_, b) in pairwise(places(line))]


def drawn(line: Line) -> str:
    """The characters of the glyphs."""
    return "".join(ch for ch, _ in places(line))
