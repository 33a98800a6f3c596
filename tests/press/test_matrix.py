"""A share of what tools/judge_press.py judges whole: pages with everything that makes a press file hard.

Colour and grey photo, a line in a spot ink, an advertisement with vectors and fonts of its own, a transparent one.
"""

import importlib.util
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops
from press_makers import Setter, page

from pagesetter.build import make_page, make_pdf
from pagesetter.geometry import Rect
from pagesetter.images.workers import Workers
from pagesetter.model.ink import Process, Spot
from pagesetter.model.page import Page, Panel, Picture, Placed, Rule
from pagesetter.model.press import X1A, X4
from pagesetter.pdf.plates import Plates, separate
from pagesetter.preflight.checking import check
from pagesetter.preflight.profile import load
from places import ROOT


def tool(name: str) -> ModuleType:
    """A module of the folder of tools."""
    place = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert place is not None
    assert place.loader is not None
    made = importlib.util.module_from_spec(place)
    sys.modules[name] = made
    place.loader.exec_module(made)
    return made


MATRIX, PLATES = tool("press_matrix"), tool("press_plates")
SHARE = (MATRIX.Case("tabloid", X4, "newsprint"), MATRIX.Case("tabloid", X1A, "coated"))


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as made:
        yield made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pages are made."""
    return tmp_path_factory.mktemp("matrix")


@pytest.fixture(scope="module", params=SHARE, ids=lambda case: str(case.name))
def made(request: pytest.FixtureRequest, folder: Path, workers: Workers) -> tuple[Any, Page, bytes]:
    """A page of the matrix with its case and its file, which nothing is wrong with."""
    case = request.param
    sheet, data, found = MATRIX.built(MATRIX.variant(case, folder, workers=workers), workers=workers)
    assert MATRIX.sound(found) == []
    return case, sheet, data


def pictures(plates: Plates) -> dict[str, Image.Image]:
    return {ink: plates.image(ink) for ink in plates.inks}


def test_page_has_all_that_is_hard(made: tuple[Any, Page, bytes]) -> None:
    case, sheet, data = made
    files = [item.file for item in sheet.items if isinstance(item, Picture)]
    assert {PLATES.is_grey(file) for file in files} == {True, False}
    assert sum(isinstance(item, Placed) for item in sheet.items) == 2
    assert any(isinstance(item, Rule) and isinstance(item.ink, Spot) for item in sheet.items)
    with pikepdf.open(BytesIO(data)) as pdf:
        forms = [value for key, value in pdf.pages[0].Resources.XObject.items() if key.startswith("/Ad")]
        own = [form for form in forms if "/Font" in form.Resources]
        states = [state for form in forms for state in form.Resources.get("/ExtGState", {}).values()]
        clear = [state for state in states if float(state.get("/ca", 1)) < 1]
    assert len(own) == 2
    assert bool(clear) == (case.standard == X4)


def test_page_passes_our_own_preflight(made: tuple[Any, Page, bytes], tmp_path: Path) -> None:
    case, sheet, data = made
    path = tmp_path / "page.pdf"
    path.write_bytes(data)
    profile, _ = load(case.condition)
    assert profile is not None
    report = check(path, profile, standard=case.standard, sizes=((sheet.trim.w, sheet.trim.h),), foreign=False).report
    assert report is not None
    assert [f for f in report.findings if f.severity.word == "error"] == []


def test_second_build_in_another_folder_gives_the_same_bytes(
    made: tuple[Any, Page, bytes], folder: Path, tmp_path: Path, workers: Workers
) -> None:
    case, _, data = made
    elsewhere = shutil.copytree(folder, tmp_path / "elsewhere")
    assert MATRIX.built(elsewhere / f"{case.name}.yaml", workers=workers)[1] == data


def test_plates_have_ink_where_it_was_ordered_and_nowhere_else(made: tuple[Any, Page, bytes]) -> None:
    case, sheet, data = made
    with pikepdf.open(BytesIO(data)) as pdf:
        plates = pictures(separate(pdf, PLATES.PPI))
    limit = 240 if case.condition == "newsprint" else 330
    judged = PLATES.judge(sheet, plates, PLATES.inks_of(sheet), limit)
    assert judged.faults == ()
    assert set(judged.plates) == {"Cyan", "Magenta", "Yellow", "Black", MATRIX.SPOT}
    assert judged.texts > 150
    assert 100 < judged.square < limit
    assert (judged.patches > 40) == (case.condition == "coated")


def test_transparent_advertisement_is_refused_for_x_1a_and_its_slot_is_crossed_out(
    folder: Path, workers: Workers
) -> None:
    case = MATRIX.Case("tabloid", X1A, "newsprint")
    built = make_page(MATRIX.variant(case, folder, transparent=True, workers=workers), workers=workers)
    assert built.page is not None
    (wrong,) = [d for d in built.diagnostics if d.severity.word == "error"]
    assert "glass-tabloid.pdf" in wrong.message
    assert "transparen" in wrong.message
    assert wrong.origin is not None
    assert wrong.rect is not None
    (placed,) = [item for item in built.page.items if isinstance(item, Placed)]
    assert placed.file.endswith("vector-tabloid.pdf")
    cross = [item for item in built.page.items if isinstance(item, Rule) and item.role == "advert"]
    assert [(r.x0, r.x1) for r in cross] == [(wrong.rect.x, wrong.rect.right)] * 2
    data, _ = make_pdf(built, marked=True, workers=workers)
    assert data.startswith(b"%PDF-1.4")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda plates: plates["Cyan"].putpixel((300, 300), 5), "ink on Cyan where none was ordered"),
        (lambda plates: plates["Magenta"].paste(plates["Black"]), 'ink on Magenta under "黑字"'),
        (lambda plates: plates["Black"].paste(0, (0, 0, 400, 90)), 'no ink on K for "黑字"'),
        (lambda plates: plates.update(Gold=ImageChops.constant(plates["Cyan"], 0)), "plate Gold was not ordered"),
        (lambda plates: plates["Yellow"].paste(255, (180, 180, 230, 230)), "total ink of 3"),
    ],
)
def test_judge_of_plates_finds_what_is_wrong(setter: Setter, spoil: Any, said: str) -> None:
    sheet = page(setter.line("黑字"), Panel(Rect(100, 100, 50, 50), Process(0.9, 0.9, 0, 0.9)))
    scale = PLATES.PPI / 72
    plates = {name: Image.new("L", (667, 500)) for name in PLATES.PROCESS}
    for name, area in (("Black", (20, 32, 40, 40)), *((n, (100, 100, 150, 150)) for n in ("Cyan", "Magenta", "Black"))):
        plates[name].paste(230, tuple(int(v * scale) for v in area))
    plain = replace(sheet, items=(*sheet.items, Panel(Rect(105, 105, 30, 30), Process(0, 0, 0.1, 0))))
    inks = PLATES.inks_of(plain)
    assert PLATES.judge(plain, plates, inks, 300).faults == ()
    spoil(plates)
    faults = PLATES.judge(plain, plates, inks, 300).faults
    assert any(said in fault for fault in faults), faults


def test_what_is_forgiven_the_outside_judges_is_explained() -> None:
    judge = tool("judge_press")
    told = (ROOT / "docs" / "standards" / "judges.md").read_text(encoding="utf-8")
    for code, words in judge.FORGIVEN.items():
        assert re.search(rf"^\| {re.escape(code)} \| {re.escape(words)}", told, re.M | re.I)
    assert all(code in told for code in judge.TRANSPARENT)
    asked = (ROOT / "README.md").read_text(encoding="utf-8")
    packages = re.findall(r"missing\+=\((.+)\)", (ROOT / ".ci" / "run").read_text(encoding="utf-8"))
    assert len(packages) == 7
    assert all(f"`{package}`" in asked for package in packages)
