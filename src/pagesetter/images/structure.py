"""The bytes of a picture file in, whether its structure is whole out; nothing is decoded."""

import zlib
from collections.abc import Iterator
from types import MappingProxyType
from typing import Literal

_TIFF_SIZES = MappingProxyType({3: 2, 4: 4, 5: 8, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8})
"""Bytes of a value by its type; the others have one."""
_HEAD = 128
"""Bytes of a profile before its tags (ICC.1:2010 7.2)."""


def complete(data: bytes, plugin: str) -> bool:
    """Whether the file's structure runs to its end; formats without a cheap sign count as complete."""
    if plugin == "JPEG":
        # Scan data stuffs a 00 after each FF, so FFD9 after the first start of scan is the true end of the image; the
        # one of a thumbnail comes before. T.81 B.1.1.3, B.1.1.5.
        scan = first_scan(data)
        return scan < 0 or data.find(b"\xff\xd9", scan) >= 0
    if plugin == "PNG":
        return any(name == b"IEND" for name, _, _ in _chunks(data))
    if plugin == "WEBP":
        return len(data) >= 8 + int.from_bytes(data[4:8], "little")
    return True


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, first byte (of the name) and end of each whole chunk of a PNG (PNG 3rd edition 5.3), to IEND."""
    at, name = 8, b""
    while at + 12 <= len(data) and name != b"IEND":
        name, end = data[at + 4 : at + 8], at + 8 + int.from_bytes(data[at : at + 4])
        if end + 4 > len(data):
            return
        yield name, at + 4, end
        at = end + 4


def intact(data: bytes) -> bool:
    """Whether the chunks without which a PNG has no picture carry their right checksums; Pillow prints noise else."""
    view = memoryview(data)
    return all(
        zlib.crc32(view[start:end]) == int.from_bytes(view[end : end + 4])
        for name, start, end in _chunks(data)
        if name in (b"IHDR", b"PLTE", b"IDAT")
    )


def wide_profile(data: bytes, least: int, most: int) -> tuple[bytes, bytes]:
    """A PNG without the profile that Pillow would refuse the picture for, and that profile.

    Both are the file and nothing when the profile unpacks to no more than ``least`` bytes. Of one that unpacks to more
    than ``most`` only the head comes, which is no profile any more. PNG 3rd edition 11.3.2.3.
    """
    for name, start, end in _chunks(data):
        if name == b"IDAT":
            break
        packed = data[data.find(b"\0", start + 4, end) + 2 : end]
        if name == b"iCCP" and len(packed) * 1040 > least:  # deflate packs 1 : 1032 at best
            try:
                profile = zlib.decompressobj().decompress(packed, most + 1)
            except zlib.error:
                break
            if len(profile) > least:
                return data[: start - 4] + data[end + 4 :], profile if len(profile) <= most else profile[:_HEAD]
    return data, b""


def webp_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a WebP by the head of its first chunk; None when it has none (RFC 9649 2.5 to 2.7).

    Pillow's reader makes room for all pixels before it says how many there are.
    """
    kind, body = data[12:16], data[20:30]
    if len(body) < 10:
        return None
    if kind == b"VP8X":
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    return None


def first_scan(data: bytes) -> int:
    """Offset of the first start-of-scan marker; -1 when the segments do not lead to one (the reader will say why)."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        if data[at + 1] == 0xDA:
            return at
        at += 1 if data[at + 1] == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4])
    return -1


def whole_tags(data: bytes) -> bool:
    """Whether the values of a TIFF's first directory lie inside the file (TIFF 6.0 section 2)."""
    order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"
    start = int.from_bytes(data[4:8], order)
    end = start + 2 + 12 * int.from_bytes(data[start : start + 2], order)
    for at in range(start + 2, end, 12):
        kind, count, value = data[at + 2 : at + 4], data[at + 4 : at + 8], data[at + 8 : at + 12]
        size = _TIFF_SIZES.get(int.from_bytes(kind, order), 1) * int.from_bytes(count, order)
        if size > 4 and int.from_bytes(value, order) + size > len(data):
            return False
    return end <= len(data)
