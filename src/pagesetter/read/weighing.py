"""A text in, its ideographs and Latin words out, and whether it is Chinese."""

import re
from functools import cache
from typing import Final

_WORD_CHARACTERS: Final = 8, 5
"""A Chinese word is 1.6 characters long on the average of running text (8/5): so many outweigh a Latin word."""
_LATIN_WORD: Final = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’\u2010-][A-Za-z\u00c0-\u024f]+)*")
_IDEOGRAPHS: Final = (
    "\u3400\u9fff",
    "\u3041\u3096",
    "\u30a1\u30fa",
    "\u3005\u3007",
    "\u2e80\u2fdf",
    "\uf900\ufaff",
    "\U00020000\U0003fffd",
)
"""First and last of each stretch of ideographs and kana, the commonest first."""


def is_chinese(ideographs: int, words: int) -> bool:
    """Whether so many ideographs outweigh so many Latin words."""
    characters, times = _WORD_CHARACTERS
    return ideographs > 0 and ideographs * times >= words * characters


@cache
def _is_ideograph(ch: str) -> bool:
    """Asked of each character: a pattern of seven ranges takes longer to compile than a page to read."""
    return any(first <= ch <= last for first, last in _IDEOGRAPHS)


def weigh(text: str) -> tuple[int, int]:
    """Ideographs and Latin words of a text; initials and names all in capitals are no evidence of a Latin sentence."""
    words = [word for word in _LATIN_WORD.findall(text) if not word.isupper()]
    return sum(map(_is_ideograph, text)), len(words)
