"""The drawn dummy: letters become cells, and slips are told at their exact place."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pagesetter.read.fields import Problems
from pagesetter.read.plans import read_plan
from pagesetter.read.source import SourceText
from pagesetter.read.tree import Scalar, Table, parse_yaml


def block(rows: str, indent: str = "   ") -> Scalar:
    text = "plan: |\n" + "".join(f"{indent}{row}\n" for row in rows.split("\n"))
    node, found = parse_yaml(SourceText(Path("x"), "x", text))
    assert not found
    assert isinstance(node, Table)
    value = node.entries[0][1]
    assert isinstance(value, Scalar)
    return value


def problems_of(rows: str, columns: int | None = 3, lines: int | None = None) -> list[tuple[str, int, int]]:
    problems = Problems()
    read_plan(block(rows), columns, lines, problems)
    return [(d.code, d.origin.line, d.origin.column) for d in problems.found if d.origin]


@given(st.lists(st.tuples(st.text("ABCxX.", min_size=4, max_size=4), st.integers(1, 30)), min_size=1, max_size=8))
def test_every_cell_carries_the_letter_drawn_in_it(rows: list[tuple[str, int]]) -> None:
    text = "\n".join(f"{count} | {' '.join(row)}" if count % 2 else f"{row} × {count}" for row, count in rows)
    problems = Problems()
    total = sum(count for _, count in rows)
    letters = read_plan(block(text), 4, total, problems)
    assert not problems.found
    assert letters is not None
    drawn = [row for row, count in rows for _ in range(count)]
    wanted = {(c, r): ch for r, row in enumerate(drawn) for c, ch in enumerate(row) if ch != "."}
    assert {cell: name for name, letter in letters.items() for cell in letter.cells} == wanted


def test_letter_points_at_its_first_place() -> None:
    letters = read_plan(block("2 | A A B\n1 | C B B"), 3, 3, Problems())
    assert letters is not None
    assert [(n, x.origin.line, x.origin.column) for n, x in letters.items()] == [("A", 2, 8), ("B", 2, 12), ("C", 3, 8)]


def test_surplus_and_missing_cells_are_told_where_they_are() -> None:
    assert problems_of("2 | A A A A\n3 | A A\nAAAA x 2") == [("L301", 2, 14), ("L301", 3, 10), ("L301", 4, 7)]


def test_indented_rows_are_told_at_their_own_columns() -> None:
    assert problems_of("2 | A A A\n    3 | A A A A") == [("L301", 3, 18)]


def test_rows_are_compared_with_the_first_when_there_is_no_grid() -> None:
    assert problems_of("2 | A A\n2 | A A A", columns=None) == [("L301", 3, 12)]


def test_sum_is_not_told_when_rows_are_wrong() -> None:
    assert problems_of("2 | A A A\n2 | A A", lines=9) == [("L301", 3, 10)]
    assert problems_of("2 | A A A\n2 | A A A", lines=9) == [("L303", 3, 8)]


def test_trailing_x_without_a_number_is_a_letter() -> None:
    letters = read_plan(block("A A x"), 3, 1, Problems())
    assert letters is not None
    assert set(letters) == {"A", "x"}
