"""The drawn dummy in, the grid cells of each letter out.

A row of the picture stands for one line of the grid or for as many as it says: ``19 | A A A P P``,
``A A A P P x 19``. A dot is a cell that the picture leaves free; ``#`` begins a remark.

On a page of vertical lines the picture is still the page as one sees it: a row stands for a tier or for as many as it
says, and a first row of numbers, ``lines | 20 40 32``, says for how many lines each letter stands, from left to right.
"""

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from pagesetter.diagnostics import Origin
from pagesetter.geometry import WritingMode
from pagesetter.model.areas import Cell
from pagesetter.read.fields import Problems, Values
from pagesetter.read.tree import Scalar, place_at
from pagesetter.records import record

_BEFORE: Final = re.compile(r"\s*(\d+)\s*[|｜](.*)", re.S)
_AFTER: Final = re.compile(r"(.*?)(?:\s+[xX*]|\s*×)\s*(\d+)\s*", re.S)
_WIDTHS: Final = re.compile(r"(?:[^\d|｜]*[|｜])?\s*(\d+(?:\s+\d+)*)\s*")
_REMARK: Final = re.compile(r"(^|\s)#.*")
_FREE: Final = "."


@record
class Letter:
    """The cells that carry one letter."""

    cells: frozenset[Cell]
    origin: Origin
    """Where the letter first stands."""


@record
class _Row:
    """One row of the picture: its letters with their places, and how many lines it stands for."""

    letters: tuple[tuple[str, Origin], ...]
    count: int
    origin: Origin


@record
class _Given:
    """A row as it stands in the file."""

    text: str
    places: tuple[tuple[int, Origin], ...]
    """Of the scalar that it is part of."""
    start: int = 0
    """Index of its first character in the scalar."""

    def at(self, index: int) -> Origin:
        """Place of a character."""
        return place_at(self.places, self.start + index)


def read_plan(
    dummy: object,
    columns: int | None,
    lines: int | None,
    problems: Problems,
    mode: WritingMode = WritingMode.HORIZONTAL,
) -> MappingProxyType[str, Letter] | None:
    """Cells by letter, in the order of their first places; None when rows are wrong, so that cells would shift.

    ``dummy`` is the value read by ``layout_rows.DUMMY``; ``columns`` and ``lines`` are the grid's, where it was read,
    ``mode`` the direction of its lines.
    """
    given = _given_rows(dummy, problems)
    if given is None:
        return None
    before = len(problems.found)
    if mode is WritingMode.VERTICAL:
        return _turned_plan(given, columns, lines, _place(dummy), problems)
    rows = [row for each in given if (row := _row(each, problems)) is not None]
    sound = len(problems.found) == before
    wanted = columns or (len(rows[0].letters) if rows else 0)
    for row in rows:
        if len(row.letters) != wanted:
            sound = False
            _wrong_length(row, wanted, columns is not None, problems)
    total = sum(row.count for row in rows)
    if sound and lines is not None and total != lines:
        message = f"the rows of the dummy stand for {total} lines, the grid has {lines}"
        hint = f"{lines - total} too few" if total < lines else f"{total - lines} too many"
        problems.error("L303", message, hint, rows[-1].origin if rows else _place(dummy))
        sound = False
    return _cells(rows) if sound else None


def _turned_plan(
    given: list[_Given], tiers: int | None, lines: int | None, place: Origin | None, problems: Problems
) -> MappingProxyType[str, Letter] | None:
    """Cells of the picture of a vertical page: rows of tiers, letters of lines."""
    before = len(problems.found)
    head = _WIDTHS.fullmatch(_REMARK.sub("", given[0].text)) if given else None
    widths = [int(n) for n in head[1].split()] if head else []
    if head and 0 in widths:
        at = given[0].at(head.start(1))
        problems.error("L302", "a letter that stands for 0 lines", "delete it and its column", at)
    rows = [row for each in given[1 if head else 0 :] if (row := _row(each, problems)) is not None]
    wanted = len(widths) or lines or (len(rows[0].letters) if rows else 0)
    for row in rows:
        if len(row.letters) != wanted:
            has = len(row.letters)
            against = f"the first row numbers {wanted}" if widths else f"the grid has {wanted} lines"
            hint = "begin with a row that says for how many lines each letter stands: lines | 20 40 32"
            last = row.letters[wanted][1] if has > wanted else row.letters[-1][1]
            difference = f"{has - wanted} too many" if has > wanted else f"{wanted - has} too few"
            problems.error("L301", f"this row has {has} cells, {against}", difference if widths else hint, last)
    sound = len(problems.found) == before
    widths = widths or [1] * wanted
    sums = (
        (sum(widths), lines, "numbers of the dummy", "lines", given[0].at(head.start(1)) if given and head else place),
        (sum(r.count for r in rows), tiers, "rows of the dummy", "tiers", rows[-1].origin if rows else place),
    )
    for total, most, what, word, spot in sums:
        if sound and most is not None and total != most:
            hint = f"{most - total} too few" if total < most else f"{total - most} too many"
            problems.error("L303", f"the {what} stand for {total} {word}, the grid has {most}", hint, spot)
    if len(problems.found) > before:
        return None
    starts = [sum(widths[i + 1 :]) for i in range(len(widths))]  # lines are counted from the right
    cells: dict[str, set[Cell]] = {}
    places: dict[str, Origin] = {}
    tier = 0
    for row in rows:
        for (letter, origin), start, many in zip(row.letters, starts, widths, strict=True):
            if letter != _FREE:
                here = ((tier + n, start + m) for n in range(row.count) for m in range(many))
                cells.setdefault(letter, set()).update(here)
                places.setdefault(letter, origin)
        tier += row.count
    return MappingProxyType({name: Letter(frozenset(own), places[name]) for name, own in cells.items()})


def _given_rows(dummy: object, problems: Problems) -> list[_Given] | None:
    """Rows that say something."""
    if isinstance(dummy, tuple):
        rows = [_Given(row.text, row.places()) for row in dummy if isinstance(row, Scalar)]
        return [row for row in rows if _REMARK.sub("", row.text).strip()]
    scalar = dummy.get("plan", Scalar) if isinstance(dummy, Values) else dummy
    if not isinstance(scalar, Scalar):
        return None
    if scalar.style != "|":
        message = "a drawn dummy must be a block that keeps its lines"
        problems.error("L304", message, 'write "plan: |" and the rows under it, indented', scalar.origin)
        return None
    rows, start, places = [], 0, scalar.places()
    for text in scalar.text.split("\n"):
        if _REMARK.sub("", text).strip():
            rows.append(_Given(text, places, start))
        start += len(text) + 1
    return rows


def _row(given: _Given, problems: Problems) -> _Row | None:
    """A row of the picture."""
    text = _REMARK.sub("", given.text)
    before, after = _BEFORE.fullmatch(text), _AFTER.fullmatch(text)
    cells, offset, count = text, 0, 1
    if before:
        cells, offset, count = before[2], before.start(2), int(before[1])
    elif after:
        cells, count = after[1], int(after[2])
    if count < 1:
        message = "a row that stands for 0 lines"
        problems.error("L302", message, "delete it", given.at(len(given.text) - len(given.text.lstrip())))
        return None
    letters = []
    for index, ch in enumerate(cells, offset):
        if ch.isspace():
            continue
        if not (ch.isalpha() or ch == _FREE):
            message = f'"{ch}" is no letter of an area'
            hint = 'a row is "19 | A A A P P", "A A A P P x 19" or letters alone; "." leaves a cell free'
            problems.error("L302", message, hint, given.at(index))
            return None
        letters.append((ch, given.at(index)))
    if not letters:
        problems.error("L302", "a row without letters", "delete it, or draw its cells", given.at(0))
        return None
    return _Row(tuple(letters), count, letters[0][1])


def _wrong_length(row: _Row, wanted: int, by_grid: bool, problems: Problems) -> None:
    """Reports a row with too many or too few cells, at the first surplus one or at its last."""
    has = len(row.letters)
    at = row.letters[wanted][1] if has > wanted else row.letters[-1][1]
    against = f"the grid has {wanted} columns" if by_grid else f"the first row has {wanted}"
    hint = f"{has - wanted} too many" if has > wanted else f"{wanted - has} too few"
    problems.error("L301", f"this row has {has} cells, {against}", hint, at)


def _cells(rows: Sequence[_Row]) -> MappingProxyType[str, Letter]:
    """Cells of each letter."""
    cells: dict[str, set[Cell]] = {}
    places: dict[str, Origin] = {}
    top = 0
    for row in rows:
        for column, (letter, origin) in enumerate(row.letters):
            if letter != _FREE:
                cells.setdefault(letter, set()).update((column, top + n) for n in range(row.count))
                places.setdefault(letter, origin)
        top += row.count
    return MappingProxyType({name: Letter(frozenset(own), places[name]) for name, own in cells.items()})


def _place(dummy: object) -> Origin | None:
    """Place of a dummy without rows."""
    if isinstance(dummy, Values):
        return dummy.at("plan")
    return dummy.origin if isinstance(dummy, Scalar) else None
