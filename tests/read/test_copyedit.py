"""Copyedit repairs flattened marks on evidence and leaves everything else as typed."""

import cProfile
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagesetter.diagnostics import Origin, Severity
from pagesetter.model.story import Block, Span, Story
from pagesetter.read.content import read_story, story_text
from pagesetter.read.copyedit import copyedit, repairs_by_kind
from pagesetter.read.edition import read_edition
from pagesetter.read.layouts import read_layout
from pagesetter.read.repairs import kinds, kinds_on, repairs_of, rules_for, switches

DATA = Path(__file__).parent / "data"


def repaired(text: str, language: str = "zh-Hans") -> str:
    """The text with all repairs made."""
    repairs, _ = repairs_of(text, language)
    for start, end, new in sorted((c for r in repairs for c in r.changes), reverse=True):
        text = text[:start] + new + text[end:]
    return text


def story_of(*paragraphs: str, language: str = "zh-Hans") -> Story:
    """A story whose paragraphs stand in lines 1, 3, 5 …"""
    blocks = (
        Block("body", ((Span(text, "", ((0, Origin("a.md", 2 * i + 1, 1)),)),),), Origin("a.md", 2 * i + 1, 1))
        for i, text in enumerate(paragraphs)
    )
    return Story("a", "a.md", language=language, body=tuple(blocks))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("枝叶关情,民生之事", "枝叶关情，民生之事"),
        ("办理时限压缩至2个工作日,让1600人次受益", "办理时限压缩至2个工作日，让1600人次受益"),
        ("网办率达60%,比上年提高2.1个百分点", "网办率达60%，比上年提高2.1个百分点"),
        ("增速9.5%,GDP总量第一", "增速9.5%，GDP总量第一"),
        ("今年,GDP增长", "今年，GDP增长"),
        ("来自WTO、GDP、CPI,增速", "来自WTO、GDP、CPI，增速"),
        ("“一件事”,建立机制", "“一件事”，建立机制"),
        ("“985”,“211”高校", "“985”，“211”高校"),
        ("《中秋》,《冬至》等", "《中秋》，《冬至》等"),
        ("是‘邻里和睦’!”在", "是‘邻里和睦’！”在"),
        ("真的吗?!是的", "真的吗？！是的"),
        ("时间:8:30—9:30;地点:东园镇", "时间：8:30—9:30；地点：东园镇"),
        ("字段pass:最后一个字段", "字段pass：最后一个字段"),
        ("文明, 新风", "文明，新风"),
        ("甲 ( 乙 ) , 丙", "甲（乙），丙"),
    ],
)
def test_flattened_mark_between_chinese_becomes_full_width(typed: str, wanted: str) -> None:
    assert repaired(typed) == wanted


@pytest.mark.parametrize(
    "typed",
    [
        "共1,234,567人",
        "比分3:2和比例1:30",
        "3,5月两次",
        "29.2%+2.1/140.58—6月",
        "I came, I saw; did I win? Yes!",
        "I love 泉州, 厦门 and 福州, too, because they are nice.",
        "Quanzhou (泉州) is a city, isn't it?",
        "见https://a.cn/x,y?z=1(b)和a,b@c.cn",
        "见www.a.cn/x,y;z和a.cn/b?c,d",
        "函数f(x)和g(x,y)",
        "命令anacron(5)和apt --reinstall",
        "浓度单位为PM2.5(μg/m3)和H2(g)",
        "在Yahoo!公司工作",
        "第5!项和No.5,6号",
        "rock 'n' roll和5'30\"的纪录",
        '12"和14"两种屏幕',
        "他写道“Growth was solid, with exports (up 8.1%), and more!”",
    ],
)
def test_numbers_addresses_code_and_latin_text_stay_as_typed(typed: str) -> None:
    assert repaired(typed) == typed


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("国内生产总值(GDP)增长", "国内生产总值（GDP）增长"),
        ("使用 Python (一种语言) 编程", "使用 Python（一种语言）编程"),
        ("（甲)乙", "（甲）乙"),
        ("(甲(乙)丙)", "（甲（乙）丙）"),
        ("(甲,乙", "(甲，乙"),
        ("第一)甲,乙", "第一)甲，乙"),
    ],
)
def test_brackets_of_a_pair_are_repaired_both_or_not_at_all(typed: str, wanted: str) -> None:
    assert repaired(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ('他说:"你好"', "他说：“你好”"),
        ('他说"你好,世界","再见"', "他说“你好，世界”，“再见”"),
        ("他说'好的'", "他说‘好的’"),
        ('他说"好', '他说"好'),
        ("是的...好吧--再见", "是的……好吧——再见"),
    ],
)
def test_straight_quotes_dots_and_hyphens_are_repaired_where_they_are_plain(typed: str, wanted: str) -> None:
    assert repaired(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("民生之事,枝葉關情!", "民生之事，枝葉關情！"),
        ("國內生產總值(GDP)增長,真的嗎?", "國內生產總值（GDP）增長，真的嗎？"),
        ("時間:八點;地點:東園鎮", "時間：八點；地點：東園鎮"),
        ("共1,234,567人,比分3:2", "共1,234,567人，比分3:2"),
        ("Quanzhou (泉州) is a city, isn't it?", "Quanzhou (泉州) is a city, isn't it?"),
    ],
)
def test_traditional_chinese_marks_become_full_width_where_simplified_ones_do(typed: str, wanted: str) -> None:
    story, _ = copyedit(story_of(typed, language="zh-Hant"), "on")
    assert story.body[0].text == wanted


def test_traditional_chinese_keeps_its_quotes_unless_corner_brackets_are_asked_for() -> None:
    story = story_of('他說:"好,走!"', language="zh-Hant")
    assert copyedit(story, "on")[0].body[0].text == '他說："好，走！"'
    asked = copyedit(story, "on", kinds_on("zh-Hant", {"quotes": True}))[0]
    assert asked.body[0].text == "他說：「好，走！」"


@pytest.mark.parametrize("language", ["ja", "ko", "en", "de"])
def test_languages_without_rules_for_marks_are_left_alone(language: str) -> None:
    story = story_of("東京,大阪(日本)", language=language)
    assert copyedit(story, "on") == (story, ())


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ko", "en"])
def test_widths_are_those_that_were_typed_outside_japanese(language: str) -> None:
    story = story_of("ＧＤＰ１２３ｶﾞｯ", language=language)
    assert copyedit(story, "on") == (story, ())


@pytest.mark.parametrize(
    ("typed", "wanted", "kinds_found"),
    [
        ("ＮＨＫが放送した", "NHKが放送した", {"letter": 1}),
        ("Ｎｅｗ　Ｙｏｒｋの話", "New　Yorkの話", {"letter": 2}),
        ("２０２５年８月６日", "2025年8月6日", {"digit": 3}),
        ("３．１４と１，２３４，５６７人", "3.14と1,234,567人", {"digit": 2}),
        ("１，２回と３．", "1，2回と3．", {"digit": 3}),
        ("約１２，３４５６人", "約12，3456人", {"digit": 2}),
        ("ＣＯ２の量", "CO2の量", {"letter": 1, "digit": 1}),
        ("ﾃﾞｰﾀﾍﾞｰｽ｡｢ﾊﾟﾝ｣､ｱ･ｲ", "データベース。「パン」、ア・イ", {"katakana": 1}),
        ("あﾞ", "あ゛", {"katakana": 1}),
        ("カタカナ、half 12", "カタカナ、half 12", {}),
    ],
)
def test_japanese_letters_digits_and_kana_take_their_usual_width(
    typed: str, wanted: str, kinds_found: dict[str, int]
) -> None:
    story, found = copyedit(story_of(typed, language="ja"), "on")
    assert story.body[0].text == wanted
    assert repairs_by_kind(found) == kinds_found
    assert copyedit(story, "on") == (story, ())


def test_width_of_a_run_is_one_note_at_its_first_character() -> None:
    _, found = copyedit(story_of("甲。", "今日はＮＨＫとｶﾞｽ", language="ja"), "on")
    assert [(d.code, d.severity, d.origin) for d in found] == [
        ("C112", Severity.NOTE, Origin("a.md", 3, 4)),
        ("C114", Severity.NOTE, Origin("a.md", 3, 8)),
    ]
    assert found[0].message == "ＮＨＫ is set as NHK in “今日はＮＨＫとｶﾞｽ”"


def test_places_survive_characters_that_become_fewer() -> None:
    story, _ = copyedit(story_of("ｶﾞｽと火", language="ja"), "on")
    (span,) = story.body[0].lines[0]
    assert story.body[0].text == "ガスと火"
    assert [origin.column for i in range(4) if (origin := span.origin_at(i))] == [1, 2, 4, 5]


def test_code_keeps_its_widths() -> None:
    line = (Span("Ａを"), Span("Ｂ", "verbatim"), Span("にＣ"))
    story, _ = copyedit(Story("a", "a.md", language="ja", body=(Block("body", (line,)),)), "on")
    assert story.body[0].text == "AをＢにC"


def test_mixed_text_has_no_wrong_change() -> None:
    story, found = read_story(DATA / "mixed.md", "mixed.md", mode="on", language="zh-Hans")
    assert story is not None
    assert repairs_by_kind(found) == {}
    typed = (DATA / "mixed.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    kept = [line for line in typed.splitlines() if line and not line.startswith("|--")]
    assert [block.text for block in story.body] == [line.replace("`", "") for line in kept]


def test_flattened_text_is_restored() -> None:
    story, found = read_story(DATA / "flattened.md", "flattened.md", mode="on", language="zh-Hans")
    assert story is not None
    assert story_text(story) == (DATA / "flattened.txt").read_text(encoding="utf-8")
    assert [d for d in found if d.severity > Severity.NOTE] == []
    assert set(repairs_by_kind(found)) == {rule.kind for rule in rules_for("zh-Hans").values()}


def test_reference_page_needs_147_commas_6_brackets_1_exclamation_4_joins(root: Path) -> None:
    counts: Counter[str] = Counter()
    for path in sorted((root / "content" / "quanzhou").glob("*.md")):
        story, found = read_story(path, path.name, mode="on", language="zh-Hans")
        assert story is not None
        assert all(d.severity is Severity.NOTE and d.origin for d in found)
        counts.update(repairs_by_kind(found))
        assert not set(story_text(story)) & set(",()!")
    assert counts == {"comma": 147, "parenthesis": 6, "exclamation": 1, "join": 4}


def test_off_does_nothing() -> None:
    story = story_of("民生之事,枝叶关情。")
    assert copyedit(story, "off") == (story, ())


def test_report_only_says_what_would_be_done_and_changes_nothing() -> None:
    story = story_of("职工参保登记等便民服务实现一趟不用跑,建立社", "保、民政等部门共享机制。")
    done, made = copyedit(story, "on")
    kept, would = copyedit(story, "report-only")
    assert kept == story
    assert done.body[0].text == "职工参保登记等便民服务实现一趟不用跑，建立社保、民政等部门共享机制。"
    assert [(d.code, d.origin) for d in would] == [(d.code, d.origin) for d in made]
    assert all("would be" in d.message for d in would)
    assert not any("would" in d.message for d in made)


def test_kinds_can_be_switched_one_by_one() -> None:
    story = story_of("甲区的民生之事(下),枝叶关情!")
    done, found = copyedit(story, "on", {"comma"})
    assert done.body[0].text == "甲区的民生之事(下)，枝叶关情!"
    assert repairs_by_kind(found) == {"comma": 1}


@pytest.mark.parametrize("switch", switches())
def test_every_switch_turns_its_kinds_off_and_on_and_no_other(switch: str) -> None:
    for language in ("zh-Hans", "zh-Hant", "ja"):
        usual = kinds_on(language, {})
        on, off = kinds_on(language, {switch: True}), kinds_on(language, {switch: False})
        assert off <= usual <= on
        assert on - off == {k for k in kinds() if k in on and k not in off}
        assert usual in (on, off)
    assert any(kinds_on(tag, {switch: True}) != kinds_on(tag, {switch: False}) for tag in ("zh-Hans", "ja"))


def switched(tmp_path: Path, front: str, **layout: bool) -> str:
    """The text of a story with such front matter, where the layout says this of repairs."""
    path = tmp_path / "a.md"
    path.write_text(f"---\nheadline: 题\n{front}---\n甲区的民生之事(下),枝叶关情!\n", encoding="utf-8")
    story, found = read_story(path, "a.md", mode="on", language="zh-Hans", repairs=layout)
    assert story is not None
    assert {d.severity for d in found} <= {Severity.NOTE}
    return story.body[0].text


def test_story_switches_single_repairs(tmp_path: Path) -> None:
    assert switched(tmp_path, "copyedit: {commas: off, brackets: on}\n") == "甲区的民生之事（下）,枝叶关情！"
    assert switched(tmp_path, "copyedit: {mode: off, commas: on}\n") == "甲区的民生之事(下),枝叶关情!"
    assert switched(tmp_path, "copyedit: {mode: report-only}\n") == "甲区的民生之事(下),枝叶关情!"


def test_story_wins_over_its_layout_repair_by_repair(tmp_path: Path) -> None:
    assert switched(tmp_path, "", commas=False) == "甲区的民生之事（下）,枝叶关情！"
    assert switched(tmp_path, "copyedit: {commas: yes, exclamations: 否}\n", commas=False, brackets=False) == (
        "甲区的民生之事(下)，枝叶关情!"
    )


def test_layout_hands_its_switches_to_its_stories(root: Path, tmp_path: Path) -> None:
    text = (root / "layouts" / "quanzhou.yaml").read_text(encoding="utf-8")
    layout = tmp_path / "a.yaml"
    layout.write_text(
        text.replace("content: ", f"copyedit: {{commas: off, joins: off}}\ncontent: {root / 'layouts'}/"),
        encoding="utf-8",
    )
    spec, _ = read_layout(layout)
    assert spec is not None
    assert (spec.copyedit, dict(spec.repairs)) == ("on", {"commas": False, "joins": False})
    _, _, found = read_edition(spec)
    assert repairs_by_kind(found) == {"parenthesis": 6, "exclamation": 1}


def test_every_repair_is_placed_at_its_mark() -> None:
    _, found = copyedit(story_of("甲乙。", "枝叶关情,民生"), "on")
    assert [(d.code, d.origin) for d in found] == [("C101", Origin("a.md", 3, 5))]


def test_places_survive_repairs_joins_and_dropped_blanks() -> None:
    story, _ = copyedit(story_of("这一段文字说的是全区民生工作, 建立社", "保、民政 (部门) 共享。"), "on")
    (block,) = story.body
    assert block.text == "这一段文字说的是全区民生工作，建立社保、民政（部门）共享。"
    (span,) = block.lines[0]

    def at(ch: str) -> tuple[int, int]:
        origin = span.origin_at(block.text.index(ch))
        assert origin is not None
        return origin.line, origin.column

    assert (at("，"), at("建"), at("保"), at("（"), at("部"), at("）"), at("共")) == (
        (1, 15), (1, 17), (3, 1), (3, 6), (3, 7), (3, 9), (3, 11),
    )  # fmt: skip


def test_pairs_are_decided_across_spans() -> None:
    line = (Span("国内(", "", ((0, Origin("a.md", 1, 1)),)), Span("生产,总值", "kai"), Span(")增长"))
    story, found = copyedit(Story("a", "a.md", body=(Block("body", (line,)),)), "on")
    assert [(s.text, s.role) for s in story.body[0].lines[0]] == [("国内（", ""), ("生产，总值", "kai"), ("）增长", "")]
    assert repairs_by_kind(found) == {"comma": 1, "parenthesis": 1}


def test_bracket_without_partner_in_chinese_is_a_warning() -> None:
    _, found = copyedit(story_of("本报讯(记者罗剑生 近日"), "on")
    assert [(d.code, d.severity, d.origin) for d in found] == [("C201", Severity.WARNING, Origin("a.md", 1, 4))]


def test_heads_keep_their_blanks_and_lines() -> None:
    head = Block("headline", ((Span("稳中求进, 再创新高"),), (Span("保民生,促发展"),)))
    story, _ = copyedit(Story("a", "a.md", headline=head), "on")
    assert story.headline is not None
    assert story.headline.text == "稳中求进， 再创新高\n保民生，促发展"


@given(st.text(alphabet="东园镇,，。()（）!\"'“” aB1%.:;-—?…\n", max_size=60))
def test_repairs_only_ever_touch_marks_and_blanks_and_are_settled_at_once(text: str) -> None:
    once = repaired(text)
    words = [ch for ch in text if ch.isalnum()]
    assert [ch for ch in once if ch.isalnum()] == words
    assert once.count("\n") == text.count("\n")
    repairs, _ = repairs_of(text, "zh-Hans")
    changes = sorted(c for r in repairs for c in r.changes)
    assert all(a[1] <= b[0] for a, b in pairwise(changes))


@pytest.mark.parametrize("text", ["甲,乙", "（“", "“”)(", "ab,甲(", '"甲,"', "www.a/(,"])
def test_work_grows_in_line_with_the_text(text: str) -> None:
    def calls(times: int) -> int:
        profile = cProfile.Profile()
        profile.runcall(repairs_of, text * times, "zh-Hans")
        return sum(entry.callcount for entry in profile.getstats())

    calls(10)  # tables are read once
    assert calls(800) <= 4.5 * calls(200)
