"""Findings and the finished pages that the file was written from in, the findings with story and block out."""

from collections.abc import Sequence
from dataclasses import replace

from pagesetter.geometry import Rect, WritingMode
from pagesetter.model.fits import StoryFit
from pagesetter.model.page import Item, Page, Rule, Text
from pagesetter.preflight.registry import Finding

_WHOLE = 0.9
"""Of the page's area: what is larger concerns the page, not a story."""
_ASCENT, _DESCENT = 0.88, 0.12
"""The em box of a line above and below its baseline, em; near enough to tell lines apart."""


def named(findings: Sequence[Finding], pages: Sequence[Page]) -> tuple[Finding, ...]:
    """The findings; what has a place on a page of ours gets the story, and where it is a text the block, that stands
    there: of the items that share area with it the one that covers it best, else the story whose area holds it."""
    return tuple(_named(one, pages) for one in findings)


def _named(one: Finding, pages: Sequence[Page]) -> Finding:
    if one.rect is None or one.page is None or not 0 < one.page <= len(pages):
        return one
    page, spot = pages[one.page - 1], one.rect
    if spot.w * spot.h > _WHOLE * page.trim.w * page.trim.h:
        return one
    near = [(_shared(rect_of(item), spot), at) for at, item in enumerate(page.items) if item.slug]
    best = max(near, key=lambda pair: (pair[0], pair[1]), default=(0.0, 0))
    if best[0] > 0:
        item = page.items[best[1]]
        return replace(one, story=item.slug, block=item.block if isinstance(item, Text) else -1)
    owner = next((fit.slug for fit in page.fits if _holds(fit, spot)), "")
    return replace(one, story=owner)


def rect_of(item: Item) -> Rect:
    """The extent of an item on its page, pt."""
    match item:
        case Text():
            up, down = _ASCENT * item.size, _DESCENT * item.size
            if item.mode is WritingMode.VERTICAL:
                return Rect(item.x - item.size / 2, item.y, item.size, item.measure)
            return Rect(item.x, item.y - up, item.measure, up + down)
        case Rule():
            half = item.width / 2
            x, y = min(item.x0, item.x1), min(item.y0, item.y1)
            return Rect(x - half, y - half, abs(item.x1 - item.x0) + 2 * half, abs(item.y1 - item.y0) + 2 * half)
        case _:
            return item.rect


def _shared(one: Rect, other: Rect) -> float:
    """Area that two rectangles share as a part of both: 1 when they are equal, 0 when they are apart."""
    w = min(one.right, other.right) - max(one.x, other.x)
    h = min(one.bottom, other.bottom) - max(one.y, other.y)
    if w <= 0 or h <= 0:
        return 0.0
    both = one.w * one.h + other.w * other.h - w * h
    return w * h / both if both > 0 else 0.0


def _holds(fit: StoryFit, spot: Rect) -> bool:
    x, y = spot.centre
    return any(rect.x <= x <= rect.right and rect.y <= y <= rect.bottom for rect in fit.rects)
