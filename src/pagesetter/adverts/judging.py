"""One object of a supplied page in, the features of it that a press asks about out (data/rules.tsv)."""

from collections.abc import Iterator
from typing import Any, Final

from pagesetter.adverts.boxes import NoPage
from pagesetter.model.ink import Process, Spot
from pagesetter.pdf.values import entry, items, name, number, whole

_SOUND: Final = frozenset(
    {"ASCIIHexDecode", "ASCII85Decode", "RunLengthDecode", "FlateDecode", "DCTDecode", "CCITTFaxDecode"}
)
_LATER: Final = frozenset({"JBIG2Decode", "JPXDecode"})
_UNPACKED: Final = frozenset({"ASCIIHexDecode", "ASCII85Decode", "RunLengthDecode", "FlateDecode"})
"""Packings that are tried out: what breaks here breaks at the press."""
_PROCESS: Final = frozenset({"Cyan", "Magenta", "Yellow", "Black", "None"})
_PROGRAMS: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers of JPEG that tell the size …"""
_SCAN: Final = 0xDA
"""… and the one before the pixels."""
_BLENDS: Final = frozenset({"Normal", "Compatible"})


def judge(value: Any, kind: str, spots: set[Spot]) -> Iterator[tuple[str, str]]:
    """Features of an object; ``kind`` says what it stands for: font, state, content or nothing in particular.

    ``spots`` takes the spot inks that it asks for.
    """
    from pikepdf import Array, Name, Stream  # loaded by whoever opened the file

    if isinstance(value, Name):
        if name(value) == "DeviceRGB":
            yield "rgb", "DeviceRGB"
    elif isinstance(value, Array):
        yield from _space(value, spots)
    else:
        if isinstance(value, Stream):
            yield from _packing(value)
            yield from _external(value)
        if kind == "font" or name(entry(value, "/Type")) == "Font":
            yield from _font(value)
        yield from _transparency(value)
        yield from _state(value, kind)


def _space(value: Any, spots: set[Spot]) -> Iterator[tuple[str, str]]:
    """A colour space (ISO 32000-1, 8.6)."""
    parts = items(value)
    family = name(parts[0]) if parts else ""
    if len(parts) < 2:
        return
    if family in ("CalRGB", "Lab"):
        yield "rgb", family
    elif family == "CalGray":
        yield "calibrated", family
    elif family == "ICCBased":
        components = entry(parts[1], "/N")
        if components == 3:
            yield "rgb", "ICCBased with three colours"
        else:
            yield "calibrated", "ICCBased CMYK" if components == 4 else "ICCBased grey"
    elif family in ("Separation", "DeviceN"):
        listed = [parts[1]] if family == "Separation" else items(parts[1])
        for index, one in enumerate(listed):
            if name(one) == "All":
                yield "registration", "All"
            elif name(one) not in _PROCESS:
                spots.add(Spot(name(one), 1.0, _alternate(value, index, len(listed))))
                yield "spots", name(one)


def _alternate(value: Any, index: int, count: int) -> Process:
    """The process colour that stands for one colorant in full; black where it is none (and the page is not fit)."""
    from pagesetter.pdf.colour import ink, space  # few pages have spot inks

    of = space(value)
    made = None if of is None or not of.count else ink(of, [float(i == index) for i in range(count)]).cmyk
    return Process(*(round(amount, 4) for amount in made)) if made else Process(0, 0, 0, 1)


def _packing(stream: Any) -> Iterator[tuple[str, str]]:
    """Filters, and whether what they pack can be had."""
    from pikepdf import StreamDecodeLevel  # loaded by whoever opened the file

    told = entry(stream, "/Filter")
    names = [name(told)] if name(told) else [name(one) for one in items(told)]
    for one in names:
        if one in _LATER:
            yield "newfilters", one
        elif one not in _SOUND:
            yield "filters", one or "unknown"
    if _UNPACKED.issuperset(names):
        stream.read_bytes(StreamDecodeLevel.specialized)
    elif names == ["DCTDecode"]:
        _jpeg(bytes(stream.read_raw_bytes()), whole(entry(stream, "/Width")), whole(entry(stream, "/Height")))
    if "JPXDecode" in names and entry(stream, "/ColorSpace") is None and entry(stream, "/ImageMask") is None:
        yield "rgb", "JPEG 2000 that keeps its colours to itself"


def _jpeg(data: bytes, width: int, height: int) -> None:
    """NoPage unless a JPEG begins and goes on to its pixels as its dictionary says (ITU-T T.81, annex B)."""
    if not data.startswith(b"\xff\xd8"):
        raise NoPage("a picture on it is no JPEG although it says so")
    at, found = 2, (0, 0)
    while at + 9 <= len(data) and data[at] == 0xFF and data[at + 1] != _SCAN:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            found = int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 1 if marker == 0xFF else 2 + length  # a marker may be filled up with FF
    if data[at : at + 2] != bytes((0xFF, _SCAN)):
        raise NoPage("a picture on it is a JPEG that ends before its pixels")
    if found != (width, height):
        raise NoPage(
            f"a picture on it has {width} x {height} pixels by its name and {found[0]} x {found[1]} by its JPEG"
        )


def _external(stream: Any) -> Iterator[tuple[str, str]]:
    """What is not in the file or is not PDF."""
    if entry(stream, "/F") is not None:
        yield "outside", "a stream in another file"
    if entry(stream, "/Ref") is not None:
        yield "outside", "a page of another file"
    if entry(stream, "/OPI") is not None:
        yield "outside", "OPI"
    if entry(stream, "/Alternates") is not None:
        yield "outside", "alternate pictures"
    if "PS" in (name(entry(stream, "/Subtype")), name(entry(stream, "/Subtype2"))):
        yield "outside", "PostScript"


def _font(font: Any) -> Iterator[tuple[str, str]]:
    """Whether a font is embedded. Type 3 fonts are drawn, Type 0 fonts hang on their descendants."""
    kind = name(entry(font, "/Subtype"))
    if kind in ("Type3", "Type0"):
        return
    descriptor = entry(font, "/FontDescriptor")
    programs = [entry(descriptor, key) for key in _PROGRAMS]
    word = name(entry(font, "/BaseFont")) or "unnamed"
    if all(one is None for one in programs):
        yield "fonts", word
    elif name(entry(programs[2], "/Subtype")) == "OpenType":
        yield "opentype", word


def _transparency(value: Any) -> Iterator[tuple[str, str]]:
    """Soft masks, opacity, blend modes and groups (ISO 32000-1, 11)."""
    mask = entry(value, "/SMask")
    if mask is not None and name(mask) != "None":
        yield "transparency", "soft masks"
    if entry(value, "/SMaskInData"):
        yield "transparency", "soft masks"
    if any(entry(value, key) is not None and number(entry(value, key), 0.0) != 1 for key in ("/CA", "/ca")):
        yield "transparency", "opacity"
    blend = entry(value, "/BM")
    if blend is not None and not _BLENDS.issuperset([name(blend)] if name(blend) else map(name, items(blend))):
        yield "transparency", "blend modes"
    if name(entry(value, "/S")) == "Transparency":
        yield "transparency", "groups"


def _state(value: Any, kind: str) -> Iterator[tuple[str, str]]:
    """Transfer curves and halftones of a graphics state."""
    if kind != "state" and name(entry(value, "/Type")) != "ExtGState":
        return
    if entry(value, "/TR") is not None:
        yield "transfer", "a transfer curve"
    if entry(value, "/TR2") is not None and name(entry(value, "/TR2")) != "Default":
        yield "transfer", "a transfer curve"
    if entry(value, "/HT") is not None and name(entry(value, "/HT")) != "Default":
        yield "transfer", "a halftone"
