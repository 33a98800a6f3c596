"""A filled area in; what fills it out: an ink, a shading, or the objects of a pattern's cell (ISO 32000-1, 8.7)."""

from typing import Any

from pagesetter.geometry import Rect
from pagesetter.pdf import reading
from pagesetter.pdf.colour import Space, ink, space, unsaid
from pagesetter.pdf.functions import function
from pagesetter.pdf.matrix import times
from pagesetter.pdf.painted import Ink, Kind
from pagesetter.pdf.state import BLACK, Paint, Run, extended
from pagesetter.pdf.values import entry, matrix, name, numbers, whole

_STEPS = 16
"""Places at which a shading is asked for its inks."""


def filled(run: Run, rect: Rect, *, box: bool = False) -> None:
    """Fills an area with the current colour."""
    paint = run.state.fill
    if paint.pattern is None:
        run.paint(Kind.FILL, rect, paint.ink, box=box)
    else:
        patterned(run, rect, paint)


def patterned(run: Run, rect: Rect, paint: Paint) -> None:
    """Fills an area with a pattern: a shading is one object, a tile gives those of its cell, once."""
    if whole(entry(paint.pattern, "/PatternType")) == 2:
        run.save()
        extended(run, entry(paint.pattern, "/ExtGState"))
        run.paint(Kind.SHADING, rect, shaded(entry(paint.pattern, "/Shading"), run))
        run.restore()
        return
    colourless = whole(entry(paint.pattern, "/PaintType")) == 2
    ctm = times(matrix(entry(paint.pattern, "/Matrix")), run.base)
    run.save()
    run.state.fill = run.state.stroke = Paint(paint.ink, paint.space and paint.space.inner) if colourless else BLACK
    reading.inner(run, paint.pattern, ctm, "pattern", tiled=rect, colourless=colourless)
    run.restore()


def meant(run: Run, paint: Paint) -> Ink:
    """The ink of a text: that of a shading when the colour is one."""
    if paint.pattern is not None and whole(entry(paint.pattern, "/PatternType")) == 2:
        return shaded(entry(paint.pattern, "/Shading"), run)
    return paint.ink


def shaded(value: Any, run: Run) -> Ink:
    """The ink of a shading: its space, and the heaviest mixture that its function gives where it has one."""
    of = space(entry(value, "/ColorSpace"), entry(run.resources, "/ColorSpace"))
    if of is None:
        run.to.fault("the colour space of a shading cannot be read")
        return Ink("Pattern")
    heaviest = unsaid(of)
    for given in _samples(value, of):
        mixture = ink(of, given)
        if mixture.total is not None and (heaviest.total is None or mixture.total > heaviest.total):
            heaviest = mixture
    return heaviest


def _samples(value: Any, of: Space) -> list[tuple[float, ...]]:
    """Components along an axial, radial or functional shading; none of meshes."""
    made = function(entry(value, "/Function"))
    if made is None:
        return []
    limits = numbers(entry(value, "/Domain")) or (0.0, 1.0)
    if len(limits) == 4:
        grid = [limits[0] + (limits[1] - limits[0]) * step / 4 for step in range(5)]
        rows = [limits[2] + (limits[3] - limits[2]) * step / 4 for step in range(5)]
        found = [made((x, y)) for x in grid for y in rows]
    elif len(limits) == 2:
        found = [made((limits[0] + (limits[1] - limits[0]) * step / _STEPS,)) for step in range(_STEPS + 1)]
    else:
        found = []
    return [one for one in found if len(one) == of.count]


def shading(run: Run, given: list[Any]) -> None:
    """sh: fills what is left of the page by the clip."""
    value = run.named("Shading", name(given[0])) if given else None
    if value is None:
        return
    area = run.state.clip
    if area is not None and area.w < 0:
        return
    run.paint(Kind.SHADING, area or Rect(-1e6, -1e6, 2e6, 2e6), shaded(value, run))
