"""Fonts of the optional extras: found when they are asked for and only then, told of when they are not installed."""

import tomllib
from pathlib import Path

import pytest

from font_makers import make_font
from pagesetter.build import make_page
from pagesetter.diagnostics import Origin, Severity
from pagesetter.fonts.asked import absent_families
from pagesetter.fonts.extras import ExtraFont, extra_fonts, installed
from pagesetter.fonts.library import Library
from pagesetter.fonts.sfnt import read_fonts
from pagesetter.fonts.shape import HarfBuzzShaper
from pagesetter.model.style import FaceRef, StyleSheet, TypeStyle
from pagesetter.read.fields import Problems
from pagesetter.read.styles import build_styles
from pagesetter.resources import fonts_folder

NOWHERE = Origin("front.yaml", 3, 5)


def sheet(language: str = "zh-Hans") -> StyleSheet:
    """The built-in sheet for a layout in that language."""
    return build_styles(None, Path(), 10.5, 15.0, language, Problems())


def without(*extras: str) -> Library:
    """The shipped fonts, on a machine where these extras are not installed."""
    library, problems = Library.open(
        [fonts_folder()], [], lambda font: None if font.extra in extras else installed(font)
    )
    assert problems == ()
    return library


def names(library: Library) -> set[str]:
    return {family.name for family in library.families()}


def test_family_of_an_extra_is_opened_when_it_is_asked_for() -> None:
    library = without()
    assert names(library) == {"Noto Serif SC", "Noto Sans SC", "LXGW WenKai"}
    face = library.resolve(FaceRef("noto  serif JP"))
    assert face is not None
    assert (face.key, face.facts.outlines) == ("NotoSerifJP-Regular@400", "cff-cid")
    assert names(library) == {"Noto Serif SC", "Noto Sans SC", "LXGW WenKai", "Noto Serif JP"}


def test_chinese_page_looks_for_no_extra() -> None:
    asked: list[ExtraFont] = []

    def look(font: ExtraFont) -> Path | None:
        asked.append(font)
        return installed(font)

    library, _ = Library.open([fonts_folder()], [], look)
    styles = sheet()
    shaper = HarfBuzzShaper(library)
    assert absent_families(styles, {"zh-Hans": None, "en": None}, (), library) == (frozenset(), ())
    for style in styles.types.values():
        assert all(cluster.face for cluster in shaper.shape("泉州Quanzhou 3月，“直骨令”——かな", style))
    assert asked == []


def test_chinese_page_opens_its_own_fonts_alone_and_a_japanese_one_those_of_its_language(root: Path) -> None:
    opened = {}
    for name in ("rectangle", "japanese"):
        library = make_page(root / "tests" / "pages" / f"{name}.yaml").library
        assert library is not None
        opened[name] = names(library) - {"Noto Serif SC", "Noto Sans SC", "LXGW WenKai"}
    assert opened == {"rectangle": set(), "japanese": {"Noto Serif JP", "Noto Sans JP"}}


def test_weight_of_a_head_comes_from_the_variable_sans() -> None:
    library = without()
    weights = (400, 700, 900)
    faces = [library.resolve(FaceRef("Noto Sans JP", weight)) for weight in weights]
    assert [face.variation for face in faces if face] == [400.0, 700.0, 900.0]
    assert [face.facts.outlines for face in faces if face] == ["glyf"] * 3


@pytest.mark.parametrize("font", extra_fonts(), ids=lambda font: font.file)
def test_test_extra_brings_every_font_as_its_table_says(font: ExtraFont) -> None:
    path = installed(font)
    assert path is not None
    (facts,) = read_fonts(path)
    low, high = facts.weight_range or (facts.weight, facts.weight)
    assert facts.family == font.family
    assert font.weights == (f"{low:g}-{high:g}" if facts.weight_range else f"{facts.weight}")


def test_extras_of_the_project_are_those_of_the_table(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    given = project["optional-dependencies"]
    for extra in {font.extra for font in extra_fonts()}:
        wanted = {font.distribution for font in extra_fonts() if font.extra == extra}
        assert {requirement.partition("==")[0] for requirement in given[extra]} == wanted
    tested = next(requirement for requirement in given["test"] if requirement.startswith("pagesetter["))
    assert {font.extra for font in extra_fonts()} <= set(tested[len("pagesetter[") : -1].split(","))


def test_family_of_an_extra_that_is_not_installed_is_an_error_that_says_what_to_install() -> None:
    library = without("ja")
    assert library.resolve(FaceRef("Noto Serif JP")) is None
    found = library.unknown(FaceRef("Noto Serif JP"), NOWHERE)
    assert (found.code, found.severity, found.origin) == ("F110", Severity.ERROR, NOWHERE)
    assert 'extra "ja"' in found.message
    assert found.hint == "pip install 'pagesetter[ja]'"


def test_misspelt_family_of_an_extra_is_guessed_before_it_was_opened() -> None:
    assert '"Noto Serif JP"' in without().unknown(FaceRef("Noto Serif JB")).hint


@pytest.mark.parametrize(
    ("language", "extra"), [("ja", "ja"), ("ko", "ko"), ("zh-Hant", "zh-hant"), ("zh-HK", "zh-hant")]
)
def test_without_its_extra_a_language_is_set_in_shipped_faces_and_a_note_says_so(language: str, extra: str) -> None:
    absent, found = absent_families(sheet(), {"zh-Hans": None, language: NOWHERE}, (), without(extra))
    assert len(absent) == 2
    (told,) = found
    assert (told.code, told.severity, told.origin) == ("F111", Severity.NOTE, NOWHERE)
    assert told.hint == f"pip install 'pagesetter[{extra}]'"
    assert all(family in told.message for family in absent)


@pytest.mark.parametrize(("language", "text"), [("ja", "人権とカナ。"), ("ko", "인권 선언."), ("zh-Hant", "讀，權。")])
def test_without_its_extra_a_language_has_a_face_for_its_characters(language: str, text: str) -> None:
    body = sheet(language).types["body"]
    clusters = HarfBuzzShaper(without("ja", "ko", "zh-hant")).shape(text, body)
    assert all(cluster.face for cluster in clusters)
    assert not {"NotoSerifJP-Regular@400", "NotoSerifKR-Regular@400"} & {cluster.face for cluster in clusters}


def test_style_that_asks_for_an_absent_extra_alone_is_an_error_at_its_place() -> None:
    asked = TypeStyle((FaceRef("Noto Sans KR", 700, NOWHERE),), 10, 14)
    absent, found = absent_families(StyleSheet({"body": asked}), {"zh-Hans": None, "ko": None}, (), without("ko"))
    assert absent == {"Noto Sans KR"}
    assert [(d.code, d.origin) for d in found] == [("F110", NOWHERE)]


def test_own_font_of_the_same_family_goes_before_the_extra(tmp_path: Path) -> None:
    own = make_font(tmp_path / "own.ttf", family="Noto Serif JP")
    library, _ = Library.open([tmp_path], [])
    face = library.resolve(FaceRef("Noto Serif JP"))
    assert face is not None
    assert Path(face.path) == own


def test_unfit_font_of_an_extra_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "NotoSerifJP-Regular.otf").write_bytes(b"OTTO")
    library, _ = Library.open([], [], lambda font: tmp_path / "NotoSerifJP-Regular.otf" if font.extra == "ja" else None)
    assert library.resolve(FaceRef("Noto Serif JP")) is None
    found = library.unknown(FaceRef("Noto Serif JP"))
    assert found.code == "F110"
    assert "damaged" in found.message


def test_extras_tell_what_is_not_installed() -> None:
    extras = {extra.name: extra for extra in without("ko").extras()}
    assert [extra.absent for extra in extras.values()] == [(), ("Noto Serif KR", "Noto Sans KR"), ()]
    assert extras["ko"].command == "pip install 'pagesetter[ko]'"
