"""Pictures and their inks for the tests of this folder."""

import io
import zlib
from functools import cache
from pathlib import Path

from PIL import Image, ImageCms

from pagesetter import resources
from pagesetter.images.aim import Aim, aim_of
from pagesetter.images.convert import PressPicture, press_picture
from pagesetter.images.crop import WHOLE
from pagesetter.model.press import PressSpec

NEWSPRINT_ICC = resources.data("profiles/newsprint.icc")
COATED_ICC = resources.data("profiles/coated.icc")
NEWSPRINT = aim_of(PressSpec())
COATED = aim_of(PressSpec(condition="coated"))
SPOTS = ((30, 20), (90, 20), (30, 60), (90, 60))
"""Middles of the quadrants."""
COLOURS = ((200, 40, 40), (40, 150, 60), (40, 60, 190), (235, 215, 60))


def quadrants() -> Image.Image:
    """Red and green above, blue and yellow below, 120 x 80."""
    image = Image.new("RGB", (120, 80))
    for i, colour in enumerate(COLOURS):
        image.paste(colour, (i % 2 * 60, i // 2 * 40, i % 2 * 60 + 60, i // 2 * 40 + 40))
    return image


def pressed(path: Path, aim: Aim = NEWSPRINT, size: tuple[float, float] = (120, 80)) -> PressPicture:
    """The whole picture in a frame of that size (pt)."""
    return press_picture(str(path), WHOLE, *size, aim)


def samples(picture: PressPicture) -> Image.Image:
    """The inks (0 none, 255 full), or the grey, that a PDF reader makes of the picture."""
    if picture.bits == 1:
        return Image.frombytes("1", (picture.width, picture.height), zlib.decompress(picture.data)).convert("L")
    with Image.open(io.BytesIO(picture.data)) as image:
        image.load()
    return image


def totals(picture: PressPicture) -> list[float]:
    """Total ink of the pixels; 2.3 is 230 %."""
    data = samples(picture).tobytes()
    return [sum(data[i : i + 4]) / 255 for i in range(0, len(data), 4)]


def proofed(inks: Image.Image, profile: Path = NEWSPRINT_ICC) -> Image.Image:
    """As it looks on the press, in sRGB."""
    return to_screen(profile).apply(inks)


@cache
def to_screen(profile: Path) -> ImageCms.ImageCmsTransform:
    """From the inks of a press to sRGB: to make the tables for it takes longer than to convert a picture."""
    screen = ImageCms.createProfile("sRGB")
    return ImageCms.buildTransform(str(profile), screen, "CMYK", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC)


def shown(picture: PressPicture) -> list[tuple[int, ...]]:
    """Colours of the quadrants as they look on newsprint."""
    image = samples(picture)
    image = proofed(image) if picture.components == 4 else image.convert("RGB")
    return [image.getpixel(at) for at in SPOTS]
