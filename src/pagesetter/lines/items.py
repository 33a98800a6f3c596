"""Shaped clusters in, the items of a block out: boxes, the gaps before them, what is drawn for them, and running sums.

The typed characters that are not drawn (spaces that the Han-Latin gap replaces, line feeds, marks of format) become no
item; they stay in the text. A visible space is an item with an empty box whose white lies in the gap after it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import add

from pagesetter.lines.boxes import Box, box_of, is_western_quote
from pagesetter.lines.glue import NO_GAP, Gap, gap_between, replaces_space
from pagesetter.lines.spacing import CHEAP_ORDERS_END
from pagesetter.model.glyph import Cluster, Shaper
from pagesetter.model.story import Span
from pagesetter.model.style import TypeStyle
from pagesetter.records import record

SOFT_HYPHEN = "\u00ad"
_CONTEXT = frozenset("“”‘’—―…⋯‥")
"""Characters whose box depends on their neighbours."""
_LINE_ENDS = frozenset("\n\r\v\f\u0085\u2028\u2029")
"""Characters that end a line; the word spaces beside them are not drawn."""
_FORMAT = frozenset("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
"""Characters that are never drawn alone."""


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
    shelf: dict[tuple[str, float, float, float, bool, bool, int], Box] = {}
    roles: dict[str, int] = {}
    han_boxes: dict[int, Box] = {}
    missing: list[tuple[int, str]] = []
    offset = 0
    for span in spans:
        style = styles(span.role) if span.role else base
        role = roles.setdefault(span.role, len(roles))
        hyphen = 0.0
        if SOFT_HYPHEN in span.text:
            hyphen = sum(c.advance_em for c in shaper.shape("-", style)) * style.size * style.condense_ratio
        han = han_boxes.get(role)
        for cluster in shaper.shape(span.text, style):
            start, end, face, _, _, advance, ink_left, ink_right, _ = cluster
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
            western = paired = False
            if chars in _CONTEXT:
                western = chars in "“”‘’" and is_western_quote(text, start)
                paired = chars in (text[start - 1 : start], text[end : end + 1])
            key = (chars, advance, ink_left, ink_right, western, paired, role)
            box = shelf.get(key)
            if box is None:
                measures = (0.0, 0.0, 0.0) if chars == SOFT_HYPHEN else (advance, ink_left, ink_right)
                box = box_of(len(shelf), chars, measures, style, base.language, western=western, paired=paired)
                if chars == SOFT_HYPHEN:
                    box = box._replace(tail=hyphen, solid=0, tracking=0.0)
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
            row.add(cluster, box)
        offset += len(span.text)
    return _with_sums(clusters, boxes, row.gaps(list(shelf.values())), tuple(missing))


def _with_sums(
    clusters: list[Cluster], boxes: list[Box], gaps: list[Gap], missing: tuple[tuple[int, str], ...]
) -> Items:
    """The items with their running sums."""
    cores = [box.core for box in boxes]
    naturals, orders, reduces, _, stretches, shares = zip(*gaps, strict=True) if gaps else ((),) * 6
    widths = list(accumulate(map(add, cores, naturals), initial=0.0))
    reductions = list(zip(orders, reduces, strict=True))
    return Items(
        clusters=clusters,
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
    )
