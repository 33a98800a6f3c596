"""A character and a language in, its typographic class and its script out (``classes.tsv``).

What a character *is* does not depend on where its ink sits: a zh-Hant 。 is a stop although it is centred; its box and
its blanks stand in :mod:`pagesetter.script.widths`.
"""

import unicodedata
from enum import StrEnum
from functools import cache

from pagesetter.script.languages import RULES, rules_of
from pagesetter.script.properties import line_break_class
from pagesetter.script.tables import script_table, spelled


class Klass(StrEnum):
    """Typographic classes, after CLREQ's appendix and JLREQ's cl-01 to cl-30."""

    OPENING = "opening"
    CLOSING = "closing"
    STOP = "stop"
    COMMA = "comma"
    COLON = "colon"
    EXCLAIM = "exclaim"
    MIDDLE = "middle"
    DASH = "dash"
    ELLIPSIS = "ellipsis"
    CONNECTOR = "connector"
    SOLIDUS = "solidus"
    HAN = "han"
    KANA = "kana"
    HANGUL = "hangul"
    LATIN = "latin"
    DIGIT = "digit"
    SPACE = "space"
    NBSP = "nbsp"
    IDEOGRAPHIC_SPACE = "ideographic-space"
    SYMBOL = "symbol"
    PREFIX = "prefix"
    POSTFIX = "postfix"
    QUOTE = "quote"
    OTHER = "other"


@cache
def _explicit() -> tuple[dict[str, dict[str, Klass]], tuple[tuple[int, int, dict[str, Klass]], ...]]:
    """Single characters by rules column, and ranges with their class in each column."""
    singles: dict[str, dict[str, Klass]] = {rules: {} for rules in RULES}
    ranges = []
    for row in script_table("classes"):
        klasses = {rules: Klass(row[rules]) for rules in RULES if row[rules] != "-"}
        for first, last in spelled(row["chars"]):
            if last > first:
                ranges.append((first, last, klasses))
                continue
            for rules, klass in klasses.items():
                singles[rules].setdefault(chr(first), klass)
    return singles, tuple(ranges)


@cache
def _class_by_rules(ch: str, rules: str) -> Klass:
    """Class by the table, else by the character's Unicode properties."""
    point = ord(ch)
    if 0x4E00 <= point <= 0x9FFF:
        return Klass.HAN
    singles, ranges = _explicit()
    klass = singles[rules].get(ch)
    if klass is not None:
        return klass
    for first, last, klasses in ranges:
        if first <= point <= last and rules in klasses:
            return klasses[rules]
    return _class_by_properties(ch)


def _class_by_properties(ch: str) -> Klass:
    """Letters of every alphabet are Latin for the setter, decimal digits digits; what fills a cell is a symbol."""
    category = unicodedata.category(ch)
    if category == "Nd":
        return Klass.DIGIT
    if category[0] == "M" or category in ("Lu", "Ll", "Lt", "Lm", "Lo"):
        return Klass.LATIN
    line_break = line_break_class(ch)
    if line_break.endswith("-W") or line_break.startswith(("AI", "ID", "EB")):
        return Klass.SYMBOL
    return Klass.OTHER


@cache
def class_of(ch: str, language: str) -> Klass:
    """Class of one character in a language given by its BCP 47 tag (an unknown one is classed as Latin text is)."""
    return _class_by_rules(ch, rules_of(language))


_SCRIPTS = {
    Klass.HAN: "han",
    Klass.KANA: "kana",
    Klass.HANGUL: "hangul",
    Klass.LATIN: "latin",
    Klass.DIGIT: "latin",
}


@cache
def script_of(ch: str) -> str:
    """The script of a character for the choice of a face: ``han``, ``kana``, ``hangul``, ``latin`` or ``common``.

    Marks, symbols and spaces are common: they take the face of the text around them. Combining marks are common too.
    """
    if unicodedata.category(ch)[0] == "M":
        return "common"
    return _SCRIPTS.get(_class_by_rules(ch, "zh-Hans"), "common")
