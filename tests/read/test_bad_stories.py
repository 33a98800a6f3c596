"""Every broken story gives exactly the findings that it carries (tests/bad_stories)."""

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


def test_there_are_stories_for_every_family_of_problem() -> None:
    codes = {code for name in FILES for code, _, _ in expected_of(FOLDER / name)}
    assert len(FILES) >= 14
    assert {"R003", "R004", "R010", "R020", "R022", "R024", "S001", "S002", "S003", "C201"} <= codes
