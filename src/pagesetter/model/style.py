"""Type styles and the style sheet: how each part of a story and of the page looks. Data only."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from types import MappingProxyType

from pagesetter.diagnostics import Origin
from pagesetter.geometry import WritingMode
from pagesetter.model.ink import BLACK, Ink
from pagesetter.records import record


@record
class FaceRef:
    """A face asked for by family name and weight; the font library resolves it."""

    family: str
    """Family as the style sheet names it, e.g. ``Noto Serif SC``."""
    weight: int = 400
    """CSS weight 1-1000; a static font of the nearest weight or a pinned variable font serves."""
    origin: Origin | None = field(default=None, compare=False)
    """Where a sheet asks for it; the same face asked for in two places is one face."""


@record
class JustifyLimits:
    """How far a line may be stretched or shrunk, in em of its size (rulebook 1.5)."""

    latin_gap_em: float = 0.25
    """Natural Han-Latin gap."""
    latin_gap_min_em: float = 0.125
    """Floor of the Han-Latin gap."""
    latin_gap_max_em: float = 0.5
    """Cap of the Han-Latin gap before other gaps open."""
    space_em: float = 0.333
    """Natural Western word space; 0 takes the font's own."""
    space_min_em: float = 0.25
    """Floor of the word space."""
    space_max_em: float = 0.5
    """Cap of the word space."""
    loose_em: float = 0.15
    """A line whose Han gaps open further is reported as loose."""


@record
class FaceTable:
    """The faces of a style by language. Shaping keys by it for every text, so its hash looks at the languages alone."""

    rows: tuple[tuple[str, tuple[FaceRef, ...]], ...] = ()
    """(language, faces): a BCP 47 tag, ``latin`` for the languages in Latin, Cyrillic and Greek letters, or empty for
    all that have no row of their own."""

    def __hash__(self) -> int:
        return hash(tuple(language for language, _ in self.rows))

    def faces(self, languages: Iterable[str]) -> tuple[FaceRef, ...]:
        """The faces of the first of the languages that has a row, else those of the row without one; may be empty."""
        own = dict(self.rows)
        return next((own[language] for language in languages if language in own), own.get("", ()))


@record
class TypeStyle:
    """How a run of text is set."""

    faces: tuple[FaceRef, ...]
    """Faces in order of preference for its language; a character takes the first that has it."""
    size: float
    """Type size, pt."""
    leading: float
    """Baseline to baseline, pt."""
    tracking_em: float = 0.0
    """Extra width after every character."""
    condense_ratio: float = 1.0
    """Horizontal scale; 0.9 is a 90 % 长体."""
    ink: Ink = BLACK
    """Colour."""
    language: str = "zh-Hans"
    """BCP 47 tag: chooses classes, breaking rules, spacing tables and `locl` forms."""
    mode: WritingMode = WritingMode.HORIZONTAL
    """Direction of the lines."""
    level: str = "gb"
    """Strictness of line breaking (none, basic, gb, strict; ja: very-loose … ; ko: syllable, word)."""
    squeeze: str = "full"
    """Punctuation style: full 全角, kaiming 开明, half 半角, none."""
    line_start: str = "full-first"
    """Opening marks at the start of a line: full-first (the em on the first line alone), half, full, half-out (on the
    first line half an em of the indent; JLREQ 3.1.5)."""
    line_end: str = "half"
    """Marks at the end of a line: half, if-needed, full (rulebook 0.1)."""
    autospace: bool = True
    """Gap between Han and Latin."""
    hang: str = "none"
    """Marks that may stand outside the measure: none, or first, last and one of allow-end, force-end (CSS Text 3)."""
    word_break: str = "normal"
    """Breaks inside words: normal, keep-all (Hangul and ideographs part at spaces alone), break-all."""
    hyphens: bool = False
    """Whether words of European languages are hyphenated."""
    latin: str = "en"
    """Language of the European words inside Chinese, Japanese or Korean text, by which they are hyphenated."""
    across_digits: int = 2
    """Vertical text: numbers of two and up to so many digits stand across their line in one cell (纵中横)."""
    corner_quotes: bool = False
    """Vertical text: “ ” and ‘ ’ are shown as 「」 and 『』."""
    limits: JustifyLimits = field(default_factory=JustifyLimits)
    """Limits of justification."""
    align: str = "justify"
    """justify, left, right or centre."""
    indent_em: float = 0.0
    """First-line indent."""
    indents_em: tuple[tuple[str, float], ...] = ()
    """The same for stories in other languages, by `face_tags`; ``""``: all others."""
    features: tuple[tuple[str, int], ...] = ()
    """OpenType features, e.g. (("palt", 1),)."""
    faces_by_language: FaceTable = FaceTable()
    """Faces for text in other languages; a character that ``faces`` lack is looked for in all of these. Without rows
    ``faces`` serve every language, and alone."""
    raise_em: float = 0.0
    """How far its characters stand above the line's baseline (in a vertical line right of its middle), em of its own
    size; what is raised or lowered belongs to what stands before it."""


@record
class HeadStyle:
    """How a head (kicker, headline, deck) is sized and fitted."""

    headline: TypeStyle
    """Its size is the first step of the ladder."""
    ladder: tuple[float, ...]
    """Sizes to try, largest first, pt."""
    kicker: TypeStyle
    kicker_ratio: float
    """Kicker size as a share of the headline size, before its own bounds."""
    kicker_bounds: tuple[float, float]
    """Smallest and largest kicker size, pt."""
    deck: TypeStyle
    deck_ratio: float
    deck_bounds: tuple[float, float]
    line_ratio: float = 1.18
    """Baseline to baseline of a two-line headline, as a share of its size."""
    tracking_max_em: float = 0.125
    """Headlines may be let out by so much when they fall short of their span."""
    tracking_min_em: float = -0.05
    """Headlines may be tightened by so much before the next step of the ladder would be taken."""
    condense_min: float = 0.85
    """长体: narrowest horizontal scale (headlines only)."""
    air_above_lines: float = 1.0
    """White above the head, in body lines."""
    air_below_lines: float = 0.5
    """White under the head, in body lines, at least."""
    fill_ratio: float = 0.72
    """A one-line head that fills less of its span than this is let out up to ``tracking_max_em``."""
    align: str = "centre"
    """centre, left."""
    gap_em: float = 0.45
    """White between kicker, headline and deck, em of the body."""
    kicker_place: str = "above"
    """above (引题), left (beside all lines of the headline) or shoulder (肩题: beside its first line)."""
    deck_place: str = "below"
    """below (副题) or above: between kicker and headline."""
    panel: str = ""
    """Panel of the sheet behind or round it; empty: none."""
    breaks: str = "marks"
    """Where a headline may be broken beside the editor's marks, blanks and marks of punctuation: marks (nowhere) or
    phrases (between sense groups)."""


Path = tuple[tuple[str, tuple[float, ...]], ...]
"""Segments of a path: (``m``, (x, y)) begins a part, (``l``, (x, y)) is a line, (``c``, (x1, y1, x2, y2, x, y)) a curve
with its handles, (``h``, ()) closes the part."""


@record
class LineStyle:
    """A rule or frame line."""

    width: float
    """pt; of two lines that of the first (of a frame: the outer) one, of dots their diameter."""
    ink: Ink = BLACK
    form: str = "single"
    """single (正线), double (双线), thick-thin (文武线), wave (波线), dots (点线), dashes or motif (花边)."""
    second: float = 0.0
    """Width of the second of two lines, pt."""
    gap: float = 0.0
    """White between two lines, pt."""
    length: float = 0.0
    """pt along the line after which it repeats: a wave, a dot or dash with its white, a motif."""
    height: float = 0.0
    """pt that a wave or a motif takes across the line."""
    path: Path = ()
    """A motif in a square of 1 by 1, x along the line, y across it (of a frame: from the outside in)."""

    @property
    def depth(self) -> float:
        """What it takes across, pt."""
        match self.form:
            case "double" | "thick-thin":
                return self.width + self.gap + self.second
            case "wave":
                return self.height + self.width
            case "motif":
                return self.height
        return self.width


@record
class PanelStyle:
    """What lies behind a head or a story, or round it."""

    fill: Ink | None = None
    """Ink of the ground; None: paper."""
    text: Ink | None = None
    """Ink of the text on it, where that is black elsewhere; None: black stays black."""
    line: str = ""
    """Line of the sheet round it; empty: none."""
    inset_em: float = 1.0
    """White between its edge and the text at the sides, em of the body."""


@record
class CureLimit:
    """How far one cure of copyfit may go, and what it costs."""

    name: str
    """paragraph, head_space, subhead_space, caption_space, paragraph_space, photo, head or jump."""
    most: int
    """At most so many lines of each (of head: steps of its ladder); 0: never."""
    cost: float
    """Per line (of head: per step of its ladder), on one scale for all: a paragraph set a line longer costs 25."""
    share_ratio: float = 1.0
    """A photo grows or shrinks by no more than this share of its height."""


@record
class CopyfitStyle:
    """What copyfit may try where a story does not fit its area."""

    trials: int = 40
    """So many combinations of cures are set and weighed at most."""
    cures: tuple[CureLimit, ...] = ()
    """In order: of two that cost the same the first is tried first."""

    def cure(self, name: str) -> CureLimit:
        """The limits of a cure; nothing is allowed of one that the sheet leaves out."""
        return next((c for c in self.cures if c.name == name), CureLimit(name, 0, 0.0))


@record
class BanLevel:
    """What a sheet says of one ban of the desk."""

    key: str
    level: str | None = None
    """off, note, warning or error; None: as the table has it."""
    limit: float | None = None
    """In the ban's unit; None: as the table has it."""


@record
class BanStyle:
    """What may not stand on a page (`desk`), where the sheet says otherwise than the table of bans."""

    levels: tuple[BanLevel, ...] = ()
    in_build: bool = False
    """Whether a plain build and check look for them too."""


@record
class StyleSheet:
    """Everything the layout editor may restyle; made from the built-in sheet and the layout's ``styles``."""

    types: Mapping[str, TypeStyle] = field(default_factory=lambda: MappingProxyType({}))
    """Text roles: body, bold, kai, run-in, dateline, reporters, byline, subhead, summary, summary-label, quote,
    caption, credit, end-credit, running-head parts …"""
    heads: Mapping[str, HeadStyle] = field(default_factory=lambda: MappingProxyType({}))
    """Head roles: lead, second, third …"""
    lines: Mapping[str, LineStyle] = field(default_factory=lambda: MappingProxyType({}))
    """Rules: column, story, rank, frame, running-head."""
    inks: Mapping[str, Ink] = field(default_factory=lambda: MappingProxyType({}))
    """Named colours, e.g. accent."""
    numbers: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """Make-up numbers with their units in the name, e.g. ``subhead_lines``, ``summary_inset_em``, ``min_ppi``."""
    texts: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Words that make-up sets by itself, by language (`script.languages.spoken_in`), e.g. ``jump-to``."""
    copyfit: CopyfitStyle = field(default_factory=CopyfitStyle)
    """Cures of copyfit with their limits."""
    panels: Mapping[str, PanelStyle] = field(default_factory=lambda: MappingProxyType({}))
    """What lies behind or round heads and stories: frame, tint, reversed …"""
    keep_together: tuple[str, ...] = ()
    """Words inside which no head is broken."""
    bans: BanStyle = field(default_factory=BanStyle)
    """Levels and limits of the desk's bans."""
