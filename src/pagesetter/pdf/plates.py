"""A PDF in, its printing plates out: for each page and each ink the amount of that ink at every pixel.

The page is rewritten as one grey page for each ink (`plates_rewrite`), and PDFium draws these.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from pagesetter.geometry import Rect
from pagesetter.pdf.plates_colour import ALL, NONE, PROCESS
from pagesetter.pdf.plates_spaces import Spaces, plain, press_profile
from pagesetter.records import record

if TYPE_CHECKING:
    from pikepdf import Pdf
    from PIL.Image import Image

MOST_PIXELS: Final = 30_000_000
"""Plates of more pixels are refused: 30 MB each. A broadsheet reaches it at 290 ppi."""
_MOST_SPOTS: Final = 28
"""Spot inks beyond so many get no plate: DeviceN knows 32 inks in all (ISO 32000-1 annex C)."""
_DEPTH: Final = 24

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
    """What could not be separated and is missing on the plates, in words."""

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
    broken to be read.
    """
    if not 0 <= page < len(pdf.pages):
        raise ValueError(f"the PDF has {len(pdf.pages)} pages; there is no page {page + 1}")
    try:
        return _separated(pdf, ppi, page)
    except (TypeError, LookupError, AttributeError, ArithmeticError, OSError, RuntimeError, UnicodeError) as fault:
        # A file can be broken in any place. (Errors of pikepdf are ValueErrors or RuntimeErrors.)
        raise ValueError(f"page {page + 1} cannot be separated: {fault}") from fault


def _separated(pdf: "Pdf", ppi: float, page: int) -> Plates:
    grey, inks, spaces, lost = _rewritten(pdf, page)
    size, pictures = _drawn(grey, ppi)
    width, height = pictures[0].size
    made = []
    for ink, picture in zip(inks, pictures, strict=True):
        amounts = picture.tobytes()
        if ink in PROCESS or picture.getbbox() is not None:
            made.append(Plate(ink, amounts, None if ink in PROCESS else _alternate(pdf, page, ink)))
    sheet = pdf.pages[page]
    trim, bleed = _boxes(sheet)
    return Plates(page + 1, width, height, ppi, size, tuple(made), trim, bleed, tuple(sorted(spaces.foreign)), lost)


def fitting_ppi(pdf: "Pdf", page: int = 0) -> int:
    """The highest resolution at which `separate` makes the plates of a page (0-based)."""
    box = _within([float(v) for v in pdf.pages[page].cropbox], [float(v) for v in pdf.pages[page].mediabox])
    unit = float(pdf.pages[page].obj.get("/UserUnit", 1))
    return _most_ppi((box[2] - box[0]) * unit, (box[3] - box[1]) * unit)


def page_fits(pdf: "Pdf") -> tuple[int, ...]:
    """`fitting_ppi` of each page; a task for `opened.run`."""
    return tuple(fitting_ppi(pdf, page) for page in range(len(pdf.pages)))


def separate_all(pdf: "Pdf", ppi: float = 100) -> Iterator[Plates]:
    """The plates of every page, one after the other."""
    for page in range(len(pdf.pages)):
        yield separate(pdf, ppi, page)


def _rewritten(pdf: "Pdf", number: int) -> tuple[bytes, tuple[str, ...], Spaces, tuple[str, ...]]:
    """A PDF with a grey page for each ink, the inks, the colour spaces met and what was lost."""
    from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, StreamDecodeLevel  # in use by whoever asks

    from pagesetter.pdf.plates_objects import Rewriter
    from pagesetter.pdf.plates_rewrite import write
    from pagesetter.pdf.plates_state import State

    with Pdf.new() as made:
        made.pages.append(pdf.pages[number])
        if "/OCProperties" in pdf.Root:  # which layers are seen
            layers = pdf.make_indirect(pdf.Root["/OCProperties"])
            made.Root["/OCProperties"] = made.copy_foreign(layers)
        page = made.pages[0].obj
        resources = page.get("/Resources", Dictionary())
        inks = (*PROCESS, *_spots(resources))
        spaces = Spaces(press_profile(pdf))
        rewriter = Rewriter(made, inks, spaces, write)
        sheets = []
        for data, named in write(rewriter, page, resources, State(len(inks))):
            sheet = Dictionary(Type=Name.Page, Parent=made.Root["/Pages"], Resources=named)
            sheet["/Contents"] = made.make_stream(data)
            for key in ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit"):
                if key in page:
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
    return out.getvalue(), inks, spaces, tuple(rewriter.lost)


def _drawn(pdf: bytes, ppi: float) -> tuple[tuple[float, float], "list[Image]"]:
    """Width and height of the pages, pt, and the pages as amounts of ink."""
    import pypdfium2  # takes longer to load than all that needs no plates
    from PIL import ImageChops

    document: Any = pypdfium2.PdfDocument(pdf)  # type: ignore[no-untyped-call]
    try:
        width, height = document[0].get_size()
        most = _most_ppi(width, height)
        if not 1 <= ppi <= most:
            raise ValueError(f"plates at {ppi:g} ppi are not possible for this page; give 1 to {most} ppi")
        pictures = []
        for sheet in document:
            bitmap = sheet.render(scale=ppi / 72, grayscale=True, may_draw_forms=False, draw_annots=False)
            pictures.append(ImageChops.invert(bitmap.to_pil().convert("L")))
            bitmap.close()
            sheet.close()
    finally:
        document.close()
    return (width, height), pictures


def _most_ppi(width: float, height: float) -> int:
    return int((MOST_PIXELS / max(width * height, 1)) ** 0.5 * 72)


def _boxes(page: Any) -> tuple[Rect, Rect]:
    """Trim and bleed box, pt from the top-left corner of the page as it is seen: cropped and turned."""
    crop = _within([float(v) for v in page.cropbox], [float(v) for v in page.mediabox])
    turn = int(_inherited(page.obj, "/Rotate") or 0) % 360
    unit = float(page.obj.get("/UserUnit", 1))
    trim = _within([float(v) for v in page.trimbox], crop)
    bleed = _within([float(v) for v in page.obj.get("/BleedBox", page.trimbox)], crop)
    return _seen(trim, crop, turn, unit), _seen(bleed, crop, turn, unit)


def _seen(box: Sequence[float], crop: Sequence[float], turn: int, unit: float) -> Rect:
    """A box of user space as a rectangle of the picture, which /Rotate turns clockwise (table 30)."""
    left, foot, right, head = box[0] - crop[0], box[1] - crop[1], crop[2] - box[2], crop[3] - box[3]
    wide, high = box[2] - box[0], box[3] - box[1]
    x, y, w, h = {
        0: (left, head, wide, high),
        90: (foot, left, high, wide),
        180: (right, foot, wide, high),
        270: (head, right, high, wide),
    }.get(turn, (left, head, wide, high))
    return Rect(x * unit, y * unit, w * unit, h * unit)


def _within(box: Sequence[float], outer: Sequence[float]) -> list[float]:
    """The box, its corners in order, cut to the outer one; the outer one where nothing is left."""
    left, right = sorted((box[0], box[2]))
    foot, head = sorted((box[1], box[3]))
    outer = [min(outer[0], outer[2]), min(outer[1], outer[3]), max(outer[0], outer[2]), max(outer[1], outer[3])]
    cut = [max(left, outer[0]), max(foot, outer[1]), min(right, outer[2]), min(head, outer[3])]
    return cut if cut[0] < cut[2] and cut[1] < cut[3] else list(outer)


def _inherited(page: Any, key: str) -> Any:
    from pikepdf import Dictionary  # as above

    for _ in range(_DEPTH):
        if not isinstance(page, Dictionary):
            break
        if key in page:
            return page[key]
        page = page.get("/Parent")
    return None


def _spots(resources: Any) -> tuple[str, ...]:
    """The spot inks that the resources name, in the order in which they are met."""
    found: dict[str, Any] = {}
    for space in _ink_spaces(resources, set(), 0):
        names = [space[1]] if str(space[0]) == "/Separation" else list(space[1])
        for name in names:
            if plain(name) not in (*PROCESS, ALL, NONE):
                found.setdefault(plain(name), None)
    return tuple(found)[:_MOST_SPOTS]


def _ink_spaces(found: Any, seen: set[tuple[int, int]], depth: int) -> Iterator[Any]:
    """Every Separation and DeviceN array that can be reached from resources."""
    from pikepdf import Array, Dictionary, Stream  # as above

    if depth > 4 * _DEPTH or not isinstance(found, Array | Dictionary | Stream):
        return
    if found.objgen != (0, 0):
        if found.objgen in seen:
            return
        seen.add(found.objgen)
    if isinstance(found, Array):
        if len(found) >= 4 and str(found[0]) in ("/Separation", "/DeviceN"):
            yield found
        for one in found if len(found) < 1000 else ():
            yield from _ink_spaces(one, seen, depth + 1)
        return
    for key, value in found.items():
        if key not in ("/Parent", "/Metadata", "/FontDescriptor", "/ToUnicode", "/SMask", "/Properties"):
            yield from _ink_spaces(value, seen, depth + 1)


def _alternate(pdf: "Pdf", number: int, ink: str) -> Cmyk | None:
    """The process colour of a spot ink at full tint, as its Separation space gives it."""
    from pagesetter.pdf.plates_tint import full_tint

    resources = _inherited(pdf.pages[number].obj, "/Resources")
    for space in _ink_spaces(resources, set(), 0):
        if str(space[0]) == "/Separation" and plain(space[1]) == ink:
            return full_tint(pdf, space)
    return None
