"""`pagesetter galley --jsonl`: a line of JSON in, a line of JSON out, whatever the other lines are."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pagesetter import set_text, text_style

Call = Callable[..., Any]
Answers = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def answers(call: Call, monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Exit code and answers for lines on standard input: objects, or text as it is; without fonts."""

    def ask(*lines: object, options: tuple[str, ...] = ("--plain",)) -> tuple[int, list[dict[str, Any]]]:
        data = b"".join(
            (line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode()) + b"\n"
            for line in lines
        )
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        ended = call("galley", "--jsonl", *options)
        return ended.code, [json.loads(line) for line in ended.out.splitlines()]

    return ask


TEXT = "台商区在全省首创特殊群体参保“一件事”，建立社保、民政、卫健GDP等部门数据共享机制。"


def test_each_line_has_its_answer_with_the_set_lines(answers: Answers) -> None:
    code, made = answers({"id": "a", "text": TEXT, "measure": 11}, {"id": 7, "text": "甲乙丙丁", "measure": "2字"})
    assert code == 0
    assert [(one["input_line"], one["id"], one["ok"], one["possible"]) for one in made] == [
        (1, "a", True, True),
        (2, 7, True, True),
    ]
    own = set_text(TEXT, 11)
    assert [line["text"] for line in made[0]["lines"]] == [line.text for line in own.lines]
    assert made[0]["line_count"] == len(own.lines)
    assert made[0]["characters"] == len(TEXT)
    assert made[0]["lines"][1]["gaps"][0] == {"index": 14, "natural_em": 0.5, "adjust_em": -0.5}
    assert list(made[0]) == [
        "input_line", "id", "ok", "possible", "lines", "line_count", "characters", "loose", "method", "demerits",
        "missing", "diagnostics",
    ]  # fmt: skip


def test_bad_lines_are_told_with_their_places_and_the_others_are_set(answers: Answers) -> None:
    code, made = answers(
        {"text": "甲", "measur": 4},
        b"nonsense",
        b"",
        {"text": "甲乙", "measure": 2},
        [1],
        {"measure": 4},
        {"text": "甲"},
        {"text": "甲", "measure": "5q", "lang": "xx"},
        {"text": "甲", "measure": -1},
        {"text": "甲", "measure": 4, "level": "very-loose"},
        {"text": "甲", "measure": 4, "style": "bodi"},
        b'{"text": "\xff", "measure": 4}',
        b'{"text": "\\ud800x", "measure": 4}',
    )
    assert code == 1
    told = {
        one["input_line"]: [(d["code"], d["line"], d["column"]) for d in one["diagnostics"]]
        for one in made
        if not one["ok"]
    }
    assert told.pop(13, []) in ([], [("X900", None, None)])
    assert told == {
        1: [("R020", 1, 15)],
        2: [("R014", 2, 1)],
        5: [("R022", 5, 1)],
        6: [("R021", 6, 1)],
        7: [("R021", 7, 1)],
        8: [("R025", 8, 26), ("R026", 8, 40)],
        9: [("R024", 9, 26)],
        10: [("R026", 10, 38)],
        11: [("L602", 11, 38)],
        12: [("R003", 12, 11)],
    }
    good = next(one for one in made if one["input_line"] == 4)
    assert [line["text"] for line in good["lines"]] == ["甲乙"]


def test_options_of_the_line_win_over_those_of_the_command(answers: Answers) -> None:
    _, made = answers(
        {"text": "国X国", "measure": 9},
        {"text": "国X国", "measure": 9, "narrow": 0.5, "latin_gap": "0.125em"},
        {"text": "あぁ", "lang": "ja", "measure": [1, 1], "level": "css-loose"},
        {"text": "国，国", "squeeze": "half", "align": "left", "indent": 2, "measure": 9},
        options=("--plain", "--lang", "zh-Hant", "-m", "5"),
    )
    assert [one["lines"][0]["width_em"] for one in made] == [3.5, 2.75, 1, 4.5]


def test_lengths_are_taken_at_the_body_size(answers: Answers) -> None:
    options = ("--plain", "--size", "9pt")
    _, made = answers({"text": "甲", "measure": "63pt"}, {"text": "甲", "measure": ["7字"]}, options=options)
    assert [one["lines"][0]["measure_em"] for one in made] == [7, 7]


def test_sheet_with_problems_is_told_once_and_lines_are_still_set(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "house.yaml").write_text("types:\n  body: {indnt: 0em}\n", encoding="utf-8")
    lines = b'{"text": "\xe7\x94\xb2", "measure": 4, "style": "body"}\n' * 3
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(lines)))
    ended = call("galley", "--jsonl", "--plain", "--sheet", "house.yaml")
    assert [json.loads(line)["ok"] for line in ended.out.splitlines()] == [True] * 3
    assert ended.err.count("R020 error") == 1
    assert ended.code == 1


def test_measure_of_the_command_holds_for_lines_without_one(answers: Answers) -> None:
    code, made = answers({"text": "甲乙丙丁"}, options=("--plain", "-m", "2"))
    assert (code, made[0]["line_count"]) == (0, 2)


def test_line_more_or_fewer_is_answered_by_whether_it_can_be(answers: Answers) -> None:
    code, made = answers({"text": "甲乙丙丁", "measure": 2, "change": -1}, {"text": "甲乙", "measure": 9, "change": 0})
    assert code == 0
    assert made[0] == {"input_line": 1, "id": None, "ok": True, "possible": False, "diagnostics": []}
    assert made[1]["possible"]


def test_fonts_of_the_sheet_are_used_and_lines_may_do_without(answers: Answers) -> None:
    _, made = answers(
        {"text": "国W国", "measure": 9},
        {"text": "国W国", "measure": 9, "plain": True},
        {"text": "国W国", "measure": 9, "style": "body"},
        options=(),
    )
    wide, plain, body = (one["lines"][0]["width_em"] for one in made)
    assert plain == 3.5
    assert wide != plain
    assert body == pytest.approx(wide + 2)


def test_a_fault_of_the_program_costs_one_line(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    import pagesetter.cli.streaming

    def fails_once(text: str, *rest: Any, **more: Any) -> Any:
        if text == "坏":
            raise KeyError("a table lacks this")
        return set_text(text, *rest, **more)

    monkeypatch.setattr(pagesetter.cli.streaming, "set_text", fails_once)
    code, made = answers({"text": "坏", "measure": 2}, {"text": "好", "measure": 2})
    assert code == 1
    assert [one["ok"] for one in made] == [False, True]
    assert made[0]["diagnostics"][0]["code"] == "X900"


def test_style_without_a_sheet_is_that_of_the_api(answers: Answers) -> None:
    _, made = answers({"text": TEXT, "measure": 13, "lang": "ja", "mode": "vertical", "hang": "allow-end"})
    own = set_text(TEXT, 13, style=text_style("ja", mode="vertical", hang="allow-end"))
    assert [line["text"] for line in made[0]["lines"]] == [line.text for line in own.lines]
