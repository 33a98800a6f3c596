"""Areas in; the same areas with their own photos cut out, and what is wrong with their shapes, out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pagesetter.geometry import WritingMode
from pagesetter.model.areas import Area, Cell
from pagesetter.read.fields import Problems


def checked(areas: Sequence[Area], problems: Problems, mode: WritingMode) -> tuple[Area, ...]:
    """The areas, stories without the cells of the photos, heads and summaries that belong to them.

    Reported are overlaps, areas that fall apart, parts that do not touch their story, and what must be a rectangle
    and is none, in the words of a page of that ``mode``.
    """
    whole = _cut_out(areas, problems)
    overlapping = _overlaps(whole, problems, mode)
    for area in whole:
        parts = [other for other in whole if other.of == area.name and area.use == "story"]
        if area.use != "story":
            _rectangle(area, problems, mode)
            continue
        _single_parts(area, parts, problems)
        if area.name not in overlapping:
            _together(area, parts, problems, mode)
    return whole


def _cut_out(areas: Sequence[Area], problems: Problems) -> tuple[Area, ...]:
    """Stories given by columns and rows may contain their parts: these are holes in their shape."""
    found = []
    for area in areas:
        parts = frozenset[Cell]().union(*(o.cells for o in areas if area.name in (o.of, o.inside)))
        if area.use == "story" and not parts.isdisjoint(area.cells):
            left = area.cells - parts
            if not left:
                message = f"head and photos take all cells of area {area.name}"
                problems.error("L426", message, "leave cells for its text", area.origin)
            else:
                area = replace(area, cells=left)
        found.append(area)
    return tuple(found)


def _overlaps(areas: Sequence[Area], problems: Problems, mode: WritingMode) -> frozenset[str]:
    """Reports each pair of areas that share cells; the names of those."""
    names: set[str] = set()
    for i, area in enumerate(areas):
        for other in areas[:i]:
            shared = area.cells & other.cells
            if shared and {area.of, other.of}.isdisjoint({area.name, other.name}):
                message = f"areas {other.name} and {area.name} overlap in {described(shared, mode)}"
                problems.error("L420", message, "give each cell to one area", area.origin)
                names |= {area.name, other.name}
        for n, place in enumerate(area.photos):
            for before in area.photos[:n]:
                shared = place.cells & before.cells
                if shared:
                    message = f"photos {before.number} and {place.number} overlap in {described(shared, mode)}"
                    problems.error("L420", message, "give each cell to one photo", place.origin)
    return frozenset(names)


def _rectangle(area: Area, problems: Problems, mode: WritingMode) -> None:
    """Everything but a story is a rectangle."""
    if area.cells and not area.is_rectangle():
        words = {"photo": "a photo", "head": "a head", "summary": "a summary", "advert": "an advertisement"}
        message = f'area "{area.name}" is {words.get(area.use, "furniture")} and must be a rectangle'
        if len(pieces(area.cells)) > 1:
            message += f": it falls into {_listed(pieces(area.cells), mode)}"
        problems.error("L421", message, "draw it as one rectangle", area.origin)


def _single_parts(area: Area, parts: Sequence[Area], problems: Problems) -> None:
    """A story has one head and one summary."""
    for use in ("head", "summary"):
        same = [part for part in parts if part.use == use]
        for more in same[1:]:
            message = f"area {area.name} has two areas for its {use}: {same[0].name} and {more.name}"
            problems.error("L424", message, "take one of them out", more.origin)
        if use == "summary" and same and area.summary_place:
            message = f"the summary of area {area.name} has a place, and area {same[0].name} keeps room for it"
            problems.error("L424", message, "take one of them out", same[0].origin)
        if use == "head" and same and area.head == "none":
            message = f'area {area.name} says "head: none", but area {same[0].name} keeps room for its head'
            problems.error("L424", message, "take one of them out", same[0].origin)


def _together(area: Area, parts: Sequence[Area], problems: Problems, mode: WritingMode) -> None:
    """A story and its parts hang together, and fill a rectangle when framed."""
    if area.free is not None:  # it has no cells of the page
        return
    every = area.cells.union(*(part.cells for part in parts))
    found = pieces(every)
    own = [piece for piece in found if not piece.isdisjoint(area.cells)]
    apart = False
    for part in parts:
        if all(part.cells.isdisjoint(piece) for piece in own):
            apart = True
            message = f"{part.use} {part.name} does not touch its story, area {area.name}"
            problems.error("L422", message, "draw it beside or inside the story's letters", part.origin)
    if len(own) > 1:
        message = f'area "{area.name}" does not hang together: it falls into {_listed(own, mode)}'
        problems.error("L423", message, "cells that only meet at a corner are apart", area.origin)
    elif area.frame and not apart and not replace(area, cells=every).is_rectangle():
        message = f'area "{area.name}" is framed and must be a rectangle with its photos'
        problems.error("L425", message, "draw it as a rectangle, or take the frame away", area.origin)


def pieces(cells: Iterable[Cell]) -> list[frozenset[Cell]]:
    """Cells in groups that hang together over their edges, the topmost first."""
    left = set(cells)
    found = []
    while left:
        start = min(left, key=lambda cell: (cell[1], cell[0]))
        group, edge = {start}, [start]
        left.discard(start)
        while edge:
            c, r = edge.pop()
            for near in ((c - 1, r), (c + 1, r), (c, r - 1), (c, r + 1)):
                if near in left:
                    left.discard(near)
                    group.add(near)
                    edge.append(near)
        found.append(frozenset(group))
    return found


def described(cells: frozenset[Cell], mode: WritingMode) -> str:
    """The bounds of cells in the user's count: ``columns 1-3, rows 4-47``, or ``tiers 1-3, lines 4-47``."""
    columns, rows = [c for c, _ in cells], [r for _, r in cells]
    words = ("tier", "line") if mode is WritingMode.VERTICAL else ("column", "row")
    return f"{_span(words[0], columns)}, {_span(words[1], rows)}"


def _span(word: str, values: Sequence[int]) -> str:
    first, last = min(values) + 1, max(values) + 1
    return f"{word} {first}" if first == last else f"{word}s {first}-{last}"


def _listed(groups: Sequence[frozenset[Cell]], mode: WritingMode) -> str:
    return f"{len(groups)} pieces: " + "; ".join(described(group, mode) for group in groups[:4])
