"""A line of JSON in, what is to be set and how out: the input of `pagesetter galley --jsonl`.

The keys stand in one table of rows, as those of layouts and stories do, so that a misspelt key or a wrong value is
reported with line and column and a hint.
"""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pagesetter.diagnostics import Diagnostic, Origin, error
from pagesetter.read.fields import Field, Problems, Record, Schema, Values
from pagesetter.read.kinds import Flag, LanguageTag, Number, Text, scalar_of
from pagesetter.read.measures import Measure
from pagesetter.read.shapes import Either, ListOf
from pagesetter.read.source import text_of
from pagesetter.read.style_rows import ABSOLUTE, TYPE_ROWS
from pagesetter.read.tree import Items, Node, Scalar, Table
from pagesetter.read.units import Length, bare_number

_LENGTH: Final = Measure((*ABSOLUTE, "em"), positive=True)
_EM: Final = Measure(("em",))


@dataclass(slots=True, eq=False, repr=False)
class LineLength:
    """A measure: a number of characters or a length; read as a Length."""

    expected: str = "a number of characters or a length such as 17字 or 63mm"

    def accepts(self, node: Node) -> bool:
        """Whether the node is text."""
        return isinstance(node, Scalar) and not node.empty

    def read(self, node: Node, problems: Problems) -> Length | None:
        """The length; a bare number counts characters."""
        scalar = scalar_of(node, self.expected, problems)
        if scalar is None:
            return None
        if not bare_number(scalar.text):
            read = _LENGTH.read(scalar, problems)
            return read if isinstance(read, Length) else None
        value = float(scalar.text)
        if value <= 0:
            problems.error("R024", f"a measure of {scalar.text}, more than 0 is allowed", "", node.origin)
            return None
        return Length(value, "em")

    def schema(self) -> Schema:
        """A number or a string."""
        return {"anyOf": [{"type": "number", "exclusiveMinimum": 0}, _LENGTH.schema()]}


@dataclass(slots=True, eq=False, repr=False)
class Em:
    """A number of em, bare or as ``0.25em``; read as a float."""

    expected: str = "a number of em"

    def accepts(self, node: Node) -> bool:
        """Whether the node is text."""
        return isinstance(node, Scalar) and not node.empty

    def read(self, node: Node, problems: Problems) -> float | None:
        """The number."""
        number = Number(least=0)
        if number.accepts(node):
            value = number.read(node, problems)
            return float(value) if isinstance(value, int | float) else None
        length = _EM.read(node, problems)
        return length.value if isinstance(length, Length) else None

    def schema(self) -> Schema:
        """A number or a string."""
        return {"anyOf": [Number(least=0).schema(), _EM.schema()]}


STYLED: Final = (
    "mode", "squeeze", "line_start", "line_end", "autospace", "hang", "word_break", "hyphens", "latin", "across_digits",
    "corner_quotes", "align",
)  # fmt: skip
"""Keys that say the same here as in a style of a sheet."""

_ROWS: Final = MappingProxyType({row.key: row for row in TYPE_ROWS})

JOB: Final = Record(
    (
        Field("id", Text(), "Name of the paragraph; the answer carries it."),
        Field("text", Text(), "The paragraph.", required=True),
        Field("measure", Either((ListOf(LineLength(), least=1), LineLength())), "Line length; a list: line by line."),
        Field("lang", LanguageTag(), "Language of the text."),
        Field("level", _ROWS["level"].kind, "Strictness of line breaking; else the default of the language."),
        Field("style", Text(), "Role of the style sheet that the text is set in."),
        *(Field(key, _ROWS[key].kind, _ROWS[key].doc) for key in STYLED),
        Field("latin_gap", Em(), "Han-Latin gap, em."),
        Field("indent", Em(), "First-line indent, em."),
        Field("plain", Flag(), "Set without fonts, every character one em wide."),
        Field("narrow", Em(), "With plain: advance of Latin letters, digits and other narrow characters, em."),
        Field(
            "change", Number(-99, 99, whole=True), "Lines wanted more or, negative, fewer than the best setting has."
        ),
    ),
    "A paragraph to be set.",
    "an object with text and measure",
)
"""Keys of a line."""


def read_job(line: bytes, number: int, shown: str) -> tuple[Values | None, tuple[Diagnostic, ...]]:
    """The keys of one line; None when it holds no object. ``number`` counts lines from 1."""
    here = Origin(shown, number)
    source, found = text_of(line.rstrip(b"\r\n"), Path(shown), shown)
    if source is None:
        return None, tuple(_at_line(d, number) for d in found)
    try:
        value = json.loads(source.text)
    except (ValueError, RecursionError) as fault:
        said, column = (fault.msg, fault.colno) if isinstance(fault, json.JSONDecodeError) else ("nested too deep", 1)
        hint = 'a line is one object, such as {"text": "…", "measure": 17}'
        return None, (error("R014", f"line {number} is no JSON: {said}", hint, Origin(shown, number, column)),)
    problems = Problems()
    values = JOB.read(_node(value, source.text, here), problems)
    return values, (*(_at_line(d, number) for d in found), *problems.found)


def _at_line(found: Diagnostic, number: int) -> Diagnostic:
    """A finding on the bytes of one line, placed at that line."""
    column = found.origin.column if found.origin else 1
    file = found.origin.file if found.origin else ""
    return replace(found, origin=Origin(file, number, column))


def _node(value: object, raw: str, origin: Origin) -> Node:
    """A value of JSON as the node of a file, its keys placed where they stand in the line."""
    if isinstance(value, dict):
        entries = []
        for key, inner in value.items():
            at = re.search(re.escape(json.dumps(key, ensure_ascii=False)) + r"\s*:\s*", raw)
            first, second = (at.start(), at.end()) if at else (0, 0)
            name = Origin(origin.file, origin.line, first + 1, key)
            entries.append((Scalar(key, name), _node(inner, raw, Origin(origin.file, origin.line, second + 1, key))))
        return Table(tuple(entries), origin)
    if isinstance(value, list):
        return Items(tuple(_node(inner, raw, origin) for inner in value), origin)
    if isinstance(value, str):
        return Scalar(value, origin, '"')
    return Scalar(json.dumps(value), origin)
