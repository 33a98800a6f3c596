"""A story of raw copy in, the repaired story and a note for every repair out.

In Chinese flattened marks become full width, and paragraphs that a column break cut in two are joined; in Japanese
letters, digits and kana take their usual width. What, in which language and by which clause, stands in
``data/copyedit.tsv``; what is left alone in ``data/protected.tsv``; when paragraphs are joined in ``data/joins.tsv``.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from pagesetter.diagnostics import Diagnostic, Origin, note, warning
from pagesetter.model.story import Block, Photo, Story
from pagesetter.read.copytext import VERBATIM, Traced, joined, packed, unpacked
from pagesetter.read.joins import goes_on
from pagesetter.read.repairs import Repair, Rule, kinds, kinds_on, repairs_of, rules_for
from pagesetter.script.languages import rules_of

MODES: Final = ("on", "report-only", "off")
_HEADS: Final = frozenset({"kicker", "headline", "deck", "subhead"})
_AROUND: Final = 7
"""Characters quoted on either side of a repaired mark."""


def copyedit(story: Story, mode: str, wanted: Collection[str] | None = None) -> tuple[Story, tuple[Diagnostic, ...]]:
    """The story repaired by the rules of its language, and a note for every repair.

    ``mode`` is one of :data:`MODES`: ``report-only`` gives the same notes, worded as what would be done, and the story
    as it came; ``off`` gives it back untouched. ``wanted`` names the kinds of repairs to make (:func:`kinds`); None:
    those that are on in the language unless switched otherwise. Blocks that need no repair are passed on as they are.
    """
    rules = rules_for(rules_of(story.language))
    if mode == "off" or not rules:
        return story, ()
    editor = _Editor(rules_of(story.language), rules, mode == "on", wanted)
    body = tuple(editor.marks(block) for block in editor.joins(story.body))
    edited = replace(
        story,
        kicker=editor.part(story.kicker),
        headline=editor.part(story.headline),
        deck=editor.part(story.deck),
        summary_label=editor.part(story.summary_label),
        summary=editor.part(story.summary),
        byline=editor.part(story.byline),
        body=body,
        photos=tuple(editor.photo(photo) for photo in story.photos),
        credit=editor.part(story.credit),
        repeat_head=editor.part(story.repeat_head),
    )
    found = sorted(editor.found, key=lambda d: (d.origin.line, d.origin.column) if d.origin else (0, 0))
    return (edited if mode == "on" else story), tuple(found)


def repairs_by_kind(diagnostics: Iterable[Diagnostic]) -> dict[str, int]:
    """How many repairs of each kind the diagnostics tell of, kinds in the table's order; none that is zero."""
    codes = [d.code for d in diagnostics]
    counts = {kind: codes.count(code) for kind, code in kinds().items()}
    return {kind: count for kind, count in counts.items() if count}


class _Editor:
    """Edits block after block and keeps the notes. Never leaves this module."""

    def __init__(self, language: str, rules: Mapping[str, Rule], does: bool, wanted: Collection[str] | None) -> None:
        self.language, self.rules, self.does = language, rules, does
        self.wanted = kinds_on(language, {}) if wanted is None else frozenset(wanted)
        self.found: list[Diagnostic] = []

    def joins(self, blocks: tuple[Block, ...]) -> list[Block]:
        """Body blocks, those that a column break cut in two joined. Only neighbouring paragraphs are."""
        done: list[Block] = []
        rule = self.rules.get("join")
        for block in blocks:
            last = done[-1] if done else None
            if last is None or rule is None or rule.kind not in self.wanted or not _joinable(last, block):
                done.append(block)
                continue
            before, after = last.text.rstrip(), block.text.lstrip()
            if not goes_on(before, after):
                done.append(block)
                continue
            done[-1] = packed("body", joined(unpacked(last), unpacked(block)))
            said = "joined" if self.does else "would be joined"
            message = f"paragraph {said} to the one before it: “…{before[-_AROUND:]}” + “{after[:_AROUND]}…”"
            self.found.append(note(rule.code, message, origin=_start(block)))
        return done

    def part(self, block: Block | None) -> Block | None:
        """A block that may be missing, its marks repaired."""
        return None if block is None else self.marks(block)

    def photo(self, photo: Photo) -> Photo:
        """A photo, its caption and credit repaired."""
        return replace(photo, caption=self.part(photo.caption), credit=self.part(photo.credit))

    def marks(self, block: Block) -> Block:
        """A block, its marks repaired; one line more or less is never made."""
        text = block.text
        verbatim = _verbatim(block)
        repairs, unpaired = repairs_of(text, self.language, verbatim, block.kind in _HEADS)
        repairs = tuple(r for r in repairs if r.kind in self.wanted)
        if not repairs and not unpaired:
            return block
        copy = unpacked(block)
        for repair in repairs:
            self.found.append(_told(repair, copy, self.does))
        for index in unpaired:
            message = f"the bracket “{text[index]}” has no partner in {_around(text, index)}, so it stays as typed"
            self.found.append(warning("C201", message, "add the other bracket, or delete this one", copy.origin(index)))
        changes = sorted(change for repair in repairs for change in repair.changes)
        return packed(block.kind, copy.exchanged(changes)) if changes else block


def _joinable(first: Block, second: Block) -> bool:
    """Whether both are paragraphs of running text."""
    both = first, second
    return all(b.kind == "body" and len(b.lines) == 1 and b.text and not any(_verbatim(b)) for b in both)


def _verbatim(block: Block) -> tuple[bool, ...]:
    """For every character of the block's text whether it is code or a table row; empty when none is."""
    if not any(span.role == VERBATIM for line in block.lines for span in line):
        return ()
    said: list[bool] = []
    for number, line in enumerate(block.lines):
        said += [False] if number else []
        for span in line:
            said += [span.role == VERBATIM] * len(span.text)
    return tuple(said)


def _told(repair: Repair, copy: Traced, does: bool) -> Diagnostic:
    """The note of a repair."""
    verb = "is set as" if does else "would be set as"
    message = f"{repair.typed} {verb} {repair.wanted} in {_around(copy.text, repair.at)}"
    return note(repair.code, message, origin=copy.origin(repair.at))


def _around(text: str, index: int) -> str:
    """Some characters before and after a place."""
    start, end = max(index - _AROUND, 0), index + _AROUND + 1
    words = text[start:end].replace("\n", " ")
    return f"“{'…' if start else ''}{words}{'…' if end < len(text) else ''}”"


def _start(block: Block) -> Origin | None:
    """Place of a block's first character."""
    return next((s.origin_at(0) for line in block.lines for s in line if s.text), block.origin)
