"""The pages of an edition that were made in, what is wrong with them out: what holds for every story that goes on from
one area to another, for spreads and for furniture, of any plan and copy.

What holds for each page by itself stands in `page_laws`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from page_laws import broken
from page_look import HEADS, RUNNING, line_box

from pagesetter.build import Built
from pagesetter.geometry import WritingMode
from pagesetter.makeup.jumps import numeral
from pagesetter.makeup.spread import fold_of, halves
from pagesetter.model.fits import StoryFit
from pagesetter.model.page import Text

_LETTERS_END = 0x1100
"""Words of alphabets are not parted by a jump; hangul, kana and ideographs stand behind them."""


class Part(NamedTuple):
    """What one area has of a story."""

    built: Built
    fit: StoryFit
    lines: list[Text]

    @property
    def page(self) -> str:
        assert self.built.spec is not None
        return self.built.spec.edition["page"]

    def body(self) -> list[Text]:
        return [line for line in self.lines if line.role == "body"]


def faults(pages: Sequence[Built]) -> list[str]:
    """Every law that the pages of an edition break, in words; the pages of one zone in their order."""
    good = [built for built in pages if built.page is not None and built.spec is not None]
    threads = _threads(good)
    out = []
    for built in pages:
        assert built.spec is None or built.page is None or built.spec.edition["page"]
        out += [f"{built.layout.name}: {words}" for words in broken(built, frozenset(threads))]
    for slug, parts in threads.items():
        thread = _Thread(slug, parts)
        for law in (
            thread.every_character_once,
            thread.ranges_adjoin,
            thread.jump_lines_are_true,
            thread.no_word_is_parted,
            thread.no_part_is_a_stub,
        ):
            out += [f'{law.__name__}: "{slug}" {words}' for words in law()]
    for built in good:
        out += [f"{built.layout.name}: {words}" for words in (*fold_is_free(built), *halves_hold_all(built))]
    out += furniture_is_right(good)
    return out


def _threads(pages: Sequence[Built]) -> dict[str, list[Part]]:
    """Stories that go on elsewhere, part by part."""
    found: dict[str, list[Part]] = defaultdict(list)
    for built in pages:
        assert built.page is not None
        assert built.spec is not None
        linked = {area.name for area in built.spec.areas if area.jump or area.continues}
        texts = [item for item in built.page.items if isinstance(item, Text) and item.text.strip()]
        for fit in built.page.fits:
            if fit.area in linked:
                own = [t for t in texts if t.slug == fit.slug and t.part == fit.part]
                found[fit.slug].append(Part(built, fit, own))
    return {slug: sorted(parts, key=lambda part: part.fit.part) for slug, parts in found.items()}


class _Thread:
    """What holds for a story and its parts."""

    def __init__(self, slug: str, parts: list[Part]) -> None:
        self.parts = parts
        story = parts[0].built.edition.story(slug)
        assert story is not None
        self.story = story
        self.codes = {d.code for part in parts for d in part.built.diagnostics if f'"{slug}"' in d.message}
        self.told = bool(self.codes & {"M101", "M105"})
        """Whether an area is said to have no room for any text."""

    def every_character_once(self) -> Iterator[str]:
        last = self.parts[-1].fit
        whole = placed = 0
        for number, block in enumerate(self.story.blocks):
            if block.kind not in ("body", "subhead"):
                continue
            at = 0
            for part in self.parts:
                for line in sorted((t for t in part.lines if t.block == number), key=lambda t: t.start):
                    cap = at == 0 and line.start <= 3 and part.fit.part == 0
                    if not cap and line.start != at and (line.start < at or block.text[at : line.start].strip()):
                        yield f"block {number}: in part {part.fit.part} {line.start} follows {at}"
                    at = line.end
            if block.kind == "body":
                placed += at
                whole += len(block.text)
            if at < len(block.text.rstrip()) and last.over_lines <= 0:
                yield f"block {number}: {len(block.text) - at} characters are lost in silence"
        if last.over_lines > 0 and not self.told:
            subheads = [len(b.text) for b in self.story.blocks if b.kind == "subhead"]
            slack = 2 + 2 * len(self.story.body) + 20 * len(subheads)
            if not -slack <= last.over_characters - (whole - placed) <= slack + self._stamps(last):
                yield f"{whole - placed} characters are not set and {last.over_characters} are told"
            if "M201" not in self.codes:
                yield f"{last.over_lines} lines are over and nobody says so"
        for part in self.parts[:-1]:
            if part.fit.over_lines > 0 and not self.told:
                yield f"part {part.fit.part} of {len(self.parts)} is told to be over by {part.fit.over_lines} lines"

    def _stamps(self, fit: StoryFit) -> int:
        """Characters at most that are told for what is over and no text of the body: bylines, the credit, subheads."""
        area = max((rect.w if self._mode() is WritingMode.HORIZONTAL else rect.h) for rect in fit.feet or fit.rects)
        assert self.parts[-1].built.spec is not None
        rows = 2 + 3 * sum(b.kind == "subhead" for b in self.story.body)
        return round(rows * area / self.parts[-1].built.spec.grid.size)

    def _mode(self) -> WritingMode:
        return next((t.mode for t in self.parts[-1].body()), WritingMode.HORIZONTAL)

    def ranges_adjoin(self) -> Iterator[str]:
        at = 0
        starts: dict[int, int] = {}
        total = 0
        for number, block in enumerate(self.story.blocks):
            starts[number] = total
            if block.kind == "body" and block in self.story.body:
                total += len(block.text)
        for part in self.parts:
            first, last = part.fit.text_range
            if first != at:
                yield f"part {part.fit.part} begins at {first}, the one before it ends at {at}"
            body = part.body()
            if body and first != starts[body[0].block] + body[0].start and part.fit.part:
                yield f"part {part.fit.part} begins at {first}, its text at {starts[body[0].block] + body[0].start}"
            at = last
        if at != total and self.parts[-1].fit.over_lines <= 0:
            yield f"ends at {at} of {total} characters"

    def jump_lines_are_true(self) -> Iterator[str]:
        for before, after in zip([None, *self.parts], [*self.parts, None], strict=True):
            goes_on = before is not None and after is not None and bool(after.body() or self._rest(before))
            for part, role, other in ((before, "jump", after), (after, "continued", before)):
                if part is None:
                    continue
                said = [t.text for t in part.lines if t.role == role]
                if len(said) > 1 and not said[0].startswith(said[-1][:2]):  # words that take two lines
                    said = [" ".join(said)]
                if not goes_on or other is None:
                    if said:
                        yield f"part {part.fit.part} says {said} where nothing goes on"
                elif len(said) != 1 and not self.told and not (role == "continued" and part.fit.over_lines > 0):
                    yield f"part {part.fit.part} has {len(said)} lines of the role {role}"
                elif said and not self._names(said[0], part, other):
                    yield f"part {part.fit.part} on page {part.page} says {said[0]}, the other one is on {other.page}"

    def _rest(self, part: Part) -> bool:
        """Whether text is left after a part."""
        last = max(part.body(), key=lambda t: (t.block, t.start), default=None)
        if last is None:
            return False
        blocks = self.story.blocks
        body = [i for i, block in enumerate(blocks) if block in self.story.body and block.kind == "body"]
        return bool(blocks[last.block].text[last.end :].strip()) or any(i > last.block for i in body)

    def _names(self, said: str, part: Part, other: Part) -> bool:
        digits = "".join(re.findall(r"[A-Z]*\d+|[〇一二三四五六七八九十]+", said))
        if part.page == other.page:
            return not digits
        page = other.page.lstrip("0") if other.page.isdecimal() else other.page
        return digits in (page, numeral(page, self.story.language))

    def no_word_is_parted(self) -> Iterator[str]:
        for part in self.parts[:-1]:
            last = max(part.body(), key=lambda t: (t.block, t.start), default=None)
            if last is None or part.fit.over_lines > 0:
                continue
            text = self.story.blocks[last.block].text
            near = text[last.end - 1 : last.end + 1] if last.end < len(text) else ""
            if len(near) == 2 and all(ch.isalpha() and ord(ch) < _LETTERS_END for ch in near):
                yield f"is cut inside a word: “{text[last.end - 6 : last.end + 6]}”"

    def no_part_is_a_stub(self) -> Iterator[str]:
        spec = self.parts[0].built.spec
        assert spec is not None
        least = int(spec.styles.numbers["jump_least_lines"])
        if "M236" in self.codes or "M234" in self.codes or self.told:
            return
        for part in self.parts:
            lines = sum({"body": 1, "subhead": 2}.get(t.role, 0) for t in part.lines)  # a subhead takes two rows
            short = lines < least and len(self.parts) > 1 and part.fit.over_lines <= 0  # which is told
            if short and not (part.fit.part == 0 and not self._rest(part)):
                yield f"part {part.fit.part} has {lines} lines, and nobody says so"


def fold_is_free(built: Built) -> Iterator[str]:
    """No text stands in the fold of a spread, but what is meant for it; heads cross it."""
    assert built.spec is not None
    assert built.page is not None
    if not built.spec.spread:
        return
    fold = fold_of(built.spec)
    told = [d.message for d in built.diagnostics if d.code == "M235"]
    for item in built.page.items:
        if not isinstance(item, Text) or not item.text.strip():
            continue
        head = item.role in HEADS and item.mode is WritingMode.HORIZONTAL
        said = any(f'{item.role} of story "{item.slug}"' in words for words in told)
        if not head and not said and line_box(item).overlaps(fold, 0.6 * item.size):
            yield f"{item.slug} {item.role} “{item.text[:8]}” stands in the fold"


def halves_hold_all(built: Built) -> Iterator[str]:
    """The two pages of a spread have its texts, each once."""
    page = built.page
    assert page is not None
    if not built.spec or built.spec.spread != "pages" or "M235" in {d.code for d in built.diagnostics}:
        return  # what is told to stand in the fold is cut with it
    texts = [Counter(i.text for i in p.items if isinstance(i, Text) and i.role in RUNNING) for p in halves(page)]
    whole = Counter(i.text for i in page.items if isinstance(i, Text) and i.role in RUNNING)
    if texts[0] + texts[1] != whole:
        yield f"its halves have other texts than the spread: {list((whole - texts[0] - texts[1]).elements())[:3]}"


def furniture_is_right(pages: Sequence[Built]) -> Iterator[str]:
    """Running heads have the number of their page and of all pages."""
    for built in pages:
        assert built.page is not None
        assert built.spec is not None
        for item in built.page.items:
            if isinstance(item, Text) and item.role == "folio":
                wanted = f"{built.spec.edition['page']} / {built.spec.edition['pages']}"
                if item.text != wanted:
                    yield f"{built.layout.name}: the running head says “{item.text}”, not “{wanted}”"
