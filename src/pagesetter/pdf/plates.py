"""A PDF in, its printing plates out: for each page and each ink the amount of that ink at every pixel.

The page is rewritten as one grey page for each ink (`plates_rewrite`), and PDFium draws these.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from pagesetter.geometry import Rect
from pagesetter.pdf.plates_colour import PROCESS
from pagesetter.pdf.plates_page import inks_of, layers, normal, seen_boxes, size_of, unit_of
from pagesetter.pdf.plates_safe import words
from pagesetter.pdf.plates_spaces import Spaces, press_profile
from pagesetter.records import record

if TYPE_CHECKING:
    from pikepdf import Pdf
    from PIL.Image import Image

MOST_PIXELS: Final = 30_000_000
"""Plates of more pixels are refused: 30 MB each. A broadsheet reaches it at 290 ppi."""
_ENOUGH: Final = 4
"""Pixels of a picture for each of the whole page: more do not show."""

Cmyk = tuple[float, float, float, float]


@record
class Plate:
    """One ink on one page."""

    ink: str
    """Cyan, Magenta, Yellow, Black or the name of a spot ink."""
    amounts: bytes
    """A byte for each pixel, row by row from the top: 0 no ink, 255 full."""
    alternate: Cmyk | None = None
    """The process colour that stands for a spot ink at full tint; None for process inks, and where none is told."""


@record
class Plates:
    """The plates of one page."""

    page: int
    """1-based."""
    width: int
    """Pixels."""
    height: int
    ppi: float
    size: tuple[float, float]
    """Width and height of the page as it is seen, pt. The pixels share it evenly."""
    plates: tuple[Plate, ...]
    """The four process inks, then the spot inks that have any ink on this page."""
    trim: Rect
    """TrimBox in the picture, pt from its top-left corner."""
    bleed: Rect
    """BleedBox likewise."""
    foreign: tuple[str, ...] = ()
    """Kinds of colour on the page that are no inks (RGB, Lab): turned into process inks by the output intent."""
    lost: tuple[str, ...] = ()
    """What could not be separated and is missing on the plates, or shown otherwise than it prints, in words."""
    otherwise: tuple[str, ...] = ()
    """Those of `lost` that are on the plates, but not as they print."""

    def image(self, ink: str) -> "Image":
        """A plate as a picture in mode L, 255 full ink; KeyError for an ink without a plate."""
        from PIL import Image  # plates pass from process to process as bytes; few look at pictures

        for plate in self.plates:
            if plate.ink == ink:
                return Image.frombytes("L", (self.width, self.height), plate.amounts)
        raise KeyError(ink)

    @property
    def inks(self) -> tuple[str, ...]:
        """The names of the plates."""
        return tuple(plate.ink for plate in self.plates)


def separate(pdf: "Pdf", ppi: float = 100, page: int = 0) -> Plates:
    """The plates of a page (0-based).

    ValueError with a message for people when there is no such page, the resolution is out of range, or the page is too
    broken to be read. What cannot be read on a page that can is in `Plates.lost`.
    """
    count = len(pdf.pages)
    if not 0 <= page < count:
        raise ValueError(f"the PDF has {count} pages; there is no page {page + 1}")
    most = fitting_ppi(pdf, page)
    if not most:
        raise ValueError(f"page {page + 1} is too large for plates")
    if not 1 <= ppi <= most:
        raise ValueError(f"plates at {ppi:g} ppi are not possible for this page; give 1 to {most} ppi")
    try:
        return _separated(pdf, ppi, page)
    except MemoryError:
        raise
    except Exception as fault:  # a file can be broken in any place, and the libraries let out whatever their C++ throws
        raise ValueError(f"page {page + 1} cannot be separated: {words(fault)}") from fault


def fitting_ppi(pdf: "Pdf", page: int = 0) -> int:
    """The highest resolution at which `separate` makes the plates of a page (0-based); 0: too large at any."""
    width, height = size_of(pdf.pages[page].obj)
    return int((MOST_PIXELS / (width * height)) ** 0.5 * 72)


def page_fits(pdf: "Pdf") -> tuple[int, ...]:
    """`fitting_ppi` of each page; a task for `opened.run`."""
    return tuple(fitting_ppi(pdf, page) for page in range(len(pdf.pages)))


def separate_all(pdf: "Pdf", ppi: float = 100) -> Iterator[Plates]:
    """The plates of every page, one after the other."""
    for page in range(len(pdf.pages)):
        yield separate(pdf, ppi, page)


def _separated(pdf: "Pdf", ppi: float, number: int) -> Plates:
    page = pdf.pages[number].obj
    spots = inks_of(pdf, page)
    inks = (*PROCESS, *spots)
    grey, spaces, lost = _rewritten(pdf, number, inks, ppi)
    size, pictures = _drawn(grey, ppi, unit_of(page))
    width, height = pictures[0].size
    made = []
    for ink, picture in zip(inks, pictures, strict=True):
        # A spot ink that only the resources name gets nothing but registration marks: the press has no plate of it.
        if ink in PROCESS or (ink in spaces.named and picture.getbbox() is not None):
            made.append(Plate(ink, picture.tobytes(), _alternate(pdf, spots.get(ink))))
    trim, bleed = seen_boxes(page)
    return Plates(number + 1, width, height, ppi, size, tuple(made), trim, bleed, tuple(sorted(spaces.foreign)), *lost)


def _rewritten(
    pdf: "Pdf", number: int, inks: tuple[str, ...], ppi: float
) -> tuple[bytes, Spaces, tuple[tuple[str, ...], tuple[str, ...]]]:
    """A PDF with a grey page for each ink, the colour spaces met, what was lost, and what of it is shown otherwise."""
    from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, StreamDecodeLevel  # in use by whoever asks

    from pagesetter.pdf.plates_objects import Rewriter
    from pagesetter.pdf.plates_rewrite import write
    from pagesetter.pdf.plates_state import State

    with Pdf.new() as made:
        page = made.copy_foreign(normal(pdf, pdf.pages[number].obj))
        shown = layers(pdf)
        if shown is not None:  # which layers are seen
            made.Root["/OCProperties"] = made.copy_foreign(shown)
        spaces = Spaces(press_profile(pdf))
        width, height = size_of(page)
        rewriter = Rewriter(made, inks, spaces, write, _ENOUGH * width * height * (ppi / 72) ** 2)
        sheets = []
        for data, named in write(rewriter, page, page["/Resources"], State(len(inks))):
            sheet = Dictionary(Type=Name.Page, Parent=made.Root["/Pages"], Resources=named)
            sheet["/Contents"] = made.make_stream(data)
            for key in ("/MediaBox", "/CropBox", "/Rotate"):
                sheet[key] = page[key]
            sheets.append(made.make_indirect(sheet))
        made.Root["/Pages"]["/Kids"] = Array(sheets)
        made.Root["/Pages"]["/Count"] = len(sheets)
        out = BytesIO()
        made.save(
            out,
            compress_streams=False,
            stream_decode_level=StreamDecodeLevel.none,
            object_stream_mode=ObjectStreamMode.disable,
            static_id=True,
        )
    return out.getvalue(), spaces, (tuple(rewriter.lost), tuple(rewriter.otherwise))


def _drawn(pdf: bytes, ppi: float, unit: float) -> tuple[tuple[float, float], "list[Image]"]:
    """Width and height of the pages, pt, and the pages as amounts of ink. ``unit``: pt of one unit of the page, which
    PDFium leaves to us."""
    import pypdfium2  # takes longer to load than all that needs no plates
    from PIL import ImageChops

    document: Any = pypdfium2.PdfDocument(pdf)  # type: ignore[no-untyped-call]
    try:
        width, height = document[0].get_size()
        pictures = []
        for sheet in document:
            bitmap = sheet.render(scale=ppi / 72 * unit, grayscale=True, may_draw_forms=False, draw_annots=False)
            pictures.append(ImageChops.invert(bitmap.to_pil().convert("L")))
            bitmap.close()
            sheet.close()
    finally:
        document.close()
    return (width * unit, height * unit), pictures


def _alternate(pdf: "Pdf", space: Any) -> Cmyk | None:
    """The process colour of a spot ink at full tint, as its Separation space gives it."""
    if space is None:
        return None
    from pagesetter.pdf.plates_tint import full_tint

    try:
        return full_tint(pdf, space)
    except MemoryError:
        raise
    except Exception:  # a broken function or space (as above): the ink has its plate, but no colour that is known
        return None
