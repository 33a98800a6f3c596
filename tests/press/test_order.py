"""Text comes out of a PDF in the order of its content stream, even where a reader sorts what shares a height."""

import pytest
from press_makers import Setter, extracted, page, pdf_of

from pagesetter.fonts.library import Library
from pagesetter.model.page import Text
from pagesetter.press.order import in_reading_order

LAST = "一个来回要一个钟头。"
CAPTION = "轨道运输车"


def bare(text: str) -> str:
    return "".join(text.split())


def test_a_caption_left_of_the_last_line_keeps_its_place_in_the_order(library: Library, setter: Setter) -> None:
    sheet = page(setter.line(LAST, 200, 120), setter.line(CAPTION, 20, 120, size=9))
    assert bare(extracted(pdf_of(library, sheet))) == CAPTION + LAST  # what a reader makes of it by itself
    assert bare(extracted(pdf_of(library, in_reading_order(sheet, library)))) == LAST + CAPTION


@pytest.mark.parametrize(("x", "y"), [(20, 160), (300, 120), (20, 80)])
def test_texts_that_nobody_mixes_up_get_nothing_between(library: Library, setter: Setter, x: float, y: float) -> None:
    sheet = page(setter.line(LAST, 100, 120), setter.line(CAPTION, x, y, size=9))
    assert in_reading_order(sheet, library) == sheet


def test_what_goes_between_shows_nothing_and_stays_inside_the_trim(library: Library, setter: Setter) -> None:
    sheet = page(setter.line(LAST, 200, 15), setter.line(CAPTION, 20, 15, size=9))
    added = [i for i in in_reading_order(sheet, library).items if isinstance(i, Text) and i.role == "blank"]
    assert [i.text.strip() for i in added] == [""]
    assert all(sheet.trim.x <= i.x <= sheet.trim.right and 0 < i.y < sheet.trim.bottom for i in added)
