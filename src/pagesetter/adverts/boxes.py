"""The page of an open PDF in, its boxes, its turn and what it inherits out (ISO 32000-1, 7.7.3 and 14.11.2)."""

from typing import Any

from pagesetter.adverts.supplied import Box
from pagesetter.geometry import Rect
from pagesetter.pdf.values import box, entry, number
from pagesetter.records import record

_NEAR = 0.01
"""Boxes that stick out of each other by less are held to be inside, in units."""
_LEAST, _MOST = 3.0, 14400.0
"""Sides that a page may have, in units (annex C.2)."""
_DEEP = 64
"""So many parents are asked."""


class NoPage(Exception):
    """A page that has no place to be shown; says why. Never leaves this room."""


@record
class Boxes:
    """How a page lies."""

    trim: Box
    bleed: Box
    own_trim: bool
    rotation_deg: int
    unit: float


def boxes_of(page: Any) -> Boxes:
    """The boxes of a page; NoPage when they make no sense."""
    media = _box(inherited(page, "/MediaBox"), "MediaBox")
    if media is None:
        raise NoPage("it has no MediaBox")
    crop = _inside(_box(inherited(page, "/CropBox"), "CropBox"), media) or media
    stated = _box(entry(page, "/TrimBox"), "TrimBox") or _box(entry(page, "/ArtBox"), "ArtBox")
    trim = stated or crop
    bleed = _box(entry(page, "/BleedBox"), "BleedBox") or trim
    for inner, outer, words in (
        (trim, media, "TrimBox is not inside its MediaBox"),
        (trim, bleed, "TrimBox is not inside its BleedBox"),
    ):
        if not _contains(outer, inner):
            raise NoPage(f"its {words}")
    if not all(_LEAST <= side <= _MOST for side in (trim[2] - trim[0], trim[3] - trim[1])):
        raise NoPage(f"its trimmed page has {trim[2] - trim[0]:g} x {trim[3] - trim[1]:g} units")
    turn = number(inherited(page, "/Rotate"), 0.0)
    if turn % 90:
        raise NoPage(f"it is turned by {turn:g} degrees, which is no quarter")
    unit = number(entry(page, "/UserUnit"), 1.0)
    if not 0.001 <= unit <= 1000:
        raise NoPage(f"its unit has {unit:g} pt")
    return Boxes(trim, _inside(bleed, media) or trim, stated is not None, int(turn) % 360, unit)


def turned(rect: Rect, lies: Boxes) -> Rect:
    """A place on the page as it lies, on the page as it is shown; pt from the head on the left, y downward."""
    w, h = ((lies.trim[i + 2] - lies.trim[i]) * lies.unit for i in (0, 1))
    match lies.rotation_deg:
        case 90:
            return Rect(h - rect.bottom, rect.x, rect.h, rect.w)
        case 180:
            return Rect(w - rect.right, h - rect.bottom, rect.w, rect.h)
        case 270:
            return Rect(rect.y, w - rect.right, rect.h, rect.w)
    return rect


def inherited(page: Any, key: str) -> Any:
    """An attribute of a page or of the nodes over it."""
    node = page
    for _ in range(_DEEP):
        found = entry(node, key)
        if found is not None:
            return found
        node = entry(node, "/Parent")
        if node is None:
            return None
    return None


def _box(value: Any, name: str) -> Box | None:
    if value is None:
        return None
    made = box(value)
    if made is None or made[0] >= made[2] or made[1] >= made[3]:
        raise NoPage(f"its {name} is no rectangle")
    return made


def _inside(inner: Box | None, outer: Box) -> Box | None:
    """What both cover; None when that is nothing."""
    if inner is None:
        return None
    both = (max(inner[0], outer[0]), max(inner[1], outer[1]), min(inner[2], outer[2]), min(inner[3], outer[3]))
    return both if both[0] < both[2] and both[1] < both[3] else None


def _contains(outer: Box, inner: Box) -> bool:
    return (
        outer[0] - _NEAR <= inner[0]
        and outer[1] - _NEAR <= inner[1]
        and inner[2] <= outer[2] + _NEAR
        and inner[3] <= outer[3] + _NEAR
    )
