"""The JSON schemas are made from the tables that the reader reads by."""

import json
from pathlib import Path
from typing import Any

import pytest

from pagesetter.read.fields import Field, Problems, Record
from pagesetter.read.kinds import Flag, Number, Text
from pagesetter.read.schema import layout_schema, schemas
from pagesetter.read.shapes import Either, ListOf
from pagesetter.read.source import SourceText
from pagesetter.read.stories import story_schema
from pagesetter.read.tree import parse_yaml


def walk(part: Any) -> list[dict[str, Any]]:
    if isinstance(part, dict):
        return [part, *(inner for value in part.values() for inner in walk(value))]
    return [inner for item in part for inner in walk(item)] if isinstance(part, list) else []


@pytest.mark.parametrize("name", sorted(schemas()))
def test_shipped_schema_is_what_the_tables_say(root: Path, name: str) -> None:
    shipped = json.loads((root / "schema" / name).read_text(encoding="utf-8"))
    assert shipped == json.loads(json.dumps(schemas()[name]))  # run tools/write_schemas.py


@pytest.mark.parametrize("name", sorted(schemas()))
def test_every_key_is_described(name: str) -> None:
    for part in walk(schemas()[name]):
        for key, described in part.get("properties", {}).items():
            assert isinstance(described, dict)
            assert described.get("description"), key


def test_layout_schema_has_the_keys_of_a_layout() -> None:
    schema = layout_schema()
    assert schema["$schema"].endswith("2020-12/schema")
    assert {"page", "grid", "dummy", "areas", "furniture", "styles", "edition"} <= set(schema["properties"])
    assert set(schema["required"]) == {"page", "grid", "areas"}
    assert schema["additionalProperties"] is False
    uses = [part["required"][0] for part in schema["properties"]["areas"]["additionalProperties"]["anyOf"]]
    assert "story" in uses


def test_story_schema_has_the_keys_of_a_story() -> None:
    assert {"headline", "kicker", "deck", "byline", "photos", "summary"} <= set(story_schema()["properties"])


def test_one_table_reads_and_describes() -> None:
    table = Record(
        (
            Field("name", Text(), "A name.", required=True),
            Field("count", Number(1, 9, whole=True), "How many.", 3),
            Field("flags", ListOf(Either((Flag(), Text())), single=True), "Some."),
        )
    )
    node, _ = parse_yaml(SourceText(Path("x"), "x", "name: no\nflags: [yes, maybe]\n"))
    assert node is not None
    problems = Problems()
    values = table.read(node, problems)
    assert values is not None
    assert problems.found == []
    assert (values.text("name"), values.get("count", int), values.data["flags"]) == ("no", 3, (True, "maybe"))
    assert not values.given("count")
    schema = table.schema()
    assert schema["required"] == ["name"]
    assert schema["properties"]["count"] == {
        "description": "How many.",
        "type": "integer",
        "minimum": 1,
        "maximum": 9,
        "default": 3,
    }


def test_all_problems_of_a_mapping_come_at_once() -> None:
    table = Record(
        (Field("a", Number(whole=True), "A."), Field("b", Flag(), "B."), Field("c", Text(), "C.", required=True))
    )
    node, _ = parse_yaml(SourceText(Path("x"), "x", "a: one\nb: perhaps\nd: 4\n"))
    assert node is not None
    problems = Problems()
    values = table.read(node, problems)
    found = [(d.code, d.origin and (d.origin.line, d.origin.column)) for d in problems.found]
    assert found == [("R023", (1, 4)), ("R023", (2, 4)), ("R020", (3, 1)), ("R021", (1, 1))]
    assert values is not None
    assert values.bad("a")
    assert not values.bad("c")
