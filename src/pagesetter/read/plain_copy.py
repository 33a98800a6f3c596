"""Markdown that is plain copy in, its paragraphs and subheads out, as the Markdown parser would find them.

Most stories come from a newsroom without any markup but ``## `` before a subhead. For those the parser, which takes
longer to load than the story takes to be set, says nothing that the lines do not say themselves.
"""

import re
from typing import Final, NamedTuple

_BLOCK_STARTS: Final = frozenset("#>`~<|*_-+=: \t")
"""With one of these a line may begin something other than a paragraph (CommonMark 0.31.2, 4 and 5; GFM 4.10)."""
_SUBHEAD: Final = re.compile(r"## +([^\s#][^#\n]*)")
_BLANK: Final = " \t"


class PlainToken(NamedTuple):
    """What is used of a token of the parser."""

    type: str
    tag: str
    markup: str
    content: str
    map: tuple[int, int]
    """First line and the line after the last, from 0."""


def plain_tokens(text: str) -> list[PlainToken] | None:
    """Tokens of the text's blocks, or None where one might be neither a paragraph nor a simple subhead."""
    if "\r" in text or "\0" in text:
        return None
    tokens: list[PlainToken] = []
    lines = text.split("\n")
    start = 0
    for number, line in enumerate([*lines, ""]):
        if line.strip(_BLANK) and line[0] not in _BLOCK_STARTS:
            continue
        subhead = _SUBHEAD.fullmatch(line) if line else None
        if line.strip(_BLANK) and subhead is None:
            return None
        if start < number:
            tokens.append(_inline("\n".join(lines[start:number]), start, number))
        if subhead is not None:
            where = (number, number + 1)
            tokens += [PlainToken("heading_open", "h2", "##", "", where), _inline(subhead[1], *where)]
        start = number + 1
    return tokens


def _inline(content: str, first: int, after: int) -> PlainToken:
    return PlainToken("inline", "", "", content.strip(), (first, after))
