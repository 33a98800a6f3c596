"""Goldens: text dumps that tests compare with, rewritten by ``pytest --accept``; differences go into an HTML report."""

import difflib
from pathlib import Path

import pytest

from places import GOLDENS, ROOT, Golden

REPORT = ROOT / "build" / "goldens.html"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="take what the program makes now as the goldens")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text with the golden of that name."""

    def compare(name: str, text: str) -> None:
        path = GOLDENS / f"{name}.txt"
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return
        known = path.read_text(encoding="utf-8") if path.exists() else ""
        if known != text:
            _report(name, known, text)
            lines = list(difflib.unified_diff(known.splitlines(), text.splitlines(), "golden", "now", lineterm="", n=0))
            pytest.fail(f"{name} differs from its golden (see {REPORT.name}):\n" + "\n".join(lines[:40]), pytrace=False)

    return compare


def _report(name: str, known: str, now: str) -> None:
    """Adds a side-by-side table of the differences to the report."""
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    table = difflib.HtmlDiff(wrapcolumn=90).make_table(
        known.splitlines(), now.splitlines(), f"{name}: golden", "now", context=True, numlines=1
    )
    with REPORT.open("a", encoding="utf-8") as file:
        file.write(f"<meta charset='utf-8'><h2>{name}</h2>\n{table}\n")


def pytest_sessionstart(session: pytest.Session) -> None:
    """A report holds one run."""
    if not hasattr(session.config, "workerinput"):
        REPORT.unlink(missing_ok=True)
