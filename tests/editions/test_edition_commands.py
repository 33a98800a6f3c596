"""`build`, `check` and `proof` take an edition file like a layout, and tell about all of its pages at once."""

import json
from pathlib import Path

import pytest
from paper_makers import paper

from pagesetter.cli.main import run
from pagesetter.cli.targets import is_paper
from places import ROOT


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of two pages."""
    return paper(tmp_path_factory.mktemp("small") / "paper", 2)


def test_an_edition_file_is_told_from_a_layout(small: Path, tmp_path: Path) -> None:
    assert is_paper(small)
    assert not is_paper(small.parent / "a1.yaml")
    assert not is_paper(tmp_path / "nowhere.yaml")
    wide = tmp_path / "wide.yaml"
    wide.write_text("edition: {title: 报}\npages:\n  - a.yaml\n", encoding="utf-16")
    assert is_paper(wide)
    assert not any(is_paper(path) for path in (ROOT / "layouts").glob("*.yaml"))


def test_check_prints_a_table_for_each_page(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(small)]) == 0
    out = capsys.readouterr().out
    assert "page A01, " in out
    assert "page A02, " in out
    assert out.count("超/欠") == 2
    assert not (small.parent / "build").exists()


def test_layouts_and_editions_are_built_in_one_run(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "one.md").write_text("---\nheadline: 新桥\n---\n\n" + "两岸居民来往便利。" * 12 + "\n", encoding="utf-8")
    layout = tmp_path / "single.yaml"
    layout.write_text(
        "edition: {title: 报, date: 2025-08-06}\ncontent: content\npage: {size: A5, type_area: [110mm, 60mm]}\n"
        "grid: {columns: 2, measure: 14字, body: 10pt, leading: 15pt, lines: 8}\n"
        "areas: {A: {story: one, columns: 1-2, rows: 1-8, head: {style: third, lines: 3}}}\n",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    code = run(["build", str(layout), str(small), "-o", str(out), "--json", "--ticket"])
    form = json.loads(capsys.readouterr().out)
    assert code == 0
    assert [one["pdf"] for one in form["layouts"]] == [str(out / "single.pdf")]
    (edition,) = form["editions"]
    assert edition["all"] == [{"zone": None, "pdf": str(out / "paper.pdf")}]
    assert all((out / f"paper-{page['number']}.ticket.xml").is_file() for page in edition["pages"])
    assert {fit["slug"] for page in edition["pages"] for fit in page["stories"]} >= {"p1-a", "p2-b"}


def test_a_file_as_output_is_wrong_usage(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", str(small), "-o", str(tmp_path / "one.pdf")]) == 2
    assert "name a folder" in capsys.readouterr().err
    assert run(["proof", str(small), "-o", str(tmp_path / "one.png")]) == 2


def test_proof_writes_a_picture_of_every_page(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["proof", str(small), "-o", str(tmp_path / "out"), "--ppi", "20", "--frames"]) == 0
    pictures = sorted((tmp_path / "out").iterdir())
    assert [p.name for p in pictures] == ["paper-A01.png", "paper-A02.png"]
    assert all(p.read_bytes().startswith(b"\x89PNG") for p in pictures)
    assert capsys.readouterr().out.split() == [str(p) for p in pictures]


def test_an_edition_file_with_an_error_builds_nothing(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = small.parent / "wrong.yaml"
    wrong.write_text(
        small.read_text(encoding="utf-8").replace("pages:\n", "pages:\n  - {page: A09}\n", 1), encoding="utf-8"
    )
    assert run(["build", str(wrong), "-o", str(tmp_path / "none")]) == 1
    assert "R021" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
