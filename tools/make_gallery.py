"""The pages of ``docs/gallery`` in; their pictures and the table of its README out: run it when one has changed.

What a page shows is the second line of its file; a picture is 480 pixels wide, in few colours so that it stays small. A
folder with an ``edition.yaml`` is shown with its pages side by side, and what `pagesetter check` says of the pages on
copyfit is quoted.
"""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image

from pagesetter.build import make_page, make_pages, make_pdf
from pagesetter.diagnostics import Severity, worst
from pagesetter.proof.raster import page_count, render_image
from pagesetter.read.paper import read_paper

FOLDER: Final = Path(__file__).parents[1] / "docs" / "gallery"
TABLE: Final = ("<!-- pages -->\n", "<!-- end of pages -->\n")
"""Marks in the README between which the table stands."""
REPORTS: Final = ("<!-- reports -->\n", "<!-- end of reports -->\n")
"""Marks in the README between which reports stand."""
WIDTH: Final = 480
"""Pixels."""
MOST_BYTES: Final = 30 * 1024 - 1
_PPI: Final = 192
"""Of the picture that is made smaller: letters come out even."""


def layouts() -> list[Path]:
    """The pages and editions of the gallery, by name."""
    return sorted([*FOLDER.glob("*.yaml"), *FOLDER.glob("*/edition.yaml")], key=name)


def name(path: Path) -> str:
    """What a page or edition is called: its picture has that name."""
    return path.parent.name if path.stem == "edition" else path.stem


def caption(path: Path) -> str:
    """What a page shows: the remark in the second line of its file."""
    remark = path.read_text(encoding="utf-8").splitlines()[1]
    if not remark.startswith("# "):
        raise ValueError(f"{path.name}: its second line is no remark")
    return remark.removeprefix("# ")


def row(path: Path) -> str:
    """The line of a page in the README's table."""
    link = path.relative_to(FOLDER).as_posix()
    return f"| [![]({name(path)}.png)]({link}) | [{name(path)}]({link}) | {caption(path)} |\n"


def table() -> str:
    """The table of the README."""
    return "| page | file | what it shows |\n|---|---|---|\n" + "".join(map(row, layouts()))


def reports() -> str:
    """What is said of the pages on copyfit."""
    quoted = ""
    for path in layouts():
        if name(path).startswith("copyfit"):
            command = [sys.executable, "-m", "pagesetter", "check", path.name]
            plain = {**os.environ, "NO_COLOR": "1", "COLUMNS": "120", "PAGESETTER_LANG": "en"}
            done = subprocess.run(command, cwd=FOLDER, env=plain, capture_output=True, text=True, check=False)
            quoted += f"`pagesetter check {path.name}`:\n\n```\n{done.stdout}{done.stderr}```\n\n"
    return quoted


def pdfs(path: Path) -> list[bytes]:
    """The page, or the pages of the edition; what is wrong is marked on them."""
    if path.stem == "edition":
        paper, found = read_paper(path)
        if paper is None:
            raise ValueError(f"{path}: {found}")
        built = make_pages([(page, paper.issue(page)) for page in paper.paper.zones[0].pages], {})
    else:
        built = [make_page(path)]
    return [make_pdf(one, marked=worst(one.diagnostics) is Severity.ERROR)[0] for one in built]


def picture(path: Path) -> bytes:
    """PNG of a page, in as many colours, 64 to 8, as leave it small enough."""
    sheet = _beside([render_image(pdf, _PPI, number) for pdf in pdfs(path) for number in range(page_count(pdf))])
    small = sheet.resize((WIDTH, round(sheet.height * WIDTH / sheet.width)), Image.Resampling.LANCZOS)
    data, method = b"", Image.Quantize.FASTOCTREE
    for colours in (64, 48, 32, 24, 16, 12, 8):
        out = BytesIO()
        small.quantize(colours, method, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        data = out.getvalue()
        if len(data) <= MOST_BYTES:
            break
    return data


def _beside(images: list[Image.Image]) -> Image.Image:
    """Several pages side by side, a little apart."""
    gap = _PPI // 12
    sheet = Image.new("RGB", (sum(i.width + gap for i in images) - gap, max(i.height for i in images)), (160, 160, 160))
    x = 0
    for image in images:
        sheet.paste(image, (x, 0))
        x += image.width + gap
    return sheet


def readme(text: str) -> str:
    """The README with its table and reports as they are now."""
    for (start, end), now in ((TABLE, table()), (REPORTS, reports())):
        before, rest = text.split(start)
        text = before + start + now + end + rest.split(end)[1]
    return text


def main() -> None:
    """Writes every picture, or those of the names given, and the README."""
    for path in layouts():
        if len(sys.argv) < 2 or name(path) in sys.argv[1:]:
            (FOLDER / f"{name(path)}.png").write_bytes(picture(path))
    file = FOLDER / "README.md"
    file.write_text(readme(file.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
