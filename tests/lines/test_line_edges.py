"""What becomes of marks, gaps and spaces at the ends of lines, and what no line ever parts (rulebook 1.2-1.4, 1.7)."""

import pytest
from line_makers import SIZE, drawn, made, places, solid, steps, style, texts

HAN = "近年来当地坚守保障和改善民生的初心以狠抓政策落地为基石以规范经办流程为准则以优化服务举措为导向"


@pytest.mark.parametrize("mark", list("，。、；：！？）》」』】”’"))
def test_a_mark_ends_a_line_at_half_width_and_the_line_is_filled(mark: str) -> None:
    line = made("国国国" + mark + HAN, [3.8, 10]).lines[0]
    assert line.text == "国国国" + mark
    # 0.3 em are missing and three gaps open; the ink ends on the measure.
    assert steps(line) == pytest.approx([1.1, 1.1, 1.1], abs=1e-3)
    assert line.width == line.measure == 38


@pytest.mark.parametrize(("line_end", "origin"), [("half", 3.5), ("if-needed", 3.0), ("full", 3.0)])
def test_line_end_says_how_wide_a_last_mark_is_where_there_is_room(line_end: str, origin: float) -> None:
    line = made("国国国，" + HAN, [4, 10], style(line_end=line_end)).lines[0]
    assert places(line)[-1] == ("，", origin)


def test_a_mark_at_the_end_gives_way_if_needed_before_anything_else() -> None:
    line = made("国（国国，" + HAN, [4.5, 10], style(line_end="if-needed")).lines[0]
    assert (line.text, line.step) == ("国（国国，", "line-end")
    assert steps(line) == [1, 1, 1, 1]


def test_the_blank_at_the_end_goes_as_a_whole_or_not_at_all() -> None:
    line = made("国（国国，" + HAN, [4.7, 10], style(line_end="if-needed")).lines[0]
    # Half an em goes for the three tenths that are missing; the gaps take up the rest.
    assert line.text == "国（国国，"
    assert steps(line) == pytest.approx([1.05] * 4)
    assert line.width == line.measure


@pytest.mark.parametrize("align", ["left", "right", "centre"])
def test_the_blank_at_the_end_of_a_line_that_is_not_filled_makes_room(align: str) -> None:
    base = style(line_end="if-needed", align=align)
    line = made("国国国国，" + HAN, [4.5, 10], base).lines[0]
    assert (line.text, line.width) == ("国国国国，", line.measure)


def test_word_spaces_give_way_before_the_blank_at_the_end_in_japanese() -> None:
    line = made("国 国国、" + HAN, [4.3, 10], style(language="ja", line_end="if-needed")).lines[0]
    assert (line.text, line.step) == ("国 国国、", "space")
    assert line.width == line.measure


def test_a_line_without_gaps_keeps_what_it_needs_of_the_blank_at_its_end() -> None:
    line = made("abcd、" + HAN, [2.8, 10], style(language="ja", line_end="if-needed")).lines[0]
    assert (line.text, line.step, line.width) == ("abcd、", "line-end", line.measure)


@pytest.mark.parametrize("language", ["ja", "ko"])
def test_a_centred_mark_at_the_end_gives_up_the_blank_after_it_only_where_the_line_would_not_fit(language: str) -> None:
    text = "國國國・" + "國" * 12
    base = style(language=language, line_end="if-needed")
    fits, tight = made(text, [4, 12], base).lines[0], made(text, [3.75, 12], base).lines[0]
    assert (fits.text, fits.step, tight.text, tight.step) == ("國國國・", "natural", "國國國・", "line-end")
    assert places(fits) == places(tight)


@pytest.mark.parametrize(("language", "line_end"), [("zh-Hant", "if-needed"), ("zh-Hant", "half"), ("ja", "half")])
def test_a_centred_mark_at_the_end_is_not_trimmed(language: str, line_end: str) -> None:
    base = style(language=language, line_end=line_end)
    lines = made("國國國・國國國・國國國國", 4.2, base).lines
    ends = [places(line)[-1][1] + 1 for line in lines if line.text.endswith("・")]
    # The glyph's ink is in the middle of its em.
    assert ends
    assert ends == pytest.approx([4.2] * len(ends))


def test_centred_marks_keep_their_cell_at_both_ends() -> None:
    line = made("國國國，" + "國" * 12, [4, 12], style(language="zh-Hant")).lines[0]
    # Three ideographs and a comma whose ink, a quarter from its origin here, is moved to the middle of its em.
    assert line.width == 40
    assert steps(line)[:2] == pytest.approx([1, 1])
    assert line.gap_em == pytest.approx(0)


def test_the_first_line_keeps_the_em_of_its_opening_mark_and_wrapped_lines_trim_it() -> None:
    lines = made("（国国国（国国）国", 4).lines
    assert [line.text for line in lines] == ["（国国国", "（国国）国"]
    assert places(lines[0])[:2] == [("（", 0.0), ("国", 1.0)]
    assert places(lines[1])[:2] == [("（", -0.5), ("国", 0.5)]


@pytest.mark.parametrize(
    ("line_start", "first", "wrapped"),
    [("full-first", 2.5, 0.0), ("half", 2.0, 0.0), ("full", 2.5, 0.5), ("half-out", 1.5, 0.0)],
)
def test_line_start_says_where_the_ink_of_an_opening_mark_stands(line_start: str, first: float, wrapped: float) -> None:
    base = style(language="ja", line_start=line_start, indent_em=2)
    opened = made("「" + HAN, 9.9, base).lines[0]
    lines = made(HAN[:7] + "「" + HAN[:9] + "」", [9, 12], base).lines
    assert lines[1].text[0] == "「"
    # The ink begins half an em behind the origin.
    assert (places(opened)[0][1] + 0.5, places(lines[1])[0][1] + 0.5) == (first, wrapped)


def test_no_mark_stands_out_of_a_measure_without_an_indent() -> None:
    line = made("「国国国」", 9, style(language="ja", line_start="half-out")).lines[0]
    assert places(line)[0] == ("「", -0.5)  # its ink begins at 0


def test_latin_text_trims_even_the_first_opening_mark() -> None:
    assert places(made("（abc", 9, style(language="en")).lines[0])[0] == ("（", -0.5)


def test_an_indent_moves_the_first_line_alone() -> None:
    lines = made(HAN, 10, style(indent_em=2)).lines
    assert [places(line)[0][1] for line in lines] == [2.0, 0.0, 0.0, 0.0, 0.0]
    assert [len(line.text) for line in lines] == [8, 10, 10, 10, len(HAN) - 38]


@pytest.mark.parametrize("text", ["国国国Ab国国国国", "国国国 Ab 国国国国", "国国国12国国国国"])
def test_no_gap_stands_at_the_edge_of_a_line(text: str) -> None:
    lines = made(text, [3, 1, 4]).lines
    assert [drawn(line) for line in lines] == ["国国国", text[3:-4].strip(), "国国国国"]
    assert [places(line)[0][1] for line in lines] == [0, 0, 0]
    assert [line.step for line in lines] == ["natural"] * 3


def test_spaces_at_a_break_are_dropped_from_the_line_and_from_its_text() -> None:
    lines = made("国国国  国国", 3).lines
    assert [(line.text, line.start, line.end) for line in lines] == [("国国国", 0, 5), ("国国", 5, 7)]
    lines = made("国国国\u3000国国国", 3).lines
    assert [drawn(line) for line in lines] == ["国国国"] * 2


@pytest.mark.parametrize(
    ("unit", "rest"),
    [
        ("1—", "6月"),
        ("1～", "6日"),
        ("2.1", "万"),
        ("1:30", ""),
        ("60%", ""),
        ("——", ""),
        ("……", ""),
        ("￥2,345.6", ""),
    ],
)
def test_a_unit_is_never_parted_at_any_measure(unit: str, rest: str) -> None:
    text = "国国" + unit + rest + HAN[:20] + unit + rest + "国国国"
    for tenths in range(75, 121, 5):
        setting = made(text, tenths / 10)
        assert setting.method == "total-fit"
        assert sum(line.text.count(unit) for line in setting.lines) == 2, texts(setting)


@pytest.mark.parametrize(
    ("text", "rigid"),
    [
        ("国国1—6国国", "1—6"),
        ("国国文/图国国", "文/图"),
        ("国国～国国", "国～国"),
        ("国国——国国", "——"),
        ("国国……国国", "……"),
        ("国国60%国国", "60%"),
        ("国国Ab国国", "Ab"),
    ],
)
def test_nothing_opens_beside_connectors_and_solidi_nor_inside_a_unit(text: str, rigid: str) -> None:
    tight = solid(text, style(autospace=False))
    measure = tight.width / SIZE + 0.3
    line = made(text + HAN, [measure, 12], style(autospace=False)).lines[0]
    assert (line.text, line.step) == (text, "gap")
    at = text.index(rigid)
    inside = range(at, at + len(rigid) - 1)
    for index, (before, after) in enumerate(zip(steps(tight), steps(line), strict=True)):
        assert after - before == pytest.approx(0 if index in inside else line.gap_em, abs=2e-4), index
