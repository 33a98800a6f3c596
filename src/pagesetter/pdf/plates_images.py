"""An image of a PDF and its colour space in, one grey image for each plate out (ISO 32000-1, 8.9.5).

An image with one component stays packed as it is and gets another table of greys; one with several is unpacked once,
and every plate takes its channel.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from io import BytesIO
from math import inf
from typing import TYPE_CHECKING, Any

from pagesetter.pdf.plates_colour import Foreign, Space
from pagesetter.records import record

if TYPE_CHECKING:
    from PIL.Image import Image

_KEPT = ("/Mask", "/SMask", "/OC", "/Interpolate")
_TABLE_BITS = 8


@record
class GreyImage:
    """An image for one plate: entries of its dictionary and its data."""

    entries: tuple[tuple[str, Any], ...]
    data: bytes
    inked: bool
    """Whether any of it may print."""
    shown: "Image | None" = None
    """Where it shows, 255, in place of a mask of colours; None: everywhere."""


def grey_images(image: Any, space: Space, inks: Sequence[str], most: float = inf) -> dict[str, GreyImage]:
    """The image on each of the plates. ``most``: pixels from which on it is brought down, to no fewer than these.

    Raises ValueError, OSError, TypeError or pikepdf's errors for one that cannot be unpacked.
    """
    bits = 16 if image.get("/BitsPerComponent") == 16 else int(image.get("/BitsPerComponent", 8))
    filters = _filters(image)
    if space.size == 1 and bits <= _TABLE_BITS and filters[-1:] != ["/JPXDecode"]:
        return _by_table(image, space, inks, bits)
    return _by_channel(image, space, inks, bits, filters, most)


def named_space(image: Any) -> Any:
    """The colour space of an image that names none: a JPEG 2000 file says by itself what it holds (7.4.9)."""
    from pikepdf import Name  # whoever has the image has loaded it

    filters = _filters(image)
    if filters[-1:] != ["/JPXDecode"]:
        return Name.DeviceGray
    from PIL import Image  # as above

    with Image.open(BytesIO(_packed(image, filters))) as opened:
        mode = opened.mode
    return {"RGB": Name.DeviceRGB, "RGBA": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}.get(mode, Name.DeviceGray)


def _filters(image: Any) -> list[str]:
    from pikepdf import Array  # whoever has the image has loaded it

    named = image.get("/Filter")
    if named is None:
        return []
    return [str(one) for one in named] if isinstance(named, Array) else [str(named)]


def _decode(image: Any, space: Space, bits: int) -> tuple[float, ...]:
    given = image.get("/Decode")
    usual = space.decode(bits)
    if given is None:
        return usual
    values = tuple(float(v) for v in given)
    return values if len(values) == len(usual) else usual


def _by_table(image: Any, space: Space, inks: Sequence[str], bits: int) -> dict[str, GreyImage]:
    """The samples as they are, as indices into a table of greys (8.6.6.3)."""
    from pikepdf import Array, Name, Stream, String  # as above

    low, high = _decode(image, space, bits)
    most = (1 << bits) - 1
    paints = [space.paint((low + v / most * (high - low),)) for v in range(most + 1)]
    # A mask of colours (8.9.6.4) is compared with the samples: then even a blank plate needs them.
    keyed = image.get("/Mask") is not None and not isinstance(image["/Mask"], Stream)
    raw = b""
    made = {}
    for ink in inks:
        table = bytes(round(255 * (1 - paint.amount(ink))) for paint in paints)
        if not keyed and len(set(table)) == 1:
            made[ink] = _even(image, table[0])
            continue
        raw = raw or bytes(image.read_raw_bytes())
        entries = [
            ("/Width", image["/Width"]),
            ("/Height", image["/Height"]),
            ("/BitsPerComponent", bits),
            ("/ColorSpace", Array([Name.Indexed, Name.DeviceGray, most, String(table)])),
            *((key, image[key]) for key in ("/Filter", "/DecodeParms", *_KEPT) if key in image),
        ]
        made[ink] = GreyImage(tuple(entries), raw, min(table) < 255)
    return made


def _even(image: Any, grey: int) -> GreyImage:
    """One pixel for a plate on which all are alike."""
    return GreyImage((*_plain(1, 1), *_kept(image)), bytes((grey,)), grey < 255)


def _kept(image: Any) -> tuple[tuple[str, Any], ...]:
    """What stays as it is; a mask of colours speaks of samples that are gone."""
    from pikepdf import Array  # as above

    return tuple((key, image[key]) for key in _KEPT if key in image and not isinstance(image[key], Array))


def _plain(width: int, height: int) -> tuple[tuple[str, Any], ...]:
    from pikepdf import Name  # as above

    entries = (("/Width", width), ("/Height", height), ("/BitsPerComponent", 8))
    return (*entries, ("/ColorSpace", Name.DeviceGray))


def _by_channel(
    image: Any, space: Space, inks: Sequence[str], bits: int, filters: Sequence[str], most: float
) -> dict[str, GreyImage]:
    """The samples unpacked, a channel to each plate."""
    from pikepdf import Stream  # as above
    from PIL import Image, ImageChops  # only images with several inks need it here

    bands = _samples(image, space.size, bits, filters)
    size = bands[0].size
    decode = _decode(image, space, 8)
    kept = _kept(image)
    matte = image["/SMask"].get("/Matte") if isinstance(image.get("/SMask"), Stream) else None
    if matte is not None:
        whole = [(float(v) - low) / (high - low) for v, low, high in zip(matte, decode[::2], decode[1::2], strict=True)]
        bands = _unmixed(bands, _samples(image["/SMask"], 1, 8, _filters(image["/SMask"]))[0], whole)
        kept = tuple((key, _without_matte(value) if key == "/SMask" else value) for key, value in kept)
    mask = image.get("/Mask")
    hidden = None
    if mask is not None and not isinstance(mask, Stream):
        hidden = _keyed(bands, [int(v) for v in mask], bits)
    amounts: dict[str, Image.Image] = {}
    if isinstance(space, Foreign):
        stored = [
            band.point(
                [space.byte(i, decode[2 * i] + v / 255 * (decode[2 * i + 1] - decode[2 * i])) for v in range(256)]
            )
            for i, band in enumerate(bands)
        ]
        names = space.paint(space.initial).inks
        amounts = dict(zip(names, space.inks(Image.merge(space.mode, stored)).split(), strict=True))
    else:
        names, rising = space.picks()
        for i, (name, band) in enumerate(zip(names, bands, strict=True)):
            low, high = decode[2 * i], decode[2 * i + 1]
            if not rising:
                low, high = 1 - low, 1 - high
            levels = [min(max(round(255 * (low + v / 255 * (high - low))), 0), 255) for v in range(256)]
            amounts[name] = band.point(levels)
    step = max(1, int((size[0] * size[1] / most) ** 0.5))  # means of whole squares: no ink is lost
    made = {}
    for ink in inks:
        amount = amounts.get(ink, amounts.get("All"))
        if amount is None or amount.getbbox() is None:
            blank = GreyImage((*_plain(1, 1), *kept), b"\xff", False)
            made[ink] = replace(blank, shown=hidden) if hidden else blank
            continue
        amount = amount.reduce(step) if step > 1 else amount
        entries = (*_plain(*amount.size), *kept)
        made[ink] = GreyImage(entries, ImageChops.invert(amount).tobytes(), True, hidden)
    return made


def _unmixed(bands: "Sequence[Image]", alpha: "Image", matte: Sequence[float]) -> "list[Image]":
    """The samples before they were mixed with a colour by their opacity (11.6.5.3)."""
    from PIL import ImageMath  # as above

    made = []
    alpha = alpha if alpha.size == bands[0].size else alpha.resize(bands[0].size)
    for band, colour in zip(bands, matte, strict=True):
        base = round(255 * colour)

        def mixed(given: dict[str, Any], base: int = base) -> Any:
            shown = given["max"](given["int"](given["alpha"]), 1)
            value = base + (given["int"](given["band"]) - base) * 255 / shown
            return given["max"](given["min"](value, 255), 0)

        made.append(ImageMath.lambda_eval(mixed, band=band, alpha=alpha).convert("L"))
    return made


def _without_matte(mask: Any) -> Any:
    made = copy(mask)
    del made["/Matte"]
    return made


def _keyed(bands: "Sequence[Image]", limits: Sequence[int], bits: int) -> "Image":
    """255 where an image shows, 0 where all of its samples lie within the limits (8.9.6.4)."""
    from PIL import ImageChops  # as above

    scale = 255 / ((1 << bits) - 1)
    inside = None
    for band, low, high in zip(bands, limits[0::2], limits[1::2], strict=False):
        hit = band.point([255 if low * scale - 0.5 < v < high * scale + 0.5 else 0 for v in range(256)])
        inside = hit if inside is None else ImageChops.darker(inside, hit)
    assert inside is not None  # there are several bands
    return ImageChops.invert(inside)


def _samples(image: Any, count: int, bits: int, filters: Sequence[str]) -> "list[Image]":
    """The components as pictures of 8 bits, before Decode."""
    from PIL import Image, ImageChops  # as above

    last = filters[-1] if filters else ""
    if last in ("/DCTDecode", "/DCT", "/JPXDecode"):
        with Image.open(BytesIO(_packed(image, filters))) as opened:
            picture = opened if opened.mode in ("L", "RGB", "CMYK", "RGBA", "LA", "LAB") else opened.convert("L")
            bands = list(picture.split())
        if last != "/JPXDecode" and len(bands) == 4:
            # Pillow takes every CMYK JPEG for one of Adobe's and turns it round; a PDF means the samples as stored.
            bands = [ImageChops.invert(band) for band in bands]
        if len(bands) < count:
            raise ValueError(f"an image with {len(bands)} components instead of {count}")
        return bands[:count]
    size = (int(image["/Width"]), int(image["/Height"]))
    across = size[0] * count
    data = bytes(image.read_bytes())
    row = (across * bits + 7) // 8
    if bits not in (1, 2, 4, 8, 16) or min(size) < 1 or len(data) < row * size[1]:
        raise ValueError("an image with too few samples")
    data = data[: row * size[1]]
    if bits == 16:
        data = data[::2]  # the upper halves
    elif bits < 8:
        wide = Image.frombytes("P", (across, size[1]), data, "raw", f"P;{bits}")
        data = wide.tobytes().translate(bytes(min(255, round(v * 255 / ((1 << bits) - 1))) for v in range(256)))
    return [Image.frombytes("L", size, data[i::count]) for i in range(count)]


def _packed(image: Any, filters: Sequence[str]) -> bytes:
    """The data of a JPEG or JPEG 2000 file, without what is packed around it."""
    raw = bytes(image.read_raw_bytes())
    if len(filters) == 1:
        return raw
    from pikepdf import Array, Name, Pdf, Stream  # as above

    with Pdf.new() as scratch:
        outer = Stream(scratch, raw)
        outer["/Filter"] = Array([Name(one) for one in filters[:-1]])
        return bytes(outer.read_bytes())
