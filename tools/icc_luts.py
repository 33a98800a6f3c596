"""The bytes of a CMYK printer profile in, the colour that it says a tint has out.

Pure Python and exact in floating point, where a colour engine would round Lab to eight bits. Reads the 16- and 8-bit
tables ('mft2', 'mft1') of ISO 15076-1 (ICC.1), which is what printer profiles of version 2 are made of.
"""

from __future__ import annotations

import itertools
import math
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

D50 = (0.9642, 1.0, 0.8249)
"""White of the profile connection space."""

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """The part of a profile that says how its inks look."""

    profile_class: str
    """Four letters, 'prtr' for a printer."""
    colour_space: str
    """Four letters, 'CMYK'."""
    version: int
    """Major version of the format."""
    media_white: Colour
    """XYZ of the paper against a perfect white (tag wtpt)."""
    inputs: tuple[tuple[float, ...], ...]
    """One curve an ink, values 0..1 at even steps."""
    steps: int
    """Grid points along each axis of the table."""
    table: tuple[Colour, ...]
    """Table nodes, the last ink fastest, 0..1."""
    outputs: tuple[tuple[float, ...], ...]
    """One curve for each of L, a, b."""
    lab_scale: tuple[float, float]
    """Encoded 1.0 as L, and encoded 1.0 as a or b before 128 is taken off."""

    def relative_lab(self, tint: tuple[float, ...]) -> Colour:
        """Lab of a tint (ratios), media-relative: the bare paper is L 100."""
        position = [_curve(curve, value) * (self.steps - 1) for curve, value in zip(self.inputs, tint, strict=True)]
        low = [min(int(value), self.steps - 2) for value in position]
        part = [value - floor for value, floor in zip(position, low, strict=True)]
        mixed = [0.0, 0.0, 0.0]
        for corner in itertools.product((0, 1), repeat=len(tint)):
            weight = math.prod(f if up else 1 - f for up, f in zip(corner, part, strict=True))
            if not weight:
                continue
            index = 0
            for up, floor in zip(corner, low, strict=True):
                index = index * self.steps + floor + up
            for channel, value in enumerate(self.table[index]):
                mixed[channel] += weight * value
        lightness, a, b = (_curve(curve, value) for curve, value in zip(self.outputs, mixed, strict=True))
        return (lightness * self.lab_scale[0], a * self.lab_scale[1] - 128, b * self.lab_scale[1] - 128)

    def absolute_lab(self, tint: tuple[float, ...]) -> Colour:
        """Lab of a tint (ratios), measured: the bare paper has its own colour."""
        xyz = lab_to_xyz(self.relative_lab(tint))
        x, y, z = (value * white / d50 for value, white, d50 in zip(xyz, self.media_white, D50, strict=True))
        return xyz_to_lab((x, y, z))


def _curve(points: tuple[float, ...], value: float) -> float:
    """The straight-line interpolation of even steps at a value 0..1, clamped."""
    place = min(max(value, 0.0), 1.0) * (len(points) - 1)
    index = min(int(place), len(points) - 2)
    return points[index] + (points[index + 1] - points[index]) * (place - index)


def lab_to_xyz(lab: Colour) -> Colour:
    """CIELAB to XYZ (white Y = 1), D50."""
    fy = (lab[0] + 16) / 116
    third = (fy + lab[1] / 500, fy, fy - lab[2] / 200)
    x, y, z = (f**3 if f > 6 / 29 else 3 * (6 / 29) ** 2 * (f - 4 / 29) for f in third)
    return (x * D50[0], y * D50[1], z * D50[2])


def xyz_to_lab(xyz: Colour) -> Colour:
    """XYZ (white Y = 1) to CIELAB, D50."""
    ratios = (value / white for value, white in zip(xyz, D50, strict=True))
    fx, fy, fz = (math.cbrt(r) if r > (6 / 29) ** 3 else r / (3 * (6 / 29) ** 2) + 4 / 29 for r in ratios)
    return (116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))


def read_printer_profile(path: Path) -> PrinterProfile:
    """Read the colorimetric table of a printer profile; ValueError when it is none or its table is of another type."""
    data = path.read_bytes()
    if data[36:40] != b"acsp":
        raise ValueError(f"{path}: not an ICC profile")
    tags = {}
    for number in range(struct.unpack_from(">I", data, 128)[0]):
        name, offset, size = struct.unpack_from(">4sII", data, 132 + 12 * number)
        tags[name.decode("latin-1")] = data[offset : offset + size]
    table = tags.get("A2B1") or tags.get("A2B0")
    if table is None or table[:4] not in (b"mft1", b"mft2") or data[20:24] != b"Lab ":
        raise ValueError(f"{path}: no lut8 or lut16 table from inks to Lab")
    inks, channels, steps = table[8], table[9], table[10]
    if table[:4] == b"mft2":
        input_size, output_size = struct.unpack_from(">2H", table, 48)
        start, form, top = 52, "H", 65535.0
        # Version 2 puts L = 100 at FF00 hex, not FFFF (ICC.1:2001-04, 6.5.10).
        lab_scale = (100 * 65535 / 65280, 65535 / 256)
    else:
        input_size, output_size, start, form, top = 256, 256, 48, "B", 255.0
        lab_scale = (100.0, 255.0)
    counts = (inks * input_size, steps**inks * channels, channels * output_size)
    values = [value / top for value in struct.unpack_from(f">{sum(counts)}{form}", table, start)]
    nodes = values[counts[0] : counts[0] + counts[1]]
    ends = values[counts[0] + counts[1] :]
    white = struct.unpack_from(">3i", tags["wtpt"], 8)
    return PrinterProfile(
        profile_class=data[12:16].decode("latin-1"),
        colour_space=data[16:20].decode("latin-1"),
        version=data[8],
        media_white=(white[0] / 65536, white[1] / 65536, white[2] / 65536),
        inputs=tuple(tuple(values[i * input_size : (i + 1) * input_size]) for i in range(inks)),
        steps=steps,
        table=tuple((nodes[i], nodes[i + 1], nodes[i + 2]) for i in range(0, len(nodes), channels)),
        outputs=tuple(tuple(ends[i * output_size : (i + 1) * output_size]) for i in range(channels)),
        lab_scale=lab_scale,
    )
