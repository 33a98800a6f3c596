"""An open PDF in, sentences about streams that unpack to more than they may out; nothing is held but one block."""

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pagesetter.pdf.values import name

if TYPE_CHECKING:
    from pikepdf import Pdf

_BLOCK = 1 << 16
_PICTURE_MOST = 1 << 30
"""Bytes of samples that any picture may have: a broadsheet in four inks at 600 ppi has 0.45 of it."""
_SAMPLE_BYTES = 32
"""Bytes that a pixel may take: 16 inks of 16 bits."""
_SMALL = 64
"""Streams that cannot come to this part of the limit are not measured: thousands of them are still unpacked in time."""
_DENSE, _DENSE_MOST = 100, 4
"""Text and curves shrink to a tenth. What shrinks to less than a hundredth may come to four times the limit in all."""


def oversized(pdf: "Pdf", limit: int) -> tuple[str, ...]:
    """What is wrong with each stream that unpacks to more than ``limit`` bytes, or a picture to more than its size, and
    with streams that come to more in all.

    Only Flate is unpacked (through however many layers, a block at a time): of the filters that PDF/X allows it is the
    one that makes 1000 bytes of one. The others stay below 64 times and fall under the limit on memory.
    """
    from pikepdf import Stream  # loaded by whoever opened the file

    found: list[str] = []
    packed = unpacked = count = 0
    for stream in pdf.objects:
        if not isinstance(stream, Stream):
            continue
        told, raw, length = _judge(stream, limit)
        if told:
            found.append(told)
        elif length > _DENSE * raw:
            packed, unpacked, count = packed + raw, unpacked + length, count + 1
            if unpacked > _DENSE_MOST * limit:
                most = _size(_DENSE_MOST * limit)
                found.append(f"{count} streams unpack {_size(packed)} to more than {most}: a decompression bomb")
                break  # the others would take as long
    return tuple(found)


def _judge(stream: Any, limit: int) -> tuple[str, int, int]:
    """What is wrong with it, or nothing; its bytes packed and unpacked where it was looked at."""
    called = f"stream {stream.objgen[0]}"
    allowed = limit
    if stream.get("/Subtype") == "/Image":
        width, height = _whole(stream.get("/Width")), _whole(stream.get("/Height"))
        bits = 1 if stream.get("/ImageMask") else _whole(stream.get("/BitsPerComponent")) or 8
        if width * height * bits // 8 > _PICTURE_MOST:
            return f"{called} is a picture of {width} x {height} pixels, more than {_size(_PICTURE_MOST)}", 0, 0
        allowed = min(max(limit, width * height * _SAMPLE_BYTES + height), _PICTURE_MOST)
    layers = _flate_layers(stream)
    if not layers:
        return "", 0, 0
    raw = bytes(stream.read_raw_bytes())
    most = len(raw) * 1032**layers  # Deflate cannot do better (zlib.net, technical details)
    if most <= allowed and (allowed > limit or most <= limit // _SMALL):
        return "", 0, 0
    length = _unpacked(raw, layers, allowed)
    if length > allowed:
        return f"{called} unpacks {_size(len(raw))} to more than {_size(allowed)}: a decompression bomb", 0, 0
    return "", len(raw), length


def _flate_layers(stream: Any) -> int:
    """How many Flate filters the data starts with."""
    from pikepdf import Array  # as above

    named = stream.get("/Filter")
    filters = [name(one) for one in named] if isinstance(named, Array) else [name(named)]
    layers = 0
    for one in filters:
        if one not in ("FlateDecode", "Fl"):
            break
        layers += 1
    return layers


def _unpacked(raw: bytes, layers: int, limit: int) -> int:
    """Length of what ``raw`` unpacks to, the largest layer counting; stops soon after ``limit``."""
    longest = 0
    blocks: Iterator[bytes] = iter((raw,))
    for layer in range(layers):
        blocks = _inflated(blocks)
        if layer < layers - 1:
            held, length = [], 0
            for block in blocks:
                held.append(block)
                length += len(block)
                if length > limit:
                    return length
            longest, blocks = max(longest, length), iter(held)
    length = 0
    for block in blocks:
        length += len(block)
        if length > limit:
            break
    return max(longest, length)


def _inflated(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The blocks unpacked; ends at the first damage, as readers do."""
    engine = zlib.decompressobj()
    for block in blocks:
        rest = block
        while rest and not engine.eof:
            try:
                made = engine.decompress(rest, _BLOCK)
            except zlib.error:
                return
            rest = engine.unconsumed_tail
            if made:
                yield made


def _whole(value: Any) -> int:
    """A number as a count, 0 where it is none."""
    try:
        return max(0, int(value))
    except (TypeError, ValueError, OverflowError):
        return 0


def _size(count: int) -> str:
    """Bytes in words."""
    for unit, word in ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")):
        if count >= unit:
            return f"{count / unit:.3g} {word}"
    return f"{count} bytes"
