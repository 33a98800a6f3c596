"""A finished page, its layout and its stories in, what an editor sees on it out.

The plan is not asked: what stands on the page is judged.
"""

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Final

from pagesetter.desk.axes import Axes, shared, union
from pagesetter.desk.view import AdvertView, Box, Head, Line, Shot, StoryView, Subject, View
from pagesetter.geometry import Rect, WritingMode
from pagesetter.model.areas import Area
from pagesetter.model.page import Drawing, Item, Panel, Picture, Placed, Rule, Text
from pagesetter.model.story import Block, Story

_ABOVE_EM: Final = MappingProxyType({WritingMode.HORIZONTAL: 0.88, WritingMode.VERTICAL: 0.5})
"""Where a line stands in its em box: horizontal ones on the baseline of CJK fonts, vertical ones on their middle."""
_HEAD: Final = frozenset({"kicker", "headline", "deck"})
_RUNNING: Final = frozenset({"body", "quote", "subhead", "byline", "end-credit", "jump", "continued"})
"""Roles of the text that runs through a story's columns."""
_CAPTION: Final = frozenset({"caption", "credit"})
_THIN_PT: Final = 20.0
"""A drawing that is no higher or wider is a line, a larger one a frame (花边)."""
_DRAWN_PT: Final = 0.5
"""Line of a drawn frame: the drawing already holds all that it takes."""


def view_of(subject: Subject) -> View:
    """The page by its stories, advertisements and furniture."""
    page = subject.page
    own: dict[str, list[Item]] = {}
    loose: list[Item] = []
    for item in page.items:
        if item.slug:
            own.setdefault(item.slug, []).append(item)
        else:
            loose.append(item)
    stories = [one for slug, items in own.items() for one in _story_views(slug, items, subject)]
    heads = [head for one in stories if (head := _head(one)) is not None]
    every = [item for items in own.values() for item in items] + loose
    return View(
        subject,
        Axes(page.mode, page.trim.w),
        tuple(stories),
        tuple(heads),
        tuple(_adverts(loose, subject)),
        tuple(line_of(i, page.trim.w) for i in loose if isinstance(i, Text) and i.role != "advert-label"),
        tuple(box for i in every if (box := _box(i)) is not None),
        tuple(rect for i in every if (rect := _rule(i)) is not None),
        tuple(i.rect for i in every if isinstance(i, Picture | Placed)),
    )


def _box(item: Item) -> Box | None:
    match item:
        case Panel():
            line = item.stroke_width if item.stroke is not None else 0.0
            return Box(item.rect, line, item.fill is not None, item.slug, item.role, item.origin)
        case Drawing() if min(item.rect.w, item.rect.h) > _THIN_PT:
            return Box(item.rect, _DRAWN_PT, False, item.slug, item.role, item.origin)
    return None


def _rule(item: Item) -> Rect | None:
    match item:
        case Rule():
            x, y = min(item.x0, item.x1), min(item.y0, item.y1)
            return Rect(x, y, abs(item.x1 - item.x0), abs(item.y1 - item.y0))
        case Drawing() if min(item.rect.w, item.rect.h) <= _THIN_PT:
            return item.rect
    return None


def line_of(text: Text, width: float) -> Line:
    """A set line with its rectangles; ``width`` of the page, pt."""
    above = _ABOVE_EM[text.mode] * text.size
    if text.mode is WritingMode.HORIZONTAL:
        rect = Rect(text.x, text.y - above, text.measure, text.size)
    else:
        rect = Rect(text.x - above, text.y, text.size, text.measure)
    return Line(text, rect, Axes(text.mode, width).turned(rect))


def _story_views(slug: str, items: list[Item], subject: Subject) -> Iterable[StoryView]:
    """A story as it stands on the page: once, or once for each of its parts where it goes on on the same page.

    Of which part an item is, the item says: areas of two parts may lie one in the other's way, and a head, a quote or
    a photo need not begin within a column of its own.
    """
    fits = [fit for fit in subject.page.fits if fit.slug == slug]
    parts = {i.part for i in items if isinstance(i, Text | Picture)}
    areas = [a for a in subject.spec.areas if a.use == "story" and a.story == slug]
    for part in sorted(parts):
        held = [fit.area for fit in fits if fit.part == part]
        area = next((a for a in areas if a.name in held), areas[0] if areas else None)
        own = [i for i in items if isinstance(i, Text | Picture) and i.part == part]
        name = f"{slug} ({area.name})" if area is not None and len(parts) > 1 else slug
        yield _story_view(slug, name, own, area, subject)


def _story_view(
    slug: str, name: str, items: Sequence[Text | Picture], area: Area | None, subject: Subject
) -> StoryView:
    width = subject.page.trim.w
    story = subject.edition.story(slug)
    texts = [line_of(i, width) for i in items if isinstance(i, Text)]
    running = [one for one in texts if one.text.role in _RUNNING]
    modes = [one.text.mode for one in running if one.text.role == "body"] or [subject.page.mode]
    blocks = story.blocks if story is not None else ()
    numbers = _photo_numbers(story, blocks)
    captions = [one for one in texts if one.text.role in _CAPTION]
    shots = tuple(
        Shot(i, tuple(one for one in captions if numbers.get(one.text.block) == i.number))
        for i in items
        if isinstance(i, Picture)
    )
    inner = {a.story for a in subject.spec.areas if area is not None and a.inside == area.name}
    known = _HEAD | _RUNNING | _CAPTION
    return StoryView(
        slug,
        area,
        story,
        modes[0],
        tuple(one for one in texts if one.text.role in _HEAD),
        tuple(running),
        tuple(one for one in texts if one.text.role not in known),
        shots,
        tuple(tuple(column) for column in _columns(running)),
        blocks,
        frozenset(inner),
        name,
    )


def _photo_numbers(story: Story | None, blocks: Sequence[Block]) -> dict[int, int]:
    """The number of the photo that a caption or credit belongs to, by the index of its block."""
    if story is None:
        return {}
    owners = {id(b): n for n, p in enumerate(story.photos, 1) for b in (p.caption, p.credit) if b is not None}
    return {i: owners[id(b)] for i, b in enumerate(blocks) if id(b) in owners}


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines by columns: one ends where the next line stands higher, or beside it."""
    columns: list[list[Line]] = []
    for line in lines:
        last = columns[-1][-1] if columns else None
        if (
            last is None
            or last.text.mode is not line.text.mode
            or shared(last.along.x, last.along.right, line.along.x, line.along.right) <= 0
            or line.along.bottom < last.along.bottom - line.text.size / 2
        ):
            columns.append([])
        columns[-1].append(line)
    return columns


def _head(story: StoryView) -> Head | None:
    headline = [one for one in story.head_lines if one.text.role == "headline" and one.text.size > 0]
    if not headline:
        return None
    first = max(headline, key=lambda one: one.text.size).text
    return Head(
        story,
        union([one.rect for one in story.head_lines]),
        first.mode,
        first.size,
        first.runs[0].face if first.runs else "",
        len(headline),
        first.origin,
    )


def _adverts(loose: Sequence[Item], subject: Subject) -> Iterable[AdvertView]:
    for area in subject.spec.areas:
        if area.use != "advert":
            continue
        parts = [i for i in loose if i.origin == area.origin]
        rects = [
            i.rect for i in parts if isinstance(i, Picture | Placed) or (isinstance(i, Panel) and i.role == "advert")
        ]
        if rects:
            labels = tuple(i.text for i in parts if isinstance(i, Text))
            spots = any(isinstance(i, Placed) and i.spots for i in parts)
            coloured = spots or (area.advert, area.advert_page) in subject.coloured
            yield AdvertView(area, union(rects), labels, coloured)
