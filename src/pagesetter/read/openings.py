"""Blocks of a body in, the same with their openings marked out: datelines with reporters, run-in heads.

Which openings are datelines stands in ``data/datelines.tsv``, what makes a run-in head in ``data/run_in.tsv``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pagesetter.model.story import Block
from pagesetter.read.copytext import Traced, redressed, spans, unpacked
from pagesetter.script.languages import rules_of
from pagesetter.script.tables import read_table

_DATA = Path(__file__).parent / "data"


_BEGINNING = 8
"""Characters in which the words of a dateline's beginning stand."""


@cache
def _datelines(rules: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Rows for a column of the rule tables: words at the beginning, and the expression."""
    rows = [row for row in read_table(_DATA / "datelines.tsv") if row["rules"] == rules]
    return tuple((tuple(row["begins"].split(" ")), row["pattern"]) for row in rows)


def _dateline(text: str, rules: str) -> re.Match[str] | None:
    """The dateline that a text begins with."""
    beginning = text[:_BEGINNING]
    for begins, pattern in _datelines(rules):
        # Expressions are compiled by the first text that needs them; re keeps them.
        if any(word in beginning for word in begins) and (match := re.match(pattern, text)):
            return match
    return None


@cache
def _run_in() -> Mapping[str, str]:
    """Values by name."""
    return MappingProxyType({row["name"]: row["value"] for row in read_table(_DATA / "run_in.tsv")})


def with_datelines(blocks: Sequence[Block], language: str) -> tuple[Block, ...]:
    """Paragraphs that open with a dateline of the language get the roles ``dateline`` and, for names, ``reporters``.

    Words that have a role already keep it, but for a dateline given in the front matter.
    """
    rules = rules_of(language)
    return tuple(_with_dateline(block, rules) if block.kind == "body" else block for block in blocks)


def _with_dateline(block: Block, rules: str) -> Block:
    match = _dateline(block.text, rules)
    if match is None or any(span.role not in ("", "dateline") for span in block.lines[0][:1]):
        return block
    copy = unpacked(block)
    roles = list(copy.roles)
    roles[: match.end()] = [redressed(role, "dateline") for role in roles[: match.end()]]
    start, end = match.span("reporters") if match["reporters"] else (0, 0)
    roles[start:end] = [redressed(role, "reporters") for role in roles[start:end]]
    return _in_roles(block, copy, roles)


def with_run_ins(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Groups of neighbouring paragraphs that open with short sentences of one form get these in the role ``run-in``."""
    heads = [_short_opening(block) for block in blocks]
    done = list(blocks)
    start = 0
    while start < len(blocks):
        end = start
        while end < len(blocks) and _alike(heads[start : end + 1]):
            end += 1
        if end - start >= int(_run_in()["paragraphs"]):
            for i in range(start, end):
                copy = unpacked(blocks[i])
                length = len(heads[i])
                head = [redressed(role, "run-in") for role in copy.roles[:length]]
                done[i] = _in_roles(blocks[i], copy, [*head, *copy.roles[length:]])
        start = max(end, start + 1)
    return tuple(done)


def _short_opening(block: Block) -> str:
    """First sentence of a paragraph if it may be a run-in head, else nothing."""
    values = _run_in()
    text = block.text
    stop = text.find(values["stop"]) + 1
    if block.kind != "body" or not int(values["least"]) <= stop <= int(values["longest"]):
        return ""
    head = text[:stop]
    plain = all(span.role == "" for span in block.lines[0][:1])
    if not plain or not text[stop:].strip() or any(mark in head for mark in values["inside"]):
        return ""
    return head


def _alike(heads: Sequence[str]) -> bool:
    """Whether all are there, of nearly one length, and of one form."""
    values = _run_in()
    if not all(heads):
        return False
    lengths = [len(head) for head in heads]
    forms = {any(mark in head for mark in values["parallel"]) for head in heads}
    return len(forms) == 1 and max(lengths) - min(lengths) <= int(values["spread"])


def _in_roles(block: Block, copy: Traced, roles: Sequence[str]) -> Block:
    """The block with other roles."""
    return replace(block, lines=spans(replace(copy, roles=tuple(roles))))
