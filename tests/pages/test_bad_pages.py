"""Pages that read well and cannot be made as asked: each file carries what is to be said about it, nothing else is."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from expectations import expected_of, findings
from pagesetter.build import Built, make_page, make_pdf
from pagesetter.diagnostics import Diagnostic, Severity
from pagesetter.model.press import X1A

Test = Callable[..., None]
FOLDER = Path(__file__).parents[1] / "bad_pages"
BROKEN = sorted(FOLDER.glob("*.yaml"))
ELSEWHERE = {
    "M233",
    "M241",
    *("I007", "I015", "P103", "P104", "P105", "P106", "P107", "P108", "P109", "P114"),
    *("P401", "P402", "P403", "P404", "P405", "P406", "P407", "P408", "P409", "P410"),
    *("P501", "P901", "P902", "P903", "P904"),
}
"""Codes no layout here shows: what the reader refuses first, missing extras, huge files, more pages, PDFs, targets."""


@cache
def told(path: Path) -> tuple[Built, tuple[Diagnostic, ...], bytes]:
    """The layout as far as it came, its warnings and errors of all stages, and the page with its marks (if any)."""
    result = make_page(path)
    pdf, more = make_pdf(result, marked=True) if result.page else (b"", ())
    return result, tuple(d for d in (*result.diagnostics, *more) if d.severity >= Severity.WARNING), pdf


def said(name: str, code: str) -> Diagnostic:
    """The one finding of that code."""
    (found,) = (d for d in told(FOLDER / f"{name}.yaml")[1] if d.code == code)
    return found


def every_bad_page(function: Test) -> Test:
    return pytest.mark.parametrize("path", BROKEN, ids=lambda p: p.stem)(function)


@every_bad_page
def test_a_bad_page_is_told_exactly(path: Path) -> None:
    assert findings(told(path)[1]) == expected_of(path)


@every_bad_page
def test_every_finding_has_a_hint_and_a_place_that_exists(path: Path) -> None:
    for each in told(path)[1]:
        assert each.hint
        assert each.origin is not None
        data = Path(each.origin.file).read_bytes()
        if b"\0" in data:  # a font or picture
            continue
        lines = data.decode("utf-8").split("\n")
        assert each.origin.line <= len(lines)
        assert each.origin.column <= max(len(lines[each.origin.line - 1]), 1)


@every_bad_page
def test_nothing_is_told_twice(path: Path) -> None:
    found = [(d.code, d.message, d.origin) for d in told(path)[1]]
    assert len(set(found)) == len(found)


@every_bad_page
def test_a_bad_page_that_could_be_laid_out_is_drawn_with_its_marks(path: Path) -> None:
    result, _, pdf = told(path)
    assert result.page is not None
    assert result.spec is not None
    assert pdf.startswith(b"%PDF-1.4" if result.spec.press.standard == X1A else b"%PDF-1.6")
    assert pdf.rstrip().endswith(b"%%EOF")


def test_bad_pages_show_every_code_of_make_up_fonts_pictures_and_press() -> None:
    documented = (FOLDER.parents[1] / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    known = {
        line.split("`")[1]
        for line in documented.splitlines()
        if line.startswith(("| `A", "| `F", "| `I", "| `M", "| `P"))
    }
    notes = {line.split("`")[1] for line in documented.splitlines() if line.startswith("| `") and "| note |" in line}
    shown = {code for path in BROKEN for code, _, _ in expected_of(path)}
    assert known - notes - shown == ELSEWHERE


# --- figures and words ---


def test_overset_is_told_in_lines_and_characters() -> None:
    # 60, 73 and 86 characters, 13 to a line and two less in the first: 5 + 6 + 7 lines into 2 x 7. The last four
    # lines hold 3 x 13 + 10 characters.
    found = said("overset", "M201")
    assert "is overset by 4 lines (about 49 characters) in area A (room 14 lines, needs 18)" in found.message
    assert found.hint.startswith("cut about 49 characters, give the area 4 more lines")
    (fit,) = told(FOLDER / "overset.yaml")[0].page.fits
    assert (fit.room, fit.needs, fit.lines_set, fit.over_lines, fit.over_characters) == (14, 18, 14, 4, 49)
    assert fit.text_range == (0, 60 + 73 + 86 - 49)


def test_underset_is_told_in_lines_and_characters() -> None:
    found = said("underset", "M202")
    (fit,) = told(FOLDER / "underset.yaml")[0].page.fits
    assert fit.over_lines == fit.needs - fit.room < 0
    assert f"is underset by {-fit.over_lines} lines (about {-fit.over_lines * 13} characters)" in found.message


def test_a_story_that_is_not_there_is_told_with_the_nearest_name() -> None:
    assert said("story-not-there", "S001").hint == 'did you mean "zhanting"?'


def test_a_photo_that_is_not_there_is_told_with_the_nearest_name() -> None:
    assert said("photo-file-missing", "S008").hint == 'did you mean "slope.png"?'


def test_a_missing_character_is_told_with_its_code_point() -> None:
    found = [d.message for d in told(FOLDER / "character-missing.yaml")[1]]
    assert ['"😀" (U+1F600)' in m for m in found] == [True, False, True]
    assert '"𰀀" (U+30000)' in found[1]


def test_characters_of_a_family_that_no_font_has_are_not_told_one_by_one() -> None:
    codes = {d.code for d in told(FOLDER / "font-family-unknown.yaml")[1]}
    assert codes == {"F110"}


def test_photos_under_the_wanted_resolution_are_told_with_the_figure() -> None:
    assert "has 132 ppi at 92 mm; 150 is wanted" in said("photo-soft", "M112").message
    assert "has 66 ppi at 92 mm; at least 100 is needed" in said("photo-under-100-ppi", "M111").message


def test_a_word_wider_than_its_column_is_named() -> None:
    assert '"Llanfairpwllgwyngyllgoge…"' in said("word-wider-than-column", "M203").message


def test_the_marks_of_a_bad_page_are_on_it() -> None:
    result, _, marked = told(FOLDER / "overset.yaml")
    assert make_pdf(result)[0] != marked == make_pdf(result, marked=True)[0]
