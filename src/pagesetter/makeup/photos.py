"""A story's photos and the places that the layout gives them in, their slots out, and which of them find none."""

from collections.abc import Mapping

from pagesetter.diagnostics import Diagnostic, error
from pagesetter.makeup.draft import StoryDraft, place_slot
from pagesetter.makeup.wrap import grid_columns_under, snapped, text_frames
from pagesetter.model.dummy import Slot
from pagesetter.model.spec import Area, LayoutSpec, PhotoPlace


def place_photos(
    spec: LayoutSpec,
    plan: StoryDraft,
    children: list[Area],
    sizes: Mapping[str, tuple[int, int]],
    found: list[Diagnostic],
) -> tuple[Slot, ...]:
    """The slots of a story's photos by number; adds M102, M103, M104 and M107 to ``found``.

    ``children``: areas that belong to the story; ``sizes``: pixels (width, height) of the picture files.
    """
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


def _place_photo(
    spec: LayoutSpec, plan: StoryDraft, place: PhotoPlace, sizes: Mapping[str, tuple[int, int]]
) -> Slot | str:
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
            return f"it is {place.columns} columns wide, which the story has not free"
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
    return (
        place_slot(grid, plan, "photo", first, end, row, end_row, place.number)
        or "it is narrower than a column of text"
    )


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
    if "right" in place.anchor:
        covered = windows[-1]
    elif "left" in place.anchor:
        covered = windows[0]
    else:
        covered = windows[(len(windows) - 1) // 2]
    rows = [f for f in frames if f.column in covered]
    lines = place.lines or _natural_lines(spec, plan, place, covered, sizes)
    if "bottom" in place.anchor:
        foot = min(max(f.end_row for f in rows if f.column == i) for i in covered)
        return covered, foot - lines, foot
    top = max(min(f.row for f in rows if f.column == i) for i in covered)
    return covered, top, top + lines


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
    lines = round(width * h / w / spec.grid.leading)
    return lines + (int(spec.styles.numbers["caption_lines"]) if photo.caption or photo.credit else 0)
