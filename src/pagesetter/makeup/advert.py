"""Advertisement slots in, their items out: the picture whole in its frame, the slot kept free, the label."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pagesetter.diagnostics import Diagnostic, error, warning
from pagesetter.geometry import Rect
from pagesetter.images.crop import WHOLE, effective_ppi
from pagesetter.lines.paragraph import set_solid
from pagesetter.makeup.setting import ASCENT_EM, Setter, Source, text_item
from pagesetter.model.dummy import Slot
from pagesetter.model.page import Item, Panel, Picture, Rule, Text
from pagesetter.model.spec import LayoutSpec
from pagesetter.model.story import Span
from pagesetter.model.style import LineStyle

if TYPE_CHECKING:
    from pagesetter.adverts.probe import Probed
    from pagesetter.adverts.supplied import Key


def place_advert(
    slot: Slot,
    spec: LayoutSpec,
    setter: Setter,
    sizes: Mapping[str, tuple[int, int]],
    supplied: "Mapping[Key, Probed]",
) -> tuple[tuple[Item, ...], tuple[Diagnostic, ...]]:
    """An advertisement: its picture or its page of a PDF whole in its frame, or a free slot, under its label.

    The label stands in a strip of its own at the head of the slot: nothing is ever printed over an advertisement.
    """
    area, slot_rect = slot.area, slot.rect
    frame = setter.sheet.lines["frame"]
    items: list[Item] = []
    found: list[Diagnostic] = []
    strip = 0.0
    if area.label:
        label, strip = _label(area.label, slot_rect, setter, spec.language, slot)
        items.append(label)
    rect = Rect(slot_rect.x, slot_rect.y + strip, slot_rect.w, slot_rect.h - strip)
    if (area.advert, area.advert_page) in supplied:
        return (*items, *_supplied(slot, rect, spec, setter, supplied, found)), tuple(found)
    if area.advert and area.advert in sizes:
        pixels = sizes[area.advert]
        scale = min(rect.w / pixels[0], rect.h / pixels[1])
        w, h = pixels[0] * scale, pixels[1] * scale
        shown = Rect(rect.x + (rect.w - w) / 2, rect.y + (rect.h - h) / 2, w, h)
        ppi = effective_ppi(pixels, WHOLE, w, h)
        lowest = setter.sheet.numbers["min_ppi"] if area.min_ppi is None else area.min_ppi
        if ppi >= lowest:
            items.append(Picture(shown, area.advert, WHOLE, ppi, origin=area.origin))
        filled_ratio = w * h / (rect.w * rect.h)
        if filled_ratio < setter.sheet.numbers["advert_filled_ratio"]:
            size = f"{rect.w / 72 * 25.4:.1f} x {rect.h / 72 * 25.4:.1f} mm"
            found.append(
                warning(
                    "M121",
                    f"the advertisement in area {area.name} fills {filled_ratio:.0%} of its slot",
                    f"ask for a picture of {size}",
                    area.origin,
                    rect=rect,
                )
            )
        if ppi < lowest:
            found.append(
                error(
                    "M111",
                    f"the advertisement in area {area.name} has {ppi:.0f} ppi; at least {lowest:.0f} is needed",
                    "ask for a larger file, or set min_ppi for the area",
                    area.origin,
                    rect=rect,
                )
            )
        elif ppi < (wanted := setter.sheet.numbers["warn_ppi"]):
            message = f"the advertisement in area {area.name} has {ppi:.0f} ppi; {wanted:.0f} is wanted"
            found.append(warning("M112", message, "ask for a larger file", area.origin, rect=rect))
    items.append(Panel(rect, None, frame.ink, frame.width, "advert", origin=area.origin))
    if area.advert and not any(isinstance(item, Picture) for item in items):
        items += _cross(rect, slot, frame)
    return tuple(items), tuple(found)


def _cross(rect: Rect, slot: Slot, line: LineStyle) -> tuple[Rule, ...]:
    """What marks a slot whose advertisement is not there or not fit, so that nobody prints it as kept free."""
    corners = ((rect.y, rect.bottom), (rect.bottom, rect.y))
    return tuple(
        Rule(rect.x, a, rect.right, b, line.width, line.ink, "advert", "", slot.area.origin) for a, b in corners
    )


def _supplied(
    slot: Slot,
    rect: Rect,
    spec: LayoutSpec,
    setter: Setter,
    supplied: "Mapping[Key, Probed]",
    found: list[Diagnostic],
) -> tuple[Item, ...]:
    """A page of a PDF in its slot; one that is not fit leaves the slot crossed out."""
    from pagesetter.makeup.supplied import place_supplied  # few pages have any

    area, frame = slot.area, setter.sheet.lines["frame"]
    page, problems = place_supplied(area, rect, spec, setter, supplied[area.advert, area.advert_page])
    found += problems
    edge = Panel(rect, None, frame.ink, frame.width, "advert", origin=area.origin)
    if page is None:
        return (edge, *_cross(rect, slot, frame))
    # A frame around what runs off the page would lie on the cut.
    return (page, edge) if page.rect.contains(page.clip) else (page,)


def _label(label: str, rect: Rect, setter: Setter, language: str, slot: Slot) -> tuple[Text, float]:
    """The word 广告 flush right at the head of the slot, and the height of its strip, pt."""
    style = setter.style("advert-label", language)
    ready = setter.prepare((Span(label, "", ((0, slot.area.origin),)),), style, language)
    line = set_solid(ready, rect.w, "right")
    source = Source("", -1, "advert-label", slot.area.origin)
    return text_item(line, rect.x, rect.y + ASCENT_EM * style.size, style, source), style.leading
