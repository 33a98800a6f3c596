"""Shaped clusters in, the items of a block out: boxes, the gaps before them, what is drawn for them, and running sums.

The typed characters that are not drawn (spaces that the Han-Latin gap replaces, line feeds, marks of format) become no
item; they stay in the text. A visible space is an item with an empty box whose white lies in the gap after it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from math import inf
from operator import add
from typing import TYPE_CHECKING

from pagesetter.geometry import Turn
from pagesetter.lines.boxes import Box, box_of, is_paired, is_western_quote
from pagesetter.lines.glue import NO_GAP, Gap, gap_between, replaces_space
from pagesetter.lines.spacing import CHEAP_ORDERS_END
from pagesetter.lines.stretches import Stretch, shaped, stretches_of
from pagesetter.model.glyph import Cluster, Shaper
from pagesetter.model.story import Span
from pagesetter.model.style import TypeStyle
from pagesetter.records import record

if TYPE_CHECKING:
    from pagesetter.lines.annotate import Note

SOFT_HYPHEN = "\u00ad"
_CONTEXT = frozenset("“”‘’—―…⋯‥！？")
"""Characters whose box depends on their neighbours."""
_LINE_ENDS = frozenset("\n\r\v\f\u0085\u2028\u2029")
"""Characters that end a line; the word spaces beside them are not drawn."""
_FORMAT = frozenset("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
"""Characters that are never drawn alone."""
_LONG_WORD = re.compile("[A-Za-z\u00c0-\u0587]{5}")
"""Text without any has nothing to hyphenate."""


@record
class Items:
    """The items of a block, parallel sequences; lengths in pt."""

    clusters: Sequence[Cluster]
    """What is drawn; indices are those of the block's text."""
    boxes: Sequence[Box]
    gaps: Sequence[Gap]
    """Gap before each item; the first is empty."""
    origins: Sequence[float]
    """Origin of each glyph in an endless line."""
    widths: Sequence[float]
    """Running sum of cores and gaps: entry *i* is what lies before the gap of item *i*. One entry more than items."""
    cheap: Sequence[float]
    """Running sums over the gaps, likewise, of cheap reduction …"""
    dear: Sequence[float]
    """… dear reduction …"""
    stretch: Sequence[float]
    """… expansion before the last step …"""
    shares: Sequence[float]
    """… shares of the last step …"""
    solid: Sequence[int]
    """… and characters that count."""
    missing: tuple[tuple[int, str], ...]
    """Index and character of what no face has."""
    hyphens: Mapping[int, Sequence[Cluster]]
    """Per item that is a place to hyphenate, typed or found: what is drawn there at the end of a line. It has no width
    anywhere else."""
    costs: Mapping[int, float]
    """Cost of a break before an item, where it is not what the text says: after hyphens, in groups with one reading,
    before what is raised."""
    notes: "tuple[Note, ...]"
    """What is set between the lines: readings, emphasis dots, lines along names."""

    def last_before(self, index: int) -> int:
        """The end of a line that is broken before an item: spaces do not count."""
        while index > 0 and self.boxes[index - 1].blank:
            index -= 1
        return index


@dataclass(slots=True)
class _Row:
    """The items of a block as they are collected, in reading order."""

    style: TypeStyle
    clusters: list[Cluster]
    boxes: list[Box]
    waiting: list[tuple[Cluster, Box]]
    """Spaces that may or may not be drawn, until it is known what follows."""
    line_start: int = 0
    """Index of the item that a given line begins with."""
    hyphens: dict[int, Sequence[Cluster]] = field(default_factory=dict)
    costs: dict[int, float] = field(default_factory=dict)

    def add(self, cluster: Cluster, box: Box) -> None:
        """Lay an item down after the others."""
        self.boxes.append(box)
        self.clusters.append(cluster)

    def add_spaces(self, following: Box) -> None:
        """Draw what is to be drawn of the spaces before an item: one word space of a row, and all fixed spaces."""
        only_words = all(box.word >= 0 for _, box in self.waiting)
        at_start = len(self.boxes) == self.line_start
        if not (only_words and (at_start or replaces_space(self.boxes[-1], following, self.style))):
            word_seen = at_start
            for cluster, box in self.waiting:
                if box.word < 0:
                    self.add(cluster, box)
                elif not word_seen:
                    word_seen = True
                    self.add(cluster, box)
        self.waiting.clear()

    def end_line(self) -> None:
        """The given line ends here: what is drawn of the spaces before its end is dropped."""
        self.waiting.clear()
        self.line_start = len(self.boxes)

    def gaps(self, shelf: Sequence[Box]) -> list[Gap]:
        """The gap before each item, made once for each pair of boxes; the ``shelf`` has all boxes by their keys."""
        keys = [box.key for box in self.boxes]
        known = {(a, b): gap_between(shelf[a], shelf[b], self.style) for a, b in set(pairwise(keys))}
        return [NO_GAP, *[known[pair] for pair in pairwise(keys)]] if keys else []


def collect(
    text: str, spans: Sequence[Span], styles: Callable[[str], TypeStyle], base: TypeStyle, shaper: Shaper
) -> Items:
    """Shape the spans of a block and lay its items out in an endless line.

    :param text: the text of all spans.
    :param styles: gives the type style of a span's role; ``base`` is the block's own.
    """
    row = _Row(base, [], [], [])
    clusters, boxes = row.clusters, row.boxes
    shelf: dict[tuple[str, float, float, float, bool, bool, int, Turn], Box] = {}
    han_boxes: dict[int, Box] = {}
    missing: list[tuple[int, str]] = []
    stretches = stretches_of(spans, styles, base)
    places = _hyphen_places(text, stretches)
    for stretch, offset, shapes in shaped(text, stretches, shaper):
        style, role = stretch.style, stretch.role
        han = han_boxes.get(role)
        for cluster in shapes:
            start, end, face, _, _, advance, ink_left, ink_right, turn, _ = cluster
            if offset:
                start += offset
                end += offset
                cluster = tuple.__new__(Cluster, (start, end, *cluster[2:]))  # a third of what _replace takes
            chars = text[start:end]
            if han is not None and advance == 1.0 and "\u4e00" <= chars <= "\u9fff" and face and end - start == 1:
                # Nine characters in ten: the same box for all.
                if row.waiting:
                    row.add_spaces(han)
                boxes.append(han)
                clusters.append(cluster)
                continue
            if chars in _FORMAT:
                continue
            if chars in _LINE_ENDS:
                row.end_line()
                continue
            if start in places and not row.waiting and clusters and clusters[-1].end == start:
                _add_hyphen(row, shelf, shaper, start, places[start])
            western = paired = False
            if chars in _CONTEXT:
                western = chars in "“”‘’" and is_western_quote(text, start)
                paired = is_paired(text, start, end)
            key = (chars, advance, ink_left, ink_right, western, paired, role, turn)
            box = shelf.get(key)
            if box is None:
                measures = (0.0, 0.0, 0.0) if chars == SOFT_HYPHEN else (advance, ink_left, ink_right)
                box = box_of(
                    len(shelf), chars, measures, style, base.language, western=western, paired=paired, turn=turn
                )
                if chars == SOFT_HYPHEN:
                    box = box._replace(tail=_width(shaper.shape("-", style), style), solid=0, tracking=0.0)
                shelf[key] = box
                if advance == 1.0 and "\u4e00" <= chars <= "\u9fff" and len(chars) == 1:
                    han = han_boxes[role] = box
            if box.blank:
                row.waiting.append((cluster, box))
                continue
            if not face and chars != SOFT_HYPHEN:
                missing.append((start, chars))
            if row.waiting:
                row.add_spaces(box)
            if chars == SOFT_HYPHEN:
                row.hyphens[len(boxes)] = shaper.shape("-", style)
            row.add(cluster, box)
    gaps = row.gaps(list(shelf.values()))
    if any(stretch.style.raise_em for stretch in stretches):
        _tie_raised(row, gaps)
    notes: tuple[Note, ...] = ()
    if any(span.ruby or span.mark for span in spans):
        # Few paragraphs have any.
        from pagesetter.lines.annotate import annotated

        notes, bound, unknown = annotated(spans, styles, base, shaper, clusters, boxes, gaps)
        row.costs.update(dict.fromkeys(bound, inf))
        missing += unknown
    return _with_sums(row, gaps, tuple(missing), notes)


def _hyphen_places(text: str, stretches: Sequence[Stretch]) -> Mapping[int, float]:
    """Cost of a hyphen before each character where a word may be parted."""
    if not any(stretch.style.hyphens for stretch in stretches) or not _LONG_WORD.search(text):
        return {}
    # A page without any long European word loads neither the rules nor a dictionary.
    from pagesetter.lines.hyphenate import hyphen_places

    return hyphen_places(text, [(s.start, s.end, s.style) for s in stretches])


def _width(clusters: Sequence[Cluster], style: TypeStyle) -> float:
    return sum(c.advance_em for c in clusters) * style.size * style.condense_ratio


def _add_hyphen(
    row: _Row,
    shelf: dict[tuple[str, float, float, float, bool, bool, int, Turn], Box],
    shaper: Shaper,
    at: int,
    cost: float,
) -> None:
    """Lay down a place to hyphenate, in the style of the letter before it: nothing but a hyphen at a line's end."""
    before, letter = row.boxes[-1], row.clusters[-1]
    drawn = shaper.shape("-", before.style)
    key = ("", 0.0, 0.0, 0.0, False, False, before.key, letter.turn)
    box = shelf.get(key)
    if box is None:
        tail = _width(drawn, before.style)
        box = before._replace(key=len(shelf), left=before.right, core=0.0, shift=0.0, tail=tail, solid=0, tracking=0.0)
        shelf[key] = box
    row.hyphens[len(row.boxes)] = drawn
    row.costs[len(row.boxes)] = inf
    row.costs[len(row.boxes) + 1] = cost
    row.add(Cluster(at, at, letter.face, (), (), 0.0, 0.0, 0.0, letter.turn), box)


def _tie_raised(row: _Row, gaps: list[Gap]) -> None:
    """Raised and lowered characters go with what stands before them, and no Han-Latin gap parts them from anything.

    JLREQ 3.1.10: a base is not parted from its superscript, nor a word from its note mark.
    """
    close = replace(row.style, autospace=False)
    for index, (before, box) in enumerate(pairwise(row.boxes), 1):
        height, below = box.style.raise_em, before.style.raise_em
        if not (height or below) or before.blank or box.blank:
            continue
        gap = gap_between(before, box, close)
        if height:
            row.costs[index] = inf
            gap = gap._replace(expand_order=0, expand=0.0, share=0.0)
        gaps[index] = gap


def _with_sums(row: _Row, gaps: list[Gap], missing: tuple[tuple[int, str], ...], notes: "tuple[Note, ...]") -> Items:
    """The items with their running sums."""
    boxes = row.boxes
    cores = [box.core for box in boxes]
    naturals, orders, reduces, _, stretches, shares = zip(*gaps, strict=True) if gaps else ((),) * 6
    widths = list(accumulate(map(add, cores, naturals), initial=0.0))
    reductions = list(zip(orders, reduces, strict=True))
    return Items(
        clusters=row.clusters,
        boxes=boxes,
        gaps=gaps,
        origins=list(map(add, map(add, widths, naturals), [box.shift for box in boxes])),
        widths=widths,
        cheap=list(accumulate([r if o < CHEAP_ORDERS_END else 0.0 for o, r in reductions], initial=0.0)),
        dear=list(accumulate([r if o >= CHEAP_ORDERS_END else 0.0 for o, r in reductions], initial=0.0)),
        stretch=list(accumulate(stretches, initial=0.0)),
        shares=list(accumulate(shares, initial=0.0)),
        solid=list(accumulate([box.solid for box in boxes], initial=0)),
        missing=missing,
        hyphens=row.hyphens,
        costs=row.costs,
        notes=notes,
    )
