"""The field ``furniture`` in, Furniture out: what stands on this page; every {name} is a field of the edition."""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from pagesetter.diagnostics import Origin, did_you_mean
from pagesetter.model.spec import Furniture, FurnitureText
from pagesetter.model.style import StyleSheet
from pagesetter.read.dates import PRINTED
from pagesetter.read.fields import Problems, Values
from pagesetter.read.tree import Scalar
from pagesetter.records import record

_FIELD: Final = re.compile(r"\{([^{}]*)\}")
_DATE: Final = re.compile(r"\{\s*date\s*\}")
LUNAR: Final = "lunar"
"""Field of the edition that furniture prints by ``{lunar}``."""
_LUNAR: Final = re.compile(r"\{\s*lunar\s*\}")
_SIDES: Final = ("left", "centre", "right")
_RANGE: Final = re.compile(r"(\d+)(?:\s*[-–—]\s*(\d+))?")


@record
class Turn:
    """Which page of its paper this one is."""

    number: int = 0
    """Its number; 0 where it has none."""
    first: bool = False
    last: bool = False

    def chosen(self, name: str) -> bool | None:
        """Whether what a furniture's ``pages`` says under a name is meant for it; None for a name that is none."""
        if name in ("first", "last"):
            return self.first if name == "first" else self.last
        if name in ("odd", "even"):
            return self.number > 0 and self.number % 2 == (1 if name == "odd" else 0)
        span = _RANGE.fullmatch(name)
        if span is None:
            return None
        return int(span[1]) <= self.number <= int(span[2] or span[1])


def number_of(page: str) -> int:
    """The number in a page's name: 5 of A05; 0 where there is none."""
    digits = re.findall(r"\d+", page)
    return int(digits[-1]) if digits else 0


def read_furniture(
    entries: tuple[tuple[str, Origin, object], ...],
    edition: Mapping[str, str] | None,
    styles: StyleSheet,
    problems: Problems,
    turn: Turn = Turn(),  # noqa: B008 - a frozen record
) -> tuple[Furniture, ...]:
    """The furniture in the file's order; ``edition`` is None when its fields are not known for certain, ``turn`` says
    which page of the paper it stands on.

    ``{date}`` is kept as ``{date_text}``, the date as its language prints it.
    """
    known = None if edition is None else frozenset(edition)
    found = []
    for name, origin, values in entries:
        if not isinstance(values, Values):
            continue
        made = _piece(name, origin, values, known, styles, problems)
        for key, place, other in values.all("pages", tuple):
            here = turn.chosen(key)
            if here is None:
                hint = "write first, last, odd, even, a number (3) or a range (3-5)"
                problems.error("L506", f'"{key}" says of no page that it is meant', hint, place)
            elif isinstance(other, Values):
                own = _piece(name, origin, other, known, styles, problems)
                if here:
                    made = replace(made, **{key: getattr(own, key) for key in (*_SIDES, "rule", "above", "rows")
                                            if other.given(key)})  # fmt: skip
        found.append(made)
    return tuple(found)


def with_lunar(
    edition: Mapping[str, str], furniture: tuple[Furniture, ...], language: str, problems: Problems
) -> Mapping[str, str]:
    """The fields of the edition with the lunar day, if any text prints it."""
    text = next((t for piece in furniture for t in _all_texts(piece) if any(map(_LUNAR.search, t.lines))), None)
    if text is None or LUNAR in edition or "date" not in edition:
        return edition
    from pagesetter.read.lunar import has_lunar, lunar_day  # few pages print it

    day = lunar_day(edition["date"], language) if has_lunar(language) else None
    if day is None:
        message = f"the tables of the lunar calendar do not reach {edition['date']}"
        if not has_lunar(language):
            message = f'no days of the lunar calendar are printed in the language "{language}"'
        problems.error("L507", message, 'give the field "lunar" under "edition", or take it out', text.origin)
    return MappingProxyType({**edition, LUNAR: day or ""})


def _all_texts(piece: Furniture) -> tuple[FurnitureText, ...]:
    own = (*piece.left, *piece.centre, *piece.right)
    return (*own, *(text for row in piece.rows for text in _all_texts(row)))


def _piece(
    name: str,
    origin: Origin,
    values: Values,
    known: frozenset[str] | None,
    styles: StyleSheet,
    problems: Problems,
) -> Furniture:
    left, centre, right = (_texts(values, side, known, styles, problems) for side in _SIDES)
    lines = {}
    for key in ("rule", "above"):
        line = values.text(key)
        if line and line not in styles.lines:
            problems.error("L503", f'no line is called "{line}"', did_you_mean(line, styles.lines), values.at(key))
            line = ""
        lines[key] = line
    rows = tuple(_piece(name, row.origin, row, known, styles, problems) for row in values.all("rows", Values))
    return Furniture(name, origin, left, centre, right, lines["rule"], lines["above"], rows)


def _texts(
    values: Values, side: str, known: frozenset[str] | None, styles: StyleSheet, problems: Problems
) -> tuple[FurnitureText, ...]:
    """The texts of one side."""
    found = []
    for entry in values.all(side, object):
        style, at, origin, fit = "running-small", values.at(side), values.at(side), False
        lines: tuple[Scalar, ...] = ()
        if isinstance(entry, Scalar):
            lines, origin = (entry,), entry.origin
        elif isinstance(entry, Values):
            lines, origin = entry.all("text", Scalar), entry.origin
            style, at, fit = entry.text("style", style), entry.at("style"), entry.get("fit", bool) or False
        if style not in styles.types:
            problems.error("L504", f'no style is called "{style}"', did_you_mean(style, styles.types), at)
            style = "running-small"
        for line in lines:
            _check_fields(line, known, problems)
        if lines:
            texts = [_DATE.sub(f"{{{PRINTED}}}", line.text.rstrip("\n")) for line in lines]
            given = tuple(part for text in texts for part in text.split("\n"))
            found.append(FurnitureText(given, style, origin, fit))
    return tuple(found)


def _check_fields(line: Scalar, known: frozenset[str] | None, problems: Problems) -> None:
    """Every {name} is a field of the edition."""
    if known is None:
        return
    for match in _FIELD.finditer(line.text):
        name = match[1].strip()
        if name not in known and not (name == LUNAR and "date" in known):
            hint = did_you_mean(match[1], known - {PRINTED}) or 'give it under "edition"'
            if match[1] in ("weekday", LUNAR):
                hint = 'give it under "edition"' if "date" in known else 'give the "date" under "edition"'
            if name == "pages":
                hint = 'an edition file counts its pages; give it under "edition" for a layout that is built alone'
            message = f'"{{{match[1]}}}" is no field of the edition'
            problems.error("L502", message, hint, line.origin_at(match.start()))
