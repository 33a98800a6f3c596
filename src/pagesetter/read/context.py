"""A text in, what surrounds its marks out: sides, pairs, protected stretches, and whether a sentence is Chinese.

The language of a place is weighed over its *stretch*: the sentence around it, without what stands in brackets or
quotation marks inside it, and within the innermost brackets or quotation marks around it. So a Chinese quotation in an
English sentence is weighed by itself, and so is an English one in a Chinese sentence.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from pagesetter.read.weighing import is_chinese, weigh
from pagesetter.records import record
from pagesetter.script.classes import Klass, class_of
from pagesetter.script.tables import read_table

HAN: Final = "han"
LATIN: Final = "latin"
DIGIT: Final = "digit"
UNIT: Final = "unit"
OTHER: Final = "other"
EDGE: Final = "edge"

_SIDES: Final = {
    Klass.HAN: HAN,
    Klass.KANA: HAN,
    Klass.HANGUL: HAN,
    Klass.LATIN: LATIN,
    Klass.DIGIT: DIGIT,
    Klass.POSTFIX: UNIT,
    Klass.STOP: HAN,
    Klass.COMMA: HAN,
    Klass.COLON: HAN,
    Klass.EXCLAIM: HAN,
}
"""What a class says of the text beside it; full-width marks speak for Chinese as ideographs do."""

_CLEAR: Final = frozenset(" \t\n\u00a0\u3000()[]{}\"'“”‘’!?…—*")
"""Characters that say nothing of their own: the next one beyond them is asked."""

_PAIRS: Final = {
    ")": "(",
    "）": "(",
    "”": "“",
    "’": "‘",
    "」": "「",
    "』": "『",
    "》": "《",
    "〉": "〈",
    "】": "【",
    "〕": "〔",
    "］": "［",
    "]": "[",
}
_OPENERS: Final = {**{opener: opener for opener in _PAIRS.values()}, "（": "("}

_ENDS: Final = frozenset("。！？!?…；")
_SIGNS: Final = re.compile("[" + re.escape("".join({*_PAIRS, *_OPENERS, *_ENDS}) + ".:：\"'") + "]")
"""Everything that may open, close or end a stretch."""
_FARTHEST: Final = 12
"""Clear characters looked through for a side."""
_COUNTER_REACH: Final = 16
"""Digits looked through for the ideograph that counts them."""


@cache
def _protected() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Rows of protected.tsv: what a text must have, and the expression."""
    rows = read_table(Path(__file__).parent / "data" / "protected.tsv")
    return tuple((tuple(row["needs"].split(" ")), row["pattern"]) for row in rows)


def _guarded(text: str) -> set[int]:
    """Indices of addresses, calls and faces."""
    # Expressions are compiled by the first text that needs them; re keeps them.
    patterns = [pattern for needs, pattern in _protected() if any(mark in text for mark in needs)]
    return {i for pattern in patterns for m in re.finditer(pattern, text) for i in range(*m.span())}


@cache
def side_of(ch: str) -> str:
    """What one character says of the text it stands in."""
    klass = class_of(ch, "zh-Hans")
    if klass in (Klass.OPENING, Klass.CLOSING):
        return HAN
    return _SIDES.get(klass, OTHER)


@record
class Context:
    """A text with the pairs, stretches and protected characters found in it."""

    text: str
    partner: dict[int, int]
    """Index of the closing mark for every opening one, and the other way round."""
    unpaired: tuple[int, ...]
    """Indices of round brackets without a partner."""
    guarded: frozenset[int]
    """Indices that copyedit leaves alone: addresses, code."""
    pieces: tuple[tuple[int, int], ...]
    """(first index, number of its stretch) of every piece of text, in order; a stretch may have several pieces."""
    weights: tuple[tuple[int, int], ...]
    """Ideographs and Latin words of every stretch."""
    quotes: tuple[tuple[int, int, str], ...]
    """Pairs of straight quotation marks: both indices and the mark."""

    def weight(self, index: int) -> tuple[int, int]:
        """Ideographs and Latin words of the stretch of a place."""
        return self.weights[self.pieces[bisect_right(self.pieces, (index, len(self.weights))) - 1][1]]

    def chinese(self, index: int) -> bool:
        """Whether the stretch of a place is Chinese."""
        return is_chinese(*self.weight(index))

    def announces(self, index: int) -> bool:
        """Whether the stretch that a mark ends is Chinese, or that and the following one taken together (colons)."""
        words = [a + b for a, b in zip(self.weight(index), self.weight(index + 1), strict=True)]
        return self.chinese(index) or (self.text[index] in ":：" and is_chinese(words[0], words[1]))

    def before(self, index: int) -> str:
        """The nearest side before a place."""
        return self._side(range(index - 1, max(index - 1 - _FARTHEST, -1), -1))

    def after(self, index: int) -> str:
        """The nearest side after a place."""
        return self._side(range(index + 1, min(index + 1 + _FARTHEST, len(self.text))))

    def bounded(self, index: int) -> bool:
        """Whether a mark stands right behind a paired closing mark or before a paired opening one."""
        return self.partner.get(index - 1, index) < index - 1 or self.partner.get(index + 1, index) > index + 1

    def measures(self, start: int, end: int) -> bool:
        """Whether a pair of straight marks are inches or seconds: both stand right behind a number."""
        return all(self.text[i] in "\"'" and i > 0 and self.text[i - 1].isdigit() for i in (start, end))

    def counted(self, index: int) -> bool:
        """Whether a number with its counter follows, such as ``2025年``."""
        at = index + 1
        end = min(len(self.text), at + _COUNTER_REACH)
        while at < end and (self.text[at].isdigit() or self.text[at] in ".%％ "):
            at += 1
        return at < len(self.text) and side_of(self.text[at]) == HAN

    def _side(self, indices: range) -> str:
        for at in indices:
            if at in self.guarded:
                return LATIN
            ch = self.text[at]
            if ch not in _CLEAR:
                return side_of(ch)
        return EDGE


def context_of(text: str, verbatim: Sequence[bool] = ()) -> Context:
    """The context of a text; ``verbatim`` marks characters that are code or table rows."""
    guarded = _guarded(text) | {i for i, said in enumerate(verbatim) if said}
    open_text = "".join(_HIDDEN if i in guarded else ch for i, ch in enumerate(text)) if guarded else text
    quotes = _straight_quotes(open_text)
    partner, unpaired = _pairs(open_text, quotes)
    pieces, weights = _stretches(open_text, partner)
    return Context(text, partner, unpaired, frozenset(guarded), pieces, weights, quotes)


_HIDDEN: Final = "\ufffc"
"""Stands for a guarded character while marks are paired and words counted."""


def _between_letters(text: str, index: int) -> bool:
    """Whether a mark is an apostrophe inside a Latin word."""
    return 0 < index < len(text) - 1 and side_of(text[index - 1]) == LATIN and side_of(text[index + 1]) == LATIN


def _straight_quotes(text: str) -> tuple[tuple[int, int, str], ...]:
    """Pairs of ``"``, and of ``'`` where every one of them plainly opens or closes; none when one has no partner."""
    found: list[tuple[int, int, str]] = []
    for mark in "\"'":
        if mark not in text:
            continue
        indices = [i for i, ch in enumerate(text) if ch == mark]
        if mark == "'":
            indices = [i for i in indices if not _between_letters(text, i)]
        pairs = list(zip(indices[::2], indices[1::2], strict=False))
        if len(indices) % 2 == 0 and (mark == '"' or all(_opens(text, a) and _closes(text, b) for a, b in pairs)):
            found += [(a, b, mark) for a, b in pairs]
    return tuple(sorted(found))


def _opens(text: str, index: int) -> bool:
    """Whether a ``'`` can only open: a word follows it and no Latin word or number ends before it."""
    before = text[index - 1] if index else " "
    after = text[index + 1] if index + 1 < len(text) else " "
    return not after.isspace() and side_of(after) in (HAN, LATIN, DIGIT) and side_of(before) not in (LATIN, DIGIT)


def _closes(text: str, index: int) -> bool:
    """Whether a ``'`` can only close: no space before it, and no Latin word or number after it."""
    before = text[index - 1]
    after = text[index + 1] if index + 1 < len(text) else " "
    return not before.isspace() and side_of(after) not in (LATIN, DIGIT)


def _pairs(text: str, quotes: tuple[tuple[int, int, str], ...]) -> tuple[dict[int, int], tuple[int, ...]]:
    """Partners of all paired marks, and round brackets that have none. Marks that cross a pair are left out."""
    straight = {a: f"straight {a}" for a, _, _ in quotes}
    closing = {b: f"straight {a}" for a, b, _ in quotes}
    partner: dict[int, int] = {}
    unpaired: list[int] = []
    open_marks: list[tuple[str, int]] = []
    waiting: dict[str, int] = {}
    for sign in _SIGNS.finditer(text):
        at, ch = sign.start(), sign[0]
        opens = straight.get(at) or _OPENERS.get(ch)
        if opens:
            open_marks.append((opens, at))
            waiting[opens] = waiting.get(opens, 0) + 1
            continue
        closes = closing.get(at) or _PAIRS.get(ch)
        if closes is None or (ch == "’" and _between_letters(text, at)):
            continue
        if not waiting.get(closes):
            unpaired += [at] if closes == "(" else []
            continue
        while True:
            opened, start = open_marks.pop()
            waiting[opened] -= 1
            if opened == closes:
                partner[start], partner[at] = at, start
                break
            unpaired += [start] if opened == "(" else []
    unpaired += [at for kind, at in open_marks if kind == "("]
    return partner, tuple(sorted(unpaired))


def _stretches(text: str, partner: dict[int, int]) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """The pieces of the text with the numbers of their stretches, and the weight of every stretch."""
    pieces = [(0, 0)]
    outer: list[int] = []
    count = 1
    for sign in _SIGNS.finditer(text):
        at = sign.start()
        other = partner.get(at, -1)
        if other > at:
            outer.append(pieces[-1][1])
            pieces.append((at + 1, count))
            count += 1
        elif other >= 0 and outer:
            pieces.append((at, outer.pop()))
        elif _ends_stretch(text, at):
            pieces.append((at + 1, count))
            count += 1
    ideographs, words = [0] * count, [0] * count
    for (start, number), (end, _) in zip(pieces, [*pieces[1:], (len(text), 0)], strict=True):
        found = weigh(text[start:end])
        ideographs[number] += found[0]
        words[number] += found[1]
    return tuple(pieces), tuple(zip(ideographs, words, strict=True))


def _ends_stretch(text: str, at: int) -> bool:
    """Whether the sentence, or the part of it that a colon announces, ends with this character."""
    ch = text[at]
    after = text[at + 1] if at + 1 < len(text) else " "
    if ch in _ENDS:
        return after not in _ENDS
    if ch not in ".:：":
        return False
    before = text[at - 1] if at else " "
    if after.isdigit() and before.isdigit():
        return False
    return ch != "." or not (after.isascii() and after.isalnum())
