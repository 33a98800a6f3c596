"""The inks of a page's text, lines and panels in, what the press would not take out: reserved names, too much ink.

Pictures are not looked at here: they were brought under the limit, or refused, when they were converted.
"""

from collections.abc import Iterator

from pagesetter.diagnostics import Diagnostic, Origin, error, warning
from pagesetter.geometry import Rect
from pagesetter.model.ink import Ink, Process, Spot
from pagesetter.model.page import Drawing, Page, Panel, Rule, Text
from pagesetter.press.inks import ALL, MARK_ROLE
from pagesetter.press.intent import Condition
from pagesetter.records import record

_RESERVED = frozenset({ALL.name, "None"})
"""Names that a Separation gives a meaning of its own: every plate, and no plate (ISO 32000-1, 8.6.6.4)."""
_PLATES = frozenset({"Cyan", "Magenta", "Yellow", "Black"})
"""Names of the process plates: a spot ink of that name would land on one of them."""
_TOLERANCE = 0.0005


@record
class _Use:
    """An ink where it is met first."""

    ink: Ink
    role: str
    origin: Origin | None
    rect: Rect | None


def check_inks(page: Page, number: int, chosen: Condition) -> Iterator[Diagnostic]:
    """P110 a spot ink with a reserved name, P111 total ink beyond the limit (an error), P112 beyond the warning.

    Each ink is told once, where it is met first. ``number``: of the page, from 1.
    """
    warn, fail = chosen.ink_warn, chosen.ink_fail
    for use in _uses(page):
        if isinstance(use.ink, Spot):
            yield from _named(use, use.ink, number)
            continue
        total = use.ink.total
        if total > fail + _TOLERANCE:
            message = f"an ink of {total * 100:.0f} % ({use.role}); the press takes {fail * 100:.0f} %"
            hint = "give the ink less colour under its black"
            yield error("P111", message, hint, use.origin, page=number, rect=use.rect)
        elif total > warn + _TOLERANCE:
            message = f"an ink of {total * 100:.0f} % ({use.role}), more than {warn * 100:.0f} %"
            hint = "give the ink less colour under its black"
            yield warning("P112", message, hint, use.origin, page=number, rect=use.rect)


def _named(use: _Use, ink: Spot, number: int) -> Iterator[Diagnostic]:
    if ink.name in _RESERVED or ink.name in _PLATES:
        where = {ALL.name: "is every plate", "None": "is no plate"}.get(ink.name, "is a process ink")
        hint = "name the ink as on its swatch" if ink.name in _RESERVED else "give it as process colour: [c, m, y, k]"
        message = f'a spot ink cannot be called "{ink.name}": that {where}'
        yield error("P110", message, hint, use.origin, page=number, rect=use.rect)


def _uses(page: Page) -> Iterator[_Use]:
    """Every ink of the page once; registration marks, which are outside it, left out."""
    seen: set[Ink] = set()
    for item in page.items:
        found: list[tuple[Ink | None, Rect | None]] = []
        match item:
            case Text():
                found += [(run.ink, None) for run in item.runs]
                found += [(stroke.ink, None) for stroke in item.strokes]
            case Rule():
                found = [(item.ink, None)]
            case Panel() | Drawing():
                found = [(item.fill, item.rect), (item.stroke, item.rect)]
            case _:
                continue
        if item.role == MARK_ROLE:
            continue
        for ink, rect in found:
            if ink is not None and ink not in seen and not (isinstance(ink, Process) and ink.total <= 1):
                seen.add(ink)
                yield _Use(ink, item.role, item.origin, rect)
