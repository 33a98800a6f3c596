"""A text and its style in, clusters of positioned glyphs out: the Shaper that `lines` is given.

HarfBuzz shapes run by run. Script, language and direction are set on every run, since a guessed run gives ``——``
another glyph than the language's own.
"""

from itertools import pairwise
from typing import NamedTuple
from unicodedata import category

import uharfbuzz as hb

from pagesetter.fonts.itemize import CJK, Itemizer, Run
from pagesetter.fonts.library import Face, Library
from pagesetter.geometry import Turn, WritingMode
from pagesetter.model.glyph import Cluster
from pagesetter.model.style import FaceRef, TypeStyle
from pagesetter.script.languages import parse_language
from pagesetter.script.widths import mark_box

_INVISIBLE = 0xFFFF
"""Glyph id that HarfBuzz is told to put for characters that show nothing."""

_PROPORTIONAL = frozenset({"palt", "vpal", "pwid", "kern", "vkrn"})
"""Features that ask for proportional setting of CJK text."""


_Place = tuple[int, int, int, int]
"""In font units, y upward: offset right, up and advance right, up."""
_Glyph = tuple[int, _Place]
"""A shaped glyph: its id and its place."""
_Key = tuple[int, _Place, str]
"""A cluster of one glyph: its id, its place and the first character that it stands for."""


class _Measured(NamedTuple):
    """A cluster without its place in the text: the last fields of Cluster."""

    face: str
    gids: tuple[int, ...]
    offsets_em: tuple[tuple[float, float], ...]
    advance_em: float
    ink_left_em: float
    ink_right_em: float
    turn: Turn


_ABSENT = _Measured("", (), (), 1.0, 0.0, 1.0, Turn.ALONG)

_cluster = tuple.__new__
"""Makes a Cluster of its fields in half the time that calling it takes."""


class HarfBuzzShaper:
    """Shapes with the fonts of a library. It remembers what it learns of fonts, so make one for a build."""

    __slots__ = ("_extents", "_itemizers", "_library", "_marks", "_measured")

    def __init__(self, library: Library) -> None:
        self._library = library
        self._itemizers: dict[tuple[tuple[FaceRef, ...], str], Itemizer] = {}
        self._extents: dict[tuple[str, int], tuple[int, int, int, int]] = {}
        self._marks: dict[tuple[str, str], bool] = {}
        self._measured: dict[tuple[str, bool, str], dict[_Key, _Measured]] = {}

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
        infos, places = buffer.glyph_infos, [place.position for place in buffer.glyph_positions]
        gids = [info.codepoint for info in infos]
        starts = [run.start + info.cluster for info in infos]
        if 0 in gids or len(set(starts)) < len(starts):
            return self._grouped(text, run, starts, list(zip(gids, places, strict=True)), face, style.language, down)
        # A cluster is one glyph, as nearly all are, and most were met before: by these lines goes the time of shaping.
        memory = self._measured.setdefault((face.key, down, style.language), {})
        keys = zip(gids, places, [text[start] for start in starts], strict=True)
        measured = [memory.get(key) or self._learn(memory, key, face, style.language, down) for key in keys]
        return [
            _cluster(Cluster, (start, end, *known))
            for start, end, known in zip(starts, [*starts[1:], run.end], measured, strict=True)
        ]

    def _learn(self, memory: dict[_Key, _Measured], key: _Key, face: Face, language: str, down: bool) -> _Measured:
        """A cluster of one glyph, remembered."""
        gid, place, ch = key
        memory[key] = found = self._measure(face, [(gid, place)], self._is_mark(ch, language), down)
        return found

    def _grouped(
        self, text: str, run: Run, starts: list[int], glyphs: list[_Glyph], face: Face, language: str, down: bool
    ) -> list[Cluster]:
        """Clusters of a run in which some have several glyphs or none; ``starts``: where each glyph's cluster is."""
        heads = [i for i, start in enumerate(starts) if not i or start != starts[i - 1]]
        clusters: list[Cluster] = []
        for head, after in pairwise([*heads, len(glyphs)]):
            start, end = starts[head], starts[after] if after < len(glyphs) else run.end
            measured = self._measure(face, glyphs[head:after], self._is_mark(text[start], language), down)
            if measured.face:
                clusters.append(Cluster(start, end, *measured))
            else:
                clusters.extend(_missing(i) for i in range(start, end))
        return clusters

    def _measure(self, face: Face, glyphs: list[_Glyph], mark: bool, down: bool) -> _Measured:
        """The glyphs of one cluster measured in em; without a face where the font has no glyph after all."""
        upem = face.upem
        turn = Turn.UPRIGHT if down else Turn.ALONG
        pen, left, right = 0, 0, 0
        gids, offsets = [], []
        for gid, (dx, dy, to_right, up) in glyphs:
            if gid == 0:
                return _ABSENT
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
        return _Measured(face.key, tuple(gids), tuple(offsets), pen / upem, left / upem, right / upem, turn)

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
    return Cluster(index, index + 1, *_ABSENT)
