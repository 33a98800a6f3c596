"""Rules that every finished page keeps, read from its PDF alone: the page as a `finished.Sheet` in, faults out.

    sheet = read(pdf)
    assert faults(sheet, columns, leading, stories) == []

- no glyph's ink lies over another's, over a picture, over a rule or frame line, or over the trim (`overprinted`,
  `over_pictures`, `over_lines`, `outside_trim`), and no text is printed twice (`printed_twice`);
- no column has a hole: a run of white higher than ``most`` body lines (`holes`);
- the columns of a story end level: at most one line apart, the last the shorter (`uneven`);
- no picture shows nothing (`blank_pictures`, which needs the PDF itself).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import pypdfium2
from finished import Glyph, Sheet, read

from pagesetter.geometry import Rect

INK_EM = 0.03
"""Two glyphs may touch by this much of the smaller size: hinting, rounding, joined dashes."""
KERN_EM = 0.2
"""Latin letters of one line may share this much width: kerned pairs such as AV or To, whose boxes cross but not ink."""
CELL_EM = 0.05
"""Characters in neighbouring cells of a line may share this much: a glyph can be drawn wider than its cell."""
DISPLAY = 1.3
"""Type larger than this many times the body is display type."""
CENTRE_EM = 0.5
"""A caption is centred when its middle is this near to that of its picture: side bearings and marks take some."""
GAP_EM = 1.8
"""Glyphs of one baseline that are further apart belong to different columns; the parts of a head are nearer."""
LINE_PT = 0.05
PICTURE_PT = 0.1
_HAN = 0x2E80
_CELL = 24.0


def faults(
    sheet: Sheet,
    columns: Sequence[Rect] = (),
    leading: float = 0.0,
    stories: Iterable[Sequence[Rect]] = (),
    most: float = 2,
    filled: Sequence[Rect] = (),
) -> list[str]:
    """All faults of a page. ``columns``: where text, heads and pictures are to fill the page, pt from the trim's
    top-left; ``leading``: body leading, pt; ``stories``: per story its text frames in reading order; ``most``: body
    lines of white that are no hole yet; ``filled``: areas that count as ink, such as a head whose sides are air."""
    found = [*printed_twice(sheet), *overprinted(sheet), *over_pictures(sheet), *over_lines(sheet)]
    found += [*outside_trim(sheet), *holes(sheet, columns, leading, most, filled)]
    for frames in stories:
        found += uneven(sheet, frames, leading)
    return found


def _at(r: Rect) -> str:
    return f"at {r.x:.1f},{r.y:.1f} ({r.w:.1f} x {r.h:.1f} pt)"


def _shared(a: Rect, b: Rect) -> tuple[float, float]:
    return (min(a.right, b.right) - max(a.x, b.x), min(a.bottom, b.bottom) - max(a.y, b.y))


def _near(a: Rect, b: Rect) -> bool:
    """Whether they share anything: asked of all pairs, so the first answer that says no is the last question."""
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


def overprinted(sheet: Sheet) -> Iterator[str]:
    """Pairs of glyphs whose ink lies over each other."""
    cells: dict[tuple[int, int], list[int]] = {}
    for i, glyph in enumerate(sheet.glyphs):
        near: set[int] = set()
        for cell in _cells(glyph.box):
            near.update(cells.setdefault(cell, []))
            cells[cell].append(i)
        for j in sorted(near):
            other = sheet.glyphs[j]
            dx, dy = _shared(glyph.box, other.box)
            em = min(glyph.size, other.size)
            along, across = (dy, dx) if glyph.turned else (dx, dy)
            if along > _share(glyph, other) * em and across > INK_EM * em:
                yield f'"{glyph.text}" lies over "{other.text}" by {dx:.2f} x {dy:.2f} pt {_at(glyph.box)}'


def _share(a: Glyph, b: Glyph) -> float:
    same_line = a.turned is b.turned and abs(a.baseline - b.baseline) < 0.01 and abs(a.size - b.size) < 0.01
    if not same_line:
        return INK_EM
    return KERN_EM if ord(a.text) < _HAN and ord(b.text) < _HAN else CELL_EM


def _cells(r: Rect) -> Iterator[tuple[int, int]]:
    for column in range(int(r.x // _CELL), int(r.right // _CELL) + 1):
        for row in range(int(r.y // _CELL), int(r.bottom // _CELL) + 1):
            yield (column, row)


def printed_twice(sheet: Sheet) -> Iterator[str]:
    """Text objects that cover one another (a text page of PDFium shows such text only once)."""
    runs = sorted((r for r in sheet.runs if r.w > 0 and r.h > 0), key=lambda r: (r.y, r.x))
    for i, a in enumerate(runs):
        for b in runs[i + 1 :]:
            if b.y > a.bottom:
                break
            dx, dy = _shared(a, b)
            if dx > 0.8 * max(a.w, b.w) and dy > 0.8 * max(a.h, b.h):
                yield f"text is printed twice {_at(a)}"


def over_pictures(sheet: Sheet) -> Iterator[str]:
    """Glyphs over images or placed pages."""
    yield from _over(sheet, sheet.pictures, PICTURE_PT, "a picture")


def over_lines(sheet: Sheet) -> Iterator[str]:
    """Glyphs over rules and frame lines."""
    yield from _over(sheet, sheet.lines, LINE_PT, "a line")


def _over(sheet: Sheet, shapes: Sequence[Rect], tolerance: float, what: str) -> Iterator[str]:
    for shape in shapes:
        for glyph in (glyph for glyph in sheet.glyphs if _near(glyph.box, shape)):
            if min(_shared(glyph.box, shape)) > tolerance:
                yield f'"{glyph.text}" {_at(glyph.box)} lies over {what} {_at(shape)}'


def outside_trim(sheet: Sheet) -> Iterator[str]:
    """Glyphs that the cut would touch."""
    for glyph in sheet.glyphs:
        if not sheet.trim.contains(glyph.box):
            yield f'"{glyph.text}" {_at(glyph.box)} is cut by the trim'


def holes(
    sheet: Sheet, columns: Sequence[Rect], leading: float, most: float = 2, filled: Sequence[Rect] = ()
) -> Iterator[str]:
    """White in a column, from its head to its foot, higher than ``most`` lines.

    Glyphs, pictures, lines that run across, the margins of centred heads and captions and ``filled`` areas count as
    ink. Panels do not (a tint without text is a hole too), nor do lines that run down, which would hide the white
    beside them.
    """
    flat = [line for line in sheet.lines if line.w >= line.h]
    boxes = [*(g.box for g in sheet.glyphs), *sheet.pictures, *flat, *filled, *_centred(sheet, columns, leading)]
    boxes.sort(key=lambda r: r.y)
    # Between two lines with n empty ones lie n leadings and what a line's ink leaves of its own: with a line of nothing
    # but a full stop nearly three quarters.
    high = (most + 0.75) * leading
    for number, column in enumerate(columns, 1):
        reached = column.y
        left, right = column.x + 0.5, column.right - 0.5
        inside = (b for b in boxes if b.x < right and b.x + b.w > left and _shared(b, column)[0] > 0.5)
        for box in (*inside, Rect(column.x, column.bottom, 0, 0)):
            top = min(box.y, column.bottom)
            if top - reached > high:
                lines = (top - reached) / leading
                yield f"column {number} has a hole of {lines:.1f} lines from y {reached:.1f} to {top:.1f}"
            reached = max(reached, box.bottom)


def _centred(sheet: Sheet, columns: Sequence[Rect], leading: float) -> Iterator[Rect]:
    """Centred lines with the white that belongs to them.

    A line of display type has as much white as is free on both its sides, up to the next ink or the outer edge of the
    columns; a caption has the width of the picture under whose middle it stands, within two lines.
    """
    if not sheet.glyphs or not columns:
        return
    first, last = min(c.x for c in columns), max(c.right for c in columns)
    sizes = Counter(round(g.size, 2) for g in sheet.glyphs)
    body = max(sizes, key=lambda size: (sizes[size], -size))
    ink = [*(g.box for g in sheet.glyphs), *sheet.pictures, *sheet.lines]
    for line, size in _text_lines(sheet.glyphs):
        if size > DISPLAY * body:
            top, foot = line.y + 0.5, line.bottom - 0.5
            beside = [b for b in ink if b.y < foot and b.y + b.h > top and _shared(b, line)[1] > 0.5]
            left = min([line.x - first, *(line.x - b.right for b in beside if b.right <= line.x)])
            right = min([last - line.right, *(b.x - line.right for b in beside if b.x >= line.right)])
            yield line.inset(-max(0.0, min(left, right)), 0)
        for picture in sheet.pictures:
            below = line.y - picture.bottom
            if 0 <= below < 2 * leading and abs(line.centre[0] - picture.centre[0]) < CENTRE_EM * size:
                yield Rect(picture.x, line.y, picture.w, line.h)


def _text_lines(glyphs: Iterable[Glyph]) -> Iterator[tuple[Rect, float]]:
    """Boxes and sizes of the lines: glyphs of one baseline and size without a gap that parts two columns."""
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda g: (*_row(g), g.box.x)):
        if line and (_row(line[-1]) != _row(glyph) or glyph.box.x - line[-1].box.right > GAP_EM * glyph.size):
            yield _around(line), line[-1].size
            line = []
        line.append(glyph)
    if line:
        yield _around(line), line[-1].size


def _row(glyph: Glyph) -> tuple[float, float]:
    # Turned glyphs are no row: each counts as a line of its own.
    return (round(glyph.box.y if glyph.turned else glyph.baseline, 1), round(glyph.size, 1))


def _around(glyphs: list[Glyph]) -> Rect:
    box = glyphs[0].box
    for glyph in glyphs:
        box = box.union(glyph.box)
    return box


def uneven(sheet: Sheet, frames: Sequence[Rect], leading: float) -> list[str]:
    """What is wrong with the ends of a story's columns: lines missing at the foot of each frame, in reading order."""
    short = []
    for frame in frames:
        foot = max((_foot(g) for g in sheet.glyphs if _inside(g, frame)), default=frame.y)
        short.append(round((frame.bottom - foot) / leading))
    if not short or (max(short) - min(short) <= 1 and short == sorted(short)):
        return []
    return [f"columns are not level: {', '.join(map(str, short))} lines of white at their feet, from {_at(frames[0])}"]


def _foot(glyph: Glyph) -> float:
    return glyph.box.bottom if glyph.turned else glyph.baseline


def _inside(glyph: Glyph, frame: Rect) -> bool:
    x, y = glyph.box.centre
    return frame.x <= x <= frame.right and frame.y <= y <= frame.bottom


def blank_pictures(pdf: bytes, number: int = 0) -> list[str]:
    """Pictures that show one colour only where they stand: they could not be decoded, or something covers them."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[number].render(scale=1).to_pil().convert("RGB")
    left, _, _, top = document[number].get_cropbox()
    trim_left, _, _, trim_top = document[number].get_trimbox()
    document.close()
    dx, dy = trim_left - left, top - trim_top
    found = []
    for rect in read(pdf, number).pictures:
        box = (rect.x + dx + 1, rect.y + dy + 1, rect.right + dx - 1, rect.bottom + dy - 1)
        spot = image.crop(tuple(round(v) for v in box))
        if all(low == high for low, high in spot.getextrema()):
            found.append(f"the picture {_at(rect)} shows nothing")
    return found
