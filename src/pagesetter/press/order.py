"""A page in, the same page out with its text told apart where readers would mix it up.

Readers that extract text (PDFium among them) gather what stands on one baseline and sort it from left to right. Where
a text follows another on the same height but further left, such as a caption beside the last line of its story, a
blank on another height goes between the two; it shows nothing and keeps the order of the content stream.
"""

from collections.abc import Iterator
from dataclasses import replace

from pagesetter.fonts.library import Library
from pagesetter.geometry import WritingMode
from pagesetter.model.glyph import GlyphRun
from pagesetter.model.page import Item, Page, Text

_SAME_EM = 0.75
"""Baselines nearer than this, in em of the larger type, count as one height."""
_AWAY_EM = 2.0
"""How far the blank stands from both, in em."""


def in_reading_order(page: Page, library: Library) -> Page:
    """The page with blanks between texts that would be sorted the wrong way."""
    return replace(page, items=tuple(_parted(page.items, library)))


def _parted(items: tuple[Item, ...], library: Library) -> Iterator[Item]:
    before: Text | None = None
    for item in items:
        if isinstance(item, Text) and item.runs and item.mode is WritingMode.HORIZONTAL:
            if before is not None and _mixes(before, item):
                blank = _blank(item, library)
                if blank is not None:
                    yield blank
            before = item
        yield item


def _mixes(before: Text, after: Text) -> bool:
    size = max(before.size, after.size)
    return abs(before.y - after.y) < _SAME_EM * size and _start(after) < _start(before)


def _start(text: Text) -> float:
    return text.x + min((run.xs[0] for run in text.runs if run.xs), default=0.0)


def _blank(item: Text, library: Library) -> Text | None:
    """Spaces of the item's own face above it, or below it at the head of the page."""
    face = library.face(item.runs[0].face)
    gid = library.font(face).get_nominal_glyph(ord(" ")) if face else None
    if gid is None:
        return None
    away = _AWAY_EM * item.size
    y = item.y - away if item.y > 2 * away else item.y + away
    # Two of them: readers pass over a text without any width, and a single blank has none.
    xs = (0.0, item.size)
    run = GlyphRun(item.runs[0].face, item.runs[0].size, (gid, gid), xs, (" ", " "), ink=item.runs[0].ink)
    return Text(item.x, y, (run,), "  ", item.size, 0.0, "blank", item.slug, item.block)
