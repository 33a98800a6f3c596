"""What is asked of a supplied page before it is placed: one page that breaks each rule, and its sound sister."""

from pathlib import Path

import pytest
from advert_makers import (
    Change,
    against,
    by_reportlab,
    entry,
    form,
    image,
    profile,
    resource,
    root,
    separation,
    sheet,
    taken,
)
from bad_adverts import font
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from pagesetter.adverts.fitness import fitness, rules
from pagesetter.model.press import X4

BOTH = "error", "error"
DO = b"q 10 0 0 10 20 20 cm /X Do Q"


def state(**entries: object) -> Change:
    return resource("/ExtGState", "/S", lambda pdf: Dictionary(**entries))


def space(value: object) -> Change:
    return resource("/ColorSpace", "/C", lambda pdf: value(pdf) if callable(value) else value)


def xobject(make: object) -> Change:
    return resource("/XObject", "/X", make)


def packed(pdf: Pdf, data: bytes, name: str) -> Stream:
    made = image(pdf)
    made.write(data, filter=Name(f"/{name}"))
    return made


def layer(state: str) -> Change:
    def change(pdf: Pdf, page: Dictionary) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Price")))
        usual = Dictionary(OFF=[group]) if state == "off" else Dictionary()
        pdf.Root.OCProperties = Dictionary(OCGs=[group], D=usual)
        page.Resources.Properties = Dictionary(MC0=group)

    return change


def note(flags: int, kind: str = "FreeText", place: tuple[int, ...] = (20, 20, 40, 40)) -> Change:
    def make(pdf: Pdf) -> Array:
        shown = Dictionary(N=form(pdf, b"0 g 0 0 9 9 re f"))
        return Array([Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array(place), F=flags, AP=shown)])

    return entry("/Annots", make)


LZW = bytes.fromhex("800b6050220c0c8501")
TEXT = b"BT /F 10 Tf 20 20 Td (A) Tj ET"
LAYERED = b"/OC /MC0 BDC 0 g 20 20 5 5 re f EMC"
BREAKS: tuple[tuple[str, str, str, str, bytes], ...] = (
    # name, code, severity for X-4 and for X-1a ("" says nothing), file
    ("font not embedded", "A111", *BOTH, sheet(TEXT, resource("/Font", "/F", font))),
    (
        "OpenType font file",
        "A112",
        "",
        "error",
        sheet(TEXT, resource("/Font", "/F", lambda pdf: font(pdf, "FontFile3", Subtype=Name.OpenType))),
    ),
    ("RGB operator", "A113", *BOTH, sheet(b"1 0 0 rg 20 20 5 5 re f")),
    ("RGB named in the content", "A113", *BOTH, sheet(b"/DeviceRGB cs 1 0 0 sc 20 20 5 5 re f")),
    ("RGB picture", "A113", *BOTH, sheet(DO, xobject(lambda pdf: image(pdf, Name.DeviceRGB, bytes(300))))),
    (
        "RGB inline picture",
        "A113",
        *BOTH,
        sheet(b"q 9 0 0 9 20 20 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI Q"),
    ),
    (
        "RGB palette",
        "A113",
        *BOTH,
        sheet(DO, xobject(lambda pdf: image(pdf, Array([Name.Indexed, Name.DeviceRGB, 0, String(b"abc")])))),
    ),
    ("RGB profile", "A113", *BOTH, sheet(b"/C cs 0 0 0 sc", space(lambda pdf: profile(pdf, 3)))),
    (
        "Lab",
        "A113",
        *BOTH,
        sheet(b"/C cs 0 0 0 sc", space(Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])]))),
    ),
    ("CMYK profile", "A114", "warning", "error", sheet(b"/C cs 0 0 0 0 sc", space(lambda pdf: profile(pdf, 4)))),
    ("spot ink", "A115", "note", "note", sheet(b"/C cs 1 scn", space(lambda pdf: separation(pdf, "Red")))),
    (
        "registration colour",
        "A116",
        "warning",
        "warning",
        sheet(b"/C cs 1 scn", space(lambda pdf: separation(pdf, "All"))),
    ),
    ("opacity", "A117", "", "error", sheet(b"/S gs 0 g", state(ca=0.5))),
    ("blend mode", "A117", "", "error", sheet(b"/S gs 0 g", state(BM=Name.Multiply))),
    ("soft mask", "A117", "", "error", sheet(DO, xobject(lambda pdf: image(pdf, SMask=image(pdf))))),
    (
        "group",
        "A117",
        "",
        "error",
        sheet(DO, xobject(lambda pdf: form(pdf, b"0 g", Group=Dictionary(S=Name.Transparency)))),
    ),
    ("layer", "A118", "warning", "error", sheet(LAYERED, layer("on"))),
    ("layer that is off", "A119", *BOTH, sheet(LAYERED, layer("off"))),
    ("comment that prints", "A120", *BOTH, sheet(b"0 g", note(4))),
    ("comment that does not print", "A121", "warning", "warning", sheet(b"0 g", note(0))),
    ("comment outside the bleed", "A121", "warning", "warning", sheet(b"0 g", note(4, place=(0, 0, 4, 4)))),
    ("link", "A121", "warning", "warning", sheet(b"0 g", note(4, "Link"))),
    (
        "script",
        "A122",
        "warning",
        "warning",
        sheet(b"0 g", root("/OpenAction", lambda pdf: Dictionary(S=Name.JavaScript, JS=String("app.beep()")))),
    ),
    (
        "embedded file",
        "A122",
        "warning",
        "warning",
        sheet(b"0 g", root("/Names", lambda pdf: Dictionary(EmbeddedFiles=Dictionary(Names=Array([]))))),
    ),
    ("OPI", "A123", *BOTH, sheet(DO, xobject(lambda pdf: form(pdf, b"0 g", OPI=Dictionary())))),
    ("page of another file", "A123", *BOTH, sheet(DO, xobject(lambda pdf: form(pdf, b"0 g", Ref=Dictionary())))),
    ("PostScript", "A123", *BOTH, sheet(DO, xobject(lambda pdf: form(pdf, b"0 g", Subtype2=Name.PS)))),
    ("transfer curve", "A124", *BOTH, sheet(b"/S gs 0 g", state(TR=Name.Identity))),
    ("halftone", "A124", *BOTH, sheet(b"/S gs 0 g", state(HT=Dictionary(HalftoneType=1)))),
    ("LZW", "A125", *BOTH, sheet(DO, xobject(lambda pdf: packed(pdf, LZW, "LZWDecode")))),
    ("JPEG 2000", "A125", "", "error", sheet(DO, xobject(lambda pdf: packed(pdf, b"jp2", "JPXDecode")))),
    ("unknown operator", "A126", *BOTH, sheet(b"0 g 12 zz")),
    ("section for old readers", "A126", *BOTH, sheet(b"BX 0 g EX")),
    ("plate", "A127", *BOTH, sheet(b"0 g", entry("/SeparationInfo", lambda pdf: Dictionary()))),
    ("picture that is not there", "A128", *BOTH, sheet(DO)),
    ("font that is not there", "A128", *BOTH, sheet(TEXT)),
    ("later version", "A110", "warning", "warning", sheet(b"0 g", version="1.7")),
)


@pytest.mark.parametrize(("code", "x4", "x1a", "data"), [b[1:] for b in BREAKS], ids=[b[0] for b in BREAKS])
def test_a_page_that_breaks_one_rule_is_told_that_rule_alone(code: str, x4: str, x1a: str, data: bytes) -> None:
    assert against(data) == ([(code, x4)] if x4 else [], [(code, x1a)] if x1a else [])


def test_every_rule_has_a_page_that_breaks_it() -> None:
    assert {row["code"] for row in rules()} == {code for _, code, _, _, _ in BREAKS}
    assert all(row["clause"] for row in rules())


def test_a_sound_page_is_fit_for_both_standards() -> None:
    embedded = resource("/Font", "/F", lambda pdf: font(pdf, "FontFile2"))
    sound = sheet(
        TEXT + b" " + DO + b" /S gs /C cs 0 scn",
        embedded,
        state(OP=True, SMask=Name("/None"), ca=1, CA=1.0, BM=Name.Normal, TR2=Name.Default, HT=Name.Default),
        space(Array([Name.Indexed, Name.DeviceCMYK, 0, String(b"abcd")])),
        xobject(lambda pdf: image(pdf)),
    )
    assert against(sound) == ([], [])


def test_a_later_version_than_that_of_x_1a_is_told_for_x_1a_alone() -> None:
    assert against(sheet(b"0 g", version="1.5")) == ([], [("A110", "warning")])


def test_a_place_to_open_at_is_no_action() -> None:
    assert against(sheet(b"0 g", root("/OpenAction", lambda pdf: Array([pdf.pages[0].obj, Name.Fit])))) == ([], [])


def test_rules_reach_into_forms_patterns_and_drawn_fonts() -> None:
    inner = b"1 0 0 rg 0 0 1 1 re f"
    nested = sheet(DO, xobject(lambda pdf: form(pdf, DO, Resources=Dictionary(XObject=Dictionary(X=form(pdf, inner))))))
    assert against(nested)[0] == [("A113", "error")]

    def tiling(pdf: Pdf) -> Stream:
        made = pdf.make_stream(inner)
        made.PatternType, made.PaintType, made.TilingType = 1, 1, 1
        made.BBox, made.XStep, made.YStep = Array([0, 0, 5, 5]), 5, 5
        made.Resources = Dictionary()
        return made

    assert against(sheet(b"/Pattern cs /P scn", resource("/Pattern", "/P", tiling)))[0] == [("A113", "error")]

    def drawn(pdf: Pdf) -> Dictionary:
        glyph = pdf.make_stream(b"500 0 d0 1 0 0 rg 0 0 9 9 re f")
        return Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(A=glyph), Resources=Dictionary())

    assert against(sheet(TEXT, resource("/Font", "/F", drawn)))[0] == [("A113", "error")]


def test_places_are_named_and_counted() -> None:
    fonts = [
        resource("/Font", f"/F{i}", lambda pdf, i=i: Dictionary(Type=Name.Font, BaseFont=Name(f"/Face{i}")))
        for i in range(6)
    ]
    (found,) = fitness(taken(sheet(b"0 g", *fonts)), X4)
    assert found.message.endswith("Face0, Face1, Face2, Face3 and 2 more")
    assert found.hint


def test_files_of_another_writer_are_told_by_the_same_rules(tmp_path: Path) -> None:
    assert against(by_reportlab(tmp_path)) == ([], [])
    assert against(by_reportlab(tmp_path, embedded=False)) == ([("A111", "error")], [("A111", "error")])
    assert against(by_reportlab(tmp_path, alpha=0.5)) == ([], [("A117", "error")])
