"""What holds for every text at every measure: nothing lost, nothing forbidden, every running line on its measure, no
first fit better than the total one."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from line_makers import SIZE, made, prepared, solid, style

from pagesetter.lines.breaks import NEVER, break_penalties, levels_of
from pagesetter.lines.paragraph import LAST_RESORT_CAP_EM, Prepared, natural_width, set_block
from pagesetter.lines.total_fit import CAPS_EM, CHANGE_CAP_EM, way_along
from pagesetter.lines.ways import first_fit
from pagesetter.model.galley import Line
from pagesetter.model.story import Span
from pagesetter.model.style import TypeStyle

PLAIN = "字字字字国民あーカ한국ab1 2.5,%「」（）《》“”‘’。，、：；！？·・……——～-/+"
ODD = PLAIN + "\n\r\u2028\u3000\u00a0\u00ad\u200b\u200d\U000e0100e\u0301龘℃￥$(){}□—…~"
ADDRESS = "https://example.org/a/b"
"""It may part after a solidus."""
PIECES = (
    *(
        "民生",
        "国民经济",
        "字",
        "字",
        "字",
        "，",
        "。",
        "、",
        "“",
        "”",
        "（",
        "）",
        "《",
        "》",
        "：",
        "·",
        "——",
        "……",
        "、あー",
    ),
    *(" ", "typesetting ", "Reinstallation", "dpkg-reconfigure", "é", "No. 5", "한국어", " 신문 ", "カタカナ"),
    *("2,345,678", "1—6月", "85项", "100%", "$5", "第3", ADDRESS),
)
MIXED = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join)
NEWS = st.text(alphabet=PLAIN, min_size=1, max_size=90) | MIXED
NASTY = st.text(alphabet=ODD, max_size=60) | MIXED
MEASURE = st.sampled_from([0.4, 2.0, 3.0, 5.5, 8.0, 11.0, 13.3, 17.0])
MEASURES = st.lists(MEASURE, min_size=1, max_size=4)
COLUMN = st.sampled_from([9.0, 11.0, 13.3, 17.0])
LANGUAGES = st.sampled_from(["zh-Hans", "zh-Hant", "ja", "ko", "en"])
STYLES = st.builds(
    style,
    language=LANGUAGES,
    squeeze=st.sampled_from(["full", "kaiming", "half", "none"]),
    line_end=st.sampled_from(["half", "if-needed", "full"]),
    align=st.sampled_from(["justify", "justify", "left", "centre", "right"]),
    indent_em=st.sampled_from([0.0, 2.0]),
    tracking_em=st.sampled_from([0.0, 0.05, -0.05]),
    condense_ratio=st.sampled_from([1.0, 0.9]),
    hyphens=st.booleans(),
)
EXAMPLES = settings(max_examples=120, deadline=None, derandomize=True)

START = {
    "zh-Hans": "」』）》”’。，、：；！？·・～-/",
    "zh-Hant": "」』）》”’。，、：；！？·・～-/",
    "ja": "」』）》”’。，、",
    "ko": "」』）》。，、：；！？·・",
    "en": "」』）》。，、：；！？",
}
END = {"zh-Hans": "「『（《“‘/", "zh-Hant": "「『（《“‘/", "ja": "「『（《“‘", "ko": "「『（《", "en": "「『（《"}
INVISIBLE = "\n\r\u2028\u200b\u00ad"
"""Characters that need not be drawn and are no spaces."""


def flush(line: Line) -> bool:
    return abs(line.width - line.measure) < 1e-3


def rooms(block: Prepared, measures: Sequence[float] | float) -> list[float]:
    """What the lines of a block offer, pt."""
    widths = [m * SIZE for m in ([measures] if isinstance(measures, float) else measures)]
    return [widths[0] - block.style.indent_em * SIZE, *(widths[1:] or widths)]


def can_be_set(block: Prepared, offered: Sequence[float]) -> bool:
    """Whether legal breaks alone cut a block into lines none of which is wider than its measure."""
    breaks = block.breaks
    forced = sorted(breaks.forced)
    reached = {(0, 0)}
    for j in range(len(breaks.ends) - 1):
        stop = next(k for k in forced if k > j)
        for number in [n for at, n in reached if at == j]:
            for k in range(j + 1, stop + 1):
                gives = sum(to[k] - since[j] for since, to in (breaks.cheap, breaks.dear))
                if breaks.ends[k] - breaks.starts[j] - gives <= offered[number] + 1e-6:
                    reached.add((k, min(number + 1, len(offered) - 1)))
    return any(at == len(breaks.ends) - 1 for at, _ in reached)


@pytest.mark.parametrize("language", START)
@given(text=NEWS, measures=MEASURES)
@EXAMPLES
def test_a_forbidden_character_never_stands_at_an_edge(language: str, text: str, measures: Sequence[float]) -> None:
    setting = made(text.replace(ADDRESS, "example"), measures, style(language=language))
    assume(setting.method != "first-fit")
    for line, following in pairwise(setting.lines):
        assert following.text[0] not in START[language], (line.text, following.text)
        assert line.text[-1] not in END[language], (line.text, following.text)


@given(NASTY, MEASURES, STYLES, st.integers(0, 9))
@EXAMPLES
def test_no_forbidden_break_while_legal_ones_can_set_the_text(
    text: str, measures: Sequence[float], base: TypeStyle, pick: int
) -> None:
    levels = levels_of(base.language)
    base = replace(base, level=levels[pick % len(levels)])
    block = prepared(text, base)
    setting = made(text, measures, base)
    if setting.method == "first-fit":
        assume(can_be_set(block, rooms(block, measures)))
    costs = break_penalties(text, base.language, base.level)
    for line in setting.lines[:-1]:
        if line.hyphenated:
            assert line.text[-1].isalpha() or line.text[-1] == "\u00ad"
            continue
        # What is not drawn between two items may stand on either side of the place.
        places = [line.end, *(i for i in range(line.start + len(line.text), line.end + 1))]
        assert any(costs[place] < NEVER for place in places), (line.text, text[line.end :])


@given(NEWS, MEASURES, STYLES)
@settings(EXAMPLES, max_examples=300)
def test_total_fit_is_never_worse_than_first_fit(text: str, measures: Sequence[float], base: TypeStyle) -> None:
    base = replace(base, align="justify")
    block = prepared(text, base)
    setting = made(text, measures, base)
    assume(setting.method == "total-fit" and setting.lines)
    offered = rooms(block, measures)
    greedy = way_along(block.breaks, first_fit(block.breaks, offered).breaks, offered)
    assume(greedy is not None)
    assert greedy is not None
    assert setting.demerits <= greedy.cost + 1e-6


@given(NASTY, MEASURES, STYLES)
@EXAMPLES
def test_no_character_is_lost_or_doubled(text: str, measures: Sequence[float], base: TypeStyle) -> None:
    setting = made(text, measures, base, lacks="龘")
    at = 0
    for line in setting.lines:
        assert (line.start, text[line.start : line.start + len(line.text)]) == (at, line.text)
        dropped = text[at + len(line.text) : line.end]
        assert all(ch.isspace() or ch in "\u200b\u200d" for ch in dropped), repr(dropped)
        at = line.end
    # A text without anything to set has no lines.
    assert at == len(text) or (not setting.lines and not text.strip(" \u200b\u200d" + INVISIBLE + "\u3000\u00a0"))
    assert [line.last for line in setting.lines] == [False] * (len(setting.lines) - 1) + [True] * bool(setting.lines)


@given(NASTY, MEASURES, STYLES)
@EXAMPLES
def test_glyphs_stand_for_the_characters_of_their_line_in_order(
    text: str, measures: Sequence[float], base: TypeStyle
) -> None:
    hidden = {ord(ch): None for ch in " \u00a0\u3000\u200d" + INVISIBLE}
    for line in made(text, measures, base).lines:
        drawn = "".join("".join(run.texts) for run in line.runs)
        if line.hyphenated:
            drawn = drawn.removesuffix("-")
        assert drawn.translate(hidden) == line.text.translate(hidden)
        assert all(len(run.gids) == len(run.xs) == len(run.texts) for run in line.runs)
        assert all(run.face for run in line.runs)


@given(NASTY, MEASURES, STYLES)
@EXAMPLES
def test_every_running_line_of_the_rules_fills_its_measure(
    text: str, measures: Sequence[float], base: TypeStyle
) -> None:
    setting = made(text, measures, base)
    assume(setting.method != "first-fit")
    for line in setting.lines:
        assert line.width <= line.measure + 1e-3, line.text
        forced = any(ch in "\n\r\u2028" for ch in text[line.start : line.end])
        if base.align == "justify" and not line.last and not forced:
            assert flush(line), line.text
            assert line.gap_em <= CAPS_EM[-1] + 1e-9


@given(NEWS, COLUMN, LANGUAGES)
@EXAMPLES
def test_the_ink_of_a_running_line_ends_on_its_measure(text: str, measure: float, language: str) -> None:
    setting = made(text, measure, style(language=language))
    assume(setting.method != "first-fit")
    for line in setting.lines[:-1]:
        end = max(run.xs[-1] for run in line.runs)
        # The last glyph's cell: between a quarter (half of a centred mark) and an em.
        assert measure * SIZE - 1.0 * SIZE - 1e-3 <= end <= measure * SIZE, line.text


@given(NASTY, MEASURES, STYLES)
@EXAMPLES
def test_glyphs_never_run_backwards(text: str, measures: Sequence[float], base: TypeStyle) -> None:
    for line in made(text, measures, base).lines:
        xs = [x for run in line.runs for ch, x in zip(run.texts, run.xs, strict=True) if not ch.isspace()]
        # Two boxes of half an em may share an origin, and tracking may take a twentieth of an em away.
        assert all(b - a >= -0.051 * SIZE for a, b in pairwise(xs)), line.text
        assert line.gap_em >= 0


@given(NEWS, MEASURES, STYLES)
@EXAMPLES
def test_a_last_resort_says_so_and_opens_no_gap_beyond_its_cap(
    text: str, measures: Sequence[float], base: TypeStyle
) -> None:
    setting = made(text + "abcdefghijklmnopqrstuvwxyz" * 2, measures, base)
    if max(measures) * base.condense_ratio < 12 and base.tracking_em >= 0:
        assert setting.method == "first-fit" or base.align != "justify" or max(measures) > 10
    if setting.method == "first-fit":
        assert all(line.gap_em <= LAST_RESORT_CAP_EM + 1e-9 for line in setting.lines)
        assert all(line.end > line.start for line in setting.lines)


@given(NEWS, MEASURES, STYLES)
@EXAMPLES
def test_setting_twice_gives_the_same(text: str, measures: Sequence[float], base: TypeStyle) -> None:
    assert made(text, measures, base) == made(text, measures, base)


@given(NEWS, st.integers(0, 90), STYLES)
@EXAMPLES
def test_a_span_in_the_same_style_changes_nothing(text: str, at: int, base: TypeStyle) -> None:
    cut = min(at, len(text))
    whole = [(line.text, line.width) for line in made(text, 9, base).lines]
    parts = made((Span(text[:cut]), Span(text[cut:])), 9, base)
    assert [(line.text, line.width) for line in parts.lines] == whole


@given(NEWS, COLUMN, STYLES, st.sampled_from([-1, 1]))
@EXAMPLES
def test_a_change_is_exact_or_refused(text: str, measure: float, base: TypeStyle, change: int) -> None:
    block = prepared(text, base)
    best, changed = set_block(block, measure * SIZE), set_block(block, measure * SIZE, change=change)
    assert best is not None
    if changed is not None and best.lines:
        assert len(changed.lines) == len(best.lines) + change
        assert all(line.gap_em <= CHANGE_CAP_EM + 1e-9 for line in changed.lines)


@given(NASTY, STYLES)
@EXAMPLES
def test_a_solid_line_holds_the_whole_block_at_its_natural_width(text: str, base: TypeStyle) -> None:
    block = prepared(text, base)
    line = solid(text, base)
    assert (line.start, line.end, line.last) == (0, len(text), True)
    assert line.width == pytest.approx(natural_width(block))
