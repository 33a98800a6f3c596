"""A page dictionary in; its size and boxes as seen, its inks, and a page in order of it for the plates, out.

A broken box, turn or table of resources becomes what readers take in its place.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from pagesetter.geometry import Rect
from pagesetter.pdf.plates_colour import ALL, NONE, PROCESS
from pagesetter.pdf.plates_safe import plain
from pagesetter.pdf.values import box, entry, inherited, number, whole

if TYPE_CHECKING:
    from pikepdf import Pdf

MOST_SPOTS: Final = 28
"""Spot inks beyond so many get no plate: DeviceN knows 32 inks in all (ISO 32000-1 annex C)."""
_DEEPEST: Final = 96
_LETTER: Final = (0.0, 0.0, 612.0, 792.0)
"""What readers take for a page without MediaBox."""
_LONGEST: Final = 1000
"""Arrays of more items are tables of widths, not of colours."""
_ELSEWHERE: Final = frozenset(("/Parent", "/Metadata", "/FontDescriptor", "/ToUnicode", "/SMask", "/Properties"))
"""Entries under which no space of an ink lies that prints."""

Box = tuple[float, float, float, float]


def size_of(page: Any) -> tuple[float, float]:
    """Width and height before it is turned, pt."""
    crop, unit = _crop(page), unit_of(page)
    return (crop[2] - crop[0]) * unit, (crop[3] - crop[1]) * unit


def seen_boxes(page: Any) -> tuple[Rect, Rect]:
    """Trim and bleed box, pt from the top-left corner of the page as it is seen: cropped and turned. A page without
    BleedBox has no bleed: what lies outside the trim are marks."""
    crop, turn, unit = _crop(page), _turn(page), unit_of(page)
    trim = _within(_sound(entry(page, "/TrimBox")) or crop, crop)
    bleed = _within(_sound(entry(page, "/BleedBox")) or trim, crop)
    return _seen(trim, crop, turn, unit), _seen(bleed, crop, turn, unit)


def normal(pdf: "Pdf", page: Any) -> Any:
    """The page with all that it inherits, as an object of its file."""
    from pikepdf import Array, Dictionary, Name, Stream  # whoever asks has the file open

    made = Dictionary(Type=Name.Page, MediaBox=Array(_media(page)), CropBox=Array(_crop(page)), Rotate=_turn(page))
    resources = inherited(page, "/Resources")
    made["/Resources"] = resources if isinstance(resources, Dictionary) else Dictionary()
    contents = entry(page, "/Contents")
    if isinstance(contents, Array):
        contents = Array([one for one in contents if isinstance(one, Stream)])
    if isinstance(contents, Array | Stream):
        made["/Contents"] = contents
    return pdf.make_indirect(made)


def layers(pdf: "Pdf") -> Any:
    """Which layers are seen, as an object of the file; None where it has none."""
    from pikepdf import Dictionary  # as above

    found = entry(pdf.Root, "/OCProperties")
    return pdf.make_indirect(found) if isinstance(found, Dictionary) else None


def inks_of(pdf: "Pdf", page: Any) -> dict[str, Any]:
    """The spot inks that the resources name, in the order in which they are met, each with its Separation space if it
    has one."""
    found: dict[str, Any] = {}
    for space in _ink_spaces(inherited(page, "/Resources"), set(), 0):
        alone = plain(space[0]) == "Separation"
        for ink in map(plain, [space[1]] if alone else list(space[1])):
            if ink and ink not in (*PROCESS, ALL, NONE):
                found[ink] = found.get(ink) or (space if alone else None)
    return dict(list(found.items())[:MOST_SPOTS])


def _ink_spaces(found: Any, seen: set[tuple[int, int]], depth: int) -> Iterator[Any]:
    """Every Separation and DeviceN array that can be reached from resources."""
    from pikepdf import Array, Dictionary, Stream  # as above

    if depth > _DEEPEST or not isinstance(found, Array | Dictionary | Stream):
        return
    if found.objgen != (0, 0):
        if found.objgen in seen:
            return
        seen.add(found.objgen)
    if isinstance(found, Array):
        kind = plain(found[0]) if len(found) >= 4 else ""
        if kind == "Separation" or (kind == "DeviceN" and isinstance(found[1], Array)):
            yield found
        for one in found if len(found) < _LONGEST else ():
            yield from _ink_spaces(one, seen, depth + 1)
        return
    for key, value in found.items():
        if key not in _ELSEWHERE:
            yield from _ink_spaces(value, seen, depth + 1)


def _media(page: Any) -> Box:
    return _sound(inherited(page, "/MediaBox")) or _LETTER


def _crop(page: Any) -> Box:
    media = _media(page)
    return _within(_sound(inherited(page, "/CropBox")) or media, media)


def unit_of(page: Any) -> float:
    """Points of one unit of the page (14.11.2)."""
    found = number(entry(page, "/UserUnit"), 1.0)
    return found if found > 0 else 1.0


def _turn(page: Any) -> int:
    found = whole(inherited(page, "/Rotate")) % 360
    return found if found % 90 == 0 else 0


def _sound(found: Any) -> Box | None:
    """A box with an area."""
    corners = box(found)
    return corners if corners is not None and corners[0] < corners[2] and corners[1] < corners[3] else None


def _within(inner: Box, outer: Box) -> Box:
    """The box, cut to the outer one; the outer one where nothing is left."""
    cut = (max(inner[0], outer[0]), max(inner[1], outer[1]), min(inner[2], outer[2]), min(inner[3], outer[3]))
    return cut if cut[0] < cut[2] and cut[1] < cut[3] else outer


def _seen(inner: Sequence[float], crop: Sequence[float], turn: int, unit: float) -> Rect:
    """A box of user space as a rectangle of the picture, which /Rotate turns clockwise (table 30)."""
    left, foot, right, head = inner[0] - crop[0], inner[1] - crop[1], crop[2] - inner[2], crop[3] - inner[3]
    wide, high = inner[2] - inner[0], inner[3] - inner[1]
    x, y, w, h = {
        0: (left, head, wide, high),
        90: (foot, left, high, wide),
        180: (right, foot, wide, high),
        270: (head, right, high, wide),
    }[turn]
    return Rect(x * unit, y * unit, w * unit, h * unit)
