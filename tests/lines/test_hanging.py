"""Marks outside the measure: which, when, where, and what the rest of the line does (rulebook 1.6; CSS Text 3, 8.2)."""

from typing import Any

import pytest
from line_makers import SIZE, made, places, prepared, solid, style, texts

from pagesetter.geometry import WritingMode
from pagesetter.lines.hanging import hang_rule
from pagesetter.lines.paragraph import natural_width
from pagesetter.model.galley import Line
from pagesetter.model.style import TypeStyle
from pagesetter.script.languages import RULES
from pagesetter.script.tables import read_table
from places import ROOT

HAN = "近年来当地坚守保障和改善民生的初心以狠抓政策落地为基石"
TABLE = ROOT / "src/pagesetter/lines/data/hang.tsv"


def hanging(words: str, **changes: Any) -> TypeStyle:
    """A style whose marks would all keep their em, so that what hangs is seen at once."""
    return style(hang=words, squeeze="none", line_end="full", **changes)


def outside(line: Line) -> str:
    """Characters whose cells begin at the end of the measure or end at its start."""
    return "".join(ch for ch, x in places(line) if x * SIZE >= line.measure - 1e-3 or (x + 1) * SIZE <= 1e-3)


@pytest.mark.parametrize(
    ("mark", "language"), [("，", "zh-Hans"), ("、", "ja"), ("。", "ja"), ("。", "ko"), (",", "en")]
)
def test_a_stop_or_comma_that_does_not_fit_hangs_and_the_line_keeps_its_measure(mark: str, language: str) -> None:
    body = HAN[:8] if language != "en" else "ab cd ef gh ij k"
    measure = solid(body, hanging("none", language=language)).width / SIZE
    line = made(
        body + mark + (" " if mark == "," else "") + body, measure, hanging("allow-end", language=language)
    ).lines[0]
    assert line.text == body + mark
    assert outside(line) == mark
    assert line.width == pytest.approx(line.measure)


def test_a_mark_that_fits_stays_inside_with_allow_end_and_hangs_with_force_end() -> None:
    text = HAN[:7] + "，" + HAN[:20]
    allowed, forced = made(text, 8, hanging("allow-end")).lines[0], made(text, 8, hanging("force-end")).lines[0]
    assert (allowed.text, outside(allowed)) == (HAN[:7] + "，", "")
    assert outside(forced) == ("，" if forced.text.endswith("，") else "")
    tight = made(text, 7, hanging("force-end")).lines[0]
    assert (tight.text, outside(tight), tight.width) == (HAN[:7] + "，", "，", tight.measure)


def test_force_end_fills_the_line_without_its_mark() -> None:
    line = made("国国国国，" + HAN, [4.2, 10], hanging("force-end")).lines[0]
    assert (line.text, outside(line)) == ("国国国国，", "，")
    assert [x for _, x in places(line)] == pytest.approx([0, 1.0667, 2.1333, 3.2, 4.2], abs=1e-3)


def test_nothing_hangs_by_default() -> None:
    setting = made(HAN[:8] + "，" + HAN, 8)
    assert not any(outside(line) for line in setting.lines)


def test_total_fit_takes_a_line_that_fits_only_because_its_mark_hangs() -> None:
    text = (HAN[:8] + "，") * 3 + HAN[:8] + "。"
    hung = made(text, 8, hanging("allow-end"))
    assert texts(hung) == [HAN[:8] + "，"] * 3 + [HAN[:8] + "。"]
    assert hung.method == "total-fit"
    assert hung.demerits == 0
    assert all(outside(line) for line in hung.lines)
    assert made(text, 8, hanging("none")).demerits > 0


def test_no_gap_opens_before_a_mark_that_hangs() -> None:
    line = made("国国国国国，AbcdefgHij国国国", [5.3, 12], hanging("allow-end")).lines[0]
    at = [x for _, x in places(line)]
    assert (line.text, outside(line)) == ("国国国国国，", "，")
    assert at[-1] - at[-2] == pytest.approx(1)
    assert at[-1] == pytest.approx(5.3)


@pytest.mark.parametrize("text", ["国国国国国”，", "国国国国）。", "国国国国！。"])
def test_the_second_of_two_marks_never_hangs(text: str) -> None:
    for tenths in range(40, 75, 5):
        assert not any(outside(line) for line in made(text + HAN, tenths / 10, hanging("force-end")).lines), tenths


def test_in_taiwan_and_hong_kong_marks_hang_in_vertical_lines_alone() -> None:
    text = HAN[:8] + "，" + HAN
    across = made(text, 8, hanging("allow-end", language="zh-Hant"))
    down = made(text, 8, hanging("allow-end", language="zh-Hant", mode=WritingMode.VERTICAL))
    assert not any(outside(line) for line in across.lines)
    assert outside(down.lines[0]) == "，"


@pytest.mark.parametrize("mark", list("「“（《‘"))
def test_an_opening_mark_hangs_before_the_first_line_and_no_other(mark: str) -> None:
    lines = made(mark + HAN[:8] + mark + HAN[:8], 8, hanging("first")).lines
    assert places(lines[0])[:2] == [(mark, -1.0), (HAN[0], 0.0)]
    assert lines[0].text == mark + HAN[:8]
    assert lines[0].width == lines[0].measure
    assert places(lines[1])[0] == (mark, 0.0)


def test_a_first_mark_hangs_into_the_indent() -> None:
    line = made("「" + HAN, 8, hanging("first", indent_em=2)).lines[0]
    assert places(line)[:2] == [("「", 1.0), (HAN[0], 2.0)]


def test_a_closing_mark_hangs_behind_the_last_line() -> None:
    line = made(HAN[:8] + "」", 8, hanging("last")).lines[0]
    assert (line.text, outside(line), line.width) == (HAN[:8] + "」", "」", 80)
    assert len(made(HAN[:8] + "」", 8, hanging("none")).lines) == 2


def test_words_of_the_setting_add_up() -> None:
    line = made("「" + HAN[:8] + "。", 8, hanging("first allow-end last")).lines[0]
    assert outside(line) == "「。"
    assert line.width == line.measure


def test_a_mark_alone_never_hangs() -> None:
    for words in ("first allow-end last", "first force-end last"):
        for text in ("「", "。", "」"):
            assert places(made(text, 8, hanging(words)).lines[0]) == [(text, 0.0)]


def test_heads_do_not_hang() -> None:
    block = prepared("「国国。", hanging("first force-end last"))
    assert natural_width(block) == natural_width(prepared("「国国。", hanging("none")))


@pytest.mark.parametrize("align", ["left", "centre", "right"])
def test_a_mark_that_hangs_does_not_count_for_alignment(align: str) -> None:
    hung = made("国国国。", 8, hanging("force-end", align=align)).lines[0]
    bare = made("国国国", 8, hanging("none", align=align)).lines[0]
    assert places(hung)[:3] == places(bare)
    assert hung.width == bare.width


@pytest.mark.parametrize("hang", ["none", "no-such-word", ""])
def test_an_unknown_word_hangs_nothing(hang: str) -> None:
    assert {hang_rule(ch, "end", hang, rules, False).when for ch in "，。」" for rules in RULES} == {"never"}


def test_every_row_has_its_clause_and_says_something_of_every_language() -> None:
    rows = list(read_table(TABLE))
    assert {row["word"] for row in rows} == {"first", "last", "allow-end", "force-end"}
    for row in rows:
        assert row["clause"]
        assert {row[rules] for rules in RULES} <= {"yes", "vertical", "-"}
        assert (row["edge"], row["when"], row["after"]) in {
            ("first-start", "always", "any"),
            ("last-end", "always", "any"),
            ("end", "needed", "any"),
            ("end", "needed", "text"),
            ("end", "always", "text"),
        }
