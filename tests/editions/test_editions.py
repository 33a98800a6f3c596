"""An edition is set page by page, side by side, and one page never stops another."""

import json
import os
from collections.abc import Callable
from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from edition_makers import Set, set_paper
from paper_makers import paper

from expectations import expected_of, findings
from pagesetter.build import make_pages
from pagesetter.cli.main import run
from pagesetter.cli.papers import Options, whole, worker
from pagesetter.diagnostics import Severity
from pagesetter.editions import Pool, groups_of, in_turn
from pagesetter.model.page import Text
from pagesetter.read.paper import read_paper

BAD = sorted((Path(__file__).parents[1] / "bad_papers").glob("*.yaml"))


def words(sheet_texts: object, role: str) -> list[str]:
    return [item.text for item in sheet_texts if isinstance(item, Text) and item.role == role]  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_broken_edition_file_gives_exactly_what_it_names(path: Path) -> None:
    file, found = read_paper(path, path.name)
    assert file is None
    assert findings(found) == expected_of(path)


def test_eight_pages_are_set_and_pass_their_preflight(eight: Set) -> None:
    assert [sheet.page.name for sheet in eight.sheets] == [f"A{n:02}" for n in range(1, 9)]
    for sheet in eight.sheets:
        assert not sheet.stopped
        assert sheet.made is not None
        assert all(d.severity < Severity.ERROR for d in sheet.diagnostics)
        assert not any(d.code == "P501" for d in sheet.diagnostics)


def test_one_pdf_holds_all_pages_in_their_order(eight: Set) -> None:
    pdf, found = whole(eight.sheets, "paper.yaml")
    assert found == ()
    assert pdf is not None
    with pikepdf.open(BytesIO(pdf)) as document:
        assert len(document.pages) == 8
        assert len(document.Root.OutputIntents) == 1
        assert str(document.docinfo["/Title"]).startswith("新城日报")
        assert all("/TrimBox" in page for page in document.pages)


def test_pages_are_the_same_whoever_sets_them(eight: Set, tmp_path: Path) -> None:
    assert paper(tmp_path / "again", 8).read_bytes() == eight.path.read_bytes()
    work = partial(worker, eight.path, eight.file.paper.file, Options())
    (_, made), *_ = in_turn(work, [(0, (2,))])
    assert made is not None
    assert made[0].pdf == eight.sheets[2].pdf
    assert made[0].made is not None
    assert eight.sheets[2].made is not None
    assert made[0].made.dump() == eight.sheets[2].made.dump()


def test_furniture_goes_by_the_page(eight: Set) -> None:
    front, second, third = (sheet.made for sheet in eight.sheets[:3])
    assert front is not None
    assert second is not None
    assert third is not None
    assert words(front.items, "masthead") == ["新城日报"]
    small = words(front.items, "running-small")
    assert "2025年8月6日　星期三　农历乙巳年闰六月十三" in small
    assert "第1024期　今日8版" in small
    left = {
        page: min((i for i in page.items if isinstance(i, Text) and not i.slug), key=lambda i: i.x)
        for page in (second, third)
    }
    assert (left[second].text, left[third].text) == ("A02", "2025年8月6日　星期三")
    name = next(i for i in front.items if isinstance(i, Text) and i.role == "masthead")
    largest = max(i.size for i in front.items if isinstance(i, Text) and i.role != "masthead")
    assert name.size > largest


def test_pages_between_which_a_story_goes_on_are_made_together(eight: Set) -> None:
    groups = groups_of(eight.file, eight.file.paper.zones[0])
    assert [[page.number for page in group] for group in groups] == [[1, 2], *([n] for n in range(3, 9))]


def test_a_story_goes_on_with_every_character_once(eight: Set) -> None:
    parts = [sheet.made for sheet in eight.sheets[:2]]
    lines = [
        i for page in parts if page for i in page.items if isinstance(i, Text) and i.slug == "p1-a" and i.role == "body"
    ]
    story = (eight.path.parent / "content" / "p1-a.md").read_text(encoding="utf-8").split("---\n")[2]
    wanted = story.strip().split("\n\n")
    for number, block in enumerate(dict.fromkeys(line.block for line in lines)):
        own = [line for line in lines if line.block == block]
        assert "".join(line.text for line in own) == wanted[number].replace("　", own[0].text[3:4])
        assert all(a.end == b.start for a, b in pairwise(own))
    assert len({line.block for line in lines}) == len(wanted)
    assert words(parts[0].items if parts[0] else (), "jump") == ["（下转A02版）"]
    assert words(parts[1].items if parts[1] else (), "continued") == ["（上接A01版）"]
    heads = [
        i.text
        for i in (parts[1].items if parts[1] else ())
        if isinstance(i, Text) and i.role == "headline" and i.slug == "p1-a"
    ]
    assert heads
    fits = [fit for page in parts if page for fit in page.fits if fit.slug == "p1-a"]
    assert [fit.part for fit in fits] == [0, 1]
    assert fits[0].text_range[1] <= fits[1].text_range[0]


def dumps(path: Path) -> list[str]:
    """The pages of an edition as text; nothing is pressed."""
    file, _ = read_paper(path)
    assert file is not None
    built = make_pages([(page, file.issue(page)) for page in file.paper.zones[0].pages], {})
    return [one.page.dump() for one in built if one.page is not None]


def test_editing_one_story_changes_its_own_area_alone(tmp_path: Path) -> None:
    path = paper(tmp_path / "paper", 3)
    before = dumps(path)
    for name, touched in (("p3-b", (3,)), ("p1-a", (1, 2))):
        story = path.parent / "content" / f"{name}.md"
        text = story.read_text(encoding="utf-8")
        lines = text.split("\n")
        lines[-2] = lines[-2].replace("。", "，", 1) if "。" in lines[-2][:-1] else "另" + lines[-2]
        story.write_text("\n".join(lines), encoding="utf-8")
        after = dumps(path)
        story.write_text(text, encoding="utf-8")
        for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
            changed = set(old.splitlines()) ^ set(new.splitlines())
            assert all(f" {name}:" in line for line in changed)
            assert number in touched or not changed
        assert after != before


def test_a_broken_page_stops_no_other_and_the_old_files_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = paper(tmp_path / "paper", 4)
    (path.parent / "a3.yaml").write_text("page: [", encoding="utf-8")
    long = path.parent / "content" / "p4-b.md"
    long.write_text(long.read_text(encoding="utf-8") + "\n" + "这一段太长了放不下。" * 60 + "\n", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / "paper.pdf").write_bytes(b"yesterday")
    code = run(["build", str(path), "-o", str(out), "--json"])
    form = json.loads(capsys.readouterr().out)
    assert code == form["exit_code"] == 1
    assert sorted(p.name for p in out.iterdir()) == [
        "paper-A01.pdf",
        "paper-A02.pdf",
        "paper-A04.errors.pdf",
        "paper.pdf",
    ]
    assert (out / "paper.pdf").read_bytes() == b"yesterday"
    (edition,) = form["editions"]
    pages = {page["number"]: page for page in edition["pages"]}
    assert pages["A03"]["diagnostics"][0]["code"] == "R010"
    assert "M201" in [d["code"] for d in pages["A04"]["diagnostics"]]
    assert [bool(pages[f"A0{n}"]["pdf"]) for n in (1, 2, 3, 4)] == [True, True, False, False]


def test_a_zone_replaces_single_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = paper(tmp_path / "paper", 3)
    (path.parent / "b3.yaml").write_text((path.parent / "a3.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "zones:\n  海港: {A03: {layout: b3.yaml, section: 海港新闻}}\n", encoding="utf-8")
    out = tmp_path / "out"
    assert run(["build", str(path), "-o", str(out)]) == 0
    names = ["paper-A01.pdf", "paper-A02.pdf", "paper-A03-海港.pdf", "paper-A03.pdf", "paper-海港.pdf", "paper.pdf"]
    assert sorted(p.name for p in out.iterdir()) == names
    assert "paper-海港.pdf: 3 pages for 海港" in capsys.readouterr().out


SPREAD = """\
content: content
page: {size: [270mm, 390mm], type_area: [225mm, 350mm]}
spread: pages
grid: {columns: 12, measure: 11字, gutter: 1em, body: 9pt, leading: 12.6pt, lines: 78}
dummy:
  plan: |
    3  | R R R R R R N N N N N N
    12 | H H H H H H H H H H H H
    63 | S S S S S S S S S S S S
areas:
  R: {furniture: left}
  N: {furniture: right}
  S: {story: p2-b, head: lead}
  H: {head: S}
furniture:
  left: {left: ["{page} / {pages}"]}
  right: {right: ["{next_page} / {pages}"]}
"""


def test_a_spread_that_is_cut_gives_a_file_of_each_of_its_pages(tmp_path: Path) -> None:
    path = paper(tmp_path / "paper", 2)
    (path.parent / "spread.yaml").write_text(SPREAD, encoding="utf-8")
    listed = "pages:\n  - {layout: a2.yaml}\n  - {layout: spread.yaml}\n  - {layout: a2.yaml}\n"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("pages:"), text.index("furniture:")
    (path.parent / "a2.yaml").write_text(
        (path.parent / "a2.yaml").read_text(encoding="utf-8").replace("  D: {story: p1-a, continues: true}\n", "")
        .replace(" D D\n", " . .\n"), encoding="utf-8",
    )  # fmt: skip
    path.write_text(text[:start] + listed + text[end:], encoding="utf-8")
    out = tmp_path / "out"
    assert run(["build", str(path), "-o", str(out)]) == 0
    assert sorted(p.name for p in out.iterdir()) == [*(f"paper-{n}.pdf" for n in (1, 2, 3, 4)), "paper.pdf"]
    made = set_paper(path).sheets
    shown = [words(sheet.made.items, "running-small") for sheet in made if sheet.made]
    assert ["2 / 4"] in shown
    assert ["3 / 4"] in shown
    with pikepdf.open(out / "paper.pdf") as document:
        wide = {round(float(page.TrimBox[2]) - float(page.TrimBox[0])) for page in document.pages}
        assert (len(document.pages), wide) == (4, {765})


def _fragile() -> Callable[[int], int]:
    def handle(task: int) -> int:
        if task == 2:
            os._exit(7)
        return task * 10

    return handle


def test_a_process_that_ends_takes_only_its_own_task_with_it() -> None:
    with Pool[int, int](_fragile, 2) as pool:
        done = dict(pool.done([1, 2, 3, 4]))
    assert done == {0: 10, 1: None, 2: 30, 3: 40}


def test_the_shipped_edition_holds_all_seven_stories_on_two_pages(root: Path) -> None:
    made = set_paper(root / "layouts" / "tabloid" / "edition.yaml")
    found = [d for sheet in made.sheets for d in sheet.diagnostics]
    assert max(d.severity for d in found) == Severity.NOTE
    fits = [fit for sheet in made.sheets if sheet.made for fit in sheet.made.fits]
    assert {fit.slug for fit in fits} == {"shebao", "peixun", "jiangxue", "linli", "roupin", "tongyao", "xiaofang"}
    assert sorted(fit.slug for fit in fits if fit.part) == ["linli", "shebao"]
    assert all(fit.over_lines <= 0 for fit in fits)
