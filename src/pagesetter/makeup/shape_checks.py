"""A planned story in, what a reader would stumble over in its shape out: text that goes back past its head (回头文), a
column that another story cuts (断栏).

Text runs through a shape column by column from the start of the lines, each column from its first row to its last.
"""

from collections.abc import Sequence
from itertools import pairwise

from pagesetter.diagnostics import Diagnostic, warning
from pagesetter.geometry import WritingMode
from pagesetter.makeup.wrap import grid_columns_under
from pagesetter.model.areas import Area, Cell
from pagesetter.model.dummy import StoryPlan

_EDGE = 0.5
"""pt by which a column may reach under a head without standing under it."""


def stumbles(plan: StoryPlan, shape: frozenset[Cell], areas: Sequence[Area]) -> list[Diagnostic]:
    """M126 and M127 of a story; ``shape`` are its cells, ``areas`` those of the page."""
    if not plan.frames:
        return []
    return [*_turns_back(plan), *_is_cut(plan, shape, areas)]


def _turns_back(plan: StoryPlan) -> list[Diagnostic]:
    """Whether the text begins before its head and under it: the reader goes back past the head.

    A head whose cells are drawn may stand in the middle of its text (文包题).
    """
    head, first = plan.head, plan.frames[0]
    if head is None or head.area is not plan.area or head.row < 0 or head.mode is not plan.grid.mode:
        return []
    if first.x + first.measure > head.rect.x + _EDGE or first.row <= head.row:
        return []
    side = "above" if plan.grid.mode is WritingMode.VERTICAL else "left of"
    return [
        warning(
            "M126",
            f'the text of story "{plan.story.slug}" begins {side} its head and turns back past it (回头文)',
            "draw the area so that its first column reaches up to the head, or give the head cells of its own",
            plan.area.origin,
        )
    ]


def _is_cut(plan: StoryPlan, shape: frozenset[Cell], areas: Sequence[Area]) -> list[Diagnostic]:
    """Whether a column goes on beyond another story that has no frame of its own."""
    for upper, lower in pairwise(plan.frames):
        if upper.column != lower.column:
            continue
        under = grid_columns_under(plan.grid, plan.columns[upper.column])
        gap = {(c, r) for c in under for r in range(upper.end_row, lower.row)} - shape
        for area in areas:
            if gap.isdisjoint(area.cells) or area.use != "story" or area.frame:
                continue
            what = "tier" if plan.grid.mode is WritingMode.VERTICAL else "column"
            return [
                warning(
                    "M127",
                    f'{what} {upper.column + 1} of story "{plan.story.slug}" is cut by area {area.name}: its text goes '
                    "on beyond another story (断栏)",
                    f"frame area {area.name}, or draw the story so that its columns hang together",
                    plan.area.origin,
                )
            ]
    return []
