"""Faces by script and language: a text takes the forms of its language, and any character finds a face."""

from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont

from font_makers import make_font
from pagesetter.fonts.library import Library
from pagesetter.fonts.shape import HarfBuzzShaper
from pagesetter.makeup.setting import Setter
from pagesetter.model.glyph import Cluster
from pagesetter.model.style import FaceRef, FaceTable, TypeStyle
from pagesetter.read.fields import Problems
from pagesetter.read.styles import build_styles
from pagesetter.resources import fonts_folder

LANGUAGES = ("zh-Hans", "zh-Hant", "ja", "ko", "en")
FORMS = (("hani", "ZHT", "A"), ("hani", "ZHH", "B"), ("kana", "JAN", "quote"), ("hang", "KOR", "space"))
"""Script and language of OpenType, and the glyph that stands for 中 there."""
DIFFERENT = "直骨令"
"""Unified ideographs whose forms differ between mainland China and Japan."""


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.open([fonts_folder()], [])[0]


@pytest.fixture(scope="module")
def setter(library: Library) -> Setter:
    """Sets by the built-in sheet of a Chinese layout."""
    return Setter(HarfBuzzShaper(library), build_styles(None, Path(), 10.5, 15.0, "zh-Hans", Problems()))


def shaped(setter: Setter, text: str, language: str, role: str = "body") -> tuple[Cluster, ...]:
    return setter.shaper.shape(text, setter.style(role, language))


def faces(setter: Setter, text: str, language: str, role: str = "body") -> list[str]:
    """The face of each character, without its weight."""
    return [c.face.partition("@")[0] for c in shaped(setter, text, language, role) for _ in range(c.start, c.end)]


def outline(library: Library, cluster: Cluster) -> tuple[object, ...]:
    """What a glyph draws."""
    drawn: list[object] = []
    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, _: drawn.append(("m", x, y)))
    funcs.set_line_to_func(lambda x, y, _: drawn.append(("l", x, y)))
    funcs.set_quadratic_to_func(lambda *points: drawn.append(("q", *points[:-1])))
    funcs.set_cubic_to_func(lambda *points: drawn.append(("c", *points[:-1])))
    library.font(library.face(cluster.face)).draw_glyph(cluster.gids[0], funcs, None)
    return tuple(drawn)


def test_japanese_text_takes_japanese_forms(setter: Setter, library: Library) -> None:
    assert faces(setter, DIFFERENT, "ja") == ["NotoSerifJP-Regular"] * 3
    for ja, zh in zip(shaped(setter, DIFFERENT, "ja"), shaped(setter, DIFFERENT, "zh-Hans"), strict=True):
        assert outline(library, ja) != outline(library, zh) != ()


@pytest.mark.parametrize(
    ("language", "role", "face"),
    [
        ("ja", "bold", "NotoSansJP"),
        ("ko", "bold", "NotoSansKR"),
        ("zh-Hant", "bold", "NotoSansTC"),
        ("zh-HK", "body", "NotoSerifTC-Regular"),
        ("ko-KR", "body", "NotoSerifKR-Regular"),
        ("ja", "quote", "NotoSansJP"),
        ("ja", "byline", "NotoSerifJP-Regular"),
        ("zh-Hans", "byline", "LXGWWenKai-Regular"),
        ("zh-CN", "body", "NotoSerifSC_400Regular"),
    ],
)
def test_role_keeps_its_kind_of_face_in_every_language(setter: Setter, language: str, role: str, face: str) -> None:
    assert faces(setter, "人", language, role) == [face]


def test_weight_of_a_role_holds_in_every_language(setter: Setter, library: Library) -> None:
    for language in LANGUAGES:
        (cluster,) = shaped(setter, "人", language, "bold")
        assert library.face(cluster.face).weight == 600


def test_hangul_has_a_face_in_every_language(setter: Setter) -> None:
    for language in ("zh-Hans", "zh-Hant", "ja", "ko", "en"):
        assert faces(setter, "한글", language) == ["NotoSerifKR-Regular"] * 2


def test_face_of_another_language_has_the_kind_of_the_role(setter: Setter) -> None:
    assert faces(setter, "한", "zh-Hans", "bold") == ["NotoSansKR"]
    assert faces(setter, "한", "ja", "body") == ["NotoSerifKR-Regular"]


def test_marks_and_ideographs_beside_hangul_stay_with_their_own_face(setter: Setter) -> None:
    song = "NotoSerifSC_400Regular"
    assert faces(setter, "人，한，人", "zh-Hans") == [song, song, "NotoSerifKR-Regular", song, song]


def test_space_between_words_of_another_language_is_of_their_face(setter: Setter) -> None:
    assert faces(setter, "인 권", "zh-Hans") == ["NotoSerifKR-Regular"] * 3


def test_word_with_a_letter_that_its_face_lacks_is_set_whole_by_one_that_has_it(setter: Setter) -> None:
    song, kai = "NotoSerifSC_400Regular", "LXGWWenKai-Regular"
    assert faces(setter, "人Łódź人Bach", "zh-Hans") == [song, *[kai] * 4, song, *[song] * 4]
    assert faces(setter, "The Łódź", "en") == [song] * 4 + [kai] * 4


def test_language_of_the_text_picks_the_forms_that_a_font_has_for_it(tmp_path: Path) -> None:
    path = make_font(tmp_path / "pan.ttf", family="Tiny Pan")
    font = TTFont(path)
    forms = " ".join(f"script {script}; language {tag}; sub zhong by {glyph};" for script, tag, glyph in FORMS)
    addOpenTypeFeaturesFromString(font, f"languagesystem hani dflt; feature locl {{ {forms} }} locl;")
    font.save(path)
    shaper = HarfBuzzShaper(Library.open([tmp_path], [])[0])
    glyphs = {}
    for language in ("zh-Hans", "zh-Hant", "zh-HK", "ja", "ko"):
        (cluster,) = shaper.shape("中", TypeStyle((FaceRef("Tiny Pan"),), 10, 14, language=language))
        glyphs[language] = font.getGlyphName(cluster.gids[0])
    assert glyphs == {"zh-Hans": "zhong", "zh-Hant": "A", "zh-HK": "B", "ja": "quote", "ko": "space"}


def test_marks_of_traditional_chinese_stand_in_the_middle_by_their_face(setter: Setter) -> None:
    for mark in "，。、；":
        (hant,), (hans,) = (shaped(setter, mark, language) for language in ("zh-Hant", "zh-Hans"))
        assert (hant.ink_left_em + hant.ink_right_em) / 2 == pytest.approx(0.5, abs=0.06)
        assert (hans.ink_left_em + hans.ink_right_em) / 2 < 0.35


def test_traditional_characters_and_zhuyin_are_in_one_face(setter: Setter) -> None:
    assert set(faces(setter, "尊嚴與權利，ㄓㄨˋ", "zh-Hant")) == {"NotoSerifTC-Regular"}


def test_character_that_no_face_of_any_language_has_stays_without(setter: Setter) -> None:
    assert [cluster.face for cluster in shaped(setter, "ก", "zh-Hans")] == [""]


def test_list_of_the_users_own_is_all_that_serves(library: Library) -> None:
    style = TypeStyle((FaceRef("Noto Serif SC"),), 10, 14)
    assert [cluster.face for cluster in HarfBuzzShaper(library).shape("한", style)] == [""]


def test_choice_of_faces_does_not_hang_on_what_was_shaped_before(library: Library) -> None:
    table = FaceTable((("zh-Hans", (FaceRef("Noto Serif SC"),)), ("zh-Hant", (FaceRef("Noto Serif TC"),)),
                       ("ja", (FaceRef("Noto Serif JP"),)), ("ko", (FaceRef("Noto Serif KR"),))))  # fmt: skip
    style = TypeStyle((FaceRef("LXGW WenKai"),), 10, 14, faces_by_language=table)
    texts = ["뷁", "人뷁 ヷ人", "𠀋", "♨뷁♨", "あ か゚"]
    used = HarfBuzzShaper(library)
    fresh = [HarfBuzzShaper(library).shape(text, style) for text in texts]
    assert [used.shape(text, style) for text in (*texts, *texts[::-1])] == [*fresh, *fresh[::-1]]


def test_all_faces_share_one_em_box_and_baseline(setter: Setter, library: Library) -> None:
    keys = {
        cluster.face
        for language in LANGUAGES
        for role in setter.sheet.types
        for cluster in shaped(setter, "人A한の", language, role)
    }
    assert len(keys) > 10
    boxes = {(library.face(key).ascent_em, library.face(key).descent_em) for key in keys}
    assert boxes == {(0.88, -0.12)}


def test_ideographs_and_kana_of_all_faces_are_an_em_wide(setter: Setter) -> None:
    for language in LANGUAGES:
        assert {cluster.advance_em for cluster in shaped(setter, "人の、（", language)} == {1.0}
