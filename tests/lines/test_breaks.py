"""Where lines may break, by language and level."""

import re
from collections import Counter
from pathlib import Path

import pytest

import pagesetter.lines.breaks as breaks
from pagesetter.lines.breaks import FREE, MUST, NEVER, break_penalties, levels_of
from pagesetter.read.style_rows import LEVELS
from pagesetter.script.languages import RULES
from pagesetter.script.tables import characters, read_table

DATA = Path(breaks.__file__).parent / "data"


def cut(text: str, language: str = "zh-Hans", level: str = "") -> str:
    """The text with | where a break is free, ~ where it costs, ‖ where it is forced; its end is left out."""
    signs = {FREE: "|", NEVER: "", MUST: "‖"}
    costs = break_penalties(text, language, level)
    return "".join(signs.get(cost, "~") + ch for cost, ch in zip(costs, text, strict=False))


def holds(expected: str, language: str = "zh-Hans", level: str = "") -> None:
    assert cut(re.sub("[|~‖]", "", expected), language, level) == expected


@pytest.mark.parametrize(
    "expected",
    [
        "他|说：|“好！？”|（笑）|再|见。",
        "《论|语》、|【新】|…",
        "阿·~卜|杜",
        "去,|来 |(约~人)",
        "３０％，|５",
    ],
)
def test_marks_never_start_a_line_and_opening_marks_never_end_one(expected: str) -> None:
    holds(expected)


def test_closing_mark_stays_even_after_a_space() -> None:
    holds("字 ）|字")
    holds("（ 字|字")


def test_dash_and_ellipsis_are_never_split_and_may_start_a_line_at_gb() -> None:
    holds("是|——|的|……|了|⸺|啊")
    holds("是——|的……|了⸺|啊", level="strict")


def test_two_ellipses_in_a_row_may_be_parted_but_not_one() -> None:
    holds("完|……~……|了")
    holds("完|………|了")


def test_connector_keeps_with_the_number_before_it() -> None:
    holds("1—~6~月")
    holds("3～~5~日")
    holds("15~日—~20~日")
    holds("1—~6~月", level="none")
    holds("1-6~月")


def test_single_dash_is_a_connector_and_never_starts_a_line() -> None:
    holds("北|京—~上|海")


@pytest.mark.parametrize(
    "text",
    [
        "1:30",
        "2.1",
        "12,345.67",
        "￥12.5",
        "$30",
        "29.2%",
        "25℃",
        "１２３",
        "3：2",
        "0595-225",
        "-5",
        "1 000".replace(" ", "\u2009"),
    ],
)
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "ko", "en"])
def test_a_number_with_its_signs_is_never_split(text: str, language: str) -> None:
    for level in set(levels_of(language)) - {"anywhere"}:
        assert set(break_penalties(text, language, level)[1:-1]) == {NEVER}


def test_number_and_counter_part_at_a_cost() -> None:
    holds("共|2.1~万~件，|85~项")
    holds("第~3~次、|第~十~二~届")
    holds("No. ~5，|来")
    holds("2025~年|6~月")


def test_number_and_what_is_no_counter_part_freely() -> None:
    holds("获|2|奖")


def test_latin_words_stay_whole_and_part_after_hyphens_at_a_cost() -> None:
    holds("I |don’t |know |km/h |GB/T |C++ |well-~known |R&D |U.S.|字")
    holds("用 |e-~mail |字")


def test_an_apostrophe_is_no_closing_quote() -> None:
    holds("rock’n’roll")
    holds("说|‘好’|吗")


def test_plus_keeps_with_what_precedes_and_parts_after() -> None:
    holds("党|建+|引|领")
    holds("适|老|化+|兜|底|化+|网|格|化")
    holds("党|建+|AI")
    holds("1+1")


def test_solidus_stands_at_neither_edge_at_gb() -> None:
    holds("文/图 |张~三")
    holds("文 / 图")
    holds("文／图")
    holds("文/|图", level="basic")


def test_sign_keeps_with_the_name_after_it() -> None:
    holds("□记~者 |李~四")
    holds("□ 李|四")
    holds("□　李|四")


def test_break_goes_after_spaces_never_before() -> None:
    holds("字  |字　|字")


def test_forced_lines() -> None:
    holds("一\u2028‖（二\n‖）|三")


def test_url_parts_after_its_separators_only() -> None:
    holds("见 |https://www.qz.gov.cn/~news/~a-b.html?~id=~x|页")
    assert cut("www.a.cn/b/c说", level="gb") == "www.a.cn/~b/~c|说"


def test_path_may_start_a_line_and_parts_as_a_url_does() -> None:
    holds("见|/etc/~cron.d/~x，|和 |/usr/~bin。")
    holds("（/etc/~hosts）|见 |http://a.b/~etc/~hosts")


def test_none_forbids_no_edge_but_splits_no_unit() -> None:
    holds("说|：|“|行|！|”|……|——|12.5%|（|二|）", level="none")


def test_curly_quotes_are_brackets_in_chinese_and_japanese() -> None:
    holds("他|“好”|吗")
    holds("彼|“良”|か", "ja")
    holds("그|“좋”|은", "ko")


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("very-loose", "あ~ぁ~ー~々~〻~！~・~：~〜~%|は、|「あ」"),
        ("loose", "あ~ぁ~ー~々〻！~・：~〜~%|は、|「あ」"),
        ("strict", "あ~ぁ~ー~々〻！・：〜%|は、|「あ」"),
        ("very-strict", "あぁー々〻！・：〜%|は、|「あ」"),
        ("css-loose", "あ|ぁ|ー|々|〻|！|・|：|〜|%|は、|「あ」"),
        ("css-normal", "あ|ぁ|ー々〻！・：|〜%|は、|「あ」"),
        ("css-strict", "あぁー々〻！・：〜%|は、|「あ」"),
    ],
)
def test_japanese_levels(level: str, expected: str) -> None:
    holds(expected, "ja", level)


def test_inseparable_marks_part_only_at_the_loose_japanese_levels() -> None:
    holds("あ|…~…|い", "ja", "loose")
    holds("あ|……|い", "ja", "strict")


def test_korean_breaks_by_syllable_or_by_word() -> None:
    holds("한|국|어 |말·|글, |3.5%|다", "ko", "syllable")
    holds("한국어(Korea)는 |말·글, |3.5%다", "ko", "word")


def test_english_breaks_at_spaces_and_after_hyphens_only() -> None:
    holds("The |well-~known |man/woman |(aged |3.5) |don’t—|ever |say |“no!” |x…y |A.B", "en")


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "ko", "en"])
def test_a_level_that_the_language_does_not_have_means_its_default(language: str) -> None:
    text = "字，字“字”……字a-b 한글 カー"
    assert break_penalties(text, language, "no-such-level") == break_penalties(text, language, levels_of(language)[0])


def test_defaults() -> None:
    assert [levels_of(tag)[0] for tag in ("zh", "zh-TW", "ja", "ko", "en")] == [
        "gb",
        "gb",
        "very-loose",
        "syllable",
        "normal",
    ]


def test_ends_of_the_text() -> None:
    assert break_penalties("", "zh") == [NEVER]
    assert break_penalties("字", "zh") == [NEVER, MUST]


def test_every_row_has_its_clause_and_known_levels() -> None:
    columns = {row["column"] for row in read_table(DATA / "levels.tsv")}
    groups = columns | {column.partition(".")[0] for column in columns}
    units = list(read_table(DATA / "units.tsv"))
    assert {row["rules"] for row in read_table(DATA / "levels.tsv")} == set(RULES)
    assert {level for row in units for level in row["levels"].split(" ")} <= groups
    assert {row["where"] for row in units} <= {"before", "after", "inside", "through"}
    assert all(re.fullmatch(r"never|word|allow( \d+)?|\d+", row["cost"]) for row in units)
    assert {row["words"] for row in read_table(DATA / "levels.tsv")} == {"style", "anywhere"}
    for name in ("levels", "kinsoku", "sets", "units"):
        assert all(row["clause"] for row in read_table(DATA / f"{name}.tsv"))


def test_a_style_may_name_the_levels_of_all_languages_and_no_other() -> None:
    assert set(LEVELS) == {row["level"] for row in read_table(DATA / "levels.tsv")}


def test_a_column_of_a_level_is_one_of_the_edges_or_says_what_becomes_of_words() -> None:
    columns = next(iter(read_table(DATA / "kinsoku.tsv"))).keys()
    for row in read_table(DATA / "levels.tsv"):
        assert row["column"] in columns or row["words"] != "style", row


def test_a_character_stands_in_one_row_of_the_edges() -> None:
    counts = Counter(ch for row in read_table(DATA / "kinsoku.tsv") for ch in characters(row["chars"]))
    assert [ch for ch, count in counts.items() if count > 1] == []


def test_chinese_levels_are_cumulative() -> None:
    for row in read_table(DATA / "kinsoku.tsv"):
        edges = [set(row[f"zh.{level}"].split(" ")[1:]) for level in ("none", "basic", "gb", "strict")]
        assert edges[0] <= edges[1] <= edges[2] <= edges[3]
