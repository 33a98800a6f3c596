"""Classes of neighbours and a language in, what their gap may do and in which steps of the ladders out.

All rules stand in ``lines/data``: ``gaps.tsv`` (what may open), ``reduce.tsv`` and ``expand.tsv`` (the ladders),
``edges.tsv`` (marks at the ends of a line) and ``squeeze.tsv`` (the punctuation styles). This module reads them and keeps
no rule of its own.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, cast

from pagesetter.script.classes import Klass
from pagesetter.script.languages import rules_of
from pagesetter.script.tables import read_table

GapKind = Literal["open", "auto", "rigid"]
EdgeRule = Literal["keep", "trim", "style"]

CHEAP_ORDERS_END = 32
"""Dear steps of reduction are numbered from here, so that one comparison tells the two ranks apart."""


class Expansion(NamedTuple):
    """The row of ``expand.tsv`` of one kind of gap."""

    order: int
    """Step of the ladder, 1 first."""
    share: float
    """Share of one such gap in the last step."""


@dataclass(frozen=True, slots=True)
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


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    return tuple(read_table(Path(__file__).parent / "data" / f"{name}.tsv"))


@cache
def gap_kind(first: Klass, second: Klass, language: str) -> GapKind:
    """What the gap between two neighbours may do (``gaps.tsv``)."""
    rules = rules_of(language)
    for row in _rows("gaps"):
        if row["first"] != "*" and first not in row["first"].split(" "):
            continue
        if row["second"] == "*" or second in row["second"].split(" "):
            return cast(GapKind, row[rules])
    return "rigid"


@cache
def _reductions(rules: str) -> dict[str, int]:
    """Order of reduction by what is reduced; dear steps are raised by :data:`CHEAP_ORDERS_END`."""
    orders: dict[str, int] = {}
    for row in _rows("reduce"):
        if row[rules] == "-":
            continue
        raised = CHEAP_ORDERS_END if row["rank"] == "dear" else 0
        for what in row["what"].split(" "):
            orders.setdefault(what, int(row[rules]) + raised)
    return orders


@cache
def reduction_order(what: str, language: str, klass: str = "") -> int:
    """Step in which a blank gives way, 1 first; 0 for never.

    :param what: ``line-end``, ``space``, ``autospace`` or a mark.
    :param klass: class of the mark, which decides where no row names the mark itself.
    """
    orders = _reductions(rules_of(language))
    return orders.get(what, orders.get(klass, 0))


@cache
def reduction_names(language: str) -> dict[int, str]:
    """Names of the steps of reduction by their order."""
    rules = rules_of(language)
    orders = _reductions(rules)
    names: dict[int, str] = {}
    for row in _rows("reduce"):
        for what in row["what"].split(" "):
            if row[rules] != "-" and what in orders:
                names.setdefault(orders[what], row["step"])
    return names


@cache
def expansion(what: str, language: str) -> Expansion:
    """Step and share of a kind of gap: ``space``, ``autospace`` or ``gap``."""
    for row in _rows("expand"):
        if row["what"] == what:
            order, share = row[rules_of(language)].split(" ")
            return Expansion(int(order), float(share))
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
def squeeze_style(name: str) -> SqueezeStyle:
    """A punctuation style by name; an unknown name is set as ``full``."""
    rows = {row["style"]: row for row in _rows("squeeze")}
    row = rows.get(name, rows["full"])
    return SqueezeStyle(float(row["sentence"]), float(row["other"]), row["pairs"] == "yes", row["start"] == "yes")
