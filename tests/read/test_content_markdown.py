"""Markdown bodies: paragraphs, subheads, quotes, emphasis beside Chinese; the rest keeps its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagesetter.diagnostics import Diagnostic, Origin
from pagesetter.model.story import Block
from pagesetter.read.copytext import Traced, place, unpacked
from pagesetter.read.markdown import read_markdown


def read(text: str) -> tuple[tuple[Block, ...], tuple[Diagnostic, ...]]:
    """Blocks of a text whose characters stand where a file that begins with it has them."""
    places = [place(n, 1) + i for n, line in enumerate(text.split("\n"), 1) for i in range(len(line) + 1)]
    return read_markdown(Traced(text, ("",) * len(text), tuple(places[: len(text)]), "a.md"))


def shown(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(text)[0]]


def spans(text: str) -> list[tuple[str, str]]:
    (block,) = read(text)[0]
    return [(span.text, span.role) for line in block.lines for span in line]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("**银龄办事“无障碍”。**台商区", [("银龄办事“无障碍”。", "run-in"), ("台商区", "")]),
        ("他说**“好。”**然后", [("他说", ""), ("“好。”", "bold"), ("然后", "")]),
        ("在*《中秋》*里", [("在", ""), ("《中秋》", "kai"), ("里", "")]),
        ("在***重点***里", [("在", ""), ("重点", "bold"), ("里", "")]),
        ("**全段加黑**", [("全段加黑", "bold")]),
        (
            "an *old* word and _one_ more",
            [("an ", ""), ("old", "kai"), (" word and ", ""), ("one", "kai"), (" more", "")],
        ),
        ("3*5*2和a_b_c和2**3**4", [("3*5*2和a_b_c和2**3**4", "")]),
        ("**没有收尾,注", [("**没有收尾,注", "")]),
        (r"\*不是\*，&amp;和&#20013;", [("*不是*，&和中", "")]),
    ],
)
def test_emphasis_works_beside_chinese(text: str, wanted: list[tuple[str, str]]) -> None:
    assert spans(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("第一行\n第二行", "第一行第二行"),
        ("第一行，\n第二行", "第一行，第二行"),
        ("用 Python\n编程", "用 Python编程"),
        ("two\nwords", "two words"),
        ("said “yes”\nand went", "said “yes” and went"),
        ("他说“好”\n“走”", "他说“好”“走”"),
        ("정부는\n오늘", "정부는 오늘"),
        ("甲  \n乙", "甲\n乙"),
        ("甲\\\n乙", "甲\n乙"),
        ("甲<br>乙", "甲\n乙"),
        ("甲 \n    乙", "甲乙"),
    ],
)
def test_single_line_end_is_a_blank_only_between_latin_or_korean(text: str, wanted: str) -> None:
    assert shown(text) == [("body", wanted)]


def test_neighbouring_subhead_lines_are_one_subhead() -> None:
    assert shown("## 便民利民\n## 搭建桥梁\n正文。\n\n## 一\n\n## 二 ##") == [
        ("subhead", "便民利民\n搭建桥梁"),
        ("body", "正文。"),
        ("subhead", "一"),
        ("subhead", "二"),
    ]


def test_quotes_are_blocks_of_their_own() -> None:
    assert shown("甲。\n\n> 引一，\n> 接着。\n>\n> 引二。\n\n乙。") == [
        ("body", "甲。"),
        ("quote", "引一，接着。"),
        ("quote", "引二。"),
        ("body", "乙。"),
    ]


def test_indent_of_an_ideographic_blank_opens_a_paragraph() -> None:
    assert shown("\u3000\u3000第一段，\n接着。\n\u3000\u3000第二段。") == [
        ("body", "第一段，接着。"),
        ("body", "第二段。"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1. 甲\n2. 乙", ["1. 甲", "2. 乙"]),
        ("- 甲\n- 乙\n接着", ["- 甲", "- 乙接着"]),
        ("+ 甲", ["+ 甲"]),
        ("#话题# 热议", ["#话题# 热议"]),
        ("+86电话", ["+86电话"]),
        ("[1]: 注释", ["[1]: 注释"]),
        ("    四格缩进", ["四格缩进"]),
        ("甲\n===", ["甲==="]),
        ("<东园>与a<b>c?", ["<东园>与ac?"]),
        ("a < b & c", ["a < b & c"]),
        ("| 甲 | 1,000 |\n|---|---|\n| 乙 | (2) |", ["| 甲 | 1,000 |", "| 乙 | (2) |"]),
        ("```\n甲,乙\n```", ["甲,乙"]),
        ("```\n甲,乙", ["甲,乙"]),
        ("<div>甲\n乙</div>", ["甲", "乙"]),
        ("见[报道](http://a.cn)和<http://b.cn>", ["见报道和http://b.cn"]),
        ("<!-- 注 -->", []),
        ("***", []),
    ],
)
def test_markdown_beyond_a_column_keeps_its_words(text: str, wanted: list[str]) -> None:
    blocks, found = read(text)
    assert [block.text for block in blocks] == wanted
    assert all(d.origin is not None for d in found)


def test_every_character_knows_its_place() -> None:
    text = "\u3000\u3000甲**乙\\*丙**\n  丁&amp;戊  \n己\n\n> 庚`辛`"
    blocks, _ = read(text)
    lines = text.split("\n")
    for block in blocks:
        for line in block.lines:
            for span in line:
                for index, ch in enumerate(span.text):
                    origin = span.origin_at(index)
                    assert origin is not None
                    if ch not in "&*":
                        assert lines[origin.line - 1][origin.column - 1] == ch
    assert blocks[1].origin == Origin("a.md", 5, 3)


MARKUP = st.text(alphabet="甲乙丙。,“”ab1 \n*_#>|`-+<&;[]()!\\\u3000\u200b:", max_size=80)


@given(MARKUP)
def test_no_word_is_lost_doubled_or_moved_whatever_is_typed(text: str) -> None:
    blocks, found = read(text)
    odd = {d.code for d in found}
    kept = "".join(ch for block in blocks for ch in block.text if ch in "甲乙丙")
    if not odd & {"S013", "S014", "S020", "S010", "S012"} and "&" not in text and "```" not in text:
        assert kept == "".join(ch for ch in text if ch in "甲乙丙")
    lines = text.split("\n")
    for block in blocks:
        copy = unpacked(block)
        assert len(copy.text) == len(copy.places)
        for index, ch in enumerate(copy.text):
            origin = copy.origin(index)
            if origin is not None and ch in "甲乙丙" and "S011" not in odd:  # code over two lines stands at its mark
                assert lines[origin.line - 1][origin.column - 1] == ch


def test_a_line_of_ideographic_spaces_before_a_paragraph_takes_nothing_from_it() -> None:
    for text in ("\u3000\n丙", "> \u3000\n> 丙", "\u3000 \n\u3000\n甲\n乙"):
        blocks, _ = read(text)
        assert "".join(block.text for block in blocks).replace("\n", "") == text.translate(
            {ord(ch): None for ch in "> \u3000\n"}
        )
