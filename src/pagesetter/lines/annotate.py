"""Spans with readings and marks in, notes of what is set between the lines out, and room made for it in the line.

Where readings (furigana, pinyin, zhuyin), emphasis dots and lines along names stand in which language, and how readings
give way to their neighbours, is told by ``data/between.tsv``. `lines.between` draws them.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final

from pagesetter.geometry import WritingMode
from pagesetter.lines.boxes import MARKS, Box
from pagesetter.lines.glue import Gap
from pagesetter.model.glyph import Cluster, Shaper
from pagesetter.model.story import Span
from pagesetter.model.style import TypeStyle
from pagesetter.records import record
from pagesetter.script.classes import Klass
from pagesetter.script.languages import rules_of
from pagesetter.script.tables import read_table

ROLE: Final = "ruby"
"""Role of the sheet that readings are set in."""
_HALF: Final = 0.5
"""Size of a reading where the sheet has no style for it."""
TONES: Final = frozenset("ˉˊˇˋ˙")
"""Signs of zhuyin that are no symbols."""
_ZHUYIN_EM: Final = 1 / 3
"""Size of a symbol of zhuyin, em of its character: three stand on each other (CLREQ, zhuyin)."""
_ZHUYIN_WIDER_EM: Final = 0.5
"""By how much zhuyin widens its character in a horizontal line."""


@record
class Manner:
    """A row of ``between.tsv``."""

    across: str
    down: str
    room_em: float
    overhang_em: float
    apart_em: float
    spread: bool
    dots: tuple[str, ...]
    without: frozenset[str]


@record
class Note:
    """Something between the lines that belongs to some items of a block."""

    first: int
    """First item."""
    end: int
    """After the last one."""
    what: str
    """ruby, zhuyin, dots, name or title."""
    manner: Manner
    style: TypeStyle
    """Style of a reading, else of the characters."""
    vertical: bool
    """Whether the line is vertical."""
    room_em: float
    """White between two lines that it takes, em of the text."""
    text: str = ""
    """A reading."""
    clusters: tuple[Cluster, ...] = ()
    """The same shaped."""
    before: float = 0.0
    """How far a reading that is longer than its characters begins before them, pt."""
    after: float = 0.0
    """How far it ends after them, pt."""

    @property
    def start_side(self) -> bool:
        """Whether it stands over a horizontal line or right of a vertical one."""
        return (self.manner.down if self.vertical else self.manner.across) in ("over", "right", "beside")


@cache
def manner_of(what: str, rules: str) -> Manner:
    """How a mark or a reading is set in a column of the rule tables."""
    for row in read_table(Path(__file__).parent / "data" / "between.tsv"):
        if row["what"] == what and row["rules"] in (rules, "*"):
            return Manner(
                row["across"],
                row["down"],
                float(row["room"]),
                float(row["overhang"]),
                float(row["apart"]),
                row["spread"] == "yes",
                tuple(row["dot"].split()),
                frozenset(row["without"].split()),
            )
    raise KeyError(what)


def annotated(
    spans: Sequence[Span],
    styles: Callable[[str], TypeStyle],
    base: TypeStyle,
    shaper: Shaper,
    clusters: Sequence[Cluster],
    boxes: list[Box],
    gaps: list[Gap],
) -> tuple[tuple[Note, ...], list[int], list[tuple[int, str]]]:
    """What is set between the lines of a block; makes room for it in ``boxes`` and ``gaps``.

    :return: the notes, the items before which no line may begin, and index and character of what no face has.
    """
    starts = [cluster.start for cluster in clusters]
    rules = rules_of(base.language)
    vertical = base.mode is WritingMode.VERTICAL
    notes: list[Note] = []
    bound: list[int] = []
    missing: list[tuple[int, str]] = []
    for start, end, reading in _readings(spans):
        first, after = bisect_left(starts, start), bisect_left(starts, end)
        if first == after:
            continue
        what = "zhuyin" if after - first == 1 and _is_zhuyin(reading) else "ruby"
        style = _reading_style(styles(ROLE), base, boxes[first].style, what)
        shaped = shaper.shape(reading, style)
        missing += [(start, reading[c.start : c.end]) for c in shaped if not c.face]
        manner = manner_of(what, rules)
        room = style.size / base.size if what == "ruby" else manner.room_em if vertical else 0.0
        notes.append(Note(first, after, what, manner, style, vertical, room, reading, shaped))
        bound.extend(range(first + 1, after))
    for number, note in enumerate(notes):
        before = notes[number - 1].end if number else -1
        following = notes[number + 1].first if number + 1 < len(notes) else len(boxes) + 1
        head, foot = _make_room(note, before, following, boxes, gaps)
        notes[number] = replace(note, before=head, after=foot)
    for start, end, mark in _marked(spans):
        first, after = bisect_left(starts, start), bisect_left(starts, end)
        while first < after and boxes[first].blank:
            first += 1
        while first < after and boxes[after - 1].blank:
            after -= 1
        if first < after:
            style = replace(base, ink=boxes[first].style.ink)
            manner = manner_of(mark, rules)
            notes.append(Note(first, after, mark, manner, style, vertical, manner.room_em))
    return tuple(notes), bound, missing


def room_between(notes: Sequence[Note], rules: str) -> float:
    """White between two lines of a block that its notes take, em of the text."""
    sides = {note.start_side for note in notes if note.room_em}
    return max(manner_of("both", rules).room_em if len(sides) > 1 else 0.0, *(note.room_em for note in notes))


def _readings(spans: Sequence[Span]) -> Iterator[tuple[int, int, str]]:
    """First and after the last character of each group with a reading, and the reading."""
    end = 0
    for span in spans:
        start, end = end, end + len(span.text)
        if span.ruby:
            yield start, end, span.ruby


def _marked(spans: Sequence[Span]) -> Iterator[tuple[int, int, str]]:
    """First and after the last character of each stretch with one mark, and the mark; spans of one group are one."""
    end = 0
    for (mark, _), members in groupby(spans, lambda span: (span.mark, span.group)):
        start = end
        end += sum(len(span.text) for span in members)
        if mark:
            yield start, end, mark


def _is_zhuyin(reading: str) -> bool:
    return all(ch in TONES or "\u3105" <= ch <= "\u312f" or "\u31a0" <= ch <= "\u31bf" for ch in reading)


def _reading_style(own: TypeStyle, base: TypeStyle, text: TypeStyle, what: str) -> TypeStyle:
    """The style of a reading over characters of a style: the sheet's for readings, in proportion to them."""
    ratio = own.size / base.size if own.size < base.size else _HALF
    style = replace(own, size=text.size * ratio, ink=text.ink, tracking_em=0.0, raise_em=0.0, condense_ratio=1.0)
    if what == "zhuyin":
        # Its symbols stand on each other in both directions, so each is placed as in a horizontal line.
        return replace(style, size=text.size * _ZHUYIN_EM, mode=WritingMode.HORIZONTAL)
    return style


def _width(note: Note) -> float:
    return sum(cluster.advance_em for cluster in note.clusters) * note.style.size


def _make_room(note: Note, before: int, following: int, boxes: list[Box], gaps: list[Gap]) -> tuple[float, float]:
    """Part the characters under a reading that is longer than they are, as far as their neighbours do not help.

    :param before: after the last item of the reading before; ``following``: first item of the next one.
    :return: how far the reading begins before its characters and ends after them, pt.
    """
    first, last = note.first, note.end - 1
    if note.what == "zhuyin":
        if not note.vertical:
            boxes[first] = boxes[first]._replace(core=boxes[first].core + _ZHUYIN_WIDER_EM * boxes[first].style.size)
        return 0.0, 0.0
    size, manner = note.style.size, note.manner
    inside = range(first + 1, last + 1)
    own = sum(boxes[i].core for i in range(first, last + 1)) + sum(gaps[i].natural for i in inside)
    longer = (_width(note) - own) / 2
    apart = manner.apart_em * size / 2
    needs = [longer + (apart if before == first else 0.0), longer + (apart if following == last + 1 else 0.0)]
    needs = [max(0.0, need) for need in needs]
    if not any(needs):
        return 0.0, 0.0
    helps = [
        _overhang(first - 1, first, before == first, before == first - 1, note, boxes, gaps),
        _overhang(last + 1, last + 1, following == last + 1, following == last + 2, note, boxes, gaps),
    ]
    hung = [min(need, help_) for need, help_ in zip(needs, helps, strict=True)]
    edges = [need - part for need, part in zip(needs, hung, strict=True)]
    count = last - first + 1
    if count > 1:
        # JLREQ 3.3.6: the characters open 1:2:1, half as much at the edges as between them.
        rest = sum(edges)
        edges = [rest / (2 * count), rest / (2 * count)]
        for i in inside:
            gaps[i] = _wider(gaps[i], rest / count)
    if first:
        gaps[first] = _wider(gaps[first], edges[0])
    if last + 1 < len(gaps):
        gaps[last + 1] = _wider(gaps[last + 1], edges[1])
    head, foot = edges[0] + hung[0], edges[1] + hung[1]
    box = boxes[first]
    boxes[first] = box._replace(lead_first=box.lead_first + head, lead=box.lead + head)
    boxes[last] = boxes[last]._replace(tail=boxes[last].tail + foot)
    return head, foot


def _wider(gap: Gap, by: float) -> Gap:
    return gap._replace(natural=gap.natural + by)


def _overhang(
    index: int, gap: int, taken: bool, shared: bool, note: Note, boxes: Sequence[Box], gaps: Sequence[Gap]
) -> float:
    """How far a reading may stand over a neighbour (JLREQ 3.3.8): over kana without a reading of its own, which two
    readings share, or over the white in the gap beside a mark."""
    limit = note.manner.overhang_em * note.style.size
    if not 0 <= index < len(boxes) or taken or not limit:
        return 0.0
    if boxes[index].left in MARKS:
        return max(0.0, min(limit, gaps[gap].natural - gaps[gap].reduce))
    if boxes[index].left is not Klass.KANA:
        return 0.0
    return limit / 2 if shared else limit
