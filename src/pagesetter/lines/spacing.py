"""Classes of neighbours and a language in, what their gap may do and in which steps of the ladders out.

All rules stand in ``lines/data``: ``gaps.tsv`` (what may open), ``reduce.tsv`` and ``expand.tsv`` (the ladders),
``edges.tsv`` and ``edge_styles.tsv`` (marks at the ends of a line) and ``squeeze.tsv`` (the punctuation styles). This
module reads them and keeps no rule of its own.
"""

from functools import cache
from math import inf
from pathlib import Path
from typing import Literal, NamedTuple, cast

from pagesetter.model.style import JustifyLimits
from pagesetter.records import record
from pagesetter.script.classes import Klass
from pagesetter.script.languages import rules_of
from pagesetter.script.tables import read_table

GapKind = Literal["open", "auto", "rigid", "joined"]
EdgeRule = Literal["keep", "trim", "style"]

CHEAP_ORDERS_END = 32
"""Dear steps of reduction are numbered from here, so that one comparison tells the two ranks apart."""


class Reduction(NamedTuple):
    """What ``reduce.tsv`` says of one kind of blank."""

    order: int
    """Step of the ladder, 1 first; 0 for a blank that never gives way."""
    floor: str
    """What stays: a bound (see :func:`bound_em`)."""


class Expansion(NamedTuple):
    """What ``expand.tsv`` says of one kind of gap."""

    order: int
    """Step of the ladder, 1 first."""
    share: float
    """Share of one such gap in the last step."""
    cap: str
    """How wide it may become before the last step: a bound."""


class EdgeBlank(NamedTuple):
    """What becomes of a blank at an edge of a line."""

    share: float
    """Share of it that is set; negative: the mark stands out by so much of it."""
    goes: bool
    """Whether what is set may go, as a whole, when the line would not fit."""


RIGID = Reduction(0, "0")
"""A blank that never gives way."""


@record
class SqueezeStyle:
    """A row of ``squeeze.tsv``."""

    sentence: float
    """Share of the blank that 。？！ keep."""
    other: float
    """Share that all other marks keep."""
    pairs: bool
    """Whether neighbours squeeze each other."""
    start: bool
    """Whether the start of a line trims."""
    gives: bool
    """Whether blanks give way when a line is too long."""


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    return tuple(read_table(Path(__file__).parent / "data" / f"{name}.tsv"))


@cache
def _gap_rules(rules: str) -> tuple[tuple[frozenset[str], frozenset[str], GapKind], ...]:
    """Rows of ``gaps.tsv``: first classes, second classes, kind."""

    def classes(field: str) -> frozenset[str]:
        return frozenset(Klass if field == "*" else field.split(" "))

    return tuple((classes(row["first"]), classes(row["second"]), cast(GapKind, row[rules])) for row in _rows("gaps"))


@cache
def gap_kind(first: Klass, second: Klass, language: str) -> GapKind:
    """What the gap between two neighbours may do (``gaps.tsv``)."""
    for firsts, seconds, kind in _gap_rules(rules_of(language)):
        if first in firsts and second in seconds:
            return kind
    return "rigid"


def bound_em(cell: str, limits: JustifyLimits) -> float:
    """A floor or a cap of a ladder, em: its cell is a number, the name of a limit of the style, or ``-`` for none."""
    if cell == "-":
        return inf
    return float(getattr(limits, cell)) if cell.isidentifier() else float(cell)


def _reduction_order(row: dict[str, str], rules: str) -> int:
    """Order of a row's step, 0 for none; dear steps are raised by :data:`CHEAP_ORDERS_END`."""
    if row[rules] == "-":
        return 0
    return int(row[rules]) + (CHEAP_ORDERS_END if row["rank"] == "dear" else 0)


@cache
def reduction(what: str, language: str, klass: str = "") -> Reduction:
    """In which step a blank gives way and how much of it stays.

    :param what: ``line-end``, ``space``, ``autospace`` or a mark.
    :param klass: class of the mark, which decides where no row names the mark itself.
    """
    rules = rules_of(language)
    for name in (what, klass):
        for row in _rows("reduce"):
            order = _reduction_order(row, rules)
            if order and name in row["what"].split(" "):
                return Reduction(order, row["floor"])
    return RIGID


@cache
def reduction_names(language: str) -> dict[int, str]:
    """Names of the steps of reduction by their order; of two that share one, the first."""
    rules = rules_of(language)
    return {_reduction_order(row, rules): row["step"] for row in reversed(_rows("reduce"))}


@cache
def expansion(what: str, language: str) -> Expansion:
    """What a kind of gap does when a line is too short: ``space``, ``autospace`` or ``gap``."""
    for row in _rows("expand"):
        if row["what"] == what:
            order, share = row[rules_of(language)].split(" ")
            return Expansion(int(order), float(share), row["cap"])
    raise KeyError(what)


@cache
def expansion_names(language: str) -> dict[int, str]:
    """Names of the steps of expansion by their order."""
    rules = rules_of(language)
    return {int(row[rules].split(" ")[0]): row["step"] for row in _rows("expand")}


@cache
def edge_rule(edge: str, blank: str, language: str) -> EdgeRule:
    """What becomes of a blank at an edge: ``first-start``, ``start`` or ``end`` of a line (``edges.tsv``)."""
    for row in _rows("edges"):
        if row["edge"] == edge and row["blank"] == blank:
            return cast(EdgeRule, row[rules_of(language)])
    return "keep"


@cache
def edge_blank(edge: str, blank: str, setting: str, language: str) -> EdgeBlank:
    """How much of a blank stands at an edge of a line, and whether it may go.

    :param blank: on which side of its mark it lies.
    :param setting: ``line_start`` or ``line_end`` of the type style; an unknown one is taken as its default.
    """
    rule = edge_rule(edge, blank, language)
    if rule != "style":
        return EdgeBlank(1.0 if rule == "keep" else 0.0, False)
    rows = [row for row in _rows("edge_styles") if (row["edge"], row["blank"]) == (edge, blank)]
    row = next((row for row in rows if row["setting"] == setting), rows[0])
    return EdgeBlank(float(row["share"]), row["goes"] == "yes")


@cache
def squeeze_style(name: str) -> SqueezeStyle:
    """A punctuation style by name; an unknown name is set as ``full``."""
    rows = {row["style"]: row for row in _rows("squeeze")}
    row = rows.get(name, rows["full"])
    flags = (row[column] == "yes" for column in ("pairs", "start", "gives"))
    return SqueezeStyle(float(row["sentence"]), float(row["other"]), *flags)
