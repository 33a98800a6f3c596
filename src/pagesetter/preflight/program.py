"""An embedded font program in, the advances of its glyphs out, in em.

Reads OpenType and TrueType files (hmtx, cmap), bare CFF (Type 2 charstrings, Adobe TN 5176 and 5177) and Type 1
programs. Whatever is damaged gives no advances rather than wrong ones.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import compress, pairwise, repeat
from operator import gt, truediv
from struct import error as StructError
from struct import unpack_from
from types import MappingProxyType
from typing import Final

from pagesetter.fonts.cff import index_data, operators, top_dict
from pagesetter.pdf import type1
from pagesetter.pdf.encodings import encoding, standard_strings
from pagesetter.preflight.charstring import Width, two_bytes
from pagesetter.records import record

_CHARSET, _ENCODING, _CHARSTRINGS, _PRIVATE, _SUBRS, _DEFAULT, _NOMINAL = 15, 16, 17, 18, 19, 20, 21
_MATRIX, _ROS, _FD_ARRAY, _FD_SELECT = 1207, 1230, 1236, 1237
_BROKEN: Final = (StructError, IndexError, ValueError, KeyError, ZeroDivisionError, OverflowError)


_EMPTY: Final = 4
"""Bytes of a charstring that has a width and an end."""


@record
class Program:
    """Advances of a font program, em."""

    by_glyph: Mapping[int, float] = field(default_factory=dict)
    """By glyph id."""
    drawn: frozenset[int] = frozenset()
    """Glyphs that draw something: a subset may keep the places of others without their advances."""
    by_cid: Mapping[int, int] | None = None
    """Glyphs by CID, of a CID-keyed CFF."""
    cmaps: Mapping[tuple[int, int], Mapping[int, int]] = field(default_factory=dict)
    """Of a TrueType file: glyphs by character code, by platform and encoding (formats 0, 4, 6 and 12)."""
    named: Mapping[str, int] = field(default_factory=dict)
    """Glyphs by name, of a Type 1 program or a CFF whose glyphs have names."""
    codes: Mapping[int, str] = field(default_factory=dict)
    """Of these: names by code, in the program's own encoding."""


def read(data: bytes) -> Program:
    """The advances of a program, none when it cannot be read."""
    try:
        if data[:4] in (b"\0\1\0\0", b"true", b"OTTO"):
            return _sfnt(data)
        if data[:1] == b"\1":
            return _cff(data)
        return _type1(type1.read(data))
    except _BROKEN:
        return Program()


def _type1(font: type1.Type1 | None) -> Program:
    """Of a Type 1 program; its glyphs count in the order of their names."""
    if font is None:
        return Program()
    named = {glyph: gid for gid, glyph in enumerate(sorted(font.glyphs))}
    advances = {named[glyph]: width for glyph, width in font.advances.items()}
    return Program(MappingProxyType(advances), named=MappingProxyType(named), codes=font.encoding)


def _sfnt(data: bytes) -> Program:
    """Of a file with tables."""
    (count,) = unpack_from(">H", data, 4)
    tables = {}
    for i in range(count):
        tag, _, at, length = unpack_from(">4sLLL", data, 12 + 16 * i)
        tables[tag] = (at, length)
    if b"CFF " in tables and b"hmtx" not in tables:
        at, length = tables[b"CFF "]
        return _cff(data[at : at + length])
    (upem,) = unpack_from(">H", data, tables[b"head"][0] + 18)
    (metrics,) = unpack_from(">H", data, tables[b"hhea"][0] + 34)
    (glyphs,) = unpack_from(">H", data, tables[b"maxp"][0] + 4)
    longs = unpack_from(f">{2 * min(metrics, glyphs)}H", data, tables[b"hmtx"][0])[::2]
    units = (*longs, *longs[-1:] * (glyphs - len(longs)))
    advances = dict(enumerate(map(truediv, units, repeat(upem))))  # tens of thousands in a Chinese font
    cmaps = MappingProxyType(dict(_cmaps(data, tables[b"cmap"][0]))) if b"cmap" in tables else MappingProxyType({})
    if b"CFF " not in tables:
        return Program(MappingProxyType(advances), _drawn(data, tables, glyphs), None, cmaps)
    at, length = tables[b"CFF "]
    inner = _cff(data[at : at + length])
    return Program(MappingProxyType(advances), inner.drawn, inner.by_cid, cmaps, inner.named, inner.codes)


def _drawn(data: bytes, tables: Mapping[bytes, tuple[int, int]], glyphs: int) -> frozenset[int]:
    """Glyphs that have an outline, by loca."""
    (long,) = unpack_from(">h", data, tables[b"head"][0] + 50)
    offsets = unpack_from(f">{glyphs + 1}{'L' if long else 'H'}", data, tables[b"loca"][0])
    longer = map(gt, offsets[1:], offsets)  # tens of thousands of glyphs in a Chinese font, hardly any in a subset
    return frozenset(compress(range(glyphs), longer)) - {0}


def _cmaps(data: bytes, start: int) -> Iterator[tuple[tuple[int, int], Mapping[int, int]]]:
    (count,) = unpack_from(">H", data, start + 2)
    for i in range(count):
        platform, encoding, at = unpack_from(">HHL", data, start + 4 + 8 * i)
        yield (platform, encoding), MappingProxyType(dict(_cmap(data, start + at)))


def _cmap(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Pairs of code and glyph (OpenType, cmap)."""
    (kind,) = unpack_from(">H", data, at)
    if kind == 0:
        yield from enumerate(data[at + 6 : at + 262])
    elif kind == 6:
        first, count = unpack_from(">HH", data, at + 6)
        yield from enumerate(unpack_from(f">{count}H", data, at + 10), first)
    elif kind == 4:
        segments = unpack_from(">H", data, at + 6)[0] // 2
        ends = unpack_from(f">{segments}H", data, at + 14)
        rest = at + 16 + 2 * segments
        starts = unpack_from(f">{segments}H", data, rest)
        deltas = unpack_from(f">{segments}H", data, rest + 2 * segments)
        ranges = unpack_from(f">{segments}H", data, rest + 4 * segments)
        for i, (first, last, delta, skip) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
            for code in range(first, min(last, 0xFFFE) + 1):
                gid = code
                if skip:
                    (gid,) = unpack_from(">H", data, rest + 4 * segments + 2 * i + skip + 2 * (code - first))
                    if not gid:
                        continue
                yield code, (gid + delta) & 0xFFFF
    elif kind == 12:
        (groups,) = unpack_from(">L", data, at + 12)
        for i in range(min(groups, 0x10000)):
            first, last, gid = unpack_from(">LLL", data, at + 16 + 12 * i)
            yield from ((code, gid + code - first) for code in range(first, min(last, first + 0xFFFF) + 1))


def _cff(data: bytes) -> Program:
    """Of a CFF font set with one font."""
    top = _dict(data, *top_dict(data))
    global_subrs = _index(data, _behind(data, 3))
    strings = _index(data, int(top[_CHARSTRINGS][0]))
    em = float(top.get(_MATRIX, (0.001,))[0])
    keyed = _ROS in top
    if keyed:
        dicts = [_dict(body, 0, len(body)) for body in _index(data, int(top[_FD_ARRAY][0]))]
        chosen = _selected(data, int(top[_FD_SELECT][0]), len(strings))
        if _MATRIX in dicts[0]:  # the font's matrix is the product of both
            em = float(dicts[0][_MATRIX][0]) * (em if _MATRIX in top else 1.0)
    else:
        dicts, chosen = [top], [0] * len(strings)
    privates = [_private(data, one) for one in dicts]
    by_glyph = {}
    for gid, body in enumerate(strings):
        default, nominal, subrs = privates[chosen[gid]]
        extra = Width(subrs, global_subrs).of(body)
        by_glyph[gid] = (default if extra is None else nominal + extra) * em
    drawn = frozenset(gid for gid, body in enumerate(strings) if gid and len(body) > _EMPTY)
    charset = int(top.get(_CHARSET, (0,))[0])
    if keyed:
        cids = _charset(data, charset, len(strings))
        return Program(MappingProxyType(by_glyph), drawn, MappingProxyType({cid: gid for gid, cid in enumerate(cids)}))
    if charset in (1, 2):  # the predefined expert sets: no writer of PDFs is known to use them
        return Program(MappingProxyType(by_glyph), drawn)
    sids = _charset(data, charset, len(strings)) if charset else range(len(strings))
    own = [body.decode("latin-1") for body in _index(data, _behind(data, 2))]
    standard = standard_strings()
    names = [standard[sid] if sid < len(standard) else own[sid - len(standard)] for sid in sids]
    codes = MappingProxyType(_codes(data, int(top.get(_ENCODING, (0,))[0]), names, own))
    named = MappingProxyType({glyph: gid for gid, glyph in enumerate(names)})
    return Program(MappingProxyType(by_glyph), drawn, named=named, codes=codes)


def _codes(data: bytes, at: int, names: list[str], own: list[str]) -> dict[int, str]:
    """Glyph names by code of the program's own encoding (TN 5176, 12)."""
    if at in (0, 1):
        return dict(encoding("StandardEncoding")) if at == 0 else {}
    kind, count, start = data[at] & 0x7F, data[at + 1], at + 2
    if kind == 0:
        end = start + count
        found = dict(zip(data[start:end], names[1:], strict=False))
    else:
        end = start + 2 * count
        spans = [range(data[i], data[i] + data[i + 1] + 1) for i in range(start, end, 2)]
        found = dict(zip((code for span in spans for code in span), names[1:], strict=False))
    if data[at] & 0x80:
        standard = standard_strings()
        for i in range(data[end]):
            code, sid = unpack_from(">BH", data, end + 1 + 3 * i)
            found[code] = standard[sid] if sid < len(standard) else own[sid - len(standard)]
    return found


def _behind(data: bytes, count: int) -> int:
    """Where the INDEX begins that stands behind so many others: Name, Top DICT, String, Global Subr."""
    at = data[2]
    for _ in range(count):
        start, ends = index_data(data, at)
        at = start + ends[-1]
    return at


def _index(data: bytes, at: int) -> list[bytes]:
    """The objects of an INDEX."""
    start, ends = index_data(data, at)
    return [data[start + a : start + b] for a, b in pairwise(ends)]


def _dict(data: bytes, start: int, end: int) -> dict[int, list[float]]:
    """Operands by operator."""
    return {key: _operands(data, at) for key, at in operators(data, start, end)}


def _operands(data: bytes, at: int) -> list[float]:
    found: list[float] = []
    while (byte := data[at]) >= 28:
        if byte == 28:
            found.append(unpack_from(">h", data, at + 1)[0])
            at += 3
        elif byte == 29:
            found.append(unpack_from(">l", data, at + 1)[0])
            at += 5
        elif byte == 30:
            digits, at = "", at + 1
            while True:
                for nibble in (data[at] >> 4, data[at] & 15):
                    digits += ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "E", "E-", "", "-", "x")[nibble]
                at += 1
                if "x" in digits:
                    break
            found.append(float(digits.partition("x")[0]))
        elif byte <= 246:
            found.append(byte - 139)
            at += 1
        else:
            found.append(two_bytes(byte, data[at + 1]))
            at += 2
    return found


def _private(data: bytes, font: Mapping[int, list[float]]) -> tuple[float, float, list[bytes]]:
    """Default width, nominal width and local subroutines of a font or font DICT."""
    if _PRIVATE not in font:
        return 0, 0, []
    size, at = (int(one) for one in font[_PRIVATE])
    own = _dict(data, at, at + size)
    subrs = _index(data, at + int(own[_SUBRS][0])) if _SUBRS in own else []
    return own.get(_DEFAULT, [0])[0], own.get(_NOMINAL, [0])[0], subrs


def _selected(data: bytes, at: int, count: int) -> list[int]:
    """Font DICT of each glyph (TN 5176, 19)."""
    if data[at] == 0:
        return list(data[at + 1 : at + 1 + count])
    (ranges,) = unpack_from(">H", data, at + 1)
    found: list[int] = []
    for i in range(ranges):
        first, one, following = unpack_from(">HBH", data, at + 3 + 3 * i)
        found += [one] * (following - first)
    return found


def _charset(data: bytes, at: int, count: int) -> list[int]:
    """CID of each glyph (TN 5176, 13)."""
    if data[at] == 0:
        return [0, *unpack_from(f">{count - 1}H", data, at + 1)]
    found, kind, at = [0], data[at], at + 1
    while len(found) < count:
        first, left = unpack_from(">HB" if kind == 1 else ">HH", data, at)
        found += range(first, first + left + 1)
        at += 3 if kind == 1 else 4
    return found
