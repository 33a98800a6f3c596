"""Areas that stand inside the area of another story, off its columns, in; their ground, and what is in that story's
way, out."""

from dataclasses import replace

from pagesetter.diagnostics import Diagnostic, error
from pagesetter.geometry import Rect
from pagesetter.makeup.around_places import box_obstacle, free_rect, free_slot
from pagesetter.makeup.draft import StoryDraft
from pagesetter.makeup.ground import Ground
from pagesetter.makeup.wrap import story_columns
from pagesetter.model.areas import Area, Around
from pagesetter.model.dummy import Column
from pagesetter.model.spec import Grid, LayoutSpec

_LEAST_EM = 4
"""Lines of fewer characters are refused (`read.areas` says so of columns)."""


def columns_of(spec: LayoutSpec, area: Area) -> tuple[Column, ...]:
    """Text columns of a story on the page's grid."""
    shape = area.cells.union(*(a.cells for a in spec.areas if a.of == area.name))
    first, end = min(c for c, _ in shape), max(c for c, _ in shape) + 1
    inset = spec.styles.numbers["frame_inset_em"] * spec.grid.size if area.frame else 0.0
    return story_columns(spec.grid, first, end, area.columns, inset, area.column_mode)


def inner_ground(spec: LayoutSpec, area: Area, found: list[Diagnostic]) -> Ground | None:
    """A grid of its own on the rows of the page's; None where a line would have less than four characters (M108)."""
    host, place, page = spec.area(area.inside), area.free, spec.grid
    columns = columns_of(spec, host) if host is not None else ()
    if place is None or not columns:
        return None
    rect = free_rect(page, columns, place) or Rect(columns[0].x, page.row_y(place.row), place.width, page.leading)
    inset = spec.styles.numbers["frame_inset_em"] * page.size if area.frame else 0.0
    many = area.columns or 1
    characters = int((rect.w - (many - 1) * page.size) / (many * page.size) + 1e-6)
    if characters - 2 * inset / page.size / many < _LEAST_EM:
        found.append(
            error(
                "M108",
                f"area {area.name} is {rect.w / page.size:.3g} characters wide: too little for lines of {_LEAST_EM} "
                f"characters{f' in {many} columns' if many > 1 else ''}",
                "make it wider" + (", or give it fewer columns" if many > 1 else ""),
                area.origin,
                rect=rect,
            )
        )
        return None
    left = rect.w - many * characters * page.size
    gutter, x = (left / (many - 1), rect.x) if many > 1 else (0.0, rect.x + left / 2)
    lines = place.end_row - place.row
    grid = Grid(many, characters, gutter, page.size, page.leading, lines, x, rect.y, page.origin, page.mode)
    cells = frozenset((c, r) for c in range(many) for r in range(lines))
    return Ground(grid, replace(area, cells=cells, columns=None), cells, ())


def meet_inner(spec: LayoutSpec, plan: StoryDraft, found: list[Diagnostic]) -> None:
    """Lets the lines of a story run round the areas inside it; adds M122 where one finds no free place."""
    for inner in spec.areas:
        if inner.inside != plan.area.name or inner.free is None:
            continue
        slot = free_slot(spec.grid, plan, "story", inner.free, 0, spec.grid.mode)
        if isinstance(slot, str):
            found.append(
                error(
                    "M122",
                    f"area {inner.name} finds no free place in area {plan.area.name}: {slot}",
                    "give it a place inside that no head, photo or quote takes",
                    inner.origin,
                )
            )
            continue
        plan.obstacles.append(box_obstacle(f"area {inner.name}", slot, inner.around or Around(), spec))
