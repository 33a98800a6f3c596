"""The part of a picture that fills a box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagesetter.images.crop import WHOLE, cover_crop, effective_ppi

pixels = st.integers(1, 8000)
lengths = st.floats(1, 2000)
fractions = st.floats(0, 1)


@st.composite
def parts(draw: st.DrawFn) -> tuple[float, float, float, float]:
    left, top = draw(st.floats(0, 0.8)), draw(st.floats(0, 0.8))
    return (left, top, draw(st.floats(left + 0.1, 1)), draw(st.floats(top + 0.1, 1)))


@given(pixels, pixels, lengths, lengths, st.tuples(fractions, fractions), parts())
def test_crop_has_the_boxes_proportions_and_stays_inside(
    w: int, h: int, box_w: float, box_h: float, focus: tuple[float, float], part: tuple[float, float, float, float]
) -> None:
    left, top, right, bottom = cover_crop(w, h, box_w, box_h, focus, part)
    assert part[0] <= left < right <= part[2]
    assert part[1] <= top < bottom <= part[3]
    assert (right - left) * w / ((bottom - top) * h) == pytest.approx(box_w / box_h, rel=1e-6)
    # The largest: it spans the part in one of the two directions.
    spans = (right - left) / (part[2] - part[0]), (bottom - top) / (part[3] - part[1])
    assert max(spans) == pytest.approx(1)


@given(pixels, pixels, lengths, lengths, st.tuples(fractions, fractions))
def test_focus_is_as_near_the_centre_as_the_edges_allow(
    w: int, h: int, box_w: float, box_h: float, focus: tuple[float, float]
) -> None:
    left, top, right, bottom = cover_crop(w, h, box_w, box_h, focus)
    for low, high, wanted in ((left, right, focus[0]), (top, bottom, focus[1])):
        off = wanted - (low + high) / 2
        assert abs(off) < 1e-9 or (off < 0 and low < 1e-9) or (off > 0 and high > 1 - 1e-9)


def test_same_proportions_keep_the_whole_picture() -> None:
    assert cover_crop(640, 427, 640, 427) == pytest.approx(WHOLE)


def test_wide_box_cuts_top_and_bottom_about_the_focus() -> None:
    assert cover_crop(1000, 1000, 200, 100, (0.5, 0.4)) == pytest.approx((0, 0.15, 1, 0.65))
    assert cover_crop(1000, 1000, 200, 100, (0.5, 0.05)) == pytest.approx((0, 0, 1, 0.5))


def test_resolution_is_that_of_the_worse_direction() -> None:
    assert effective_ppi((1000, 500), (0.25, 0, 0.75, 1), 180, 180) == pytest.approx(200)
    assert effective_ppi((1000, 500), (0.25, 0, 0.75, 0.5), 180, 180) == pytest.approx(100)
