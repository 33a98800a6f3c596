"""A text and a place in it in, the mark-up of a newspaper line that begins there out: readings, names, raised signs.

Only exact forms count, so that copy with braces, tildes and carets in it stays as it is: ``5~6`` is a range and ``^_^``
a face. docs/stories.md tells the forms.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from pagesetter.records import record

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

MARKS: Final = frozenset({"dots", "name", "title"})
"""Names that put a mark between the lines (Span.mark); all others are roles of the sheet."""
ROLES: Final = frozenset({"bold", "kai", "small", "tint", "sup", "sub", "note"})
"""Roles that the built-in sheet has for a writer."""

_RUBY: Final = r"\{([^{}|\\\n]+)\|([^{}\n]+)\}"
_RUBY_OPEN: Final = r"\{([^\s{}|\\]{1,16})\|"
_CLASSES: Final = r"\{((?:\s*\.[A-Za-z][A-Za-z0-9_-]*)+)\s*\}"
_NOTE: Final = r"\[\^([0-9]{1,3}|[*†‡§a-z])\]"
_SUP: Final = r"\^([0-9+\-−]{1,6}|\[[0-9]{1,3}\]|[*†‡]{1,3})\^"
_SUP_WORD: Final = r"\^([A-Za-z]{1,4})\^"
_SUB: Final = r"~([0-9+\-−]{1,4}|[0-9a-z]{1,3})~(?![0-9])"

_compiled = cache(re.compile)
"""Patterns are compiled for the first text that needs them."""


@record
class Reading:
    """Characters with a reading set beside them."""

    at: int
    """Index in the text of the first character."""
    end: int
    """Index after the mark-up."""
    groups: tuple[tuple[str, str], ...]
    """Characters and their reading: one pair for a whole group, or a pair for each character, whose reading may be
    empty."""
    even: bool
    """Whether there is one reading, or as many as characters."""


@record
class Script:
    """A raised or lowered sign."""

    at: int
    end: int
    text: str
    role: str
    """sup, sub or note."""


def read_mark(state: "StateInline", silent: bool) -> bool:
    """A rule for markdown-it: what a newspaper line has besides Markdown, as tokens ``reading``, ``script``,
    ``dress_open``, ``dress_close`` and, for what has no end, ``open``."""
    at, sign = state.pos, state.src[state.pos]
    if sign == "]":
        if not silent and state.src.startswith("]{.", at):
            # The bracket that belongs to it was not found, or its names do not end.
            token = state.push("open", "", 0)
            token.content, token.meta["at"] = "]{.", at
        return False
    if sign not in "[{^~":
        return False
    if sign == "{":
        text = state.src[: state.posMax]
        reading = reading_at(text, at)
        if reading is None:
            names = classes_at(text, at) is not None and text[at - 1 : at] != "]"
            if not silent and (names or opens_reading(text, at)):
                token = state.push("open", "", 0)
                token.content, token.meta["at"] = "{", at
            return False
        if not silent:
            state.push("reading", "", 0).meta["reading"] = reading
        state.pos = reading.end
        return True
    script = script_at(state.src[: state.posMax], at)
    if script is not None:
        if not silent:
            token = state.push("script", "", 0)
            token.content, token.info, token.meta["at"] = script.text, script.role, script.at
        state.pos = script.end
        return True
    return sign == "[" and _dress(state, silent)


def _dress(state: "StateInline", silent: bool) -> bool:
    """Words in brackets with names after them: ``[要点]{.dots}``."""
    start, limit = state.pos, state.posMax
    end = state.md.helpers.parseLinkLabel(state, start)
    found = classes_at(state.src, end + 1) if end > start + 1 else None
    state.pos, state.posMax = start, limit
    if found is None or found[1] > limit:
        return False
    names, after = found
    if not silent:
        state.push("dress_open", "", 1).meta["names"] = names
        state.pos, state.posMax = start + 1, end
        state.md.inline.tokenize(state)
        state.push("dress_close", "", -1)
    state.pos, state.posMax = after, limit
    return True


def reading_at(text: str, index: int) -> Reading | None:
    """The characters with a reading that begin at a brace; None if it is a brace like any other."""
    match = _compiled(_RUBY).match(text, index)
    if match is None or not (_has_east_asian(match[1]) or _has_east_asian(match[2])):
        return None
    base = _characters(match[1])
    given = [part.strip() for part in match[2].split("|")]
    if not any(given):
        return None
    words = given[0].split()
    if len(given) == 1 and len(words) == len(base) > 1:
        given = words
    each = zip(base, given, strict=True) if len(given) == len(base) else [(match[1], "".join(given))]
    groups = tuple(each)
    return Reading(index + 1, match.end(), groups, len(given) in (1, len(base)))


def opens_reading(text: str, index: int) -> bool:
    """Whether a brace looks like the beginning of a reading whose end is missing."""
    match = _compiled(_RUBY_OPEN).match(text, index)
    return match is not None and _has_east_asian(match[1])


def classes_at(text: str, index: int) -> tuple[tuple[str, ...], int] | None:
    """Names after a bracket, ``{.dots .kai}``, and the index after them."""
    match = _compiled(_CLASSES).match(text, index)
    return (tuple(name[1:] for name in match[1].split()), match.end()) if match else None


def script_at(text: str, index: int) -> Script | None:
    """The raised or lowered sign that begins at ``^``, ``~`` or ``[``."""
    before = text[index - 1] if index else ""
    sign = text[index]
    match, role = None, "note"
    if sign == "[":
        match = _compiled(_NOTE).match(text, index)
    elif sign == "^" and before and not before.isspace():
        role = "sup"
        match = _compiled(_SUP).match(text, index)
        if match is None and ((before.isascii() and before.isalnum()) or before == ")"):
            match = _compiled(_SUP_WORD).match(text, index)
    elif sign == "~" and (before in (")", "]") or (before.isalpha() and not _is_east_asian(before))):
        role = "sub"
        match = _compiled(_SUB).match(text, index)
    return Script(match.start(1), match.end(), match[1], role) if match else None


def _characters(text: str) -> Sequence[str]:
    """Characters with the signs that belong to them."""
    found: list[str] = []
    for ch in text:
        if found and unicodedata.category(ch)[0] == "M":
            found[-1] += ch
        else:
            found.append(ch)
    return found


def _has_east_asian(text: str) -> bool:
    return any(_is_east_asian(ch) for ch in text)


@cache
def _is_east_asian(ch: str) -> bool:
    return unicodedata.east_asian_width(ch) in ("W", "F")
