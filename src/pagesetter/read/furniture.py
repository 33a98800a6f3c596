"""The field ``furniture`` in, Furniture out: every {name} in its texts is a field of the edition."""

import re
from collections.abc import Mapping
from typing import Final

from pagesetter.diagnostics import Origin, did_you_mean
from pagesetter.model.spec import Furniture, FurnitureText
from pagesetter.model.style import StyleSheet
from pagesetter.read.dates import PRINTED
from pagesetter.read.fields import Problems, Values
from pagesetter.read.tree import Scalar

_FIELD: Final = re.compile(r"\{([^{}]*)\}")
_DATE: Final = re.compile(r"\{\s*date\s*\}")


def read_furniture(
    entries: tuple[tuple[str, Origin, object], ...],
    edition: Mapping[str, str] | None,
    styles: StyleSheet,
    problems: Problems,
) -> tuple[Furniture, ...]:
    """The furniture in the file's order; ``edition`` is None when its fields are not known for certain.

    ``{date}`` is kept as ``{date_text}``, the date as its language prints it.
    """
    known = None if edition is None else frozenset(edition)
    found = []
    for name, origin, values in entries:
        if not isinstance(values, Values):
            continue
        left, centre, right = (_texts(values, side, known, styles, problems) for side in ("left", "centre", "right"))
        rule = values.text("rule")
        if rule and rule not in styles.lines:
            hint = did_you_mean(rule, styles.lines)
            problems.error("L503", f'no line is called "{rule}"', hint, values.at("rule"))
            rule = ""
        found.append(Furniture(name, origin, left, centre, right, rule))
    return tuple(found)


def _texts(
    values: Values, side: str, known: frozenset[str] | None, styles: StyleSheet, problems: Problems
) -> tuple[FurnitureText, ...]:
    """The texts of one side."""
    found = []
    for entry in values.all(side, object):
        style, at, origin = "running-small", values.at(side), values.at(side)
        lines: tuple[Scalar, ...] = ()
        if isinstance(entry, Scalar):
            lines, origin = (entry,), entry.origin
        elif isinstance(entry, Values):
            lines, origin = entry.all("text", Scalar), entry.origin
            style, at = entry.text("style", style), entry.at("style")
        if style not in styles.types:
            problems.error("L504", f'no style is called "{style}"', did_you_mean(style, styles.types), at)
            style = "running-small"
        for line in lines:
            _check_fields(line, known, problems)
        if lines:
            texts = [_DATE.sub(f"{{{PRINTED}}}", line.text.rstrip("\n")) for line in lines]
            given = tuple(part for text in texts for part in text.split("\n"))
            found.append(FurnitureText(given, style, origin))
    return tuple(found)


def _check_fields(line: Scalar, known: frozenset[str] | None, problems: Problems) -> None:
    """Every {name} is a field of the edition."""
    if known is None:
        return
    for match in _FIELD.finditer(line.text):
        if match[1].strip() not in known:
            hint = did_you_mean(match[1], known - {PRINTED}) or 'give it under "edition"'
            if match[1] == "weekday":
                hint = 'give it under "edition"' if "date" in known else 'give the "date" under "edition"'
            message = f'"{{{match[1]}}}" is no field of the edition'
            problems.error("L502", message, hint, line.origin_at(match.start()))
