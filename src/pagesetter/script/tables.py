"""Names of the shipped rule tables in, their rows out.

A table is UTF-8 text with tab-separated fields: lines that start with ``#`` are remarks, the first other line names the
columns. Every rule table has a column ``clause`` that says where its rows come from.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a table as mappings from column to text; a field left out at the end of a row is empty."""
    names: list[str] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if not names:
            names = fields
            continue
        yield dict(zip(names, fields + [""] * (len(names) - len(fields)), strict=True))


@cache
def script_table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of one table of this room, e.g. ``classes``."""
    return tuple(read_table(Path(__file__).parent / "data" / f"{name}.tsv"))


def spelled(field: str) -> tuple[tuple[int, int], ...]:
    """Code point ranges that a field spells, both ends included.

    A field is a list separated by spaces of single characters, code points ``U+3000`` and ranges ``U+4E00..U+9FFF``.
    """
    ranges = []
    for word in field.split(" "):
        if word.startswith("U+") and len(word) > 2:
            first, _, last = word.partition("..")
            ranges.append((int(first[2:], 16), int((last or first)[2:], 16)))
        else:
            ranges.extend((ord(ch), ord(ch)) for ch in word)
    return tuple(ranges)


def characters(field: str) -> str:
    """The characters that a field of :func:`spelled` names, in order."""
    return "".join(chr(point) for first, last in spelled(field) for point in range(first, last + 1))
