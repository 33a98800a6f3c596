"""What goes on which plate: colours, overprint, forms, patterns, shadings, text."""

import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from plate_pages import KNOCK, RED, form, inks, inks_at, page, plates_of

from pagesetter.geometry import Rect
from pagesetter.pdf.plates import Plates, fitting_ppi, page_fits, separate, separate_all

SQUARE = "20 20 60 60 re"
PANEL = "0.2 0.3 0.4 0 k 10 10 80 80 re f"
FONT = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >> >>"


def test_cmyk_goes_to_the_four_plates() -> None:
    assert inks(f"0.1 0.2 0.3 0.4 k {SQUARE} f") == {"Cyan": 10, "Magenta": 20, "Yellow": 30, "Black": 40}


def test_strokes_have_a_colour_of_their_own() -> None:
    made = plates_of(page(f"1 0 0 0 k 0 1 0 0 K 10 w {SQUARE} B"))
    assert inks_at(made, 50, 50) == {"Cyan": 100}
    assert inks_at(made, 20, 50) == {"Magenta": 100}


def test_grey_is_black_ink_alone() -> None:
    assert inks(f"0.3 g {SQUARE} f") == {"Black": 70}
    assert inks(f"/CalGray cs 0.3 sc {SQUARE} f", "/ColorSpace << >>") == {"Black": 70}


def test_a_page_begins_in_black() -> None:
    assert inks(f"{SQUARE} f") == {"Black": 100}


def test_process_inks_may_be_called_by_their_names() -> None:
    space = "/ColorSpace << /C [/Separation /Cyan /DeviceCMYK << /FunctionType 2 /Domain [0 1] /N 1 >>] >>"
    made = plates_of(page(f"/C cs 0.6 scn {SQUARE} f", space))
    assert inks_at(made, 50, 50) == {"Cyan": 60}
    assert made.inks == ("Cyan", "Magenta", "Yellow", "Black")


def test_a_spot_ink_has_its_own_plate_and_is_on_no_other() -> None:
    made = plates_of(page("/Red CS 0.5 SCN 20 w 10 50 m 90 50 l S"))
    assert made.inks == ("Cyan", "Magenta", "Yellow", "Black", "Red")
    assert inks_at(made, 50, 50) == {"Red": 50}


def test_a_spot_ink_tells_its_process_colour() -> None:
    made = plates_of(page(f"/Red cs 1 scn {SQUARE} f"))
    assert made.plates[-1].alternate == pytest.approx((0, 0.9, 0.8, 0), abs=0.004)


def test_a_calculated_tint_tells_its_process_colour() -> None:
    pdf = page(f"/Mint cs 1 scn {SQUARE} f")
    function = pdf.make_stream(b"{ dup 0.5 mul exch dup 0.1 mul exch 0.25 mul 0 }")
    for key, value in {"/FunctionType": 4, "/Domain": [0, 1], "/Range": [0, 1] * 4}.items():
        function[key] = value if isinstance(value, int) else Array(value)
    spaces = pdf.pages[0].obj["/Resources"]["/ColorSpace"]
    spaces["/Mint"] = Array([Name.Separation, Name.Mint, Name.DeviceCMYK, function])
    assert plates_of(pdf).plates[-1].alternate == pytest.approx((0.5, 0.1, 0.25, 0), abs=0.004)


def test_a_spot_ink_that_prints_nothing_has_no_plate() -> None:
    assert plates_of(page(f"/Red cs 0 scn {SQUARE} f")).inks == ("Cyan", "Magenta", "Yellow", "Black")


def test_registration_colour_is_on_every_plate() -> None:
    made = plates_of(page(f"/Red cs 1 scn 0 0 5 5 re f /All cs 0.8 scn {SQUARE} f"))
    assert inks_at(made, 50, 50) == dict.fromkeys(("Cyan", "Magenta", "Yellow", "Black", "Red"), 80)


def test_ink_none_marks_nothing() -> None:
    assert inks(f"{PANEL} /No cs 1 scn {SQUARE} f") == {"Cyan": 20, "Magenta": 30, "Yellow": 40}


def test_devicen_goes_to_the_plates_of_its_names() -> None:
    pdf = page(f"/Warm cs 0.3 0.7 scn {SQUARE} f")
    function = pdf.make_stream(b"{ 0 0 }")
    names = Array([Name.Magenta, Name.Gold])
    spaces = pdf.pages[0].obj["/Resources"]["/ColorSpace"]
    spaces["/Warm"] = Array([Name.DeviceN, names, Name.DeviceCMYK, function])
    assert inks_at(plates_of(pdf), 50, 50) == {"Magenta": 30, "Gold": 70}


def test_white_knocks_out_of_every_plate() -> None:
    assert inks(f"{PANEL} /Red cs 1 scn 10 10 80 80 re f 0 0 0 0 k {SQUARE} f") == {}
    assert inks(f"{PANEL} 1 g {SQUARE} f") == {}


def test_black_without_overprint_knocks_out() -> None:
    assert inks(f"{PANEL} 0 0 0 1 k {SQUARE} f") == {"Black": 100}


def test_overprinting_black_keeps_the_panel_under_it() -> None:
    kept = {"Cyan": 20, "Magenta": 30, "Yellow": 40, "Black": 100}
    assert inks(f"{PANEL} /Over gs 0 0 0 1 k {SQUARE} f") == kept
    assert inks(f"{PANEL} /Over gs 0 0 0 1 K 30 w 10 50 m 90 50 l S") == kept


def test_overprint_mode_0_knocks_the_process_inks_out() -> None:
    assert inks(f"{PANEL} /Red cs 1 scn 10 10 80 80 re f /Over0 gs 0 0 0 1 k {SQUARE} f") == {"Black": 100, "Red": 100}


def test_overprint_of_a_spot_ink_keeps_all_others() -> None:
    kept = {"Cyan": 20, "Magenta": 30, "Yellow": 40, "Red": 60}
    assert inks(f"{PANEL} /Over0 gs /Red cs 0.6 scn {SQUARE} f") == kept


def test_process_ink_over_a_spot_ink_keeps_it_only_with_overprint() -> None:
    under = "/Red cs 1 scn 10 10 80 80 re f"
    assert inks(f"{under} 0.5 0 0 0 k {SQUARE} f") == {"Cyan": 50}
    assert inks(f"{under} /Over gs 0.5 0 0 0 k {SQUARE} f") == {"Cyan": 50, "Red": 100}


def test_grey_does_not_overprint_like_cmyk_black() -> None:
    assert inks(f"{PANEL} /Over gs 0 g {SQUARE} f") == {"Black": 100}


def test_overprint_of_fills_and_strokes_are_told_apart() -> None:
    states = "/ExtGState << /Stroke << /OP true /op false /OPM 1 >> >>"
    made = plates_of(page(f"{PANEL} /Stroke gs 0 0 0 1 k 0 0 0 1 K 10 w {SQUARE} B", states))
    assert inks_at(made, 50, 50) == {"Black": 100}
    assert inks_at(made, 17, 50) == {"Cyan": 20, "Magenta": 30, "Yellow": 40, "Black": 100}


def test_overprint_ends_with_the_saved_state() -> None:
    assert inks(f"{PANEL} q /Over gs 0 0 0 1 k Q 0 0 0 0.5 k {SQUARE} f") == {"Black": 50}


def test_overprinting_type_keeps_the_panel_and_the_pen_moves_on_every_plate() -> None:
    show = "BT /F 40 Tf 1 0 0 1 12 35 Tm (I) Tj 1 0 0 0 k /Knock gs (IIII) Tj ET"
    made = plates_of(page(f"{PANEL} /Over gs 0 0 0 1 k {show}", FONT), 144)
    black, cyan = made.image("Black"), made.image("Cyan")
    assert black.getbbox() is not None
    assert black.getbbox()[2] < made.width * 0.3  # type: ignore[index]
    assert cyan.point([0] * 200 + [255] * 56).getbbox()[0] > made.width * 0.2  # type: ignore[index]
    first = black.point([0] * 250 + [255] * 6).getbbox()
    assert first is not None
    middle = ((first[0] + first[2]) / 4, (first[1] + first[3]) / 4)
    assert inks_at(made, *middle) == {"Cyan": 20, "Magenta": 30, "Yellow": 40, "Black": 100}


def test_black_type_is_on_the_black_plate_alone() -> None:
    made = plates_of(page("BT /F 60 Tf 0 0 0 1 k 10 30 Td (Ink) Tj ET", FONT))
    assert [ink for ink in made.inks if made.image(ink).getbbox()] == ["Black"]


def test_type_as_a_clip_cuts_on_every_plate() -> None:
    made = plates_of(page("BT /F 90 Tf 7 Tr 10 20 Td (H) Tj ET 1 1 0 0 k 0 0 100 100 re f", FONT))
    assert inks_at(made, 22, 50) == {"Cyan": 100, "Magenta": 100}
    assert inks_at(made, 95, 50) == {}


def test_a_clip_of_an_unpainted_path_still_cuts() -> None:
    cut = f"{PANEL} q 20 20 20 60 re W /Over gs 0 0 0 1 k f 1 0 0 0 k /Knock gs 0 0 100 100 re f Q"
    made = plates_of(page(cut))
    assert inks_at(made, 30, 50) == {"Cyan": 100}
    assert inks_at(made, 60, 50) == {"Cyan": 20, "Magenta": 30, "Yellow": 40}


def test_a_form_takes_colour_and_overprint_from_where_it_is_drawn() -> None:
    bare = {"Fm": form(f"{SQUARE} f")}
    assert inks(f"{PANEL} 0 0 0 1 k /Fm Do", "", bare) == {"Black": 100}
    kept = {"Cyan": 20, "Magenta": 30, "Yellow": 40, "Black": 100}
    assert inks(f"{PANEL} 0 1 1 0 k 0 0 1 1 re f 0 0 0 1 k /Over gs /Fm Do", "", bare) == kept
    assert inks("0 1 0 0 k /Fm Do 0 0 0 1 k /Over gs /Fm Do", "", bare) == {"Magenta": 100, "Black": 100}


def test_what_a_form_sets_ends_with_it() -> None:
    assert inks(f"{PANEL} /Fm Do 0 0 0 1 k {SQUARE} f", "", {"Fm": form("/Over gs")}) == {"Black": 100}


def test_spot_inks_inside_forms_are_found() -> None:
    assert inks("/Fm Do", "", {"Fm": form(f"/Red cs 1 scn {SQUARE} f")}) == {"Red": 100}


def test_a_form_that_holds_itself_is_told_and_the_rest_is_drawn() -> None:
    pdf = page(f"0 1 0 0 k {SQUARE} f /Fm Do", "", {"Fm": form("/Fm Do")})
    fm = pdf.pages[0].obj["/Resources"]["/XObject"]["/Fm"]
    fm["/Resources"]["/XObject"] = Dictionary(Fm=fm)
    made = plates_of(pdf)
    assert inks_at(made, 50, 50) == {"Magenta": 100}
    assert made.lost == ('"Do": a form that holds itself',)


def test_transparency_mixes_ink_with_ink() -> None:
    half = "/ExtGState << /Half << /ca 0.5 >> >>"
    assert inks(f"0 1 0 0 k 10 10 80 80 re f /Half gs 1 0 0 0 k {SQUARE} f", half) == {"Cyan": 50, "Magenta": 50}


def test_multiply_adds_inks_up() -> None:
    multiply = "/ExtGState << /Mul << /BM /Multiply >> >>"
    assert inks(f"0 0.5 0 0 k 10 10 80 80 re f /Mul gs 1 0.5 0 0 k {SQUARE} f", multiply) == {
        "Cyan": 100,
        "Magenta": 75,
    }


def test_a_tiling_pattern_paints_its_inks() -> None:
    pdf = page(f"{PANEL} /Pattern cs /P scn {SQUARE} f")
    tile = pdf.make_stream(b"/Over gs 0 0 0 1 k 0 0 10 10 re f")
    for key, value in tiling(1).items():
        tile[key] = value
    pdf.pages[0].obj["/Resources"]["/Pattern"] = Dictionary(P=tile)
    assert inks_at(plates_of(pdf), 50, 50) == {"Cyan": 20, "Magenta": 30, "Yellow": 40, "Black": 100}


def test_a_pattern_without_colour_takes_the_ink_given_with_it() -> None:
    pdf = page(f"/Under cs 0.7 /P scn {SQUARE} f", f"/ColorSpace << {RED} >>")
    spaces = pdf.pages[0].obj["/Resources"]["/ColorSpace"]
    spaces["/Under"] = Array([Name.Pattern, spaces["/Red"]])
    tile = pdf.make_stream(b"0 0 10 10 re f")
    for key, value in tiling(2).items():
        tile[key] = value
    pdf.pages[0].obj["/Resources"]["/Pattern"] = Dictionary(P=tile)
    assert inks_at(plates_of(pdf), 50, 50) == {"Red": 70}


def tiling(paint: int) -> Dictionary:
    made = Object.parse(
        f"<< /Type /Pattern /PatternType 1 /PaintType {paint} /TilingType 1 /BBox [0 0 10 10] /XStep 10 /YStep 10"
        f" /Resources << /ExtGState << /Over << /OP true /op true /OPM 1 >> {KNOCK} >> >> >>".encode("ascii")
    )
    assert isinstance(made, Dictionary)
    return made


AXIAL = "/ShadingType 2 /Coords [0 0 100 0] /Extend [true true]"


def test_a_shading_runs_from_ink_to_ink_on_each_plate() -> None:
    function = "<< /FunctionType 2 /Domain [0 1] /C0 [1 0 0.4 0] /C1 [0 0.6 0.4 0] /N 1 >>"
    shading = f"/Shading << /S << {AXIAL} /ColorSpace /DeviceCMYK /Function {function} >> >>"
    found = inks(f"{SQUARE} W n /S sh", shading)
    assert set(found) == {"Cyan", "Magenta", "Yellow"}
    assert found["Cyan"] == pytest.approx(50, abs=2)
    assert found["Magenta"] == pytest.approx(30, abs=2)
    assert found["Yellow"] == pytest.approx(40, abs=1)


def test_a_shading_in_a_spot_ink_knocks_out_unless_it_overprints() -> None:
    function = "<< /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [1] /N 1 >>"
    pattern = (
        f"/Pattern << /P << /PatternType 2 /Shading << {AXIAL} /ColorSpace {RED[5:]} /Function {function} >> >> >>"
    )
    assert inks(f"{PANEL} /Pattern cs /P scn {SQUARE} f", pattern) == {"Red": 100}
    kept = {"Cyan": 20, "Magenta": 30, "Yellow": 40, "Red": 100}
    assert inks(f"{PANEL} /Over gs /Pattern cs /P scn {SQUARE} f", pattern) == kept


def test_a_shading_in_rgb_is_separated_with_all_grey_in_black() -> None:
    function = "<< /FunctionType 2 /Domain [0 1] /C0 [0.6 0.4 0.4] /C1 [0.6 0.4 0.4] /N 1 >>"
    shading = f"/Shading << /S << {AXIAL} /ColorSpace /DeviceRGB /Function {function} >> >>"
    assert inks("/S sh", shading) == {"Magenta": 20, "Yellow": 20, "Black": 40}


def test_rgb_becomes_process_ink_and_is_told() -> None:
    made = plates_of(page(f"1 0 0 rg {SQUARE} f"))
    found = inks_at(made, 50, 50)
    assert made.foreign == ("RGB",)
    assert found["Magenta"] > 90
    assert found["Yellow"] > 80
    assert found.get("Cyan", 0) < 10


def test_a_drawn_font_with_colours_is_separated_glyph_by_glyph() -> None:
    pdf = page(f"{PANEL} BT /T 60 Tf 0 1 0 0 k 20 20 Td (a) Tj ET")
    drawn_font(pdf, b"1000 0 d0 1 0 0 0 k 0 0 1000 1000 re f")
    assert inks_at(plates_of(pdf), 50, 50) == {"Cyan": 100}


def test_a_drawn_font_without_colours_overprints_like_type() -> None:
    pdf = page(f"{PANEL} /Over gs BT /T 60 Tf 0 0 0 1 k 20 20 Td (a) Tj ET")
    drawn_font(pdf, b"1000 0 0 0 1000 1000 d1 0 0 1000 1000 re f")
    assert inks_at(plates_of(pdf), 50, 50) == {"Cyan": 20, "Magenta": 30, "Yellow": 40, "Black": 100}


def drawn_font(pdf: Pdf, glyph: bytes) -> None:
    font = Object.parse(
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97"
        b" /LastChar 97 /Widths [1000] /Encoding << /Differences [97 /a] >> /Resources << >> >>"
    )
    font["/CharProcs"] = Dictionary(a=Stream(pdf, glyph))
    pdf.pages[0].obj["/Resources"]["/Font"] = Dictionary(T=pdf.make_indirect(font))


def test_trim_and_bleed_are_where_they_are_seen() -> None:
    boxes = {"CropBox": [0, 0, 100, 90], "BleedBox": [5, 5, 95, 80], "TrimBox": [10, 20, 90, 70]}
    made = plates_of(page("", **boxes))
    assert (made.size, made.trim, made.bleed) == ((100, 90), Rect(10, 20, 80, 50), Rect(5, 10, 90, 75))
    turned = plates_of(page("1 0 0 0 k 10 60 10 10 re f", **boxes, Rotate=90))
    assert (turned.size, turned.trim) == ((90, 100), Rect(20, 10, 50, 80))
    assert inks_at(turned, 65, 15) == {"Cyan": 100}


def test_every_page_has_its_plates() -> None:
    pdf, second = page(f"1 0 0 0 k {SQUARE} f"), page(f"0 1 0 0 k {SQUARE} f")
    pdf.pages.append(second.pages[0])
    made = tuple(separate_all(pdf, 72))
    assert [(one.page, inks_at(one, 50, 50)) for one in made] == [(1, {"Cyan": 100}), (2, {"Magenta": 100})]
    assert page_fits(pdf) == (fitting_ppi(pdf, 0), fitting_ppi(pdf, 1))


def test_resolution_and_page_out_of_range_are_told() -> None:
    pdf = page("")
    most = fitting_ppi(pdf)
    with pytest.raises(ValueError, match=f"give 1 to {most} ppi"):
        separate(pdf, most + 1)
    with pytest.raises(ValueError, match="there is no page 2"):
        separate(pdf, 72, 1)


def test_the_same_page_gives_the_same_plates_and_stays_as_it_was() -> None:
    pdf = page(f"{PANEL} /Over gs 0 0 0 1 k {SQUARE} f")
    before = bytes(pdf.pages[0].obj["/Contents"].read_bytes())
    first: Plates = separate(pdf, 72)
    assert separate(pdf, 72) == first
    assert bytes(pdf.pages[0].obj["/Contents"].read_bytes()) == before
    assert len(pdf.pages) == 1


def test_a_broken_operator_is_told_and_the_rest_is_drawn() -> None:
    made = plates_of(page(f"0.5 k /Missing gs 1 0 0 0 k {SQUARE} f"))
    assert inks_at(made, 50, 50) == {"Cyan": 100}
    assert [one.split(":")[0] for one in made.lost] == ['"k"', '"gs"']
