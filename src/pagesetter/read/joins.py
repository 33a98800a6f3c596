"""Two paragraphs in, out comes whether the second goes on where a column break cut the first (``joins.tsv``).

The evidence asked for: the first is running Chinese text, long enough not to be a name, an address or a line of verse,
and ends in nothing that can end a paragraph; the second is running text that comes to an end, and does not open as a
paragraph of its own does.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pagesetter.read.weighing import is_chinese, weigh
from pagesetter.script.tables import read_table

_CLAUSES: Final = re.compile(r"[，,、。；;：:！!？?\s]+")


@cache
def _values() -> Mapping[str, str]:
    """Values by name."""
    rows = read_table(Path(__file__).parent / "data" / "joins.tsv")
    return MappingProxyType({row["name"]: row["value"] for row in rows})


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A value that is a regular expression."""
    return re.compile(_values()[name])


def goes_on(first: str, second: str) -> bool:
    """Whether ``second`` continues the paragraph ``first``; both without blanks at their edges."""
    if not first or not second or is_complete(first) or _opens_a_paragraph(second) or _opens_a_line(first):
        return False
    values = _values()
    if first[-1].isascii() and first[-1].isalpha() and second[0].isascii() and second[0].isalpha():
        return False  # whether a blank belongs between two Latin words cannot be told
    if not (is_chinese(*weigh(first)) and is_chinese(*weigh(second))):
        return False
    if not any(mark in values["final"] for mark in second) and len(second) < int(values["least"]):
        return False
    return _long_enough(first, second, values) and not _is_verse(first, second, int(values["verse"]))


def is_complete(text: str) -> bool:
    """Whether a paragraph may end so: with a final mark, a closing mark after one, a credit, or before a list."""
    values = _values()
    core = text.rstrip(values["closing"])
    if core and core[-1] in values["final"]:
        return True
    if text[-1] in values["introducing"]:
        return True
    return text[-1] in ")）" and _pattern("credit").search(text) is not None


def _opens_a_paragraph(text: str) -> bool:
    """Whether a text begins as only a paragraph or line of its own begins."""
    labelled = _pattern("label").match(text) is not None and len(text) < int(_values()["least"])
    return labelled or _opens_a_line(text)


def _opens_a_line(text: str) -> bool:
    """Whether a text is an item of a list or a labelled line."""
    if _pattern("item").match(text):
        return True
    label = _pattern("label").match(text)
    return label is not None and len(_CLAUSES.split(text)) == 2


def _long_enough(first: str, second: str, values: Mapping[str, str]) -> bool:
    """Whether the first is too long for a line of its own kind; after a hanging mark less will do, if prose follows."""
    if len(first) >= int(values["least"]):
        return True
    if first[-1] not in values["hanging"]:
        return False
    return len(first) >= int(values["least-hanging"]) and len(second) >= 2 * len(first)


def _is_verse(first: str, second: str, longest: int) -> bool:
    """Whether all clauses of both have one length, and a short one."""
    lengths = {len(clause) for text in (first, second) for clause in _CLAUSES.split(text) if clause}
    return len(lengths) == 1 and max(lengths) <= longest
