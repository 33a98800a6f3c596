"""A Type 1 font program in, the advances of its glyphs by name and its own encoding out (Adobe Type 1 Font Format)."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Final

from pagesetter.pdf.encodings import encoding
from pagesetter.records import record

_EEXEC: Final = 55665
"""Keys of the two encryptions (chapter 7)."""
_CHARSTRING: Final = 4330
_GLYPH: Final = re.compile(rb"/(\S+)\s+(\d+)\s+(?:RD|-\||\S+) ")
_CODE: Final = re.compile(rb"dup\s+(\d+)\s*/(\S+)\s+put")
_NUMBER: Final = rb"\s+(-?\d+)"
_MATRIX: Final = re.compile(rb"/FontMatrix\s*[\[{]\s*([-+.\deE]+)")
_WITHIN: Final = 64
"""Bytes of a charstring in which its width stands: five bytes a number, and numbers may be divided."""
_MOST: Final = 4 << 20
"""Bytes of the encrypted part; real fonts have a tenth of it."""


@record
class Type1:
    """What a Type 1 program says."""

    advances: Mapping[str, float]
    """em by glyph name; of glyphs whose width is reckoned by a subroutine there is none."""
    glyphs: frozenset[str]
    """Names of all glyphs."""
    encoding: Mapping[int, str]
    """Glyph names by code."""


def read(data: bytes) -> Type1 | None:
    """What the program says; None when it cannot be read."""
    data = _plain(data)
    clear, found, rest = data.partition(b"eexec")
    if not found:
        return None
    secret = _secret(rest.lstrip(b" \t\r\n"))
    start = secret.find(b"/CharStrings")
    if start < 0:
        return None
    scale = _MATRIX.search(clear)
    try:
        em = float(scale.group(1)) if scale else 0.001
    except ValueError:
        return None
    skipped = re.search(rb"/lenIV" + _NUMBER, secret)
    bodies = dict(_bodies(secret, start))
    count = int(skipped.group(1)) if skipped else 4
    advances = {}
    for glyph, body in bodies.items():
        width = _width(body if count < 0 else bytes(islice(_decrypted(body, _CHARSTRING), count, _WITHIN)))
        if width is not None:
            advances[glyph] = width * em
    return Type1(MappingProxyType(advances), frozenset(bodies), _encoding(clear)) if bodies else None


def _plain(data: bytes) -> bytes:
    """Without the headers of a PFB file's segments (Adobe Technical Note 5040), which do not belong into a PDF."""
    parts, at = [], 0
    while data[at : at + 1] == b"\x80" and data[at + 1 : at + 2] in (b"\1", b"\2"):
        length = int.from_bytes(data[at + 2 : at + 6], "little")
        parts.append(data[at + 6 : at + 6 + length])
        at += 6 + length
    return b"".join(parts) or data


def _secret(data: bytes) -> bytes:
    """The private part: encrypted, in bytes or in hexadecimal digits (7.2)."""
    if re.fullmatch(rb"[0-9A-Fa-f\s]{4,}", data[:8]):
        digits = bytes(byte for byte in data[: 2 * _MOST] if byte in b"0123456789abcdefABCDEF")
        data = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
    return bytes(_decrypted(data[:_MOST], _EEXEC))[4:]


def _decrypted(data: bytes, key: int) -> Iterator[int]:
    for byte in data:
        yield byte ^ key >> 8
        key = (byte + key) * 52845 + 22719 & 0xFFFF


def _bodies(secret: bytes, at: int) -> Iterator[tuple[str, bytes]]:
    """Names and charstrings."""
    at = secret.find(b"begin", at)
    while at >= 0 and (found := _GLYPH.search(secret, at)):
        end = found.end() + int(found.group(2))
        yield found.group(1).decode("latin-1"), secret[found.end() : end]
        at = end


def _width(body: bytes) -> float | None:
    """The advance in units of a decrypted charstring: an operand of its first operator, hsbw or sbw (6.4)."""
    stack: list[float] = []
    at = 0
    while at < len(body):
        byte = body[at]
        at += 1
        if byte >= 247 and byte < 255:
            more = body[at] if at < len(body) else 0
            stack.append((byte - 247) * 256 + more + 108 if byte <= 250 else -(byte - 251) * 256 - more - 108)
            at += 1
        elif byte == 255:
            stack.append(int.from_bytes(body[at : at + 4], "big", signed=True))
            at += 4
        elif byte >= 32:
            stack.append(byte - 139)
        elif byte == 13:
            return stack[1] if len(stack) >= 2 else None
        elif byte == 12 and body[at : at + 1] == b"\7":
            return stack[2] if len(stack) >= 4 else None
        elif byte == 12 and body[at : at + 1] == b"\x0c" and len(stack) >= 2 and stack[-1]:
            stack[-2:] = [stack[-2] / stack[-1]]
            at += 1
        else:
            return None
    return None


def _encoding(clear: bytes) -> Mapping[int, str]:
    """The program's own encoding: StandardEncoding by name, or code by code."""
    _, found, rest = clear.partition(b"/Encoding")
    if not found or rest.split()[:1] == [b"StandardEncoding"]:
        return encoding("StandardEncoding")
    end = re.search(rb"\bdef\b", rest)
    listed = rest[: end.start()] if end else rest
    return MappingProxyType({int(code): glyph.decode("latin-1") for code, glyph in _CODE.findall(listed)})
