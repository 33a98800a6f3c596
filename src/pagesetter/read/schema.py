"""The tables of fields in, the JSON schemas (draft 2020-12) of layouts, editions, stories, style sheets and
plant files out."""

from collections.abc import Mapping
from types import MappingProxyType

from pagesetter.read.fields import Record, Schema
from pagesetter.read.layout_rows import LAYOUT
from pagesetter.read.paper_rows import PAPER
from pagesetter.read.plant_rows import PLANT
from pagesetter.read.stories import story_schema
from pagesetter.read.style_rows import SHEET


def layout_schema() -> Schema:
    """JSON schema of a layout file."""
    return _whole("pagesetter layout", LAYOUT)


def sheet_schema() -> Schema:
    """JSON schema of a style sheet file."""
    return _whole("pagesetter style sheet", SHEET)


def plant_schema() -> Schema:
    """JSON schema of a plant file."""
    return _whole("pagesetter plant", PLANT)


def paper_schema() -> Schema:
    """JSON schema of an edition file."""
    return _whole("pagesetter edition", PAPER)


def schemas() -> Mapping[str, Schema]:
    """All schemas by the name of their file."""
    return MappingProxyType(
        {
            "layout.schema.json": layout_schema(),
            "edition.schema.json": paper_schema(),
            "story.schema.json": story_schema(),
            "sheet.schema.json": sheet_schema(),
            "plant.schema.json": plant_schema(),
        }
    )


def _whole(title: str, record: Record) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **record.schema()}
