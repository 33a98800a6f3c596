"""Converts damaged pictures and counts what goes wrong: exceptions, hangs, findings without a place, memory.

    python tools/fuzz_pictures.py [COUNT] [--first SEED]

Small pictures of every kind that is taken are made here, each seed damages one of them in its own way, and what comes
is probed and converted as a build does it, in processes with 10 s and 1 GiB for each picture. The same seed damages in
the same way everywhere. Exits 1 when a picture raised, hung, or was refused without saying where it is named.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import struct
import sys
import tempfile
import time
import traceback
import zlib
from collections import Counter
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageCms

from pagesetter import resources
from pagesetter.diagnostics import Diagnostic, Origin, Severity
from pagesetter.images.aim import aim_of
from pagesetter.images.convert import press_picture
from pagesetter.images.probe import probe
from pagesetter.model.press import PressSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS, BYTES = 10, 2**30
"""What a picture may take."""
WHERE = Origin("content/story.md", 3, 5)
_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)


@cache
def sound() -> tuple[tuple[str, bytes], ...]:
    """(name, bytes) of pictures of every kind."""
    colour = Image.merge("RGB", [Image.radial_gradient("L").resize((40, 32)).rotate(90 * i) for i in range(3)])
    grey, srgb = colour.convert("L"), ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x0112] = 6
    wide = Image.frombytes("I;16", grey.size, b"".join(bytes((0, v)) for v in grey.tobytes()))
    press = resources.data("profiles/newsprint.icc").read_bytes()
    kinds: list[tuple[str, str, Image.Image, dict[str, object]]] = [
        ("plain.jpg", "JPEG", colour, {"exif": exif, "icc_profile": srgb}),
        ("progressive.jpg", "JPEG", colour, {"progressive": True}),
        ("grey.jpg", "JPEG", grey, {}),
        ("inks.jpg", "JPEG", colour.convert("CMYK"), {"icc_profile": press[:9000]}),
        ("plain.png", "PNG", colour, {"icc_profile": srgb, "exif": exif}),
        ("alpha.png", "PNG", Image.merge("RGBA", [*colour.split(), grey]), {}),
        ("palette.png", "PNG", colour.quantize(16), {"transparency": 3}),
        ("line.png", "PNG", colour.convert("1"), {}),
        ("wide.png", "PNG", wide, {}),
        ("plain.tif", "TIFF", colour, {"icc_profile": srgb}),
        ("inks.tif", "TIFF", colour.convert("CMYK"), {"compression": "tiff_lzw"}),
        ("lab.tif", "TIFF", Image.merge("LAB", colour.split()), {}),
        ("fax.tif", "TIFF", colour.convert("1"), {"compression": "group4"}),
        ("deflate.tif", "TIFF", colour, {"compression": "tiff_adobe_deflate"}),
        ("packbits.tif", "TIFF", colour.convert("P"), {"compression": "packbits"}),
        ("jpeg.tif", "TIFF", colour, {"compression": "jpeg"}),
        ("plain.webp", "WEBP", colour, {"lossless": True, "icc_profile": srgb, "exif": exif}),
        ("alpha.webp", "WEBP", Image.merge("RGBA", [*colour.split(), grey]), {"quality": 60}),
        ("moving.webp", "WEBP", colour, {"save_all": True, "append_images": [grey.convert("RGB")]}),
        ("moving.png", "PNG", colour, {"save_all": True, "append_images": [grey.convert("RGB")]}),
        ("plain.gif", "GIF", colour.quantize(8), {}),
        ("moving.gif", "GIF", colour.quantize(8), {"save_all": True, "append_images": [grey, colour]}),
        ("plain.bmp", "BMP", colour, {}),
    ]
    made = []
    for name, kind, image, options in kinds:
        out = io.BytesIO()
        image.save(out, kind, **options)
        made.append((name, out.getvalue()))
    return tuple(made)


def damaged(seed: int) -> tuple[str, bytes]:
    """(name, bytes) of the picture of a seed."""
    chance = random.Random(seed)
    name, data = chance.choice(sound())
    broken = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        chance.choice(_WAYS)(broken, chance)
    if name.endswith(".png") and chance.random() < 0.7:
        broken = with_checksums(broken)  # else hardly any would come past them
    return f"{seed}-{name}", bytes(broken)


def _bytes(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 8)):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)


def _head(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 4)):
        if data:
            data[chance.randrange(min(len(data), 120))] = chance.randrange(256)


def _number(data: bytearray, chance: random.Random) -> None:
    size = chance.choice((2, 4))
    at = chance.randrange(max(len(data) - size, 1))
    number = chance.choice(_NUMBERS) & (256**size - 1)
    data[at : at + size] = number.to_bytes(size, chance.choice(("big", "little")))


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data) + 1) :]


def _hole(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    del data[at : at + chance.randint(1, 200)]


def _twice(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = data[at : at + chance.randint(1, 400)]


def _zeros(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    end = min(at + chance.randint(1, 100), len(data))
    data[at:end] = bytes(end - at)


_WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (_bytes, _head, _number, _cut, _hole, _twice, _zeros)


def with_checksums(data: bytearray) -> bytearray:
    """A PNG whose chunks carry the checksums of what is in them now."""
    at = 8
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4], "big")
        if end + 4 > len(data):
            break
        data[end : end + 4] = zlib.crc32(data[at + 4 : end]).to_bytes(4, "big")
        at = end + 4
    return data


def bombs() -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of small files that say they are huge, or take passes without end."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(4_000_000), 9)
    yield "bomb.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    gif = b"," + struct.pack("<HHHHB", 0, 0, 65_535, 65_535, 0) + b"\x02\x02\x4c\x01\x00;"
    yield "bomb.gif", b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0) + gif
    yield "bomb.bmp", b"BM" + struct.pack("<IHHIIiiHHIIiiII", 58, 0, 0, 54, 40, 60_000, 60_000, 1, 24, 0, 4, 0, 0, 0, 0)
    out = io.BytesIO()
    Image.new("L", (64, 64)).save(out, "TIFF")
    tiff = bytearray(out.getvalue())
    count = struct.unpack_from("<H", tiff, struct.unpack_from("<I", tiff, 4)[0])[0]
    for i in range(count):
        at = struct.unpack_from("<I", tiff, 4)[0] + 2 + 12 * i
        if struct.unpack_from("<H", tiff, at)[0] in (256, 257):
            struct.pack_into("<HII", tiff, at + 2, 4, 1, 100_000)
    yield "bomb.tif", bytes(tiff)
    out = io.BytesIO()
    Image.new("RGB", (64, 64)).save(out, "WEBP", lossless=True)
    webp = out.getvalue()
    yield "bomb.webp", webp[:21] + (0x3FFF | 0x3FFF << 14).to_bytes(4, "little") + webp[25:]
    canvas = b"\x10" + bytes(3) + (65_000).to_bytes(3, "little") * 2
    chunks = b"VP8X" + struct.pack("<I", 10) + canvas + webp[12:]
    yield "canvas.webp", b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks
    out = io.BytesIO()
    Image.new("L", (64, 64), 90).save(out, "JPEG", progressive=True)
    jpeg = out.getvalue()
    size = jpeg.index(b"\xff\xc2") + 5
    yield "bomb.jpg", jpeg[:size] + struct.pack(">HH", 60_000, 60_000) + jpeg[size + 4 :]
    scan = jpeg.rindex(b"\xff\xda")
    yield "scans.jpg", jpeg[:scan] + jpeg[scan:-2] * 5_000 + jpeg[-2:]


def tried(name: str, data: bytes, folder: Path) -> tuple[Diagnostic, ...]:
    """Probes and converts a picture; returns what was found. Raises whatever they raise, which is a fault."""
    path = folder / name
    path.write_bytes(data)
    _, found = probe(path, WHERE)
    picture = press_picture(str(path), (0.1, 0.0, 0.9, 1.0), 20, 16, aim_of(PressSpec()), WHERE)
    path.unlink()
    found += picture.diagnostics
    if any(d.severity is Severity.ERROR for d in picture.diagnostics) and (picture.width, picture.height) != (1, 1):
        raise AssertionError("a picture was refused and shown")
    if any(d.origin != WHERE or not d.message for d in found):
        raise AssertionError("a finding has no place")
    return found


def _limited(seeds: range, say: Callable[[tuple[int, str]], None]) -> None:
    """In a process of its own: tries the seeds, says each before and after."""
    import resource
    import signal

    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # libtiff tells everything that it finds
    # Without a handler of Python's the alarm ends the process even inside a decoder.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            say((seed, ""))
            signal.alarm(SECONDS)
            try:
                found = tried(*damaged(seed), Path(folder))
                result = "+".join(sorted({d.code for d in found})) or "converted"
            except Exception:
                result = "!" + traceback.format_exc()
            signal.alarm(0)
            say((seed, result))


def main() -> int:
    """Runs the seeds, prints the figures."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("count", type=int, nargs="?", default=500)
    ask.add_argument("--first", type=int, default=0, metavar="SEED")
    asked = ask.parse_args()
    begin = time.perf_counter()
    results: Counter[str] = Counter()
    faults = []
    seed, end = asked.first, asked.first + asked.count
    context = get_context("spawn")
    while seed < end:
        hear, tell = context.Pipe(duplex=False)
        worker = context.Process(target=_limited, args=(range(seed, end), tell.send))
        worker.start()
        tell.close()
        under_way = False
        try:
            while True:
                seed, result = hear.recv()
                under_way = not result
                if result.startswith("!"):
                    faults.append((seed, result[1:]))
                elif result:
                    results[result] += 1
        except EOFError:
            worker.join()
        if under_way:
            faults.append((seed, f"the process ended with {worker.exitcode}: {SECONDS} s or {BYTES >> 20} MiB"))
        elif worker.exitcode and seed < end - 1:
            faults.append((seed, f"the process ended with {worker.exitcode}"))
        seed += 1
    print(f"{asked.count} damaged pictures in {time.perf_counter() - begin:.1f} s")
    for result, count in results.most_common():
        print(f"  {count:5d} {result}")
    with tempfile.TemporaryDirectory() as folder:
        for name, data in bombs():
            found = tried(name, data, Path(folder))
            print(f"  {name} ({len(data):,} bytes): {'; '.join(f'{d.code} {d.message}' for d in dict.fromkeys(found))}")
            if not any(d.code == "I006" for d in found):
                faults.append((-1, f"{name} was not refused for its size"))
    for seed, fault in faults:
        name = damaged(seed)[0] if seed >= 0 else ""
        print(f"FAULT seed {seed} {name}\n{fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
