"""A text and its language in, how its characters stand in a vertical line out (UAX #50, CLREQ 3.2.1, JLREQ 3.2.5).

The property of a character is a row of ``orientation.tsv`` (Unicode's own values) or of ``upright.tsv`` (what Chinese,
Japanese and Korean setting has otherwise). What depends on the neighbours is told here: numbers across the line, single
letters, the signs of a number, quotation marks of Western text.
"""

import re
from bisect import bisect_right
from enum import Enum
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import category

from pagesetter.script.classes import Klass, class_of
from pagesetter.script.languages import RULES, rules_of
from pagesetter.script.tables import characters, script_table


class Stance(Enum):
    """How a stretch of text is set in a vertical line."""

    UPRIGHT = "upright"
    """Upright, by the vertical glyphs of the font where it has them."""
    FORM = "form"
    """By the vertical glyph of the font; sideways if it has none."""
    SIDEWAYS = "sideways"
    """Turned a quarter clockwise."""
    ACROSS = "across"
    """All of it beside each other in one cell (纵中横)."""


class Stretch(NamedTuple):
    """Characters that are set alike."""

    start: int
    end: int
    stance: Stance


@cache
def _ranges() -> tuple[tuple[int, ...], tuple[str, ...]]:
    """First code points in order, and the value from each up to the next."""
    text = (Path(__file__).parent / "data" / "orientation.tsv").read_text(encoding="utf-8")
    head = "first\torientation\n"
    cells = text[text.index(head) + len(head) :].split()
    return tuple([int(point, 16) for point in cells[::2]]), tuple(cells[1::2])


@cache
def _tailored() -> dict[str, dict[str, str]]:
    """Values of ``upright.tsv`` by rules column and character."""
    found: dict[str, dict[str, str]] = {rules: {} for rules in RULES}
    for row in script_table("upright"):
        for rules in RULES:
            if row[rules] != "-":
                for ch in characters(row["chars"]):
                    found[rules].setdefault(ch, row[rules])
    return found


@cache
def orientation(ch: str, language: str) -> str:
    """Vertical orientation of one character, ``U``, ``R``, ``Tu`` or ``Tr``; an unknown language has Unicode's own."""
    value = _tailored()[rules_of(language)].get(ch)
    if value is None:
        firsts, values = _ranges()
        value = values[bisect_right(firsts, ord(ch)) - 1]
    return value


_QUOTES = "“”‘’"
_APOSTROPHE = re.compile("(?<=[Aa])q(?=[Aa])")
_PAIR = re.compile("“([^“”]+)”|‘([^‘’]+)’")
_TURNED = re.compile("[Aa0Ppr ]+")


@cache
def _kind(ch: str, language: str) -> str:
    """One letter for what matters of a character.

    u upright, t has a form, q a quotation mark that has one, m goes with the character before it; and of those that
    are turned: A capital letter, a other letter, 0 digit, P prefix of a number, p postfix, a blank, r anything else.
    """
    general = category(ch)
    if general[0] == "M" or general == "Cf":
        return "m"
    if general in ("Cc", "Zl", "Zp"):
        return " " if ch == "\t" else "u"  # ends of lines, which show nothing, belong to no number
    value = orientation(ch, language)
    if value == "Tr":
        return "q" if ch in _QUOTES else "t"
    if value != "R":
        return "u"
    if general[0] == "L":
        return "A" if general == "Lu" else "a"
    if general in ("Zs", "Nd"):
        return "0" if general == "Nd" else " "
    klass = class_of(ch, language)
    return "P" if klass is Klass.PREFIX else "p" if klass is Klass.POSTFIX else "r"


def _kinds(text: str, language: str) -> str:
    """Kinds of all characters; marks have the kind of their base, an apostrophe in a word that of a letter."""
    kinds = [_kind(ch, language) for ch in text]
    for i, kind in enumerate(kinds):
        if kind == "m":
            kinds[i] = kinds[i - 1] if i else "u"
    joined = "".join(kinds)
    return _APOSTROPHE.sub("a", joined) if "’" in text else joined


@cache
def _standing(across: int) -> re.Pattern[str]:
    """What of a turned stretch does not turn when it is all of it: a short number with its signs, a capital letter."""
    return re.compile(rf" *(P*)(0{{1,{max(1, across)}}}|A)(p*) *")


_PLAIN = {"u": Stance.UPRIGHT, "t": Stance.FORM, "q": Stance.FORM}


def stretches(text: str, language: str, across_digits: int = 2) -> list[Stretch]:
    """How the parts of a text stand in a vertical line, in order and without gaps.

    :param across_digits: numbers of two and up to so many digits stand across the line; below two, none does. A longer
        number is turned, as words are; a single digit or capital letter stands upright. A number that is part of a
        Western phrase (``Boeing 747``, ``5G``, ``2.1``) is turned with it.
    :return: equal neighbours are one stretch, except numbers across the line (one each) and forms, of which a stretch
        holds only one character or the same one several times (``——``).
    """
    if not text:
        return []
    kinds = _kinds(text, language)
    stances = [_PLAIN.get(kind, Stance.SIDEWAYS) for kind in kinds]
    numbers: set[int] = set()
    for turned in _TURNED.finditer(kinds):
        found = _standing(across_digits).fullmatch(kinds, *turned.span())
        if found:
            first, after = found.span(2)
            stances[found.start(1) : found.end(3)] = [Stance.UPRIGHT] * (found.end(3) - found.start(1))
            if after - first > 1:
                stances[first:after] = [Stance.ACROSS] * (after - first)
                numbers.add(first)
    for quote in _western_quotes(text, kinds, stances):
        stances[quote] = Stance.SIDEWAYS
    cuts = [0]
    for i in range(1, len(text)):
        stance = stances[i]
        if stance is not stances[i - 1] or i in numbers or (stance is Stance.FORM and text[i] != text[i - 1]):
            cuts.append(i)
    return [Stretch(a, b, stances[a]) for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _western_quotes(text: str, kinds: str, stances: list[Stance]) -> list[int]:
    """Quotation marks that turn with the Western text inside them, or with the words between which they stand."""
    if "q" not in kinds:
        return []
    found = []
    for pair in _PAIR.finditer(text):
        if all(stance is Stance.SIDEWAYS for stance in stances[pair.start() + 1 : pair.end() - 1]):
            found += [pair.start(), pair.end() - 1]
    inner = range(1, len(text) - 1)
    found += [
        i for i in inner if kinds[i] == "q" and stances[i - 1] is Stance.SIDEWAYS and stances[i + 1] is Stance.SIDEWAYS
    ]
    return [i for i in found if kinds[i] == "q"]


@cache
def _corners() -> dict[str, str]:
    return {ch: row["shown"] for row in script_table("corners") for ch in characters(row["chars"])}


def with_corners(text: str, parts: list[Stretch]) -> str:
    """The text as it is shown with corner brackets for its curly quotes, those of Western text excepted.

    It has as many characters as the text, each in its place.
    """
    shown = list(text)
    for start, end, stance in parts:
        if stance is Stance.FORM:
            shown[start:end] = [_corners().get(ch, ch) for ch in text[start:end]]
    return "".join(shown)
