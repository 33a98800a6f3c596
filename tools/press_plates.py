"""A page of ours and Ghostscript's plates of its PDF in, what lies on a plate where the page has no such ink out.

The page says what was ordered: the ink of every text, line and panel, pictures and advertisements in process inks.
Ghostscript says what would be printed. `judge_press.py` asks this of every page.
"""

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageMath

from pagesetter.geometry import Rect, WritingMode
from pagesetter.model.ink import Ink, Spot
from pagesetter.model.page import Item, Page, Panel, Picture, Placed, Rule, Text
from pagesetter.press.boxes import outset
from pagesetter.press.inks import ALL, MARK_ROLE, overprints

PPI = 120
"""Of the plates: no smoothing, so that a touch of ink counts."""
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
EDGE = 1.0
"""A drawn edge may reach so far beyond its place, pt: Ghostscript paints every pixel that it touches."""
PATCH_LEVELS = 2
"""Levels of 255 by which a patch of the bar may be off."""
_SHORT = 4.0
"""Marks are looked for from this length on, pt: circles are drawn of short lines."""
SQUARE_PT = 1 * 72 / 25.4
"""Side of the squares over which total ink is taken: single pixels of a JPEG overshoot at edges."""


class Judged(NamedTuple):
    """What the plates of a page showed."""

    faults: tuple[str, ...]
    plates: tuple[str, ...]
    texts: int
    """Lines of black text that stand clear of coloured ink; all had their ink on K, none on another plate."""
    square: float
    """Highest total ink of a square inside the bleed, %."""
    pixel: float
    """… and of a single pixel."""
    patches: int
    """Patches of the colour bar and names of plates that were looked at."""


def separations(program: str, pdf: Path, folder: Path) -> dict[str, Image.Image]:
    """The plates of a file of one page as Ghostscript's tiffsep makes them, by ink: mode L, 255 is full ink."""
    options = ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{PPI}"]
    subprocess.run([program, *options, f"-sOutputFile={folder}/gs.tif", str(pdf)], check=True, capture_output=True)
    made = {}
    for path in sorted(folder.glob("gs(*.tif")):
        with Image.open(path) as opened:
            made[path.name[len("gs(") : -len(").tif")]] = ImageChops.invert(opened.convert("L"))
        path.unlink()
    (folder / "gs.tif").unlink()
    return made


def judge(page: Page, plates: dict[str, Image.Image], inks: frozenset[str], limit: float) -> Judged:
    """Holds the plates against the page; ``inks`` are the plates that it may need, ``limit`` the most total ink, %."""
    faults = [f"plate {name} was not ordered" for name in sorted(plates.keys() - inks)]
    faults += [f"plate {name} is missing" for name in sorted(inks - plates.keys())]
    ordered = {name: [*_ordered(page, name)] for name in plates}
    for name, plate in plates.items():
        faults += _beyond(page, name, plate, ordered[name])
    texts, problems = _black_text(page, plates, ordered)
    faults += problems
    square, pixel = _total(page, plates)
    if square > limit:
        faults.append(f"total ink of {square:.1f} % on a square of 1 mm, the limit is {limit:g} %")
    patches, problems = _marks(page, plates)
    return Judged(tuple(faults + problems), tuple(plates), texts, square, pixel, patches)


def _amount(ink: Ink | None, plate: str) -> float:
    """How much of an ink lies on a plate, 0 to 1."""
    if ink is None:
        return 0.0
    if isinstance(ink, Spot):
        return ink.tint if ink == ALL or ink.name == plate else 0.0
    return dict(zip(PROCESS, (ink.c, ink.m, ink.y, ink.k), strict=True)).get(plate, 0.0)


def _ordered(page: Page, plate: str) -> Iterator[Rect]:
    """Places that may have ink on a plate."""
    for item in page.items:
        for rect, ink in _inked(item):
            if ink is None or _amount(ink, plate) > 0:
                yield rect
        if isinstance(item, Picture) and (plate == "Black" or (plate in PROCESS and not is_grey(item.file))):
            yield item.rect
        if isinstance(item, Placed) and (plate in PROCESS or plate in {spot.name for spot in item.spots}):
            yield item.clip


def is_grey(file: str) -> bool:
    """Whether a picture has no colours."""
    with Image.open(file) as opened:
        return opened.mode in ("L", "1", "LA", "I;16")


def _inked(item: Item) -> Iterator[tuple[Rect, Ink]]:
    """Places of an item with their inks; those of pictures are not known here."""
    match item:
        case Text():
            for run in item.runs:
                yield _bounds(item), run.ink
            for stroke in item.strokes:
                yield _bounds(item), stroke.ink
        case Rule():
            half = item.width / 2
            x, y = min(item.x0, item.x1), min(item.y0, item.y1)
            yield Rect(x, y, abs(item.x1 - item.x0), abs(item.y1 - item.y0)).inset(-half), item.ink
        case Panel():
            if item.fill is not None:
                yield item.rect, item.fill
            if item.stroke is not None:
                rect, half = item.rect, item.stroke_width / 2
                edges = (Rect(rect.x, rect.y, rect.w, 0), Rect(rect.x, rect.bottom, rect.w, 0))
                sides = (Rect(rect.x, rect.y, 0, rect.h), Rect(rect.right, rect.y, 0, rect.h))
                for edge in (*edges, *sides):
                    yield edge.inset(-half), item.stroke


def _bounds(text: Text) -> Rect:
    """What a line may cover: its measure and one size around it, with the readings beside it."""
    most = max([run.size for run in text.runs], default=text.size)
    long = max([text.measure, *(x + run.size for run in text.runs for x in run.xs)])
    least = min([0.0, *(x for run in text.runs for x in run.xs)])
    if text.mode is WritingMode.VERTICAL:
        return Rect(text.x - 1.1 * most, text.y + least - 0.2 * most, 2.6 * most, long - least + 0.6 * most)
    return Rect(text.x + least - 0.4 * most, text.y - 1.8 * most, long - least + 0.8 * most, 2.3 * most)


def _box(page: Page, rect: Rect) -> tuple[int, int, int, int]:
    """The pixels that a rectangle touches."""
    room, scale = outset(page), PPI / 72
    x, y = (rect.x + room) * scale, (rect.y + room) * scale
    return (int(x), int(y), int(x + rect.w * scale) + 1, int(y + rect.h * scale) + 1)


def _beyond(page: Page, name: str, plate: Image.Image, ordered: Iterable[Rect]) -> Iterator[str]:
    """Ink where none was ordered."""
    rest = plate.copy()
    draw = ImageDraw.Draw(rest)
    for rect in ordered:
        draw.rectangle(_box(page, rect.inset(-EDGE)), fill=0)
    found = rest.getbbox()
    if found:
        x, y = (value * 25.4 / PPI - outset(page) * 25.4 / 72 for value in found[:2])
        yield f"ink on {name} where none was ordered, {x:.1f} mm from the left, {y:.1f} mm from the top"


def _black_text(page: Page, plates: dict[str, Image.Image], ordered: dict[str, list[Rect]]) -> tuple[int, list[str]]:
    """Lines of black text clear of coloured ink: on K, and on no other plate."""
    coloured = [rect.inset(-EDGE) for name, rects in ordered.items() if name != "Black" for rect in rects]
    count, faults = 0, []
    for item in page.items:
        if not isinstance(item, Text) or not any(text.strip() for run in item.runs for text in run.texts):
            continue
        rect = _bounds(item)
        if not all(overprints(run.ink) for run in item.runs) or any(rect.overlaps(other) for other in coloured):
            continue
        count += 1
        box = _box(page, rect)
        if not plates["Black"].crop(box).getbbox():
            faults.append(f'no ink on K for "{item.text[:20]}"')
        faults += [
            f'ink on {n} under "{item.text[:20]}"' for n in plates if n != "Black" and plates[n].crop(box).getbbox()
        ]
    return count, faults


def _total(page: Page, plates: dict[str, Image.Image]) -> tuple[float, float]:
    """Highest total ink inside the bleed, %: of squares and of pixels."""
    area = _box(page, Rect(0, 0, page.trim.w, page.trim.h).inset(-page.bleed))
    parts = [plate.crop(area).convert("F") for plate in plates.values()]
    total = parts[0]
    for part in parts[1:]:
        total = ImageMath.lambda_eval(lambda args: args["a"] + args["b"], a=total, b=part)
    side = SQUARE_PT * PPI / 72
    small = total.resize((round(total.width / side), round(total.height / side)), Image.Resampling.BOX)
    return _extremes(small)[1] / 2.55, _extremes(total)[1] / 2.55


def _extremes(image: Image.Image) -> tuple[float, float]:
    low, high = image.getextrema()
    assert not isinstance(low, tuple)
    assert not isinstance(high, tuple)
    return low, high


def _marks(page: Page, plates: dict[str, Image.Image]) -> tuple[int, list[str]]:
    """Patches of the bar and the names of the plates, each in its ink alone; what registers, on all plates."""
    count, faults = 0, []
    for item in page.items:
        if getattr(item, "role", "") != MARK_ROLE:
            continue
        match item:
            case Panel():
                found = [*_patch(page, item, plates)]
            case Text():
                found = [*_names(page, item, plates)]
            case Rule() if max(abs(item.x0 - item.x1), abs(item.y0 - item.y1)) > _SHORT:
                box = _box(page, next(_inked(item))[0].inset(-EDGE))
                found = [f"a mark is missing on {n}" for n, plate in plates.items() if not plate.crop(box).getbbox()]
            case _:
                continue
        count += 1
        faults += found
    return count, faults


def _patch(page: Page, item: Panel, plates: dict[str, Image.Image]) -> Iterator[str]:
    """What is wrong with a patch of the bar."""
    box = _box(page, item.rect.inset(min(3.0, item.rect.w / 3)))
    for name, plate in plates.items():
        low, high = _extremes(plate.crop(box))
        wanted = _amount(item.fill, name) * 255
        if max(abs(low - wanted), abs(high - wanted)) > PATCH_LEVELS:
            yield f"a patch of {item.fill} has {low} to {high} of 255 on {name}"


def _names(page: Page, item: Text, plates: dict[str, Image.Image]) -> Iterator[str]:
    """What is wrong with the names of the inks in the slug line: each shows on its own plate."""
    for run in item.runs:
        rect = Rect(item.x + run.xs[0], item.y - run.size, run.xs[-1] - run.xs[0] + 0.5 * run.size, run.size)
        for name, plate in plates.items():
            if bool(plate.crop(_box(page, rect)).getbbox()) != (_amount(run.ink, name) > 0):
                yield f'"{"".join(run.texts)}" of the slug line is wrong on {name}'


def inks_of(page: Page) -> frozenset[str]:
    """The plates that a page may need: the process inks, which every separation has, and its spot inks."""
    spots = {ink.name for item in page.items for _, ink in _inked(item) if isinstance(ink, Spot) and ink != ALL}
    supplied = {spot.name for item in page.items if isinstance(item, Placed) for spot in item.spots}
    return frozenset({*PROCESS, *spots, *supplied})
