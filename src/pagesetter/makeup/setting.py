"""Blocks of copy in, set lines and placed text items out: the one door through which make-up reaches `lines`.

A Setter belongs to one page being made; it knows the style sheet and the shaper and gathers the characters that no
face has.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pagesetter.diagnostics import Origin
from pagesetter.lines.paragraph import Prepared, prepare
from pagesetter.model.galley import Line
from pagesetter.model.glyph import Shaper
from pagesetter.model.page import Text
from pagesetter.model.story import Block, Span, Story
from pagesetter.model.style import StyleSheet, TypeStyle
from pagesetter.records import record

ASCENT_EM = 0.88
"""Baseline below the top of the em box: the typo em box of CJK fonts is 880 / -120."""


@record
class Missing:
    """A character that no face of its style has."""

    character: str
    origin: Origin | None
    families: tuple[str, ...]


@dataclass(slots=True)
class Setter:
    """Sets text by the page's style sheet."""

    shaper: Shaper
    sheet: StyleSheet
    missing: list[Missing] = field(default_factory=list)
    _styles: dict[tuple[str, str], TypeStyle] = field(default_factory=dict)

    def style(self, role: str, language: str) -> TypeStyle:
        """The type style of a role in a story's language; roles that the sheet lacks are set as body."""
        key = (role, language)
        if key not in self._styles:
            found = self.sheet.types.get(role) or self.sheet.types["body"]
            self._styles[key] = self.spoken(found, language)
        return self._styles[key]

    @staticmethod
    def spoken(style: TypeStyle, language: str) -> TypeStyle:
        """The style in a language; a level of line breaking that the language lacks becomes its default."""
        if style.language == language:
            return style
        return replace(style, language=language)

    def prepare(self, spans: Sequence[Span], style: TypeStyle, language: str) -> Prepared:
        """One given line of copy, ready to be broken."""

        def overlay(role: str) -> TypeStyle:
            if not role or role not in self.sheet.types:
                return style
            own = self.style(role, language)
            return replace(style, faces=own.faces, ink=own.ink)

        ready = prepare(tuple(spans), overlay, style, self.shaper)
        for index, character in ready.missing:
            span, at = span_of(spans, index)
            families = tuple(face.family for face in overlay(span.role).faces)
            self.missing.append(Missing(character, span.origin_at(at), families))
        return ready


def span_of(spans: Sequence[Span], index: int) -> tuple[Span, int]:
    """The span that holds a character of a given line, and the character's place in it."""
    for span in spans:
        if index < len(span.text):
            return span, index
        index -= len(span.text)
    raise IndexError(index)


@record
class Source:
    """Where a text comes from: story, block and the place in its file."""

    slug: str
    block: int
    role: str
    origin: Origin | None
    offset: int = 0
    """Characters of the block before this given line."""


def source_of(story: Story, block: Block, offset: int = 0) -> Source:
    """The Source of a story's block."""
    index = next(i for i, b in enumerate(story.blocks) if b is block)
    return Source(story.slug, index, block.kind, block.origin, offset)


def text_item(line: Line, x: float, baseline: float, style: TypeStyle, source: Source) -> Text:
    """A set line at its place."""
    return Text(
        x,
        baseline,
        line.runs,
        line.text,
        style.size,
        line.measure,
        source.role,
        source.slug,
        source.block,
        source.offset + line.start,
        source.offset + line.end,
        mode=style.mode,
        origin=source.origin,
        strokes=line.strokes,
    )
