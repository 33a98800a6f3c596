"""The fields of an edition file as a table of rows: what `read.paper` reads and the JSON schema offers."""

from typing import Final

from pagesetter.read.fields import Field, Record
from pagesetter.read.kinds import Copy, LanguageTag, Text
from pagesetter.read.layout_rows import EDITION, FONT, FURNITURE
from pagesetter.read.plant_rows import PRESS_ROWS
from pagesetter.read.shapes import Either, ListOf, MapOf
from pagesetter.read.style_rows import SHEET
from pagesetter.read.switches import COPYEDIT

PAGE: Final = Either(
    (
        Record(
            (
                Field("layout", Text(), "Layout file of the page, relative to this file.", required=True),
                *(row for row in EDITION.rows if row.key in ("page", "section", "editors")),
            ),
            "A page; further keys are fields for furniture, of this page alone.",
            others=Text(),
        ),
        Text("a layout file"),
    )
)

PAPER: Final = Record(
    (
        Field("edition", EDITION, "The issue: fields for the furniture of all pages."),
        Field("pages", ListOf(PAGE, least=1), "The pages in their order.", required=True),
        Field(
            "zones",
            MapOf(MapOf(PAGE)),
            "Variants: by the name of the zone the pages that it has instead, {harbour: {A03: a03-harbour.yaml}}.",
        ),
        Field(
            "output",
            Record(
                (
                    Field(
                        "pages", Copy("a pattern such as {title}_{date:%Y%m%d}_{page}"), "Name of the PDF of a page."
                    ),
                    Field("all", Copy("a pattern such as {title}_{date:%Y%m%d}"), "Name of the PDF of all pages."),
                ),
                "Names of files, without suffix; {name} takes a field of the edition or page, {zone} the zone.",
            ),
            "Names of files.",
        ),
        Field("furniture", MapOf(FURNITURE), "Furniture of all pages by name; it wins over that of the layouts."),
        Field("styles", SHEET, "Styles of all pages; those of a layout lie over them."),
        Field("content", Text(), "Folder of stories and pictures of layouts that name none, relative to this file."),
        Field("language", LanguageTag(), "Language of layouts that name none.", "zh-Hans"),
        Field("copyedit", COPYEDIT, "Whether raw copy is repaired, or which repairs are made."),
        Field("plant", Text(), "What the print shop asks for: a plant file, relative to this file."),
        *(row for row in PRESS_ROWS if row.key != "file_name"),
        Field("fonts", ListOf(FONT, single=True), "Fonts of your own, for layouts that name none."),
        Field("font_folders", ListOf(Text("a folder"), single=True), "Folders of fonts, relative to this file."),
    ),
    "An edition: the pages of a paper on one day.",
)
