"""The fields of a layout as tables of rows: what `read.layouts` reads and the JSON schema offers."""

from typing import Final

from pagesetter.read.fields import Field, Record
from pagesetter.read.kinds import Choice, Copy, CopyLines, Flag, LanguageTag, Number, Text
from pagesetter.read.measures import IsoDate, Measure, Span
from pagesetter.read.plant_rows import PRESS_ROWS
from pagesetter.read.shapes import Either, ListOf, MapOf, Variants
from pagesetter.read.style_rows import ABSOLUTE, SHEET
from pagesetter.read.switches import COPYEDIT

MODES: Final = ("horizontal", "vertical")
"""Directions of lines."""
_ABS: Final = Measure(ABSOLUTE)
_SIZE: Final = Measure(ABSOLUTE, positive=True)

EDITION: Final = Record(
    (
        Field("title", Text(), "Name of the paper."),
        Field("date", IsoDate(), "Day of issue, YYYY-MM-DD; also the date of the PDF."),
        Field("section", Text(), "Name of the section, 版名."),
        Field("page", Text(), "Page number, 版次, such as A05."),
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

_CELLS: Final = (
    Field("columns", Span(), "Columns that it takes, counted from 1: 1-3.", required=True),
    Field("rows", Span(), "Lines that it takes, counted from 1: 4-47.", required=True),
)
_TIERS: Final = (
    Field("tiers", Span(), "Tiers of a vertical page that it takes, counted from its head: 1-3.", required=True),
    Field("lines", Span(), "Lines of a vertical page that it takes, counted from its right: 1-40.", required=True),
)
_RECTANGLE: Final = Variants(
    (("columns", Record(_CELLS)), ("rows", Record(_CELLS)), ("tiers", Record(_TIERS)), ("lines", Record(_TIERS))),
    "L404",
)
_PLACE: Final = (
    Field("columns", Span(), "Columns that it takes, counted from 1: 1-3; needs rows."),
    Field("rows", Span(), "Lines that it takes, counted from 1: 4-47; needs columns."),
    Field("tiers", Span(), "On a vertical page: tiers that it takes, counted from the head; needs lines."),
    Field("lines", Span(), "On a vertical page: lines that it takes, counted from the right; needs tiers."),
    Field("shape", ListOf(_RECTANGLE, least=1), "Several rectangles of columns and rows that make one area."),
)
_CAPTIONS: Final = Field("captions", Choice(MODES), "Direction of the captions; that of the story by default.")
_MIN_PPI: Final = Field("min_ppi", Number(1, 2400), "Lowest effective resolution allowed here, in ppi.")
_NUMBER: Final = Number(1, 99, whole=True)

HEAD: Final = Either(
    (
        Record(
            (
                Field("style", Text(), "Head of the style sheet: lead, second, third, picture, or none.", "second"),
                Field("lines", Number(1, 200, whole=True), "Height in lines of the body."),
                Field("columns", Span(), "Columns of the grid that it spans."),
                Field("tiers", Span(), "Tiers of a vertical story that it spans."),
                Field("mode", Choice(MODES), "Direction of its lines; that of the story by default."),
                Field(
                    "side",
                    Choice(("first", "last")),
                    "A head across the story's lines: over its first columns (tiers) or its last.",
                    "first",
                ),
            ),
            "The head of the story.",
        ),
        Text("the name of a head style, vertical or horizontal"),
    )
)

PHOTO_PLACE: Final = Variants(
    (
        (
            "anchor",
            Record(
                (
                    Field("photo", _NUMBER, "Number of the photo in its story.", required=True),
                    Field(
                        "anchor",
                        Choice(
                            ("top-left", "top-right", "bottom-left", "bottom-right", "top", "bottom", "left", "right")
                        ),
                        "Corner or edge of the story's text that it stands at.",
                        required=True,
                    ),
                    Field("columns", Number(1, 40, whole=True), "Width in columns; height in tiers.", 1),
                    Field(
                        "lines", Number(1, 400, whole=True), "Height in lines with its caption; else by the picture."
                    ),
                )
            ),
        ),
        ("rows", Record((Field("photo", _NUMBER, "Number of the photo in its story.", required=True), *_CELLS))),
        ("tiers", Record((Field("photo", _NUMBER, "Number of the photo in its story.", required=True), *_TIERS))),
    ),
    "L409",
)

STORY: Final = Record(
    (
        Field("story", Text(), "Slug or file of the story.", required=True),
        Field("mode", Choice(MODES), "Direction of its lines; the page's by default."),
        Field("head", HEAD, "Head style: lead, second, third, picture, or none; or vertical, horizontal."),
        *(row for row in _PLACE if row.key not in ("columns", "tiers")),
        Field("columns", Span(), "A number alone: columns of its own (破栏). With rows: the columns that it takes."),
        Field("tiers", Span(), "A number alone: tiers of its own. With lines: the tiers that it takes."),
        _CAPTIONS,
        Field("frame", Flag(), "Whether it is framed."),
        _MIN_PPI,
        Field("photos", ListOf(PHOTO_PLACE), "Places of photos inside the story."),
    ),
    "A story.",
)

AREA: Final = Variants(
    (
        ("story", STORY),
        (
            "photo",
            Record(
                (
                    Field("photo", _NUMBER, "Number of the photo in its story.", required=True),
                    Field("of", Text(), "Area of its story.", required=True),
                    *_PLACE,
                    _CAPTIONS,
                    _MIN_PPI,
                ),
                "A photo of a story.",
            ),
        ),
        (
            "advert",
            Record(
                (
                    Field(
                        "advert",
                        Either(
                            (
                                Record(
                                    (
                                        Field(
                                            "file",
                                            Text(),
                                            "Picture or PDF of the advertisement; without it the place stays free.",
                                        ),
                                        Field("label", Text(), "Word that marks it, 广告."),
                                    )
                                ),
                                Text("a file"),
                            )
                        ),
                        "Picture or PDF of the advertisement; without it the place stays free.",
                    ),
                    Field("page", Number(1, 9999, whole=True), "Page of a PDF; the first by default."),
                    Field(
                        "size",
                        Choice(("fit", "exact")),
                        "A PDF as large as fits, which is the default, or exact: at 100 %.",
                    ),
                    *_PLACE,
                    Field("frame", Flag(), "Whether it is framed."),
                    _MIN_PPI,
                ),
                "An advertisement.",
            ),
        ),
        (
            "furniture",
            Record(
                (
                    Field("furniture", Text(), "Name under furniture.", required=True),
                    *_PLACE,
                    Field(
                        "strip",
                        Measure((*ABSOLUTE, "行"), positive=True),
                        "Height of a strip of its own across the type area, outside the grid.",
                    ),
                    Field("edge", Choice(("top", "bottom")), "Edge of the type area that the strip lies at.", "top"),
                ),
                "Furniture.",
            ),
        ),
        ("summary", Record((Field("summary", Text(), "Area of its story.", required=True), *_PLACE), "A summary.")),
        (
            "head",
            Record(
                (
                    Field("head", Text(), "Area of its story.", required=True),
                    Field("mode", Choice(MODES), "Direction of its lines; that of the story by default."),
                    *_PLACE,
                ),
                "The head of a story.",
            ),
        ),
    ),
    "L401",
)

FURNITURE_TEXT: Final = Either(
    (
        Record(
            (
                Field("text", CopyLines(), "Text or lines; {page} prints that field of the edition.", required=True),
                Field("style", Text(), "Role of the style sheet.", "running-small"),
            )
        ),
        Copy(),
    )
)
_TEXTS: Final = ListOf(FURNITURE_TEXT, single=True)

FURNITURE: Final = Record(
    (
        Field("left", _TEXTS, "Texts from the left."),
        Field("centre", _TEXTS, "Texts in the middle."),
        Field("right", _TEXTS, "Texts from the right."),
        Field("rule", Text(), "Line of the style sheet under it."),
    ),
    "A strip such as the running head.",
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
