"""A page described in a few words in, a PDF of that page out; and what such pages are made of."""

from io import BytesIO
from typing import NamedTuple

from PIL import Image

SIDE = 100
PANEL = "0.2 0.3 0.4 0 k 0 0 100 100 re f "
BOX = "20 20 60 60 re f "
GOLD = "/Gold gs "


class Held(NamedTuple):
    """An object of the page, which others name as @name."""

    kind: str
    """The kind of resource; OCG or Glyph for one that is no resource."""
    name: str
    entries: str
    data: bytes | None = None
    """What it streams; None for a dictionary."""


class Case(NamedTuple):
    """A page."""

    name: str
    content: str
    objects: tuple[Held, ...] = ()
    resources: str = ""
    """Entries of one kind of resources, beside the usual ones."""
    page: str = ""
    """Entries of the page, or of the catalogue: layers."""
    apart: str = ""
    """Why the plates must differ: where Ghostscript does not do what ISO 32000-1 asks, or we tell that we do not."""
    lost: bool = False
    """Whether something is told as not separated."""
    type: bool = False
    """Whether it is type of a font that is not embedded: each renderer has its own."""


def tint(full: str) -> str:
    return f"<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [{full}] /N 1 >>"


PAIR = "@Pair "
"""What two inks look like together."""
RED = f"[/Separation /Red /DeviceCMYK {tint('0 0.9 0.8 0')}]"
BLUE = f"[/Separation /Blue /DeviceCMYK {tint('0.9 0.6 0 0')}]"
SPACES = (
    f"/Red {RED} /Blue {BLUE} /All [/Separation /All /DeviceCMYK {tint('1 1 1 1')}] "
    f"/No [/Separation /None /DeviceCMYK {tint('1 1 1 1')}] "
    f"/Black [/Separation /Black /DeviceCMYK {tint('0 0 0 1')}] /Table [/Indexed {RED} 1 <40FF>] "
    f"/P [/Pattern] /PC [/Pattern /DeviceCMYK] /PR [/Pattern {RED}]"
)
MODES = (
    *("Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn", "HardLight", "SoftLight"),
    *("Difference", "Exclusion"),
)
WHOLE = ("Hue", "Saturation", "Color", "Luminosity")
"""Blend modes that look at all inks at once."""
OPAQUE = (
    "/Over << /OP true /op true /OPM 1 >> /Over0 << /OP true /op true /OPM 0 >> "
    "/Knock << /OP false /op false /OPM 0 >> /Stroke << /OP true /op false /OPM 1 >> "
)
MIXED = "/Half << /ca 0.5 /CA 0.5 >> " + " ".join(f"/{mode} << /BM /{mode} >>" for mode in (*MODES, *WHOLE))


def form(content: str, extra: str = "", name: str = "F", kind: str = "XObject") -> Held:
    return Held(kind, name, f"/Type /XObject /Subtype /Form /BBox [0 0 100 100] {extra}", content.encode("ascii"))


def image(width: int, space: str, data: bytes, bits: int = 8, extra: str = "", name: str = "I") -> Held:
    """One row of samples."""
    colours = f"/ColorSpace {space}" if space else ""
    size = f"/Width {width} /Height 1 /BitsPerComponent {bits}"
    return Held("XObject", name, f"/Type /XObject /Subtype /Image {size} {colours} {extra}", data)


def tile(content: str, paint: int = 1) -> Held:
    size = "/BBox [0 0 20 20] /XStep 20 /YStep 20"
    return Held("Pattern", "T", f"/PatternType 1 /PaintType {paint} /TilingType 1 {size}", content.encode("ascii"))


def packed(mode: str, kind: str, colour: tuple[int, ...] | int, **options: int) -> bytes:
    out = BytesIO()
    Image.new(mode, (32, 1), colour).save(out, kind, **options)
    return out.getvalue()


def draw(name: str = "I") -> str:
    return f"q 60 0 0 60 20 20 cm /{name} Do Q "


RAMP = bytes(v for x in range(50) for v in (5 * x, 255 - 5 * x, 100, 0))
GREYS = bytes(5 * x for x in range(50))
FADE = "/Function << /FunctionType 2 /Domain [0 1] /C0 [{}] /C1 [{}] /N 1 >>"
AXIS = "/ShadingType 2 /Extend [true true] /Coords [20 0 80 0]"
TYPE3 = (
    "/Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] "
    "/FirstChar 97 /LastChar 97 /Widths [1000] /Encoding << /Differences [97 /a] >> /Resources << >>"
)
LETTER = "BT /T 60 Tf {} 20 20 Td (a) Tj ET "


_PAIRED = Held(
    "Function",
    "Pair",
    "/FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1 0 1]",
    b"{ dup 0.5 mul exch 0.9 mul 0 exch 0 4 1 roll }",
)


def pdf_of(case: Case) -> bytes:
    """The page as a file."""
    held = (_PAIRED, *case.objects)
    numbers = {one.name: at for at, one in enumerate(held, 6)}

    def linked(text: str) -> bytes:
        for name, number in numbers.items():
            text = text.replace(f"@{name} ", f"{number} 0 R ").replace(f"@{name}]", f"{number} 0 R]")
        return text.encode("ascii")

    # Ghostscript draws pages otherwise whose resources hold transparency, used or not.
    used = case.content.encode("ascii") + b"".join(one.data or b"" for one in case.objects)
    mixed = any(f"/{mode} gs".encode("ascii") in used for mode in ("Half", *MODES, *WHOLE))
    kinds = {"ExtGState": OPAQUE + MIXED if mixed else OPAQUE, "ColorSpace": SPACES}
    kind, _, extra = case.resources.removeprefix("/").partition(" << ")
    if kind:
        kinds[kind] = f"{kinds.get(kind, '')} {extra.removesuffix('>>')}"
    for one in case.objects:
        if one.kind in ("XObject", "Pattern", "Shading"):
            kinds[one.kind] = f"{kinds.get(one.kind, '')} /{one.name} @{one.name} "
    resources = " ".join(f"/{kind} << {entries} >>" for kind, entries in kinds.items())
    catalog, page = (case.page, "") if "/OCProperties" in case.page else ("", case.page)
    objects = [
        linked(f"<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        linked(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {SIDE} {SIDE}] /Resources 5 0 R /Contents 4 0 R {page} >>"
        ),
        _stream(b"", case.content.encode("ascii")),
        linked(f"<< {resources} >>"),
    ]
    for one in held:
        entries = linked(one.entries + " ") + (b"/Resources 5 0 R" if "/BBox" in one.entries else b"")
        objects.append(b"<< %b >>" % entries if one.data is None else _stream(entries, one.data))
    made, places = bytearray(b"%PDF-1.6\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(made)


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (entries, len(data), data)
