"""A story that goes on in other areas in, its parts out: stories of their own, the words between them (下转, 上接).

Where its text is cut says `makeup.cutting`. What follows the cut is set anew where it goes on: each part is made up
like any other story.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pagesetter.diagnostics import Origin
from pagesetter.model.spec import LayoutSpec
from pagesetter.model.story import Block, Edition, Span, Story
from pagesetter.model.style import StyleSheet
from pagesetter.records import record
from pagesetter.script.languages import rules_of, spoken_in

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
    stub: int | None = None
    """Lines of the part that is too short; None: none is."""


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
    """A further part of a story: what stands over its text is the repeat head alone, which is the headline where the
    story gives no other."""
    headline = story.repeat_head or story.headline
    story = replace(story, slug=name, headline=headline, repeat_head=None)
    return replace(story, kicker=None, deck=None, summary=None, summary_label=None, byline=None)


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
