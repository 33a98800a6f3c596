"""Drawings on paper: waves, dots and borders as paths, in black that overprints and other inks that knock out."""

import re

import pytest
from press_makers import page, painted, pdf_of

from pagesetter.fonts.library import Library
from pagesetter.geometry import Rect
from pagesetter.model.ink import BLACK, PAPER, Ink, Process
from pagesetter.model.page import Drawing, Panel
from pagesetter.press.paint import paint

PATH = (("m", (10.0, 20.0)), ("l", (30.0, 20.0)), ("c", (40.0, 20.0, 50.0, 30.0, 50.0, 40.0)), ("h", ()))


def test_a_path_is_written_from_the_foot_of_the_sheet() -> None:
    drawn = paint(page(Drawing(Rect(10, 20, 40, 20), PATH, BLACK)), {}, {})
    assert drawn.operators[-1] == "10 280 m 30 280 l 40 280 50 270 50 260 c h f"


def test_a_path_is_stroked_in_its_width() -> None:
    drawn = paint(page(Drawing(Rect(10, 20, 40, 20), PATH, None, BLACK, 0.4)), {}, {})
    assert re.search(r"0\.4 w", " ".join(drawn.operators))
    assert drawn.operators[-1].endswith(" S")


@pytest.mark.parametrize(("ink", "over"), [(BLACK, True), (PAPER, False), (Process(0, 1, 1, 0), False)])
def test_black_overprints_and_white_and_colours_knock_out(library: Library, ink: Ink, over: bool) -> None:
    ground = Panel(Rect(0, 0, 100, 100), BLACK)
    shown = list(painted(pdf_of(library, page(ground, Drawing(Rect(10, 20, 40, 20), PATH, ink, ink, 0.5)))))
    assert [p.operator for p in shown] == ["f", "f", "S"]
    assert [p.overprint for p in shown] == [False, over, over]
