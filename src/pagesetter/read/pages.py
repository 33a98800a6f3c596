"""The fields ``page`` and ``grid`` in, PageSpec and Grid out: sizes by name, margins, gutters, lines that fit."""

from collections.abc import Mapping
from functools import cache
from math import floor
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pagesetter.diagnostics import Origin, did_you_mean
from pagesetter.geometry import MM, Rect, WritingMode
from pagesetter.model.spec import Grid, PageSpec
from pagesetter.read.fields import Problems, Values
from pagesetter.read.units import Length, in_mm, in_pt
from pagesetter.records import record
from pagesetter.script.tables import read_table

_MISS: Final = 1 * MM
"""A grid that misses its type area by more is reported (rulebook 0.7)."""
_EPS: Final = 0.01
"""Points that rounding may cost."""


@record
class _Words:
    """What is said of a grid: its columns, its size along its lines and across them."""

    columns: str
    wide: str
    wider: str
    high: str
    higher: str


_WORDS: Final = MappingProxyType(
    {
        WritingMode.HORIZONTAL: _Words("columns", "wide", "wider", "high", "higher"),
        WritingMode.VERTICAL: _Words("tiers", "high", "higher", "wide", "wider"),
    }
)


@cache
def page_sizes() -> MappingProxyType[str, tuple[float, float]]:
    """Width and height in mm of the page sizes that have a name."""
    path = Path(__file__).parent / "data" / "page_sizes.tsv"
    rows = read_table(path)
    return MappingProxyType({row["name"]: (float(row["width"]), float(row["height"])) for row in rows})


def read_page(values: Values, page_number: str, problems: Problems) -> PageSpec | None:
    """The paper; ``page_number`` tells odd from even pages where margins are inside and outside."""
    size = _size(values, problems)
    if size is None:
        return None
    width, height = size
    bleed = _pt(values, "bleed") or 0.0
    area = _type_area(values, width, height, page_number, problems)
    if area is None:
        return None
    if area.x < -_EPS or area.y < -_EPS or area.right > width + _EPS or area.bottom > height + _EPS:
        message = (
            f"type area of {in_mm(area.w)} x {in_mm(area.h)} does not lie inside the page of "
            f"{in_mm(width)} x {in_mm(height)}: it would run from {in_mm(area.x)}, {in_mm(area.y)} "
            f"to {in_mm(area.right)}, {in_mm(area.bottom)}"
        )
        at = values.at("type_area" if values.given("type_area") else "margins")
        problems.error("L102", message, "make the type area or the margins smaller", at)
        return None
    return PageSpec(width, height, bleed, area, values.origin)


def _size(values: Values, problems: Problems) -> tuple[float, float] | None:
    """The trimmed size in pt."""
    name = values.get("size", str)
    if name is not None:
        known = {key.lower(): size for key, size in page_sizes().items()}
        found = known.get(name.strip().lower())
        if found is None:
            hint = did_you_mean(name, page_sizes()) + " (or give width and height: [390mm, 545mm])"
            problems.error("L101", f'no page size is called "{name}"', hint, values.at("size"))
            return None
        return found[0] * MM, found[1] * MM
    sides = [side.pt() or 0.0 for side in values.all("size", Length)]
    return (sides[0], sides[1]) if len(sides) == 2 else None


def _pt(values: Values, key: str) -> float | None:
    length = values.get(key, Length)
    return None if length is None else length.pt()


def _type_area(values: Values, width: float, height: float, page_number: str, problems: Problems) -> Rect | None:
    """The type area from its size, its margins, or both."""
    if values.bad("type_area") or values.bad("margins"):
        return None
    sides = [side.pt() for side in values.all("type_area", Length)]
    margins = values.get("margins", Values)
    if not sides and margins is None:
        message = "the page has neither type_area nor margins"
        problems.error("L103", message, "give one: type_area: [350mm, 490mm]", values.origin)
        return None
    given = _margins(margins, page_number, problems) if margins else (None, None, None, None)
    if margins and any(margins.bad(key) for key in margins.nodes):
        return None
    x = _axis(given[0], given[1], sides[0] if sides else None, width)
    y = _axis(given[2], given[3], sides[1] if sides else None, height)
    if x is None or y is None:
        at = margins.origin if margins else values.origin
        both = "left and right" if x is None else "top and bottom"
        message, hint = f"without a type_area the margins {both} are needed", "give both, or a type_area"
        if sides:
            message, hint = f"type_area and margins {both} do not add up to the page", "take one of them out"
        problems.error("L104", message, hint, at)
        return None
    return Rect(x[0], y[0], x[1], y[1])


def _margins(
    margins: Values, page_number: str, problems: Problems
) -> tuple[float | None, float | None, float | None, float | None]:
    """Left, right, top and bottom in pt, as far as given."""
    left, right = _pt(margins, "left"), _pt(margins, "right")
    inside, outside = _pt(margins, "inside"), _pt(margins, "outside")
    odd = is_odd(page_number)
    for side, fold in (("left", "inside" if odd else "outside"), ("right", "outside" if odd else "inside")):
        if margins.given(side) and margins.given(fold):
            message = f'"{side}" and "{fold}" are the same margin of this page'
            problems.error("L104", message, "take one of them out", margins.at(fold))
    near, far = (inside, outside) if odd else (outside, inside)
    left, right = (near if left is None else left), (far if right is None else right)
    return left, right, _pt(margins, "top"), _pt(margins, "bottom")


def is_odd(page_number: str) -> bool:
    """Whether a page has its inside at the left; one without a number has."""
    digits = "".join(ch if ch.isdigit() else " " for ch in page_number).split()
    return not digits or int(digits[-1]) % 2 == 1


def _axis(near: float | None, far: float | None, size: float | None, whole: float) -> tuple[float, float] | None:
    """Start and size along one axis; None when the three contradict each other or do not suffice."""
    if size is None:
        return None if near is None or far is None else (near, whole - near - far)
    if near is not None and far is not None and abs(near + size + far - whole) > _EPS:
        return None
    if near is not None:
        return near, size
    if far is not None:
        return whole - far - size, size
    return (whole - size) / 2, size


def strips_of(
    areas: tuple[tuple[str, Origin, object], ...], area: Rect, size: float, leading: float, *, odd: bool = True
) -> tuple[Mapping[str, Rect], Rect]:
    """Furniture that lies outside the grid, at an edge of the type area: place in pt by area, and what it leaves of the
    type area. ``size`` and ``leading``: of the body, pt; ``odd``: the inside of the page is at its left. What lies in
    the fold of a spread is `read.spreads`'s."""
    strips: dict[str, Rect] = {}
    for name, _, value in areas:
        at = value[1] if isinstance(value, tuple) and value[0] == "furniture" else None
        given = at.get("strip", Length) if isinstance(at, Values) else None
        if given is None or not isinstance(at, Values):
            continue
        high = given.pt(em=size, leading=leading) or 0.0
        edge = at.text("edge", "top")
        if edge == "fold":
            continue
        if edge in ("top", "bottom"):
            top = edge == "top"
            strips[name] = Rect(area.x, area.y if top else area.bottom - high, area.w, high)
            area = Rect(area.x, area.y + (high if top else 0.0), area.w, area.h - high)
            continue
        left = edge == "left" or (edge != "right" and (edge == "inside") == odd)
        strips[name] = Rect(area.x if left else area.right - high, area.y, high, area.h)
        area = Rect(area.x + (high if left else 0.0), area.y, area.w - high, area.h)
    return MappingProxyType(strips), area


def read_grid(values: Values, area: Rect, width: float, problems: Problems) -> Grid | None:
    """The page raster on a type area of a page ``width`` pt wide, checked against it."""
    mode = WritingMode(values.text("mode", "horizontal"))
    if mode is WritingMode.VERTICAL:  # along and across the lines: downward, and leftward from the right edge
        area = Rect(area.y, width - area.right, area.h, area.w)
    columns, size, measure = values.get("columns", int), _pt(values, "body"), values.get("measure", Length)
    leading_given = values.get("leading", Length)
    if columns is None or size is None or measure is None or leading_given is None or values.bad("gutter"):
        return None
    leading = leading_given.pt(em=size) or 0.0
    if leading < size:
        message = f"leading {in_pt(leading)} is less than the body size {in_pt(size)}: the lines would overlap"
        problems.error("L204", message, "a newspaper sets 10.5pt on 15pt or 9pt on 12.6pt", values.at("leading"))
        return None
    characters = (measure.pt(em=size) or 0.0) / size
    if measure.unit != "em" or characters != int(characters):
        what = "tier" if mode is WritingMode.VERTICAL else "column"
        message = f"a {what} of {measure} does not hold whole characters: it is {characters:.4g} of {in_pt(size)}"
        hint = f"write measure: {max(floor(characters + 1e-6), 1)}字"
        problems.error("L201", message, hint, values.at("measure"))
        return None
    text = columns * size * int(characters)
    words = _WORDS[mode]
    gutter = _gutter(values, columns, text, size, area, words, problems)
    lines = _lines(values, size, leading, area, words, problems)
    if gutter is None or lines is None:
        return None
    rest = area.w - text - (columns - 1) * gutter
    return Grid(columns, int(characters), gutter, size, leading, lines, area.x + rest / 2, area.y, values.origin, mode)


def _gutter(
    values: Values, columns: int, text: float, size: float, area: Rect, words: _Words, problems: Problems
) -> float | None:
    """Points between columns; an error when they do not fit, a warning when they miss or run together."""
    given = values.get("gutter", Length)
    gutter = (given.pt(em=size) or 0.0) if given else (area.w - text) / max(columns - 1, 1)
    if columns == 1:
        gutter = 0.0
    whole = text + (columns - 1) * gutter
    at = values.at("gutter" if given else "measure")
    if whole > area.w + _MISS or gutter < 0:
        needs = f"{columns} {words.columns} of {in_mm(text / columns)}"
        needs += f" and {columns - 1} gutters of {in_mm(gutter)}" if given and columns > 1 else ""
        message = f"the grid is {words.wider} than the type area: {needs} need {in_mm(max(whole, text))}"
        message += f", there are {in_mm(area.w)}"
        between = gutter if given else size  # one character is usual
        most = floor(((area.w + between) / columns - between) / size + 1e-6)
        hint = f"give it measure: {most}字" if most > 0 else f"take fewer {words.columns}"
        problems.error("L202", message, hint, at)
        return None
    if area.w - whole > (_MISS if columns > 1 else size):  # one column can only fill to the next character
        message = f"the grid is {in_mm(whole)} {words.wide}, {in_mm(area.w - whole)} less than the type area"
        message += f" of {in_mm(area.w)}"
        problems.warning("L203", message, "write gutter: auto, or change the measure or the type area", at)
    elif columns > 1 and gutter < size / 2 - _EPS:
        message = f"a gutter of {in_mm(gutter)} is less than half a character: the {words.columns} run together"
        problems.warning("L206", message, "one character is usual; take a smaller measure", at)
    return gutter


def _lines(values: Values, size: float, leading: float, area: Rect, words: _Words, problems: Problems) -> int | None:
    """Lines of the page: n lines are as high as n - 1 leadings and one em box."""
    most = floor((area.h - size) / leading + 1 + 1e-6) if area.h >= size else 0
    if values.bad("lines"):
        return None
    lines = values.get("lines", int)
    if most < 1:
        message = f"the type area is {in_mm(area.h)} {words.high}, less than one line of {in_pt(size)}"
        problems.error("L205", message, "", values.origin)
        return None
    if lines is None:
        return most
    high = (lines - 1) * leading + size
    if lines > most:
        message = f"the grid is {words.higher} than the type area: {lines} lines of {in_pt(leading)} need {in_mm(high)}"
        message += f", there are {in_mm(area.h)}"
        problems.error("L205", message, f"give it lines: {most}, or auto", values.at("lines"))
        return None
    if (lines + 1) * leading <= area.h:
        rest = area.h - high
        message = f"{lines} lines leave {in_mm(rest)} of the type area free, where {most - lines} more would fit"
        problems.warning("L203", message, f"give it lines: {most}, or a smaller type area", values.at("lines"))
    return lines
