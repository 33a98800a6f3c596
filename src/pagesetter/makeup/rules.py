"""The dummy in, the lines between stories and the frames round them out.

栏线 stand in the gutter between two stories only, never inside one, and stop short of heads and photos; a line across
parts a story from the one above it (house practice; rulebook 2.2).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pagesetter.diagnostics import Origin
from pagesetter.geometry import WritingMode
from pagesetter.makeup.turning import Turning
from pagesetter.model.dummy import Dummy
from pagesetter.model.page import Item, Panel, Rule
from pagesetter.model.spec import Grid
from pagesetter.model.style import LineStyle, PanelStyle, StyleSheet

_OPEN = ("text", "summary")
"""Kinds of cell beside which a column rule runs."""
_AIRY = frozenset(("head", "photo"))
"""Kinds of cell with white of their own at the top, into which a rule may sink."""
_BARE = ("advert", "furniture", "box")
"""Kinds of cell that part themselves from their neighbours by frames of their own."""


def frames_of(dummy: Dummy, width: float, sheet: StyleSheet) -> tuple[Item, ...]:
    """What lies behind and round every framed story, on a page of ``width`` pt."""
    out: list[Item] = []
    for plan in dummy.plans:
        if plan.box is None:
            continue
        rect = Turning(plan.grid.mode, width).rect(plan.box)
        panel = sheet.panels.get(plan.area.panel)
        line = sheet.lines["frame"] if panel is None else sheet.lines.get(panel.line)
        if line is not None and line.form == "single":
            fill = panel.fill if panel else None
            out.append(Panel(rect, fill, line.ink, line.width, "frame", plan.story.slug, plan.area.origin))
        else:
            # Plain pages have no other forms.
            from pagesetter.makeup.ornaments import panel_items

            out += panel_items(rect, panel or PanelStyle(), line, "frame", plan.story.slug, plan.area.origin)
    return tuple(out)


def line_between(
    style: LineStyle,
    start: tuple[float, float],
    end: tuple[float, float],
    role: str,
    slug: str = "",
    origin: Origin | None = None,
) -> tuple[Item, ...]:
    """A line from a point to another in the form of its style."""
    if style.form == "single":
        return (Rule(*start, *end, style.width, style.ink, role, slug, origin),)
    from pagesetter.makeup.ornaments import line_items  # plain pages have no other forms

    return line_items(style, start, end, role, slug, origin)


def column_rules(dummy: Dummy, grid: Grid, sheet: StyleSheet) -> tuple[Item, ...]:
    """Upright rules in the middle of the gutters between neighbouring stories."""
    style, short = sheet.lines["column"], sheet.numbers["rule_short_lines"] * grid.leading
    out: list[Item] = []
    for column in range(grid.columns - 1):
        if column + 1 == grid.fold_column:  # the fold of a spread parts them
            continue
        x = grid.column_x(column) + grid.measure + grid.gutter / 2
        for row, end in _runs(dummy, grid, column):
            rect = grid.rect(column, row, column + 1, end)
            top, foot = rect.y + short, rect.bottom - short
            if end - row >= sheet.numbers["column_rule_least_lines"]:
                out += line_between(style, (x, top), (x, foot), "column")
    return tuple(out)


def _runs(dummy: Dummy, grid: Grid, column: int) -> Iterator[tuple[int, int]]:
    """Stretches of rows between which two stories stand side by side across the gutter right of a column."""
    start, pair = 0, ("", "")
    for row in range(grid.lines + 1):
        left, right = (dummy.owners.get((c, row), ("", "")) for c in (column, column + 1))
        apart = left[0] != right[0] and left[1] in _OPEN and right[1] in _OPEN
        here = (left[0], right[0]) if apart else ("", "")
        if here != pair:
            if pair != ("", ""):
                yield start, row
            start, pair = row, here


def story_rules(dummy: Dummy, grid: Grid, sheet: StyleSheet) -> tuple[Item, ...]:
    """Level rules where one story stands on another, over the columns that they share.

    The rule lies in the white above the lower story's head; framed stories, advertisements and furniture part
    themselves.
    """
    sink = sheet.numbers["story_rule_sink_lines"] * grid.leading
    heads = {plan.area.name: plan.area.head for plan in dummy.plans}
    out: list[tuple[int, str, int, int]] = []
    for row in range(1, grid.lines):
        start: int | None = None
        pair = ("", "")
        for column in range(grid.columns + 1):
            above, below = (dummy.owners.get((column, r), ("", "")) for r in (row - 1, row))
            apart = above[0] and below[0] and above[0] != below[0] and not {above[1], below[1]} & set(_BARE)
            here = (above[0], below[0]) if apart else ("", "")
            if here != pair:
                if start is not None:
                    out.append((row, _rank(heads, pair), start, column))
                start, pair = (column, here) if here != ("", "") else (None, here)
    rules: list[Item] = []
    for row, rank, first, end in _joined(out):
        rect, style = grid.rect(first, row, end, row + 1), sheet.lines[rank]
        under = {dummy.owners.get((c, row), ("", ""))[1] for c in range(first, end)}
        y = rect.y - (grid.leading - grid.size) / 2 + (sink if under <= _AIRY else 0.0)
        rules += line_between(style, (rect.x, y), (rect.right, y), rank)
    return tuple(rules)


def tier_rules(dummy: Dummy, width: float, sheet: StyleSheet) -> tuple[Item, ...]:
    """Lines between the tiers of every story in vertical lines (段罫), on a page of ``width`` pt: where its own text
    stands on both sides of the gutter."""
    style = sheet.lines["column"]
    out: list[Item] = []
    for plan in dummy.plans:
        grid, many = plan.grid, len(plan.columns)
        if grid.mode is not WritingMode.VERTICAL:
            continue
        rows = [{r for f in plan.frames if f.column == i for r in range(f.row, f.end_row)} for i in range(many)]
        for i, (upper, lower) in enumerate(pairwise(plan.columns)):
            y = (upper.right + lower.x) / 2
            over = [o for o in plan.obstacles if o.box.x < lower.x and upper.right < o.box.right]
            crossed = {r for o in over for r in range(o.row, o.end_row)}
            for first, end in _stretches(sorted((rows[i] & rows[i + 1]) - crossed)):
                right, left = grid.row_y(first), grid.row_y(first) + grid.depth(end - first)
                origin, slug = plan.area.origin, plan.story.slug
                rules = line_between(style, (y, right), (y, left), "tier", slug=slug, origin=origin)
                out += Turning(grid.mode, width).items(rules)
    return tuple(out)


def _stretches(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Ascending rows as runs without a gap: first and after the last."""
    start = 0
    for i, row in enumerate(rows):
        if not i or rows[i - 1] != row - 1:
            start = row
        if i + 1 == len(rows) or rows[i + 1] != row + 1:
            yield start, row + 1


def _rank(heads: dict[str, str], pair: tuple[str, str]) -> str:
    """The line between two stories: a heavier one under the lead."""
    return "rank" if heads.get(pair[0]) == "lead" != heads.get(pair[1]) else "story"


def _joined(runs: list[tuple[int, str, int, int]]) -> list[tuple[int, str, int, int]]:
    """Runs of one rank on one row that touch, as one."""
    out: list[tuple[int, str, int, int]] = []
    for row, rank, first, end in sorted(runs, key=lambda r: (r[0], r[2])):
        if out and out[-1][:2] == (row, rank) and out[-1][3] == first:
            out[-1] = (row, rank, out[-1][2], end)
        else:
            out.append((row, rank, first, end))
    return out
