"""An advertisement that is a page of a PDF and its slot in, the placed page out, or what is against it.

The page is scaled as a whole or not at all; nothing of it is changed. What the target standard forbids keeps it out.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pagesetter.adverts.fitness import fitness, place
from pagesetter.adverts.probe import Probed
from pagesetter.adverts.supplied import Supplied
from pagesetter.diagnostics import Diagnostic, Severity, error, warning, worst
from pagesetter.geometry import MM, Rect
from pagesetter.makeup.setting import Setter
from pagesetter.model.areas import Area
from pagesetter.model.page import Placed
from pagesetter.model.spec import LayoutSpec

_NEAR: Final = 1.0 * MM
"""Trim and slot may differ by so much, and an edge so near the page's trim lies on it."""
_SHORT: Final = 0.2 * MM
"""Bleed may be short by so much."""


def place_supplied(
    area: Area, slot: Rect, spec: LayoutSpec, setter: Setter, probed: Probed
) -> tuple[Placed | None, tuple[Diagnostic, ...]]:
    """The page in its slot, None when it is not fit: A102 to A128, P402 to P407, M111, M112, M121.

    It stands in the middle of the slot, as large as fits or, by ``area.advert_exact``, at 100 %. It is cropped to its
    trim; where that lies at the edge of our page, its bleed is shown as far as ours goes.
    """
    page = probed.page
    if page is None:
        return None, tuple(replace(d, rect=slot) for d in probed.findings)
    width, height = page.size
    scale = 1.0 if area.advert_exact else min(slot.w / width, slot.h / height)
    w, h = width * scale, height * scale
    rect = Rect(slot.x + (slot.w - w) / 2, slot.y + (slot.h - h) / 2, w, h)
    name = area.advert.replace("\\", "/").rsplit("/", 1)[-1]
    what = f'the advertisement in area {area.name} ("{name}", page {area.advert_page})'
    found = [replace(d, message=f"{what} {d.message}") for d in fitness(page, spec.press.standard)]
    if not page.own_trim:
        message = f"{what} has no TrimBox: its sheet of {_mm(width, height)} is taken as trimmed"
        found.append(warning("A106", message, "have it exported with a TrimBox"))
    clip, short = _clip(rect, page, scale, spec)
    if short > _SHORT:
        message = f"{what} lies at the edge of the page and has {short / MM:.1f} mm less bleed than the page"
        found.append(warning("A107", message, f"have it exported with {spec.page.bleed / MM:g} mm of bleed"))
    found += _size(what, area, slot, width, height, scale, setter)
    found += _resolution(what, page, scale, area, setter)
    here = tuple(replace(d, origin=area.origin, rect=slot) for d in found)
    if worst(here) is Severity.ERROR:
        return None, here
    return Placed(rect, clip, area.advert, area.advert_page, scale, origin=area.origin, spots=page.spots), here


def _clip(rect: Rect, page: Supplied, scale: float, spec: LayoutSpec) -> tuple[Rect, float]:
    """What is shown of a page that stands in ``rect``, and how much its bleed is short where it should reach ours."""
    paper, ours = spec.page, spec.page.bleed
    left, head, right, foot = (bleed * scale for bleed in page.bleeds)
    x0, x1, short_x = _reach(rect.x, rect.right, left, right, paper.width, ours)
    y0, y1, short_y = _reach(rect.y, rect.bottom, head, foot, paper.height, ours)
    return Rect(x0, y0, x1 - x0, y1 - y0), max(short_x, short_y)


def _reach(
    start: float, end: float, before: float, after: float, side: float, ours: float
) -> tuple[float, float, float]:
    """From where to where is shown along one side of the paper, pt, and how much bleed is short."""
    short = 0.0
    if start <= _NEAR:
        wanted = -ours
        reached = max(wanted, start - before if ours else start)
        short, start = max(short, reached - wanted if ours else 0.0), reached
    if end >= side - _NEAR:
        wanted = side + ours
        reached = min(wanted, end + after if ours else end)
        short, end = max(short, wanted - reached if ours else 0.0), reached
    return start, end, short


def _size(
    what: str, area: Area, slot: Rect, width: float, height: float, scale: float, setter: Setter
) -> Iterator[Diagnostic]:
    """Whether the page has the size of its slot, or at least its shape."""
    ask = f"ask for {_mm(slot.w, slot.h)}"
    if not area.advert_exact:
        filled_ratio = width * height * scale * scale / (slot.w * slot.h)
        if filled_ratio < setter.sheet.numbers["advert_filled_ratio"]:
            yield warning("M121", f"the advertisement in area {area.name} fills {filled_ratio:.0%} of its slot", ask)
        return
    sizes = f"{_mm(width, height)}, its slot {_mm(slot.w, slot.h)}"
    if max(width - slot.w, height - slot.h) > _NEAR:
        yield error("A108", f"{what} is larger than its slot: it has {sizes}", f"{ask}, or write size: fit")
    elif max(slot.w - width, slot.h - height) > _NEAR:
        yield warning("A109", f"{what} is smaller than its slot: it has {sizes}", f"{ask}, or write size: fit")


def _resolution(what: str, page: Supplied, scale: float, area: Area, setter: Setter) -> Iterator[Diagnostic]:
    """Pixels per inch of its pictures at their size here."""
    if not page.images:
        return
    width, height, own, rect = min(page.images, key=lambda image: (image[2], image[:2]))
    numbers, ppi = setter.sheet.numbers, own / scale
    lowest = numbers["min_ppi"] if area.min_ppi is None else area.min_ppi
    message = f"{what} has a picture of {width} x {height} pixels ({place(rect)}) with {ppi:.0f} ppi at its size here"
    if ppi < lowest:
        hint = "ask for pictures of a higher resolution, print it smaller, or set min_ppi for the area"
        yield error("M111", f"{message}; at least {lowest:.0f} is needed", hint)
    elif ppi < numbers["warn_ppi"]:
        yield warning("M112", f"{message}; {numbers['warn_ppi']:.0f} is wanted", "it will look soft in print")


def _mm(width: float, height: float) -> str:
    """A size in words."""
    return f"{width / MM:.1f} x {height / MM:.1f} mm"
