"""Path operators in; filled, stroked and clipped areas out, by the extents of the paths (ISO 32000-1, 8.5)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pagesetter.geometry import Rect
from pagesetter.pdf.matrix import at, greatest_scale, least_scale, straight
from pagesetter.pdf.painted import Kind
from pagesetter.pdf.patterns import filled
from pagesetter.pdf.state import Run
from pagesetter.pdf.values import number

_CORNERS = 6
"""Points kept for telling whether the path is one straight rectangle."""


@dataclass(slots=True, eq=False, repr=False)
class Path:
    """A path under construction, on the page."""

    bounds: list[float] = field(default_factory=list)
    """Left, top, right, bottom; empty before the first point."""
    corners: list[tuple[float, float]] = field(default_factory=list)
    parts: int = 0
    curved: bool = False

    def add(self, x: float, y: float) -> None:
        """One more point, in places of the page."""
        if not self.bounds:
            self.bounds = [x, y, x, y]
        else:
            b = self.bounds
            b[0], b[1], b[2], b[3] = min(b[0], x), min(b[1], y), max(b[2], x), max(b[3], y)
        if len(self.corners) < _CORNERS:
            self.corners.append((x, y))

    @property
    def rect(self) -> Rect:
        """Its extent."""
        left, top, right, bottom = self.bounds
        return Rect(left, top, right - left, bottom - top)

    @property
    def box(self) -> bool:
        """Whether it is one straight rectangle."""
        corners = self.corners[:-1] if len(self.corners) == 5 and self.corners[-1] == self.corners[0] else self.corners
        if self.curved or self.parts != 1 or len(corners) != 4:
            return False
        (a, b, c, d) = corners
        near = 1e-4
        across = (
            abs(a[1] - b[1]) < near and abs(b[0] - c[0]) < near and abs(c[1] - d[1]) < near and abs(d[0] - a[0]) < near
        )
        down = (
            abs(a[0] - b[0]) < near and abs(b[1] - c[1]) < near and abs(c[0] - d[0]) < near and abs(d[1] - a[1]) < near
        )
        return across or down


def _path(run: Run) -> Path:
    if run.path is None:
        run.path = Path()
    path: Path = run.path
    return path


def _move(run: Run, given: list[Any]) -> None:
    if len(given) >= 2:
        path = _path(run)
        path.parts += 1
        path.add(*at(run.state.ctm, number(given[0]), number(given[1])))


def _line(run: Run, given: list[Any]) -> None:
    if len(given) >= 2:
        _path(run).add(*at(run.state.ctm, number(given[0]), number(given[1])))


def _curve(run: Run, given: list[Any]) -> None:
    """c, v and y: the control points bound the curve."""
    path = _path(run)
    path.curved = True
    for i in range(0, len(given) - 1, 2):
        path.add(*at(run.state.ctm, number(given[i]), number(given[i + 1])))


def _rectangle(run: Run, given: list[Any]) -> None:
    if len(given) < 4:
        return
    path, ctm = _path(run), run.state.ctm
    x, y, w, h = (number(one) for one in given[:4])
    path.parts += 1
    for px, py in ((x, y), (x + w, y), (x + w, y + h), (x, y + h)):
        path.add(*at(ctm, px, py))
    path.curved = path.curved or not straight(ctm)


def _nothing(run: Run, given: list[Any]) -> None:
    """h: a closed path has the same extent."""


def _clip(run: Run, given: list[Any]) -> None:
    run.pending = True


def _painting(fill: bool, stroke: bool) -> Callable[[Run, list[Any]], None]:
    def painted(run: Run, given: list[Any]) -> None:
        path: Path | None = run.path
        if path is not None and path.bounds:
            if fill:
                filled(run, path.rect, box=path.box)
            if stroke:
                _stroked(run, path.rect)
        if run.pending:
            run.state.clipped(path.rect if path is not None and path.bounds else None)
        run.path, run.pending = None, False

    return painted


def _stroked(run: Run, rect: Rect) -> None:
    ctm, line = run.state.ctm, run.state.line
    reach = line * greatest_scale(ctm) / 2
    outline = rect.inset(-reach)
    run.paint(Kind.STROKE, outline, run.state.stroke.ink, stroke=True, width=line * least_scale(ctm))


OPERATORS: Mapping[str, Callable[[Run, list[Any]], None]] = MappingProxyType(
    {
        "m": _move,
        "l": _line,
        "c": _curve,
        "v": _curve,
        "y": _curve,
        "re": _rectangle,
        "h": _nothing,
        "W": _clip,
        "W*": _clip,
        "n": _painting(False, False),
        "f": _painting(True, False),
        "F": _painting(True, False),
        "f*": _painting(True, False),
        "S": _painting(False, True),
        "s": _painting(False, True),
        "B": _painting(True, True),
        "B*": _painting(True, True),
        "b": _painting(True, True),
        "b*": _painting(True, True),
    }
)
