"""Advertisements as customers send them, made small: by pikepdf object by object, and by reportlab as programs do."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream, StreamDecodeLevel
from reportlab.lib.colors import CMYKColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from font_makers import make_font
from pagesetter.adverts.fitness import fitness
from pagesetter.adverts.supplied import Supplied
from pagesetter.adverts.taking import take
from pagesetter.model.press import X1A, X4

KEPT = StreamDecodeLevel.none
Change = Callable[[Pdf, Object], None]
"""What makes a sound page another one: takes the document and the page's dictionary."""

CYAN_CORNER = b"1 0 0 0 k 10 10 100 50 re f 0 0 0 1 k 10 10 20 20 re f"
"""On a trim from 10,10 to 110,60: cyan all over, black at the foot on the left."""


def sheet(content: bytes = CYAN_CORNER, *changes: Change, version: str = "1.4") -> bytes:
    """A page of 120 x 70 with a trim of 100 x 50 and bleed of 5 around it, changed."""
    pdf = Pdf.new()
    page = pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=[0, 0, 120, 70],
            BleedBox=[5, 5, 115, 65],
            TrimBox=[10, 10, 110, 60],
            Resources=Dictionary(),
            Contents=pdf.make_stream(content),
        )
    )
    pdf.pages.append(Page(page))
    for change in changes:
        change(pdf, pdf.pages[0].obj)
    out = BytesIO()
    pdf.save(out, static_id=True, force_version=version, compress_streams=False, stream_decode_level=KEPT)
    return out.getvalue()


def resource(category: str, name: str, make: Callable[[Pdf], Object]) -> Change:
    """Adds a resource."""

    def change(pdf: Pdf, page: Object) -> None:
        if category not in page.Resources:
            page.Resources[category] = Dictionary()
        page.Resources[category][name] = make(pdf)

    return change


def entry(key: str, make: Callable[[Pdf], object]) -> Change:
    """Sets an entry of the page."""

    def change(pdf: Pdf, page: Object) -> None:
        page[key] = make(pdf)

    return change


def root(key: str, make: Callable[[Pdf], object]) -> Change:
    """Sets an entry of the catalogue."""

    def change(pdf: Pdf, page: Object) -> None:
        pdf.Root[key] = make(pdf)

    return change


def image(pdf: Pdf, space: object = Name.DeviceGray, data: bytes = bytes(100), **entries: object) -> Stream:
    """A picture of 10 x 10 pixels."""
    made = pdf.make_stream(data)
    made.Type, made.Subtype, made.Width, made.Height = Name.XObject, Name.Image, 10, 10
    made.ColorSpace, made.BitsPerComponent = space, 8
    for key, value in entries.items():
        made[f"/{key}"] = value
    return made


def form(pdf: Pdf, content: bytes, **entries: object) -> Stream:
    """A form XObject of 120 x 70."""
    made = pdf.make_stream(content)
    made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, Array([0, 0, 120, 70])
    for key, value in entries.items():
        made[f"/{key}"] = value
    return made


def separation(pdf: Pdf, name: str, *, alternate: object = Name.DeviceCMYK) -> Array:
    """A spot ink that stands for red."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
    return Array([Name.Separation, Name(f"/{name}"), alternate, tint])


def profile(pdf: Pdf, components: int) -> Array:
    """A colour space with a profile; what is in it, nobody here asks."""
    made = pdf.make_stream(bytes(128))
    made.N = components
    return Array([Name.ICCBased, made])


@cache
def _own_font(folder: Path) -> str:
    """A font of boxes for A and B, known to reportlab."""
    pdfmetrics.registerFont(TTFont("Own", str(make_font(folder / "own.ttf"))))
    return "Own"


def by_reportlab(folder: Path, *, embedded: bool = True, alpha: float = 1.0, text: str = "AB") -> bytes:
    """A page of 120 x 70 as a program with ideas of its own writes it: no TrimBox, ASCII 85, metadata."""
    out = BytesIO()
    name = _own_font(folder) if embedded else "Helvetica"
    canvas = Canvas(out, pagesize=(120, 70), invariant=1, initialFontName=name, pageCompression=1)
    canvas.setTitle("An advertisement")
    canvas.setFillColor(CMYKColor(0, 1, 0, 0))
    if alpha < 1:
        canvas.setFillAlpha(alpha)
    canvas.rect(10, 10, 100, 30, stroke=0, fill=1)
    canvas.setFillColor(CMYKColor(0, 0, 0, 1))
    canvas.setFont(name, 20)
    canvas.drawString(20, 45, text)
    canvas.save()
    return out.getvalue()


def taken(data: bytes, number: int = 1) -> Supplied:
    """The page, which can be taken."""
    with Pdf.open(BytesIO(data)) as pdf:
        made = take(pdf, number)
    assert isinstance(made, Supplied), made
    return made


def refused(data: bytes, number: int = 1) -> tuple[str, str]:
    """Code and message of a page that cannot be taken."""
    with Pdf.open(BytesIO(data)) as pdf:
        made = take(pdf, number)
    assert isinstance(made, tuple), made
    return made[0], made[1]


def against(data: bytes) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Code and severity of everything that X-4 and X-1a have against a page."""
    page = taken(data)
    x4, x1a = ([(d.code, d.severity.word) for d in fitness(page, name)] for name in (X4, X1A))
    return x4, x1a
