"""Small pages for the press tests, and what a finished PDF says, read back by other libraries."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import groupby

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pagesetter.fonts.library import Library
from pagesetter.fonts.shape import HarfBuzzShaper
from pagesetter.geometry import Rect
from pagesetter.images.convert import PressPicture
from pagesetter.model.glyph import GlyphRun
from pagesetter.model.ink import BLACK, Ink
from pagesetter.model.page import Item, Page, Text
from pagesetter.model.style import FaceRef, TypeStyle
from pagesetter.press.pdfx import write

DATE = "2025-08-06"
TRIM = Rect(0, 0, 400, 300)


def page(*items: Item, bleed: float = 0.0, title: str = "新闻", condition: str = "newsprint") -> Page:
    return Page(TRIM, bleed, items, title=title, date=DATE, condition=condition)


def pdf_of(
    library: Library, *pages: Page, pictures: list[dict[int, PressPicture]] | None = None, date: str = DATE
) -> bytes:
    """The file of pages that lack nothing."""
    data, problems = write(pages, library, pictures or [{} for _ in pages], date=date, creator="pagesetter test")
    assert problems == ()
    return data


@lru_cache(maxsize=8)  # what pikepdf gives of a document is only good while the document is open
def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


class Setter:
    """Sets lines as they come, without justification."""

    def __init__(self, library: Library) -> None:
        self._shaper = HarfBuzzShaper(library)

    def style(self, family: str = "Noto Sans SC") -> TypeStyle:
        """A style for marks."""
        return TypeStyle((FaceRef(family, 400),), 9, 12)

    def line(
        self,
        text: str,
        x: float = 20,
        y: float = 40,
        *,
        family: str = "Noto Serif SC",
        weight: int = 400,
        size: float = 10.5,
        ink: Ink = BLACK,
        gap: float = 0.0,
        scale: float = 1.0,
    ) -> Text:
        """A line; ``gap`` pt are added after every cluster."""
        style = TypeStyle((FaceRef(family, weight),), size, size * 1.5)
        pen, runs = 0.0, []
        for face, clusters in groupby(self._shaper.shape(text, style), key=lambda c: c.face):
            gids: list[int] = []
            xs: list[float] = []
            ys: list[float] = []
            texts: list[str] = []
            for cluster in clusters:
                for i, (gid, (dx, dy)) in enumerate(zip(cluster.gids, cluster.offsets_em, strict=True)):
                    gids.append(gid)
                    xs.append(pen + dx * size * scale)
                    ys.append(dy * size)
                    texts.append("" if i else text[cluster.start : cluster.end])
                pen += cluster.advance_em * size * scale + gap
            down = tuple(ys) if any(ys) else ()
            runs.append(GlyphRun(face, size, tuple(gids), tuple(xs), tuple(texts), down, scale, ink))
        return Text(x, y, tuple(runs), text, size, pen, "body")


def origins(data: bytes, number: int = 0) -> list[tuple[str, float, float]]:
    """Characters of a page with their origins, pt from the trim's top-left, in the order of the content stream."""
    document = pdfium.PdfDocument(data)
    sheet = document[number]
    box = opened(data).pages[number].TrimBox
    text = sheet.get_textpage()
    found = []
    x, y = ctypes.c_double(), ctypes.c_double()
    for i in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text.raw, i) == 1:
            continue
        assert raw.FPDFText_GetCharOrigin(text.raw, i, ctypes.byref(x), ctypes.byref(y))
        ch = chr(raw.FPDFText_GetUnicode(text.raw, i))
        found.append((ch, x.value - float(box[0]), float(box[3]) - y.value))
    text.close()
    sheet.close()
    document.close()
    return found


def wanted_origins(sheet: Page) -> list[tuple[str, float, float]]:
    """The same as the Page has it; every character of a cluster at the cluster's place."""
    return [
        (ch, item.x + x, item.y + y)
        for item in sheet.items
        if isinstance(item, Text)
        for run in item.runs
        for words, x, y in zip(run.texts, run.xs, run.ys or (0.0,) * len(run.xs), strict=True)
        for ch in words
    ]


def extracted(data: bytes, number: int = 0) -> str:
    """Text of a page as PDFium reads it, without white space."""
    document = pdfium.PdfDocument(data)
    text = document[number].get_textpage()
    words = "".join(text.get_text_range().split())
    text.close()
    document.close()
    return words


@dataclass(frozen=True, slots=True)
class Painted:
    """A painting operator and the state that it met."""

    operator: str
    fill: tuple[str, ...]
    """Operator and operands of the last fill colour."""
    stroke: tuple[str, ...]
    overprint: bool
    mode: int


def painted(data: bytes, number: int = 0) -> Iterator[Painted]:
    """Every painting operator of a page in order."""
    sheet = opened(data).pages[number]
    fill: tuple[str, ...] = ()
    stroke: tuple[str, ...] = ()
    overprint, mode = False, 0
    for operands, operator in pikepdf.parse_content_stream(sheet):
        name = str(operator)
        if name in ("k", "scn", "g", "rg"):
            fill = (name, *map(str, operands))
        elif name in ("K", "SCN", "G", "RG"):
            stroke = (name, *map(str, operands))
        elif name == "gs":
            state = sheet.Resources.ExtGState[operands[0]]
            assert bool(state.OP) == bool(state.op)
            overprint, mode = bool(state.op), int(state.OPM)
        elif name in ("TJ", "Tj", "f", "S", "Do"):
            yield Painted(name, fill, stroke, overprint, mode)


def everything(value: object, seen: set[tuple[int, int]]) -> Iterator[pikepdf.Object]:
    """Every object that can be reached from a value."""
    if not isinstance(value, pikepdf.Object):
        return
    if value.is_indirect:
        if value.objgen in seen:
            return
        seen.add(value.objgen)
    yield value
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key in value.keys():  # noqa: SIM118 -- a pikepdf object iterates over other things
            yield from everything(value[key], seen)
    elif isinstance(value, pikepdf.Array):
        for entry in value:
            yield from everything(entry, seen)
