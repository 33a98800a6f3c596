"""docs/desk.md knows the bans with their levels and limits, and shows a style sheet that can be read."""

import re
from pathlib import Path

from pagesetter.desk.registry import bans, table
from pagesetter.diagnostics import Severity
from pagesetter.read.fields import Problems
from pagesetter.read.sheets import read_sheet
from pagesetter.read.styles import build_styles
from places import ROOT

DOCUMENT = (ROOT / "docs" / "desk.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([a-z-]+)` \| `(D\d{3})` \| (.+?) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.M)


def test_every_ban_is_documented_as_the_table_has_it() -> None:
    wanted = []
    for ban in table().values():
        assert ban.level is not None
        limit = f"{ban.limit:g} {ban.unit}" if ban.unit else "–"
        wanted.append((ban.key, ban.code, ban.zh, ban.en, ban.level.word, limit, ban.clause))
    assert ROW.findall(DOCUMENT) == wanted


def test_the_sheet_in_the_document_is_a_good_one(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```yaml\nstyles:\n(.+?)```", DOCUMENT, re.S)
    path = tmp_path / "house.yaml"
    path.write_text(re.sub(r"^  ", "", shown, flags=re.M), encoding="utf-8")
    values, found = read_sheet(path, "house.yaml", None)
    problems = Problems()
    sheet = build_styles(values, tmp_path, 10.0, 15.0, "zh-Hans", problems)
    assert (*found, *problems.found) == ()
    assert sheet.bans.in_build
    assert bans(sheet)["lone-character"].level is None
    assert (bans(sheet)["gutter-through"].level, bans(sheet)["gutter-through"].limit) == (Severity.NOTE, 0.9)
