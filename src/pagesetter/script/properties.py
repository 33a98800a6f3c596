"""A character in, its refined Unicode line breaking class out (``linebreak.tsv``, Unicode 16.0).

Refined means: the Line_Break value with what the rules ask for besides, e.g. ``QU-Pi`` for an initial quotation mark or
``CL-W`` for an East Asian closing mark; ``tools/make_linebreak_data.py`` tells the whole list.
"""

from bisect import bisect_right
from functools import cache
from pathlib import Path

_SYLLABLES = 0xAC00


@cache
def _ranges() -> tuple[tuple[int, ...], tuple[str, ...]]:
    """First code points in order, and the class from each up to the next."""
    text = (Path(__file__).parent / "data" / "linebreak.tsv").read_text(encoding="utf-8")
    body = text[text.index("first\tclass\n") + len("first\tclass\n") :]
    cells = body.split()
    return tuple([int(point, 16) for point in cells[::2]]), tuple(cells[1::2])


@cache
def line_break_class(ch: str) -> str:
    """Refined class of one character; H2 or H3 for a Hangul syllable."""
    point = ord(ch)
    if 0x4E00 <= point <= 0x9FFF:
        return "ID-W"
    firsts, classes = _ranges()
    name = classes[bisect_right(firsts, point) - 1]
    if name == "HANGUL":
        return "H3-W" if (point - _SYLLABLES) % 28 else "H2-W"
    return name
