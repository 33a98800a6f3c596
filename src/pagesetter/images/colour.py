"""ICC profiles and print conditions in, transforms from picture pixels to ink out.

Colour goes through LittleCMS, each profile pair built once (13 ms). Grey goes through a curve: a grey picture stays on
the black plate, its tones moved so that each prints as light as it should after the press's tone value increase.

Every transform opens profiles of its own: threads may build side by side, and profile objects are not made for sharing.
"""

from bisect import bisect_left
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from pagesetter import resources
from pagesetter.images.aim import Aim
from pagesetter.images.tables import condition

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsProfile, ImageCmsTransform

_RELATIVE = 1
_LEAST_CONTRAST, _LEAST_WHITE = 51, 128
"""L* 20 and L* 50, coded 0..255: no device has less between its ends, or a darker white."""

SPACES = {"L": "GRAY", "RGB": "RGB ", "CMYK": "CMYK", "LAB": "Lab "}
"""Pixel layout to the ICC's name of its colour space (ICC.1 table 19)."""


class Source(NamedTuple):
    """Where a picture's colours come from."""

    profile: bytes
    """ICC profile, header cleaned; empty: sRGB for grey and RGB, CIELAB for Lab, the coated condition for CMYK."""
    mode: str
    """L, RGB, CMYK or LAB."""


def source(profile: bytes | None, mode: str) -> tuple[Source, bool]:
    """The colour source of a picture, and whether its profile had to be left aside because it is broken or unfit."""
    if not profile or mode == "LAB":
        return Source(b"", mode), False
    from PIL.ImageCms import ImageCmsProfile, PyCMSError

    # Files differ in dates and intents of one and the same profile; without them the transform is shared.
    clean = profile[:24] + bytes(12) + profile[36:64] + bytes(4) + profile[68:84] + bytes(16) + profile[100:]
    try:
        space = ImageCmsProfile(BytesIO(clean)).profile.xcolor_space.strip()
        if space == SPACES[mode].strip():
            # A profile may open and still lack what a transform needs, or make night of day.
            fit = _sensible(_to_lab(Source(clean, mode)), mode)
            return Source(clean if fit else b"", mode), not fit
    except (PyCMSError, OSError, ValueError, TypeError):
        pass
    return Source(b"", mode), True


def _sensible(to_lab: "ImageCmsTransform", mode: str) -> bool:
    """Whether paper comes out light and lighter than all inks or no light: by a broken table it does not."""
    from PIL import Image

    paper = 0 if mode == "CMYK" else 255
    ends = bytes(v for v in (255 - paper, paper) for _ in mode)
    dark, light = to_lab.apply(Image.frombytes(mode, (2, 1), ends)).getchannel(0).tobytes()
    return light > max(dark + _LEAST_CONTRAST, _LEAST_WHITE)


@lru_cache(maxsize=32)
def to_press(source: Source, aim: Aim) -> "ImageCmsTransform | None":
    """The transform to CMYK for the aim; None when the pixels are in that ink already."""
    from PIL.ImageCms import Flags, Intent, buildTransform

    if source.mode == "CMYK" and _bytes(source)[100:] == aim.profile[100:]:
        return None
    flags = Flags.BLACKPOINTCOMPENSATION if aim.black_point else Flags.NONE
    return buildTransform(_profile(source), _press(aim), source.mode, "CMYK", Intent(aim.intent), flags)


@lru_cache(maxsize=8)
def through_press(aim: Aim) -> "ImageCmsTransform":
    """From the press's inks to the inks that its own profile would print the same colours with."""
    from PIL.ImageCms import Intent, buildTransform

    return buildTransform(_press(aim), _press(aim), "CMYK", "CMYK", Intent(_RELATIVE))


@lru_cache(maxsize=32)
def grey_curve(source: Source, aim: Aim) -> tuple[int, ...]:
    """For each of the 256 greys of ``source`` the DeviceGray value to print: 0 is full black ink, 255 none.

    A grey is a value of L, of equal channels of RGB, of lightness in Lab, or paper less K in CMYK. Lightness is kept,
    scaled in luminance so that the source's black becomes the black that K alone can print (the linear scaling of
    black point compensation, ISO 18619). K for the same press stays as it is.
    """
    if source.mode == "CMYK" and to_press(source, aim) is None:
        return tuple(range(256))
    from PIL import Image

    ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
    printed = _luminance(_lightness(_lab(_press(aim), "CMYK"), _black(ramp)))
    seen = _luminance(_seen(source, ramp))
    darkest, deepest = printed[255], seen[0]
    # Luminance falls with ink; a profile's small bumps are smoothed away so that the search is sound.
    rising = sorted(printed)
    curve = []
    for y in seen:
        scaled = max(y - deepest, 0.0) / (1 - deepest)
        wanted = darkest + (1 - darkest) * scaled if aim.intent <= _RELATIVE else y
        curve.append(min(bisect_left(rising, wanted - 1e-9), 255))
    return tuple(curve)


def _seen(source: Source, ramp: "Image") -> bytes:
    """Lightness (0..255) of the greys of a source."""
    if source.mode == "LAB":
        return ramp.tobytes()
    from PIL import Image

    to_lab = _to_lab(source)
    if source.mode == "CMYK":
        return _lightness(to_lab, _black(ramp.point(lambda v: 255 - v)))
    alone = source.mode == "L" and source.profile
    return _lightness(to_lab, ramp if alone else Image.merge("RGB", [ramp] * 3))


def _black(ink: "Image") -> "Image":
    """A CMYK picture of that much black and nothing else."""
    from PIL import Image

    return Image.merge("CMYK", [*(Image.new("L", ink.size) for _ in range(3)), ink])


def _lightness(to_lab: "ImageCmsTransform", image: "Image") -> bytes:
    return to_lab.apply(image).getchannel(0).tobytes()


def _luminance(lightness: bytes) -> tuple[float, ...]:
    """Y (0..1) of L* values that are coded 0..255 (CIE 15:2004 8.2.1)."""
    scaled = [v * 100 / 255 for v in lightness]
    return tuple(((v + 16) / 116) ** 3 if v > 8 else v * 27 / 24389 for v in scaled)


def _bytes(source: Source) -> bytes:
    return source.profile or resources.data(condition("coated").profile).read_bytes()


def _profile(source: Source) -> "ImageCmsProfile":
    from PIL.ImageCms import ImageCmsProfile, createProfile

    if source.profile or source.mode == "CMYK":
        return ImageCmsProfile(BytesIO(_bytes(source)))
    return ImageCmsProfile(createProfile("LAB", 5000) if source.mode == "LAB" else createProfile("sRGB"))


def _press(aim: Aim) -> "ImageCmsProfile":
    from PIL.ImageCms import ImageCmsProfile

    return ImageCmsProfile(BytesIO(aim.profile))


def _to_lab(source: Source) -> "ImageCmsTransform":
    """To Lab without loss, for a few pixels; a grey picture without profile is read as RGB with equal channels."""
    return _lab(_profile(source), "RGB" if source.mode == "L" and not source.profile else source.mode)


def _lab(profile: "ImageCmsProfile", mode: str) -> "ImageCmsTransform":
    from PIL.ImageCms import Flags, Intent, buildTransform, createProfile

    # Unoptimised: instant to build and exact, slow by the pixel.
    return buildTransform(profile, createProfile("LAB", 5000), mode, "LAB", Intent(_RELATIVE), Flags.NOOPTIMIZE)
