"""The fields of places inside a story that its lines run round, as tables of rows: photos, pull quotes, areas."""

from typing import Final

from pagesetter.read.fields import Field, Record
from pagesetter.read.kinds import Choice, Copy, Number, Text
from pagesetter.read.measures import Measure, Span
from pagesetter.read.shapes import ListOf
from pagesetter.read.style_rows import ABSOLUTE

_ALONG: Final = Measure((*ABSOLUTE, "em"))
_WIDE: Final = Measure((*ABSOLUTE, "em"), positive=True)

FREE_PLACE: Final = Record(
    (
        Field("left", _ALONG, "Distance from the left edge of the story: 8字."),
        Field("right", _ALONG, "Distance from its right edge."),
        Field("top", _ALONG, "In vertical lines: distance from the head of the story."),
        Field("bottom", _ALONG, "In vertical lines: distance from its foot."),
        Field("gutter", Number(1, 40, whole=True), "In the middle of the gutter after that column of the story."),
        Field("width", _WIDE, "Width: 14字."),
        Field("height", _WIDE, "In vertical lines: height."),
        Field("rows", Span(), "Lines of the page that it takes, counted from 1: 20-34."),
        Field("lines", Span(), "In vertical lines: lines that it takes, counted from the right."),
    ),
    "A place that keeps to the lines of the story but not to its columns.",
)

AROUND: Final = (
    Field(
        "around",
        Choice(("rectangle", "ellipse", "polygon", "alpha")),
        "Shape that the lines run round; alpha: what is not transparent of the picture.",
    ),
    Field(
        "points", ListOf(ListOf(Measure(("%",), least=None), 2, 2)), "Corners of a polygon: [[0%, 0%], [100%, 50%]]."
    ),
    Field("distance", _ALONG, "White that the lines keep from it; 1字 by the style sheet."),
)

FREE_PHOTO: Final = Record(
    (
        Field("photo", Number(1, 99, whole=True), "Number of the photo in its story.", required=True),
        Field("place", FREE_PLACE, "Place off the columns.", required=True),
        *AROUND,
    )
)

SUMMARY: Final = Record(
    (Field("place", FREE_PLACE, "Place off the columns.", required=True), AROUND[-1]),
    "Where the summary stands.",
)

QUOTE: Final = Record(
    (
        Field("text", ListOf(Copy(), least=1, single=True), "Its words; a list: line by line."),
        Field("quote", Number(1, 99, whole=True), "Number of the story's quotation whose words it takes."),
        Field("by", Text(), "Who says it."),
        Field("place", FREE_PLACE, "Place off the columns."),
        Field("columns", Span(), "Columns that it takes, counted from 1: 1-3; needs rows."),
        Field("rows", Span(), "Lines that it takes, counted from 1: 4-12; needs columns."),
        Field("tiers", Span(), "On a vertical page: tiers that it takes; needs lines."),
        Field("lines", Span(), "On a vertical page: lines that it takes; needs tiers."),
        *AROUND,
    ),
    "A pull quote.",
)
