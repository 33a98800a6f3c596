"""A BCP 47 tag in, the language out: which tables its text is set by (``languages.tsv``)."""

from collections.abc import Iterable
from functools import cache
from types import MappingProxyType
from typing import Final, TypeVar

from pagesetter.records import record
from pagesetter.script.tables import script_table

T = TypeVar("T")

RULES: Final = ("zh-Hans", "zh-Hant", "ja", "ko", "latin")
"""Columns of the rule tables."""


@record
class Language:
    """A language that pages can be set in."""

    tag: str
    """The tag as asked for, in BCP 47's own case, e.g. ``zh-TW``."""
    harfbuzz: str
    """The tag for a shaping buffer, which chooses `locl` forms."""
    script: str
    """ISO 15924 code of the main script: Hani, Kana, Hang, Latn, Cyrl or Grek."""
    rules: str
    """Column of the rule tables, one of :data:`RULES`."""


@cache
def _known() -> dict[str, dict[str, str]]:
    """Rows by tag in lower case."""
    return {row["tag"].lower(): row for row in script_table("languages")}


def _cased(parts: list[str]) -> str:
    """Subtags in the case that RFC 5646 2.1.1 recommends."""
    rest = [part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part for part in parts[1:]]
    return "-".join([parts[0], *rest])


@cache
def parse_language(tag: str) -> Language | None:
    """The language of a tag, whatever its case and with ``_`` or ``-``; None for one that no table knows.

    Subtags are dropped from the right until a row fits (RFC 4647, lookup): ``en-GB`` is set as ``en``.
    """
    parts = tag.strip().replace("_", "-").lower().split("-")
    for length in range(len(parts), 0, -1):
        row = _known().get("-".join(parts[:length]))
        if row is not None:
            return Language(_cased(parts), row["harfbuzz"], row["script"], row["rules"])
    return None


@cache
def rules_of(tag: str) -> str:
    """The table column of a tag; an unknown language is set by the ``latin`` one, which is UAX #14 untailored."""
    language = parse_language(tag)
    return language.rules if language else "latin"


@cache
def face_tags(tag: str) -> tuple[str, ...]:
    """Rows of a table of faces that serve a tag, the narrowest first, the column of its rules last.

    ``zh-HK``: zh-HK, zh-Hant (``zh`` alone would be set by other rules); ``en-GB``: en-GB, en, latin.
    """
    parts = tag.split("-")
    rules = rules_of(tag)
    narrower = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return tuple(dict.fromkeys([*(each for each in narrower if rules_of(each) == rules), rules]))


def spoken_in(given: Iterable[tuple[str, T]], tag: str, default: T) -> T:
    """What is given for a language out of pairs with `face_tags`; ``""`` stands for all that are not named."""
    known = dict(given)
    return next((known[each] for each in (*face_tags(tag), "") if each in known), default)


_HOMES: Final = MappingProxyType({"hangul": ("ko",), "kana": ("ja",)})


@cache
def homes_of(kind: str) -> tuple[str, ...]:
    """Languages in whose faces a character of a kind (`classes.script_of`) is looked for, the likeliest first."""
    first = _HOMES.get(kind, ())
    return (*first, *(rules for rules in RULES if rules not in first))
