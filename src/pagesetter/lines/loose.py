"""A prepared block and a line of it in, why its gaps had to open so far out.

A line is loose when what follows it does not fit and cannot be parted: a long word, a number with its unit, a bracket
with what it holds; or because a long word or number on it has no gaps that could open. Or it could have been closer,
and was left open because the break after the next character is worse: it tears a unit, or leaves the last line with one
character, or makes the lines that follow looser still.
"""

from collections.abc import Sequence
from itertools import count
from math import inf

from pagesetter.lines.paragraph import Prepared
from pagesetter.model.galley import Line, Setting

_SHOWN = 24
"""Characters of a stretch that a message shows."""
_LONG = 2
"""A piece of more characters may be to blame for lines before the one that it did not fit on."""
_REACH = 6
"""Lines that are looked through for it."""
_LETTERS = 5
"""A word of fewer letters is hyphenated nowhere."""


def is_loose(p: Prepared, line: Line) -> bool:
    """Whether the gaps of a line are opened beyond the limit of its style (rulebook 1.5)."""
    return line.gap_em > p.style.limits.loose_em + 1e-9


def loose_lines(p: Prepared, setting: Setting) -> dict[int, str]:
    """Numbers of the loose lines of a setting, from 0, each with its cause in words."""
    lines = setting.lines
    return {n: cause(p, line, lines[n + 1 :]) for n, line in enumerate(lines) if is_loose(p, line)}


def cause(p: Prepared, line: Line, following: Sequence[Line] = ()) -> str:
    """Why a line was left as open as it is, as the end of a sentence about it.

    :param line: a line of the block that was filled by opening its gaps.
    :param following: the lines after it, if they may be blamed.
    """
    boxes = p.items.boxes
    start = _next_start(p, line)
    if start >= len(boxes):
        return "it ends its paragraph"
    end = _next_place(p, start)
    if _missing(p, line, end) > 0:
        stretch = _unbroken(p, line, start, end)
        if len(stretch) == 1:
            return _few_gaps(p, line)
        word = stretch.strip("“”‘’\"'()（）《》，。、：；,.;:")
        unparted = word.isalpha() and word[:1] < "\u2000" and len(word) >= _LETTERS
        return f"no legal break in {_short(stretch)}" + (" and no hyphenation" if unparted else "")
    if sum(box.solid for box in boxes[end:]) < 2:
        return "else its paragraph would end on a line of one character"
    if p.penalties[end] > 0:
        return f"else {_short(_stretch(p, start, end) + _stretch(p, end, _next_place(p, end)))} would be parted"
    blamed = _first_long(p, following[:_REACH])
    return "else the lines after it would be looser" + (f", with no legal break in {_short(blamed)}" if blamed else "")


def _first_long(p: Prepared, lines: Sequence[Line]) -> str:
    """The first piece of some length that did not fit on the line before it."""
    for line in lines:
        start = _next_start(p, line)
        if start < len(p.items.boxes):
            end = _next_place(p, start)
            stretch = _unbroken(p, line, start, end)
            if len(stretch) > _LONG and _missing(p, line, end) > 0:
                return stretch
    return ""


def _next_start(p: Prepared, line: Line) -> int:
    """The item that the line after a line begins with."""
    start = line.items[1]
    while start < len(p.items.boxes) and p.items.boxes[start].blank:
        start += 1
    return start


def _unbroken(p: Prepared, line: Line, start: int, end: int) -> str:
    """The text of a piece after a line, with the part of its word that a hyphen left on the line."""
    stretch = _stretch(p, start, end)
    if not line.hyphenated:
        return stretch
    begun = line.text.rstrip("\u00ad")
    return f"{begun[_word_start(begun) :]}-{stretch}"


def _word_start(text: str) -> int:
    """Where the word begins with which a text ends."""
    start = len(text)
    while start and text[start - 1].isalpha() and text[start - 1] < "\u2000":
        start -= 1
    return start


def _few_gaps(p: Prepared, line: Line) -> str:
    """The longest piece of a line that has no gap to open."""
    first, last = line.items
    rigid = [0 if p.items.gaps[i].share > 0 else 1 for i in range(first + 1, last)]
    best = end = length = 0
    for index, shut in enumerate(rigid, first + 1):
        length = length + 1 if shut else 0
        if length > best:
            best, end = length, index
    if not best:
        return "it has few gaps"
    return f"no gap opens in {_short(_stretch(p, end - best, end + 1))}"


def _next_place(p: Prepared, start: int) -> int:
    """The first item after one before which a line may be broken."""
    return next(i for i in count(start + 1) if i >= len(p.items.clusters) or p.penalties[i] < inf)


def _stretch(p: Prepared, start: int, end: int) -> str:
    """The text from an item to before another."""
    clusters = p.items.clusters
    after = clusters[end].start if end < len(clusters) else len(p.text)
    return p.text[clusters[start].start : after].strip()


def _missing(p: Prepared, line: Line, end: int) -> float:
    """How much too long the line would be with all up to an item, pt, after all reductions; 0 or less if it fits."""
    items = p.items
    first, last = line.items
    to = items.last_before(end)
    moved = line.shifts[-1] if line.shifts else 0.0
    tail, own_tail = items.boxes[to - 1].tail, items.boxes[last - 1].tail
    longer = items.widths[to] + tail - items.widths[last] - own_tail - moved
    room = items.cheap[to] + items.dear[to] - items.cheap[first + 1] - items.dear[first + 1] + items.boxes[to - 1].cut
    return longer - room - 1e-6


def _short(text: str) -> str:
    return f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text
