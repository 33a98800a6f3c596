"""The items of a spread of two pages in, the same with its fold free of text out; and a spread cut into its pages.

A head and a picture may cross the fold, running text, captions and furniture never do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pagesetter.diagnostics import Diagnostic, error
from pagesetter.geometry import Rect, WritingMode
from pagesetter.model.glyph import GlyphRun
from pagesetter.model.page import Item, Page, Panel, Picture, Placed, Rule, Text
from pagesetter.model.spec import LayoutSpec

_HEADS = frozenset({"headline", "kicker", "deck"})
_EPS = 0.01
_MARK_EM = 0.6


def fold_of(spec: LayoutSpec) -> Rect:
    """What is kept free of text: between the columns (or vertical lines) beside the fold, from the head of the page to
    its foot."""
    grid = spec.grid
    if grid.fold_rows:
        right = spec.page.width - grid.row_y(grid.fold_row - 1) - grid.size
        wide = (grid.fold_rows + 1) * grid.leading - grid.size
        return Rect(right - wide, 0.0, wide, spec.page.height)
    left = grid.column_x(grid.fold_column - 1) + grid.measure
    return Rect(left, 0.0, grid.column_x(grid.fold_column) - left, spec.page.height)


def kept_off_the_fold(items: Sequence[Item], spec: LayoutSpec) -> tuple[list[Item], list[Diagnostic]]:
    """The items with captions under pictures across the fold moved beside it; M235 for text that stands in it, once
    for each kind of text of a story."""
    fold, out, found = fold_of(spec), list[Item](), list[Diagnostic]()
    across = [rect for item in items if (rect := _across(item, fold)) is not None]
    for item in items:
        if isinstance(item, Text) and not _may_cross(item):
            left, right = extent(item)
            slack = _MARK_EM * item.size  # the blank of a mark at the end of a line is no text
            if _strip_in(fold, item):
                if any(rect.y < foot and rect.bottom > head for rect in across for head, foot in [_reach(item)]):
                    found.append(_in_fold(item, left, right, "stands on what crosses the fold"))
            elif left < fold.right - slack and right > fold.x + slack:
                shift = _beside(left, right, fold, spec.page.type_area) if item.layer == "captions" else None
                if shift is None:
                    found.append(_in_fold(item, left, right, "stands in the fold"))
                else:
                    item = replace(item, x=item.x + shift)
        out.append(item)
    firsts = {d.message.partition("“")[0]: d for d in reversed(found)}
    return out, [d for d in found if firsts[d.message.partition("“")[0]] is d]


def _may_cross(text: Text) -> bool:
    """Whether a text may cross the fold: a line of a head."""
    return text.role in _HEADS and text.mode is WritingMode.HORIZONTAL


def _strip_in(fold: Rect, text: Text) -> bool:
    """Whether a text is furniture that is meant for the fold (中缝): lines that run down."""
    return not text.slug and text.mode is WritingMode.VERTICAL and fold.x <= text.x <= fold.right


def _beside(left: float, right: float, fold: Rect, area: Rect) -> float | None:
    """How far to move a caption: to the side on which more of it stands; None where it is too long for either."""
    wide = right - left
    ways = [fold.x - right, fold.right - left]
    fits = [way for way in ways if left + way >= area.x - _EPS and right + way <= area.right + _EPS]
    return min(fits, key=abs) if fits and wide <= fold.x - area.x + _EPS else None


def _across(item: Item, fold: Rect) -> Rect | None:
    """The place of a head or picture that crosses the fold."""
    if isinstance(item, Text) and _may_cross(item):
        left, right = extent(item)
        rect = Rect(left, item.y - item.size, right - left, item.size)
    elif isinstance(item, Picture | Placed):
        rect = item.rect
    else:
        return None
    return rect if rect.x < fold.x and rect.right > fold.right else None


def _reach(text: Text) -> tuple[float, float]:
    """Head and foot of a line that runs down the page, pt."""
    ends = [
        text.y + run.ys[-1] + run.size if run.ys else text.y + run.xs[-1] + run.size for run in text.runs if run.gids
    ]
    return text.y, max(ends, default=text.y)


def _in_fold(text: Text, left: float, right: float, fault: str) -> Diagnostic:
    what = f'{text.role} of story "{text.slug}"' if text.slug else "text of the furniture"
    rect = Rect(left, text.y - text.size, right - left, text.size)
    return error(
        "M235",
        f"the {what} {fault}: “{text.text[:12]}”",
        "give it columns of one page, or shorten it",
        text.origin,
        rect=rect,
    )


def extent(text: Text) -> tuple[float, float]:
    """Left and right edge of a text, pt; a line that runs down is as wide as its type."""
    if text.mode is WritingMode.VERTICAL:
        return text.x - text.size / 2, text.x + text.size / 2
    runs = [run for run in text.runs if run.gids]
    if not runs:
        return text.x, text.x
    last = max(runs, key=lambda run: run.xs[-1])
    return text.x + min(run.xs[0] for run in runs), text.x + last.xs[-1] + last.size * last.scale_ratio


def halves(page: Page) -> tuple[Page, Page]:
    """The two pages of a spread in their order, each with what stands on it; what crosses the fold goes on into the
    bleed. Where lines are vertical a paper is bound at its right: the right page is the first."""
    assert page.fold is not None
    wide = page.trim.w / 2
    left, right = _half(page, 0.0, wide), _half(page, wide, wide)
    return (right, left) if page.mode is WritingMode.VERTICAL else (left, right)


def _half(page: Page, start: float, wide: float) -> Page:
    trim = Rect(0.0, 0.0, wide, page.trim.h)
    seen = Rect(start - page.bleed, -page.bleed, wide + 2 * page.bleed, page.trim.h + 2 * page.bleed)
    items = tuple(_moved(part, -start) for item in page.items for part in _seen(item, seen))
    columns = tuple(c.moved(-start, 0.0) for c in page.columns if start <= c.x < start + wide)
    baselines = page.baselines
    if page.mode is WritingMode.VERTICAL:  # tiers run across the fold, their lines are counted from the right
        within = Rect(start, 0.0, wide, page.trim.h)
        columns = tuple(part.moved(-start, 0.0) for c in page.columns if (part := _shared(c, within)) is not None)
        first, leading, lines = baselines
        here = [i for i in range(lines) if start <= first - i * leading < start + wide]
        baselines = (first - here[0] * leading - start, leading, len(here)) if here else baselines
    shown = {item.slug for item in items if isinstance(item, Text)}
    fits = tuple(fit for fit in page.fits if fit.slug in shown)
    return replace(page, trim=trim, items=items, columns=columns, fits=fits, fold=None, cut=False, baselines=baselines)


def _seen(item: Item, seen: Rect) -> Iterator[Item]:
    """What of an item stands in a rectangle."""
    match item:
        case Text():
            left, right = extent(item)
            if left >= seen.x - _EPS and right <= seen.right + _EPS:
                yield item
            elif left < seen.right and right > seen.x:
                runs = tuple(part for run in item.runs if (part := _glyphs(item, run, seen)).gids)
                if runs:
                    words = "".join(text for run in runs if not run.reading for text in run.texts)
                    yield replace(item, runs=runs, text=words)
        case Rule():
            x0, x1 = (min(max(x, seen.x), seen.right) for x in (item.x0, item.x1))
            if x0 != x1 or (item.x0 == item.x1 and seen.x <= item.x0 <= seen.right):
                yield replace(item, x0=x0, x1=x1)
        case Panel():
            if (rect := _shared(item.rect, seen)) is not None:
                yield replace(item, rect=rect)
        case Picture():
            if (rect := _shared(item.rect, seen)) is not None:
                left, top, right, foot = item.crop
                unit = (right - left) / item.rect.w
                first = left + (rect.x - item.rect.x) * unit
                crop = (first, top, first + rect.w * unit, foot)
                high = (foot - top) / item.rect.h
                crop = (
                    crop[0],
                    top + (rect.y - item.rect.y) * high,
                    crop[2],
                    foot - (item.rect.bottom - rect.bottom) * high,
                )
                yield replace(item, rect=rect, crop=crop)
        case Placed():
            if (clip := _shared(item.clip, seen)) is not None:
                yield replace(item, clip=clip)


def _glyphs(text: Text, run: GlyphRun, seen: Rect) -> GlyphRun:
    """The glyphs of a run that stand in a rectangle, in part or whole."""
    wide = run.size * run.scale_ratio
    inside = [i for i, x in enumerate(run.xs) if text.x + x < seen.right and text.x + x + wide > seen.x]
    if not inside:
        return replace(run, gids=(), xs=(), texts=(), ys=())
    a, b = inside[0], inside[-1] + 1
    return replace(run, gids=run.gids[a:b], xs=run.xs[a:b], texts=run.texts[a:b], ys=run.ys[a:b])


def _shared(rect: Rect, seen: Rect) -> Rect | None:
    x, y = max(rect.x, seen.x), max(rect.y, seen.y)
    w, h = min(rect.right, seen.right) - x, min(rect.bottom, seen.bottom) - y
    return Rect(x, y, w, h) if w > _EPS and h > _EPS else None


def _moved(item: Item, dx: float) -> Item:
    match item:
        case Text():
            return replace(item, x=item.x + dx)
        case Rule():
            return replace(item, x0=item.x0 + dx, x1=item.x1 + dx)
        case Placed():
            return replace(item, rect=item.rect.moved(dx, 0.0), clip=item.clip.moved(dx, 0.0))
    return replace(item, rect=item.rect.moved(dx, 0.0))
