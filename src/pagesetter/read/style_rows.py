"""The fields of a style sheet as tables of rows: what `read.styles` reads and the JSON schema offers."""

from typing import Final

from pagesetter.read.ban_rows import BAN_SECTION
from pagesetter.read.faces import ByLanguage, Face, FamilyName
from pagesetter.read.fields import Field, Record
from pagesetter.read.kinds import Choice, Flag, LanguageTag, Number, Text
from pagesetter.read.measures import Measure
from pagesetter.read.shapes import Either, ListOf, MapOf

ABSOLUTE: Final = ("pt", "mm", "cm", "in")
_EM: Final = Measure(("em",))
_SIGNED_EM: Final = Measure(("em",), least=None)
_EM_BY_LANGUAGE: Final = ByLanguage(_EM, "a mapping of languages and lengths")
_PERCENT: Final = Measure(("%",))
_LINES: Final = Measure(("行",))


_FACES: Final = ListOf(Face(), least=1, single=True)
_FAMILIES: Final = ListOf(FamilyName(), least=1, single=True)


LEVELS: Final = (
    "none", "basic", "gb", "strict", "very-loose", "loose", "very-strict", "syllable", "word", "normal",
    "css-loose", "css-normal", "css-strict", "anywhere",
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
        "faces",
        Either((ByLanguage(_FACES), _FACES)),
        "Families with weights, the first that has a character sets it; or such lists by language.",
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
    Field("line_start", Choice(("full-first", "half", "full", "half-out")), "Opening marks at the start of a line."),
    Field("line_end", Choice(("half", "if-needed", "full")), "Width of marks at the end of a line."),
    Field("autospace", Flag(), "Whether a gap stands between Han and Latin."),
    Field("hang", Choice(HANGS), "Marks that may stand outside the measure."),
    Field("word_break", Choice(("normal", "keep-all", "break-all")), "Where words may be parted."),
    Field("hyphens", Flag(), "Whether words of European languages are hyphenated."),
    Field("latin", LanguageTag(), "Language of European words in Chinese, Japanese or Korean text: hyphens; else en."),
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
    Field(
        "indent",
        Either((_EM, ByLanguage(_EM, "a mapping of languages and lengths"))),
        "First-line indent; or one for each language.",
    ),
    Field("raise", _SIGNED_EM, "How far the characters stand above the baseline (sup) or, negative, below it (sub)."),
    Field("features", MapOf(Number(0, whole=True)), "OpenType features by tag: {palt: 1}."),
)

_PART_ROWS: Final = (
    *TYPE_ROWS,
    Field("ratio", _PERCENT, "Size as a share of the headline's."),
    Field("min", Measure((*ABSOLUTE, "em"), positive=True), "Smallest size."),
    Field("max", Measure((*ABSOLUTE, "em"), positive=True), "Largest size."),
)

KICKER_PLACES: Final = ("above", "left", "shoulder")
"""Above the headline, beside all of its lines, or beside the first."""
DECK_PLACES: Final = ("below", "above")
"""Under the headline, or between kicker and headline."""

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
        Field("gap", Measure(("em", "行")), "White between kicker, headline and deck; 1em is the body size."),
        Field("kicker_place", Choice(KICKER_PLACES), "Where the kicker stands."),
        Field("deck_place", Choice(DECK_PLACES), "Where the deck stands."),
        Field("panel", Text(), "Panel behind or round the head; none."),
        Field("breaks", Choice(("marks", "phrases")), "Whether it may be broken between phrases."),
    ),
    "How a head (kicker, headline, deck) is sized and fitted.",
)

LINE: Final = Record(
    (
        Field("width", Measure(ABSOLUTE), "Thickness; of two lines that of the first or outer one."),
        Field("ink", Text(), "Name of an ink of this sheet."),
        Field(
            "form",
            Choice(("single", "double", "thick-thin", "wave", "dots", "dashes", "motif")),
            "正线, 双线, 文武线, 波线, 点线, dashes, or 花边: a figure that is repeated.",
        ),
        Field("second", Measure(ABSOLUTE, positive=True), "Thickness of the second of two lines."),
        Field("gap", Measure(ABSOLUTE, positive=True), "White between two lines."),
        Field("length", Measure(ABSOLUTE, positive=True), "After so much a wave, dot, dash or figure is repeated."),
        Field("height", Measure(ABSOLUTE, positive=True), "Height of a wave or a figure."),
        Field("path", Text(), "A figure in a square of 1 by 1: M x y, L x y, C x1 y1 x2 y2 x y, Z."),
    ),
    "A rule or frame line.",
)

PANEL: Final = Record(
    (
        Field("fill", Text(), "Ink of the ground; none."),
        Field("tint", _PERCENT, "How much of that ink."),
        Field("text", Text(), "Ink of the text on it instead of black: paper for a reversed panel."),
        Field("line", Text(), "Line round it; none."),
        Field("inset", _EM, "White between its edge and the text at the sides, in characters of the body."),
    ),
    "What lies behind or round a head or a story.",
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

CURES: Final = (
    ("paragraph", 1, "Paragraphs set a line shorter or longer."),
    ("head_space", 9, "Lines of white under the head."),
    ("subhead_space", 1, "A line more or less at each subhead."),
    ("caption_space", 9, "Lines of white at each photo, beside its caption."),
    ("paragraph_space", 9, "Lines of white between paragraphs."),
    ("photo", 40, "Lines by which each photo grows or shrinks."),
    ("head", 9, "Steps of its ladder by which the head grows or shrinks."),
    ("jump", 1, "The rest of the text goes where the area says."),
)
"""Cures of copyfit: name, the largest limit that means anything, meaning."""

COPYFIT: Final = Record(
    (
        Field("trials", Number(0, 1000, whole=True), "At most so many combinations of cures are set and weighed."),
        Field(
            "order",
            ListOf(Choice(tuple(name for name, _, _ in CURES))),
            "The cures that may be tried: of two that cost the same the first is taken.",
        ),
        *(
            Field(
                name,
                Record(
                    (
                        Field("most", Number(0, most, whole=True), "At most so many; 0: never."),
                        Field("cost", Number(0, 100_000), "Cost of each; a paragraph set a line longer costs 25."),
                        *(
                            (Field("share", _PERCENT, "No more than this share of its height."),)
                            if name == "photo"
                            else ()
                        ),
                    ),
                    meaning,
                ),
                meaning,
            )
            for name, most, meaning in CURES
        ),
    ),
    "What copyfit may do where a story does not fit its area.",
)

SHEET: Final = Record(
    (
        Field("extends", Text(), "Sheet that this one changes: newspaper, or the path of a sheet file.", "newspaper"),
        Field(
            "families",
            MapOf(Either((ByLanguage(_FAMILIES), _FAMILIES))),
            "Families that styles ask for, such as serif: the fonts for each language.",
        ),
        Field("types", MapOf(TYPE), "Roles of text: body, caption, byline …"),
        Field("heads", MapOf(HEAD), "Roles of heads: lead, second, third, picture …"),
        Field("lines", MapOf(LINE), "Rules and frames: column, story, rank, frame, running-head."),
        Field("panels", MapOf(PANEL), "What lies behind or round heads and stories: frame, tint, reversed …"),
        Field(
            "keep_together",
            ListOf(Text(), single=True),
            "Words inside which no head is broken; names of files of such words end in .txt.",
        ),
        Field("inks", MapOf(INK), "Colours by name, in percent of cyan, magenta, yellow, black."),
        Field("numbers", MapOf(Number()), "Make-up numbers, their unit in the name."),
        Field(
            "texts",
            MapOf(Either((ByLanguage(Text(), "a mapping of languages and texts"), Text()))),
            "Words that make-up sets by itself, such as those of jumps: one text, or one for each language.",
        ),
        Field("copyfit", COPYFIT, "What may be done where a story does not fit its area."),
        Field("bans", BAN_SECTION, "What may not stand on a page: levels and limits."),
    ),
    "Styles that differ from the sheet they extend.",
)
