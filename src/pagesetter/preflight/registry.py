"""The tables of rules in, the rules and their checks out: what a preflight can find, and the record of one finding.

A rule is a row of ``data/objects.tsv`` (what the PDF/X checklist asks of the objects of a file) or ``data/content.tsv``
(what stands on the pages) and a function of the same id in the ``CHECKS`` of one of the modules below. The amounts that
a rule compares with are rows of a profile (`preflight.profile`), never numbers in the code.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pagesetter.diagnostics import Severity
from pagesetter.geometry import Rect
from pagesetter.model.press import X1A, X4
from pagesetter.records import record
from pagesetter.script.tables import read_table

if TYPE_CHECKING:
    from pagesetter.preflight.subject import Subject

_FOLDER: Final = Path(__file__).parent
_TABLES: Final = ("objects", "content")
_SEVERITIES: Final = MappingProxyType({one.word: one for one in Severity})
_MODULES: Final = (
    "rows_identity",
    "rows_intent",
    "rows_boxes",
    "rows_fonts",
    "rows_objects",
    "rows_states",
    "rows_streams",
    "rows_ink",
)
"""Modules of this room with a ``CHECKS``; those named ``content_*`` are found by their name."""


@record
class Rule:
    """One thing that a preflight looks for."""

    id: str
    """Lower-case words joined by hyphens."""
    title: str
    """What has to hold, in a few words."""
    clause: str
    """Where the rule comes from; ``row n`` is a row of the PDF/X checklist."""
    x4: Severity | None
    """How bad it is under PDF/X-4 when the profile says nothing; None: no rule there."""
    x1a: Severity | None
    """The same under PDF/X-1a:2003."""
    limits: tuple[str, ...]
    """Names of its limits; a profile gives the numbers."""
    hint: str
    """The next action for whoever made the file."""

    def severity(self, standard: str) -> Severity | None:
        """How bad it is under that standard (`model.press.STANDARDS`); None when the standard has no such rule."""
        return {X4: self.x4, X1A: self.x1a}[standard]


@record
class Found:
    """What a check says; the rest of a `Finding` comes from the rule and the profile."""

    message: str
    """What was found and what was expected, with units."""
    page: int | None = None
    """1-based; None: the document as a whole."""
    rect: Rect | None = None
    """pt from the top-left of the page's TrimBox, y downward."""
    value: float | str | None = None
    """What was measured, in the unit that the rule's title or limit names."""
    limit: float | str | None = None
    """What it was compared with."""
    severity: Severity | None = None
    """At most this bad: for the milder of two limits of a rule. None: as bad as the rule is."""
    hint: str = ""
    """Better than the hint of the rule, where the check knows one."""


@record
class Finding:
    """One breach of one rule."""

    rule: str
    severity: Severity
    message: str
    hint: str = ""
    page: int | None = None
    rect: Rect | None = None
    value: float | str | None = None
    limit: float | str | None = None
    clause: str = ""
    story: str = ""
    """Of our own pages: slug of the story."""
    block: int = -1
    """Of our own pages: index in Story.blocks; -1: unknown or furniture."""


Limits = Mapping[str, float]
"""Numbers of a profile by the names in Rule.limits; all of them are there."""
Check = Callable[["Subject", Limits], Iterator[Found]]
"""Yields every breach; never raises for a bad file, yields nothing for what is missing and another rule's business."""


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by their id, in the order of the tables."""
    found = {}
    for table in _TABLES:
        path = _FOLDER / "data" / f"{table}.tsv"
        for row in read_table(path) if path.exists() else ():
            found[row["id"]] = Rule(
                row["id"],
                row["title"],
                row["clause"],
                _SEVERITIES.get(row["x4"]),
                _SEVERITIES.get(row["x1a"]),
                tuple(row["limits"].split()),
                row["hint"],
            )
    return MappingProxyType(found)


@cache
def checks() -> Mapping[str, Check]:
    """The function of every rule, by its id. Loads what reads PDFs."""
    content = sorted(path.stem for path in _FOLDER.glob("content_*.py"))
    found: dict[str, Check] = {}
    for name in (*_MODULES, *content):
        found |= getattr(import_module(f"pagesetter.preflight.{name}"), "CHECKS", {})
    return MappingProxyType(found)
