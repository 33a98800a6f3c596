"""Damaged advertisements, the first two hundred of those of tools/fuzz_adverts.py: findings with a place, or a page."""

import importlib.util
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "tools" / "fuzz_adverts.py"
SEEDS = 200


@pytest.fixture(scope="module")
def fuzz() -> Iterator[ModuleType]:
    place = importlib.util.spec_from_file_location(SCRIPT.stem, SCRIPT)
    assert place is not None
    assert place.loader is not None
    module = importlib.util.module_from_spec(place)
    sys.modules[SCRIPT.stem] = module  # its dataclass asks for it
    place.loader.exec_module(module)
    yield module
    del sys.modules[SCRIPT.stem]


def test_two_hundred_damaged_advertisements_are_told_or_placed(fuzz: ModuleType) -> None:
    made = list(fuzz.outcomes(range(SEEDS)))
    assert [one for one in made if one.bad or one.code == "P405"] == []
    counts = Counter(one.code for one in made)
    # They are broken in many ways, and not so much that none of them is looked at inside.
    assert len(counts) >= 6
    assert counts["placed"] >= 10


def test_the_same_seed_breaks_the_same_place(fuzz: ModuleType) -> None:
    sound = fuzz.bases()
    assert sound == fuzz.bases()
    assert [fuzz.mutant(seed, sound) for seed in range(9)] == [fuzz.mutant(seed, sound) for seed in range(9)]
