"""What the print shop asks of a page in, what its pictures are made for out: profile, intent, limits, options."""

from functools import lru_cache
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import NamedTuple

from pagesetter import resources
from pagesetter.images.profiles import press_profile
from pagesetter.images.tables import Condition, condition
from pagesetter.model.press import OwnCondition, PressSpec

_INTENTS = {"perceptual": 0, "relative": 1}
_MARGIN = 0.1
"""How far over the total ink that a profile gives a print shop's own condition is an error."""


class Aim(NamedTuple):
    """How pictures are made for a page: the same aim and the same file give the same picture."""

    profile: bytes
    """ICC profile of the press."""
    intent: int
    """Rendering intent of the ICC: 0 perceptual, 1 relative colorimetric."""
    black_point: bool
    """Whether the colour engine scales blacks."""
    max_ppi: float
    """Pictures are resampled down to this; line art is not."""
    quality: int
    """JPEG quality, 1..95."""
    ink_warn: float
    """Total ink to which pictures are brought, or from which there is a warning; 2.3 is 230 %."""
    ink_fail: float
    """Total ink from which there is an error where pictures are not to be changed."""
    refuse: bool = False
    """Whether pictures with more ink are reported instead of brought under the limit."""
    sharpen: float = 0.0
    """Strength of sharpening, 0..2."""
    sharpen_px: float = 1.0
    """Radius of sharpening, pixels."""
    sharpen_step: int = 3
    """Levels of 255 below which a difference is not sharpened."""
    curve: tuple[tuple[float, float], ...] = ()
    """(from, to) as amounts of ink 0..1, ascending; empty: tones stay."""


def aim_of(spec: PressSpec) -> Aim:
    """The aim for a page. A condition that cannot be had counts as the default: reading the layout reported it."""
    known = _own(spec.own) if spec.own else None
    if known is None:
        name = spec.condition
        try:
            row = condition(name)
        except KeyError:
            row = condition(PressSpec().condition)
        known = row, resources.data(row.profile).read_bytes()
    row, profile = known
    warn = row.ink_warn if spec.ink_warn is None else spec.ink_warn
    fail = max(warn, row.ink_fail) if spec.ink_fail is None else spec.ink_fail
    return Aim(
        profile,
        row.intent,
        row.black_point,
        row.max_ppi,
        row.quality,
        min(warn, fail),
        fail,
        spec.cmyk_pictures == "refuse",
        spec.sharpen,
        row.sharpen_px,
        row.sharpen_step,
        spec.tone_curve,
    )


def _own(own: OwnCondition) -> tuple[Condition, bytes] | None:
    """The print shop's condition; quality and sharpening are those of the default one, and resolution unless told."""
    profile, _ = press_profile(Path(own.profile), None)
    if profile is None:
        return None
    intent = _INTENTS.get(own.intent, 1)
    most = most_ink(profile.data, intent)
    usual = condition(PressSpec().condition)
    row = usual._replace(
        profile=own.profile,
        intent=intent,
        black_point=own.black_point,
        ink_warn=most,
        ink_fail=most + _MARGIN,
        max_ppi=own.max_ppi or usual.max_ppi,
    )
    return row, profile.data


@lru_cache(maxsize=8)
def most_ink(profile: bytes, intent: int) -> float:
    """The most total ink that a press profile asks for any colour of sRGB, rounded up to a hundredth.

    A grid of 17 steps a channel: the darkest corners of a profile, where the limit bites, are among its colours.
    """
    from PIL import Image
    from PIL.ImageCms import ImageCmsProfile, Intent, buildTransform, createProfile

    steps = [round(i * 255 / 16) for i in range(17)]
    cube = bytes(v for r in steps for g in steps for b in steps for v in (r, g, b))
    image = Image.frombytes("RGB", (17 * 17, 17), cube)
    press = ImageCmsProfile(BytesIO(profile))
    inks = buildTransform(createProfile("sRGB"), press, "RGB", "CMYK", Intent(intent)).apply(image).tobytes()
    return ceil(max(sum(inks[i : i + 4]) for i in range(0, len(inks), 4)) / 255 * 100) / 100
