"""YAML text in, a tree of nodes out in which every key and value knows its place in the file.

Scalars stay text: ``no``, ``1:30`` and ``2025-08-06`` mean what the field that asks for them says (read.fields).
The tree is built from the parser's events, without recursion, so that no nesting can exhaust the stack.
"""

import re
from bisect import bisect_right
from dataclasses import field, replace
from operator import itemgetter
from typing import Any, Final

import yaml

from pagesetter.diagnostics import Diagnostic, Origin, did_you_mean, error
from pagesetter.read.source import SourceText
from pagesetter.read.syntax import syntax_error
from pagesetter.records import record

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_DEEPEST: Final = 60
"""Nesting allowed; a layout needs 7."""
_LARGEST: Final = 50_000
"""Values allowed with every alias written out; a layout has some hundreds."""


@record
class Scalar:
    """Text: one key or value."""

    text: str
    origin: Origin
    style: str = ""
    """Empty for plain text, else the mark it opens with: ``'``, ``"``, ``|`` or ``>``."""
    source: SourceText | None = field(default=None, repr=False, compare=False)
    start: int = 0
    """Offset of its first mark in the source."""
    end: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing is given: no text, ``~`` or ``null``."""
        return not self.style and self.text in ("", "~", "null")

    def places(self) -> tuple[tuple[int, Origin], ...]:
        """(index in text, place in the file) wherever the mapping jumps: at line ends, folds and escapes."""
        if self.source is None:
            return ((0, self.origin),)
        raw = self.source.text
        found: list[tuple[int, Origin]] = []
        expected = -1
        for index, offset in enumerate(self._offsets(raw)):
            if offset != expected or raw[offset - 1 : offset] == "\n":
                found.append((index, self.source.origin(offset, self.origin.path)))
            expected = offset + 1
        return tuple(found) or ((0, self.origin),)

    def origin_at(self, index: int) -> Origin:
        """The place of the character at ``index`` of the text; for many characters take `places` once."""
        return place_at(self.places(), index)

    def _offsets(self, raw: str) -> list[int]:
        """Offset in the source of every character of the text."""
        at = self.start
        if self.style in ("|", ">"):
            at = raw.find("\n", at) + 1
        elif self.style:
            at += 1
        offsets = []
        for ch in self.text:
            while self.style == '"' and raw.startswith("\\\n", at):  # a line end that stands for nothing
                at += _escape_length(raw, at)
            if self.style == '"' and raw.startswith("\\", at):
                offsets.append(at)
                at += _escape_length(raw, at)
                continue
            if raw[at : at + 1] != ch:
                # A fold, an indentation or a doubled quote: the character comes after some white space or marks.
                skipped = _SKIP.match(raw, at, self.end)
                beyond = skipped.end() if skipped else at
                if ch in " \n":
                    offsets.append(at)
                    at = beyond
                    continue
                at = beyond if raw.startswith(ch, beyond) else at
            offsets.append(at)
            at += 2 if self.style == "'" and ch == "'" else 1
        return offsets


@record
class Items:
    """A list."""

    items: "tuple[Node, ...]"
    origin: Origin


@record
class Table:
    """A mapping; keys are unique."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    origin: Origin


Node = Scalar | Items | Table

_SKIP: Final = re.compile(r"\s+")
_ESCAPES: Final = {"x": 4, "u": 6, "U": 10}


def _escape_length(raw: str, at: int) -> int:
    """Characters that a double-quoted escape takes; an escaped line end takes its indentation along."""
    following = raw[at + 1 : at + 2]
    if following == "\n":
        skipped = re.compile(r"\s+").match(raw, at + 1)
        return (skipped.end() if skipped else at + 2) - at
    return _ESCAPES.get(following, 2)


def place_at(places: tuple[tuple[int, Origin], ...], index: int) -> Origin:
    """The place of the character at ``index`` by the jumps of `Scalar.places`."""
    at, origin = places[max(bisect_right(places, index, key=itemgetter(0)) - 1, 0)]
    return origin.moved(index - at)


class _Frame:
    """A list or mapping that is still open."""

    __slots__ = ("anchor", "entries", "items", "key", "kind", "origin", "path", "weight")

    def __init__(self, kind: str, origin: Origin, path: str, anchor: str | None) -> None:
        self.kind, self.origin, self.path, self.anchor = kind, origin, path, anchor
        self.items: list[Node] = []
        self.entries: list[tuple[Scalar, Node]] = []
        self.key: Scalar | None = None
        self.weight = 1


class _Refused(Exception):
    """The text cannot become a tree; the diagnostic says why."""

    def __init__(self, found: Diagnostic) -> None:
        super().__init__(found.message)
        self.found = found


def parse_yaml(
    source: SourceText, start: int = 0, end: int | None = None
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The tree of a file, or of its part ``start``..``end`` (offsets; front matter), with the problems found.

    None without problems means that there is nothing but comments. A duplicate key is an error; its first value stays.
    """
    builder = _Builder(source, start)
    loader = _LOADER(source.text[start:end])
    try:
        while (event := loader.get_event()) is not None:
            builder.take(event)
    except _Refused as refused:
        return None, (*builder.found, refused.found)
    except yaml.YAMLError as failure:
        return None, (*builder.found, syntax_error(failure, source, start))
    finally:
        loader.dispose()
    return builder.root, tuple(builder.found)


class _Builder:
    """Takes events one by one; ``root`` is the tree at the end."""

    def __init__(self, source: SourceText, start: int) -> None:
        self.source, self.start = source, start
        self.line = source.text.count("\n", 0, start) + 1
        self.root: Node | None = None
        self.found: list[Diagnostic] = []
        self.stack: list[_Frame] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.documents = 0

    def take(self, event: Any) -> None:  # Any: PyYAML's stubs leave marks optional, events of text always have them
        """One event of the parser."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "list"
            origin = self._origin(event)
            if len(self.stack) >= _DEEPEST:
                message = f"values lie more than {_DEEPEST} levels deep"
                raise _Refused(error("R012", message, "check the indentation and the brackets", origin))
            self.stack.append(_Frame(kind, origin, origin.path, event.anchor))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            frame = self.stack.pop()
            whole: Node
            if frame.kind == "mapping":
                whole = Table(self._merged(frame), frame.origin)
            else:
                whole = Items(tuple(frame.items), frame.origin)
            self._add(whole, frame.weight, frame.anchor)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                hint = 'delete the "---" line: one file holds one document'
                raise _Refused(error("R010", "a second YAML document begins here", hint, self._origin(event)))

    def _scalar(self, event: Any) -> None:
        origin = self._origin(event)
        style = event.style or ""
        if not event.value and not style and self.stack and self.stack[-1].key:
            origin = replace(self.stack[-1].key.origin, path=origin.path)  # nothing else is there to point at
        a, b = event.start_mark.index + self.start, event.end_mark.index + self.start
        self._add(Scalar(event.value, origin, style, self.source, a, b), 1, event.anchor)

    def _origin(self, event: Any) -> Origin:
        """The place of an event, with the path of keys that leads to it."""
        mark = event.start_mark
        path = ""
        if self.stack:
            top = self.stack[-1]
            if top.kind == "list":
                path = f"{top.path}[{len(top.items)}]"
            else:
                path = top.path if top.key is None else f"{top.path}.{top.key.text}".lstrip(".")
        return Origin(self.source.shown, mark.line + self.line, mark.column + 1, path)

    def _alias(self, event: Any) -> None:
        origin = self._origin(event)
        if any(frame.anchor == event.anchor for frame in self.stack):
            message = f'"*{event.anchor}" stands inside the value that it names'
            raise _Refused(error("R012", message, "write the value out", origin))
        if event.anchor not in self.anchors:
            message = f'"*{event.anchor}" names nothing: no "&{event.anchor}" stands before it'
            hint = _near_anchor(event.anchor, tuple(self.anchors))
            raise _Refused(error("R010", message, hint, origin))
        node, weight = self.anchors[event.anchor]
        self._add(node, weight, None)

    def _add(self, node: Node, weight: int, anchor: str | None) -> None:
        if anchor:
            self.anchors[anchor] = (node, weight)
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        top.weight += weight
        if top.weight > _LARGEST:
            message = f"more than {_LARGEST} values, counting aliases written out"
            raise _Refused(error("R012", message, "is it the right file?", node.origin))
        if top.kind == "list":
            top.items.append(node)
        elif top.key is None:
            if not isinstance(node, Scalar):
                message = "a key must be plain text, not a list or mapping"
                raise _Refused(error("R010", message, "put text that begins with [ or { in quotes", node.origin))
            top.key = node
        else:
            top.entries.append((top.key, node))
            top.key = None

    def _merged(self, frame: _Frame) -> tuple[tuple[Scalar, Node], ...]:
        """A mapping's entries, with those of ``<<`` after its own; a key given twice is reported."""
        seen: dict[str, Scalar] = {}
        entries: list[tuple[Scalar, Node]] = []
        merges: list[Node] = []
        for key, value in frame.entries:
            if key.text == "<<" and not key.style:
                merges += value.items if isinstance(value, Items) else (value,)
            elif key.text in seen:
                first = seen[key.text].origin
                message = f'"{key.text}" is given twice, first at line {first.line}, column {first.column}'
                self.found.append(error("R011", message, "delete or rename one of them", key.origin))
            else:
                seen[key.text] = key
                entries.append((key, value))
        for merge in merges:
            if not isinstance(merge, Table):
                self.found.append(error("R010", '"<<" takes a mapping', 'write "<<: *name"', merge.origin))
                continue
            for key, value in merge.entries:
                if key.text not in seen:
                    seen[key.text] = key
                    entries.append((key, value))
        return tuple(entries)


def _near_anchor(name: str, known: tuple[str, ...]) -> str:
    """A hint for an alias without its anchor."""
    return did_you_mean(name, known) if known else 'put text that begins with "*" in quotes'
