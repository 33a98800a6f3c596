"""Heads: the largest size that fits, then tightened, then condensed, within limits; broken only where editors allow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makeup_makers import LEADING, block, extent, grid, setter, sheet, story

from pagesetter.geometry import Rect
from pagesetter.makeup.arrange import arrangements
from pagesetter.makeup.headline import Head, HeadFitter
from pagesetter.makeup.setting import ASCENT_EM
from pagesetter.model.page import Text
from pagesetter.model.story import Block, Span, Story

STYLE = sheet().heads["third"]
AIR = (STYLE.air_above_lines + STYLE.air_below_lines) * LEADING
DEEP = 600.0


def fitted(asked: Story, width: float, height: float = DEEP) -> Head:
    return HeadFitter(setter(), STYLE, "zh-Hans", grid()).fit(asked, Rect(0.0, 0.0, width, height))


def lines(head: Head, role: str = "headline") -> list[Text]:
    return [i for i in head.items if i.role == role]


def written(head: Head, role: str = "headline") -> list[str]:
    return [i.text for i in lines(head, role)]


def tracking_em(head: Head) -> float:
    """Least distance of two neighbouring characters over one em of the condensed size."""
    run = lines(head)[0].runs[0]
    return min(b - a for a, b in zip(run.xs, run.xs[1:], strict=False)) / (run.size * run.scale_ratio) - 1


@pytest.mark.parametrize(("width", "size"), [(301, 30), (299, 28), (279, 26), (259, 24), (221, 22)])
def test_the_largest_size_of_the_ladder_that_fits_the_span_is_taken(width: float, size: float) -> None:
    head = fitted(story(headline="字" * 10), width)
    assert (head.size, head.cures, head.overflow) == (size, (), "")


@pytest.mark.parametrize(("height", "size"), [(30, 30), (29, 28), (27, 26), (22, 22)])
def test_the_largest_size_that_fits_the_band_is_taken(height: float, size: float) -> None:
    head = fitted(story(headline="字" * 4), 130, height + AIR)
    assert (head.size, head.overflow) == (size, "")


def test_a_head_is_tightened_before_it_is_condensed() -> None:
    head = fitted(story(headline="字" * 10), 215)
    assert head.size == 22
    assert -0.05 < tracking_em(head) < -0.02
    assert lines(head)[0].runs[0].scale_ratio == 1
    assert head.cures == ("headline tracked -25/1000 em",)


def test_a_head_is_condensed_when_tightening_is_not_enough() -> None:
    head = fitted(story(headline="字" * 10), 200)
    assert tracking_em(head) == pytest.approx(-0.05)
    assert 0.85 < lines(head)[0].runs[0].scale_ratio < 1
    assert head.cures == ("headline tracked -50/1000 em", "headline condensed to 95%")
    assert head.overflow == ""


def test_a_head_that_cannot_fit_is_told_and_keeps_to_the_limits() -> None:
    head = fitted(story(headline="字" * 10), 150)
    assert head.size == 22
    assert tracking_em(head) == pytest.approx(-0.05)
    assert lines(head)[0].runs[0].scale_ratio == pytest.approx(0.85)
    assert head.overflow == "its widest line is 119% of the 150 pt span"


def test_a_head_too_high_for_its_band_is_told() -> None:
    head = fitted(story(headline=("字" * 4, "字" * 4)), 90, 40)
    assert head.overflow.startswith("it is 48 pt high and its band 40 pt")


def test_a_short_head_is_let_out_within_the_limit() -> None:
    head = fitted(story(headline="字" * 4), 400)
    assert head.size == 30
    assert tracking_em(head) == pytest.approx(0.125)
    assert head.cures == ("headline tracked +125/1000 em",)


@given(st.integers(1, 24), st.integers(60, 500), st.integers(20, 200))
def test_limits_are_never_passed_and_what_fits_lies_in_the_band(count: int, width: int, height: int) -> None:
    head = fitted(story(headline="字" * count), width, height)
    (line,) = lines(head)
    assert head.size in STYLE.ladder
    assert line.runs[0].scale_ratio >= STYLE.condense_min - 1e-9
    if count > 1:
        assert STYLE.tracking_min_em - 1e-9 <= tracking_em(head) <= STYLE.tracking_max_em + 1e-9
    left, right = extent(line)
    top = line.y - ASCENT_EM * line.size
    inside = left >= -0.01 and right <= width + 0.02 and top >= -0.01 and top + line.size <= height + 0.01
    assert inside or head.overflow


# --- where heads break ---


def test_given_lines_are_kept() -> None:
    assert written(fitted(story(headline=("山上种果树", "山下卖鲜花")), 160)) == ["山上种果树", "山下卖鲜花"]


def test_two_given_lines_go_on_one_when_that_allows_larger_type() -> None:
    head = fitted(story(headline=("山上种果", "山下卖花")), 300, 30 + AIR)
    assert written(head) == ["山上种果　山下卖花"]
    assert head.size == 30


def test_a_line_breaks_at_its_blank_when_that_allows_larger_type() -> None:
    head = fitted(story(headline="山上种果 山下卖花"), 130)
    assert written(head) == ["山上种果", "山下卖花"]
    assert head.size == 30


def test_a_head_without_blanks_is_never_broken() -> None:
    assert written(fitted(story(headline="字" * 30), 100)) == ["字" * 30]


@given(st.lists(st.text(alphabet="字大小", min_size=1, max_size=6), min_size=1, max_size=4), st.integers(60, 400))
def test_heads_break_only_at_blanks(parts: list[str], width: int) -> None:
    head = fitted(story(headline=" ".join(parts)), width)
    assert [p for line in written(head) for p in line.split("\u3000")] == parts


@given(st.lists(st.sampled_from(["Harbour", "gates", "open", "a", "week", "early"]), min_size=1, max_size=9))
def test_latin_heads_break_between_words(words: list[str]) -> None:
    head = fitted(story(headline=" ".join(words)), 170)
    assert [w for line in written(head) for w in line.split()] == words
    assert len(lines(head)) <= 3


def test_words_of_a_latin_head_are_shared_out_evenly() -> None:
    ways = [["".join(s.text for s in line) for line in way] for way in arrangements(block("headline", "a b c d e f"))]
    assert ways == [["a b c d e f"], ["a b c", "d e f"], ["a b", "c d", "e f"]]


# --- kicker and deck ---


def test_kicker_headline_and_deck_stand_under_each_other() -> None:
    asked = story(headline="字" * 8, kicker=block("kicker", "眉题"), deck=block("deck", "副题"))
    head = fitted(asked, 260, 150)
    assert [i.role for i in head.items] == ["kicker", "headline", "deck"]
    tops = [i.y - ASCENT_EM * i.size for i in head.items]
    for upper, top, lower in zip(head.items, tops, tops[1:], strict=False):
        assert top + upper.size < lower
    assert head.items[2].y < 150


def test_a_kicker_couplet_stands_on_one_line_an_em_apart() -> None:
    asked = story(headline="字" * 8, kicker=block("kicker", "一条水路", "连着两岸"))
    head = fitted(asked, 260)
    assert written(head, "kicker") == ["一条水路　连着两岸"]
    (line,) = lines(head, "kicker")
    xs = line.runs[0].xs
    assert xs[5] - xs[3] == pytest.approx(2 * line.size)


def test_a_kicker_couplet_too_wide_for_one_line_stands_on_two() -> None:
    asked = story(headline="字" * 4, kicker=block("kicker", "字" * 8, "字" * 8))
    assert written(fitted(asked, 130), "kicker") == ["字" * 8, "字" * 8]


@given(st.integers(1, 40), st.integers(80, 400))
def test_kickers_stay_within_their_bounds_and_are_only_made_smaller_to_fit(count: int, width: int) -> None:
    head = fitted(story(headline="字" * 4, kicker=block("kicker", "字" * count)), width)
    (line,) = lines(head, "kicker")
    low, high = STYLE.kicker_bounds
    assert 0.8 * low <= line.size <= high
    assert line.size >= low or count * low > width


def test_the_lines_a_head_asks_for_hold_its_largest_size() -> None:
    asked = story(headline="字" * 8, kicker=block("kicker", "眉题"), deck=block("deck", "副题"))
    fitter = HeadFitter(setter(), STYLE, "zh-Hans", grid())
    rows = fitter.lines_needed(asked, 260)
    band = grid().rect(0, 0, 3, rows)
    assert fitter.fit(asked, Rect(0.0, 0.0, 260, band.h)).size == 30
    assert fitter.fit(asked, Rect(0.0, 0.0, 260, band.h - 2 * LEADING)).size < 30


def test_words_of_a_korean_head_are_parted_by_word_spaces_not_by_ems() -> None:
    headline = Block("headline", ((Span("항구의 아침 시장 새 길"),),))
    given, *broken = arrangements(headline)
    assert ["".join(s.text for s in line) for line in given] == ["항구의 아침 시장 새 길"]
    assert all("\u3000" not in s.text for way in broken for line in way for s in line)


def test_a_space_between_han_and_digits_breaks_no_head() -> None:
    headline = Block("headline", ((Span("第 3 届读书节 今日开幕"),),))
    lines = [["".join(s.text for s in line) for line in way] for way in arrangements(headline)]
    assert lines == [["第 3 届读书节\u3000今日开幕"], ["第 3 届读书节", "今日开幕"]]
