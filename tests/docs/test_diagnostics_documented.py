"""docs/diagnostics.md and the program know the same codes."""

import re
from functools import cache

import pytest

from pagesetter.diagnostics import Severity
from places import ROOT

_ROW = re.compile(r"^\| `([A-Z]\d{3})` \| ([a-z ]+) \| (.+) \|$", re.M)
DOCUMENT = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
ROWS = _ROW.findall(DOCUMENT)
SOURCES = sorted((ROOT / "src").rglob("*.py"))
TABLES = sorted((ROOT / "src").rglob("*.tsv"))
CALL = re.compile(r'\b(error|warning|note)\(\s*"([A-Z]\d{3})"')


@cache
def given() -> dict[str, set[str]]:
    """Severities with which the source makes a finding of each code."""
    found: dict[str, set[str]] = {}
    for path in SOURCES:
        for severity, code in CALL.findall(path.read_text(encoding="utf-8")):
            found.setdefault(code, set()).add(severity)
    return found


def used() -> set[str]:
    """Codes that stand in the source as text of their own, and those of the tables of repairs."""
    found = {code for path in SOURCES for code in re.findall(r'"([A-Z]\d{3})"', path.read_text(encoding="utf-8"))}
    return found | {
        code for path in TABLES for code in re.findall(r"\t([A-Z]\d{3})\t", path.read_text(encoding="utf-8"))
    }


def test_every_code_that_the_program_uses_is_documented_and_every_documented_code_is_used() -> None:
    assert {code for code, _, _ in ROWS} == used()


def test_every_code_is_documented_once_and_in_order() -> None:
    codes = [code for code, _, _ in ROWS]
    for letter in dict.fromkeys(code[0] for code in codes):
        family = [code for code in codes if code[0] == letter]
        assert family == sorted(set(family))


def test_every_family_has_its_section_and_stands_in_the_table_of_families() -> None:
    families = list(dict.fromkeys(code[0] for code, _, _ in ROWS))
    assert re.findall(r"^\| \[([A-Z])\]\(#", DOCUMENT, re.M) == families
    assert re.findall(r"^## ([A-Z]):", DOCUMENT, re.M) == families


def test_links_of_the_table_of_families_lead_to_its_sections() -> None:
    headings = re.findall(r"^## (.+)$", DOCUMENT, re.M)
    anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", DOCUMENT)) == anchors


@pytest.mark.parametrize(("code", "severities"), [(code, words) for code, words, _ in ROWS])
def test_every_code_is_documented_with_the_severity_that_the_program_gives_it(code: str, severities: str) -> None:
    known = {severity.word for severity in Severity}
    assert set(severities.split(" or ")) <= known
    assert given().get(code, set()) <= set(severities.split(" or "))
