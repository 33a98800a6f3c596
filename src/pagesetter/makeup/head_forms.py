"""A story's draft and the form of its head in, the columns and rows that the head takes out.

Text always runs through the columns of its story in their order and each column from its first row to its last: where
a head stands in the middle of a column the text goes on beneath it, in the same column. So it never goes back past its
head to the left (回头文), whatever the form:

* over (盖文题): the head stands on all columns of its top row (`makeup.head_place`);
* part (串文题): on the first columns; the text begins under it, and the other columns rise beside it;
* brow (眉心题): at the head of the middle columns; the text begins in the first column, level with it;
* side (边题): the first columns (or the last) are the head's to their foot;
* inside (文包题): in the middle of the middle columns, with text on all sides;
* waist (腰题): across all columns, with text above and below.
"""

from collections.abc import Mapping
from types import MappingProxyType

from pagesetter.diagnostics import Diagnostic, error
from pagesetter.geometry import Rect, WritingMode
from pagesetter.makeup.draft import StoryDraft, columns_words
from pagesetter.makeup.ground import HeadLines
from pagesetter.makeup.wrap import snapped, text_frames
from pagesetter.model.areas import Area
from pagesetter.model.dummy import Slot
from pagesetter.model.spec import Grid

LEAST_ROWS = 4
"""Rows of text that stand over and under a head in the middle of its story, at least."""
_UPPER = 0.4
"""Share of those rows that stands over it: its place is a little above the middle."""
_AMID = frozenset({"inside", "waist"})
"""Forms with text over the head."""
CHINESE = MappingProxyType(
    {"over": "盖文题", "part": "串文题", "inside": "文包题", "side": "边题", "brow": "眉心题", "waist": "腰题"}
)


def has_form(area: Area, mode: WritingMode, grid: Grid) -> bool:
    """Whether a head of that direction is to be placed here: over all columns, and beside them in lines across those of
    the story, it finds its place in `makeup.head_place`."""
    return area.head_form not in ("", "over") and (mode is grid.mode or area.head_form != "side")


def place_form(
    grid: Grid, plan: StoryDraft, mode: WritingMode, head_lines: HeadLines, found: list[Diagnostic]
) -> Slot | None:
    """The slot of a head that has a form of its own; None, with M240, where the story has no room for that form."""
    area = plan.area
    if mode is not grid.mode:
        found.append(_refused(plan, "its lines run across those of its story, which is for heads of the form side"))
        return None
    runs = {i: _run(grid, plan, i) for i in range(len(plan.columns))}
    runs = {i: rows for i, rows in runs.items() if rows[1] > rows[0]}
    covered = _covered(grid, plan, runs)
    if isinstance(covered, str):
        found.append(_refused(plan, covered))
        return None
    top, foot = max(runs[i][0] for i in covered), min(runs[i][1] for i in covered)
    left, right = plan.columns[covered[0]], plan.columns[covered[-1]]
    width = right.right - left.x
    if area.head_form == "side":
        row, end = top, min(foot, top + area.head_lines) if area.head_lines else foot
    else:
        lines = area.head_lines or head_lines(area, plan.story, width, grid.mode)
        free = foot - top - lines
        row = top
        if area.head_form in ("inside", "waist"):
            if free < 2 * LEAST_ROWS:
                why = f"it takes {lines} of {foot - top} lines, and {LEAST_ROWS} are to stand over it and under it"
                found.append(_refused(plan, why))
                return None
            row = top + max(int(free * _UPPER), LEAST_ROWS)
        if free < 0:
            where = columns_words(grid.mode, covered[0], covered[-1] + 1)
            found.append(
                error(
                    "M101",
                    f'the head of story "{plan.story.slug}" takes {lines} lines over {where}, but area {area.name} has '
                    f"{foot - top} lines there",
                    "make the area deeper or wider, or give the head fewer lines",
                    area.origin,
                )
            )
            lines = foot - top
        end = row + lines
    plan.blocked += [(i, row, end) for i in covered]
    rect = Rect(left.x, grid.row_y(row), width, grid.depth(end - row))
    slot = Slot("head", area, rect, row, end, mode=grid.mode)
    plan.slots.append(slot)
    return slot


def _refused(plan: StoryDraft, why: str) -> Diagnostic:
    form = plan.area.head_form
    return error(
        "M240",
        f'the head of story "{plan.story.slug}" cannot be of the form {form} ({CHINESE[form]}): {why}',
        "give the story more columns or lines, or the head another form",
        plan.area.origin,
    )


def _run(grid: Grid, plan: StoryDraft, column: int) -> tuple[int, int]:
    """First row and end of the stretch of a column that is free for the story's text and takes the head: the first, so
    that no text stands over it, or for a head in the middle of its text the longest."""
    frames = text_frames(grid, plan.columns, plan.area.cells or plan.shape, plan.blocked)
    runs = [(f.row, f.end_row) for f in frames if f.column == column]
    if plan.area.head_form not in _AMID:
        return runs[0] if runs else (0, 0)
    return max(runs, key=lambda r: r[1] - r[0], default=(0, 0))


def _covered(grid: Grid, plan: StoryDraft, runs: Mapping[int, tuple[int, int]]) -> tuple[int, ...] | str:
    """The text columns that the head stands on, or why it finds none."""
    there = sorted(runs)
    covered = _wanted(grid, plan, there)
    if isinstance(covered, str) or plan.area.head_form in _AMID:
        return covered
    begins: dict[int, int] = {}  # columns of its own may begin beside a step, in a part of their width
    for frame in text_frames(grid, plan.columns, plan.area.cells or plan.shape, plan.blocked, parts=True):
        begins.setdefault(frame.column, frame.row)
    if any(begins[i] < runs[i][0] for i in covered) or min(begins) < there[0]:
        return "text would stand above it, beside a step of the area"
    level = tuple(i for i in covered if runs[i][0] == runs[covered[0]][0])
    if plan.area.head_form == "part" and plan.area.head_columns is None:
        return covered[: next((n for n, i in enumerate(covered) if i not in level), len(covered))]
    return covered if level == covered else "its columns do not begin at one line"


def _wanted(grid: Grid, plan: StoryDraft, there: list[int]) -> tuple[int, ...] | str:
    """The text columns that the form asks for, or why it finds none."""
    area, form, many = plan.area, plan.area.head_form, len(there)
    if not many:
        return "its area has no column of text"
    if form == "waist":
        return tuple(there)
    least = {"part": 2, "side": 2, "brow": 3, "inside": 3}[form]
    if many < least:
        beside = "at both sides of it" if least == 3 else "beside it"
        return f"text is to stand {beside}, and the story has {many} column{'s' if many > 1 else ''}"
    if area.head_columns:
        covered = tuple(i for i in snapped(grid, plan.columns, *area.head_columns) if i in there)
        if not covered:
            return "no column of text stands there"
        if form in ("brow", "inside") and (covered[0] == there[0] or covered[-1] == there[-1]):
            return "its columns leave none for the text at both sides"
        if len(covered) == many:
            return "its columns leave none for the text"
        if form == "part" and covered[0] != there[0]:
            return "it stands over the first columns, so that the text begins under it"
        return covered
    if form == "part":
        return tuple(there[: (many + 1) // 2 if many > 2 else 1])
    if form == "side":
        return (there[-1],) if area.head_last else (there[0],)
    wide = many // 2 + (many - many // 2) % 2  # as many columns of text at either side
    first = (many - wide) // 2
    return tuple(there[first : first + wide])
