"""A story's draft in, the place of its head out: a band over its columns, or one across its lines beside the text."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from pagesetter.diagnostics import Diagnostic, error
from pagesetter.geometry import Rect, WritingMode
from pagesetter.makeup.draft import StoryDraft, columns_words, place_slot
from pagesetter.makeup.ground import HeadLines, HeadReach, slot_mode
from pagesetter.makeup.wrap import snapped
from pagesetter.model.areas import Area, Cell
from pagesetter.model.dummy import Slot
from pagesetter.model.spec import Grid

_LEAST_ROWS = 6
"""Fewer rows of text than these are not left beyond a head that stands across the lines."""


def place_head(
    grid: Grid,
    plan: StoryDraft,
    children: Sequence[Area],
    head_lines: HeadLines,
    head_reach: HeadReach,
    white: frozenset[Cell],
    found: list[Diagnostic],
) -> Slot | None:
    area, story = plan.area, plan.story
    if area.head == "none" or story.headline is None:
        return None
    letter = next((a for a in children if a.use == "head"), None)
    mode = slot_mode(area, letter, grid.mode) if letter else area.head_mode or grid.mode
    if area.head_form and letter is None:
        from pagesetter.makeup.head_forms import has_form, place_form  # most heads stand over their columns

        if has_form(area, mode, grid):
            return place_form(grid, plan, mode, head_lines, found)
    if letter is not None:
        first, row, end, end_row = letter.bounds()
    elif mode is not grid.mode:
        shown = white.union(*(a.cells for a in children if a.use in ("photo", "summary")))
        first, row, end, end_row = _head_across(grid, plan, head_lines, head_reach, mode, shown)
    else:
        kept = frozenset[Cell]().union(*(a.cells for a in children if a.use == "summary"))
        first, row, end, end_row = _head_band(grid, plan, head_lines, kept, found)
        if end_row == row:
            return None
    slot = place_slot(grid, plan, "head", first, end, row, end_row, letter=letter, mode=mode)
    if slot is None:
        found.append(
            error(
                "M101",
                f'the head of story "{story.slug}" finds no column of text over {columns_words(grid.mode, first, end)}',
                "give it more columns, or the story fewer columns of its own",
                (letter or area).origin,
            )
        )
    return slot


def stands_across(head: Slot | None, area: Area, grid: Grid) -> bool:
    """Whether a head has found its own place across the lines of its story on the page's grid."""
    return head is not None and head.area is area and head.mode is not grid.mode and head.row >= 0


def _head_across(
    grid: Grid,
    plan: StoryDraft,
    head_lines: HeadLines,
    head_reach: HeadReach,
    mode: WritingMode,
    white: frozenset[Cell],
) -> tuple[int, int, int, int]:
    """Columns and rows (first, first, end, end) of a head whose lines run across those of its story: 边题.

    Without columns it takes as many as it needs at the edge of the story; without lines it is as long as its lines,
    or as the story where too little text would stand beyond it. ``white``: cells that it leaves free.
    """
    area, story = plan.area, plan.story
    first, row, end, foot = replace(area, cells=plan.shape).bounds()
    if area.frame:
        row, foot = row + 1, foot - 1
    free = plan.shape - white
    if area.head_columns:
        first, end = area.head_columns
    rows = [r for r in range(row, foot) if {(c, r) for c in range(first, end)} <= free]
    if not area.head_columns:
        most = end - first
        for many in range(1, most + 1):
            span = (end - many, end) if area.head_last else (first, first + many)
            rows = [r for r in range(row, foot) if {(c, r) for c in range(*span)} <= free]
            room = grid.rect(span[0], rows[0], span[1], rows[-1] + 1) if rows else Rect(0, 0, 0, 0)
            deep = head_lines(area, story, room.h, mode) * grid.leading - (grid.leading - grid.size) if rows else 0.0
            if deep <= room.w + 0.01 and rows:
                break
        first, end = span
    if not rows:
        return first, row, end, row
    row = rows[0]
    foot = next((r for r in range(row, foot) if r not in rows), foot)
    if area.head_lines:
        return first, row, end, min(row + area.head_lines, foot)
    room = grid.rect(first, row, end, foot)
    reach = head_reach(area, story, room.h, room.w, mode) + grid.leading
    need = min(int(reach / grid.leading) + 1, foot - row)
    return first, row, end, foot if foot - row - need < _LEAST_ROWS else row + need


def _head_band(
    grid: Grid, plan: StoryDraft, head_lines: HeadLines, kept: frozenset[Cell], found: list[Diagnostic]
) -> tuple[int, int, int, int]:
    """Columns and rows (first, first, end, end) of a head on top of its story; no rows where it has none there.
    ``kept``: cells of another part of the story that finds no other place."""
    area = plan.area
    cells = area.cells or plan.shape  # photos and summary may take all of it
    row = min(r for _, r in cells)
    on_top = sorted(c for c, r in cells if r == row)
    first, end = area.head_columns or (on_top[0], on_top[-1] + 1)
    row += 1 if area.frame else 0
    covered = snapped(grid, plan.columns, first, end)
    width = plan.columns[covered[-1]].right - plan.columns[covered[0]].x if covered else grid.measure
    lines = area.head_lines or head_lines(area, plan.story, width, grid.mode)
    rows = takewhile(lambda r: {(c, r) for c in range(first, end)} <= plan.shape - kept, range(row, row + lines))
    deepest = len(tuple(rows))
    if deepest < lines:
        found.append(
            error(
                "M101",
                f'the head of story "{plan.story.slug}" takes {lines} lines over '
                f"{columns_words(grid.mode, first, end)}, but area {area.name} has {deepest} lines there",
                "make the area deeper or wider, or give the head fewer lines",
                area.origin,
            )
        )
    return first, row, end, row + deepest
