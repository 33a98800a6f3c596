"""A CID-keyed CFF table and a CID for each of its glyphs in, the table with these CIDs out (Adobe TN 5176).

A reader finds the glyph of a code in the charset, so a program can hold the glyphs of a page alone, closely packed, and
its codes can be the glyph ids of the whole font all the same.
"""

from collections.abc import Iterator, Sequence
from struct import pack, unpack_from

_CHARSET = 15
"""Top DICT operator: where the charset begins."""
_LONG = 29
"""First byte of a number of four bytes."""


def index_data(cff: bytes, at: int) -> tuple[int, list[int]]:
    """Where the data of an INDEX begins, and the end of each of its objects counted from there; [0] when it is empty.

    The first number is 0; the INDEX itself ends where its last object does (TN 5176, 5).
    """
    (count,) = unpack_from(">H", cff, at)
    if not count:
        return at + 2, [0]
    width = cff[at + 2]
    ends = [int.from_bytes(cff[at + 3 + i * width : at + 3 + (i + 1) * width], "big") - 1 for i in range(count + 1)]
    return at + 3 + width * (count + 1), ends


def operators(cff: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Operators of a DICT with the place of their first operand; two-byte ones as 1200 + the second byte (4)."""
    at = first = start
    while at < end:
        byte = cff[at]
        if byte == 30:  # a real number: nibbles up to the first 0xf
            at += 1
            while cff[at] & 0xF != 0xF and cff[at] >> 4 != 0xF:
                at += 1
            at += 1
        elif byte >= 28:
            at += 3 if byte == 28 else 5 if byte == _LONG else 1 if byte <= 246 else 2
        else:
            yield (1200 + cff[at + 1] if byte == 12 else byte), first
            at += 2 if byte == 12 else 1
            first = at


def top_dict(cff: bytes) -> tuple[int, int]:
    """Where the Top DICT of the first font begins and ends: behind the header and the Name INDEX."""
    data, ends = index_data(cff, cff[2])
    data, ends = index_data(cff, data + ends[-1])
    return data + ends[0], data + ends[1]


def with_cids(cff: bytes, cids: Sequence[int]) -> bytes | None:
    """The table with these CIDs for glyphs 1, 2 … ; None when its charset is not told by a number of four bytes.

    The new charset, of format 0, comes at the end; the old one stays as dead weight of a few bytes a glyph.
    """
    for operator, at in operators(cff, *top_dict(cff)):
        if operator == _CHARSET and cff[at] == _LONG:
            charset = pack(f">B{len(cids)}H", 0, *cids)
            return cff[: at + 1] + pack(">l", len(cff)) + cff[at + 5 :] + charset
    return None
