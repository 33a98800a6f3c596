"""What `pagesetter build` writes, prints and returns."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
"""Arguments of the command line in; exit code, stdout and stderr out."""


def test_clean_page_goes_to_the_build_folder(call: Call) -> None:
    ended = call("build", "layouts/front.yaml")
    assert ended.code == 0
    assert Path("build/front.pdf").read_bytes() == b"%PDF front"
    assert ended.out == "build/front.pdf: 390 x 545 mm, 2 stories\n"
    assert ended.err == ""
    assert [p.name for p in Path("build").iterdir()] == ["front.pdf"]


def test_error_leaves_the_target_and_writes_the_marked_page_beside_it(call: Call) -> None:
    Path("build").mkdir()
    Path("build/overset.pdf").write_bytes(b"yesterday")
    ended = call("build", "overset.yaml")
    assert ended.code == 1
    assert Path("build/overset.pdf").read_bytes() == b"yesterday"
    assert Path("build/overset.errors.pdf").read_bytes() == b"%PDF overset M201"
    assert ended.out == ""
    assert ended.err == (
        'M201 error: story "社保" is overset by 7 lines (about 98 characters) in area A, columns 1-3\n'
        "  --> overset.yaml:41:5\n"
        "  hint: cut 98 characters\n"
        "1 error; build/overset.pdf not written; build/overset.errors.pdf shows the spots\n"
    )


def test_error_found_by_the_press_is_marked_too(call: Call) -> None:
    ended = call("build", "press.yaml", "-o", "out/p.pdf")
    assert ended.code == 1
    assert not Path("out/p.pdf").exists()
    assert Path("out/p.errors.pdf").read_bytes() == b"%PDF press P101"


def test_page_that_cannot_be_laid_out_writes_nothing(call: Call) -> None:
    ended = call("build", "broken.yaml")
    assert ended.code == 1
    assert not Path("build").exists()
    assert ended.err.endswith("1 error; build/broken.pdf not written\n")


def test_later_clean_build_removes_the_stale_errors_page(call: Call) -> None:
    Path("build").mkdir()
    Path("build/front.errors.pdf").write_bytes(b"old")
    assert call("build", "front.yaml").code == 0
    assert not Path("build/front.errors.pdf").exists()


def test_warning_prints_and_is_written(call: Call) -> None:
    ended = call("build", "warned.yaml")
    assert ended.code == 0
    assert Path("build/warned.pdf").exists()
    assert ended.err == "I301 warning: boats.jpg has 120 ppi\n  --> warned.yaml:3:1\n1 warning\n"


def test_strict_makes_a_warning_stop_the_page(call: Call) -> None:
    ended = call("build", "--strict", "warned.yaml")
    assert ended.code == 1
    assert not Path("build/warned.pdf").exists()
    assert Path("build/warned.errors.pdf").read_bytes() == b"%PDF warned I301"
    assert "1 warning; build/warned.pdf not written" in ended.err


def test_one_broken_layout_never_stops_the_others(call: Call) -> None:
    ended = call("build", "a.yaml", "broken.yaml", "fault.yaml", "overset.yaml", "z.yaml", "-o", "out")
    assert ended.code == 1
    assert sorted(p.name for p in Path("out").iterdir()) == ["a.pdf", "overset.errors.pdf", "z.pdf"]


@pytest.mark.parametrize("name", ["out/deep/p.pdf", "p.pdf", "out/page"])
def test_output_is_a_file_or_a_folder(call: Call, name: str) -> None:
    assert call("build", "front.yaml", "-o", name).code == 0
    target = Path(name) if name.endswith(".pdf") else Path(name) / "front.pdf"
    assert target.read_bytes() == b"%PDF front"


def test_name_with_a_slash_at_its_end_is_a_folder(call: Call) -> None:
    assert call("build", "front.yaml", "-o", "v1.2/").code == 0
    assert Path("v1.2/front.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.yaml", "b.yaml", "-o", "one.pdf"], "2 layouts are given: name a folder"),
        (["x/a.yaml", "y/a.yaml"], "would both be written to"),
        (["a.yaml", "-o", "a.yaml"], "it would be overwritten"),
        ([], "Missing argument 'LAYOUT...'"),
        (["--colour", "a.yaml"], "No such option"),
    ],
)
def test_wrong_usage_exits_2_and_writes_nothing(call: Call, tmp_path: Path, arguments: list[str], said: str) -> None:
    Path("a.yaml").write_text("page: {}\n")
    ended = call("build", *arguments)
    assert ended.code == 2
    assert said in ended.err
    assert [p.name for p in tmp_path.iterdir()] == ["a.yaml"]
    assert Path("a.yaml").read_text() == "page: {}\n"


def test_unwritable_target_is_a_diagnostic(call: Call) -> None:
    Path("file").write_text("in the way")
    ended = call("build", "front.yaml", "-o", "file/front.pdf")
    assert ended.code == 1
    assert ended.err.startswith('P901 error: cannot write "file/front.pdf": ')
    assert ended.err.endswith("1 error; file/front.pdf not written\n")


def test_fault_of_the_program_is_x900_without_a_traceback(call: Call) -> None:
    ended = call("build", "fault.yaml")
    assert ended.code == 1
    said = """X900 error: internal error while setting "fault.yaml": KeyError: 'a table lacks this'"""
    assert ended.err.startswith(said)
    assert "please report it" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("arguments", [["--debug", "build", "fault.yaml"], ["build", "fault.yaml", "--debug"]])
def test_debug_shows_the_traceback(call: Call, arguments: list[str]) -> None:
    ended = call(*arguments)
    assert ended.code == 1
    assert "Traceback (most recent call last)" in ended.err
    assert "X900" in ended.err


def test_interrupt_exits_130_without_a_word(call: Call) -> None:
    ended = call("build", "interrupted.yaml")
    assert (ended.code, ended.out, ended.err) == (130, "", "")


def test_notes_are_counted_unless_asked_for(call: Call) -> None:
    short = call("build", "noted.yaml").err
    assert short == "C101 note: `,` became `，` (147 of these in 1 file; --notes lists them)\n147 notes\n"
    assert call("build", "noted.yaml", "--notes").err.count("C101 note:") == 147


def test_json_is_one_document_with_every_layout(call: Call) -> None:
    ended = call("build", "--json", "a.yaml", "overset.yaml", "broken.yaml")
    assert ended.err == ""
    report = json.loads(ended.out)
    assert report["exit_code"] == ended.code == 1
    good, over, broken = report["layouts"]
    assert (good["file"], good["pdf"], good["errors_pdf"]) == ("a.yaml", "build/a.pdf", None)
    assert good["page"]["width"] == pytest.approx(1105.512)
    assert (over["pdf"], over["errors_pdf"]) == (None, "build/overset.errors.pdf")
    assert over["stories"][0] == {
        "slug": "社保",
        "area": "A",
        "rects": [{"x": 10, "y": 20, "w": 178.5, "h": 300}],
        "room": 83,
        "needs": 90,
        "lines_set": 83,
        "characters": 1402,
        "over_lines": 7,
        "over_characters": 98,
        "first_fit": 0,
        "loose": 1,
        "text_range": [0, 1304],
        "cures": ["paragraph 3 set a line shorter"],
        "gave_way": [],
    }
    assert over["diagnostics"] == [
        {
            "code": "M201",
            "severity": "error",
            "message": 'story "社保" is overset by 7 lines (about 98 characters) in area A, columns 1-3',
            "hint": "cut 98 characters",
            "file": "overset.yaml",
            "line": 41,
            "column": 5,
            "path": "areas.A",
            "page": 1,
            "rect": {"x": 10, "y": 20, "w": 178.5, "h": 300},
        }
    ]
    assert broken["page"] is None
    assert broken["stories"] == []
    assert "timings" not in good


def test_json_has_timings_only_when_asked(call: Call) -> None:
    report = json.loads(call("build", "--json", "--timings", "a.yaml").out)
    assert list(report["layouts"][0]["timings"]) == ["load", "read", "makeup", "press", "total"]


def test_timings_go_to_stderr(call: Call) -> None:
    ended = call("build", "--timings", "a.yaml")
    assert [line.split()[0] for line in ended.err.splitlines()] == ["load", "read", "makeup", "press", "total"]
    assert "read" not in ended.out
