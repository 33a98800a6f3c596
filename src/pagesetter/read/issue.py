"""A layout's values and the edition that its page belongs to in, the values by which the page is read out.

What the edition says holds for all its pages and wins over their layouts. Only styles are laid under those of a layout,
and content, language and fonts serve the layouts that name none.
"""

from collections.abc import Mapping
from dataclasses import replace
from os.path import normpath, relpath
from pathlib import Path
from typing import Final

from pagesetter.diagnostics import Origin
from pagesetter.read.fields import Values
from pagesetter.read.tree import Node, Scalar, Table
from pagesetter.records import record

WINS: Final = (
    "plant", "standard", "condition", "total_ink", "pictures", "marks", "slug", "file_name", "ticket", "copyedit"
)  # fmt: skip
"""Keys that an edition decides for all its pages."""
SERVES: Final = ("content", "language", "fonts", "font_folders")
"""Keys that an edition gives to pages without their own."""
_PATHS: Final = frozenset({"plant", "content"})


@record
class Issue:
    """What an edition says of one of its pages."""

    paper: Values
    """The edition file."""
    folder: Path
    """Where it lies."""
    fields: Mapping[str, str]
    """For furniture: those of the edition with the page's own over them."""
    number: int
    """Which of its pages it is, from 1; of a spread the left one."""
    total: int
    """Pages that it has."""
    known: frozenset[str] = frozenset()
    """Fields that any of its pages has: one that has it not prints nothing where shared furniture asks for it."""

    @property
    def styles(self) -> tuple[Values, Path] | None:
        """Styles that lie under the layout's, and the folder of their file."""
        values = self.paper.get("styles", Values)
        return None if values is None else (values, self.folder)


def over(own: Values, issue: Issue, folder: Path) -> Values:
    """The values of a layout in ``folder`` as its edition has them."""
    paper = issue.paper
    data, nodes, keys = dict(own.data), dict(own.nodes), dict(own.keys)
    for key in (*WINS, *SERVES):
        if not paper.given(key) or (key in SERVES and own.given(key)):
            continue
        data[key] = _rebased(key, paper.data[key], issue.folder, folder)
        nodes[key], keys[key] = paper.nodes[key], paper.keys[key]
    fields = own.get("edition", Values) or Values(own.origin, {}, {}, {})
    mine = {**issue.fields, "pages": str(issue.total)}
    mine.setdefault("page", fields.text("page") or str(issue.number))
    known = {**fields.data, **mine}
    data["edition"] = Values(
        fields.origin, known, {k: n for k, n in fields.nodes.items() if k not in mine}, fields.keys
    )
    nodes["edition"] = nodes.get("edition", Scalar("", own.origin))
    pieces = paper.all("furniture", tuple)
    if pieces:
        names = {name for name, _, _ in pieces}
        data["furniture"] = (*(p for p in own.all("furniture", tuple) if p[0] not in names), *pieces)
        nodes["furniture"] = _joined(own.nodes.get("furniture"), paper.nodes["furniture"], own.origin)
    return Values(own.origin, data, nodes, keys)


def _joined(one: Node | None, other: Node, origin: Origin) -> Table:
    """Entries of both mappings."""
    return Table(tuple(e for node in (one, other) if isinstance(node, Table) for e in node.entries), origin)


def _rebased(key: str, value: object, start: Path, folder: Path) -> object:
    """A value whose files are named from ``start``, with files named from ``folder``."""

    def moved(name: str) -> str:
        return relpath(normpath(start / name), folder or Path())

    if key in _PATHS and isinstance(value, str):
        return moved(value)
    if key == "font_folders" and isinstance(value, tuple):
        return tuple(moved(name) for name in value)
    if key == "fonts" and isinstance(value, tuple):
        return tuple(_font(font, moved) for font in value)
    if key == "condition" and isinstance(value, Values) and value.text("profile"):
        return replace(value, data={**value.data, "profile": moved(value.text("profile"))})
    return value


def _font(font: object, moved: object) -> object:
    assert callable(moved)
    if isinstance(font, Values):
        return replace(font, data={**font.data, "file": moved(font.text("file"))})
    return replace(font, text=moved(font.text)) if isinstance(font, Scalar) else font
