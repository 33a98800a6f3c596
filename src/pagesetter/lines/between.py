"""Notes and the places of a line's items in, what is drawn between the lines out.

Readings are runs of glyphs on a height of their own; emphasis dots and the lines along names are strokes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from pagesetter.geometry import Turn
from pagesetter.lines.annotate import TONES, Note
from pagesetter.lines.boxes import Box
from pagesetter.lines.runs import run_of
from pagesetter.model.glyph import Cluster, GlyphRun, Stroke
from pagesetter.model.style import TypeStyle

_LIGHT: Final = "˙"
"""The light tone stands over the first symbol, the others beside the last."""
_TOP_EM, _FOOT_EM, _SIDE_EM = 0.88, 0.12, 0.5
"""Edges of the em box: over and under the baseline, beside the middle of a vertical line."""
_DESCENT_EM: Final = 0.24
"""Foot of Latin letters under their baseline, with those that go below it."""
_WIDE_EM: Final = 0.9
"""Signs of at least this advance stand on the grid."""
_DOT_EM, _DOT_AWAY_EM = 0.18, 0.2
"""Width of a dot, and its middle from the edge of the em box."""
_LINE_EM, _LINE_AWAY_EM = 0.04, 0.12
"""Thickness of a line along a name, and its middle from the edge of the em box."""
_SHORTER_EM: Final = 1 / 12
"""By how much such a line is shorter at either end, so that those of two names side by side do not touch."""


def drawn_between(
    notes: Sequence[Note], boxes: Sequence[Box], first: int, xs: Sequence[float]
) -> tuple[list[GlyphRun], list[Stroke]]:
    """What is drawn between the lines for a line of items.

    :param first: number of the line's first item; ``xs``: origins of its glyphs from the start of the line.
    """
    runs: list[GlyphRun] = []
    strokes: list[Stroke] = []
    for note in notes:
        here = range(max(note.first, first), min(note.end, first + len(xs)))
        if not here:
            continue
        cores = [(xs[i - first] - boxes[i].shift, boxes[i]) for i in here]
        left, right = cores[0][0], cores[-1][0] + cores[-1][1].core
        if note.what == "zhuyin":
            runs += _zhuyin(note, left, boxes[note.first].style)
        elif note.what == "ruby":
            # A group that had to be torn has its reading over the part that it begins with.
            runs += _ruby(note, left, right, boxes[note.first].style) if note.first >= first else []
        elif note.what == "dots":
            strokes += _dots(note, cores)
        else:
            strokes.append(_line(note, left, right))
    return runs, strokes


def _away(note: Note, size: float, distance: float) -> float:
    """Block offset of what stands so far from the edge of the em box on the note's side."""
    edge = _SIDE_EM if note.vertical else _TOP_EM if note.start_side else _FOOT_EM
    return (edge * size + distance) * (-1 if note.start_side else 1)


def _ruby(note: Note, left: float, right: float, text: TypeStyle) -> Iterator[GlyphRun]:
    """The runs of a reading over characters from ``left`` to ``right``."""
    style, clusters = note.style, note.clusters
    advances = [cluster.advance_em * style.size for cluster in clusters]
    width = sum(advances)
    if width > right - left:
        left, right = left - note.before, right + note.after
    spare = right - left - width
    count = len(clusters)
    edge, between = spare / 2, 0.0
    if note.manner.spread and spare > 0 and count > 1 and min(advances) >= _WIDE_EM * style.size:
        # JLREQ 3.3.6: 1:2:1, and no more than one em of the reading at either end.
        edge = min(spare / (2 * count), style.size)
        between = (spare - 2 * edge) / (count - 1)
    xs = []
    pen = left + edge
    for advance in advances:
        xs.append(pen)
        pen += advance + between
    if note.vertical:
        block = _away(note, text.size, _SIDE_EM * style.size)
    else:
        foot = _FOOT_EM if all(advance >= _WIDE_EM * style.size for advance in advances) else _DESCENT_EM
        block = _away(note, text.size, (foot if note.start_side else _TOP_EM) * style.size)
    yield from _runs(note.text, clusters, xs, [block] * count, style)


def _zhuyin(note: Note, left: float, text: TypeStyle) -> Iterator[GlyphRun]:
    """Symbols on each other right of a character, the tone right of the last one, the light tone over the first."""
    size, em = note.style.size, text.size
    symbols = [c for c in note.clusters if note.text[c.start] not in TONES]
    vertical = note.vertical
    # From the top left corner of the character's em box: where its column begins, and its first symbol.
    column, top = em, (em - len(symbols) * size) / 2
    row = 0
    for cluster in note.clusters:
        tone = note.text[cluster.start]
        if tone == _LIGHT:
            x, y = column, top - 0.4 * size
        elif tone in TONES:
            x, y = column + 0.75 * size, top + (row - 1.35) * size
        else:
            x, y = column, top + row * size
            row += 1
        y += _TOP_EM * size
        if vertical:
            inline, block = left + y, -(x - _SIDE_EM * em)
        else:
            inline, block = left + x, y - _TOP_EM * em
        turned = cluster._replace(turn=Turn.ACROSS) if vertical else cluster
        yield from _runs(note.text, [turned], [inline], [block], note.style)


def _runs(
    text: str, clusters: Sequence[Cluster], xs: Sequence[float], blocks: Sequence[float], style: TypeStyle
) -> Iterator[GlyphRun]:
    """Runs of a reading, each glyph so far from the baseline."""
    rows = [row for row in zip(clusters, xs, blocks, strict=True) if row[0].face and row[0].gids]
    for _, group in groupby(rows, lambda row: (row[0].face, row[0].turn)):
        part = list(group)
        run = run_of([row[0] for row in part], text, [row[1] for row in part], style)
        heights = [block for cluster, _, block in part for _ in cluster.gids]
        ys = run.ys or (0.0,) * len(run.gids)
        yield replace(run, ys=tuple(y + h for y, h in zip(ys, heights, strict=True)), reading=True)


def _dots(note: Note, cores: Sequence[tuple[float, Box]]) -> Iterator[Stroke]:
    """A dot at every character that takes one."""
    shape = note.manner.dots[note.vertical]
    for start, box in cores:
        if box.blank or box.core <= 0 or box.left in note.manner.without:
            continue
        size = box.style.size
        middle, half = start + box.core / 2, _DOT_EM * size / 2
        away = _away(note, size, _DOT_AWAY_EM * size)
        yield Stroke(middle - half, middle + half, away, 2 * half, box.style.ink, dot=shape)


def _line(note: Note, left: float, right: float) -> Stroke:
    """The line along a name or a title."""
    size = note.style.size
    short = min(_SHORTER_EM * size, (right - left) / 4)
    away = _away(note, size, _LINE_AWAY_EM * size)
    return Stroke(left + short, right - short, away, _LINE_EM * size, note.style.ink, wavy=note.what == "title")
