"""Plates and the profile of their press in, the page as it will look on that press's paper out.

The inks come from the plates, so overprint shows; their colours come from the profile by the absolute colorimetric
intent (ISO 15076-1 7.2.15), so that the paper has its own colour: newsprint is grey and a little yellow.
"""

from io import BytesIO
from typing import TYPE_CHECKING

from pagesetter.pdf.plates import Plates
from pagesetter.pdf.plates_colour import PROCESS
from pagesetter.proof.raster import png

if TYPE_CHECKING:
    from PIL.Image import Image

_UNKNOWN = (0.0, 0.0, 0.0, 0.5)
"""How a spot ink is shown whose colour the file does not tell in process inks: as a grey."""


def soft_proof(plates: Plates, profile: bytes) -> bytes:
    """PNG (sRGB) of the page. ``profile``: the ICC profile of the press, for CMYK.

    A spot ink takes from the light what its process equivalent would at full tint, thinned by its tint. ValueError for
    a profile that is no printer's.
    """
    from PIL import Image  # reading plates needs no pictures

    process = Image.merge("CMYK", [plates.image(ink) for ink in PROCESS])
    seen = _seen(process, profile)
    for plate in plates.plates:
        if plate.ink not in PROCESS:
            seen = _over(seen, plates.image(plate.ink), plate.alternate or _UNKNOWN, profile)
    return png(seen, plates.ppi)


def paper(profile: bytes) -> tuple[int, int, int]:
    """The colour of the paper in sRGB."""
    return _colour((0, 0, 0, 0), profile)


def _colour(inks: tuple[float, float, float, float], profile: bytes) -> tuple[int, int, int]:
    from PIL import Image

    solid = Image.new("CMYK", (1, 1), tuple(round(255 * min(max(amount, 0), 1)) for amount in inks))
    r, g, b = _seen(solid, profile).tobytes()
    return r, g, b


def _seen(inks: "Image", profile: bytes) -> "Image":
    from PIL.ImageCms import ImageCmsProfile, Intent, PyCMSError, applyTransform, buildTransform, createProfile

    try:
        press = ImageCmsProfile(BytesIO(profile))
        screen = ImageCmsProfile(createProfile("sRGB"))
        transform = buildTransform(press, screen, "CMYK", "RGB", Intent.ABSOLUTE_COLORIMETRIC)
    except (PyCMSError, OSError) as fault:
        raise ValueError(f"the press profile cannot be used: {fault}") from fault
    made = applyTransform(inks, transform)
    assert made is not None  # only a transform in place gives nothing
    return made


def _over(seen: "Image", tint: "Image", alternate: tuple[float, float, float, float], profile: bytes) -> "Image":
    """The picture under a spot ink: each of its channels multiplied by what the ink lets through."""
    from PIL import Image, ImageChops

    white, solid = paper(profile), _colour(alternate, profile)
    bands = []
    for band, paper_level, ink_level in zip(seen.split(), white, solid, strict=True):
        through = min(ink_level / max(paper_level, 1), 1.0)
        passed = tint.point([round(255 - v * (1 - through)) for v in range(256)])
        bands.append(ImageChops.multiply(band, passed))
    return Image.merge("RGB", bands)
