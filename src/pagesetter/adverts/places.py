"""A page of an open PDF and what was met on it in, where each of it shows first out: where its maker has to look."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from pagesetter.adverts.boxes import Boxes, turned
from pagesetter.pdf.painted import Painted
from pagesetter.pdf.walk import walk_page

if TYPE_CHECKING:
    from pagesetter.geometry import Rect

_FOREIGN: Final = frozenset({"RGB", "Lab"})


def places(page: Any, number: int, met: Iterable[tuple[str, str]], lies: Boxes) -> Iterator[tuple[str, str, "Rect"]]:
    """Feature, word and the place of the first painted object that has it, for those that an object can have."""
    objects = walk_page(page, number).objects
    for feature, word in sorted(met):
        first = next((one for one in objects if _has(one, feature, word)), None)
        if first is not None:
            yield feature, word, turned(first.seen or first.rect, lies)


def _has(one: Painted, feature: str, word: str) -> bool:
    """Whether an object is what a feature is about."""
    ink = one.ink
    match feature:
        case "rgb":
            return ink.base in _FOREIGN or ink.alternate in _FOREIGN
        case "calibrated":
            return ink.space in ("ICCBased", "CalGray") and ink.base not in _FOREIGN
        case "spots" | "registration":
            return word in ink.names
        case "fonts" | "opentype":
            return one.type is not None and word in one.type.font
        case "filters" | "newfilters":
            return one.picture is not None and one.picture.filter == word
        case "transparency":
            return one.transparent or one.group
        case "marks":
            return bool(one.inside) and one.inside[0] == f"annotation {word}"
    return False
