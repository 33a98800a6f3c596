"""Kinds of single values: a scalar node in; text, numbers and words out (`read.fields`)."""

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pagesetter.diagnostics import did_you_mean
from pagesetter.read.fields import Problems, Schema, key_of, shape
from pagesetter.read.tree import Items, Node, Scalar
from pagesetter.read.units import bare_number, parse_length
from pagesetter.script.languages import parse_language


def scalar_of(node: Node, expected: str, problems: Problems) -> Scalar | None:
    """The node if it is a text that says something; else None after saying so."""
    if isinstance(node, Scalar) and not node.empty:
        return node
    problems.wrong_shape(node, expected)
    return None


@dataclass(slots=True, eq=False, repr=False)
class Text:
    """Text of any kind, numbers and dates included, as it stands in the file."""

    expected: str = "text"
    pattern: str = ""
    """Regular expression that the whole text must match; ``expected`` says it in words."""

    def accepts(self, node: Node) -> bool:
        """Whether the node is a scalar with something in it."""
        return isinstance(node, Scalar) and not node.empty

    def read(self, node: Node, problems: Problems) -> str | None:
        """The text."""
        scalar = scalar_of(node, self.expected, problems)
        if scalar and self.pattern and not re.fullmatch(self.pattern, scalar.text):
            problems.error("R023", f'"{key_of(node)}" takes {self.expected}, not {shape(node)}', "", node.origin)
            return None
        return scalar.text if scalar else None

    def schema(self) -> Schema:
        """A string; editors write numbers and dates bare."""
        if self.pattern:
            return {"type": ["string", "number"], "pattern": f"^(?:{self.pattern})$"}
        return {"type": ["string", "number", "boolean"]}


@dataclass(slots=True, eq=False, repr=False)
class Copy:
    """Text to be printed: read as its node, which knows the place of every character (`Scalar.places`)."""

    expected: str = "text"

    def accepts(self, node: Node) -> bool:
        """Whether the node is a scalar with something in it."""
        return isinstance(node, Scalar) and not node.empty

    def read(self, node: Node, problems: Problems) -> Scalar | None:
        """The node."""
        return scalar_of(node, self.expected, problems)

    def schema(self) -> Schema:
        """A string; editors write numbers and dates bare."""
        return {"type": ["string", "number"]}


@dataclass(slots=True, eq=False, repr=False)
class CopyLines:
    """One or more lines to be printed: read as a tuple of nodes, one per given line."""

    expected: str = "text or a list of lines"

    def accepts(self, node: Node) -> bool:
        """Whether the node is text or a list."""
        return isinstance(node, Items) or (isinstance(node, Scalar) and not node.empty)

    def read(self, node: Node, problems: Problems) -> tuple[Scalar, ...] | None:
        """The nodes of the lines."""
        if isinstance(node, Items):
            lines = [scalar_of(item, "text", problems) for item in node.items]
            return tuple(line for line in lines if line) or None
        scalar = scalar_of(node, self.expected, problems)
        return (scalar,) if scalar else None

    def schema(self) -> Schema:
        """A string or an array of them."""
        text: Schema = {"type": ["string", "number"]}
        return {"anyOf": [text, {"type": "array", "items": text, "minItems": 1}]}


_YES_NO: Final = MappingProxyType(
    {"true": True, "yes": True, "on": True, "是": True, "false": False, "no": False, "off": False, "否": False}
)


@dataclass(slots=True, eq=False, repr=False)
class Flag:
    """Yes or no."""

    expected: str = "true or false"

    def accepts(self, node: Node) -> bool:
        """Whether the node is one of the words for yes and no."""
        return isinstance(node, Scalar) and node.text.lower() in _YES_NO

    def read(self, node: Node, problems: Problems) -> bool | None:
        """The truth value."""
        scalar = scalar_of(node, self.expected, problems)
        if scalar is None:
            return None
        value = _YES_NO.get(scalar.text.lower())
        if value is None:
            problems.error("R023", f'"{key_of(node)}" takes {self.expected}, not {shape(node)}', "", node.origin)
        return value

    def schema(self) -> Schema:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(slots=True, eq=False, repr=False)
class Number:
    """A number without a unit, within bounds."""

    least: float | None = None
    most: float | None = None
    whole: bool = False
    words: tuple[str, ...] = ()
    """Words allowed instead of a number, such as ``auto``; read as text."""

    @property
    def expected(self) -> str:
        """For messages."""
        return " or ".join(["a whole number" if self.whole else "a number", *self.words])

    def accepts(self, node: Node) -> bool:
        """Whether the node is a number."""
        return isinstance(node, Scalar) and (bare_number(node.text) or node.text in self.words)

    def read(self, node: Node, problems: Problems) -> float | int | str | None:
        """The number, an int when ``whole``."""
        scalar = scalar_of(node, self.expected, problems)
        if scalar is None or scalar.text in self.words:
            return scalar.text if scalar else None
        value: float | None = float(scalar.text) if bare_number(scalar.text) else None
        if value is None or (self.whole and value != int(value)):
            hint = "write the number without a unit" if parse_length(scalar.text) else ""
            problems.error("R023", f'"{key_of(node)}" takes {self.expected}, not {shape(node)}', hint, node.origin)
            return None
        low, high = self.least is not None and value < self.least, self.most is not None and value > self.most
        if low or high:
            bound = f"at least {self.least:g}" if low else f"at most {self.most:g}"
            problems.error("R024", f'"{key_of(node)}" is {scalar.text}, {bound} is allowed', "", node.origin)
            return None
        return int(value) if self.whole else value

    def schema(self) -> Schema:
        """A number with its bounds."""
        part: Schema = {"type": "integer" if self.whole else "number"}
        if self.least is not None:
            part["minimum"] = self.least
        if self.most is not None:
            part["maximum"] = self.most
        return {"anyOf": [part, {"enum": list(self.words)}]} if self.words else part


@dataclass(slots=True, eq=False, repr=False)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    @property
    def expected(self) -> str:
        """For messages."""
        return "one of " + ", ".join(self.words)

    def accepts(self, node: Node) -> bool:
        """Whether the node is text (any: a wrong word is reported as such)."""
        return isinstance(node, Scalar) and not node.empty

    def read(self, node: Node, problems: Problems) -> str | None:
        """The word."""
        scalar = scalar_of(node, self.expected, problems)
        if scalar is None or scalar.text in self.words:
            return scalar.text if scalar else None
        hint = did_you_mean(scalar.text, self.words)
        problems.error("R026", f'"{key_of(node)}" cannot be {shape(node)}', hint, node.origin)
        return None

    def schema(self) -> Schema:
        """An enumeration; words that YAML may take for booleans are allowed as such."""
        truths = [_YES_NO[w] for w in self.words if w in _YES_NO]
        return {"enum": [*self.words, *dict.fromkeys(truths)]}


@dataclass(slots=True, eq=False, repr=False)
class LanguageTag:
    """A language by its BCP 47 tag."""

    expected: str = "a language such as zh-Hans"

    def accepts(self, node: Node) -> bool:
        """Whether the node is text."""
        return isinstance(node, Scalar) and not node.empty

    def read(self, node: Node, problems: Problems) -> str | None:
        """The tag in its own case."""
        scalar = scalar_of(node, self.expected, problems)
        language = parse_language(scalar.text) if scalar else None
        if scalar and language is None:
            hint = "zh-Hans, zh-Hant, ja, ko, en and other BCP 47 tags are known"
            problems.error("R026", f'"{key_of(node)}" cannot be {shape(node)}: no such language', hint, node.origin)
        return language.tag if language else None

    def schema(self) -> Schema:
        """A string."""
        return {"type": "string"}
