"""The plates of a page in, how much ink they carry out: coverage of each ink, total ink and where it is worst."""

from math import ceil, floor
from typing import TYPE_CHECKING, Any, Final

from pagesetter.geometry import MM, Rect
from pagesetter.pdf.plates import Plates, separate_all
from pagesetter.records import record

if TYPE_CHECKING:
    from pikepdf import Pdf
    from PIL.Image import Image

SQUARE_MM: Final = 5.0
"""Side of the square over which total ink is taken: a single dark pixel does not set off, an area does."""
_CM2: Final = (10 * MM) ** 2
"""Square points in a square centimetre."""
_FULL: Final = 255


@record
class Coverage:
    """How much of the trimmed page an ink covers."""

    ink: str
    share: float
    """0 to 1: a page of a 50 % tint has 0.5."""
    cm2: float
    """The same as an area of full ink."""


@record
class Peak:
    """The most ink at one place."""

    total: float
    """Sum of all inks; 2.4 is 240 %."""
    rect: Rect
    """Where, pt from the trim's top-left."""


@record
class TotalInk:
    """The most ink on a page, inside its bleed box (marks outside it do not count)."""

    page: int
    """1-based."""
    square: Peak
    """The square with the highest mean."""
    pixel: Peak
    """The pixel with the highest value."""
    square_mm: float
    foreign: tuple[str, ...] = ()
    """Kinds of colour on the page that are no inks; see `Plates.foreign`."""
    lost: tuple[str, ...] = ()
    """What could not be separated; see `Plates.lost`."""
    otherwise: tuple[str, ...] = ()
    """What of it is shown otherwise than it prints; see `Plates.otherwise`."""


def total_ink(pdf: "Pdf", ppi: float = 100, square_mm: float = SQUARE_MM) -> tuple[TotalInk, ...]:
    """The most ink on each page of an open document; a task for `opened.run`.

    ValueError with a message for people when a page is too large for the resolution.
    """
    return tuple(worst_ink(plates, square_mm) for plates in separate_all(pdf, ppi))


def coverage(plates: Plates) -> tuple[Coverage, ...]:
    """Coverage of each plate over the trim box."""
    box = _pixels(plates, plates.trim)
    area = plates.trim.w * plates.trim.h / _CM2
    shares = ((ink, _mean(plates.image(ink), box)) for ink in plates.inks)
    return tuple(Coverage(ink, share, share * area) for ink, share in shares)


def worst_ink(plates: Plates, square_mm: float = SQUARE_MM) -> TotalInk:
    """Where the total of all inks is highest; the first such place in reading order.

    The place is found with means rounded to 1/255 of an ink, the value given for it is exact.
    """
    box = _pixels(plates, plates.bleed)
    inner = (ceil(box[0] - 0.01), ceil(box[1] - 0.01), floor(box[2] + 0.01), floor(box[3] + 0.01))
    if inner[0] >= inner[2] or inner[1] >= inner[3]:  # less than a pixel
        inner = (0, 0, plates.width, plates.height)
    images = [plates.image(ink).crop(inner) for ink in plates.inks]
    total, x, y = _highest(_sum(images))
    across, down = plates.width / plates.size[0], plates.height / plates.size[1]
    offset = inner[0], inner[1]

    def place(x: float, y: float, w: float, h: float) -> Rect:
        dx, dy = (x + offset[0]) / across - plates.trim.x, (y + offset[1]) / down - plates.trim.y
        return Rect(dx, dy, w / across, h / down)

    pixel = Peak(total, place(x, y, 1, 1))
    width, height = images[0].size
    wide, high = min(square_mm * MM * across, width), min(square_mm * MM * down, height)
    left, top = _darkest(images, wide, high)
    left, top = min(max(left, 0), width - wide), min(max(top, 0), height - high)
    mean = sum(_mean(image, (left, top, left + wide, top + high)) for image in images)
    square = Peak(mean, place(left, top, wide, high))
    return TotalInk(plates.page, square, pixel, square_mm, plates.foreign, plates.lost, plates.otherwise)


def total_image(plates: Plates) -> "Image":
    """The sum of all plates as a picture in mode I: 255 for every full ink."""
    return _sum([plates.image(ink) for ink in plates.inks])


def _sum(images: "list[Image]") -> "Image":
    from PIL import ImageMath  # reading PDFs needs no pictures before this

    named = {f"ink{number}": image for number, image in enumerate(images)}

    def add(given: dict[str, Any]) -> Any:
        first, *others = (given["int"](given[name]) for name in named)
        for other in others:
            first = first + other
        return first

    made: Image = ImageMath.lambda_eval(add, **named)
    return made


def _highest(total: "Image") -> tuple[float, int, int]:
    """The highest sum, in inks, and the first pixel that has it."""
    from PIL import ImageMath

    most = int(total.getextrema()[1])  # type: ignore[arg-type]  # numbers for a picture of one band
    at = ImageMath.lambda_eval(lambda given: given["total"] >= most, total=total).convert("L").tobytes().find(b"\1")
    return most / _FULL, at % total.width, at // total.width


def _darkest(images: "list[Image]", wide: float, high: float) -> tuple[float, float]:
    """Left and top of the rectangle with the highest mean, pixels."""
    from PIL.ImageFilter import BoxBlur

    width, height = images[0].size
    blur = BoxBlur(((wide - 1) / 2, (high - 1) / 2)) if min(wide, high) > 1 else BoxBlur(0)
    means = _sum([image.filter(blur) for image in images])
    # Squares lie wholly inside: beyond the edges the filter goes on with the pixels of the edge.
    left, top = ceil((wide - 1) / 2 - 1e-6), ceil((high - 1) / 2 - 1e-6)
    box = (min(left, (width - 1) // 2), min(top, (height - 1) // 2))
    inner = means.crop((*box, max(width - left, box[0] + 1), max(height - top, box[1] + 1)))
    _, x, y = _highest(inner)
    return x + box[0] + 0.5 - wide / 2, y + box[1] + 0.5 - high / 2


def _pixels(plates: Plates, rect: Rect) -> tuple[float, float, float, float]:
    """A rectangle from the picture's top-left, pt, in pixels."""
    across, down = plates.width / plates.size[0], plates.height / plates.size[1]
    right, bottom = min(rect.right * across, plates.width), min(rect.bottom * down, plates.height)
    return (max(rect.x * across, 0.0), max(rect.y * down, 0.0), right, bottom)


def _mean(image: "Image", box: tuple[float, float, float, float]) -> float:
    """Mean amount in a box whose edges may lie inside pixels."""
    from PIL.Image import Resampling

    x, y = floor(box[0]), floor(box[1])
    part = image.crop((x, y, ceil(box[2] - 1e-9), ceil(box[3] - 1e-9))).convert("F")
    inner = (box[0] - x, box[1] - y, min(box[2] - x, part.width), min(box[3] - y, part.height))
    mean = part.resize((1, 1), Resampling.BOX, inner).getpixel((0, 0))
    return float(mean) / _FULL  # type: ignore[arg-type]  # a number for a picture of one band
