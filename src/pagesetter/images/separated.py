"""The bytes of a picture file and what a page wants of it in, its pixels in the inks of the press out.

- Colour becomes four components, DeviceCMYK. The JPEG holds the samples inverted, as Adobe's applications write CMYK
  JPEGs and as Pillow does: ``inverted`` is True and the PDF image wants ``/Decode [1 0 1 0 1 0 1 0]``. Chroma is never
  subsampled: in a CMYK JPEG that would halve M, Y and K themselves.
- Grey (also colour files without any colour in them) becomes one component, DeviceGray, which prints on K alone:
  plates out of register cannot tint it. Line art of one bit stays so, at its own resolution.
- Transparency is laid on paper white.
- No picture has more ink than the aim allows, or it is reported, as the aim says.
"""

import zlib
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from pagesetter.diagnostics import Severity
from pagesetter.images.aim import Aim
from pagesetter.images.crop import Crop
from pagesetter.images.kept import Made, Seen, packed
from pagesetter.images.opened import damaged, opened

if TYPE_CHECKING:
    from PIL.Image import Image

    from pagesetter.images.inks import Heavy

_NEUTRAL_TOLERANCE = 2
"""Levels of 255 by which the channels of a grey picture saved as RGB may differ."""


class Wanted(NamedTuple):
    """What a page wants of a picture."""

    crop: Crop
    """Fractions of the upright picture."""
    width_pt: float
    height_pt: float
    aim: Aim


def converted(name: str, data: bytes, wanted: Wanted) -> bytes:
    """`separated` as bytes (`kept.packed`)."""
    return packed(separated(name, data, wanted))


def separated(name: str, data: bytes, wanted: Wanted) -> Made:
    """The picture file ``data`` for the press; PictureError when it cannot be used. ``name``: of the file."""
    from pagesetter.images.pixels import pixels

    image, _ = opened(name, data)
    full = image.size
    profile = image.info.get("icc_profile")
    try:
        part = pixels(image, wanted.crop, wanted.width_pt, wanted.height_pt, wanted.aim.max_ppi)
    except Exception as e:  # decoders fail on damaged data with nearly every exception that there is
        raise damaged(name, full, e) from e
    try:
        if part.mode == "1":
            return Made(zlib.compress(part.tobytes()), "FlateDecode", *part.size, 1, 1, False)
        return _in_inks(part, profile, name, wanted)
    except MemoryError as e:
        raise damaged(name, full, e) from e


def _in_inks(part: "Image", profile: bytes | None, name: str, wanted: Wanted) -> Made:
    from pagesetter.images.colour import grey_curve, source, to_press

    aim = wanted.aim
    where, broken = source(profile, part.mode)
    seen = _assumed(name, broken, where.profile == b"", part.mode)
    tones = _tones(part)
    if tones is not None:
        grey = _as_asked(tones, aim).point(grey_curve(where, aim))
        return Made(encoded(grey, aim.quality), "DCTDecode", *grey.size, 1, 8, False, seen)
    transform = to_press(where, aim)
    asked = _as_asked(part, aim)
    inks = transform.apply(asked) if transform else asked
    inks, more = _within(inks, part, name, wanted, separated=transform is not None)
    return Made(encoded(inks, aim.quality), "DCTDecode", *inks.size, 4, 8, True, seen + more)


def _as_asked(image: "Image", aim: Aim) -> "Image":
    if not aim.curve and aim.sharpen <= 0:
        return image
    from pagesetter.images.tones import toned

    return toned(image, aim)


def _within(
    inks: "Image", came: "Image", name: str, wanted: Wanted, *, separated: bool
) -> tuple["Image", tuple[Seen, ...]]:
    """The inks with no more than the aim allows, and what there is to say about them.

    ``came``: the picture before it was converted; ``separated``: whether the press profile made the inks.
    """
    from pagesetter.images.inks import TOLERANCE, heavy, lightened

    aim, own = wanted.aim, came.mode == "CMYK"
    printed = heavy(inks, aim.ink_warn)
    supplied = heavy(came, aim.ink_warn) if own and separated else printed if own else None
    worst = supplied or printed
    if worst is None:
        return inks, ()
    if aim.refuse:
        severity = Severity.ERROR if worst.most > aim.ink_fail + TOLERANCE else Severity.WARNING
        hint = 'separate it anew for this press, or let the layout ask for "cmyk: convert" under "pictures"'
        return inks, (Seen(severity, "I011", _heavy_words(worst, name, wanted), hint, (worst.x, worst.y)),)
    if printed:
        from pagesetter.images.colour import through_press

        inks = lightened(inks, aim.ink_warn, None if separated else through_press(aim))
    if supplied is None:  # ours to keep the limit
        return inks, ()
    message = f"{_heavy_words(supplied, name, wanted)}; it is brought under that"
    return inks, (Seen(Severity.NOTE, "I012", message, "", (supplied.x, supplied.y)),)


def _heavy_words(worst: "Heavy", name: str, wanted: Wanted) -> str:
    across, down = worst.x * wanted.width_pt / 72 * 25.4, worst.y * wanted.height_pt / 72 * 25.4
    limits = f"{wanted.aim.ink_warn * 100:.0f} %"
    if wanted.aim.refuse and wanted.aim.ink_fail > wanted.aim.ink_warn:
        limits += f" (an error over {wanted.aim.ink_fail * 100:.0f} %)"
    return (
        f'picture "{name}" has {worst.most * 100:.0f} % of ink {across:.0f} mm from its left and '
        f"{down:.0f} mm from its top, and {_share(worst.share)} of it is over the limit of {limits}"
    )


def _share(part: float) -> str:
    return f"{part * 100:.0f} %" if part >= 0.01 else "under 1 %"


def _assumed(name: str, broken: bool, assumed: bool, mode: str) -> tuple[Seen, ...]:
    instead = "the coated condition" if mode == "CMYK" else "sRGB"
    if broken:
        message = f'the colour profile of picture "{name}" is broken or not for its pixels; {instead} is taken instead'
        return (Seen(Severity.NOTE, "I009", message, "save the picture with its right profile"),)
    if assumed and mode == "CMYK":
        message = f'CMYK picture "{name}" carries no colour profile; {instead} is taken as its source'
        return (Seen(Severity.NOTE, "I010", message, "embed the profile that it was separated for"),)
    return ()


def _tones(image: "Image") -> "Image | None":
    """The greys (255 is paper) of a picture without colour; None for one with colour.

    Grey is what RGB has in equal channels, Lab in its lightness alone, and CMYK in K alone.
    """
    from PIL import ImageChops
    from PIL.Image import Resampling

    if image.mode == "L":
        return image
    # A glance at a small copy settles it for nearly every colour picture.
    for sample in (image.resize((32, 32), Resampling.NEAREST), image):
        bands = sample.split()
        if image.mode == "RGB":
            off = [ImageChops.difference(bands[1], other) for other in (bands[0], bands[2])]
        else:
            off = list(bands[1:] if image.mode == "LAB" else bands[:3])
        if any(_colour(band.histogram(), signed=image.mode == "LAB") for band in off):
            return None
    tones = bands[{"RGB": 1, "LAB": 0, "CMYK": 3}[image.mode]]
    return ImageChops.invert(tones) if image.mode == "CMYK" else tones


def _colour(levels: list[int], *, signed: bool) -> bool:
    """Whether a histogram has anything beyond the tolerance; signed: 255 is one below 0, as Lab has it."""
    end = 256 - _NEUTRAL_TOLERANCE if signed else 256
    return any(levels[_NEUTRAL_TOLERANCE + 1 : end])


class _Jpeg(BytesIO):
    """A file in memory whose name tells Pillow the format; told outright, it would load five more formats first."""

    name = "picture.jpg"


def encoded(image: "Image", quality: int) -> bytes:
    """The pixels as a JPEG without anything else, its chroma in full."""
    image.info.clear()  # comments and profiles of the source do not travel along
    out = _Jpeg()
    image.save(out, quality=quality, subsampling=0)
    return out.getvalue()
