"""What `pagesetter check` prints and returns."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]
"""Arguments of the command line in; exit code, stdout and stderr out."""


def test_check_writes_nothing(call: Call, tmp_path: Path) -> None:
    assert call("check", "front.yaml", "overset.yaml").code == 1
    assert list(tmp_path.iterdir()) == []


def test_check_prints_a_row_per_story_with_room_needs_and_difference(call: Call) -> None:
    ended = call("check", "overset.yaml")
    assert ended.out == (
        "overset.yaml: 390 x 545 mm, 2 stories\n"
        "story  area  room  needs  超/欠 lines  characters  of all  loose\n"
        "社保   A       83     90         超 7         +98   1,402      1\n"
        "ferry  BB      31     30         欠 1         -17     510      0\n"
        "  社保: paragraph 3 set a line shorter\n"
        "  ferry gave way: columns level\n"
        "2 stories, 1,912 characters, 113 lines, 1 loose, 0 set by the last resort\n"
    )
    assert ended.err.endswith("1 error; overset.yaml would not be written\n")


def test_check_finds_what_the_press_would_find(call: Call) -> None:
    ended = call("check", "press.yaml")
    assert ended.code == 1
    assert "P101 error: a font may not be embedded" in ended.err


def test_check_is_as_strict_as_build(call: Call) -> None:
    assert call("check", "warned.yaml").code == 0
    assert call("check", "--strict", "warned.yaml").code == 1


def test_check_json_names_no_file_that_was_not_written(call: Call) -> None:
    (layout,) = json.loads(call("check", "--json", "overset.yaml").out)["layouts"]
    assert (layout["pdf"], layout["errors_pdf"]) == (None, None)
    assert layout["stories"][1]["over_lines"] == -1


def test_pipe_gets_neither_colour_nor_progress(call: Call) -> None:
    ended = call("check", "overset.yaml")
    assert "\x1b" not in ended.out + ended.err
    assert "\r" not in ended.out + ended.err
