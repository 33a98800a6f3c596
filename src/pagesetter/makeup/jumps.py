"""A story that goes on in other areas in, its parts out: stories of their own, the words between them, where a text is
cut (下转, 上接).

A text is cut at the end of a line as its area sets it: the lines before the cut stay as they are, and what follows is
set anew where it goes on. So each part is made up like any other story.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from pagesetter.diagnostics import Origin
from pagesetter.makeup.copyfit import Pour, pour, prices_of
from pagesetter.makeup.flow import Element, Paragraph, elements
from pagesetter.makeup.pouring import rows_of
from pagesetter.makeup.setting import Setter
from pagesetter.model.dummy import Frame, StoryPlan
from pagesetter.model.spec import LayoutSpec
from pagesetter.model.story import Block, Edition, Span, Story
from pagesetter.model.style import StyleSheet
from pagesetter.records import record
from pagesetter.script.languages import rules_of, spoken_in

_ALPHABETS_END: Final = 0x1100
"""Letters of alphabets whose words are hyphenated come before it, hangul, kana and ideographs after it."""
_TRIES: Final = 6
"""So many places for a cut are tried."""
_UNFILLED: Final = 2e3
"""Cost of a line that stays empty before a jump: four of them weigh as much as a line that stands alone."""
_DIGITS: Final = "〇一二三四五六七八九"


@record
class Piece:
    """A block of a story or the rest of one."""

    block: Block
    index: int
    """Of the whole block in Story.blocks."""
    offset: int = 0
    """Characters of the whole block before it."""


@record
class Cut:
    """Where a text ends in an area."""

    body: int
    """Index in the body of the first block that does not stand whole before it."""
    line: int = 0
    """Given line of that block in which it lies."""
    at: int = 0
    """Characters of that line before it; 0 with line 0: the whole block stands after it."""
    stub: int = 0
    """Lines of the part that is too short; 0: none is."""


def told_apart(spec: LayoutSpec, edition: Edition) -> tuple[LayoutSpec, Edition]:
    """The layout and its stories, each further part of a story as a story of its own: with the headline alone."""
    areas, stories = [], list(edition.stories)
    for area in spec.areas:
        story = edition.story(area.story) if area.use == "story" and area.continues else None
        if story is not None:
            name = part_name(story.slug, area.continues)
            stories.append(further(story, name))
            area = replace(area, story=name)
        areas.append(area)
    return replace(spec, areas=tuple(areas)), Edition(tuple(stories))


def part_name(slug: str, part: int) -> str:
    """Slug of a further part while its page is planned; `original_name` gives the story's back."""
    return f"{slug} (part {part + 1})"


def original_name(name: str, part: int) -> str:
    """The slug of the story whose part has that name."""
    return name.removesuffix(f" (part {part + 1})") if part else name


def further(story: Story, name: str) -> Story:
    """A further part of a story: what stands over its text is the headline alone, the repeat head."""
    return replace(
        story, slug=name, kicker=None, deck=None, summary=None, summary_label=None, byline=None
    )  # fmt: skip


def words(sheet: StyleSheet, kind: str, language: str, here: str, there: str) -> str:
    """The words of a jump: ``kind`` is jump-to or continued-from, ``here`` and ``there`` are numbers of pages."""
    name = kind
    if here == there:
        name = "jump-here" if kind == "jump-to" else "continued-here"
    elif not there.isdecimal():
        name = f"{kind}-named"
    text = spoken_in(sheet.texts.get(name, ()), language, "")
    page = str(int(there)) if there.isdecimal() else there
    return text.replace("{page}", page).replace("{numeral}", numeral(page, language))


def numeral(page: str, language: str) -> str:
    """A number in Chinese numerals for Chinese, as it is for others: 十二 for 12."""
    if not page.isdecimal() or not rules_of(language).startswith("zh") or not 0 < int(page) < 100:
        return page
    tens, ones = divmod(int(page), 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones else "")


def line_of(kind: str, text: str, origin: Origin) -> Block:
    """Words of a jump as a block of their own."""
    return Block(kind, ((Span(text, "", ((0, origin),)),),), origin)


def cut_text(plan: StoryPlan, setter: Setter, before: int, credit: Block | None) -> Cut | None:
    """Where the text of a plan's story is cut so that the line ``credit`` of the jump stands under it; None when it
    fits.

    ``before``: blocks at the head of the body that are not of the story itself. Of the last lines that may stand before
    a jump the first is taken with which the columns break well and are full; else the one with which they do best.
    """
    grid, numbers = plan.grid, setter.sheet.numbers
    setter = setter.along(grid.mode)
    flow, prices = elements(plan, grid, setter), prices_of(setter.sheet.copyfit)
    lost = pour(flow, plan.frames, 0, pinned=True).lost
    # A jump is the last cure: a line or two are saved in single paragraphs first.
    if lost <= len(flow) and not plan.area.fixed and prices.changed is not None:
        lost = pour(flow, plan.frames, 0, prices=prices).lost
    if not lost:
        return None
    bare = replace(plan, story=replace(plan.story, credit=None), frames=_a_line_less(plan.frames))
    flow = elements(bare, grid, setter)
    poured = pour(flow, bare.frames, 0, pinned=True)
    least, widow = int(numbers["jump_least_lines"]), int(numbers["jump_widow_lines"])
    stubs: list[Cut] = []
    good: list[tuple[float, int, Cut]] = []
    for cut, over, under in _cuts(plan.story, flow, poured, _homes(bare, len(flow)), before, widow):
        if under < least or over < least:
            stubs.append(replace(cut, stub=over if over < least else under))
            continue
        price, sound = _price(plan, setter, cut, credit, widow)
        good.append((price, len(good), cut))
        if sound or len(good) == _TRIES:
            break
    if good:
        return min(good)[2]
    return stubs[0] if stubs else Cut(before)


def _cuts(
    story: Story,
    flow: Sequence[Element],
    poured: Pour,
    homes: Sequence[tuple[int, int] | None],
    before: int,
    widow: int,
) -> Iterator[tuple[Cut, int, int]]:
    """Places where a text may be cut, the last one first, with the rows of it before and after them."""
    for index, end in _ends(flow, poured):
        home, element = homes[index], flow[index]
        if home is None or home[0] < before or not isinstance(element, Paragraph):
            continue
        lines = (poured.settings[index] or element.natural).lines
        if end < len(lines) and (end < widow or len(lines) - end < widow):
            continue
        if _inside_word("".join(span.text for span in story.body[home[0]].lines[home[1]]), lines[end - 1].end):
            continue  # its hyphen would be lost
        over = _rows(flow, poured, homes, before, index) + end
        under = sum(_rows_at(flow, poured, i) for i in range(index, len(flow))) - end
        whole = end == len(lines) and home[1] + 1 == len(story.body[home[0]].lines)
        yield Cut(home[0] + 1) if whole else Cut(home[0], home[1], lines[end - 1].end), over, under


def _inside_word(text: str, at: int) -> bool:
    """Whether a place lies between two letters of an alphabet."""
    return 0 < at < len(text) and all(ch.isalpha() and ord(ch) < _ALPHABETS_END for ch in text[at - 1 : at + 1])


def _price(plan: StoryPlan, setter: Setter, cut: Cut, credit: Block | None, widow: int) -> tuple[float, bool]:
    """What the columns before a cut cost, with the lines that they leave empty; and whether no rule gives way."""
    pieces, _ = split([Piece(block, i) for i, block in enumerate(plan.story.body)], cut)
    story = replace(plan.story, body=tuple(piece.block for piece in pieces), credit=credit)
    flow = elements(replace(plan, story=story), plan.grid, setter)
    poured = pour(flow, plan.frames, 0, pinned=True)
    empty = max(plan.room - sum(_rows_at(flow, poured, i) for i in range(len(flow))), 0)
    unfilled = max(empty - widow, 0)
    return poured.cost + _UNFILLED * unfilled, not (poured.lost or poured.gave_way or unfilled)


def _a_line_less(frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """The frames without the last line, where the words of the jump stand."""
    last = frames[-1]
    if last.lines == 1:
        return tuple(frames[:-1])
    return (*frames[:-1], replace(last, end_row=last.end_row - 1, spans=last.spans[:-1]))


def _homes(plan: StoryPlan, many: int) -> list[tuple[int, int] | None]:
    """For each element of the running text its block of the body and the given line; None for others."""
    story = plan.story
    first: list[tuple[int, int] | None] = [None] * (
        (story.summary is not None and plan.summary is None) + (story.byline is not None)
    )
    for index, block in enumerate(story.body):
        first += [(index, line) for line in range(1 if block.kind == "subhead" else len(block.lines))]
    return (first + [None] * many)[:many]


def _ends(flow: Sequence[Element], poured: Pour) -> Iterator[tuple[int, int]]:
    """(element, lines of it up to there) of every line that found its place, the last one first."""
    lost = min((p.element for p in poured.places if p.frame < 0 and not p.first), default=len(flow))
    for place in reversed(poured.places):
        if place.frame >= 0 and place.element <= lost:
            for line in range(place.first + place.lines, place.first, -1):
                yield place.element, line


def _rows_at(flow: Sequence[Element], poured: Pour, index: int) -> int:
    return rows_of(poured.stamps.get(index, flow[index]), poured.settings[index])


def _rows(flow: Sequence[Element], poured: Pour, homes: Sequence[tuple[int, int] | None], before: int, end: int) -> int:
    """Rows of the story's own body before an element."""
    return sum(
        _rows_at(flow, poured, i) for i in range(end) if (home := homes[i]) is not None and home[0] >= before
    )  # fmt: skip


def split(pieces: Sequence[Piece], cut: Cut) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """A body in two at a cut; ``cut.body`` counts the pieces."""
    before, after = tuple(pieces[: cut.body]), tuple(pieces[cut.body :])
    if not (cut.line or cut.at) or not after:
        return before, after
    piece, block = after[0], after[0].block
    line = block.lines[cut.line]
    text = "".join(span.text for span in line)
    end = len(text[: cut.at].rstrip())
    start = cut.at + len(text[cut.at :]) - len(text[cut.at :].lstrip())
    head = replace(block, lines=(*block.lines[: cut.line], stretch(line, 0, end)), goes_on=start < len(text))
    rest = (stretch(line, start, len(text)),) if start < len(text) else ()
    tail = replace(block, lines=(*rest, *block.lines[cut.line + 1 :]), continued=True)
    done = sum(len("".join(s.text for s in each)) + 1 for each in block.lines[: cut.line]) + start
    done += 0 if rest else 1
    return (*before, replace(piece, block=head)), (Piece(tail, piece.index, piece.offset + done), *after[1:])


def stretch(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """The characters ``start``..``end`` of a given line as they are, with the places of all of them."""
    out, at = [], 0
    for span in spans:
        a, b = max(start - at, 0), min(end - at, len(span.text))
        if a < b:
            first = span.origin_at(a)
            later = tuple((i - a, origin) for i, origin in span.origins if a < i < b)
            origins = (((0, first),) if first else ()) + later
            out.append(replace(span, text=span.text[a:b], origins=origins))
        at += len(span.text)
    return tuple(out)
