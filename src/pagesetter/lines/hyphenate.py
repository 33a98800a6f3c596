"""A text with the styles of its stretches in, the places where its European words may be parted by a hyphen out.

Which language has which dictionary, and how much of a word stays on either line, stands in ``data/hyphens.tsv``. Only
plain words are parted: nothing with a digit or with capitals inside, no address or path, no word with a hyphen of its
own.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pagesetter.model.style import TypeStyle
from pagesetter.records import record
from pagesetter.script.languages import rules_of
from pagesetter.script.tables import read_table

if TYPE_CHECKING:
    from pyphen import Pyphen

_LETTER: Final = r"[^\W\d_\u1100-\u11ff\u2e80-\uffff]"
"""A letter of an alphabet: no Hangul, kana or ideograph."""
_WORD: Final = re.compile(f"{_LETTER}{{5,}}")
_CHUNK: Final = re.compile(r"[^\s\u2013\u2014\u2e80-\uffff]+")
"""What stands between spaces, dashes and East Asian characters: a word with its marks, an address, a path."""
_PLAIN: Final = re.compile(
    rf"[\"'“”‘’(\[«»‹›„¿¡…*]*({_LETTER}+(?:['’]{_LETTER}+)*)[\"'“”‘’)\]«»‹›“,.;:!?…*]*",
)
"""A word with nothing but marks of a sentence around it."""


@record
class Manner:
    """A row of ``hyphens.tsv``."""

    dictionary: str
    ascii: bool
    """Whether a word with other letters is of another language."""
    least: int
    """Letters of the shortest word that is parted."""
    left: int
    """Letters before the hyphen, at least."""
    right: int
    """Letters after it, at least."""
    own: float
    """Cost of a hyphen in text of the language."""
    inside: float
    """The same in a line of Chinese, Japanese or Korean."""
    short: float
    """What it costs more to leave no more than the fewest letters before it."""
    name: float
    """What it costs more in a word with a capital, which is likely to be a name."""


@cache
def _manners() -> dict[str, Manner]:
    """Rows by tag in lower case."""
    return {
        row["tag"].lower(): Manner(
            row["dictionary"],
            row["letters"] == "ascii",
            int(row["least"]),
            int(row["left"]),
            int(row["right"]),
            float(row["own"]),
            float(row["inside"]),
            float(row["short"]),
            float(row["name"]),
        )
        for row in read_table(Path(__file__).parent / "data" / "hyphens.tsv")
    }


@cache
def manner_of(language: str) -> Manner | None:
    """How words of a language are hyphenated; None where they are not (RFC 4647, lookup)."""
    parts = language.strip().replace("_", "-").lower().split("-")
    for length in range(len(parts), 0, -1):
        found = _manners().get("-".join(parts[:length]))
        if found is not None:
            return found
    return None


@cache
def _dictionary(manner: Manner) -> "Pyphen":
    # Loaded for the first long word of a style that hyphenates: the module takes 30 ms, a dictionary up to 60.
    from pyphen import Pyphen

    return Pyphen(lang=manner.dictionary, left=manner.left, right=manner.right)


def hyphen_places(text: str, stretches: Sequence[tuple[int, int, TypeStyle]]) -> dict[int, float]:
    """Cost of a hyphen before each character of a text where a word may be parted.

    :param text: a paragraph; the last word of it is never parted, so that no line ends it with a piece of a word.
    :param stretches: first and after the last character of each span, with its style. Words that change their style
        are parted by the style of their first letter.
    """
    if not any(style.hyphens for _, _, style in stretches) or not _WORD.search(text):
        return {}
    places: dict[int, float] = {}
    ends = iter(stretches)
    _, until, style = next(ends)
    last = len(text.rstrip())
    for start, word, chunk_end in _words(text):
        while start >= until:
            _, until, style = next(ends)
        if not style.hyphens or style.word_break == "break-all" or chunk_end >= last:
            continue
        alone = rules_of(style.language) == "latin"
        manner = manner_of(style.language if alone else style.latin)
        if manner is None or len(word) < manner.least or (manner.ascii and not word.isascii()):
            continue
        cost = (manner.own if alone else manner.inside) + (manner.name if word[0].isupper() else 0.0)
        for place in _positions(word, manner):
            places[start + place] = cost + (manner.short if place == manner.left else 0.0)
    return places


def _words(text: str) -> Iterator[tuple[int, str, int]]:
    """Start and letters of every word that may be looked up, and where what it stands in ends."""
    for chunk in _CHUNK.finditer(text):
        plain = _PLAIN.fullmatch(chunk[0])
        if plain is None:
            continue
        word = plain[1]
        if word[1:] == word[1:].lower():
            yield chunk.start() + plain.start(1), word, chunk.end()


def _positions(word: str, manner: Manner) -> tuple[int, ...]:
    """Places where a word may be parted without a change of its spelling."""
    return tuple(
        int(place)
        for place in _dictionary(manner).positions(word.lower())
        if place.data is None and word[place - 1 : place].isalpha() and word[place : place + 1].isalpha()
    )
