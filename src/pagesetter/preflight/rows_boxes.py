"""The pages of a document in, breaches of the rules on page boxes, scale and size out (checklist rows 9 to 11)."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from pagesetter.geometry import MM
from pagesetter.pdf.values import entry
from pagesetter.preflight.registry import Check, Found, Limits
from pagesetter.preflight.subject import Sheet, Subject, name, number

_VIEWED: Final = ("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip")
_WHOLE: Final = ("/MediaBox", "/BleedBox")


def _trim(subject: Subject, _: Limits) -> Iterator[Found]:
    for sheet in subject.sheets:
        boxes = [key for key in ("/TrimBox", "/ArtBox") if entry(sheet.page, key) is not None]
        if len(boxes) == 2:
            yield Found("the page has both a TrimBox and an ArtBox", sheet.number, value="both", limit="one")
        elif not boxes:
            yield Found("the page has neither a TrimBox nor an ArtBox", sheet.number, value="none", limit="one")
        elif sheet.trim is None and sheet.art is None:
            yield Found(f"the {boxes[0][1:]} of the page is no rectangle", sheet.number, value="malformed")


def _nesting(subject: Subject, limits: Limits) -> Iterator[Found]:
    room = limits["tolerance_pt"]
    for sheet in subject.sheets:
        if sheet.media is None:
            yield Found("the page has no MediaBox", sheet.number)
            continue
        inside_out = [("TrimBox", sheet.trim), ("ArtBox", sheet.art), ("BleedBox", sheet.bleed)]
        there = [(key, box) for key, box in (*inside_out, ("CropBox", sheet.crop), ("MediaBox", sheet.media)) if box]
        for (inner, small), (outer, large) in pairwise(there):
            over = max(large[0] - small[0], large[1] - small[1], small[2] - large[2], small[3] - large[3])
            if over > room and (inner, outer) != ("TrimBox", "ArtBox"):
                message = f"the {inner} reaches {over / MM:.2f} mm beyond the {outer}"
                yield Found(message, sheet.number, sheet.place(small), round(over, 3), room)


def _viewer(subject: Subject, _: Limits) -> Iterator[Found]:
    preferences = entry(subject.catalog, "/ViewerPreferences")
    for key in _VIEWED:
        said = entry(preferences, key)
        if said is not None and name(said) not in _WHOLE:
            shown = name(said)[1:] or "no name"
            yield Found(f"{key[1:]} is {shown}", value=shown, limit="MediaBox or BleedBox")


def _scale(subject: Subject, limits: Limits) -> Iterator[Found]:
    for sheet in subject.sheets:
        unit = entry(sheet.page, "/UserUnit")
        if unit is not None and number(unit) != limits["units"]:
            message = f"one unit of the page is {number(unit) or 0:g}/72 inch"
            yield Found(message, sheet.number, value=number(unit), limit=limits["units"])


def _size(subject: Subject, limits: Limits) -> Iterator[Found]:
    room = limits["tolerance_mm"] * MM
    for at, sheet in enumerate(subject.sheets):
        if not subject.sizes:
            return
        width, height = subject.sizes[min(at, len(subject.sizes) - 1)]
        has = trimmed(sheet)
        if abs(has[0] - width) > room or abs(has[1] - height) > room:
            said, asked = (f"{w / MM:.1f} x {h / MM:.1f} mm" for w, h in (has, (width, height)))
            yield Found(
                f"the page is {said}, the layout {asked}", sheet.number, sheet.place(sheet.printed), said, asked
            )


def trimmed(sheet: Sheet) -> tuple[float, float]:
    """Width and height in pt of the finished page as it is looked at: turned and scaled."""
    left, bottom, right, top = sheet.printed
    unit = number(entry(sheet.page, "/UserUnit")) or 1.0
    size = ((right - left) * unit, (top - bottom) * unit)
    return size[::-1] if sheet.turn % 180 else size


CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {
        "trim-box": _trim,
        "box-nesting": _nesting,
        "viewer-preferences": _viewer,
        "page-scale": _scale,
        "page-size": _size,
    }
)
