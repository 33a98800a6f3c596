"""`build`, `check` and `proof` take an edition file like a layout, and tell about all of its pages at once."""

import json
import re
from pathlib import Path

import pytest
from paper_makers import paper

from pagesetter.cli.main import run
from pagesetter.cli.targets import is_paper
from pagesetter.geometry import Rect
from pagesetter.pdf.plates import Plates
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


def test_text_prints_the_stories_page_by_page_each_once(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["text", str(small)]) == 0
    out = capsys.readouterr().out
    pages = re.findall("^page (.*):$", out, re.M)
    assert pages == [f"A01, {small.parent / 'a1.yaml'}", f"A02, {small.parent / 'a2.yaml'}"]
    first, _, second = out.partition("page A02")
    for name, home in (("p1-a", first), ("p1-b", first), ("p1-c", first), ("p2-a", second), ("p2-c", second)):
        story = (small.parent / "content" / f"{name}.md").read_text(encoding="utf-8").split("---")[2].strip()
        last = story.split("\n\n")[-1]
        assert out.count(last) == home.count(last) == 1


def test_text_of_an_edition_file_with_an_error_is_refused(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = small.parent / "wrong-text.yaml"
    wrong.write_text(small.read_text(encoding="utf-8").replace("pages:\n", "pages:\n  - {page: A09}\n", 1), "utf-8")
    assert run(["text", str(wrong)]) == 1
    told = capsys.readouterr()
    assert (told.out, "R021" in told.err) == ("", True)
    wrong.write_text(small.read_text(encoding="utf-8").replace("a2.yaml", "nowhere.yaml", 1), "utf-8")
    assert run(["text", str(wrong)]) == 1
    told = capsys.readouterr()
    assert "page A01" in told.out
    assert "R001" in told.err


@pytest.fixture(scope="module")
def built(small: Path) -> Path:
    """The folder of its PDFs."""
    out = small.parent / "built"
    assert run(["build", str(small), "-o", str(out)]) == 0
    return out


def stories(form: str) -> dict[int, set[str]]:
    """Stories that a preflight names, by page."""
    named: dict[int, set[str]] = {}
    for file in json.loads(form)["files"]:
        for one in file["findings"]:
            named.setdefault(one["page"], set()).update({one["story"]} - {None})
    return named


def test_preflight_compares_a_file_with_the_pages_that_it_holds(
    small: Path, built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strict = tmp_path / "all.yaml"
    strict.write_text("extends: newsprint\nrules:\n  small-text: {black_pt: 20}\n", encoding="utf-8")
    asked = ["--layout", str(small), "--profile", str(strict), "--json"]
    capsys.readouterr()
    run(["preflight", str(built / "paper.pdf"), *asked])
    whole = stories(capsys.readouterr().out)
    assert {slug[:2] for slug in whole[1]} == {"p1"}
    assert {slug[:2] for slug in whole[2]} == {"p1", "p2"}  # the lead goes on there
    run(["preflight", str(built / "paper-A02.pdf"), *asked])
    assert stories(capsys.readouterr().out) == {1: whole[2]}


def test_preflight_of_a_file_with_other_pages_than_the_edition_is_told(
    small: Path, built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strange = tmp_path / "strange.pdf"
    strange.write_bytes((built / "paper-A02.pdf").read_bytes())
    assert run(["preflight", str(strange), "--layout", str(small)]) == 0
    assert "P410 warning: the file has 1 of the 2 pages of the edition" in capsys.readouterr().err
    assert run(["preflight", str(built / "paper.pdf"), "--layout", str(small)]) == 0
    assert "P410" not in capsys.readouterr().err


def test_what_a_soft_proof_of_an_edition_lacks_is_told(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Plates(1, 1, 1, 30, (72, 72), (), Rect(0, 0, 72, 72), Rect(0, 0, 72, 72), lost=("a form that holds itself",))
    monkeypatch.setattr("pagesetter.cli.papers.processes", lambda _: 1)
    monkeypatch.setattr("pagesetter.pdf.plates.separate", lambda *_: made)
    monkeypatch.setattr("pagesetter.proof.softproof.soft_proof", lambda *_: b"picture")
    assert run(["proof", str(small), "-o", str(tmp_path / "out"), "--ppi", "30", "--soft"]) == 0
    said = capsys.readouterr().err
    for name in ("a1", "a2"):
        assert f"P409 warning: page 1 of {name}.yaml: not separated as it prints: a form that holds itself" in said
    assert (tmp_path / "out" / "paper-A02.png").read_bytes() == b"picture"


def test_too_fine_a_proof_of_an_edition_is_wrong_usage(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["proof", str(small), "-o", str(tmp_path / "out"), "--ppi", "2400", "--soft"]) == 2
    assert "give 1 to" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_text_of_a_zone_stands_last_with_what_it_alone_has(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small.parent
    own = (folder / "content" / "p2-b.md").read_text(encoding="utf-8").replace("headline: ", "headline: 海港", 1)
    (folder / "content" / "harbour.md").write_text(own, encoding="utf-8")
    layout = (folder / "a2.yaml").read_text(encoding="utf-8").replace("p2-b", "harbour")
    (folder / "a2-harbour.yaml").write_text(layout, encoding="utf-8")
    zoned = folder / "zoned.yaml"
    zoned.write_text(
        small.read_text(encoding="utf-8") + "zones:\n  harbour: {A02: a2-harbour.yaml}\n", encoding="utf-8"
    )
    assert run(["text", str(zoned)]) == 0
    out = capsys.readouterr().out
    assert re.findall("^page ([^,]*),", out, re.M) == ["A01", "A02", "A02 (harbour)"]
    zone = out.partition("page A02 (harbour)")[2]
    assert "海港" in zone
    assert len(re.findall("^本报讯", zone, re.M)) == 1


def test_at_the_cut_of_a_spread_a_head_goes_on_on_the_other_page(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small.parent
    (folder / "cut.yaml").write_text(
        "content: content\npage: {size: [270mm, 390mm], bleed: 3mm, type_area: [225mm, 350mm]}\nspread: pages\n"
        "grid: {columns: 12, measure: 11字, gutter: 1em, body: 9pt, leading: 12.6pt, lines: 78}\n"
        "areas:\n  S: {story: p2-b, columns: 1-12, rows: 1-78, head: lead}\n",
        encoding="utf-8",
    )
    edition = folder / "cut-paper.yaml"
    edition.write_text("edition: {title: 报, date: 2025-08-06}\npages: [{layout: cut.yaml, page: A04}]\n", "utf-8")
    assert run(["build", str(edition), "-o", str(tmp_path)]) == 0
    capsys.readouterr()
    for name in ("cut-paper-A04", "cut-paper-A05", "cut-paper"):
        for layout in (edition, folder / "cut.yaml") if name == "cut-paper" else (edition,):
            assert run(["preflight", str(tmp_path / f"{name}.pdf"), "--layout", str(layout)]) == 0
            told = capsys.readouterr()
            assert "no findings" in told.out
            assert told.err == ""
