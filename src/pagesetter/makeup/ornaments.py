"""Lines and frames of other forms than the plain one in, what is drawn for them out: double lines, waves, borders.

A form that repeats (wave, dots, dashes, motif) is fitted: each side has a whole number of repetitions, near to the
length that the style sheet gives, so that corners are alike. Frames lie with the middle of their depth on the
rectangle.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from pagesetter.diagnostics import Origin
from pagesetter.geometry import Rect
from pagesetter.model.ink import BLACK, Ink
from pagesetter.model.page import Drawing, Item, Panel, Rule, Text
from pagesetter.model.style import LineStyle, PanelStyle, Path
from pagesetter.records import record

_ROUND: Final = 0.5523
"""Handles of a quarter of a circle, as a share of its radius."""
_SLOPE: Final = 0.36
"""Where the handles of half a wave lie, as a share of its length: near to a sine."""
_DASH: Final = 0.6
"""Share of its length that a dash is black."""


@record
class _Side:
    """A straight line from a point on; ``turn`` is its direction (1, 0), (0, 1), (-1, 0) or (0, -1)."""

    x: float
    y: float
    length: float
    turn: tuple[float, float]

    def at(self, along: float, across: float) -> tuple[float, float]:
        """A place along it and to its right."""
        dx, dy = self.turn
        return self.x + along * dx - across * dy, self.y + along * dy + across * dx


def line_items(
    style: LineStyle, start: tuple[float, float], end: tuple[float, float], role: str, slug: str = "",
    origin: Origin | None = None,
) -> tuple[Item, ...]:  # fmt: skip
    """A level or upright line, pt; of two lines the first lies left of or over the second."""
    (x0, y0), (x1, y1) = start, end
    level = abs(y1 - y0) <= abs(x1 - x0)
    side = _Side(x0, y0, x1 - x0, (1.0, 0.0)) if level else _Side(x0, y0, y1 - y0, (0.0, 1.0))
    if style.form in ("single", "double", "thick-thin"):
        rules = []
        for across, width in _strokes(style):
            a, b = side.at(0.0, across if level else -across), side.at(side.length, across if level else -across)
            rules.append(Rule(*a, *b, width, style.ink, role, slug, origin))
        return tuple(rules)
    return _drawn(style, (side,), False, role, slug, origin)


def _strokes(style: LineStyle) -> tuple[tuple[float, float], ...]:
    """Distance from the middle and width of the straight lines of a form."""
    if style.form == "single":
        return ((0.0, style.width),)
    half = style.depth / 2
    return (-(half - style.width / 2), style.width), (half - style.second / 2, style.second)


def panel_items(
    rect: Rect, panel: PanelStyle, line: LineStyle | None, role: str, slug: str = "", origin: Origin | None = None
) -> tuple[Item, ...]:
    """Ground and frame of a panel."""
    if line is None:
        return (Panel(rect, panel.fill, role=role, slug=slug, origin=origin),) if panel.fill is not None else ()
    return frame_items(rect, line, panel.fill, role, slug, origin)


def frame_items(
    rect: Rect, style: LineStyle, fill: Ink | None, role: str, slug: str = "", origin: Origin | None = None
) -> tuple[Item, ...]:
    """A rectangle with a line of any form round it."""
    if style.form == "single":
        return (Panel(rect, fill, style.ink, style.width, role, slug, origin),)
    out: list[Item] = [] if fill is None else [Panel(rect, fill, role=role, slug=slug, origin=origin)]
    if style.form in ("double", "thick-thin"):
        for inward, width in _strokes(style):
            out.append(Panel(rect.inset(inward), None, style.ink, width, role, slug, origin))
        return tuple(out)
    sides = (
        _Side(rect.x, rect.y, rect.w, (1.0, 0.0)),
        _Side(rect.right, rect.y, rect.h, (0.0, 1.0)),
        _Side(rect.right, rect.bottom, rect.w, (-1.0, 0.0)),
        _Side(rect.x, rect.bottom, rect.h, (0.0, -1.0)),
    )
    return (*out, *_drawn(style, sides, True, role, slug, origin))


def _drawn(
    style: LineStyle, sides: tuple[_Side, ...], closed: bool, role: str, slug: str, origin: Origin | None
) -> tuple[Item, ...]:
    """A form that repeats, along one line or round a rectangle."""
    path = tuple(part for side in sides for part in _PARTS[style.form](style, side, closed))
    if not path:
        return ()
    corners = [side.at(at, 0.0) for side in sides for at in (0.0, side.length)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    rect = Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).inset(-style.depth / 2)
    filled = style.form == "dots" or (style.form == "motif" and style.width == 0)
    fill, stroke = (style.ink, None) if filled else (None, style.ink)
    return (Drawing(rect, path, fill, stroke, 0.0 if filled else style.width, role, slug, origin),)


def _many(length: float, each: float) -> int:
    return max(1, round(length / max(each, 0.1)))


def _wave(style: LineStyle, side: _Side, _closed: bool) -> Iterator[tuple[str, tuple[float, ...]]]:
    halves = 2 * _many(side.length, style.length)
    half = side.length / halves
    high = style.height / 2 / 0.75  # a cubic whose handles are both at one height rises to three quarters of it
    yield "m", side.at(0.0, 0.0)
    for i in range(halves):
        x, y = i * half, high if i % 2 else -high
        places = (side.at(x + _SLOPE * half, y), side.at(x + (1 - _SLOPE) * half, y), side.at(x + half, 0.0))
        yield "c", tuple(value for place in places for value in place)


def _dots(style: LineStyle, side: _Side, closed: bool) -> Iterator[tuple[str, tuple[float, ...]]]:
    many, radius = _many(side.length, style.length), style.width / 2
    for i in range(many if closed else many + 1):
        yield from _moved(_CIRCLE, side, i * side.length / many - radius, -radius, 2 * radius, 2 * radius)


def _dashes(style: LineStyle, side: _Side, _closed: bool) -> Iterator[tuple[str, tuple[float, ...]]]:
    many = _many(side.length, style.length)
    each = side.length / many
    for i in range(many + 1):  # half a dash at either end: corners are whole
        middle = i * each
        yield "m", side.at(max(middle - _DASH * each / 2, 0.0), 0.0)
        yield "l", side.at(min(middle + _DASH * each / 2, side.length), 0.0)


def _motif(style: LineStyle, side: _Side, closed: bool) -> Iterator[tuple[str, tuple[float, ...]]]:
    high = style.height
    if closed:  # a figure at the corner, which the sides do not share
        yield from _moved(style.path, side, -high / 2, -high / 2, high, high)
    room = side.length - high if closed else side.length
    if room < style.length / 2:
        return
    many = _many(room, style.length)
    first = high / 2 if closed else 0.0
    for i in range(many):
        yield from _moved(style.path, side, first + i * room / many, -high / 2, room / many, high)


_PARTS = {"wave": _wave, "dots": _dots, "dashes": _dashes, "motif": _motif}


def _moved(
    path: Path, side: _Side, along: float, across: float, wide: float, high: float
) -> Iterator[tuple[str, tuple[float, ...]]]:
    """A figure in a square of 1 by 1 at its place along a side."""
    for kind, at in path:
        places = (side.at(along + x * wide, across + y * high) for x, y in zip(at[::2], at[1::2], strict=True))
        yield kind, tuple(value for place in places for value in place)


_NEAR, _FAR = (1 - _ROUND) / 2, (1 + _ROUND) / 2
_CIRCLE: Final[Path] = (
    ("m", (1.0, 0.5)),
    ("c", (1.0, _FAR, _FAR, 1.0, 0.5, 1.0)),
    ("c", (_NEAR, 1.0, 0.0, _FAR, 0.0, 0.5)),
    ("c", (0.0, _NEAR, _NEAR, 0.0, 0.5, 0.0)),
    ("c", (_FAR, 0.0, 1.0, _NEAR, 1.0, 0.5)),
    ("h", ()),
)


def on_ground(items: Iterable[Item], ink: Ink) -> list[Item]:
    """A story's items in another ink instead of black; grounds of their own (a summary's) go."""
    out: list[Item] = []
    for item in items:
        match item:
            case Text():
                runs = tuple(replace(run, ink=ink) if run.ink == BLACK else run for run in item.runs)
                strokes = tuple(replace(stroke, ink=ink) if stroke.ink == BLACK else stroke for stroke in item.strokes)
                out.append(replace(item, runs=runs, strokes=strokes))
            case Rule():
                out.append(replace(item, ink=ink if item.ink == BLACK else item.ink))
            case Panel() if item.role == "summary":
                continue
            case _:
                out.append(item)
    return out
