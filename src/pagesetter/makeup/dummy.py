"""A layout and its stories in, the worked-out page plan (Dummy) out: columns, head bands, photo slots, text frames."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from types import MappingProxyType

from pagesetter.diagnostics import Diagnostic, error, warning
from pagesetter.geometry import Rect, WritingMode
from pagesetter.makeup.draft import StoryDraft, columns_words, place_slot
from pagesetter.makeup.ground import Ground, HeadLines, mode_of, slot_mode
from pagesetter.makeup.photos import place_photos
from pagesetter.makeup.turning import Turning
from pagesetter.makeup.wrap import grid_columns_under, snapped, story_columns, text_frames
from pagesetter.model.dummy import Dummy, Slot, StoryPlan
from pagesetter.model.spec import Area, Cell, Grid, LayoutSpec
from pagesetter.model.story import Edition, Story

HeadReach = Callable[[Area, Story, float, float, WritingMode], float]
"""Length in pt of a story's head set into a length and a depth in pt, in lines of a direction."""

_LEAST_ROWS = 6
"""Fewer rows of text than these are not left beyond a head that stands across the lines."""


def _whole(_area: Area, _story: Story, length: float, _depth: float, _mode: WritingMode) -> float:
    """A head as long as what it is offered."""
    return length


def plan_page(
    spec: LayoutSpec,
    edition: Edition,
    head_lines: HeadLines,
    sizes: Mapping[str, tuple[int, int]],
    head_reach: HeadReach = _whole,
) -> tuple[Dummy, tuple[Diagnostic, ...]]:
    """The dummy of a page.

    ``sizes`` gives the pixels (width, height) of each picture file, for photos that are as high as their
    proportions ask. Areas whose story is missing from the edition stay empty (the reader has said so). Rectangles in
    findings are the page's.
    """
    found: list[Diagnostic] = []
    plans, slots = [], []
    owners: dict[Cell, tuple[str, str]] = {}
    page = Turning(spec.grid.mode, spec.page.width)
    for area in spec.areas:
        if area.use == "story":
            story = edition.story(area.story)
            ground = _ground(spec, area, story, head_lines, found) if story is not None else None
            if story is not None and ground is not None:
                plans.append(_plan_story(spec, ground, story, head_lines, head_reach, sizes, found))
                if ground.grid is spec.grid:
                    _own(owners, spec.grid, plans[-1], _under_another(spec, area, ground.shape))
                else:
                    _own_apart(owners, spec, area, plans[-1])
        elif area.use in ("advert", "furniture"):
            slots.append(_cell_slot(spec.grid, area, area.use, page))
            owners.update((cell, (area.name, area.use)) for cell in area.cells)
    return Dummy(tuple(plans), tuple(slots), MappingProxyType(owners)), tuple(found)


def _ground(
    spec: LayoutSpec, area: Area, story: Story, head_lines: HeadLines, found: list[Diagnostic]
) -> Ground | None:
    """What a story is laid out on; None when its area holds no line, which ``found`` then says."""
    children = tuple(a for a in spec.areas if a.of == area.name)
    if (mode := mode_of(spec, area, story)) is spec.grid.mode:
        return Ground(spec.grid, area, frozenset(area.cells.union(*(a.cells for a in children))), children)
    from pagesetter.makeup.apart import ground_apart  # few pages have lines of both directions

    return ground_apart(spec, area, children, story, mode, head_lines, found)


def _cell_slot(grid: Grid, area: Area, kind: str, page: Turning) -> Slot:
    if area.strip is not None:
        return Slot(kind, area, area.strip, -1, -1)
    c0, r0, c1, r1 = area.bounds()
    return Slot(kind, area, page.rect(grid.rect(c0, r0, c1, r1)), r0, r1, area.number)


def _own(owners: dict[Cell, tuple[str, str]], grid: Grid, plan: StoryPlan, white: frozenset[Cell]) -> None:
    """Who stands in the cells of a story on the page's grid; ``white``: those that part it from the story over it."""
    kinds = [(s, s.kind) for s in (plan.head, plan.summary, *plan.photos) if s is not None]
    for frame in plan.frames:
        for c in grid_columns_under(grid, plan.columns[frame.column]):
            owners.update(((c, r), (plan.area.name, "text")) for r in range(frame.row, frame.end_row))
    for slot, kind in kinds:
        for c in range(grid.columns):
            x = grid.column_x(c) + grid.measure / 2
            if slot.rect.x <= x <= slot.rect.right:
                owners.update(((c, r), (plan.area.name, kind)) for r in range(slot.row, slot.end_row))
    across = _stands_across(plan.head, plan.area, grid)
    for cell in plan.area.cells:
        if plan.box or cell not in owners:
            kind = "box" if plan.box else "head" if across and cell in white else "text"
            owners[cell] = (plan.area.name, kind)


def _own_apart(owners: dict[Cell, tuple[str, str]], spec: LayoutSpec, area: Area, plan: StoryPlan) -> None:
    """Cells of the page under a story on a grid of its own: ``text``, or ``apart`` where anything else stands at the
    middle of one, whose white lies along its own lines."""
    page, own = Turning(spec.grid.mode, spec.page.width), Turning(plan.grid.mode, spec.page.width)
    slots = [own.rect(s.rect) for s in (plan.head, plan.summary, *plan.photos) if s is not None]
    for cell in area.cells.union(*(a.cells for a in spec.areas if a.of == area.name)):
        x, y = page.rect(spec.grid.rect(cell[0], cell[1], cell[0] + 1, cell[1] + 1)).centre
        on = any(rect.x <= x <= rect.right and rect.y <= y <= rect.bottom for rect in slots)
        owners[cell] = (area.name, "box" if plan.box else "apart" if on else "text")


def _plan_story(
    spec: LayoutSpec,
    ground: Ground,
    story: Story,
    head_lines: HeadLines,
    head_reach: HeadReach,
    sizes: Mapping[str, tuple[int, int]],
    found: list[Diagnostic],
) -> StoryPlan:
    grid, area, children = ground.grid, ground.area, ground.children
    shape = ground.shape
    first, top = min(c for c, _ in shape), min(r for _, r in shape)
    end, foot = max(c for c, _ in shape) + 1, max(r for _, r in shape) + 1
    inset = spec.styles.numbers["frame_inset_em"] * grid.size if area.frame else 0.0
    columns = story_columns(grid, first, end, area.columns, inset)
    plan = StoryDraft(area, story, shape, columns, inset, [], [])
    if area.frame:  # the frame line and the air inside it take the first and the last row
        plan.blocked += [(i, r, r + 1) for i in range(len(columns)) for r in (top, foot - 1)]
    before = len(found)
    beside = {slot.kind: slot for slot in ground.beside}
    white = _under_another(spec, area, shape)
    head = beside.get("head") or _place_head(grid, plan, children, head_lines, head_reach, white, found)
    if head is not None and head.row == 0 and ground.spare:
        head = replace(
            head, rect=Rect(head.rect.x, head.rect.y - ground.spare, head.rect.w, head.rect.h + ground.spare)
        )
    if _stands_across(head, area, grid):  # not between the text and the story over it: a line of white is
        under = {(i, c) for i, column in enumerate(columns) for c in grid_columns_under(grid, column)}
        plan.blocked += [(i, r, r + 1) for i, c in sorted(under) for r in range(top, foot) if (c, r) in white]
    cut = len(found) > before  # a head that is deeper than its area: that it leaves no room for text follows
    summary = beside.get("summary") or _place_letter(grid, plan, children, "summary", found)
    photos = [a for a in (*children, *(s.area for s in ground.beside)) if a.use == "photo"]
    placed = place_photos(replace(spec, grid=grid), plan, photos, sizes, found, ground.beside)
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
    box = ground.box
    if area.frame:
        box = grid.rect(first, top, end, foot)
        pad = spec.styles.numbers["frame_air_lines"] * grid.leading
        box = Rect(box.x, box.y + pad, box.w, box.h - 2 * pad)
    return StoryPlan(area, story, columns, head, summary, placed, frames, box, inset, grid)


def _under_another(spec: LayoutSpec, area: Area, shape: frozenset[Cell]) -> frozenset[Cell]:
    """Cells right under another story of one on the page's grid whose head stands across its lines: what is to be
    white. A frame has white of its own."""
    if area.frame or area.head_mode in (None, spec.grid.mode):
        return frozenset()
    over = [a for a in spec.areas if a.use != "furniture" and area.name not in (a.name, a.of)]
    return frozenset((c, r) for c, r in shape if any((c, r - 1) in a.cells for a in over))


def _place_head(
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
    if letter is not None:
        first, row, end, end_row = letter.bounds()
    elif mode is not grid.mode:
        first, row, end, end_row = _head_across(grid, plan, head_lines, head_reach, mode, white)
    else:
        first, row, end, end_row = _head_band(grid, plan, head_lines, found)
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


def _stands_across(head: Slot | None, area: Area, grid: Grid) -> bool:
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
    grid: Grid, plan: StoryDraft, head_lines: HeadLines, found: list[Diagnostic]
) -> tuple[int, int, int, int]:
    """Columns and rows (first, first, end, end) of a head on top of its story; no rows where it has none there."""
    area = plan.area
    cells = area.cells or plan.shape  # photos and summary may take all of it
    row = min(r for _, r in cells)
    on_top = sorted(c for c, r in cells if r == row)
    first, end = area.head_columns or (on_top[0], on_top[-1] + 1)
    row += 1 if area.frame else 0
    covered = snapped(grid, plan.columns, first, end)
    width = plan.columns[covered[-1]].right - plan.columns[covered[0]].x if covered else grid.measure
    lines = area.head_lines or head_lines(area, plan.story, width, grid.mode)
    rows = takewhile(lambda r: {(c, r) for c in range(first, end)} <= plan.shape, range(row, row + lines))
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


def _place_letter(
    grid: Grid, plan: StoryDraft, children: Sequence[Area], use: str, found: list[Diagnostic]
) -> Slot | None:
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
