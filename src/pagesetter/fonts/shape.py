"""A text and its style in, clusters of positioned glyphs out: the Shaper that `lines` is given.

HarfBuzz shapes run by run. Script, language and direction are set on every run, since a guessed run gives ``——``
another glyph than the language's own.
"""

from typing import NamedTuple
from unicodedata import category

import uharfbuzz as hb

from pagesetter.fonts.itemize import CJK, Itemizer, Run
from pagesetter.fonts.library import Face, Library
from pagesetter.geometry import WritingMode
from pagesetter.model.glyph import Cluster
from pagesetter.model.style import FaceRef, TypeStyle
from pagesetter.script.languages import parse_language
from pagesetter.script.widths import mark_box

_INVISIBLE = 0xFFFF
"""Glyph id that HarfBuzz is told to put for characters that show nothing."""

_PROPORTIONAL = frozenset({"palt", "vpal", "pwid", "kern", "vkrn"})
"""Features that ask for proportional setting of CJK text."""


_Glyph = tuple[int, int, tuple[int, int, int, int]]
"""A shaped glyph: cluster, glyph id, and in font units (y upward) offset right, up and advance right, up."""


class _Measured(NamedTuple):
    """A cluster without its place in the text: the last fields of Cluster."""

    face: str
    gids: tuple[int, ...]
    offsets_em: tuple[tuple[float, float], ...]
    advance_em: float
    ink_left_em: float
    ink_right_em: float


class HarfBuzzShaper:
    """Shapes with the fonts of a library. It remembers what it learns of fonts, so make one for a build."""

    __slots__ = ("_extents", "_itemizers", "_library", "_marks", "_measured")

    def __init__(self, library: Library) -> None:
        self._library = library
        self._itemizers: dict[tuple[tuple[FaceRef, ...], str], Itemizer] = {}
        self._extents: dict[tuple[str, int], tuple[int, int, int, int]] = {}
        self._marks: dict[tuple[str, str], bool] = {}
        self._measured: dict[tuple[str, bool], dict[object, _Measured | None]] = {}

    def shape(self, text: str, style: TypeStyle) -> tuple[Cluster, ...]:
        """Clusters of ``text`` in logical order, covering every character once.

        A character that no face of the style has becomes a cluster with an empty ``face`` and an advance of one em; one
        that shows nothing (a zero-width space, a soft hyphen) a cluster without glyphs and without advance. Tracking
        and condensing are left to the setter. Vertical styles get vertical advances and offsets for upright text.
        """
        key = (style.faces, style.language)
        itemizer = self._itemizers.get(key)
        if itemizer is None:
            itemizer = self._itemizers.setdefault(key, Itemizer(self._library, style.faces, style.language))
        clusters: list[Cluster] = []
        for run in itemizer.runs(text):
            if run.face is None:
                clusters.extend(_missing(i) for i in range(run.start, run.end))
            else:
                clusters.extend(self._run(text, run, run.face, style))
        return tuple(clusters)

    def _run(self, text: str, run: Run, face: Face, style: TypeStyle) -> list[Cluster]:
        """Clusters of one run."""
        known = parse_language(style.language)
        down = style.mode is WritingMode.VERTICAL and run.script in CJK
        buffer = hb.Buffer()
        buffer.add_str(text[run.start : run.end])
        buffer.direction = "ttb" if down else "ltr"
        buffer.script = run.script
        buffer.language = known.harfbuzz if known else style.language
        buffer.invisible_glyph = _INVISIBLE
        hb.shape(self._library.font(face), buffer, _features(style, run.script))
        glyphs = [
            (info.cluster, info.codepoint, place.position)
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]
        clusters: list[Cluster] = []
        memory = self._measured.setdefault((face.key, down), {})
        first, count = 0, len(glyphs)
        while first < count:
            at, gid, place = glyphs[first]
            after = first + 1
            while after < count and glyphs[after][0] == at:
                after += 1
            start = run.start + at
            end = run.start + glyphs[after][0] if after < count else run.end
            mark = self._is_mark(text[start], style.language)
            if after - first == 1:
                key = (gid, place, mark)
                if key not in memory:
                    memory[key] = self._measure(face, glyphs[first:after], mark, down)
                measured = memory[key]
            else:
                measured = self._measure(face, glyphs[first:after], mark, down)
            if measured:
                clusters.append(Cluster._make((start, end, *measured)))
            else:
                clusters.extend(_missing(i) for i in range(start, end))
            first = after
        return clusters

    def _measure(self, face: Face, glyphs: list[_Glyph], mark: bool, down: bool) -> _Measured | None:
        """The glyphs of one cluster measured in em; None where the font has no glyph after all."""
        upem = face.upem
        pen, left, right = 0, 0, 0
        gids, offsets = [], []
        for _, gid, (dx, dy, to_right, up) in glyphs:
            if gid == 0:
                return None
            if gid == _INVISIBLE:
                continue
            x, y = (dx, dy - pen) if down else (dx + pen, dy)
            gids.append(gid)
            offsets.append((x / upem, -y / upem if y else 0.0))
            if mark:
                x0, y0, x1, y1 = self._box(face, gid)
                low, high = (-(y + y1), -(y + y0)) if down else (x + x0, x + x1)
                left, right = (min(left, low), max(right, high)) if len(gids) > 1 else (low, high)
            pen += -up if down else to_right
        if left >= right:
            left, right = 0, pen
        return _Measured(face.key, tuple(gids), tuple(offsets), pen / upem, left / upem, right / upem)

    def _box(self, face: Face, gid: int) -> tuple[int, int, int, int]:
        """Ink of a glyph in font units: left, bottom, right, top; all zero when it has none."""
        box = self._extents.get((face.key, gid))
        if box is None:
            found = self._library.font(face).get_glyph_extents(gid)
            box = (0, 0, 0, 0)
            if found:
                x, y = found.x_bearing, found.y_bearing
                box = (x, y + found.height, x + found.width, y)
            self._extents[face.key, gid] = box
        return box

    def _is_mark(self, ch: str, language: str) -> bool:
        """Whether the setter needs the ink of a character: punctuation, and whatever has a box by the rules."""
        if "\u3400" <= ch <= "\u9fff":
            return False
        mark = self._marks.get((ch, language))
        if mark is None:
            mark = category(ch)[0] == "P" or mark_box(ch, language) is not None
            self._marks[ch, language] = mark
        return mark


def _features(style: TypeStyle, script: str) -> dict[str, int]:
    """OpenType features of a run: those of the style, and what the way of setting rules out."""
    features: dict[str, int] = {}
    asked = dict(style.features)
    if script in CJK and not _PROPORTIONAL & asked.keys():
        # Kerning pairs of kana and marks are meant for proportional setting and would leave the grid.
        features.update(kern=0, vkrn=0)
    if script not in CJK and style.tracking_em:
        # Letters that are spaced are not tied together.
        features.update(liga=0, clig=0)
    return features | asked


def _missing(index: int) -> Cluster:
    return Cluster(index, index + 1, "", (), (), 1.0, 0.0, 1.0)
