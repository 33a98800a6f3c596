"""The document as a print shop's checker looks at it: version, boxes, intent, metadata, ids, no forbidden things."""

import os
import subprocess
import sys

import pikepdf
import pytest
from press_makers import TRIM, Setter, everything, opened, page, pdf_of

from pagesetter import resources
from pagesetter.diagnostics import Origin, Severity
from pagesetter.fonts.library import Library
from pagesetter.geometry import Rect
from pagesetter.model.ink import BLACK, Process, Spot
from pagesetter.model.page import Page, Panel, Picture, Rule
from pagesetter.press.intent import conditions
from pagesetter.press.pdfx import write

PDFXID = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
RED = Spot("PANTONE 185 C", 0.8, Process(0, 0.93, 0.79, 0))


@pytest.fixture(scope="module")
def full(library: Library, setter: Setter) -> bytes:
    """A page with everything but pictures, and bleed."""
    return pdf_of(
        library,
        page(
            Panel(Rect(-8.5, -8.5, 100, 50), Process(0.1, 0.2, 0, 0), BLACK, 0.5),
            setter.line("泉州——日报"),
            setter.line("专色", y=80, ink=RED, family="Noto Sans SC", weight=700),
            Rule(20, 100, 380, 100, 0.3),
            bleed=8.504,
        ),
    )


def test_file_is_pdf_1_6_and_sound(full: bytes) -> None:
    assert full.startswith(b"%PDF-1.6\n")
    assert opened(full).check_pdf_syntax() == []


def test_boxes_are_nested_and_there_is_no_other(full: bytes) -> None:
    sheet = opened(full).pages[0].obj
    media, bleed, trim = ([float(v) for v in sheet[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox"))
    assert media == bleed == pytest.approx([0, 0, 417.008, 317.008])
    assert trim == pytest.approx([8.504, 8.504, 408.504, 308.504])
    assert not {"/CropBox", "/ArtBox", "/Rotate", "/UserUnit"} & set(sheet.keys())


def test_boxes_agree_without_bleed(library: Library) -> None:
    sheet = opened(pdf_of(library, page())).pages[0].obj
    boxes = [[float(v) for v in sheet[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox")]
    assert boxes == [[0, 0, TRIM.w, TRIM.h]] * 3


@pytest.mark.parametrize("known", conditions(), ids=lambda c: c.name)
def test_output_intent_embeds_the_profile_of_the_condition(library: Library, known: object) -> None:
    name = known.name  # type: ignore[attr-defined]
    (intent,) = opened(pdf_of(library, page(condition=name))).Root.OutputIntents
    profile = intent.DestOutputProfile.read_bytes()
    assert profile == resources.data(f"profiles/{known.file}").read_bytes()  # type: ignore[attr-defined]
    assert (profile[12:16], profile[16:20], int(intent.DestOutputProfile.N)) == (b"prtr", b"CMYK", 4)
    assert intent.S == "/GTS_PDFX"
    assert all(str(intent[key]) for key in ("/OutputConditionIdentifier", "/OutputCondition", "/Info"))


def test_only_registered_conditions_name_the_registry(library: Library) -> None:
    intents = {
        name: opened(pdf_of(library, page(condition=name))).Root.OutputIntents[0] for name in ("newsprint", "coated")
    }
    assert "/RegistryName" not in intents["newsprint"]
    assert str(intents["coated"].RegistryName) == "http://www.color.org"
    assert str(intents["coated"].OutputConditionIdentifier) == "FOGRA39"


def test_metadata_says_the_same_as_the_info_dictionary(library: Library) -> None:
    document = opened(pdf_of(library, page(title="早报 <A&B>")))
    info, packet = document.docinfo, document.open_metadata()
    assert str(info["/Title"]) == packet["dc:title"] == "早报 <A&B>"
    assert str(info["/Creator"]) == packet["xmp:CreatorTool"] == "pagesetter test"
    assert str(info["/Producer"]) == packet["pdf:Producer"]
    assert str(info["/CreationDate"]) == str(info["/ModDate"]) == "D:20250806000000+00'00'"
    for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
        assert packet[key] == "2025-08-06T00:00:00+00:00"
    assert info["/Trapped"] == pikepdf.Name("/False")
    assert packet["pdf:Trapped"] == "False"
    assert packet[PDFXID] == "PDF/X-4"
    assert packet["xmpMM:DocumentID"].startswith("uuid:")
    assert "/GTS_PDFXVersion" not in info


def test_metadata_is_stored_plain(full: bytes) -> None:
    assert b"<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in full


@pytest.mark.parametrize(
    ("date", "stamp"),
    [("2025-08-06T05:30:00+08:00", "D:20250806053000+08'00'"), ("2025-08-06T05:30:00", "D:20250806053000+00'00'")],
)
def test_date_may_carry_time_and_offset(library: Library, date: str, stamp: str) -> None:
    assert str(opened(pdf_of(library, page(), date=date)).docinfo["/CreationDate"]) == stamp


def test_without_a_date_the_file_has_none_and_does_not_call_itself_pdfx(library: Library) -> None:
    data, problems = write([page()], library, [{}], date="", creator="t")
    assert [(p.code, p.severity) for p in problems] == [("P101", Severity.WARNING)]
    document = opened(data)
    assert not {"/CreationDate", "/ModDate"} & set(document.docinfo.keys())
    packet = document.open_metadata()
    assert PDFXID not in packet
    assert "xmp:CreateDate" not in packet


def test_what_is_no_date_is_an_error(library: Library) -> None:
    _, problems = write([page()], library, [{}], date="6 August", creator="t")
    assert [(p.code, p.severity) for p in problems] == [("P103", Severity.ERROR)]


def test_page_without_a_title_is_reported_and_gets_one(library: Library) -> None:
    data, problems = write([page(title="")], library, [{}], date="2025-01-01", creator="t")
    assert [p.code for p in problems] == ["P102"]
    assert str(opened(data).docinfo["/Title"])


def test_pages_for_two_conditions_are_refused(library: Library) -> None:
    _, problems = write([page(), page(condition="coated")], library, [{}, {}], date="2025-01-01", creator="t")
    assert [p.code for p in problems] == ["P104"]


def test_unknown_condition_is_refused_with_a_hint(library: Library) -> None:
    _, problems = write([page(condition="newsprnt")], library, [{}], date="2025-01-01", creator="t")
    assert [(p.code, p.hint) for p in problems] == [("P105", 'did you mean "newsprint"?')]


def test_picture_without_pixels_is_reported_at_its_place(library: Library) -> None:
    here = Origin("a.md", 3, 1)
    item = Picture(Rect(10, 10, 50, 50), "photo.jpg", (0, 0, 1, 1), 200, origin=here)
    _, problems = write([page(item)], library, [{}], date="2025-01-01", creator="t")
    assert [(p.code, p.origin, p.page, p.rect) for p in problems] == [("P106", here, 1, item.rect)]


def test_spot_ink_with_two_alternates_is_reported(library: Library, setter: Setter) -> None:
    other = Spot(RED.name, 1, Process(0, 1, 1, 0))
    sheet = page(setter.line("红", ink=RED), setter.line("红", ink=other))
    _, problems = write([sheet], library, [{}], date="2025-01-01", creator="t")
    assert [(p.code, p.severity) for p in problems] == [("P107", Severity.WARNING)]


def test_trailer_id_comes_from_the_content(library: Library, setter: Setter) -> None:
    one, same, other = (
        opened(pdf_of(library, page(setter.line(text)))).trailer.ID for text in ("中文", "中文", "中国")
    )
    first = [bytes(part) for part in one]
    assert len(first) == 2
    assert first[0] == first[1] != b""
    assert first == [bytes(part) for part in same]
    assert first != [bytes(part) for part in other]


def test_nothing_forbidden_is_in_the_file(full: bytes) -> None:
    document = opened(full)
    keys = {
        key
        for value in everything(document.trailer, set())
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream)
        for key in value.keys()  # noqa: SIM118 -- a pikepdf object iterates over other things
    }
    forbidden = {
        *(
            "/Encrypt",
            "/OpenAction",
            "/AA",
            "/JavaScript",
            "/JS",
            "/Annots",
            "/AcroForm",
            "/EmbeddedFiles",
            "/OCProperties",
        ),
        *(
            "/SMask",
            "/CA",
            "/ca",
            "/BM",
            "/Group",
            "/TR",
            "/TR2",
            "/HT",
            "/OPI",
            "/Alternates",
            "/PieceInfo",
            "/Outlines",
        ),
    }
    assert not keys & forbidden


def test_no_rgb_anywhere(full: bytes) -> None:
    document = opened(full)
    names = {str(v) for v in everything(document.trailer, set()) if isinstance(v, pikepdf.Name)}
    assert not {n for n in names if "RGB" in n or n in ("/Lab", "/ICCBased", "/DeviceN", "/Pattern")}
    operators = {str(op) for _, op in pikepdf.parse_content_stream(document.pages[0])}
    assert operators <= {"k", "K", "cs", "CS", "scn", "SCN", "gs", "BT", "ET", "Tf", "Tm", "TJ", "Tz"} | {
        *("w", "m", "l", "S", "re", "f", "q", "Q", "cm", "Do", "BDC", "EMC")
    }


def test_no_lzw_and_every_stream_can_be_read(full: bytes) -> None:
    streams = [v for v in everything(opened(full).trailer, set()) if isinstance(v, pikepdf.Stream)]
    assert len(streams) >= 6
    assert {str(s.get("/Filter", "")) for s in streams} <= {"", "/FlateDecode"}
    assert all(s.read_bytes() for s in streams)


def test_two_writes_give_the_same_bytes(library: Library, setter: Setter) -> None:
    sheet = page(setter.line("中文——“好”"), setter.line("专色", ink=RED))
    again, _ = Library.open([resources.fonts_folder()], [])
    assert pdf_of(library, sheet) == pdf_of(again, sheet)


_SCRIPT = """
import sys, hashlib
sys.path.insert(0, sys.argv[1])
from press_makers import *
from pagesetter.model.ink import *
from pagesetter.model.page import *
from pagesetter.resources import fonts_folder
library, _ = Library.open([fonts_folder()], [])
setter = Setter(library)
red = Spot("Red", 1, Process(0, 1, 1, 0))
items = [setter.line("中文A1"), setter.line("黑体", family="Noto Sans SC", ink=red), Rule(0, 0, 9, 9, 1)]
print(hashlib.sha256(pdf_of(library, page(*items))).hexdigest())
"""


def test_bytes_do_not_depend_on_the_order_of_sets() -> None:
    here = os.path.dirname(__file__)  # noqa: PTH120 -- handed to another process
    sums = {
        subprocess.run(
            [sys.executable, "-c", _SCRIPT, here],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(sums) == 1


def test_pages_keep_their_order_and_resources(library: Library, setter: Setter) -> None:
    sheets = [page(setter.line("甲")), page(setter.line("乙", family="LXGW WenKai")), Page(Rect(0, 0, 200, 100), 0, ())]
    document = opened(pdf_of(library, *sheets))
    assert [[float(v) for v in sheet.MediaBox[2:]] for sheet in document.pages] == [[400, 300], [400, 300], [200, 100]]
    fonts = [
        [str(f.BaseFont).partition("+")[2] for f in sheet.Resources.get("/Font", {}).values()]
        for sheet in document.pages
    ]
    assert fonts == [["NotoSerifSC-Regular"], ["LXGWWenKai-Regular"], []]
