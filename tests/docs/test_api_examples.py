"""The examples of docs/api.md do what they show."""

import doctest
import inspect
import json
import re
import shlex

import pagesetter
from pagesetter.model.cast import GapSet, SetLine
from pagesetter.read.jobs import JOB, read_job
from places import ROOT

DOCUMENT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def test_python_examples_give_what_they_show() -> None:
    examples = doctest.DocTestParser().get_doctest(DOCUMENT.replace("```", ""), {}, "api.md", "docs/api.md", 0)
    assert len(examples.examples) >= 10
    runner = doctest.DocTestRunner(verbose=False)
    said: list[str] = []
    assert runner.run(examples, out=said.append).failed == 0, "".join(said)


def test_every_key_of_a_line_of_json_is_told() -> None:
    table = DOCUMENT.split("### `--jsonl`")[1].split("## Python")[0]
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", table, re.M)
    assert {key for row in rows for key in re.findall(r"`(\w+)`", row)} == {row.key for row in JOB.rows}


def test_every_key_of_a_set_line_is_told() -> None:
    keys = DOCUMENT.split("* A line:")[1].split("### `--jsonl`")[0]
    told = set(re.findall(r"`(\w+)`", keys)) - {"natural"}
    assert told == {*SetLine.__slots__, *GapSet.__slots__}


def test_every_function_is_told_with_its_parameters() -> None:
    for name in ("break_opportunities", "advances", "set_text", "text_style", "levels_of"):
        (shown,) = re.findall(rf"^\| `{name}\(([^)]*)\)` \|", DOCUMENT, re.M)
        assert [word for word in shown.split(", ") if word != "*"] == list(
            inspect.signature(getattr(pagesetter, name)).parameters
        )


def test_line_of_json_that_is_shown_can_be_read() -> None:
    (command,) = re.findall(r"^\$ (echo .+) \|", DOCUMENT, re.M)
    line = shlex.split(command)[1]
    values, found = read_job(line.encode(), 1, "-")
    assert json.loads(line)["measure"] == 5
    assert values is not None
    assert found == ()
