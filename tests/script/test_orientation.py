"""How characters stand in a vertical line: UAX #50, what each language has otherwise, and what neighbours decide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagesetter.script.orientation import Stance, orientation, stretches, with_corners
from pagesetter.script.tables import script_table

SIGNS = {Stance.UPRIGHT: "|", Stance.FORM: "+", Stance.SIDEWAYS: "_", Stance.ACROSS: "="}


def standing(text: str, language: str = "zh-Hans", across: int = 2) -> str:
    """One sign for each character: | upright, + its vertical form, _ sideways, = across."""
    return "".join(SIGNS[stance] * (end - start) for start, end, stance in stretches(text, language, across))


@pytest.mark.parametrize(
    ("value", "characters"),
    [
        ("U", "中あ가Ａ℃①\U00020000"),
        ("R", "A5é—“%\u0378"),
        ("Tu", "ぁ。！ッ"),
        ("Tr", "（ー：〜」"),
    ],
)
def test_unicode_gives_each_character_its_orientation(value: str, characters: str) -> None:
    assert {orientation(ch, "en") for ch in characters} == {value}


def test_chinese_colon_is_never_turned_but_the_japanese_one_has_a_form() -> None:
    assert [orientation("：", language) for language in ("zh-Hans", "zh-Hant", "ja")] == ["Tu", "Tu", "Tr"]


def test_dashes_ellipses_and_quotes_have_vertical_forms_in_chinese_and_japanese() -> None:
    for language in ("zh-Hans", "zh-TW", "ja"):
        assert {orientation(ch, language) for ch in "—―…“”‘’"} == {"Tr"}
    assert {orientation(ch, "en") for ch in "—…“”"} == {"R"}


def test_dash_of_two_characters_is_one_stretch() -> None:
    assert [(s.start, s.end) for s in stretches("他——（你", "zh-Hans")] == [(0, 1), (1, 3), (3, 4), (4, 5)]


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("二〇二五年12月5日", "|||||==|||"),
        ("客流100万", "||___|"),
        ("在A座", "|||"),
        ("GDP增长", "___||"),
        ("与Hello World", "|___________"),
        ("增5.2个点", "|___||"),
        ("升至25%。", "||==||"),
        ("降3%了", "||||"),
        ("价85.5%。", "|_____|"),
        ("卖iPhone 15了", "|_________|"),
        ("5G网", "__|"),
        ("于 12 月", "|_==_|"),
        ("共12\n人", "|==||"),
        ("1—6月", "|+||"),
    ],
)
def test_short_numbers_and_single_capitals_do_not_turn_and_western_phrases_do(text: str, signs: str) -> None:
    assert standing(text) == signs


@pytest.mark.parametrize(("across", "signs"), [(0, "|__|___|"), (1, "|__|___|"), (2, "|==|___|"), (3, "|==|===|")])
def test_style_says_how_many_digits_stand_across(across: int, signs: str) -> None:
    assert standing("共12人100元", across=across) == signs


def test_two_numbers_across_are_two_cells() -> None:
    found = [s for s in stretches("12、34", "zh-Hans") if s.stance is Stance.ACROSS]
    assert [(s.start, s.end) for s in found] == [(0, 2), (3, 5)]


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("说：“好！”", "||+||+"),
        ("叫“Hello”的", "|_______|"),
        ("是“A”座", "|+|+|"),
        ("It’s all", "________"),
        ("‘a b’与", "_____|"),
    ],
)
def test_quotes_turn_with_western_text_only(text: str, signs: str) -> None:
    assert standing(text) == signs


def test_signs_over_letters_and_sound_marks_go_with_their_base() -> None:
    assert standing("か\u3099e\u0301x", "ja") == "||___"


@pytest.mark.parametrize("name", ["upright", "corners"])
def test_every_row_has_its_clause(name: str) -> None:
    assert script_table(name)
    assert all(row["clause"] for row in script_table(name))


def test_corner_brackets_stand_for_quotes_of_chinese_text_only() -> None:
    text = "“他说：‘好’”、“Yes”"
    assert with_corners(text, stretches(text, "zh-Hans")) == "「他说：『好』」、“Yes”"


@given(
    st.text(st.sampled_from("中。“”‘’—…A1a %\n（あ가é\u0301・")),
    st.sampled_from(["zh-Hans", "zh-Hant", "ja", "ko", "en"]),
)
def test_stretches_cover_the_text_once_and_in_order(text: str, language: str) -> None:
    at = 0
    for start, end, _ in stretches(text, language, 3):
        assert start == at < end
        at = end
    assert at == len(text)
