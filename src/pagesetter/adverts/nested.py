"""What a page and the streams inside it use in, how much there is to paint out; what has no end is refused.

A form of ten lines, each of them another such form, needs only a few levels to keep a press busy for ever.
"""

from collections.abc import Mapping
from typing import Final

from pagesetter.adverts.boxes import NoPage
from pagesetter.adverts.content import Drawn

Streams = Mapping[tuple[int, int], Drawn]
_DEEPEST: Final = 28
"""Streams inside each other (ISO 32000-1, annex C, for q; the same is sound here)."""
_MOST: Final = 2_000_000
"""Operators that a page may come to; a dense map has a tenth."""


def to_paint(page: Drawn, inside: Streams) -> int:
    """Operators that painting the page carries out, with all that lies in it; NoPage when there is no end of them."""
    count = _counted(page, inside, {}, ())[0]
    if count > _MOST:
        figure = f"{count}" if count < 1e9 else f"{count:.0e}"
        raise NoPage(f"painting it takes {figure} operators, more than {_MOST}: a bomb of forms inside forms")
    return count


def _counted(
    drawn: Drawn, inside: Streams, known: dict[tuple[int, int], tuple[int, int]], way: tuple[tuple[int, int], ...]
) -> tuple[int, int]:
    """Operators of a stream, and how deep others lie in it; ``way``: what it lies in."""
    count, deepest = drawn.operators, 0
    for key in drawn.streams:
        if key not in inside:  # a picture, a font with a program, or nothing at all
            continue
        if key in way:
            raise NoPage(f"what object {key[0]} paints contains itself")
        if key not in known:
            if len(way) >= _DEEPEST:
                raise NoPage(f"its forms lie more than {_DEEPEST} deep in each other")
            known[key] = _counted(inside[key], inside, known, (*way, key))
        more, depth = known[key]
        count, deepest = count + more, max(deepest, depth + 1)
    if len(way) + deepest > _DEEPEST:
        raise NoPage(f"its forms lie more than {_DEEPEST} deep in each other")
    return count, deepest
