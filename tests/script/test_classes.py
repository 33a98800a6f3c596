"""Classes, scripts and languages of characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagesetter.script.classes import Klass, class_of, script_of
from pagesetter.script.languages import RULES, Language, parse_language, rules_of
from pagesetter.script.tables import script_table, spelled

CHINESE = {
    Klass.OPENING: "“‘（《〈【〖〔［｛「『",
    Klass.CLOSING: "”’）》〉】〗〕］｝」』",
    Klass.STOP: "。．",
    Klass.COMMA: "，、",
    Klass.COLON: "：；",
    Klass.EXCLAIM: "！？‼⁇⁈⁉",
    Klass.MIDDLE: "·・‧",
    Klass.DASH: "—⸺",
    Klass.ELLIPSIS: "…⋯‥",
    Klass.CONNECTOR: "～–-",
    Klass.SOLIDUS: "/／",
    Klass.HAN: "漢々〇𠀀０Ａ",
    Klass.KANA: "あアーｱ",
    Klass.HANGUL: "한ㄱ",
    Klass.LATIN: "aéЖΩ",
    Klass.DIGIT: "07",
    Klass.SPACE: " ",
    Klass.NBSP: "\u00a0",
    Klass.IDEOGRAPHIC_SPACE: "\u3000",
    Klass.SYMBOL: "□○●※①→",
    Klass.PREFIX: "￥$€№",
    Klass.POSTFIX: "%‰℃°",
}


@pytest.mark.parametrize("klass", CHINESE)
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja"])
def test_marks_have_the_class_that_the_tables_give_them(klass: Klass, language: str) -> None:
    assert {ch: class_of(ch, language) for ch in CHINESE[klass]} == dict.fromkeys(CHINESE[klass], klass)


@pytest.mark.parametrize("language", ["ko", "en", "fr"])
def test_curly_quotes_are_proportional_outside_chinese_and_japanese(language: str) -> None:
    assert {class_of(ch, language) for ch in "“”‘’"} == {Klass.QUOTE}


@pytest.mark.parametrize(
    ("plain", "vertical"),
    [("（「『【《〈", "︵﹁﹃︻︽︿"), ("）」』】》〉", "︶﹂﹄︼︾﹀"), ("，、。：；！？", "︐︑︒︓︔︕︖")],
)
def test_vertical_forms_are_classed_as_the_marks_they_stand_for(plain: str, vertical: str) -> None:
    for ch, form in zip(plain, vertical, strict=True):
        assert class_of(form, "zh-Hant") == class_of(ch, "zh-Hant"), form


def test_interpunct_is_an_ordinary_sign_in_latin_text() -> None:
    assert class_of("·", "ca") is Klass.OTHER
    assert class_of("·", "ko") is Klass.MIDDLE


def test_every_class_of_the_table_is_known_and_every_row_has_its_clause() -> None:
    rows = script_table("classes")
    assert {row[rules] for row in rows for rules in RULES} - {"-"} <= set(Klass)
    assert all(row["clause"] for row in rows)


def test_no_character_stands_in_two_rows_of_single_characters() -> None:
    singles = [first for row in script_table("classes") for first, last in spelled(row["chars"]) if first == last]
    assert len(singles) == len(set(singles))


@given(st.characters(), st.sampled_from(["zh", "zh-TW", "ja", "ko", "en", "xx"]))
def test_every_character_has_a_class_and_a_script(ch: str, language: str) -> None:
    assert class_of(ch, language) in Klass
    assert script_of(ch) in {"han", "kana", "hangul", "latin", "common"}


@pytest.mark.parametrize(
    ("ch", "script"),
    [
        ("字", "han"),
        ("々", "han"),
        ("𠀀", "han"),
        ("か", "kana"),
        ("ー", "kana"),
        ("글", "hangul"),
        ("x", "latin"),
        ("3", "latin"),
        ("Ж", "latin"),
        ("，", "common"),
        (" ", "common"),
        ("□", "common"),
        ("\u0301", "common"),
    ],
)
def test_script_chooses_the_face_and_marks_are_common(ch: str, script: str) -> None:
    assert script_of(ch) == script


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh", Language("zh", "zh-Hans", "Hani", "zh-Hans")),
        ("zh-Hans", Language("zh-Hans", "zh-Hans", "Hani", "zh-Hans")),
        ("zh-CN", Language("zh-CN", "zh-Hans", "Hani", "zh-Hans")),
        ("zh_tw", Language("zh-TW", "zh-Hant", "Hani", "zh-Hant")),
        ("ZH-HANT-HK", Language("zh-Hant-HK", "zh-HK", "Hani", "zh-Hant")),
        ("ja-JP", Language("ja-JP", "ja", "Kana", "ja")),
        ("ko", Language("ko", "ko", "Hang", "ko")),
        ("en-GB", Language("en-GB", "en", "Latn", "latin")),
        ("ru", Language("ru", "ru", "Cyrl", "latin")),
    ],
)
def test_tags_of_any_case_find_their_tables(tag: str, language: Language) -> None:
    assert parse_language(tag) == language


@pytest.mark.parametrize("tag", ["", "-", "xx", "chinese", "zhh"])
def test_an_unknown_language_is_none_and_is_set_as_latin_text(tag: str) -> None:
    assert parse_language(tag) is None
    assert rules_of(tag) == "latin"


@given(st.text(max_size=12))
def test_no_tag_is_an_error(tag: str) -> None:
    language = parse_language(tag)
    assert language is None or language.rules in RULES


def test_languages_table_names_known_rules_once_each() -> None:
    rows = script_table("languages")
    assert {row["rules"] for row in rows} == set(RULES)
    assert len({row["tag"].lower() for row in rows}) == len(rows)
