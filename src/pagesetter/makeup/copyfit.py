"""Elements of a story's text and its frames in, the place of every line out, by a search over all ways to break it
into columns.

What is weighed, in the order of rulebook 0.6: nothing is lost, then a subhead keeps with its text, then no single line
of a paragraph stands alone at a column's head or foot, then the columns end level, then the area is full. A paragraph
may be set a line shorter or longer, a subhead or box given a line of white, when that serves. Body leading never
changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from itertools import pairwise
from math import inf
from types import MappingProxyType

from pagesetter.makeup.boxes import Stamp
from pagesetter.makeup.flow import Element, Paragraph
from pagesetter.makeup.pouring import (
    CHANGED,
    HOLE,
    UNEVEN,
    USUAL_PRICES,
    Place,
    Prices,
    natural_rows,
    pourer_of,
    rows_of,
    uneven,
)
from pagesetter.model.dummy import Frame, StoryPlan
from pagesetter.model.galley import Setting
from pagesetter.model.style import CopyfitStyle
from pagesetter.records import record

_TURNS = 4
"""How often the depth of columns of uneven measure is reckoned anew from what the text took in the last one."""


@record
class Pour:
    """A story's text poured into its frames."""

    places: tuple[Place, ...]
    settings: tuple[Setting | None, ...]
    """Per element the chosen setting; None for stamps."""
    cost: float
    lost: int
    """Rows that found no place."""
    feather: int
    """Rows of white left between the head and the text."""
    gave_way: tuple[str, ...]
    """Rules that gave way."""
    changes: tuple[int, ...]
    """Per element the lines by which its setting was shortened or lengthened."""
    stamps: Mapping[int, Stamp] = field(default_factory=lambda: MappingProxyType({}))
    """By index, the stamps that were made again for where they stand."""
    natural: int = 0
    """Rows that the elements take as they are."""


def pour(
    elements: Sequence[Element],
    frames: Sequence[Frame],
    feather_rows: int,
    *,
    pinned: bool = False,
    prices: Prices = USUAL_PRICES,
) -> Pour:
    """The best way to set the elements into the frames.

    ``feather_rows`` is how many rows may be left white at the head of the text when it falls short; ``pinned``: all
    elements keep their lengths, which change at these ``prices`` otherwise. They keep them too where even the shortest
    would not fit: then what is over is what a galley says. The frames of a column follow one another; a column's last
    frame is where its text ends.
    """
    room = sum(f.lines for f in frames)
    natural = sum(rows_of(e) for e in elements)
    if uneven(frames):  # what the text takes depends on where its columns end, and that on what it takes
        if any(f.spans for f in frames):
            feather_rows = 0  # the text is not moved against what it runs round
        natural = natural_rows(elements, frames, [f.lines for f in frames])
        for _ in range(_TURNS):
            depths, _ = _trimmed(frames, max(room - natural, 0), 0)
            before, natural = natural, natural_rows(elements, frames, depths)
            if before == natural:
                break
    best: Pour | None = None
    natural_best: Pour | None = None
    least = min([CHANGED, *(price for price in prices if price is not None)])
    for changes in (False,) if pinned else (False, True):
        for spare in _spares(room - natural, changes, len({f.column for f in frames})):
            depths, feather = _trimmed(frames, spare, feather_rows)
            limit = inf if best is None else best.cost
            candidate = _settle(elements, frames, depths, feather, changes, prices, limit)
            if candidate is not None and (best is None or candidate.cost < best.cost - 1e-9):
                best = candidate
            assert best is not None
            if best.cost < least:
                return _with_natural(best, elements, frames, natural)
        natural_best = natural_best or best
    assert best is not None
    assert natural_best is not None
    return _with_natural(natural_best if best.lost else best, elements, frames, natural)


def _with_natural(poured: Pour, elements: Sequence[Element], frames: Sequence[Frame], natural: int) -> Pour:
    """The pour with the rows that its elements take as they are: in uneven frames, where they stand now."""
    if uneven(frames):
        made = [poured.stamps.get(i, element) for i, element in enumerate(elements)]
        rows = sum(map(rows_of, made, poured.settings))
        natural = rows - sum(c for e, c in zip(made, poured.changes, strict=True) if isinstance(e, Paragraph))
    return replace(poured, natural=natural)


def feather_rows(plan: StoryPlan, limits: CopyfitStyle) -> int:
    """Rows that may be left white between the head and the text; none where the head does not stand above."""
    beside = plan.head is not None and plan.head.mode is not plan.grid.mode
    return 0 if beside or plan.area.fixed else limits.cure("head_space").most


def prices_of(limits: CopyfitStyle) -> Prices:
    """What a style sheet says of changes of length."""
    paragraph, stamp = limits.cure("paragraph"), limits.cure("subhead_space")
    return Prices(paragraph.cost if paragraph.most else None, stamp.cost if stamp.most else None)


def left_over(poured: Pour, plan: StoryPlan) -> int:
    """Rows that found no place or, negative, that stay white."""
    return poured.lost or min(poured.natural + sum(poured.changes) - plan.room, 0)


def _spares(short: int, changes: bool, columns: int) -> Sequence[int]:
    """Numbers of rows to take off the columns' feet: what the text falls short by; fewer, so that lines can be kept
    together; more, where paragraphs may be set shorter."""
    most = short + (2 if changes else 0)
    return range(max(most, 0), max(short - 2 * columns - 3, -1), -1) if short >= 0 else (0,)


def _trimmed(frames: Sequence[Frame], spare: int, feather_rows: int) -> tuple[list[int], int]:
    """Depths of the frames when ``spare`` rows are shared out level over the columns, the last ones the shorter;
    and the rows of white given to the head of every column."""
    columns = sorted({f.column for f in frames})
    if not columns:
        return [], 0
    each, rest = divmod(spare, len(columns))
    feather = min(each, feather_rows)
    depths = [f.lines for f in frames]
    for order, column in enumerate(columns):
        mine = [i for i, f in enumerate(frames) if f.column == column]
        depths[mine[0]] = max(depths[mine[0]] - feather, 0)
        off = each - feather + (1 if order >= len(columns) - rest else 0)
        for i in reversed(mine):
            cut = min(off, depths[i])
            depths[i] -= cut
            off -= cut
    return depths, feather


def _settle(
    elements: Sequence[Element],
    frames: Sequence[Frame],
    depths: Sequence[int],
    feather: int,
    changes: bool,
    prices: Prices,
    limit: float,
) -> Pour | None:
    """One way to pour; None where it would cost ``limit`` or more."""
    pourer = pourer_of(elements, frames, depths, changes)
    pourer.prices = prices
    cost, steps, _ = pourer.run(limit)
    if cost >= limit:
        return None
    columns = sorted({f.column for f in frames})
    first = {column: min(i for i, f in enumerate(frames) if f.column == column) for column in columns}
    places: list[Place] = []
    lost = 0
    broken: list[str] = []
    used = [0] * len(frames)
    settings: list[Setting | None] = []
    stamps: dict[int, Stamp] = {}
    for index, (element, step) in enumerate(zip(elements, steps, strict=True)):
        setting = None
        if isinstance(step.made, Stamp):
            element = stamps[index] = step.made
        elif isinstance(element, Paragraph):
            setting = step.made or (element.natural if step.change == 0 else element.change(step.change))
        settings.append(setting)
        broken += step.broken
        for place in step.places:
            rows = place.lines or rows_of(element) + step.change
            if place.frame < 0:
                lost += rows
                places.append(place)
                continue
            used[place.frame] = max(used[place.frame], place.row + rows)
            shift = feather if place.frame == first[frames[place.frame].column] else 0
            places.append(place._replace(row=place.row + shift))
    empty = _white_at_feet(frames, columns, used, feather, first)
    level, uneven = _level_cost(empty)
    cost += level
    broken += uneven
    return Pour(
        tuple(places),
        tuple(settings),
        cost,
        lost,
        feather,
        tuple(dict.fromkeys(broken)),
        tuple(s.change for s in steps),
        MappingProxyType(stamps),
    )


def _white_at_feet(
    frames: Sequence[Frame], columns: Sequence[int], used: Sequence[int], feather: int, first: dict[int, int]
) -> list[int]:
    """Empty rows at the foot of each column."""
    empty = []
    for column in columns:
        rows = 0
        for i in reversed([i for i, f in enumerate(frames) if f.column == column]):
            deep = frames[i].lines - (feather if i == first[column] else 0)
            rows += deep - used[i]
            if used[i]:
                break
        empty.append(rows)
    return empty


def _level_cost(empty: Sequence[int]) -> tuple[float, list[str]]:
    """What white and uneven feet cost, and the rules that gave way."""
    if not empty:
        return 0.0, []
    uneven = max(max(empty) - min(empty) - 1, 0)
    wrong = sum(1 for a, b in pairwise(empty) if a > b)
    broken = ["level"] if uneven else ["order"] if wrong else []
    return UNEVEN * (uneven + wrong) + HOLE * sum(empty), broken
