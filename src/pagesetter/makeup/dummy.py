"""A layout and its stories in, the worked-out page plan (Dummy) out: columns, head bands, photo slots, text frames."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from pagesetter.diagnostics import Diagnostic, error, warning
from pagesetter.geometry import Rect, WritingMode
from pagesetter.makeup.draft import StoryDraft, place_slot
from pagesetter.makeup.ground import Ground, HeadLines, HeadReach, Rounding, mode_of
from pagesetter.makeup.head_place import place_head, stands_across
from pagesetter.makeup.photos import place_photos
from pagesetter.makeup.turning import Turning
from pagesetter.makeup.wrap import grid_columns_under, story_columns, text_frames
from pagesetter.model.areas import Area, Cell
from pagesetter.model.dummy import Adjust, Dummy, Slot, StoryPlan
from pagesetter.model.spec import Grid, LayoutSpec
from pagesetter.model.story import Edition, Story


def _whole(_area: Area, _story: Story, length: float, _depth: float, _mode: WritingMode) -> float:
    """A head as long as what it is offered."""
    return length


def plan_page(
    spec: LayoutSpec,
    edition: Edition,
    head_lines: HeadLines,
    sizes: Mapping[str, tuple[int, int]],
    head_reach: HeadReach = _whole,
    adjust: Mapping[str, Adjust] = MappingProxyType({}),
    rounding: Rounding | None = None,
) -> tuple[Dummy, tuple[Diagnostic, ...]]:
    """The dummy of a page.

    ``sizes`` gives the pixels (width, height) of each picture file, for photos that are as high as their
    proportions ask; ``adjust`` what copyfit changes, by area. Areas whose story is missing from the edition stay empty
    (the reader has said so). Rectangles in
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
                changed = adjust.get(area.name)
                plans.append(_plan_story(spec, ground, story, head_lines, head_reach, sizes, found, changed, rounding))
                if ground.grid is spec.grid:
                    _own(owners, spec.grid, plans[-1], ground.under)
                else:
                    _own_apart(owners, spec, area, plans[-1])
        elif area.use in ("advert", "furniture"):
            slots.append(_cell_slot(spec.grid, area, area.use, page))
            owners.update((cell, (area.name, area.use)) for cell in area.cells)
    return Dummy(tuple(plans), tuple(slots), MappingProxyType(owners)), tuple(found)


def replanner(
    spec: LayoutSpec,
    area: Area,
    story: Story,
    head_lines: HeadLines,
    sizes: Mapping[str, tuple[int, int]],
    head_reach: HeadReach = _whole,
    rounding: Rounding | None = None,
) -> Callable[[Adjust], StoryPlan | None]:
    """Plans one story of a page again and again, as copyfit changes it; None where that brings a new problem."""
    ground = _ground(spec, area, story, head_lines, [])
    assert ground is not None  # copyfit asks for stories that have been planned

    def plan(adjust: Adjust | None) -> tuple[StoryPlan, int]:
        found: list[Diagnostic] = []
        return _plan_story(spec, ground, story, head_lines, head_reach, sizes, found, adjust, rounding), len(found)

    _, before = plan(None)

    def again(adjust: Adjust) -> StoryPlan | None:
        made, problems = plan(adjust)
        return made if problems <= before else None

    return again


def _ground(
    spec: LayoutSpec, area: Area, story: Story, head_lines: HeadLines, found: list[Diagnostic]
) -> Ground | None:
    """What a story is laid out on; None when its area holds no line, which ``found`` then says."""
    children = tuple(a for a in spec.areas if a.of == area.name)
    if area.free is not None:
        from pagesetter.makeup.inner import inner_ground  # few stories stand in another

        return inner_ground(spec, area, found)
    if (mode := mode_of(spec, area, story)) is spec.grid.mode:
        shape = frozenset(area.cells.union(*(a.cells for a in children)))
        return Ground(spec.grid, area, shape, children, under=_under_another(spec, area, shape))
    from pagesetter.makeup.apart import ground_apart  # few pages have lines of both directions

    return ground_apart(spec, area, children, story, mode, head_lines, found)


def _under_another(spec: LayoutSpec, area: Area, shape: frozenset[Cell]) -> frozenset[Cell]:
    """Cells right under another story that has no frame. A frame has white of its own."""
    if area.frame:
        return frozenset()
    framed = {a.name for a in spec.areas if a.frame}
    over = [a for a in spec.areas if a.use not in ("furniture", "advert") and area.name not in (a.name, a.of)]
    cells = frozenset().union(*(a.cells for a in over if framed.isdisjoint((a.name, a.of))))
    return frozenset((c, r) for c, r in shape if (c, r - 1) in cells)


def _cell_slot(grid: Grid, area: Area, kind: str, page: Turning) -> Slot:
    if area.strip is not None:
        return Slot(kind, area, area.strip, -1, -1)
    c0, r0, c1, r1 = area.bounds()
    return Slot(kind, area, page.rect(grid.rect(c0, r0, c1, r1)), r0, r1, area.number)


def _own(owners: dict[Cell, tuple[str, str]], grid: Grid, plan: StoryPlan, white: frozenset[Cell]) -> None:
    """Who stands in the cells of a story on the page's grid; ``white``: those that part it from the story over it."""
    kinds = [(s, s.kind) for s in (plan.head, plan.summary, *plan.photos) if s is not None and not s.free]
    for frame in plan.frames:
        for c in grid_columns_under(grid, plan.columns[frame.column]):
            rows = range(frame.row, frame.end_row)  # of a column over a step some cells are another story's
            own = ((c, r) for r in rows if not plan.area.cells or (c, r) in plan.area.cells)
            owners.update((cell, (plan.area.name, "text")) for cell in own)
    for slot, kind in kinds:
        for c in range(grid.columns):
            x = grid.column_x(c) + grid.measure / 2
            if slot.rect.x <= x <= slot.rect.right:
                owners.update(((c, r), (plan.area.name, kind)) for r in range(slot.row, slot.end_row))
    for cell in plan.area.cells:
        if plan.box or cell not in owners:
            kind = "box" if plan.box else "head" if cell in white else "text"
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
    adjust: Adjust | None = None,
    rounding: Rounding | None = None,
) -> StoryPlan:
    grid, area, children = ground.grid, ground.area, ground.children
    if adjust and adjust.head_lines is not None:
        area = replace(area, head_lines=adjust.head_lines)
    shape = ground.shape
    first, top = min(c for c, _ in shape), min(r for _, r in shape)
    end, foot = max(c for c, _ in shape) + 1, max(r for _, r in shape) + 1
    panel = spec.styles.panels.get(area.panel)
    inset = (panel.inset_em if panel else spec.styles.numbers["frame_inset_em"]) * grid.size if area.frame else 0.0
    columns = story_columns(grid, first, end, area.columns, inset, area.column_mode)
    plan = StoryDraft(area, story, shape, columns, inset, [], [], adjust or Adjust())
    if area.frame:  # the frame line and the air inside it take the first and the last row
        plan.blocked += [(i, r, r + 1) for i in range(len(columns)) for r in (top, foot - 1)]
    before = len(found)
    beside = {slot.kind: slot for slot in ground.beside}
    white = ground.under if area.head_mode not in (None, grid.mode) else frozenset()
    head = beside.get("head") or place_head(grid, plan, children, head_lines, head_reach, white, found)
    if head is not None and head.row == 0 and ground.spare:
        head = replace(
            head, rect=Rect(head.rect.x, head.rect.y - ground.spare, head.rect.w, head.rect.h + ground.spare)
        )
    if stands_across(head, area, grid):  # not between the text and the story over it: a line of white is
        _part(plan, grid, white)
    cut = len(found) > before  # a head that is deeper than its area: that it leaves no room for text follows
    summary = beside.get("summary") or _place_letter(grid, plan, children, "summary", found)
    photos = [a for a in (*children, *(s.area for s in ground.beside)) if a.use == "photo"]
    here = replace(spec, grid=grid)
    placed = place_photos(here, plan, photos, sizes, found, ground.beside, rounding)
    if area.summary_place is not None and story.summary is not None:
        from pagesetter.makeup.around_places import free_summary  # few summaries leave the columns

        summary = free_summary(here, plan, found)
    quotes: tuple[Slot, ...] = ()
    if area.quotes:
        from pagesetter.makeup.around_quotes import place_quotes  # few stories have any

        quotes = place_quotes(here, plan, found)
    if any(a.inside == area.name for a in spec.areas):
        from pagesetter.makeup.inner import meet_inner  # few stories hold another

        meet_inner(here, plan, found)
    _part(plan, grid, ground.under)  # where no head or photo stands between the text and the story over it, white does
    around = None
    rectangle = len(shape) == (end - first) * (foot - top)
    stepped = area.columns is not None and not rectangle  # columns of its own need not end at the steps
    if plan.obstacles or stepped:
        from pagesetter.makeup.around import rounder  # few stories run round anything

        around = rounder(plan.obstacles, columns, grid, spec.styles.numbers, shape if stepped else None)
    frames = text_frames(grid, columns, shape, plan.blocked, around, parts=stepped)
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
    planned = StoryPlan(area, story, columns, head, summary, placed, frames, box, inset, grid)
    if not rectangle and grid is spec.grid:
        from pagesetter.makeup.shape_checks import stumbles  # most stories are rectangles

        found += stumbles(planned, shape, spec.areas)
    return replace(planned, obstacles=tuple(plan.obstacles), quotes=quotes) if plan.obstacles or quotes else planned


def _part(plan: StoryDraft, grid: Grid, white: frozenset[Cell]) -> None:
    """Keeps the text out of cells."""
    for i, column in enumerate(plan.columns):
        rows = {r for c, r in white if c in grid_columns_under(grid, column)}
        plan.blocked += [(i, r, r + 1) for r in sorted(rows)]


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
