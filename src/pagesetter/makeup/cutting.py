"""A story that does not fit into an area but goes on in another in, where its text is best cut out (下转).

A text is cut at the end of a line as its area sets it: the lines before the cut stay as they are.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pagesetter.makeup.copyfit import Pour, pour
from pagesetter.makeup.flow import Element, Paragraph, elements
from pagesetter.makeup.jumps import Cut, Piece, split
from pagesetter.makeup.pouring import ALONE, UNFILLED, rows_of
from pagesetter.makeup.setting import Setter
from pagesetter.model.dummy import Frame, StoryPlan
from pagesetter.model.story import Block, Story

_ALPHABETS_END: Final = 0x1100
"""Letters of alphabets whose words are hyphenated come before it, hangul, kana and ideographs after it."""
Beyond = Callable[[Cut], int]
"""Rows that the rest of a text takes where it goes on, by the cut."""
_WIDER: Final = 8
"""Columns in which a story goes on are no more times as wide."""
_TRIES: Final = 6
"""So many places for a cut are tried."""


def cut_text(
    plan: StoryPlan, setter: Setter, before: int, credit: Block | None, beyond: Beyond | None = None
) -> tuple[Cut, float]:
    """Where the text of a plan's story is cut so that the line ``credit`` of the jump stands under it, and what the
    columns before the cut cost (`pouring`).

    ``before``: blocks at the head of the body that are not of the story itself; ``setter`` goes along the plan's grid;
    ``beyond``: rows that a rest takes where it goes on, if that is known.
    Of the last lines that may stand before a jump the first is taken with which the columns break well and are full;
    else the one with which they do best. A part that is a stub is left where there is no other way.
    """
    grid, numbers = plan.grid, setter.sheet.numbers
    bare = replace(plan, story=replace(plan.story, credit=None), frames=_a_line_less(plan.frames))
    flow = elements(bare, grid, setter)
    poured = pour(flow, bare.frames, 0, pinned=True)
    least, widow = int(numbers["jump_least_lines"]), int(numbers["jump_widow_lines"])
    stubs: list[Cut] = []
    good: list[tuple[float, int, Cut]] = []
    for cut, over, under in _cuts(plan.story, flow, poured, _homes(bare, len(flow)), before, widow):
        if beyond is not None and least <= under < _WIDER * least:  # lines of another measure are others
            under = beyond(cut)
        if under < least or over < least:
            stubs.append(replace(cut, stub=over if over < least else under))
            continue
        price, sound = _price(plan, setter, cut, credit, widow)
        good.append((price, len(good), cut))
        if sound or len(good) == _TRIES:
            break
    for cut in () if good else (*stubs[:_TRIES], Cut(before, stub=0)):
        price, sound = _price(plan, setter, cut, credit, widow)
        good.append((price + ALONE * max(least - (cut.stub or 0), 0), len(good), cut))
        if sound:
            break
    price, _, cut = min(good)
    return cut, price


def rows_beyond(plan: StoryPlan, setter: Setter, there: StoryPlan) -> Beyond:
    """What tells the rows that the rest of a plan's story takes in the area of another plan; ``setter`` is that of its
    page."""
    setter = setter.along(there.grid.mode)

    def rows(cut: Cut) -> int:
        _, rest = split([Piece(block, i) for i, block in enumerate(plan.story.body)], cut)
        story = replace(there.story, body=tuple(piece.block for piece in rest), credit=None)
        flow = elements(replace(there, story=story), there.grid, setter)
        return sum(map(rows_of, flow))

    return rows


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
    return poured.cost + UNFILLED * unfilled, not (poured.lost or poured.gave_way or unfilled)


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
