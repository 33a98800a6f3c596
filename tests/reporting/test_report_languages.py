"""Reports in Chinese: every code of make-up has its words, nothing is lost, and numbers stay what they are."""

import re
from pathlib import Path

import pytest

from pagesetter.build import make_page
from pagesetter.diagnostics import note
from pagesetter.model.fits import Cure, StoryFit, Trial
from pagesetter.reporting.cures import cure_words
from pagesetter.reporting.findings import report, summary
from pagesetter.reporting.fits import fit_table
from pagesetter.reporting.languages import in_chinese, spoken, table
from pagesetter.script.tables import read_table
from places import ROOT

TABLE = ROOT / "src" / "pagesetter" / "reporting" / "data" / "messages" / "M.tsv"
ROWS = tuple(read_table(TABLE))
PAGES = ROOT / "tests"
_NAME = re.compile(r"\{(\w+)")


def test_every_code_of_make_up_has_its_words_in_both_languages() -> None:
    documented = re.findall(r"^\| `(M\d{3})` \|", (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8"), re.M)
    assert documented
    assert [code for code in documented if code not in table("M")] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['code']} {row['en'][:30]}")
def test_a_row_has_both_languages_and_chinese_names_nothing_that_english_has_not(row: dict[str, str]) -> None:
    assert row["en"]
    assert row["zh"]
    assert set(_NAME.findall(row["zh"])) <= set(_NAME.findall(row["en"]))
    assert row["en"].count("[") == row["en"].count("]")
    for kind in re.findall(r"\{\w+:(\w+)\}", row["en"]):
        assert any(kind in table(name) for name in ("M", "any", "words"))


@pytest.mark.parametrize(
    "name", ["bad_pages/overset", "bad_pages/underset", "bad_pages/subhead-keeps-apart", "overset/seven"]
)
def test_what_make_up_says_of_copyfit_is_said_in_chinese(name: str) -> None:
    found = [d for d in make_page(PAGES / f"{name}.yaml").diagnostics if d.code[0] == "M"]
    assert found
    for english, chinese in zip(found, spoken(found, "zh"), strict=True):
        assert chinese.message != english.message
        assert "稿件“" in chinese.message
        assert not re.search(r"\b(lines?|about|characters|story|the|of)\b", f"{chinese.message} {chinese.hint}")
        numbers = sorted(re.findall(r"\d+", english.message))
        assert [n for n in re.findall(r"\d+", chinese.message) if n not in numbers] == []
        assert (chinese.code, chinese.origin, chinese.rect) == (english.code, english.origin, english.rect)


def test_overset_in_the_words_of_the_trade() -> None:
    said = 'story "shebao" is overset by 7 lines (about 98 characters) in area A (room 83 lines, needs 90)'
    assert in_chinese("M201", said) == "稿件“shebao”超 7 行（约 98 字），区域 A 可排 83 行，需 90 行"
    said = 'story "a" is underset by 1 line (about 14 characters) in area A (room 83 lines, needs 82)'
    assert in_chinese("M202", said).startswith("稿件“a”欠 1 行（约 14 字）")


def test_what_has_no_row_stays_as_it_is() -> None:
    found = note("C101", "`,` became `，`", "look")
    assert spoken([found], "zh") == (found,)
    assert in_chinese(
        "M201", "cut about 3 characters, give the area 1 more line, or make a photo or the head smaller; look"
    ) == ("删约 3 字，或给区域加 1 行，或缩小图片、标题；look")


def test_every_cure_is_said_in_chinese() -> None:
    kinds = ("photo", "head", "head_space", "subhead_space", "caption_space", "paragraph_space", "jump")
    for kind in kinds:
        for change in (-2, -1, 1, 2):
            words = cure_words(Cure(kind, 1, change, 28.0, -change))
            assert re.search("[a-z]", in_chinese("cure", words)) is None


def test_a_report_in_chinese_has_chinese_words_around_it() -> None:
    found = spoken([note("M220", 'story "a" fits by 1 cure of 2 trials: photo 1 2 lines lower (+4 lines)', "")], "zh")
    assert report(found, language="zh") == ["M220 提示: 稿件“a”试 2 次，用 1 种办法排满：图片 1 减低 2 行（+4 行）"]
    assert summary(found, "a.pdf not written", language="zh") == "1 条提示；a.pdf 未写出"


def test_the_table_of_stories_lists_what_was_tried() -> None:
    lower = Cure("photo", 1, -1, 0.0, 2)
    trials = (Trial((lower,), 1, "over"), Trial((Cure("photo", 1, -2, 0.0, 4),), 0, "taken"))
    fit = StoryFit("a", "A", (), 34, 34, 34, 500, 0, 0, taken=trials[1].cures, trials=trials)
    short, long = fit_table([fit]), fit_table([fit], notes=True)
    assert short[2:4] == ["  a: photo 1 2 lines lower (+4 lines)", "  a: tried 2 combinations of cures"]
    assert long[4:6] == ["    over 1: photo 1 1 line lower (+2 lines)", "    taken: photo 1 2 lines lower (+4 lines)"]
    chinese = fit_table([fit], notes=True, language="zh")
    assert chinese[0].split() == ["稿件", "区域", "可排", "需", "超/欠行", "字数", "全文", "松行"]
    assert chinese[4] == "    仍超 1: 图片 1 减低 1 行（+2 行）"


def test_the_language_of_reports_comes_from_the_option_or_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from pagesetter.cli.building import check

    page = str(Path(PAGES / "bad_pages" / "overset.yaml"))
    assert "超 4 行（约 49 字）" in CliRunner().invoke(check, [page, "--lang", "zh"]).output
    monkeypatch.setenv("PAGESETTER_LANG", "zh_CN.UTF-8")
    assert "超 4 行（约 49 字）" in CliRunner().invoke(check, [page]).output
    assert "is overset by 4 lines" in CliRunner().invoke(check, [page, "--lang", "en"]).output
