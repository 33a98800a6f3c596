"""Stories in, heads that stand badly to their own text out, and text whose way through the page is broken."""

from collections.abc import Iterator
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from pagesetter.desk.axes import Axes, apart, shared, union
from pagesetter.desk.registry import Ban, Breach, Check, Count
from pagesetter.desk.view import Box, Head, Line, StoryView, View, column_pairs, continues
from pagesetter.geometry import Rect

_AROUND: Final = frozenset({"inside", "waist", "brow"})
"""Forms of heads round which text may begin above them: 文包题, 腰题, 眉心题."""
_CUT_LINES: Final = 1.5
"""Lines of a column further apart than this have something between them."""
_NEAR_PT: Final = 1.0
_IN_THE_WAY: Final = 0.25
"""Share of a column's measure from which something stands in it."""


def _stranded(view: View, ban: Ban) -> Iterator[Breach]:
    """背题: a subhead whose text goes on in the next column, a head whose text begins higher up in another one."""
    for story in view.stories:
        for column, following in column_pairs(story):
            at = max((i for i, one in enumerate(column) if one.text.role == "subhead"), default=-1)
            stay = [one for one in column[at + 1 :] if one.text.role in ("body", "quote")]
            if at < 0 or len(stay) >= ban.limit or (following and following[0].text.role == "subhead"):
                continue
            block = column[at].text.block
            if stay and not continues(stay[-1], following, story):
                continue  # its paragraph is as short as that
            rects = [one.rect for one in column if one.text.role == "subhead" and one.text.block == block]
            title = "".join(one.text.text for one in column if one.text.role == "subhead" and one.text.block == block)
            values = {"story": story.name, "title": title, "lines": Count(len(stay)), "limit": f"{ban.limit:g}"}
            yield Breach(union(rects), story.origin, values, "subhead", bool(stay))
    for head in view.heads:
        lines = _running(head.story)
        if not lines or _form(head) in {*_AROUND, "side"}:
            continue
        axes = Axes(head.story.mode, view.page.trim.w)
        place = axes.turned(head.rect)
        under = [one for one in _matter(head.story) if _under(axes.turned(one), place)]
        first = lines[0].along
        if (
            not under
            and first.bottom <= place.y - ban.limit * view.spec.grid.leading
            and first.x >= place.right - _NEAR_PT
        ):
            values = {"story": head.story.name, "lines": Count(round((place.y - first.y) / view.spec.grid.leading))}
            yield Breach(head.rect, head.story.origin, values, "head")


def _running(story: StoryView) -> list[Line]:
    return [one for one in story.lines if one.text.role in ("body", "quote", "byline")]


def _matter(story: StoryView) -> list[Rect]:
    """What belongs to the story's head: text, summary, pictures; on the page."""
    return [one.rect for one in (*story.lines, *story.boxed)] + [shot.picture.rect for shot in story.shots]


def _under(rect: Rect, head: Rect) -> bool:
    """Whether it begins under the head's beginning, in its columns."""
    return rect.y > head.y and shared(rect.x, rect.right, head.x, head.right) > _NEAR_PT


def _form(head: Head) -> str:
    return head.story.area.head_form if head.story.area else ""


def _pressed(view: View, ban: Ban) -> Iterator[Breach]:
    """题压文: lines of a story over its own head."""
    for head in view.heads:
        if _form(head) in _AROUND:
            continue
        axes = Axes(head.story.mode, view.page.trim.w)
        place = axes.turned(head.rect)
        over = [
            one
            for one in _running(head.story)
            if one.along.bottom <= place.y + _NEAR_PT
            and shared(one.along.x, one.along.right, place.x, place.right) > one.text.size
        ]
        if len(over) >= ban.limit and any(_under(axes.turned(r), place) for r in _matter(head.story)):
            values = {"story": head.story.name, "lines": Count(len(over))}
            yield Breach(union([one.rect for one in over]).union(head.rect), head.story.origin, values)


def _apart(view: View, ban: Ban) -> Iterator[Breach]:
    """题文分离: nothing of a story is near its head."""
    leading = view.spec.grid.leading
    for head in view.heads:
        matter = _matter(head.story)
        if not matter:
            continue
        matter += [box.rect for box in view.boxes if _holds(box, head)]
        place = _slot(head, view)
        gap = min(apart(place, rect) for rect in matter) / leading
        if round(gap, 1) > ban.limit:
            values = {"story": head.story.name, "lines": f"{gap:.1f}", "limit": f"{ban.limit:g}"}
            yield Breach(head.rect, head.story.origin, values)


def _holds(box: Box, head: Head) -> bool:
    """Whether it is the panel of something that belongs to the story of a head, such as its summary."""
    boxed = any(box.rect.contains(one.rect, _NEAR_PT) for one in head.story.boxed)
    return boxed and box.slug == head.story.slug and not box.rect.overlaps(head.rect, _NEAR_PT)


def _slot(head: Head, view: View) -> Rect:
    """The place of a head with the white that is its own."""
    name = head.story.area.name if head.story.area else ""
    fits = [fit for fit in view.page.fits if (fit.slug, fit.area) == (head.story.slug, name)]
    return next((rect for fit in fits for rect in fit.rects if rect.contains(head.rect, _NEAR_PT)), head.rect)


def _turning(view: View, ban: Ban) -> Iterator[Breach]:
    """回头文: the next line stands before and above the one that it follows; or the text begins before its head and
    under it, so that it goes back past the head."""
    for story in view.stories:
        for column, following in pairwise(story.columns):
            last, line = column[-1], following[0]
            if (
                line.text.mode is last.text.mode
                and line.along.right <= last.along.x + _NEAR_PT
                and line.along.bottom < last.along.bottom - line.text.size / 2
            ):
                values = {"story": story.name, "text": line.text.text[:8]}
                yield Breach(union([one.rect for one in following]), story.origin, values)
    for head in view.heads:
        lines, story = _running(head.story), head.story
        if not lines or head.mode is not story.mode or _drawn(head, view):
            continue
        place, first = Axes(story.mode, view.page.trim.w).turned(head.rect), lines[0].along
        if first.right <= place.x + _NEAR_PT and first.y > place.y + view.spec.grid.leading:
            told: dict[str, object] = {
                "story": story.name,
                "lines": Count(round((first.y - place.y) / view.spec.grid.leading)),
            }
            yield Breach(lines[0].rect.union(head.rect), story.origin, told, "past-head")


def _drawn(head: Head, view: View) -> bool:
    """Whether it stands in its text on purpose: by its form, or in cells of its own."""
    name = head.story.area.name if head.story.area else ""
    return _form(head) in {*_AROUND, "side"} or any(a.use == "head" and a.of == name for a in view.spec.areas)


def _cut(view: View, ban: Ban) -> Iterator[Breach]:
    """断栏: between two lines of one column stands something else than the story's own."""
    foreign: list[tuple[StoryView | None, Rect]] = [(one, rect) for one in view.stories for rect in one.rects]
    foreign += [(None, advert.rect) for advert in view.adverts]
    for story in view.stories:
        axes = Axes(story.mode, view.page.trim.w)
        for column in story.columns:
            for above, line in pairwise(column):
                gap = line.along.y - above.along.bottom
                if gap < _CUT_LINES * view.spec.grid.leading:
                    continue
                x, right = max(above.along.x, line.along.x), min(above.along.right, line.along.right)
                hole = Rect(x, above.along.bottom, right - x, gap)
                cut = [
                    other
                    for other, rect in foreign
                    if other is not story
                    and not (other and other.slug in story.inside)
                    and _lies_in(axes.turned(rect), hole)
                ]
                if cut:
                    other = cut[0].name if cut[0] else ""
                    values = {"story": story.name, "other": other, "lines": Count(round(gap / view.spec.grid.leading))}
                    yield Breach(axes.back(hole), story.origin, values, "" if other else "advert")


def _lies_in(rect: Rect, hole: Rect) -> bool:
    """Whether something stands in the way of a column; what reaches into it by its edge does not."""
    return (
        shared(rect.y, rect.bottom, hole.y, hole.bottom) > _NEAR_PT
        and shared(rect.x, rect.right, hole.x, hole.right) > hole.w * _IN_THE_WAY
    )


CHECKS: Final = MappingProxyType[str, Check](
    {
        "stranded-head": _stranded,
        "text-above-head": _pressed,
        "head-apart": _apart,
        "text-turns-back": _turning,
        "column-cut": _cut,
    }
)
