"""A shipped layout in, the same page with everything that makes a press file hard out, in every standard and condition.

    python tools/press_matrix.py FOLDER

A band at the foot of the page takes two advertisements: both have vectors, a font of their own and the spot ink of the
page, and the second is transparent (for PDF/X-1a:2003 an opaque twin, since the standard has no transparency). One
photo of the page is made grey, and the rule under the running head gets a spot ink. Newsprint pages are as news pages
are, without bleed and marks; coated ones are press sheets with bleed and all marks.
"""

import argparse
import shutil
import sys
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from PIL import Image
from reportlab.lib.colors import CMYKColor, CMYKColorSep
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pagesetter.build import make_page, make_pdf
from pagesetter.diagnostics import Diagnostic, Severity
from pagesetter.geometry import MM
from pagesetter.images.workers import Workers
from pagesetter.model.page import Page, Panel
from pagesetter.model.press import CONDITIONS, STANDARDS, X4
from pagesetter.press.marks import with_marks

ROOT = Path(__file__).resolve().parents[1]
LAYOUTS = ("quanzhou", "tabloid", "jinken", "renquan")
SPOT = "PANTONE 280 C"
BAND_ROWS = 16
"""Height of the band in rows of the grid; on a vertical page it is a tier more."""
_GREY = {"quanzhou": "flower.jpg", "tabloid": "flower.jpg", "jinken": "flower.jpg", "renquan": "boats.jpg"}
"""The photo of each layout that is made grey."""
_GAP = 12.0
"""Bleed that advertisements come with, pt."""
_WORDS = ("海上丝路 春茶上市", "新到铁观音 一斤八十元", "Quanzhou Tea House 1925")


class Case(NamedTuple):
    """One page of the matrix."""

    layout: str
    standard: str
    condition: str

    @property
    def name(self) -> str:
        """Its file name without suffix."""
        return f"{self.layout}-{'x4' if self.standard == X4 else 'x1a'}-{self.condition}"


CASES = tuple(Case(layout, s, c) for layout in LAYOUTS for s in STANDARDS for c in CONDITIONS)


def variant(case: Case, folder: Path, *, transparent: bool | None = None, workers: Workers | None = None) -> Path:
    """Writes the layout of a case with its content and advertisements into a folder; its path.

    ``transparent``: whether the second advertisement is; by default as the standard allows. ``workers``: that open
    pictures, for several pages at once.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "content").exists():
        shutil.copytree(ROOT / "content", folder / "content")
        photo = folder / "content" / "quanzhou" / "photos" / _GREY[case.layout]
        with Image.open(photo) as opened:
            opened.convert("L").save(photo, quality=95)
    layout = yaml.safe_load((ROOT / "layouts" / f"{case.layout}.yaml").read_text(encoding="utf-8"))
    band = _with_band(layout, case.condition)
    layout["content"] = str(Path("content") / Path(layout["content"]).name)
    layout["condition"], layout["standard"] = case.condition, case.standard
    layout["styles"] = {
        "inks": {"house": {"spot": SPOT, "cmyk": [100, 70, 0, 20]}},
        "lines": {"running-head": {"ink": "house"}},
    }
    glass = case.standard == X4 if transparent is None else transparent
    path = folder / f"{case.name}{'' if transparent is None else '-other'}.yaml"
    # What the slots measure only make-up can tell.
    for letter in band:
        layout["areas"][letter] = {"advert": {"label": ""}}
    _write(path, layout)
    for letter, (w, h) in zip(band, _slots(path, workers), strict=True):
        see_through = letter == band[1] and glass
        name = f"{'glass' if see_through else 'vector' if letter == band[0] else 'opaque'}-{case.layout}.pdf"
        (folder / "content" / name).write_bytes(advertisement(w, h, alpha=0.5 if see_through else 1.0))
        layout["areas"][letter] = {"advert": {"file": f"../{name}", "label": ""}, "size": "exact"}
    _write(path, layout)
    return path


def _with_band(layout: dict[str, Any], condition: str) -> str:
    """Adds rows for advertisements at the foot of the page; the letters of the two areas."""
    grid, page, plan = layout["grid"], layout["page"], layout["dummy"]["plan"]
    rows = plan.rstrip("\n").splitlines()
    columns = len(rows[-1].split("|")[1].split())
    cells = " ".join("v" if i < (columns + 1) // 2 else "t" for i in range(columns))
    leading, body = float(grid["leading"].removesuffix("pt")), float(grid["body"].removesuffix("pt"))
    if grid.get("mode") == "vertical":
        grid["columns"] += 1
        higher = body * (int(grid["measure"].removesuffix("字")) + float(grid["gutter"].removesuffix("em")))
        rows.append(f"1 | {cells}")
    else:
        grid["lines"] += BAND_ROWS
        higher = leading * BAND_ROWS
        rows.append(f"{BAND_ROWS} | {cells}")
    layout["dummy"]["plan"] = "\n".join(rows) + "\n"
    for key in ("size", "type_area"):
        width, height = page[key]
        page[key] = [width, f"{float(height.removesuffix('mm')) + higher / MM:.3f}mm"]
    if condition != "newsprint":
        page["bleed"], layout["marks"] = "3mm", True
    return "vt"


class _Dumper(yaml.SafeDumper):
    """Writes text of several lines as a block, as the drawn plan must be."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def _write(path: Path, layout: dict[str, Any]) -> None:
    text = yaml.dump(layout, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
    path.write_text(text, encoding="utf-8")


def _slots(path: Path, workers: Workers | None) -> list[tuple[float, float]]:
    """Width and height of the free slots of a layout from the left, pt."""
    page = make_page(path, workers=workers).page
    assert page is not None
    free = [item.rect for item in page.items if isinstance(item, Panel) and item.role == "advert"]
    return [(rect.w, rect.h) for rect in sorted(free, key=lambda rect: rect.x)]


@cache
def _font() -> str:
    """A font that the page has too, cut by another program: neither may take the other's glyphs."""
    pdfmetrics.registerFont(TTFont("Kai", str(ROOT / "fonts" / "LXGWWenKai-Regular.ttf")))
    return "Kai"


def advertisement(width: float, height: float, *, alpha: float = 1.0) -> bytes:
    """A PDF of a page with that trim, pt, and bleed around it: text in a font of its own, curves, tints, a shading."""
    out = BytesIO()
    font = _font()
    sheet = (width + 2 * _GAP, height + 2 * _GAP)
    canvas = Canvas(
        out,
        pagesize=sheet,
        invariant=1,
        initialFontName=font,
        pageCompression=1,
        pdfVersion=(1, 4),
        trimBox=(_GAP, _GAP, _GAP + width, _GAP + height),
        bleedBox=(0, 0, *sheet),
        enforceColorSpace="SEP_CMYK",
    )
    canvas.setTitle("An advertisement")
    canvas.setFillColor(CMYKColor(0, 0.06, 0.25, 0))
    canvas.rect(0, 0, *sheet, stroke=0, fill=1)
    for i, ink in enumerate(((1, 0, 0.2, 0), (0, 0.9, 0.3, 0), (0, 0.2, 1, 0))):
        canvas.setFillColor(CMYKColor(*ink, alpha=alpha))
        place = _GAP + width * 0.18 + height * 0.28 * i
        canvas.circle(place, _GAP + height * 0.3, height * 0.22, stroke=0, fill=1)
    canvas.saveState()
    path = canvas.beginPath()
    path.roundRect(_GAP + width * 0.6, _GAP + height * 0.1, width * 0.34, height * 0.3, 8)
    canvas.clipPath(path, stroke=0, fill=0)
    ends = (CMYKColor(0.9, 0.4, 0, 0), CMYKColor(0, 0.1, 0.6, 0))
    canvas.linearGradient(_GAP + width * 0.6, 0, _GAP + width * 0.94, 0, ends)
    canvas.restoreState()
    canvas.setFillColor(CMYKColor(0, 0, 0, 1))
    for i, words in enumerate(_WORDS):
        size = min(height * 0.13, width * 0.8 / max(1, canvas.stringWidth(words, font, 1)))
        canvas.setFont(font, size)
        canvas.drawString(_GAP + width * 0.08, _GAP + height * (0.82 - 0.14 * i), words)
    canvas.setStrokeColor(CMYKColorSep(1, 0.7, 0, 0.2, spotName=SPOT))
    canvas.setLineWidth(0.5)
    canvas.rect(_GAP + 4, _GAP + 4, width - 8, height - 8, stroke=1, fill=0)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def built(path: Path, standard: str = "", workers: Workers | None = None) -> tuple[Page, bytes, tuple[Diagnostic, ...]]:
    """The page of a layout with its marks, its PDF, and all that was found."""
    made = make_page(path, standard=standard, workers=workers)
    assert made.page is not None, made.diagnostics
    assert made.library is not None
    assert made.spec is not None
    data, problems = make_pdf(made, workers=workers)
    page, _ = with_marks(made.page, made.library, made.spec.styles.types["running-small"])
    return page, data, (*made.diagnostics, *problems)


def sound(found: Iterable[Diagnostic]) -> list[str]:
    """What a page of the matrix should not give: everything beyond notes."""
    return [f"{each.code} {each.message}" for each in found if each.severity > Severity.NOTE]


def main() -> int:
    """Writes all pages of the matrix."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    wrong = 0
    with Workers() as workers:
        for case in CASES:
            _, data, found = built(variant(case, folder / case.layout, workers=workers), workers=workers)
            (folder / f"{case.name}.pdf").write_bytes(data)
            for line in sound(found):
                print(f"{case.name}: {line}")
                wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
