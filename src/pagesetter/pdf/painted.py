"""What a page shows, as plain data: painted objects with their place, ink, state, text or picture; no algorithms.

Places are pt from the top-left of the TrimBox (ArtBox, CropBox, MediaBox where there is none), y downward, UserUnit
applied, /Rotate not.
"""

from enum import StrEnum

from pagesetter.geometry import Rect
from pagesetter.records import record


class Kind(StrEnum):
    """What an object is. A path that is filled and stroked gives two objects."""

    FILL = "fill"
    STROKE = "stroke"
    TEXT = "text"
    IMAGE = "image"
    SHADING = "shading"


@record
class Ink:
    """One colour as the file names it."""

    space: str
    """DeviceGray, DeviceRGB, DeviceCMYK, CalGray, CalRGB, Lab, ICCBased, Indexed, Separation, DeviceN or Pattern."""
    components: tuple[float, ...] = ()
    """As given; empty for pictures and where the colour varies."""
    names: tuple[str, ...] = ()
    """Colorants of Separation and DeviceN, those of the base for Indexed."""
    base: str = ""
    """What the colour comes down to: Gray, RGB, CMYK, Lab, or Spot for Separation and DeviceN; empty when unknown."""
    alternate: str = ""
    """Separation, DeviceN: what the ink is where it is missing: Gray, RGB, CMYK or Lab; empty when undefined."""
    cmyk: tuple[float, float, float, float] | None = None
    """In process inks: as given, or by the tint transform; None where only a profile could say (RGB, Lab)."""
    plates: tuple[tuple[str, float], ...] | None = None
    """Amount (0..1) on each plate that it reaches, spots under their own names, All as each of C, M, Y and K."""

    @property
    def total(self) -> float | None:
        """Sum over the plates (2.4 is 240 %), None where unknown."""
        return None if self.plates is None else sum(amount for _, amount in self.plates)


@record
class Glyph:
    """One shown glyph."""

    code: int
    """Character code in the string."""
    text: str
    """By ToUnicode or the encoding; empty where the file does not say."""
    rect: Rect
    """Its advance by the ascent and descent of the font, turned with the text."""
    missing: bool
    """Whether the font has no glyph for it, so that .notdef, a box or nothing, is shown."""


@record
class Type:
    """How a text is set."""

    font: str
    """PostScript name, with the subset tag."""
    subtype: str
    """Type1, TrueType, MMType1, Type3 or Type0."""
    size: float
    """Height of the em on the page, pt, after all matrices."""
    mode: int
    """Text rendering mode, 0..7."""
    text: str
    """What the glyphs say together; U+FFFD where the file does not."""
    glyphs: tuple[Glyph, ...]


@record
class Picture:
    """An image as placed."""

    width: int
    """Pixels."""
    height: int
    """Pixels."""
    bits: int
    """Per component; 0 where the data say it themselves (JPEG 2000)."""
    mask: bool
    """A stencil: painted in the current colour."""
    ppi: float
    """Effective: the lower of the two directions, after all matrices."""
    inline: bool
    soft_mask: bool
    """Has a soft mask of its own."""
    filter: str
    """Name of the last filter, such as DCTDecode; empty for none."""
    objgen: tuple[int, int]
    """Which object of the file; (0, 0) for an inline image."""


@record
class Painted:
    """One object that a page paints, in the order of painting."""

    kind: Kind
    page: int
    """1-based."""
    rect: Rect
    """Its extent; with the stroke's width for strokes, the area filled for what lies in a tiling pattern."""
    clip: Rect | None
    """What clipping leaves of the page there (by the extents of the clipping paths); None: everything."""
    ink: Ink
    """For images: the space they are in."""
    overprint: bool = False
    """OP or op, as the kind asks for."""
    overprint_mode: int = 0
    """OPM."""
    alpha: float = 1.0
    """CA or ca."""
    blend: str = "Normal"
    soft_mask: bool = False
    """Under a soft mask of the graphics state."""
    group: bool = False
    """Inside a transparency group of a form."""
    width: float = 0.0
    """Strokes: effective width in pt, at the thinnest; 0 is a device's thinnest line."""
    box: bool = False
    """Fills: one rectangle that stands straight."""
    type: Type | None = None
    picture: Picture | None = None
    tiled: bool = False
    """Inside a tiling pattern."""
    inside: tuple[str, ...] = ()
    """Names of the forms, patterns and Type 3 fonts that it lies in, from the page inward."""

    @property
    def seen(self) -> Rect | None:
        """What clipping leaves of its extent, None when nothing."""
        return self.rect if self.clip is None else overlap(self.rect, self.clip)

    @property
    def transparent(self) -> bool:
        """Whether what lies below it shows through, or may."""
        own = self.picture is not None and self.picture.soft_mask
        return own or self.soft_mask or self.alpha < 1 or self.blend not in ("Normal", "Compatible")


@record
class Sheet:
    """A page's boxes in the places of its objects."""

    number: int
    """1-based."""
    trim: Rect
    """TrimBox, else ArtBox, CropBox, MediaBox; its x and y are 0."""
    bleed: Rect | None
    """BleedBox, None when absent."""
    media: Rect
    crop: Rect | None
    has_trim: bool
    """Whether there is a TrimBox or ArtBox."""
    unit: float
    """UserUnit, pt."""


@record
class Walked:
    """One page's content."""

    sheet: Sheet
    objects: tuple[Painted, ...]
    operators: tuple[tuple[str, int], ...]
    """Every operator met, in all streams, with its count, by name."""
    faults: tuple[str, ...]
    """What could not be followed, in words: broken streams, missing resources, limits of depth and count."""
    group_space: str = ""
    """Colour space of the page's transparency group; empty when it has none."""


def overlap(one: Rect, other: Rect) -> Rect | None:
    """What two rectangles share, an edge included (rules can be thinner than nothing); None when nothing."""
    x, y = max(one.x, other.x), max(one.y, other.y)
    right, bottom = min(one.right, other.right), min(one.bottom, other.bottom)
    return Rect(x, y, right - x, bottom - y) if right >= x and bottom >= y else None
