"""A story that may go on in another area in, whether copyfit lets it jump out, and what was weighed against it.

A jump is a cure among the others (`copyfit` in the style sheet): its cost, with what the columns before the cut cost,
stands against that of single paragraphs set shorter, and against the cheapest combination of cures of the drawing. So a
house that jumps sooner than it crops its photos gives the jump a lower cost than the photo.
"""

from collections.abc import Callable, Mapping
from math import inf, nextafter

from pagesetter.makeup.copyfit import feather_rows, left_over, pour, prices_of
from pagesetter.makeup.curing import Again, cured
from pagesetter.makeup.cutting import Beyond, cut_text
from pagesetter.makeup.flow import elements
from pagesetter.makeup.jumps import Cut
from pagesetter.makeup.setting import Setter
from pagesetter.model.dummy import StoryPlan
from pagesetter.model.fits import Cure, Trial
from pagesetter.model.story import Block
from pagesetter.model.style import CopyfitStyle
from pagesetter.records import record


@record
class Tools:
    """What a page makes its stories with."""

    setter: Setter
    sizes: Mapping[str, tuple[int, int]]
    """Pixels of every picture file."""
    width: float
    """Of the page, pt."""
    replanner: Callable[[StoryPlan], Again] | None = None
    """What plans a story of the page again for copyfit; without it single paragraphs alone are weighed."""


@record
class Weighed:
    """What came of it."""

    cut: Cut | None = None
    """Where the text is cut; None: it does not jump."""
    trials: tuple[Trial, ...] = ()
    """With a cut: the cures that were tried and the jump; without one: the jump alone, which was dearer."""
    taken: tuple[Cure, ...] = ()


def jump_or_cure(
    plan: StoryPlan, tools: Tools, before: int, credit: Block | None, beyond: Beyond | None = None
) -> Weighed:
    """Whether the text of a plan's story goes on elsewhere.

    ``before``: blocks at the head of the body that are not of the story itself; ``credit``: the line of the jump;
    ``beyond``: rows that a rest takes where it goes on, if that is known. A text that fits as it is never jumps; a
    fixed story that does not fit always does, for no other cure touches it.
    """
    setter = tools.setter.along(plan.grid.mode)
    limits = setter.sheet.copyfit
    flow = elements(plan, plan.grid, setter)
    natural = pour(flow, plan.frames, 0, pinned=True)
    if not natural.lost:
        return Weighed()
    cut, cost = cut_text(plan, setter, before, credit, beyond)
    over = max(natural.natural - plan.room, 1)
    jump = (Cure("jump", 0, 0, 0.0, over),)
    ceiling = _ceiling(limits, limits.cure("jump").cost + cost)
    dearer = Weighed(trials=(Trial(jump, 0, "dearer"),))
    tried: tuple[Trial, ...] = ()
    if not plan.area.fixed:
        poured = pour(flow, plan.frames, feather_rows(plan, limits), prices=prices_of(limits))
        if not left_over(poured, plan) > 0:
            if poured.cost < ceiling:
                return dearer
        elif tools.replanner is not None:
            healed = cured(plan, flow, over, tools.replanner(plan), setter, tools.sizes, tools.width, ceiling)
            if healed.plan is not None:
                return dearer
            tried = healed.trials
    return Weighed(cut, (*tried, Trial(jump, 0, "taken")), jump)


def _ceiling(limits: CopyfitStyle, cost: float) -> float:
    """What other cures must stay under; of two that cost the same the first in the sheet's order is taken."""
    names = [cure.name for cure in limits.cures]
    return cost if names[0] == "jump" else nextafter(cost, inf)
