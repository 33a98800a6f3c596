"""Plates in, pictures and figures of them out: a PNG for each ink, a heat map of total ink, the ink report."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pagesetter.geometry import MM, Rect
from pagesetter.pdf.plates import Plates
from pagesetter.pdf.plates_ink import Coverage, Peak, TotalInk, total_image
from pagesetter.proof.raster import png
from pagesetter.reporting.forms import Json, rect_form
from pagesetter.reporting.terminal import columns, harmless, said

if TYPE_CHECKING:
    from PIL.Image import Image

_STOPS = (
    (0.0, (255, 255, 255)),
    (0.5, (214, 232, 245)),
    (1.0, (146, 197, 222)),
    (1.5, (178, 223, 138)),
    (2.0, (254, 224, 100)),
    (2.5, (245, 130, 50)),
    (3.0, (190, 30, 30)),
    (4.0, (60, 0, 20)),
)
"""Colours of the heat map by total ink."""
_TOO_MUCH = (200, 0, 200)
_FRAME = (0, 60, 200)
_STEPS = 64
"""Steps of the heat map for each full ink."""
_LEGEND_PX = 28
_LABELS = 4
"""Full inks at which the legend has a label."""


def plate_png(plates: Plates, ink: str) -> bytes:
    """One plate as a grey PNG: black where the ink is full."""
    from PIL import ImageChops  # whoever has a plate has loaded Pillow

    return png(ImageChops.invert(plates.image(ink)), plates.ppi)


def heat_map(plates: Plates, worst: TotalInk, limit: float | None = None) -> bytes:
    """PNG of the total ink by colours, the worst square framed, a legend under it.

    ``limit``: total ink (2.4 is 240 %) over which a pixel is shown in magenta.
    """
    from PIL import Image, ImageDraw, ImageMath

    total = total_image(plates)
    image = _coloured(total)
    if limit is not None:
        most = round(limit * 255)
        over = ImageMath.lambda_eval(lambda given: (given["total"] > most) * 255, total=total).convert("L")
        image.paste(_TOO_MUCH, mask=over)
    across, down = plates.width / plates.size[0], plates.height / plates.size[1]
    rect = worst.square.rect.moved(plates.trim.x, plates.trim.y)
    left, top = round(rect.x * across), round(rect.y * down)
    right, bottom = round(rect.right * across), round(rect.bottom * down)
    ImageDraw.Draw(image).rectangle((left - 2, top - 2, right + 1, bottom + 1), None, _FRAME, 2)
    sheet = Image.new("RGB", (image.width, image.height + _LEGEND_PX), "white")
    sheet.paste(image, (0, 0))
    _draw_legend(sheet, limit)
    return png(sheet, plates.ppi)


def _coloured(total: "Image") -> "Image":
    """The heat map's colours for sums of 255 a full ink."""
    from PIL import Image, ImageMath

    steps = ImageMath.lambda_eval(lambda given: given["min"](given["total"] * _STEPS / 255, 255), total=total).convert(
        "L"
    )
    tables = [[round(_between(step / _STEPS)[channel]) for step in range(256)] for channel in range(3)]
    return Image.merge("RGB", [steps.point(table) for table in tables])


def _between(total: float) -> tuple[float, float, float]:
    """The colour of a total, straight between the stops on both sides."""
    for (low, dark), (high, light) in pairwise(_STOPS):
        if total <= high:
            share = (total - low) / (high - low)
            r, g, b = (a + share * (z - a) for a, z in zip(dark, light, strict=True))
            return r, g, b
    return _STOPS[-1][1]


def _draw_legend(sheet: "Image", limit: float | None) -> None:
    """A bar from 0 to 400 % along the foot, as wide as the picture."""
    from PIL import ImageDraw, ImageFont

    draw = ImageDraw.Draw(sheet)
    top, width = sheet.height - _LEGEND_PX, sheet.width
    for x in range(width):
        total = x / width * _LABELS
        colour = _TOO_MUCH if limit is not None and total > limit else tuple(round(v) for v in _between(total))
        draw.line((x, top + 2, x, top + 11), colour)
    font = ImageFont.load_default(11)
    for full in range(_LABELS + 1):
        anchor = "la" if full == 0 else "ra" if full == _LABELS else "ma"
        draw.text((full / _LABELS * width, top + 13), f"{full * 100} %", "black", font, anchor=anchor)


def ink_lines(
    plates: Plates, covered: Sequence[Coverage], worst: TotalInk, limit: float | None = None, language: str = "en"
) -> list[str]:
    """The ink report of a page for people."""
    width, height = plates.trim.w / MM, plates.trim.h / MM
    rows = [[said("ink", name, language) for name in ("ink", "coverage", "area")]]
    rows += [[harmless(one.ink), f"{one.share:.2%}".replace("%", " %"), f"{one.cm2:.1f} cm2"] for one in covered]
    rows.append(
        [
            said("ink", "all", language),
            f"{sum(c.share for c in covered) * 100:.2f} %",
            f"{sum(c.cm2 for c in covered):.1f} cm2",
        ]
    )
    head = f"page {plates.page}, {width:.0f} x {height:.0f} mm, plates at {plates.ppi:g} ppi"
    lines: list[str] = []
    square = f"worst square of {worst.square_mm:g} mm"
    lines.append(f"total ink {_percent(worst.square)} in the {square}, {_place(worst.square.rect)}")
    lines.append(f"total ink {_percent(worst.pixel)} in the worst pixel, {_place(worst.pixel.rect)}")
    if limit is not None and worst.square.total > limit:
        lines.append(f"the worst square is over the limit of {limit * 100:.0f} %")
    if plates.foreign:
        lines.append(f"{' and '.join(plates.foreign)} colours were turned into process inks by the output intent")
    told = [said("ink", line, language) for line in (head, *lines)]
    return [told[0], *columns(rows, right=frozenset({1, 2})), *told[1:]]


def _percent(peak: Peak) -> str:
    return f"{peak.total * 100:.1f} %"


def _place(rect: Rect) -> str:
    return f"{rect.x / MM:.1f} mm from the left and {rect.y / MM:.1f} mm from the top of the trim"


def ink_form(
    plates: Plates, covered: Sequence[Coverage], worst: TotalInk, files: dict[str, str], limit: float | None = None
) -> dict[str, Json]:
    """The ink report of a page for programs. ``files``: where the plate of each ink was written, if it was."""
    alternates: dict[str, Any] = {plate.ink: plate.alternate for plate in plates.plates}
    inks: list[Json] = [
        {
            "ink": one.ink,
            "coverage": round(one.share, 6),
            "cm2": round(one.cm2, 3),
            "file": files.get(one.ink),
            "alternate": [round(v, 4) for v in alternates[one.ink]] if alternates[one.ink] else None,
        }
        for one in covered
    ]
    return {
        "page": plates.page,
        "ppi": plates.ppi,
        "trim_pt": rect_form(Rect(0, 0, plates.trim.w, plates.trim.h)),
        "inks": inks,
        "total_ink": {
            "limit": limit,
            "square_mm": worst.square_mm,
            "square": {"total": round(worst.square.total, 4), "rect": rect_form(worst.square.rect)},
            "pixel": {"total": round(worst.pixel.total, 4), "rect": rect_form(worst.pixel.rect)},
            "file": files.get(""),
        },
        "foreign": list(plates.foreign),
        "lost": list(plates.lost),
    }
