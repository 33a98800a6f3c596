"""Stories that go on elsewhere on their own page, read from files and made up: the page says of what part a line is."""

from pathlib import Path

import pytest
from PIL import Image

from pagesetter.build import make_page
from pagesetter.desk.checking import check_page
from pagesetter.desk.seeing import view_of
from pagesetter.desk.view import Subject
from pagesetter.model.page import Picture, Text

BODY = "渡口的船今天没有开，江面上的雾到中午也没有散去，等船的人只好绕桥走。"
LONG = "".join(f"{BODY * 3}\n\n" for _ in range(14))
FRONT = """\
---
headline: 渡船停航三天
kicker: 江面大雾
byline: 记者 王小林
photos:
  - {file: river.png, caption: 江面}
---

"""
OTHER = "---\nheadline: 新桥通车\n---\n\n" + (BODY * 3 + "\n\n") * 3
LAYOUT = """\
edition: {{title: 江湾日报, page: "2", date: 2026-01-15}}
{language}
page: {{size: [{size}], type_area: [{area}]}}
grid: {{columns: 4, measure: 13字, gutter: 1.5em, body: 9.5pt, leading: 14pt, lines: 40{mode}}}
dummy:
  plan: |
{plan}
areas:
  A: {{story: chuan, jump: true, drop_cap: 2, head: {{style: third, lines: 4}}}}
  P: {{photo: 1, of: A}}
  B: {{story: chuan, continues: true, head: {{style: continued}}{part}}}
  C: {{story: qiao, head: {{style: third-serif, lines: 4}}}}
"""
FACES = frozenset({"D605", "D606", "D607", "D608", "D604"})
"""Bans on a story's way through its columns and to its head."""
PLANS = {
    "below": "    18 | A A P C\n    22 | B B B C\n",
    "above": "    12 | B B C C\n    28 | A A P C\n",
    "left": "    12 | C C C C\n    28 | B A A P\n",
    "right": "    28 | A A P B\n    12 | C C C C\n",
    "keyed": "    12 | A A P C\n    28 | A B B C\n",
}


def subject(folder: Path, plan: str, *, vertical: bool = False, part: str = "") -> Subject:
    """A page with a story in two areas, and another one."""
    Image.linear_gradient("L").resize((800, 700)).convert("RGB").save(folder / "river.png")
    (folder / "chuan.md").write_text(FRONT + LONG, encoding="utf-8")
    (folder / "qiao.md").write_text(OTHER, encoding="utf-8")
    along, across = f"{4 * 13 * 9.5 + 3 * 14.25 + 0.01:.2f}pt", f"{39 * 14 + 9.5 + 0.01:.2f}pt"
    sizes = (across, along) if vertical else (along, across)
    path = folder / "page.yaml"
    filled = LAYOUT.format(
        plan=plan,
        mode=", mode: vertical" if vertical else "",
        language="language: ja" if vertical else "",
        size=", ".join(f"{float(one[:-2]) + 60:.2f}pt" for one in sizes),
        area=", ".join(sizes),
        part=part,
    )
    path.write_text(filled, encoding="utf-8")
    built = make_page(path)
    assert built.page is not None, built.diagnostics
    assert built.spec is not None
    return Subject(built.page, built.spec, built.edition)


@pytest.mark.parametrize("where", list(PLANS))
def test_part_beside_its_other_part_breaks_no_ban_on_the_way_of_a_text(where: str, tmp_path: Path) -> None:
    judged = subject(tmp_path, PLANS[where])
    assert [d.message for d in check_page(judged) if d.code in FACES] == []
    parts = [one for one in view_of(judged).stories if one.slug == "chuan"]
    assert [one.name for one in parts] == ["chuan (A)", "chuan (B)"]
    assert [bool(one.shots) for one in parts] == [True, False]
    assert all(one.head_lines and one.lines for one in parts)


@pytest.mark.parametrize("form", ["side", "inside", "waist", "brow"])
def test_repeat_head_of_any_form_belongs_to_its_own_part(form: str, tmp_path: Path) -> None:
    judged = subject(tmp_path, PLANS["below"], part=f", form: {form}")
    assert [d.message for d in check_page(judged) if d.code in FACES] == []


def test_every_line_and_photo_says_of_what_part_it_is(tmp_path: Path) -> None:
    page = subject(tmp_path, PLANS["keyed"]).page
    assert {fit.part for fit in page.fits if fit.slug == "chuan"} == {0, 1}
    items = [one for one in page.items if isinstance(one, Text | Picture)]
    assert {one.part for one in items if one.slug == "qiao"} == {0}
    assert {one.part for one in items if isinstance(one, Picture)} == {0}
    roles = {one.role: one.part for one in items if isinstance(one, Text) and one.slug == "chuan"}
    assert (roles["kicker"], roles["byline"], roles["caption"], roles["jump"], roles["continued"]) == (0, 0, 0, 0, 1)


def across(plan: str) -> str:
    """A plan for vertical lines: its columns are tiers, its rows lines from the right."""
    rows = [row.split() for line in plan.splitlines() for row in [line.split("|")[1]] * int(line.split("|")[0])]
    return "".join(f"    1 | {' '.join(row[tier] for row in reversed(rows))}\n" for tier in range(4))


@pytest.mark.parametrize("where", list(PLANS))
def test_parts_of_a_story_in_vertical_lines(where: str, tmp_path: Path) -> None:
    judged = subject(tmp_path, across(PLANS[where]), vertical=True)
    assert [d.message for d in check_page(judged) if d.code in FACES] == []
    assert [one.name for one in view_of(judged).stories if one.slug == "chuan"] == ["chuan (A)", "chuan (B)"]


def test_part_that_cuts_a_column_of_the_part_before_it_is_found(tmp_path: Path) -> None:
    plan = "    12 | A P C C\n    14 | A A B C\n    4  | B B B C\n    10 | A A C C\n"
    found = [d for d in check_page(subject(tmp_path, plan)) if d.code == "D608"]
    assert found
    assert 'a column of story "chuan (A)" is cut' in found[0].message
    assert 'by story "chuan (B)"' in found[0].message
