"""A page in, the same page out with its text told apart where readers would mix it up.

Readers that extract text (PDFium among them) gather the pieces of text that begin on one height and sort them from left
to right. Where a text follows another on the same height but further left, such as a caption beside the last line of
its story, a blank on another height goes between the two; it shows nothing and keeps the order of the content stream.
Vertical lines nearly always do so. Such a line needs no blank where it can be parted: its last piece then begins
further down.
"""

from collections.abc import Iterator
from dataclasses import replace

from pagesetter.fonts.library import Library
from pagesetter.geometry import Axes, Turn, WritingMode
from pagesetter.model.glyph import GlyphRun
from pagesetter.model.page import Item, Page, Text
from pagesetter.press.fontbook import CORNER_EM

_SAME_EM = 0.75
"""Places nearer than this, in em of the larger type, count as one height."""
_AWAY_EM = 2.0
"""How far the blank stands from both, in em."""


def in_reading_order(page: Page, library: Library) -> Page:
    """The page with vertical lines parted and blanks put between texts that would be sorted the wrong way."""
    return replace(page, items=tuple(_parted(_readings_last(page.items), library)))


def _readings_last(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The readings beside the characters of a text as texts of their own after all others, so that nothing comes
    between the characters."""
    if not any(isinstance(item, Text) and any(run.reading for run in item.runs) for item in items):
        return items
    texts: list[Item] = []
    readings: list[Item] = []
    for item in items:
        if isinstance(item, Text):
            apart = tuple(run for run in item.runs if run.reading)
            if apart:
                words = "".join(text for run in apart for text in run.texts)
                readings.append(replace(item, runs=apart, text=words, role="reading", strokes=()))
                item = replace(item, runs=tuple(run for run in item.runs if not run.reading))
        texts.append(item)
    return (*texts, *readings)


def _parted(items: tuple[Item, ...], library: Library) -> Iterator[Item]:
    before: Text | None = None
    between: list[Item] = []
    for item in items:
        if not (isinstance(item, Text) and any(run.gids for run in item.runs)):
            between.append(item)
            continue
        if before is not None:
            parted, blank = _told_apart(before, item, library)
            between = [parted, *between, *blank]
        yield from between
        before, between = item, []
    if before is not None:
        yield before
    yield from between


def _told_apart(before: Text, after: Text, library: Library) -> tuple[Text, list[Text]]:
    """The first of two texts, parted if need be, and the blank that has to go between them so that both keep order."""
    if before.mode is WritingMode.HORIZONTAL:
        mixed = _mixes(_start(before), after, before)
    else:
        last = max(i for i, run in enumerate(before.runs) if run.gids)
        run = before.runs[last]
        # Which of its glyphs begins the last piece, only painting will tell: it may cut between any two.
        if not any(_mixes(_place(before, run, i), after, before) for i in range(len(run.gids))):
            return before, []
        at = max(i for i, words in enumerate(run.texts) if words or not i)
        mixed = not at or _mixes(_place(before, run, at), after, before)
        if not mixed:
            halves = (_part(run, 0, at), _part(run, at, len(run.gids)))
            return replace(before, runs=(*before.runs[:last], *halves, *before.runs[last + 1 :])), []
    blank = _blank(before, after, library) if mixed else None
    return before, [] if blank is None else [blank]


def _mixes(last: tuple[float, float], after: Text, before: Text) -> bool:
    """Whether a text is read before one whose last piece begins at ``last``."""
    x, y = _start(after)
    return abs(last[1] - y) < _SAME_EM * max(before.size, after.size) and x < last[0]


def _start(text: Text) -> tuple[float, float]:
    """Where a text begins: a horizontal line at its left end, whatever the order of its runs."""
    runs = [run for run in text.runs if run.gids]
    if text.mode is WritingMode.VERTICAL:
        return _place(text, runs[0], 0)
    return (text.x + min(run.xs[0] for run in runs), text.y)


def _place(text: Text, run: GlyphRun, index: int) -> tuple[float, float]:
    """Where the content stream will have a glyph of a run, pt."""
    dx, dy = Axes.place(text.mode, run.xs[index], run.ys[index] if run.ys else 0.0)
    x, y = text.x + dx, text.y + dy
    if run.turn is Turn.UPRIGHT:
        x, y = x + CORNER_EM[0] * run.size, y - CORNER_EM[1] * run.size * run.scale_ratio
    return x, y


def _part(run: GlyphRun, start: int, end: int) -> GlyphRun:
    return replace(
        run, gids=run.gids[start:end], xs=run.xs[start:end], texts=run.texts[start:end], ys=run.ys[start:end]
    )


def _blank(before: Text, item: Text, library: Library) -> Text | None:
    """Spaces of the item's own face above both texts, or below them at the head of the page."""
    run = next(run for run in item.runs if run.gids)
    face = library.face(run.face) if run.face else None
    gid = library.font(face).get_nominal_glyph(ord(" ")) if face else None
    if gid is None:
        return None
    away = _AWAY_EM * max(before.size, item.size)
    high, low = min(before.y, item.y), max(before.y, item.y)
    if WritingMode.VERTICAL in (before.mode, item.mode):
        last = [run for run in before.runs if run.gids][-1]
        heights = [_start(item)[1], *(_place(before, last, i)[1] for i in range(len(last.gids)))]
        high, low = min(heights), max(heights)
    y = high - away if high > 2 * away else low + away
    # Two of them: readers pass over a text without any width, and a single blank has none.
    xs = (0.0, item.size)
    blank = GlyphRun(run.face, run.size, (gid, gid), xs, (" ", " "), ink=run.ink)
    return Text(item.x, y, (blank,), "  ", item.size, 0.0, "blank", item.slug, item.block)
