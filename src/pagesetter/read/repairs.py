"""A paragraph's text in, the repairs of its marks and widths out (rows of ``copyedit.tsv``).

A mark is repaired on evidence, never on suspicion: its stretch must be Chinese (:mod:`pagesetter.read.context`) and
what stands beside it must be Chinese too. Both of a pair are repaired or neither.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final
from unicodedata import normalize

from pagesetter.read.context import DIGIT, EDGE, HAN, LATIN, UNIT, Context, context_of
from pagesetter.read.weighing import is_chinese, weigh
from pagesetter.records import record
from pagesetter.script.tables import read_table

_BLANKS: Final = " \t\u00a0\u3000"
_ITEM: Final = re.compile(r"(?:^|[^0-9A-Za-z一二三四五六七八九十])[0-9A-Za-z一二三四五六七八九十]{1,2}$")
_SHUT: Final = "”’」』）)"
_SUSPECTS: Final = re.compile(r"""[,;:!?()（）"']|\.{3}|--""")
"""Texts without any of these need no look."""
_DOTS: Final = re.compile(r"\.{3,}")
_HYPHENS: Final = re.compile(r"(?<!-)--(?!-)")


@record
class Rule:
    """A row of ``copyedit.tsv`` for one language."""

    kind: str
    code: str
    rule: str
    typed: str
    wanted: str


@record
class Repair:
    """One repair: the places that change together."""

    kind: str
    code: str
    at: int
    """Index of the mark as typed; of the first one of a pair."""
    changes: tuple[tuple[int, int, str], ...]
    """(start, end, new text) in order; blanks beside a mark that go with it are changes to no text."""
    typed: str
    """What stood there, for the report."""
    wanted: str
    """What stands there now."""


@cache
def _table() -> tuple[dict[str, str], ...]:
    return tuple(read_table(Path(__file__).parent / "data" / "copyedit.tsv"))


@cache
def rules_for(language: str) -> Mapping[str, Rule]:
    """Rows by the typed mark for a column of the table (``zh-Hans`` …); empty for a language without a column."""
    return MappingProxyType(
        {
            row["typed"]: Rule(row["kind"], row["code"], row["rule"], row["typed"], row[language])
            for row in _table()
            if row.get(language, "-") != "-"
        }
    )


@cache
def kinds() -> Mapping[str, str]:
    """Code of every kind of repair, in the table's order."""
    return MappingProxyType({row["kind"]: row["code"] for row in _table()})


@cache
def switches() -> tuple[str, ...]:
    """Keys by which kinds of repairs are turned on and off, in the table's order."""
    return tuple(dict.fromkeys(row["switch"] for row in _table()))


def kinds_on(language: str, switched: Mapping[str, bool]) -> frozenset[str]:
    """Kinds of repairs to make in a language (a column of the table): what is switched on, or is not off there."""
    return frozenset(
        row["kind"]
        for row in _table()
        if switched.get(row["switch"], language not in row["off"].split(" ")) and row.get(language, "-") != "-"
    )


def repairs_of(
    text: str, language: str, verbatim: Sequence[bool] = (), keep_blanks: bool = False
) -> tuple[tuple[Repair, ...], tuple[int, ...]]:
    """Repairs of a text in order, and the indices of round brackets in Chinese text that have no partner.

    ``keep_blanks`` is for heads, whose blanks are the editor's: none is dropped beside a mark.
    """
    rules = rules_for(language)
    widths = _widths(text, rules, verbatim)
    if _SUSPECTS.search(text) is None or all(rule.rule == "width" for rule in rules.values()):
        return tuple(widths), ()
    context = context_of(text, verbatim)
    found = [*_marks(context, rules), *_brackets(context, rules), *_quotes(context, rules), *_rows(context, rules)]
    if not keep_blanks:
        ends = frozenset(end for repair in found for _, end, _ in repair.changes)
        found = [_without_blanks(repair, context, ends) for repair in found]
    unpaired = tuple(i for i in context.unpaired if context.chinese(i) and not _numbers_item(text, i))
    return tuple(sorted([*found, *widths], key=lambda r: r.at)), unpaired


def _widths(text: str, rules: Mapping[str, Rule], verbatim: Sequence[bool]) -> list[Repair]:
    """Characters of an unusual width: runs that a row's expression matches."""
    found: list[Repair] = []
    if text.isascii():
        return found
    for rule in rules.values():
        if rule.rule != "width":
            continue
        for match in re.finditer(rule.typed, text):
            start, end = match.span()
            if not any(verbatim[start:end]):
                usual = _usual(match[0])
                found.append(Repair(rule.kind, rule.code, start, ((start, end, usual),), match[0], usual))
    return found


def _usual(text: str) -> str:
    """Characters in their usual width; a voicing mark without a kana to go into stays a sign of its own."""
    return normalize("NFKC", text).replace("\u3099", "゛").replace("\u309a", "゜")


def _numbers_item(text: str, index: int) -> bool:
    """Whether a bracket without partner is the one of a list's ``1)`` or ``a)``."""
    return text[index] in ")）" and _ITEM.search(text[max(index - 4, 0) : index]) is not None


def _marks(context: Context, rules: Mapping[str, Rule]) -> list[Repair]:
    """Pauses and final marks."""
    decide = {"pause": _is_flat_pause, "final": _is_flat_final}
    found = []
    for match in _SUSPECTS.finditer(context.text):
        at, ch = match.start(), match[0]
        rule = rules.get(ch)
        if rule is None or rule.rule not in decide or at in context.guarded:
            continue
        if context.announces(at) and decide[rule.rule](context, at):
            found.append(Repair(rule.kind, rule.code, at, ((at, at + 1, rule.wanted),), ch, rule.wanted))
    return found


def _is_flat_pause(context: Context, at: int) -> bool:
    """Commas, colons, semicolons: Chinese or a closing or opening mark on one side, not a number on both.

    A percentage ends a phrase by itself, and a number with its counter (``2025年``) is Chinese.
    """
    if context.bounded(at):
        return True
    before, after = context.before(at), context.after(at)
    if before == DIGIT and after == DIGIT:
        return False
    return HAN in (before, after) or before == UNIT or (after == DIGIT and context.counted(at))


def _is_flat_final(context: Context, at: int) -> bool:
    """Exclamation and question marks: decided by what they end.

    After a Latin word or a number they may be part of it (``Yahoo!``, ``5!``), unless the sentence plainly ends there.
    """
    before = context.before(at)
    if before in (LATIN, DIGIT):
        return context.after(at) == EDGE or context.text[at + 1] in _SHUT
    return before in (HAN, UNIT)


def _brackets(context: Context, rules: Mapping[str, Rule]) -> list[Repair]:
    """Pairs of round brackets of which one at least is flat."""
    opener, closer = rules.get("("), rules.get(")")
    if opener is None or closer is None:
        return []
    found = []
    for start, end in sorted(context.partner.items()):
        flat = context.text[start] == "(" or context.text[end] == ")"
        if start > end or not flat or context.text[start] not in "(（" or not _is_chinese_pair(context, start, end):
            continue
        changes = ((start, start + 1, opener.wanted), (end, end + 1, closer.wanted))
        found.append(Repair(opener.kind, opener.code, start, changes, "( )", f"{opener.wanted} {closer.wanted}"))
    return found


def _is_chinese_pair(context: Context, start: int, end: int) -> bool:
    """Whether a pair belongs to Chinese text: by the sentence with its content, and by what it holds or touches."""
    ideographs, words = context.weight(start)
    inner_ideographs, inner_words = weigh(context.text[start + 1 : end])
    if not is_chinese(ideographs + inner_ideographs, words + inner_words):
        return False
    if inner_ideographs and not context.measures(start, end):
        return is_chinese(inner_ideographs, inner_words) or is_chinese(ideographs, words)
    if not is_chinese(ideographs, words) or context.measures(start, end):
        return False
    sides = context.before(start), context.after(end)
    return HAN in sides or LATIN not in sides


def _quotes(context: Context, rules: Mapping[str, Rule]) -> list[Repair]:
    """Pairs of straight quotation marks."""
    found = []
    for start, end, mark in context.quotes:
        rule = rules.get(mark)
        if rule is None or context.partner.get(start) != end or not _is_chinese_pair(context, start, end):
            continue
        changes = ((start, start + 1, rule.wanted[0]), (end, end + 1, rule.wanted[1]))
        found.append(
            Repair(rule.kind, rule.code, start, changes, f"{mark} {mark}", f"{rule.wanted[0]} {rule.wanted[1]}")
        )
    return found


def _rows(context: Context, rules: Mapping[str, Rule]) -> list[Repair]:
    """Rows of dots after Chinese, pairs of hyphens between Chinese."""
    found = []
    for key, pattern in (("...", _DOTS), ("--", _HYPHENS)):
        rule = rules.get(key)
        if rule is None or key not in context.text:
            continue
        for match in pattern.finditer(context.text):
            start, end = match.span()
            if start in context.guarded or not context.chinese(start):
                continue
            before, after = context.before(start), context.after(end - 1)
            good = HAN in (before, after) if rule.rule == "ellipsis" else before == HAN and after in (HAN, EDGE)
            if good:
                found.append(Repair(rule.kind, rule.code, start, ((start, end, rule.wanted),), match[0], rule.wanted))
    return found


def _without_blanks(repair: Repair, context: Context, ends: frozenset[int]) -> Repair:
    """Typed blanks beside a repaired mark go: the full-width mark brings its own white.

    ``ends`` are the ends of all repaired marks: blanks between two of them go with the first.
    """
    text = context.text
    changes: list[tuple[int, int, str]] = []
    for start, end, new in repair.changes:
        first, last = start, end
        while first and text[first - 1] in _BLANKS and first - 1 not in context.guarded:
            first -= 1
        while last < len(text) and text[last] in _BLANKS and last not in context.guarded:
            last += 1
        if first < start and first not in ends:
            changes.append((first, start, ""))
        changes.append((start, end, new))
        if last > end:
            changes.append((end, last, ""))
    return repair if len(changes) == len(repair.changes) else replace(repair, changes=tuple(changes))
