"""What holds for every text at every measure: nothing lost, nothing forbidden, every running line on its measure."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from line_makers import SIZE, made, prepared, solid, style

from pagesetter.lines.breaks import NEVER, break_penalties, levels_of
from pagesetter.lines.paragraph import LAST_RESORT_CAP_EM, natural_width, set_block
from pagesetter.lines.total_fit import CAPS_EM, CHANGE_CAP_EM
from pagesetter.model.galley import Line
from pagesetter.model.story import Span
from pagesetter.model.style import TypeStyle

PLAIN = "字字字字国民あーカ한국ab1 2.5,%「」（）《》“”‘’。，、：；！？·・……——～-/+"
ODD = PLAIN + "\n\r\u2028\u3000\u00a0\u00ad\u200b\u200d\U000e0100e\u0301龘℃￥$(){}□—…~"
NEWS = st.text(alphabet=PLAIN, min_size=1, max_size=90)
NASTY = st.text(alphabet=ODD, max_size=60)
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


@pytest.mark.parametrize("language", START)
@given(text=st.text(alphabet=PLAIN, min_size=1, max_size=90), measures=MEASURES)
@EXAMPLES
def test_a_forbidden_character_never_stands_at_an_edge(language: str, text: str, measures: Sequence[float]) -> None:
    setting = made(text, measures, style(language=language))
    assume(setting.method != "first-fit")
    for line, following in pairwise(setting.lines):
        assert following.text[0] not in START[language], (line.text, following.text)
        assert line.text[-1] not in END[language], (line.text, following.text)


@given(NASTY, MEASURES, STYLES, st.integers(0, 9))
@EXAMPLES
def test_lines_part_only_where_a_break_is_allowed(
    text: str, measures: Sequence[float], base: TypeStyle, pick: int
) -> None:
    levels = levels_of(base.language)
    base = replace(base, level=levels[pick % len(levels)])
    setting = made(text, measures, base)
    assume(setting.method != "first-fit")
    costs = break_penalties(text, base.language, base.level)
    for line in setting.lines[:-1]:
        # What is not drawn between two items may stand on either side of the place.
        places = [line.end, *(i for i in range(line.start + len(line.text), line.end + 1))]
        assert any(costs[place] < NEVER for place in places), (line.text, text[line.end :])


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
