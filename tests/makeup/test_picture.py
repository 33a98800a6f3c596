"""Photos and their captions: crop, resolution, the caption's rows, the credit; advertisements whole in their slots."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makeup_makers import LAYOUT, LEADING, SIZE, area, cells, extent, grid, layout, photo, setter, story
from makeup_makers import sheet as styles

from pagesetter.diagnostics import Diagnostic, Severity
from pagesetter.makeup.advert import place_advert
from pagesetter.makeup.dummy import plan_page
from pagesetter.makeup.picture import place_photo
from pagesetter.makeup.setting import ASCENT_EM
from pagesetter.model.areas import Area
from pagesetter.model.dummy import Slot
from pagesetter.model.page import Panel, Picture, Rule, Text
from pagesetter.model.story import Edition, Photo

RASTER = grid(columns=2, measure=15, lines=20)
MEASURE = 15 * SIZE
PIXELS = (1200, 800)


def placed(
    shown: Photo, rows: int = 10, pixels: tuple[int, int] | None = PIXELS, air: float = 0.0, **parts: object
) -> tuple[Picture | None, tuple[Text, ...], tuple[Diagnostic, ...]]:
    """The photo in the second column's first rows."""
    letter = Area("P", "photo", cells([1], range(rows)), LAYOUT, of="A")
    own = area("A", cells(range(2), range(20)) - letter.cells, "s", **parts)
    spec = layout(RASTER, own, letter)
    sizes = {shown.file: pixels} if pixels else {}
    dummy, _ = plan_page(spec, Edition((story("s", 30, photos=(shown,)),)), lambda *_: 0, sizes)
    (plan,) = dummy.plans
    return place_photo(plan, plan.photos[0], RASTER, setter(), sizes, air)


@given(st.integers(100, 3000), st.integers(100, 3000), st.floats(0, 1), st.floats(0, 1), st.integers(4, 18))
def test_a_photo_fills_its_frame_without_being_distorted(w: int, h: int, x: float, y: float, rows: int) -> None:
    picture, _, _ = placed(photo(focus=(x, y)), rows, (w, h))
    assert picture is not None
    left, top, right, bottom = picture.crop
    assert 0 <= left < right <= 1
    assert 0 <= top < bottom <= 1
    assert (right - left) * w / ((bottom - top) * h) == pytest.approx(picture.rect.w / picture.rect.h)
    assert (right - left, bottom - top) == pytest.approx((1, bottom - top)) or bottom - top == pytest.approx(1)


def test_the_crop_keeps_the_focus_as_near_the_middle_as_the_edges_allow() -> None:
    tall = (800, 2400)
    for focus, middle in ((0.5, 0.5), (0.4, 0.4), (0.0, None)):
        picture, _, _ = placed(photo(focus=(0.5, focus)), 10, tall)
        assert picture is not None
        _, top, _, bottom = picture.crop
        assert top == pytest.approx(0) if middle is None else (top + bottom) / 2 == pytest.approx(middle)


def test_only_the_part_asked_for_is_shown() -> None:
    picture, _, _ = placed(photo(crop=(0.2, 0.1, 0.7, 0.9)))
    assert picture is not None
    left, top, right, bottom = picture.crop
    assert left >= 0.2
    assert top >= 0.1
    assert right <= 0.7
    assert bottom <= 0.9


def test_the_resolution_is_that_of_the_pixels_on_the_page() -> None:
    picture, _, found = placed(photo(), 10, (600, 2000))
    assert picture is not None
    assert picture.effective_ppi == pytest.approx(600 / (MEASURE / 72))
    assert found == ()


@pytest.mark.parametrize(
    ("width", "code", "severity"), [(200, "M111", Severity.ERROR), (250, "M112", Severity.WARNING)]
)
def test_a_low_resolution_is_told_with_its_figure(width: int, code: str, severity: Severity) -> None:
    _, _, (found,) = placed(photo("photos/p.png"), 10, (width, 2000))
    assert (found.code, found.severity) == (code, severity)
    assert f"(p.png) has {width / (MEASURE / 72):.0f} ppi at {MEASURE / 72 * 25.4:.0f} mm" in found.message


def test_an_area_may_allow_a_lower_resolution() -> None:
    _, _, found = placed(photo(), 10, (200, 2000), min_ppi=90)
    assert [d.code for d in found] == ["M112"]


def test_a_photo_that_could_not_be_read_leaves_its_caption() -> None:
    picture, captions, found = placed(photo(caption="图说"), pixels=None)
    assert picture is None
    assert [t.text for t in captions] == ["图说"]
    assert found == ()


# --- captions ---


def rows_of(captions: tuple[Text, ...]) -> list[float]:
    return [(t.y - ASCENT_EM * SIZE) / LEADING for t in captions]


def test_a_caption_of_one_line_stands_in_the_middle_of_the_last_row() -> None:
    picture, (caption,), _ = placed(photo(caption="图说"))
    assert picture is not None
    assert rows_of((caption,)) == pytest.approx([9])
    left, right = extent(caption)
    assert (left + right) / 2 == pytest.approx(RASTER.column_x(1) + MEASURE / 2)
    assert picture.rect.bottom == pytest.approx(9 * LEADING - (LEADING - SIZE))


def test_a_caption_of_several_lines_is_justified_without_indent() -> None:
    picture, captions, _ = placed(photo(caption="字" * 40))
    assert picture is not None
    assert rows_of(captions) == pytest.approx([7, 8, 9])
    assert all(extent(t)[0] == pytest.approx(RASTER.column_x(1)) for t in captions)
    assert all(extent(t)[1] == pytest.approx(RASTER.column_x(1) + MEASURE) for t in captions[:-1])
    assert picture.rect.bottom == pytest.approx(7 * LEADING - (LEADING - SIZE))


def test_the_credit_shares_the_last_row_flush_right() -> None:
    _, (caption, credit), _ = placed(photo(caption="图说", credit="某摄"))
    assert caption.y == credit.y
    assert extent(caption)[0] == pytest.approx(RASTER.column_x(1))
    assert extent(credit)[1] == pytest.approx(RASTER.column_x(1) + MEASURE)


def test_the_credit_takes_a_row_of_its_own_where_it_does_not_fit() -> None:
    _, captions, _ = placed(photo(caption="字" * 16, credit="某摄"))
    assert rows_of(captions) == pytest.approx([8, 9])


@given(st.integers(0, 60), st.integers(0, 12))
def test_caption_and_credit_never_meet(count: int, signed: int) -> None:
    picture, captions, found = placed(photo(caption="字" * count, credit="摄" * signed), 12)
    assert picture is not None
    spans = sorted((t.y, *extent(t)) for t in captions)
    for (y, _, right), (below, left, _) in pairwise(spans):
        assert below > y or left >= right
    assert "".join(t.text for t in captions) == "字" * count + "摄" * signed
    assert all(d.code == "M112" for d in found)
    assert picture.rect.bottom <= min((y for y, _, _ in spans), default=1e9) - ASCENT_EM * SIZE + 0.01 or not captions


def test_a_photo_whose_caption_takes_all_its_rows_is_told() -> None:
    picture, captions, (found,) = placed(photo(caption="字" * 60), 3)
    assert picture is None
    assert captions == ()
    assert found.code == "M110"
    assert "has 3 lines and its caption takes 4" in found.message


def test_a_photo_leaves_air_above_itself_and_keeps_its_foot() -> None:
    plain, _, _ = placed(photo(caption="图说"))
    airy, _, _ = placed(photo(caption="图说"), air=7.5)
    assert plain is not None
    assert airy is not None
    assert airy.rect.y == plain.rect.y + 7.5
    assert airy.rect.bottom == pytest.approx(plain.rect.bottom)


# --- advertisements ---

AD = RASTER.rect(0, 0, 2, 10)


def advert(pixels: tuple[int, int] | None, label: str = "") -> tuple[list[object], list[str]]:
    where = area("C", cells(range(2), range(10)), advert="ad.png" if pixels else "", label=label)
    sizes = {"ad.png": pixels} if pixels else {}
    items, found = place_advert(Slot("advert", where, AD, 0, 10), layout(RASTER, where), setter(), sizes, {})
    return list(items), [d.code for d in found]


def test_an_advertisement_stands_whole_in_the_middle_of_its_slot() -> None:
    items, found = advert((3000, 1000))
    (picture,) = (i for i in items if isinstance(i, Picture))
    assert picture.crop == (0, 0, 1, 1)
    assert picture.rect.w / picture.rect.h == pytest.approx(3)
    assert AD.contains(picture.rect)
    assert picture.rect.centre == pytest.approx(AD.centre)
    assert found == ["M121"]


def test_an_advertisement_of_the_slots_shape_fills_it() -> None:
    items, found = advert((round(AD.w * 10), round(AD.h * 10)))
    (picture,) = (i for i in items if isinstance(i, Picture))
    assert (picture.rect.w, picture.rect.h) == pytest.approx((AD.w, AD.h), abs=0.5)
    assert found == []


def test_an_advertisement_of_too_few_pixels_is_told_and_leaves_its_slot_crossed() -> None:
    items, found = advert((round(AD.w), round(AD.h)))
    assert found == ["M111"]
    assert [type(i) for i in items] == [Panel, Rule, Rule]


def test_an_advertisement_of_few_pixels_is_placed_with_a_warning() -> None:
    items, found = advert((round(AD.w * 1.75), round(AD.h * 1.75)))  # 126 ppi
    assert found == ["M112"]
    assert [type(i) for i in items] == [Picture, Panel]


def test_nothing_is_printed_over_an_advertisement() -> None:
    items, _ = advert((3000, 1000), "广告")
    (label,) = (i for i in items if isinstance(i, Text))
    (picture,) = (i for i in items if isinstance(i, Picture))
    (frame,) = (i for i in items if isinstance(i, Panel))
    assert label.y + (1 - ASCENT_EM) * label.size <= frame.rect.y + 0.01
    assert frame.rect.contains(picture.rect)
    assert extent(label)[1] == pytest.approx(AD.right)


def test_a_slot_without_a_file_is_kept_free_in_its_frame() -> None:
    items, found = advert(None, "广告")
    assert [type(i) for i in items] == [Text, Panel]
    (frame,) = (i for i in items if isinstance(i, Panel))
    assert frame.stroke_width == styles().lines["frame"].width
    assert found == []
