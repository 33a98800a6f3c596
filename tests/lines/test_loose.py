"""A loose line says why it is loose (rulebook 1.5: more than 1/6 em per gap is to be reported)."""

import pytest
from line_makers import SIZE, prepared, style

from pagesetter.lines.loose import loose_lines
from pagesetter.lines.paragraph import set_block
from pagesetter.model.style import TypeStyle

WIDE = style()


def causes(text: str, measure: float, base: TypeStyle = WIDE) -> dict[str, str]:
    """Text and cause of the loose lines of a block."""
    block = prepared(text, base)
    setting = set_block(block, measure * SIZE)
    assert setting is not None
    return {setting.lines[number].text: cause for number, cause in loose_lines(block, setting).items()}


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        ("dpkg-1234567890", "no legal break in dpkg-1234567890"),
        ("2,345,678%", "no legal break in 2,345,678%"),
        ("Reinstalls", "no legal break in Reinstalls and no hyphenation"),
        ("（Reinstalls）", "no legal break in （Reinstalls） and no hyphenation"),
    ],
)
def test_a_piece_that_nothing_may_part_is_named(unit: str, shown: str) -> None:
    assert causes("国国国国国国国" + unit + "国国国国国国国国", 11) == {"国国国国国国国": shown}


def test_a_long_piece_is_cut_short() -> None:
    cause = causes("国国国国国国国国" + "a1" * 13 + "国国国国国国", 14.25)["国国国国国国国国"]
    assert cause == f"no legal break in {'a1' * 12}…"


def test_a_word_on_the_line_that_has_no_gaps_is_named() -> None:
    found = causes("国国国国国国国" + "aaaaabbbbbccccc1" + "国国国国国国国国", 11)
    assert found["aaaaabbbbbccccc1国国"] == "no gap opens in aaaaabbbbbccccc1"
    assert causes("国国，" + "国" * 9, 3.4)["国国，"] == "it has few gaps"


def test_of_a_word_that_was_hyphenated_both_parts_are_named() -> None:
    found = causes("国国国国国国国Ba\u00adrosandrosy1国国国国国国国国", 10.9)
    assert found == {"国国国国国国国Ba\u00ad": "no legal break in Ba-rosandrosy1"}


def test_a_break_that_would_leave_one_character_is_the_cause() -> None:
    # Five fit, but then the sixth would stand alone.
    assert causes("国国国国国国", 5) == {"国国国国": "else its paragraph would end on a line of one character"}


def test_a_line_that_is_not_loose_has_no_cause() -> None:
    assert causes("国" * 40, 11) == {}
    assert causes("国国国国国国国Reinstalls国国国国国国国国", 11, style(limits={"loose_em": 0.9})) == {}
