"""A vertical text and its style in, clusters that say how they stand out (UAX #50; JLREQ 3.2.5).

The text is cut into stretches that stand alike (`script.orientation`). Upright ones are shaped downward, for which
HarfBuzz takes the ``vert`` glyphs by itself; turned ones as horizontal text; a number across the line becomes one cell.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pagesetter.fonts.itemize import Run
from pagesetter.fonts.library import Face
from pagesetter.fonts.measured import ABSENT, BASELINE_EM, Measured, RunShaper, Way
from pagesetter.geometry import Turn
from pagesetter.model.glyph import Cluster
from pagesetter.model.style import TypeStyle
from pagesetter.script.orientation import Stance, Stretch, stretches, with_corners

if TYPE_CHECKING:
    import uharfbuzz as hb

_UPRIGHT, _SIDEWAYS = Way(Turn.UPRIGHT), Way(Turn.SIDEWAYS)
_FORMS = (
    _UPRIGHT,
    # Some fonts have the vertical forms of dashes for one language only; they look alike in all.
    Way(Turn.UPRIGHT, "zh-Hans"),
    # Without the feature HarfBuzz takes the vertical forms that Unicode has as characters (U+FE30 and others).
    Way(Turn.UPRIGHT, "", (("vert", 0),)),
)
"""Ways to come to a vertical form, the best first."""
_NARROW = ((), (("hwid", 1),), (("twid", 1),), (("qwid", 1),))
"""Features that make digits narrower, after none."""

_Key = tuple[str, str, str, str, tuple[tuple[str, int], ...]]
"""Face, characters, script, language and features of what was shaped before."""


class Piece(NamedTuple):
    """A stretch of one stance inside one run."""

    run: Run
    stance: Stance


def pieces(runs: Sequence[Run], parts: Sequence[Stretch]) -> Iterator[Piece]:
    """The runs of a text cut where its stretches begin, in order and without gaps."""
    rest = iter(parts)
    part = next(rest, None)
    for run in runs:
        start = run.start
        while part is not None and start < run.end:
            end = min(run.end, part.end)
            yield Piece(run._replace(start=start, end=end), part.stance)
            start = end
            if end == part.end:
                part = next(rest, None)


class VerticalSetter:
    """Makes the clusters of vertical texts. It remembers forms and numbers, as its shaper does glyphs."""

    __slots__ = ("_cells", "_forms", "_shaper")

    def __init__(self, shaper: RunShaper) -> None:
        self._shaper = shaper
        self._forms: dict[_Key, Way] = {}
        self._cells: dict[_Key, Measured] = {}

    def shown(self, text: str, style: TypeStyle) -> tuple[str, list[Stretch]]:
        """The text with the characters that are shown for its own, and how its parts stand."""
        parts = stretches(text, style.language, style.across_digits)
        return with_corners(text, parts) if style.corner_quotes else text, parts

    def clusters(self, text: str, runs: Sequence[Run], parts: Sequence[Stretch], style: TypeStyle) -> Iterator[Cluster]:
        """Clusters of a text as `shown` gives it, cut into ``runs``."""
        # Neighbours that come out the same way are shaped together, which saves most of the time.
        waiting: tuple[Run, Face, Way] | None = None
        for run, stance in pieces(runs, parts):
            way = self._way(text, run, style, stance)
            if waiting and run.face is waiting[1] and way is waiting[2] and run.script == waiting[0].script:
                waiting = (waiting[0]._replace(end=run.end), waiting[1], waiting[2])
                continue
            if waiting:
                yield from self._shaper.clusters(text, waiting[0], waiting[1], style, waiting[2])
            waiting = (run, run.face, way) if run.face and way else None
            if run.face is None:
                yield from (Cluster(i, i + 1, *ABSENT) for i in range(run.start, run.end))
            elif way is None:
                yield Cluster(run.start, run.end, *self._across(text, run, run.face, style))
        if waiting:
            yield from self._shaper.clusters(text, waiting[0], waiting[1], style, waiting[2])

    def _way(self, text: str, run: Run, style: TypeStyle, stance: Stance) -> Way | None:
        """How a piece is shaped; None for a number across the line and where there is no face."""
        if run.face is None or stance is Stance.ACROSS:
            return None
        if stance is Stance.FORM:
            return self._form(text, run, run.face, style)
        return _UPRIGHT if stance is Stance.UPRIGHT else _SIDEWAYS

    def _form(self, text: str, run: Run, face: Face, style: TypeStyle) -> Way:
        """How characters come to their vertical form: one that is not their horizontal glyph; else they are turned."""
        key = _key(text, run, face, style)
        way = self._forms.get(key)
        if way is None:
            ways = (way for way in _FORMS if self._changes(text, run, face, style, way))
            way = self._forms[key] = next(ways, _SIDEWAYS)
        return way

    def _changes(self, text: str, run: Run, face: Face, style: TypeStyle, way: Way) -> bool:
        """Whether a way leads to other glyphs than those of a horizontal line."""
        down = {info.codepoint for info in self._shaper.shaped(text, run, face, style, way).glyph_infos}
        flat = self._shaper.shaped(text, run, face, style, Way(Turn.ALONG, way.language))
        return 0 not in down and down.isdisjoint(info.codepoint for info in flat.glyph_infos)

    def _across(self, text: str, run: Run, face: Face, style: TypeStyle) -> Measured:
        """Digits beside each other in the middle of one em, narrowed by the font, else by scale (JLREQ 3.2.5)."""
        key = _key(text, run, face, style)
        cell = self._cells.get(key)
        if cell is None:
            cell = self._cells[key] = self._cell(text, run, face, style)
        return cell

    def _cell(self, text: str, run: Run, face: Face, style: TypeStyle) -> Measured:
        found: list[tuple[int, hb.Buffer]] = []
        for features in _NARROW:
            buffer = self._shaper.shaped(text, run, face, style, Way(Turn.ACROSS, "", features))
            found.append((sum(place.x_advance for place in buffer.glyph_positions), buffer))
            if found[-1][0] <= face.upem:
                break
        width, buffer = min(found, key=lambda pair: pair[0])
        scale = min(1.0, face.upem / width) if width else 1.0
        gids, offsets, pen = [], [], 0
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            gids.append(info.codepoint)
            right = (pen + place.x_offset - width / 2) / face.upem * scale
            offsets.append((0.5 + BASELINE_EM - place.y_offset / face.upem, -right))
            pen += place.x_advance
        return Measured(face.key, tuple(gids), tuple(offsets), 1.0, 0.0, 1.0, Turn.ACROSS, scale)


def _key(text: str, run: Run, face: Face, style: TypeStyle) -> _Key:
    return face.key, text[run.start : run.end], run.script, style.language, style.features
