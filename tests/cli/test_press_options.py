"""What `build` does with the press's wishes: names of files, the standard, job tickets. With the real pipeline."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from pagesetter.cli.main import run

LAYOUT = """\
page: {{size: [120mm, 100mm], type_area: [100mm, 80mm]}}
grid: {{columns: 1, measure: 26字, body: 10.5pt, leading: 15pt, lines: 15}}
edition: {{title: 新报, date: 2025-08-06, page: {number}}}
areas: {{A: {{story: one, head: third, columns: 1, rows: 1-15}}}}
"""
STORY = "---\nheadline: 港口今晨开放\n---\n" + "\n".join(["渡船从今晨起恢复开行，岸上的人都来了。\n"] * 11)
PLANT = 'name: 印厂\nfile_name: "{title}_{date:%Y%m%d}_{page}_{edition}_v{n}"\n'

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls the program in a folder with two layouts and a story."""
    monkeypatch.chdir(tmp_path)
    for name, number in (("front", "A01"), ("back", "A08")):
        (tmp_path / f"{name}.yaml").write_text(LAYOUT.format(number=number), encoding="utf-8")
    (tmp_path / "one.md").write_text(STORY, encoding="utf-8")
    (tmp_path / "plant.yaml").write_text(PLANT, encoding="utf-8")

    def called(*arguments: str) -> tuple[int, str, str]:
        code = run(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return called


def add(folder: Path, line: str, *names: str) -> None:
    """Puts a line at the head of layouts."""
    for name in names or ("front", "back"):
        path = folder / f"{name}.yaml"
        path.write_text(f"{line}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_pattern_of_the_plant_names_the_files_in_the_build_folder(call: Call, tmp_path: Path) -> None:
    add(tmp_path, "plant: plant.yaml")
    code, out, _ = call("build", "front.yaml", "back.yaml")
    assert code == 0
    assert files(tmp_path / "build") == ["新报_20250806_A01_1_v1.pdf", "新报_20250806_A08_1_v1.pdf"]
    assert "build/新报_20250806_A08_1_v1.pdf" in out


def test_pattern_names_the_files_in_a_folder_given_with_o(call: Call, tmp_path: Path) -> None:
    add(tmp_path, "plant: plant.yaml")
    assert call("build", "front.yaml", "-o", "out/")[0] == 0
    assert files(tmp_path / "out") == ["新报_20250806_A01_1_v1.pdf"]


def test_a_file_given_with_o_goes_before_the_pattern(call: Call, tmp_path: Path) -> None:
    add(tmp_path, "plant: plant.yaml")
    assert call("build", "front.yaml", "-o", "out/mine.pdf")[0] == 0
    assert files(tmp_path / "out") == ["mine.pdf"]


def test_second_page_of_the_same_name_is_refused_and_the_first_stays(call: Call, tmp_path: Path) -> None:
    add(tmp_path, 'file_name: "{title}"')
    code, _, err = call("build", "front.yaml", "back.yaml")
    assert code == 1
    assert files(tmp_path / "build") == ["新报.pdf"]
    assert "P904" in err
    assert '"back.yaml" has the same name' in err


@pytest.mark.parametrize(("asked", "version"), [("pdf/x-1a:2003", b"%PDF-1.4"), ("PDF/X-4", b"%PDF-1.6")])
def test_standard_of_the_command_line_goes_before_the_layouts(
    call: Call, tmp_path: Path, asked: str, version: bytes
) -> None:
    add(tmp_path, "standard: PDF/X-1a:2003", "front")
    assert call("build", "front.yaml", "--standard", asked)[0] == 0
    assert (tmp_path / "build" / "front.pdf").read_bytes().startswith(version)


def test_unknown_standard_is_wrong_usage_and_the_known_ones_are_named(call: Call) -> None:
    code, _, err = call("build", "front.yaml", "--standard", "PDF/A-1b")
    assert code == 2
    assert "pdf/x-1a:2003" in err.lower()


@pytest.mark.parametrize(("line", "options"), [("ticket: true", ()), ("", ("--ticket",))])
def test_ticket_stands_beside_the_pdf_with_its_checksum(
    call: Call, tmp_path: Path, line: str, options: tuple[str, ...]
) -> None:
    add(tmp_path, line, "front")
    code, out, err = call("build", "front.yaml", *options)
    assert (code, "error" in err) == (0, False)
    assert files(tmp_path / "build") == ["front.pdf", "front.ticket.json", "front.ticket.xml"]
    form = json.loads((tmp_path / "build" / "front.ticket.json").read_text(encoding="utf-8"))
    assert form["sha256"] == sha256((tmp_path / "build" / "front.pdf").read_bytes()).hexdigest()
    assert form["preflight"]["errors"] == 0
    assert "build/front.ticket.json" in out


def test_json_report_names_the_tickets(call: Call) -> None:
    report = json.loads(call("build", "front.yaml", "--ticket", "--json")[1])
    assert report["layouts"][0]["tickets"] == ["build/front.ticket.json", "build/front.ticket.xml"]


def test_without_a_wish_there_is_no_ticket(call: Call, tmp_path: Path) -> None:
    assert call("build", "front.yaml")[0] == 0
    assert files(tmp_path / "build") == ["front.pdf"]


def test_page_that_is_not_written_gets_no_ticket(call: Call, tmp_path: Path) -> None:
    add(tmp_path, "ticket: true", "front")
    (tmp_path / "one.md").write_text(STORY + "\n".join(["太长了，放不下。\n"] * 60), encoding="utf-8")
    assert call("build", "front.yaml")[0] == 1
    assert files(tmp_path / "build") == ["front.errors.pdf"]


def test_same_layout_gives_the_same_tickets(call: Call, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert call("build", "front.yaml", "--ticket", "-o", f"{folder}/")[0] == 0
    for name in ("front.pdf", "front.ticket.json", "front.ticket.xml"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
