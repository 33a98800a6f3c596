"""Two pages on one sheet: heads and pictures cross the fold, text never does; cut at the fold they are two pages."""

from dataclasses import replace
from pathlib import Path

import pytest

from pagesetter.build import make_page, make_pdf, pages_of
from pagesetter.makeup.spread import extent, fold_of, halves
from pagesetter.model.page import Page, Picture, Rule, Text
from pagesetter.model.spec import LayoutSpec
from pagesetter.read.layouts import read_layout

LAYOUT = """\
edition: {title: 新报, date: 2025-08-06, section: 特刊, page: A04}
page: {size: [270mm, 390mm], bleed: 3mm, type_area: [225mm, 350mm]}
spread: SPREAD
grid: {columns: 12, measure: 11字, gutter: 1em, body: 9pt, leading: 12.6pt, lines: 78}
dummy:
  plan: |
    3  | R R R R R R N N N N N N
    12 | H H H H H H H H H H H H
    22 | L L L P P P P P P L L L
    41 | L L L L L L L L L L L L
areas:
  R: {furniture: left}
  N: {furniture: right}
  L: {story: long, head: lead}
  H: {head: L}
  P: {photo: 1, of: L}
furniture:
  left: {left: [{text: "{page}", style: folio}], rule: running-head}
  right: {right: [{text: "{next_page}", style: folio}], rule: running-head}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story with a photo."""
    from PIL import Image

    where = tmp_path_factory.mktemp("spread")
    Image.radial_gradient("L").resize((1800, 1000)).convert("RGB").save(where / "p.jpg")
    body = "\n\n".join("新桥通车以后，两岸居民来往更加便利。" * 9 for _ in range(24))
    head = "---\nkicker: 一桥飞架南北天堑变通途\nheadline: 新桥今日通车两岸居民来往更加便利\n"
    photo = "photos:\n  - {file: p.jpg, caption: 新桥全景, credit: 本报记者 摄}\n---\n\n"
    (where / "long.md").write_text(head + photo + body + "\n", encoding="utf-8")
    return where


def set_page(folder: Path, spread: str) -> tuple[Page, LayoutSpec]:
    path = folder / f"{spread}.yaml"
    path.write_text(LAYOUT.replace("SPREAD", spread), encoding="utf-8")
    built = make_page(path)
    assert built.page is not None
    assert built.spec is not None
    assert [d for d in built.diagnostics if d.code in ("M235", "M110")] == []
    return built.page, built.spec


def test_the_fold_lies_between_the_type_areas_of_two_pages(folder: Path) -> None:
    page, spec = set_page(folder, "true")
    mm = 72 / 25.4
    assert (page.trim.w, page.fold) == (pytest.approx(540 * mm), pytest.approx(270 * mm))
    fold = fold_of(spec)
    assert fold.centre[0] == pytest.approx(270 * mm)
    assert fold.w == pytest.approx(45 * mm, abs=1.5)
    grid = spec.grid
    steps = [grid.column_x(c + 1) - grid.column_x(c) for c in range(11)]
    assert [round(s - grid.measure - grid.gutter) for s in steps] == [0] * 5 + [round(grid.fold)] + [0] * 5


def test_text_keeps_off_the_fold_and_head_and_picture_cross_it(folder: Path) -> None:
    page, spec = set_page(folder, "true")
    fold = fold_of(spec)
    texts = [i for i in page.items if isinstance(i, Text)]
    for text in texts:
        left, right = extent(text)
        inside = left < fold.right - 0.6 * text.size and right > fold.x + 0.6 * text.size
        assert not inside or text.role in ("headline", "kicker")
    head = next(t for t in texts if t.role == "headline")
    assert extent(head)[0] < fold.x < fold.right < extent(head)[1]
    (picture,) = [i for i in page.items if isinstance(i, Picture)]
    assert picture.rect.x < fold.x < fold.right < picture.rect.right
    caption = next(t for t in texts if t.role == "caption")
    assert extent(caption)[1] <= fold.x + 0.1 or extent(caption)[0] >= fold.right - 0.1
    assert [t.text for t in texts if t.role == "folio"] == ["A04", "A05"]
    assert not any(isinstance(i, Rule) and i.x0 == i.x1 and fold.x < i.x0 < fold.right for i in page.items)


def test_cut_at_the_fold_each_page_has_its_own_text_and_its_part_of_what_crosses(folder: Path) -> None:
    page, _ = set_page(folder, "true")
    left, right = halves(page)
    wide = page.trim.w / 2
    assert (left.trim.w, right.trim.w) == (wide, wide)
    own = [[i.text for i in half.items if isinstance(i, Text) and i.role == "body"] for half in (left, right)]
    assert [line for half in own for line in half] == [
        i.text for i in page.items if isinstance(i, Text) and i.role == "body"
    ]
    (whole,) = [i for i in page.items if isinstance(i, Picture)]
    parts = [i for half in (left, right) for i in half.items if isinstance(i, Picture)]
    assert len(parts) == 2
    scale = (whole.crop[2] - whole.crop[0]) / whole.rect.w
    for part in parts:
        assert (part.crop[2] - part.crop[0]) / part.rect.w == pytest.approx(scale)
    assert parts[0].rect.right == pytest.approx(wide + page.bleed)
    assert parts[1].rect.x == pytest.approx(-page.bleed)
    heads = [next(i for i in half.items if isinstance(i, Text) and i.role == "headline").text for half in (left, right)]
    headline = next(i.text for i in page.items if isinstance(i, Text) and i.role == "headline")
    assert headline.startswith(heads[0])
    assert headline.endswith(heads[1])
    assert len(headline) <= len(heads[0]) + len(heads[1]) <= len(headline) + 2


def test_a_spread_is_written_as_one_page_or_as_two(folder: Path) -> None:
    from io import BytesIO

    import pikepdf

    for spread, many in (("double", 1), ("pages", 2)):
        path = folder / f"{spread}.yaml"
        path.write_text(LAYOUT.replace("SPREAD", spread), encoding="utf-8")
        built = make_page(path)
        assert len(pages_of(built)[0]) == many
        pdf, _ = make_pdf(built)
        with pikepdf.open(BytesIO(pdf)) as document:
            sizes = [round((float(p.TrimBox[2]) - float(p.TrimBox[0])) * 25.4 / 72) for p in document.pages]
            assert sizes == [540 // many] * many
            assert all(float(p.BleedBox[0]) < float(p.TrimBox[0]) for p in document.pages)


def test_text_in_the_fold_is_reported(folder: Path) -> None:
    path = folder / "wrong.yaml"
    wrong = LAYOUT.replace("SPREAD", "true").replace("R R R R R R N N N N N N", "R R R R R R R R R R R R")
    wrong = wrong.replace("  N: {furniture: right}\n", "").replace(
        '{left: [{text: "{page}"', '{centre: [{text: "{page}"'
    )
    path.write_text(wrong, encoding="utf-8")
    found = make_page(path).diagnostics
    assert "M235" in [d.code for d in found]


def test_margins_inside_make_the_fold(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    text = LAYOUT.replace("SPREAD", "true").replace(
        "type_area: [225mm, 350mm]}", "type_area: [225mm, 350mm], margins: {inside: 15mm, top: 20mm}}"
    )
    path.write_text(text, encoding="utf-8")
    spec, found = read_layout(path)
    assert spec is not None
    assert found == ()
    assert fold_of(spec).w == pytest.approx(30 * 72 / 25.4, abs=1.5)
    assert replace(spec.grid, fold=0.0, fold_column=0).column_x(6) < spec.grid.column_x(6)


FRAMED = """\
page: {size: [270mm, 390mm], type_area: [225mm, 350mm]}
spread: true
grid: {columns: 12, measure: 11字, gutter: 1em, body: 9pt, leading: 12.6pt, lines: 78}
areas:
  A: {story: long, shape: [{columns: 5-10, rows: 1-78}], head: none, OWN}
"""


@pytest.mark.parametrize(
    ("own", "columns"),
    [
        ("frame: true", (2, 4)),
        ("columns: 5", (2, 3)),
        ("columns: 3, column_mode: free", (1, 2)),
        ("columns: 2, column_mode: relative", (1, 1)),
        ("columns: 4, frame: tint", (1, 3)),
    ],
)
def test_columns_of_its_own_are_shared_out_to_both_sides_of_the_fold(
    folder: Path, own: str, columns: tuple[int, int]
) -> None:
    path = folder / "framed.yaml"
    path.write_text(FRAMED.replace("OWN", own), encoding="utf-8")
    built = make_page(path)
    assert built.page is not None
    assert built.spec is not None
    assert [d for d in built.diagnostics if d.code in ("M235", "L465")] == []
    fold = fold_of(built.spec)
    lines = [i for i in built.page.items if isinstance(i, Text) and i.role == "body"]
    left = {round(i.x, 3) for i in lines if i.x + i.measure <= fold.x + 0.01}
    right = {round(i.x, 3) for i in lines if i.x >= fold.right - 0.01}
    assert (len(left), len(right)) == columns
    assert {round(i.x, 3) for i in lines} == left | right


def test_text_in_the_fold_is_told_once_for_each_kind_of_text(folder: Path) -> None:
    path = folder / "upright.yaml"
    path.write_text(FRAMED.replace("OWN", "mode: vertical"), encoding="utf-8")
    found = [d for d in make_page(path).diagnostics if d.code == "M235"]
    assert [d.message.partition(" stands")[0] for d in found] == ['the body of story "long"']
