"""Colour space objects of a PDF in, `Space`s out (ISO 32000-1, 8.6)."""

from collections.abc import Sequence
from typing import Any, Final

from pagesetter import resources
from pagesetter.pdf.plates_colour import Cmyk, Foreign, Gray, Indexed, Named, Pattern, Space

_DEPTH: Final = 8
"""Spaces may be built on others; deeper than this they are built on themselves."""
_SHORT: Final = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed"}
"""Names in inline images (table 93)."""


class Spaces:
    """Reads the colour spaces of one document."""

    def __init__(self, press: bytes) -> None:
        self._press = press
        self.foreign: set[str] = set()
        """Kinds of colour met that are no inks: RGB, Lab."""

    def read(self, found: Any, named: Any = None, depth: int = 0) -> Space:
        """The space that a PDF object stands for; ``named``: the ColorSpace resources.

        ValueError for one that is not known or not whole.
        """
        from pikepdf import Array, Name, Stream  # whoever asks has the file open

        if depth > _DEPTH:
            raise ValueError("a colour space that is built on itself")
        if isinstance(found, Name):
            name = str(found)
            if named is not None and name in named and name not in ("/DeviceGray", "/DeviceCMYK", "/DeviceRGB"):
                return self.read(named[name], named, depth + 1)
            return self._device(_SHORT.get(name, name))
        if not isinstance(found, Array) or not len(found):
            raise ValueError("no colour space")
        kind = _SHORT.get(str(found[0]), str(found[0]))
        if kind == "/Separation":
            return Named((plain(found[1]),))
        if kind == "/DeviceN":
            return Named(tuple(plain(one) for one in found[1]))
        if kind == "/Indexed":
            table = found[3]
            data = table.read_bytes() if isinstance(table, Stream) else bytes(table)
            return Indexed(self.read(found[1], named, depth + 1), bytes(data))
        if kind == "/Pattern":
            return Pattern(self.read(found[1], named, depth + 1) if len(found) > 1 else None)
        if kind == "/ICCBased":
            return self._profiled(found[1])
        if kind == "/Lab":
            limits = [float(v) for v in found[1].get("/Range", [-100, 100, -100, 100])]
            return self._foreign("Lab", b"", (0.0, 100.0, *limits))
        return self._device(kind)

    def _device(self, name: str) -> Space:
        if name in ("/DeviceGray", "/CalGray"):
            return Gray()
        if name == "/DeviceCMYK":
            return Cmyk(direct=True)
        if name in ("/DeviceRGB", "/CalRGB"):
            return self._foreign("RGB", b"", (0.0, 1.0) * 3)
        if name == "/Pattern":
            return Pattern(None)
        raise ValueError(f'no colour space is called "{name}"')

    def _profiled(self, stream: Any) -> Space:
        size = int(stream["/N"])
        if size == 1:
            return Gray()
        if size == 4:
            return Cmyk(direct=False)
        if size != 3:
            raise ValueError(f"an ICC profile with {size} components")
        data = bytes(stream.read_bytes())
        if data[16:20] == b"Lab ":
            return self._foreign("Lab", b"", (0.0, 100.0, -128.0, 127.0))
        return self._foreign("RGB", data, (0.0, 1.0) * 3)

    def _foreign(self, kind: str, profile: bytes, ranges: Sequence[float]) -> Space:
        self.foreign.add(kind)
        return Foreign(kind, profile, self._press, ranges)


def plain(name: Any) -> str:
    """A name without its slash; one that is not in UTF-8 as it is spelled in the file."""
    try:
        return str(name)[1:]
    except UnicodeDecodeError:
        spelled: bytes = name.unparse()
        return spelled.decode("ascii", "backslashreplace")[1:]


def press_profile(pdf: Any) -> bytes:
    """The CMYK profile of the document's output intent; the coated condition's where it has none."""
    from pikepdf import PdfError

    for intent in pdf.Root.get("/OutputIntents", ()):
        try:
            data = bytes(intent["/DestOutputProfile"].read_bytes())
        except (KeyError, AttributeError, TypeError, PdfError):
            continue
        if data[16:20] == b"CMYK":
            return data
    return resources.data("profiles/coated.icc").read_bytes()
