"""The limits that an audit of a finished page is held against."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "check_audit.py"
GOOD = {
    "bad_start": 0,
    "bad_end": 0,
    "split_number": 0,
    "split_dash": 0,
    "runts": 0,
    "squeezed": 1.0,
    "latin_space": 0.98,
    "ragged": 0.01,
    "grid": 0.99,
    "coverage": 1.0,
    "gap_mad": 0.8,
    "gap_p95": 4,
    "gap_max": 9,
}


def check(page: str, **changed: object) -> subprocess.CompletedProcess[str]:
    report = json.dumps({**GOOD, **changed})
    return subprocess.run([sys.executable, str(TOOL), page], input=report, capture_output=True, text=True)


def test_page_at_its_limits_passes() -> None:
    assert check("broadsheet").returncode == 0


@pytest.mark.parametrize(
    ("figure", "value"), [("runts", 1), ("squeezed", 0.99), ("latin_space", 0.97), ("gap_max", 9.1), ("grid", None)]
)
def test_one_figure_beyond_its_limit_fails_and_is_named(figure: str, value: float | None) -> None:
    ended = check("broadsheet", **{figure: value})
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"audit, broadsheet: {figure}")
    assert ended.stderr.count("\n") == 1


def test_narrow_measures_may_open_wider() -> None:
    assert check("broadsheet", gap_max=17).returncode == 1
    assert check("tabloid", gap_max=17).returncode == 0


def test_unknown_page_is_wrong_usage() -> None:
    assert check("poster").returncode == 2
