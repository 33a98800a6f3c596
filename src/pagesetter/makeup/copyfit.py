"""Elements of a story's text and its frames in, the place of every line out, by a search over all ways to break it
into columns.

What is weighed, in the order of rulebook 0.6: nothing is lost, then a subhead keeps with its text, then no single line
of a paragraph stands alone at a column's head or foot, then the columns end level, then the area is full. A paragraph
may be set a line shorter or longer, a subhead or box given a line of white, when that serves. Body leading never
changes.
"""

from collections.abc import Sequence
from itertools import pairwise

from pagesetter.makeup.flow import Element, Paragraph
from pagesetter.makeup.pouring import CHANGED, HOLE, UNEVEN, Place, Pourer, rows_of
from pagesetter.model.dummy import Frame
from pagesetter.model.galley import Setting
from pagesetter.records import record


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


def pour(elements: Sequence[Element], frames: Sequence[Frame], feather_rows: int) -> Pour:
    """The best way to set the elements into the frames.

    ``feather_rows`` is how many rows may be left white at the head of the text when it falls short. The frames of a
    column follow one another; a column's last frame is where its text ends.
    """
    room = sum(f.lines for f in frames)
    natural = sum(rows_of(e) for e in elements)
    best: Pour | None = None
    for changes in (False, True):
        for spare in _spares(room - natural, changes, len({f.column for f in frames})):
            depths, feather = _trimmed(frames, spare, feather_rows)
            candidate = _settle(elements, frames, depths, feather, changes)
            if best is None or candidate.cost < best.cost - 1e-9:
                best = candidate
            if best.cost < CHANGED:
                return best
    assert best is not None
    return best


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
    elements: Sequence[Element], frames: Sequence[Frame], depths: Sequence[int], feather: int, changes: bool
) -> Pour:
    pourer = Pourer(elements, frames, depths, changes)
    cost, steps, _ = pourer.run()
    columns = sorted({f.column for f in frames})
    first = {column: min(i for i, f in enumerate(frames) if f.column == column) for column in columns}
    places: list[Place] = []
    lost = 0
    broken: list[str] = []
    used = [0] * len(frames)
    settings: list[Setting | None] = []
    for element, step in zip(elements, steps, strict=True):
        setting = None
        if isinstance(element, Paragraph):
            setting = element.natural if step.change == 0 else element.change(step.change)
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
