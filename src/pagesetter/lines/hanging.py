"""Items of a line and the setting ``hang`` in, which marks at its ends stand outside the measure out (rulebook 1.6).

A mark that hangs counts neither for the line's fit nor for its filling: the text beside it ends on the measure, and it
stands where it would have stood next. A space between the two keeps it inside. All rules are rows of
``lines/data/hang.tsv``.
"""

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, cast
from unicodedata import category

from pagesetter.geometry import WritingMode
from pagesetter.lines.boxes import MARKS
from pagesetter.lines.items import Items
from pagesetter.lines.ways import TOLERANCE
from pagesetter.model.style import TypeStyle
from pagesetter.script.languages import rules_of
from pagesetter.script.tables import characters, read_table

When = Literal["never", "needed", "always"]
Edge = Literal["first-start", "end", "last-end"]


class Rule(NamedTuple):
    """What the table says of a mark at an edge."""

    when: When
    any_before: bool
    """Whether it may be the second of two marks."""


_NEVER = Rule("never", True)


class _Row(NamedTuple):
    """A row of ``hang.tsv``."""

    word: str
    edge: str
    rule: Rule
    chars: frozenset[str]
    categories: frozenset[str]
    cells: dict[str, str]

    def names(self, ch: str) -> bool:
        """Whether the row speaks of a character."""
        return ch in self.chars or category(ch) in self.categories


@cache
def _rows() -> tuple[_Row, ...]:
    rows = []
    for row in read_table(Path(__file__).parent / "data" / "hang.tsv"):
        words = row["chars"].split(" ")
        categories = frozenset(word for word in words if len(word) == 2)
        spelled = [word for word in words if word not in categories]
        chars = characters(" ".join(spelled)) if spelled else ""
        rule = Rule(cast(When, row["when"]), row["after"] == "any")
        rows.append(_Row(row["word"], row["edge"], rule, frozenset(chars), categories, row))
    return tuple(rows)


@cache
def hang_rule(ch: str, edge: Edge, hang: str, language: str, vertical: bool) -> Rule:
    """What a character does at an edge of a line.

    :param hang: the words of the setting, separated by spaces (CSS Text 3, 8.2); none of them known: it never hangs.
    """
    words, rules = hang.split(" "), rules_of(language)
    for row in _rows():
        holds = row.cells[rules] == "yes" or (vertical and row.cells[rules] == "vertical")
        if holds and row.word in words and row.edge == edge and row.names(ch):
            return row.rule
    return _NEVER


def hangs_at_start(text: str, items: Items, style: TypeStyle) -> bool:
    """Whether the first item of a block stands outside its first line."""
    if style.hang == "none" or len(items.boxes) < 2 or items.boxes[1].blank:
        return False
    return _rule(0, "first-start", text, items, style).when == "always"


def hangs_at_end(last: int, text: str, items: Items, style: TypeStyle) -> When:
    """When the item before item ``last`` stands outside a line that it ends."""
    if style.hang == "none" or last < 2 or items.boxes[last - 2].blank:
        return "never"
    edges: tuple[Edge, ...] = ("last-end", "end") if last == items.last_before(len(items.boxes)) else ("end",)
    for edge in edges:
        rule = _rule(last - 1, edge, text, items, style)
        if rule.when != "never" and (rule.any_before or items.boxes[last - 2].right not in MARKS):
            return rule.when
    return "never"


def stand_out(
    first: int, last: int, begin: float, natural: float, room: float, text: str, items: Items, style: TypeStyle
) -> tuple[int, int, float, float]:
    """How many items of a line stand outside it at its start and at its end, and its start and width without them, pt.

    :param first: its first item; ``last``: the one after its last.
    :param begin: its start in the endless line; ``natural``: its width as it stands, all items counted.
    :param room: what it may fill.
    """
    head = foot = 0
    if first == 0 and hangs_at_start(text, items, style):
        head, start = 1, items.widths[1] + items.gaps[1].natural
        begin, natural = start, natural + begin - start
    when = hangs_at_end(last, text, items, style) if last - first - head > 1 else "never"
    if when == "always" or (when == "needed" and natural > room + TOLERANCE):
        foot, natural = 1, items.widths[last - 1] - begin
    return head, foot, begin, natural


def _rule(index: int, edge: Edge, text: str, items: Items, style: TypeStyle) -> Rule:
    """What the table says of an item; of clusters of one character alone."""
    cluster = items.clusters[index]
    if cluster.end - cluster.start != 1:
        return _NEVER
    vertical = style.mode is WritingMode.VERTICAL
    return hang_rule(text[cluster.start], edge, style.hang, style.language, vertical)
