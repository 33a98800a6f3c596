"""A text and its style in, clusters of positioned glyphs out: the Shaper that `lines` is given.

HarfBuzz shapes run by run. Script, language and direction are set on every run, since a guessed run gives ``——``
another glyph than the language's own. Vertical text is cut further by how it stands (`fonts.vertical`).
"""

from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import category

import uharfbuzz as hb

from pagesetter.fonts.itemize import CJK, Itemizer, Run
from pagesetter.fonts.library import Face, Library
from pagesetter.fonts.measured import ABSENT, BASELINE_EM, Measured, Upright, Way, upright
from pagesetter.geometry import Turn, WritingMode
from pagesetter.model.glyph import Cluster
from pagesetter.model.style import FaceRef, FaceTable, TypeStyle
from pagesetter.script.languages import parse_language, rules_of
from pagesetter.script.widths import mark_box

if TYPE_CHECKING:
    from pagesetter.fonts.vertical import VerticalSetter

_INVISIBLE = 0xFFFF
"""Glyph id that HarfBuzz is told to put for characters that show nothing."""

_PROPORTIONAL = frozenset({"palt", "vpal", "pwid", "kern", "vkrn"})
"""Features that ask for proportional setting of CJK text."""
_DOWN = {"palt": "vpal", "halt": "vhal", "chws": "vchw", "kern": "vkrn"}
"""Features of horizontal text, and those that do the same in vertical text."""

_Place = tuple[int, int, int, int]
"""In font units, y upward: offset right, up and advance right, up."""
_Glyph = tuple[int, _Place]
"""A shaped glyph: its id and its place."""
_Key = tuple[int, _Place, str]
"""A cluster of one glyph: its id, its place and the first character that it stands for."""

_ALONG = Way(Turn.ALONG)

_cluster = tuple.__new__
"""Makes a Cluster of its fields in half the time that calling it takes."""


class HarfBuzzShaper:
    """Shapes with the fonts of a library. It remembers what it learns of fonts, so make one for a build."""

    __slots__ = ("_extents", "_itemizers", "_library", "_marks", "_measured", "_uprights", "_vertical")

    def __init__(self, library: Library) -> None:
        self._library = library
        self._itemizers: dict[tuple[tuple[FaceRef, ...], str, FaceTable], Itemizer] = {}
        self._extents: dict[tuple[str, int], tuple[int, int, int, int]] = {}
        self._marks: dict[tuple[str, str], bool] = {}
        self._measured: dict[tuple[str, Turn, str], dict[_Key, Measured]] = {}
        self._uprights: dict[tuple[str, int], Upright] = {}
        self._vertical: VerticalSetter | None = None

    def shape(self, text: str, style: TypeStyle) -> tuple[Cluster, ...]:
        """Clusters of ``text`` in logical order, covering every character once.

        A character that no face of the style has becomes a cluster with an empty ``face`` and an advance of one em; one
        that shows nothing (a zero-width space, a soft hyphen) a cluster without glyphs and without advance. Tracking
        and condensing are left to the setter. In a vertical style each cluster says how it stands, and a number that
        stands across the line is one cluster of one em.
        """
        key = (style.faces, style.language, style.faces_by_language)
        itemizer = self._itemizers.get(key)
        if itemizer is None:
            itemizer = self._itemizers[key] = Itemizer(self._library, *key)
        if style.mode is WritingMode.VERTICAL:
            if self._vertical is None:
                # Most pages have no vertical text, and its tables take a while to load.
                from pagesetter.fonts.vertical import VerticalSetter

                self._vertical = VerticalSetter(self)
            shown, parts = self._vertical.shown(text, style)
            return tuple(self._vertical.clusters(shown, itemizer.runs(shown), parts, style))
        clusters: list[Cluster] = []
        for run in itemizer.runs(text):
            if run.face is None:
                clusters.extend(_missing(i) for i in range(run.start, run.end))
            else:
                clusters.extend(self.clusters(text, run, run.face, style))
        return tuple(clusters)

    def shaped(self, text: str, run: Run, face: Face, style: TypeStyle, way: Way) -> hb.Buffer:
        """A run after shaping."""
        known = parse_language(style.language)
        buffer = hb.Buffer()
        buffer.add_str(text[run.start : run.end])
        buffer.direction = "ttb" if way.turn is Turn.UPRIGHT else "ltr"
        buffer.script = run.script
        buffer.language = way.language or (known.harfbuzz if known else style.language)
        buffer.invisible_glyph = _INVISIBLE
        features = _features(style, run.script)
        if way.turn is Turn.UPRIGHT:
            features = {_DOWN.get(tag, tag): value for tag, value in features.items()}
        if way.features:
            features |= way.features
        hb.shape(self._library.font(face), buffer, features)
        return buffer

    def clusters(self, text: str, run: Run, face: Face, style: TypeStyle, way: Way = _ALONG) -> list[Cluster]:
        """Clusters of one run."""
        buffer = self.shaped(text, run, face, style, way)
        infos, places = buffer.glyph_infos, [place.position for place in buffer.glyph_positions]
        gids = [info.codepoint for info in infos]
        starts = [run.start + info.cluster for info in infos]
        if 0 in gids or len(set(starts)) < len(starts):
            glyphs = list(zip(gids, places, strict=True))
            return self._grouped(text, run, starts, glyphs, face, style.language, way.turn)
        # A cluster is one glyph, as nearly all are, and most were met before: by these lines goes the time of shaping.
        memory = self._measured.setdefault((face.key, way.turn, style.language), {})
        keys = zip(gids, places, [text[start] for start in starts], strict=True)
        measured = [memory.get(key) or self._learn(memory, key, face, style.language, way.turn) for key in keys]
        return [
            _cluster(Cluster, (start, end, *known))
            for start, end, known in zip(starts, [*starts[1:], run.end], measured, strict=True)
        ]

    def _learn(self, memory: dict[_Key, Measured], key: _Key, face: Face, language: str, turn: Turn) -> Measured:
        """A cluster of one glyph, remembered."""
        gid, place, ch = key
        memory[key] = found = self._measure(face, [(gid, place)], self._is_mark(ch, language), turn)
        return found

    def _grouped(
        self, text: str, run: Run, starts: list[int], glyphs: list[_Glyph], face: Face, language: str, turn: Turn
    ) -> list[Cluster]:
        """Clusters of a run in which some have several glyphs or none; ``starts``: where each glyph's cluster is."""
        heads = [i for i, start in enumerate(starts) if not i or start != starts[i - 1]]
        clusters: list[Cluster] = []
        for head, after in pairwise([*heads, len(glyphs)]):
            start, end = starts[head], starts[after] if after < len(glyphs) else run.end
            measured = self._measure(face, glyphs[head:after], self._is_mark(text[start], language), turn)
            if measured.face:
                clusters.append(Cluster(start, end, *measured))
            else:
                clusters.extend(_missing(i) for i in range(start, end))
        return clusters

    def _measure(self, face: Face, glyphs: list[_Glyph], mark: bool, turn: Turn) -> Measured:
        """The glyphs of one cluster measured in em; without a face where the font has no glyph after all."""
        upem = face.upem
        down = turn is Turn.UPRIGHT
        # Where the origin of text lies across the line, leftward: turned text stands on a baseline left of the middle.
        base = BASELINE_EM if turn is Turn.SIDEWAYS else 0.0
        pen, left, right = 0, 0, 0
        gids, offsets = [], []
        for gid, (dx, dy, to_right, up) in glyphs:
            if gid == 0:
                return ABSENT
            if gid == _INVISIBLE:
                continue
            gids.append(gid)
            if down:
                own = self._upright(face, gid)
                x, y = -own.middle if not own.from_font else dx, -own.head if not own.from_font else dy
                step = own.advance if not own.from_font else -up
                offsets.append(((pen - y - own.head) / upem, -(x + own.middle) / upem))
            else:
                x, y, step = dx + pen, dy, to_right
                offsets.append((x / upem, base - y / upem if y or base else 0.0))
            if mark:
                x0, y0, x1, y1 = self._box(face, gid)
                low, high = (pen - y - y1, pen - y - y0) if down else (x + x0, x + x1)
                left, right = (min(left, low), max(right, high)) if len(gids) > 1 else (low, high)
            pen += step
        if left >= right:
            left, right = 0, pen
        return Measured(face.key, tuple(gids), tuple(offsets), pen / upem, left / upem, right / upem, turn, 1.0)

    def _upright(self, face: Face, gid: int) -> Upright:
        """Vertical metrics of a glyph."""
        found = self._uprights.get((face.key, gid))
        if found is None:
            found = self._uprights[face.key, gid] = upright(self._library.font(face), face, gid)
        return found

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
    if script not in CJK and rules_of(style.language) == "latin":
        # East Asian faces draw “ ” and their like in a full cell, which is wrong in text of European languages.
        features["pwid"] = 1
    if script not in CJK and style.tracking_em:
        # Letters that are spaced are not tied together.
        features.update(liga=0, clig=0)
    return features | asked


def _missing(index: int) -> Cluster:
    return Cluster(index, index + 1, *ABSENT)
