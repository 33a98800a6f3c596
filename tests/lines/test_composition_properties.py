"""What holds for every text at every measure: nothing lost, nothing forbidden, every justified line on its measure."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from line_makers import SIZE, made, prepared, style

from pagesetter.lines.breaks import NEVER, break_penalties
from pagesetter.lines.paragraph import set_block
from pagesetter.lines.total_fit import CHANGE_CAP_EM
from pagesetter.model.style import TypeStyle

ALPHABET = "字字字字字字国民ab1 2.5,%「」（）《》“”。，、：！？·……——～-/+"
NEWS = st.text(alphabet=ALPHABET, min_size=1, max_size=90)
NASTY = st.text(alphabet=ALPHABET + "\n\u3000\u00a0\u00ad\u200b\u2028あー한é龘", max_size=60)
MEASURES = st.sampled_from([3.0, 5.5, 8.0, 11.0, 17.0])
LANGUAGES = st.sampled_from(["zh-Hans", "zh-Hant", "ja", "ko", "en"])
STYLES = st.builds(
    style,
    language=LANGUAGES,
    squeeze=st.sampled_from(["full", "kaiming", "half", "none"]),
    line_end=st.sampled_from(["half", "if-needed", "full"]),
    align=st.sampled_from(["justify", "justify", "left", "centre", "right"]),
    indent_em=st.sampled_from([0.0, 2.0]),
    tracking_em=st.sampled_from([0.0, 0.05]),
)
EXAMPLES = settings(max_examples=150, deadline=None, derandomize=True)


@given(NASTY, MEASURES, STYLES)
@EXAMPLES
def test_no_character_is_lost_or_doubled(text: str, measure: float, base: TypeStyle) -> None:
    setting = made(text, measure, base, lacks="龘")
    at = 0
    for line in setting.lines:
        assert line.start == at
        assert text[at : line.end].startswith(line.text)
        dropped = text[at + len(line.text) : line.end]
        assert all(ch.isspace() or ch in "\u200b\u00ad" for ch in dropped), repr(dropped)
        at = line.end
    assert all(ch.isspace() or ch == "\u200b" for ch in text[at:])


@given(NASTY, MEASURES, STYLES)
@EXAMPLES
def test_glyphs_stand_for_the_characters_of_their_line(text: str, measure: float, base: TypeStyle) -> None:
    for line in made(text, measure, base, lacks="龘").lines:
        shown = "".join("".join(run.texts) for run in line.runs)
        if line.hyphenated:
            shown = shown.removesuffix("-")
        hidden = {ord(ch): None for ch in " \u00a0\u3000\u00ad\u200b\u2028\n龘"}
        assert shown.translate(hidden) == line.text.translate(hidden)
        for run in line.runs:
            assert len(run.gids) == len(run.xs) == len(run.texts)


@given(NEWS, MEASURES, STYLES)
@EXAMPLES
def test_every_running_line_equals_its_measure(text: str, measure: float, base: TypeStyle) -> None:
    setting = made(text, measure, base)
    assume(setting.method != "first-fit" and base.align == "justify")
    for line in setting.lines[:-1]:
        assert abs(line.width - line.measure) < 1e-3, line.text
    for line in setting.lines[-1:]:
        assert line.width <= line.measure + 1e-3


@given(NEWS, MEASURES, STYLES)
@EXAMPLES
def test_lines_part_only_where_a_break_is_allowed(text: str, measure: float, base: TypeStyle) -> None:
    setting = made(text, measure, base)
    assume(setting.method != "first-fit")
    costs = break_penalties(text, base.language, base.level)
    for line in setting.lines[:-1]:
        assert costs[line.end] < NEVER, (line.text, text[line.end :])


@given(NEWS, MEASURES, STYLES)
@EXAMPLES
def test_setting_twice_gives_the_same(text: str, measure: float, base: TypeStyle) -> None:
    assert made(text, measure, base) == made(text, measure, base)


@given(NEWS, MEASURES, STYLES, st.sampled_from([-1, 1]))
@EXAMPLES
def test_a_change_is_exact_or_refused(text: str, measure: float, base: TypeStyle, change: int) -> None:
    block = prepared(text, base)
    best, changed = set_block(block, measure * SIZE), set_block(block, measure * SIZE, change=change)
    assert best is not None
    if changed is not None and best.lines:
        assert len(changed.lines) == len(best.lines) + change
        assert all(line.gap_em <= CHANGE_CAP_EM + 1e-9 for line in changed.lines)
