"""What the print shop asks of a file: standard, print condition, ink limits, marks, names. Made by `read.plant`,
carried by LayoutSpec and Page. Plain values, no I/O."""

from typing import Final

from pagesetter.records import record

X4: Final = "PDF/X-4"
X1A: Final = "PDF/X-1a:2003"
STANDARDS: Final = (X4, X1A)
"""Standards that can be written, the default first."""

CONDITIONS: Final = ("newsprint", "coated")
"""Print conditions that ship, the default first."""

MARKS: Final = ("crop", "bleed", "registration", "colour-bar", "slug")
"""Kinds of marks outside the bleed."""


@record
class OwnCondition:
    """A print shop's own print condition, for which no other ships."""

    name: str
    """By which the layout calls it."""
    profile: str
    """Path of its ICC file: an output profile for CMYK (`images.profiles.press_profile` checks it)."""
    identifier: str = ""
    """OutputConditionIdentifier; empty: the name."""
    condition: str = ""
    """OutputCondition, for people; empty: the name."""
    info: str = ""
    """Info of the output intent; empty: the name."""
    registry: str = ""
    """RegistryName; empty: no registry knows it."""
    intent: str = "relative"
    """How pictures are converted: perceptual or relative (colorimetric)."""
    black_point: bool = True
    """Whether black point compensation is asked for; only the relative intent has it."""
    max_ppi: float | None = None
    """Pictures are brought down to this; None: to that of the default condition."""


@record
class PressSpec:
    """How a page goes to its press. Amounts of ink are ratios: 2.3 is 230 %."""

    standard: str = X4
    """One of STANDARDS."""
    condition: str = CONDITIONS[0]
    """Print condition; the same as Page.condition."""
    own: OwnCondition | None = None
    """The condition itself where it is a shop's own; its name is ``condition`` then."""
    ink_warn: float | None = None
    """Total ink from which there is a warning; None: that of the condition (a shop's own: what its profile gives)."""
    ink_fail: float | None = None
    """Total ink that the press does not take; None: that of the condition."""
    cmyk_pictures: str = "convert"
    """Pictures that come in CMYK with more ink than the limit: ``convert`` brings them under it, ``refuse`` is an
    error."""
    sharpen: float = 0.0
    """How much pictures are sharpened for the press, 0..2; 0: not at all."""
    tone_curve: tuple[tuple[float, float], ...] = ()
    """Points of a curve on the tones of pictures, (from, to) as amounts of ink 0..1, ascending; empty: none."""
    marks: tuple[str, ...] = ()
    """Kinds of MARKS that are printed, in that order; empty: none."""
    slug: str = ""
    """Text of the slug line."""
    file_name: str = ""
    """Name of the PDF without its suffix, safe on every system; empty: that of the layout file."""
    version: str = "1"
    """Version of the page, n in ``v{n}``."""
    ticket: bool = False
    """Whether a job ticket is written beside the PDF."""
    plant: str = ""
    """Name of the plant; empty without a plant file."""
    plant_version: str = ""
    """Version of the plant's rules."""
    plant_date: str = ""
    """Date of the plant's rules, ISO 8601."""
