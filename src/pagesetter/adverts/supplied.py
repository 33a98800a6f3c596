"""What one page of a supplied PDF is, as data: boxes, what it asks of a press, and the objects that paint it."""

from pagesetter.geometry import Rect
from pagesetter.model.ink import Spot
from pagesetter.records import record

Key = tuple[str, int]
"""Path of a file and 1-based number of a page."""
Box = tuple[float, float, float, float]
"""Left, foot, right, head in the units of the PDF, y upward."""


@record
class Part:
    """An object of the page, ready to be written: references are numbers of other parts."""

    pieces: tuple[bytes, ...]
    """The object's text between its references, one more than these."""
    references: tuple[int, ...]
    """Indices of parts."""
    content: bytes | None = None
    """The bytes of a stream, filtered as its dictionary says; None for what is no stream."""


@record
class Supplied:
    """A page of a supplied PDF."""

    version: str
    """Version that the file states, such as 1.6."""
    trim: Box
    bleed: Box
    """How far it may be shown; the trim where it has no bleed."""
    own_trim: bool
    """Whether the page states a TrimBox or ArtBox."""
    rotation_deg: int
    """0, 90, 180 or 270, clockwise."""
    unit: float
    """pt a unit."""
    features: tuple[tuple[str, str], ...]
    """What rules are about, and where it was met: (feature of data/rules.tsv, word)."""
    spots: tuple[Spot, ...]
    """Its spot inks in full, by name; one that it gives two alternates stands twice."""
    images: tuple[tuple[int, int, float, Rect], ...]
    """Pixels across and down of every picture that it shows, pixels per inch at 100 %, and the first place of such."""
    transparent: bool
    """Whether anything on it is transparent."""
    parts: tuple[Part, ...]
    """The objects; the first one is the page as a form XObject."""
    places: tuple[tuple[str, str, Rect], ...] = ()
    """Where a feature and its word are met first, as far as that can be told: pt at 100 % from the left and the head of
    the trimmed page as it is shown, y downward."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the trimmed page as it is shown, pt."""
        w, h = (self.trim[2] - self.trim[0]) * self.unit, (self.trim[3] - self.trim[1]) * self.unit
        return (h, w) if self.rotation_deg % 180 else (w, h)

    @property
    def bleeds(self) -> tuple[float, float, float, float]:
        """Bleed at the left, head, right and foot of the page as it is shown, pt at 100 %."""
        trim, bleed = self.trim, self.bleed
        left, foot, right, head = trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]
        around = [left, head, right, foot]
        turns = self.rotation_deg // 90
        turned = around[-turns:] + around[:-turns] if turns else around
        return (turned[0] * self.unit, turned[1] * self.unit, turned[2] * self.unit, turned[3] * self.unit)


def is_pdf(path: str) -> bool:
    """Whether the name of an advertisement says that it is a PDF, not a picture."""
    return path.lower().endswith(".pdf")
