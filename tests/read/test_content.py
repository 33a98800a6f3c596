"""Stories are read with every part in place, every problem placed, and nothing of the copy lost."""

from pathlib import Path

import pytest

from pagesetter.diagnostics import Diagnostic, Origin
from pagesetter.model.story import Block, Story
from pagesetter.read.content import read_story, story_text
from pagesetter.read.stories import story_schema


def read(folder: Path, text: str, name: str = "a.md", mode: str = "on", language: str = "zh-Hans") -> Story:
    """The story of a text."""
    story, _ = read_all(folder, text, name, mode, language)
    assert story is not None
    return story


def read_all(
    folder: Path, text: str, name: str = "a.md", mode: str = "on", language: str = "zh-Hans"
) -> tuple[Story | None, tuple[Diagnostic, ...]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_story(path, name, mode=mode, language=language)


def roles(block: Block) -> list[tuple[str, str]]:
    """Words and roles of a block of one line."""
    (line,) = block.lines
    return [(span.text, span.role) for span in line]


def place(block: Block | None) -> tuple[int, int]:
    assert block is not None
    assert block.origin is not None
    return block.origin.line, block.origin.column


FULL = """---
slug: peixun
kind: feature
language: zh-hans
kicker: [创新驱动, 倍增突破]
headline: >-
  台商区召开
  专题培训会
deck: |
  第一行,上
  第二行
summary: {label: 核心提示, text: "近日,培训"}
byline: □记者 罗剑生
photos:
  - file: a.md
    caption: 会场(图)
    credit: 罗剑生 摄
    focus: [0.25, 1]
    crop: [0, 0.1, 0.9, 1]
    alt: 一间会议室
credit: (罗剑生 章志强 摄)
copyedit: on
---

近日,培训会举行。
"""


def test_every_part_of_a_story_is_read_with_its_place(tmp_path: Path) -> None:
    story, found = read_all(tmp_path, FULL)
    assert story is not None
    assert [d for d in found if d.code[0] != "C"] == []
    assert (story.slug, story.kind, story.language) == ("peixun", "feature", "zh-Hans")
    texts = {b.kind: b.text for b in story.blocks}
    assert texts == {
        "kicker": "创新驱动\n倍增突破",
        "headline": "台商区召开 专题培训会",
        "deck": "第一行，上\n第二行",
        "summary-label": "核心提示",
        "summary": "近日，培训",
        "byline": "□记者 罗剑生",
        "body": "近日，培训会举行。",
        "end-credit": "（罗剑生 章志强 摄）",
        "caption": "会场（图）",
        "credit": "罗剑生 摄",
    }
    (photo,) = story.photos
    assert (photo.focus, photo.crop, photo.alt) == ((0.25, 1.0), (0.0, 0.1, 0.9, 1.0), "一间会议室")
    assert Path(photo.file) == tmp_path / "a.md"
    assert place(story.kicker) == (5, 10)
    assert place(story.deck) == (10, 3)
    assert story.deck is not None
    assert story.deck.lines[1][0].origins[0][1] == Origin("a.md", 11, 3, "deck")
    assert place(story.summary) == (12, 31)
    assert place(story.body[0]) == (25, 1)


def test_text_of_a_story_has_its_blocks_in_reading_order(tmp_path: Path) -> None:
    lines = story_text(read(tmp_path, FULL)).splitlines()
    assert lines == [
        "创新驱动", "倍增突破", "台商区召开 专题培训会", "第一行，上", "第二行", "核心提示", "近日，培训",
        "□记者 罗剑生", "近日，培训会举行。", "（罗剑生 章志强 摄）", "会场（图）", "罗剑生 摄",
    ]  # fmt: skip


def test_story_without_slug_and_language_takes_file_name_and_default(tmp_path: Path) -> None:
    story = read(tmp_path, "---\nheadline: 甲\n---\n乙。", name="03-jiangxue.md", language="zh-Hant")
    assert (story.slug, story.language, story.kind) == ("03-jiangxue", "zh-Hant", "news")


def test_yaml_story_is_read_like_its_markdown_twin(tmp_path: Path) -> None:
    yaml = """headline: 甲
body:
  - 近日,**培训**举行。
  - subhead: [便民, 利民]
  - paragraph: 第二段。
  - quote: 引文。
"""
    markdown = "---\nheadline: 甲\n---\n近日,**培训**举行。\n\n## 便民\n## 利民\n\n第二段。\n\n> 引文。\n"
    one, two = read(tmp_path, yaml, "a.yaml"), read(tmp_path, markdown, "a.md")
    assert [(b.kind, b.text) for b in one.blocks] == [(b.kind, b.text) for b in two.blocks]
    assert roles(one.body[0]) == roles(two.body[0]) == [("近日，", ""), ("培训", "bold"), ("举行。", "")]
    assert [place(b) for b in one.body] == [(3, 5), (4, 15), (5, 16), (6, 12)]


def test_yaml_body_may_be_one_markdown_text(tmp_path: Path) -> None:
    story = read(tmp_path, "headline: 甲\nbody: |\n  第一段,长。\n\n  ## 小标题\n\n  第二段。\n", "a.yaml")
    assert [(b.kind, b.text, place(b)) for b in story.body] == [
        ("body", "第一段，长。", (3, 3)),
        ("subhead", "小标题", (5, 6)),
        ("body", "第二段。", (7, 3)),
    ]


@pytest.mark.parametrize(
    ("opening", "language", "wanted"),
    [
        ("本报讯(记者黄枫 通讯员吴雅超)近日", "zh-Hans", ["本报讯", "（记者黄枫 通讯员吴雅超）"]),
        ("本报讯 近日,甲", "zh-Hans", ["本报讯 ", ""]),
        ("本报北京3月5日电(记者张三)会议", "zh-Hans", ["本报北京3月5日电", "（记者张三）"]),
        ("新华社北京3月5日电(记者李四)会议", "zh-Hans", ["新华社北京3月5日电", "（记者李四）"]),
        ("本報訊（記者王五）近日", "zh-Hant", ["本報訊", "（記者王五）"]),
        ("【記者王五／台北報導】近日", "zh-Hant", ["【", "記者王五／台北報導"]),
        ("【ワシントン＝山田太郎】米国", "ja", ["【", "ワシントン＝山田太郎"]),
        ("(서울=연합뉴스) 홍길동 기자 = 정부", "ko", ["(", "서울=연합뉴스"]),
        ("LONDON (Reuters) - The", "en", ["LONDON ", "(Reuters)"]),
    ],
)
def test_dateline_of_the_language_is_recognised(tmp_path: Path, opening: str, language: str, wanted: list[str]) -> None:
    story = read(tmp_path, f"---\nheadline: 甲\n---\n{opening}xyz\n", language=language)
    found = {span.role: span.text for span in reversed(story.body[0].lines[0])}
    assert [found["dateline"], found.get("reporters", "")] == wanted


@pytest.mark.parametrize("text", ["本报近日刊登了一则讯息。", "日本报告说，近日来电。", "新华社记者近日来电话说，好。"])
def test_words_that_only_look_like_a_dateline_are_text(tmp_path: Path, text: str) -> None:
    assert roles(read(tmp_path, f"---\nheadline: 甲\n---\n{text}\n").body[0]) == [(text, "")]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("本报讯(记者甲乙)", [("本报讯", "dateline"), ("（记者甲乙）", "reporters"), ("近日。", "")]),
        ("东园镇", [("东园镇\u3000", "dateline"), ("近日。", "")]),
    ],
)
def test_dateline_of_the_front_matter_opens_the_first_paragraph(
    tmp_path: Path, given: str, wanted: list[tuple[str, str]]
) -> None:
    story = read(tmp_path, f"---\nheadline: 甲\ndateline: {given}\n---\n## 头\n\n近日。\n\n次段。\n")
    assert roles(story.body[1]) == wanted
    assert roles(story.body[2]) == [("次段。", "")]


def run_ins(story: Story) -> list[str]:
    return [s.text for b in story.body for line in b.lines for s in line if s.role == "run-in"]


def test_reference_lead_has_exactly_its_six_run_in_heads(root: Path) -> None:
    path = root / "content" / "quanzhou" / "01-shebao.md"
    story, _ = read_story(path, path.name, mode="on", language="zh-Hans")
    assert story is not None
    assert run_ins(story) == [
        "银龄办事“无障碍”。", "保费代缴“无疏漏”。", "志愿帮扶“无盲区”。",
        "待遇“预审式”服务。", "社银“一站式”服务。", "政策“点单式”服务。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("paragraphs", "wanted"),
    [
        (["强化组织领导。各镇甲。", "完善工作机制。各镇乙。"], ["强化组织领导。", "完善工作机制。"]),
        (["强化组织领导。各镇甲。", "各镇应当完善机制，并且。"], []),
        (["强化组织领导。各镇甲。", "## 头", "完善工作机制。各镇乙。"], []),
        (["强化组织领导。", "完善工作机制。"], []),
        (["创新是引领发展的动力。甲。", "待遇“预审式”服务。乙。"], []),
        (["强化领导。各镇甲。", "完善各镇各村的工作机制。各镇乙。"], []),
        (["他说，好。甲。", "她说，不。乙。"], []),
    ],
)
def test_run_in_heads_are_short_first_sentences_of_one_form_in_neighbours(
    tmp_path: Path, paragraphs: list[str], wanted: list[str]
) -> None:
    body = "\n\n".join(paragraphs)
    assert run_ins(read(tmp_path, f"---\nheadline: 甲\nrun_in: auto\n---\n{body}\n")) == wanted
    assert run_ins(read(tmp_path, f"---\nheadline: 甲\n---\n{body}\n")) == []


def test_line_ends_of_captions_and_summaries_are_joined(tmp_path: Path) -> None:
    head = "---\nheadline: 甲\nsummary: |\n  第一行，\n  第二行 two\n  words\n---\n近日。\n"
    story = read(tmp_path, head)
    assert story.summary is not None
    assert story.summary.text == "第一行，第二行 two words"
    assert story.summary.lines[0][0].origin_at(4) == Origin("a.md", 5, 3, "summary")


def test_story_may_switch_copyedit_off_or_to_a_report(tmp_path: Path) -> None:
    off, none = read_all(tmp_path, "---\nheadline: 甲\ncopyedit: off\n---\n近日,好。\n")
    kept, notes = read_all(tmp_path, "---\nheadline: 甲\ncopyedit: report-only\n---\n近日,好。\n")
    assert off is not None
    assert kept is not None
    assert off.body == kept.body
    assert off.body[0].text == "近日,好。"
    assert (none, [d.code for d in notes]) == ((), ["C101"])


def test_invisible_characters_are_dropped_and_noted(tmp_path: Path) -> None:
    story, found = read_all(tmp_path, "---\nheadline: 甲\u200b乙\n---\n\ufeff近\u200b日，好。\n")
    assert story is not None
    assert story_text(story) == "甲乙\n近日，好。\n"
    assert [(d.code, d.origin and (d.origin.line, d.origin.column)) for d in found] == [
        ("S019", (2, 12)), ("S019", (4, 1)), ("S019", (4, 3)),
    ]  # fmt: skip
    assert story.body[0].lines[0][0].origins == ((0, Origin("a.md", 4, 2)), (1, Origin("a.md", 4, 4)))


def test_decomposed_letters_are_kept_as_typed(tmp_path: Path) -> None:
    assert read(tmp_path, "---\nheadline: e\u0301\n---\nカ\u3099と\u200dé。\n").body[0].text == "カ\u3099と\u200dé。"


def test_missing_file_is_an_error_and_no_story(tmp_path: Path) -> None:
    story, found = read_story(tmp_path / "no.md", "no.md", mode="on", language="zh-Hans")
    assert story is None
    assert [d.code for d in found] == ["R001"]


def test_schema_describes_every_key_of_the_reference_stories(root: Path) -> None:
    schema = story_schema()
    keys = {
        line.split(":")[0]
        for path in (root / "content" / "quanzhou").glob("*.md")
        for line in path.read_text(encoding="utf-8").split("---\n")[1].splitlines()
        if line[0].isalpha()
    }
    assert keys <= set(schema["properties"])
    assert schema["additionalProperties"] is False


def test_seven_stories_are_read_without_a_look_at_the_clock_or_order(root: Path) -> None:
    paths = sorted((root / "content" / "quanzhou").glob("*.md"))
    once = [read_story(p, p.name, mode="on", language="zh-Hans") for p in paths]
    again = [read_story(p, p.name, mode="on", language="zh-Hans") for p in reversed(paths)]
    assert len(once) == 7
    assert once == again[::-1]
