"""Both standards, row by row of docs/standards/pdfx.md: what the file must have and what it must not.

The rows that look at colour, boxes and text more closely have tests of their own (test_pdfx.py, test_ink.py …).
"""

import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from press_makers import Setter, everything, opened, page, pdf_of

from pagesetter.build import make_page, make_pdf
from pagesetter.diagnostics import Severity
from pagesetter.fonts.library import Library
from pagesetter.geometry import Rect
from pagesetter.images.aim import aim_of
from pagesetter.images.convert import press_picture
from pagesetter.images.workers import Workers
from pagesetter.model.ink import BLACK, Process, Spot
from pagesetter.model.page import Page, Panel, Picture, Rule
from pagesetter.model.press import MARKS, STANDARDS, X1A, X4, OwnCondition, PressSpec
from pagesetter.press.marks import with_marks
from pagesetter.press.pdfx import write
from pagesetter.resources import data as shipped
from places import ROOT

PDFXID = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
RED = Spot("PANTONE 185 C", 0.8, Process(0, 0.93, 0.79, 0))
PHOTO = ROOT / "content" / "quanzhou" / "photos" / "flower.jpg"


def rich(setter: Setter, standard: str) -> Page:
    """Everything that we can paint: text of several faces, a spot ink, rules, panels, a picture, bleed and marks."""
    items = (
        Panel(Rect(-8.5, -8.5, 100, 50), Process(0.1, 0.2, 0, 0), BLACK, 0.5),
        Picture(Rect(200, 50, 80, 60), str(PHOTO), (0, 0, 1, 1), 300),
        setter.line("泉州——日报 Daily"),
        setter.line("专色", y=80, ink=RED, family="Noto Sans SC", weight=700),
        Rule(20, 100, 380, 100, 0.3),
    )
    return replace(page(*items, bleed=8.504), press=PressSpec(standard=standard, marks=MARKS, slug="新闻 2025-08-06"))


@pytest.fixture(scope="module", params=STANDARDS, ids=("X-4", "X-1a"))
def standard(request: pytest.FixtureRequest) -> str:
    name = request.param
    assert isinstance(name, str)
    return name


@pytest.fixture(scope="module")
def full(library: Library, setter: Setter, standard: str) -> bytes:
    sheet, problems = with_marks(rich(setter, standard), library, setter.style())
    assert problems == ()
    picture = press_picture(str(PHOTO), (0, 0, 1, 1), 80, 60, aim_of(PressSpec()))
    assert picture.components == 4
    return pdf_of(library, sheet, pictures=[{1: picture}])


def keys_of(data: bytes) -> set[str]:
    return {
        key
        for value in everything(opened(data).trailer, set())
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream)
        for key in value.keys()  # noqa: SIM118
    }


def test_row_1_version_is_that_of_the_standard_and_nothing_overrides_it(full: bytes, standard: str) -> None:
    assert full.startswith(b"%PDF-1.6\n" if standard == X4 else b"%PDF-1.4\n")
    assert "/Version" not in opened(full).Root


def test_row_2_each_standard_is_named_where_it_wants_and_nowhere_else(full: bytes, standard: str) -> None:
    document = opened(full)
    packet = document.open_metadata()
    assert packet.get(PDFXID) == (X4 if standard == X4 else None)
    assert document.docinfo.get("/GTS_PDFXVersion") == (None if standard == X4 else X1A)
    assert "/GTS_PDFXConformance" not in document.docinfo


def test_row_3_metadata_is_unfiltered_and_agrees_with_the_info_dictionary(full: bytes) -> None:
    document = opened(full)
    assert "/Filter" not in document.Root.Metadata
    packet = document.open_metadata()
    assert packet["dc:title"] == str(document.docinfo["/Title"])
    assert all(packet[key] for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"))
    assert all(packet[f"xmpMM:{key}"] for key in ("DocumentID", "VersionID", "RenditionClass"))


def test_row_4_title_and_dates_are_there_in_full_form(full: bytes) -> None:
    info = opened(full).docinfo
    assert str(info["/Title"]).strip()
    assert str(info["/Creator"]).strip()
    for key in ("/CreationDate", "/ModDate"):
        assert re.fullmatch(r"D:\d{14}[+-]\d\d'\d\d'", str(info[key]))


def test_row_5_trapped_is_said(full: bytes) -> None:
    document = opened(full)
    assert document.docinfo["/Trapped"] == pikepdf.Name("/False")
    assert document.open_metadata()["pdf:Trapped"] == "False"


def test_row_6_the_trailer_has_an_id(full: bytes) -> None:
    assert [len(bytes(part)) for part in opened(full).trailer.ID] == [16, 16]


def test_rows_7_and_8_one_intent_with_a_press_profile_of_a_version_that_the_pdf_knows(full: bytes) -> None:
    (intent,) = opened(full).Root.OutputIntents
    assert intent.S == "/GTS_PDFX"
    assert all(str(intent[key]) for key in ("/OutputConditionIdentifier", "/Info"))
    profile = intent.DestOutputProfile.read_bytes()
    assert (profile[8], profile[12:16], profile[16:20], int(intent.DestOutputProfile.N)) == (2, b"prtr", b"CMYK", 4)


def test_rows_9_and_10_trim_lies_inside_bleed_inside_media_and_there_is_no_art_box(full: bytes) -> None:
    sheet = opened(full).pages[0].obj
    media, bleed, trim = ([float(v) for v in sheet[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox"))
    assert media[:2] == [0, 0]
    assert all(
        a < b for outer, inner in ((media, bleed), (bleed, trim)) for a, b in zip(outer[:2], inner[:2], strict=True)
    )
    assert all(
        a > b for outer, inner in ((media, bleed), (bleed, trim)) for a, b in zip(outer[2:], inner[2:], strict=True)
    )
    assert "/ArtBox" not in sheet


def test_row_12_every_font_is_embedded(full: bytes) -> None:
    descriptors = [
        value
        for value in everything(opened(full).trailer, set())
        if isinstance(value, pikepdf.Dictionary) and value.get("/Type") == "/FontDescriptor"
    ]
    assert len(descriptors) >= 2
    assert all({"/FontFile2", "/FontFile3"} & set(one.keys()) for one in descriptors)
    assert all(re.match(r"/[A-Z]{6}\+", str(one.FontName)) for one in descriptors)


def test_row_13_colours_are_process_grey_and_spot_with_process_alternates(full: bytes) -> None:
    document = opened(full)
    names = {str(v) for v in everything(document.trailer, set()) if isinstance(v, pikepdf.Name)}
    assert not {n for n in names if "RGB" in n or n in ("/Lab", "/ICCBased", "/DeviceN", "/Pattern", "/Indexed")}
    operators = {str(op) for _, op in pikepdf.parse_content_stream(document.pages[0])}
    assert not operators & {"rg", "RG", "sc", "SC", "sh", "g", "G"}
    spaces = document.pages[0].Resources.ColorSpace
    assert {str(space[1]) for space in spaces.values()} == {"/All", "/PANTONE 185 C"}
    assert {str(space[2]) for space in spaces.values()} == {"/DeviceCMYK"}


def test_row_14_nothing_is_transparent(full: bytes) -> None:
    assert not keys_of(full) & {"/SMask", "/SMaskInData", "/CA", "/ca", "/BM", "/Group"}


def test_rows_11_15_to_20_22_and_23_nothing_but_the_page_is_in_the_file(full: bytes) -> None:
    forbidden = {
        *("/OCProperties", "/OC", "/OpenAction", "/AA", "/A", "/JavaScript", "/JS", "/Names", "/Annots", "/AcroForm"),
        *("/TR", "/TR2", "/HT", "/HTP", "/OPI", "/Alternates", "/PS", "/EmbeddedFiles", "/AF", "/SeparationInfo"),
        *("/ViewerPreferences", "/PieceInfo", "/Encrypt", "/StructTreeRoot"),
    }
    assert not keys_of(full) & forbidden


def test_row_21_streams_are_packed_in_ways_that_every_version_has(full: bytes) -> None:
    streams = [v for v in everything(opened(full).trailer, set()) if isinstance(v, pikepdf.Stream)]
    assert {str(s.get("/Filter", "")) for s in streams} == {"", "/FlateDecode", "/DCTDecode"}
    assert not any("/F" in s for s in streams)


def test_row_24_no_object_and_no_cross_reference_streams(full: bytes) -> None:
    assert b"/ObjStm" not in full
    assert b"/XRef" not in full
    assert b"\nxref\n" in full


def test_row_25_only_operators_that_the_specification_has(full: bytes) -> None:
    operators = {str(op) for _, op in pikepdf.parse_content_stream(opened(full).pages[0])}
    known = "k K cs CS scn SCN gs BT ET Tf Tm TJ Tz w m l c S re f q Q cm Do BDC EMC"
    assert operators <= set(known.split())


def test_row_26_full_black_alone_prints_over_what_lies_under_it(full: bytes) -> None:
    states = opened(full).pages[0].Resources.ExtGState
    assert {(bool(s.OP), bool(s.op), int(s.OPM)) for s in states.values()} == {(True, True, 1), (False, False, 0)}


def test_no_object_is_newer_than_the_version(full: bytes, standard: str) -> None:
    if standard == X4:
        assert full.startswith(b"%PDF-1.6")
        return
    # Keys that PDF 1.5 and later brought, of those that a writer like ours might use.
    newer = {"/OCProperties", "/Collection", "/UserUnit", "/Tabs", "/SMaskInData", "/ObjStm", "/XRefStm", "/AF"}
    assert not keys_of(full) & newer
    subtypes = {
        str(v.get("/Subtype")) for v in everything(opened(full).trailer, set()) if isinstance(v, pikepdf.Stream)
    }
    assert "/OpenType" not in subtypes


def test_same_input_gives_the_same_bytes_and_the_standard_makes_another_document(
    library: Library, setter: Setter, full: bytes, standard: str
) -> None:
    picture = press_picture(str(PHOTO), (0, 0, 1, 1), 80, 60, aim_of(PressSpec()))
    both = {
        name: pdf_of(library, with_marks(rich(setter, name), library, setter.style())[0], pictures=[{1: picture}])
        for name in STANDARDS
    }
    assert both[standard] == full
    ids = {name: bytes(opened(data).trailer.ID[0]) for name, data in both.items()}
    assert len(set(ids.values())) == 2


def test_without_a_date_the_file_does_not_call_itself_pdfx(library: Library) -> None:
    data, problems = write([replace(page(), press=PressSpec(standard=X1A))], library, [{}], date="", creator="t")
    assert [(p.code, p.severity) for p in problems] == [("P101", Severity.WARNING)]
    assert X1A in problems[0].message
    assert "/GTS_PDFXVersion" not in opened(data).docinfo


def test_pages_for_two_standards_are_refused(library: Library) -> None:
    sheets = [page(), replace(page(), press=PressSpec(standard=X1A))]
    _, problems = write(sheets, library, [{}, {}], date="2025-01-01", creator="t")
    assert [p.code for p in problems] == ["P108"]


def test_unknown_standard_is_refused_with_a_hint(library: Library) -> None:
    sheet = replace(page(), press=PressSpec(standard="PDF/X-1a"))
    _, problems = write([sheet], library, [{}], date="2025-01-01", creator="t")
    assert [(p.code, p.hint) for p in problems] == [("P109", 'did you mean "PDF/X-1a:2003"?')]


def own(tmp_path: Path, version: int) -> PressSpec:
    """A plant's own condition; ``version``: of the ICC's format, as its profile says it."""
    profile = bytearray(shipped("profiles/coated.icc").read_bytes())
    profile[8] = version
    path = tmp_path / "web.icc"
    path.write_bytes(profile)
    return PressSpec(
        condition="our web", own=OwnCondition("our web", str(path), identifier="WEB 7", registry="http://x")
    )


def test_a_condition_of_the_plants_own_is_the_intent(library: Library, tmp_path: Path) -> None:
    sheet = replace(page(condition="our web"), press=own(tmp_path, 2))
    (intent,) = opened(pdf_of(library, sheet)).Root.OutputIntents
    assert [str(intent[k]) for k in ("/OutputConditionIdentifier", "/OutputCondition", "/Info", "/RegistryName")] == [
        *("WEB 7", "our web", "our web", "http://x")
    ]
    assert intent.DestOutputProfile.read_bytes() == (tmp_path / "web.icc").read_bytes()


@pytest.mark.parametrize(("standard_", "codes"), [(X4, []), (X1A, ["P114"])])
def test_a_profile_of_version_4_is_too_new_for_x_1a(
    library: Library, tmp_path: Path, standard_: str, codes: list[str]
) -> None:
    sheet = replace(page(condition="our web"), press=replace(own(tmp_path, 4), standard=standard_))
    _, problems = write([sheet], library, [{}], date="2025-01-01", creator="t")
    assert [p.code for p in problems] == codes


@pytest.mark.parametrize("name", STANDARDS)
def test_the_reference_page_conforms_in_both_standards(name: str) -> None:
    with Workers() as workers:
        built = make_page(ROOT / "layouts" / "quanzhou.yaml", standard=name, workers=workers)
        data, problems = make_pdf(built, workers=workers)
        again = make_pdf(built, workers=workers)[0]
    assert [p for p in problems if p.severity > Severity.NOTE] == []
    document = opened(data)
    assert document.check_pdf_syntax() == []
    assert document.pdf_version == ("1.6" if name == X4 else "1.4")
    said = document.docinfo.get("/GTS_PDFXVersion"), document.open_metadata().get(PDFXID)
    assert said == ((None, X4) if name == X4 else (X1A, None))
    assert again == data
