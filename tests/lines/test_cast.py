"""Line composition for programs: break places with their strength, advances, set lines with every gap."""

from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pagesetter
from pagesetter import advances, break_opportunities, levels_of, set_text, text_style
from pagesetter.lines.breaks import break_penalties
from pagesetter.model.cast import SetText

TEXT = "台商区在全省首创特殊群体参保“一件事”，建立社保、民政、卫健GDP等部门数据共享机制，今年1—6月办理2.1万件。"
MIXED = st.text(alphabet="东园镇社保，。、“”（）《》·—…A1b %\n第号", min_size=1, max_size=60)


def widths(text: str, language: str = "zh-Hans", **options: Any) -> list[float]:
    return [a.advance_em for a in advances(text, language, **options)]


def joined(text: SetText) -> str:
    return "".join(text.text[line.start : line.end] for line in text.lines)


def test_every_place_of_a_text_has_one_strength() -> None:
    places = break_opportunities("甲，乙\n第3号")
    assert [p.index for p in places] == list(range(8))
    assert [p.strength for p in places] == [
        "never",
        "never",
        "free",
        "never",
        "must",
        "penalty",
        "penalty",
        "must",
    ]
    assert (places[0].cost, places[2].cost, places[4].cost) == (inf, 0, -inf)
    assert 0 < places[5].cost <= 1000


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "ko", "en"])
def test_strengths_are_those_of_the_tables(language: str) -> None:
    text = "“あ、中文 word 한국어 12%，（。”"
    places = break_opportunities(text, language)
    assert [p.cost for p in places] == break_penalties(text, language)
    known = {"must": -inf, "free": 0.0, "never": inf}
    assert all(known.get(p.strength, p.cost) == p.cost for p in places)


def test_level_and_word_break_change_the_places() -> None:
    assert (
        break_opportunities("あぁ", "ja", "css-loose")[1].strength
        != break_opportunities("あぁ", "ja", "css-strict")[1].strength
    )
    assert break_opportunities("가나", "ko", word_break="keep-all")[1].strength == "never"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("国（（国", "ja", [1, 1, 0.5, 1]),
        ("国））国", "ja", [1, 0.5, 1, 1]),
        ("国！？国", "zh-Hans", [1, 0.5, 0.5, 1]),
        ("國！？國", "zh-Hant", [1, 1, 1, 1]),
        ("国XX国", "zh-Hans", [1.25, 1, 1.25, 1]),
        ("国。XX国", "zh-Hans", [1, 1, 1, 1.25, 1]),
        ("国 X 国", "zh-Hans", [1.25, 0, 1.25, 0, 1]),
        ("", "zh-Hans", []),
    ],
)
def test_advances_are_what_squeezing_and_autospace_leave(text: str, language: str, expected: list[float]) -> None:
    assert widths(text, language) == expected


def test_advances_follow_the_style() -> None:
    assert widths("国X", style=text_style(latin_gap_em=0.125)) == [1.125, 1]
    assert widths("国X", style=text_style(autospace=False), narrow_em=0.5) == [1, 0.5]
    assert widths("国，国", style=text_style(squeeze="half")) == [1, 0.5, 1]


@given(MIXED)
def test_advances_cover_the_text_once_and_in_order(text: str) -> None:
    found = advances(text)
    assert "".join(a.text for a in found) == text
    assert [a.start for a in found] == sorted({a.start for a in found})
    assert all(a.advance_em >= 0 for a in found)


def test_one_line_is_as_long_as_its_advances() -> None:
    text = "国（国）国XX国，“国国"
    (line,) = set_text(text, 40).lines
    assert line.width_em == pytest.approx(sum(widths(text)))


def test_justified_lines_equal_their_measure_and_say_what_each_gap_gave() -> None:
    made = set_text(TEXT, 11)
    assert joined(made) == TEXT
    for line in made.lines[:-1]:
        assert line.width_em == pytest.approx(line.measure_em)
        assert sum(gap.adjust_em for gap in line.gaps) == pytest.approx(line.adjust_em)
        assert all(line.start < gap.index < line.end for gap in line.gaps)
        opened = {round(gap.adjust_em, 6) for gap in line.gaps if gap.natural_em == 0}
        assert opened <= {round(line.gap_em, 6)}
    assert {line.step for line in made.lines} > {"natural"}
    assert [line.last for line in made.lines] == [False] * (len(made.lines) - 1) + [True]


def test_measures_may_differ_by_line() -> None:
    assert [line.measure_em for line in set_text("甲乙丙丁戊己庚辛", [2, 3]).lines] == [2, 3, 3]


def test_paragraph_can_be_asked_for_a_line_more_and_says_whether_it_can() -> None:
    text = "群众和企业，享受到便捷的社保服务，办理时间，压缩到两个工作日，很好。"
    best = set_text(text, 11)
    fewer = set_text(text, 11, change=-1)
    assert set_text("甲乙丙丁", 2, change=-1) is None
    assert fewer is None or len(fewer.lines) == len(best.lines) - 1


def test_loose_line_tells_its_cause() -> None:
    line = set_text("我们安装configure工具", 6, narrow_em=0.5).lines[0]
    assert line.loose
    assert "configure" in line.cause
    assert not set_text("甲乙丙丁", 2).lines[0].cause


def test_indent_and_alignment_come_from_the_style() -> None:
    style = text_style(align="left", indent_em=2)
    assert [line.text for line in set_text("甲乙丙丁戊己", 4, style=style).lines] == ["甲乙", "丙丁戊己"]


def test_vertical_text_is_set_by_the_same_call() -> None:
    made = set_text("縦書きの文章、です。", 5, "ja", style=text_style(mode="vertical"))
    assert joined(made) == "縦書きの文章、です。"


@given(MIXED, st.floats(2, 20))
def test_no_character_is_lost_or_doubled(text: str, measure: float) -> None:
    made = set_text(text, measure)
    assert joined(made) == (text if text.strip() else "")  # blanks alone make no line
    assert all(line.width_em <= measure + 1e-6 for line in made.lines) or made.method == "first-fit"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: set_text("甲", 0), "positive"),
        (lambda: set_text("甲", inf), "positive"),
        (lambda: set_text("甲", []), "positive"),
        (lambda: set_text("甲", 5, "xx"), "zh-Hans, zh-Hant, ja, ko or en"),
        (lambda: set_text("甲", 5, "zh-Hans", "very-loose"), "known are gb"),
        (lambda: break_opportunities("甲", "ja", "gb"), "very-loose"),
        (lambda: text_style(squeeze="tight"), "full, kaiming, half, none"),  # type: ignore[arg-type]
    ],
)
def test_unknown_words_are_refused_with_those_that_are_known(call: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        call()


def test_default_level_of_a_language_comes_first() -> None:
    assert [levels_of(tag)[0] for tag in ("zh", "zh-TW", "ja", "en")] == ["gb", "gb", "very-loose", "normal"]
    assert set_text(TEXT, 9, "zh") == set_text(TEXT, 9, "zh", "gb")


def test_a_shaper_of_ones_own_gives_the_advances() -> None:
    class Wide(pagesetter.PlainShaper):
        __slots__ = ()

        def shape(self, text: str, style: Any) -> Any:
            return tuple(c._replace(advance_em=2 * c.advance_em) for c in super().shape(text, style))

    assert widths("甲乙", shaper=Wide()) == [2, 2]


def test_records_are_frozen_and_equal_by_value() -> None:
    assert set_text(TEXT, 7) == set_text(TEXT, 7)
    with pytest.raises(AttributeError):
        set_text("甲", 3).lines[0].text = "乙"  # type: ignore[misc]
