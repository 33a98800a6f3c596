"""Every shipped page and a set of small ones, one feature each: goldens, and checks on the finished PDF."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from checks import blank_pictures, faults
from finished import read

from pagesetter.build import make_page, make_pages, make_pdf
from pagesetter.diagnostics import Severity
from pagesetter.geometry import WritingMode
from pagesetter.model.page import Panel, Text
from pagesetter.read.content import story_text
from pagesetter.read.paper import read_paper
from places import ROOT, Golden
from shipped import SHIPPED, built, pdf_of

Test = Callable[..., None]
SMALL = sorted(Path(__file__).parent.glob("*.yaml"))
GALLERY_FOLDER = ROOT / "docs" / "gallery"
TOO_LONG = GALLERY_FOLDER / "copyfit-over.yaml"
JUMP = GALLERY_FOLDER / "jump" / "edition.yaml"
GALLERY = sorted(path for path in GALLERY_FOLDER.glob("*.yaml") if path != TOO_LONG)
"""Sound pages of the gallery."""
PAGES = [*SHIPPED, *SMALL, *GALLERY]
FREE = {"furniture-advert": ["X"]}
"""Areas of small pages that are kept free on purpose."""

APART = ("chaxiang", "asaichi")
"""Stories on a grid of their own."""


def every_page(function: Test) -> Test:
    return pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)(function)


@every_page
def test_a_sound_page_has_no_findings_but_notes(path: Path) -> None:
    assert [(d.code, d.message) for d in built(path).diagnostics if d.severity > Severity.NOTE] == []


@every_page
def test_page_dump_is_the_golden_one(path: Path, golden: Golden) -> None:
    page = built(path).page
    assert page is not None
    golden(f"pages/{path.stem}", page.dump())


@every_page
def test_finished_page_has_no_collision_hole_or_uneven_column(path: Path) -> None:
    page = built(path).page
    assert page is not None
    spec = built(path).spec
    assert spec is not None
    leading = page.baselines[1]
    free = [spec.area(name) for name in FREE.get(path.stem, [])]
    filled = [spec.grid.rect(*a.bounds()) for a in free if a is not None]
    filled += [i.rect for i in page.items if isinstance(i, Panel)]  # the inset of a panel is no hole
    # white above and under a vertical head is its own, as that beside a horizontal one is
    heads = {i.slug for i in page.items if isinstance(i, Text) and i.role == "headline" and i.mode is not page.mode}
    filled += [fit.rects[0] for fit in page.fits if fit.slug in heads]
    sheet = read(pdf_of(path))
    assert faults(sheet, page.columns, leading, [fit.feet for fit in page.fits if not fit.gave_way], 2, filled) == []
    assert list(blank_pictures(pdf_of(path))) == []


@every_page
def test_no_line_was_set_by_the_last_resort(path: Path) -> None:
    page = built(path).page
    assert page is not None
    assert sum(fit.first_fit for fit in page.fits) == 0


@every_page
def test_every_character_of_the_copy_is_on_the_page_in_reading_order(path: Path) -> None:
    def bare(text: str) -> str:
        return re.sub(r"\s+", "", text)

    page = pdfium.PdfDocument(pdf_of(path))[0]
    # PDFium gives a hyphen at the end of a line as U+0002 or U+FFFE.
    printed = bare(re.sub("[\x02\ufffe]", "", page.get_textpage().get_text_bounded()))
    stories = [bare(story_text(story)) for story in built(path).edition.stories]
    assert stories
    assert printed.startswith("".join(stories))


@every_page
def test_body_lines_stand_on_the_baseline_grid(path: Path) -> None:
    page = built(path).page
    assert page is not None
    first, leading, _ = page.baselines
    off = [
        item.text
        for item in page.items
        if isinstance(item, Text)
        and item.mode is page.mode
        and item.slug not in APART
        and item.role in ("body", "byline", "end-credit", "caption")
        and abs(_rows(item, first, leading) - round(_rows(item, first, leading))) > 1e-6
    ]
    assert off == []


def _rows(item: Text, first: float, leading: float) -> float:
    """Lines of the page from its first to the item's: downward, on a vertical page leftward."""
    return ((item.y if item.mode is WritingMode.HORIZONTAL else item.x) - first) / leading


@every_page
def test_lines_of_a_story_that_run_across_the_page_stand_whole_leadings_apart(path: Path) -> None:
    page = built(path).page
    assert page is not None
    first: dict[str, float] = {}
    for item in page.items:
        if isinstance(item, Text) and item.mode is not page.mode and item.role == "body":
            rows = _rows(item, 0.0, page.baselines[1])
            first.setdefault(item.slug, rows)
            assert abs(rows - first[item.slug] - round(rows - first[item.slug])) < 1e-6


@every_page
def test_every_line_of_a_paragraph_but_the_last_fills_its_measure(path: Path) -> None:
    page = built(path).page
    assert page is not None
    lines = [i for i in page.items if isinstance(i, Text) and i.role in ("body", "summary")]
    blocks = {(i.slug, i.block): i.end for i in lines}
    assert lines
    short = []
    for item in lines:
        last = max(run.xs[-1] for run in item.runs)
        if item.end < blocks[item.slug, item.block] and last < item.measure - 1.01 * item.size:
            short.append(item.text)
    assert short == []


@pytest.mark.parametrize("name", ["quanzhou", "tabloid"])
def test_two_builds_in_two_folders_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    for folder in ("layouts", "content"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    again, _ = make_pdf(make_page(tmp_path / "layouts" / f"{name}.yaml"))
    assert again == pdf_of(ROOT / "layouts" / f"{name}.yaml")


def test_two_stories_may_change_places_and_the_figures_stay_true(tmp_path: Path) -> None:
    for folder in ("layouts", "content"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    path = tmp_path / "layouts" / "quanzhou.yaml"
    text = path.read_text(encoding="utf-8")
    swapped = text.replace("story: peixun", "story: @").replace("story: jiangxue", "story: peixun")
    path.write_text(swapped.replace("story: @", "story: jiangxue"), encoding="utf-8")
    result = make_page(path)
    assert result.page is not None
    for fit in result.page.fits:
        body = [i for i in result.page.items if isinstance(i, Text) and i.slug == fit.slug and i.role == "body"]
        assert fit.room > 0
        assert fit.needs - fit.lines_set == max(fit.over_lines, 0)
        assert len({(i.x, i.y) for i in body}) == len(body)
    errors = {d.code for d in result.diagnostics if d.severity is Severity.ERROR}
    assert errors == ({"M201"} if any(f.over_lines > 0 for f in result.page.fits) else set())


def test_pages_of_an_edition_are_the_golden_ones(golden: Golden) -> None:
    paper, _ = read_paper(JUMP)
    assert paper is not None
    made = make_pages([(page, paper.issue(page)) for page in paper.paper.zones[0].pages], {})
    assert [d.message for one in made for d in one.diagnostics if d.severity > Severity.NOTE] == []
    golden("pages/jump", "".join(one.page.dump() for one in made if one.page))


def test_the_gallery_shows_a_story_that_is_too_long_with_its_true_number_of_lines() -> None:
    found = built(TOO_LONG).diagnostics
    page = built(TOO_LONG).page
    assert page is not None
    assert [d.code for d in found if d.severity is Severity.ERROR] == ["M201"]
    assert f"overset by {page.fits[0].needs - page.fits[0].room} lines" in next(d.message for d in found)


def test_every_page_of_the_gallery_has_its_picture_and_its_line() -> None:
    readme = (GALLERY_FOLDER / "README.md").read_text(encoding="utf-8")
    shown = [*GALLERY, TOO_LONG, JUMP]
    assert len(shown) >= 16
    for path in shown:
        name = path.parent.name if path == JUMP else path.stem
        remark = path.read_text(encoding="utf-8").splitlines()[1]
        link = path.relative_to(GALLERY_FOLDER).as_posix()
        assert f"| [![]({name}.png)]({link}) | [{name}]({link}) | {remark.removeprefix('# ')} |\n" in readme
        assert (GALLERY_FOLDER / f"{name}.png").stat().st_size < 30 * 1024
    pictures = {path.stem for path in GALLERY_FOLDER.glob("*.png")}
    assert pictures == {path.parent.name if path == JUMP else path.stem for path in shown}
