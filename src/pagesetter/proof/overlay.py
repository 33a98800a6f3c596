"""A proof picture and its Page in, the picture with grid, story frames or baselines drawn over it out.

Also the marks of an error page: diagnostics in, page items that press writes into NAME.errors.pdf out.
"""

from collections.abc import Iterable
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from pagesetter import resources
from pagesetter.diagnostics import Diagnostic, Severity
from pagesetter.geometry import Rect, WritingMode
from pagesetter.model.fits import StoryFit
from pagesetter.model.ink import Ink, Process
from pagesetter.model.page import Item, Page, Panel, Rule
from pagesetter.proof.raster import png

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_GRID = (0, 150, 190)
_FRAMES = (190, 0, 130)
_BASELINES = (235, 130, 0)
_OVER = (205, 0, 0)
"""Frames of stories that do not fit."""
_LABEL_FONT = "LXGWWenKai-Regular.ttf"
_LABEL_PT, _LABEL_PX = 9.0, 13
"""Labels are as large as small print, but never too small to read on the screen."""
_NUMBERED = 5
"""Every fifth baseline carries its number."""
_CLOSEST_PX = 3
"""Baselines nearer than this would be a grey area: at small sizes only every so many are drawn."""


def overlay(
    picture: bytes,
    page: Page,
    ppi: float,
    *,
    grid: bool = False,
    frames: bool = False,
    baselines: bool = False,
    origin: tuple[float, float] | None = None,
) -> bytes:
    """PNG of ``picture`` (`raster.render` of the page at ``ppi``) with overlays drawn over it.

    ``grid``: columns of the page grid, numbered; ``frames``: rectangles of the stories with slug and 超 (over) or 欠
    (under) in lines; ``baselines``: the baseline grid over the columns, numbered at intervals. ``origin``: the trim's
    top-left in the picture, pt; by default the bleed, which is where press puts it when there are no marks
    (`raster.trim_origin` reads it from any PDF).
    """
    from PIL import Image

    with Image.open(BytesIO(picture)) as image:
        pen = _Pen(image.convert("RGB"), ppi, origin or (page.bleed, page.bleed))
    # Lines from the least important to the most, labels the other way round: where room is short the last give way.
    if baselines:
        _draw_baselines(pen, page)
        pen.fade()
    if grid:
        for column in page.columns:
            pen.frame(column, _GRID)
    if frames:
        _draw_frames(pen, page.fits)
        for fit in sorted(page.fits, key=lambda f: f.over_lines <= 0):
            if fit.rects:
                pen.label(fit_label(fit), fit.rects[0].x, fit.rects[0].y, _OVER if fit.over_lines > 0 else _FRAMES)
    if grid:
        for i, column in enumerate(page.columns, 1):
            pen.label(str(i), column.x, column.y, _GRID)
    if baselines:
        _number_baselines(pen, page)
    return png(pen.image, ppi)


def _draw_frames(pen: "_Pen", fits: tuple[StoryFit, ...]) -> None:
    for over in (False, True):  # the stories that do not fit last, on top of the edges of their neighbours
        for fit in (f for f in fits if (f.over_lines > 0) is over):
            for rect in fit.rects:
                pen.frame(rect, _OVER if over else _FRAMES)


def fit_label(fit: StoryFit) -> str:
    """What the frame of a story says: its slug, then 超 (over), 欠 (under) with lines, or 齐 when it is level."""
    if fit.over_lines == 0:
        return f"{fit.slug} 齐"
    return f"{fit.slug} {'超' if fit.over_lines > 0 else '欠'}{abs(fit.over_lines)}行"


def _draw_baselines(pen: "_Pen", page: Page) -> None:
    first, leading, count = page.baselines
    every = ceil(_CLOSEST_PX / (leading * pen.scale)) if leading > 0 else 1
    for i in range(0, count, every):
        for column in page.columns:
            if page.mode is WritingMode.VERTICAL:
                pen.line(first - i * leading, column.y, first - i * leading, column.bottom, _BASELINES)
                continue
            pen.line(column.x, first + i * leading, column.right, first + i * leading, _BASELINES)


def _number_baselines(pen: "_Pen", page: Page) -> None:
    first, leading, count = page.baselines
    if page.columns:
        for number in range(_NUMBERED, count + 1, _NUMBERED):
            if page.mode is WritingMode.VERTICAL:
                x = first - (number - 1) * leading
                pen.label(str(number), x + leading / 2, page.columns[0].y - leading / 2, _BASELINES, before=True)
                continue
            y = first + (number - 1) * leading
            pen.label(str(number), page.columns[0].x, y, _BASELINES, before=True)


class _Pen:
    """Draws in page points on a picture. Labels come after all lines, and none covers another."""

    def __init__(self, image: "Image", ppi: float, origin: tuple[float, float]) -> None:
        from PIL.ImageDraw import Draw

        self.image = image
        self._page = image.copy()
        self.scale = ppi / 72
        self._draw = Draw(image)
        self._origin = origin
        self._width = max(1, round(0.5 * self.scale))
        self._font = _label_font(max(_LABEL_PX, round(_LABEL_PT * self.scale)))
        self._labels: list[tuple[int, int, int, int]] = []

    def fade(self) -> None:
        """Lets the page shine half through what was drawn so far."""
        from PIL import Image
        from PIL.ImageDraw import Draw

        self.image = Image.blend(self._page, self.image, 0.5)
        self._draw = Draw(self.image)

    def _at(self, x: float, y: float) -> tuple[int, int]:
        return (round((x + self._origin[0]) * self.scale), round((y + self._origin[1]) * self.scale))

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: tuple[int, int, int]) -> None:
        """A straight line."""
        self._draw.line((self._at(x0, y0), self._at(x1, y1)), colour, self._width)

    def frame(self, rect: Rect, colour: tuple[int, int, int]) -> None:
        """The edges of a rectangle."""
        self._draw.rectangle((self._at(rect.x, rect.y), self._at(rect.right, rect.bottom)), None, colour, self._width)

    def label(self, text: str, x: float, y: float, colour: tuple[int, int, int], before: bool = False) -> None:
        """White text on the colour, its top-left at (x, y); ``before``: its right edge at x, its middle at y.

        A label whose place is taken moves down, or up from the foot of the picture; where all is taken it is left out.
        """
        w = round(self._font.getlength(text)) + 6
        h = sum(self._font.getmetrics()) + 2
        left, top = self._at(x, y)
        if before:
            left, top = left - w - 2, top - h // 2
        left = max(0, min(left, self.image.width - w - 1))
        top = max(0, min(top, self.image.height - h - 1))
        for place in (*range(top, self.image.height - h), *range(top - 1, -1, -1)):
            box = (left, place, left + w, place + h)
            if not any(_meet(box, other) for other in self._labels):
                self._labels.append(box)
                self._draw.rectangle(box, colour)
                self._draw.text((left + 3, place + 1), text, "white", self._font)
                return
            if before:
                return


def _label_font(size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    path = resources.fonts_folder() / _LABEL_FONT
    # The basic engine: the other depends on libraries that not every machine has.
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def _meet(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


_ERROR_INK: Ink = Process(0, 1, 1, 0)
_WARNING_INK: Ink = Process(0, 0.5, 1, 0)
_MARK_PT = 1.5
_LEAST_PT = 8.0
"""A mark is at least this large, however small the spot."""
_BAR_PT = 5.0
"""Width of the bar at the page's left edge that shows, from afar, at which height a mark stands."""


def mark_errors(page: Page, diagnostics: Iterable[Diagnostic], number: int | None = None) -> tuple[Item, ...]:
    """Items that mark the diagnostics' rectangles on ``page``, to be added after its own: frames and bars at the edge.

    Errors in red, warnings in orange, notes not at all; a rectangle with several findings is marked once, in the colour
    of the worst. ``number``: the page's 1-based number; findings of other pages are left out. Rectangles outside the
    trim are drawn as far as they reach into it, or at its nearest edge.
    """
    worst: dict[Rect, Severity] = {}
    for d in diagnostics:
        if d.rect is None or d.severity < Severity.WARNING:
            continue
        if number is not None and d.page is not None and d.page != number:
            continue
        worst[d.rect] = max(d.severity, worst.get(d.rect, d.severity))
    items: list[Item] = []
    for rect, severity in sorted(worst.items()):
        ink = _ERROR_INK if severity is Severity.ERROR else _WARNING_INK
        role = f"mark-{severity.word}"
        spot = _within(rect, page.trim)
        items.append(Panel(spot, stroke=ink, stroke_width=_MARK_PT, role=role, layer="marks"))
        x = page.trim.x + _BAR_PT / 2
        items.append(Rule(x, spot.y, x, spot.bottom, _BAR_PT, ink, role, layer="marks"))
    return tuple(items)


def _within(rect: Rect, trim: Rect) -> Rect:
    """The rectangle, widened to the least size, then cut or moved so that its whole stroke lies inside the trim."""
    x, w = _span(rect.x, rect.right, trim.x, trim.right)
    y, h = _span(rect.y, rect.bottom, trim.y, trim.bottom)
    return Rect(x, y, w, h)


def _span(low: float, high: float, first: float, last: float) -> tuple[float, float]:
    grow = max(0.0, _LEAST_PT - (high - low)) / 2
    first, last = first + _MARK_PT / 2, last - _MARK_PT / 2
    low = min(max(low - grow, first), max(first, last - _LEAST_PT))
    high = max(min(high + grow, last), low + min(_LEAST_PT, last - first))
    return (low, high - low)
