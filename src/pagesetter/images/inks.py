"""A picture in CMYK and a limit in, how much ink it has and where, or the picture with no more ink than that, out.

Every pixel counts. A glance in 8 bits settles it for nearly all pictures; only where that is over the limit are the
sums made exactly, in strips of rows, so that no picture needs its size in memory eight times over.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, cast

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsTransform

_STRIP = 256
"""Rows in a strip."""
TOLERANCE = 4 / 255
"""Four inks, each rounded by up to one level: so much over a limit is none."""
_RAMP = 0.2
"""Total ink below the limit over which the press's own separation comes in, so that no edge shows where it does."""

_Sums = dict[str, Any]
"""Pillow's operands, which have no type that can be named."""


class Heavy(NamedTuple):
    """A picture with more ink than a limit."""

    most: float
    """Its most total ink; 2.3 is 230 %."""
    x: float
    """Where that is, as a fraction of the picture from its left."""
    y: float
    """The same from its top."""
    share: float
    """Part of its pixels that is over the limit, 0..1."""


def heavy(inks: "Image", limit: float) -> Heavy | None:
    """Whether any pixel of a CMYK picture has more than ``limit`` (2.3 is 230 %) and the tolerance; None when not."""
    if _glance(inks) <= limit + TOLERANCE:
        return None
    level = round((limit + TOLERANCE) * 255)
    most, at, over = level, None, 0
    for top, strip in _strips(inks):
        total = _eval(_total, strip)
        high = int(total.getextrema()[1])
        if high <= level:
            continue
        over += _count(total, level)
        if high > most:
            where = _eval(_at_level(high), t=total).convert("L").getbbox()
            most, at = high, (where[0], top + where[1])
    if at is None:
        return None
    w, h = inks.size
    return Heavy(most / 255, (at[0] + 0.5) / w, (at[1] + 0.5) / h, over / (w * h))


def lightened(inks: "Image", limit: float, own: "ImageCmsTransform | None") -> "Image":
    """The picture with at most ``limit`` of ink in every pixel, looking as it did as far as the inks allow.

    ``own``: from the press's inks to those that its profile would print the same colour with. Where that is still too
    much, or is not given, black takes the place of the grey in C, M and Y (grey component replacement), and at last
    these three are thinned in proportion.
    """
    from PIL.Image import composite, new

    made = new("CMYK", inks.size)
    for top, strip in _strips(inks):
        done = strip
        if own is not None:
            mask = _eval(_weight(limit), strip).convert("L")
            done = composite(own.apply(strip), strip, mask)
        made.paste(_replaced(done, limit), (0, top))
    return made


def _glance(inks: "Image") -> float:
    """An upper bound of the total ink, by sums of 8 bits."""
    from PIL.ImageChops import add

    c, m, y, k = inks.split()
    quarter: Any = add(add(c, m, 2), add(y, k, 2), 2).getextrema()[1]
    # Halves are cut off: half a level twice in the first sums, which counts half, and half a level in the last.
    return float(quarter * 4 + 3) / 255


def _strips(inks: "Image") -> Iterator[tuple[int, "Image"]]:
    w, h = inks.size
    for top in range(0, h, _STRIP):
        yield top, inks.crop((0, top, w, min(top + _STRIP, h)))


def _eval(formula: Callable[[_Sums], Any], inks: "Image | None" = None, **more: "Image") -> Any:
    from PIL import ImageMath

    named = dict(zip("cmyk", inks.split(), strict=True)) if inks is not None else {}
    return ImageMath.lambda_eval(formula, **named, **more)


def _total(one: _Sums) -> Any:
    return one["c"] + one["m"] + one["y"] + one["k"]


def _at_level(level: int) -> Callable[[_Sums], Any]:
    return lambda one: (one["t"] == level) * 255


def _count(total: "Image", level: int) -> int:
    over = _eval(lambda one: (one["t"] > level) * 255, t=total).convert("L")
    return int(over.histogram()[255])


def _weight(limit: float) -> Callable[[_Sums], Any]:
    """How far the press's own separation is in: 0 well under the limit, 255 from it on."""
    start, width = round((limit - _RAMP) * 255), round(_RAMP * 255)

    def weight(one: _Sums) -> Any:
        return one["min"]((one["max"](_total(one) - start, 0) * 255) / width, 255)

    return weight


def _replaced(inks: "Image", limit: float) -> "Image":
    """Grey component replacement down to the limit.

    Taking x of each of C, M, Y and adding x of K saves 2x; once K is full, it saves 3x.
    """
    from PIL.Image import merge

    level = int(limit * 255 + 1e-6)
    total = _eval(_total, inks)
    if total.getextrema()[1] <= level:
        return inks

    def taken(one: _Sums) -> Any:
        over = one["max"](_total(one) - level, 0)
        room = 255 - one["k"]
        least = one["min"](one["min"](one["c"], one["m"]), one["y"])
        return one["min"](one["min"]((over + 1) / 2, (over + room + 2) / 3), least)

    grey = _eval(taken, inks)
    black = _eval(lambda one: one["min"](one["k"] + one["x"], 255), inks, x=grey).convert("L")

    def thinned(name: str) -> "Image":
        def value(one: _Sums) -> Any:
            rest = one["c"] + one["m"] + one["y"] - one["x"] * 3
            kept = one["min"](rest, one["max"](level - one["b"], 0))
            return (one[name] - one["x"]) * kept / one["max"](rest, 1)

        return cast("Image", _eval(value, inks, x=grey, b=black).convert("L"))

    return merge("CMYK", [thinned("c"), thinned("m"), thinned("y"), black])
