"""Files broken at random by the script that `.ci/run` calls for more: a report or a diagnostic comes of each."""

import importlib.util
import sys
from collections import Counter
from collections.abc import Iterator
from types import ModuleType

import pytest

from places import ROOT


@pytest.fixture
def fuzz(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The script; it takes its ways of breaking files from the one for advertisements."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    place = importlib.util.spec_from_file_location("fuzz_preflight", ROOT / "tools" / "fuzz_preflight.py")
    assert place is not None
    assert place.loader is not None
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    yield module
    for name in ("fuzz_adverts", "fuzz_preflight"):
        sys.modules.pop(name, None)


def test_two_hundred_broken_files_give_reports_or_located_diagnostics(fuzz: ModuleType) -> None:
    told = list(fuzz.outcomes(range(10_000, 10_200)))
    assert [one for one in told if one.bad] == []
    codes = Counter(one.code for one in told)
    assert len(told) == 200
    assert 10 < codes["P403"] < 100  # the damage is neither harmless nor always found by the first look
