"""Colour space objects of a PDF in, `Space`s out (ISO 32000-1, 8.6)."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, Final

from pagesetter import resources
from pagesetter.pdf.plates_colour import Cmyk, Foreign, Gray, Indexed, Named, Pattern, Space
from pagesetter.pdf.plates_safe import plain
from pagesetter.pdf.values import data, entry, items

_DEPTH: Final = 8
"""Spaces may be built on others; deeper than this they are built on themselves."""
_SHORT: Final = MappingProxyType({"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"})
"""Names in inline images (table 93)."""
_DEFAULTS: Final = MappingProxyType(
    {"DeviceGray": "DefaultGray", "DeviceRGB": "DefaultRGB", "DeviceCMYK": "DefaultCMYK"}
)
"""Resources that stand in for device spaces (8.6.5.6)."""


class Spaces:
    """Reads the colour spaces of one document."""

    def __init__(self, press: bytes) -> None:
        self._press = press
        self.foreign: set[str] = set()
        """Kinds of colour met that are no inks: RGB, Lab."""
        self.named: set[str] = set()
        """Inks that are met by name, but for those of all plates."""

    def read(self, found: Any, named: Any = None, depth: int = 0) -> Space:
        """The space that a PDF object stands for; ``named``: the ColorSpace resources.

        ValueError for one that is not known or not whole.
        """
        from pikepdf import Array, Dictionary, Name, Stream  # whoever asks has the file open

        if depth > _DEPTH:
            raise ValueError("a colour space that is built on itself")
        if isinstance(found, Name):
            name = plain(found)
            here = named if isinstance(named, Dictionary) else Dictionary()
            other = Name("/" + _DEFAULTS[name]) if name in _DEFAULTS else found
            if other in here and not (isinstance(here[other], Name) and here[other] == found):
                return self.read(here[other], None if name in _DEFAULTS else named, depth + 1)
            return self._device(_SHORT.get(name, name))
        if not isinstance(found, Array) or not len(found):
            raise ValueError("no colour space")
        kind = _SHORT.get(plain(found[0]), plain(found[0]))
        if kind == "Separation":
            return self._inks([found[1]])
        if kind == "DeviceN":
            return self._inks(found[1])
        if kind == "Indexed":
            table = found[3]
            colours = table.read_bytes() if isinstance(table, Stream) else bytes(table)
            return Indexed(self.read(found[1], named, depth + 1), bytes(colours))
        if kind == "Pattern":
            return Pattern(self.read(found[1], named, depth + 1) if len(found) > 1 else None)
        if kind == "ICCBased":
            return self._profiled(found[1])
        if kind == "Lab":
            limits = [float(v) for v in found[1].get("/Range", [-100, 100, -100, 100])]
            if len(limits) != 4:
                raise ValueError("a Lab space whose range has not four numbers")
            return self._foreign("Lab", b"", (0.0, 100.0, *limits))
        return self._device(kind)

    def _device(self, name: str) -> Space:
        if name in ("DeviceGray", "CalGray"):
            return Gray()
        if name == "DeviceCMYK":
            return Cmyk(direct=True)
        if name in ("DeviceRGB", "CalRGB"):
            return self._foreign("RGB", b"", (0.0, 1.0) * 3)
        if name == "Pattern":
            return Pattern(None)
        raise ValueError(f'no colour space is called "{name}"' if name else "no colour space")

    def _profiled(self, stream: Any) -> Space:
        size = int(stream["/N"])
        if size == 1:
            return Gray()
        if size == 4:
            return Cmyk(direct=False)
        if size != 3:
            raise ValueError(f"an ICC profile with {size} components")
        profile = bytes(stream.read_bytes())
        if profile[16:20] == b"Lab ":
            return self._foreign("Lab", b"", (0.0, 100.0, -128.0, 127.0))
        return self._foreign("RGB", profile, (0.0, 1.0) * 3)

    def _inks(self, names: Any) -> Named:
        from pikepdf import Name  # as above

        made = tuple(plain(one) for one in names)
        if not made or not all(isinstance(one, Name) for one in names):
            raise ValueError("an ink that has no name")
        self.named.update(made)
        return Named(made)

    def _foreign(self, kind: str, profile: bytes, ranges: Sequence[float]) -> Space:
        self.foreign.add(kind)
        return Foreign(kind, profile, self._press, ranges)


def press_profile(pdf: Any) -> bytes:
    """The CMYK profile of the document's output intent; the coated condition's where it has none."""
    for intent in items(entry(pdf.Root, "/OutputIntents")):
        found = data(entry(intent, "/DestOutputProfile"))
        if found[16:20] == b"CMYK":
            return found
    return resources.data("profiles/coated.icc").read_bytes()
