"""Vertical lines that go on on another page, and vertical pages on both sides of a fold."""

from dataclasses import replace
from pathlib import Path

import pytest
from makeup_makers import EmShaper, area, cells, grid, layout, story

from pagesetter.build import make_page, pages_of
from pagesetter.diagnostics import Origin
from pagesetter.geometry import WritingMode
from pagesetter.makeup.page import Matter, make_up_together
from pagesetter.makeup.spread import fold_of, halves
from pagesetter.model.areas import Area, Jump
from pagesetter.model.page import Page, Picture, Text
from pagesetter.model.spec import LayoutSpec
from pagesetter.model.story import Edition
from pagesetter.read.layouts import read_layout

HERE = Origin("page.yaml")
WORDS = "".join(chr(0x4E00 + n) for n in range(3000))
VERTICAL = replace(grid(3, 10, 20), mode=WritingMode.VERTICAL)


def pages(language: str, length: int, first: Area, second: Area) -> list[Page]:
    """Two vertical pages of a story of one paragraph."""
    copy = story("s", WORDS[:length], headline="見出し", language=language)
    made = []
    for number, own in (("1", first), ("2", second)):
        spec = layout(VERTICAL, own, language=language, edition={"title": "報", "date": "2026-01-15", "page": number})
        made.append(Matter(spec, Edition((copy,)), EmShaper(), {}))
    return [page for page, _ in make_up_together(made)]


@pytest.mark.parametrize(
    ("language", "jump", "continued"),
    [("ja", "（2面につづく）", "（1面からつづく）"), ("zh-Hant", "（下轉第二版）", "（上接第一版）")],
)
def test_vertical_lines_go_on_on_another_page(language: str, jump: str, continued: str) -> None:
    one, two = pages(
        language,
        600,
        area("A", cells(range(3), range(15)), "s", jump=Jump(HERE)),
        area("B", cells(range(1, 3), range(20)), "s", continues=1, head="continued"),
    )
    lines = [[i for i in page.items if isinstance(i, Text) and i.role == "body"] for page in (one, two)]
    assert "".join(line.text for own in lines for line in own) == WORDS[:600]
    assert all(line.mode is WritingMode.VERTICAL for own in lines for line in own)
    last = lines[0][-1]
    (said,) = [i for i in one.items if isinstance(i, Text) and i.role == "jump"]
    assert (said.text, said.mode) == (jump, WritingMode.VERTICAL)
    assert said.x == pytest.approx(last.x - 15)  # the next line to the left, in the same tier
    run = said.runs[-1]
    foot = said.y + run.xs[-1] + run.size / 2  # of a closing bracket the first half is ink
    tier = last.y + 100
    assert tier - 5.1 <= foot <= tier + 0.1  # and at its foot
    (over,) = [i for i in two.items if isinstance(i, Text) and i.role == "continued"]
    first = lines[1][0]
    assert over.text == continued
    assert over.x == pytest.approx(first.x + 15)
    assert over.y == pytest.approx(first.y)
    (head,) = [i for i in two.items if isinstance(i, Text) and i.role == "headline"]
    assert head.mode is WritingMode.VERTICAL
    assert head.x > over.x  # the head of a vertical story stands right of its text


def test_a_vertical_story_goes_on_in_horizontal_lines_and_back() -> None:
    copy = story("s", WORDS[:1100], headline="見出し", language="ja")
    areas = (
        area("A", cells(range(3), range(8)), "s", jump=Jump(HERE)),
        area("B", cells(range(3), range(9, 30)), "s", continues=1, mode=WritingMode.HORIZONTAL, jump=Jump(HERE)),
        area("C", cells(range(3), range(31, 50)), "s", continues=2),
    )
    raster = replace(VERTICAL, lines=50)
    spec = layout(raster, *areas, language="ja", edition={"title": "報", "date": "2026-01-15", "page": "1"})
    ((page, _),) = make_up_together([Matter(spec, Edition((copy,)), EmShaper(), {})])
    lines = sorted(
        (i for i in page.items if isinstance(i, Text) and i.role == "body"), key=lambda line: (line.part, line.start)
    )
    assert "".join(line.text for line in lines) == WORDS[:1100]
    modes = [{line.mode for line in lines if line.part == part} for part in range(3)]
    assert modes == [{WritingMode.VERTICAL}, {WritingMode.HORIZONTAL}, {WritingMode.VERTICAL}]


SPREAD = """\
edition: {title: 報, date: 2026-01-15, page: "4"}
language: ja
page: {size: [400pt, 500pt], type_area: [340pt, 429.01pt], margins: {inside: 30pt, top: 40pt}}
spread: SPREAD
grid: {mode: vertical, columns: 4, measure: 10字, gutter: 1em, body: 10pt, leading: 15pt, lines: 44}
dummy:
  plan: |
    lines | 14 8 4 18
    1     | H H H H
    1     | L P P L
    2     | L L L L
areas:
  L: {story: long, head: third}
  H: {head: L, mode: horizontal}
  P: {photo: 1, of: L, min_ppi: 1}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story with a photo."""
    from PIL import Image

    where = tmp_path_factory.mktemp("vertical")
    Image.new("L", (300, 200), 128).save(where / "p.png")
    (where / "long.md").write_text(
        "---\nheadline: 港は朝早くから漁船が戻り町は目を覚ます\nphotos: [{file: p.png, caption: 港}]\ncopyedit: off\n"
        f"---\n{WORDS[:900]}\n",
        encoding="utf-8",
    )
    return where


def spread(folder: Path, how: str = "double", change: tuple[str, str] = ("", "")) -> tuple[Page, LayoutSpec]:
    path = folder / f"{how}.yaml"
    path.write_text(SPREAD.replace("SPREAD", how).replace(*change), encoding="utf-8")
    built = make_page(path)
    assert built.page is not None
    assert built.spec is not None
    assert "M235" not in {d.code for d in built.diagnostics}
    return built.page, built.spec


def test_the_fold_of_vertical_pages_is_a_stretch_of_whole_lines_in_their_middle(folder: Path) -> None:
    page, spec = spread(folder)
    fold, grid = fold_of(spec), spec.grid
    assert (grid.fold_row, grid.lines - grid.fold_rows) == (22, 44)
    assert fold.centre[0] == pytest.approx(page.trim.w / 2)
    assert 60 <= fold.w <= 60 + 2 * (340 - 325)  # the margins inside, and what the lines leave of the type areas
    assert fold.w == pytest.approx((grid.fold_rows + 1) * 15 - 10)
    first, leading, _ = page.baselines
    for line in (i for i in page.items if isinstance(i, Text) and i.role == "body"):
        row = (first - line.x) / leading
        assert row == pytest.approx(round(row), abs=1e-6)
        assert line.x + 5 <= fold.x + 0.01 or line.x - 5 >= fold.right - 0.01


def test_tiers_run_on_from_the_right_page_to_the_left_one_and_head_and_picture_cross_the_fold(folder: Path) -> None:
    page, spec = spread(folder)
    lines = [i for i in page.items if isinstance(i, Text) and i.role == "body"]
    assert "".join(line.text for line in lines) == WORDS[:900]
    tiers = [round(line.y) for line in lines]
    assert tiers == sorted(tiers)
    for tier in set(tiers):
        across = [line.x for line in lines if round(line.y) == tier]
        assert across == sorted(across, reverse=True)
    fold = fold_of(spec)
    (tier,) = {y for y in set(tiers) if y == max(tiers)}
    sides = {line.x > fold.x for line in lines if round(line.y) == tier}
    assert sides == {True, False}
    (picture,) = [i for i in page.items if isinstance(i, Picture)]
    assert picture.rect.x < fold.x < fold.right < picture.rect.right
    (head,) = [i for i in page.items if isinstance(i, Text) and i.role == "headline"]
    xs = [head.x + x for run in head.runs for x in run.xs]
    assert min(xs) < fold.x < fold.right < max(xs)


def test_of_a_vertical_spread_the_right_page_is_the_first(folder: Path) -> None:
    page, _ = spread(folder, "pages")
    first, second = halves(page)
    right = [i.text for i in page.items if isinstance(i, Text) and i.role == "body" and i.x > page.trim.w / 2]
    assert [i.text for i in first.items if isinstance(i, Text) and i.role == "body"] == right
    own = [[i for i in half.items if isinstance(i, Text) and i.role == "body"] for half in (first, second)]
    assert sum(map(len, own)) == len([i for i in page.items if isinstance(i, Text) and i.role == "body"])
    for half, lines in zip((first, second), own, strict=True):
        start, leading, many = half.baselines
        assert all(0 <= line.x <= half.trim.w for line in lines)
        assert {round((start - line.x) / leading, 3) % 1 for line in lines} == {0.0}
        assert start <= half.trim.w
        assert start - (many - 1) * leading >= 0
    assert len(pages_of(make_page(folder / "pages.yaml"))[0]) == 2


def test_a_vertical_head_in_the_fold_is_told(folder: Path) -> None:
    path = folder / "head.yaml"
    text = (
        SPREAD.replace("SPREAD", "true")
        .replace("lines | 14 8 4 18", "lines | 21 1 1 21")
        .replace(", mode: horizontal", "")
    )
    text = text.replace("    1     | H H H H\n    1     | L P P L\n", "    1     | L H H L\n    1     | L P P L\n")
    path.write_text(text, encoding="utf-8")
    found = [d.message for d in make_page(path).diagnostics if d.code == "M235"]
    assert any("headline" in message for message in found)


def test_a_vertical_spread_without_lines_takes_all_that_fit(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        "page: {size: [400pt, 500pt], type_area: [340pt, 429.01pt]}\nspread: true\n"
        "grid: {mode: vertical, columns: 4, measure: 10字, gutter: 1em, body: 10pt, leading: 15pt}\n"
        "areas: {A: {story: s, tiers: 1-4, lines: 1-46}}\n",
        encoding="utf-8",
    )
    spec, found = read_layout(path)
    assert found == ()
    assert spec is not None
    assert (spec.grid.lines - spec.grid.fold_rows, spec.grid.fold_row) == (46, 23)
    (only,) = spec.areas
    assert len(only.cells) == 4 * spec.grid.lines
