"""Two CMYK printer profiles in; out, how far apart their colours lie and how much ink the first lays down.

    python tools/compare_profiles.py PROFILE REFERENCE [--chart FILE]

Colours: every tint of a chart through the colorimetric table of both profiles, once relative to the paper and
once absolute; mean, 95th percentile and maximum of the CIE 1976 and CIEDE2000 differences. Without --chart the
tints are a grid of 6 steps an ink; with it they are those of a CGATS table (or of any text file that holds one),
and where the table has Lab columns PROFILE is compared with the measured colours too.

Ink: the total of the four inks over a 33 x 33 x 33 grid of sRGB through each rendering intent, as the press room
gets it (8 bits, Little CMS through Pillow).
"""

from __future__ import annotations

import argparse
import itertools
import math
import sys
from pathlib import Path

from PIL import Image, ImageCms

from icc_luts import Colour, PrinterProfile, read_printer_profile

GRID = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
Tint = tuple[float, ...]
INTENTS = (
    ("perceptual", ImageCms.Intent.PERCEPTUAL, ImageCms.Flags.NONE),
    ("relative", ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.NONE),
    ("relative, black point", ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION),
)


def delta_e_76(one: Colour, other: Colour) -> float:
    """Distance in CIELAB."""
    return math.dist(one, other)


def delta_e_2000(one: Colour, other: Colour) -> float:
    """CIEDE2000 with all weights 1 (ISO/CIE 11664-6)."""
    c7 = ((math.hypot(*one[1:]) + math.hypot(*other[1:])) / 2) ** 7
    stretch = 1.5 - 0.5 * math.sqrt(c7 / (c7 + 25**7))
    (l1, a1, b1), (l2, a2, b2) = one, other
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn, middle = 0.0, h1 + h2
    if c1 and c2:
        turn = (h2 - h1 + 180) % 360 - 180
        middle = (h1 + turn / 2) % 360
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = sum(
        weight * math.cos(math.radians(times * middle + shift))
        for weight, times, shift in ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    )
    s_l = 1 + 0.015 * (lightness - 50) ** 2 / math.sqrt(20 + (lightness - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * (1 + t)
    rotation = 60 * math.exp(-(((middle - 275) / 25) ** 2))
    blue = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7)) * math.sin(math.radians(rotation))
    d_l, d_c = (l2 - l1) / s_l, (c2 - c1) / s_c
    d_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / s_h
    return math.sqrt(d_l**2 + d_c**2 + d_h**2 + blue * d_c * d_h)


def read_chart(path: Path) -> tuple[list[Tint], list[Colour]]:
    """Tints (ratios) and, if the table has them, Lab colours of a CGATS table; ValueError without CMYK columns."""
    text = path.read_text(encoding="utf-8", errors="replace")
    fields = text.partition("BEGIN_DATA_FORMAT")[2].partition("END_DATA_FORMAT")[0].split()
    lines = text.partition("BEGIN_DATA\n")[2].partition("END_DATA")[0].splitlines()
    try:
        inks = [fields.index(f"CMYK_{ink}") for ink in "CMYK"]
    except ValueError:
        raise ValueError(f"{path}: no table with CMYK columns") from None
    labs = [fields.index(f"LAB_{axis}") for axis in "LAB" if f"LAB_{axis}" in fields]
    rows = [line.split() for line in lines if line.strip()]
    tints: list[Tint] = [tuple(float(row[i]) / 100 for i in inks) for row in rows]
    measured: list[Colour] = []
    if len(labs) == 3:
        measured = [(float(row[labs[0]]), float(row[labs[1]]), float(row[labs[2]])) for row in rows]
    return tints, measured


def differences(label: str, ones: list[Colour], others: list[Colour]) -> None:
    """Print mean, 95th percentile and maximum of both differences."""
    for name, formula in (("dE76", delta_e_76), ("dE00", delta_e_2000)):
        found = sorted(formula(one, other) for one, other in zip(ones, others, strict=True))
        high = found[math.ceil(0.95 * len(found)) - 1]
        print(f"  {label:28} {name}  mean {sum(found) / len(found):5.2f}  p95 {high:5.2f}  max {found[-1]:5.2f}")


def rgb_grid(steps: int) -> Image.Image:
    """A picture of steps^3 pixels, every combination of evenly spaced sRGB values."""
    values = [round(255 * i / (steps - 1)) for i in range(steps)]
    pixels = b"".join(bytes(rgb) for rgb in itertools.product(values, repeat=3))
    return Image.frombytes("RGB", (steps * steps, steps), pixels)


def to_inks(picture: Image.Image, profile: Path, intent: ImageCms.Intent, flags: ImageCms.Flags) -> list[Tint]:
    """The pixels of an sRGB picture in inks, in percent."""
    transform = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), str(profile), "RGB", "CMYK", intent, flags | ImageCms.Flags.NOCACHE
    )
    printed = ImageCms.applyTransform(picture, transform)
    if printed is None:  # only an in-place conversion returns nothing
        raise ValueError("the colour engine returned no picture")
    data = printed.tobytes()
    return [tuple(value / 2.55 for value in data[i : i + 4]) for i in range(0, len(data), 4)]


def report_ink(profile: Path, looks: PrinterProfile) -> None:
    """Print the ink figures of one profile and the colour of its greys."""
    print(f"Ink of {profile.name} over 33^3 sRGB, in percent")
    for name, intent, flags in INTENTS:
        inks = to_inks(rgb_grid(33), profile, intent, flags)
        totals = [sum(tint) for tint in inks]
        black = " ".join(f"{ink:.0f}" for ink in inks[0])
        print(
            f"  {name:22} total max {max(totals):6.1f}  mean {sum(totals) / len(totals):6.1f}"
            f"  K max {max(tint[3] for tint in inks):5.1f}  sRGB black {black} = {totals[0]:.0f}"
        )
    greys = Image.frombytes("RGB", (18, 1), b"".join(bytes([level] * 3) for level in range(0, 256, 15)))
    print("Greys through the perceptual table: sRGB, inks, Lab relative to the paper")
    worst = 0.0
    for level, tint in zip(range(0, 256, 15), to_inks(greys, profile, *INTENTS[0][1:]), strict=True):
        lab = looks.relative_lab(tuple(ink / 100 for ink in tint))
        worst = max(worst, math.hypot(*lab[1:]))
        print(f"  {level:3}  " + " ".join(f"{ink:5.1f}" for ink in tint) + "   " + " ".join(f"{v:6.1f}" for v in lab))
    print(f"  chroma at most {worst:.1f}")


def main() -> int:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description="Compare two CMYK printer profiles.")
    parser.add_argument("profile", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--chart", type=Path, help="CGATS table of tints, with measured Lab if there is any")
    arguments = parser.parse_args()
    profile, reference = read_printer_profile(arguments.profile), read_printer_profile(arguments.reference)
    tints: list[Tint] = list(itertools.product(GRID, repeat=4))
    measured: list[Colour] = []
    if arguments.chart:
        tints, measured = read_chart(arguments.chart)
    print(f"{arguments.profile.name} against {arguments.reference.name}, {len(tints)} tints")
    ours = [profile.absolute_lab(tint) for tint in tints]
    differences(
        "relative to the paper",
        [profile.relative_lab(tint) for tint in tints],
        [reference.relative_lab(tint) for tint in tints],
    )
    differences("absolute", ours, [reference.absolute_lab(tint) for tint in tints])
    if measured:
        differences("absolute, to the measured", ours, measured)
    report_ink(arguments.profile, profile)
    report_ink(arguments.reference, reference)
    return 0


if __name__ == "__main__":
    sys.exit(main())
