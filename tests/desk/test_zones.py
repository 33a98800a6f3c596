"""Editions with zones: every page that a zone has of its own is judged once, among the pages that it keeps."""

import json
from pathlib import Path
from typing import Any

import pytest
from test_desk_commands import write

from pagesetter.cli.main import run

EDITION = """\
edition: {title: 江湾日报, date: 2026-01-15}
pages:
  - {layout: one.yaml, page: "2"}
  - {layout: two.yaml, page: "4"}
  - {layout: three.yaml, page: "6"}
zones:
"""


def mirrored(path: Path) -> Path:
    """The layout with the ends of its running head exchanged."""
    text = path.read_text(encoding="utf-8").replace("left:", "middle:")
    path.write_text(text.replace("right:", "left:").replace("middle:", "right:"), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three pages of an edition and layouts for zones."""
    for name in ("one", "two", "three", "same", "other"):
        write(tmp_path / f"{name}.yaml", bans=", bans: {head-clash: off, lone-character: off}")
    mirrored(tmp_path / "other.yaml")
    return tmp_path


def judged(folder: Path, zones: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The pages that are listed of an edition with these zones."""
    path = folder / "edition.yaml"
    path.write_text(EDITION + zones, encoding="utf-8")
    run(["check", "--desk", "--json", str(path)])
    return list(json.loads(capsys.readouterr().out)["pages"])


def names(pages: list[dict[str, Any]]) -> list[tuple[str, str | None, str]]:
    """Number, zone and layout of each."""
    return [(page["page"], page["zone"], Path(page["file"]).stem) for page in pages]


def moved(pages: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    """Number and zone of the pages whose number stands elsewhere than on others."""
    return [(p["page"], p["zone"]) for p in pages for b in p["breaches"] if b["ban"] == "folio-place"]


def test_each_page_of_a_zone_is_judged_once_and_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = judged(folder, '  harbour: {"4": same.yaml}\n  hill: {"2": same.yaml, "6": other.yaml}\n', capsys)
    assert names(pages) == [
        ("2", None, "one"),
        ("4", None, "two"),
        ("6", None, "three"),
        ("4", "harbour", "same"),
        ("2", "hill", "same"),
        ("6", "hill", "other"),
    ]


def test_zone_is_named_in_the_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "edition.yaml").write_text(EDITION + '  海港: {"4": same.yaml}\n', encoding="utf-8")
    run(["check", "--desk", str(folder / "edition.yaml")])
    said = capsys.readouterr().out
    assert "same.yaml: 江湾日报 page 4 本地 (海港); " in said
    assert "two.yaml: 江湾日报 page 4 本地; " in said
    run(["check", "--desk", "--lang", "zh", str(folder / "edition.yaml")])
    assert "same.yaml: 江湾日报 第 4 版 本地 （海港）; " in capsys.readouterr().out


def test_page_of_a_zone_is_compared_with_the_pages_that_the_zone_keeps(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # the replaced page comes first, and still it is the one that differs
    pages = judged(folder, '  harbour: {"2": other.yaml}\n', capsys)
    assert moved(pages) == [("2", "harbour")]
    (found,) = [b for p in pages for b in p["breaches"] if b["ban"] == "folio-place"]
    assert "the page number 2 stands elsewhere (right) than that of page 4 (left)" in found["message"]


def test_zone_whose_pages_agree_is_not_compared_with_those_that_it_replaces(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    every = '  harbour: {"2": other.yaml, "4": other.yaml, "6": other.yaml}\n'
    assert moved(judged(folder, every, capsys)) == []


def test_pages_of_a_zone_are_compared_with_each_other(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two = '  harbour: {"2": other.yaml, "4": other.yaml, "6": same.yaml}\n'
    assert moved(judged(folder, two, capsys)) == [("6", "harbour")]


def test_page_of_a_zone_is_not_compared_with_another_zone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zones = "".join(
        f'  {zone}: {{"2": other.yaml, "4": other.yaml, "6": other.yaml}}\n' for zone in ("harbour", "hill")
    )
    assert moved(judged(folder, zones + '  coast: {"6": same.yaml}\n', capsys)) == []


def test_page_of_the_edition_that_differs_is_told_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mirrored(folder / "three.yaml")
    assert moved(judged(folder, '  harbour: {"2": same.yaml}\n', capsys)) == [("6", None)]


FRONT = """\
edition: {title: 江湾日报, issue: "1234", cn: CN 35-0025, date: 2026-01-15}
pages:
  - {layout: front.yaml, page: "1"}
  - {layout: two.yaml, page: "2"}
zones:
  harbour: {"1": front-harbour.yaml}
"""
MASTHEAD = """\
  running-head:
    centre: [{text: "{title}", style: masthead}]
    rule: running-head
    rows: [{left: ["{date}"], right: ["第{issue}期　{cn}"], above: running-head}]
"""


def test_front_page_of_a_zone_needs_name_date_and_numbers_like_that_of_the_edition(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, masthead in (("front", MASTHEAD), ("front-harbour", MASTHEAD.replace("第{issue}期　{cn}", "海港版"))):
        path = write(folder / f"{name}.yaml", "1")
        text = path.read_text(encoding="utf-8").replace("    3  | R R R\n    17", "    6  | R R R\n    14")
        i, j = text.index("  running-head:\n"), text.index("styles:")
        path.write_text(text[:i] + masthead + text[j:], encoding="utf-8")
    path = folder / "edition.yaml"
    path.write_text(FRONT, encoding="utf-8")
    run(["check", "--desk", "--json", str(path)])
    pages = json.loads(capsys.readouterr().out)["pages"]
    asked = {"date-missing", "issue-missing", "licence-missing", "name-outranked"}
    found = [(p["page"], p["zone"], b["ban"]) for p in pages for b in p["breaches"] if b["ban"] in asked]
    assert found == [("1", "harbour", "issue-missing"), ("1", "harbour", "licence-missing")]
