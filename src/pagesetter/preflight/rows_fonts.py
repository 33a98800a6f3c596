"""The fonts of a document in, breaches of checklist row 12 out: embedding, subsets, widths of the program."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from struct import unpack
from types import MappingProxyType
from typing import Any, Final

from pagesetter.pdf.encodings import character, differences, glyph_names
from pagesetter.pdf.values import entry
from pagesetter.preflight.program import Program, read
from pagesetter.preflight.registry import Check, Found, Limits
from pagesetter.preflight.subject import Placed, Subject, array, name, number

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
        program = _program(subject, stream)
        if _kind(one.value) == "Type0":
            pairs = _composite(one.value, program)
        else:
            pairs = _simple(one.value, program, _shown(subject).get(_named(one.value), frozenset()))
        wrong = [(code, said, true) for code, said, true in pairs if abs(said - true) > room]
        if wrong:
            shown = "; ".join(
                f"code {code}: {said:.3f} em, program {true:.3f} em" for code, said, true in wrong[:_SHOWN]
            )
            more = f" and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
            worst = max(abs(said - true) for _, said, true in wrong)
            message = f"widths of the font {_named(one.value)} are not those of its program ({shown}{more})"
            yield Found(message, one.page, value=round(worst, 4), limit=room)


def _program(subject: Subject, stream: Any) -> Program:
    """The program, read once; an empty one when it cannot be unpacked."""
    import pikepdf

    def made() -> Program:
        try:
            return read(stream.read_bytes())
        except pikepdf.PdfError:
            return Program()

    if not stream.objgen[0]:
        return made()
    kept: Program = subject.kept(f"program {stream.objgen}", made)
    return kept


def _shown(subject: Subject) -> Mapping[str, frozenset[int]]:
    """Codes that the pages show, by the name of their font."""

    def made() -> Mapping[str, frozenset[int]]:
        codes: dict[str, set[int]] = {}
        for walked in subject.walked:
            for one in walked.objects:
                if one.type is not None and one.type.subtype != "Type0":
                    codes.setdefault(one.type.font, set()).update(glyph.code for glyph in one.type.glyphs)
        return {font: frozenset(shown) for font, shown in codes.items()}

    kept: Mapping[str, frozenset[int]] = subject.kept("codes", made)
    return kept


def lacking(subject: Subject) -> Mapping[str, frozenset[int]]:
    """Codes for which every embedded Type 1 or CFF program of a name has no glyph, by the name of the simple font."""

    def made() -> Mapping[str, frozenset[int]]:
        found: dict[str, frozenset[int]] = {}
        for one in fonts(subject):
            stream = _stream(one.value)
            if stream is None or _kind(one.value) not in ("Type1", "MMType1"):
                continue
            program, called = _program(subject, stream), _named(one.value)
            if not program.named:
                continue
            names = glyph_names(entry(one.value, "/Encoding"), program.codes)
            none = frozenset(code for code in range(256) if names.get(code) not in program.named)
            found[called] = found.get(called, none) & none
        return found

    kept: Mapping[str, frozenset[int]] = subject.kept("lacking", made)
    return kept


def _composite(font: Any, program: Program) -> Iterator[tuple[int, float, float]]:
    """CID, width in the PDF and width in the program (em) of every glyph of a Type0 font."""
    import pikepdf

    inner = _descendant(font)
    said = _cid_widths(entry(inner, "/W"))
    rest = number(entry(inner, "/DW"))
    rest = 1000.0 if rest is None else rest
    mapped = entry(inner, "/CIDToGIDMap")
    pairs: Iterable[tuple[int, int]]
    if name(entry(inner, "/Subtype")) == "/CIDFontType0" and program.by_cid is not None:
        pairs = program.by_cid.items()
    elif name(entry(inner, "/Subtype")) != "/CIDFontType0" and isinstance(mapped, pikepdf.Stream):
        data = mapped.read_bytes()
        pairs = enumerate(unpack(f">{len(data) // 2}H", data[: len(data) // 2 * 2]))
    else:  # a subset keeps thousands of empty places between its glyphs
        pairs = ((cid, cid) for cid in sorted(program.drawn | said.keys()))
    for cid, gid in pairs:
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


def _simple(font: Any, program: Program, shown: frozenset[int]) -> Iterator[tuple[int, float, float]]:
    """Code, width in the PDF and in the program (em) of a font of 8-bit codes, where the program's glyph is known.

    Writers give no width to codes that they do not show: no width counts where the code is ``shown``.
    """
    encoded = entry(font, "/Encoding")
    if _kind(font) == "TrueType":
        glyphs = _by_cmaps(encoded, program)
    else:
        names = glyph_names(encoded, program.codes)
        glyphs = {code: program.named[glyph] for code, glyph in names.items() if glyph in program.named}
    first = int(number(entry(font, "/FirstChar")) or 0)
    for code, width in enumerate(array(entry(font, "/Widths"))[:256], first):
        gid, said = glyphs.get(code), number(width)
        if gid is not None and said is not None and gid in program.by_glyph and (said or code in shown):
            yield code, said / 1000, program.by_glyph[gid]


def _by_cmaps(encoded: Any, program: Program) -> dict[int, int]:
    """Glyphs by code of a TrueType font (9.6.6.4), as far as its cmaps tell them; glyph names stand for characters."""
    base = name(encoded) or name(entry(encoded, "/BaseEncoding"))
    other = dict(differences(entry(encoded, "/Differences")))
    unicode, symbol, mac = (program.cmaps.get(key, {}) for key in ((3, 1), (3, 0), (1, 0)))
    found = {}
    for code in range(256):
        gid: int | None = None
        if code in other:
            char = character(other[code])
            gid = unicode.get(ord(char)) if char else None
        elif base in _CODECS:
            point = _points(_CODECS[base])[code]
            gid = unicode.get(point) if point else None
        elif not base and not other:
            gid = symbol.get(code) or symbol.get(_SYMBOLIC + code) or mac.get(code)
        if gid:
            found[code] = gid
    return found


@cache
def _points(codec: str) -> tuple[int, ...]:
    """Code points of the 256 codes, 0 where a code has none."""
    chars = (bytes([code]).decode(codec, "ignore") for code in range(256))
    return tuple(ord(char) if char else 0 for char in chars)


CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {"font-embedded": _embedded, "font-subset": _subset, "font-widths": _widths}
)
