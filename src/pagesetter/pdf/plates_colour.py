"""Components of a colour in, what it puts on each plate out (ISO 32000-1, 8.6 and 11.7.4).

An amount of ink is 0 (none) to 1 (full). Colours that are not inks (RGB, Lab) are turned into the process inks through
the file's own output intent, as a press would that accepts them.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from pagesetter import resources
from pagesetter.records import record

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsTransform

PROCESS: Final = ("Cyan", "Magenta", "Yellow", "Black")
"""The process inks by the names that Separation spaces give them (8.6.6.4), in the order of DeviceCMYK."""
ALL, NONE = "All", "None"


@record
class Paint:
    """A colour as ink."""

    inks: tuple[str, ...]
    """The inks that the colour space speaks of: those of `PROCESS`, or the names of a Separation or DeviceN space."""
    amounts: tuple[float, ...]
    """One for each ink."""
    direct: bool = False
    """Whether the colour was given in DeviceCMYK: only then does overprint mode 1 leave out its zeros (8.6.7)."""

    def amount(self, ink: str) -> float:
        """How much goes on the plate of ``ink``."""
        for name, amount in zip(self.inks, self.amounts, strict=True):
            if name in (ink, ALL):
                return min(max(amount, 0.0), 1.0)
        return 0.0

    def paints(self, ink: str, overprint: bool, mode: int) -> bool:
        """Whether it paints the plate of ``ink``, if only white: what it does not paint keeps what lies there.

        ISO 32000-1 table 149. Without overprint every plate is painted, unless the ink is None, which marks nothing.
        """
        if all(name == NONE for name in self.inks):
            return False
        if not overprint or ALL in self.inks:
            return True
        if ink not in self.inks:
            return False
        return not (self.direct and mode == 1 and self.amount(ink) <= 0)


def process(c: float, m: float, y: float, k: float, direct: bool = False) -> Paint:
    """A colour in the four process inks."""
    return Paint(PROCESS, (c, m, y, k), direct)


BLACK: Final = process(0, 0, 0, 1)
"""The colour that every page begins with: DeviceGray 0 (8.4.2)."""


class Space:
    """A colour space: ``size`` components, what they mean as ink, and where they begin."""

    def __init__(self, size: int, initial: Sequence[float]) -> None:
        self.size = size
        self.initial = tuple(initial)

    def paint(self, values: Sequence[float]) -> Paint:
        """The colour of these components."""
        raise NotImplementedError

    def decode(self, bits: int) -> tuple[float, ...]:
        """The Decode array that images in this space have by default (table 90)."""
        return (0.0, 1.0) * self.size

    def key(self) -> tuple[object, ...]:
        """Equal for spaces in which the same components mean the same."""
        return (type(self).__name__, *self.picks())

    def picks(self) -> tuple[tuple[str, ...], bool]:
        """The inks that its components are, if they are inks one by one; and whether 1 is full ink, not 0."""
        return (), True


class Gray(Space):
    """Grey of any kind is the black plate (PDF/X knows no other grey)."""

    def __init__(self) -> None:
        super().__init__(1, (0.0,))

    def paint(self, values: Sequence[float]) -> Paint:
        """Black ink alone."""
        return process(0, 0, 0, 1 - values[0])

    def picks(self) -> tuple[tuple[str, ...], bool]:
        """Its one component is paper, not ink."""
        return ("Black",), False


class Cmyk(Space):
    """DeviceCMYK, or an ICC space with four components: the numbers are the inks."""

    def __init__(self, direct: bool) -> None:
        super().__init__(4, (0.0, 0.0, 0.0, 1.0))
        self.direct = direct

    def key(self) -> tuple[object, ...]:
        """Overprint tells the two kinds apart."""
        return ("Cmyk", self.direct)

    def paint(self, values: Sequence[float]) -> Paint:
        """As it is."""
        c, m, y, k = values[:4]
        return process(c, m, y, k, self.direct)

    def picks(self) -> tuple[tuple[str, ...], bool]:
        """The four."""
        return PROCESS, True


class Named(Space):
    """Separation and DeviceN: named inks (8.6.6.4, 8.6.6.5)."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(len(names), (1.0,) * len(names))
        self.names = tuple(names)

    def paint(self, values: Sequence[float]) -> Paint:
        """The tints."""
        return Paint(self.names, tuple(values[: self.size]))

    def picks(self) -> tuple[tuple[str, ...], bool]:
        """The names."""
        return self.names, True


class Foreign(Space):
    """RGB or Lab: turned into the process inks of the press that the file was made for."""

    def __init__(self, kind: str, profile: bytes, press: bytes, ranges: Sequence[float]) -> None:
        super().__init__(3, (0.0, 0.0, 0.0))
        self.kind = kind
        self._profile = profile
        self._press = press
        self._ranges = tuple(ranges)

    def decode(self, bits: int) -> tuple[float, ...]:
        """Lab has a range of its own."""
        return self._ranges

    def paint(self, values: Sequence[float]) -> Paint:
        """Through the profiles, at 8 bits."""
        asked = tuple(self.byte(i, v) for i, v in enumerate(values[:3]))
        return process(*_converted(self.kind, self._profile, self._press, asked))

    def key(self) -> tuple[object, ...]:
        """By its profile."""
        return (self.kind, self._profile, self._ranges)

    @property
    def mode(self) -> str:
        """What Pillow calls it."""
        return "LAB" if self.kind == "Lab" else "RGB"

    def byte(self, component: int, value: float) -> int:
        """A component as Pillow stores it."""
        if self.kind == "Lab":
            value = value * 255 / 100 if component == 0 else value + 128
            return min(max(round(value), 0), 255)
        return min(max(round(value * 255), 0), 255)

    def inks(self, image: "Image") -> "Image":
        """A picture in `mode` as CMYK, 255 full ink."""
        return _in_inks(image, self.kind, self._profile, self._press)


@lru_cache(maxsize=1024)  # a transform costs milliseconds, and the same few colours come back all over a document
def _converted(kind: str, profile: bytes, press: bytes, colour: tuple[int, ...]) -> tuple[float, float, float, float]:
    from PIL import Image  # with the profiles, only for colours that are no inks

    one = Image.new("LAB" if kind == "Lab" else "RGB", (1, 1), colour)
    c, m, y, k = _in_inks(one, kind, profile, press).tobytes()
    return c / 255, m / 255, y / 255, k / 255


def _in_inks(image: "Image", kind: str, profile: bytes, press: bytes) -> "Image":
    from PIL import ImageCms  # as above

    made = ImageCms.applyTransform(image, _transform(kind, profile, press))
    assert made is not None  # only a transform in place gives nothing
    return made


@cache
def _transform(kind: str, profile: bytes, press: bytes) -> "ImageCmsTransform":
    from PIL.ImageCms import Flags, ImageCmsProfile, Intent, PyCMSError, buildTransform, createProfile

    mode = "LAB" if kind == "Lab" else "RGB"
    plain = createProfile("LAB", 5000) if kind == "Lab" else createProfile("sRGB")
    aims = [press, resources.data("profiles/coated.icc").read_bytes()]
    for source, aim in ((profile, aims[0]), (b"", aims[0]), (b"", aims[1])):
        try:
            return buildTransform(
                ImageCmsProfile(BytesIO(source)) if source else plain,
                ImageCmsProfile(BytesIO(aim)),
                mode,
                "CMYK",
                Intent.RELATIVE_COLORIMETRIC,
                Flags.BLACKPOINTCOMPENSATION,
            )
        except (PyCMSError, OSError, ValueError, TypeError):
            continue  # a broken profile: the usual one in its place
    raise ValueError("the shipped profile is broken")


class Indexed(Space):
    """A table of colours in another space (8.6.6.3)."""

    def __init__(self, base: Space, table: bytes) -> None:
        super().__init__(1, (0.0,))
        self.base = base
        self._table = table

    def paint(self, values: Sequence[float]) -> Paint:
        """The colour of the entry; the last one for what lies beyond it."""
        size = self.base.size
        last = max(0, len(self._table) // size - 1)
        at = min(max(int(values[0]), 0), last) * size
        entry = self._table[at : at + size].ljust(size, b"\0")
        low = self.base.decode(8)
        return self.base.paint([low[2 * i] + v / 255 * (low[2 * i + 1] - low[2 * i]) for i, v in enumerate(entry)])

    def key(self) -> tuple[object, ...]:
        """By its base and table."""
        return ("Indexed", self.base.key(), self._table)

    def decode(self, bits: int) -> tuple[float, ...]:
        """Samples are indices."""
        return (0.0, float((1 << bits) - 1))


class Pattern(Space):
    """Patterns; ``under`` is the space of the colour of those that have none."""

    def __init__(self, under: Space | None) -> None:
        super().__init__(under.size if under else 0, ())
        self.under = under

    def key(self) -> tuple[object, ...]:
        """By the space under it."""
        return ("Pattern", self.under and self.under.key())

    def paint(self, values: Sequence[float]) -> Paint:
        """The colour of an uncoloured pattern."""
        return self.under.paint(values) if self.under else BLACK
