"""A photo and its slot in, the picture with its caption under it out, and what its resolution says."""

from collections.abc import Mapping
from dataclasses import replace

from pagesetter.diagnostics import Diagnostic, error, warning
from pagesetter.geometry import Rect, WritingMode
from pagesetter.images.crop import WHOLE, cover_crop, effective_ppi
from pagesetter.lines.paragraph import natural_width, set_block, set_solid
from pagesetter.makeup.setting import Setter, axis_em, source_of, text_item
from pagesetter.makeup.turning import Turning, shown_size
from pagesetter.model.dummy import Slot, StoryPlan
from pagesetter.model.galley import Line
from pagesetter.model.page import Item, Picture, Text
from pagesetter.model.spec import Grid
from pagesetter.model.story import Block, Story


def place_photo(
    plan: StoryPlan, slot: Slot, grid: Grid, setter: Setter, sizes: Mapping[str, tuple[int, int]], air: float = 0.0
) -> tuple[Picture | None, tuple[Text, ...], tuple[Diagnostic, ...]]:
    """The photo over the slot's width, from the top of its first em box, its caption in the rows under it.

    The slot and what is returned lie along and across the lines of the setter: vertical captions stand left of their
    photo. The picture is cropped about its focus point to the slot. None when its file could not be read. ``air`` is
    the white in pt that it leaves above itself where another story stands over it.
    """
    photo = plan.story.photos[slot.number - 1]
    captions, caption_rows = _caption(plan.story, slot.number, slot.rect, grid, setter)
    if slot.rect.h - caption_rows * grid.leading - air <= 0:
        rows = int((slot.rect.h + grid.leading - grid.size) / grid.leading + 1e-6)
        problem = error(
            "M110",
            f'photo {slot.number} of story "{plan.story.slug}" has {rows} lines and its caption takes '
            f"{caption_rows}: nothing is left for the picture",
            "give the photo more rows or shorten the caption",
            photo.origin,
            rect=slot.rect,
        )
        return None, (), (problem,)
    if photo.file not in sizes:
        return None, captions, ()
    pixels = sizes[photo.file]
    rect = shown_rect(slot, caption_rows, grid.leading, air, pixels, photo.crop)
    shown = shown_size(rect, setter.mode)
    crop = cover_crop(*pixels, *shown, photo.focus, photo.crop)
    ppi = effective_ppi(pixels, crop, *shown)
    picture = Picture(rect, photo.file, crop, ppi, plan.story.slug, slot.number, photo.alt, photo.origin)
    if slot.outline:
        picture = replace(picture, outline=slot.outline)
    return picture, captions, _resolution(plan, slot, rect, ppi, setter)


def shown_rect(
    slot: Slot,
    caption_rows: int,
    leading: float,
    air: float,
    pixels: tuple[int, int] | None,
    part: tuple[float, float, float, float] | None,
) -> Rect:
    """Where the picture of a slot stands over a caption of so many rows, along and across lines of the slot's mode.

    A picture that is shown entire is as large as fits, in the middle, on its caption.
    """
    rect = Rect(slot.rect.x, slot.rect.y + air, slot.rect.w, slot.rect.h - caption_rows * leading - air)
    if not slot.entire or pixels is None:
        return rect
    left, top, right, bottom = part or WHOLE
    w, h = pixels[0] * (right - left), pixels[1] * (bottom - top)
    along, across = (w, h) if slot.mode is WritingMode.HORIZONTAL else (h, w)
    scale = min(rect.w / along, rect.h / across)
    left_over = rect.h - across * scale
    above = left_over if caption_rows else left_over / 2
    return Rect(rect.x + (rect.w - along * scale) / 2, rect.y + above, along * scale, across * scale)


def photo_items(
    plan: StoryPlan, slot: Slot, width: float, setter: Setter, sizes: Mapping[str, tuple[int, int]], air: float
) -> tuple[tuple[Item, ...], tuple[Diagnostic, ...]]:
    """A photo and its captions on the page, in lines of the slot's own direction."""
    own, turning = Turning(plan.grid.mode, width), Turning(slot.mode, width)
    rect = slot.rect
    if slot.free:  # lines keep the same white from it on all sides
        air = 0.0
    elif slot.mode is not plan.grid.mode:  # its white and its caption lie at different sides of it
        beside = any(f.row == slot.end_row and rect.x <= f.x <= rect.right for f in plan.frames)
        after = setter.sheet.numbers["photo_text_air_lines"] * plan.grid.leading if beside else 0.0
        rect, air = Rect(rect.x, rect.y + air, rect.w, rect.h - air - after), 0.0
    turned = replace(slot, rect=turning.back(own.rect(rect)))
    picture, captions, found = place_photo(plan, turned, plan.grid, setter.along(slot.mode), sizes, air)
    items: tuple[Item, ...] = (picture, *captions) if picture is not None else captions
    return turning.items(items), tuple(replace(d, rect=d.rect and turning.rect(d.rect)) for d in found)


def _resolution(plan: StoryPlan, slot: Slot, rect: Rect, ppi: float, setter: Setter) -> tuple[Diagnostic, ...]:
    """Findings on the effective resolution: rulebook 3, images."""
    photo, numbers = plan.story.photos[slot.number - 1], setter.sheet.numbers
    lowest = numbers["min_ppi"] if plan.area.min_ppi is None else plan.area.min_ppi
    name = photo.file.replace("\\", "/").rsplit("/", 1)[-1]
    wide, _ = shown_size(rect, setter.mode)
    what = f'photo {slot.number} of story "{plan.story.slug}" ({name}) has {ppi:.0f} ppi at {wide / 72 * 25.4:.0f} mm'
    if ppi < lowest:
        hint = "print it smaller, crop it less, find a larger file, or set min_ppi for the area"
        return (error("M111", f"{what}; at least {lowest:.0f} is needed", hint, photo.origin, rect=rect),)
    if ppi < numbers["warn_ppi"]:
        hint = "it will look soft in print; smaller is sharper"
        return (warning("M112", f"{what}; {numbers['warn_ppi']:.0f} is wanted", hint, photo.origin, rect=rect),)
    return ()


def caption_rows(story: Story, number: int, measure: float, grid: Grid, setter: Setter) -> int:
    """Rows that caption and credit of a photo take at a measure in pt."""
    return _caption(story, number, Rect(0.0, 0.0, measure, 0.0), grid, setter)[1]


def _caption(story: Story, number: int, place: Rect, grid: Grid, setter: Setter) -> tuple[tuple[Text, ...], int]:
    """Caption and credit at the foot of a place to its width, and the rows they take.

    One line stands in the middle; more are justified. The credit goes flush right on the last line, and on a row of
    its own only where it does not fit there.
    """
    photo, language = story.photos[number - 1], story.language
    measure, x = place.w, place.x
    style = setter.style("caption", language)
    filled = replace(style, align="justify") if style.align == "centre" else style
    lines = []
    if photo.caption is not None:
        for spans in photo.caption.lines:
            ready = setter.prepare(spans, style, language)
            if natural_width(ready) <= measure:
                lines.append((set_solid(ready, measure, style.align), photo.caption))
            else:
                setting = set_block(setter.prepare(spans, filled, language), measure, first_indent=0.0)
                lines += [(line, photo.caption) for line in setting.lines] if setting else []
    rows = len(lines)
    credit = _credit(photo.credit, lines[-1][0].width if lines else 0.0, measure, setter, language)
    if credit is not None:
        line, shares = credit
        if shares and len(lines) == 1 and photo.caption is not None:  # both on one row: caption left, credit right
            ready = setter.prepare(photo.caption.lines[0], style, language)
            lines[0] = (set_solid(ready, measure, "left"), photo.caption)
        rows += 0 if shares else 1
    axis = axis_em(setter.mode) * grid.size
    top = place.bottom - grid.depth(rows)
    out = []
    for i, (line, block) in enumerate(lines):
        baseline = top + i * grid.leading + axis
        out.append(text_item(line, x, baseline, style, source_of(story, block)))
    if credit is not None and photo.credit is not None:
        own = setter.style("credit", language)
        baseline = top + (rows - 1) * grid.leading + axis
        out.append(text_item(credit[0], x, baseline, own, source_of(story, photo.credit)))
    return tuple(replace(t, layer="captions") for t in out), rows


def _credit(
    block: Block | None, used: float, measure: float, setter: Setter, language: str
) -> tuple[Line, bool] | None:
    """The credit flush right, and whether it shares the row of the last caption line."""
    if block is None:
        return None
    style = setter.style("credit", language)
    ready = setter.prepare(block.lines[0], style, language)
    shares = bool(used) and natural_width(ready) + style.size + used <= measure
    return set_solid(ready, measure, "right"), shares
