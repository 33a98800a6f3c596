"""The plans of pages made up together in, the same plans out with each story's text shared out over its areas.

A story runs through its areas in the order of their parts (`Area.continues`), whatever page they are on. Every area but
the last is filled and its text cut there (`makeup.jumps`); what does not fit into the last one is the overset of the
whole thread.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pagesetter.diagnostics import Diagnostic, error, note, warning
from pagesetter.makeup.cutting import rows_beyond
from pagesetter.makeup.flow import Paragraph, elements
from pagesetter.makeup.jump_cure import Tools, Weighed, jump_or_cure
from pagesetter.makeup.jumps import Cut, Piece, line_of, original_name, part_name, split, words
from pagesetter.makeup.pouring import rows_of
from pagesetter.makeup.story import Made
from pagesetter.model.dummy import StoryPlan
from pagesetter.model.page import Item, Picture, Text
from pagesetter.model.story import Story
from pagesetter.records import record


@record
class Part:
    """What one area has of a story."""

    number: int
    blocks: Mapping[int, tuple[int, int]]
    """Of each block of the part its index in the whole story and the characters of that block before it."""
    before: int
    """Characters of the story's paragraphs before this part."""
    after: int
    """… and up to its end, where all that it has finds room."""
    opening: int
    """Characters of the words over it, which are none of the story's."""
    goes_on: str = ""
    """Where the rest goes on, in words; empty: nothing is left."""
    weighed: Weighed = Weighed()
    """What came of the jump as a cure."""


@record
class Link:
    """The stories of one page that stand in several areas."""

    plans: tuple[StoryPlan, ...]
    parts: Mapping[str, Part]
    """By area."""
    names: Mapping[str, str]
    """Slugs of stories by what their parts were called while the page was planned."""
    placed: Mapping[str, frozenset[int]]
    """Photos of each story that have a place in any of its areas."""
    found: tuple[Diagnostic, ...]

    def findings(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """What was found while the page was planned, in the names of the stories, with what was found here."""
        out = []
        for each in found:
            for name, slug in self.names.items():
                quoted = f'"{name}"'
                each = replace(each, message=each.message.replace(quoted, f'"{slug}"'))
            if each.code == "M104" and any(
                each.message.startswith(f'photo {number} of story "{slug}" ')
                for slug, numbers in self.placed.items()
                for number in numbers
            ):
                continue  # it stands in another area of its story
            out.append(each)
        return (*out, *self.found)

    def restored(self, made: Made) -> Made:
        """A part that was made, its texts numbered as the whole story's are."""
        part = self.parts.get(made.fit.area)
        if part is None:
            return made
        fit = made.fit
        cures = (*fit.cures, part.goes_on) if part.goes_on else fit.cures
        placed = max(fit.text_range[1] - part.opening, 0)
        span = (part.before, part.before + placed if fit.over_lines > 0 else part.after)
        weighed = part.weighed
        characters = max(fit.characters - part.opening, 0)
        fit = replace(fit, part=part.number, text_range=span, characters=characters, cures=cures)
        if weighed.trials:
            trials = weighed.trials if weighed.cut is not None else (*fit.trials, *weighed.trials)
            fit = replace(fit, trials=trials, taken=weighed.taken or fit.taken)
        return replace(made, items=tuple(_renumbered(item, part) for item in made.items), fit=fit)


def _renumbered(item: Item, part: Part) -> Item:
    if not isinstance(item, Text | Picture):
        return item
    item = replace(item, part=part.number)
    if isinstance(item, Picture) or item.block < 0:
        return item
    index, offset = part.blocks.get(item.block, (-1, 0))
    if index < 0:
        return replace(item, block=-1, start=0, end=0)
    return replace(item, block=index, start=item.start + offset, end=item.end + offset)


@dataclass(slots=True, eq=False, repr=False)
class _Place:
    """An area of a thread, and what it gets."""

    page: int
    plan: StoryPlan
    done: StoryPlan | None = None
    part: Part | None = None
    found: list[Diagnostic] = field(default_factory=list)

    @property
    def slug(self) -> str:
        return original_name(self.plan.story.slug, self.plan.area.continues)


def threaded(
    plans: Sequence[Sequence[StoryPlan]],
    tools: Sequence[Tools],
    numbers: Sequence[str],
    *,
    alone: bool,
    absent: str = "",
) -> list[Link]:
    """One Link for each page: ``plans``, ``tools`` and ``numbers`` (what the pages are called) go by pages.

    ``alone``: other pages of the edition are not at hand; ``absent``: number of one that
    could not be read. Codes: M230 to M234, M236.
    """
    every = [_Place(page, plan) for page, own in enumerate(plans) for plan in own]
    threads: dict[str, list[_Place]] = {}
    for place in every:
        if place.plan.area.jump or place.plan.area.continues:
            threads.setdefault(place.slug, []).append(place)
    for slug, places in threads.items():
        begin = [p for p in every if p.slug == slug and not p.plan.area.continues and p not in places]
        places[:] = sorted((*begin, *places), key=lambda p: (p.plan.area.continues, p.page))
        _Thread(slug, places, tools, numbers, alone=alone, absent=absent).run()
    photos = {slug: frozenset(s.number for p in places for s in p.plan.photos) for slug, places in threads.items()}
    links = []
    for page in range(len(plans)):
        own = [p for p in every if p.page == page]
        links.append(
            Link(
                tuple(p.done or p.plan for p in own),
                {p.plan.area.name: p.part for p in own if p.part is not None},
                {part_name(p.slug, p.plan.area.continues): p.slug for p in own if p.plan.area.continues},
                photos,
                tuple(d for p in own for d in p.found),
            )
        )
    return links


class _Thread:
    """One story and the areas that it runs through."""

    def __init__(
        self,
        slug: str,
        places: Sequence[_Place],
        tools: Sequence[Tools],
        numbers: Sequence[str],
        *,
        alone: bool,
        absent: str,
    ) -> None:
        self.slug, self.places = slug, places
        self.alone, self.absent = alone or bool(absent), absent
        self.tools, self.numbers = tools, numbers
        self.story: Story = places[0].plan.story

    def run(self) -> None:
        """Gives every area its part of the text."""
        first = self.places[0]
        blocks = self.story.blocks
        index = {id(block): i for i, block in enumerate(blocks)}
        rest: tuple[Piece, ...] = tuple(Piece(block, index[id(block)]) for block in self.story.body)
        if first.plan.area.continues:
            rest = self._without_beginning(first, rest)
        for number, place in enumerate(self.places):
            following = self.places[number + 1] if number + 1 < len(self.places) else None
            rest = self._share(place, number, following, rest)

    def _share(
        self, place: _Place, number: int, following: _Place | None, rest: tuple[Piece, ...]
    ) -> tuple[Piece, ...]:
        """Fills one area; what is left over."""
        plan, area, tools = place.plan, place.plan.area, self.tools[place.page]
        sheet = tools.setter.sheet
        here = self.numbers[place.page]
        opening: tuple[Piece, ...] = ()
        if area.continues:
            before = self.places[number - 1] if number else None
            there = self.numbers[before.page] if before else ""
            said = words(sheet, "continued-from", self.story.language, here, there) if before else ""
            if said and rest:
                opening = (Piece(line_of("continued", said, area.origin), -1),)
            if not rest and number:
                message = f'story "{self.slug}" ends before area {area.name}, which is to continue it'
                place.found.append(warning("M234", message, "give that area to another story", area.origin))
        target = self.numbers[following.page] if following else (area.jump.page or self.absent) if area.jump else ""
        pieces = (*opening, *rest)
        story = replace(plan.story, slug=self.slug, body=tuple(p.block for p in pieces), credit=self.story.credit)
        plan = replace(plan, story=story)
        left: tuple[Piece, ...] = ()
        said = words(sheet, "jump-to", self.story.language, here, target) if target else ""
        credit = line_of("jump", said, area.origin) if said else None
        beyond = None
        if following is not None and following.plan.columns:
            beyond = rows_beyond(plan, self.tools[following.page].setter, following.plan)
        goes_on = plan.frames and (following or area.jump) and sheet.copyfit.cure("jump").most
        weighed = jump_or_cure(plan, tools, len(opening), credit, beyond) if goes_on else Weighed()
        if (cut := weighed.cut) is not None:
            pieces, left = split(pieces, cut)
            self._report(place, cut, following, left, target)
            story = replace(story, body=tuple(p.block for p in pieces), credit=credit)
            plan = replace(plan, story=story, area=replace(area, fixed=True))
        elif following is not None and not plan.frames:  # head and photos take all of it, and the text goes on
            pieces, left = (), rest
            plan = replace(plan, story=replace(story, body=(), credit=None))
        place.done = plan
        words_on = ""
        if left and following is not None and following.page == place.page:
            words_on = f"the rest goes on in area {following.plan.area.name}"
        elif left and target:
            words_on = f"the rest goes on on page {target}"
        words_over = sum(len(p.block.text) for p in opening)
        span = (self._characters_before(rest), self._characters_before(left))
        place.part = Part(number, self._numbers(story, pieces), *span, words_over, words_on, weighed)
        return left

    def _characters_before(self, pieces: Sequence[Piece]) -> int:
        """Characters of the story's paragraphs before its last pieces."""
        index, offset = (pieces[0].index, pieces[0].offset) if pieces else (len(self.story.blocks), 0)
        start = self.story.blocks.index(self.story.body[0]) if self.story.body else 0
        running = enumerate(self.story.body, start)
        return sum(len(block.text) for i, block in running if i < index and block.kind != "subhead") + offset

    def _numbers(self, story: Story, pieces: Sequence[Piece]) -> dict[int, tuple[int, int]]:
        """Of each block of a part its index in the whole story and the characters before it."""
        whole = {id(block): (i, 0) for i, block in enumerate(self.story.blocks)}
        whole |= {id(piece.block): (piece.index, piece.offset) for piece in pieces}
        return {i: whole[id(block)] for i, block in enumerate(story.blocks) if id(block) in whole}

    def _report(self, place: _Place, cut: Cut, following: _Place | None, left: Sequence[Piece], target: str) -> None:
        area = place.plan.area
        if cut.stub is not None:
            message = f'a part of story "{self.slug}" has only {cut.stub} lines, in area {area.name} or after it'
            hint = "give the area a few lines more or less (jump_least_lines in the style sheet is the least)"
            place.found.append(warning("M236", message, hint, area.origin))
        if following is not None:
            return
        many = sum(len(p.block.text) for p in left)
        if self.alone and target:
            message = f'about {many} characters of story "{self.slug}" go on on page {target}, which is not made here'
            place.found.append(note("M230", message, "build the edition to see both pages", area.origin))
            return
        message = f'story "{self.slug}" goes on after area {area.name}, but no area continues it'
        hint = f"write {{story: {self.slug}, continues: true}} for an area of the page on which it goes on"
        if self.alone:
            hint = f"write jump: {{page: 3}}, or, in this layout, {{story: {self.slug}, continues: true}}"
        place.found.append(error("M231", message, hint, area.origin))

    def _without_beginning(self, place: _Place, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """The last paragraphs of a story whose beginning stands elsewhere, as many as find room."""
        area, plan = place.plan.area, place.plan
        message = f'area {area.name} continues story "{self.slug}", which begins in no area'
        if not self.alone:
            hint = f"give the story an area where it begins: {{story: {self.slug}, jump: true}}"
            place.found.append(error("M233", message, hint, area.origin))
            return pieces
        message += " of this layout: its end is shown"
        place.found.append(note("M232", message, "build the edition to see where it begins", area.origin))
        setter = self.tools[place.page].setter.along(plan.grid.mode)
        room = plan.room
        for index in range(len(pieces) - 1, -1, -1):
            body = (pieces[index].block,)
            flow = elements(replace(plan, story=replace(plan.story, body=body, credit=None)), plan.grid, setter)
            flow = tuple(e for e in flow if isinstance(e, Paragraph) or e.kind == "subhead")
            rows = sum(map(rows_of, flow))
            if rows > room:
                lines = flow[-1].natural.lines if len(flow) == 1 and isinstance(flow[-1], Paragraph) else ()
                if room < 2 or not lines:
                    return pieces[index + 1 :]
                return split(pieces, Cut(index, 0, lines[len(lines) - room - 1].end))[1]
            room -= rows
        return pieces
