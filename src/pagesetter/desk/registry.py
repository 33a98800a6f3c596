"""The table of bans and a style sheet in, the bans with their levels and limits out; and the check of each.

A ban is a row of ``data/bans.tsv``, what it says are rows of ``data/messages.tsv``, and a function of the same key in
the ``CHECKS`` of one of the modules below finds it. The limits are in the table or the style sheet, never in the code.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pagesetter.diagnostics import Origin, Severity
from pagesetter.geometry import Rect
from pagesetter.model.style import StyleSheet
from pagesetter.records import record
from pagesetter.reporting.terminal import counted
from pagesetter.script.tables import read_table

if TYPE_CHECKING:
    from pagesetter.desk.view import View

_DATA: Final = Path(__file__).parent / "data"
_LEVELS: Final = MappingProxyType({one.word: one for one in Severity})
_MODULES: Final = ("heads", "heads_text", "lines", "columns", "splits", "boxes", "pictures", "adverts", "furniture")
"""Modules of this room with a ``CHECKS``."""


@record
class Ban:
    """One thing that may not stand on a page."""

    code: str
    key: str
    """Its name in a style sheet."""
    en: str
    zh: str
    """Its name in the trade."""
    level: Severity | None
    """How bad it is; None: switched off."""
    limit: float
    unit: str
    """What the limit counts; empty: there is none."""
    clause: str


@record
class Breach:
    """A place where a ban is broken."""

    rect: Rect
    """On the page, pt from the trim's top-left."""
    origin: Origin | None
    """Where the layout speaks of what stands there."""
    values: Mapping[str, object]
    """What the messages name: slugs, figures …"""
    form: str = ""
    """Row of ``messages.tsv``, where a ban has several."""
    milder: bool = False
    """A case one level less bad than the ban."""


class Count(int):
    """A number that a message may write with its noun: ``{lines:line}`` is 1 line or 2 lines."""

    def __format__(self, noun: str) -> str:
        return counted(int(self), noun) if noun else str(int(self))


Check = Callable[["View", Ban], Iterator[Breach]]
"""Yields every breach; takes nothing but what it is given, raises for nothing."""


@cache
def table() -> Mapping[str, Ban]:
    """All bans by key, in the order of the table, as the house has them."""
    found = {}
    for row in read_table(_DATA / "bans.tsv"):
        found[row["key"]] = Ban(
            row["code"],
            row["key"],
            row["en"],
            row["zh"],
            _LEVELS.get(row["level"]),
            float(row["limit"]),
            row["unit"],
            row["clause"],
        )
    return MappingProxyType(found)


def bans(styles: StyleSheet) -> Mapping[str, Ban]:
    """All bans by key with the levels and limits of a style sheet."""
    found = dict(table())
    for own in styles.bans.levels:
        if own.key in found:
            ban = found[own.key]
            level = ban.level if own.level is None else _LEVELS.get(own.level)
            limit = ban.limit if own.limit is None else own.limit
            found[own.key] = Ban(ban.code, ban.key, ban.en, ban.zh, level, limit, ban.unit, ban.clause)
    return MappingProxyType(found)


@cache
def checks() -> Mapping[str, Check]:
    """The function of every ban, by its key."""
    found: dict[str, Check] = {}
    for name in _MODULES:
        found |= import_module(f"pagesetter.desk.{name}").CHECKS
    return MappingProxyType(found)


@cache
def messages() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """What is said of a ban, by (key, form): message and hint in each language."""
    rows = read_table(_DATA / "messages.tsv")
    return MappingProxyType({(row["key"], row["form"]): MappingProxyType(row) for row in rows})


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of another table of this room."""
    return tuple(MappingProxyType(row) for row in read_table(_DATA / f"{name}.tsv"))
