"""PDFs in, the differences between our plates and Ghostscript's `tiffsep` out; fails when they are too large.

    python tools/judge_plates.py FILE.pdf... [--ppi 100]

Besides the files it judges a sheet of its own with what makes separation hard: overprint in both modes, spot inks,
DeviceN, images of several kinds, shadings, forms, transparency. Both renderers smooth edges in their own way, so plates
are compared as means over squares of 2 mm. Exit code 0: alike, or Ghostscript is not there; 1: not alike.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from PIL import Image, ImageChops

from pagesetter.pdf.plates import Plates, separate_all

CELL_MM = 2
"""Side of the squares that are compared."""
FINER = 4
"""Ghostscript draws so many times finer and takes means: that smooths edges as PDFium does."""
MOST_MEAN = 3.5
"""Levels of 255 by which a whole plate may differ on the mean: Ghostscript draws small type a little bolder."""
MOST_SHARE = 0.01
"""Part of the squares that may differ by more than `LEVELS`."""
LEVELS = 24

_WORDS = """
0.2 0.3 0.4 0 k 20 20 260 360 re f
/Knock gs 0 0 0 1 k 30 340 50 30 re f  /Over gs 90 340 50 30 re f  /Over0 gs 150 340 50 30 re f
/Over gs 0.5 0 0 0 k 210 340 50 30 re f
/Knock gs 0 0 0 0 k 30 300 50 30 re f  0.6 g 90 300 50 30 re f
/Over0 gs /Red cs 0.7 scn 150 300 50 30 re f  /Knock gs 1 scn 210 300 50 30 re f
/Over gs 0 0 0 0.6 k 220 310 30 10 re f
/Knock gs /Both cs 0.3 0.8 scn 30 260 50 30 re f  /Over0 gs 0.6 0 scn 90 260 50 30 re f
/Knock gs /All cs 0.5 scn 150 260 50 30 re f  /Half gs 1 0 0 0 k 210 260 50 30 re f /Full gs
/Mul gs 0 1 0 0.2 k 30 220 50 30 re f /Full gs
/Over gs 0 0 0 1 k 90 220 50 30 re f
q 50 0 0 30 150 220 cm /Four Do Q  q 50 0 0 30 210 220 cm /Jpeg Do Q
q 50 0 0 30 30 180 cm /Grey Do Q  q 50 0 0 30 90 180 cm /Table Do Q  q 50 0 0 30 150 180 cm /Spot Do Q
/Over gs 0 0 0 1 k q 50 0 0 30 210 180 cm /Stencil Do Q  q 50 0 0 30 30 140 cm /Spot Do Q  /Knock gs
q 90 140 50 30 re W n /Axial sh Q  q 150 140 50 30 re W n /Spots sh Q
/Over gs 0 0 0 1 k 210 140 50 30 re f 1 0 0 0 K 4 w 210 140 50 30 re S
/Knock gs 1 0 1 0 k 0 0 1 0 K 6 w 40 105 30 20 re B
q 1 0 0 1 90 100 cm /Fm Do Q  /Over gs 0 0 0 1 k q 1 0 0 1 150 100 cm /Fm Do Q
"""

_STATES = """/Knock << /OP false /op false /OPM 0 >> /Over << /OP true /op true /OPM 1 >>
/Over0 << /OP true /op true /OPM 0 >> /Half << /ca 0.5 >> /Full << /ca 1 /BM /Normal >> /Mul << /BM /Multiply >>"""


def torture() -> bytes:
    """A PDF of one page, 300 x 400 pt."""
    with Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(300, 400))
        page = pdf.pages[0].obj
        tint = "<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [{}] /N 1 >>"
        red = f"[/Separation /Red /DeviceCMYK {tint.format('0 0.9 0.8 0')}]"
        axial = "/ShadingType 2 /Extend [true true]"
        fade = "<< /FunctionType 2 /Domain [0 1] /C0 [{}] /C1 [{}] /N 1 >>"
        inked = f"/Coords [90 0 140 0] /ColorSpace /DeviceCMYK /Function {fade.format('1 0 0.5 0', '0 0.6 0.5 0.3')}"
        spots = f"/Coords [150 0 200 0] /ColorSpace {red} /Function {fade.format('0.2', '1')}"
        entries = (
            f"/ExtGState << {_STATES} >>",
            f"/ColorSpace << /Red {red} /All [/Separation /All /DeviceCMYK {tint.format('1 1 1 1')}] >>",
            f"/Shading << /Axial << {axial} {inked} >> /Spots << {axial} {spots} >> >>",
        )
        named = Object.parse(f"<< {' '.join(entries)} >>".encode("ascii"))
        both = pdf.make_stream(b"{ exch 0 exch 3 -1 roll 0.5 mul 0 }")
        both["/FunctionType"] = 4
        both["/Domain"], both["/Range"] = Array([0, 1] * 2), Array([0, 1] * 4)
        named["/ColorSpace"]["/Both"] = Array([Name.DeviceN, Array([Name.Magenta, Name.Gold]), Name.DeviceCMYK, both])
        ramp = bytes(v for x in range(50) for v in (5 * x, 255 - 5 * x, 100, 0))
        objects = {
            "Four": _image(pdf, 50, 1, ramp, "/DeviceCMYK"),
            "Jpeg": _image(pdf, 32, 32, _jpeg(), "/DeviceCMYK", "/Filter /DCTDecode /Decode [1 0 1 0 1 0 1 0]"),
            "Grey": _image(pdf, 50, 1, bytes(5 * x for x in range(50)), "/DeviceGray"),
            "Table": _image(pdf, 2, 1, b"\0\1", "[/Indexed /DeviceCMYK 1 <FF000000 00FF8000>]"),
            "Spot": _image(pdf, 50, 1, bytes(5 * x for x in range(50)), red),
            "Stencil": _image(pdf, 8, 1, b"\xaa", "", "/ImageMask true", 1),
        }
        form = Stream(pdf, b"0 0 50 30 re f 1 1 1 0 k 10 10 10 10 re f")
        form["/Type"], form["/Subtype"], form["/BBox"] = Name.XObject, Name.Form, Array([0, 0, 50, 30])
        named["/XObject"] = Dictionary({f"/{key}": value for key, value in {**objects, "Fm": form}.items()})
        page["/Resources"], page["/Contents"] = named, pdf.make_stream(_WORDS.encode("ascii"))
        with tempfile.TemporaryFile() as file:
            pdf.save(file, static_id=True)
            file.seek(0)
            return file.read()


def _image(pdf: Pdf, width: int, height: int, data: bytes, space: str, extra: str = "", bits: int = 8) -> Object:
    image = Stream(pdf, data)
    colours = f"/ColorSpace {space}" if space else ""
    entries = f"/Width {width} /Height {height} /BitsPerComponent {bits} {colours} {extra}"
    for key, value in Object.parse(f"<< /Type /XObject /Subtype /Image {entries} >>".encode("ascii")).items():
        image[key] = value
    return pdf.make_indirect(image)


def _jpeg() -> bytes:
    with tempfile.TemporaryFile() as file:
        Image.new("CMYK", (32, 32), (26, 128, 204, 51)).save(file, "JPEG", quality=95)
        file.seek(0)
        return file.read()


def ghostscript(program: str, pdf: Path, ppi: float, folder: Path) -> dict[str, Path]:
    """Runs tiffsep on the first page; the file of each ink."""
    options = ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-dLastPage=1", "-sDEVICE=tiffsep"]
    # Its own smoothing (AlphaBits) leaves the spot plates blank (10.00).
    smooth = [f"-r{ppi * FINER:g}", f"-dDownScaleFactor={FINER}"]
    subprocess.run([program, *options, *smooth, f"-sOutputFile={folder}/gs.tif", str(pdf)], check=True)
    return {path.name[len("gs(") : -len(").tif")]: path for path in sorted(folder.glob("gs(*.tif"))}


def differences(ours: Plates, theirs: dict[str, Path]) -> Iterator[tuple[str, float, float]]:
    """For each ink: mean difference of the plates in levels, and the part of the squares that differ clearly."""
    cell = max(1, round(CELL_MM / 25.4 * ours.ppi))
    size = (ours.width // cell * cell, ours.height // cell * cell)
    small = (size[0] // cell, size[1] // cell)
    for ink in dict.fromkeys((*ours.inks, *theirs)):
        blank = Image.new("L", size)
        mine = ours.image(ink).crop((0, 0, *size)) if ink in ours.inks else blank
        gs = blank
        if ink in theirs:
            with Image.open(theirs[ink]) as opened:
                gs = ImageChops.invert(opened.convert("L")).crop((0, 0, *size))
        apart = ImageChops.difference(
            mine.resize(small, Image.Resampling.BOX), gs.resize(small, Image.Resampling.BOX)
        ).histogram()
        count = sum(apart)
        yield ink, sum(level * n for level, n in enumerate(apart)) / count, sum(apart[LEVELS:]) / count


def main() -> int:
    """Judges."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.pdf")
    parser.add_argument("--ppi", type=float, default=100)
    given = parser.parse_args()
    program = shutil.which("gs")
    if program is None:
        print("Ghostscript is not installed: nothing judged")
        return 0
    bad = 0
    with tempfile.TemporaryDirectory() as scratch:
        sheet = Path(scratch) / "hard-cases.pdf"
        sheet.write_bytes(torture())
        for number, file in enumerate((sheet, *given.files)):
            folder = Path(scratch) / str(number)
            folder.mkdir()
            with Pdf.open(file) as pdf:
                ours = next(separate_all(pdf, given.ppi))
            for ink, mean, share in differences(ours, ghostscript(program, file, given.ppi, folder)):
                wrong = mean > MOST_MEAN or share > MOST_SHARE
                bad += wrong
                verdict = "NOT ALIKE" if wrong else "alike"
                print(f"{file.name:24} {ink:10} mean {mean:5.2f} levels, {share:6.2%} of the squares differ: {verdict}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
