"""The fields of a style sheet as tables of rows: what `read.styles` reads and the JSON schema offers."""

import re
from dataclasses import dataclass
from typing import Final

from pagesetter.model.style import FaceRef
from pagesetter.read.fields import Field, Problems, Record, Schema, key_of, shape
from pagesetter.read.kinds import Choice, Flag, LanguageTag, Number, Text, scalar_of
from pagesetter.read.measures import Measure
from pagesetter.read.shapes import Either, ListOf, MapOf
from pagesetter.read.tree import Node, Scalar

ABSOLUTE: Final = ("pt", "mm", "cm", "in")
_EM: Final = Measure(("em",))
_SIGNED_EM: Final = Measure(("em",), least=None)
_PERCENT: Final = Measure(("%",))
_LINES: Final = Measure(("行",))


@dataclass(slots=True, eq=False, repr=False)
class Face:
    """A family with its weight: ``Noto Serif SC 900``; read as a FaceRef, weight 400 when none is given."""

    expected: str = "a family and a weight such as Noto Serif SC 900"

    def accepts(self, node: Node) -> bool:
        """Whether the node is text."""
        return isinstance(node, Scalar) and not node.empty

    def read(self, node: Node, problems: Problems) -> FaceRef | None:
        """The face asked for; whether there is one, the font library says."""
        scalar = scalar_of(node, self.expected, problems)
        if scalar is None:
            return None
        match = re.fullmatch(r"(\S.*?)(?:\s+(\d+))?", scalar.text.strip())
        weight = int(match[2] or 400) if match else 0
        if match is None or match[1].isdigit() or not 1 <= weight <= 1000:
            hint = "weights run from 1 to 1000; 400 is regular, 700 bold, 900 black"
            problems.error("R023", f'"{key_of(node)}" takes {self.expected}, not {shape(node)}', hint, node.origin)
            return None
        return FaceRef(match[1], weight, node.origin)

    def schema(self) -> Schema:
        """A string."""
        return {"type": "string"}


LEVELS: Final = (
    "none", "basic", "gb", "strict", "very-loose", "loose", "very-strict", "syllable", "word", "normal",
    "css-loose", "css-normal", "css-strict",
)  # fmt: skip
"""Levels of line breaking of all languages; a language takes its own default for a level that it lacks."""

HANGS: Final = (
    "none", "allow-end", "force-end", "first", "last", "first last", "first allow-end", "first force-end",
    "allow-end last", "force-end last", "first allow-end last", "first force-end last",
)  # fmt: skip
"""Hanging punctuation (CSS Text 3, 8.2.1)."""

TYPE_ROWS: Final = (
    Field("like", Text(), "Style whose settings hold where this one is silent; body when not given."),
    Field(
        "faces", ListOf(Face(), least=1, single=True), "Families with weights, the first that has a character sets it."
    ),
    Field("size", Measure((*ABSOLUTE, "em"), positive=True), "Type size; 1em is the grid's body size."),
    Field(
        "leading", Measure((*ABSOLUTE, "em", "行", "%"), positive=True), "Baseline to baseline; 1em is its own size."
    ),
    Field("tracking", _SIGNED_EM, "Extra width after every character."),
    Field("condense", _PERCENT, "Horizontal scale; 90% is a 长体."),
    Field("ink", Text(), "Name of an ink of this sheet."),
    Field("language", LanguageTag(), "Language of the text, where it is not the story's."),
    Field("mode", Choice(("horizontal", "vertical")), "Direction of the lines."),
    Field("level", Choice(LEVELS), "Strictness of line breaking."),
    Field("squeeze", Choice(("full", "kaiming", "half", "none")), "Punctuation style: 全角, 开明, 半角 or none."),
    Field("line_end", Choice(("half", "if-needed", "full")), "Width of marks at the end of a line."),
    Field("autospace", Flag(), "Whether a gap stands between Han and Latin."),
    Field("hang", Choice(HANGS), "Marks that may stand outside the measure."),
    Field("word_break", Choice(("normal", "keep-all", "break-all")), "Where words may be parted."),
    Field("hyphens", Flag(), "Whether words of European languages are hyphenated."),
    Field("across_digits", Number(0, 4, whole=True), "Vertical text: longest number that stands across (纵中横)."),
    Field("corner_quotes", Flag(), "Vertical text: whether “ ” are shown as 「 」."),
    Field("latin_gap", _EM, "Han-Latin gap; 1/4 em, under 10 pt 1/8 em."),
    Field("latin_gap_min", _EM, "Floor of the Han-Latin gap."),
    Field("latin_gap_max", _EM, "Cap of the Han-Latin gap before other gaps open."),
    Field("space", _EM, "Western word space; 0em takes the font's own."),
    Field("space_min", _EM, "Floor of the word space."),
    Field("space_max", _EM, "Cap of the word space."),
    Field("loose", _EM, "A line whose Han gaps open further is reported as loose."),
    Field("align", Choice(("justify", "left", "right", "centre")), "How lines are filled."),
    Field("indent", _EM, "First-line indent."),
    Field("features", MapOf(Number(0, whole=True)), "OpenType features by tag: {palt: 1}."),
)

_PART_ROWS: Final = (
    *TYPE_ROWS,
    Field("ratio", _PERCENT, "Size as a share of the headline's."),
    Field("min", Measure((*ABSOLUTE, "em"), positive=True), "Smallest size."),
    Field("max", Measure((*ABSOLUTE, "em"), positive=True), "Largest size."),
)

TYPE: Final = Record(TYPE_ROWS, "How a role of text is set.")
_PART: Final = Record(_PART_ROWS, "How the kicker or the deck is set.")

HEAD: Final = Record(
    (
        Field("like", Text(), "Head whose settings hold where this one is silent."),
        Field(
            "ladder",
            ListOf(Measure((*ABSOLUTE, "em"), positive=True), least=1),
            "Sizes to try, largest first; the first that fits is taken.",
        ),
        Field("headline", TYPE, "How the headline is set; its size comes from the ladder."),
        Field("kicker", _PART, "How the kicker is set."),
        Field("deck", _PART, "How the deck is set."),
        Field("line", Measure(("em",), positive=True), "Baseline to baseline of a headline of several lines."),
        Field("tracking_max", _EM, "Headlines may be let out by so much."),
        Field("tracking_min", _SIGNED_EM, "Headlines may be tightened by so much (negative)."),
        Field("condense_min", _PERCENT, "Narrowest horizontal scale (长体)."),
        Field("air_above", _LINES, "White above the head."),
        Field("air_below", _LINES, "White under the head, at least."),
        Field("fill", _PERCENT, "A one-line head that fills less of its span is let out."),
        Field("align", Choice(("centre", "left")), "Where a head stands in its span."),
    ),
    "How a head (kicker, headline, deck) is sized and fitted.",
)

LINE: Final = Record(
    (
        Field("width", Measure(ABSOLUTE), "Thickness."),
        Field("ink", Text(), "Name of an ink of this sheet."),
    ),
    "A rule or frame line.",
)

_CMYK: Final = ListOf(Number(0, 100), 4, 4)

INK: Final = Either(
    (
        _CMYK,
        Record(
            (
                Field("spot", Text(), "Name of the ink, as on its swatch.", required=True),
                Field("cmyk", _CMYK, "Process colour that stands for it, in percent.", required=True),
                Field("tint", Measure(("%",)), "How much of the full ink."),
            ),
            "A spot ink.",
        ),
    )
)

SHEET: Final = Record(
    (
        Field("extends", Text(), "Sheet that this one changes: newspaper, or the path of a sheet file.", "newspaper"),
        Field("types", MapOf(TYPE), "Roles of text: body, caption, byline …"),
        Field("heads", MapOf(HEAD), "Roles of heads: lead, second, third, picture …"),
        Field("lines", MapOf(LINE), "Rules and frames: column, story, rank, frame, running-head."),
        Field("inks", MapOf(INK), "Colours by name, in percent of cyan, magenta, yellow, black."),
        Field("numbers", MapOf(Number()), "Make-up numbers, their unit in the name."),
    ),
    "Styles that differ from the sheet they extend.",
)
