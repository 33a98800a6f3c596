"""Items from one break to the next in, a set line with its glyph runs out."""

from dataclasses import replace
from typing import TYPE_CHECKING

from pagesetter.lines.boxes import MARKS
from pagesetter.lines.items import SOFT_HYPHEN, Items
from pagesetter.lines.justify import Filled, fill, within_reach
from pagesetter.lines.runs import run_of, runs_of
from pagesetter.model.galley import Line
from pagesetter.model.style import TypeStyle

if TYPE_CHECKING:
    from pagesetter.model.glyph import GlyphRun, Stroke

_ALIGNED = {"left": 0.0, "centre": 0.5, "right": 1.0}


class LineMaker:
    """Makes the lines of one block."""

    def __init__(self, text: str, items: Items, style: TypeStyle) -> None:
        self._text = text
        self._items = items
        self._style = style

    def line(
        self,
        first: int,
        next_first: int,
        measure: float,
        indent: float,
        *,
        final: bool,
        align: str,
        cap: float,
        trim: bool = False,
    ) -> Line:
        """The line from one item to before another.

        :param final: the last line of the block or before a forced break: set solid unless it is within reach.
        :param align: ``justify``, ``left``, ``centre`` or ``right``.
        :param cap: em that its gaps may open.
        :param trim: whether marks at both ends lose their blank whatever the style says.
        """
        items, text = self._items, self._text
        boxes = items.boxes
        start = 0 if first == 0 else items.clusters[first].start
        end = items.clusters[next_first].start if next_first < len(boxes) else len(text)
        last, begin, natural = extent(items, first, next_first, trim=trim)
        if last <= first:
            return Line((), "", start, end, measure, 0.0, 0.0, "natural", next_first == len(boxes))
        room = measure - indent
        head = foot = 0  # items that stand outside the measure
        if self._style.hang != "none" and not trim and last - first > 1:
            # Few pages hang marks, so the others do not load the rules.
            from pagesetter.lines.hanging import stand_out

            head, foot, begin, natural = stand_out(first, last, begin, natural, room, text, items, self._style)
        gaps = items.gaps[first + head + 1 : last - foot]
        solid = align != "justify" or (final and not within_reach(gaps, room - natural, self._style.size))
        cut = 0.0 if trim or foot else boxes[last - 1].cut
        if solid:
            # Nothing is filled, so a blank at the end that may go goes.
            filled = Filled(None, 0.0, "natural", natural - cut)
        else:
            filled = fill(gaps, natural, room, cut, self._style.language, cap=cap)
            if filled.shifts is not None and (head or foot):
                filled = replace(filled, shifts=(*[0.0] * head, *filled.shifts, *[filled.shifts[-1]] * foot))
        offset = indent + max(0.0, room - filled.width) * _ALIGNED.get(align, 0.0)
        base = offset - begin
        if filled.shifts is None:
            xs = [origin + base for origin in items.origins[first:last]]
        else:
            xs = [o + base + s for o, s in zip(items.origins[first:last], filled.shifts, strict=True)]
        clusters, drawn, places = items.clusters[first:last], boxes[first:last], xs
        if items.hyphens:
            shown = [i for i in range(last - first) if first + i not in items.hyphens]
            clusters, drawn = [clusters[i] for i in shown], [drawn[i] for i in shown]
            places = [xs[i] for i in shown]
        runs = runs_of(clusters, drawn, text, places)
        readings: list[GlyphRun] = []
        strokes: tuple[Stroke, ...] = ()
        if items.notes:
            # Few paragraphs have any.
            from pagesetter.lines.between import drawn_between

            readings, lines = drawn_between(items.notes, boxes, first, xs)
            strokes = tuple(lines)
        hyphen = items.hyphens.get(last - 1, ())
        if hyphen and all(cluster.face for cluster in hyphen):
            # ISO 32000-1, 14.8.2.2.3: told as a soft hyphen, so that readers know the word to be whole.
            runs.append(run_of(hyphen, SOFT_HYPHEN, [xs[-1]], boxes[last - 1].style))
        runs += readings
        return Line(
            runs=tuple(runs),
            text=text[start : items.clusters[last - 1].end],
            start=start,
            end=end,
            measure=measure,
            width=offset + filled.width,
            gap_em=filled.gap,
            step=filled.step,
            last=next_first == len(boxes),
            hyphenated=bool(hyphen),
            strokes=strokes,
            items=(first, last),
            shifts=filled.shifts,
        )


def extent(items: Items, first: int, next_first: int, *, trim: bool) -> tuple[int, float, float]:
    """End of a line without its last spaces, its start in the endless line and its natural width, pt.

    :param trim: whether marks at both ends lose their blank whatever the style says.
    """
    last = items.last_before(next_first)
    if last <= first:
        return first, 0.0, 0.0
    head, foot = items.boxes[first], items.boxes[last - 1]
    lead = 0.0 if trim else head.lead if first else head.lead_first
    begin = items.widths[first] + items.gaps[first].natural - lead
    tail = 0.0 if trim and foot.right in MARKS else foot.tail
    return last, begin, items.widths[last] + tail - begin
