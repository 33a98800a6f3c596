"""The body of a story in Markdown in, its blocks out: paragraphs, subheads, quotes, with diagnostics for the rest.

A newspaper column holds text, subheads, quotes and two kinds of emphasis. What Markdown has besides (tables, pictures,
code, links, HTML) is reported with what to do instead, and its text is kept.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final

from pagesetter.diagnostics import Diagnostic, Origin, note, warning
from pagesetter.model.story import Block
from pagesetter.read.copytext import VERBATIM, Traced, dressed, joined, packed, visible
from pagesetter.read.inline import CODE, HARD, IMAGE, LINK, OPEN, SOFT, TAG, UNEVEN, Piece, parser, pieces_of
from pagesetter.read.plain_copy import PlainToken, plain_tokens
from pagesetter.read.runon import blank_between

if TYPE_CHECKING:
    from markdown_it.token import Token as ParsedToken

    Token = ParsedToken | PlainToken

_TIGHT_SUBHEAD: Final = re.compile(r"^ {0,3}##(?=[^\s#])", re.MULTILINE)
_ITEM: Final = re.compile(r"\s*(?:[-+*]|([0-9]{1,9})[.)])\s+\S")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
_PARAGRAPH_INDENT: Final = "\u3000"
_BREAK_TAGS: Final = ("<br>", "<br/>", "<br />")


def read_markdown(copy: Traced) -> tuple[tuple[Block, ...], tuple[Diagnostic, ...]]:
    """The blocks of a Markdown text, in order."""
    copy, found = visible(copy)
    tight = [(m.start(), m.end(), m[0] + " ") for m in _TIGHT_SUBHEAD.finditer(copy.text)]
    said = [
        warning("S018", "a subhead without a blank after ##", 'write "## " and the words', copy.origin(end - 2))
        for _, end, _ in tight
    ]
    body = _Body(copy.exchanged(tight) if tight else copy)
    body.found += [*found, *said]
    plain = plain_tokens(body.copy.text)
    body.take(parser().parse(body.copy.text) if plain is None else plain)
    return tuple(body.blocks), tuple(body.found)


class _Body:
    """Makes blocks of tokens. Never leaves this module."""

    def __init__(self, copy: Traced) -> None:
        self.copy = copy
        self.lines = copy.text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.blocks: list[Block] = []
        self.found: list[Diagnostic] = []
        self.subhead_end = -1

    def take(self, tokens: "Sequence[ParsedToken] | Sequence[PlainToken]") -> None:
        """All tokens of the text."""
        quotes = 0
        heading: Token | None = None
        skip = ""
        for token in tokens:
            if skip:
                skip = "" if token.type == skip else skip
                continue
            quotes += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
            if token.type == "heading_open":
                heading = token
            elif token.type == "inline" and heading is not None:
                self.subhead(heading, token)
                heading = None
            elif token.type == "inline":
                self.paragraphs(token, "quote" if quotes else "body")
            elif token.type == "table_open":
                self.table(token)
                skip = "table_close"
            elif token.type in ("fence", "html_block", "hr"):
                {"fence": self.fence, "html_block": self.html, "hr": self.rule}[token.type](token)

    def subhead(self, heading: "Token", token: "Token") -> None:
        """A line of a subhead: a new one, or one more of the subhead in the line before."""
        first = self.first_line(heading)
        content = token.content
        start = self.starts[first] + max(self.lines[first].find(content), 0)
        lines = self.given_lines(content, [start])
        if heading.tag != "h2":
            hint = "the headline goes into the front matter" if heading.tag == "h1" else "subheads are of one level"
            message = f'"{heading.markup}" is set as a subhead; a subhead is written with ##'
            self.warn(heading, "S017", message, hint)
        block = _block("subhead", lines)
        if block is None:
            return
        if self.subhead_end == first and self.blocks and self.blocks[-1].kind == "subhead":
            above = self.blocks.pop()
            block = Block("subhead", above.lines + block.lines, above.origin)
        self.blocks.append(block)
        self.subhead_end = first + 1

    def paragraphs(self, token: "Token", kind: str) -> None:
        """Text between blank lines: a paragraph, or several where indents or list marks say so."""
        first, end = token.map or (0, 0)
        contents = token.content.split("\n")
        # Lines of ideographic spaces alone begin a paragraph for Markdown and are no part of its content.
        while first + 1 < end and not self.lines[first].rstrip().endswith(contents[0].rstrip()):
            first += 1
        starts = [
            # What Markdown took off stands before the text of a line: indents, the > of a quote.
            self.starts[first + i] + len(self.lines[first + i].rstrip()) - len(content.rstrip())
            for i, content in enumerate(contents)
        ]
        parted = _parted(contents, [self.lines[first + i] for i in range(len(contents))])
        if items := [i for i, content in enumerate(contents) if _ITEM.match(content) and (i in parted or i == 0)]:
            hint = "number or mark the paragraphs as they are to be printed"
            origin = self.copy.origin(starts[items[0]])
            self.found.append(note("S016", "a list is set as plain paragraphs with their marks as typed", hint, origin))
        bounds = [0, *sorted(parted), len(contents)]
        for begin, end in pairwise(bounds):
            block = _block(kind, self.given_lines("\n".join(contents[begin:end]), starts[begin:end]))
            if block is not None:
                self.blocks.append(block if kind == "quote" else _with_run_in(block))

    def given_lines(self, text: str, starts: Sequence[int]) -> list[Traced]:
        """The lines of a paragraph: soft ends joined, hard ones kept; ``starts`` says where its typed lines begin."""
        offsets = [0]
        for line in text.split("\n"):
            offsets.append(offsets[-1] + len(line) + 1)
        lines: list[list[Traced]] = [[]]
        number = 0
        pieces = pieces_of(text)
        for index, piece in enumerate(pieces):
            while number + 1 < len(starts) and piece.at >= offsets[number + 1]:
                number += 1
            at = starts[number] + piece.at - offsets[number]
            if piece.kind == HARD or (piece.kind == TAG and piece.text.lower() in _BREAK_TAGS):
                lines.append([])
            elif piece.kind == SOFT:
                lines[-1] = _right_stripped(lines[-1])
                if blank_between(_last(lines[-1]), _first(pieces[index + 1 :])):
                    lines[-1].append(self.copy.cut(at, at + 1).exchanged([(0, 1, " ")]))
            elif piece.kind in (LINK, IMAGE, TAG, OPEN, UNEVEN):
                self.odd(piece, self.copy.origin(at))
            else:
                lines[-1].append(self.words(piece, at))
                if piece.kind == CODE:
                    self.odd(piece, self.copy.origin(at - 1))
        return [joined(*line).stripped() for line in lines]

    def words(self, piece: Piece, at: int) -> Traced:
        """The characters of a piece."""
        role = dressed(piece.role, piece.mark, piece.group, piece.ruby, at if piece.ruby else 0)
        role = VERBATIM if piece.kind == CODE else role
        if piece.exact:
            return self.copy.cut(at, at + len(piece.text)).in_role(role)
        return self.copy.cut(at, at + 1).exchanged([(0, 1, piece.text)]).in_role(role)

    def odd(self, piece: Piece, origin: Origin | None) -> None:
        """A warning for what a line of a newspaper cannot hold."""
        if piece.text.startswith("<!"):
            self.found.append(note("S020", "an HTML comment is not printed", origin=origin))
            return
        message, hint = _ODD[piece.kind]
        self.found.append(warning(_ODD_CODES[piece.kind], message, hint, origin))

    def table(self, token: "Token") -> None:
        """A table: its rows as paragraphs, as typed."""
        hint = "write it as sentences, or give it as a picture under photos"
        self.warn(token, "S010", "a table cannot be set in a story; its rows are kept as they are typed", hint)
        first, end = token.map or (0, 0)
        self.keep([i for i in range(first, end) if i != first + 1])

    def fence(self, token: "Token") -> None:
        """A code block: its lines as paragraphs, as typed."""
        self.warn(token, "S011", "code cannot be set in a story; its lines are kept as plain paragraphs", "")
        first, end = token.map or (0, 0)
        closed = end - first > 1 and self.lines[end - 1].strip().startswith(token.markup)
        self.keep(range(first + 1, end - 1 if closed else end))

    def html(self, token: "Token") -> None:
        """HTML: its words without the tags; a comment goes."""
        first, end = token.map or (0, 0)
        copy = self.copy.cut(self.starts[first], self.starts[end] - 1)
        words = copy.exchanged([(*m.span(), "") for m in _TAG.finditer(copy.text)])
        if not words.text.strip():
            self.found.append(note("S020", "an HTML comment or empty tag is not printed", origin=copy.origin(0)))
            return
        self.warn(token, "S012", "HTML is not read; its words are kept without the tags", _ODD[TAG][1])
        at = 0
        for line in words.text.split("\n"):
            block = _block("body", [words.cut(at, at + len(line)).stripped()])
            self.blocks += [block] if block else []
            at += len(line) + 1

    def rule(self, token: "Token") -> None:
        """A rule across the column: nothing to print."""
        hint = "begin the next part with a subhead, written with ##"
        typed = self.lines[self.first_line(token)].strip()
        self.warn(token, "S015", f'a line of "{typed[:8]}" is not printed: stories have no rules inside', hint)

    def keep(self, numbers: Sequence[int]) -> None:
        """Lines as paragraphs that copyedit leaves alone."""
        for i in numbers:
            line = self.copy.cut(self.starts[i], self.starts[i + 1] - 1).in_role(VERBATIM).stripped()
            block = _block("body", [line])
            self.blocks += [block] if block else []

    def warn(self, token: "Token", code: str, message: str, hint: str) -> None:
        """A warning at a token's first character."""
        line = self.first_line(token)
        indent = len(self.lines[line]) - len(self.lines[line].lstrip())
        self.found.append(warning(code, message, hint, self.copy.origin(self.starts[line] + indent)))

    def first_line(self, token: "Token") -> int:
        """Line of the text, from 0, where a token begins."""
        return token.map[0] if token.map else 0


_ODD_CODES: Final = {CODE: "S011", LINK: "S014", IMAGE: "S013", TAG: "S012", OPEN: "S024", UNEVEN: "S025"}
_ODD: Final = {
    CODE: ("code is set as plain text", "delete the ` marks"),
    LINK: ("a link is not printed; its words are kept", "write the address out if readers need it"),
    IMAGE: ("a picture cannot stand inside the text", "name it under photos in the front matter"),
    TAG: ("an HTML tag is not read", "emphasis is written **bold** and *kai*"),
    OPEN: (
        "brackets or braces of a mark or a reading do not close, so they are printed",
        "write [words]{.dots} or {字|reading} on one line",
    ),
    UNEVEN: (
        "a reading has more or fewer parts than there are characters; it is set over all of them",
        "give one part for each character, {漢字|かん|じ}, or one for all, {今日|きょう}",
    ),
}


def _parted(contents: Sequence[str], lines: Sequence[str]) -> set[int]:
    """Numbers of the lines that begin a paragraph of their own: indented as print is, or the next item of a list."""
    parted = set()
    listing = _ITEM.match(contents[0]) is not None
    for i, (content, line) in enumerate(zip(contents, lines, strict=True)):
        item = _ITEM.match(content)
        number = item[1] if item else None
        listing = item is not None and (listing or number is None or number == "1")
        if i and (listing or line.startswith(_PARAGRAPH_INDENT)):
            parted.add(i)
    return parted


def _with_run_in(block: Block) -> Block:
    """The block; bold words at its very start, with others after them, are a run-in head."""
    spans = block.lines[0]
    head = list(takewhile(lambda span: "bold" in span.role.split(), spans))
    if not head or len(head) == len(spans):
        return block
    line = (*(replace(span, role=_run_in(span.role)) for span in head), *spans[len(head) :])
    return Block(block.kind, (line, *block.lines[1:]), block.origin)


def _run_in(role: str) -> str:
    """The role of bold words as words of a run-in head."""
    return " ".join("run-in" if name == "bold" else name for name in role.split())


def _block(kind: str, lines: Sequence[Traced]) -> Block | None:
    """The block of some lines; None without any text."""
    full = [line for line in lines if line.text]
    if not full:
        return None
    blocks = [packed(kind, line) for line in full]
    return Block(kind, tuple(block.lines[0] for block in blocks), blocks[0].origin)


def _last(parts: Sequence[Traced]) -> str:
    """Last character of a line so far."""
    return next((part.text[-1] for part in reversed(parts) if part.text), "")


def _first(pieces: Sequence[Piece]) -> str:
    """First character of the next line."""
    return next((piece.text[0] for piece in pieces if piece.text and piece.kind != TAG), "")


def _right_stripped(parts: list[Traced]) -> list[Traced]:
    """A line so far without the blanks at its end."""
    if not parts or not parts[-1].text or not parts[-1].text[-1].isspace():
        return parts
    return [*parts[:-1], parts[-1].cut(0, len(parts[-1].text.rstrip()))]
