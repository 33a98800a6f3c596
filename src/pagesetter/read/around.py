"""The fields of places that lines run round in; FreePlace, Around and QuotePlace out. Codes L440 to L446."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from pagesetter.diagnostics import did_you_mean
from pagesetter.geometry import WritingMode
from pagesetter.model.areas import Area, Around, FreePlace, QuotePlace
from pagesetter.read.fields import Problems, Values
from pagesetter.read.places import Context, rectangle_at, story_mode
from pagesetter.read.tree import Scalar
from pagesetter.read.units import Length

_WORDS: Final = MappingProxyType(
    {
        WritingMode.HORIZONTAL: ("left", "right", "width", "rows", "columns"),
        WritingMode.VERTICAL: ("top", "bottom", "height", "lines", "tiers"),
    }
)
"""What start, end, measure, rows and columns are called."""

_LEAST_SHARE: Final = 0.01
"""Share of its place that a polygon takes at least."""


def around_at(values: Values, problems: Problems) -> Around | None:
    """The shape that lines run round; None when none is asked for. L440: polygon and points, L441: points."""
    kind, points = values.text("around"), values.all("points", tuple)
    if kind == "polygon" and not values.given("points"):
        problems.error(
            "L440", "a polygon needs its corners", "points: [[0%, 0%], [100%, 0%], [50%, 100%]]", values.at("around")
        )
        kind = "rectangle"
    elif kind != "polygon" and values.given("points"):
        problems.error("L440", '"points" are the corners of a polygon', "write around: polygon", values.keys["points"])
    corners = tuple(
        (a.value / 100, b.value / 100) for a, b in points if isinstance(a, Length) and isinstance(b, Length)
    )
    if kind == "polygon":
        if any(not 0 <= v <= 1 for corner in corners for v in corner):
            message = "a corner of the polygon lies outside of its place"
            problems.error("L441", message, "give corners from 0% to 100% of its width and height", values.at("points"))
            kind = "rectangle"
        elif _area(corners) < _LEAST_SHARE:
            problems.error(
                "L441", "the corners of the polygon enclose nothing", "give at least three", values.at("points")
            )
            kind = "rectangle"
    if not any(values.given(key) for key in ("around", "points", "distance", "place")):
        return None
    return Around(kind or "rectangle", corners if kind == "polygon" else ())


def _area(corners: tuple[tuple[float, float], ...]) -> float:
    """Area of a polygon, at least that of its halves that turn one way."""
    pairs = zip(corners, (*corners[1:], *corners[:1]), strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def with_distance(around: Around | None, values: Values, context: Context) -> Around | None:
    """The same with the white that lines keep."""
    length, grid = values.get("distance", Length), context.grid
    if around is None or length is None or grid is None:
        return around
    return Around(around.kind, around.points, length.pt(em=grid.size))


def free_place(area: Area, values: Values, context: Context, problems: Problems) -> FreePlace | None:
    """A place off the columns of a story. L442: it says too little or too much, L443: it leaves the story."""
    place, grid = values.get("place", Values), context.grid
    if place is None or grid is None:
        return None
    mode = story_mode(area.mode, context)
    if not area.cells:
        message = f"a place off the columns is for stories with cells of the page, and area {area.name} has none"
        problems.error("L444", message, "give an anchor: top-right", values.at("place"))
        return None
    if mode is not context.mode:
        message = f"a place off the columns is for stories in the lines of the page, and area {area.name} is {mode}"
        problems.error("L444", message, "give it cells of the page", values.at("place"))
        return None
    start, end, measure, rows, _ = _WORDS[mode]
    wrong = [key for key in _WORDS[_other(mode)] if place.given(key)]
    if wrong:
        message = f'"{wrong[0]}" is no place in {mode} lines'
        problems.error("L430", message, f"give {start}, {measure} and {rows}", place.keys[wrong[0]])
        return None
    given = [key for key in (start, end, "gutter") if place.given(key)]
    missing = [key for key in (measure, rows) if not place.given(key)]
    if len(given) != 1 or missing:
        message = f'"place" needs {measure}, {rows} and one of {start}, {end} and gutter'
        problems.error("L442", message, f"place: {{{start}: 8字, {measure}: 14字, {rows}: 20-34}}", values.at("place"))
        return None
    span, length = place.get(rows, tuple), place.get(measure, Length)
    if span is None or length is None or any(place.bad(key) for key in given):
        return None
    _, first, _, last = area.bounds()
    if span[0] <= first or span[1] > last:
        message = f'"{rows}: {span[0]}-{span[1]}" leave area {area.name}, which has {rows} {first + 1}-{last}'
        problems.error("L443", message, "keep the place inside its story", place.at(rows))
        return None
    first_column, _, end_column, _ = area.bounds()
    wide = grid.column_x(end_column - 1) + grid.measure - grid.column_x(first_column)
    points, aside = length.pt(em=grid.size) or 0.0, _pt(place, start, grid.size)
    away = _pt(place, end, grid.size)
    if points + (aside or away or 0.0) > wide + 0.05:
        most, asked = wide / grid.size, (points + (aside or away or 0.0)) / grid.size
        message = f"a place that needs {asked:.3g} characters leaves area {area.name}, which is {most:.3g} wide"
        problems.error("L443", message, "keep the place inside its story", place.at(measure))
        return None
    return FreePlace(points, span[0] - 1, span[1], aside, away, place.get("gutter", int) or 0)


def quotes_of(area: Area, values: Values, context: Context, problems: Problems) -> tuple[QuotePlace, ...]:
    """Pull quotes of a story. L445: no words or two sources, L446: no place or two."""
    found = []
    for entry in values.all("quotes", Values):
        lines = tuple(node.text for node in entry.all("text", Scalar))
        number = entry.get("quote", int) or 0
        if entry.given("text") == entry.given("quote"):
            message = "a pull quote takes its words either from text or from a quotation of the story"
            problems.error("L445", message, "give text: … or quote: 1", entry.origin)
            continue
        rows_key = _WORDS[context.mode][3]
        placed = entry.given(rows_key) or entry.given(_WORDS[context.mode][4])
        if placed == entry.given("place"):
            message = "a pull quote has no place" if not placed else "a pull quote has two places"
            problems.error("L446", message, f"give place: {{…}}, or columns and {rows_key}", entry.origin)
            continue
        around = with_distance(around_at(entry, problems), entry, context) or Around()
        if around.kind in ("alpha", "polygon"):
            message = f"the words of a pull quote do not take the shape of {around.kind}"
            problems.error("L440", message, "write around: ellipse, or leave it out", entry.at("around"))
            around = Around(distance=around.distance)
        free = free_place(area, entry, context, problems)
        cells = None if entry.given("place") else rectangle_at(entry, context, problems)
        if cells and not cells <= area.cells:
            message = f"a pull quote takes {len(cells - area.cells)} cells that are not of area {area.name}"
            problems.error("L443", message, "keep it inside its story", entry.origin)
            continue
        if (free or cells) and (lines or number):
            place = QuotePlace(entry.origin, lines, number, entry.text("by"), cells or frozenset(), free, around)
            found.append(place)
    return tuple(found)


def _pt(values: Values, key: str, em: float) -> float | None:
    length = values.get(key, Length)
    return length.pt(em=em) if length else None


def _other(mode: WritingMode) -> WritingMode:
    return WritingMode.HORIZONTAL if mode is WritingMode.VERTICAL else WritingMode.VERTICAL


def inner_areas(areas: Sequence[Area], given: Mapping[str, object], context: Context, problems: Problems) -> list[Area]:
    """The areas, those that stand inside another at their places; without those that say so and find none.

    ``given``: the fields of each area. L448: inside no story, or a place without it.
    """
    found = []
    stories = {area.name: area for area in areas if area.use == "story"}
    for area in areas:
        values = given.get(area.name)
        if area.use != "story" or not isinstance(values, Values):
            found.append(area)
            continue
        host = stories.get(area.inside)
        if area.inside and (host is None or host is area or host.inside):
            message = f'area {area.name} stands inside "{area.inside}", which is no area of a story on the page'
            others = [name for name, other in stories.items() if other is not area and not other.inside]
            problems.error("L448", message, did_you_mean(area.inside, others), values.at("inside"))
            found += [replace(area, inside="")] if area.cells else []
            continue
        if not values.given("place"):
            found.append(area)
            continue
        cells = [key for key in ("rows", "lines", "shape") if values.given(key)]
        if host is None or cells:
            message = f'"place" of area {area.name} lies inside another area, but '
            message += f"it has {cells[0]} as well" if cells else "none is named"
            problems.error("L448", message, "give either cells, or place with inside: A", values.keys["place"])
            continue
        free = free_place(replace(host, mode=area.mode or host.mode), values, context, problems)
        if free is not None:
            around = with_distance(Around(), values, context)
            found.append(replace(area, free=free, around=around))
    return found
