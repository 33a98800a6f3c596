"""The fields of a layout as tables of rows: what `read.layouts` reads and the JSON schema offers."""

from typing import Final

from pagesetter.read.area_rows import AREA, MODES
from pagesetter.read.fields import Field, Record
from pagesetter.read.kinds import Choice, Copy, CopyLines, Flag, LanguageTag, Number, Text
from pagesetter.read.measures import IsoDate, Measure
from pagesetter.read.plant_rows import PRESS_ROWS
from pagesetter.read.shapes import Either, ListOf, MapOf
from pagesetter.read.style_rows import ABSOLUTE, SHEET
from pagesetter.read.switches import COPYEDIT

_ABS: Final = Measure(ABSOLUTE)
_SIZE: Final = Measure(ABSOLUTE, positive=True)

EDITION: Final = Record(
    (
        Field("title", Text(), "Name of the paper."),
        Field("date", IsoDate(), "Day of issue, YYYY-MM-DD; also the date of the PDF."),
        Field("section", Text(), "Name of the section, 版名."),
        Field("page", Text(), "Page number, 版次, such as A05; of a spread the first of its two."),
        Field("issue", Text(), "Number of the issue, 期号."),
        Field("cn", Text(), "Serial number of the paper, 国内统一连续出版物号: CN 35-0023."),
        Field("editors", Text(), "Editors of the page."),
        Field("phone", Text(), "Telephone of the desk."),
        Field("edition", Text(), "Number or name of the edition of the day, for names of files; 1 when not given."),
        Field("version", Text(), "Version of the page, for names of files; 1 when not given."),
    ),
    "What furniture prints by {name}; further keys of your own may be added.",
    others=Text(),
)

MARGINS: Final = Record(
    (
        Field("top", _ABS, "From the trim to the type area."),
        Field("bottom", _ABS, "From the type area to the trim."),
        Field("left", _ABS, "From the trim to the type area."),
        Field("right", _ABS, "From the type area to the trim."),
        Field("inside", _ABS, "Margin at the fold: left on odd pages, right on even ones."),
        Field("outside", _ABS, "Margin away from the fold."),
    ),
    "White around the type area.",
)

PAGE: Final = Record(
    (
        Field("size", Either((ListOf(_SIZE, 2, 2), Text("a name or a list of 2"))), "Trimmed size.", required=True),
        Field("bleed", _ABS, "Bleed on all sides; 0mm when not given."),
        Field(
            "type_area",
            ListOf(_SIZE, 2, 2),
            "Width and height of the type area, centred where no margins say otherwise.",
        ),
        Field("margins", MARGINS, "White around the type area."),
    ),
    "The paper.",
)

SPREAD: Final = Either((Flag(), Choice(("double", "pages"))))
"""``double`` (true): written as one page of the PDF, ``pages``: as two, cut at the fold."""

GRID: Final = Record(
    (
        Field(
            "mode",
            Choice(MODES),
            "Direction of the body's lines; on a vertical page columns are tiers (段) from the head down.",
            "horizontal",
        ),
        Field("columns", Number(1, 40, whole=True), "Number of columns; of tiers on a vertical page.", required=True),
        Field(
            "measure",
            Measure((*ABSOLUTE, "em"), positive=True),
            "Characters in a line: width of a column, height of a tier, 17字.",
            required=True,
        ),
        Field(
            "gutter",
            Measure((*ABSOLUTE, "em"), words=("auto",)),
            "Between columns; auto is what the type area leaves.",
            "auto",
        ),
        Field("body", _SIZE, "Body size.", required=True),
        Field("leading", Measure((*ABSOLUTE, "em"), positive=True), "Baseline to baseline of the body.", required=True),
        Field(
            "lines", Number(1, 400, whole=True, words=("auto",)), "Lines of the page; auto fills the type area.", "auto"
        ),
    ),
    "The page raster.",
)

DUMMY: Final = Either(
    (
        Record(
            (
                Field(
                    "plan",
                    Copy("a block of rows"),
                    "The page drawn in letters, one row of the picture a line.",
                    required=True,
                ),
            ),
            "The page plan.",
        ),
        ListOf(Copy("a row of letters")),
        Copy("a block of rows"),
    )
)

FURNITURE_TEXT: Final = Either(
    (
        Record(
            (
                Field("text", CopyLines(), "Text or lines; {page} prints that field of the edition.", required=True),
                Field("style", Text(), "Role of the style sheet.", "running-small"),
                Field("fit", Flag(), "As large as its place allows: the name of the paper."),
            )
        ),
        Copy(),
    )
)
_TEXTS: Final = ListOf(FURNITURE_TEXT, single=True)

_STRIP: Final = (
    Field("left", _TEXTS, "Texts from the left."),
    Field("centre", _TEXTS, "Texts in the middle."),
    Field("right", _TEXTS, "Texts from the right."),
    Field("rule", Text(), "Line of the style sheet under it."),
    Field("above", Text(), "Line of the style sheet over it."),
)
_PIECE: Final = (
    *_STRIP,
    Field("rows", ListOf(Record(_STRIP, "A strip.")), "Strips under the texts, from the head down."),
)

FURNITURE: Final = Record(
    (
        *_PIECE,
        Field(
            "pages",
            MapOf(Record(_PIECE, "What is otherwise on these pages.")),
            "What differs on pages: first, last, odd, even, a number (3) or a range (3-5).",
        ),
    ),
    "A piece such as the running head or the paper's name.",
)

FONT: Final = Either(
    (
        Record(
            (
                Field("family", Text(), "Family by which styles ask for it; else the name in the font."),
                Field("file", Text(), "Font file, relative to this layout.", required=True),
            )
        ),
        Copy("a font file"),
    )
)

LAYOUT: Final = Record(
    (
        Field("edition", EDITION, "The issue: fields for furniture."),
        Field(
            "content",
            Text(),
            "Folder of stories and pictures, relative to this layout; the layout's own when not given.",
        ),
        Field("language", LanguageTag(), "Language of the stories.", "zh-Hans"),
        Field("copyedit", COPYEDIT, "Whether raw copy is repaired, or which repairs are made.", "on"),
        Field("plant", Text(), "What the print shop asks for: a plant file, relative to this layout, which wins."),
        *PRESS_ROWS,
        Field("fonts", ListOf(FONT, single=True), "Fonts of your own."),
        Field("font_folders", ListOf(Text("a folder"), single=True), "Folders of fonts, relative to this layout."),
        Field("page", PAGE, "The paper.", required=True),
        Field("spread", SPREAD, "Whether it is two pages on one sheet (跨版): page is then each of them."),
        Field("grid", GRID, "The page raster.", required=True),
        Field("dummy", DUMMY, "The page drawn in letters."),
        Field("areas", MapOf(AREA), "What each letter of the dummy is.", required=True),
        Field("furniture", MapOf(FURNITURE), "Running head and other furniture by name."),
        Field(
            "rules",
            Record(
                (
                    Field("columns", Flag(), "Lines between stories (栏线)."),
                    Field(
                        "tiers", Flag(), "Lines between the tiers of vertical text (段罫); drawn on a vertical page."
                    ),
                )
            ),
            "Which lines are drawn.",
        ),
        Field("styles", SHEET, "Styles that differ from the built-in newspaper sheet."),
    ),
    "The layout of one page.",
)
