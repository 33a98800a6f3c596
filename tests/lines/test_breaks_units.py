"""What a line break may not part, or only at a price: the rows of units.tsv, and the ways of breaking words."""

import re

import pytest

from pagesetter.lines.breaks import FREE, MUST, NEVER, break_penalties, levels_of
from pagesetter.lines.cast import text_style
from pagesetter.lines.paragraph import prepare, set_block
from pagesetter.lines.plain import PlainShaper
from pagesetter.model.story import Span
from pagesetter.model.style import TypeStyle

LANGUAGES = ("zh-Hans", "zh-Hant", "ja", "ko", "en")


def cut(text: str, language: str = "zh-Hans", level: str = "", word_break: str = "normal") -> str:
    """The text with | where a break is free, ~ where it costs, ‖ where it is forced; its end is left out."""
    signs = {FREE: "|", NEVER: "", MUST: "‖"}
    costs = break_penalties(text, language, level, word_break)
    return "".join(signs.get(cost, "~") + ch for cost, ch in zip(costs, text, strict=False))


def holds(expected: str, language: str = "zh-Hans", level: str = "", word_break: str = "normal") -> None:
    assert cut(re.sub("[|~‖]", "", expected), language, level, word_break) == expected


def cost(text: str, language: str = "zh-Hans", level: str = "") -> float:
    """Cost of the break that the text shows with a |."""
    return break_penalties(text.replace("|", ""), language, level)[text.index("|")]


def lines_of(text: str, style: TypeStyle, measure_em: float) -> list[str]:
    """The lines of a text, set without a font at one em a character."""
    block = prepare((Span(text),), lambda _: style, style, PlainShaper(narrow_em=1.0))
    setting = set_block(block, measure_em * style.size)
    assert setting is not None
    assert setting.method != "first-fit"
    return [line.text for line in setting.lines]


@pytest.mark.parametrize(
    "text",
    [
        "□记者 李|四",
        "记者 张|三 通讯员 王五",
        "（记者 罗剑生 王|芳）",
        "本报记者李|四、王五报道",
        "記者 張|三／台北報導",
        "摄影：张|三",
        "文/图 张|三",
        "（张|三 摄）",
        "（张|三摄）",
        "（赵大明 张|三 摄）",
        "记者 吴　|天",
        "记者 罗剑生 吴　|天",
    ],
)
def test_a_name_of_two_characters_in_a_byline_is_torn_last_of_all(text: str) -> None:
    assert cost(text) == 300


@pytest.mark.parametrize("text", ["记者 罗剑|生 王芳", "（记者罗|剑生）", "（章志|强 摄）"])
def test_a_longer_name_in_a_byline_is_better_not_torn(text: str) -> None:
    assert 0 < cost(text) < 300


@pytest.mark.parametrize("text", ["记者了解|到，今年", "现场拍|摄的照片", "这篇论|文 全文共三页", "他说 张|三来了"])
def test_running_text_that_looks_like_a_byline_parts_freely(text: str) -> None:
    assert cost(text) == FREE


def test_a_korean_byline_keeps_name_and_title() -> None:
    holds("서|울|에|서 |홍~길~동 ~기|자", "ko")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("85|项", "zh-Hans"),
        ("5亿|美元", "zh-Hans"),
        ("3000|平方米", "zh-Hans"),
        ("20|㎡", "zh-Hans"),
        ("五|月", "zh-Hans"),
        ("二〇|二五年", "zh-Hans"),
        ("百分之|三十", "zh-Hans"),
        ("第|5次", "zh-Hans"),
        ("第五|次", "zh-Hans"),
        ("85|項", "zh-Hant"),
        ("3|つ", "ja"),
        ("5|か月", "ja"),
        ("3|人", "ja"),
        ("第|3回", "ja"),
        ("5|만", "ko"),
        ("제|3회", "ko"),
        ("No. |5", "en"),
        ("10 |million", "en"),
        ("May |5", "en"),
        ("J. |K. Rowling", "en"),
        ("5 |May", "en"),
        ("3. |Oktober", "de"),
        ("z. |B.", "de"),
        ("45-|year-old", "en"),
        ("3–|5", "en"),
        ("Haus |– und", "de"),
        ("567 |€", "fr"),
        ("1万|2千人", "ja"),
        ("1만|2천명", "ko"),
        ("Ｆ|ＴＡ", "ja"),
        ("139 |0000 0000", "zh-Hans"),
        ("GB/T |15834", "zh-Hans"),
        ("5 |km", "ko"),
        ("1920|×1080", "zh-Hans"),
        ("≥|60", "zh-Hans"),
        ("T|恤", "zh-Hans"),
        ("T|シャツ", "ja"),
        ("①|加强", "zh-Hans"),
        ("“一二·|九”", "zh-Hans"),
        ("（王|芳）", "zh-Hans"),
    ],
)
def test_a_soft_unit_parts_at_a_price(text: str, language: str) -> None:
    assert FREE < cost(text, language) < NEVER


@pytest.mark.parametrize(
    "text",
    ["m|²", "H|₂O", "H₂|O", "价格|*", "注|†", "上文|[12]", "上文|〔3〕", "9·|18", "§|5", "Go|od", "a|b@c.cn", "人|々"],
)
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ko"])
def test_a_hard_unit_never_parts(text: str, language: str) -> None:
    assert cost(text, language) == NEVER


def test_text_after_an_enumerator_in_a_reference_parts_freely() -> None:
    assert cost("见图①|所示") == FREE


def test_an_address_parts_after_its_separators_only() -> None:
    holds("致 |news-room@~qz.~gov.~cn，|谢|谢")


@pytest.mark.parametrize(("text", "price"), [("あ|ー", 30), ("人|々", 150), ("あ|！", 100), ("5|%", NEVER)])
def test_what_the_newspaper_level_of_japanese_allows_is_a_second_choice(text: str, price: float) -> None:
    assert cost(text, "ja", "very-loose") == price


@pytest.mark.parametrize("level", ["css-loose", "css-normal"])
def test_what_a_level_of_css_allows_is_free(level: str) -> None:
    assert cost("あ|ー", "ja", level) == FREE


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "ko", "en", "und"])
@pytest.mark.parametrize("level", ["css-loose", "css-normal", "css-strict", "anywhere"])
def test_each_language_has_the_levels_of_css(language: str, level: str) -> None:
    assert level in levels_of(language)


def test_korean_levels_of_css_differ_before_small_kana_and_iteration_marks() -> None:
    holds("가|ァ|々|…|나", "ko", "css-loose")
    holds("가|ァ々…|나", "ko", "css-normal")
    holds("가ァ々…|나", "ko", "css-strict")


@pytest.mark.parametrize("language", LANGUAGES)
def test_anywhere_disregards_every_ban(language: str) -> None:
    holds("“|a|b|-|1|.|5|”| |x|\u2060|y|\u200d|z|。|）", language, "anywhere")


@pytest.mark.parametrize("language", LANGUAGES)
def test_anywhere_keeps_combining_marks_and_forced_lines(language: str) -> None:
    holds("a|e\u0301|字\ufe00|b\n‖c\u0301", language, "anywhere")


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "ko"])
def test_a_sign_keeps_with_the_item_after_it(language: str) -> None:
    for sign in "□■◆◇▲△※":
        assert cost(f"{sign}|字", language) == NEVER


def test_a_single_dash_in_korean_is_a_connector() -> None:
    holds("서|울—|부|산", "ko")
    holds("서|울|——|부|산", "ko")


@pytest.mark.parametrize("mark", "〜～")
def test_the_two_wave_dashes_of_japanese_are_one_to_line_breaking(mark: str) -> None:
    assert [cost(f"あ|{mark}い", "ja", level) for level in ("strict", "very-strict")] == [NEVER, NEVER]
    assert all(cost(f"あ|{mark}い", "ja", level) < NEVER for level in ("very-loose", "loose"))


def test_anywhere_is_not_changed_by_word_break() -> None:
    for word_break in ("keep-all", "break-all"):
        holds("字|字|a|b", "zh-Hans", "anywhere", word_break)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-Hans", "中文，|中文3项 |“引用”|中文|（注）|中文abc"),
        ("zh-Hant", "中文，|中文3項 |「引用」|中文"),
        ("ja", "日本語、|カタカナー々ぁ |テスト"),
        ("ko", "한국어 |한국어3명, |영어abc"),
        ("en", "word |中文字 |well-~known"),
    ],
)
def test_keep_all_parts_no_letters_digits_or_ideographs(language: str, expected: str) -> None:
    holds(expected, language, word_break="keep-all")


def test_keep_all_holds_at_a_level_that_gives_brackets_another_class() -> None:
    holds("中文|，|中文|（|中文", level="none", word_break="keep-all")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-Hans", "中|文|a|b|c，|d|e|f"),
        ("ja", "カ~ー|a|b|c。|d"),
        ("ko", "한|글|a|b|c |d|e"),
        ("en", "l|a|t|i|n |d|o|n’t |1|2|3 |(a)"),
        ("ar", "ن|ش|ا|ط |ا|ل"),
        ("hi", "हि|न्|दी |हि"),
        ("th", "ภ|า|ษ|า"),
    ],
)
def test_break_all_takes_letters_and_digits_as_ideographs(language: str, expected: str) -> None:
    holds(expected, language, word_break="break-all")


def test_break_all_changes_nothing_around_marks() -> None:
    for text in ("（a）", "a。", "“a”", "a/", "a-"):
        assert set(break_penalties(text, "zh-Hans", "", "break-all")[1:-1]) == {NEVER}, text


def test_break_all_splits_no_dash_and_no_ellipsis() -> None:
    holds("是|——|的|……|了", word_break="break-all")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_way_of_breaking_words_is_the_normal_one(language: str) -> None:
    text = "字，字abc 한글 123"
    assert break_penalties(text, language, "", "auto-phrase") == break_penalties(text, language)


@pytest.mark.parametrize("measure", [3, 4, 5, 7])
def test_no_line_starts_with_a_space_even_at_anywhere(measure: int) -> None:
    style = text_style("en", "anywhere", align="left")
    lines = lines_of("ab cd  efg h ijklm n op", style, measure)
    assert len(lines) > 2
    assert not [line for line in lines if line.startswith(" ")]


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_break_all_parts_words_without_a_hyphen(language: str) -> None:
    text = "hyphenation of representatives everywhere"
    style = text_style(language, align="left", hyphens=True, word_break="break-all")
    lines = lines_of(text, style, 8)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert lines[0] == "hyphenat"


def test_keep_all_keeps_korean_words_on_one_line() -> None:
    style = text_style("ko", align="left", word_break="keep-all")
    assert [line.strip() for line in lines_of("한국어는 낱말에서 나뉜다", style, 6)] == [
        "한국어는",
        "낱말에서",
        "나뉜다",
    ]
