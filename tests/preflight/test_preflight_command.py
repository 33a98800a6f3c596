"""`pagesetter preflight` and `build --preflight` as commands."""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from preflight_makers import GHOSTSCRIPT, OURS, Broken, broken, sound

from pagesetter.cli.main import run
from pagesetter.cli.preflighting import _limits_of
from pagesetter.geometry import Rect
from pagesetter.model.page import Page
from pagesetter.model.press import X1A, X4, OwnCondition, PressSpec
from pagesetter.preflight import checking
from pagesetter.preflight.registry import rules
from pagesetter.resources import data
from places import ROOT

LAYOUT = ROOT / "src" / "pagesetter" / "_data" / "new" / "layouts" / "front.yaml"


def _layered(b: Broken) -> None:
    from pikepdf import Array, Dictionary

    b.root.OCProperties = Dictionary(OCGs=Array([]))


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files; each is read in a process of its own."""
    monkeypatch.chdir(tmp_path)
    Path("sound.pdf").write_bytes(sound(GHOSTSCRIPT, X4))
    Path("old.pdf").write_bytes(sound(OURS, X1A))
    Path("layered.pdf").write_bytes(broken(GHOSTSCRIPT, X4, _layered))
    return tmp_path


@pytest.fixture
def folder(apart: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same; they are read in this process, since what a worker does is known by then."""
    monkeypatch.setattr(checking, "check", partial(checking.check, foreign=False))
    return apart


def test_several_files_are_checked_at_once_and_the_worst_decides(
    apart: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["preflight", "sound.pdf", "old.pdf"]) == 0
    assert capsys.readouterr().out.count("no findings") == 2
    Path("none.pdf").write_text("no PDF", encoding="utf-8")
    assert run(["preflight", "sound.pdf", "none.pdf"]) == 1
    told = capsys.readouterr()
    assert "sound.pdf: no findings" in told.out
    assert "P402 error" in told.err


def test_warnings_fail_only_when_strict(folder: Path) -> None:
    assert run(["preflight", "layered.pdf"]) == 0
    assert run(["preflight", "layered.pdf", "--strict"]) == 1


def test_wrong_usage_is_told_from_a_bad_profile(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preflight"]) == 2
    assert run(["preflight", "sound.pdf", "--standard", "PDF/X-9"]) == 2
    assert run(["preflight", "sound.pdf", "--profile", "glossy"]) == 2
    Path("own.yaml").write_text("rules: {layres: off}\n", encoding="utf-8")
    assert run(["preflight", "sound.pdf", "--profile", "own.yaml"]) == 1
    assert "own.yaml:1:9" in capsys.readouterr().err


def test_a_profile_of_ones_own_decides(folder: Path) -> None:
    Path("own.yaml").write_text("rules: {layers: error}\n", encoding="utf-8")
    assert run(["preflight", "layered.pdf", "--profile", "own.yaml"]) == 1


def test_reports_for_programs_go_to_stdout_or_into_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preflight", "layered.pdf", "--json"]) == 0
    form = json.loads(capsys.readouterr().out)
    assert [one["rule"] for one in form["files"][0]["findings"]] == ["layers"]
    assert run(["preflight", "layered.pdf", "--sarif", "-o", "log.sarif"]) == 0
    assert json.loads(Path("log.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert run(["preflight", "layered.pdf", "--html", "-o", "report.html"]) == 0
    assert Path("report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert capsys.readouterr().out.split() == ["log.sarif", "report.html"]


def test_a_layout_gives_the_size_that_pages_must_have(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preflight", "sound.pdf", "--layout", str(LAYOUT)]) == 1
    assert "the page is 63.5 x 77.6 mm, the layout 210.0 x 297.0 mm" in capsys.readouterr().out


@pytest.mark.parametrize("standard", [X4, X1A])
def test_build_with_preflight_writes_a_sound_page(folder: Path, standard: str) -> None:
    assert run(["build", str(LAYOUT), "-o", "front.pdf", "--preflight", "--standard", standard]) == 0
    assert run(["preflight", "front.pdf", "--strict", "--layout", str(LAYOUT)]) == 0


def test_build_with_preflight_keeps_a_page_with_errors_from_being_written(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import pagesetter.build as pipeline

    made = pipeline.make_pdf

    def untrapped(built: pipeline.Built, *, marked: bool = False, **more: object) -> object:
        pdf, found = made(built, marked=marked, **more)  # type: ignore[arg-type]
        return pdf.replace(b"/Trapped /False", b"/Trapped /Fraud"), found

    monkeypatch.setattr(pipeline, "make_pdf", untrapped)
    assert run(["build", str(LAYOUT), "-o", "front.pdf", "--preflight"]) == 1
    assert "P501 error: preflight trapped" in capsys.readouterr().err
    assert not Path("front.pdf").exists()
    assert Path("front.errors.pdf").exists()


_PLANT = """name: Harbour Press
version: "3"
date: 2026-11-01
total_ink: {warn: 180%, fail: 190%}
"""


def test_a_layout_s_plant_says_how_much_ink_its_page_may_have(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("plant.yaml").write_text(_PLANT, encoding="utf-8")
    own = LAYOUT.read_text(encoding="utf-8").replace("../content", str(LAYOUT.parent.parent / "content"))
    Path("p.yaml").write_text("plant: plant.yaml\n" + own, encoding="utf-8")
    assert run(["build", str(LAYOUT), "-o", "front.pdf"]) == 0
    assert run(["preflight", "front.pdf", "--layout", "p.yaml"]) == 1
    told = capsys.readouterr().out
    assert "with 180/190 % of ink as Harbour Press says" in told
    assert "has 200 % of ink (M 100 % Y 100 %), expected 190 % at most" in told
    assert run(["preflight", "front.pdf", "--layout", "p.yaml", "--profile", "newsprint"]) == 0


def test_findings_on_a_page_of_ours_name_story_and_block(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import pikepdf

    from pagesetter.build import make_page
    from pagesetter.model.page import Text

    page = make_page(LAYOUT).page
    assert page is not None
    line = [item for item in page.items if isinstance(item, Text) and item.slug == "shelf" and item.block >= 0][-1]
    assert run(["build", str(LAYOUT), "-o", "front.pdf"]) == 0
    with pikepdf.open("front.pdf", allow_overwriting_input=True) as pdf:
        trim = [float(side) for side in pdf.pages[0].obj.TrimBox]
        x, y = trim[0] + line.x, trim[3] - line.y
        pdf.pages[0].contents_add(b"q 1 0 0 rg %.2f %.2f %.2f 8 re f Q" % (x, y, line.measure))
        pdf.save()
    capsys.readouterr()
    assert run(["preflight", "front.pdf", "--layout", str(LAYOUT), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["files"][0]["findings"]
    (one,) = (one for one in found if one["rule"] == "rgb")
    assert (one["story"], one["block"]) == ("shelf", line.block)


@pytest.mark.parametrize("like", ["newsprint", "coated"])
def test_a_condition_of_the_plant_s_own_is_judged_by_the_paper_that_is_most_like_it(like: str) -> None:
    own = OwnCondition("harbour", str(data(f"profiles/{like}.icc")))
    page = Page(Rect(0, 0, 10, 10), 0.0, (), condition="harbour", press=PressSpec(condition="harbour", own=own))
    made, problems = _limits_of(page)
    assert problems == ()
    assert made is not None
    assert made.name.startswith(like)
    limits = made.limits(rules()["total-ink"])
    assert limits["warn_percent"] < limits["fail_percent"] < {"newsprint": 260, "coated": 340}[like]
    plant = replace(page, press=PressSpec(condition="harbour", own=own, ink_warn=1.9, ink_fail=2.0, plant="Quay"))
    told, _ = _limits_of(plant)
    assert told is not None
    assert told.name.endswith("with 190/200 % of ink as Quay says")
    assert told.limits(rules()["total-ink"])["fail_percent"] == 200
