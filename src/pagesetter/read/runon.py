"""Typed lines of running text in, one line out: whether the end of a line stands for a blank."""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from pagesetter.read.copytext import Traced, joined


def run_on(lines: Sequence[Traced]) -> Traced:
    """Lines of running text as one, with a blank where two Latin or Korean words would meet."""
    parts = [lines[0]]
    for before, line in pairwise(lines):
        if blank_between(before.text[-1:], line.text[:1]):
            end = len(before.text)
            parts[-1] = parts[-1].exchanged([(end - 1, end, before.text[-1] + " ")])
        parts.append(line)
    return joined(*parts)


def blank_between(before: str, after: str) -> bool:
    """Whether the end of a line between two characters stands for a blank: not beside Chinese or Japanese.

    Marks that Chinese shares with Latin text (“ ” …) leave it to the other side.
    """
    if not before or not after:
        return False
    widths = [unicodedata.east_asian_width(ch) for ch in (before, after)]
    if any(first <= ch <= last for ch in (before, after) for first, last in _HANGUL):
        return True
    return "W" not in widths and "F" not in widths and widths != ["A", "A"]


_HANGUL: Final = "\u1100\u11ff", "\u3130\u318f", "\uac00\ud7a3"
"""First and last of each stretch of Hangul."""
