"""Every broken layout gives exactly the diagnostics that it names, and a hint or figures with each."""

from pathlib import Path

import pytest

from expectations import expected_of, findings
from pagesetter.read.layouts import read_layout

FOLDER = Path(__file__).parents[1] / "bad_layouts"
FILES = sorted(FOLDER.glob("*.yaml"))


def test_there_are_enough_broken_layouts_and_they_cover_every_code() -> None:
    codes = {code for path in FILES for code, _, _ in expected_of(path)}
    documented = (FOLDER.parents[1] / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    known = {line.split("`")[1] for line in documented.splitlines() if line.startswith(("| `R", "| `L"))}
    # Codes that no layout file can show: a folder, a huge file (test_source.py), a JSON line (test_galley_stream.py).
    elsewhere = {"R002", "R005", "R014"}
    assert len(FILES) >= 60
    assert codes == known - elsewhere


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_broken_layout_gives_exactly_what_it_names(path: Path) -> None:
    _, found = read_layout(path, path.name)
    assert findings(found) == expected_of(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_diagnostic_names_its_file_and_speaks_of_no_code(path: Path) -> None:
    _, found = read_layout(path, path.name)
    for each in found:
        assert each.origin is not None
        assert each.origin.file == path.name
        assert each.message
        assert "Traceback" not in each.message
        assert "object at 0x" not in each.message + each.hint
