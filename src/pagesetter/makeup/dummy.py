"""A layout and its stories in, the worked-out page plan (Dummy) out: columns, head bands, photo slots, text frames."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pagesetter.diagnostics import Diagnostic, error, warning
from pagesetter.geometry import Rect
from pagesetter.makeup.wrap import grid_columns_under, snapped, story_columns, text_frames
from pagesetter.model.dummy import Column, Dummy, Slot, StoryPlan
from pagesetter.model.spec import Area, Cell, Grid, LayoutSpec, PhotoPlace
from pagesetter.model.story import Edition, Story

HeadLines = Callable[[Area, Story, float], int]
"""Body lines that a story's head takes when set over a width in pt."""


@dataclass(slots=True)
class _Plan:
    """What is known of a story while its slots are being laid out."""

    area: Area
    story: Story
    shape: frozenset[Cell]
    columns: tuple[Column, ...]
    inset: float
    slots: list[Slot]
    blocked: list[tuple[int, int, int]]


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
    plan = _Plan(area, story, shape, columns, inset, [], [])
    if area.frame:  # the frame line and the air inside it take the first and the last row
        plan.blocked += [(i, r, r + 1) for i in range(len(columns)) for r in (top, foot - 1)]
    before = len(found)
    head = _place_head(grid, plan, children, head_lines, found)
    cut = len(found) > before  # a head that is deeper than its area: that it leaves no room for text follows
    summary = _place_letter(grid, plan, children, "summary", found)
    photos = _place_photos(spec, plan, children, sizes, found)
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


def _place(
    grid: Grid,
    plan: _Plan,
    kind: str,
    first: int,
    end: int,
    row: int,
    end_row: int,
    number: int = 0,
    letter: Area | None = None,
) -> Slot | None:
    """A slot over grid columns and rows, snapped to the story's text columns; None when it meets none of them.

    ``letter``: the area that asks for it, where it is not the story's own.
    """
    covered = snapped(grid, plan.columns, first, end)
    if not covered:
        return None
    left, right = plan.columns[covered[0]], plan.columns[covered[-1]]
    body = grid.rect(first, row, end, end_row)
    slot = Slot(kind, letter or plan.area, Rect(left.x, body.y, right.right - left.x, body.h), row, end_row, number)
    plan.blocked += [(i, row, end_row) for i in covered]
    plan.slots.append(slot)
    return slot


def _place_head(
    grid: Grid, plan: _Plan, children: list[Area], head_lines: HeadLines, found: list[Diagnostic]
) -> Slot | None:
    area, story = plan.area, plan.story
    if area.head == "none" or story.headline is None:
        return None
    letter = next((a for a in children if a.use == "head"), None)
    if letter is not None:
        c0, r0, c1, r1 = letter.bounds()
        return _place(grid, plan, "head", c0, c1, r0, r1, letter=letter)
    row = min(r for _, r in area.cells)
    on_top = sorted(c for c, r in area.cells if r == row)
    first, end = area.head_columns or (on_top[0], on_top[-1] + 1)
    row += 1 if area.frame else 0
    covered = snapped(grid, plan.columns, first, end)
    if not covered:
        return None
    width = plan.columns[covered[-1]].right - plan.columns[covered[0]].x
    lines = area.head_lines or head_lines(area, story, width)
    cells = {(c, r) for c in range(first, end) for r in range(row, row + lines)}
    if not cells <= plan.shape:
        deepest = next(
            (n for n in range(lines, 0, -1) if {(c, row + n - 1) for c in range(first, end)} <= plan.shape), 0
        )
        found.append(
            error(
                "M101",
                f'the head of story "{story.slug}" takes {lines} lines over columns {first + 1}-{end}, '
                f"but area {area.name} has {deepest} lines there",
                "make the area deeper or wider, or give the head fewer lines",
                area.origin,
            )
        )
        lines = max(deepest, 1)
    return _place(grid, plan, "head", first, end, row, row + lines)


def _place_letter(grid: Grid, plan: _Plan, children: list[Area], use: str, found: list[Diagnostic]) -> Slot | None:
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
    return _place(grid, plan, use, c0, c1, r0, r1, letter=letter)


def _place_photos(
    spec: LayoutSpec,
    plan: _Plan,
    children: list[Area],
    sizes: Mapping[str, tuple[int, int]],
    found: list[Diagnostic],
) -> tuple[Slot, ...]:
    story = plan.story
    placed: dict[int, Slot] = {}
    wanted = [PhotoPlace(a.number, a.origin, a.cells) for a in children if a.use == "photo"]
    for place in (*wanted, *plan.area.photos):
        if not 1 <= place.number <= len(story.photos):
            found.append(
                error(
                    "M103",
                    f'story "{story.slug}" has no photo {place.number}: it has {len(story.photos) or "none"}',
                    f'add the photo to {story.file} under "photos", or take it out of the layout',
                    place.origin,
                )
            )
            continue
        if place.number in placed:
            found.append(
                error(
                    "M107",
                    f'photo {place.number} of story "{story.slug}" is placed twice',
                    "take one of the places out, or give it the number of another photo",
                    place.origin,
                )
            )
            continue
        slot = _place_photo(spec, plan, place, sizes)
        if isinstance(slot, Slot):
            placed[place.number] = slot
            continue
        found.append(
            error(
                "M102",
                f'photo {place.number} of story "{story.slug}" finds no free place in area {plan.area.name}: {slot}',
                "give it cells inside the story's area that no head and no other photo takes",
                place.origin,
            )
        )
    for number, photo in enumerate(story.photos, 1):
        name = photo.file.replace("\\", "/").rsplit("/", 1)[-1]
        if number not in placed and all(p.number != number for p in (*wanted, *plan.area.photos)):
            found.append(
                error(
                    "M104",
                    f'photo {number} of story "{story.slug}" ({name}) has no place in the layout',
                    f"give it a letter in the dummy: {{photo: {number}, of: {plan.area.name}}}",
                    plan.area.origin,
                )
            )
    return tuple(placed[n] for n in sorted(placed))


def _place_photo(spec: LayoutSpec, plan: _Plan, place: PhotoPlace, sizes: Mapping[str, tuple[int, int]]) -> Slot | str:
    """The photo's slot, or why there is none."""
    grid = spec.grid
    taken = {(i, r) for i, a, b in plan.blocked for r in range(a, b)}
    if place.cells:
        cs, rs = [c for c, _ in place.cells], [r for _, r in place.cells]
        first, end, row, end_row = min(cs), max(cs) + 1, min(rs), max(rs) + 1
        if not {(c, r) for c in range(first, end) for r in range(row, end_row)} <= plan.shape:
            return "not all of its cells are the story's"
        covered = snapped(grid, plan.columns, first, end)
    else:
        span = _anchored(spec, plan, place, sizes)
        if span is None:
            return f"it is {place.columns} columns wide"
        covered, row, end_row = span
        under = [grid_columns_under(grid, plan.columns[i]) for i in (covered[0], covered[-1])]
        first, end = under[0][0], under[1][-1] + 1
        inside = {
            (f.column, r) for f in text_frames(grid, plan.columns, plan.shape, ()) for r in range(f.row, f.end_row)
        }
        if not {(i, r) for i in covered for r in range(row, end_row)} <= inside:
            return f"it is {end_row - row} lines high"
    over = sorted({r for i in covered for r in range(row, end_row) if (i, r) in taken})
    if over:
        return f"rows {over[0] + 1}-{over[-1] + 1} of it are taken"
    return _place(grid, plan, "photo", first, end, row, end_row, place.number) or "it is narrower than a column of text"


def _anchored(
    spec: LayoutSpec, plan: _Plan, place: PhotoPlace, sizes: Mapping[str, tuple[int, int]]
) -> tuple[tuple[int, ...], int, int] | None:
    """Text columns and rows of a photo that is given by a corner of the story's free shape."""
    grid = spec.grid
    frames = text_frames(grid, plan.columns, plan.shape, plan.blocked)
    n = place.columns
    if not frames or n > len(plan.columns):
        return None
    indices = sorted({f.column for f in frames})
    if "right" in place.anchor:
        covered = tuple(indices[-n:])
    elif "left" in place.anchor:
        covered = tuple(indices[:n])
    else:
        start = (len(indices) - n) // 2
        covered = tuple(indices[start : start + n])
    rows = [f for f in frames if f.column in covered]
    lines = place.lines or _natural_lines(spec, plan, place, covered, sizes)
    if "bottom" in place.anchor:
        foot = min(max(f.end_row for f in rows if f.column == i) for i in covered)
        return covered, foot - lines, foot
    top = max(min(f.row for f in rows if f.column == i) for i in covered)
    return covered, top, top + lines


def _natural_lines(
    spec: LayoutSpec, plan: _Plan, place: PhotoPlace, covered: tuple[int, ...], sizes: Mapping[str, tuple[int, int]]
) -> int:
    photo = plan.story.photos[place.number - 1]
    w, h = sizes.get(photo.file, (3, 2))
    if photo.crop:
        w, h = w * (photo.crop[2] - photo.crop[0]), h * (photo.crop[3] - photo.crop[1])  # type: ignore[assignment]
    width = plan.columns[covered[-1]].right - plan.columns[covered[0]].x
    lines = round(width * h / w / spec.grid.leading)
    return lines + (int(spec.styles.numbers["caption_lines"]) if photo.caption or photo.credit else 0)
