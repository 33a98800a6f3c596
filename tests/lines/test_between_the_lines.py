"""Readings, emphasis dots and lines along names: where they stand and what room they take. Measures in em of SIZE."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from line_makers import SIZE, STYLE, PlainShaper, style

from pagesetter.geometry import Turn, WritingMode
from pagesetter.lines.annotate import manner_of, room_between
from pagesetter.lines.paragraph import Prepared, prepare, set_block
from pagesetter.model.galley import Line
from pagesetter.model.glyph import GlyphRun, Stroke
from pagesetter.model.story import Span
from pagesetter.model.style import TypeStyle

JAPANESE = style(language="ja", indent_em=0.0)
VERTICAL = style(language="ja", mode=WritingMode.VERTICAL)


def ready(spans: Sequence[Span], base: TypeStyle = JAPANESE) -> Prepared:
    return prepare(tuple(spans), lambda role: replace(base, size=base.size / 2), base, PlainShaper())


def lines(spans: Sequence[Span], base: TypeStyle = JAPANESE, measure: float = 40) -> Sequence[Line]:
    setting = set_block(ready(spans, base), measure * SIZE)
    assert setting is not None
    return setting.lines


def line(spans: Sequence[Span], base: TypeStyle = JAPANESE) -> Line:
    (only,) = lines(spans, base)
    return only


def readings(line: Line) -> list[tuple[str, float]]:
    """Character and place of each sign of a reading, em."""
    return [
        (text, round(x / SIZE, 4))
        for run in line.runs
        if run.reading
        for text, x in zip(run.texts, run.xs, strict=True)
    ]


def base(line: Line) -> list[tuple[str, float]]:
    return [
        (text, round(x / SIZE, 4))
        for run in line.runs
        if not run.reading
        for text, x in zip(run.texts, run.xs, strict=True)
    ]


def heights(runs: Sequence[GlyphRun]) -> set[float]:
    return {round(y / SIZE, 4) for run in runs if run.reading for y in run.ys}


def across(strokes: Sequence[Stroke]) -> set[float]:
    return {round(stroke.across / SIZE, 4) for stroke in strokes}


# --- readings ---


def test_a_reading_has_half_the_size_and_stands_over_its_characters() -> None:
    done = line([Span("その"), Span("魚", ruby="うお"), Span("だ")])
    assert readings(done) == [("う", 2.0), ("お", 2.5)]
    assert {run.size for run in done.runs if run.reading} == {SIZE / 2}
    assert heights(done.runs) == {-0.94}
    assert done.text == "その魚だ"


def test_a_short_reading_opens_one_to_two_to_one_over_its_characters() -> None:
    # Two characters of one em, a reading of two signs: half an em at either end, one em between.
    assert readings(line([Span("暖簾", ruby="のれ")])) == [("の", 0.25), ("れ", 1.25)]


def test_a_single_sign_stands_in_the_middle() -> None:
    assert readings(line([Span("書", ruby="か")])) == [("か", 0.25)]


def test_a_short_reading_leaves_no_more_than_its_own_em_at_either_end() -> None:
    spans = [Span("一二三四五六七", ruby="ああ")]
    assert readings(line(spans)) == [("あ", 0.5), ("あ", 6.0)]


def test_a_long_reading_hangs_over_kana_but_over_no_ideograph() -> None:
    kana = line([Span("その"), Span("承", ruby="うけた"), Span("りて")])
    assert base(kana) == [("そ", 0.0), ("の", 1.0), ("承", 2.0), ("り", 3.0), ("て", 4.0)]
    assert readings(kana)[0] == ("う", 1.75)
    han = line([Span("大人"), Span("承", ruby="うけた"), Span("人々")])
    assert base(han) == [("大", 0.0), ("人", 1.0), ("承", 2.25), ("人", 3.5), ("々", 4.5)]
    assert readings(han) == [("う", 2.0), ("け", 2.5), ("た", 3.0)]


def test_no_reading_hangs_over_kana_by_more_than_its_own_em() -> None:
    done = line([Span("その"), Span("承", ruby="うけたまわるの"), Span("りて")])
    first = readings(done)[0][1]
    assert first == 2.0 - 0.5
    assert dict(base(done))["承"] == 2.0 + (7 * 0.5 - 1) / 2 - 0.5


def test_two_readings_never_meet_over_one_kana() -> None:
    done = line([Span("承", ruby="うけたま"), Span("の"), Span("承", ruby="うけたま")])
    places = [x for _, x in readings(done)]
    assert all(b - a >= 0.5 - 1e-9 for a, b in pairwise(places))


def test_readings_side_by_side_do_not_overlap() -> None:
    done = line([Span("国", ruby="インタ"), Span("際", ruby="ナショナル"), Span("人", ruby="ひ")])
    places = [x for _, x in readings(done)]
    assert all(b - a >= 0.5 - 1e-9 for a, b in pairwise(places))


def test_a_long_reading_over_a_group_opens_its_characters_one_to_two_to_one() -> None:
    done = line([Span("大"), Span("国際", ruby="インターナシ"), Span("大")])
    assert base(done) == [("大", 0.0), ("国", 1.25), ("際", 2.75), ("大", 4.0)]
    assert [x for _, x in readings(done)] == [1.0, 1.5, 2.0, 2.5, 3.0, 3.5]


def test_a_long_reading_stays_inside_the_line_at_both_its_ends() -> None:
    spans = [Span("そのたびに"), Span("承", ruby="うけたまわ"), Span("そのたびに"), Span("承", ruby="うけたまわ")]
    for measure in (6, 6.5, 7, 8, 9):
        for done in lines(spans, measure=measure):
            for _, x in readings(done):
                assert -1e-6 <= x <= measure - 0.5 + 1e-6


def test_pinyin_hangs_over_nothing_and_keeps_its_letters_together() -> None:
    chinese = style(language="zh-Hans")
    done = line([Span("的"), Span("湾", ruby="wan1"), Span("里")], chinese)
    # Four letters of a quarter em each: as wide as the character.
    assert [x for _, x in readings(done)] == [1.0, 1.25, 1.5, 1.75]
    wide = line([Span("的"), Span("湾", ruby="wan123"), Span("里")], chinese)
    assert base(wide) == [("的", 0.0), ("湾", 1.25), ("里", 2.5)]


def test_two_words_of_pinyin_side_by_side_are_visibly_parted() -> None:
    chinese = style(language="zh-Hans")
    done = line([Span("江", ruby="abcd"), Span("湾", ruby="efgh")], chinese)
    places = dict(readings(done))
    assert places["e"] - places["d"] - 0.25 == pytest.approx(0.25)


def test_a_group_with_one_reading_is_never_broken_and_single_readings_may_be() -> None:
    group = ready([Span("その"), Span("今日中", ruby="きょうじゅう"), Span("に")])
    assert group.penalties[3:5] == [float("inf")] * 2
    single = ready([Span("その"), Span("朝", ruby="あさ"), Span("市", ruby="いち"), Span("に")])
    assert single.penalties[3] == 0.0
    for measure in (3, 3.5, 4, 5):
        spans = [Span("そのたび"), Span("今日", ruby="きょう"), Span("のことだ")]
        assert any("今日" in done.text for done in lines(spans, measure=measure))


def test_every_line_with_readings_still_fills_its_measure() -> None:
    spans = [
        Span("そのたびに"),
        Span("承", ruby="うけたまわ"),
        Span("りまして"),
        Span("国際", ruby="インターナショナル"),
        Span("な街へ行く"),
    ]
    for measure in (8, 9, 10, 11):
        for done in lines(spans, measure=measure)[:-1]:
            assert done.width == pytest.approx(measure * SIZE)


def test_a_reading_takes_the_face_ink_and_size_of_what_it_stands_over() -> None:
    def roles(role: str) -> TypeStyle:
        return replace(JAPANESE, size=SIZE / 2) if role == "ruby" else replace(JAPANESE, size=20.0)

    done = prepare((Span("魚", "big", ruby="うお"),), roles, JAPANESE, PlainShaper())
    setting = set_block(done, 99)
    assert setting is not None
    assert [run.size for run in setting.lines[0].runs] == [20.0, 10.0]


def test_in_vertical_lines_a_reading_stands_to_the_right() -> None:
    done = line([Span("その"), Span("魚", ruby="うお")], VERTICAL)
    assert readings(done) == [("う", 2.0), ("お", 2.5)]
    assert heights(done.runs) == {-0.75}


def test_a_sign_of_a_reading_that_no_face_has_is_reported_at_its_characters() -> None:
    found = prepare((Span("その"), Span("魚", ruby="うxお")), lambda role: JAPANESE, JAPANESE, PlainShaper(lacks="x"))
    assert found.missing == ((2, "x"),)


# --- zhuyin ---

TAIWAN = style(language="zh-Hant")


def test_zhuyin_stands_on_each_other_beside_its_character_and_widens_it() -> None:
    done = line([Span("街", ruby="ㄐㄧㄝ"), Span("名")], TAIWAN)
    assert base(done) == [("街", 0.0), ("名", 1.5)]
    assert [x for _, x in readings(done)] == [1.0, 1.0, 1.0]
    ys = [round(run.ys[0], 3) for run in done.runs if run.reading]
    assert ys == sorted(ys)
    assert [round(b - a, 2) for a, b in pairwise(ys)] == [round(SIZE / 3, 2)] * 2


def symbols(character: str, reading: str) -> dict[str, tuple[float, float]]:
    """Where the symbols of a reading stand, pt from the character's start and its baseline."""
    done = line([Span(character, ruby=reading)], TAIWAN)
    return {run.texts[0]: (run.xs[0], run.ys[0]) for run in done.runs if run.reading}


def test_the_tone_stands_right_of_the_last_symbol_and_the_light_tone_over_the_first() -> None:
    tone = {
        run.texts[0]: (run.xs[0], run.ys[0]) for run in line([Span("讀", ruby="ㄉㄨˊ")], TAIWAN).runs if run.reading
    }
    assert tone["ˊ"][0] > tone["ㄨ"][0]
    assert tone["ˊ"][1] < tone["ㄨ"][1]
    light = {
        run.texts[0]: (run.xs[0], run.ys[0]) for run in line([Span("的", ruby="˙ㄉㄜ")], TAIWAN).runs if run.reading
    }
    assert light["˙"][0] == light["ㄉ"][0]
    assert light["˙"][1] < light["ㄉ"][1] < light["ㄜ"][1]


def test_zhuyin_in_vertical_lines_takes_no_room_along_the_line_and_stays_upright() -> None:
    done = line([Span("街", ruby="ㄐㄧㄝ"), Span("名")], replace(TAIWAN, mode=WritingMode.VERTICAL))
    assert base(done) == [("街", 0.0), ("名", 1.0)]
    runs = [run for run in done.runs if run.reading]
    assert {run.turn for run in runs} == {Turn.ACROSS}
    assert {round(run.ys[0] / SIZE, 3) for run in runs} == {-0.5}


# --- dots ---


@pytest.mark.parametrize(
    ("language", "mode", "below", "shape"),
    [
        ("zh-Hans", WritingMode.HORIZONTAL, True, "round"),
        ("zh-Hant", WritingMode.HORIZONTAL, True, "round"),
        ("ja", WritingMode.HORIZONTAL, False, "round"),
        ("ko", WritingMode.HORIZONTAL, False, "round"),
        ("zh-Hans", WritingMode.VERTICAL, False, "round"),
        ("ja", WritingMode.VERTICAL, False, "sesame"),
    ],
)
def test_emphasis_dots_stand_where_the_language_has_them(
    language: str, mode: WritingMode, below: bool, shape: str
) -> None:
    done = line([Span("这是"), Span("要点", mark="dots"), Span("了")], style(language=language, mode=mode))
    assert [stroke.across > 0 for stroke in done.strokes] == [below, below]
    assert {stroke.dot for stroke in done.strokes} == {shape}


def test_dots_stand_in_the_middle_of_their_characters_and_at_no_mark_or_space() -> None:
    done = line([Span("这，"), Span("要 “点”，……", mark="dots")], style(language="zh-Hans"))
    middles = [(stroke.start + stroke.end) / 2 for stroke in done.strokes]
    found = dict(base(done))
    assert middles == [pytest.approx((found[ch] + 0.5) * SIZE) for ch in "要点"]


def test_dots_follow_their_characters_when_the_line_is_filled() -> None:
    spans = [Span("一二三四五"), Span("六七八九", mark="dots"), Span("十（一）二三四五")]
    for done in lines(spans, style(language="zh-Hans"), 7.3):
        found = dict(base(done))
        for stroke in done.strokes:
            assert any(
                (stroke.start + stroke.end) / 2 == pytest.approx((found[ch] + 0.5) * SIZE)
                for ch in "六七八九"
                if ch in found
            )
    assert sum(len(done.strokes) for done in lines(spans, style(language="zh-Hans"), 7.3)) == 4


# --- names and titles ---


def test_a_name_has_a_straight_line_under_it_and_a_title_a_wave() -> None:
    spans = [Span("在"), Span("北京", mark="name", group=1), Span("读"), Span("红楼梦", mark="title", group=2)]
    name, title = line(spans, style(language="zh-Hans")).strokes
    assert (name.wavy, title.wavy) == (False, True)
    assert 0.12 < name.across / SIZE < 0.5
    assert 0 < name.width < 1


def test_two_names_side_by_side_are_visibly_parted() -> None:
    spans = [Span("北京", mark="name", group=1), Span("上海", mark="name", group=2)]
    first, second = line(spans, style(language="zh-Hans")).strokes
    assert second.start - first.end == pytest.approx(SIZE / 6)
    assert first.start == pytest.approx(SIZE / 12)


def test_a_name_whose_style_changes_inside_has_one_line() -> None:
    spans = [Span("北", mark="name", group=1), Span("京", "bold", mark="name", group=1)]
    assert len(line(spans, style(language="zh-Hans")).strokes) == 1


def test_a_name_that_goes_on_in_the_next_line_has_a_line_in_both() -> None:
    spans = [Span("一二三"), Span("四五六七八", mark="name", group=1), Span("九十")]
    first, second = lines(spans, style(language="zh-Hans"), 5)
    assert [stroke.end <= 5 * SIZE for stroke in first.strokes] == [True]
    assert [stroke.start >= 0 for stroke in second.strokes] == [True]


def test_in_vertical_lines_names_have_their_line_at_the_left() -> None:
    spans = [Span("北京", mark="name", group=1)]
    assert min(across(line(spans, replace(TAIWAN, mode=WritingMode.VERTICAL)).strokes)) > 0.5


# --- room between the lines ---


def test_one_side_takes_half_an_em_and_both_take_five_eighths() -> None:
    chinese = style(language="zh-Hans")
    name = ready([Span("北京", mark="name", group=1)], chinese)
    both = ready([Span("北", mark="name", group=1, ruby="běi")], chinese)
    assert room_between(name.items.notes, "zh-Hans") == 0.5
    assert room_between(both.items.notes, "zh-Hans") == 0.625
    beside = ready([Span("街", ruby="ㄐㄧㄝ")], TAIWAN)
    assert room_between(beside.items.notes, "zh-Hant") == 0.0


def test_no_line_is_moved_or_widened_for_what_stands_between() -> None:
    plain, marked = line([Span("北京")], STYLE), line([Span("北京", mark="name", group=1)], STYLE)
    assert (marked.width, marked.text, marked.runs) == (plain.width, plain.text, plain.runs)


@pytest.mark.parametrize("what", ["ruby", "zhuyin", "dots", "name", "title"])
@pytest.mark.parametrize("rules", ["zh-Hans", "zh-Hant", "ja", "ko", "latin"])
def test_every_language_says_where_everything_stands(what: str, rules: str) -> None:
    manner = manner_of(what, rules)
    assert manner.across in ("over", "under", "beside")
    assert manner.down in ("right", "left")


# --- properties ---

PIECES = st.sampled_from(
    [
        Span("他们，"),
        Span("“国”"),
        Span("そのた"),
        Span("international "),
        Span("北京", mark="name", group=1),
        Span("上海", mark="name", group=2),
        Span("红楼", "bold", mark="title", group=3),
        Span("要点", mark="dots"),
        Span("今日", ruby="きょう"),
        Span("承", ruby="うけたまわ"),
        Span("街", ruby="ㄐㄧㄝ"),
        Span("江湾", ruby="abcdefghij"),
        Span("12", "bold"),
        Span("。"),
    ]
)


@settings(deadline=None)
@given(
    st.lists(PIECES, min_size=1, max_size=14),
    st.integers(5, 17),
    st.sampled_from(["zh-Hans", "zh-Hant", "ja", "ko", "en"]),
    st.sampled_from(list(WritingMode)),
)
def test_any_mix_of_marks_and_readings_keeps_every_character_in_its_line(
    spans: list[Span], measure: int, language: str, mode: WritingMode
) -> None:
    done = lines(spans, style(language=language, mode=mode, hyphens=True), measure)
    text = "".join(span.text for span in spans)
    assert [line.start for line in done] == [0, *[line.end for line in done[:-1]]]
    assert done[-1].end == len(text)
    assert "".join(text[line.start : line.end] for line in done) == text
    shown = [ch for line in done for run in line.runs if not run.reading for words in run.texts for ch in words]
    assert [ch for ch in shown if ch not in " \u00ad"] == [ch for ch in text if ch != " "]
    read = [ch for line in done for run in line.runs if run.reading for words in run.texts for ch in words]
    assert sorted(read) == sorted("".join(span.ruby for span in spans))
    for line in done:
        for stroke in line.strokes:
            assert -1e-6 <= stroke.start < stroke.end <= max(line.width, line.measure) + 1e-6
