"""The given lines of a head part in, the ways to lay them out: as given, joined, or broken at their spaces.

A head breaks only where the editor gave lines or left a space (rulebook 2.4); Latin heads also between words.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from pagesetter.model.story import Block, Span
from pagesetter.script.classes import script_of

_EM_SPACE = "\u3000"

_WIDE = 0x2E80
"""Characters from here on (radicals, kana, ideographs and their marks) are as wide as an em and stand without word
spaces; Hangul, which has them, is taken like Latin."""

Lines = tuple[tuple[Span, ...], ...]
Piece = tuple[tuple[Span, ...], str]
"""A part of a given line and the gap before it."""


def split_at_spaces(line: Sequence[Span]) -> Lines:
    """The parts of a given line between its spaces (ASCII or ideographic): where an editor lets a head break."""
    return tuple(part for part, _ in _parts_and_gaps(line))


def _parts_and_gaps(line: Sequence[Span]) -> list[Piece]:
    """The parts of a given line, each with the gap before it: an em between CJK, a word space between Latin words."""
    text = "".join(s.text for s in line)
    out: list[Piece] = []
    start, gap = 0, ""
    for i in range(len(text) + 1):
        sense = _gap(text, i) if i < len(text) else _EM_SPACE
        if sense is None:
            continue
        if i > start:
            out.append((cut_spans(line, start, i), gap if out else ""))
            gap = ""
        start = i + 1
        gap = sense
    return out


def _gap(text: str, index: int) -> str | None:
    """What a space in a head stands for: a parting of an em between CJK, a word space between Latin words; None for no
    space, and for one between Han and Latin or digits, where the line's own gap serves and no head is broken."""
    if text[index] not in " \u3000":
        return None
    before, after = text[:index].rstrip(" \u3000")[-1:], text[index + 1 :].lstrip(" \u3000")[:1]
    wide = [ch == "" or (ord(ch) >= _WIDE and script_of(ch) != "hangul") for ch in (before, after)]
    return _EM_SPACE if all(wide) or text[index] == _EM_SPACE else None if any(wide) else " "


def cut_spans(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """The characters ``start``..``end`` of a given line, with their roles and places in the file."""
    out, at = [], 0
    for span in spans:
        a, b = max(start - at, 0), min(end - at, len(span.text))
        if a < b:
            origin = span.origin_at(a)
            out.append(Span(span.text[a:b], span.role, ((0, origin),) if origin else ()))
        at += len(span.text)
    return tuple(out)


def joined(parts: Sequence[Sequence[Span]], gap: str = _EM_SPACE) -> tuple[Span, ...]:
    """Parts on one line with a gap between them."""
    out: list[Span] = []
    for part in parts:
        if out:
            out.append(Span(gap))
        out += part
    return tuple(out)


def _spaced(pieces: Sequence[Piece]) -> tuple[Span, ...]:
    """Pieces on one line with their own gaps."""
    out: list[Span] = []
    for part, gap in pieces:
        if out:
            out.append(Span(gap))
        out += part
    return tuple(out)


def arrangements(block: Block) -> tuple[Lines, ...]:
    """Ways to lay out the lines of a head part: as given; couplets on one line; broken at their spaces.

    Latin lines of many words are broken into two or three lines of about one length.
    """
    rows = [_parts_and_gaps(line) for line in block.lines]
    given = tuple(_spaced(row) for row in rows)
    ways = [given]
    if len(given) == 2:
        ways.append((joined(given),))
    if any(gap == _EM_SPACE for row in rows for _, gap in row):
        ways.append(tuple(line for row in rows for line in _broken(row, lambda piece: piece[1] == _EM_SPACE)))
    if len(rows) == 1 and any(gap == " " for _, gap in rows[0]):
        ways += [_balanced(rows[0], count) for count in (2, 3) if len(rows[0]) > count]
    return tuple(dict.fromkeys(ways))


def _broken(row: Sequence[Piece], before: Callable[[Piece], bool]) -> Lines:
    """A row of pieces in lines, a new one before every piece that asks for it."""
    lines: list[list[Piece]] = []
    for piece in row:
        if not lines or before(piece):
            lines.append([])
        lines[-1].append(piece)
    return tuple(_spaced(line) for line in lines)


def _balanced(row: Sequence[Piece], count: int) -> Lines:
    """A row of words in ``count`` lines of about one length."""
    lengths = [sum(len(s.text) for s in part) + 1 for part, _ in row]
    starts, done, total = {0}, 0, sum(lengths)
    for line in range(1, count):
        wanted = total * line / count
        ends = [sum(lengths[:i]) for i in range(len(row))]
        best = min(range(done + 1, len(row) - (count - 1 - line)), key=lambda i: abs(ends[i] - wanted))
        starts.add(best)
        done = best
    return tuple(_spaced(row[a:b]) for a, b in pairwise([*sorted(starts), len(row)]))
