"""Places inside a story that its lines run round in; their slots and the shapes that stand in the way out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import cos, pi, sin

from pagesetter.diagnostics import Diagnostic, error
from pagesetter.geometry import Rect, WritingMode
from pagesetter.makeup.draft import StoryDraft, rows_word
from pagesetter.makeup.ground import Rounding
from pagesetter.makeup.picture import shown_rect
from pagesetter.makeup.turning import Turning
from pagesetter.makeup.wrap import grid_columns_under
from pagesetter.model.areas import Around, FreePlace, PhotoPlace
from pagesetter.model.dummy import Column, Obstacle, Outline, Slot
from pagesetter.model.spec import Grid, LayoutSpec

_SIDES = 96
"""Sides of the polygon that stands for an ellipse: on a newspaper page it misses it by less than 0.1 pt."""
_EDGE = 0.05
"""pt by which a place may miss the edge of its story."""
_SQUARE: Outline = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def free_slot(grid: Grid, plan: StoryDraft, kind: str, place: FreePlace, number: int, mode: WritingMode) -> Slot | str:
    """The slot of a place off the columns, or why there is none."""
    columns = plan.columns
    if not columns:
        return "the story has no columns of text"
    left, right = columns[0].x, columns[-1].right
    rect = free_rect(grid, columns, place)
    if rect is None:
        return f"it has no gutter {place.gutter}: its columns are {len(columns)}"
    if rect.x < left - _EDGE or rect.right > right + _EDGE:
        wide, room = f"{place.width / grid.size:.3g}", f"{(right - left) / grid.size:.3g}"
        return f"it is {wide} characters wide and leaves the story, which is {room} wide, at its side"
    touched = [i for i, c in enumerate(columns) if rect.x < c.right - _EDGE and c.x + _EDGE < rect.right]
    rows = range(place.row, place.end_row)
    cells = {(c, r) for i in touched for c in grid_columns_under(grid, columns[i]) for r in rows}
    if not touched or not cells <= plan.shape:
        outside = sorted({r for _, r in cells - plan.shape})
        where = f": {rows_word(grid.mode)} {outside[0] + 1}-{outside[-1] + 1} are not its own" if outside else ""
        return f"not all of it is the story's{where}"
    taken = {(i, r) for i, a, b in plan.blocked for r in range(a, b)}
    over = sorted({r for i in touched for r in rows if (i, r) in taken})
    if over:
        return f"{rows_word(grid.mode)} {over[0] + 1}-{over[-1] + 1} of it are taken"
    for thing in plan.obstacles:
        if rect.overlaps(thing.box):
            return f"it overlaps {thing.name}"
    return Slot(kind, plan.area, rect, place.row, place.end_row, number, mode, free=True)


def free_rect(grid: Grid, columns: Sequence[Column], place: FreePlace) -> Rect | None:
    """A place off the columns, along and across the lines; None where it names a gutter that is not there."""
    left, right = columns[0].x, columns[-1].right
    if place.gutter:
        if place.gutter >= len(columns):
            return None
        x = (columns[place.gutter - 1].right + columns[place.gutter].x - place.width) / 2
    else:
        x = left + place.left if place.left is not None else right - (place.right or 0.0) - place.width
    return Rect(x, grid.row_y(place.row), place.width, grid.depth(place.end_row - place.row))


def round_photo(
    spec: LayoutSpec,
    plan: StoryDraft,
    place: PhotoPlace,
    slot: Slot,
    sizes: Mapping[str, tuple[int, int]],
    rounding: Rounding | None,
    found: list[Diagnostic],
) -> Slot:
    """The slot with the shape that its picture is cut to; the draft learns what stands in the way.

    The caption under it belongs to the obstacle. Adds M124 where the picture has nothing transparent.
    """
    around, grid = place.around or Around(), spec.grid
    photo = plan.story.photos[place.number - 1]
    outline: Outline = ()
    if around.kind == "alpha" and photo.file in sizes:
        outline = rounding.contours.get(photo.file, ()) if rounding else ()
        if photo.crop and outline:
            x, y, w, h = photo.crop[0], photo.crop[1], photo.crop[2] - photo.crop[0], photo.crop[3] - photo.crop[1]
            outline = tuple((min(max((u - x) / w, 0), 1), min(max((v - y) / h, 0), 1)) for u, v in outline)
        if not outline:
            name = photo.file.replace("\\", "/").rsplit("/", 1)[-1]
            found.append(
                error(
                    "M124",
                    f'text is to run round what photo {place.number} of story "{plan.story.slug}" ({name}) shows, but '
                    "nothing in it is transparent",
                    "save the cut-out with its transparency (PNG, WebP, TIFF), or give another shape under around",
                    place.origin,
                )
            )
        slot = replace(slot, entire=bool(outline))
    elif around.kind != "alpha":
        outline = outline_of(around)
    slot = replace(slot, outline=outline)
    own, turning = Turning(grid.mode, spec.page.width), Turning(slot.mode, spec.page.width)
    there = replace(slot, rect=turning.back(own.rect(slot.rect)))
    rows = rounding.caption_rows(plan.story, place.number, there.rect.w, slot.mode) if rounding else 0
    picture = shown_rect(there, rows, grid.leading, 0.0, sizes.get(photo.file), photo.crop)
    shapes = [_turned(outline or _SQUARE, own.back(turning.rect(picture)), grid.mode)]
    if rows:
        strip = Rect(there.rect.x, picture.bottom, there.rect.w, there.rect.bottom - picture.bottom)
        shapes.append(_turned(_SQUARE, own.back(turning.rect(strip)), grid.mode))
    air = air_of(around, spec)
    name = f"photo {place.number}"
    plan.obstacles.append(Obstacle(name, slot.rect, slot.row, slot.end_row, tuple(shapes), air))
    return slot


def free_summary(spec: LayoutSpec, plan: StoryDraft, found: list[Diagnostic]) -> Slot | None:
    """The slot of a summary off the columns; adds M122 where it finds no free place, and it stands in the text then."""
    place = plan.area.summary_place
    assert place is not None
    slot = free_slot(spec.grid, plan, "summary", place, 0, spec.grid.mode)
    if isinstance(slot, Slot):
        plan.obstacles.append(box_obstacle("the summary", slot, plan.area.around or Around(), spec))
        return slot
    found.append(
        error(
            "M122",
            f'the summary of story "{plan.story.slug}" finds no free place in area {plan.area.name}: {slot}',
            "give it a place inside that no head, photo or quote takes",
            plan.area.origin,
        )
    )
    return None


def air_of(around: Around, spec: LayoutSpec) -> float:
    """White that lines keep from something, pt."""
    if around.distance is not None:
        return around.distance
    return spec.styles.numbers["around_air_em"] * spec.grid.size


def outline_of(around: Around) -> Outline:
    """The shape as fractions of its place; empty for a rectangle."""
    if around.kind == "ellipse":
        turns = [2 * pi * i / _SIDES for i in range(_SIDES)]
        return tuple((0.5 + cos(a) / 2, 0.5 + sin(a) / 2) for a in turns)
    return around.points if around.kind == "polygon" else ()


def box_obstacle(name: str, slot: Slot, around: Around, spec: LayoutSpec) -> Obstacle:
    """What stands in the way where a place has no caption."""
    shape = _turned(outline_of(around) or _SQUARE, slot.rect, spec.grid.mode)
    return Obstacle(name, slot.rect, slot.row, slot.end_row, (shape,), air_of(around, spec))


def _turned(outline: Outline, rect: Rect, mode: WritingMode) -> Outline:
    """Fractions of a rectangle as one sees it on the page, as places along and across lines of a mode."""
    if mode is WritingMode.HORIZONTAL:
        return tuple((rect.x + u * rect.w, rect.y + v * rect.h) for u, v in outline)
    return tuple((rect.x + v * rect.w, rect.y + (1 - u) * rect.h) for u, v in outline)
