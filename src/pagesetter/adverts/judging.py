"""One object of a supplied page in, the features of it that a press asks about out (data/rules.tsv)."""

from collections.abc import Iterator
from typing import Any, Final

from pagesetter.adverts.boxes import NoPage
from pagesetter.pdf.values import entry, items, name, number

_SOUND: Final = frozenset(
    {"ASCIIHexDecode", "ASCII85Decode", "RunLengthDecode", "FlateDecode", "DCTDecode", "CCITTFaxDecode"}
)
_LATER: Final = frozenset({"JBIG2Decode", "JPXDecode"})
_UNPACKED: Final = frozenset({"ASCIIHexDecode", "ASCII85Decode", "RunLengthDecode", "FlateDecode"})
"""Packings that are tried out: what breaks here breaks at the press."""
_PROCESS: Final = frozenset({"Cyan", "Magenta", "Yellow", "Black", "None"})
_PROGRAMS: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_BLENDS: Final = frozenset({"Normal", "Compatible"})


def judge(value: Any, kind: str, spots: set[str]) -> Iterator[tuple[str, str]]:
    """Features of an object; ``kind`` says what it stands for: font, state, content or nothing in particular.

    ``spots`` takes the names of the spot inks that it asks for.
    """
    from pikepdf import Array, Name, Stream  # loaded by whoever opened the file

    if isinstance(value, Name):
        if name(value) == "DeviceRGB":
            yield "rgb", "DeviceRGB"
    elif isinstance(value, Array):
        yield from _space(items(value), spots)
    else:
        if isinstance(value, Stream):
            yield from _packing(value)
            yield from _external(value)
        if kind == "font" or name(entry(value, "/Type")) == "Font":
            yield from _font(value)
        yield from _transparency(value)
        yield from _state(value, kind)


def _space(parts: list[Any], spots: set[str]) -> Iterator[tuple[str, str]]:
    """A colour space (ISO 32000-1, 8.6)."""
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
        for one in [parts[1]] if family == "Separation" else items(parts[1]):
            if name(one) == "All":
                yield "registration", "All"
            elif name(one) not in _PROCESS:
                spots.add(name(one))
                yield "spots", name(one)


def _packing(stream: Any) -> Iterator[tuple[str, str]]:
    """Filters, and whether what they pack can be had."""
    told = entry(stream, "/Filter")
    names = [name(told)] if name(told) else [name(one) for one in items(told)]
    for one in names:
        if one in _LATER:
            yield "newfilters", one
        elif one not in _SOUND:
            yield "filters", one or "unknown"
    if _UNPACKED.issuperset(names):
        stream.read_bytes()
    elif names == ["DCTDecode"] and not stream.read_raw_bytes().startswith(b"\xff\xd8"):
        raise NoPage("a picture on it is no JPEG although it says so")
    if "JPXDecode" in names and entry(stream, "/ColorSpace") is None and entry(stream, "/ImageMask") is None:
        yield "rgb", "JPEG 2000 that keeps its colours to itself"


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
