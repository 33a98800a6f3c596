"""A proof picture and what a desk found on its page in, the picture with numbered outlines and a legend out."""

from collections.abc import Sequence
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pagesetter import resources
from pagesetter.diagnostics import Diagnostic, Severity
from pagesetter.geometry import Rect
from pagesetter.proof.raster import png

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_COLOURS: Final = MappingProxyType(
    {Severity.ERROR: (205, 0, 0), Severity.WARNING: (215, 110, 0), Severity.NOTE: (0, 95, 190)}
)
_FONT: Final = "LXGWWenKai-Regular.ttf"
_LETTER_PT, _LETTER_PX = 10.0, 13
"""The legend is as large as body text, but never too small to read on the screen."""
_LEGEND_PT: Final = 250.0
"""Width of the legend."""
_LEAST_PX: Final = 10
"""An outline is at least so large, however small the spot."""
_CLOSING: Final = frozenset("，。；：、！？）”》」)")
_TINT: Final = 0.12
"""How much of its colour lies over a spot."""


def desk_proof(
    picture: bytes,
    found: Sequence[Diagnostic],
    ppi: float,
    origin: tuple[float, float],
    clean: str = "no ban is broken",
) -> bytes:
    """PNG of ``picture`` (`raster.render` of the page at ``ppi``) with every finding outlined and numbered on it.

    ``found`` is numbered from 1 in its order; the legend beside the page gives code and message of each. ``origin``:
    the trim's top-left in the picture, pt. ``clean``: what the legend of a page without findings says.
    """
    from PIL import Image

    with Image.open(BytesIO(picture)) as image:
        page = image.convert("RGB")
    scale = ppi / 72
    font = _font(max(_LETTER_PX, round(_LETTER_PT * scale)))
    rects = [(number, d, _pixels(d.rect, origin, scale, page)) for number, d in enumerate(found, 1) if d.rect]
    page = _tinted(page, rects)
    _outlined(page, rects, font, max(2, round(1.2 * scale)))
    return png(_with_legend(page, found, font, round(_LEGEND_PT * scale), clean), ppi)


Place = tuple[int, int, int, int]


def _pixels(rect: Rect, origin: tuple[float, float], scale: float, page: "Image") -> Place:
    """Left, top, right, bottom of a rectangle in the picture."""
    left, top = round((rect.x + origin[0]) * scale), round((rect.y + origin[1]) * scale)
    right, bottom = round((rect.right + origin[0]) * scale), round((rect.bottom + origin[1]) * scale)
    grow_x, grow_y = max(0, _LEAST_PX - right + left) // 2 + 2, max(0, _LEAST_PX - bottom + top) // 2 + 2
    left, top = max(0, left - grow_x), max(0, top - grow_y)
    return left, top, max(left, min(page.width - 1, right + grow_x)), max(top, min(page.height - 1, bottom + grow_y))


def _tinted(page: "Image", rects: Sequence[tuple[int, Diagnostic, Place]]) -> "Image":
    from PIL import Image
    from PIL.ImageDraw import Draw

    over = page.copy()
    draw = Draw(over)
    for _, d, place in reversed(rects):
        draw.rectangle(place, _COLOURS[d.severity])
    return Image.blend(page, over, _TINT)


def _outlined(page: "Image", rects: Sequence[tuple[int, Diagnostic, Place]], font: "FreeTypeFont", width: int) -> None:
    """Outlines, the mildest first, and their numbers, none over another."""
    from PIL.ImageDraw import Draw

    draw = Draw(page)
    for _, d, place in reversed(rects):
        draw.rectangle(place, None, _COLOURS[d.severity], width)
    taken: list[Place] = []
    for number, d, (left, top, _, _) in rects:
        w, h = round(font.getlength(str(number))) + 8, sum(font.getmetrics()) + 2
        x, y = min(left, page.width - w - 1), min(top, page.height - h - 1)
        y = y - h if y >= h else y  # over the outline, so that what is found can be read
        label = (x, y, x + w, y + h)
        while any(_meet(label, other) for other in taken) and label[2] + w < page.width:
            label = (label[0] + w + 1, y, label[2] + w + 1, y + h)
        taken.append(label)
        draw.rectangle(label, _COLOURS[d.severity])
        draw.text((label[0] + 4, label[1] + 1), str(number), "white", font)


def _meet(a: Place, b: Place) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _with_legend(page: "Image", found: Sequence[Diagnostic], font: "FreeTypeFont", width: int, clean: str) -> "Image":
    """The page and, right of it, what its numbers mean; longer than the page where there is much to say."""
    from PIL import Image
    from PIL.ImageDraw import Draw

    step, margin = round(sum(font.getmetrics()) * 1.15), round(font.size)
    indent = round(font.getlength("00 "))
    rows: list[tuple[str, str, tuple[int, int, int]]] = []
    for number, d in enumerate(found, 1):
        for i, line in enumerate(_wrapped(f"{d.code} {d.message}", font, width - 2 * margin - indent)):
            rows.append((str(number) if i == 0 else "", line, _COLOURS[d.severity]))
        rows.append(("", "", (0, 0, 0)))
    if not found:
        rows = [("", clean, (0, 110, 60))]
    sheet = Image.new("RGB", (page.width + width, max(page.height, len(rows) * step + 2 * margin)), "white")
    sheet.paste(page, (0, 0))
    draw = Draw(sheet)
    draw.line((page.width, 0, page.width, sheet.height), (150, 150, 150), 1)
    for i, (mark, line, colour) in enumerate(rows):
        y = margin + i * step
        if mark:
            left = page.width + margin
            draw.rectangle((left - 4, y, left + font.getlength(mark) + 3, y + step), colour)
            draw.text((left, y), mark, "white", font)
        draw.text((page.width + margin + indent, y), line, (30, 30, 30) if found else colour, font)
    return sheet


def _wrapped(text: str, font: "FreeTypeFont", width: float) -> list[str]:
    """Lines of at most so many pixels: broken at blanks, and between Han characters; closing marks may stand out."""
    lines, line = [], ""
    for word in _words(text):
        if line and word not in _CLOSING and font.getlength((line + word).rstrip()) > width:
            lines.append(line.rstrip())
            line = word.lstrip()
        else:
            line += word
    return [*lines, line.rstrip()]


def _words(text: str) -> list[str]:
    words = [""]
    for char in text:
        if not char.isascii() or (words[-1] and not words[-1][-1].isascii()):
            words.append("")
        words[-1] += char
        if char == " ":
            words.append("")
    return [word for word in words if word]


def _font(size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    # The basic engine: the other depends on libraries that not every machine has.
    return ImageFont.truetype(str(resources.fonts_folder() / _FONT), size, layout_engine=ImageFont.Layout.BASIC)
