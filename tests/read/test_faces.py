"""Faces by language in a sheet: families of the sheet, lists by language, and what layers of sheets make of them."""

from pathlib import Path

import pytest

from pagesetter.diagnostics import Diagnostic
from pagesetter.model.style import FaceRef, StyleSheet
from pagesetter.read.fields import Problems, Values
from pagesetter.read.source import SourceText
from pagesetter.read.style_rows import SHEET
from pagesetter.read.styles import build_styles
from pagesetter.read.tree import parse_yaml
from pagesetter.script.languages import face_tags, homes_of


def made(text: str, language: str = "zh-Hans") -> tuple[StyleSheet, list[Diagnostic]]:
    problems = Problems()
    node, found = parse_yaml(SourceText(Path("x"), "x", text))
    assert not found
    assert node is not None
    own = SHEET.read(node, problems)
    assert isinstance(own, Values)
    return build_styles(own, Path(), 10.5, 15.0, language, problems), problems.found


def families(text: str, language: str, role: str = "body", layout: str = "zh-Hans") -> list[str]:
    """Families with their weights that a role has in a language."""
    styles, found = made(text, layout)
    assert found == []
    style = styles.types[role]
    refs = style.faces if language == layout else style.faces_by_language.faces(face_tags(language)) or style.faces
    return [f"{ref.family} {ref.weight}" for ref in refs]


def test_language_of_the_layout_picks_the_faces() -> None:
    assert families("{}", "ja", layout="ja")[0] == "Noto Serif JP 400"
    assert families("{}", "zh-Hans")[0] == "Noto Serif SC 400"


@pytest.mark.parametrize(
    ("tag", "tags"),
    [
        ("zh-Hans", ("zh-Hans", "zh")),
        ("zh-HK", ("zh-HK", "zh-Hant")),
        ("zh-Hant-HK", ("zh-Hant-HK", "zh-Hant")),
        ("ja-JP", ("ja-JP", "ja")),
        ("en-GB", ("en-GB", "en", "latin")),
    ],
)
def test_narrower_tags_go_first_and_the_rules_of_the_language_last(tag: str, tags: tuple[str, ...]) -> None:
    assert face_tags(tag) == tags


def test_faces_of_the_likeliest_language_are_looked_through_first() -> None:
    assert [homes_of(kind)[0] for kind in ("hangul", "kana", "han", "common")] == ["ko", "ja", "zh-Hans", "zh-Hans"]
    assert all(len(homes_of(kind)) == 5 for kind in ("hangul", "kana", "latin"))


def test_list_by_language_changes_its_languages_and_leaves_the_others() -> None:
    text = "types: {body: {faces: {ja: [Own Mincho 400, serif 400], zh-HK: Own Ming 400}}}"
    assert families(text, "ja") == ["Own Mincho 400", "Noto Serif JP 400", "Noto Serif SC 400"]
    assert families(text, "zh-HK") == ["Own Ming 400"]
    assert families(text, "zh-TW") == ["Noto Serif TC 400", "Noto Serif SC 400"]
    assert families(text, "zh-Hans") == ["Noto Serif SC 400"]


def test_plain_list_is_all_that_serves_in_every_language() -> None:
    text = "types: {body: {faces: [Own Song 400, LXGW WenKai 400]}}"
    for language in ("zh-Hans", "ja", "en"):
        assert families(text, language) == ["Own Song 400", "LXGW WenKai 400"]
    assert made(text)[0].types["body"].faces_by_language.rows == ()


def test_families_of_the_sheet_stand_for_their_fonts_with_the_weight_of_the_style() -> None:
    assert families("{}", "ja", "bold")[:2] == ["Noto Sans JP 600", "Noto Sans SC 600"]
    assert families("{}", "en", "bold") == ["Noto Sans SC 600", "Noto Serif SC 700"]


def test_layout_changes_a_family_for_one_language() -> None:
    text = "families: {serif: {ja: Own Mincho}}"
    assert families(text, "ja") == ["Own Mincho 400"]
    assert families(text, "ko")[0] == "Noto Serif KR 400"
    assert families(text, "zh-Hans") == ["Noto Serif SC 400"]


def test_layout_gives_a_family_one_font_for_all_languages() -> None:
    text = "families: {serif: Own Song}"
    assert families(text, "ja") == families(text, "zh-Hans") == ["Own Song 400"]


def test_family_of_its_own_takes_its_first_language_where_it_has_no_other() -> None:
    text = "families: {house: {zh-Hans: [A, B], ja: C}}\ntypes: {body: {faces: house 500}}"
    assert families(text, "zh-Hans") == ["A 500", "B 500"]
    assert families(text, "ja") == ["C 500"]
    assert families(text, "ko") == ["A 500", "B 500"]


def test_face_of_a_family_is_told_at_the_place_that_names_its_font() -> None:
    styles, _ = made("families: {serif: {ja: Own Mincho}}", "ja")
    (face,) = styles.types["body"].faces
    assert face == FaceRef("Own Mincho", 400)
    assert face.origin is not None
    assert (face.origin.file, face.origin.line, face.origin.column) == ("x", 1, 24)


def test_unknown_language_is_told_and_the_others_are_kept() -> None:
    styles, found = made("types: {body: {faces: {jp: X 400, ja: Y 400}}}", "ja")
    assert [(d.code, d.origin.column) for d in found if d.origin] == [("R026", 24)]
    assert styles.types["body"].faces == (FaceRef("Y", 400),)


def test_weight_of_a_family_is_refused_where_styles_give_it() -> None:
    _, found = made("families: {serif: [Own Song 400, Other]}")
    assert [(d.code, d.hint) for d in found] == [("R023", "leave the weight out here: the styles give it")]
