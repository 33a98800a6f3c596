"""The printed and the machine's form of findings and copyfit."""

import json

import pytest

from pagesetter.diagnostics import Diagnostic, Origin, error, note, warning
from pagesetter.geometry import MM, Rect
from pagesetter.model.fits import StoryFit
from pagesetter.model.page import Page
from pagesetter.reporting.findings import count, finding, report, summary
from pagesetter.reporting.fits import fit_table, over_under, page_line
from pagesetter.reporting.forms import json_text, layout_form
from pagesetter.reporting.terminal import cells, columns, harmless, pad, paint

WHERE = Origin("layouts/front.yaml", 41, 5, "areas.A.story")


def test_finding_prints_code_words_place_and_next_action() -> None:
    d = error("M201", 'story "shebao" is overset by 7 lines', "cut 98 characters", WHERE)
    assert finding(d) == (
        'M201 error: story "shebao" is overset by 7 lines\n  --> layouts/front.yaml:41:5\n  hint: cut 98 characters'
    )


def test_finding_without_place_and_hint_is_one_line() -> None:
    assert finding(warning("I301", "small")) == "I301 warning: small"


def test_finding_without_a_file_tells_the_place_on_the_page() -> None:
    d = warning("P105", "ink over 240 %", rect=Rect(20 * MM, 35 * MM, 100 * MM, 50 * MM), page=1)
    assert finding(d).splitlines()[1] == "  --> page 1, 20 mm from the left, 35 mm from the top, 100 x 50 mm"


def test_words_of_a_file_cannot_steer_the_terminal() -> None:
    d = error("R002", "unknown key \x1b[31mred\x07\nnext", origin=Origin("a\x1bb.yaml"))
    assert finding(d) == "R002 error: unknown key \\x1b[31mred\\x07⏎next\n  --> a\\x1bb.yaml:1:1"
    assert harmless("全角　空格") == "全角　空格"


def test_findings_stand_in_the_order_of_the_files_and_once() -> None:
    late, early = error("L101", "late", origin=Origin("b.yaml", 2)), error("L102", "early", origin=Origin("a.yaml", 9))
    assert [line.split()[0] for line in report([late, early, late])] == ["L102", "L101"]
    assert count([late, early, late]) == (2, 0, 0)


def test_notes_of_one_code_become_one_line() -> None:
    notes = [note("C101", f"comma {n}", origin=Origin(f"{n % 2}.md", n)) for n in range(1, 5)]
    assert report(notes) == ["C101 note: comma 2 (4 of these in 2 files; --notes lists them)"]
    assert len(report(notes, notes=True)) == 4
    assert report(notes[:1]) == ["C101 note: comma 1\n  --> 1.md:1:1"]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([error("A1", "x"), warning("B1", "y"), warning("B2", "z")], "1 error, 2 warnings; q.pdf not written"),
        ([error("A1", "x"), error("A2", "y"), note("N1", "n")], "2 errors; q.pdf not written"),
        ([note("N1", "n")], "1 note; q.pdf not written"),
        ([], "no findings; q.pdf not written"),
    ],
)
def test_summary_counts_the_gravest_first(found: list[Diagnostic], said: str) -> None:
    assert summary(found, "q.pdf not written") == said


def test_colour_wraps_the_head_and_nothing_else() -> None:
    coloured = finding(error("M201", "overset"), colour=True)
    assert coloured == "\x1b[1;31mM201 error:\x1b[0m overset"
    assert paint("x", "red", colour=False) == "x"


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("社保", 4), ("e\u0301", 1), ("超 7", 4), ("ｱ，", 3), ("", 0)])
def test_width_counts_cells_of_the_terminal(text: str, width: int) -> None:
    assert cells(text) == width


def test_columns_line_up_with_han_and_latin() -> None:
    lines = columns([["story", "n"], ["社保", "12"], ["ferry-news", "3"]], right=frozenset({1}))
    assert lines == ["story        n", "社保        12", "ferry-news   3"]
    assert len({cells(line) for line in lines}) == 1
    assert pad("社", 1) == "社"


@pytest.mark.parametrize(("lines", "said"), [(7, "超 7"), (-2, "欠 2"), (0, "0")])
def test_over_and_under_in_the_words_of_the_trade(lines: int, said: str) -> None:
    assert over_under(lines) == said


FIT = StoryFit("社保", "A", (Rect(1 / 3, 2, 3, 4),), 83, 90, 83, 1402, 7, 98, gave_way=("level columns",))


def test_table_colours_what_does_not_fit() -> None:
    assert fit_table([FIT], colour=True)[1].startswith("\x1b[31m社保")
    assert fit_table([]) == []


def test_page_line_gives_the_size_in_millimetres() -> None:
    assert page_line(Page(Rect(0, 0, 390 * MM, 545 * MM), 0, (), fits=(FIT,))) == "390 x 545 mm, 1 story"


def test_json_keeps_characters_and_rounds_lengths() -> None:
    text = json_text(layout_form("a.yaml", Page(Rect(0, 0, 100, 200), 0, (), fits=(FIT,)), ()))
    assert '"slug": "社保"' in text
    assert text.endswith("}\n")
    assert json.loads(text)["stories"][0]["rects"] == [{"x": 0.333, "y": 2, "w": 3, "h": 4}]


def test_json_has_the_same_keys_for_every_finding() -> None:
    found = (error("A1", "x"), error("A2", "y", "do", WHERE, page=1, rect=Rect(0, 0, 1, 1)))
    forms = json.loads(json_text(layout_form("a.yaml", None, found)))["diagnostics"]
    assert [list(f) for f in forms] == [
        ["code", "severity", "message", "hint", "file", "line", "column", "path", "page", "rect"]
    ] * 2
    assert forms[0]["file"] is None
    assert (forms[1]["line"], forms[1]["column"], forms[1]["path"]) == (41, 5, "areas.A.story")
