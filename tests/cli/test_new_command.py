"""The paper that `pagesetter new` writes must work as it is: these tests run the real pipeline."""

import json
from pathlib import Path

import pytest

from pagesetter.cli.main import run


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder in which `pagesetter new mypaper` has been called; it is the working folder."""
    monkeypatch.chdir(tmp_path)
    assert run(["new", "mypaper"]) == 0
    assert "pagesetter check layouts/front.yaml" in capsys.readouterr().out
    monkeypatch.chdir(tmp_path / "mypaper")
    return tmp_path / "mypaper"


def test_new_paper_builds_without_a_finding(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["build", "--strict", "layouts/front.yaml"])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    assert out == "build/front.pdf: 210 x 297 mm, 3 stories\n"
    assert Path("build/front.pdf").read_bytes().startswith(b"%PDF-1.6")


def test_story_grown_too_long_keeps_the_old_page_and_marks_the_spot(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", "layouts/front.yaml"]) == 0
    page = Path("build/front.pdf").read_bytes()
    story = Path("content/shelf.md")
    copy = story.read_bytes()
    story.write_bytes(copy + copy.split(b"---")[-1])
    capsys.readouterr()
    assert run(["build", "layouts/front.yaml"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert 'M201 error: story "shelf" is overset by' in err
    assert "--> layouts/front.yaml:" in err
    assert Path("build/front.pdf").read_bytes() == page
    assert Path("build/front.errors.pdf").read_bytes().startswith(b"%PDF-1.6")
    story.write_bytes(copy)
    assert run(["build", "layouts/front.yaml"]) == 0
    assert Path("build/front.pdf").read_bytes() == page
    assert not Path("build/front.errors.pdf").exists()


def test_new_paper_has_schemas_that_its_files_name(paper: Path) -> None:
    for name in ["layouts/front.yaml", *(f"content/{p.name}" for p in Path("content").glob("*.md"))]:
        line = next(line for line in Path(name).read_text(encoding="utf-8").splitlines() if "$schema=" in line)
        named = Path(name).parent / line.partition("$schema=")[2]
        assert "$schema" in json.loads(named.read_text(encoding="utf-8"))


def test_new_paper_never_overwrites_a_file(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("content/shelf.md").write_text("mine", encoding="utf-8")
    before = {p: p.read_bytes() for p in paper.rglob("*") if p.is_file()}
    assert run(["new", str(paper)]) == 1
    assert "is there already and stays as it is" in capsys.readouterr().err
    assert {p: p.read_bytes() for p in paper.rglob("*") if p.is_file()} == before


def test_new_paper_may_go_into_a_folder_with_other_files(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert run(["new", str(tmp_path)]) == 0
    assert (tmp_path / "layouts" / "front.yaml").is_file()


def test_proof_is_a_picture_of_the_page(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from PIL import Image

    assert run(["proof", "layouts/front.yaml", "--ppi", "50"]) == 0
    assert capsys.readouterr().out == "build/front.png\n"
    with Image.open("build/front.png") as plain:
        assert plain.size == (414, 585)
        pixels = plain.convert("RGB").tobytes()
    overlays = ("--grid", "--frames", "--baselines")
    assert run(["proof", "layouts/front.yaml", "--ppi", "50", "-o", "seen/p.png", *overlays]) == 0
    with Image.open("seen/p.png") as drawn_over:
        assert drawn_over.size == (414, 585)
        assert drawn_over.convert("RGB").tobytes() != pixels


def test_text_is_plain_and_in_the_order_of_the_layout(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["text", "layouts/front.yaml"]) == 0
    out, err = capsys.readouterr()
    places = [out.index(words) for words in ("老渡口有了步行桥", "镇东头的理发店", "For eleven years")]
    assert places == sorted(places)
    assert err == ""
    assert not any(mark in out for mark in ("---", "slug", "headline:"))


def test_fonts_lists_families_weights_and_permission(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fonts", "layouts/front.yaml", "--text", "泉州 A\u0e01"]) == 0
    out, _ = capsys.readouterr()
    table, extras, coverage = out.split("\n\n")
    serif = next(line for line in table.splitlines() if line.startswith("Noto Serif SC"))
    sans = next(line for line in table.splitlines() if line.startswith("Noto Sans SC"))
    assert "400 700 900" in serif
    assert "100-900" in sans
    assert "unrestricted (fsType 0)" in serif
    assert [line.split()[0] for line in extras.splitlines()] == ["extra", "ja", "ko", "zh-hant"]
    assert all(line.split()[-4:] == ["3", "4", "ก", "U+0E01"] for line in coverage.splitlines()[1:])


def test_schema_is_json_with_the_keys_of_a_layout(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "layout"]) == 0
    assert {"page", "grid", "dummy", "areas"} <= set(json.loads(capsys.readouterr().out)["properties"])
    assert run(["schema", "story"]) == 0
    assert {"slug", "headline", "photos"} <= set(json.loads(capsys.readouterr().out)["properties"])
    assert run(["schema", "poster"]) == 2


@pytest.mark.parametrize("name", ["layout", "story", "sheet"])
def test_schema_in_the_repository_is_the_printed_one(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", name]) == 0
    kept = (root / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert capsys.readouterr().out == kept


def test_text_file_in_another_encoding_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = tmp_path / "sample.txt"
    sample.write_bytes("泉州台商投资区的民生新闻".encode("gb18030"))
    assert run(["fonts", "--text-file", str(sample)]) == 0
    out, err = capsys.readouterr()
    assert "12   12" in out
    assert "was read as GB18030" in err


def test_text_and_text_file_exclude_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fonts", "--text", "x", "--text-file", "y"]) == 2
    assert "not both" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["build", "check", "proof", "text", "fonts"])
def test_missing_layout_is_a_finding(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([command, "frnt.yaml"]) == 1
    assert 'R001 error: no file "frnt.yaml"' in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
