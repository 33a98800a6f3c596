"""Tables of fields in; readers that check a whole file at once, and its JSON schema, out.

Each mapping of a file is described once, as rows of key, kind, meaning and default. `Record` reads a node of
`read.tree` by those rows and reports everything that is wrong; `Record.schema` is the same rows for an editor program.
Kinds of values stand in `read.kinds` (text, numbers, words), `read.measures` (lengths, dates, ranges) and
`read.shapes` (lists, choices between kinds).

Kinds are never compared or printed: their classes are made without the methods for it, which every start would pay for.
"""

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from pagesetter.diagnostics import Diagnostic, Origin, did_you_mean, error, note, warning
from pagesetter.read.tree import Items, Node, Scalar, Table
from pagesetter.records import record

T = TypeVar("T")
Schema = dict[str, Any]
"""A part of a JSON schema, draft 2020-12."""


class Problems:
    """Collects diagnostics while one file is read."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    def error(self, code: str, message: str, hint: str = "", origin: Origin | None = None) -> None:
        """Adds a finding that keeps the page from being written."""
        self.found.append(error(code, message, hint, origin))

    def warning(self, code: str, message: str, hint: str = "", origin: Origin | None = None) -> None:
        """Adds a finding that prints but does not stop the build."""
        self.found.append(warning(code, message, hint, origin))

    def note(self, code: str, message: str, hint: str = "", origin: Origin | None = None) -> None:
        """Adds information."""
        self.found.append(note(code, message, hint, origin))

    def wrong_shape(self, node: Node, expected: str) -> None:
        """Adds the error for a value of another shape than ``expected``, an indefinite noun phrase."""
        name = key_of(node)
        takes = f'"{name}" takes' if name else "here belongs"
        self.error("R022", f"{takes} {expected}, not {shape(node)}", "", node.origin)


class Kind(Protocol):
    """What a value must be."""

    @property
    def expected(self) -> str:
        """An indefinite noun phrase for messages: ``a length``."""

    def accepts(self, node: Node) -> bool:
        """Whether the node has the outer shape of this kind; chooses between the kinds of `shapes.Either`."""

    def read(self, node: Node, problems: Problems) -> object | None:
        """The value, or None after saying what is wrong."""

    def schema(self) -> Schema:
        """What an editor program may offer and check."""


def key_of(node: Node) -> str:
    """The key that a value stands under, itself or in a list, for messages."""
    return node.origin.path.rsplit(".", 1)[-1].partition("[")[0]


def shape(node: Node) -> str:
    """What a node is, in the user's words."""
    if isinstance(node, Table):
        return "a mapping (keys and values)"
    if isinstance(node, Items):
        return "a list"
    if node.empty:
        return "nothing"
    text = node.text if len(node.text) <= 30 else node.text[:29] + "…"
    return f'"{text}"'.replace("\n", "⏎")


@record
class Field:
    """A row of a table: one key of a mapping."""

    key: str
    kind: Kind
    doc: str
    """One sentence for the schema and the documentation."""
    default: object = None
    """Value when the key is not given."""
    required: bool = False


@record
class Values:
    """What a mapping gave, by key."""

    origin: Origin
    """Place of the mapping."""
    data: Mapping[str, object]
    """Good values, and defaults of keys that are not given."""
    nodes: Mapping[str, Node]
    """What stands in the file, good or bad, for the keys given there."""
    keys: Mapping[str, Origin]
    """Places of the keys given."""

    def given(self, key: str) -> bool:
        """Whether the file gives the key, good or bad."""
        return key in self.nodes

    def bad(self, key: str) -> bool:
        """Whether the file gives a value that was refused: what follows from it is not to be reported again."""
        return key in self.nodes and key not in self.data

    def get(self, key: str, kind: type[T]) -> T | None:
        """The value if it is of that type."""
        value = self.data.get(key)
        return value if isinstance(value, kind) else None

    def all(self, key: str, kind: type[T]) -> tuple[T, ...]:
        """The good values of a list; empty without one."""
        value = self.data.get(key)
        return tuple(v for v in value if isinstance(v, kind)) if isinstance(value, tuple) else ()

    def text(self, key: str, default: str = "") -> str:
        """A text, or the default."""
        value = self.data.get(key)
        return value if isinstance(value, str) else default

    def at(self, key: str) -> Origin:
        """Place of the key's value; of the mapping when it is not given."""
        node = self.nodes.get(key)
        return node.origin if node is not None else self.origin


@record
class Record:
    """A mapping with known keys."""

    rows: tuple[Field, ...]
    doc: str = ""
    expected: str = "a mapping of keys and values"
    others: Kind | None = None
    """Kind of values under keys that no row has; None forbids such keys."""
    also: frozenset[str] = frozenset()
    """Keys that "did you mean" may name although they stand in another record (see `shapes.Variants`)."""
    _by_key: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", MappingProxyType({row.key: row for row in self.rows}))

    def accepts(self, node: Node) -> bool:
        """Whether the node is a mapping."""
        return isinstance(node, Table)

    def read(self, node: Node, problems: Problems) -> Values | None:
        """The values of a mapping; problems of single keys leave the others readable."""
        if not isinstance(node, Table):
            problems.wrong_shape(node, self.expected)
            return None
        data: dict[str, object] = {}
        nodes: dict[str, Node] = {}
        keys: dict[str, Origin] = {}
        meant: set[str] = set()
        for key, value in node.entries:
            row = self._by_key.get(key.text)
            kind = row.kind if row else self.others
            if kind is None:
                known = frozenset(self._by_key) | self.also
                hint = did_you_mean(key.text, known)
                meant.add(hint.partition('"')[2].rpartition('"')[0])
                problems.error("R020", f'unknown key "{key.text}"', hint, key.origin)
                continue
            if isinstance(value, Scalar) and value.empty and not kind.accepts(value):
                continue  # "key:" with nothing behind it is a key not given
            nodes[key.text], keys[key.text] = value, key.origin
            good = kind.read(value, problems)
            if good is not None:
                data[key.text] = good
        for row in self.rows:
            if row.key in nodes:
                continue
            if row.required:
                if row.key not in meant:  # its misspelling has been reported
                    where = f' in "{node.origin.path}"' if node.origin.path else ""
                    problems.error("R021", f'"{row.key}" is missing{where}', f"{row.key}: {row.doc}", node.origin)
            elif row.default is not None:
                data[row.key] = row.default
        return Values(node.origin, data, nodes, keys)

    def schema(self) -> Schema:
        """An object with these properties."""
        properties = {}
        for row in self.rows:
            part = {"description": row.doc, **row.kind.schema()}
            if isinstance(row.default, (str, int, float)):
                part["default"] = row.default
            properties[row.key] = part
        whole: Schema = {"type": "object", "properties": properties}
        if self.doc:
            whole["description"] = self.doc
        whole["additionalProperties"] = self.others.schema() if self.others else False
        required = [row.key for row in self.rows if row.required]
        return {**whole, "required": required} if required else whole
