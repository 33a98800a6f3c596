"""Aim values of newsprint (newsprint_aims.tsv) in, the ICC profile newsprint.icc out.

    python tools/make_newsprint_profile.py [-o src/pagesetter/_data/profiles/newsprint.icc]

Three steps, each of them told in docs/newsprint-profile.md:

1. A Yule-Nielsen-modified Neugebauer model turns the aims (Lab of the 16 solid overprints, tone value increase) into
   the colour of any tint of the four inks.
2. A chart of such tints is written as a CGATS table.
3. Argyll's `colprof` (package `argyll`) makes a printer profile of the chart; its creation date is then replaced by a
   fixed one, so that the same Argyll gives the same bytes on every day.

Sources: J. A. C. Yule and W. J. Nielsen, "The penetration of light into paper and its effect on halftone
reproduction", TAGA 1951; H. E. J. Neugebauer, "Die theoretischen Grundlagen des Mehrfarbenbuchdrucks", 1937;
ISO 15076-1 (ICC.1) for the header fields.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import shutil
import struct
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
AIMS = HERE / "newsprint_aims.tsv"
TARGET = HERE.parent / "src" / "pagesetter" / "_data" / "profiles" / "newsprint.icc"

D50 = (96.422, 100.0, 82.521)
"""XYZ of the profile connection space's white (ISO 15076-1)."""

DENSITY_CHANNEL = (0, 1, 2, 1)
"""Which of X, Y, Z sees most of C, M, Y and K: the tone value of an ink is measured in its complementary colour."""

CHART_STEPS = (0, 5, 10, 20, 30, 45, 60, 80, 100)
"""Tone values of the chart in percent, denser in the light tones, where tone value increase bends most."""

DESCRIPTION = "pagesetter newsprint 26"
COPYRIGHT = "Made by pagesetter from published aim values. CC0 1.0: no rights reserved."
CREATED = (2025, 1, 1, 0, 0, 0)
"""The date that stands in the profile; a clock would change the bytes with every run."""

BLACK_GENERATION = ("-kp", "0", "0.05", "0.85", "1", "0.8")
"""Heavy GCR: black starts at a 5 % grey, is full at 85 %, and grows faster than a straight line."""

Colour = tuple[float, float, float]
Tint = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Aims:
    """What the press is to print."""

    solids: dict[tuple[int, int, int, int], Colour]
    """XYZ (D50, paper white as measured) of the 16 overprints; keys are 0 or 1 for C, M, Y, K."""
    half_tone_gain: float
    """Tone value increase at 50 %, as a ratio."""
    quarter_tone_gain: float
    """Tone value increase at 25 %, as a ratio."""
    n: float
    """Yule-Nielsen factor: 1 is no light spread in the paper."""
    total_ink: int
    """Limit of C + M + Y + K in percent."""
    black_ink: int
    """Limit of K in percent."""


def lab_to_xyz(lab: Colour) -> Colour:
    """CIELAB to XYZ, both D50, Y of white 100."""
    fy = (lab[0] + 16) / 116
    third = (fy + lab[1] / 500, fy, fy - lab[2] / 200)
    x, y, z = (f**3 if f > 6 / 29 else 3 * (6 / 29) ** 2 * (f - 4 / 29) for f in third)
    return (x * D50[0], y * D50[1], z * D50[2])


def read_aims(path: Path = AIMS) -> Aims:
    """Read the table of aims; raises KeyError when a quantity is missing."""
    solids: dict[tuple[int, int, int, int], Colour] = {}
    scalars: dict[tuple[str, str], float] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["quantity"] == "lab":
                c, m, y, k = (int(row[ink]) // 100 for ink in "CMYK")
                solids[c, m, y, k] = lab_to_xyz((float(row["value"]), float(row["a"]), float(row["b"])))
            else:
                scalars[row["quantity"], row["C"]] = float(row["value"])
    missing = [key for key in itertools.product((0, 1), repeat=4) if key not in solids]
    if missing:
        raise KeyError(f"{path}: no Lab for the overprints {missing}")
    return Aims(
        solids=solids,
        half_tone_gain=scalars["tone_value_increase", "50"] / 100,
        quarter_tone_gain=scalars["tone_value_increase", "25"] / 100,
        n=scalars["yule_nielsen_n", ""],
        total_ink=round(scalars["total_ink_limit", ""]),
        black_ink=round(scalars["black_ink_limit", ""]),
    )


def printed_tone(aims: Aims, tone: float) -> float:
    """Tone value on paper (Murray-Davies, 0..1) of a tone value in the file.

    The lowest polynomial that is 0 at both ends and meets the two aims: 4g·a(1-a)·(1 + s(1-2a)).
    """
    skew = 2 * (aims.quarter_tone_gain / (0.75 * aims.half_tone_gain) - 1)
    gain = 4 * aims.half_tone_gain * tone * (1 - tone) * (1 + skew * (1 - 2 * tone))
    return min(1.0, max(0.0, tone + gain))


def coverage(aims: Aims, ink: int, tone: float) -> float:
    """Area of one ink (0..1) with which the Yule-Nielsen equation gives the printed tone of that ink alone."""
    key = (int(ink == 0), int(ink == 1), int(ink == 2), int(ink == 3))
    channel = DENSITY_CHANNEL[ink]
    solid = aims.solids[key][channel] / aims.solids[0, 0, 0, 0][channel]
    reflectance = 1 - printed_tone(aims, tone) * (1 - solid)
    area: float = (1 - reflectance ** (1 / aims.n)) / (1 - solid ** (1 / aims.n))
    return area


def print_tint(aims: Aims, tint: Tint) -> Colour:
    """XYZ of a tint (ratios of C, M, Y, K): the 16 overprints mixed by Demichel's areas, in the power 1/n."""
    areas = [coverage(aims, ink, tone) for ink, tone in enumerate(tint)]
    mixed = [0.0, 0.0, 0.0]
    for overprint, xyz in aims.solids.items():
        weight = 1.0
        for present, area in zip(overprint, areas, strict=True):
            weight *= area if present else 1 - area
        for channel in range(3):
            mixed[channel] += weight * xyz[channel] ** (1 / aims.n)
    x, y, z = (value**aims.n for value in mixed)
    return (x, y, z)


def chart(aims: Aims) -> str:
    """The CGATS text of all combinations of CHART_STEPS with their XYZ."""
    rows: list[str] = []
    for percent in itertools.product(CHART_STEPS, repeat=4):
        c, m, y, k = percent
        xyz = print_tint(aims, (c / 100, m / 100, y / 100, k / 100))
        rows.append(f"{len(rows) + 1} {c} {m} {y} {k} " + " ".join(f"{value:.4f}" for value in xyz))
    fields = "SAMPLE_ID CMYK_C CMYK_M CMYK_Y CMYK_K XYZ_X XYZ_Y XYZ_Z"
    head = [
        "CTI3",
        "",
        f'DESCRIPTOR "{DESCRIPTION}"',
        'ORIGINATOR "pagesetter"',
        'KEYWORD "DEVICE_CLASS"',
        'DEVICE_CLASS "OUTPUT"',
        'KEYWORD "COLOR_REP"',
        'COLOR_REP "CMYK_XYZ"',
        f"NUMBER_OF_FIELDS {len(fields.split())}",
        "BEGIN_DATA_FORMAT",
        fields,
        "END_DATA_FORMAT",
        f"NUMBER_OF_SETS {len(rows)}",
        "BEGIN_DATA",
    ]
    return "\n".join([*head, *rows, "END_DATA", ""])


def with_fixed_stamp(profile: bytes) -> bytes:
    """The same profile with CREATED as its date. A version 2 header carries no profile ID that would have to follow."""
    if profile[8] != 2:
        raise ValueError(f"colprof wrote an ICC profile of version {profile[8]}, expected 2")
    return profile[:24] + struct.pack(">6H", *CREATED) + profile[36:]


def source_gamut(colprof: str) -> Path:
    """Argyll's own sRGB profile, the gamut that the perceptual table is compressed from."""
    home = Path(colprof).resolve().parent.parent
    for path in (home / "share" / "color" / "argyll" / "ref" / "sRGB.icm", home / "ref" / "sRGB.icm"):
        if path.is_file():
            return path
    raise FileNotFoundError("Argyll's ref/sRGB.icm is not beside its programs")


def make_profile(aims: Aims, colprof: str) -> bytes:
    """Run colprof on the chart in a folder of its own; raises CalledProcessError when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "newsprint.ti3").write_text(chart(aims), encoding="ascii")
        subprocess.run(
            [
                colprof,
                *("-A", "pagesetter", "-M", "ISO 12647-3 newsprint, 26 % tone value increase"),
                *("-D", DESCRIPTION, "-C", COPYRIGHT),
                *("-qm", "-bm", "-nc"),  # no chart inside the profile: it would double its size
                *("-r", "0.1"),  # a model has no measuring noise
                *("-l", str(aims.total_ink), "-L", str(aims.black_ink)),
                *BLACK_GENERATION,
                *("-S", str(source_gamut(colprof))),
                *("-c", "pp", "-d", "pp"),  # seen as a print on both sides, as the paper is
                *("-O", "newsprint.icc"),
                "newsprint",
            ],
            cwd=folder,
            check=True,
        )
        return with_fixed_stamp((Path(folder) / "newsprint.icc").read_bytes())


def main() -> int:
    """Write the profile; 2 when Argyll is not there."""
    parser = argparse.ArgumentParser(description="Make the newsprint profile from its aim values.")
    parser.add_argument("-o", "--output", type=Path, default=TARGET)
    parser.add_argument("--chart", type=Path, help="write the chart here too")
    arguments = parser.parse_args()
    aims = read_aims()
    if arguments.chart:
        arguments.chart.write_text(chart(aims), encoding="ascii")
    colprof = shutil.which("colprof")
    if colprof is None:
        print("colprof not found: install Argyll (Debian package argyll)", file=sys.stderr)
        return 2
    arguments.output.write_bytes(make_profile(aims, colprof))
    return 0


if __name__ == "__main__":
    sys.exit(main())
