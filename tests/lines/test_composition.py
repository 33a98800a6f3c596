"""How lines are chosen and filled: ladders, last lines, unequal measures, a line more or fewer (rulebook 1.5, 1.10)."""

from dataclasses import replace
from itertools import pairwise

import pytest
from line_makers import SIZE, STYLE, made, places, prepared, steps, style, texts

from pagesetter.lines.paragraph import set_block
from pagesetter.model.galley import Line, Setting
from pagesetter.model.style import JustifyLimits

HAN = "近年来当地坚守保障和改善民生的初心以狠抓政策落地为基石以规范经办流程为准则以优化服务举措为导向"
NEWS = (
    "近年来，当地坚守保障和改善民生的初心，以狠抓政策落地为基石，以“五险合一”为准则，精心织就保障网。今年1—6月，"
    "线上办件量达2.1万件，办结率100%；其中，“无差别”窗口整合资源，极大地提高了办事效率，节省时间和精力。"
)
ENGLISH = "The quick brown fox, having jumped over the lazy dog, went on to consider how narrow a column ought to be."


def flush(line: Line) -> bool:
    return abs(line.width - line.measure) < 1e-3


def test_lines_that_fit_are_left_alone() -> None:
    setting = made(HAN[:30], 10)
    assert [line.step for line in setting.lines] == ["natural"] * 3
    assert setting.demerits == 0
    assert setting.method == "total-fit"


def test_running_lines_end_on_the_measure_and_the_last_is_solid() -> None:
    setting = made(NEWS, 13, style(indent_em=2))
    assert all(flush(line) for line in setting.lines[:-1])
    assert setting.lines[-1].last
    assert setting.lines[-1].gap_em == 0
    assert places(setting.lines[0])[0][1] == 2.0


def test_the_last_glyph_ends_on_the_measure() -> None:
    for line in made(NEWS, 13).lines[:-1]:
        ch, x = places(line)[-1]
        box = 0.5 if ch in "，。；”" or ch.isascii() else 1.0
        assert x + box == pytest.approx(13, abs=1e-3), line.text


@pytest.mark.parametrize(
    ("text", "measure", "step"),
    [
        ("国国 国国国国", 6.28, "space"),
        ("国（国国国国国", 6.8, "bracket"),
        ("国国，国国国国", 6.8, "comma"),
        ("国国国国1国国", 6.9, "autospace"),
        ("国国国。国国国", 6.8, "stop"),
    ],
)
def test_what_gives_way_when_a_line_is_too_long(text: str, measure: float, step: str) -> None:
    lines = made(text + "国" * 12, [measure, 12]).lines
    assert (lines[0].text, lines[0].step) == (text, step)
    assert lines[0].gap_em == 0
    assert flush(lines[0])


def test_commas_give_way_before_stops_and_alike() -> None:
    line = made("国，国，国。国国国" + "国" * 10, [8.3, 10]).lines[0]
    assert line.text == "国，国，国。国国国"
    at = places(line)
    # 0.7 em are wanted: 0.35 from each comma, none from the stop.
    assert steps(line) == pytest.approx([1, 0.65, 1, 0.65, 1, 1, 1, 1])
    assert at[-1][1] == pytest.approx(7.3)


def test_word_spaces_open_first_then_han_latin_gaps_then_all_alike() -> None:
    limits = JustifyLimits(space_em=0.25, space_max_em=0.5, latin_gap_max_em=0.5)
    base = replace(STYLE, limits=limits)
    text = "国 国国a"
    # natural: 3 + 0.25 + 0.25 + 0.5 = 4; the next unit is too wide to join.
    tail = "bcdefghijk国国国国"
    spare = {0.2: "space", 0.4: "autospace", 0.8: "gap"}
    for extra, step in spare.items():
        line = made(text + " " + tail, [4 + extra, 20], base).lines[0]
        assert (line.text, line.step) == (text, step)
        assert flush(line)


def test_gaps_of_one_line_open_alike() -> None:
    line = made("国国国国国国abcdefgh国国国国国国", 6.6).lines[0]
    assert line.text == "国国国国国国"
    assert line.gap_em == pytest.approx(0.12)
    assert steps(line) == pytest.approx([1.12] * 5, abs=1e-3)


def test_letters_and_units_never_open() -> None:
    line = made("国国ab——12%国国abcdefgh国国国国国国", 9.3, style(language="zh-Hans")).lines[0]
    at = places(line)
    pairs = {a + b: y - x for (a, x), (b, y) in pairwise(at)}
    assert line.step == "gap"
    assert pairs["ab"] == pytest.approx(0.5)
    assert pairs["——"] == pytest.approx(1.0)
    assert pairs["12"] == pairs["2%"] == pytest.approx(0.5)
    assert pairs["国国"] > 1


def test_no_last_line_of_one_character() -> None:
    for measure in (7, 8, 9, 10, 11):
        for length in range(measure + 1, 45):
            setting = made(HAN[:length] + "。", measure)
            assert len(setting.lines[-1].text) > 2, (measure, texts(setting))


def test_a_last_line_within_reach_is_flush() -> None:
    setting = made(HAN[:9] + "1。", 10.5)
    assert len(setting.lines) == 1
    assert flush(setting.lines[0])
    assert not flush(made(HAN[:8] + "。", 10.5).lines[0])


def test_whole_words_and_even_word_spaces_in_english() -> None:
    setting = made(ENGLISH, 20, style(language="en", level="normal"))
    assert setting.method == "total-fit"
    assert " ".join(texts(setting)) == ENGLISH
    assert all(flush(line) for line in setting.lines[:-1])
    for line in setting.lines[:-1]:
        words = [b - a for (ch, a), (_, b) in pairwise(places(line)) if ch == " "]
        assert max(words) - min(words) < 1e-3


def test_a_word_wider_than_the_measure_is_split_by_the_last_resort() -> None:
    setting = made("字字https://example.org/abcdefghijklmnop字字", 6)
    assert setting.method == "first-fit"
    assert "".join(texts(setting)) == "字字https://example.org/abcdefghijklmnop字字"
    assert all(line.width <= line.measure + 1e-3 for line in setting.lines)


def test_a_measure_narrower_than_a_character_still_sets_everything() -> None:
    setting = made("国国，国", 0.5)
    assert setting.method == "first-fit"
    assert "".join(texts(setting)) == "国国，国"


def test_measures_may_differ_by_line() -> None:
    setting = made(HAN[:44], [10, 6, 6, 8])
    assert [line.measure for line in setting.lines[:5]] == [100, 60, 60, 80, 80]
    assert [len(text) for text in texts(setting)][:4] == [10, 6, 6, 8]


def test_a_given_line_end_is_kept_and_the_line_before_it_is_solid() -> None:
    setting = made("国国国\n国国国国国国国", 5)
    assert texts(setting) == ["国国国", "国国国国国", "国国"]
    assert setting.lines[0].width == pytest.approx(30)
    assert [line.last for line in setting.lines] == [False, False, True]


def test_one_line_more_or_fewer() -> None:
    block = prepared(NEWS, style(indent_em=2))
    best = set_block(block, 9 * SIZE)
    assert best is not None
    changed: list[Setting] = []
    for change in (-1, 1):
        setting = set_block(block, 9 * SIZE, change=change)
        if setting is not None:
            assert len(setting.lines) == len(best.lines) + change
            assert setting.demerits >= best.demerits
            assert max(line.gap_em for line in setting.lines) <= 0.17 + 1e-9
            assert all(flush(line) for line in setting.lines[:-1])
            changed.append(setting)
    assert changed


def test_a_change_beyond_the_limits_is_refused() -> None:
    block = prepared(HAN[:20])
    assert set_block(block, 10 * SIZE, change=-1) is None
    assert set_block(block, 10 * SIZE, change=2) is None
    assert set_block(block, 30 * SIZE, change=-1) is None


@pytest.mark.parametrize(("align", "first"), [("left", 0.0), ("centre", 0.5), ("right", 1.0)])
def test_ragged_lines_are_never_stretched(align: str, first: float) -> None:
    setting = made("国国国国国abc国国国国国国", 5.9, style(align=align))
    assert all(line.gap_em == 0 for line in setting.lines)
    line = setting.lines[0]
    assert places(line)[0][1] == pytest.approx(first * (5.9 - len(line.text)), abs=1e-3)


def test_a_blank_block_has_no_lines() -> None:
    assert made("", 10).lines == ()
    assert made("  ", 10).lines == ()


def test_a_soft_break_gives_way_to_a_firm_one() -> None:
    # The number would part from its counter if the gaps alone were asked.
    setting = made("国国国国国国国国3日国国国国国国国国国国国", 9.75)
    assert not any(text.endswith("3") for text in texts(setting))
