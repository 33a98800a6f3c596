"""PDF bytes in, pictures of its pages out (PDFium)."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 200_000_000
"""A picture of more than this is refused: 800 MB in memory. A broadsheet reaches it at 770 ppi."""


def render(pdf: bytes, ppi: float, page: int = 0) -> bytes:
    """PNG of the page (0-based) on white, its media box filling the picture at ``ppi`` pixels per inch.

    ValueError with a message for people when the resolution or the page number is out of range.
    """
    return png(render_image(pdf, ppi, page), ppi)


def render_image(pdf: bytes, ppi: float, page: int = 0) -> "Image":
    """The same as an RGB picture in memory."""
    with _page(pdf, page) as sheet:
        width, height = sheet.get_size()
        most = int((MOST_PIXELS / (width * height)) ** 0.5 * 72)
        if not (ppi >= 1 and width * height * (ppi / 72) ** 2 <= MOST_PIXELS):
            raise ValueError(f"a proof at {ppi:g} ppi is not possible for this page; give 1 to {most} ppi")
        bitmap = sheet.render(scale=ppi / 72)
        image: Image = bitmap.to_pil().convert("RGB")  # a copy: the bitmap's memory goes when it is closed
        bitmap.close()
        return image


def png(image: "Image", ppi: float | None = None) -> bytes:
    """The picture as PNG: no time, no software name; with its resolution when given, so that viewers know its size."""
    out = BytesIO()
    if ppi is None:
        image.save(out, "PNG")
    else:
        image.save(out, "PNG", dpi=(ppi, ppi))
    return out.getvalue()


def page_count(pdf: bytes) -> int:
    """Number of pages."""
    with _document(pdf) as document:
        return len(document)


def trim_origin(pdf: bytes, page: int = 0) -> tuple[float, float]:
    """Where the trim's top-left stands in the rendered picture, pt right and down from its corner."""
    with _page(pdf, page) as sheet:
        left, _, _, top = sheet.get_cropbox()
        trim_left, _, _, trim_top = sheet.get_trimbox()
        return (trim_left - left, top - trim_top)


@contextmanager
def _document(pdf: bytes) -> Iterator[Any]:
    # Here and not above: loading PDFium takes longer than all that a build without a proof needs of this module.
    import pypdfium2

    document: Any = pypdfium2.PdfDocument(pdf)  # type: ignore[no-untyped-call]
    try:
        yield document
    finally:
        document.close()


@contextmanager
def _page(pdf: bytes, number: int) -> Iterator[Any]:
    with _document(pdf) as document:
        if not 0 <= number < len(document):
            raise ValueError(f"the PDF has {len(document)} pages; there is no page {number + 1}")
        sheet = document[number]
        try:
            yield sheet
        finally:
            sheet.close()
