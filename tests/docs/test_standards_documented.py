"""docs/standards/pdfx.md names every row of the contract, with a mark and a test that is there."""

import re

import pytest

from places import ROOT

DOCUMENT = (ROOT / "docs" / "standards" / "pdfx.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \| (.+) \| (.+) \| (.+) \| (.+) \| (.+) \| `(.+)` \|$", DOCUMENT, re.M)


def test_all_rows_are_there_in_order() -> None:
    assert [int(row[0]) for row in ROWS] == list(range(1, 28))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_row_has_a_mark_sources_that_are_explained_and_a_test_that_exists(row: tuple[str, ...]) -> None:
    *_, mark, sources, test = row
    assert mark in ("✓", "✓✓", "○")
    assert all(f"{source}: " in DOCUMENT for source in sources.split())
    file, _, name = test.rpartition("::")
    source = (ROOT / (file or "tests/press/test_standards.py")).read_text(encoding="utf-8")
    assert f"def {name}(" in source
