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
        ("ja", "・", MarkBox(1, "both", 0.25)),
        ("zh-Hans", "“", MarkBox(1, "before", 0.5)),
        ("zh-Hans", "”", MarkBox(1, "after", 0.5)),
        ("zh-Hans", "⸺", MarkBox(2, "none", 0)),
    ],
)
def test_box_of_a_mark_by_language(language: str, mark: str, box: MarkBox) -> None:
    assert mark_box(mark, language) == box


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pair_loses_at_most_half_an_em_and_on_one_side_only(language: str) -> None:
    losses = {pair_blank(first, second, language) for first, second in itertools.product(Klass, Klass)}
    assert losses == {(0.0, 0.0), (0.5, 0.0), (0.0, 0.5)}


@pytest.mark.parametrize("name", ["marks", "pairs"])
def test_every_row_has_its_clause_and_every_language(name: str) -> None:
    for row in script_table(name):
        assert row["clause"]
        assert all(row[rules] for rules in RULES)


def test_pairs_name_known_classes_only() -> None:
    names = {word for row in script_table("pairs") for word in f"{row['first']} {row['second']}".split(" ")}
    assert names <= set(Klass)
