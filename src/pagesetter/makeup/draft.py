"""What a story's plan is drafted with: its columns in, slots on its grid out, and what they leave for the text."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pagesetter.geometry import Rect, WritingMode
from pagesetter.makeup.wrap import grid_columns_under, snapped
from pagesetter.model.areas import Area, Cell
from pagesetter.model.dummy import Adjust, Column, Obstacle, Slot
from pagesetter.model.spec import Grid
from pagesetter.model.story import Story


@dataclass(slots=True)
class StoryDraft:
    """What is known of a story while its slots are being laid out."""

    area: Area
    story: Story
    shape: frozenset[Cell]
    columns: tuple[Column, ...]
    inset: float
    slots: list[Slot]
    blocked: list[tuple[int, int, int]]
    adjust: Adjust
    obstacles: list[Obstacle] = field(default_factory=list)
    """What lines run round."""

    def taken(self) -> set[tuple[int, int]]:
        """(index of text column, row) of what no further slot may take."""
        found = {(i, r) for i, a, b in self.blocked for r in range(a, b)}
        for thing in self.obstacles:
            for i, column in enumerate(self.columns):
                if thing.box.x < column.right - 0.5 and column.x + 0.5 < thing.box.right:
                    found.update((i, r) for r in range(thing.row, thing.end_row))
        return found


def place_slot(
    grid: Grid,
    plan: StoryDraft,
    kind: str,
    first: int,
    end: int,
    row: int,
    end_row: int,
    number: int = 0,
    letter: Area | None = None,
    mode: WritingMode | None = None,
    free: bool = False,
) -> Slot | None:
    """A slot over grid columns and rows, snapped to those of the story's text columns that lie in its shape; None when
    there are none.

    ``letter``: the area that asks for it, where it is not the story's own; ``mode``: direction of its lines, where it
    is not the grid's; ``free``: lines may run into its columns and rows.
    """
    rows = range(row, end_row)
    inside = [
        i
        for i in snapped(grid, plan.columns, first, end)
        if all((c, r) in plan.shape for c in grid_columns_under(grid, plan.columns[i]) for r in rows)
    ]
    if not inside:
        return None
    covered = max(_neighbours(inside), key=len)
    left, right = plan.columns[covered[0]], plan.columns[covered[-1]]
    body = grid.rect(first, row, end, end_row)
    rect = Rect(left.x, body.y, right.right - left.x, body.h)
    slot = Slot(kind, letter or plan.area, rect, row, end_row, number, mode or grid.mode, free=free)
    if not free:
        plan.blocked += [(i, row, end_row) for i in covered]
    plan.slots.append(slot)
    return slot


def rows_word(mode: WritingMode) -> str:
    """What the rows of a grid are called."""
    return "lines" if mode is WritingMode.VERTICAL else "rows"


def columns_words(mode: WritingMode, first: int, end: int) -> str:
    """Grid columns from..end (exclusive) in the user's count: ``columns 1-3``, of vertical lines ``tiers 1-3``."""
    word = "tier" if mode is WritingMode.VERTICAL else "column"
    return f"{word} {end}" if end - first == 1 else f"{word}s {first + 1}-{end}"


def _neighbours(indices: Sequence[int]) -> list[list[int]]:
    """Ascending indices in runs without a gap."""
    runs: list[list[int]] = []
    for i in indices:
        if not runs or runs[-1][-1] != i - 1:
            runs.append([])
        runs[-1].append(i)
    return runs
