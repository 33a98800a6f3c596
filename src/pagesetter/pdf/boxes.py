"""A page dictionary in; its boxes, and the matrix from its own coordinates to pt from the trim's top-left, out."""

from typing import Any

from pagesetter.geometry import Rect
from pagesetter.pdf.matrix import Matrix, image_of
from pagesetter.pdf.painted import Sheet
from pagesetter.pdf.values import box, entry, inherited, number

_LETTER = (0.0, 0.0, 612.0, 792.0)
"""What readers take for a page without MediaBox."""


def frame(page: Any, at: int) -> tuple[Sheet, Matrix]:
    """The sheet of a page (1-based ``at``) and the matrix that leads to its places.

    Boxes are as the file gives them: readers cut them to the MediaBox, a check wants to see them whole.
    """
    media = _sound(box(inherited(page, "/MediaBox"))) or _LETTER
    crop = _sound(box(inherited(page, "/CropBox")))
    trim = _sound(box(entry(page, "/TrimBox"))) or _sound(box(entry(page, "/ArtBox")))
    bleed = _sound(box(entry(page, "/BleedBox")))
    finished = trim or crop or media
    unit = number(entry(page, "/UserUnit"), 1.0) or 1.0
    ctm: Matrix = (unit, 0.0, 0.0, -unit, -finished[0] * unit, finished[3] * unit)

    def placed(corners: tuple[float, float, float, float]) -> Rect:
        return image_of(ctm, *corners)

    sheet = Sheet(
        at,
        placed(finished),
        None if bleed is None else placed(bleed),
        placed(media),
        None if crop is None else placed(crop),
        trim is not None,
        unit,
    )
    return sheet, ctm


def _sound(corners: tuple[float, float, float, float] | None) -> tuple[float, float, float, float] | None:
    """The box unless it has no area."""
    return corners if corners is not None and corners[2] > corners[0] and corners[3] > corners[1] else None
