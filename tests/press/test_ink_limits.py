"""Inks of text, lines and panels against what the press takes."""

from dataclasses import replace

import pytest
from press_makers import Setter, page

from pagesetter.diagnostics import Diagnostic, Origin, Severity
from pagesetter.fonts.library import Library
from pagesetter.geometry import Rect
from pagesetter.model.ink import Process, Spot
from pagesetter.model.page import Item, Panel, Rule
from pagesetter.model.press import PressSpec
from pagesetter.press.inks import ALL, MARK_ROLE
from pagesetter.press.pdfx import write

RICH = Process(0.44, 0.38, 0.38, 1)
"""220 %: four-colour black of rulebook 3."""
HERE = Origin("page.yaml", 4, 2)


def problems(library: Library, *items: Item, press: PressSpec | None = None) -> list[Diagnostic]:
    sheet = replace(page(*items, condition=press.condition if press else "newsprint"), press=press or PressSpec())
    _, found = write([sheet], library, [{}], date="2025-01-01", creator="t")
    return list(found)


def total(percent: float) -> Process:
    """An ink of so much in all."""
    return Process((percent - 100) / 300, (percent - 100) / 300, (percent - 100) / 300, 1)


def test_rich_black_within_the_limit_is_taken(library: Library, setter: Setter) -> None:
    assert problems(library, Panel(Rect(0, 0, 9, 9), RICH), setter.line("黑", ink=RICH)) == []


@pytest.mark.parametrize(("percent", "code"), [(230, None), (231, "P112"), (240, "P112"), (241, "P111"), (400, "P111")])
def test_newsprint_warns_over_230_and_refuses_over_240(library: Library, percent: float, code: str | None) -> None:
    found = problems(library, Panel(Rect(10, 20, 30, 40), total(percent), origin=HERE))
    assert [(p.code, p.origin, p.page, p.rect) for p in found] == (
        [(code, HERE, 1, Rect(10, 20, 30, 40))] if code else []
    )


@pytest.mark.parametrize(
    ("press", "codes"),
    [
        (PressSpec(condition="coated"), []),
        (PressSpec(ink_warn=2.6, ink_fail=2.8), []),
        (PressSpec(ink_warn=2.6), []),
        (PressSpec(ink_fail=2.2), ["P111"]),
        (PressSpec(ink_warn=2.0), ["P111"]),
        (PressSpec(ink_warn=2.0, ink_fail=2.6), ["P112"]),
    ],
)
def test_limits_of_the_plant_or_condition_decide(library: Library, press: PressSpec, codes: list[str]) -> None:
    assert [p.code for p in problems(library, Rule(0, 0, 9, 9, 1, total(250)), press=press)] == codes


def test_each_ink_is_told_once(library: Library, setter: Setter) -> None:
    items = [setter.line("黑", y=y, ink=total(300)) for y in (20, 40, 60)]
    found = problems(library, *items, Panel(Rect(0, 0, 9, 9), None, total(260), 1))
    assert [p.message[:15] for p in found] == ["an ink of 300 %", "an ink of 260 %"]


@pytest.mark.parametrize("name", ["All", "None", "Black", "Cyan"])
def test_a_spot_ink_cannot_have_the_name_of_a_plate(library: Library, name: str) -> None:
    found = problems(library, Rule(0, 0, 9, 9, 1, Spot(name, 1, Process(0, 1, 1, 0)), origin=HERE))
    assert [(p.code, p.severity, p.origin) for p in found] == [("P110", Severity.ERROR, HERE)]


def test_registration_colour_is_for_marks_alone(library: Library) -> None:
    assert problems(library, Rule(0, -9, 0, -3, 0.25, ALL, MARK_ROLE)) == []
    assert [p.code for p in problems(library, Rule(0, 9, 0, 3, 0.25, ALL))] == ["P110"]
