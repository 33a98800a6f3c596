"""Pixels and the options of an aim in, the same pixels with their tones moved and their edges sharpened out.

Both are off unless a layout asks for them. They come before the separation, so the press profile keeps its ink limit.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from pagesetter.images.aim import Aim

if TYPE_CHECKING:
    from PIL.Image import Image


def toned(image: "Image", aim: Aim) -> "Image":
    """An L, RGB, CMYK or LAB picture with the aim's curve on its tones and sharpened as the aim says.

    A tone is an amount of ink: in CMYK each ink, else the darkness of each channel (of L* alone in Lab).
    """
    if aim.curve:
        table = curve_table(aim.curve, inks=image.mode == "CMYK")
        if image.mode == "LAB":
            table += [*range(256)] * 2
        else:
            table *= len(image.getbands())
        image = image.point(table)
    return _sharpened(image, aim) if aim.sharpen > 0 else image


def _sharpened(image: "Image", aim: Aim) -> "Image":
    from PIL import Image
    from PIL.ImageFilter import UnsharpMask

    mask = UnsharpMask(aim.sharpen_px, round(aim.sharpen * 100), aim.sharpen_step)
    if image.mode != "LAB":
        return image.filter(mask)
    light, *colour = image.split()
    return Image.merge("LAB", [light.filter(mask), *colour])


def curve_table(points: tuple[tuple[float, float], ...], *, inks: bool) -> list[int]:
    """The curve on 256 levels: ``inks``: 255 is full ink, else it is paper."""
    curve = curve_through(points)
    table = [round(curve(v / 255) * 255) for v in range(256)]
    return table if inks else [255 - v for v in reversed(table)]


def curve_through(points: tuple[tuple[float, float], ...]) -> Callable[[float], float]:
    """The curve through the points as a function of an amount of ink 0..1, straight beyond them to 0 and 1.

    Monotone cubic pieces (Fritsch and Carlson 1980): no point overshoots, so tones keep their order.
    """
    known = _ends(points)
    n = len(known)
    xs, ys = [x for x, _ in known], [y for _, y in known]
    slopes = [(ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i]) for i in range(n - 1)]
    tangents = [slopes[0], *((a + b) / 2 if a * b > 0 else 0.0 for a, b in pairwise(slopes)), slopes[-1]]
    for i, slope in enumerate(slopes):
        if slope == 0:
            tangents[i] = tangents[i + 1] = 0.0
            continue
        a, b = tangents[i] / slope, tangents[i + 1] / slope
        if a * a + b * b > 9:
            scale = 3 / (a * a + b * b) ** 0.5
            tangents[i], tangents[i + 1] = scale * a * slope, scale * b * slope

    def value(x: float) -> float:
        i = max(k for k in range(n - 1) if k == 0 or xs[k] <= x)
        h = xs[i + 1] - xs[i]
        t = (x - xs[i]) / h
        y = (
            (1 + 2 * t) * (1 - t) ** 2 * ys[i]
            + t * (1 - t) ** 2 * h * tangents[i]
            + t * t * (3 - 2 * t) * ys[i + 1]
            + t * t * (t - 1) * h * tangents[i + 1]
        )
        return min(max(y, 0.0), 1.0)

    return value


def _ends(points: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    """The points with both ends of the range, ascending, each amount once."""
    known = {min(max(x, 0.0), 1.0): min(max(y, 0.0), 1.0) for x, y in points}
    return sorted({0.0: 0.0, 1.0: 1.0, **known}.items())
