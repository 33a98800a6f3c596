"""The fields of the areas of a layout as tables of rows: stories, photos, adverts, furniture and their places."""

from typing import Final

from pagesetter.read.fields import Field, Record
from pagesetter.read.kinds import Choice, Flag, Number, Text
from pagesetter.read.measures import Measure, Span
from pagesetter.read.shapes import Either, ListOf, Variants
from pagesetter.read.style_rows import ABSOLUTE

MODES: Final = ("horizontal", "vertical")
"""Directions of lines."""
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
