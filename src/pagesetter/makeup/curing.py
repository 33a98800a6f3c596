"""A story that does not fit its area in, the cheapest combination of cures that makes it fit out, and what was tried.

Best first: combinations of settings of the story's knobs come in the order of their cost; each that could fit by its
count of lines is planned and poured, and costs besides what its text costs (paragraphs set shorter or longer, white,
uneven columns). The search ends where the next combination alone would cost more than the best one so far, or after as
many trials as the style sheet allows. It knows nothing but this one story: neighbours never move.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import heappop, heappush
from math import inf

from pagesetter.makeup.copyfit import Pour, feather_rows, left_over, pour, prices_of
from pagesetter.makeup.cure_options import Knob, Option
from pagesetter.makeup.cures import SPACE, adjust_of, flow_of, knobs
from pagesetter.makeup.flow import Element, Paragraph
from pagesetter.makeup.pouring import Prices, uneven
from pagesetter.makeup.setting import Setter
from pagesetter.model.dummy import Adjust, StoryPlan
from pagesetter.model.fits import Cure, Trial
from pagesetter.model.style import CopyfitStyle, CureLimit
from pagesetter.records import record

_LOOKED_AT = 50
"""Combinations that are counted, per one that may be set."""
_FILLING = 99
"""Lines of anything that would fill an underset story, whatever the limits."""

Again = Callable[[Adjust], StoryPlan | None]
"""The plan of the story as changed; None where it cannot be so."""


@record
class Cured:
    """What came of the search."""

    trials: tuple[Trial, ...]
    plan: StoryPlan | None = None
    """With the cures taken; None where none makes the story fit."""
    adjust: Adjust = Adjust()
    flow: tuple[Element, ...] = ()
    poured: Pour | None = None
    taken: tuple[Cure, ...] = ()
    reach: int = 0
    """Lines that all cures together could bring."""
    fills: tuple[Cure, ...] = ()
    """What would fill a story that stays underset."""


def cured(
    plan: StoryPlan,
    flow: Sequence[Element],
    over: int,
    again: Again,
    setter: Setter,
    sizes: Mapping[str, tuple[int, int]],
    width: float,
    below: float = inf,
) -> Cured:
    """The cures for a story that is ``over`` rows too long (negative: too short), and what was tried; ``below``: what
    they must not cost, text and all."""
    same = again(Adjust())
    if same is None or (same.frames, same.photos, same.head) != (plan.frames, plan.photos, plan.head):
        return Cured(())  # what stands around it has made its plan
    need = 1 if over > 0 else -1
    limits = setter.sheet.copyfit
    found = knobs(plan, flow, setter, sizes, width, need)
    search = _Search(plan, flow, again, limits, setter, need)
    best = search.best(found, over, below)
    trials = tuple(search.trials)
    if best is None:
        reach = sum(max((abs(o.gain) for o in knob), default=0) for knob in found) + search.elastic
        fills = _fills(plan, flow, setter, sizes, width) if need < 0 else ()
        return Cured(trials, reach=reach, fills=fills)
    options, made, elements, poured = best
    taken = tuple(c for o in options for c in o.cures)
    return Cured(trials, made, adjust_of(options), elements, poured, taken)


def _fills(
    plan: StoryPlan, flow: Sequence[Element], setter: Setter, sizes: Mapping[str, tuple[int, int]], width: float
) -> tuple[Cure, ...]:
    """One line more of each photo, and the next step of the head: what an editor might do."""
    free = CopyfitStyle(0, (CureLimit("photo", 1, 0.0), CureLimit("head", _FILLING, 0.0)))
    return tuple(o.cures[0] for knob in knobs(plan, flow, setter, sizes, width, -1, free) for o in knob[1:2])


class _Search:
    """One search and what it tried."""

    def __init__(
        self,
        plan: StoryPlan,
        flow: Sequence[Element],
        again: Again,
        limits: CopyfitStyle,
        setter: Setter,
        need: int,
    ) -> None:
        self.flow, self.again, self.limits, self.need = flow, again, limits, need
        self.leading = plan.grid.leading
        self.uneven = uneven(plan.frames)
        numbers = setter.sheet.numbers
        self.feather = feather_rows(plan, limits)
        self.white = int(numbers["underset_lines"]) * max(len(plan.columns), 1)
        self.prices = prices_of(limits)
        self.head_space = limits.cure("head_space").cost * len({f.column for f in plan.frames})
        self.elastic = _elastic(flow, -need, self.prices)
        self.trials: list[Trial] = []

    def best(
        self, found: Sequence[Knob], over: int, below: float
    ) -> tuple[tuple[Option, ...], StoryPlan, tuple[Element, ...], Pour] | None:
        """The cheapest combination that fits and costs less than ``below``."""
        best: tuple[tuple[Option, ...], StoryPlan, tuple[Element, ...], Pour] | None = None
        price, at, set_so_far = below, -1, 0
        for looked, options in enumerate(combinations(found)):
            cost = sum(o.cost for o in options)
            if cost >= price:
                break
            if set_so_far >= self.limits.trials or looked >= self.limits.trials * _LOOKED_AT:
                break
            if not options:
                continue  # without a cure it was tried before
            cures = tuple(c for o in options for c in o.cures)
            left = over - sum(o.gain for o in options)
            if not self._may_fit(left):
                if len(options) == 1:  # what each cure would bring is told, not every combination of them
                    self.trials.append(Trial(cures, left, "over" if left > 0 else "under", poured=False))
                continue
            tried = self._try(options)
            if tried is None:
                continue
            set_so_far += 1
            made, elements, poured, left = tried
            vain = any(o.subheads for o in options) and (left or any(c > 0 for c in poured.changes))
            if poured.lost or left < -self.white or vain:  # nothing is taken from subheads only to stay white
                self.trials.append(Trial(cures, left, "over" if left > 0 else "under"))
                continue
            whole = cost + poured.cost + self.head_space * poured.feather
            dearer = whole >= price
            self.trials.append(Trial(cures, left, "dearer" if dearer else "taken"))
            if not dearer:
                if at >= 0:
                    self.trials[at] = replace(self.trials[at], outcome="dearer")
                best, price, at = (options, made, elements, poured), whole, len(self.trials) - 1
        return best

    def _may_fit(self, left: int) -> bool:
        """Whether so many lines over, or under, may be taken up by single paragraphs and by white."""
        if self.need > 0:
            return -self.white <= left <= self.elastic
        return -self.white - self.elastic <= left <= 0

    def _try(self, options: tuple[Option, ...]) -> tuple[StoryPlan, tuple[Element, ...], Pour, int] | None:
        """Plans and pours; the lines left over or, negative, white."""
        made = self.again(adjust_of(options))
        if made is None or (uneven(made.frames) and not self.uneven):
            return None  # the text was not made for lines of several measures
        elements = flow_of(self.flow, options, self.leading)
        poured = pour(elements, made.frames, self.feather, prices=self.prices)
        spaces = {i for i, e in enumerate(elements) if not isinstance(e, Paragraph) and e.kind == SPACE}
        if any(p.element in spaces and p.row == 0 for p in poured.places):
            return None  # white at the head of a column
        return made, elements, poured, left_over(poured, made)


def _elastic(flow: Sequence[Element], by: int, prices: Prices) -> int:
    """Paragraphs that can be set a line longer (1) or shorter (-1); stamps can be given a line."""
    changed, white = prices
    return sum(
        changed is not None and not e.pinned and e.change(by) is not None
        if isinstance(e, Paragraph)
        else by > 0 and white is not None
        for e in flow
    )


def combinations(found: Sequence[Knob]) -> Iterator[tuple[Option, ...]]:
    """All combinations of the knobs' settings by cost, those that cost the same in the order of the knobs; what is left
    as it is is not named."""
    heap: list[tuple[float, tuple[int, ...]]] = [(0.0, (0,) * len(found))]
    while heap:
        _, places = heappop(heap)  # negative, so that the first knob comes first
        yield tuple(knob[-i] for knob, i in zip(found, places, strict=True) if i)
        last = max((i for i, place in enumerate(places) if place), default=0)
        for i in range(last, len(found)):  # each combination is reached in one way
            more = (*places[:i], places[i] - 1, *places[i + 1 :])
            if -more[i] < len(found[i]):
                heappush(heap, (round(sum(k[-p].cost for k, p in zip(found, more, strict=True)), 6), more))
