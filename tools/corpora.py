"""What a check of outside test data takes and answers: a folder of corpora in, a :class:`Result` out.

A module `corpora_*.py` beside this one exports ``CHECKS``, a tuple of :data:`Check`; ``conformance.py`` runs them all.
A check reports every case that fails, with ``explanation`` left empty: the reasons stand in ``conformance_known.tsv``.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that does not come out as its corpus says."""

    case: str
    """Id of the case, unique in its corpus and stable."""
    expected: str
    got: str
    explanation: str = ""
    """Why the difference is right; filled in by ``conformance.py``."""
    disputed: bool = False
    """Whether the corpus itself marks the case as disputed."""


@dataclass(frozen=True, slots=True)
class Result:
    """A corpus and what became of its cases."""

    name: str
    """The corpus as the table names it and as ``conformance_known.tsv`` does: its file, and what it was run as."""
    passed: int
    total: int
    """All cases, the disputed ones included. 0 with a note: not run."""
    failures: tuple[Failure, ...] = ()
    note: str = ""
    """How it was run, where that is not plain from the name; or why it was not."""


Check = Callable[[Path], Result]
"""From the folder of corpora to a result. A missing file raises FileNotFoundError, which counts as a failure."""


def cases_of(path: Path, key: str = "cases") -> list[dict[str, Any]]:
    """The list of cases in a JSON corpus."""
    cases: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))[key]
    return cases


def result(name: str, total: int, failures: Iterable[Failure], note: str = "") -> Result:
    """A result whose passed cases are those that did not fail."""
    failed = tuple(failures)
    return Result(name, total - len({failure.case for failure in failed}), total, failed, note)
