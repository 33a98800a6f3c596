"""An open PDF of somebody else and a page number in, the page as data out: what the worker process of `adverts.probe`
runs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pagesetter.adverts.around import around
from pagesetter.adverts.boxes import Boxes, NoPage, boxes_of, inherited, turned
from pagesetter.adverts.content import Drawn
from pagesetter.adverts.nested import to_paint
from pagesetter.adverts.objects import Copy
from pagesetter.adverts.supplied import Supplied
from pagesetter.geometry import Rect
from pagesetter.pdf.matrix import IDENTITY, Matrix, image_of, lengths, times
from pagesetter.pdf.values import entry, items, matrix, name, objgen, whole

if TYPE_CHECKING:
    from pikepdf import Pdf

_WALKED = 200_000
"""So many operators are walked once more for the places of what was met."""
_NESTED, _SHOWN = 28, 20_000
"""How deep forms may lie in each other for the sizes of pictures, and how many pictures are measured."""
_FLAT_PIXELS = 3
"""Pictures thinner than this are flat or gradients: they have no detail to lose."""


def take(pdf: "Pdf", number: int) -> Supplied | tuple[str, str, str]:
    """Page ``number`` (from 1), or code, message and hint of why it cannot be taken (A102, A104, A105)."""
    if pdf.is_encrypted:
        return "A102", "is encrypted", "supply it without protection"
    count = len(pdf.pages)
    if number > count:
        some = "1 page" if count == 1 else f"{count} pages"
        return "A104", f"has {some}, and page {number} is asked for", "correct the page, or supply the right file"
    try:
        return _taken(pdf, number)
    except NoPage as problem:
        return "A105", f"cannot be placed (page {number}): {problem}", "have it written anew by another program"


def _taken(pdf: "Pdf", number: int) -> Supplied:
    page: Any = pdf.pages[number - 1].obj
    lies = boxes_of(page)
    streams = _content(page)
    resources = inherited(page, "/Resources")
    copy = Copy(pdf)
    around_it = around(pdf, page, lies.bleed)
    drawn = copy.page(streams, lies.bleed, resources, entry(page, "/Group"))
    operators = to_paint(drawn, copy.drawn)
    if not operators:
        raise NoPage("it is empty")
    met = copy.features | around_it
    shown: dict[tuple[int, int, float], Rect] = {}
    for width, height, ppi, place in _pictures(drawn, copy.drawn, lies.unit):
        shown.setdefault((width, height, ppi), _shown_at(place, lies))
    return Supplied(
        str(pdf.pdf_version),
        lies.trim,
        lies.bleed,
        lies.own_trim,
        lies.rotation_deg,
        lies.unit,
        tuple(sorted(met)),
        tuple(sorted(copy.spots, key=repr)),
        tuple((*figures, shown[figures]) for figures in sorted(shown)),
        any(feature == "transparency" for feature, _ in copy.features),
        tuple(part for part in copy.parts if part is not None),
        _places(page, number, met, lies) if met and operators < _WALKED else (),
    )


def _places(page: Any, number: int, met: set[tuple[str, str]], lies: Boxes) -> tuple[tuple[str, str, Rect], ...]:
    """Where it was met; a sound page need not be walked, and a heavy one is told in time without its places."""
    from pagesetter.adverts.places import places  # as long to load as a small page takes to read

    return tuple(places(page, number, met, lies))


def _shown_at(place: Matrix, lies: Boxes) -> Rect:
    """Where the unit square comes to stand on the trimmed page as it is shown, pt."""
    x0, _, _, y1 = lies.trim
    down = (lies.unit, 0.0, 0.0, -lies.unit, -x0 * lies.unit, y1 * lies.unit)
    return turned(image_of(times(place, down), 0, 0, 1, 1), lies)


def _content(page: Any) -> list[Any]:
    """The streams of a page; NoPage when it has none."""
    from pikepdf import Stream  # loaded by whoever opened the file

    told = entry(page, "/Contents")
    streams = [one for one in (items(told) or [told]) if isinstance(one, Stream)]
    if not streams:
        raise NoPage("it is empty")
    return streams


def _pictures(
    page: Drawn, forms: dict[tuple[int, int], Drawn], unit: float
) -> Iterator[tuple[int, int, float, Matrix]]:
    """Pixels across and down, pixels per inch at 100 %, and the place of what the page and its forms show."""
    waiting: list[tuple[Drawn, Matrix, int]] = [(page, IDENTITY, 0)]
    seen = 0
    while waiting and seen < _SHOWN:
        drawn, ctm, depth = waiting.pop()
        for width, height, place in drawn.inline:
            yield from _measured(width, height, times(place, ctm), unit)
        for one, place in drawn.objects:
            seen += 1
            here = times(place, ctm)
            if name(entry(one, "/Subtype")) == "Image":
                yield from _measured(whole(entry(one, "/Width")), whole(entry(one, "/Height")), here, unit)
            elif objgen(one) in forms and depth < _NESTED:
                waiting.append((forms[objgen(one)], times(matrix(entry(one, "/Matrix")), here), depth + 1))


def _measured(width: int, height: int, place: Matrix, unit: float) -> Iterator[tuple[int, int, float, Matrix]]:
    across, down = lengths(place)
    if min(width, height) >= _FLAT_PIXELS and min(across, down) > 0:
        yield width, height, round(72 * min(width / across, height / down) / unit, 3), place
