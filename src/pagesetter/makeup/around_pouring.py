"""Elements of a running text and frames whose rows have measures of their own in, the cheapest way to break it out.

`makeup.pouring` for text that runs round something or through columns of unequal measure: how many lines a paragraph
takes depends on the slot where it begins and on the rows that are skipped, so it is set anew for every such run of
measures, once each (`Paragraph.fitted`). Stamps stand where the whole measure of their column is free, or in a span
that is wide enough for them as they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pagesetter.makeup.boxes import Stamp, moved
from pagesetter.makeup.flow import Element, Paragraph
from pagesetter.makeup.pouring import HOLE, LOOSE_EM, SKIP, UNEVEN, Move, Place, Pourer, State
from pagesetter.model.dummy import Frame
from pagesetter.model.galley import Setting
from pagesetter.model.page import Text

_NARROWER = 2e3
"""Cost of a stamp that has less room than it wants."""
_SAME = 0.01
"""pt by which measures that are one may differ."""


class SpanPourer(Pourer):
    """One search through rows of unequal measure."""

    def __init__(
        self, elements: Sequence[Element], frames: Sequence[Frame], depths: Sequence[int], changes: bool
    ) -> None:
        super().__init__(elements, frames, depths, changes)
        rows = [(f, row) for f, depth in zip(frames, depths, strict=True) for row in range(depth)]
        self.spans = [frame.span(row) for frame, row in rows]
        self.measures = [round(measure, 3) for _, measure in self.spans]
        self.whole = [frame.measure for frame, _ in rows]
        self.lefts = [frame.x for frame, _ in rows]
        self.beyond = round(frames[-1].measure, 3)  # for lines that find no place
        self.narrow = min((*self.measures, self.beyond))
        self._looked_up: dict[tuple[int, tuple[int, ...]], tuple[tuple[float, ...], int | None]] = {}

    def moves(self, index: int, element: Element, state: State) -> Iterator[Move]:
        """Every way to place an element from a state on."""
        if isinstance(element, Paragraph):
            yield from self._set(index, element, state.slot, state.keep, 0)
            if self.changes and not element.pinned and self.prices.changed is not None:
                for change in (-1, 1):
                    yield from self._set(index, element, state.slot, state.keep, change)
        else:
            yield from self._stamp(index, element, state, 0)
            if self.changes and self.prices.white is not None:
                yield from self._stamp(index, element, state, 1)

    # --- paragraphs ---

    def _set(self, index: int, element: Paragraph, slot: int, keep: int, change: int) -> Iterator[Move]:
        width = sum(line.width for line in element.natural.lines)
        price = 0.0
        for done, setting in self._settings(index, element, slot, change, width, ()):
            if change:
                widest = max(line.gap_em for line in setting.lines)
                price = (self.prices.changed or 0.0) + UNEVEN * (widest / LOOSE_EM) ** 3
            cost, places, broken, end = self._priced(index, len(setting.lines), slot, keep, done)
            yield cost + price, State(end, 0), places, change, broken, setting

    def _settings(
        self, index: int, element: Paragraph, slot: int, change: int, width: float, skips: tuple[int, ...]
    ) -> Iterator[tuple[tuple[int, ...], Setting]]:
        """The paragraph set from a slot on, and the rows skipped at the foot of each frame that it does not end in.

        ``width``: of all its lines, pt. Measures are looked up no further than its lines go, so that most paragraphs
        need not be set anew.
        """
        assert element.fitted is not None
        measures, room = self._measures(slot, skips)
        ahead, reached = 1 + max(change, 0), 0.0
        for measure in measures:
            if reached >= width:
                break
            reached += measure
            ahead += 1
        while True:
            key = measures[:ahead]
            while len(key) > 1 and key[-2] == key[-1]:
                key = key[:-1]
            setting = element.fitted(key, change)
            if setting is None or len(setting.lines) <= ahead or ahead >= len(measures):
                break
            ahead += 2
        if setting is None:
            return
        if room is None or len(setting.lines) <= room:
            yield skips, setting
            return
        for skip in self._skips(index, slot, bool(skips)) if element.cap and not skips else range(SKIP + 1):
            yield from self._settings(index, element, slot, change, width, (*skips, skip))

    def _measures(self, slot: int, skips: tuple[int, ...]) -> tuple[tuple[float, ...], int | None]:
        """Measures of the lines from a slot on, and how many find room down to the foot of the frame after the last of
        the skips; None when that is without bound."""
        known = self._looked_up.get((slot, skips))
        if known is None:
            out: list[float] = []
            room: int | None = None
            at = slot
            for number in range(len(skips) + 1):
                left = self.left(at)
                if at >= self.room:
                    break
                skip = min(skips[number], left) if number < len(skips) else 0
                out += self.measures[at : at + left - skip]
                at += left
            else:
                room = len(out)
            known = self._looked_up[slot, skips] = ((*out, *self.measures[at:], self.beyond), room)
        return known

    def _priced(
        self, index: int, lines: int, slot: int, keep: int, skips: tuple[int, ...]
    ) -> tuple[float, tuple[Place, ...], tuple[str, ...], int]:
        """Cost, places, rules that gave way and slot after it, of a paragraph of so many lines."""
        broken: list[str] = ["keep"] if keep and self._cut_off(slot) else []
        places: list[Place] = []
        cost, done = 0.0, 0
        for skip in skips:
            room = self.left(slot)
            skip = min(skip, room)
            count = room - skip
            if keep and not done and count < min(keep, lines):
                broken.append("keep")
            if count == 1 and not done:
                broken.append("alone")
            if count:
                places.append(self._place(index, done, count, slot))
            cost += self._short(slot, skip)
            done += count
            slot += room
        rest = lines - done
        if done and rest == 1:
            broken.append("alone")
        places.append(self._place(index, done, rest, slot))
        cost += self._price(tuple(broken)) + self._lost(slot, rest)
        return cost, tuple(places), tuple(broken), slot + rest

    # --- stamps ---

    def _stamp(self, index: int, element: Stamp, state: State, more: int) -> Iterator[Move]:
        """Ways to place a stamp: here or further down where it fits, in this frame or a later one."""
        slot, cost = state.slot, (self.prices.white or 0.0) * more
        severed = False
        while slot < self.room:
            end = slot + self.left(slot)
            narrow = False
            for start in range(slot, end):
                made = self._stamped(element, start, end, more)
                if made is None or (narrow and made[1]):
                    continue
                stamp, narrower = made
                narrow = narrow or narrower
                broken: tuple[str, ...] = ("keep",) if state.keep and (severed or self._cut_off(start)) else ()
                white = HOLE * float(start - slot) ** 1.5
                price = cost + white + self._price(broken) + (_NARROWER if narrower else 0.0)
                after = start + stamp.rows + more
                place = (self._place(index, 0, 0, start),)
                yield price, State(after, stamp.keep), place, more, broken, stamp
                if not narrower:
                    if after + stamp.keep <= end:
                        return
                    break
            cost += self._short(slot, end - slot)
            slot, severed = end, True
        stamp = self._made(element, self.beyond)
        price = cost + self._lost(slot, stamp.rows + more)
        place = (self._place(index, 0, 0, slot),)
        yield price, State(slot + stamp.rows + more, stamp.keep), place, more, (), stamp

    def _stamped(self, element: Stamp, start: int, end: int, more: int) -> tuple[Stamp, bool] | None:
        """The stamp for the rows from a slot on, at its place along them, and whether it wants more room; None when it
        does not fit there."""
        full = self._made(element, self.whole[start])
        if start + full.rows + more <= end and self._clear(full, start, start + full.rows + more):
            return full, False
        left, measure = self.spans[start]
        while True:
            stamp = self._made(element, measure)
            after = start + stamp.rows + more
            if after > end:
                return None
            spans = self.spans[start:after]
            left = max(x for x, _ in spans)
            free = min(x + m for x, m in spans) - left
            if free >= measure - _SAME:
                break
            if free < self.narrow - _SAME:
                return None
            measure = free
        narrower = measure < self.whole[start] - _SAME and not _alike(stamp, full)
        return _shifted(stamp, left - self.lefts[start]), narrower

    def _clear(self, full: Stamp, start: int, after: int) -> bool:
        """Whether the words of a stamp over its whole column find room in these rows, though not all of them are free:
        then a subhead keeps to the middle of its column. A last character is taken for an em wide."""
        texts = [item for item in full.items if isinstance(item, Text) and item.runs]
        if len(texts) < len(full.items):
            return False
        before = min(text.x + text.runs[0].xs[0] for text in texts)
        lasts = [(text, text.runs[-1]) for text in texts]
        behind = min(t.measure - t.x - run.xs[-1] - run.size * run.scale_ratio for t, run in lasts)
        first, last = self.lefts[start] + before, self.lefts[start] + self.whole[start] - behind
        return all(x <= first and last <= x + m for x, m in self.spans[start:after])

    def _made(self, element: Stamp, measure: float) -> Stamp:
        """The stamp for a measure."""
        assert element.again is not None
        return element.again(measure)


def _shifted(stamp: Stamp, along: float) -> Stamp:
    """A stamp further along its rows."""
    if abs(along) < _SAME:
        return stamp
    return replace(stamp, items=moved(stamp.items, along, 0.0))


def _alike(stamp: Stamp, full: Stamp) -> bool:
    """Whether a stamp is in less room what it is in the whole measure: as high, of one size, without a panel."""
    sizes = [[i.size for i in s.items if isinstance(i, Text)] for s in (stamp, full)]
    plain = all(isinstance(i, Text) for i in stamp.items)
    return plain and stamp.rows == full.rows and sizes[0] == sizes[1]
