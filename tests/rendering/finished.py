"""A finished PDF in; what really stands on one of its pages (glyphs by their ink, pictures, lines, panels) out.

Nothing here knows how the page was made: PDFium reads the bytes. Points, y downward from the trim's top-left.
"""

import ctypes
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as c

from pagesetter.geometry import Rect

BANDS = 50
"""Into so many bands a picture is divided that is cut to a shape."""
THIN = 3.0
"""A filled rectangle that is no wider or no higher than this many pt counts as a line."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed glyph."""

    text: str
    box: Rect
    """Its ink."""
    baseline: float
    """y of its origin; in turned text x, so that glyphs of one line have it in common."""
    size: float
    turned: bool = False
    """Whether it is turned a quarter, as Western words in vertical lines are."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a page."""

    trim: Rect
    glyphs: tuple[Glyph, ...]
    """In the order of the content stream, blanks left out."""
    runs: tuple[Rect, ...]
    """Bounds of each text object."""
    pictures: tuple[Rect, ...]
    """Images and placed pages, cut to their clipping paths; in bands where such a path is no rectangle."""
    lines: tuple[Rect, ...]
    """Stroked edges with their stroke width, and thin filled rectangles."""
    panels: tuple[Rect, ...]
    """Other filled areas."""


def read(pdf: bytes, number: int = 0) -> Sheet:
    """The page ``number`` (0-based) of ``pdf``."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[number]
        left, bottom, right, top = page.get_trimbox()

        def upright(x0: float, y0: float, x1: float, y1: float) -> Rect:
            return Rect(min(x0, x1) - left, top - max(y0, y1), abs(x1 - x0), abs(y1 - y0))

        runs, pictures, lines, panels = [], [], [], []
        for raw in _objects(page.raw):
            kind = c.FPDFPageObj_GetType(raw)
            if kind == c.FPDF_PAGEOBJ_PATH:
                thin, wide = _shapes(raw)
                lines += [upright(*box) for box in thin]
                panels += [upright(*box) for box in wide]
                continue
            box = _bounds(raw)
            if box is None:
                continue
            if kind == c.FPDF_PAGEOBJ_TEXT:
                runs.append(upright(*box))
            elif kind in (c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_FORM, c.FPDF_PAGEOBJ_SHADING):
                pictures += [upright(*part) for part in _clipped(raw, box)]
        glyphs = tuple(
            Glyph(text, upright(*box), x - left if turned else top - y, size, turned)
            for text, box, (x, y), size, turned in _glyphs(page)
        )
        return Sheet(Rect(0, 0, right - left, top - bottom), glyphs, *map(tuple, (runs, pictures, lines, panels)))
    finally:
        document.close()


Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in the PDF's own space, y upward."""


def _objects(page: object) -> Iterator[object]:
    for i in range(c.FPDFPage_CountObjects(page)):
        yield c.FPDFPage_GetObject(page, i)


def _bounds(raw: object) -> Box | None:
    values = [ctypes.c_float() for _ in range(4)]
    if not c.FPDFPageObj_GetBounds(raw, *map(ctypes.byref, values)):
        return None
    return tuple(v.value for v in values)  # type: ignore[return-value]


def _clipped(raw: object, box: Box) -> list[Box]:
    """What is seen of an object: one box, or bands of it where it is cut to a shape that is no rectangle."""
    x0, y0, x1, y1 = box
    shape: list[tuple[float, float]] = []
    clip = c.FPDFPageObj_GetClipPath(raw)
    for path in range(max(c.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
        count = c.FPDFClipPath_CountPathSegments(clip, path)
        points = [_point(c.FPDFClipPath_GetPathSegment(clip, path, i)) for i in range(count)]
        if points:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            x0, y0, x1, y1 = max(x0, min(xs)), max(y0, min(ys)), min(x1, max(xs)), min(y1, max(ys))
            if any(a[0] != b[0] and a[1] != b[1] for a, b in itertools.pairwise(points)):
                shape = points
    if not shape:
        return [(x0, y0, max(x0, x1), max(y0, y1))]
    return [band for i in range(BANDS) if (band := _band(shape, y0 + (y1 - y0) * i / BANDS, (y1 - y0) / BANDS))]


def _band(shape: list[tuple[float, float]], low: float, height: float) -> Box | None:
    """What a shape takes of a band."""
    ends: list[float] = []
    for (ax, ay), (bx, by) in itertools.pairwise([*shape, shape[0]]):
        for y in (max(low, min(ay, by)), min(low + height, max(ay, by))):
            if low <= y <= low + height and min(ay, by) <= y <= max(ay, by):
                ends.append(ax + (bx - ax) * (y - ay) / (by - ay) if by != ay else ax)
                ends += [bx] if by == ay else []
    return (min(ends), low, max(ends), low + height) if ends else None


def _point(segment: object) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
    return (x.value, y.value)


def _shapes(raw: object) -> tuple[list[Box], list[Box]]:
    """Boxes of the thin and of the wide parts of a path: stroked edges one by one, filled subpaths whole."""
    matrix = c.FS_MATRIX()
    c.FPDFPageObj_GetMatrix(raw, ctypes.byref(matrix))
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(raw, ctypes.byref(fill), ctypes.byref(stroke))
    width = ctypes.c_float()
    c.FPDFPageObj_GetStrokeWidth(raw, ctypes.byref(width))
    half = width.value * abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5 / 2
    thin: list[Box] = []
    wide: list[Box] = []
    for points in _subpaths(raw, matrix):
        if stroke.value:
            for (ax, ay), (bx, by) in itertools.pairwise(points):
                edge = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
                across = edge[3] - edge[1] > edge[2] - edge[0]
                dx, dy = (half, 0.0) if across else (0.0, half)
                thin.append((edge[0] - dx, edge[1] - dy, edge[2] + dx, edge[3] + dy))
        if fill.value and len(points) > 2:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            box = (min(xs), min(ys), max(xs), max(ys))
            (thin if min(box[2] - box[0], box[3] - box[1]) <= THIN else wide).append(box)
    return thin, wide


def _subpaths(raw: object, m: object) -> Iterator[list[tuple[float, float]]]:
    points: list[tuple[float, float]] = []
    for i in range(c.FPDFPath_CountSegments(raw)):
        segment = c.FPDFPath_GetPathSegment(raw, i)
        x, y = _point(segment)
        at = (m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f)  # type: ignore[attr-defined]
        if c.FPDFPathSegment_GetType(segment) == c.FPDF_SEGMENT_MOVETO:
            if points:
                yield points
            points = []
        points.append(at)
        if c.FPDFPathSegment_GetClose(segment) and points[0] != at:
            points.append(points[0])
    if points:
        yield points


def _glyphs(page: object) -> Iterator[tuple[str, Box, tuple[float, float], float, bool]]:
    text = page.get_textpage()  # type: ignore[attr-defined]
    values = [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix = c.FS_MATRIX()
    last: Box | None = None
    for i in range(text.count_chars()):
        if c.FPDFText_IsGenerated(text.raw, i) == 1:
            continue
        c.FPDFText_GetCharBox(text.raw, i, *map(ctypes.byref, values))
        x0, x1, y0, y1 = (v.value for v in values)
        box = (x0, y0, x1, y1)
        # A glyph that stands for several characters comes once for each of them.
        if x1 - x0 <= 0 or y1 - y0 <= 0 or box == last:
            continue
        last = box
        character = chr(c.FPDFText_GetUnicode(text.raw, i))
        if character.isspace():
            continue
        c.FPDFText_GetCharOrigin(text.raw, i, ctypes.byref(x), ctypes.byref(y))
        size, turned = c.FPDFText_GetFontSize(text.raw, i), False
        if c.FPDFText_GetMatrix(text.raw, i, ctypes.byref(matrix)):
            size *= (matrix.c**2 + matrix.d**2) ** 0.5
            turned = abs(matrix.b) > abs(matrix.a)
        yield character, box, (x.value, y.value), size, turned
    text.close()
