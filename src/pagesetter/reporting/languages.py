"""What the stages say in English and a language in, the same in that language out.

The tables of ``data/messages`` have a row for each message, or clause of a message, by its code: the English words with
names for what changes, and the Chinese ones. Each letter of codes has a file, read when the first of its codes is
looked up; ``any.tsv`` has what several letters say, ``words.tsv`` the words around findings. What has no row stays as
it is, so a new message is never lost.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pagesetter.diagnostics import Diagnostic
from pagesetter.records import record
from pagesetter.script.tables import read_table

LANGUAGES: Final = ("en", "zh")
"""Languages of reports."""
FOLDER: Final = Path(__file__).parent / "data" / "messages"
COMMON: Final = "any"
"""Table of what several letters say, and in it the code of rows for messages of whatever code."""
WORDS: Final = "words"
"""Table of the words around findings."""
SHAPES: Final = MappingProxyType({"number": r"[-+]?[\d.,]*\d", "name": "[^,;]+?"})
"""Kinds of parts that have no rows: a number and nothing else, a name without a comma."""
_TOKEN: Final = re.compile(r"\\(.)|([\[\]])|\{(\w+)(?::(!?[\w-]+))?\}", re.S)
"""In a row: a character as it is, a bracket, a name with or without a kind."""
_PARTING: Final = re.compile(r'"[^"]*"|“[^”]*”|; ')
_CODE: Final = re.compile(r"[A-Z]\d{3}")


@record
class Pair:
    """A row of a table."""

    pattern: re.Pattern[str]
    kinds: tuple[tuple[str, str], ...]
    """(name, kind) of the parts that have rows of their own; a row with ``!`` before the kind needs such a part."""
    zh: str


def spoken(diagnostics: Iterable[Diagnostic], language: str) -> tuple[Diagnostic, ...]:
    """The findings in a language."""
    if language == "en":
        return tuple(diagnostics)
    return tuple(
        replace(d, message=in_chinese(d.code, d.message), hint=in_chinese(d.code, d.hint)) for d in diagnostics
    )


def in_chinese(code: str, words: str) -> str:
    """A message of a code, or words of a kind (word, cure, head …); or whatever of them has a row."""
    if not words:
        return words
    file = file_of(code)
    clauses = [(clause, _looked_up(file, code, clause)) for clause in clauses_of(words)]
    if not all(zh for _, zh in clauses):
        whole = _looked_up(file, code, words)
        if whole is not None or not any(zh for _, zh in clauses):
            return words if whole is None else whole
    return "；".join(zh or en for en, zh in clauses)


def clauses_of(words: str) -> list[str]:
    """The clauses of a message, which "; " parts; what stands in quotes is not parted."""
    clauses, at = [], 0
    for m in _PARTING.finditer(words):
        if m[0] == "; ":
            clauses.append(words[at : m.start()])
            at = m.end()
    return [*clauses, words[at:]]


def _looked_up(file: str, code: str, words: str) -> str | None:
    """The words by the first row that fits; ``file`` is the table in which the words around them were found."""
    here = _home(file, code)
    for pair in pairs(here, code):
        found = pair.pattern.fullmatch(words)
        if found:
            parts = {name: value or "" for name, value in found.groupdict().items()}
            told = {name: _several(here, kind, parts[name]) for name, kind in pair.kinds}
            if None not in told.values():
                return _filled(pair.zh, {**parts, **told})
    return None


def _several(file: str, kind: str, words: str) -> str | None:
    """Words of a kind, or a row of them; as they are where no row has them, and None for a kind that must have."""
    if not words:
        return words
    whole = _looked_up(file, kind.lstrip("!"), words)
    if whole is not None or kind[0] == "!":
        return whole
    ones = words.split(", ")
    told = [_looked_up(file, kind, one) for one in ones]
    return "，".join(zh or one for zh, one in zip(told, ones, strict=True)) if any(told) else words


def _filled(zh: str, parts: Mapping[str, str | None]) -> str:
    """The Chinese words with the parts in their places; brackets around what is missing fall away."""
    done: list[str] = []
    inside: list[str] | None = None
    missing = False
    at = 0
    for m in (*_TOKEN.finditer(zh), None):
        out = done if inside is None else inside
        out.append(zh[at : m.start() if m else len(zh)])
        if m is None:
            break
        at = m.end()
        if m[2] == "[":
            inside, missing = [], False
        elif m[2] == "]" and inside is not None:
            done += [] if missing else inside
            inside = None
        elif m[3]:
            out.append(parts[m[3]] or "")
            missing |= not parts[m[3]]
        else:
            out.append(m[1])
    return "".join(done)


def file_of(code: str) -> str:
    """The table that a code or kind is first looked up in."""
    return code[0] if _CODE.fullmatch(code) else WORDS


def _home(file: str, code: str) -> str:
    """The table that has a code or kind: that of the words around it, one of its name, or a common one."""
    return next((one for one in (file, code.partition("-")[0], COMMON, WORDS) if code in table(one)), file)


@cache
def pairs(file: str, code: str) -> tuple[Pair, ...]:
    """The rows of a code or kind in the order they are tried: those of a table, and for a code what all may say."""
    rows = table(file).get(code, ())
    if _CODE.fullmatch(code):
        rows += table(COMMON)[COMMON]
    return tuple(_pair(en, zh) for en, zh in rows)


@cache
def table(file: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """English and Chinese of a table by code or kind; empty without such a table."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    path = FOLDER / f"{file}.tsv"
    for row in read_table(path) if path.is_file() else ():
        found[row["code"]] = (*found.get(row["code"], ()), (row["en"], row["zh"]))
    return found


def _pair(en: str, zh: str) -> Pair:
    """A row made ready: its English words as a regular expression."""
    out, at = "", 0
    kinds: list[tuple[str, str]] = []
    for m in _TOKEN.finditer(en):
        out += re.escape(en[at : m.start()])
        at = m.end()
        if m[4] and m[4] not in SHAPES:
            kinds.append((m[3], m[4]))
        out += (
            re.escape(m[1])
            if m[1]
            else {"[": "(?:", "]": ")?"}.get(m[2] or "") or f"(?P<{m[3]}>{SHAPES.get(m[4], '.+?')})"
        )
    return Pair(re.compile(out + re.escape(en[at:]), re.S), tuple(kinds), zh)
