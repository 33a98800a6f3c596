"""The text of one Markdown paragraph in, its pieces with role, mark, reading and place out.

markdown-it-py parses; two of its rules are replaced: every piece here knows where in the text it stands, and emphasis
works beside Chinese, Japanese and Korean, where CommonMark's rule takes a full-width mark for the edge of a word and
refuses ``**银龄办事“无障碍”。**台商区``. What a newspaper needs besides stands in `read.marks`: readings, marks between
the lines, raised and lowered characters.
"""

import unicodedata
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pagesetter.read.marks import MARKS, Reading, read_mark
from pagesetter.records import record

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

TEXT: Final = "text"
SOFT: Final = "soft"
HARD: Final = "hard"
CODE: Final = "code"
LINK: Final = "link"
IMAGE: Final = "image"
TAG: Final = "tag"
OPEN: Final = "open"
UNEVEN: Final = "uneven"

_MARKUP: Final = frozenset("*_`[]<&\\{^~")
_INLINE_RULES: Final = ("escape", "backticks", "link", "image", "autolink", "html_inline", "entity")
_BLOCK_RULES: Final = ("table", "fence", "blockquote", "hr", "html_block", "heading", "paragraph")


@record
class Piece:
    """A stretch of text, a break of a line, or something that a newspaper line cannot hold."""

    kind: str
    """text, soft, hard (ends of lines), code, link, image, tag; open: a bracket or brace of markup without its end;
    uneven: a reading of more or fewer parts than there are characters."""
    at: int
    """Index in the text where it begins."""
    text: str = ""
    """What it prints; for a tag the tag itself, for an image its words."""
    role: str = ""
    exact: bool = True
    """Whether its characters stand one by one in the source; else all stand at ``at`` (entities)."""
    mark: str = ""
    """Mark between the lines, as in Span."""
    group: int = 0
    """Number of the marked stretch in the paragraph, from 1."""
    ruby: str = ""
    """Reading, as in Span."""


def pieces_of(text: str) -> list[Piece]:
    """The pieces of a paragraph's text (its lines parted by newlines), in order."""
    if _MARKUP.isdisjoint(text):
        return _plain(text)
    md = parser()
    tokens = md.inline.parse(text, md, {}, [])
    pieces: list[Piece] = []
    bold = kai = 0
    dresses: list[tuple[str, str, int]] = [("", "", 0)]
    marked = 0
    for token in tokens:
        at = token.meta.get("at", 0)
        bold += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        kai += {"em_open": 1, "em_close": -1}.get(token.type, 0)
        if token.type == "dress_open":
            role, mark, group = dresses[-1]
            for name in token.meta["names"]:
                if name in MARKS:
                    marked += 1
                    mark, group = name, marked
                elif name not in role.split():
                    role = f"{role} {name}".lstrip()
            dresses.append((role, mark, group))
        elif token.type == "dress_close":
            dresses.pop()
        role, mark, group = dresses[-1]
        if bold or kai:
            # Of two faces that of bold words counts.
            role = f"{role} {'bold' if bold else 'kai'}".lstrip()
        if token.type == "reading":
            pieces += _read(token.meta["reading"], role, mark, group)
        elif token.type == "script":
            pieces.append(Piece(TEXT, at, token.content, f"{role} {token.info}".lstrip(), mark=mark, group=group))
        elif token.type == "open":
            pieces.append(Piece(OPEN, at, token.content))
        elif token.type in ("text", "text_special", "code_inline") and token.content:
            # An escape, an entity, an address in <> and code begin a few characters after their place.
            start = text.find(token.content, at, at + len(token.content) + _LONGEST_OPENING)
            kind = CODE if token.type == "code_inline" else TEXT
            pieces.append(Piece(kind, max(start, at), token.content, role, start >= 0, mark, group))
        elif token.type in _OTHERS and token.info != "auto":
            pieces.append(Piece(_OTHERS[token.type], at, token.content, role))
    return pieces


def _read(reading: Reading, role: str, mark: str, group: int) -> list[Piece]:
    """The pieces of characters with their readings."""
    pieces = []
    at = reading.at
    for base, ruby in reading.groups:
        pieces.append(Piece(TEXT, at, base, role, mark=mark, group=group, ruby=ruby))
        at += len(base)
    return pieces if reading.even else [Piece(UNEVEN, reading.at - 1), *pieces]


_LONGEST_OPENING: Final = 4
_OTHERS: Final = {
    "softbreak": SOFT,
    "hardbreak": HARD,
    "link_open": LINK,
    "image": IMAGE,
    "html_inline": TAG,
}


def _plain(text: str) -> list[Piece]:
    """Pieces of a text without any markup."""
    pieces: list[Piece] = []
    at = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.strip():
            blanks = len(line) - len(line.lstrip())
            pieces.append(Piece(TEXT, at + blanks, line.strip()))
        if number + 1 < len(lines):
            pieces.append(Piece(HARD if line.endswith("  ") else SOFT, at + len(line)))
        at += len(line) + 1
    return pieces


@cache
def parser() -> "MarkdownIt":
    """markdown-it with the rules that a story uses; parsing leaves it as it is."""
    # Imported when the first story is read: it costs 15-35 ms, and layouts without stories do not need it.
    from markdown_it import MarkdownIt, rules_inline
    from markdown_it.rules_inline.state_inline import Delimiter

    md = MarkdownIt("zero", {"html": True})
    md.enable([*_BLOCK_RULES, *_INLINE_RULES, "newline", "emphasis", "balance_pairs"], ignoreInvalid=False)
    md.disable(["fragments_join", "linkify", "strikethrough"])
    md.core.ruler.enableOnly(["normalize", "block"])
    ruler = md.inline.ruler
    for name in ("text", *_INLINE_RULES):
        ruler.at(name, _placed(getattr(rules_inline, name.removesuffix("s"))))
    ruler.before("link", "marks", _placed(read_mark))
    ruler.at("newline", _newline)
    ruler.at("emphasis", lambda state, silent: _emphasis(state, silent, Delimiter))
    ruler.push("any", _placed(_any))
    md.inline.ruler2.enableOnly(["balance_pairs", "emphasis"])
    return md


Rule = Callable[["StateInline", bool], bool]


def _placed(rule: Rule) -> Rule:
    """The rule, its tokens marked with their place; text is not gathered over several rules."""

    def run(state: "StateInline", silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            if state.pending:
                state.pushPending()
            for token in state.tokens[before:]:
                token.meta.setdefault("at", start)
        return True

    return run


def _any(state: "StateInline", silent: bool) -> bool:
    """A character that no rule wants is text."""
    if not silent:
        state.pending += state.src[state.pos]
    state.pos += 1
    return True


def _newline(state: "StateInline", silent: bool) -> bool:
    """The end of a line: hard after two blanks. Blanks before the next line's text are skipped, the ideographic too."""
    at = state.pos
    if state.src[at] != "\n":
        return False
    if not silent:
        token = state.push("hardbreak" if state.src[:at].endswith("  ") else "softbreak", "br", 0)
        token.meta["at"] = at
    state.pos += 1
    while state.pos < state.posMax and state.src[state.pos].isspace() and state.src[state.pos] != "\n":
        state.pos += 1
    return True


def _emphasis(state: "StateInline", silent: bool, delimiter: Any) -> bool:
    """A run of ``*`` or ``_``: one token each, to be paired by markdown-it."""
    start = state.pos
    marker = state.src[start]
    if silent or marker not in "*_":
        return False
    end = start
    while end < state.posMax and state.src[end] == marker:
        end += 1
    opens, closes = _flanks(state.src, start, end, state.posMax)
    for at in range(start, end):
        token = state.push("text", "", 0)
        token.content = marker
        token.meta["at"] = at
        state.delimiters.append(
            delimiter(
                marker=ord(marker),
                length=end - start,
                token=len(state.tokens) - 1,
                end=-1,
                open=opens,
                close=closes,
            )
        )
    state.pos = end
    return True


def _flanks(text: str, start: int, end: int, limit: int) -> tuple[bool, bool]:
    """Whether a run of markers may open and close emphasis.

    CommonMark 0.31, 6.2, with one change: a mark of East Asian text is no edge of a word, and next to such text a
    marker stands at an edge. ``3*5*2`` is a product.
    """
    before = text[start - 1] if start else " "
    after = text[end] if end < limit else " "
    if before.isdigit() and after.isdigit():
        return False, False
    left = not after.isspace() and (not _edges(after) or before.isspace() or _edges(before) or _east_asian(before))
    right = not before.isspace() and (not _edges(before) or after.isspace() or _edges(after) or _east_asian(after))
    if text[start] == "*":
        return left, right
    return left and (not right or _edges(before)), right and (not left or _edges(after))


@cache
def _east_asian(ch: str) -> bool:
    """Whether a character belongs to Chinese, Japanese or Korean text; the marks it shares with Latin text do."""
    return unicodedata.east_asian_width(ch) in ("W", "F") or (
        unicodedata.east_asian_width(ch) == "A" and unicodedata.category(ch)[0] == "P"
    )


@cache
def _edges(ch: str) -> bool:
    """Whether a character is a mark or symbol of Latin text: the edge of a word."""
    return unicodedata.category(ch)[0] in "PS" and not _east_asian(ch)
