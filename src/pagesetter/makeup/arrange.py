"""The given lines of a head part in, the ways to lay them out: as given, joined, or broken where the sense allows it.

A head breaks where the editor gave lines, left a space or wrote the mark ``|`` (rulebook 2.4); Latin heads between
words; a line without such marks also behind a mark of punctuation and, if the style asks for it, between sense groups.
Never inside a word that is to be kept together.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import inf
from typing import Final, NamedTuple

from pagesetter.model.story import Block, Span
from pagesetter.script.classes import script_of

_EM_SPACE = "\u3000"
MARK: Final = "|"
"""Between two characters: here a head may be broken. With blanks beside it it is a character like others."""
_STOPS: Final = frozenset("，、；：。！？")
"""Marks behind which a line may end."""
_BEFORE: Final = frozenset("，、；：。！？”’）》」』】…—")
"""Marks that do not begin a line."""
_STOP_COST: Final = 0.02
_LEAST_EM: Final = 2.0
"""Shortest line of a head that is broken."""
_EVEN: Final = 0.6
"""… and what it has at least of the longest."""
_MOST_LINES: Final = 4

_WIDE = 0x2E80
"""Characters from here on (radicals, kana, ideographs and their marks) are as wide as an em and stand without word
spaces; Hangul, which has them, is taken like Latin."""

Lines = tuple[tuple[Span, ...], ...]
Partings = Callable[[str], Mapping[int, float]]
"""Places between the sense groups of a text, each with what a break there costs."""


class Piece(NamedTuple):
    """A part of a given line, and what stands before it."""

    spans: tuple[Span, ...]
    gap: str
    """Blank between it and the part before it when both stand on one line."""
    cost: float = 0.0
    """Of a break before it."""


def split_at_spaces(line: Sequence[Span]) -> Lines:
    """The parts of a given line between its spaces (ASCII or ideographic): where an editor lets a head break."""
    return tuple(piece.spans for piece in _parts_and_gaps(line))


def _parts_and_gaps(
    line: Sequence[Span],
    keep: Sequence[str] = (),
    sense: Partings | None = None,
    *,
    head: bool = False,
    soft: bool = False,
) -> list[Piece]:
    """The parts of a given line, each with the gap before it: an em between CJK, a word space between Latin words, and
    in a ``head`` nothing at its marks and, if ``soft``, where it may be broken between two characters."""
    text = "".join(s.text for s in line)
    held = _held(text, keep) if keep else frozenset()
    marked = head and any(_is_mark(text, i) for i in range(len(text)))
    places = _soft(text, sense) if soft and not marked else {}
    out: list[Piece] = []
    start, gap, cost = 0, "", 0.0
    for i in range(len(text) + 1):
        here = _gap(text, i) if i < len(text) else _EM_SPACE
        if here is not None and i < len(text) and (i in held or i + 1 in held):
            here = None
        if head and i < len(text) and _is_mark(text, i):
            here = ""
        if here is None and (i not in places or i in held or i <= start):
            continue
        if i > start:
            out.append(Piece(cut_spans(line, start, i), gap if out else "", cost if out else 0.0))
            gap, cost = "", 0.0
        if here is None:
            start, gap, cost = i, "", places[i]
        else:
            start, gap = i + 1, here
            cost = inf if not here and text[start] in _BEFORE else 0.0
    return out


def _is_mark(text: str, index: int) -> bool:
    """Whether a character is the editor's mark."""
    return text[index] == MARK and 0 < index < len(text) - 1 and not (text[index - 1] + text[index + 1]).isspace()


def _held(text: str, keep: Sequence[str]) -> frozenset[int]:
    """Places inside words that are kept together."""
    held: set[int] = set()
    for word in keep:
        at = text.find(word)
        while at >= 0:
            held.update(range(at + 1, at + len(word)))
            at = text.find(word, at + 1)
    return frozenset(held)


def _soft(text: str, sense: Partings | None) -> Mapping[int, float]:
    """Places inside a line without blanks where it may be broken, each with its cost."""
    found = dict(sense(text)) if sense else {}
    found.update({i: _STOP_COST for i in range(1, len(text)) if text[i - 1] in _STOPS and text[i] not in _BEFORE})
    return found


def _gap(text: str, index: int) -> str | None:
    """What a space in a head stands for: a parting of an em between CJK, a word space between Latin words; None for no
    space, and for one between Han and Latin or digits, where the line's own gap serves and no head is broken."""
    if text[index] not in " \u3000":
        return None
    before, after = text[:index].rstrip(" \u3000")[-1:], text[index + 1 :].lstrip(" \u3000")[:1]
    wide = [ch == "" or is_wide(ch) for ch in (before, after)]
    return _EM_SPACE if all(wide) or text[index] == _EM_SPACE else None if any(wide) else " "


def is_wide(ch: str) -> bool:
    """Whether a character is as wide as an em and stands without word spaces."""
    return ord(ch) >= _WIDE and script_of(ch) != "hangul"


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
    for piece in pieces:
        if out and piece.gap:
            out.append(Span(piece.gap))
        out += piece.spans
    return tuple(out)


def arrangements(
    block: Block,
    keep: Sequence[str] = (),
    sense: Partings | None = None,
    *,
    ragged: bool = False,
    soft: bool = True,
) -> tuple[Lines, ...]:
    """Ways to lay out the lines of a head part: as given; couplets on one line; broken at their spaces; a single line
    in up to four of about one length, broken at the best places that it has.

    Latin lines of many words are broken into two or three lines of about one length. ``keep``: words that are never
    broken; ``sense``: tells the places between sense groups; ``ragged``: a single line may be parted into lines of very
    unequal length; not ``soft``: it is not parted between characters.
    """
    rows = [_parts_and_gaps(line, keep, head=True) for line in block.lines]
    given = tuple(_spaced(row) for row in rows)
    ways = [given]
    if len(given) == 2:
        ways.append((joined(given),))
    if any(piece.gap == _EM_SPACE for row in rows for piece in row):
        ways.append(tuple(line for row in rows for line in _broken(row, lambda piece: piece.gap == _EM_SPACE)))
    if len(rows) == 1 and any(piece.gap == " " for piece in rows[0]):
        ways += [_balanced(rows[0], count) for count in (2, 3) if len(rows[0]) > count]
    if soft and len(rows) == 1:
        row = _parts_and_gaps(block.lines[0], keep, sense, head=True, soft=True)
        if any(piece.gap == "" for piece in row[1:]):
            ragged = ragged or any(piece.gap == "" for piece in rows[0][1:])  # where the editor says
            ways += [way for count in range(2, _MOST_LINES + 1) if (way := _evened(row, count, ragged))]
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
    lengths = [sum(len(s.text) for s in piece.spans) + 1 for piece in row]
    starts, done, total = {0}, 0, sum(lengths)
    for line in range(1, count):
        wanted = total * line / count
        ends = [sum(lengths[:i]) for i in range(len(row))]
        best = min(range(done + 1, len(row) - (count - 1 - line)), key=lambda i: abs(ends[i] - wanted))
        starts.add(best)
        done = best
    return tuple(_spaced(row[a:b]) for a, b in pairwise([*sorted(starts), len(row)]))


def _evened(row: Sequence[Piece], count: int, ragged: bool) -> Lines | None:
    """A row of pieces in ``count`` lines of about one length at the cheapest places; None where it has too few."""
    if len(row) < count:
        return None
    width = [_em(piece.spans) for piece in row]
    gaps = [_em((Span(piece.gap),)) for piece in row]
    mean = sum(width) / count

    def cost(a: int, b: int) -> float:
        wide = sum(width[a:b]) + sum(gaps[a + 1 : b])
        return ((wide - mean) / mean) ** 2 + (row[a].cost if a else 0.0) if wide >= _LEAST_EM else inf

    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for line in range(1, count + 1):
        for end in range(line, len(row) + 1):
            found = [(best[line - 1, a][0] + cost(a, end), a) for a in range(end) if (line - 1, a) in best]
            if found:
                best[line, end] = min(found)
    if best.get((count, len(row)), (inf, 0))[0] == inf:
        return None
    starts = [len(row)]
    for line in range(count, 0, -1):
        starts.append(best[line, starts[-1]][1])
    lines = tuple(_spaced(row[a:b]) for a, b in pairwise(reversed(starts)))
    wide = [_em(line) for line in lines]
    return lines if ragged or min(wide) >= _EVEN * max(wide) else None


def _em(spans: Sequence[Span]) -> float:
    """About the width of characters, em."""
    return sum(1.0 if is_wide(ch) else 0.5 for span in spans for ch in span.text)
