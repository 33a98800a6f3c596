"""What the shaper makes of texts: one place for every character, the language's glyphs, one face for a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from font_makers import make_font
from pagesetter.fonts.library import Library
from pagesetter.fonts.shape import HarfBuzzShaper
from pagesetter.geometry import WritingMode
from pagesetter.model.glyph import Cluster
from pagesetter.model.style import FaceRef, TypeStyle
from pagesetter.resources import fonts_folder

SERIF = (FaceRef("Noto Serif SC"),)


def style(faces: tuple[FaceRef, ...] = SERIF, language: str = "zh-Hans", **more: object) -> TypeStyle:
    return TypeStyle(faces, 10.5, 15, language=language, **more)  # type: ignore[arg-type]


def spans(clusters: tuple[Cluster, ...]) -> list[tuple[int, int]]:
    return [(c.start, c.end) for c in clusters]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> HarfBuzzShaper:
    """A shaper over the shipped fonts and a Latin face that has quotes and spaces but no ideograph."""
    folder = tmp_path_factory.mktemp("latin")
    letters = {f"g{point:02x}": point for point in range(0x21, 0x7F)}
    characters = {"space": 0x20, "quote": 0x201C, "eacute": 0xE9, **letters}
    make_font(folder / "Latin.ttf", family="Tiny Latin", characters=characters)
    library, problems = Library.open([folder, fonts_folder()], [])
    assert problems == ()
    return HarfBuzzShaper(library)


LATIN_FIRST = (FaceRef("Tiny Latin"), FaceRef("Noto Serif SC"))


def by_face(shaper: HarfBuzzShaper, text: str, language: str = "zh-Hans") -> str:
    """One letter for each character: l Latin face, s Song, - none."""
    words = {"Latin@400": "l", "NotoSerifSC_400Regular@400": "s", "": "-"}
    clusters = shaper.shape(text, style(LATIN_FIRST, language))
    return "".join(words[c.face] * (c.end - c.start) for c in clusters)


def test_two_em_dash_is_one_cluster_of_two_em(shaper: HarfBuzzShaper) -> None:
    dash, after = shaper.shape("——中", style())
    assert (dash.start, dash.end, dash.advance_em, len(dash.gids)) == (0, 2, 2.0, 1)
    assert 0 < dash.ink_left_em < 0.1
    assert 1.9 < dash.ink_right_em < 2.0
    assert (after.start, after.end) == (2, 3)


def test_two_em_dash_is_two_clusters_where_the_face_does_not_tie_it(shaper: HarfBuzzShaper) -> None:
    assert spans(shaper.shape("——", style((FaceRef("LXGW WenKai"),)))) == [(0, 1), (1, 2)]


def test_dash_keeps_its_chinese_form_beside_digits_and_letters(shaper: HarfBuzzShaper) -> None:
    alone = shaper.shape("——", style())[0]
    beside = next(c for c in shaper.shape("A1——2B", style()) if c.end - c.start == 2)
    assert beside.gids == alone.gids


@pytest.mark.parametrize(("mark", "left", "right"), [("，", 0.0, 0.5), ("《", 0.5, 1.0), ("”", 0.0, 0.5)])
def test_ink_of_marks_is_measured(shaper: HarfBuzzShaper, mark: str, left: float, right: float) -> None:
    (cluster,) = shaper.shape(mark, style())
    assert cluster.advance_em == 1.0
    assert left < cluster.ink_left_em < cluster.ink_right_em < right


def test_ink_of_other_characters_is_their_whole_advance(shaper: HarfBuzzShaper) -> None:
    for cluster in shaper.shape("中A1 ", style()):
        assert (cluster.ink_left_em, cluster.ink_right_em) == (0.0, cluster.advance_em)


@given(st.text(st.sampled_from("中国。，“”——……A1é x\u030c\u200b\u00ad\ufe00\u00a0\u3000😀\n가の"), max_size=30))
def test_every_character_is_covered_once_and_in_order(shaper: HarfBuzzShaper, text: str) -> None:
    clusters = shaper.shape(text, style((FaceRef("LXGW WenKai"), *SERIF)))
    at = 0
    for cluster in clusters:
        assert cluster.start == at < cluster.end
        assert len(cluster.gids) == len(cluster.offsets_em)
        at = cluster.end
    assert at == len(text)


def test_character_that_no_face_has_is_a_cluster_without_a_face(shaper: HarfBuzzShaper) -> None:
    clusters = shaper.shape("中😀国", style())
    assert [c.face == "" for c in clusters] == [False, True, False]
    assert (clusters[1].gids, clusters[1].advance_em) == ((), 1.0)


def test_unknown_family_gives_clusters_without_a_face(shaper: HarfBuzzShaper) -> None:
    assert [c.face for c in shaper.shape("中A", style((FaceRef("No Such Song"),)))] == ["", ""]


def test_no_glyph_is_notdef(shaper: HarfBuzzShaper) -> None:
    text = "中\u200b国\u00ad\u2011\ufe0fㅩ\U00020000\u0378"
    assert all(gid for c in shaper.shape(text, style()) for gid in c.gids)


def test_what_shows_nothing_has_no_glyph_and_no_width(shaper: HarfBuzzShaper) -> None:
    clusters = shaper.shape("中\u200b国", style())
    assert (clusters[1].gids, clusters[1].advance_em, spans(clusters)) == ((), 0.0, [(0, 1), (1, 2), (2, 3)])


def test_later_face_serves_what_the_first_lacks(shaper: HarfBuzzShaper) -> None:
    faces = style((FaceRef("LXGW WenKai"), FaceRef("Noto Sans SC", 700)))
    keys = [c.face for c in shaper.shape("中\u26bd\ufa0e", faces)]
    assert keys[0] == "LXGWWenKai-Regular@400"
    assert set(keys) <= {"LXGWWenKai-Regular@400", "NotoSansSC@700", ""}


def test_full_width_marks_stay_with_the_ideographs(mixed: HarfBuzzShaper) -> None:
    assert by_face(mixed, "中“A”国") == "sslss"
    assert by_face(mixed, "“A") == "sl"


def test_quotes_of_latin_text_stay_with_the_letters(mixed: HarfBuzzShaper) -> None:
    assert by_face(mixed, "“A b", "en") == "llll"


def test_spaces_and_marks_take_the_face_of_their_neighbour(mixed: HarfBuzzShaper) -> None:
    assert by_face(mixed, "New York, NY") == "l" * 12
    assert by_face(mixed, "中 国") == "sss"
    assert by_face(mixed, "中(A)") == "slll"


def test_combining_sign_stays_on_its_letter(mixed: HarfBuzzShaper) -> None:
    clusters = mixed.shape("cafe\u0301", style(LATIN_FIRST))
    assert spans(clusters)[-1] == (3, 5)
    assert {c.face for c in clusters} == {"Latin@400"}


def test_letters_are_not_tied_when_they_are_spaced(shaper: HarfBuzzShaper) -> None:
    assert spans(shaper.shape("fi", style())) == [(0, 2)]
    assert spans(shaper.shape("fi", style(tracking_em=0.1))) == [(0, 1), (1, 2)]


def test_features_of_the_style_are_obeyed(shaper: HarfBuzzShaper) -> None:
    (full,) = shaper.shape("，", style())
    (half,) = shaper.shape("，", style(features=(("halt", 1),)))
    assert (full.advance_em, half.advance_em) == (1.0, 0.5)


def test_kana_stay_on_the_grid_unless_proportional_setting_is_asked_for(shaper: HarfBuzzShaper) -> None:
    text = "トヨタ、アヴァ"
    assert {c.advance_em for c in shaper.shape(text, style(language="ja"))} == {1.0}
    proportional = shaper.shape(text, style(language="ja", features=(("palt", 1),)))
    assert min(c.advance_em for c in proportional) < 1.0


def test_weight_of_a_variable_face_changes_its_advances(shaper: HarfBuzzShaper) -> None:
    (light,) = shaper.shape("W", style((FaceRef("Noto Sans SC", 300),)))
    (heavy,) = shaper.shape("W", style((FaceRef("Noto Sans SC", 900),)))
    assert light.face == "NotoSansSC@300"
    assert heavy.advance_em > light.advance_em


def test_vertical_marks_take_their_vertical_forms(shaper: HarfBuzzShaper) -> None:
    (across,) = shaper.shape("（", style())
    (down,) = shaper.shape("（", style(mode=WritingMode.VERTICAL))
    assert across.gids != down.gids
    assert down.advance_em == 1.0
    assert down.ink_left_em >= 0.5  # the ink of an opening mark is in the lower half of its cell


def test_same_text_gives_the_same_clusters_whatever_was_shaped_before(shipped: Library) -> None:
    fresh, used = HarfBuzzShaper(shipped), HarfBuzzShaper(shipped)
    used.shape("2025年1—6月，“五星级”服务队伍", style())
    assert fresh.shape("“五星级”2025", style()) == used.shape("“五星级”2025", style())


def test_shaper_is_what_the_contract_asks_for(shaper: HarfBuzzShaper) -> None:
    from pagesetter.model.glyph import Shaper

    contract: Shaper = shaper
    assert contract.shape("", style()) == ()


@pytest.mark.parametrize("language", ["en", "de", "ru"])
def test_quotation_marks_of_european_text_are_not_as_wide_as_an_ideograph(
    shaper: HarfBuzzShaper, language: str
) -> None:
    text = "“ab” ‘a’"
    clusters = shaper.shape(text, style(language=language))
    assert max(cluster.advance_em for cluster in clusters if text[cluster.start] in "“”‘’") < 0.6
    assert shaper.shape("“词”", style())[0].advance_em == 1.0
