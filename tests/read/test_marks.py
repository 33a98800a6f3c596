"""Marks of a newspaper line: readings, emphasis dots, names, titles, raised and lowered signs, styles of the sheet."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagesetter.diagnostics import Diagnostic, Origin
from pagesetter.model.story import Span
from pagesetter.read.content import read_story
from pagesetter.read.copytext import Traced, packed, place, unpacked
from pagesetter.read.markdown import read_markdown


def read(text: str) -> tuple[list[Span], tuple[Diagnostic, ...]]:
    """The spans of a text and what was found in it."""
    places = [place(n, 1) + i for n, line in enumerate(text.split("\n"), 1) for i in range(len(line) + 1)]
    blocks, found = read_markdown(Traced(text, ("",) * len(text), tuple(places[: len(text)]), "a.md"))
    return [span for block in blocks for line in block.lines for span in line], found


def seen(text: str) -> list[tuple[str, ...]]:
    """Text, role, mark and reading of each span, what is empty at the end left out."""
    rows = []
    for span in read(text)[0]:
        row = [span.text, span.role, span.mark, span.ruby]
        while row and not row[-1]:
            row.pop()
        rows.append(tuple(row))
    return rows


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{今日|きょう}は", [("今日", "", "", "きょう"), ("は",)]),
        ("{漢字|かん|じ}", [("漢", "", "", "かん"), ("字", "", "", "じ")]),
        ("{漢|かん}{字|かん}", [("漢", "", "", "かん"), ("字", "", "", "かん")]),
        ("{漢漢|かん|かん}", [("漢", "", "", "かん"), ("漢", "", "", "かん")]),
        ("{食べ物|た||もの}", [("食", "", "", "た"), ("べ",), ("物", "", "", "もの")]),
        ("{漢字|ㄏㄢˋ ㄗˋ}", [("漢", "", "", "ㄏㄢˋ"), ("字", "", "", "ㄗˋ")]),
        ("{江湾|Jiāngwān}镇", [("江湾", "", "", "Jiāngwān"), ("镇",)]),
        ("{NATO|ナトー}と", [("NATO", "", "", "ナトー"), ("と",)]),
        ("头**{鼋|yuán}**石", [("头",), ("鼋", "bold", "", "yuán"), ("石",)]),
        ("是[要点]{.dots}。", [("是",), ("要点", "", "dots"), ("。",)]),
        ("[北京]{.name}和[红楼梦]{.title}", [("北京", "", "name"), ("和",), ("红楼梦", "", "title")]),
        ("[小字]{.small}[色]{.tint}", [("小字", "small"), ("色", "tint")]),
        ("[甲**乙**丙]{.dots}", [("甲", "", "dots"), ("乙", "bold", "dots"), ("丙", "", "dots")]),
        ("[楷]{.kai .dots}体", [("楷", "kai", "dots"), ("体",)]),
        ("**[甲]{.dots}乙**丙", [("甲", "run-in", "dots"), ("乙", "run-in"), ("丙",)]),
        ("[甲[乙]{.small}]{.name}", [("甲", "", "name"), ("乙", "small", "name")]),
        ("占地36 m^2^，H~2~O", [("占地36 m",), ("2", "sup"), ("，H",), ("2", "sub"), ("O",)]),
        ("the 1^st^ of May", [("the 1",), ("st", "sup"), (" of May",)]),
        ("如此[^1]。又[^12]", [("如此",), ("1", "note"), ("。又",), ("12", "note")]),
        ("*x^2^*和*y*", [("x", "kai"), ("2", "kai sup"), ("和",), ("y", "kai")]),
        ("[甲[乙]{.tint}**丙**]{.small}", [("甲", "small"), ("乙", "small tint"), ("丙", "small bold")]),
        ("**头x^2^**文", [("头x", "run-in"), ("2", "run-in sup"), ("文",)]),
    ],
)
def test_marks_beside_chinese_are_read(text: str, wanted: list[tuple[str, ...]]) -> None:
    assert seen(text) == wanted
    assert read(text)[1] == ()


@pytest.mark.parametrize(
    "text",
    [
        "约5~6成，7~8天",
        "A~B~C三级，10~20~30",
        "集合{a, b}与{x|y}",
        "{}和{|}和{甲}",
        "开心^_^，(^o^)，^^",
        "a^b 和 2^10",
        "[1]和[甲]，数组a[1]",
        "~~删~~",
        "一~2~三",
        "文件~/a和~/b",
        "{.}与[]",
    ],
)
def test_braces_tildes_and_carets_of_plain_copy_stay_as_they_are(text: str) -> None:
    assert seen(text) == [(text,)]
    assert read(text)[1] == ()


@pytest.mark.parametrize("text", [r"\{今日|きょう}", r"m\^2^", r"\[要点]\{.dots}", r"H\~2~O"])
def test_a_backslash_prints_a_mark_as_it_is(text: str) -> None:
    assert seen(text) == [(text.replace("\\", ""),)]
    assert read(text)[1] == ()


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("有[着重{.dots}的", "S024", 5),
        ("有[着重]{.dots的", "S024", 5),
        ("有着重]{.dots}的", "S024", 4),
        ("在{東京|とうきょう", "S024", 2),
        ("在{北京市|Běi|jīng}里", "S025", 2),
    ],
)
def test_what_is_not_closed_or_does_not_fit_is_told_and_its_words_stay(text: str, code: str, column: int) -> None:
    found = read(text)[1]
    assert [(d.code, d.origin) for d in found] == [(code, Origin("a.md", 1, column))]
    assert all(d.hint for d in found)
    for ch in "有着重在東京北市":
        assert text.count(ch) == "".join(span.text for span in read(text)[0]).count(ch)


def test_every_character_under_a_mark_knows_where_it_was_typed() -> None:
    text = "**甲**[乙{丙|へい}]{.dots}丁^2^戊[^1]{己庚|き|こう}"
    line = text
    for span in read(text)[0]:
        for index, ch in enumerate(span.text):
            origin = span.origin_at(index)
            assert origin is not None
            assert line[origin.column - 1] == ch


def test_two_names_side_by_side_stay_two_and_one_with_bold_inside_stays_one() -> None:
    groups = [span.group for span in read("[北京]{.name}[上海]{.name}")[0]]
    assert len(set(groups)) == 2
    groups = [span.group for span in read("[北**京**]{.name}")[0]]
    assert len(set(groups)) == 1


def test_repairs_of_copy_keep_marks_and_readings(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    body = "本报讯(记者[罗剑生]{.name})近日,{鼋|yuán}头石[“重点”]{.dots}完工,大家很高兴。"
    path.write_text(f"---\nheadline: 石\n---\n{body}\n", encoding="utf-8")
    story, _ = read_story(path, "a.md", mode="on", language="zh-Hans")
    assert story is not None
    spans = [span for span in story.body[0].lines[0] if span.mark or span.ruby]
    assert [(span.text, span.role, span.mark, span.ruby) for span in spans] == [
        ("罗剑生", "reporters", "name", ""),
        ("鼋", "", "", "yuán"),
        ("“重点”", "", "dots", ""),
    ]
    assert "，" in story.body[0].text


def test_a_style_that_no_sheet_has_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\nheadline: 石\n---\n甲[乙]{.smal}丙[丁]{.palt}\n", encoding="utf-8")
    _, found = read_story(path, "a.md", mode="on", language="zh-Hans", roles=["palt"])
    assert [(d.code, d.hint, d.origin) for d in found] == [("S023", 'did you mean "small"?', Origin("a.md", 4, 3))]


def test_taking_copy_apart_and_putting_it_together_keeps_every_dress() -> None:
    places = range(place(1, 1), place(1, 60))
    text = "[甲]{.name}[乙]{.name}{丙丁|へい}{戊|ぼ}{己|ぼ}[庚]{.dots}"
    blocks, _ = read_markdown(Traced(text, ("",) * len(text), tuple(places[: len(text)]), "a.md"))
    assert packed("body", unpacked(blocks[0])).lines == blocks[0].lines


COPY = st.text(alphabet="甲乙丙ab12 {}|^~[].dots*，", max_size=40)


@given(COPY)
def test_no_word_is_lost_or_doubled_whatever_is_typed(text: str) -> None:
    spans, found = read(text)
    if not {d.code for d in found} & {"S013", "S014", "S010", "S012"}:
        kept = "".join(span.text + span.ruby for span in spans)
        assert Counter(ch for ch in kept if ch in "甲乙丙") == Counter(ch for ch in text if ch in "甲乙丙")
