"""Text in, break opportunities out: the Unicode line breaking algorithm (UAX #14, Unicode 16.0) in linear time.

The text is cut into units: a base character with the combining marks that follow it (LB9). What the rules need to know
of the text before a place is folded into one small :class:`_Left`, what they need of the text behind it into two
look-ahead words; so every place is decided by a pure function of a few small values, and its answers are remembered.
The rules stand in :func:`_breaks` in the order of the annex, each with its number.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Literal

from pagesetter.records import record
from pagesetter.script.properties import line_break_class
from pagesetter.script.words import SPELLED, anywhere, keep_all

NO_BREAK, ALLOWED, MANDATORY = 0, 1, 2


@record
class Tailoring:
    """What a language or a house changes of the algorithm (UAX #14 section 8.2): all of it is a choice of classes."""

    rules: Literal["15.1", "16.0"] = "16.0"
    """Version of the rules. 16.0 added LB15c, LB19a and LB20a and changed LB21a; 15.1 is there to be tested against."""
    numbers: Literal["pairs", "expression"] = "expression"
    """LB25 by pairs of classes (default up to 15.1), or by an expression for whole numbers (16.0; 8.2 example 7)."""
    ambiguous: str = "AL"
    """What class AI becomes (LB1): ID in East Asian text."""
    starter: str = "NS"
    """What class CJ, small kana, becomes (LB1): ID where they may start a line."""
    classes: tuple[tuple[str, str], ...] = ()
    """Characters, and the class that they have instead of their own; of two pairs with one character the first wins."""
    words: str = "normal"
    """CSS Text 3, 5.2 and 5.3: ``keep-all`` breaks between no two letters, digits or ideographs, ``break-all`` takes
    letters and digits as ideographs, ``anywhere`` breaks between any two units; all others are ``normal``."""


PLAIN = Tailoring(rules="15.1", numbers="pairs")
CURRENT = Tailoring()

_SOT, _EOT = "sot", "eot"
_MARKS = frozenset({"CM", "ZWJ"})
_NO_BASE = frozenset({"BK", "CR", "LF", "NL", "SP", "ZW"})
_HARD = frozenset({"BK", "CR", "LF", "NL"})
_LETTERS = frozenset({"AL", "HL", "DC"})
_AKSARA = frozenset({"AK", "AS", "DC"})
_HANGUL = frozenset({"JL", "JV", "JT", "H2", "H3"})
_PICTURES = frozenset({"ID", "ID-Cn", "EB", "EM"})
_QUOTES = frozenset({"QU", "QU-Pi", "QU-Pf"})
_AFFIXES = frozenset({"PR", "PO"})
_CLOSING = frozenset({"CL", "CP"})
_HYPHENS = frozenset({"HY", "HH"})
_BEFORE_OPENING_QUOTE = _HARD | _QUOTES | {_SOT, "OP", "GL", "SP", "ZW"}
_AFTER_CLOSING_QUOTE = _HARD | _QUOTES | _CLOSING | {_EOT, "SP", "GL", "WJ", "EX", "IS", "SY", "ZW"}
_BEFORE_HYPHEN = _HARD | {_SOT, "SP", "ZW", "CB", "GL"}
# Only of these classes do the rules ask what stands before them.
_ASK_BEFORE = _QUOTES | _HYPHENS | {"BA", "VI"}
# Only before these do they ask what comes after them: all other places have few answers to remember.
_ASK_AHEAD = frozenset(name + width for name in _QUOTES | _AKSARA | {"IS", "OP"} for width in ("", "-W"))


@record
class _Left:
    """What the rules need of the text before a place. Made by :func:`_left` alone: equal ones are one object."""

    last: str
    """Class of the last unit that is not a space."""
    wide: bool
    """Whether that unit is East Asian."""
    spaced: bool
    """Whether spaces stand between it and the place."""
    before: str
    """Class of the unit before ``last`` where a rule asks for it, else empty."""
    before_wide: bool
    """Whether that unit is East Asian."""
    number: str
    """LB25: ``NU`` in a number, ``CL`` after its closing bracket, else empty."""
    odd: bool
    """LB30a: whether an odd count of regional indicators ends here."""
    __eq__ = object.__eq__  # equal ones are one object, and remembered answers are looked up by it
    __hash__ = object.__hash__


_left = cache(_Left)


def _split(name: str) -> tuple[str, bool]:
    """A refined class as the bare class and whether it is East Asian."""
    return name.removesuffix("-W"), name.endswith("-W")


@cache
def _ahead(name: str) -> str:
    """What the rules may ask of a unit further on: NU, IS, VF, ``closing`` or nothing, with ``-W`` if East Asian."""
    bare, wide = _split(name)
    kind = bare if bare in ("NU", "IS", "VF") else "closing" if bare in _AFTER_CLOSING_QUOTE else ""
    return f"{kind}-W" if wide else kind


@cache
def _resolver(tailor: Tailoring) -> Callable[[str], str]:
    """The function from a character to its class under a tailoring (LB1)."""
    own: dict[str, str] = {}
    for chars, name in tailor.classes:
        for ch in chars:
            own.setdefault(ch, name)
    general = {"AI": tailor.ambiguous, "CJ": tailor.starter, "SA": "AL", "SA-M": "CM"}
    if tailor.words == "break-all":
        general.update(dict.fromkeys(SPELLED, "ID"))

    @cache
    def resolve(ch: str) -> str:
        bare, wide = _split(line_break_class(ch))
        bare = own.get(ch) or general.get(bare, bare)
        return f"{bare}-W" if wide else bare

    return resolve


def _in_number(left: _Left, name: str, after: str, then: str, expression: bool) -> bool:
    """LB25: whether the place lies inside a number with its signs."""
    last = left.last
    if not expression:
        return (
            (last in _CLOSING and name in _AFFIXES)
            or (last == "NU" and name in _AFFIXES)
            or (last in _AFFIXES and name in ("OP", "NU"))
            or (last in ("HY", "IS", "NU", "SY") and name == "NU")
        )
    if name in _AFFIXES:
        return left.number != ""
    if name == "NU":
        return left.number == "NU" or last in _AFFIXES or last in ("HY", "IS")
    return last in _AFFIXES and name == "OP" and (after == "NU" or (after == "IS" and then == "NU"))


def _in_syllable(left: _Left, name: str, after: str) -> bool:
    """LB26 and LB28a: whether the place lies inside a Korean or a Brahmic syllable."""
    last = left.last
    return (
        (last == "JL" and name in ("JL", "JV", "H2", "H3"))
        or (last in ("JV", "H2") and name in ("JV", "JT"))
        or (last in ("JT", "H3") and name == "JT")
        or (last == "AP" and name in _AKSARA)
        or (last in _AKSARA and name in ("VF", "VI"))
        or (last == "VI" and left.before in _AKSARA and name in ("AK", "DC"))
        or (last in _AKSARA and name in _AKSARA and after == "VF")
    )


def _breaks(left: _Left, name: str, wide: bool, after: str, then: str, new: bool, expression: bool) -> int:
    """The verdict on one place: the unit after it is ``name``, the next two look like ``after`` and ``then``.

    ``new`` takes the rules of 16.0, ``expression`` reads numbers whole.
    """
    last, spaced = left.last, left.spaced
    adjacent = "SP" if spaced else last
    kind, after_wide = _split(after)
    if adjacent in _HARD:  # LB4, LB5
        return NO_BREAK if adjacent == "CR" and name == "LF" else MANDATORY
    if name in _NO_BASE:  # LB6, LB7
        return NO_BREAK
    if last == "ZW":  # LB8
        return ALLOWED
    if "WJ" in (name, adjacent) or adjacent == "GL":  # LB11, LB12
        return NO_BREAK
    if name == "GL" and adjacent not in ("SP", "BA", "HY", "HH"):  # LB12a
        return NO_BREAK
    if name in ("CL", "CP", "EX", "SY") or last == "OP":  # LB13, LB14
        return NO_BREAK
    if last == "QU-Pi" and left.before in _BEFORE_OPENING_QUOTE:  # LB15a
        return NO_BREAK
    if name == "QU-Pf" and kind in ("closing", "IS"):  # LB15b
        return NO_BREAK
    if name == "IS":  # LB15c, LB15d
        return ALLOWED if new and spaced and kind == "NU" else NO_BREAK
    if (last in _CLOSING and name == "NS") or (last == "B2" and name == "B2"):  # LB16, LB17
        return NO_BREAK
    if spaced:  # LB18
        return ALLOWED
    if name in ("QU", "QU-Pf") or last in ("QU", "QU-Pi"):  # LB19
        return NO_BREAK
    if name in _QUOTES and not (new and left.wide and after_wide):  # LB19a
        return NO_BREAK
    if last in _QUOTES and not (new and wide and left.before_wide):  # LB19a
        return NO_BREAK
    if "CB" in (name, last):  # LB20
        return ALLOWED
    if new and last in _HYPHENS and name in ("AL", "DC") and left.before in _BEFORE_HYPHEN:  # LB20a
        return NO_BREAK
    if name in ("BA", "HH", "HY", "NS") or last == "BB":  # LB21
        return NO_BREAK
    hyphen = last in _HYPHENS or (last == "BA" and not (new and left.wide))
    if left.before == "HL" and hyphen and not (new and name == "HL"):  # LB21a
        return NO_BREAK
    joined = (
        (last == "SY" and name == "HL")  # LB21b
        or name == "IN"  # LB22
        or (last in _LETTERS and name == "NU")  # LB23
        or (last == "NU" and name in _LETTERS)
        or (last == "PR" and name in _PICTURES)  # LB23a
        or (last in _PICTURES and name == "PO")
        or (last in _AFFIXES and name in _LETTERS)  # LB24
        or (last in _LETTERS and name in _AFFIXES)
        or _in_number(left, name, kind, _split(then)[0], expression)  # LB25
        or _in_syllable(left, name, kind)  # LB26, LB28a
        or (last in _HANGUL and name == "PO")  # LB27
        or (last == "PR" and name in _HANGUL)
        or (last in _LETTERS and name in _LETTERS)  # LB28
        or (last == "IS" and name in _LETTERS)  # LB29
        or ((last in _LETTERS or last == "NU") and name == "OP" and not wide)  # LB30
        or (last == "CP" and not left.wide and (name in _LETTERS or name == "NU"))
        or (last == "RI" and name == "RI" and left.odd)  # LB30a
        or (last in ("EB", "ID-Cn") and name == "EM")  # LB30b
    )
    return NO_BREAK if joined else ALLOWED  # LB31


def _past(left: _Left, name: str, wide: bool) -> _Left:
    """What stands before the next place, once a unit has been passed."""
    if name == "SP":
        return _left(left.last, left.wide, True, left.before, left.before_wide, "", False)
    asked, number = name in _ASK_BEFORE, ""
    if name == "NU" or (left.number == "NU" and name in ("SY", "IS")):
        number = "NU"
    elif left.number == "NU" and name in _CLOSING:
        number = "CL"
    odd = name == "RI" and not (left.odd and not left.spaced)
    before = "SP" if left.spaced else left.last
    return _left(name, wide, False, before if asked else "", asked and left.wide and not left.spaced, number, odd)


@lru_cache(maxsize=1 << 16)
def _step(left: _Left, name: str, after: str, then: str, new: bool, expression: bool) -> tuple[int, _Left]:
    """The verdict on a place, and what stands before the next one."""
    bare, wide = _split(name)
    return _breaks(left, bare, wide, after, then, new, expression), _past(left, bare, wide)


def _units(classes: list[str]) -> tuple[list[str], list[int]]:
    """Classes of the units (LB9, LB10) and the index of each one's base character."""
    units: list[str] = []
    places: list[int] = []
    for index, name in enumerate(classes):
        mark = _split(name)[0] in _MARKS
        if not mark or not units or units[-1] in _NO_BASE:
            units.append("AL" if mark else name)
            places.append(index)
    return units, places


def opportunities(text: str, tailor: Tailoring = PLAIN) -> bytes:
    """Break opportunities of a text.

    The answer has ``len(text) + 1`` bytes; byte *i* speaks of the place before ``text[i]``: 0 no break, 1 allowed,
    2 mandatory. The first is 0, the last is 2 (LB2, LB3). An empty text gives one byte, 2.
    """
    classes = list(map(_resolver(tailor), text))
    if not classes:
        return bytes([MANDATORY])
    units, places = classes, list(range(len(classes)))
    verdicts = bytearray([NO_BREAK, *[ALLOWED] * (len(classes) - 1), MANDATORY])
    if not _MARKS.isdisjoint(name.removesuffix("-W") for name in set(classes)):
        units, places = _units(classes)
        verdicts[1:-1] = bytes(len(classes) - 1)
        for index in places[1:]:
            verdicts[index] = ALLOWED
    new, expression = tailor.rules != "15.1", tailor.numbers == "expression"
    left = _past(_left(_SOT, False, False, "", False, "", False), *_split(units[0]))
    step, ideograph = _step, _left("ID", True, False, "", False, "", False)
    units = [*units, _EOT, ""]
    # Between two ideographs a break is allowed whatever stands around them (LB31), and no rule looks past one.
    for k in [k for k in range(1, len(places)) if units[k] != "ID-W" or units[k - 1] != "ID-W"]:
        name, after, then = units[k], "", ""
        if units[k - 1] == "ID-W":
            left = ideograph
        if name in _ASK_AHEAD:
            after, then = _ahead(units[k + 1]), _ahead(units[k + 2])
        verdicts[places[k]], left = step(left, name, after, then, new, expression)
    if "ZWJ" in classes:  # LB8a
        for index, name in enumerate(classes[:-1]):
            if name == "ZWJ" and verdicts[index + 1] == ALLOWED:
                verdicts[index + 1] = NO_BREAK
    if tailor.words == "keep-all":
        keep_all(text, places, verdicts)
    elif tailor.words == "anywhere":
        anywhere(classes, verdicts)
    return bytes(verdicts)
