"""The job ticket tells what is in the file."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from press_makers import Setter, page, pdf_of

from pagesetter.diagnostics import error, warning
from pagesetter.fonts.library import Library
from pagesetter.geometry import MM, Rect
from pagesetter.images.aim import aim_of
from pagesetter.images.convert import press_picture
from pagesetter.model.ink import Process, Spot
from pagesetter.model.page import Page, Panel, Picture
from pagesetter.model.press import MARKS, X1A, X4, PressSpec
from pagesetter.press.marks import with_marks
from pagesetter.press.ticket import json_form, ticket, xml_form
from places import ROOT

PHOTO = ROOT / "content" / "quanzhou" / "photos" / "flower.jpg"
RED = Spot("Paper Red & <Co>", 0.5, Process(0, 1, 1, 0))


def told(pdf: bytes, sheet: Page, **more: Any) -> dict[str, Any]:
    """The ticket, through its JSON."""
    form = json.loads(json_form(ticket(pdf, sheet, "a05.pdf", creator="pagesetter test", **more)))
    assert isinstance(form, dict)
    return form


def test_checksum_size_and_name_are_those_of_the_file(library: Library, tmp_path: Path) -> None:
    data = pdf_of(library, page())
    path = tmp_path / "a05.pdf"
    path.write_bytes(data)
    form = told(data, page())
    assert (form["file"], form["bytes"]) == ("a05.pdf", path.stat().st_size)
    assert form["sha256"] == sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(("standard", "version"), [(X4, "1.6"), (X1A, "1.4")])
def test_standard_and_version_are_what_the_file_says(library: Library, standard: str, version: str) -> None:
    press = PressSpec(standard=standard, plant="印厂", plant_version="7", plant_date="2026-01-01", version="3")
    sheet = replace(page(), press=press)
    form = told(pdf_of(library, sheet), sheet)
    assert (form["standard"], form["pdf_version"], form["version"]) == (standard, version, "3")
    assert form["plant"] == {"name": "印厂", "version": "7", "date": "2026-01-01"}
    assert (form["title"], form["date"]) == ("新闻", "2025-08-06")
    assert form["condition"]["identifier"] == "pagesetter newsprint 26"
    assert (form["condition"]["total_ink_warn"], form["condition"]["total_ink_fail"]) == (230, 240)


def test_sizes_are_in_millimetres_and_the_sheet_has_the_marks(library: Library, setter: Setter) -> None:
    press = PressSpec(marks=MARKS, slug="新闻")
    sheet, _ = with_marks(replace(page(bleed=3 * MM), press=press), library, setter.style())
    (form,) = told(pdf_of(library, sheet), sheet)["pages"]
    assert form["trim"] == pytest.approx([400 / MM, 300 / MM], abs=0.001)
    assert form["bleed"] == 3
    assert form["sheet"] == pytest.approx([400 / MM + 25, 300 / MM + 25], abs=0.001)
    assert form["marks"] == list(MARKS)


def test_inks_are_those_of_the_page_and_not_of_the_marks_around_it(library: Library, setter: Setter) -> None:
    items = [setter.line("黑"), Panel(Rect(0, 0, 50, 50), Process(0, 0.2, 0, 0)), setter.line("红", y=80, ink=RED)]
    sheet = replace(page(*items), press=PressSpec(marks=MARKS, slug="新闻"))
    made, _ = with_marks(sheet, library, setter.style())
    (form,) = told(pdf_of(library, made), made)["pages"]
    assert form["inks"] == ["Magenta", "Black", "Paper Red & <Co>"]


def test_a_page_of_text_alone_has_one_ink(library: Library, setter: Setter) -> None:
    sheet = page(setter.line("黑"))
    (form,) = told(pdf_of(library, sheet), sheet)["pages"]
    assert (form["inks"], form["images"]) == (["Black"], [])


def test_fonts_are_told_by_name_with_kind_and_subset(library: Library, setter: Setter) -> None:
    sheet = page(setter.line("黑"), setter.line("黑体", y=80, family="Noto Sans SC"))
    (form,) = told(pdf_of(library, sheet), sheet)["pages"]
    assert form["fonts"] == [
        {"name": "NotoSansSC-Regular", "type": "Type0", "subset": True},
        {"name": "NotoSerifSC-Regular", "type": "Type0", "subset": True},
    ]


def test_images_have_their_file_pixels_and_resolution(library: Library) -> None:
    picture = Picture(Rect(72, 36, 144, 108), str(PHOTO), (0, 0, 1, 1), 222.2)
    made = press_picture(str(PHOTO), (0, 0, 1, 1), 144, 108, aim_of(PressSpec()))
    sheet = page(picture)
    (form,) = told(pdf_of(library, sheet, pictures=[{0: made}]), sheet)["pages"]
    (image,) = form["images"]
    assert (image["file"], image["inks"], image["file_ppi"]) == ("flower.jpg", "CMYK", 222.2)
    assert image["pixels"] == [made.width, made.height]
    assert image["ppi"] == pytest.approx(min(made.width / 2, made.height / 1.5), abs=0.1)
    assert image["rect"] == pytest.approx([25.4, 12.7, 50.8, 38.1], abs=0.01)
    assert form["inks"] == ["Cyan", "Magenta", "Yellow", "Black"]


def test_preflight_is_told_where_there_was_one_and_left_out_where_not(library: Library) -> None:
    data = pdf_of(library, page())
    assert "preflight" not in told(data, page())
    found = [warning("P501", "a hairline"), error("P501", "RGB")]
    assert told(data, page(), preflight=found)["preflight"] == {
        "errors": 1,
        "warnings": 1,
        "findings": [{"severity": "warning", "message": "a hairline"}, {"severity": "error", "message": "RGB"}],
    }


def test_xml_says_the_same_as_json(library: Library, setter: Setter) -> None:
    sheet = page(setter.line("红", ink=RED), title="早报 <A&B>\x07")
    form = ticket(pdf_of(library, sheet), sheet, "a05.pdf", creator="t")
    root = ElementTree.fromstring(xml_form(form))
    assert root.tag == "ticket"
    assert root.findtext("sha256") == form["sha256"]
    assert root.findtext("title") == "早报 <A&B>"
    assert root.findtext("condition/name") == "newsprint"
    assert [ink.text for ink in root.findall("pages/page/inks/ink")] == ["Paper Red & <Co>"]
    assert [font.findtext("name") for font in root.findall("pages/page/fonts/font")] == ["NotoSerifSC-Regular"]
    assert root.findtext("pages/page/fonts/font/subset") == "true"
    assert [float(v) for v in (root.findtext("pages/page/trim") or "").split()] == pytest.approx([141.111, 105.833])


SHAPE = {
    "": "file bytes sha256 title date version creator standard pdf_version condition plant pages preflight",
    "condition": "name identifier profile_sha256 total_ink_warn total_ink_fail",
    "plant": "name version date",
    "pages": "number trim bleed sheet marks inks fonts images advertisements",
    "fonts": "name type subset",
    "images": "file inside pixels inks ppi file_ppi rect",
    "preflight": "errors warnings findings",
    "findings": "severity message",
}
"""Keys of the ticket by the key that they stand under, in their order: what programs of a plant may rely on."""


def shape(value: Any, key: str = "") -> dict[str, str]:
    """The keys of every object in a ticket."""
    if isinstance(value, list):
        return {k: v for entry in value for k, v in shape(entry, key).items()}
    if not isinstance(value, dict):
        return {}
    below = {k: v for name, entry in value.items() for k, v in shape(entry, name).items()}
    return {key: " ".join(value), **below}


def as_xml(value: Any, tag: str) -> list[tuple[str, str]]:
    """The leaves of a ticket in order, as elements of the XML should have them."""
    if isinstance(value, list) and value and all(isinstance(entry, int | float) for entry in value):
        return [(tag, " ".join(map(str, value)))]
    if isinstance(value, list):
        return [leaf for entry in value for leaf in as_xml(entry, tag.removesuffix("s"))]
    if isinstance(value, dict):
        return [leaf for name, entry in value.items() for leaf in as_xml(entry, name)]
    return [] if value is None else [(tag, str(value).lower() if isinstance(value, bool) else str(value))]


def test_both_forms_have_the_same_shape_and_every_value(library: Library, setter: Setter) -> None:
    picture = Picture(Rect(72, 36, 144, 108), str(PHOTO), (0, 0, 1, 1), 222.2)
    made = press_picture(str(PHOTO), (0, 0, 1, 1), 144, 108, aim_of(PressSpec()))
    press = PressSpec(marks=MARKS, slug="新闻", plant="印厂", plant_version="7", plant_date="2026-01-01")
    sheet, _ = with_marks(replace(page(picture, setter.line("红")), press=press), library, setter.style())
    data = pdf_of(library, sheet, pictures=[{0: made}])
    form = json.loads(json_form(ticket(data, sheet, "a.pdf", creator="t", preflight=[warning("P501", "a hairline")])))
    assert shape(form) == SHAPE
    xml = ElementTree.fromstring(xml_form(form))
    assert [(leaf.tag, leaf.text or "") for leaf in xml.iter() if not len(leaf) and leaf.text] == as_xml(form, "ticket")
