"""The descriptor of an embedded font in, which glyphs its program has out."""

import struct
import sys
from array import array
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pagesetter.pdf.values import data, entry, name
from pagesetter.records import record


@record
class Program:
    """What an embedded font program holds."""

    glyphs: int
    """Number of glyphs; 0: unknown."""
    cids: frozenset[int] | None = None
    """CIDs of a CID-keyed CFF; None: glyphs go by their index."""
    places: Sequence[int] = ()
    """TrueType: where each outline begins, and where the last one ends."""

    def lacks_glyph(self, gid: int) -> bool:
        """Whether there is no glyph of that index."""
        return 0 < self.glyphs <= gid

    def blank(self, gid: int) -> bool:
        """Whether the glyph of that index is known to have no outline."""
        return gid + 1 < len(self.places) and self.places[gid] == self.places[gid + 1]

    def lacks(self, cid: int) -> bool:
        """Whether there is no glyph for that CID."""
        return cid not in self.cids if self.cids is not None else self.lacks_glyph(cid)


def program(descriptor: Any) -> Program | None:
    """What the embedded program holds; None when the font is not embedded."""
    for key in ("/FontFile2", "/FontFile3", "/FontFile"):
        stream = entry(descriptor, key)
        if stream is None:
            continue
        try:
            if key == "/FontFile2":
                return _outlined(data(stream))
            if key == "/FontFile3":
                held = data(stream)
                table = _table(held, b"CFF ") if name(entry(stream, "/Subtype")) == "OpenType" else held
                return _compact(table) if table else _outlined(held)
        except (struct.error, IndexError, ValueError):
            pass
        return Program(0)
    return None


def _table(held: bytes, tag: bytes) -> bytes:
    """A table of an sfnt file, nothing when it is not there."""
    for at in range(12, 12 + 16 * int.from_bytes(held[4:6], "big"), 16):
        if held[at : at + 4] == tag:
            offset, length = struct.unpack_from(">LL", held, at + 8)
            return held[offset : offset + length]
    return b""


def _counted(held: bytes) -> int:
    """Number of glyphs of an sfnt file."""
    table = _table(held, b"maxp")
    return int.from_bytes(table[4:6], "big") if len(table) >= 6 else 0


def _outlined(held: bytes) -> Program:
    """Glyphs of a TrueType program: their number and places (OpenType specification: head, maxp, loca)."""
    head, loca = _table(held, b"head"), _table(held, b"loca")
    if len(head) < 54 or not loca:
        return Program(_counted(held))
    wide = head[50:52] != b"\0\0"
    size = 4 if wide else 2
    places = array("I" if wide else "H", loca[: len(loca) // size * size])
    if sys.byteorder == "little":
        places.byteswap()
    return Program(_counted(held), None, places)


def _compact(held: bytes) -> Program:
    """Glyphs of a CFF program (Adobe Technical Note 5176): number, and CIDs when it is CID-keyed."""
    _, at = _index(held, held[2])
    tops, _ = _index(held, at)
    top = _dictionary(tops[0])
    outlines, _ = _index(held, int(top[17][0]))
    count = len(outlines)
    if 1230 not in top:
        return Program(count)
    charset = int(top.get(15, [0])[0])
    return Program(count, frozenset((0, *_charset(held, charset, count))) if charset > 2 else None)


def _index(held: bytes, at: int) -> tuple[list[bytes], int]:
    """Items of an INDEX and where it ends."""
    count = struct.unpack_from(">H", held, at)[0]
    if not count:
        return [], at + 2
    size = held[at + 2]
    if not 1 <= size <= 4:
        raise ValueError
    start = at + 3
    offsets = [int.from_bytes(held[start + i * size : start + (i + 1) * size], "big") for i in range(count + 1)]
    base = start + (count + 1) * size - 1
    return [held[base + a : base + b] for a, b in pairwise(offsets)], base + offsets[-1]


def _dictionary(held: bytes) -> dict[int, list[float]]:
    """Operators of a DICT with their operands; two-byte operators count from 1200."""
    found: dict[int, list[float]] = {}
    operands: list[float] = []
    at = 0
    while at < len(held):
        first = held[at]
        at += 1
        if first <= 21:
            if first == 12:
                first = 1200 + held[at]
                at += 1
            found[first] = operands
            operands = []
        elif first == 28:
            operands.append(struct.unpack_from(">h", held, at)[0])
            at += 2
        elif first == 29:
            operands.append(struct.unpack_from(">l", held, at)[0])
            at += 4
        elif first == 30:
            while held[at] & 15 != 15 and held[at] >> 4 != 15:
                at += 1
            at += 1
            operands.append(0.0)  # no operator that is asked for here has a real number
        elif first <= 246:
            operands.append(first - 139)
        elif first <= 250:
            operands.append((first - 247) * 256 + held[at] + 108)
            at += 1
        else:
            operands.append(-(first - 251) * 256 - held[at] - 108)
            at += 1
    return found


def _charset(held: bytes, at: int, count: int) -> list[int]:
    """CIDs of the glyphs after the first."""
    kind, at = held[at], at + 1
    if kind == 0:
        return list(struct.unpack_from(f">{count - 1}H", held, at))
    found: list[int] = []
    step = ">HB" if kind == 1 else ">HH"
    while len(found) < count - 1:
        first, left = struct.unpack_from(step, held, at)
        at += struct.calcsize(step)
        found += range(first, first + left + 1)
    return found[: count - 1]
