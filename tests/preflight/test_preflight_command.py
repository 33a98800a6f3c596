"""`pagesetter preflight` and `build --preflight` as commands."""

import json
from pathlib import Path

import pytest
from preflight_makers import GHOSTSCRIPT, OURS, Broken, broken, sound

from pagesetter.cli.main import run
from pagesetter.model.press import X1A, X4
from places import ROOT

LAYOUT = ROOT / "src" / "pagesetter" / "_data" / "new" / "layouts" / "front.yaml"


def _layered(b: Broken) -> None:
    from pikepdf import Array, Dictionary

    b.root.OCProperties = Dictionary(OCGs=Array([]))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("sound.pdf").write_bytes(sound(GHOSTSCRIPT, X4))
    Path("old.pdf").write_bytes(sound(OURS, X1A))
    Path("layered.pdf").write_bytes(broken(GHOSTSCRIPT, X4, _layered))
    return tmp_path


def test_several_files_are_checked_at_once_and_the_worst_decides(
    folder: Path, capsys: pytest.CaptureFixture[str]
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
