"""Elements of a running text and the depths of its frames in, the cheapest way to break it into them out.

A search over every way (dynamic programming on the slot that comes next); what each rule costs stands here, in the
order of rulebook 0.6. `makeup.copyfit` decides which depths to try.
"""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pagesetter.makeup.boxes import Stamp
from pagesetter.makeup.flow import Element, Paragraph
from pagesetter.model.dummy import Frame
from pagesetter.model.galley import Setting

LOST = 1e7
"""Cost of a line that finds no place."""
KEEP = 2e5
"""Cost of a subhead that loses its text."""
ALONE = 8e3
"""Cost of a single line at a column's head or foot."""
UNEVEN = 400.0
"""Cost of every line by which columns differ beyond one, and of a short column that is not the last."""
HOLE = 12.0
"""Cost of a row left empty inside the text's run."""
UNFILLED = 2e3
"""Cost of a line that stays empty before a jump: four of them weigh as much as a line that stands alone."""
WHITE = 60.0
"""Cost of a row of white at a subhead, byline, summary or credit."""
CHANGED = 25.0
"""Cost of setting a paragraph a line shorter or longer, before what it does to the grey."""
LOOSE_EM = 0.08
"""Han gaps wider than this in a changed paragraph cost as much as uneven columns."""
SKIP = 2
"""Rows that may be left empty at the foot of a frame to keep lines together."""


class Prices(NamedTuple):
    """What changes of length cost; None: they are not allowed."""

    changed: float | None = CHANGED
    """A paragraph set a line shorter or longer, before what it does to the grey."""
    white: float | None = WHITE
    """A row of white at a subhead, byline, summary or credit."""


USUAL_PRICES = Prices()
"""Those of the built-in sheet."""


class Place(NamedTuple):
    """A stretch of an element in a frame."""

    element: int
    first: int
    """First line of the paragraph here; 0 for a stamp."""
    lines: int
    """Lines here; 0 for a stamp."""
    frame: int
    """Index of the frame; -1: overset."""
    row: int
    """First row in the frame, from 0."""


class State(NamedTuple):
    """Where the next row goes, and how many lines the next element owes to the stamp above it."""

    slot: int
    keep: int


class Step(NamedTuple):
    """The cheapest way found to a state."""

    cost: float
    before: State
    places: tuple[Place, ...]
    change: int
    broken: tuple[str, ...]
    made: Setting | Stamp | None = None
    """What the element became where that depends on its place."""


Way = tuple[float, int, tuple[Place, ...], tuple[str, ...]]
"""Cost, slot after it, places and rules that gave way, of one way to place an element."""
Move = tuple[float, State, tuple[Place, ...], int, tuple[str, ...], Setting | Stamp | None]
"""Cost, state after it, places, change of its length, rules that gave way, and what it becomes there."""


def uneven(frames: Sequence[Frame]) -> bool:
    """Whether not all rows of the frames have one measure, so that a paragraph depends on where it stands."""
    return any(f.spans or f.measure != frames[0].measure for f in frames)


def pourer_of(elements: Sequence[Element], frames: Sequence[Frame], depths: Sequence[int], changes: bool) -> "Pourer":
    """The search for some frames, of which only so many rows are taken."""
    if not uneven(frames):
        return Pourer(elements, frames, depths, changes)
    from pagesetter.makeup.around_pouring import SpanPourer  # few stories run round anything

    return SpanPourer(elements, frames, depths, changes)


def natural_rows(elements: Sequence[Element], frames: Sequence[Frame], depths: Sequence[int]) -> int:
    """Rows from the first line to the last in uneven frames of some depths, none set shorter or longer: white beside
    an obstacle, where a subhead finds no room, counts."""
    return pourer_of(elements, frames, depths, False).run()[2]


def rows_of(element: Element, setting: Setting | None = None) -> int:
    """Rows that an element takes."""
    if isinstance(element, Paragraph):
        return len((setting or element.natural).lines)
    return element.rows


class Pourer:
    """One search: elements into frames of given depths."""

    def __init__(
        self, elements: Sequence[Element], frames: Sequence[Frame], depths: Sequence[int], changes: bool
    ) -> None:
        self.elements = elements
        self.frames: list[int] = []  # frame of each slot
        self.starts: list[int] = []
        for index, depth in enumerate(depths):
            self.starts.append(len(self.frames))
            self.frames += [index] * depth
        self.room = len(self.frames)
        self.ends = [s + d for s, d in zip(self.starts, depths, strict=True)]
        self.heads = frozenset(self.starts[1:]) | {self.room}
        self.changes = changes
        self.prices = USUAL_PRICES
        self.budget = math.inf  # moves that cost as much are of no use
        columns = [(f.part, f.column) for f in frames]
        last = max(columns, default=(0, 0))
        self.feet = frozenset(i for i, c in enumerate(columns) if c != last and c not in columns[i + 1 :])

    def left(self, slot: int) -> int:
        """Rows from a slot to the end of its frame; without bound past the last frame."""
        return self.ends[self.frames[slot]] - slot if slot < self.room else 10**6

    def _place(self, element: int, line: int, count: int, slot: int) -> Place:
        if slot >= self.room:
            return Place(element, line, count, -1, slot - self.room)
        frame = self.frames[slot]
        return Place(element, line, count, frame, slot - self.starts[frame])

    def _lost(self, slot: int, rows: int) -> float:
        return LOST * rows if slot >= self.room else 0.0

    def _cut_off(self, slot: int) -> bool:
        """Whether what stands above the slot stands in another frame."""
        return slot in self.heads

    def stamp(self, index: int, rows: int, keep: int, state: State) -> Iterator[Way]:
        """Ways to place a stamp: here where it fits, or at the head of the next frame that it fits into."""
        slot, cost = state.slot, 0.0
        while True:
            room = self.left(slot)
            if rows <= room:
                broken: tuple[str, ...] = ("keep",) if state.keep and self._cut_off(slot) else ()
                price = cost + self._price(broken) + self._lost(slot, rows)
                yield price, slot + rows, (self._place(index, 0, 0, slot),), broken
                if slot >= self.room or rows + keep <= room:
                    return
            cost += self._short(slot, room)
            slot += room

    def paragraph(self, index: int, lines: int, slot: int, keep: int, done: int = 0) -> Iterator[Way]:
        """Ways to place the lines ``done``.. of a paragraph from a slot on: all here, or a part before the frame ends,
        leaving up to SKIP rows empty, and the rest in the frames after it."""
        rest, room = lines - done, self.left(slot)
        severed: tuple[str, ...] = ("keep",) if keep and not done and self._cut_off(slot) else ()
        if slot >= self.room or rest <= room:
            broken = severed + (("alone",) if done and rest == 1 else ())
            place = (self._place(index, done, rest, slot),)
            yield self._price(broken) + self._lost(slot, rest), slot + rest, place, broken
            return
        for skip in self._skips(index, slot, bool(done)):
            count = room - skip
            if done and not count:
                continue
            broken = severed
            if keep and not done and count < min(keep, lines):
                broken += ("keep",)
            if count == 1 and not done:
                broken += ("alone",)
            here = (self._place(index, done, count, slot),) if count else ()
            cost = self._price(broken) + self._short(slot, skip)
            for more, end, places, worse in self.paragraph(index, lines, slot + room, 0, done + count):
                yield cost + more, end, here + places, broken + worse

    def _skips(self, index: int, slot: int, begun: bool) -> Sequence[int]:
        """How many rows may be left empty at the foot of the slot's frame where a paragraph goes on after it; the lines
        beside a drop cap are never parted."""
        element, room = self.elements[index], self.left(slot)
        few = range(min(SKIP, room) + 1)
        if begun or not isinstance(element, Paragraph) or element.cap is None:
            return few
        return [*(skip for skip in few if room - skip >= element.cap.lines), room]

    def _short(self, slot: int, rows: int) -> float:
        """What rows left empty at the end of the slot's frame cost."""
        uneven = UNEVEN if self.frames[slot] in self.feet else HOLE
        return HOLE * math.pow(rows, 1.5) + uneven * rows

    @staticmethod
    def _price(broken: tuple[str, ...]) -> float:
        return sum(KEEP if b == "keep" else ALONE for b in broken)

    def run(self, limit: float = math.inf) -> tuple[float, list[Step], int]:
        """The cheapest way: its cost, its steps and the slot after the last line.

        Ways that cost ``limit`` before their end are not followed; where all do, the cost is without bound.
        """
        start = State(0, 0)
        front: dict[State, float] = {start: 0.0}
        trail: list[dict[State, Step]] = []
        for index, element in enumerate(self.elements):
            reached: dict[State, Step] = {}
            for state, so_far in front.items():
                self.budget = limit - so_far
                for cost, to, places, change, broken, made in self.moves(index, element, state):
                    if cost >= self.budget:
                        continue
                    total = so_far + cost
                    if to not in reached or total < reached[to].cost - 1e-9:
                        reached[to] = Step(total, state, places, change, broken, made)
            if not reached:
                return math.inf, [], 0
            trail.append(reached)
            cheapest = min(s.cost for s in reached.values())
            front = {s: step.cost for s, step in reached.items() if step.cost < cheapest + LOST}
        if not trail:
            return 0.0, [], 0
        last = min(trail[-1], key=lambda s: (trail[-1][s].cost + HOLE * max(self.room - s.slot, 0), s))
        total, end, steps = trail[-1][last].cost, last.slot, []
        for reached in reversed(trail):
            step = reached[last]
            steps.append(step)
            last = step.before
        return total, steps[::-1], end

    def moves(self, index: int, element: Element, state: State) -> Iterator[Move]:
        """Every way to place an element from a state on."""
        for change, rows, price in self._lengths(element):
            if isinstance(element, Paragraph):
                for cost, slot, places, broken in self.paragraph(index, rows, state.slot, state.keep):
                    yield cost + price, State(slot, 0), places, change, broken, None
            else:
                for cost, slot, places, broken in self.stamp(index, rows, element.keep, state):
                    yield cost + price, State(slot, element.keep), places, change, broken, None

    def _lengths(self, element: Element) -> Iterator[tuple[int, int, float]]:
        """(change, rows, cost) of the lengths an element can be set to."""
        yield 0, rows_of(element), 0.0
        if not self.changes:
            return
        changed, white = self.prices
        if not isinstance(element, Paragraph):
            if white is not None:
                yield 1, element.rows + 1, white
            return
        if element.pinned or changed is None or changed >= self.budget:
            return
        for change in (-1, 1):
            setting = element.change(change)
            if setting is not None:
                widest = max(line.gap_em for line in setting.lines)
                yield change, len(setting.lines), changed + UNEVEN * (widest / LOOSE_EM) ** 3
