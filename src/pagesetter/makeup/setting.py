"""Blocks of copy in, set lines and placed text items out: the one door through which make-up reaches `lines`.

A Setter belongs to one page being made; it knows the style sheet and the shaper and gathers the characters that no
face has and the marks between lines that stand too close for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pagesetter.diagnostics import Diagnostic, Origin, error, warning
from pagesetter.geometry import WritingMode
from pagesetter.lines.paragraph import Prepared, prepare
from pagesetter.model.galley import Line
from pagesetter.model.glyph import Shaper
from pagesetter.model.page import Text
from pagesetter.model.story import Block, Span, Story
from pagesetter.model.style import StyleSheet, TypeStyle
from pagesetter.records import record
from pagesetter.script.classes import script_of
from pagesetter.script.languages import face_tags, rules_of, spoken_in

ASCENT_EM = 0.88
"""Baseline below the top of the em box: the typo em box of CJK fonts is 880 / -120."""
_MIDDLE_EM = 0.5
"""Vertical lines hang on their middles."""
_ROOM_TOLERANCE = 0.01
"""White between lines may be so many pt less than what stands there takes."""
_EXTRA_SCRIPTS = frozenset({"han", "kana", "hangul"})
"""Scripts of the fonts that optional extras bring."""


def axis_em(mode: WritingMode) -> float:
    """What a line stands on, behind the edge of its em box at which the lines before it lie: baseline or middle."""
    return ASCENT_EM if mode is WritingMode.HORIZONTAL else _MIDDLE_EM


@record
class Missing:
    """A character that no face of its style has."""

    character: str
    origin: Origin | None
    families: tuple[str, ...]


@record
class Crowded:
    """Readings or marks between lines that stand too close for them."""

    origin: Origin | None
    needs_em: float
    """White between the lines that they take, em of the text."""
    size: float
    leading: float


@dataclass(slots=True)
class Setter:
    """Sets text by the page's style sheet, in lines of one direction."""

    shaper: Shaper
    sheet: StyleSheet
    missing: list[Missing] = field(default_factory=list)
    mode: WritingMode = WritingMode.HORIZONTAL
    crowded: list[Crowded] = field(default_factory=list)
    _styles: dict[tuple[str, str], TypeStyle] = field(default_factory=dict)
    _other: "Setter | None" = None

    def along(self, mode: WritingMode) -> "Setter":
        """The setter for lines of that direction; both gather what they find in the same lists."""
        if mode is self.mode:
            return self
        if self._other is None:
            self._other = Setter(self.shaper, self.sheet, self.missing, mode, self.crowded, _other=self)
        return self._other

    def style(self, role: str, language: str) -> TypeStyle:
        """The type style of a role in a story's language; roles that the sheet lacks are set as body."""
        key = (role, language)
        if key not in self._styles:
            found = self.sheet.types.get(role) or self.sheet.types["body"]
            self._styles[key] = self.spoken(found, language)
        return self._styles[key]

    def spoken(self, style: TypeStyle, language: str) -> TypeStyle:
        """The style in a language and in this setter's direction; a level of line breaking that the language lacks
        becomes its default."""
        if style.language == language and style.mode is self.mode:
            return style
        faces = style.faces
        if style.language != language:
            faces = style.faces_by_language.faces(face_tags(language)) or faces
        indent = spoken_in(style.indents_em, language, style.indent_em)
        return replace(style, language=language, mode=self.mode, faces=faces, indent_em=indent)

    def prepare(self, spans: Sequence[Span], style: TypeStyle, language: str) -> Prepared:
        """One given line of copy, ready to be broken."""

        def overlay(role: str) -> TypeStyle:
            done = style
            for name in role.split():
                if name in self.sheet.types:
                    done = laid_over(done, self.style(name, language), self.style("body", language))
            return done

        ready = prepare(tuple(spans), overlay, style, self.shaper)
        for index, character in ready.missing:
            span, at = span_of(spans, index)
            families = tuple(face.family for face in overlay(span.role).faces)
            self.missing.append(Missing(character, span.origin_at(at), families))
        if ready.items.notes and style.align == "justify":
            self._measure_room(spans, style, ready)
        return ready

    def _measure_room(self, spans: Sequence[Span], style: TypeStyle, ready: Prepared) -> None:
        """Note where running text has less white between its lines than what stands there takes."""
        # Few paragraphs have anything there.
        from pagesetter.lines.annotate import room_between

        needs = room_between(ready.items.notes, rules_of(style.language))
        if style.leading - style.size < needs * style.size - _ROOM_TOLERANCE:
            first = next(span for span in spans if span.ruby or span.mark)
            self.crowded.append(Crowded(first.origin_at(0), needs, style.size, style.leading))


def laid_over(style: TypeStyle, own: TypeStyle, body: TypeStyle) -> TypeStyle:
    """A block's style with what a role says otherwise than the body: its sizes in proportion, the rest as it stands."""
    other_faces = own.faces != body.faces or own.faces_by_language != body.faces_by_language
    return replace(
        style,
        faces=own.faces if other_faces else style.faces,
        faces_by_language=own.faces_by_language if other_faces else style.faces_by_language,
        ink=style.ink if own.ink == body.ink else own.ink,
        size=style.size if own.size == body.size else style.size * own.size / body.size,
        condense_ratio=style.condense_ratio * own.condense_ratio / body.condense_ratio,
        tracking_em=style.tracking_em + own.tracking_em - body.tracking_em,
        raise_em=style.raise_em + own.raise_em - body.raise_em,
        features=tuple({**dict(style.features), **dict(own.features)}.items()),
        hyphens=style.hyphens if own.hyphens == body.hyphens else own.hyphens,
    )


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


def crowded_lines(crowded: Sequence[Crowded]) -> list[Diagnostic]:
    """One warning a story, at the first of its places, for the marks that need most."""
    worst: dict[str, Crowded] = {}
    for found in crowded:
        file = found.origin.file if found.origin else ""
        if file not in worst or found.needs_em > worst[file].needs_em:
            worst[file] = found
    return [
        warning(
            "M206",
            f"readings or marks between the lines take {c.needs_em:.3g} em, but {c.size:g} pt on {c.leading:g} pt "
            f"leaves {(c.leading - c.size) / c.size:.2f} em, so they come close to the next line",
            f"set the text on {c.size * (1 + c.needs_em):.4g} pt or more, or give the style ruby a smaller size",
            c.origin,
        )
        for c in worst.values()
    ]


def missing_characters(missing: Sequence[Missing]) -> list[Diagnostic]:
    """One error per character and place; a page that passes never shows a .notdef."""
    return [
        error(
            "F410",
            f'no face has the character "{m.character}" (U+{ord(m.character):04X}); looked in {", ".join(m.families)}',
            "replace the character, or name a font that has it in the layout"
            + (" (pagesetter fonts shows what the extras bring)" if script_of(m.character) in _EXTRA_SCRIPTS else ""),
            m.origin,
        )
        for m in dict.fromkeys(missing)
    ]
