"""A picture with an outline is cut to it, by a path: no soft mask, so both standards take it."""

from dataclasses import replace
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from PIL import Image
from press_makers import opened, page, pdf_of

from pagesetter.fonts.library import Library
from pagesetter.geometry import Rect
from pagesetter.images.convert import PressPicture
from pagesetter.model.page import Picture

DIAMOND = ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5))


def grey() -> PressPicture:
    out = BytesIO()
    Image.new("L", (16, 16), 90).save(out, "JPEG")
    return PressPicture(out.getvalue(), 16, 16, 1, False)


@pytest.fixture(name="picture")
def _picture() -> Picture:
    return Picture(Rect(100, 50, 200, 100), "photo.jpg", (0, 0, 1, 1), 200)


def test_paper_shows_outside_of_the_outline(library: Library, picture: Picture) -> None:
    data = pdf_of(library, page(replace(picture, outline=DIAMOND)), pictures=[{0: grey()}])
    shown = pdfium.PdfDocument(data)[0].render(scale=1).to_pil().convert("L")
    for x, y in ((104, 54), (296, 54), (104, 146), (296, 146)):
        assert shown.getpixel((x, y)) == 255
    for x, y in ((200, 100), (200, 56), (106, 100), (294, 100), (200, 144)):
        assert shown.getpixel((x, y)) < 200


def test_the_path_closes_and_its_state_ends_with_the_picture(library: Library, picture: Picture) -> None:
    data = pdf_of(library, page(replace(picture, outline=DIAMOND), picture), pictures=[{0: grey(), 1: grey()}])
    content = opened(data).pages[0].Contents.read_bytes().decode()
    cut, whole = [line for line in content.splitlines() if line.endswith("Do Q")]
    assert cut.startswith("q 200 250 m 300 200 l 200 150 l 100 200 l h W n ")
    assert "W n" not in whole
    assert b"SMask" not in data
