"""A folder of outside test data in, a table of what passes out: corpus by corpus, and every failure with its reason.

usage: conformance.py FOLDER [--json]

The checks are those of the modules `corpora_*.py` beside this file. Exit 0 when every failure is explained by a row of
``conformance_known.tsv`` or marked as disputed by its corpus, 1 when one is not, when a row explains a case that passes
(or is no case), and when a corpus is missing; 2 for wrong usage.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from fnmatch import fnmatchcase
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [path for path in (str(HERE), str(HERE.parent / "src")) if path not in sys.path]

from corpora import Check, Result  # noqa: E402 - the folders must be on the path first
from pagesetter.script.tables import read_table  # noqa: E402

Known = Mapping[tuple[str, str], str]
"""Corpus and case to the clause that explains the failure. A case may be a pattern with ``*`` for what the same clause
explains at many places."""


def checks() -> Iterator[Check]:
    """All checks there are, module by module in the order of their names."""
    for path in sorted(HERE.glob("corpora_*.py")):
        yield from import_module(path.stem).CHECKS


def known_rows(path: Path) -> dict[tuple[str, str], str]:
    """The explanations of a table; a case that is explained twice, or by nothing, raises ValueError."""
    known: dict[tuple[str, str], str] = {}
    for row in read_table(path):
        key = row["corpus"], row["case"]
        if key in known or not row["clause"]:
            raise ValueError(f"{path.name}: {' '.join(key)}: one row with a clause for each case")
        known[key] = row["clause"]
    return known


def run(folder: Path, todo: Iterable[Check], known: Known) -> tuple[list[Result], list[str]]:
    """Results with their failures explained, and what is wrong: a line for each problem that must not stay."""
    results, problems = [], []
    used: set[tuple[str, str]] = set()
    for check in todo:
        try:
            found = check(folder)
        except FileNotFoundError as error:
            problems.append(f"{error.filename}: no such corpus")
            continue
        failures = []
        for failure in found.failures:
            key = _key(found.name, failure.case, known)
            used.update({key} & known.keys())
            failures.append(replace(failure, explanation=known.get(key, failure.explanation)))
        results.append(replace(found, failures=tuple(failures)))
        problems += [
            f"{found.name}: {failure.case}: expected {failure.expected}, got {failure.got}"
            for failure in failures
            if not failure.explanation and not failure.disputed
        ]
    names = {found.name for found in results}
    problems += [
        f"{corpus}: {case}: explained, but it passes or is no case" if corpus in names else f"{corpus}: no such corpus"
        for corpus, case in known
        if (corpus, case) not in used
    ]
    return results, problems


def _key(corpus: str, case: str, known: Known) -> tuple[str, str]:
    """The row that explains a failure; the case itself when none does."""
    if (corpus, case) not in known:
        for key in known:
            if key[0] == corpus and "*" in key[1] and fnmatchcase(case, key[1]):
                return key
    return corpus, case


def table(results: Sequence[Result]) -> Iterator[str]:
    """The lines of the report: a row for each corpus, and under it every case that fails."""
    width = max([len(found.name) for found in results], default=0)
    for found in results:
        figures = f"{found.passed:>6} / {found.total:<6}" if found.total else "   not run     "
        yield f"{found.name:<{width}}  {figures}  {found.note}".rstrip()
        for failure in found.failures:
            kind = "disputed" if failure.disputed else "explained" if failure.explanation else "FAILED"
            yield f"    {kind}: {failure.case}: expected {failure.expected}, got {failure.got}"
            if failure.explanation:
                yield f"        {failure.explanation}"
    passed, total = sum(found.passed for found in results), sum(found.total for found in results)
    failures = [failure for found in results for failure in found.failures]
    disputed = sum(failure.disputed for failure in failures)
    explained = sum(bool(failure.explanation) and not failure.disputed for failure in failures)
    rest = len(failures) - disputed - explained
    yield f"{passed} of {total} cases pass; {explained} explained, {disputed} disputed, {rest} unexplained"


def main(arguments: Sequence[str]) -> int:
    """Print the table."""
    folders = [word for word in arguments if word != "--json"]
    if len(folders) != 1 or folders[0].startswith("-") or not Path(folders[0]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    results, problems = run(Path(folders[0]), checks(), known_rows(HERE / "conformance_known.tsv"))
    if "--json" in arguments:
        print(json.dumps([asdict(found) for found in results], ensure_ascii=False, indent=1))
    else:
        print("\n".join(table(results)))
    for problem in problems:
        print(f"conformance: {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
