"""An open picture file and the part of it to show in, its pixels out: cropped, resampled, upright, of few kinds.

What comes out is line art of one bit at its own resolution (mode 1), or L, RGB, CMYK or LAB of 8 bits at no more than
the resolution of the press. Transparency is laid on paper white.
"""

from typing import TYPE_CHECKING

from pagesetter.images.crop import Crop
from pagesetter.images.probe import has_alpha, orientation_of
from pagesetter.images.tables import limit, orientation

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

_REDUCING_GAP = 2.0
"""A cheap reduction may come first as long as it leaves twice the pixels wanted; Pillow's own choice for thumbnails."""
_BLACK_AND_WHITE = frozenset({(0, 0, 0), (255, 255, 255)})


def pixels(image: "ImageFile", crop: Crop, width_pt: float, height_pt: float, max_ppi: float) -> "Image":
    """The part ``crop`` (of the upright picture) for a frame of that size, upright, as 1, L, RGB, CMYK or LAB.

    Raises whatever the decoders do for damaged data.
    """
    from PIL.Image import Resampling, Transpose

    turn = orientation(orientation_of(image))
    left, top, right, bottom = stored_crop(crop, turn.x, turn.y)
    frame = (height_pt, width_pt) if "v" in turn.x else (width_pt, height_pt)
    full = image.size
    wide, high = full[0] * (right - left), full[1] * (bottom - top)
    scale = min(1.0, frame[0] / 72 * max_ppi / wide, frame[1] / 72 * max_ppi / high)
    if scale * _REDUCING_GAP < 1:
        # Only JPEG can do this: the decoder leaves out what an eighth, quarter or half of the size does not need.
        image.draft(None, (round(full[0] * scale * _REDUCING_GAP) or 1, round(full[1] * scale * _REDUCING_GAP) or 1))
    if _decoding_bytes(image, full) > limit("decoding_bytes"):
        raise MemoryError  # libjpeg would call the file broken
    _key_of_eight_bits(image)
    image.load()
    plain = _plain(image)
    w, h = plain.size
    box = (left * w, top * h, right * w, bottom * h)
    if scale < 1 and plain.mode != "1":
        size = (max(1, int(wide * scale + 1e-6)), max(1, int(high * scale + 1e-6)))
        plain = plain.resize(size, Resampling.LANCZOS, box=box, reducing_gap=_REDUCING_GAP)
    else:
        x, y = min(round(box[0]), w - 1), min(round(box[1]), h - 1)
        edges = (x, y, max(round(box[2]), x + 1), max(round(box[3]), y + 1))
        if edges != (0, 0, w, h):
            plain = plain.crop(edges)
    return plain.transpose(Transpose[turn.transpose]) if turn.transpose else plain


def _decoding_bytes(image: "ImageFile", full: tuple[int, int]) -> float:
    """Memory that decoding takes: pixels at the size drafted, and all coefficients of a progressive JPEG."""
    drafted = image.size[0] * image.size[1] * (1 if image.mode in ("1", "L", "P") else 4)
    sampled = [h * v for _, h, v, _ in getattr(image, "layer", ())] if "progressive" in image.info else []
    coefficients = full[0] * full[1] * 2 * sum(sampled) / max(sampled) if sampled else 0
    return drafted + coefficients


def stored_crop(crop: Crop, x: str, y: str) -> Crop:
    """The crop of the upright picture as fractions of the stored one.

    ``x``, ``y``: which stored coordinate (u, v) the upright ones are, with - when counted from the far edge.
    """
    spans = {}
    for axis, (low, high) in ((x, (crop[0], crop[2])), (y, (crop[1], crop[3]))):
        spans[axis[-1]] = (1 - high, 1 - low) if axis[0] == "-" else (low, high)
    return (spans["u"][0], spans["v"][0], spans["u"][1], spans["v"][1])


def _plain(image: "ImageFile") -> "Image":
    """The pixels as 1, L, RGB, CMYK or LAB, transparency on white."""
    from PIL.Image import Dither

    if _is_line_art(image):
        return (_on_paper(image) if has_alpha(image) else image).convert("1", dither=Dither.NONE)
    if image.mode == "CMYK" and image.format == "JPEG" and "adobe" not in image.info:
        # Without Adobe's marker nothing says that the samples are inverted; Pillow takes it for granted (T.872 6.5.3).
        from PIL.ImageChops import invert

        return invert(image)
    if image.mode in ("L", "RGB", "CMYK", "LAB") and not has_alpha(image):
        return image
    if image.mode.startswith("I"):
        return _eight_bits(image)
    return _on_paper(image) if has_alpha(image) else image.convert("RGB")


def _key_of_eight_bits(image: "ImageFile") -> None:
    """Brings the transparent colour of a 16-bit RGB PNG down to 8 bits, as Pillow does with the pixels alone."""
    key = image.info.get("transparency")
    if isinstance(key, tuple) and any(";16" in str(tile[3]) for tile in image.tile):
        image.info["transparency"] = tuple(v >> 8 for v in key)


def _is_line_art(image: "ImageFile") -> bool:
    """Whether a picture is of one bit, or has a palette of which it uses no colours but black and white."""
    if image.mode != "P" or has_alpha(image):
        return image.mode == "1"
    used, palette = image.getcolors(2), image.getpalette()
    if used is None or palette is None:
        return False
    return {tuple(palette[3 * i : 3 * i + 3]) for _, i in used if isinstance(i, int)} <= _BLACK_AND_WHITE


def _on_paper(image: "Image") -> "Image":
    """A picture with transparency as it looks on white paper, L or RGB."""
    from PIL import Image

    grey = image.mode in ("1", "L", "LA", "La")
    over = image.convert("LA" if grey and "transparency" not in image.info else "RGBA")
    paper = Image.new("L" if over.mode == "LA" else "RGB", image.size, "white")
    paper.paste(over.convert(paper.mode), mask=over.getchannel("A"))
    return paper.getchannel(0) if grey and paper.mode == "RGB" else paper


def _eight_bits(image: "Image") -> "Image":
    """16-bit grey as L, each value rounded to its nearest of 256; the transparent value becomes paper."""
    wide, key = image.convert("I"), image.info.get("transparency")
    # On "I" point() takes a factor and an offset only; convert("L") alone would clip instead of scaling.
    grey = wide.point(lambda v: v * (1 / 257) + 0.5).convert("L")
    if isinstance(key, int):
        from PIL import ImageMath

        grey.paste(255, mask=ImageMath.lambda_eval(lambda at: (at["v"] == key) * 255, v=wide).convert("L"))
    return grey
