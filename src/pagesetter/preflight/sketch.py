"""A walked page in, a coarse drawing of what stands on it out: by it a reader of a report finds a place again."""

from math import ceil
from typing import TYPE_CHECKING, Final

from pagesetter.pdf.painted import Kind, Painted

if TYPE_CHECKING:
    from pagesetter.pdf.painted import Walked

ACROSS: Final = 90
"""Cells in a row."""
_MOST_ROWS: Final = 4 * ACROSS
_MOST: Final = 20_000
"""Objects that are drawn."""
TEXT, PICTURE, GROUND, NOTHING = "t", "p", "g", " "
_INVISIBLE: Final = frozenset({3, 7})


def sketch(walked: "Walked") -> tuple[str, ...]:
    """Rows of `ACROSS` cells from the top, which share the trimmed page before it is turned; a cell is TEXT, PICTURE,
    GROUND or NOTHING, by what was painted there last. No rows for a page without extent."""
    trim = walked.sheet.trim
    if trim.w <= 0 or trim.h <= 0:
        return ()
    rows = max(1, min(round(ACROSS * trim.h / trim.w), _MOST_ROWS))
    cells = [bytearray(NOTHING.encode() * ACROSS) for _ in range(rows)]
    for one in walked.objects[:_MOST]:
        mark, rect = _mark(one), one.seen
        if not mark or rect is None:
            continue
        left, right = _span(rect.x / trim.w * ACROSS, rect.right / trim.w * ACROSS, ACROSS)
        top, bottom = _span(rect.y / trim.h * rows, rect.bottom / trim.h * rows, rows)
        for row in cells[top:bottom]:
            row[left:right] = mark.encode() * (right - left)
    return tuple(row.decode() for row in cells)


def _mark(one: Painted) -> str:
    """What an object leaves in its cells; nothing for lines and for what is no rectangle."""
    if one.kind is Kind.TEXT:
        return TEXT if one.type is None or one.type.mode not in _INVISIBLE else ""
    if one.kind is Kind.IMAGE:
        return PICTURE
    if one.kind is Kind.SHADING:
        return GROUND
    if one.kind is Kind.FILL and one.box:
        return NOTHING if one.ink.total == 0 else GROUND
    return ""


def _span(start: float, end: float, most: int) -> tuple[int, int]:
    """First and last cell, the last one not included, of what begins and ends there; one cell at least when inside."""
    first = min(max(int(start), 0), most)
    return first, min(max(ceil(end), first), most)
