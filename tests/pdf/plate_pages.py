"""Makes small PDFs by hand for the tests of plates: a content stream and its resources in, a document out."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from pagesetter.pdf.plates import Plates, separate

OVER = "/Over << /OP true /op true /OPM 1 >>"
OVER_0 = "/Over0 << /OP true /op true /OPM 0 >>"
KNOCK = "/Knock << /OP false /op false /OPM 0 >>"
STATES = f"/ExtGState << {OVER} {OVER_0} {KNOCK} >>"
RED = "/Red [/Separation /Red /DeviceCMYK << /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 0.9 0.8 0] /N 1 >>]"
WARM = "/Warm [/DeviceN [/Magenta /Gold] /DeviceCMYK << /FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1 0 1] >>]"
ALL = "/All [/Separation /All /DeviceCMYK << /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [1 1 1 1] /N 1 >>]"
NONE = "/No [/Separation /None /DeviceCMYK << /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [1 1 1 1] /N 1 >>]"
SIZE = 100


def page(content: str, resources: str = "", objects: Mapping[str, Any] | None = None, **entries: Any) -> Pdf:
    """A page of 100 x 100 pt. ``objects``: images and forms by their names, without a slash."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(SIZE, SIZE))
    sheet = pdf.pages[0].obj
    named = Object.parse(f"<< {STATES} /ColorSpace << {RED} {ALL} {NONE} >> >>".encode("ascii"))
    for kind, entries in Object.parse(f"<< {resources} >>".encode("ascii")).items():
        named[kind] = Dictionary({**dict(named.get(kind, Dictionary()).items()), **dict(entries.items())})
    sheet["/Resources"] = named
    if objects:
        sheet["/Resources"]["/XObject"] = Dictionary()
        for name, made in objects.items():
            sheet["/Resources"]["/XObject"][f"/{name}"] = made(pdf) if callable(made) else made
    sheet["/Contents"] = pdf.make_stream(content.encode("ascii"))
    for key, value in entries.items():
        sheet[f"/{key}"] = Array(value) if isinstance(value, list | tuple) else value
    return pdf


def image(width: int, height: int, data: bytes, space: str, bits: int = 8, extra: str = "") -> Any:
    """A maker of an image object, for ``objects``."""

    def make(pdf: Pdf) -> Object:
        stream = Stream(pdf, data)
        entries = f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace {space} "
        entries += f"/BitsPerComponent {bits} {extra} >>"
        for key, value in Object.parse(entries.encode("ascii")).items():
            stream[key] = value
        return pdf.make_indirect(stream)

    return make


def form(content: str, resources: str = "", extra: str = "") -> Any:
    """A maker of a form, for ``objects``."""

    def make(pdf: Pdf) -> Object:
        stream = Stream(pdf, content.encode("ascii"))
        stream["/Type"], stream["/Subtype"] = Name.XObject, Name.Form
        stream["/BBox"] = Array([0, 0, SIZE, SIZE])
        entries = f"<< /Resources << {STATES} /ColorSpace << {RED} >> {resources} >> {extra} >>"
        for key, value in Object.parse(entries.encode("ascii")).items():
            stream[key] = value
        return pdf.make_indirect(stream)

    return make


def inks_at(plates: Plates, x: float, y: float) -> dict[str, int]:
    """The amounts of ink at a place, per cent, pt from the top-left; inks without any are left out."""
    scale = plates.width / plates.size[0]
    at = int(y * scale) * plates.width + int(x * scale)
    amounts = {plate.ink: round(plate.amounts[at] / 2.55) for plate in plates.plates}
    return {ink: amount for ink, amount in amounts.items() if amount}


def plates_of(pdf: Pdf, ppi: float = 72) -> Plates:
    """The plates of the only page, as a file that was written and read would give them."""
    out = BytesIO()
    pdf.save(out)
    with Pdf.open(out) as read:
        return separate(read, ppi)


def inks(content: str, resources: str = "", objects: Mapping[str, Any] | None = None) -> dict[str, int]:
    """The amounts of ink in the middle of a page."""
    return inks_at(plates_of(page(content, resources, objects)), SIZE / 2, SIZE / 2)
