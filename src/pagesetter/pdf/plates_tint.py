"""A Separation colour space of a document in, the process colour that stands for its full tint out."""

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pikepdf import Pdf

_NAMES: Final = ("pop pop pop 1 exch sub", "pop pop exch pop 1 exch sub", "pop 3 1 roll pop pop 1 exch sub")
_PICKS: Final = (*_NAMES, "4 1 roll pop pop pop 1 exch sub")
"""Calculations (ISO 32000-1, 7.10.5) that leave one of c, m, y, k as grey."""


def full_tint(pdf: "Pdf", space: Any) -> tuple[float, float, float, float] | None:
    """Cyan, magenta, yellow and black, 0 to 1, at tint 1; None unless the alternate space is CMYK or grey.

    The tint transform may be any function, a small program included. PDFium runs it: as the function of a shading
    (8.7.4.5.3) that ends at tint 1 and extends beyond, drawn once for each ink.
    """
    import pypdfium2  # only pages with spot inks come here
    from pikepdf import Array, Dictionary, Name, Pdf

    name = str(space[2]) if isinstance(space[2], Name) else str(space[2][0])
    size = 4 if name == "/DeviceCMYK" else 1 if name in ("/DeviceGray", "/CalGray") else 0
    if name == "/ICCBased":
        size = {4: 4, 1: 1}.get(int(space[2][1]["/N"]), 0)
    if not size:
        return None
    amounts = []
    with Pdf.new() as made:
        function = made.copy_foreign(pdf.make_indirect(Array(list(space))))[3]
        for pick in _PICKS if size == 4 else ("",):
            calculation = made.make_stream(f"{{ {pick} }}".encode("ascii"))
            calculation["/FunctionType"] = 4
            calculation["/Domain"], calculation["/Range"] = Array([0, 1] * size), Array([0, 1])
            names = Array([Name(f"/Part{part}") for part in range(size)])
            shading = Dictionary(
                ShadingType=2,
                ColorSpace=Array([Name.DeviceN, names, Name.DeviceGray, calculation]),
                Coords=Array([-2, 0, -1, 0]),
                Domain=Array([0, 1]),
                Function=function,
                Extend=Array([False, True]),
            )
            page = made.add_blank_page(page_size=(4, 4))
            page.obj["/Resources"] = Dictionary(Shading=Dictionary(Tint=shading))
            page.obj["/Contents"] = made.make_stream(b"/Tint sh")
        out = BytesIO()
        made.save(out, static_id=True)
    document: Any = pypdfium2.PdfDocument(out.getvalue())  # type: ignore[no-untyped-call]
    try:
        for sheet in document:
            bitmap = sheet.render(scale=1, grayscale=True)
            amounts.append(1 - bitmap.to_pil().convert("L").tobytes()[5] / 255)
            bitmap.close()
            sheet.close()
    finally:
        document.close()
    return (amounts[0], amounts[1], amounts[2], amounts[3]) if size == 4 else (0.0, 0.0, 0.0, amounts[0])
