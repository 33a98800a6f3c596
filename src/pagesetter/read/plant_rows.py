"""The fields of a plant file as tables of rows; a layout may give most of them itself (`read.layout_rows`)."""

from typing import Final

from pagesetter.model.press import CONDITIONS, MARKS, STANDARDS
from pagesetter.read.fields import Field, Record
from pagesetter.read.kinds import Choice, Copy, Flag, Number, Text
from pagesetter.read.measures import IsoDate, Measure
from pagesetter.read.shapes import Either, ListOf
from pagesetter.read.style_rows import ABSOLUTE

_PERCENT: Final = Measure(("%",))

TOTAL_INK: Final = Record(
    (
        Field("warn", Measure(("%",), positive=True), "Total ink from which there is a warning, such as 230%."),
        Field("fail", Measure(("%",), positive=True), "Total ink that the press does not take, such as 240%."),
    ),
    "Limits of the inks printed over each other; those of the condition by default.",
)

PICTURES: Final = Record(
    (
        Field(
            "cmyk",
            Choice(("convert", "refuse")),
            "CMYK pictures with more ink than the limit: convert brings them under it, refuse is an error.",
        ),
        Field("sharpen", Number(0, 2), "How much pictures are sharpened, 0 to 2; 0 is not at all."),
        Field(
            "tone",
            ListOf(ListOf(_PERCENT, 2, 2), least=2),
            "Tone curve: points [from, to] in percent of ink, ascending, such as [[0%, 0%], [50%, 44%], [100%, 100%]].",
        ),
    ),
    "What the press wants done to pictures.",
)

CONDITION: Final = Either(
    (
        Record(
            (
                Field("name", Text(), "Name of the condition.", required=True),
                Field("profile", Text(), "ICC file of the press, relative to this file.", required=True),
                Field("identifier", Text(), "OutputConditionIdentifier of the PDF; the name when not given."),
                Field("condition", Text(), "OutputCondition of the PDF, for people; the name when not given."),
                Field("info", Text(), "Info of the output intent; the name when not given."),
                Field("registry", Text(), "RegistryName, where a registry knows the identifier."),
                Field("intent", Choice(("relative", "perceptual")), "How pictures are converted.", "relative"),
                Field("black_point", Flag(), "Whether black point compensation is asked for; true when not given."),
                Field(
                    "picture_ppi",
                    Number(72, 1200),
                    "Pixels per inch that photos are brought down to; those of newsprint when not given.",
                ),
            ),
            "A print condition of the plant's own.",
        ),
        Choice(CONDITIONS),
    )
)

PRESS_ROWS: Final = (
    Field("standard", Choice(STANDARDS), "What the PDF conforms to; PDF/X-4 when not given."),
    Field("condition", CONDITION, "Paper and press that colours are made for; newsprint when not given."),
    Field("total_ink", TOTAL_INK, "Limits of total ink."),
    Field("pictures", PICTURES, "What the press wants done to pictures."),
    Field(
        "marks",
        Either((Flag(), ListOf(Choice(MARKS), single=True))),
        "Marks outside the bleed: true for all, or a list; none when not given.",
    ),
    Field("slug", Copy("a line of text"), "Text of the slug line; {name} prints that field of the edition."),
    Field(
        "file_name",
        Copy("a pattern such as {title}_{date:%Y%m%d}_{page}_{edition}_v{n}"),
        "Name of the PDF, where -o names a folder or nothing; the layout's own name when not given.",
    ),
    Field("ticket", Flag(), "Whether a job ticket (JSON and XML) is written beside the PDF."),
)
"""Keys that plant files and layouts share; the layout wins."""

PLANT: Final = Record(
    (
        Field("name", Text(), "Name of the plant.", required=True),
        Field("version", Text(), "Version of these rules."),
        Field("date", IsoDate(), "Day from which they hold, YYYY-MM-DD."),
        Field("bleed", Measure(ABSOLUTE), "Bleed on all sides of pages that do not give their own."),
        *PRESS_ROWS,
    ),
    "What a print shop asks of every page of a paper.",
)
