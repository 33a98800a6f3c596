"""A page in, its boxes in the PDF out: trim inside bleed inside media, which has room for marks where there are any."""

from typing import Final

from pagesetter.geometry import MM
from pagesetter.model.page import Page

LEAST_GAP: Final = 3 * MM
"""Marks stand at least so far off the trim (rulebook 3) …"""
CLEAR: Final = 0.5 * MM
"""… and off the bleed."""
MARKS_ROOM: Final = 9 * MM
"""What marks need beyond that."""

Box = tuple[float, float, float, float]
"""Left, foot, right, head in the PDF, pt."""


def gap(page: Page) -> float:
    """From the trim to the marks, pt."""
    return max(page.bleed + CLEAR, LEAST_GAP) if page.bleed else LEAST_GAP


def outset(page: Page) -> float:
    """From the trim to the edge of the sheet, the same on all sides, pt."""
    return gap(page) + MARKS_ROOM if page.press.marks else page.bleed


def boxes(page: Page) -> tuple[Box, Box, Box]:
    """MediaBox, BleedBox and TrimBox; the sheet's corner is the origin."""
    room, bleed = outset(page), page.bleed
    width, height = page.trim.w, page.trim.h
    edge = room - bleed
    return (
        (0, 0, width + 2 * room, height + 2 * room),
        (edge, edge, edge + width + 2 * bleed, edge + height + 2 * bleed),
        (room, room, room + width, room + height),
    )
