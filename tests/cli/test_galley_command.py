"""What `pagesetter galley` prints of a story, and that it agrees with a page."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from places import ROOT

Call = Callable[..., Any]
"""Arguments of the command line in; exit code, stdout and stderr out."""

STORY = """---
headline: 标题
byline: □记者 王慧莲
---
民生之事,枝叶关情。台商区聚焦企业和群众的“急难愁盼”问题，推进服务便捷化。

## 便民利民

这一举措将高频事项办理时限压缩至2个工作日，让1600人次的群众办事更省心。
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.md"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | bytes], None]:
    """Puts a text on standard input."""

    def put(text: str | bytes) -> None:
        data = text.encode() if isinstance(text, str) else text
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))

    return put


def test_table_has_the_usual_columns_and_those_asked_for(call: Call, story: Path) -> None:
    ended = call("galley", story, "--measure", "15", "-m", "20字", "--plain")
    assert ended.code == 0
    head, titles, *rows = ended.out.splitlines()
    assert head == f"{story}: body 10.5/15 pt, zh-Hans"
    assert titles.split() == ["measure", "lines", "characters", "depth", "loose", "last", "resort"]
    assert [row.split()[0] for row in rows] == ["11字", "13字", "15字", "17字", "20字", "22字"]
    lines = [int(row.split()[1]) for row in rows]
    assert lines == sorted(lines, reverse=True)
    assert {row.split()[2] for row in rows} == {"76"}
    # 15 pt a line, the last one without its leading
    assert rows[0].split()[3] == f"{(lines[0] * 15 - 4.5) / 72 * 25.4:.1f}"


def test_copyedit_is_told_and_can_be_turned_off(call: Call, story: Path) -> None:
    assert "C101 note" in call("galley", story, "--plain", "--notes").err
    assert call("galley", story, "--plain", "--copyedit", "off").err == ""


def test_text_shows_each_line_with_its_number_and_what_was_done_to_it(call: Call, story: Path) -> None:
    out = call("galley", story, "--plain", "-m", "11", "--text").out
    rows = [line for line in out.split("11字:\n")[1].split("\nmeasure")[0].splitlines() if line]
    assert [int(row.split()[0]) for row in rows] == list(range(1, len(rows) + 1))
    words = "".join(row.split()[1] for row in rows if not row.endswith(")"))
    assert words == STORY.split("---\n")[2].replace("\n", "").replace("## 便民利民", "").replace(",", "，")
    assert any(row.endswith("(subhead)") for row in rows)
    assert any(row.split()[-1] == "bracket" and row.split()[2].startswith("-") for row in rows)


def test_json_tells_every_gap_and_adds_up(call: Call, story: Path) -> None:
    ended = call("galley", story, "--plain", "-m", "11", "-m", "63mm", "--json")
    made = json.loads(ended.out)
    assert ended.err == ""
    assert {k: made[k] for k in ("exit_code", "file", "slug", "language", "style", "mode", "plain")} == {
        "exit_code": 0,
        "file": str(story),
        "slug": "story",
        "language": "zh-Hans",
        "style": "body",
        "mode": "horizontal",
        "plain": True,
    }
    assert [g["measure_em"] for g in made["galleys"]] == [11, pytest.approx(63 / 25.4 * 72 / 10.5, abs=1e-4)]
    assert [row["measure_em"] for row in made["table"]][:2] == [11, 13]
    assert [d["code"] for d in made["diagnostics"]] == ["C101"]
    galley = made["galleys"][0]
    assert [p["kind"] for p in galley["paragraphs"]] == ["byline", "body", "subhead", "body"]
    assert galley["rows"] == sum(p["rows"] for p in galley["paragraphs"])
    assert galley["rows"] == next(row for row in made["table"] if row["measure_em"] == 11)["rows"]
    first = galley["paragraphs"][1]
    assert (first["line"], first["column"]) == (5, 1)
    assert first["texts"] == [line["text"] for line in first["lines"]]
    for line in first["lines"][:-1]:
        assert line["width_em"] == line["measure_em"] == 11
        assert sum(gap["adjust_em"] for gap in line["gaps"]) == pytest.approx(line["adjust_em"], abs=1e-4)


def test_galley_takes_the_lines_that_a_page_gives_the_story(call: Call, root: Path) -> None:
    # 02 stands in columns of 17 characters on the reference page, where `check` says that it needs 31 lines.
    made = json.loads(call("galley", root / "content/quanzhou/02-peixun.md", "-m", "17字", "--json").out)
    assert made["galleys"][0]["rows"] == 31
    assert made["galleys"][0]["characters"] == 506


@pytest.mark.parametrize("name", ["-", "text.txt"])
def test_plain_text_has_a_paragraph_per_line(call: Call, typed: Any, tmp_path: Path, name: str) -> None:
    text = "　　第一段文字,很好。\n\n# 第二段 *文字*\r\n"
    typed(text)
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    made = json.loads(call("galley", name, "--plain", "--json").out)
    assert [p["texts"] for p in made["galleys"][0]["paragraphs"]] == [["第一段文字，很好。"], ["# 第二段 *文字*"]]
    assert [p["line"] for p in made["galleys"][0]["paragraphs"]] == [1, 3]
    assert [(d["file"], d["line"], d["column"]) for d in made["diagnostics"]] == [(name, 1, 8)]


def test_text_without_a_word_is_an_error(call: Call, typed: Any) -> None:
    typed(" \n\n")
    ended = call("galley", "-")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("S003 error: the story has no text\n  --> -:1:1\n")


def test_all_problems_of_a_story_are_told(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nheadlin: 标题\nkind: new\n---\n文字（很好。\n", encoding="utf-8")
    ended = call("galley", "a.md", "--plain")
    assert ended.code == 1
    assert [line.split()[0] for line in ended.err.splitlines() if line[0] != " "][:4] == [
        "R020",
        "S004",
        "R026",
        "C201",
    ]


def test_language_and_level_choose_the_rules(call: Call, typed: Any) -> None:
    def texts(*options: str) -> list[str]:
        typed("あいうえおかきぁくけこさしすせそ\n")
        made = json.loads(call("galley", "-", "--plain", "--json", "-m", "8字", *options).out)
        assert made["language"] == "ja"
        return list(made["galleys"][0]["paragraphs"][0]["texts"])

    assert texts("--lang", "ja", "--level", "css-loose") != texts("--lang", "ja", "--level", "css-strict")


def test_style_size_and_squeeze_are_taken(call: Call, story: Path) -> None:
    made = json.loads(
        call(
            "galley", story, "--plain", "--json", "--style", "caption", "--size", "9pt", "--leading", "12.6pt",
            "--squeeze", "half", "--mode", "vertical",
        ).out
    )  # fmt: skip
    assert (made["style"], made["size_pt"], made["mode"]) == ("caption", 7.71, "vertical")
    body = json.loads(call("galley", story, "--plain", "--json", "--size", "小五").out)
    assert (body["size_pt"], body["leading_pt"]) == (9, 12.86)


def test_sheet_of_ones_own_is_used_and_checked(call: Call, story: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "house.yaml"
    sheet.write_text("types:\n  body: {indent: 0em}\n  note: {like: body, size: 8pt}\n", encoding="utf-8")
    made = json.loads(call("galley", story, "--plain", "--json", "--sheet", sheet, "--style", "note").out)
    assert made["size_pt"] == 8
    sheet.write_text("types:\n  body: {indnt: 0em}\n", encoding="utf-8")
    assert (
        f'R020 error: unknown key "indnt"\n  --> {sheet}:2:10' in call("galley", story, "--plain", "--sheet", sheet).err
    )


def test_characters_that_no_font_has_are_reported_once_each(call: Call, typed: Any) -> None:
    typed("文字\U0001f9ff好。\n")
    ended = call("galley", "-", "-m", "5")
    assert ended.code == 1
    assert ended.err.count("F410") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("galley",), "give a STORY, or --jsonl alone"),
        (("galley", "a.md", "--jsonl"), "give a STORY, or --jsonl alone"),
        (("galley", "--jsonl", "--json"), "--jsonl prints JSON"),
        (("galley", "a.md", "--json", "--text"), "not both"),
        (("galley", "a.md", "-m", "17x"), "write 17字 or 63mm"),
        (("galley", "a.md", "-m", "0"), "write 17字 or 63mm"),
        (("galley", "a.md", "--size", "2行"), "write 10.5pt"),
        (("galley", "a.md", "--lang", "xx"), 'no rules for a language "xx"'),
        (("galley", "a.md", "--style", "captoin"), 'did you mean "caption"?'),
        (("galley", "story.md", "--level", "very-loose"), 'zh-Hans has no level "very-loose": gb'),
    ],
)
def test_wrong_usage_is_told_in_words(call: Call, story: Path, arguments: tuple[str, ...], said: str) -> None:
    assert story.exists()
    ended = call(*arguments)
    assert ended.code == 2
    assert said in ended.err


def test_start_loads_no_fonts_and_no_page(call: Call, story: Path) -> None:
    import subprocess

    code = (
        "import sys; from pagesetter.cli.main import run; "
        f"run(['galley', {str(story)!r}, '--plain']); "
        "print([m for m in ('uharfbuzz', 'reportlab', 'PIL', 'fontTools', 'pikepdf') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
