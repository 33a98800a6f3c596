"""Setting without fonts: what cell each character has, and that squeezing works in it."""

import pytest

from pagesetter.geometry import Turn
from pagesetter.lines.cast import text_style
from pagesetter.lines.plain import PlainShaper
from pagesetter.model.glyph import Cluster
from pagesetter.script.widths import mark_box


def clusters(text: str, language: str = "zh-Hans", narrow_em: float = 1.0, mode: str = "horizontal") -> list[Cluster]:
    style = text_style(language, mode="vertical" if mode == "vertical" else "horizontal")
    return list(PlainShaper(narrow_em).shape(text, style))


def test_every_character_is_one_em_wide() -> None:
    assert {c.advance_em for c in clusters("中，A1かカ한。 /")} == {1.0}


def test_narrow_characters_take_the_advance_asked_for() -> None:
    text = "A1 é字。ｶ…Ａ%"
    assert [c.advance_em for c in clusters(text, narrow_em=0.5)] == [0.5, 0.5, 0.5, 0.5, 1, 1, 0.5, 1, 1, 0.5]


def test_quotes_are_narrow_in_latin_text_and_wide_in_chinese() -> None:
    assert [c.advance_em for c in clusters("“”", "en", 0.5)] == [0.5, 0.5]
    assert [c.advance_em for c in clusters("“”", "zh-Hans", 0.5)] == [1, 1]


def test_spaces_of_fixed_width_keep_it() -> None:
    assert [c.advance_em for c in clusters("\u3000\u2003\u2002\u2005", narrow_em=0.5)] == [1, 1, 0.5, 0.25]


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "ko"])
def test_ink_of_a_mark_lies_in_the_part_of_its_cell_that_is_not_blank(language: str) -> None:
    for ch in "（）「」《》，。、：；！？“”·":
        box = mark_box(ch, language)
        if box is None:
            continue
        (cluster,) = clusters(ch, language)
        spare = (1.0 - box.box_em) * {"before": 1.0, "after": 0.0}.get(box.side, 0.5)
        assert spare + box.before_em <= cluster.ink_left_em < cluster.ink_right_em
        assert cluster.ink_right_em <= spare + box.box_em - box.after_em


def test_characters_are_covered_once_and_signs_that_join_go_with_what_they_join() -> None:
    text = "e\u0301か\u3099葛\U000e0100ᄒ\u1161\u11ab👩\u200d字"
    made = clusters(text)
    assert "".join(text[c.start : c.end] for c in made) == text
    assert [text[c.start] for c in made] == ["e", "か", "葛", "ᄒ", "👩", "字"]


def test_characters_that_show_nothing_take_no_room_and_have_no_glyph() -> None:
    assert [(c.advance_em, c.gids) for c in clusters("\u00ad\u200b\n")] == [(0.0, ())] * 3


def test_vertical_text_stands_upright_words_sideways_and_short_numbers_across() -> None:
    made = clusters("中，the", narrow_em=0.5, mode="vertical")
    assert [(c.turn, c.advance_em) for c in made] == [*[(Turn.UPRIGHT, 1)] * 2, *[(Turn.SIDEWAYS, 0.5)] * 3]
    made = clusters("8月25日", narrow_em=0.5, mode="vertical")
    assert [(c.end - c.start, c.turn, c.advance_em) for c in made] == [
        (1, Turn.UPRIGHT, 1),
        (1, Turn.UPRIGHT, 1),
        (2, Turn.ACROSS, 1),
        (1, Turn.UPRIGHT, 1),
    ]
