"""The fields ``areas`` and the cells of the drawn dummy in, Areas out; `read.area_checks` looks at their shapes."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from os.path import normpath
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pagesetter.diagnostics import Origin, did_you_mean
from pagesetter.model.spec import Area, Cell, Grid, PhotoPlace
from pagesetter.model.style import StyleSheet
from pagesetter.read.fields import Problems, Values
from pagesetter.read.plans import Letter
from pagesetter.records import record
from pagesetter.script.languages import rules_of
from pagesetter.script.tables import read_table

_OWNER: Final = MappingProxyType({"photo": "of", "head": "head", "summary": "summary"})
"""The key that names the story's area, by use."""


@record
class Context:
    """What areas are read against; None where it could not be read."""

    grid: Grid | None
    letters: Mapping[str, Letter] | None
    """The drawn dummy; empty without one."""
    styles: StyleSheet
    furniture: frozenset[str] | None
    """Names under ``furniture``; None when some were refused."""
    content: Path
    language: str


@cache
def advert_labels() -> MappingProxyType[str, str]:
    """The word that marks an advertisement by rules of a language."""
    path = Path(__file__).parent / "data" / "advert_labels.tsv"
    return MappingProxyType({row["rules"]: row["label"] for row in read_table(path)})


def read_areas(
    entries: tuple[tuple[str, Origin, object], ...], declared: frozenset[str], context: Context, problems: Problems
) -> tuple[Area, ...]:
    """The good areas in the file's order.

    ``entries`` are those that ``layout_rows.AREA`` could read, ``declared`` the names of all, refused ones included.
    """
    areas: list[Area] = []
    refused = set(declared)
    for name, origin, value in entries:
        if isinstance(value, tuple) and isinstance(value[1], Values):
            area = _area(name, origin, value[0], value[1], context, problems)
            if area is not None:
                areas.append(area)
                refused.discard(name)
    _check_letters(declared, context, problems)
    return _linked(areas, frozenset(refused), problems)


def _area(name: str, origin: Origin, use: str, values: Values, context: Context, problems: Problems) -> Area | None:
    """One area; None when it has no cells."""
    cells = _cells_of(name, origin, use, values, context, problems)
    own = _own_columns(use, values, cells, context.grid, problems)
    if cells is None:
        return None
    area = Area(name, use, cells, origin, columns=own, frame=values.get("frame", bool) or False)
    area = replace(area, min_ppi=values.get("min_ppi", float), number=values.get("photo", int) or 1)
    if use == "story":
        area = _with_head(replace(area, story=values.text("story")), values, context, problems)
        return replace(area, photos=_photos(area, values, context, problems))
    if use in _OWNER:
        return replace(area, of=values.text(_OWNER[use]))
    if use == "advert":
        inner = values.get("advert", Values)
        file = inner.text("file") if inner else values.text("advert")
        label = inner.text("label") if inner else ""
        path = normpath(context.content / file) if file else ""
        return replace(area, advert=path, label=label or advert_labels()[rules_of(context.language)])
    name = values.text("furniture")
    if name and context.furniture is not None and name not in context.furniture:
        hint = did_you_mean(name, context.furniture) or 'describe it under "furniture"'
        problems.error("L501", f'no furniture is called "{name}"', hint, values.at("furniture"))
    return replace(area, furniture=name)


# --- cells ---


def _cells_of(
    name: str, origin: Origin, use: str, values: Values, context: Context, problems: Problems
) -> frozenset[Cell] | None:
    """Cells from the drawn dummy, from columns and rows, or from a shape."""
    letter = context.letters.get(name) if context.letters is not None else None
    placed = [key for key in ("rows", "shape") if values.given(key)]
    if letter is not None and placed:
        message = f'area "{name}" has cells in the dummy (line {letter.origin.line}) and {placed[0]} as well'
        problems.error("L403", message, "take one of them out", values.keys[placed[0]])
        return letter.cells
    if letter is not None:
        return letter.cells
    if not placed:
        half = values.get("columns", tuple)
        if context.letters is not None and not (half and (use != "story" or half[0] != half[1])):
            message = f'area "{name}" has no cells: the dummy has no letter {name}'
            hint = "draw it in the dummy, or give it columns and rows"
            problems.error("L402", message, hint, origin)
        return None
    rectangles = [values] if "rows" in placed else list(values.all("shape", Values))
    cells: set[Cell] = set()
    for rectangle in rectangles:
        columns, rows = rectangle.get("columns", tuple), rectangle.get("rows", tuple)
        if not rectangle.given("columns"):
            message = f'area "{name}" has rows but no columns'
            problems.error("L404", message, "give both: columns: 1-3, rows: 4-47", rectangle.keys["rows"])
        if columns is None or rows is None or context.grid is None:
            return None
        if not inside(context.grid, rectangle, columns, rows, problems):
            return None
        cells.update(rectangle_cells(columns, rows))
    return frozenset(cells) or None


def rectangle_cells(columns: tuple[int, int], rows: tuple[int, int]) -> frozenset[Cell]:
    """Cells of columns and rows counted from 1, ends included."""
    return frozenset((c, r) for c in range(columns[0] - 1, columns[1]) for r in range(rows[0] - 1, rows[1]))


def inside(grid: Grid, at: Values, columns: tuple[int, int], rows: tuple[int, int], problems: Problems) -> bool:
    """Whether columns and rows lie on the grid; says so where they do not."""
    good = True
    for key, last, most in (("columns", columns[1], grid.columns), ("rows", rows[1], grid.lines)):
        if last > most:
            word = "columns" if key == "columns" else "lines"
            problems.error("L405", f'"{key}" runs to {last}, the grid has {most} {word}', "", at.at(key))
            good = False
    return good


def _own_columns(
    use: str, values: Values, cells: frozenset[Cell] | None, grid: Grid | None, problems: Problems
) -> int | None:
    """Columns of a story's own (破栏): a plain number beside a drawn or free shape."""
    given = values.get("columns", tuple)
    if given is None or values.given("rows"):
        return None
    if given[0] != given[1] or use != "story":
        message = '"columns" without rows gives no place on the grid'
        hint = "give rows as well" + (", or a plain number for columns of its own" if use == "story" else "")
        problems.error("L404", message, hint, values.at("columns"))
        return None
    if grid is not None and cells:
        span = max(c for c, _ in cells) - min(c for c, _ in cells) + 1
        width = span * grid.measure + (span - 1) * grid.gutter
        if width / given[0] < 4 * grid.size:
            message = f"{given[0]} columns in a width of {span} are narrower than 4 characters"
            problems.error("L406", message, "give it fewer columns of its own", values.at("columns"))
            return None
    return int(given[0])


# --- head and photos of a story ---


def _with_head(area: Area, values: Values, context: Context, problems: Problems) -> Area:
    """The area with its head style, height and span."""
    record, known = values.get("head", Values), context.styles.heads
    style, at = values.text("head", "second"), values.at("head")
    if record is not None:
        style, at = record.text("style", "second"), record.at("style")
    if style != "none" and style not in known:
        hint = did_you_mean(style, [*known, "none"])
        problems.error("L407", f'no head style is called "{style}"', hint, at)
        style = "second"
    area = replace(area, head=style)
    if record is None:
        return area
    span = record.get("columns", tuple)
    if span is not None:
        first, _, end, _ = area.bounds()
        if span[0] - 1 < first or span[1] > end:
            message = f"the head spans columns {span[0]}-{span[1]}, its area columns {first + 1}-{end}"
            problems.error("L408", message, "keep the head inside its area", record.at("columns"))
            span = None
    return replace(area, head_lines=record.get("lines", int), head_columns=(span[0] - 1, span[1]) if span else None)


def _photos(area: Area, values: Values, context: Context, problems: Problems) -> tuple[PhotoPlace, ...]:
    """Places of photos inside a story."""
    found: list[PhotoPlace] = []
    for entry in values.all("photos", tuple):
        kind, place = entry
        number, rows = place.get("photo", int), place.get("rows", tuple)
        if number is None:
            continue
        if kind == "anchor":
            columns = place.get("columns", int)
            anchor = place.text("anchor")
            if anchor and columns:
                lines = place.get("lines", int) or 0
                found.append(PhotoPlace(number, place.origin, frozenset(), anchor, columns, lines))
            continue
        columns = place.get("columns", tuple)
        if columns is None or rows is None or context.grid is None:
            continue
        if not inside(context.grid, place, columns, rows, problems):
            continue
        cells = rectangle_cells(columns, rows)
        if not cells <= area.cells:
            message = f"photo {number} takes {len(cells - area.cells)} cells that are not of area {area.name}"
            problems.error("L410", message, "keep it inside, or give it a letter of its own", place.origin)
            continue
        found.append(PhotoPlace(number, place.origin, cells))
    return tuple(found)


# --- what areas say about each other ---


def _check_letters(declared: frozenset[str], context: Context, problems: Problems) -> None:
    """Letters of the dummy that no area explains."""
    for name, letter in (context.letters or {}).items():
        if name not in declared:
            hint = f'add it under "areas": {name}: {{story: …}}'
            problems.error("L411", f'letter "{name}" of the dummy is no area', hint, letter.origin)


def _linked(areas: list[Area], refused: frozenset[str], problems: Problems) -> tuple[Area, ...]:
    """The areas whose owners exist; what names a wrong owner is reported and left out."""
    by_name = {area.name: area for area in areas}
    stories = [area.name for area in areas if area.use == "story"]
    good = []
    placed: dict[str, Area] = {}
    for area in areas:
        if area.use == "story" and area.story:
            first = placed.setdefault(area.story, area)
            if first is not area:
                message = f'story "{area.story}" is placed twice, in areas {first.name} and {area.name}'
                problems.error("L412", message, "take one of them out", area.origin)
                continue
        if area.use in _OWNER and area.of not in stories and area.of not in refused:
            if area.of:
                other = by_name.get(area.of)
                why = f"which is of use {other.use}" if other else "which is no area"
                message = f'area "{area.name}" belongs to "{area.of}", {why}'
                problems.error("L413", message, did_you_mean(area.of, stories), area.origin)
            continue
        good.append(area)
    return tuple(good)
