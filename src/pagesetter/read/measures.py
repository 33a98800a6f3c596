"""Kinds of values that measure: a scalar node in; dates, ranges of columns or rows, and lengths out (`read.fields`)."""

import re
from dataclasses import dataclass
from datetime import date

from pagesetter.read.fields import Problems, Schema, key_of, shape
from pagesetter.read.kinds import scalar_of
from pagesetter.read.tree import Node, Scalar
from pagesetter.read.units import UNITS, Length, bare_number, length_pattern, parse_length, unknown_unit


@dataclass(slots=True, eq=False, repr=False)
class IsoDate:
    """A calendar day, YYYY-MM-DD."""

    expected: str = "a date such as 2025-08-06"

    def accepts(self, node: Node) -> bool:
        """Whether the node is text."""
        return isinstance(node, Scalar) and not node.empty

    def read(self, node: Node, problems: Problems) -> str | None:
        """The date in its ISO form, checked against the calendar."""
        scalar = scalar_of(node, self.expected, problems)
        if scalar is None:
            return None
        try:
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", scalar.text):
                raise ValueError
            return date.fromisoformat(scalar.text).isoformat()
        except ValueError:
            message = f'"{key_of(node)}" is {shape(node)}, which is no day of the calendar'
            problems.error("R023", message, "write it as year-month-day: 2025-08-06", node.origin)
            return None

    def schema(self) -> Schema:
        """A date string."""
        return {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}


@dataclass(slots=True, eq=False, repr=False)
class Span:
    """Columns or rows counted from 1: ``4`` or ``4-47``; read as (first, last)."""

    expected: str = "a number or a range such as 4-47"

    def accepts(self, node: Node) -> bool:
        """Whether the node is text."""
        return isinstance(node, Scalar) and not node.empty

    def read(self, node: Node, problems: Problems) -> tuple[int, int] | None:
        """First and last, both included."""
        scalar = scalar_of(node, self.expected, problems)
        if scalar is None:
            return None
        match = re.fullmatch(r"(\d+)(?:\s*[-–—~～]\s*(\d+))?", scalar.text.strip())
        if match is None:
            problems.error("R023", f'"{key_of(node)}" takes {self.expected}, not {shape(node)}', "", node.origin)
            return None
        first, last = int(match[1]), int(match[2] or match[1])
        if first < 1 or last < first:
            hint = "count from 1, the smaller number first"
            problems.error("R024", f'"{key_of(node)}": {scalar.text} is no range', hint, node.origin)
            return None
        return first, last

    def schema(self) -> Schema:
        """A whole number or a range."""
        return {
            "anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": r"^\d+(\s*[-–—~～]\s*\d+)?$"}]
        }


@dataclass(slots=True, eq=False, repr=False)
class Measure:
    """A length with its unit."""

    units: tuple[str, ...] = UNITS
    """Units that make sense here."""
    least: float | None = 0
    """Smallest number allowed, in whatever unit."""
    positive: bool = False
    """Whether 0 is refused as well."""
    words: tuple[str, ...] = ()
    """Words allowed instead of a length, such as ``auto``; read as text."""

    @property
    def expected(self) -> str:
        """For messages."""
        return " or ".join(["a length in " + self._named(), *self.words])

    def _named(self) -> str:
        names = [{"em": "em (字)"}.get(unit, unit) for unit in self.units]
        return ", ".join(names[:-1]) + " or " + names[-1] if len(names) > 1 else names[0]

    def accepts(self, node: Node) -> bool:
        """Whether the node is text."""
        return isinstance(node, Scalar) and not node.empty

    def read(self, node: Node, problems: Problems) -> Length | str | None:
        """The length."""
        scalar = scalar_of(node, self.expected, problems)
        if scalar is None or scalar.text in self.words:
            return scalar.text if scalar else None
        length, name = parse_length(scalar.text), key_of(node)
        if length is None:
            unit = unknown_unit(scalar.text)
            if bare_number(scalar.text):
                message = f'"{name}" is {scalar.text} without a unit'
            elif unit:
                message = f'"{name}" is {shape(node)}: no unit is called "{unit}"'
            else:
                message = f'"{name}" takes {self.expected}, not {shape(node)}'
            code = "R025" if bare_number(scalar.text) or unit else "R023"
            problems.error(code, message, f"give the unit: {self._named()}", node.origin)
            return None
        if length.unit not in self.units:
            message = f'"{name}" cannot be given in {length.unit}'
            problems.error("R025", message, f"give it in {self._named()}", node.origin)
            return None
        if self.least is not None and (length.value < self.least or (self.positive and length.value <= 0)):
            bound = "more than 0" if self.positive else f"at least {self.least:g}"
            problems.error("R024", f'"{name}" is {scalar.text}, {bound} is allowed', "", node.origin)
            return None
        return length

    def schema(self) -> Schema:
        """A string with a number and a unit."""
        text: Schema = {"type": "string", "pattern": length_pattern(self.units)}
        return {"anyOf": [text, {"enum": list(self.words)}]} if self.words else text
