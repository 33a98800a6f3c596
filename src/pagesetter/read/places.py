"""Where areas say that they lie in, grid cells and strips out: the drawn dummy, columns and rows, tiers and lines."""

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pagesetter.diagnostics import Origin
from pagesetter.geometry import Rect, WritingMode
from pagesetter.model.areas import Cell
from pagesetter.model.spec import Grid
from pagesetter.model.style import StyleSheet
from pagesetter.read.fields import Problems, Values
from pagesetter.read.plans import Letter
from pagesetter.records import record

_KEYS: Final = MappingProxyType({WritingMode.HORIZONTAL: ("columns", "rows"), WritingMode.VERTICAL: ("tiers", "lines")})
"""What columns and rows of a grid are called."""


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
    mode: WritingMode = WritingMode.HORIZONTAL
    """Direction of the page's lines, whether or not its grid could be read."""
    strips: Mapping[str, Rect] = field(default_factory=lambda: MappingProxyType({}))
    """Furniture outside the grid by its area: place on the page, pt."""


def mode_at(values: Values, key: str) -> WritingMode | None:
    """A direction of lines; None when it is not given."""
    word = values.text(key)
    return WritingMode(word) if word else None


def story_mode(given: WritingMode | None, context: Context) -> WritingMode:
    """Direction of a story's lines: its own, else a style sheet whose body is vertical, else the page's."""
    if given is not None:
        return given
    body = context.styles.types.get("body")
    return WritingMode.VERTICAL if body and body.mode is WritingMode.VERTICAL else context.mode


def strip_of(name: str, use: str, values: Values, context: Context, problems: Problems) -> Rect | None:
    """The strip of a piece of furniture outside the grid."""
    strip = context.strips.get(name) if use == "furniture" else None
    if strip is None:
        if use == "furniture" and values.given("edge") and not values.given("strip"):
            problems.error("L404", '"edge" without strip gives no place', "give both: strip: 3行", values.keys["edge"])
        elif use == "furniture" and values.text("edge") == "fold":
            problems.error("L462", "only a spread has a fold", "write spread: true, or another edge", values.at("edge"))
        return None
    letter = context.letters.get(name) if context.letters is not None else None
    also = [key for key in ("columns", "rows", "tiers", "lines", "shape") if values.given(key)]
    if letter is not None or also:
        where = f"cells in the dummy (line {letter.origin.line})" if letter else also[0]
        message = f'area "{name}" has {where} and a strip as well'
        problems.error("L403", message, "take one of them out", values.keys["strip"])
    return strip


def cells_of(
    name: str, origin: Origin, use: str, values: Values, context: Context, problems: Problems
) -> frozenset[Cell] | None:
    """Cells from the drawn dummy, from columns and rows (tiers and lines), or from a shape."""
    letter = context.letters.get(name) if context.letters is not None else None
    columns_key, rows_key = _KEYS[context.mode]
    strange = _wrong_words(use, values, context, problems) or values.given("edge") or values.given("strip")
    placed = [key for key in (rows_key, "shape") if values.given(key)]
    if letter is not None and placed:
        message = f'area "{name}" has cells in the dummy (line {letter.origin.line}) and {placed[0]} as well'
        problems.error("L403", message, "take one of them out", values.keys[placed[0]])
        return letter.cells
    if letter is not None:
        return letter.cells
    if not placed:
        half = values.get(columns_key, tuple)
        if context.letters is not None and not strange and not (half and (use != "story" or half[0] != half[1])):
            message = f'area "{name}" has no cells: the dummy has no letter {name}'
            hint = f"draw it in the dummy, or give it {columns_key} and {rows_key}"
            problems.error("L402", message, hint, origin)
        return None
    if rows_key in placed:
        if not values.given(columns_key):
            message = f'area "{name}" has {rows_key} but no {columns_key}'
            problems.error("L404", message, f"give both: {columns_key}: 1-3, {rows_key}: 4-47", values.keys[rows_key])
        return rectangle_at(values, context, problems)
    cells: set[Cell] = set()
    for entry in values.all("shape", tuple):
        part = rectangle_at(entry[1], context, problems) if isinstance(entry[1], Values) else None
        if part is None:
            return None
        cells |= part
    return frozenset(cells) or None


def _wrong_words(use: str, values: Values, context: Context, problems: Problems) -> bool:
    """Reports a place given in the words of the other direction of lines; whether there was one.

    A story whose lines run the other way than the page's may count its own columns in its own words.
    """
    here = _KEYS[context.mode]
    other = _KEYS[WritingMode.HORIZONTAL if context.mode is WritingMode.VERTICAL else WritingMode.VERTICAL]
    for wrong, right in zip(other, here, strict=True):
        if not values.given(wrong):
            continue
        span = values.get(wrong, tuple)
        alone = not values.given(other[1]) and (span is None or span[0] == span[1])
        if wrong == other[0] and use == "story" and alone:
            continue
        message = f'"{wrong}" is no place on a {context.mode} page'
        problems.error("L430", message, f"count in {right}, or draw the area in the dummy", values.keys[wrong])
        return True
    return False


def rectangle_at(values: Values, context: Context, problems: Problems) -> frozenset[Cell] | None:
    """Cells of a rectangle given in figures; None after saying what is wrong, or where something was refused."""
    columns_key, rows_key = _KEYS[context.mode]
    if not values.given(columns_key) and not values.given(rows_key):
        message = f"a place on a {context.mode} page is given in {columns_key} and {rows_key}"
        problems.error("L430", message, f"write {columns_key}: 1-3, {rows_key}: 4-47", values.origin)
        return None
    columns, rows = values.get(columns_key, tuple), values.get(rows_key, tuple)
    if columns is None or rows is None or context.grid is None:
        return None
    good = True
    for key, last, most in ((columns_key, columns[1], context.grid.columns), (rows_key, rows[1], context.grid.lines)):
        if last > most:
            word = "lines" if key == "rows" else key
            problems.error("L405", f'"{key}" runs to {last}, the grid has {most} {word}', "", values.at(key))
            good = False
    if not good:
        return None
    return frozenset((c, r) for c in range(columns[0] - 1, columns[1]) for r in range(rows[0] - 1, rows[1]))


def own_columns(
    use: str, values: Values, cells: frozenset[Cell] | None, context: Context, problems: Problems
) -> int | None:
    """Columns of a story's own (破栏): a plain number beside a drawn or free shape."""
    columns_key, rows_key = _KEYS[context.mode]
    key = "tiers" if values.given("tiers") and (use == "story" or columns_key == "tiers") else "columns"
    given = values.get(key, tuple)
    if given is None or values.given(rows_key) or (use != "story" and key != columns_key):
        return None
    if given[0] != given[1] or use != "story":
        if key == columns_key:  # in the other words it has been reported
            message = f'"{key}" without {rows_key} gives no place on the grid'
            hint = f"give {rows_key} as well"
            hint += f", or a plain number for {key} of its own" if use == "story" else ""
            problems.error("L404", message, hint, values.at(key))
        return None
    mode = story_mode(mode_at(values, "mode"), context)
    if key != _KEYS[mode][0] and key == "tiers":
        problems.error("L430", "a horizontal story has no tiers", "write columns, or mode: vertical", values.keys[key])
        return None
    grid = context.grid
    if grid is not None and cells and mode is context.mode:  # of a grid of its own make-up knows how wide it is
        span = max(c for c, _ in cells) - min(c for c, _ in cells) + 1
        width = span * grid.measure + (span - 1) * grid.gutter
        if width / given[0] < 4 * grid.size:
            words, what = _KEYS[mode][0], "width" if mode is WritingMode.HORIZONTAL else "height"
            message = f"{given[0]} {words} in a {what} of {span} have less than 4 characters each"
            problems.error("L406", message, f"give it fewer {words} of its own", values.at(key))
            return None
        sides = {c < grid.fold_column for c, _ in cells}
        if given[0] == 1 and grid.fold_column and len(sides) == 2:
            message = "a single column of its own would run across the fold of the spread"
            problems.error("L465", message, "write columns: 2 or more, or keep it on one page", values.at(key))
            return None
    return int(given[0])
