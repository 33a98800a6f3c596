"""Vertical text as the shaper makes it: what stands upright, what turns, what goes across, and where marks have ink."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from font_makers import make_font
from pagesetter.fonts.library import Library
from pagesetter.fonts.shape import HarfBuzzShaper
from pagesetter.geometry import Turn, WritingMode
from pagesetter.model.glyph import Cluster
from pagesetter.model.style import FaceRef, TypeStyle

SERIF = {"zh-Hans": "Noto Serif SC", "zh-Hant": "Noto Serif TC", "ja": "Noto Serif JP"}


def style(language: str = "zh-Hans", family: str = "", **more: object) -> TypeStyle:
    faces = (FaceRef(family or SERIF[language]),)
    return TypeStyle(faces, 10.5, 15, language=language, mode=WritingMode.VERTICAL, **more)  # type: ignore[arg-type]


def one(shaper: HarfBuzzShaper, text: str, asked: TypeStyle) -> Cluster:
    (cluster,) = shaper.shape(text, asked)
    return cluster


def turns(shaper: HarfBuzzShaper, text: str, asked: TypeStyle) -> str:
    """One letter for each character: u upright, s sideways, a across."""
    return "".join(c.turn.value[0] * (c.end - c.start) for c in shaper.shape(text, asked))


def glyph_ink(library: Library, cluster: Cluster) -> tuple[float, float]:
    """Left and right edge of the ink of a cluster of one upright glyph, em right of the middle of its line."""
    face = library.face(cluster.face)
    font = library.font(face)
    box = font.get_glyph_extents(cluster.gids[0])
    left = box.x_bearing - font.get_glyph_v_origin(cluster.gids[0])[0]
    shift = -cluster.offsets_em[0][1]
    return left / face.upem + shift, (left + box.width) / face.upem + shift


def test_ideographs_advance_one_em_from_the_middle_of_their_head(shaper: HarfBuzzShaper) -> None:
    for language in SERIF:
        for cluster in shaper.shape("中の国", style(language)):
            assert (cluster.turn, cluster.advance_em, cluster.offsets_em) == (Turn.UPRIGHT, 1.0, ((0.0, 0.0),))


@pytest.mark.parametrize("mark", "，。、；：！？")
def test_chinese_marks_of_the_mainland_have_their_ink_at_the_upper_right(
    shipped: Library, shaper: HarfBuzzShaper, mark: str
) -> None:
    cluster = one(shaper, mark, style())
    left, right = glyph_ink(shipped, cluster)
    assert -0.05 < left < right <= 0.5
    assert left + right > 0.15
    assert 0 < cluster.ink_left_em < 0.2
    assert cluster.turn is Turn.UPRIGHT


@pytest.mark.parametrize("mark", "，。、；：！？")
def test_marks_of_traditional_chinese_are_in_the_middle_of_their_cell(
    shipped: Library, shaper: HarfBuzzShaper, mark: str
) -> None:
    cluster = one(shaper, mark, style("zh-Hant"))
    left, right = glyph_ink(shipped, cluster)
    assert abs(left + right) / 2 < 0.08
    assert abs(cluster.ink_left_em + cluster.ink_right_em - 1) / 2 < 0.1


def test_japanese_stops_are_at_the_upper_right_and_the_colon_lies(shipped: Library, shaper: HarfBuzzShaper) -> None:
    for mark in "。、":
        cluster = one(shaper, mark, style("ja"))
        assert glyph_ink(shipped, cluster)[0] > 0
        assert cluster.ink_right_em < 0.5
    colon = one(shaper, "：", style("ja"))
    left, right = glyph_ink(shipped, colon)
    assert right - left > 0.3 > colon.ink_right_em - colon.ink_left_em


@pytest.mark.parametrize("family", ["Noto Serif SC", "Noto Sans SC", "LXGW WenKai"])
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja"])
@pytest.mark.parametrize("dash", ["——", "――"])
def test_dash_of_two_characters_runs_down_the_line(
    shipped: Library, shaper: HarfBuzzShaper, family: str, language: str, dash: str
) -> None:
    clusters = shaper.shape(dash, style(language, family))
    assert {c.turn for c in clusters} == {Turn.UPRIGHT}
    assert sum(c.advance_em for c in clusters) == 2.0
    for cluster in clusters:
        left, right = glyph_ink(shipped, cluster)
        assert abs(left + right) / 2 < 0.02
        assert right - left < 0.1


def test_ellipsis_and_brackets_take_their_vertical_forms(shaper: HarfBuzzShaper) -> None:
    flat = TypeStyle((FaceRef("Noto Serif SC"),), 10.5, 15)
    for text in ("……", "（", "》", "「", "“"):
        down = shaper.shape(text, style())
        assert {c.turn for c in down} == {Turn.UPRIGHT}
        assert not {g for c in down for g in c.gids} & {g for c in shaper.shape(text, flat) for g in c.gids}


def test_bracket_has_its_ink_beside_the_bracketed_text(shaper: HarfBuzzShaper) -> None:
    opening, closing = one(shaper, "（", style()), one(shaper, "）", style())
    assert opening.ink_left_em > 0.5 > closing.ink_right_em


def test_mark_without_a_vertical_form_turns(tmp_path: Path) -> None:
    characters = {"zhong": 0x4E2D, "bracket": 0xFF08, "stop": 0x3002}
    make_font(tmp_path / "a.ttf", family="Tiny Song", characters=characters)
    shaper = HarfBuzzShaper(Library.open([tmp_path], [])[0])
    assert turns(shaper, "中（。", style(family="Tiny Song")) == "usu"


def test_latin_words_turn_and_are_centred_by_the_em_box(shaper: HarfBuzzShaper) -> None:
    text = "年Hello, world!"
    clusters = shaper.shape(text, style())
    assert turns(shaper, text, style()) == "u" + "s" * 13
    flat = shaper.shape(text[1:], TypeStyle((FaceRef("Noto Serif SC"),), 10.5, 15))
    assert [c.gids for c in clusters[1:]] == [c.gids for c in flat]
    assert [c.advance_em for c in clusters[1:]] == [c.advance_em for c in flat]
    assert {offset for c in clusters[1:] for offset in c.offsets_em} == {(0.0, 0.38)}


def test_number_of_two_digits_stands_across_in_one_em(shaper: HarfBuzzShaper) -> None:
    for family in ("Noto Serif SC", "Noto Sans SC", "LXGW WenKai"):
        cluster = shaper.shape("于12月", style(family=family))[1]
        assert (cluster.start, cluster.end, cluster.advance_em, cluster.turn) == (1, 3, 1.0, Turn.ACROSS)
        (first, left), (second, right) = cluster.offsets_em
        assert first == second == 0.88  # on the baseline of an em box that fills the cell
        assert 0 < left <= 0.5  # leftward: the first digit begins left of the middle
        assert right < left
        assert 0.5 < cluster.scale_ratio <= 1


def test_number_across_is_no_wider_than_its_cell(shipped: Library, shaper: HarfBuzzShaper) -> None:
    for text in ("12", "100", "888"):
        for family in ("Noto Serif SC", "LXGW WenKai"):
            cluster = one(shaper, text, style(family=family, across_digits=3))
            face = shipped.face(cluster.face)
            widths = [shipped.font(face).get_glyph_h_advance(g) / face.upem * cluster.scale_ratio for g in cluster.gids]
            left, right = cluster.offsets_em[0][1], widths[-1] - cluster.offsets_em[-1][1]
            assert left == pytest.approx(right)  # centred
            assert left + right == pytest.approx(sum(widths))
            assert sum(widths) <= 1 + 1e-9


def test_single_digit_and_capital_letter_stand_upright_in_one_em(shipped: Library, shaper: HarfBuzzShaper) -> None:
    for text in ("5", "A"):
        cluster = shaper.shape(f"第{text}号", style())[1]
        left, right = glyph_ink(shipped, cluster)
        assert (cluster.turn, cluster.advance_em) == (Turn.UPRIGHT, 1.0)
        assert abs(left + right) / 2 < 0.06


def test_corner_brackets_are_shown_for_quotes_and_the_text_is_not_changed(shaper: HarfBuzzShaper) -> None:
    text = "他说：“好”。“Yes”"
    plain, cornered = shaper.shape(text, style()), shaper.shape(text, style(corner_quotes=True))
    brackets = shaper.shape("他说：「好」。", style())
    assert [c.gids for c in cornered[:7]] == [c.gids for c in brackets]
    assert [c.gids for c in cornered[7:]] == [c.gids for c in plain[7:]]
    assert [(c.start, c.end) for c in cornered] == [(c.start, c.end) for c in plain]


def test_font_without_vertical_metrics_is_set_on_the_em_box(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf", family="Tiny Song", upem=2048)
    shaper = HarfBuzzShaper(Library.open([tmp_path], [])[0])
    zhong, a = shaper.shape("中A", style(family="Tiny Song"))
    assert (zhong.advance_em, zhong.offsets_em) == (1.0, ((0.0, 0.0),))
    assert (a.turn, a.advance_em) == (Turn.UPRIGHT, 1.0)


def test_character_that_no_face_has_is_an_empty_em(shaper: HarfBuzzShaper) -> None:
    clusters = shaper.shape("中😀国", style())
    assert [(c.face == "", c.advance_em) for c in clusters] == [(False, 1.0), (True, 1.0), (False, 1.0)]


@given(
    st.text(st.sampled_from("中国。，“”——……A12é x\u030c\u200b\u00ad\ufe00\u3000😀\n가の（ー%"), max_size=30),
    st.booleans(),
)
def test_every_character_is_covered_once_and_in_order(shaper: HarfBuzzShaper, text: str, corners: bool) -> None:
    asked = style(corner_quotes=corners, across_digits=3)
    at = 0
    for cluster in shaper.shape(text, asked):
        assert cluster.start == at < cluster.end
        assert len(cluster.gids) == len(cluster.offsets_em)
        at = cluster.end
    assert at == len(text)
