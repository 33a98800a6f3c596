"""The table of outside test data: what counts as passed, as explained and as a failure, on corpora written here."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"


@pytest.fixture
def conformance() -> Iterator[ModuleType]:
    """The tool, its folder importable while a test runs."""
    before = sys.path[:]
    sys.path.insert(0, str(TOOLS))
    try:
        import conformance  # only importable from its folder

        yield conformance
    finally:
        sys.path[:] = before


@pytest.fixture
def corpora(conformance: ModuleType) -> ModuleType:
    import corpora_breaks  # likewise

    return corpora_breaks


def line_break_corpus(folder: Path, **changed: object) -> Path:
    """A folder with one layout case: a comma that may not start a line."""
    case = {
        "id": "comma",
        "lang": "zh",
        "line_break": "strict",
        "word_break": "normal",
        "text": "文文，文",
        "width_em": 2.2,
        "expect_lines": ["文", "文，", "文"],
        **changed,
    }
    (folder / "wpt").mkdir()
    (folder / "wpt" / "line-break.json").write_text(json.dumps({"cases": [case]}), encoding="utf-8")
    return folder


WRONG = {"expect_lines": ["文文", "，文"]}
CORPUS = "wpt/line-break.json"


def test_case_that_comes_out_as_expected_is_no_problem(
    tmp_path: Path, conformance: ModuleType, corpora: ModuleType
) -> None:
    results, problems = conformance.run(line_break_corpus(tmp_path), [corpora.wpt_line_break], {})
    assert [(found.name, found.passed, found.total) for found in results] == [(CORPUS, 1, 1)]
    assert problems == []


def test_failure_without_explanation_is_named_with_both_answers(
    tmp_path: Path, conformance: ModuleType, corpora: ModuleType
) -> None:
    results, problems = conformance.run(line_break_corpus(tmp_path, **WRONG), [corpora.wpt_line_break], {})
    assert results[0].passed == 0
    assert problems == [f"{CORPUS}: comma: expected 文文|，文, got 文|文，|文"]
    assert "    FAILED: comma: expected 文文|，文, got 文|文，|文" in list(conformance.table(results))


@pytest.mark.parametrize("case", ["comma", "com*"])
def test_explained_failure_is_listed_with_its_clause(
    case: str, tmp_path: Path, conformance: ModuleType, corpora: ModuleType
) -> None:
    known = {(CORPUS, case): "CLREQ 3.1.4"}
    results, problems = conformance.run(line_break_corpus(tmp_path, **WRONG), [corpora.wpt_line_break], known)
    assert problems == []
    assert results[0].passed == 0
    assert list(conformance.table(results))[1:3] == [
        "    explained: comma: expected 文文|，文, got 文|文，|文",
        "        CLREQ 3.1.4",
    ]


def test_disputed_failure_is_listed_as_such_and_no_problem(
    tmp_path: Path, conformance: ModuleType, corpora: ModuleType
) -> None:
    folder = line_break_corpus(tmp_path, **WRONG, disputed="a newer test forbids it")
    results, problems = conformance.run(folder, [corpora.wpt_line_break], {})
    assert problems == []
    assert "    disputed: comma: expected 文文|，文, got 文|文，|文" in list(conformance.table(results))


@pytest.mark.parametrize("case", ["comma", "no-such-case", "no-such-*"])
def test_explanation_of_a_case_that_passes_is_stale(
    case: str, tmp_path: Path, conformance: ModuleType, corpora: ModuleType
) -> None:
    known = {(CORPUS, case): "CLREQ 3.1.4"}
    _, problems = conformance.run(line_break_corpus(tmp_path), [corpora.wpt_line_break], known)
    assert problems == [f"{CORPUS}: {case}: explained, but it passes or is no case"]


def test_explanation_for_an_unknown_corpus_is_stale(
    tmp_path: Path, conformance: ModuleType, corpora: ModuleType
) -> None:
    _, problems = conformance.run(line_break_corpus(tmp_path), [corpora.wpt_line_break], {("wpt/x.json", "1"): "none"})
    assert problems == ["wpt/x.json: no such corpus"]


def test_missing_corpus_is_a_problem(tmp_path: Path, conformance: ModuleType, corpora: ModuleType) -> None:
    results, problems = conformance.run(tmp_path, [corpora.wpt_line_break], {})
    assert results == []
    assert problems == [f"{tmp_path / CORPUS}: no such corpus"]


def test_unicode_cases_are_compared_at_every_place(
    tmp_path: Path, conformance: ModuleType, corpora: ModuleType
) -> None:
    (tmp_path / "ucd").mkdir()
    cases = "# remark\n× 0061 ÷ 4E00 ÷\t# right\n× 0061 × 4E00 ÷\n÷ 4E00 ÷ # as monkeys write it\n"
    (tmp_path / corpora.UNTAILORED).write_text(cases, encoding="utf-8")
    results, problems = conformance.run(tmp_path, [corpora.line_break_test_15_1], {})
    assert (results[0].passed, results[0].total) == (2, 3)
    assert problems == [f"{corpora.UNTAILORED}: 0061 4E00: expected × 0061 × 4E00 ÷, got × 0061 ÷ 4E00 ÷"]


def test_character_of_a_class_changed_since_has_its_older_one(
    tmp_path: Path, conformance: ModuleType, corpora: ModuleType
) -> None:
    (tmp_path / "ucd").mkdir()
    (tmp_path / corpora.UNTAILORED).write_text("× 1B05 ÷ 1B50 ÷ 1BF2 ÷\n× 1B50 ÷ 1BF2 ÷\n", encoding="utf-8")
    checks = [corpora.line_break_test_15_1, corpora.line_break_test_15_1_classes]
    newer, older = conformance.run(tmp_path, checks, {})[0]
    assert (newer.passed, older.passed, older.total) == (0, 2, 2)
    assert newer.failures[1].got == "× 1B50 × 1BF2 ÷"


def test_lines_are_filled_as_far_as_they_go_without_their_closing_spaces(corpora: ModuleType) -> None:
    assert corpora.filled("ab cd ef", [3, 6, 8], 5) == ["ab cd", "ef"]
    assert corpora.filled("abcdef g", [7, 8], 3) == ["abcdef", "g"]
    assert corpora.filled("", [], 3) == [""]


def test_each_explanation_that_is_shipped_has_a_corpus_and_a_clause(conformance: ModuleType) -> None:
    known = conformance.known_rows(TOOLS / "conformance_known.tsv")
    assert known
    assert all(corpus and case and len(clause) > 9 for (corpus, case), clause in known.items())


@pytest.mark.parametrize("row", ["c\t1\t", "c\t1\twhy\nc\t1\twhy"])
def test_explanation_without_clause_or_given_twice_is_an_error(
    row: str, tmp_path: Path, conformance: ModuleType
) -> None:
    table = tmp_path / "known.tsv"
    table.write_text(f"corpus\tcase\tclause\n{row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="one row with a clause"):
        conformance.known_rows(table)


def test_tool_exits_1_and_prints_the_table_when_corpora_are_missing(tmp_path: Path) -> None:
    command = [sys.executable, str(TOOLS / "conformance.py"), str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert ended.returncode == 1
    assert "unexplained" in ended.stdout
    assert "line-break.json: no such corpus" in ended.stderr


def test_tool_without_a_folder_is_wrong_usage() -> None:
    ended = subprocess.run([sys.executable, str(TOOLS / "conformance.py")], capture_output=True, text=True)
    assert ended.returncode == 2
    assert ended.stderr.startswith("A folder of outside test data in")
