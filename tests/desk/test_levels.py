"""The table of bans, and a style sheet that switches and limits them."""

from pathlib import Path

import pytest
from desk_makers import sound

from pagesetter.desk.registry import bans, checks, messages, table
from pagesetter.diagnostics import Severity
from pagesetter.model.style import BanLevel, BanStyle, StyleSheet
from pagesetter.read.ban_rows import BANS
from pagesetter.read.fields import Problems
from pagesetter.read.sheets import read_sheet
from pagesetter.read.styles import build_styles

LONE = [4, ("body", 4, "了。"), 4, 4]


def test_every_ban_has_a_check_words_and_a_name_in_style_sheets() -> None:
    assert list(table()) == [key for key, _ in BANS]
    assert set(table()) == set(checks())
    assert set(table()) == {key for key, _ in messages() if key != "word"}


def test_every_row_of_the_table_says_where_it_comes_from_and_what_its_limit_counts() -> None:
    codes = [ban.code for ban in table().values()]
    assert codes == sorted(set(codes))
    for ban in table().values():
        assert ban.clause
        assert bool(ban.unit) is (ban.limit > 0)
        assert ban.level is not None


def test_every_message_names_the_same_figures_in_both_languages() -> None:
    import string

    def names(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for (key, form), row in messages().items():
        if key != "word":
            assert names(row["en"]) == names(row["zh"]), (key, form)
            assert row["hint_en"]
            assert row["hint_zh"]
            assert names(row["hint_en"]) | names(row["hint_zh"]) == set()


def styled(text: str, folder: Path) -> tuple[StyleSheet, list[str]]:
    """A style sheet, and the codes of what is wrong with it."""
    path = folder / "house.yaml"
    path.write_text(text, encoding="utf-8")
    values, found = read_sheet(path, "house.yaml", None)
    problems = Problems()
    return build_styles(values, folder, 10.0, 15.0, "zh-Hans", problems), [d.code for d in (*found, *problems.found)]


def test_sheet_switches_levels_and_limits(tmp_path: Path) -> None:
    sheet, wrong = styled(
        "bans:\n  widow: error\n  orphan: off\n  hole: {limit: 5}\n  sliver: {level: note, limit: 6}\n", tmp_path
    )
    assert wrong == []
    made = bans(sheet)
    assert made["widow"].level is Severity.ERROR
    assert made["orphan"].level is None
    assert (made["hole"].level, made["hole"].limit) == (Severity.WARNING, 5.0)
    assert (made["sliver"].level, made["sliver"].limit) == (Severity.NOTE, 6.0)
    assert made["head-clash"] == table()["head-clash"]
    assert not sheet.bans.in_build


def test_layer_of_styles_changes_single_keys_of_the_one_below(tmp_path: Path) -> None:
    (tmp_path / "paper.yaml").write_text("bans: {hole: {level: error, limit: 5}, in_build: true}\n", encoding="utf-8")
    sheet, wrong = styled("extends: paper.yaml\nbans: {hole: {limit: 8}}\n", tmp_path)
    assert wrong == []
    assert (bans(sheet)["hole"].level, bans(sheet)["hole"].limit) == (Severity.ERROR, 8.0)
    assert sheet.bans.in_build


@pytest.mark.parametrize(
    ("text", "code"),
    [("bans: {widdow: off}", "R020"), ("bans: {widow: grave}", "R026"), ("bans: {hole: {limit: -1}}", "R024")],
)
def test_bad_ban_is_reported(text: str, code: str, tmp_path: Path) -> None:
    assert styled(text + "\n", tmp_path)[1] == [code]


def test_ban_that_is_switched_off_is_not_looked_for() -> None:
    paper = sound(d={"paragraphs": LONE})
    assert paper.broken() == ["lone-character"]
    paper.bans = BanStyle((BanLevel("lone-character", "off"),))
    assert paper.broken() == []


def test_level_of_the_sheet_is_that_of_the_finding() -> None:
    paper = sound(d={"paragraphs": LONE})
    paper.bans = BanStyle((BanLevel("lone-character", "error"),))
    assert [d.severity for d in paper.found()] == [Severity.ERROR]


def test_limit_of_the_sheet_decides() -> None:
    paper = sound(d={"paragraphs": [4, 4, 4, 3]})
    assert paper.broken() == []
    paper.bans = BanStyle((BanLevel("columns-uneven", limit=0.5),))
    assert paper.broken() == ["columns-uneven"]


def test_milder_case_of_a_note_is_a_note() -> None:
    near = {"frames": ((3, 7, 28),), "head": (3, 3, 4, 7), "photo": (3, 0, 4, 3)}
    paper = sound(b=near)
    paper.bans = BanStyle((BanLevel("head-clash", "note"),))
    assert [d.severity for d in paper.found()] == [Severity.NOTE]


def test_findings_speak_chinese() -> None:
    paper = sound(c={"size": 43.0})
    (found,) = paper.found("zh")
    assert (
        found.message
        == "主次倒置：左下稿件“c”的标题（43 pt）是左上稿件“a”（30 pt）的 1.43 倍，而后者版位更好；不应超过 1.4 倍"
    )
    assert found.hint == "对调两篇的位置或标题样式"


def test_list_is_in_the_order_of_severity_and_then_down_the_page() -> None:
    paper = sound(a={"paragraphs": [("body", 4, "了。"), *[4] * 13]}, d={"paragraphs": LONE})
    paper.items = [one for one in paper.items if getattr(one, "role", "") != "running-small"]
    assert [d.code for d in paper.found()] == ["D626", "D609", "D609"]
    tops = [d.rect.y for d in paper.found()[1:] if d.rect]
    assert tops == sorted(tops)
