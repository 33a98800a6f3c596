"""Plates of pages that are legal and rare, and of pages that are broken."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf
from PIL import Image
from plate_pages import KNOCK, OVER, form, image, inks_at, page, plates_of
from test_mutated import mutated

from pagesetter.pdf.plates import fitting_ppi, separate

PANEL = "0.2 0.3 0.4 0 k 0 0 100 100 re f"
SQUARE = "20 20 60 60 re"
UNDER = {"Cyan": 20, "Magenta": 30, "Yellow": 40}
TINT = "<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 1 1 0] /N 1 >>"
TYPE3 = (
    b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97"
    b" /LastChar 97 /Widths [1000] /Encoding << /Differences [97 /a] >> /Resources << >> >>"
)
MIXED = "/Half << /ca 0.5 >> /Diff << /BM /Difference >> /Hue << /BM [/Hue] >>"


# Names


def test_names_in_gbk_are_read_like_any_others() -> None:
    spaces = f"/ColorSpace << /#BA#EC [/Separation /#BA#EC#C9#AB /DeviceCMYK {TINT}] >>"
    named = f"<< {spaces} /ExtGState << /#CE#C4 << /OP true /op true >> >> >>"
    pdf = page(f"{PANEL} /#CE#C4 gs /#BA#EC cs 0.6 scn {SQUARE} f")
    pdf.pages[0].obj["/Resources"] = Object.parse(named.encode("ascii"))
    made = plates_of(pdf)
    assert made.lost == ()
    assert inks_at(made, 50, 50) == {**UNDER, "#ba#ec#c9#ab": 60}
    assert made.plates[-1].alternate == pytest.approx((0, 1, 1, 0), abs=0.01)


def test_operators_that_are_no_text_are_told_and_the_rest_is_drawn() -> None:
    pdf = page("")
    pdf.pages[0].obj["/Contents"] = pdf.make_stream(b"1 0 0 0 k 3 \xce\xc4 20 20 60 60 re f")
    made = plates_of(pdf)
    assert inks_at(made, 50, 50) == {"Cyan": 100}
    assert made.lost == ("what is no operator: a name or text that is not in UTF-8",)


# Which plates there are


def test_a_spot_ink_that_is_only_named_gets_no_plate_of_registration_marks() -> None:
    made = plates_of(page(f"/All cs 1 scn {SQUARE} f"))
    assert made.inks == ("Cyan", "Magenta", "Yellow", "Black")


def test_a_default_space_takes_the_place_of_the_device_space() -> None:
    over = f"{PANEL} /Over gs 0 0 0 1 k {SQUARE} f"
    assert inks_at(plates_of(page(over)), 50, 50) == {**UNDER, "Black": 100}
    # Overprint mode 1 is for colours given in DeviceCMYK directly (8.6.7).
    pdf = page(over, "/ColorSpace << /DefaultCMYK [/ICCBased null] >>")
    profile = pdf.make_stream(b"", N=4)
    pdf.pages[0].obj["/Resources"]["/ColorSpace"]["/DefaultCMYK"] = Array([Name.ICCBased, profile])
    assert inks_at(plates_of(pdf), 50, 50) == {"Black": 100}


# Blending


def test_spot_inks_know_no_blend_mode_that_is_not_white_preserving() -> None:
    content = f"/Red cs 0.8 scn 0 0 100 100 re f /Diff gs 0.5 scn {SQUARE} f"
    assert inks_at(plates_of(page(content, f"/ExtGState << {MIXED} >>")), 50, 50)["Red"] == 50
    # A process colour has no tint of the spot ink: in normal mode it takes it away.
    content = f"/Red cs 0.8 scn 0 0 100 100 re f /Hue gs 0 0 0 1 k {SQUARE} f"
    assert "Red" not in inks_at(plates_of(page(content, f"/ExtGState << {MIXED} >>")), 50, 50)


@pytest.mark.parametrize(
    ("group", "content", "said"),
    [
        ("/K true", f"/Half gs 1 0 0 0 k {SQUARE} f", "a knockout group with transparency inside"),
        ("/K true", f"1 0 0 0 k {SQUARE} f", ""),
        ("/I true", f"/Over gs 0 0 0 1 k {SQUARE} f", "overprint inside an isolated group"),
        ("/I true", f"/Knock gs 0 0 0 1 k {SQUARE} f", ""),
        ("", f"/Over gs 0 0 0 1 k {SQUARE} f", ""),
    ],
)
def test_groups_that_are_shown_otherwise_than_they_print_are_told(group: str, content: str, said: str) -> None:
    drawn = form(content, extra=f"/Group << /S /Transparency {group} >>")
    pdf = page(f"{PANEL} /F Do", objects={"F": drawn})
    states = Object.parse(f"<< {OVER} {KNOCK} {MIXED if '/Half' in content else ''} >>".encode("ascii"))
    pdf.pages[0].obj["/Resources"]["/XObject"]["/F"]["/Resources"]["/ExtGState"] = states
    assert [one.split(":")[0] for one in plates_of(pdf).lost] == ([said] if said else [])


def test_an_image_that_was_mixed_with_its_matte_is_unmixed() -> None:
    def masked(pdf: Pdf) -> Object:
        made = image(2, 1, bytes((127, 0, 0, 0, 0, 0, 0, 200)), "/DeviceCMYK")(pdf)
        made["/SMask"] = image(2, 1, b"\x80\xff", "/DeviceGray", extra="/Matte [0 0 0 0]")(pdf)
        return made

    made = plates_of(page(f"{PANEL} q 60 0 0 60 20 20 cm /I Do Q", objects={"I": masked}))
    # Half of 99 % cyan over half of the panel; the opaque half as it is.
    assert inks_at(made, 30, 50) == {"Cyan": 60, "Magenta": 15, "Yellow": 20}
    assert inks_at(made, 70, 50) == {"Black": 78}


@pytest.mark.parametrize(("mode", "colour", "ink"), [("L", 51, "Black"), ("CMYK", (0, 255, 0, 0), "Magenta")])
def test_a_jpeg_2000_image_says_by_itself_what_it_holds(mode: str, colour: int, ink: str) -> None:
    out = BytesIO()
    Image.new(mode, (16, 16), colour).save(out, "JPEG2000")
    drawn = image(16, 16, out.getvalue(), "/DeviceGray", extra="/Filter /JPXDecode")
    pdf = page("q 60 0 0 60 20 20 cm /I Do Q", objects={"I": drawn})
    del pdf.pages[0].obj["/Resources"]["/XObject"]["/I"]["/ColorSpace"]
    made = plates_of(pdf)
    assert list(inks_at(made, 50, 50)) == [ink]


# Drawn fonts


def test_a_coloured_glyph_without_a_colour_takes_that_of_the_text() -> None:
    content = f"{PANEL} BT /T 60 Tf 0 1 0 0 k 20 20 Td (a) Tj 1 0 0 0 k 30 0 Td (a) Tj ET"
    pdf = page(content)
    font = Object.parse(TYPE3)
    font["/CharProcs"] = Dictionary(a=pdf.make_stream(b"1000 0 d0 0 0 400 1000 re f"))
    pdf.pages[0].obj["/Resources"]["/Font"] = Dictionary(T=pdf.make_indirect(font))
    made = plates_of(pdf)
    assert (inks_at(made, 30, 50), inks_at(made, 60, 50)) == ({"Magenta": 100}, {"Cyan": 100})


def test_a_graphics_state_may_set_a_drawn_font() -> None:
    pdf = page(f"{PANEL} /Face gs BT 0 1 0 0 k 20 20 Td (a) Tj ET")
    font = Object.parse(TYPE3)
    font["/CharProcs"] = Dictionary(a=pdf.make_stream(b"1000 0 d0 1 0 0 0 k 0 0 1000 1000 re f"))
    pdf.pages[0].obj["/Resources"]["/ExtGState"]["/Face"] = Dictionary(Font=[pdf.make_indirect(font), 60])
    assert inks_at(plates_of(pdf), 50, 50) == {"Cyan": 100}


# Broken pages


def test_what_a_page_inherits_counts() -> None:
    pdf = page(f"/Red cs 1 scn {SQUARE} f")
    sheet = pdf.pages[0].obj
    for key in ("/Resources", "/MediaBox"):
        pdf.Root["/Pages"][key] = sheet[key]
        del sheet[key]
    made = plates_of(pdf)
    assert (made.size, inks_at(made, 50, 50)) == ((100, 100), {"Red": 100})


@pytest.mark.parametrize("box", ["[]", "[0 0 0 0]", "(x)", "[/a /b 0 2]", "[0 0 5]", "<< >>", "7"])
def test_a_broken_box_is_the_one_that_readers_take(box: str) -> None:
    pdf = page(f"1 0 0 0 k {SQUARE} f")
    for key in ("/CropBox", "/TrimBox", "/BleedBox"):
        pdf.pages[0].obj[key] = Object.parse(box.encode("ascii"))
    made = plates_of(pdf)
    assert (made.size, made.trim.w, made.bleed.h) == ((100, 100), 100, 100)
    pdf.pages[0].obj["/MediaBox"] = Object.parse(box.encode("ascii"))
    assert separate(pdf, 36).size == (612, 792)


def test_a_page_larger_than_any_press_is_refused() -> None:
    pdf = page("", MediaBox=[0, 0, 9e8, 9e8])
    assert fitting_ppi(pdf) == 0
    with pytest.raises(ValueError, match="page 1 is too large for plates"):
        separate(pdf, 1)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("/Resources", "[1 2]"),
        ("/Resources", "(x)"),
        ("/Contents", "[null 3 << >>]"),
        ("/Rotate", "/x"),
        ("/Rotate", "45"),
    ],
)
def test_entries_of_the_wrong_kind_are_left_out(kind: str, value: str) -> None:
    pdf = page("1 0 0 0 k 0 0 100 100 re f")
    pdf.pages[0].obj[kind] = Object.parse(value.encode("ascii"))
    made = separate(pdf, 36)
    assert made.lost == ()
    assert inks_at(made, 50, 50) == ({} if kind == "/Contents" else {"Cyan": 100})


def test_a_content_that_cannot_be_unpacked_is_told() -> None:
    pdf = page("")
    pdf.pages[0].obj["/Contents"] = pdf.make_stream(b"no deflate", Filter=Name.FlateDecode)
    made = separate(pdf, 36)
    assert [one.split(":")[0] for one in made.lost] == ["a content stream"]
    assert inks_at(made, 50, 50) == {}


def test_every_mutant_that_opens_has_plates_and_words_for_what_they_lack() -> None:
    told = []
    for seed in range(70):
        try:
            pdf = pikepdf.open(BytesIO(mutated(seed)))
        except pikepdf.PdfError:
            continue
        with pdf:
            if len(pdf.pages) and fitting_ppi(pdf) >= 18:
                told.append(separate(pdf, 18).lost)
    assert len(told) > 50
    words = [one for lost in told for one in lost]
    assert words
    assert not [one for one in words if "bad_cast" in one or "pikepdf" in one or "\n" in one]
