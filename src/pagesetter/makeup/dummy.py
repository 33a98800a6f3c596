"""A layout and its stories in, the worked-out page plan (Dummy) out: columns, head bands, photo slots, text frames."""

from collections.abc import Callable, Mapping
from itertools import takewhile
from types import MappingProxyType

from pagesetter.diagnostics import Diagnostic, error, warning
from pagesetter.geometry import Rect
from pagesetter.makeup.draft import StoryDraft, place_slot
from pagesetter.makeup.photos import place_photos
from pagesetter.makeup.wrap import grid_columns_under, snapped, story_columns, text_frames
from pagesetter.model.dummy import Dummy, Slot, StoryPlan
from pagesetter.model.spec import Area, Cell, Grid, LayoutSpec
from pagesetter.model.story import Edition, Story

HeadLines = Callable[[Area, Story, float], int]
"""Body lines that a story's head takes when set over a width in pt."""


def plan_page(
    spec: LayoutSpec, edition: Edition, head_lines: HeadLines, sizes: Mapping[str, tuple[int, int]]
) -> tuple[Dummy, tuple[Diagnostic, ...]]:
    """The dummy of a page.

    ``sizes`` gives the pixels (width, height) of each picture file, for photos that are as high as their
    proportions ask. Areas whose story is missing from the edition stay empty (the reader has said so).
    """
    found: list[Diagnostic] = []
    plans, slots = [], []
    owners: dict[Cell, tuple[str, str]] = {}
    for area in spec.areas:
        if area.use == "story":
            story = edition.story(area.story)
            if story is not None:
                plans.append(_plan_story(spec, area, story, head_lines, sizes, found))
                _own(owners, spec.grid, plans[-1])
        elif area.use in ("advert", "furniture"):
            slots.append(_cell_slot(spec.grid, area, area.use))
            owners.update((cell, (area.name, area.use)) for cell in area.cells)
    return Dummy(tuple(plans), tuple(slots), MappingProxyType(owners)), tuple(found)


def _cell_slot(grid: Grid, area: Area, kind: str) -> Slot:
    c0, r0, c1, r1 = area.bounds()
    return Slot(kind, area, grid.rect(c0, r0, c1, r1), r0, r1, area.number)


def _own(owners: dict[Cell, tuple[str, str]], grid: Grid, plan: StoryPlan) -> None:
    kinds = [(s, s.kind) for s in (plan.head, plan.summary, *plan.photos) if s is not None]
    for frame in plan.frames:
        for c in grid_columns_under(grid, plan.columns[frame.column]):
            owners.update(((c, r), (plan.area.name, "text")) for r in range(frame.row, frame.end_row))
    for slot, kind in kinds:
        for c in range(grid.columns):
            x = grid.column_x(c) + grid.measure / 2
            if slot.rect.x <= x <= slot.rect.right:
                owners.update(((c, r), (plan.area.name, kind)) for r in range(slot.row, slot.end_row))
    kind = "box" if plan.box else "text"
    for cell in plan.area.cells:
        if plan.box or cell not in owners:
            owners[cell] = (plan.area.name, kind)


def _plan_story(
    spec: LayoutSpec,
    area: Area,
    story: Story,
    head_lines: HeadLines,
    sizes: Mapping[str, tuple[int, int]],
    found: list[Diagnostic],
) -> StoryPlan:
    grid = spec.grid
    children = [a for a in spec.areas if a.of == area.name]
    shape = frozenset(area.cells.union(*(a.cells for a in children)))
    first, top = min(c for c, _ in shape), min(r for _, r in shape)
    end, foot = max(c for c, _ in shape) + 1, max(r for _, r in shape) + 1
    inset = spec.styles.numbers["frame_inset_em"] * grid.size if area.frame else 0.0
    columns = story_columns(grid, first, end, area.columns, inset)
    plan = StoryDraft(area, story, shape, columns, inset, [], [])
    if area.frame:  # the frame line and the air inside it take the first and the last row
        plan.blocked += [(i, r, r + 1) for i in range(len(columns)) for r in (top, foot - 1)]
    before = len(found)
    head = _place_head(grid, plan, children, head_lines, found)
    cut = len(found) > before  # a head that is deeper than its area: that it leaves no room for text follows
    summary = _place_letter(grid, plan, children, "summary", found)
    photos = place_photos(spec, plan, children, sizes, found)
    frames = text_frames(grid, columns, shape, plan.blocked)
    if not frames and story.body and not cut:
        found.append(
            error(
                "M105",
                f'area {area.name} has no room for the text of story "{story.slug}": head and photos take all of it',
                "give the area more rows or columns, or make the head or the photos smaller",
                area.origin,
            )
        )
    box = None
    if area.frame:
        box = grid.rect(first, top, end, foot)
        pad = spec.styles.numbers["frame_air_lines"] * grid.leading
        box = Rect(box.x, box.y + pad, box.w, box.h - 2 * pad)
    return StoryPlan(area, story, columns, head, summary, photos, frames, box, inset)


def _place_head(
    grid: Grid, plan: StoryDraft, children: list[Area], head_lines: HeadLines, found: list[Diagnostic]
) -> Slot | None:
    area, story = plan.area, plan.story
    if area.head == "none" or story.headline is None:
        return None
    letter = next((a for a in children if a.use == "head"), None)
    if letter is not None:
        first, row, end, end_row = letter.bounds()
    else:
        first, row, end, end_row = _head_band(grid, plan, head_lines, found)
        if end_row == row:
            return None
    slot = place_slot(grid, plan, "head", first, end, row, end_row, letter=letter)
    if slot is None:
        found.append(
            error(
                "M101",
                f'the head of story "{story.slug}" finds no column of text over {_columns(first, end)}',
                "give it more columns, or the story fewer columns of its own",
                (letter or area).origin,
            )
        )
    return slot


def _head_band(
    grid: Grid, plan: StoryDraft, head_lines: HeadLines, found: list[Diagnostic]
) -> tuple[int, int, int, int]:
    """Columns and rows (first, first, end, end) of a head on top of its story; no rows where it has none there."""
    area = plan.area
    row = min(r for _, r in area.cells)
    on_top = sorted(c for c, r in area.cells if r == row)
    first, end = area.head_columns or (on_top[0], on_top[-1] + 1)
    row += 1 if area.frame else 0
    covered = snapped(grid, plan.columns, first, end)
    width = plan.columns[covered[-1]].right - plan.columns[covered[0]].x if covered else grid.measure
    lines = area.head_lines or head_lines(area, plan.story, width)
    rows = takewhile(lambda r: {(c, r) for c in range(first, end)} <= plan.shape, range(row, row + lines))
    deepest = len(tuple(rows))
    if deepest < lines:
        found.append(
            error(
                "M101",
                f'the head of story "{plan.story.slug}" takes {lines} lines over {_columns(first, end)}, '
                f"but area {area.name} has {deepest} lines there",
                "make the area deeper or wider, or give the head fewer lines",
                area.origin,
            )
        )
    return first, row, end, row + deepest


def _columns(first: int, end: int) -> str:
    """Grid columns in the user's count."""
    return f"column {end}" if end - first == 1 else f"columns {first + 1}-{end}"


def _place_letter(grid: Grid, plan: StoryDraft, children: list[Area], use: str, found: list[Diagnostic]) -> Slot | None:
    letter = next((a for a in children if a.use == use), None)
    if letter is None:
        return None
    if plan.story.summary is None:
        found.append(
            warning(
                "M106",
                f'area {letter.name} keeps room for the summary of story "{plan.story.slug}", which has none',
                "remove the area or write a summary",
                letter.origin,
            )
        )
        return None
    c0, r0, c1, r1 = letter.bounds()
    return place_slot(grid, plan, use, c0, c1, r0, r1, letter=letter)
