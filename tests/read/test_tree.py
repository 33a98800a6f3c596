"""The YAML tree: what stays text, where everything stands, what is refused."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pagesetter.read import tree
from pagesetter.read.source import SourceText
from pagesetter.read.tree import Items, Scalar, Table, parse_yaml


def source(text: str) -> SourceText:
    return SourceText(Path("x"), "x.yaml", text)


def parsed(text: str) -> Table:
    node, found = parse_yaml(source(text))
    assert not found
    assert isinstance(node, Table)
    return node


def scalars(node: object) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Items):
        return [s for item in node.items for s in scalars(item)]
    assert isinstance(node, Table)
    return [s for key, value in node.entries for s in (key, *scalars(value))]


@pytest.mark.parametrize("text", ["no", "1:30", "2025-08-06", "0x1F", "1_000", "1e3", "on", ".inf", "0o17"])
def test_yaml_types_stay_the_text_that_was_typed(text: str) -> None:
    ((_, value),) = parsed(f"a: {text}").entries
    assert isinstance(value, Scalar)
    assert value.text == text


def test_origins_count_lines_columns_and_keys() -> None:
    node = parsed("页:\n  栏: [一, {二: 三}]\n")
    found = {s.text: (s.origin.line, s.origin.column, s.origin.path) for s in scalars(node)}
    assert found == {
        "页": (1, 1, ""),
        "栏": (2, 3, "页"),
        "一": (2, 7, "页.栏[0]"),
        "二": (2, 11, "页.栏[1]"),
        "三": (2, 14, "页.栏[1].二"),
    }


def test_part_of_a_file_keeps_the_places_of_the_whole() -> None:
    text = "---\ntitle: 新闻\n---\n正文\n"
    node, found = parse_yaml(source(text), 4, text.index("---", 4))
    assert not found
    assert isinstance(node, Table)
    (_, value) = node.entries[0]
    assert isinstance(value, Scalar)
    assert (value.origin.line, value.origin.column) == (2, 8)
    assert value.origin_at(1).column == 9


@pytest.mark.parametrize(
    "text",
    [
        "a: 社保 “五险合一”",
        "a: '它''s 好'",
        'a: "一 \\"二\\" 三"',
        "a: |\n  第一行\n\n    缩进 # 不是注\n  末行\n",
        "a: >\n  折叠的\n  两行\n\n  新段\n",
        "a: 平的\n  两行\n  接着\nb: x",
        'a: "引号里\n  的两行"',
        'a: "断\\\n   开"',
        'a: "不缩进\n的两行"',
    ],
)
def test_every_character_of_a_text_knows_its_place(text: str) -> None:
    lines = text.split("\n")
    ((_, value), *_) = parsed(text).entries
    assert isinstance(value, Scalar)
    assert value.text.strip()
    for index, ch in enumerate(value.text):
        if ch.isspace() or ch == '"':
            continue
        place = value.origin_at(index)
        assert lines[place.line - 1][place.column - 1] == ch


@given(st.text(st.sampled_from("中a'\"\\ \n:#-é😀"), max_size=30))
def test_quoted_text_of_any_kind_knows_its_places(text: str) -> None:
    document = yaml.safe_dump({"a": text}, allow_unicode=True, default_style="'" if "\\" in text else None)
    ((_, value),) = parsed(document).entries
    assert isinstance(value, Scalar)
    assert value.text == text
    lines = document.split("\n")
    for index, ch in enumerate(text):
        if ch in "中aé😀":
            place = value.origin_at(index)
            typed = lines[place.line - 1][place.column - 1]
            assert typed in (ch, "\\")  # an escape stands for its character


def test_merged_keys_give_way_to_own_ones() -> None:
    node = parsed("base: &b {x: 1, y: 2}\nown: {<<: *b, y: 3}\n")
    own = node.entries[1][1]
    assert isinstance(own, Table)
    assert [(k.text, v.text) for k, v in own.entries if isinstance(v, Scalar)] == [("y", "3"), ("x", "1")]


def test_duplicate_key_names_both_places_and_keeps_the_first() -> None:
    node, (found,) = parse_yaml(source("a: 1\nb: 2\na: 3\n"))
    assert (found.code, found.origin and found.origin.line) == ("R011", 3)
    assert "line 1, column 1" in found.message
    assert isinstance(node, Table)
    assert [k.text for k, _ in node.entries] == ["a", "b"]


def test_alias_that_would_grow_without_bound_is_refused() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    node, found = parse_yaml(source("\n".join(rows)))
    assert node is None
    assert [d.code for d in found] == ["R012"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_depth_is_refused_before_it_exhausts_the_stack(opening: str) -> None:
    node, found = parse_yaml(source(opening * 50_000))
    assert node is None
    assert [d.code for d in found] == ["R012"]


def test_empty_value_points_at_its_key() -> None:
    ((_, value),) = parsed("  grid:   # later\n").entries
    assert isinstance(value, Scalar)
    assert value.empty
    assert (value.origin.line, value.origin.column) == (1, 3)


def test_the_python_parser_gives_the_same_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "页: {栏: [一, '二', \"三\"], 块: &x a}\nb: |\n  行\n  行二\nc: *x\n"
    by_c = parsed(text)
    monkeypatch.setattr(tree, "_LOADER", yaml.SafeLoader)
    assert parsed(text) == by_c
    assert [s.places() for s in scalars(parsed(text))] == [s.places() for s in scalars(by_c)]


@given(st.text(st.sampled_from("ab:- \n[]{}\"'&*|>#?!%@`,中：\t"), max_size=40))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    node, found = parse_yaml(source(text))
    assert all(d.code in ("R010", "R011", "R012") and d.origin for d in found)
    if node is None and not found:
        assert not any(line.strip() and not line.lstrip().startswith(("#", "-", "%", ".")) for line in text.split("\n"))
