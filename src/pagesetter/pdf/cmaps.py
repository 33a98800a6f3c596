"""A CMap's text in, how it parts strings into codes and what the codes mean out (ISO 32000-1, 9.7.5 and 9.10.3)."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from types import MappingProxyType

from pagesetter.records import record

_MOST = 1 << 17
"""Entries that are read of one CMap: two for every code of two bytes."""
_SECTION = re.compile(rb"begin(codespacerange|cidrange|cidchar|bfrange|bfchar)\b(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])|(-?\d+)")
_WMODE = re.compile(rb"/WMode\s+(\d)")


@record
class CMap:
    """What a CMap says."""

    spaces: tuple[tuple[int, int, int], ...]
    """Ranges of codes as (bytes, first, last)."""
    cids: Mapping[int, int]
    """CID by code."""
    texts: Mapping[int, str]
    """Unicode by code."""
    vertical: bool = False

    def codes(self, string: bytes) -> Iterator[tuple[int, int]]:
        """The string as (code, bytes); what fits no range goes on by the shortest length."""
        lengths = sorted({length for length, _, _ in self.spaces}) or [1]
        if len(lengths) == 1 and lengths[0] == 2:
            yield from ((string[at] << 8 | string[at + 1], 2) for at in range(0, len(string) - 1, 2))
            return
        at = 0
        while at < len(string):
            for length in lengths:
                code = int.from_bytes(string[at : at + length], "big")
                if any(n == length and _inside(code, low, high, n) for n, low, high in self.spaces):
                    break
            else:
                length = lengths[0]
                code = int.from_bytes(string[at : at + length], "big")
            yield code, length
            at += length


IDENTITY = CMap(((2, 0, 0xFFFF),), MappingProxyType({}), MappingProxyType({}))
"""Two bytes a code; the code is the CID."""
DOUBLE = CMap(
    ((1, 0, 0x80), (1, 0xA0, 0xDF), (2, 0x8140, 0x9FFC), (2, 0xE040, 0xFCFC)),
    MappingProxyType({}),
    MappingProxyType({}),
)
"""Shift-JIS: one or two bytes a code."""
EXTENDED = CMap(((1, 0, 0x80), (2, 0x8140, 0xFEFE)), MappingProxyType({}), MappingProxyType({}))
"""EUC, GBK and Big5: one or two bytes a code."""


def predefined(named: str) -> tuple[CMap, bool]:
    """The parting of a predefined CMap and whether it gives CIDs: only Identity-H and -V do without tables."""
    if named.startswith("Identity"):
        return IDENTITY, True
    if "UCS2" in named or "UTF16" in named:
        return IDENTITY, False
    return (DOUBLE if "RKSJ" in named else EXTENDED), False


def read(source: bytes) -> CMap:
    """What the text of a CMap says; nothing of what cannot be read."""
    spaces: list[tuple[int, int, int]] = []
    cids: dict[int, int] = {}
    texts: dict[int, str] = {}
    for section in _SECTION.finditer(source):
        kind, entries = section[1], _entries(section[2])
        if kind == b"codespacerange":
            spaces += [
                (len(low), int.from_bytes(low, "big"), int.from_bytes(high, "big"))
                for low, high in _tuples(entries, 2)
                if isinstance(low, bytes) and isinstance(high, bytes) and 1 <= len(low) <= 4
            ]
        elif kind == b"cidchar":
            for code, cid in _tuples(entries, 2):
                if isinstance(code, bytes) and isinstance(cid, int):
                    cids[int.from_bytes(code, "big")] = cid
        elif kind == b"cidrange":
            for low, high, cid in _tuples(entries, 3):
                if isinstance(low, bytes) and isinstance(high, bytes) and isinstance(cid, int):
                    first, last = int.from_bytes(low, "big"), int.from_bytes(high, "big")
                    cids |= {
                        code: cid + code - first for code in range(first, min(last + 1, first + _MOST - len(cids)))
                    }
        elif kind == b"bfchar":
            for code, text in _tuples(entries, 2):
                if isinstance(code, bytes) and isinstance(text, bytes):
                    texts[int.from_bytes(code, "big")] = _text(text)
        else:
            for low, high, text in _tuples(entries, 3):
                if isinstance(low, bytes) and isinstance(high, bytes):
                    first, last = int.from_bytes(low, "big"), int.from_bytes(high, "big")
                    texts |= dict(islice(_range(first, last, text), max(0, _MOST - len(texts))))
    mode = _WMODE.search(source)
    return CMap(tuple(spaces), cids, texts, mode is not None and mode[1] == b"1")


_Entry = bytes | int | list[bytes]


def _entries(body: bytes) -> Iterator[_Entry]:
    """Strings, numbers and arrays of strings."""
    held: list[bytes] | None = None
    for token in _TOKEN.finditer(body):
        if token[2]:
            held = []
        elif token[3]:
            if held is not None:
                yield held
            held = None
        elif token[4]:
            if held is None:
                yield int(token[4])
        else:
            digits = b"".join(token[1].split())
            string = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
            if held is None:
                yield string
            else:
                held.append(string)


def _tuples(entries: Iterator[_Entry], count: int) -> Iterator[tuple[_Entry, ...]]:
    yield from zip(*[entries] * count, strict=False)


def _range(first: int, last: int, text: _Entry) -> Iterator[tuple[int, str]]:
    """Codes of a bfrange with their texts."""
    if isinstance(text, list):
        yield from ((code, _text(one)) for code, one in zip(range(first, last + 1), text, strict=False))
    elif isinstance(text, bytes) and text:
        start = int.from_bytes(text, "big")
        for code in range(first, last + 1):
            try:
                yield code, _text((start + code - first).to_bytes(len(text), "big"))
            except OverflowError:
                return


def _text(held: bytes) -> str:
    return held.decode("utf-16-be", "replace") if len(held) > 1 else held.decode("latin-1")


def _inside(code: int, low: int, high: int, length: int) -> bool:
    """Whether every byte of the code lies between those of the range's ends."""
    shifts = range(0, 8 * length, 8)
    return all((low >> shift) & 255 <= (code >> shift) & 255 <= (high >> shift) & 255 for shift in shifts)
