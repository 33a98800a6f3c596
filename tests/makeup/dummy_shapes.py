"""A source of chance and a box of grid cells in, the box cut into shapes that fit without a gap out.

Shapes are as an editor draws them: rectangles, and L, stair, U and step shapes whose notches are the place of others.
"""

from collections.abc import Iterator
from random import Random

from pagesetter.model.areas import Cell

Box = tuple[int, int, int, int]
"""Columns and rows: first, first, end, end."""
Cells = frozenset[Cell]
_WAYS = ("across", "down", "corner", "stair", "notch", "step")


def whole(box: Box) -> Cells:
    """All cells of a box."""
    return frozenset((c, r) for c in range(box[0], box[2]) for r in range(box[1], box[3]))


def bounds(cells: Cells) -> Box:
    """The box round some cells."""
    columns, rows = [c for c, _ in cells], [r for _, r in cells]
    return min(columns), min(rows), max(columns) + 1, max(rows) + 1


def hangs_together(cells: Cells) -> bool:
    """Whether one can go from each cell to each other over their edges."""
    seen: set[Cell] = set()
    ahead = [min(cells)] if cells else []
    while ahead:
        c, r = ahead.pop()
        if (c, r) in cells and (c, r) not in seen:
            seen.add((c, r))
            ahead += [(c + 1, r), (c - 1, r), (c, r + 1), (c, r - 1)]
    return bool(cells) and len(seen) == len(cells)


def rectangles(cells: Cells) -> list[Box]:
    """The same cells as boxes: stretches of each column, those of neighbouring columns joined where they are alike."""
    boxes: list[Box] = []
    for column in sorted({c for c, _ in cells}):
        rows = sorted(r for c, r in cells if c == column)
        for start in (r for r in rows if r - 1 not in rows):
            end = next(r for r in range(start, rows[-1] + 2) if r not in rows)
            like = next((b for b in boxes if (b[1], b[3]) == (start, end) and b[2] == column), None)
            if like:
                boxes[boxes.index(like)] = (like[0], start, column + 1, end)
            else:
                boxes.append((column, start, column + 1, end))
    return boxes


def cut(rng: Random, box: Box, least: int, depth: int, *, plain: bool = False) -> Iterator[Cells]:
    """Shapes that fill a box; no side is less than ``least`` rows high; ``plain``: rectangles only."""
    c0, r0, c1, r1 = box
    wide, high = c1 - c0, r1 - r0
    # small pieces are articles of their own, large ones are cut further whatever the depth
    large = wide * high > 12 * least
    if not large and (depth <= 0 or rng.random() < 0.2):
        yield whole(box)
        return
    can = [way for way in (_WAYS[:2] if plain else _WAYS) if _can(way, wide, high, least)]
    if not can:
        yield whole(box)
        return
    c = rng.randint(c0 + 1, c1 - 1) if wide > 1 else c1
    r = rng.randint(r0 + least, r1 - least) if high >= 2 * least else r1
    match rng.choice(can):
        case "across":
            own, others = [], [(c0, r0, c1, r), (c0, r, c1, r1)]
        case "down":
            own, others = [], [(c0, r0, c, r1), (c, r0, c1, r1)]
        case "corner":
            own, others = [box], [rng.choice([(c, r, c1, r1), (c, r, c1, r1), (c0, r, c, r1), (c, r0, c1, r)])]
        case "stair":
            steps = sorted(rng.sample(range(c0 + 1, c1), 2))
            rows = sorted(rng.sample(range(r0 + least, r1 - least + 1, least), 2))
            others = [(steps[0], rows[1], steps[1], r1), (steps[1], rows[0], c1, r1)]
            if rng.random() < 0.5:  # down to the left
                others = [(c0, rows[0], steps[0], r1), (steps[0], rows[1], steps[1], r1)]
            own = [box]
        case "notch":
            sides = sorted(rng.sample(range(c0 + 1, c1), 2))
            own, others = [box], [rng.choice([(sides[0], r, sides[1], r1), (sides[0], r0, sides[1], r)])]
        case _:  # a step: left part higher, right part lower, side by side for a while
            top, foot = r0 + least, r1 - least
            own, others = [box], [(c, r0, c1, top), (c0, foot, c, r1)]
    shape = frozenset().union(*map(whole, own)) - frozenset().union(*map(whole, others))
    if shape:
        yield shape
    for other in others:
        yield from cut(rng, other, least, depth - 1, plain=plain)


def _can(way: str, wide: int, high: int, least: int) -> bool:
    if way == "down":
        return wide >= 2
    if way == "across":
        return high >= 2 * least
    if way == "corner":
        return wide >= 2 and high >= 2 * least
    if way == "step":
        return wide >= 2 and high >= 4 * least
    return wide >= 3 and high >= (4 if way == "stair" else 2) * least
