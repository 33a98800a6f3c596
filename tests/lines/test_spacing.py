"""Marks and gaps at their natural widths: what stands where before anything is justified (rulebook 1.4, 1.7)."""

from typing import Any

import pytest
from line_makers import NARROW_EM, SIZE, PlainShaper, drawn, made, places, prepared, solid, steps, style

from pagesetter.geometry import Turn, WritingMode
from pagesetter.lines.paragraph import natural_width, prepare, set_solid
from pagesetter.lines.spacing import bound_em, expansion, gap_kind, reduction, squeeze_style
from pagesetter.model.glyph import Cluster
from pagesetter.model.ink import Process
from pagesetter.model.story import Span
from pagesetter.model.style import TypeStyle
from pagesetter.script.classes import Klass
from pagesetter.script.languages import RULES


def spaced(text: str, language: str = "zh-Hans", **changes: Any) -> list[float]:
    """Distances of origins on a solid line, em. An opening mark's origin lies half an em before its ink."""
    return steps(solid(text, style(language=language, **changes)))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("国，“国", "zh-Hans", [1, 0.5, 1]),
        ("国。”国", "zh-Hans", [1, 0.5, 1]),
        ("国》《国", "zh-Hans", [1, 0.5, 1]),
        ("国））国", "zh-Hans", [1, 0.5, 1]),
        ("国（（国", "zh-Hans", [1, 0.5, 1]),
        ("国！？“国", "zh-Hans", [1, 0.5, 0, 1]),
        ("国》！国", "zh-Hans", [1, 0.5, 1]),
        ("国：“国", "zh-Hans", [1, 0.5, 1]),
        ("國》！國", "zh-Hant", [1, 1, 1]),
        ("国」・「国", "ja", [1, 0.5, 0.5, 1]),
    ],
)
def test_two_marks_take_an_em_and_a_half(text: str, language: str, expected: list[float]) -> None:
    assert spaced(text, language) == expected


@pytest.mark.parametrize(
    ("marks", "widths"),
    [("！", 1), ("！？", 1), ("？？", 1), ("？？？", 2), ("！！！！", 2.5), ("？！”", 2), ("？！。", 2)],
)
def test_two_exclamation_or_question_marks_take_one_place_and_three_take_two(marks: str, widths: float) -> None:
    assert natural_width(prepared(f"国{marks}国")) / SIZE - 2 == pytest.approx(widths)


def test_two_exclamation_marks_keep_their_ems_where_no_pair_is_squeezed_and_outside_the_mainland() -> None:
    assert spaced("国！？国", squeeze="none") == [1, 1, 1]
    for language in ("zh-Hant", "ja", "ko"):
        assert spaced("国！？国", language) == [1, 1, 1]
    assert spaced("国！？国", mode=WritingMode.VERTICAL) == [1, 1, 1]


def test_centred_marks_keep_their_cells() -> None:
    line = solid("國，國", style(language="zh-Hant"), narrow="，")
    assert places(line) == [("國", 0), ("，", round(1 + (1 - NARROW_EM) / 2, 4)), ("國", 2)]


def test_three_marks_in_a_row_lose_two_blanks() -> None:
    assert spaced("国’！”国") == [1, 0.5, 0.5, 1]
    assert spaced("国。』」国", "ja") == [1, 0.5, 0.5, 1]


def test_marks_keep_what_lies_inside_their_brackets() -> None:
    assert spaced("国（国）国，国") == [1, 1, 1, 1, 1, 1]


@pytest.mark.parametrize(("name", "blanks"), [("full", 1.0), ("kaiming", 0.5), ("half", 0.0), ("none", 1.5)])
def test_punctuation_styles_set_the_blanks_of_marks(name: str, blanks: float) -> None:
    # Three ideographs and four half-width boxes; two blanks meet between 。 and （.
    assert natural_width(prepared("国，国。（国）", style(squeeze=name))) == pytest.approx((5 + blanks) * SIZE)


@pytest.mark.parametrize(
    ("language", "marks", "widths"),
    [
        # Width of each mark at full, kaiming, half and none; marks without a blank never change.
        ("zh-Hans", "，、；：「」（）", (1, 0.5, 0.5, 1)),
        ("zh-Hans", "。！？", (1, 1, 0.5, 1)),
        ("zh-Hans", "·", (0.5, 0.5, 0.5, 0.5)),
        ("zh-Hant", "，、；：「」（）·・", (1, 0.5, 0.5, 1)),
        ("zh-Hant", "。", (1, 1, 0.5, 1)),
        ("zh-Hant", "！？", (1, 1, 1, 1)),
        ("ja", "、，：；・「」（）", (1, 0.5, 0.5, 1)),
        ("ja", "。", (1, 1, 0.5, 1)),
        ("ja", "！？", (1, 1, 1, 1)),
        ("ko", "、，：；・「」（）", (1, 0.5, 0.5, 1)),
        ("ko", "。", (1, 1, 0.5, 1)),
        ("ko", "！？", (1, 1, 1, 1)),
    ],
)
def test_a_mark_between_ideographs_is_as_wide_as_the_house_style_says(
    language: str, marks: str, widths: tuple[float, ...]
) -> None:
    for mark in marks:
        found = [
            natural_width(prepared(f"国{mark}国", style(language=language, squeeze=name))) / SIZE - 2
            for name in ("full", "kaiming", "half", "none")
        ]
        assert found == pytest.approx(widths), mark


@pytest.mark.parametrize("name", ["full", "kaiming", "half", "none"])
def test_colons_and_exclamation_marks_fill_their_em_in_vertical_chinese(name: str) -> None:
    base = style(squeeze=name, mode=WritingMode.VERTICAL)
    for mark in "：；！？":
        assert natural_width(prepared(f"国{mark}国", base)) == pytest.approx(3 * SIZE)


def test_marks_that_are_never_squeezed_do_not_give_way_either() -> None:
    text = "国，国（国）国"
    full = made(text + "国" * 14, [6.7, 14], style(squeeze="full")).lines[0]
    none = made(text + "国" * 14, [6.7, 14], style(squeeze="none")).lines[0]
    assert (full.text, none.text) == (text, text[:-1])


def test_squeeze_works_across_faces() -> None:
    line = solid((Span("国，", "Bold"), Span("“国")))
    assert steps(line) == [1, 0.5, 1]
    assert [run.face for run in line.runs] == ["Bold", "Plain"]


def test_narrow_quotes_stand_flush_with_the_words_they_quote() -> None:
    line = solid("国“国”国", narrow="“”")
    assert places(line) == [("国", 0), ("“", 2 - NARROW_EM), ("国", 2), ("”", 3), ("国", 4)]


def test_narrow_middle_dot_is_centred_in_half_an_em() -> None:
    assert places(solid("卡·马", narrow="·")) == [("卡", 0), ("·", round(1 + (0.5 - NARROW_EM) / 2, 4)), ("马", 1.5)]


def test_quotes_of_western_words_keep_the_width_of_their_font() -> None:
    assert steps(solid("don’t", narrow="’")) == [0.5, 0.5, 0.5, NARROW_EM]
    assert steps(solid("a “b” c", narrow="“”")) == [0.5, 0.333, NARROW_EM, 0.5, NARROW_EM, 0.333]
    # A font that draws them an em wide must not tear the word apart.
    assert spaced("don’t") == [0.5, 0.5, 0.5, 0.5]


def test_han_and_latin_are_parted_by_a_quarter() -> None:
    assert spaced("国a国1国") == [1.25, 0.75, 1.25, 0.75]
    assert spaced("涨29.2%了") == [1.25, 0.5, 0.5, 0.5, 0.5, 0.75]


def test_an_ideograph_with_a_combining_mark_is_an_ideograph() -> None:
    # A variation selector is a nonspacing mark, as an accent is; the accent leaves its letter Latin.
    assert spaced("国葛\U000e0100国") == [1, 1]
    assert spaced("国e\u0301国") == [1.25, 0.75]


def test_japanese_exclamation_and_question_marks_stand_a_quarter_from_letters() -> None:
    assert spaced("国！a", "ja") == [1, 1.25]
    assert spaced("国！a") == [1, 1]


def test_a_number_across_a_vertical_line_stands_in_its_cell_as_an_ideograph_does() -> None:
    class Across(PlainShaper):
        def shape(self, text: str, style: TypeStyle) -> tuple[Cluster, ...]:
            plain = super().shape(text, style)
            at = text.index("12")
            pair = plain[at]._replace(end=at + 2, advance_em=1.0, ink_right_em=1.0, turn=Turn.ACROSS)
            return (*plain[:at], pair, *plain[at + 2 :])

    base = style(language="ja", mode=WritingMode.VERTICAL)
    for text, expected in (("国12国", [1, 1]), ("国、12「国", [1, 1, 1, 1]), ("国12ab", [1, 1.25, 0.5])):
        block = prepare((Span(text),), lambda _: base, base, Across())
        assert steps(set_solid(block, 990.0, "left")) == expected, text


def test_no_gap_beside_marks() -> None:
    assert spaced("国，a。1国") == [1, 1, 0.5, 1, 0.75]
    assert spaced("（a）") == [1, 0.5]


def test_autospace_off_sets_han_and_latin_tight() -> None:
    assert spaced("国a国", autospace=False) == [1, 0.5]


def test_korean_and_latin_text_have_no_gap() -> None:
    assert spaced("한1한", "ko") == [1, 0.5]
    assert spaced("漢a漢", "en") == [1, 0.5]


def test_a_typed_space_between_han_and_latin_gives_way_to_the_gap_but_stays_in_the_text() -> None:
    line = solid("国 a 国")
    assert places(line) == [("国", 0), ("a", 1.25), ("国", 2)]
    assert line.text == "国 a 国"


def test_typed_spaces_between_han_are_one_word_space() -> None:
    assert places(solid("国 国")) == [("国", 0), (" ", 1), ("国", 1.333)]
    assert places(solid("国   国"))[-1] == ("国", 1.333)


def test_a_word_space_of_nothing_takes_the_fonts_own() -> None:
    assert spaced("a b", limits={"space_em": 0.0}) == [0.5, 0.5]


def test_an_ideographic_space_is_an_em_and_squeezes_its_neighbours() -> None:
    assert spaced("国\u3000国") == [1, 1]
    assert spaced("国。\u3000（国") == [1, 0.5, 0.5, 1]


@pytest.mark.parametrize("joined", [False, True])
def test_a_dash_is_two_em_however_the_font_makes_it(joined: bool) -> None:
    line = solid("国——国", joined=joined)
    assert places(line)[-1] == ("国", 3.0)
    assert drawn(line) == "国——国"


def test_condensing_and_tracking_reach_every_box_and_every_gap() -> None:
    block = prepared("国国1，", style(condense_ratio=0.8, tracking_em=0.1))
    line = set_solid(block, 990.0, "left")
    assert line.runs[0].scale_ratio == 0.8
    assert (
        line.width == natural_width(block) == pytest.approx((1 + 0.1 + 1 + 0.1 + 0.25 + 0.5 + 0.1 + 0.5) * SIZE * 0.8)
    )


@pytest.mark.parametrize("mark", ["——", "……"])
def test_tracking_never_parts_a_dash_or_an_ellipsis(mark: str) -> None:
    assert spaced(f"国{mark}国", tracking_em=0.1) == [1.1, 1, 1.1]


@pytest.mark.parametrize(("align", "start"), [("left", 0.0), ("centre", 3.5), ("right", 7.0)])
def test_a_head_is_aligned_by_its_ink(align: str, start: float) -> None:
    line = set_solid(prepared("“国国”"), 100.0, align)
    assert places(line)[1] == ("国", start + 0.5)
    assert places(line)[0] == ("“", start - 0.5)
    assert line.width == pytest.approx((start + 3) * SIZE)


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "ko", "en"])
@pytest.mark.parametrize("squeeze", ["full", "none"])
def test_a_solid_line_is_as_wide_as_natural_width_says_whatever_the_style(language: str, squeeze: str) -> None:
    block = prepared("“国1，国a。”", style(language=language, squeeze=squeeze, line_end="full"))
    assert set_solid(block, 990.0, "left").width == natural_width(block)
    assert places(set_solid(block, 990.0, "left"))[0][1] <= 0


def test_a_head_wider_than_its_measure_starts_at_its_left() -> None:
    line = set_solid(prepared("国" * 9), 50.0, "centre")
    assert places(line)[0] == ("国", 0.0)
    assert line.width == pytest.approx(90)


def test_nothing_has_no_width() -> None:
    assert natural_width(prepared("")) == 0
    assert set_solid(prepared(""), 99.0, "centre").runs == ()


def test_runs_part_where_the_look_changes() -> None:
    red = style(ink=Process(0.0, 1.0, 1.0, 0.0))
    own = style()
    block = prepare((Span("国国"), Span("红", "red"), Span("国")), lambda _: red, own, PlainShaper())
    assert [(run.texts, run.ink) for run in set_solid(block, 99.0, "left").runs] == [
        (("国", "国"), own.ink),
        (("红",), red.ink),
        (("国",), own.ink),
    ]


def test_a_character_that_no_face_has_is_reported_and_leaves_its_em() -> None:
    block = prepared((Span("国龘"), Span("国龘", "Bold")), lacks="龘")
    assert block.missing == ((1, "龘"), (3, "龘"))
    line = set_solid(block, 990.0, "left")
    assert places(line) == [("国", 0), ("国", 2)]
    assert line.text == "国龘国龘"


@pytest.mark.parametrize("language", RULES)
def test_no_class_of_neighbours_is_without_a_rule(language: str) -> None:
    kinds = {gap_kind(first, second, language) for first in Klass for second in Klass}
    assert {"open", "rigid", "joined"} <= kinds <= {"open", "auto", "rigid", "joined"}


@pytest.mark.parametrize("language", RULES)
def test_every_bound_of_the_ladders_is_a_number_or_a_limit_of_the_style(language: str) -> None:
    limits = style().limits
    autospace = reduction("autospace", language)
    assert bound_em(autospace.floor, limits) == (limits.latin_gap_min_em if autospace.order else 0)
    assert bound_em(reduction("space", language).floor, limits) == limits.space_min_em
    assert bound_em(reduction("，", language, Klass.COMMA).floor, limits) == 0
    assert bound_em(expansion("space", language).cap, limits) == limits.space_max_em
    assert bound_em(expansion("autospace", language).cap, limits) == limits.latin_gap_max_em
    assert bound_em(expansion("gap", language).cap, limits) == float("inf")


def test_an_unknown_punctuation_style_is_full() -> None:
    assert squeeze_style("no-such-style") == squeeze_style("full")


def test_spaces_beside_a_given_line_end_are_not_drawn() -> None:
    lines = made("国国 \n  国国", 9).lines
    assert [places(line) for line in lines] == [[("国", 0), ("国", 1)]] * 2
