"""What the stages say in English and a language in, the same in that language out.

The table ``messages.tsv`` has a row for each message, or clause of a message, by its code: the English words with names
for what changes, and the Chinese ones. What has no row stays as it is, so a new message is never lost.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from pagesetter.diagnostics import Diagnostic
from pagesetter.records import record
from pagesetter.script.tables import read_table

LANGUAGES: Final = ("en", "zh")
"""Languages of reports."""
_NAME = re.compile(r"\{(\w+)(?::(\w+))?\}")
_BRACKETS = re.compile(r"\[([^\]]*)\]")


@record
class Pair:
    """A row of the table."""

    pattern: re.Pattern[str]
    kinds: tuple[tuple[str, str], ...]
    """(name, kind) of the parts that have rows of their own."""
    zh: str


def spoken(diagnostics: Iterable[Diagnostic], language: str) -> tuple[Diagnostic, ...]:
    """The findings in a language."""
    if language == "en":
        return tuple(diagnostics)
    return tuple(
        replace(d, message=in_chinese(d.code, d.message), hint=in_chinese(d.code, d.hint)) for d in diagnostics
    )


def in_chinese(code: str, words: str) -> str:
    """A message, or whatever of it has a row."""
    whole = _looked_up(code, words)
    if whole is not None or not words:
        return words if whole is None else whole
    clauses = [(clause, _looked_up(code, clause)) for clause in words.split("; ")]
    if all(zh is None for _, zh in clauses):
        return words
    return "；".join(en if zh is None else zh for en, zh in clauses)


def _looked_up(code: str, words: str) -> str | None:
    for pair in pairs().get(code, ()):
        found = pair.pattern.fullmatch(words)
        if found:
            parts = {name: value or "" for name, value in found.groupdict().items()}
            return _filled(pair.zh, {**parts, **{name: _several(kind, parts[name]) for name, kind in pair.kinds}})
    return None


def _several(kind: str, words: str) -> str:
    """Words of a kind, or a row of them."""
    return _looked_up(kind, words) or "，".join(_looked_up(kind, one) or one for one in words.split(", "))


def _filled(zh: str, parts: dict[str, str]) -> str:
    """The Chinese words with the parts in their places; brackets around what is missing fall away."""
    whole = _BRACKETS.sub(lambda m: m[1] if all(parts[n[1]] for n in _NAME.finditer(m[1])) else "", zh)
    return _NAME.sub(lambda m: parts[m[1]], whole)


@cache
def pairs() -> dict[str, tuple[Pair, ...]]:
    """The table by code, in its order."""
    found: dict[str, tuple[Pair, ...]] = {}
    for row in read_table(Path(__file__).parent / "data" / "messages.tsv"):
        kinds = tuple((m[1], m[2]) for m in _NAME.finditer(row["en"]) if m[2])
        pair = Pair(re.compile(_pattern(row["en"])), kinds, row["zh"])
        found[row["code"]] = (*found.get(row["code"], ()), pair)
    return found


def _pattern(en: str) -> str:
    """The regular expression of a row's English words."""
    out, at = "", 0
    for m in re.finditer(r"\{(\w+)(?::\w+)?\}|[\[\]]", en):
        out += re.escape(en[at : m.start()])
        out += {"[": "(?:", "]": ")?"}.get(m[0]) or f"(?P<{m[1]}>.+?)"
        at = m.end()
    return out + re.escape(en[at:])
