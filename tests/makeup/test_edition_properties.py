"""Editions of any shape and language, through reader, fonts and make-up: no law of their pages is broken.

A share of `tools/stress_editions.py`, which makes hundreds; and what it once found, made small.
"""

from pathlib import Path

import pytest
from dummy_editions import drawn_paper
from edition_laws import faults

from pagesetter.build import Built, Libraries, make_page, make_pages
from pagesetter.editions import groups_of
from pagesetter.model.page import Text
from pagesetter.read.paper import read_paper

NUMBERS = (4001, 4002, 4003, 4008, 4021)
PARTS = 3


def made(number: int, folder: Path, libraries: Libraries) -> list[list[Built]]:
    """The pages of an edition, zone by zone."""
    file, found = read_paper(drawn_paper(number).write(folder))
    assert file is not None, found
    return [
        [
            built
            for group in groups_of(file, zone)
            for built in make_pages([(page, file.issue(page)) for page in group], libraries)
        ]
        for zone in file.paper.zones
    ]


@pytest.mark.parametrize("part", range(PARTS))
def test_no_edition_breaks_a_law(part: int, tmp_path: Path) -> None:
    wrong, libraries = {}, Libraries()
    for number in NUMBERS[part::PARTS]:
        found = [fault for zone in made(number, tmp_path / str(number), libraries) for fault in faults(zone)]
        if found:
            wrong[number] = found
    assert wrong == {}


def test_the_drawn_editions_have_jumps_spreads_and_zones() -> None:
    papers = [drawn_paper(number) for number in NUMBERS]
    layouts = [page.layout for paper in papers for page in paper.pages]
    assert {paper.language for paper in papers} >= {"zh-Hans", "ja", "ko"}
    assert sum(len(areas) - 1 for paper in papers for areas in paper.threads.values()) > 10
    assert {layout.get("spread", "") for layout in layouts} == {"", "double", "pages"}
    assert any("mode" in layout["grid"] for layout in layouts)
    assert any(paper.zones for paper in papers)


PAGE = """\
edition: {{title: 报, date: 2026-01-15, page: "{page}"}}
language: {language}
page: {{size: [{wide}pt, 560pt], type_area: [{area}pt, 520.01pt]}}
grid: {{columns: {columns}, measure: {measure}字, gutter: 1em, body: 10pt, leading: 15pt, lines: 35}}
areas:
"""


def page(
    folder: Path, areas: str, *, language: str = "en", columns: int = 2, measure: int = 9, number: int = 1
) -> Path:
    """A layout of plain columns."""
    area = columns * measure * 10 + (columns - 1) * 10 + 0.01
    text = PAGE.format(page=number, language=language, wide=area + 40, area=area, columns=columns, measure=measure)
    path = folder / f"page-{number}.yaml"
    path.write_text(text + areas, encoding="utf-8")
    return path


def test_words_of_a_jump_that_are_wider_than_the_column_take_two_lines(tmp_path: Path) -> None:
    words = "the harbour woke early and the boats came home before the lamps went out " * 30
    (tmp_path / "s.md").write_text(f"---\nheadline: Harbour\n---\n{words}\n", encoding="utf-8")
    path = page(
        tmp_path,
        "  A: {story: s, columns: 1-1, rows: 1-20, head: none, jump: true}\n"
        "  B: {story: s, columns: 2-2, rows: 1-35, head: none, continues: true}\n",
    )
    built = make_page(path)
    assert built.page is not None
    said = [i for i in built.page.items if isinstance(i, Text) and i.role == "jump"]
    assert " ".join(i.text.strip() for i in said) == "(continued below)"
    for line in said:
        assert min(x for run in line.runs for x in run.xs) >= -0.01


def test_figures_of_a_part_are_those_of_the_story_without_the_words_of_the_jump(tmp_path: Path) -> None:
    body = "".join(chr(0x4E00 + n) for n in range(900))
    (tmp_path / "s.md").write_text(
        f"---\nheadline: 大字标题\ncopyedit: off\n---\n{body[:300]}\n\n## 小标题\n\n{body[300:]}\n", encoding="utf-8"
    )
    path = page(
        tmp_path,
        "  A: {story: s, columns: 1-1, rows: 1-27, head: none, jump: true}\n"
        "  B: {story: s, columns: 2-2, rows: 1-27, head: none, continues: true, jump: true}\n"
        "  C: {story: s, columns: 3-3, rows: 1-35, head: none, continues: 2}\n",
        language="zh-Hans",
        columns=3,
        measure=14,
    )
    built = make_page(path)
    assert built.page is not None
    fits = sorted(built.page.fits, key=lambda fit: fit.part)
    lines = [i for i in built.page.items if isinstance(i, Text) and i.role == "body"]
    ends = [max(300 * (i.block > 1) + i.end for i in lines if i.part == fit.part) for fit in fits]
    assert [fit.text_range for fit in fits] == [(0, ends[0]), (ends[0], ends[1]), (ends[1], 900)]
    assert [fit.characters for fit in fits] == [ends[0], ends[1] - ends[0], 900 - ends[1]]


@pytest.mark.parametrize(("given", "shown"), [("repeat_head: 新桥,通车\n", "新桥，通车"), ("", "新桥今日通车")])
def test_over_a_further_part_stands_the_repeat_head_in_the_head_style_of_its_area(
    tmp_path: Path, given: str, shown: str
) -> None:
    (tmp_path / "s.md").write_text(
        f"---\nheadline: 新桥今日通车\nkicker: 一桥飞架\n{given}---\n{'新桥今日通车两岸往来。' * 60}\n",
        encoding="utf-8",
    )
    path = page(
        tmp_path,
        "  A: {story: s, columns: 1-1, rows: 1-25, head: third, jump: true}\n"
        "  B: {story: s, columns: 2-2, rows: 1-35, head: {style: picture, lines: 3}, continues: true}\n",
        language="zh-Hans",
        measure=14,
    )
    built = make_page(path)
    assert built.page is not None
    assert built.spec is not None
    heads = [i for i in built.page.items if isinstance(i, Text) and i.role == "headline"]
    assert [(head.text, head.part) for head in heads] == [("新桥今日通车", 0), (shown, 1)]
    assert [i.part for i in built.page.items if isinstance(i, Text) and i.role == "kicker"] == [0]
    assert heads[1].size in built.spec.styles.heads["picture"].ladder
    story = built.edition.story("s")
    assert story is not None
    for head in heads:
        assert story.blocks[head.block].text[head.start : head.end] == head.text


def test_furniture_that_nobody_describes_is_an_error_and_no_fault_of_the_program(tmp_path: Path) -> None:
    (tmp_path / "s.md").write_text("---\nheadline: Harbour\n---\nThe harbour woke.\n", encoding="utf-8")
    built = make_page(
        page(tmp_path, "  A: {story: s, columns: 1-2, rows: 1-20}\n  R: {furniture: hed, columns: 1-2, rows: 21-35}\n")
    )
    assert "L501" in [d.code for d in built.diagnostics]
    assert built.page is not None


@pytest.mark.parametrize("length", range(420, 520, 20))
def test_no_stub_is_left_where_a_story_goes_on_in_wider_columns(tmp_path: Path, length: int) -> None:
    body = "".join(chr(0x4E00 + n) for n in range(length))
    (tmp_path / "s.md").write_text(f"---\nheadline: 字\ncopyedit: off\n---\n{body}\n", encoding="utf-8")
    path = page(
        tmp_path,
        "  A: {story: s, shape: [{columns: 1-1, rows: 1-35}], head: none, jump: true}\n"
        "  B: {story: s, shape: [{columns: 2-4, rows: 1-35}], columns: 1, head: none, continues: true}\n",
        language="zh-Hans",
        columns=4,
        measure=12,
    )
    built = make_page(path)
    assert built.page is not None
    lines = [i for i in built.page.items if isinstance(i, Text) and i.role == "body"]
    assert "".join(line.text for line in lines) == body
    there = [line for line in lines if line.part]
    assert len(there) >= 5
    assert min(line.measure for line in there) > 2 * lines[0].measure
    assert "M236" not in {d.code for d in built.diagnostics}


def test_where_the_first_area_has_no_room_for_text_all_of_it_goes_on(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("L", (300, 400), 128).save(tmp_path / "p.png")
    body = "".join(chr(0x4E00 + n) for n in range(300))
    front = "headline: 字\ncopyedit: off\nphotos: [{file: p.png}]"
    (tmp_path / "s.md").write_text(f"---\n{front}\n---\n{body}\n", encoding="utf-8")
    path = page(
        tmp_path,
        "  A: {story: s, columns: 1-1, rows: 1-20, head: {style: third, lines: 4}, jump: true, drop_cap: 2,\n"
        "      photos: [{photo: 1, columns: 1-1, rows: 5-20}], min_ppi: 1}\n"
        "  B: {story: s, columns: 2-2, rows: 1-35, continues: true}\n",
        language="zh-Hans",
        measure=14,
    )
    built = make_page(path)
    assert built.page is not None
    assert "M105" in {d.code for d in built.diagnostics}
    lines = [i for i in built.page.items if isinstance(i, Text) and i.role == "body"]
    assert {line.part for line in lines} == {1}
    assert "".join(line.text for line in lines) == body
    assert [fit.text_range for fit in built.page.fits] == [(0, 0), (0, 300)]
