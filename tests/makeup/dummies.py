"""A number in, a legal page plan and its stories as the files that a desk would write out: any shape, any language.

`drawn` gives the same page for the same number. Plans are legal: the reader finds no error in them. Whether texts and
heads fit is left to chance, mostly close to it; make-up has to cure or report what does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

import yaml
from dummy_shapes import Box, Cells, bounds, cut, rectangles, whole
from dummy_story import Drawing, Sheet
from PIL import Image, ImageDraw

PICTURES = {"wide.png": (600, 400), "high.png": (400, 640), "square.png": (400, 400), "cutout.png": (360, 480)}
"""Files and their pixels; the last is transparent but for a disc."""
_OFF_COLUMNS = ("mode", "quotes", "summary", "photos")
"""What sets words off the columns of the page."""
_LETTERS = "ABCDEFGHIJKLMNOPQSTUVWXYZabcdefghijklmnopqstuvwxyz"


class _Dumper(yaml.SafeDumper):
    """Writes several lines as a block that keeps them."""


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _block)


@dataclass
class Page:
    """A page as files."""

    number: int
    language: str
    layout: dict[str, Any]
    stories: dict[str, str] = field(default_factory=dict)
    """Markdown by slug."""

    def write(self, folder: Path) -> Path:
        """The layout file, beside it the stories and what they show."""
        pictures(folder)
        for slug, text in self.stories.items():
            (folder / f"{slug}.md").write_text(text, encoding="utf-8")
        path = folder / f"page-{self.number}.yaml"
        path.write_text(yaml.dump(self.layout, Dumper=_Dumper, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return path


def pictures(folder: Path) -> None:
    """The pictures of all pages, where they are not yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, size in PICTURES.items():
        if not (folder / name).exists():
            (folder / name).write_bytes(_picture(name, size))


@cache
def _picture(name: str, size: tuple[int, int]) -> bytes:
    disc = name == "cutout.png"
    image = Image.new("RGBA" if disc else "L", size, (0, 0, 0, 0) if disc else 128)
    if disc:
        ImageDraw.Draw(image).ellipse((4, 4, size[0] - 4, size[1] - 4), fill=(90, 90, 90, 255))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def language_of(number: int) -> str:
    """Half of the pages are Chinese, the others Japanese and Korean, a few English or in traditional characters."""
    return ("zh-Hans", "ja", "zh-Hans", "ko", "zh-Hans", "ja", "ko", "zh-Hans", "zh-Hant", "en")[number % 10]


def drawn(number: int) -> Page:
    """The page of a number."""
    return PageDrawing(number).page


class PageDrawing:
    """One page while it is drawn. Without ``language`` it stands alone, and its number says of what language it is;
    ``spread``: of two pages, written ``double`` or as ``pages``."""

    def __init__(self, number: int, language: str = "", spread: str = "") -> None:
        self.rng = rng = Random(number)
        self.spread = spread
        alone, language = not language, language or language_of(number)
        vertical = language in ("ja", "zh-Hant") and rng.random() < 0.4
        least, most = (10, 13) if vertical else (16, 22) if language == "en" else (11, 17)
        body = rng.choice((9.0, 9.5, 10.0, 10.5))
        self.sheet = Sheet(
            language,
            vertical,
            columns=rng.randint(3, 5) if vertical else rng.randint(3, 6),
            measure=rng.randint(least, most),
            lines=rng.randint(36, 64),
            body=body,
            leading=round(body * rng.choice((1.4, 1.45, 1.5)), 2),
            gutter=rng.choice((1.0, 1.5, 2.0)),
            drawn=not vertical and rng.random() < 0.7,
        )
        if spread and vertical:
            self.sheet = self.sheet._replace(lines=2 * rng.randint(24, 36))
        elif spread:
            self.sheet = self.sheet._replace(columns=2 * rng.randint(2, 3), gutter=1.0)
        self.least = 9 if vertical else 10
        self.areas: dict[str, dict[str, Any]] = {}
        self.cells: dict[str, Cells] = {}
        self.page = Page(number, language, {})
        self._names = iter(_LETTERS)
        self.bare: list[Drawing] = []
        """Stories without parts in other areas."""
        self._fill()
        if alone and rng.random() < 0.2:
            self._jump()
        self._lay_out()

    # --- the sheet ---

    def _lay_out(self) -> None:
        sheet = self.sheet
        pages = 2 if self.spread else 1
        columns, lines = sheet.columns, sheet.lines
        if sheet.vertical:
            lines //= pages
        else:
            columns //= pages
        along = (columns * sheet.measure + (columns - 1) * sheet.gutter) * sheet.body + 0.01
        across = (lines - 1) * sheet.leading + sheet.body + 0.01
        strip = "strip" in self.areas.get("R", {})
        area = (across, along) if sheet.vertical else (along, across)
        area = (area[0], area[1] + (40 if strip else 0))
        grid = {"columns": sheet.columns, "measure": f"{sheet.measure}字", "gutter": f"{sheet.gutter}em"}
        grid |= {"body": f"{sheet.body}pt", "leading": f"{sheet.leading}pt", "lines": sheet.lines}
        if sheet.vertical:
            grid["mode"] = "vertical"
        layout = self.page.layout
        layout["edition"] = {"title": "新报", "date": "2026-01-15", "section": "要闻", "page": "2"}
        layout["content"] = "."
        layout["language"] = sheet.language
        layout["page"] = {
            "size": [f"{area[0] + 60:.3f}pt", f"{area[1] + 60:.3f}pt"],
            "type_area": [f"{area[0]:.3f}pt", f"{area[1]:.3f}pt"],
        }
        if self.spread:
            layout["spread"] = self.spread
        layout["grid"] = grid
        if sheet.drawn:
            layout["dummy"] = {"plan": self._plan()}
        else:
            for name, cells in self.cells.items():
                self.areas[name] |= self._figures(cells)
        layout["areas"] = self.areas
        if "R" in self.areas:
            left = [{"text": "{page}", "style": "folio"}]
            layout["furniture"] = {"head": {"left": left, "right": ["{title}　{date}"], "rule": "running-head"}}

    def _plan(self) -> str:
        """The page drawn in letters."""
        owner = {cell: name for name, cells in self.cells.items() for cell in cells}
        columns = range(self.sheet.columns)
        rows = [" ".join(owner.get((c, r), ".") for c in columns) for r in range(self.sheet.lines)]
        return "".join(f"{len(list(same))} | {row}\n" for row, same in groupby(rows))

    def _figures(self, cells: Cells) -> dict[str, Any]:
        return {"shape": [self._box(box) for box in rectangles(cells)]}

    def _box(self, box: Box) -> dict[str, str]:
        """A box in figures, counted from 1."""
        c, r = ("tiers", "lines") if self.sheet.vertical else ("columns", "rows")
        return {c: f"{box[0] + 1}-{box[2]}", r: f"{box[1] + 1}-{box[3]}"}

    # --- what stands on it ---

    def _fill(self) -> None:
        rng, sheet = self.rng, self.sheet
        top = 0
        if sheet.vertical or rng.random() < 0.3:
            if rng.random() < 0.7:
                self.areas["R"] = {"furniture": "head", "strip": "40pt"}
        elif rng.random() < 0.6:
            top = 3
            self.areas["R"] = {"furniture": "head"}
            self.cells["R"] = whole((0, 0, sheet.columns // (2 if self.spread else 1), top))
            if self.spread:
                self.areas["r"] = {"furniture": "head"}
                self.cells["r"] = whole((sheet.columns // 2, 0, sheet.columns, top))
        foot = sheet.lines
        if not sheet.vertical and rng.random() < 0.3:
            foot -= 10
            self._advert(whole((0, foot, sheet.columns, sheet.lines)))
        # a vertical page keeps to plainer shapes
        plain = rng.random() < (0.6 if sheet.vertical else 0.15)
        for shape in self._shapes((0, top, sheet.columns, foot), plain):
            c0, r0, c1, r1 = bounds(shape)
            rectangle = len(shape) == (c1 - c0) * (r1 - r0)
            if rectangle and (r1 - r0 < self.least or rng.random() < 0.06):
                self._advert(shape)
            else:
                self._story(shape)

    def _shapes(self, box: Box, plain: bool) -> Iterator[Cells]:
        """Shapes that fill a box; on a spread each of its two pages by itself, or all of it across the fold."""
        boxes, (c0, r0, c1, r1) = [box], box
        if self.spread and self.rng.random() < 0.6:
            half = (c1 if not self.sheet.vertical else r1 + r0) // 2
            boxes = [(c0, r0, half, r1), (half, r0, c1, r1)]
            if self.sheet.vertical:
                boxes = [(c0, r0, c1, half), (c0, half, c1, r1)]
        for each in boxes:
            yield from cut(self.rng, each, self.least, 2, plain=plain)

    def _over_the_fold(self, shape: Cells) -> bool:
        half = (self.sheet.lines if self.sheet.vertical else self.sheet.columns) // 2
        places = {r < half if self.sheet.vertical else c < half for c, r in shape}
        return bool(self.spread) and len(places) > 1

    def _advert(self, cells: Cells) -> None:
        name = next(self._names)
        self.areas[name] = {"advert": {"label": "广告"}}
        self.cells[name] = cells

    def _story(self, shape: Cells) -> None:
        slug = f"s{self.page.number}-{len(self.page.stories) + 1}"
        made = Drawing(self.rng, self.sheet, self._names, slug, shape)
        if self._over_the_fold(shape):  # of text only what keeps to the columns of the page may lie there
            for key in _OFF_COLUMNS:
                made.area.pop(key, None)
            made.inner.clear()
            if "columns" in made.area:
                made.area["columns"] = max(made.area["columns"], 2)
            if isinstance(made.area["head"], dict):
                made.area["head"].pop("mode", None)
        self.areas[made.name] = made.area
        self.cells[made.name] = made.cells
        self.page.stories[slug] = made.text
        for name, (cells, says) in made.letters.items():
            self.areas[name], self.cells[name] = says, cells
        if not made.letters and not made.inner:
            self.bare.append(made)
        for inner in made.inner:
            self.areas[inner.name] = inner.area
            self.page.stories[inner.slug] = inner.text

    def _jump(self) -> None:
        """A story that goes on in the place of another one."""
        if len(self.bare) < 2:
            return
        first, then = sorted(self.rng.sample(self.bare, 2), key=lambda made: bounds(made.shape)[1])
        if "mode" in first.area or "mode" in then.area:
            return
        del self.page.stories[then.slug]
        first.area["jump"] = self.rng.choice(({"to": then.name}, True))
        kept = {key: value for key, value in then.area.items() if key in ("frame", "columns", "column_mode")}
        self.areas[then.name] = {"story": first.slug, "continues": True, "head": "continued", **kept}
        self.page.stories[first.slug] = first.text.rstrip() + "\n\n" + then.text.split("---\n", 2)[2]
