"""What a plant file and a layout ask of the press, and which of the two wins."""

from pathlib import Path

import pytest

from expectations import expected_of, findings
from pagesetter.diagnostics import Diagnostic
from pagesetter.geometry import MM
from pagesetter.model.press import MARKS, X1A, X4, PressSpec
from pagesetter.model.spec import LayoutSpec
from pagesetter.read.layouts import read_layout
from pagesetter.read.patterns import safe_name
from pagesetter.resources import data

LAYOUT = """\
page: {{size: A4, type_area: [170mm, 212mm]{page}}}
grid: {{columns: 3, measure: 14字, body: 10.5pt, leading: 15pt}}
areas: {{A: {{story: one, columns: 1-3, rows: 1-40}}}}
edition: {{title: 新报, date: 2025-08-06, page: A05{edition}}}
"""
PLANT = """\
name: 某印刷厂
version: 2026.1
date: 2026-01-01
standard: PDF/X-1a:2003
condition: coated
total_ink: {warn: 280%, fail: 300%}
bleed: 3mm
marks: [slug, crop]
slug: "{title} {page}"
file_name: "{title}_{date:%Y%m%d}_{page}_{edition}_v{n}"
ticket: true
pictures: {cmyk: refuse, sharpen: 0.5, tone: [[0%, 0%], [50%, 44%], [100%, 96%]]}
"""
FOLDER = Path(__file__).parents[1] / "bad_layouts" / "plants"
FILES = sorted(FOLDER.glob("*.yaml"))


def read(
    folder: Path, press: str = "", plant: str = "", page: str = "", edition: str = ""
) -> tuple[LayoutSpec | None, tuple[Diagnostic, ...]]:
    (folder / "layouts").mkdir()
    path = folder / "layouts" / "page.yaml"
    if plant:
        (folder / "plant.yaml").write_text(plant, encoding="utf-8")
        press = f"plant: ../plant.yaml\n{press}"
    path.write_text(press + LAYOUT.format(page=page, edition=edition), encoding="utf-8")
    return read_layout(path, "page.yaml")


def good(folder: Path, press: str = "", plant: str = "", page: str = "", edition: str = "") -> LayoutSpec:
    spec, found = read(folder, press, plant, page, edition)
    assert [(d.code, d.message) for d in found] == []
    assert spec is not None
    return spec


def test_a_layout_that_says_nothing_is_written_as_pdfx_4_for_newsprint_without_marks(tmp_path: Path) -> None:
    press = good(tmp_path).press
    assert (press.standard, press.condition, press.marks, press.file_name, press.ticket) == (
        X4,
        "newsprint",
        (),
        "",
        False,
    )


def test_plant_says_everything_for_a_layout_that_names_it(tmp_path: Path) -> None:
    spec = good(tmp_path, plant=PLANT)
    assert spec.press == PressSpec(
        standard=X1A,
        condition="coated",
        ink_warn=2.8,
        ink_fail=3.0,
        cmyk_pictures="refuse",
        sharpen=0.5,
        tone_curve=((0.0, 0.0), (0.5, 0.44), (1.0, 0.96)),
        marks=("crop", "slug"),
        slug="新报 A05",
        file_name="新报_20250806_A05_1_v1",
        ticket=True,
        plant="某印刷厂",
        plant_version="2026.1",
        plant_date="2026-01-01",
    )
    assert spec.condition == "coated"
    assert spec.page.bleed == pytest.approx(3 * MM)


def test_layout_wins_over_its_plant_key_by_key(tmp_path: Path) -> None:
    own = "standard: PDF/X-4\nticket: no\nmarks: no\ntotal_ink: {warn: 290%}\npictures: {sharpen: 0}\n"
    spec = good(tmp_path, own, PLANT, page=", bleed: 5mm")
    press = spec.press
    assert (press.standard, press.ticket, press.marks, press.sharpen) == (X4, False, (), 0.0)
    assert (press.ink_warn, press.ink_fail, press.cmyk_pictures) == (2.9, 3.0, "refuse")
    assert spec.page.bleed == pytest.approx(5 * MM)


def test_a_layout_may_refuse_the_bleed_of_its_plant(tmp_path: Path) -> None:
    assert good(tmp_path, plant=PLANT, page=", bleed: 0mm").page.bleed == 0


@pytest.mark.parametrize(("given", "meant"), [("PDF/X-1a", X1A), ("PDF/X-1a:2001", X1A), ("X-4", X4), ("pdf/x-4", X4)])
def test_a_standard_that_is_not_known_is_refused_with_the_one_that_was_meant(
    tmp_path: Path, given: str, meant: str
) -> None:
    _, found = read(tmp_path, f"standard: {given}\n")
    assert [(d.code, d.hint) for d in found] == [("R026", f'did you mean "{meant}"?')]


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        ("true", MARKS),
        ("false", ()),
        ("crop", ("crop",)),
        ("[slug, colour-bar, crop]", ("crop", "colour-bar", "slug")),
        ("[]", ()),
    ],
)
def test_marks_are_all_none_or_those_named_in_their_own_order(
    tmp_path: Path, given: str, kinds: tuple[str, ...]
) -> None:
    assert good(tmp_path, f"marks: {given}\n").press.marks == kinds


def test_edition_and_version_come_from_the_edition_and_are_1_without_it(tmp_path: Path) -> None:
    pattern = 'file_name: "{code}-{layout}-{edition}-v{n}-{date:%y%j}"\n'
    press = good(tmp_path, pattern, edition=", code: dnzb, edition: 2, version: 3").press
    assert press.file_name == "dnzb-page-2-v3-25218"
    assert press.version == "3"


def test_usual_slug_names_title_date_page_and_version(tmp_path: Path) -> None:
    assert good(tmp_path, "marks: slug\n", edition=", section: 要闻").press.slug == "新报 要闻 2025-08-06 A05 v1"


def test_a_field_that_follows_from_a_refused_edition_is_not_reported_again(tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    text = LAYOUT.format(page="", edition="").replace("2025-08-06", "6 August")
    path.write_text('file_name: "{title}_{date:%Y}"\n' + text, encoding="utf-8")
    _, found = read_layout(path, "page.yaml")
    assert [d.code for d in found] == ["R023"]


def test_condition_of_the_plant_is_found_beside_the_plant_file(tmp_path: Path) -> None:
    (tmp_path / "icc").mkdir()
    (tmp_path / "icc" / "web.icc").write_bytes(data("profiles/coated.icc").read_bytes())
    told = "name: our web, profile: icc/web.icc, intent: perceptual, black_point: no, picture_ppi: 250"
    own = good(tmp_path, plant=f"name: A\ncondition: {{{told}}}\n").press.own
    assert own is not None
    assert Path(own.profile) == tmp_path / "icc" / "web.icc"
    assert (own.name, own.intent, own.black_point, own.max_ppi) == ("our web", "perceptual", False, 250)


def test_a_shipped_condition_of_the_layout_wins_over_the_plants_own(tmp_path: Path) -> None:
    plant = "name: A\ncondition: {name: our web, profile: nowhere.icc}\n"
    press = good(tmp_path, "condition: coated\n", plant).press
    assert (press.condition, press.own) == ("coated", None)


def test_no_two_of_a_plants_rules_are_needed_but_its_name(tmp_path: Path) -> None:
    assert good(tmp_path, plant="name: A\n").press == PressSpec(slug="新报 2025-08-06 A05 v1", plant="A")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("新报 A/B:1", "新报-A-B-1"),
        ("../../etc/passwd", "etc-passwd"),
        ('a<b>|c?*"d\\e', "a-b-c-d-e"),
        ("CON", "_CON"),
        ("nul.x", "_nul.x"),
        ("console", "console"),
        ("a\u202eb\u200bc", "abc"),
        (" .hidden. ", "hidden"),
        ("e\u0301t\u00e9", "\u00e9t\u00e9"),
    ],
)
def test_file_names_are_safe_on_every_system(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_long_file_names_are_cut_between_characters() -> None:
    name = safe_name("报" * 300)
    assert name == "报" * (len(name))
    assert 150 < len(name.encode("utf-8")) <= 200


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_broken_plant_gives_exactly_what_it_names_at_its_own_places(path: Path, tmp_path: Path) -> None:
    _, found = read(tmp_path, plant=path.read_text(encoding="utf-8"))
    assert findings(found) == expected_of(path)
    assert {d.origin.file for d in found if d.origin} == {"../plant.yaml"}
    assert all(d.message for d in found)
