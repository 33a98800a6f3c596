"""Every broken story gives exactly the findings that it carries (tests/bad_stories)."""

import re
from pathlib import Path

import pytest

from expectations import expected_of, findings
from pagesetter.diagnostics import Severity
from pagesetter.read.content import read_story

FOLDER = Path(__file__).parents[1] / "bad_stories"
FILES = sorted(path.name for path in FOLDER.iterdir())


@pytest.mark.parametrize("name", FILES)
def test_broken_story_gives_exactly_what_it_expects(name: str) -> None:
    expected = expected_of(FOLDER / name)
    _, found = read_story(FOLDER / name, name, mode="on", language="zh-Hans")
    # Notes of repairs are not counted here, other notes where the story expects their code.
    codes = {code for code, _, _ in expected}
    notes = [d for d in found if d.severity is Severity.NOTE and d.code in codes]
    assert sorted(findings(found, Severity.WARNING) + findings(notes)) == expected
    assert all(d.message for d in found)


def test_every_finding_on_stories_is_documented_and_shown(root: Path) -> None:
    documented = (root / "docs" / "diagnostics.md").read_text(encoding="utf-8").splitlines()
    severity = {row.split("`")[1]: row.split("|")[2].strip() for row in documented if row.startswith(("| `S", "| `C"))}
    shown = {code for name in FILES for code, _, _ in expected_of(FOLDER / name)}
    written = {
        code
        for path in (root / "src" / "pagesetter" / "read").rglob("*.*")
        if path.suffix in (".py", ".tsv")
        for code in re.findall(r"\b[SC][0-9]{3}\b", path.read_text(encoding="utf-8"))
    }
    assert set(severity) == written
    of_layouts = {"S001", "S002"}
    assert {code for code, word in severity.items() if word != "note"} - of_layouts <= shown
    assert {"R003", "R004", "R010", "R020", "R022", "R024"} <= shown
