"""A mark and a language in, its box and its blanks out; two marks in, what they lose side by side (rulebook 1.1, 1.4).

A full-width mark is a box with its ink on one side and a blank of half an em on the other, or a quarter on both. The
tables ``marks.tsv`` and ``pairs.tsv`` say how wide, where, and how much of the blank goes.
"""

from functools import cache
from typing import Literal, cast

from pagesetter.records import record
from pagesetter.script.classes import Klass, class_of
from pagesetter.script.languages import RULES, rules_of
from pagesetter.script.tables import characters, script_table

Side = Literal["before", "after", "both", "none"]


@record
class MarkBox:
    """The cell of a mark."""

    box_em: float
    """Width of the cell at its fullest, em. A glyph of another width is centred in it if ``side`` is both or none."""
    side: Side
    """Where the squeezable blank lies, in the direction of the line."""
    blank_em: float
    """The squeezable blank, em; on each side where ``side`` is ``both``."""

    @property
    def before_em(self) -> float:
        """Blank before the ink, em."""
        return self.blank_em if self.side in ("before", "both") else 0.0

    @property
    def after_em(self) -> float:
        """Blank after the ink, em."""
        return self.blank_em if self.side in ("after", "both") else 0.0


@cache
def _boxes(mode: str) -> dict[str, dict[str, MarkBox]]:
    """Boxes by rules column and character: in ``horizontal`` or ``vertical`` lines, or of the ``doubled`` alone."""
    boxes: dict[str, dict[str, MarkBox]] = {rules: {} for rules in RULES}
    for row in script_table("marks"):
        if row["mode"] != mode and (row["mode"] != "*" or mode == "doubled"):
            continue
        for rules in RULES:
            if row[rules] == "-":
                continue
            width, side, blank = row[rules].split(" ")
            box = MarkBox(float(width), cast(Side, side), float(blank))
            for ch in characters(row["chars"]):
                boxes[rules].setdefault(ch, box)
    return boxes


@cache
def _pairs() -> dict[tuple[str, str, str], tuple[float, float]]:
    """What pairs lose, by rules column and the two classes."""
    pairs: dict[tuple[str, str, str], tuple[float, float]] = {}
    for row in script_table("pairs"):
        for rules in RULES:
            after, before = row[rules].split(" ")
            for first in row["first"].split(" "):
                for second in row["second"].split(" "):
                    pairs.setdefault((rules, first, second), (float(after), float(before)))
    return pairs


@cache
def mark_box(ch: str, language: str, vertical: bool = False) -> MarkBox | None:
    """The box of a mark in a language; None for what keeps the width of its font (letters, ``-``, ``/``, spaces …).

    :param vertical: in a vertical line, where *before* is above the ink and *after* below it.
    """
    return _boxes("vertical" if vertical else "horizontal")[rules_of(language)].get(ch)


@cache
def doubled_box(ch: str, language: str) -> MarkBox | None:
    """The box of a mark as the second of two that count as one; None for marks that do not (``marks.tsv``)."""
    return _boxes("doubled")[rules_of(language)].get(ch)


@cache
def pair_blank(first: Klass, second: Klass, language: str) -> tuple[float, float]:
    """What two neighbours of these classes lose: em of the blank after the first, em of the blank before the second.

    A mark may have less of a blank than its class (‼ has none): :func:`squeeze` knows the characters.
    """
    return _pairs().get((rules_of(language), first, second), (0.0, 0.0))


@cache
def squeeze(first: str, second: str, language: str, vertical: bool = False) -> tuple[float, float]:
    """What two neighbouring characters lose, em: :func:`pair_blank`, but no more than their boxes hold."""
    after, before = pair_blank(class_of(first, language), class_of(second, language), language)
    left, right = mark_box(first, language, vertical), mark_box(second, language, vertical)
    return (min(after, left.after_em) if left else 0.0, min(before, right.before_em) if right else 0.0)
