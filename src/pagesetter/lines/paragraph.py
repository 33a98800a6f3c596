"""A block's spans, styles and a shaper in; the block set in lines at any measures out (the public face of `lines`).

Five steps: *collect* the items (:mod:`pagesetter.lines.items`), find where they may be *broken*
(:mod:`pagesetter.lines.breaks`), *choose* the breaks over the whole block (:mod:`pagesetter.lines.total_fit`), *fill*
each line (:mod:`pagesetter.lines.justify`) and *compose* its glyph runs (:mod:`pagesetter.lines.compose`). The first
two are done once a block, the others for every measure that make-up tries.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import inf
from typing import Final

from pagesetter.lines.breaks import break_penalties
from pagesetter.lines.compose import LineMaker, extent
from pagesetter.lines.items import Items, collect
from pagesetter.lines.total_fit import best_way
from pagesetter.lines.ways import Breaks, Way, first_fit
from pagesetter.model.galley import Line, Setting
from pagesetter.model.glyph import Shaper
from pagesetter.model.story import Span
from pagesetter.model.style import TypeStyle
from pagesetter.records import record
from pagesetter.script.classes import Klass

LAST_RESORT_CAP_EM: Final = 0.5
"""A line of the last resort opens its gaps by no more than this and otherwise stays short."""
SPLIT_PENALTY: Final = 5000.0
"""Cost of such a split."""
WORD_CLASSES: Final = frozenset({Klass.LATIN, Klass.DIGIT, Klass.OTHER, Klass.SOLIDUS, Klass.CONNECTOR, Klass.HANGUL})
"""Classes between which an over-long word may be split: never beside a mark, never inside a dash."""


@record
class Prepared:
    """A block ready to be broken at any measure."""

    text: str
    missing: tuple[tuple[int, str], ...]
    """Index in the text and character of what no face has: such a character leaves an empty em."""
    style: TypeStyle
    items: Items
    breaks: Breaks
    penalties: Sequence[float]
    """Cost of a break before each item, and at the end."""


def prepare(
    block_line: tuple[Span, ...], styles: Callable[[str], TypeStyle], base: TypeStyle, shaper: Shaper
) -> Prepared:
    """Shape a block and find where it may be broken.

    :param styles: gives the type style of a span's role; a span without a role has the block's own, ``base``.
    """
    text = "".join(span.text for span in block_line)
    items = collect(text, block_line, styles, base, shaper)
    costs = break_penalties(text, base.language, base.level, base.word_break)
    penalties = [costs[cluster.start] for cluster in items.clusters]
    if base.level == "anywhere":  # It alone breaks before a space too; but a space never starts a line.
        penalties = [
            inf if box.blank and cost > -inf else cost for cost, box in zip(penalties, items.boxes, strict=True)
        ]
    for index, cost in items.costs.items():
        if index < len(penalties) and penalties[index] != -inf:
            penalties[index] = cost
    penalties.append(-inf)
    if -inf in costs[:-1]:
        starts = [cluster.start for cluster in items.clusters]
        for index, cost in enumerate(costs[:-1]):
            if cost == -inf:
                penalties[bisect_left(starts, index)] = -inf
    places = [0, *[i for i, cost in enumerate(penalties) if i and cost < inf]] if items.boxes else [0]
    return Prepared(
        text=text,
        missing=items.missing,
        style=base,
        items=items,
        breaks=_breaks(text, items, places, penalties, base),
        penalties=penalties,
    )


def _breaks(text: str, items: Items, places: Sequence[int], penalties: Sequence[float], style: TypeStyle) -> Breaks:
    """The sums of :class:`Breaks` at some places of the items; the first is 0 and the last their number."""
    boxes, gaps, widths = items.boxes, items.gaps, items.widths
    lasts = [items.last_before(i) for i in places]
    heads = places[:-1]
    firsts = [i + 1 for i in heads]
    starts = [widths[i] + gaps[i].natural - boxes[i].lead for i in heads]
    if starts:
        starts[0] = -boxes[0].lead_first
    ends = [widths[i] + boxes[i - 1].tail if i else 0.0 for i in lasts]
    if style.align != "justify":
        # Nothing is filled, so a blank at the end that may go goes.
        ends = [end - boxes[i - 1].cut if i else 0.0 for end, i in zip(ends, lasts, strict=True)]
    cheap_ends = [items.cheap[i] + boxes[i - 1].cut if i else 0.0 for i in lasts]
    feet = lasts  # the last items whose gaps count
    hung: list[float] = []
    if style.hang != "none" and starts:
        # Few pages hang marks, so the others do not load the rules.
        from pagesetter.lines.hanging import hangs_at_end, hangs_at_start

        hung, feet = list(ends), list(lasts)
        for k, i in enumerate(lasts):
            when = hangs_at_end(i, text, items, style)
            if when != "never":
                # The gap before such a mark never moves; a line in which it stands inside does without it too.
                feet[k], hung[k] = i - 1, widths[i - 1]
                cheap_ends[k] = items.cheap[i - 1]
                if when == "always":
                    ends[k] = hung[k]
        if hangs_at_start(text, items, style):
            starts[0] = widths[1] + gaps[1].natural
            firsts[0] = 2

    def sums(running: Sequence[float]) -> tuple[Sequence[float], Sequence[float]]:
        return [running[i] for i in firsts], [running[i] for i in feet]

    return Breaks(
        items=places,
        starts=starts,
        ends=ends,
        cheap=([items.cheap[i] for i in firsts], cheap_ends),
        dear=sums(items.dear),
        stretch=sums(items.stretch),
        shares=sums(items.shares),
        solid=([items.solid[i] for i in heads], [items.solid[i] for i in lasts]),
        penalties=[max(0.0, penalties[i]) for i in places],
        forced=[k for k, i in enumerate(places) if k and penalties[i] == -inf],
        em=style.size,
        hung=hung,
        hyphens=frozenset([k for k, i in enumerate(lasts) if i - 1 in items.hyphens]) if items.hyphens else frozenset(),
    )


def set_block(
    p: Prepared,
    measures: Sequence[float] | float,
    *,
    change: int = 0,
    first_indent: float | None = None,
    open_end: bool = False,
) -> Setting | None:
    """Break a block into lines.

    :param measures: pt, line by line; the last holds for all that follow.
    :param change: lines wanted more (or, negative, fewer) than the best setting has.
    :param first_indent: pt; None takes the indent of the style.
    :param open_end: the text goes on elsewhere, so the last line is filled like the others.
    :return: None if ``change`` is not possible within the limits; with ``change=0`` never None.
    """
    widths = [float(measures)] if isinstance(measures, int | float) else [float(m) for m in measures]
    indent = p.style.indent_em * p.style.size if first_indent is None else first_indent
    if not p.items.boxes:
        return Setting((), 0.0)
    rooms = [widths[0] - indent, *(widths[1:] or widths)]
    ragged = p.style.align != "justify"
    way = best_way(p.breaks, rooms, ragged=ragged)
    if change:
        wanted = len(way.breaks) + change if way else 0
        way = best_way(p.breaks, rooms, lines=wanted, ragged=ragged) if wanted > 0 else None
        if way is None:
            return None
    if way is not None:
        return Setting(_lines(p, p.breaks, way, widths, indent, inf, open_end=open_end), way.cost)
    return _last_resort(p, rooms, widths, indent)


def _last_resort(p: Prepared, rooms: Sequence[float], widths: Sequence[float], indent: float) -> Setting:
    """Set a block whose lines cannot all be filled by the rules.

    As long as every piece between two legal breaks fits its line, no other break is taken: lines stay short instead.
    Else words that are wider than the measure are split, or, in the end, lines filled one by one whatever comes.
    """
    ragged = p.style.align != "justify"
    way = best_way(p.breaks, rooms, cap=LAST_RESORT_CAP_EM, ragged=ragged, short_em=inf)
    if way is not None:
        return Setting(_lines(p, p.breaks, way, widths, indent, LAST_RESORT_CAP_EM), way.cost, "first-fit")
    boxes, items = p.items.boxes, p.items
    narrow = min(rooms)
    split = list(p.penalties)
    for first, last in pairwise(p.breaks.items):
        if items.widths[last] - items.widths[first] > narrow:
            for i in range(first + 1, last):
                if boxes[i - 1].right in WORD_CLASSES and boxes[i].left in WORD_CLASSES and i not in items.hyphens:
                    split[i] = min(split[i], SPLIT_PENALTY)
    places = [0, *[i for i, cost in enumerate(split) if i and cost < inf]]
    breaks = _breaks(p.text, items, places, split, p.style)
    way = best_way(breaks, rooms, cap=LAST_RESORT_CAP_EM, ragged=ragged)
    if way is None:
        kept = {i for i, box in enumerate(boxes) if box.blank and p.penalties[i] > -inf} | items.hyphens.keys()
        inner = [i for i in range(1, len(boxes)) if i not in kept]
        places = [0, *inner, len(boxes)]
        breaks = _breaks(p.text, items, places, p.penalties, p.style)
        way = first_fit(breaks, rooms)
    return Setting(_lines(p, breaks, way, widths, indent, LAST_RESORT_CAP_EM), way.cost, "first-fit")


def _lines(
    p: Prepared,
    breaks: Breaks,
    way: Way,
    widths: Sequence[float],
    indent: float,
    cap: float,
    *,
    open_end: bool = False,
) -> tuple[Line, ...]:
    """The lines of a way."""
    maker = LineMaker(p.text, p.items, p.style)
    forced = frozenset(breaks.forced[:-1] if open_end else breaks.forced)
    lines = []
    first = 0
    for number, k in enumerate(way.breaks):
        next_first = breaks.items[k]
        lines.append(
            maker.line(
                first,
                next_first,
                widths[min(number, len(widths) - 1)],
                0.0 if number else indent,
                final=k in forced,
                align=p.style.align,
                cap=cap,
            )
        )
        first = next_first
    return tuple(lines)


def set_solid(p: Prepared, measure: float, align: str) -> Line:
    """The whole block on one line at its natural width, for heads and captions.

    :param align: ``left``, ``centre`` or ``right``; marks at the two ends lose their blank, so that ink is aligned.
    :return: a line whose width may be more than the measure: then it starts at 0.
    """
    maker = LineMaker(p.text, p.items, p.style)
    return maker.line(0, len(p.items.boxes), measure, 0.0, final=True, align=align, cap=0.0, trim=True)


def natural_width(p: Prepared) -> float:
    """Width in pt of the whole block on one line, its marks squeezed and trimmed as :func:`set_solid` sets them."""
    return extent(p.items, 0, len(p.items.boxes), trim=True)[2]
