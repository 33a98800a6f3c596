"""How much ink is on a page: coverage, total ink, and where it is worst."""

import pytest
from plate_pages import page, plates_of

from pagesetter.geometry import MM, Rect
from pagesetter.pdf.plates_ink import coverage, total_image, total_ink, worst_ink

FLOOD = "0.4 0.3 0.3 0.2 k 0 0 100 100 re f"
CM2 = (10 * MM) ** 2


def test_coverage_of_a_known_rectangle_is_exact() -> None:
    found = {one.ink: one for one in coverage(plates_of(page("0 1 0 0 k 10 20 40 30 re f")))}
    assert found["Magenta"].cm2 == pytest.approx(40 * 30 / CM2)
    assert found["Magenta"].share == pytest.approx(40 * 30 / 100**2)
    assert found["Cyan"].share == found["Yellow"].share == found["Black"].share == 0


@pytest.mark.parametrize("ppi", [72, 100, 300])
def test_coverage_of_any_rectangle_is_exact_within_half_a_pixel_an_edge(ppi: int) -> None:
    found = coverage(plates_of(page("0 1 0 0 k 10.3 20.7 40.2 30.1 re f"), ppi))[1]
    edge = 72 / ppi
    assert abs(found.cm2 - 40.2 * 30.1 / CM2) <= ((40.2 + edge) * (30.1 + edge) - 40.2 * 30.1) / CM2


def test_coverage_of_a_tint_is_its_share() -> None:
    half = {one.ink: one.share for one in coverage(plates_of(page("0 0 0 0.5 k 0 0 100 100 re f")))}
    assert half["Black"] == pytest.approx(0.5, abs=0.002)


def test_coverage_is_that_of_the_trimmed_page() -> None:
    # Full ink over the left half of the media box; the trim box begins a quarter in.
    made = plates_of(page("0 0 0 1 k 0 0 50 100 re f", TrimBox=[25, 10, 75, 90]))
    black = coverage(made)[3]
    assert (black.ink, black.share) == ("Black", pytest.approx(0.5, abs=0.001))
    assert black.cm2 == pytest.approx(25 * 80 / CM2, rel=0.002)


def test_coverage_counts_spot_inks() -> None:
    found = coverage(plates_of(page("/Red cs 1 scn 0 0 100 50 re f")))
    assert (found[-1].ink, found[-1].share) == ("Red", pytest.approx(0.5, abs=0.001))


def test_the_worst_square_is_found_where_it_was_put() -> None:
    side = 5 * MM
    place = Rect(61, 22, side, side)
    square = f"1 0.9 0.5 0 k {place.x} {100 - place.bottom} {side} {side} re f"
    (found,) = total_ink(page(f"{FLOOD} {square}"), 300)
    assert found.square.total == pytest.approx(2.4, abs=0.03)
    assert found.square.rect.x == pytest.approx(place.x, abs=0.3)
    assert found.square.rect.y == pytest.approx(place.y, abs=0.3)
    assert (found.square.rect.w, found.square.rect.h) == (pytest.approx(side), pytest.approx(side))


def test_a_small_dark_spot_is_the_worst_pixel_but_hardly_a_worse_square() -> None:
    (found,) = total_ink(page(f"{FLOOD} 1 1 1 1 k 70 40 1 1 re f"), 144)
    assert found.pixel.total == pytest.approx(4, abs=0.01)
    assert found.pixel.rect.x == pytest.approx(70, abs=0.6)
    assert found.pixel.rect.y == pytest.approx(59, abs=0.6)
    assert found.square.total == pytest.approx(1.2 + 2.8 / (5 * MM) ** 2, abs=0.02)


def test_total_ink_adds_what_is_overprinted_and_spot_inks() -> None:
    panel = "0.5 0.4 0 0 k 10 10 80 80 re f /Over gs"
    (found,) = total_ink(page(f"{panel} /Red cs 0.7 scn 20 20 60 60 re f 0 0 0 1 k 30 30 40 40 re f"))
    assert found.square.total == pytest.approx(2.6, abs=0.02)


def test_marks_outside_the_bleed_do_not_count() -> None:
    boxes = {"TrimBox": [20, 20, 80, 80], "BleedBox": [15, 15, 85, 85]}
    marks = f"{FLOOD} /All cs 1 scn 0 0 10 100 re f"
    (found,) = total_ink(page(marks, **boxes))
    assert found.pixel.total == pytest.approx(1.2, abs=0.02)
    # In the bleed ink counts, and its place is told from the trim.
    (found,) = total_ink(page(f"{marks} 1 1 1 0 k 15 50 5 20 re f", **boxes), 72)
    assert found.pixel.total == pytest.approx(3, abs=0.02)
    assert (found.pixel.rect.x, found.pixel.rect.y) == (pytest.approx(-5, abs=0.1), pytest.approx(10, abs=1.1))


def test_a_page_smaller_than_the_square_is_taken_whole() -> None:
    small = page(FLOOD, MediaBox=[0, 0, 10, 6])
    (found,) = total_ink(small, 144)
    assert found.square.rect == Rect(0, 0, 10, 6)
    assert found.square.total == pytest.approx(1.2, abs=0.01)


def test_each_page_has_its_own_worst_place() -> None:
    pdf, second = page(FLOOD), page("0 0 0 1 k 0 0 100 100 re f")
    pdf.pages.append(second.pages[0])
    found = total_ink(pdf, 72)
    assert [(one.page, round(one.square.total, 1)) for one in found] == [(1, 1.2), (2, 1.0)]


def test_a_blank_page_has_no_ink() -> None:
    (found,) = total_ink(page(""), 72)
    assert (found.square.total, found.pixel.total) == (0, 0)
    assert {one.cm2 for one in coverage(plates_of(page("")))} == {0}


def test_the_sum_of_the_plates_goes_beyond_one_byte() -> None:
    made = plates_of(page("1 1 1 1 k 0 0 100 100 re f"))
    assert total_image(made).getextrema() == (1020, 1020)
    assert worst_ink(made, 10).square_mm == 10
