"""Set lines in, those that stand badly out: 孤字, 孤行, slivers, lines off the grid."""

import unicodedata
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from pagesetter.desk.axes import union
from pagesetter.desk.registry import Ban, Breach, Check, Count
from pagesetter.desk.view import JUMPS, Line, View, column_pairs, continues, ends
from pagesetter.geometry import WritingMode

_TEXT: Final = frozenset({"body", "quote", "summary"})
_WORDED: Final = MappingProxyType(
    {"caption": "caption"} | dict.fromkeys(_TEXT, "") | dict.fromkeys(("kicker", "headline", "deck", "subhead"), "head")
)
"""What may not end with a character alone, and the form in which that is said."""
_HALF_EM: Final = 0.5
_WIDE: Final = frozenset("WF")


def _weight_em(text: str) -> float:
    """Width of the characters that are no marks: 1 for Han, half of that for letters and digits."""
    return sum(
        1.0 if unicodedata.east_asian_width(c) in _WIDE else _HALF_EM
        for c in text
        if unicodedata.category(c)[0] in "LN"
    )


def _lone(view: View, ban: Ban) -> Iterator[Breach]:
    """Last lines of paragraphs, heads and captions with less than a word on them."""
    for story in view.stories:
        captions = [one for shot in story.shots for one in shot.captions]
        for line in (*story.head_lines, *story.lines, *story.boxed, *captions):
            text = line.text
            if text.role in _WORDED and text.start > 0 and ends(line, story):
                weight = _weight_em(text.text)
                if 0 < weight <= ban.limit:
                    values = {"story": story.name, "text": text.text.strip()}
                    yield Breach(line.rect, story.origin, values, _WORDED[text.role])


def _widow(view: View, ban: Ban) -> Iterator[Breach]:
    """The last lines of a paragraph at the head of a column, no more than the limit; of a part of a story also at the
    head of its first column."""
    for story in view.stories:
        columns = [[one for one in column if one.text.role not in JUMPS] for column in story.columns]
        columns = [column for column in columns if column]
        for i, column in enumerate(columns):
            first = column[0]
            rest = [one for one in column if one.text.block == first.text.block and one.text.role == first.text.role]
            parted = first.text.start > 0 or (i > 0 and columns[i - 1][-1].text.block == first.text.block)
            if first.text.role in _TEXT and parted and len(rest) <= ban.limit and ends(rest[-1], story):
                values = {"story": story.name, "text": first.text.text.strip()}
                yield Breach(union([one.rect for one in rest]), story.origin, values)


def _orphan(view: View, ban: Ban) -> Iterator[Breach]:
    """The first lines of a paragraph at the foot of a column, no more than the limit; of a part of a story also at the
    foot of its last column."""
    for story in view.stories:
        for column, following in column_pairs(story):
            last = column[-1]
            rest = [one for one in column if one.text.block == last.text.block and one.text.role == last.text.role]
            goes_on = continues(last, following, story)
            if last.text.role in _TEXT and goes_on and rest[0].text.start == 0 and len(rest) <= ban.limit:
                values = {"story": story.name, "text": rest[0].text.text.strip()}
                yield Breach(union([one.rect for one in rest]), story.origin, values)


def _sliver(view: View, ban: Ban) -> Iterator[Breach]:
    for story in view.stories:
        thin = [
            one
            for one in (*story.lines, *story.boxed)
            if one.text.role in _TEXT and one.text.measure < (ban.limit - 1e-6) * one.text.size
        ]
        if thin:
            least = min(one.text.measure / one.text.size for one in thin)
            values = {
                "story": story.name,
                "lines": Count(len(thin)),
                "measure": f"{least:.1f}",
                "limit": f"{ban.limit:g}",
            }
            yield Breach(union([one.rect for one in thin]), story.origin, values)


def _off_grid(view: View, ban: Ban) -> Iterator[Breach]:
    """Body lines between the lines of the grid; a story whose lines run the other way has a grid of its own."""
    page = view.page
    start, leading, _ = page.baselines
    for story in view.stories:
        body = [one for one in story.lines if one.text.role in ("body", "quote")]
        if not body or leading <= 0:
            continue
        first = start if story.mode is page.mode else _across(body[0])
        off = []
        for one in body:
            rows = (_across(one) - first) / leading
            if abs(rows - round(rows)) * leading > ban.limit:
                off.append((one, abs(rows - round(rows)) * leading))
        if off:
            worst = max(far for _, far in off)
            values = {"story": story.name, "lines": Count(len(off)), "pt": f"{worst:.1f}", "limit": f"{ban.limit:g}"}
            yield Breach(union([one.rect for one, _ in off]), story.origin, values)


def _across(line: Line) -> float:
    return line.text.y if line.text.mode is WritingMode.HORIZONTAL else line.text.x


CHECKS: Final = MappingProxyType[str, Check](
    {"lone-character": _lone, "widow": _widow, "orphan": _orphan, "sliver": _sliver, "off-grid": _off_grid}
)
