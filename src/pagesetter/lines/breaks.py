"""Text, language and strictness in, the cost of a line break at every place out.

Three steps, each of them tables in ``lines/data``: the opportunities of UAX #14 with the classes that the level gives
to characters (``kinsoku.tsv``), the patterns that bind or part (``units.tsv``), and last the edges: characters that
never start or end a line. How a rule is added: a row.
"""

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from pagesetter.records import record
from pagesetter.script.languages import rules_of
from pagesetter.script.tables import characters, read_table
from pagesetter.script.uax14 import Tailoring, opportunities

NEVER: Final = math.inf
"""Cost of a place where a line may never be broken."""
FREE: Final = 0.0
"""Cost of a place where a break is as good as any."""
MUST: Final = -math.inf
"""Cost of a place where a line has to end."""

_COSTS = (NEVER, FREE, MUST)
_SET_NAME = re.compile(r"\{([a-z]+)\}")
_EAST_ASIAN = frozenset({"zh", "ja"})


@record
class _Unit:
    """A row of ``units.tsv`` ready for use."""

    pattern: str
    """Compiled when a text first asks for it: most texts ask for few."""
    signs: frozenset[str]
    """Characters of which every match has one; empty: not told."""
    where: str
    """``before`` the match, ``after`` it, ``inside`` it, or ``through`` it: inside and after."""
    allow: bool
    """Whether a break is allowed here whatever was said before."""
    cost: float
    scope: str
    """Pattern inside whose matches alone the row holds; empty: everywhere."""
    word: bool
    """Whether the row keeps a word together, so that it does not hold where words may break anywhere."""

    def concerns(self, letters: set[str]) -> bool:
        """Whether a text of these characters may have a match."""
        return not (self.signs and self.signs.isdisjoint(letters))

    def places(self, text: str, scopes: Iterable[tuple[int, int]]) -> Iterator[int]:
        """Places in a text that the row speaks of; ``scopes`` are the stretches where it holds."""
        for scope in scopes:
            for match in _pattern(self.pattern).finditer(text, *scope):
                start, end = match.span()
                if self.where == "after":
                    yield end
                elif self.where == "before":
                    yield start
                else:
                    yield from range(start + 1, end + (self.where == "through"))


@record
class _House:
    """All rules of one language at one level."""

    tailoring: Tailoring
    units: tuple[_Unit, ...]
    """In the order in which they apply."""
    exceptions: tuple[_Unit, ...]
    """Rows with a scope: they apply after the edges."""
    no_start: re.Pattern[str] | None
    """A character that may not start a line."""
    no_end: re.Pattern[str] | None
    """A character that may not end a line, with the spaces after it."""


def _table(name: str) -> Iterator[dict[str, str]]:
    return read_table(Path(__file__).parent / "data" / f"{name}.tsv")


@cache
def _levels() -> dict[str, dict[str, tuple[str, str]]]:
    """Column of the rule tables and what becomes of words, by language and level; a language's default comes first."""
    levels: dict[str, dict[str, tuple[str, str]]] = {}
    for row in _table("levels"):
        levels.setdefault(row["rules"], {})[row["level"]] = row["column"], row["words"]
    return levels


@cache
def _sets() -> dict[str, str]:
    """Insides of character classes by name."""
    return {row["name"]: row["chars"] for row in _table("sets")}


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """A pattern with its named sets filled in."""
    return re.compile(_SET_NAME.sub(lambda name: _sets()[name[1]], source))


def _unit(row: dict[str, str]) -> _Unit:
    word, _, number = row["cost"].partition(" ")
    allow = word == "allow"
    cost = NEVER if word in ("never", "word") else float(number or 0) if allow else float(word)
    signs = frozenset(characters(row["signs"])) if row["signs"] else frozenset()
    return _Unit(row["pattern"], signs, row["where"], allow, cost, row["scope"], word == "word")


def _any_of(chars: list[str], then: str = "") -> re.Pattern[str] | None:
    return re.compile(f"[{re.escape(''.join(chars))}]{then}") if chars else None


@cache
def _house(column: str, words: str) -> _House:
    """The rules of a column of the tables; one that ``kinsoku.tsv`` does not have leaves all characters as they are."""
    classes, no_start, no_end = [], [], []
    for row in _table("kinsoku"):
        chars = characters(row["chars"])
        name, *edges = row.get(column, "=").split(" ")
        if name != "=":
            classes.append((chars, name))
        if "start" in edges:
            no_start.append(chars)
        if "end" in edges:
            no_end.append(chars)
    group = column.partition(".")[0]
    rows = [row for row in _table("units") if {column, group} & set(row["levels"].split(" "))]
    units = [unit for unit in map(_unit, rows) if words != "break-all" or not unit.word]
    plain = [unit for unit in units if not unit.scope]
    plain.sort(key=lambda unit: (not unit.allow, unit.cost))
    return _House(
        Tailoring(ambiguous="ID" if group in _EAST_ASIAN else "AL", classes=tuple(classes), words=words),
        tuple(plain),
        tuple(unit for unit in units if unit.scope),
        _any_of(no_start),
        _any_of(no_end, "[ \u00a0\u3000]*"),
    )


def levels_of(language: str) -> tuple[str, ...]:
    """Names of the strictness levels that a language has, its default first."""
    return tuple(_levels()[rules_of(language)])


def _apply(units: Iterable[_Unit], text: str, letters: set[str], costs: list[float]) -> None:
    """Let the rows speak, one after the other."""
    stretches = {"": [(0, len(text))]}
    for unit in units:
        if unit.concerns(letters):
            if unit.scope not in stretches:
                stretches[unit.scope] = [match.span() for match in _pattern(unit.scope).finditer(text)]
            for place in unit.places(text, stretches[unit.scope]):
                old = costs[place]
                if old != MUST and (unit.allow or old < unit.cost):
                    costs[place] = unit.cost


def _edges(house: _House, text: str, costs: list[float]) -> None:
    """Forbid every break before a character that may not start a line, and after one that may not end it."""
    if house.no_start is not None:
        for match in house.no_start.finditer(text):
            if costs[match.start()] != MUST:
                costs[match.start()] = NEVER
    if house.no_end is not None:
        for match in house.no_end.finditer(text):
            for place in range(match.start() + 1, match.end() + 1):
                if costs[place] != MUST:
                    costs[place] = NEVER


def break_penalties(text: str, language: str, level: str = "", word_break: str = "normal") -> list[float]:
    """What a line break costs at each place of a text: the whole answer of the tables.

    :param text: a paragraph, or several parted by U+000A, U+2028 or U+2029.
    :param language: BCP 47 tag; one that no table knows is set as Latin text.
    :param level: a name of :func:`levels_of`; any other means the default of the language, for a level is chosen for a
        whole layout and a story in another language has other ones. ``anywhere`` lets a line end at every place that
        does not part a character from its combining marks, so before a space too.
    :param word_break: CSS Text 3, 5.2: ``keep-all`` breaks no two letters, digits, ideographs or syllables apart;
        ``break-all`` takes letters and digits as ideographs and so breaks words and numbers at any letter.
    :return: ``len(text) + 1`` numbers. Number *i* is the cost of a break before ``text[i]``: ``inf`` never, 0 free, up
        to 1000 the dearer the worse, ``-inf`` a line must end here. The first is ``inf``; the last is ``-inf`` where
        there is text. Spaces stand at the end of the line before the break, never at the start of the next, but
        for ``anywhere``.
    """
    if not text:
        return [NEVER]
    levels = _levels()[rules_of(language)]
    column, words = levels.get(level) or next(iter(levels.values()))
    house = _house(column, word_break if words == "style" else words)
    costs = list(map(_COSTS.__getitem__, opportunities(text, house.tailoring)))
    letters = set(text)
    _apply(house.units, text, letters, costs)
    _edges(house, text, costs)
    _apply(house.exceptions, text, letters, costs)
    costs[0], costs[-1] = NEVER, MUST
    return costs
