"""PDFs in, the differences between our plates and Ghostscript's `tiffsep` out; fails when they are too large.

    python tools/judge_plates.py [FILE.pdf...] [--only NAME]

Besides the files it judges a small page for each thing that makes separation hard (`plate_cases.py`), the two shipped
reference pages, and both with advertisements, a spot ink and marks. Both renderers smooth edges in their own way, so
plates are compared as means over squares: of 2 mm on pages, of 10 pt on the small ones, whose edges lie between them.
Where Ghostscript departs from ISO 32000-1 the case says how; it must still do so, or the case is wrong. Exit code 0:
alike, or Ghostscript is not there; 1: not alike.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from pikepdf import Pdf
from PIL import Image, ImageChops

from pagesetter.model.press import X4
from pagesetter.pdf.plates import Plates, separate
from plate_cases import cases
from plate_objects import pdf_of
from press_matrix import Case as Sample
from press_matrix import built, variant

ROOT = Path(__file__).resolve().parents[1]
FINER = 4
"""Ghostscript draws so many times finer and takes means: that smooths edges as PDFium does."""


class Limits(NamedTuple):
    """What may be apart."""

    ppi: float
    cell_pt: float
    """Side of the squares that are compared."""
    levels: int
    """Of 255: squares whose means are further apart differ."""
    share: float
    """Part of the squares that may differ."""
    mean: float
    """Levels by which a whole plate may be apart on the mean of its squares."""


PAGE = Limits(100, 2 * 72 / 25.4, 24, 0.02, 3.5)
"""Pages: Ghostscript draws small type a little bolder, and puts the page up to a pixel higher."""
SMALL = Limits(144, 10, 12, 0.0, 2.0)
"""Small pages: tints, pictures and gradients everywhere alike; the pixels of an edge lie in one square on both."""

TYPE = Limits(144, 20, 40, 0.0, 6.0)
"""Type in a font that the renderers take from somewhere."""


class Verdict(NamedTuple):
    """One plate compared."""

    ink: str
    mean: float
    share: float
    worst: int
    alike: bool


def ghostscript(program: str, pdf: Path, ppi: float) -> dict[str, Path]:
    """Runs tiffsep on a file of one page; the file of each ink, beside the page."""
    folder = pdf.parent
    options = ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-dUseCropBox", "-sDEVICE=tiffsep"]
    # Its own smoothing (AlphaBits) and -dLastPage leave the spot plates blank (10.00).
    smooth = [f"-r{ppi * FINER:g}", f"-dDownScaleFactor={FINER}"]
    subprocess.run(
        [program, *options, *smooth, f"-sOutputFile={folder}/gs.tif", str(pdf)], check=True, capture_output=True
    )
    found = {path.name[len("gs(") : -len(").tif")]: path for path in sorted(folder.glob("gs(*.tif"))}
    return {_spelled(ink): path for ink, path in found.items()}


def _spelled(ink: str) -> str:
    """The name of an ink as a PDF spells it: Ghostscript's files have %BA for #ba."""
    return re.sub("%[0-9A-F]{2}", lambda found: f"#{found[0][1:].lower()}", ink)


def compared(ours: Plates, theirs: dict[str, Path], limits: Limits) -> Iterator[Verdict]:
    """The plates of each ink that either has."""
    cell = limits.cell_pt * limits.ppi / 72
    small = (max(1, int(ours.width / cell)), max(1, int(ours.height / cell)))
    box = (0, 0, small[0] * cell, small[1] * cell)
    for ink in dict.fromkeys((*ours.inks, *theirs)):
        mine = ours.image(ink) if ink in ours.inks else Image.new("L", (ours.width, ours.height))
        gs = Image.new("L", mine.size)
        if ink in theirs:
            with Image.open(theirs[ink]) as opened:
                gs.paste(ImageChops.invert(opened.convert("L")))
        means = [picture.resize(small, Image.Resampling.BOX, box) for picture in (mine, gs)]
        apart = ImageChops.difference(*means).histogram()
        count = sum(apart)
        mean = sum(level * n for level, n in enumerate(apart)) / count
        share = sum(apart[limits.levels :]) / count
        worst = max(level for level, n in enumerate(apart) if n)
        yield Verdict(ink, mean, share, worst, mean <= limits.mean and share <= limits.share)


class Page(NamedTuple):
    """What is to be judged."""

    name: str
    data: bytes
    limits: Limits = PAGE
    apart: str = ""
    lost: bool = False


def judged(page: Page, file: Path, theirs: dict[str, Path]) -> tuple[bool, list[str]]:
    """Whether the first page of a PDF is as it should be, and a line for each plate that is worth one."""
    name, apart = page.name, page.apart
    with Pdf.open(file) as pdf:
        ours = separate(pdf, page.limits.ppi)
    verdicts = list(compared(ours, theirs, page.limits))
    alike = all(one.alike for one in verdicts)
    lines = [f"{name}: lost: {one}" for one in ours.lost]
    told = bool(ours.lost) == page.lost
    if alike and not apart and not lines:
        worst = max(verdicts, key=lambda one: one.mean)
        return True, [f"{name}: alike; {worst.ink} differs most, by {worst.mean:.2f} levels"]
    for one in verdicts:
        if not one.alike:
            figures = f"mean {one.mean:.2f} levels, {one.share:.2%} of the squares differ, the worst by {one.worst}"
            lines.append(f"{name}: {one.ink}: {figures}{' (expected)' if apart else ': NOT ALIKE'}")
    if apart:
        lines.append(f"{name}: {'ALIKE, but should not be' if alike else 'apart, as it should be'}: {apart}")
    return alike != bool(apart) and told, lines


def first_page(file: Path) -> bytes:
    """A file of the first page alone."""
    out = BytesIO()
    with Pdf.open(file) as pdf:
        del pdf.pages[1:]
        pdf.save(out, static_id=True)
    return out.getvalue()


def pages(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The reference pages as shipped, and with advertisements, a spot ink, on press sheets with all marks."""
    for name in ("quanzhou", "tabloid"):
        yield f"{name}.yaml", built(ROOT / "layouts" / f"{name}.yaml")[1]
    for sample in (Sample("quanzhou", X4, "newsprint"), Sample("tabloid", X4, "coated")):
        yield sample.name, built(variant(sample, folder))[1]


def main() -> int:
    """Judges."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.pdf")
    parser.add_argument("--only", default="", metavar="NAME", help="only cases whose name holds this")
    parser.add_argument("-v", "--verbose", action="store_true", help="show every case")
    given = parser.parse_args()
    program = shutil.which("gs")
    if program is None:
        print("Ghostscript is not installed: nothing judged")
        return 0
    print(f"Ghostscript {subprocess.run([program, '--version'], capture_output=True, text=True).stdout.strip()}")
    told = []
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(2) as pool:
        whole = [Page(file.name, first_page(file)) for file in given.files]
        whole += () if given.only else [Page(*one) for one in pages(Path(scratch))]
        small = [
            Page(one.name, pdf_of(one), TYPE if one.type else SMALL, one.apart, one.lost)
            for one in cases()
            if given.only in one.name
        ]
        work = []
        for number, page in enumerate((*whole, *small)):
            folder = Path(scratch) / str(number)
            folder.mkdir()
            (folder / "page.pdf").write_bytes(page.data)
            work.append(
                (page, folder / "page.pdf", pool.submit(ghostscript, program, folder / "page.pdf", page.limits.ppi))
            )
        told = [judged(page, file, theirs.result()) for page, file, theirs in work]
    for number, (good, lines) in enumerate(told):
        if given.verbose or not good or number < len(whole) or len(lines) > 1:
            print(*lines, sep="\n")
    bad = sum(not good for good, _ in told)
    print(f"{len(whole)} pages and {len(small)} small ones judged, {bad} not alike")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
