"""The fields of the areas of a layout as tables of rows: stories, photos, adverts, furniture and their places."""

from typing import Final

from pagesetter.read.around_rows import AROUND, FREE_PHOTO, FREE_PLACE, QUOTE, SUMMARY
from pagesetter.read.fields import Field, Record
from pagesetter.read.kinds import Choice, Flag, Number, Text
from pagesetter.read.measures import Measure, Span
from pagesetter.read.shapes import Either, ListOf, Variants
from pagesetter.read.style_rows import ABSOLUTE, DECK_PLACES, KICKER_PLACES

MODES: Final = ("horizontal", "vertical")
"""Directions of lines."""
HEAD_FORMS: Final = (
    "over", "part", "inside", "side", "brow", "waist", "盖文题", "串文题", "文包题", "边题", "眉心题", "腰题",
)  # fmt: skip
"""How a head stands to its text."""
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
                    "form",
                    Choice(HEAD_FORMS),
                    "How it stands to the text: over all columns, over a part of them, inside the text, at its side, "
                    "at its brow (head, with text at both sides) or across its waist.",
                ),
                Field("panel", Text(), "Panel of the style sheet behind or round it: tint, reversed …; none."),
                Field("kicker", Choice(KICKER_PLACES), "Where the kicker stands."),
                Field("deck", Choice(DECK_PLACES), "Where the deck stands."),
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
                    *AROUND,
                )
            ),
        ),
        ("place", FREE_PHOTO),
        (
            "rows",
            Record((Field("photo", _NUMBER, "Number of the photo in its story.", required=True), *_CELLS, *AROUND)),
        ),
        (
            "tiers",
            Record((Field("photo", _NUMBER, "Number of the photo in its story.", required=True), *_TIERS, *AROUND)),
        ),
    ),
    "L409",
)

JUMP: Final = Either(
    (
        Record(
            (
                Field("to", Text(), "Area of this layout in which it goes on."),
                Field("page", Text(), "Number of the page on which it goes on."),
            ),
            "Where a story goes on.",
        ),
        Flag(),
    )
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
        Field(
            "frame",
            Either((Flag(), Text("the name of a panel"))),
            "Whether it is framed; or a panel of the style sheet that it stands in: tint, double, reversed …",
        ),
        Field("drop_cap", Either((Flag(), Number(2, 9, whole=True))), "Lines of a drop cap; true: 3."),
        Field("fixed", Flag(), "Whether copyfit leaves it as it is."),
        _MIN_PPI,
        Field(
            "column_mode",
            Choice(("equal", "free", "relative")),
            "Columns of its own: equal in whole characters, free with the gutters of the grid, or relative: both.",
            "equal",
        ),
        Field("photos", ListOf(PHOTO_PLACE), "Places of photos inside the story."),
        Field("quotes", ListOf(QUOTE), "Pull quotes inside the story."),
        Field("summary", SUMMARY, "Place of its summary off the columns."),
        Field("inside", Text(), "Area of another story that it stands in, and whose text runs round it."),
        Field("place", FREE_PLACE, "Place inside that area, off its columns."),
        Field("distance", AROUND[-1].kind, "White that the text around it keeps; 1字 by the style sheet."),
        Field("jump", JUMP, "Where the story goes on when its text does not end here (下转)."),
        Field(
            "continues",
            Either((Flag(), Number(1, 99, whole=True))),
            "Whether the story goes on here from another area (上接); 2 where it does so for the second time.",
        ),
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
                    *AROUND,
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
                    Field(
                        "edge",
                        Choice(("top", "bottom", "left", "right", "inside", "outside", "fold")),
                        "Edge of the type area that the strip lies at; fold: between the two pages of a spread (中缝).",
                        "top",
                    ),
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
