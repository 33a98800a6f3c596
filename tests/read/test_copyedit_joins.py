"""Paragraphs that a column break cut in two are joined; nothing else is."""

import pytest

from pagesetter.diagnostics import Origin
from pagesetter.model.story import Block, Span, Story
from pagesetter.read.copyedit import copyedit, repairs_by_kind
from pagesetter.read.joins import goes_on, is_complete

FRAGMENT = "台商区在全省首创特殊群体参保“一件事”,建立社"
REST = "保、民政、卫健等部门数据共享机制。"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (FRAGMENT, REST),
        ("而“不见面”审批服务大力推行高频事项掌上办、", "邮寄办等“不见面”服务模式。"),
        ("“这块拼图画的是‘孝敬长辈’,那块", "是‘邻里和睦’!”在“文明新风拼图赛”区域,欢呼此起彼伏。"),
        ("全区社保累计发放各项待遇资金达到140", "万元。"),
        ("活动在东园镇举行，", "优秀学子们饱含激动与自豪，迈着自信的步伐走上领奖台。"),
        ("会议介绍了国内生产总值及其核算办法(GDP)", "的由来。"),
    ],
)
def test_fragment_without_a_final_mark_goes_on(first: str, second: str) -> None:
    assert goes_on(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("这一举措让群众和企业享受到便捷的社保服务。", "同步推动8项社保服务。"),
        ("他说：“这一举措让群众和企业享受到便捷服务。”", "同步推动8项社保服务。"),
        ("图为孩子们在东园镇综合文化站参加活动(罗剑生 摄)", "活动现场，优秀学子们饱含激动。"),
        ("他在接受采访的时候说了以下几点意见和建议:", "身份证、户口本和学历证明。"),
        ("地址:福建省泉州市台商投资区东园镇阳光大道18号", "活动现场，优秀学子们饱含激动。"),
        ("活动的时间和地点我们会通过报纸另行通知大家", "联系电话:0595-22793456"),
        ("本次活动得到了全区十二家企业的大力支持", "1. 东园镇的企业，共有五家。"),
        ("本次活动得到了全区十二家企业的大力支持", "□记者 罗剑生 通讯员 王慧莲。"),
        ("落霞与孤鹜齐飞秋水共长天一色唯有牡丹真国色", "——《滕王阁序》的一句。"),
        ("白日依山尽，黄河入海流，", "欲穷千里目，更上一层楼。"),
        ("两个黄鹂鸣翠柳，一行白鹭上青天，", "窗含西岭千秋雪，门泊东吴万里船。"),
        ("泉州台商投资区管委会", "各镇人民政府、区直各部门应当认真执行本规定。"),
        ("泉州台商投资区管理委员会办公室综合科", "2025年3月5日"),
        ("The council met on Monday and talked about", "the new rules for small and large firms."),
        ("会议由来自美国的专家主持，题目是关于 New", "York 的城市更新。"),
    ],
)
def test_lines_of_their_own_are_not_joined(first: str, second: str) -> None:
    assert not goes_on(first, second)


def test_closing_mark_after_a_final_one_ends_a_paragraph() -> None:
    assert is_complete("他说：“好。”")
    assert is_complete("（他说：‘好！’）")
    assert not is_complete("他说的“好”")
    assert not is_complete("掌上办、")


def block(kind: str, text: str, line: int) -> Block:
    return Block(kind, ((Span(text, "", ((0, Origin("a.md", line, 1)),)),),), Origin("a.md", line, 1))


@pytest.mark.parametrize("between", ["subhead", "quote"])
def test_paragraph_before_a_subhead_or_quote_is_not_joined(between: str) -> None:
    story = Story("a", "a.md", body=(block("body", FRAGMENT, 1), block(between, REST, 3), block("body", REST, 5)))
    done, found = copyedit(story, "on", {"join"})
    assert done.body == story.body
    assert found == ()


def test_heads_captions_and_bylines_never_join() -> None:
    story = Story(
        "a", "a.md", headline=block("headline", FRAGMENT, 1), byline=block("byline", FRAGMENT, 2),
        body=(block("body", REST, 3),), credit=block("end-credit", REST, 4),
    )  # fmt: skip
    assert copyedit(story, "on", {"join"}) == (story, ())


def test_paragraph_cut_twice_becomes_one() -> None:
    parts = "全区推进社保公共服务的便捷化与高效化，", "精心塑造优质服务窗口，打破了养老、工伤、失", "业等险种的壁垒。"
    story = Story("a", "a.md", body=tuple(block("body", part, 2 * i + 1) for i, part in enumerate(parts)))
    done, found = copyedit(story, "on")
    assert [b.text for b in done.body] == ["".join(parts)]
    assert repairs_by_kind(found) == {"join": 2}
    assert [d.origin for d in found] == [Origin("a.md", 3, 1), Origin("a.md", 5, 1)]
