"""How two pictures or two PDFs differ."""

import io

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from pagesetter.proof.diff import compare, compare_pages


def picture(*marks: tuple[int, int, int, int], size: tuple[int, int] = (200, 150), colour: object = "black") -> bytes:
    image = Image.new("RGB", size, "white")
    for mark in marks:
        image.paste(colour, mark)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_equal_pictures_do_not_differ() -> None:
    found = compare(picture((5, 5, 30, 30)), picture((5, 5, 30, 30)))
    assert found.same
    assert (found.share, found.boxes) == (0, ())


def test_share_and_boxes_are_exact() -> None:
    found = compare(picture(), picture((3, 4, 13, 8), (120, 90, 121, 140)))
    assert not found.same
    assert found.boxes == ((3, 4, 13, 8), (120, 90, 121, 140))
    assert found.share == pytest.approx((40 + 50) / (200 * 150))


def test_a_single_pixel_is_found() -> None:
    found = compare(picture(), picture((199, 149, 200, 150), colour=(255, 255, 254)))
    assert found.boxes == ((199, 149, 200, 150),)


def test_tolerance_lets_small_changes_pass() -> None:
    pale = picture((10, 10, 20, 20), colour=(250, 255, 255))
    assert compare(picture(), pale, tolerance=5).same
    assert not compare(picture(), pale, tolerance=4).same


def test_neighbouring_changes_are_one_box_and_distant_ones_are_not() -> None:
    found = compare(picture(), picture((20, 20, 30, 30), (34, 34, 40, 40), (150, 20, 160, 30)))
    assert found.boxes == ((20, 20, 40, 40), (150, 20, 160, 30))


def test_other_size_counts_the_lone_part_as_changed() -> None:
    found = compare(picture(), picture(size=(200, 200)))
    assert found.sizes == ((200, 150), (200, 200))
    assert found.share == pytest.approx(0.25)
    assert found.boxes == ((0, 150, 200, 200),)


def test_difference_picture_shows_the_changes_in_red_inside_a_frame() -> None:
    found = compare(picture(), picture((50, 60, 70, 80)))
    image = Image.open(io.BytesIO(found.picture)).convert("RGB")
    assert image.getpixel((60, 70)) == (220, 0, 0)
    assert image.getpixel((47, 70)) == (0, 90, 220)
    assert image.getpixel((100, 70)) == (254, 254, 254)


def pdf(*lefts: float) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, (200, 100), invariant=1)
    for left in lefts:
        canvas.rect(left, 40, 20, 20, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_pages_are_compared_one_by_one() -> None:
    found = compare_pages(pdf(10, 50), pdf(10, 60))
    assert [d.same for d in found] == [True, False]
    assert found[1].boxes == ((50, 40, 80, 60),)


def test_page_that_one_side_lacks_is_changed_wholly() -> None:
    found = compare_pages(pdf(10), pdf(10, 60))
    assert [d.share for d in found] == [0, 1]
    assert found[1].sizes == ((0, 0), (200, 100))
