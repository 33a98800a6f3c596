"""The fonts of a document in, breaches of checklist row 12 out: embedding, subsets, widths of the program."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from pagesetter.preflight.program import Program, read
from pagesetter.preflight.registry import Check, Found, Limits
from pagesetter.preflight.subject import Placed, Subject, array, entry, name, number

_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_TAG: Final = re.compile(r"[A-Z]{6}\+.+")
_CODECS: Final = MappingProxyType({"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"})
_SYMBOLIC: Final = 0xF000
"""Where (3, 0) cmaps of symbolic fonts put their codes (ISO 32000-1, 9.6.6.4)."""
_SHOWN: Final = 3
"""Characters whose widths are told of one font; the message counts the others."""


def fonts(subject: Subject) -> tuple[Placed, ...]:
    """Every font that a resource dictionary names, once."""

    def found() -> tuple[Placed, ...]:
        return tuple(
            one for one in subject.objects if "/Font" in one.path[-2:-1] and name(entry(one.value, "/Subtype"))
        )

    made: tuple[Placed, ...] = subject.kept("fonts", found)
    return made


def _descendant(font: Any) -> Any:
    """The CIDFont of a Type0 font, any other font itself."""
    inner = array(entry(font, "/DescendantFonts"))
    return inner[0] if inner else font


def _stream(font: Any) -> Any:
    """The embedded program; None without one."""
    descriptor = entry(_descendant(font), "/FontDescriptor")
    return next((one for key in _FILES if (one := entry(descriptor, key)) is not None), None)


def _named(font: Any) -> str:
    return name(entry(font, "/BaseFont"))[1:] or "without a name"


def _kind(font: Any) -> str:
    return name(entry(font, "/Subtype"))[1:]


def _embedded(subject: Subject, _: Limits) -> Iterator[Found]:
    for one in fonts(subject):
        if _kind(one.value) != "Type3" and _stream(one.value) is None:
            called = _named(one.value)
            yield Found(f"the font {called} is not embedded", one.page, value=called)


def _subset(subject: Subject, _: Limits) -> Iterator[Found]:
    for one in fonts(subject):
        called = _named(one.value)
        if _kind(one.value) != "Type3" and _stream(one.value) is not None and not _TAG.fullmatch(called):
            yield Found(f"the font {called} is embedded whole", one.page, value=called)


def _widths(subject: Subject, limits: Limits) -> Iterator[Found]:
    import pikepdf  # here: a plain build does not load it

    room = limits["tolerance_em"]
    for one in fonts(subject):
        stream = _stream(one.value)
        if not isinstance(stream, pikepdf.Stream):
            continue
        try:
            program = read(stream.read_bytes())
        except pikepdf.PdfError:
            continue
        pairs = _composite(one.value, program) if _kind(one.value) == "Type0" else _simple(one.value, program)
        wrong = [(code, said, true) for code, said, true in pairs if abs(said - true) > room]
        if wrong:
            shown = "; ".join(
                f"code {code}: {said:.3f} em, program {true:.3f} em" for code, said, true in wrong[:_SHOWN]
            )
            more = f" and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
            worst = max(abs(said - true) for _, said, true in wrong)
            message = f"widths of the font {_named(one.value)} are not those of its program ({shown}{more})"
            yield Found(message, one.page, value=round(worst, 4), limit=room)


def _composite(font: Any, program: Program) -> Iterator[tuple[int, float, float]]:
    """CID, width in the PDF and width in the program (em) of every glyph of a Type0 font."""
    import pikepdf

    inner = _descendant(font)
    said = _cid_widths(entry(inner, "/W"))
    rest = number(entry(inner, "/DW"))
    rest = 1000.0 if rest is None else rest
    mapped = entry(inner, "/CIDToGIDMap")
    if name(entry(inner, "/Subtype")) == "/CIDFontType0":
        glyphs = {gid: gid for gid in program.by_glyph} if program.by_cid is None else program.by_cid
    elif isinstance(mapped, pikepdf.Stream):
        data = mapped.read_bytes()
        glyphs = {at // 2: int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data) - 1, 2)}
    else:
        glyphs = {gid: gid for gid in program.by_glyph}
    for cid, gid in glyphs.items():
        true = program.by_glyph.get(gid, 0.0)
        if gid and (gid in program.drawn or (cid in said and true)):
            yield cid, said.get(cid, rest) / 1000, true


def _cid_widths(value: Any) -> dict[int, float]:
    """Widths by CID of a W array (9.7.4.3)."""
    import pikepdf

    found: dict[int, float] = {}
    items = array(value)
    at = 0
    while at < len(items):
        first = int(number(items[at]) or 0)
        following = items[at + 1] if at + 1 < len(items) else None
        if isinstance(following, pikepdf.Array):
            found.update((first + i, number(width) or 0.0) for i, width in enumerate(following.as_list()))
            at += 2
        else:
            last, width = (number(one) or 0.0 for one in (*items[at + 1 : at + 3], 0, 0)[:2])
            found.update((cid, width) for cid in range(first, min(int(last), first + 0xFFFF) + 1))
            at += 3
    return found


def _simple(font: Any, program: Program) -> Iterator[tuple[int, float, float]]:
    """Code, width in the PDF and in the program (em) of a TrueType font of 8-bit codes, where a cmap knows them."""
    if _kind(font) != "TrueType":
        return
    encoding = entry(font, "/Encoding")
    base = name(encoding) or name(entry(encoding, "/BaseEncoding"))
    other = _differing(entry(encoding, "/Differences"))
    first = int(number(entry(font, "/FirstChar")) or 0)
    for code, width in enumerate(array(entry(font, "/Widths")), first):
        gid = None if code in other or not 0 <= code <= 255 else _glyph(program, base, code)
        said = number(width)
        if gid is not None and said is not None and gid in program.by_glyph:
            yield code, said / 1000, program.by_glyph[gid]


def _glyph(program: Program, base: str, code: int) -> int | None:
    """Glyph of a code by the cmaps (9.6.6.4); None when they do not tell."""
    unicode, symbol, mac = (program.cmaps.get(key, {}) for key in ((3, 1), (3, 0), (1, 0)))
    if base in _CODECS and unicode:
        point = _points(_CODECS[base])[code]
        return unicode.get(point) if point else None
    if base:
        return None
    return symbol.get(code) or symbol.get(_SYMBOLIC + code) or mac.get(code)


@cache
def _points(codec: str) -> tuple[int, ...]:
    """Code points of the 256 codes, 0 where a code has none."""
    chars = (bytes([code]).decode(codec, "ignore") for code in range(256))
    return tuple(ord(char) if char else 0 for char in chars)


def _differing(value: Any) -> frozenset[int]:
    """Codes that a Differences array names."""
    code, found = 0, set()
    for item in array(value):
        start = number(item)
        if start is None:
            found.add(code)
            code += 1
        else:
            code = int(start)
    return frozenset(found)


CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {"font-embedded": _embedded, "font-subset": _subset, "font-widths": _widths}
)
