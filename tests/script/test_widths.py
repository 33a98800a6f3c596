"""Boxes of marks and what neighbours lose."""

import itertools

import pytest

from pagesetter.script.classes import Klass, class_of
from pagesetter.script.languages import RULES
from pagesetter.script.tables import characters, script_table
from pagesetter.script.widths import MarkBox, mark_box, pair_blank, squeeze

LANGUAGES = ("zh-Hans", "zh-Hant", "ja", "ko", "en")


@pytest.mark.parametrize(
    ("language", "mark", "box"),
    [
        ("zh-Hans", "。", MarkBox(1, "after", 0.5)),
        ("zh-Hant", "。", MarkBox(1, "both", 0.25)),
        ("ja", "。", MarkBox(1, "after", 0.5)),
        ("zh-Hans", "：", MarkBox(1, "after", 0.5)),
        ("ja", "：", MarkBox(1, "both", 0.25)),
        ("zh-Hans", "！", MarkBox(1, "after", 0.5)),
        ("zh-Hant", "！", MarkBox(1, "none", 0)),
        ("ja", "？", MarkBox(1, "none", 0)),
        ("zh-Hans", "·", MarkBox(0.5, "none", 0)),
        ("zh-Hant", "·", MarkBox(1, "both", 0.25)),
        ("zh-Hans", "・", MarkBox(1, "both", 0.25)),
        ("ja", "・", MarkBox(1, "both", 0.25)),
        ("zh-Hans", "“", MarkBox(1, "before", 0.5)),
        ("zh-Hans", "”", MarkBox(1, "after", 0.5)),
        ("zh-Hans", "⸺", MarkBox(2, "none", 0)),
    ],
)
def test_box_of_a_mark_by_language(language: str, mark: str, box: MarkBox) -> None:
    assert mark_box(mark, language) == box


@pytest.mark.parametrize(
    ("language", "mark", "box"),
    [
        ("zh-Hans", "，", MarkBox(1, "after", 0.5)),
        ("zh-Hans", "。", MarkBox(1, "after", 0.5)),
        ("zh-Hans", "：", MarkBox(1, "none", 0)),
        ("zh-Hans", "；", MarkBox(1, "none", 0)),
        ("zh-Hans", "！", MarkBox(1, "none", 0)),
        ("zh-Hans", "？", MarkBox(1, "none", 0)),
        ("zh-Hans", "·", MarkBox(0.5, "none", 0)),
        ("zh-Hant", "，", MarkBox(1, "both", 0.25)),
        ("zh-Hant", "：", MarkBox(1, "none", 0)),
        ("ja", "、", MarkBox(1, "after", 0.5)),
        ("ja", "：", MarkBox(1, "both", 0.25)),
        ("ja", "！", MarkBox(1, "none", 0)),
        ("ja", "「", MarkBox(1, "before", 0.5)),
        ("ja", "﹂", MarkBox(1, "after", 0.5)),
        ("zh-Hant", "︑", MarkBox(1, "both", 0.25)),
    ],
)
def test_box_of_a_mark_in_a_vertical_line(language: str, mark: str, box: MarkBox) -> None:
    assert mark_box(mark, language, vertical=True) == box


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_a_box_in_horizontal_lines_has_one_in_vertical_lines(language: str) -> None:
    marks = {ch for row in script_table("marks") for ch in characters(row["chars"])}
    across = {ch for ch in marks if mark_box(ch, language)}
    down = {ch for ch in marks if mark_box(ch, language, vertical=True)}
    assert across <= down
    assert all("\ufe10" <= ch <= "\ufe48" for ch in down - across)


@pytest.mark.parametrize(
    ("language", "ch"), [("zh-Hans", "字"), ("zh-Hans", "-"), ("ko", "“"), ("en", "—"), ("ja", "a")]
)
def test_what_is_no_boxed_mark_keeps_the_width_of_its_font(language: str, ch: str) -> None:
    assert mark_box(ch, language) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_opening_marks_have_their_blank_before_and_closing_marks_after(language: str) -> None:
    for row in script_table("marks"):
        for ch in characters(row["chars"]):
            box, klass = mark_box(ch, language), class_of(ch, language)
            if box is None or box.blank_em == 0:
                continue
            if klass is Klass.OPENING:
                assert (box.side, box.before_em, box.after_em) == ("before", 0.5, 0)
            elif klass is Klass.CLOSING:
                assert (box.side, box.before_em, box.after_em) == ("after", 0, 0.5)


@pytest.mark.parametrize(
    ("language", "pair", "lost"),
    [
        ("zh-Hans", "》《", (0, 0.5)),
        ("zh-Hans", "（《", (0, 0.5)),
        ("zh-Hans", "》）", (0.5, 0)),
        ("zh-Hans", "。”", (0.5, 0)),
        ("zh-Hans", "”，", (0.5, 0)),
        ("zh-Hans", "：“", (0, 0.5)),
        ("zh-Hans", "》！", (0.5, 0)),
        ("zh-Hans", "！？", (0.5, 0)),
        ("zh-Hant", "》！", (0, 0)),
        ("zh-Hant", "！？", (0, 0)),
        ("zh-Hant", "。」", (0, 0)),
        ("zh-Hant", "」。", (0.5, 0)),
        ("zh-Hant", "，「", (0, 0.5)),
        ("ja", "。」", (0.5, 0)),
        ("ja", "：」", (0, 0)),
        ("ja", "！「", (0, 0)),
        ("ja", "）・", (0.5, 0)),
        ("zh-Hans", "\u3000（", (0, 0.5)),
        ("zh-Hans", "）\u3000", (0.5, 0)),
        ("ko", "”，", (0, 0)),
        ("zh-Hans", "‼）", (0, 0)),
        ("zh-Hans", "（字", (0, 0)),
        ("zh-Hans", "字。", (0, 0)),
    ],
)
def test_neighbours_lose_the_blank_outside_the_brackets(language: str, pair: str, lost: tuple[float, float]) -> None:
    assert squeeze(pair[0], pair[1], language) == lost


_OPENING, _CLOSING, _DOT, _COLON, _MIDDLE = "「（“", "」）”", "。，、．", "：；", "・"
_FULL = "国\u3000"
_SECOND, _FIRST, _KEPT = (0.0, 0.5), (0.5, 0.0), (0.0, 0.0)
_TABLE = {
    # What pairs of the first marks and the second lose, in the languages named; * stands for all. Elsewhere: nothing.
    ("*", _OPENING, _OPENING): _SECOND,
    ("*", _CLOSING, _OPENING): _SECOND,
    ("*", _DOT, _OPENING): _SECOND,
    ("*", _COLON, _OPENING): _SECOND,
    ("*", _MIDDLE, _OPENING): _SECOND,
    ("*", "\u3000", _OPENING): _SECOND,
    ("*", _CLOSING, _CLOSING + _DOT + _COLON + _MIDDLE + "\u3000"): _FIRST,
    ("zh-Hans ja ko", _DOT, _CLOSING + _DOT + _COLON + _MIDDLE + "\u3000"): _FIRST,
    ("zh-Hans", _COLON, _CLOSING + _DOT + _COLON + _MIDDLE + "\u3000"): _FIRST,
}


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "ko"])
def test_pairs_in_both_orders_lose_what_the_rulebook_says_and_no_other_pair_does(language: str) -> None:
    marks = _OPENING + _CLOSING + _DOT + _COLON + _MIDDLE + _FULL
    # Curly quotation marks are proportional in Korean text.
    marks = marks.translate(dict.fromkeys(map(ord, "“”"))) if language == "ko" else marks
    for first, second in itertools.product(marks, marks):
        rows = [
            lost
            for (languages, firsts, seconds), lost in _TABLE.items()
            if (languages == "*" or language in languages.split(" ")) and first in firsts and second in seconds
        ]
        assert squeeze(first, second, language) == (rows[0] if rows else _KEPT), first + second


def test_in_vertical_chinese_centred_marks_have_nothing_to_lose() -> None:
    assert squeeze("：", "」", "zh-Hans", vertical=True) == (0, 0)
    assert squeeze("！", "？", "zh-Hans", vertical=True) == (0, 0)
    assert squeeze("」", "！", "zh-Hans", vertical=True) == (0.5, 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pair_loses_at_most_half_an_em_and_on_one_side_only(language: str) -> None:
    losses = {pair_blank(first, second, language) for first, second in itertools.product(Klass, Klass)}
    assert losses == {(0.0, 0.0), (0.5, 0.0), (0.0, 0.5)}


@pytest.mark.parametrize("name", ["marks", "pairs"])
def test_every_row_has_its_clause_and_every_language(name: str) -> None:
    for row in script_table(name):
        assert row["clause"]
        assert row.get("mode", "*") in ("*", "horizontal", "vertical", "doubled")
        assert all(row[rules] for rules in RULES)


def test_pairs_name_known_classes_only() -> None:
    names = {word for row in script_table("pairs") for word in f"{row['first']} {row['second']}".split(" ")}
    assert names <= set(Klass)
