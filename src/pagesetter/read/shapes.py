"""Kinds made of other kinds: lists, free mappings, and choices by a value's shape or keys (`read.fields`)."""

from dataclasses import dataclass

from pagesetter.diagnostics import Origin, did_you_mean
from pagesetter.read.fields import Kind, Problems, Record, Schema, Values, key_of
from pagesetter.read.tree import Items, Node, Table


@dataclass(slots=True, eq=False, repr=False)
class ListOf:
    """A list of values of one kind; ``single`` lets one value stand without its list."""

    item: Kind
    least: int = 0
    most: int | None = None
    single: bool = False

    @property
    def expected(self) -> str:
        """For messages."""
        count = f" of {self.least}, each {self.item.expected}" if self.least and self.least == self.most else ""
        return f"a list{count}" + (f" or {self.item.expected}" if self.single else "")

    def accepts(self, node: Node) -> bool:
        """Whether the node is a list, or a single value where that is allowed."""
        return isinstance(node, Items) or (self.single and self.item.accepts(node))

    def read(self, node: Node, problems: Problems) -> tuple[object, ...] | None:
        """The good values; None only when the node is no list or has the wrong number of items."""
        if isinstance(node, Items):
            values = tuple(self.item.read(item, problems) for item in node.items)
            if len(values) < self.least or (self.most is not None and len(values) > self.most):
                wanted = f"{self.least}" if self.least == self.most else f"at least {self.least}"
                if self.most is not None and len(values) > self.most:
                    wanted = f"{self.most}" if self.least == self.most else f"at most {self.most}"
                problems.error("R022", f"a list of {len(values)}, {wanted} wanted", "", node.origin)
                return None
            if self.least == self.most and None in values:
                return None  # a pair with one half is no pair
            return tuple(v for v in values if v is not None)
        if self.single and self.item.accepts(node):
            value = self.item.read(node, problems)
            return None if value is None else (value,)
        problems.wrong_shape(node, self.expected)
        return None

    def schema(self) -> Schema:
        """An array, or one item."""
        array: Schema = {"type": "array", "items": self.item.schema()}
        if self.least:
            array["minItems"] = self.least
        if self.most is not None:
            array["maxItems"] = self.most
        return {"anyOf": [array, self.item.schema()]} if self.single else array


@dataclass(slots=True, eq=False, repr=False)
class Either:
    """The first of several kinds whose outer shape fits."""

    kinds: tuple[Kind, ...]

    @property
    def expected(self) -> str:
        """For messages."""
        return " or ".join(kind.expected for kind in self.kinds)

    def accepts(self, node: Node) -> bool:
        """Whether any kind accepts the node."""
        return any(kind.accepts(node) for kind in self.kinds)

    def read(self, node: Node, problems: Problems) -> object | None:
        """The value by the first kind that accepts the node."""
        for kind in self.kinds:
            if kind.accepts(node):
                return kind.read(node, problems)
        problems.wrong_shape(node, self.expected)
        return None

    def schema(self) -> Schema:
        """Any of them."""
        return {"anyOf": [kind.schema() for kind in self.kinds]}


@dataclass(slots=True, eq=False, repr=False)
class Variants:
    """A mapping whose rows depend on which of some keys it has; the first that is there decides."""

    by_key: tuple[tuple[str, Record], ...]
    code: str
    """Code of the error for a mapping that has none of the keys."""
    expected: str = "a mapping of keys and values"

    def accepts(self, node: Node) -> bool:
        """Whether the node is a mapping."""
        return isinstance(node, Table)

    def read(self, node: Node, problems: Problems) -> "tuple[str, Values] | None":
        """The deciding key and the values."""
        if not isinstance(node, Table):
            problems.wrong_shape(node, self.expected)
            return None
        there = {key.text for key, _ in node.entries}
        for key, record in self.by_key:
            if key in there:
                values = record.read(node, problems)
                return None if values is None else (key, values)
        choices = [key for key, _ in self.by_key]
        every = {row.key for _, record in self.by_key for row in record.rows}
        strange = [key for key, _ in node.entries if key.text not in every]
        for key_node in strange:
            hint = did_you_mean(key_node.text, every)
            problems.error("R020", f'unknown key "{key_node.text}"', hint, key_node.origin)
        if not strange:
            item = "an item of " if node.origin.path.endswith("]") else ""
            message = f'{item}"{key_of(node)}" does not say what it is'
            problems.error(self.code, message, "give it one of the keys " + ", ".join(choices), node.origin)
        return None

    def schema(self) -> Schema:
        """Any of the records, its deciding key required."""
        parts = []
        for key, record in self.by_key:
            part = record.schema()
            parts.append({**part, "required": sorted({key, *part.get("required", ())})})
        return {"anyOf": parts}


@dataclass(slots=True, eq=False, repr=False)
class MapOf:
    """A mapping from free names to values of one kind: read as a tuple of (name, place of the name, value)."""

    item: Kind
    name: str = "name"
    expected: str = "a mapping of names and values"

    def accepts(self, node: Node) -> bool:
        """Whether the node is a mapping."""
        return isinstance(node, Table)

    def read(self, node: Node, problems: Problems) -> tuple[tuple[str, Origin, object], ...] | None:
        """The good entries in the file's order."""
        if not isinstance(node, Table):
            problems.wrong_shape(node, self.expected)
            return None
        found = [(key, self.item.read(value, problems)) for key, value in node.entries]
        return tuple((key.text, key.origin, value) for key, value in found if value is not None)

    def schema(self) -> Schema:
        """An object with free property names."""
        return {"type": "object", "additionalProperties": self.item.schema()}
