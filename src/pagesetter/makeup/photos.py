"""A story's photos and the places that the layout gives them in, their slots out, and which of them find none."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from pagesetter.diagnostics import Diagnostic, error
from pagesetter.geometry import WritingMode
from pagesetter.makeup.draft import StoryDraft, place_slot, rows_word
from pagesetter.makeup.ground import Rounding
from pagesetter.makeup.wrap import grid_columns_under, snapped, text_frames
from pagesetter.model.areas import Area, PhotoPlace
from pagesetter.model.dummy import Slot
from pagesetter.model.spec import LayoutSpec

_TURNED = MappingProxyType({"top": "left", "bottom": "right", "right": "top", "left": "bottom"})
"""Sides of the page as sides along and across vertical lines."""


def place_photos(
    spec: LayoutSpec,
    plan: StoryDraft,
    children: Sequence[Area],
    sizes: Mapping[str, tuple[int, int]],
    found: list[Diagnostic],
    beside: tuple[Slot, ...] = (),
    rounding: Rounding | None = None,
) -> tuple[Slot, ...]:
    """The slots of a story's photos by number; adds M102, M103, M104, M107 and M124 to ``found``.

    ``children``: areas of the story's photos; ``sizes``: pixels (width, height) of the picture files; ``beside``:
    photos that have their place beside the grid; ``rounding`` knows their shapes.
    """
    story = plan.story
    placed: dict[int, Slot] = {}
    ready = {s.area.name: s for s in beside}
    wanted: list[tuple[WritingMode | None, PhotoPlace, Slot | None]]
    wanted = [
        (a.captions, PhotoPlace(a.number, a.origin, a.cells, around=a.around), ready.get(a.name)) for a in children
    ]
    inside: list[tuple[WritingMode | None, PhotoPlace, Slot | None]]
    inside = [(None, place, None) for place in plan.area.photos]
    for captions, place, slot in (*wanted, *inside):
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
        mode = captions or plan.area.captions or spec.grid.mode
        where = slot or _place_photo(spec, plan, place, sizes, mode)
        if isinstance(where, Slot):
            if where.free:
                from pagesetter.makeup.around_places import round_photo  # few photos have text run round them

                where = round_photo(spec, plan, place, where, sizes, rounding, found)
            placed[place.number] = where
            continue
        found.append(
            error(
                "M102",
                f'photo {place.number} of story "{story.slug}" finds no free place in area {plan.area.name}: {where}',
                "give it cells inside the story's area that no head and no other photo takes",
                place.origin,
            )
        )
    for number, photo in enumerate(story.photos, 1):
        name = photo.file.replace("\\", "/").rsplit("/", 1)[-1]
        if number not in placed and all(p.number != number for _, p, _ in (*wanted, *inside)):
            found.append(
                error(
                    "M104",
                    f'photo {number} of story "{story.slug}" ({name}) has no place in the layout',
                    f"give it a letter in the dummy: {{photo: {number}, of: {plan.area.name}}}",
                    plan.area.origin,
                )
            )
    return tuple(placed[n] for n in sorted(placed))


def _place_photo(
    spec: LayoutSpec,
    plan: StoryDraft,
    place: PhotoPlace,
    sizes: Mapping[str, tuple[int, int]],
    mode: WritingMode,
) -> Slot | str:
    """The photo's slot, or why there is none."""
    grid = spec.grid
    taken = plan.taken()
    if place.free is not None:
        from pagesetter.makeup.around_places import free_slot  # few photos leave the columns

        row, end_row = _adjusted(plan, place.number, place.free.row, place.free.end_row)
        return free_slot(grid, plan, "photo", replace(place.free, row=row, end_row=end_row), place.number, mode)
    if place.cells:
        cs, rs = [c for c, _ in place.cells], [r for _, r in place.cells]
        first, end = min(cs), max(cs) + 1
        row, end_row = _adjusted(plan, place.number, min(rs), max(rs) + 1)
        if not {(c, r) for c in range(first, end) for r in range(row, end_row)} <= plan.shape:
            return "not all of its cells are the story's"
        covered = snapped(grid, plan.columns, first, end)
    else:
        span = _anchored(spec, plan, place, sizes)
        if span is None:
            many = "tiers high" if grid.mode is WritingMode.VERTICAL else "columns wide"
            return f"it is {place.columns} {many}, which the story has not free"
        covered, row, end_row = span
        row, end_row = _adjusted(plan, place.number, row, end_row)
        under = [grid_columns_under(grid, plan.columns[i]) for i in (covered[0], covered[-1])]
        first, end = under[0][0], under[1][-1] + 1
        inside = {
            (f.column, r) for f in text_frames(grid, plan.columns, plan.shape, ()) for r in range(f.row, f.end_row)
        }
        if not {(i, r) for i in covered for r in range(row, end_row)} <= inside:
            return f"it is {end_row - row} lines {'wide' if grid.mode is WritingMode.VERTICAL else 'high'}"
    over = sorted({r for i in covered for r in range(row, end_row) if (i, r) in taken})
    if over:
        return f"{rows_word(grid.mode)} {over[0] + 1}-{over[-1] + 1} of it are taken"
    free = place.around is not None and place.around.kind != "rectangle"
    slot = place_slot(grid, plan, "photo", first, end, row, end_row, place.number, mode=mode, free=free)
    if slot is None:
        return "it is narrower than a column of text"
    for number, above, below in plan.adjust.white:
        if number == place.number and not free:
            plan.blocked += [(i, row - above, end_row + below) for i in covered]
    return slot


def _adjusted(plan: StoryDraft, number: int, row: int, end_row: int) -> tuple[int, int]:
    """The rows of a photo as copyfit changes them."""
    for changed, above, below in plan.adjust.photos:
        if changed == number:
            return row - above, end_row + below
    return row, end_row


def _anchored(
    spec: LayoutSpec, plan: StoryDraft, place: PhotoPlace, sizes: Mapping[str, tuple[int, int]]
) -> tuple[tuple[int, ...], int, int] | None:
    """Text columns and rows of a photo that is given by a corner of the story's free shape."""
    grid = spec.grid
    frames = text_frames(grid, plan.columns, plan.shape, plan.blocked)
    n = place.columns
    indices = sorted({f.column for f in frames})
    # neighbouring columns only: one that is wholly taken may lie between others
    windows = [tuple(range(i, i + n)) for i in indices if set(range(i, i + n)) <= set(indices)]
    if not windows:
        return None
    corner = set(place.anchor.split("-"))
    if grid.mode is WritingMode.VERTICAL:
        corner = {_TURNED[side] for side in corner}
    if "right" in corner:
        covered = windows[-1]
    elif "left" in corner:
        covered = windows[0]
    else:
        covered = windows[(len(windows) - 1) // 2]
    rows = [f for f in frames if f.column in covered]
    lines = place.lines or _natural_lines(spec, plan, place, covered, sizes)
    top = max(min(f.row for f in rows if f.column == i) for i in covered)
    foot = min(max(f.end_row for f in rows if f.column == i) for i in covered)
    if "top" in corner:
        return covered, top, top + lines
    if "bottom" in corner:
        return covered, foot - lines, foot
    middle = max((top + foot - lines) // 2, top)
    return covered, middle, middle + lines


def _natural_lines(
    spec: LayoutSpec,
    plan: StoryDraft,
    place: PhotoPlace,
    covered: tuple[int, ...],
    sizes: Mapping[str, tuple[int, int]],
) -> int:
    photo = plan.story.photos[place.number - 1]
    w, h = sizes.get(photo.file, (3, 2))
    if photo.crop:
        w, h = w * (photo.crop[2] - photo.crop[0]), h * (photo.crop[3] - photo.crop[1])  # type: ignore[assignment]
    width = plan.columns[covered[-1]].right - plan.columns[covered[0]].x
    caption = int(spec.styles.numbers["caption_lines"]) if photo.caption or photo.credit else 0
    grid, captions = spec.grid, plan.area.captions or spec.grid.mode
    if captions is not grid.mode:  # it stands at the end of the columns that the photo is wide
        width, caption = width - caption * grid.leading, 0
    across = width * h / w if grid.mode is WritingMode.HORIZONTAL else width * w / h
    return max(round(across / grid.leading), 1) + caption
