"""Damaged pictures of every kind: located findings or a picture, never an exception, and bombs refused by figures."""

import importlib.util
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from places import ROOT


@pytest.fixture(scope="module")
def fuzz() -> Iterator[ModuleType]:
    """The script that .ci/run calls with more of the same."""
    place = importlib.util.spec_from_file_location("fuzz_pictures", ROOT / "tools" / "fuzz_pictures.py")
    assert place is not None
    assert place.loader is not None
    module = importlib.util.module_from_spec(place)
    sys.modules["fuzz_pictures"] = module
    place.loader.exec_module(module)
    yield module
    del sys.modules["fuzz_pictures"]


def test_two_hundred_damaged_pictures_give_findings_with_a_place(fuzz: ModuleType, tmp_path: Path) -> None:
    refused = 0
    for seed in range(1000, 1200):
        begin = time.perf_counter()
        found = fuzz.tried(*fuzz.damaged(seed), tmp_path)  # checks the findings; raises for what is wrong
        assert time.perf_counter() - begin < 5
        refused += any(d.code in ("I003", "I004", "I005", "I006") for d in found)
    assert 50 < refused < 200  # the damage is neither harmless nor always found by the first look


def test_sound_pictures_of_every_kind_are_taken(fuzz: ModuleType, tmp_path: Path) -> None:
    for name, data in fuzz.sound():
        assert {d.code for d in fuzz.tried(name, data, tmp_path)} <= {"I008", "I009", "I010", "I012"}


def test_small_files_that_say_they_are_huge_are_refused_before_they_are_decoded(
    fuzz: ModuleType, tmp_path: Path
) -> None:
    for name, data in fuzz.bombs():
        begin = time.perf_counter()
        found = fuzz.tried(name, data, tmp_path)
        assert {d.code for d in found} == {"I006"}
        assert any(character.isdigit() for character in found[0].message)
        assert time.perf_counter() - begin < 1


def test_the_same_seed_damages_in_the_same_way(fuzz: ModuleType) -> None:
    assert [fuzz.damaged(seed) for seed in range(20)] == [fuzz.damaged(seed) for seed in range(20)]
    assert len({fuzz.damaged(seed)[1] for seed in range(20)}) == 20
