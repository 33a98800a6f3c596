"""What sheets say of families and faces in, the faces of a style for every language out; and the kinds of such values.

A style names faces by family and weight. A family is a font's own, or one of the sheet's ``families``, such as serif,
which stands for a list of fonts in each language.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pagesetter.model.style import FaceRef, FaceTable
from pagesetter.read.fields import Kind, Problems, Schema, key_of, shape
from pagesetter.read.kinds import LanguageTag, scalar_of
from pagesetter.read.tree import Node, Scalar, Table
from pagesetter.script.languages import face_tags

LATIN: Final = "latin"
"""Stands for all languages in Latin, Cyrillic and Greek letters where faces are given by language."""

ByTag = Mapping[str, tuple[FaceRef, ...]]
"""Faces by BCP 47 tag, ``latin`` or, for every other language, an empty text."""


@dataclass(slots=True, eq=False, repr=False)
class Face:
    """A family with its weight: ``Noto Serif SC 900``; read as a FaceRef, weight 400 when none is given."""

    expected: str = "a family and a weight such as Noto Serif SC 900"

    def accepts(self, node: Node) -> bool:
        """Whether the node is text."""
        return isinstance(node, Scalar) and not node.empty

    def read(self, node: Node, problems: Problems) -> FaceRef | None:
        """The face asked for; whether there is one, the font library says."""
        scalar = scalar_of(node, self.expected, problems)
        if scalar is None:
            return None
        match = re.fullmatch(r"(\S.*?)(?:\s+(\d+))?", scalar.text.strip())
        weight = int(match[2] or 400) if match else 0
        if match is None or match[1].isdigit() or not 1 <= weight <= 1000:
            hint = "weights run from 1 to 1000; 400 is regular, 700 bold, 900 black"
            problems.error("R023", f'"{key_of(node)}" takes {self.expected}, not {shape(node)}', hint, node.origin)
            return None
        return FaceRef(match[1], weight, node.origin)

    def schema(self) -> Schema:
        """A string."""
        return {"type": "string"}


@dataclass(slots=True, eq=False, repr=False)
class FamilyName:
    """The name of a font family, read as a FaceRef: the styles that use the family bring the weight."""

    expected: str = "the name of a font family such as Noto Serif SC"

    def accepts(self, node: Node) -> bool:
        """Whether the node is text."""
        return isinstance(node, Scalar) and not node.empty

    def read(self, node: Node, problems: Problems) -> FaceRef | None:
        """The family; whether there is one, the font library says."""
        scalar = scalar_of(node, self.expected, problems)
        if scalar and re.search(r"\s\d+$", scalar.text.strip()):
            hint = "leave the weight out here: the styles give it"
            problems.error("R023", f'"{key_of(node)}" takes {self.expected}, not {shape(node)}', hint, node.origin)
            return None
        return FaceRef(scalar.text.strip(), origin=node.origin) if scalar else None

    def schema(self) -> Schema:
        """A string."""
        return {"type": "string"}


@dataclass(slots=True, eq=False, repr=False)
class ByLanguage:
    """Lists by language: read as a mapping from tags to tuples."""

    item: Kind
    expected: str = "a mapping of languages and families"

    def accepts(self, node: Node) -> bool:
        """Whether the node is a mapping."""
        return isinstance(node, Table)

    def read(self, node: Node, problems: Problems) -> Mapping[str, object] | None:
        """The good entries."""
        if not isinstance(node, Table):
            problems.wrong_shape(node, self.expected)
            return None
        found: dict[str, object] = {}
        for key, value in node.entries:
            tag = LATIN if key.text == LATIN else LanguageTag().read(key, problems)
            read = self.item.read(value, problems)
            if tag is not None and read is not None:
                found[tag] = read
        return MappingProxyType(found)

    def schema(self) -> Schema:
        """An object whose properties are languages."""
        return {"type": "object", "additionalProperties": self.item.schema()}


def merged(given: Iterable[object]) -> ByTag:
    """Faces by language out of what sheets say of one family, the deciding sheet first.

    A mapping decides for its languages and leaves the others to the sheets below; a list decides for all.
    """
    rows: dict[str, tuple[FaceRef, ...]] = {}
    for value in given:
        if isinstance(value, tuple):
            rows.setdefault("", value)
            break
        if isinstance(value, Mapping):
            for tag, refs in value.items():
                rows.setdefault(tag, refs)
    return rows


class Families:
    """The families of a sheet: font families by language under names that styles use."""

    __slots__ = ("_by_name", "_faces", "_tables")

    def __init__(self, by_name: Mapping[str, ByTag]) -> None:
        self._by_name = by_name
        self._faces: dict[tuple[str, int, str], tuple[FaceRef, ...]] = {}
        self._tables: dict[tuple[tuple[str, int], ...], FaceTable] = {}

    def table(self, given: Sequence[object]) -> FaceTable:
        """The faces of a style by language, from the values of its ``faces`` in all layers, the deciding one first.

        A single row is a list that holds for every language.
        """
        first = given[0] if given else ()
        if not isinstance(first, tuple) or any(ref.family not in self._by_name for ref in first):
            return self._made(given)
        # Most styles ask for the sheet's families, and many for the same.
        key = tuple((ref.family, ref.weight) for ref in first)
        if key not in self._tables:
            self._tables[key] = self._made(given)
        return self._tables[key]

    def _made(self, given: Sequence[object]) -> FaceTable:
        """The table, made anew."""
        rows: dict[str, tuple[FaceRef, ...]] = {}
        for value in given:
            if isinstance(value, tuple):
                tags = dict.fromkeys(tag for ref in value for tag in self._by_name.get(ref.family, ()))
                for tag in (*(tag for tag in tags if tag), ""):
                    rows.setdefault(tag, self._all(value, tag))
                break
            if isinstance(value, Mapping):
                for tag, refs in value.items():
                    rows.setdefault(tag, self._all(refs, tag))
        return FaceTable(tuple(rows.items()))

    def _all(self, refs: Sequence[FaceRef], tag: str) -> tuple[FaceRef, ...]:
        """The faces with each of the sheet's families replaced by its fonts in a language, each once."""
        if len(refs) == 1:
            return self._of(refs[0], tag)
        return tuple(dict.fromkeys(face for ref in refs for face in self._of(ref, tag)))

    def _of(self, ref: FaceRef, tag: str) -> tuple[FaceRef, ...]:
        """What one face of a list stands for in a language."""
        fonts = self._by_name.get(ref.family)
        if fonts is None:
            return (ref,)
        key = (ref.family, ref.weight, tag)
        if key not in self._faces:
            own = next((fonts[each] for each in (*face_tags(tag), "") if each in fonts), None) if tag else fonts.get("")
            # A language that the family says nothing of takes what it says first.
            own = own or next(iter(fonts.values()), ())
            self._faces[key] = tuple(FaceRef(font.family, ref.weight, font.origin) for font in own)
        return self._faces[key]
