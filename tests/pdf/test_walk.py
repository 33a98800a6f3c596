"""What a page paints: places, widths, clips, states, forms, patterns, pictures, in points from the trim's top-left."""

import pytest
from pdf_makers import document, painted, sides, stream, walked

from pagesetter.geometry import Rect
from pagesetter.pdf import state
from pagesetter.pdf.painted import Kind

FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 10 10]"


def test_places_count_from_the_top_left_of_the_trim_downward() -> None:
    (one,) = painted(b"20 30 40 50 re f")
    assert (one.kind, sides(one), one.box) == (Kind.FILL, (10, 200, 40, 50), True)


def test_without_a_trim_places_count_from_the_crop_or_media_box() -> None:
    (one,) = painted(b"20 30 40 50 re f", page=b"/MediaBox [0 0 200 300]")
    assert sides(one) == (20, 220, 40, 50)
    (one,) = painted(b"20 30 40 50 re f", page=b"/MediaBox [0 0 200 300] /CropBox [10 10 190 200]")
    assert sides(one) == (10, 120, 40, 50)


def test_user_units_are_points_on_the_page() -> None:
    (one,) = painted(b"20 30 40 50 re f", page=b"/MediaBox [0 0 200 300] /UserUnit 2")
    assert sides(one) == (40, 440, 80, 100)


def test_boxes_are_inherited_where_pdf_lets_them_be() -> None:
    made = document(b"", page=b"/TrimBox [10 20 190 280]").replace(b"/Count 1", b"/Count 1 /MediaBox [0 0 200 300]")
    sheet = walked(made).sheet
    assert (sheet.trim, sheet.media, sheet.has_trim) == (Rect(0, 0, 180, 260), Rect(-10, -20, 200, 300), True)


def test_matrices_add_up_and_end_with_their_q() -> None:
    first, second, third = painted(
        b"q 2 0 0 2 10 20 cm 0 1 -1 0 30 0 cm 0 0 10 5 re f Q q 1 0 0 1 10 20 cm 0 0 9 9 re f Q 10 20 1 1 re f"
    )
    assert sides(first) == (50, 240, 10, 20)
    assert sides(second) == (0, 251, 9, 9)
    assert sides(third) == (0, 259, 1, 1)


def test_only_one_straight_rectangle_counts_as_a_box() -> None:
    def box(path: bytes) -> bool:
        (one,) = painted(path + b" f")
        return one.box

    assert box(b"20 30 40 50 re")
    assert box(b"20 30 m 60 30 l 60 80 l 20 80 l h")
    assert box(b"20 30 m 20 80 l 60 80 l 60 30 l 20 30 l")
    assert box(b"0 1 -1 0 100 100 cm 20 30 40 50 re")
    assert not box(b"20 30 40 50 re 70 30 10 10 re")
    assert not box(b"20 30 m 60 30 l 60 80 l h")
    assert not box(b"20 30 m 60 35 l 60 80 l 20 80 l h")
    assert not box(b"0.7 0.7 -0.7 0.7 100 100 cm 20 30 40 50 re")
    assert not box(b"20 30 m 60 30 60 80 20 80 c h")


def test_a_path_that_is_filled_and_stroked_gives_both() -> None:
    fill, stroke = painted(b"4 w 20 30 40 50 re B")
    assert (fill.kind, sides(fill)) == (Kind.FILL, (10, 200, 40, 50))
    assert (stroke.kind, sides(stroke), stroke.width) == (Kind.STROKE, (8, 198, 44, 54), 4.0)


def test_the_width_of_a_line_is_the_one_after_all_matrices_at_its_thinnest() -> None:
    assert [one.width for one in painted(b"2 w 20 30 m 60 30 l S 0 w 20 30 m 60 30 l S")] == [2.0, 0.0]
    (one,) = painted(b"0.1 0 0 0.5 0 0 cm 2 w 200 300 m 600 300 l S")
    assert one.width == pytest.approx(0.2)
    (one,) = painted(b"0 0.25 -0.25 0 50 50 cm 2 w 0 0 m 60 30 l S")
    assert one.width == pytest.approx(0.5)


def test_a_path_without_a_painting_operator_paints_nothing() -> None:
    assert painted(b"20 30 40 50 re n 20 30 m 50 50 l n f S") == ()


def test_clipping_paths_narrow_what_is_seen_until_their_q_ends() -> None:
    inside, outside, after = painted(b"q 20 30 40 50 re W n 40 60 100 100 re f 100 200 10 10 re f Q 100 200 10 10 re f")
    assert inside.seen == Rect(30, 200, 20, 20)
    assert outside.seen is None
    assert after.seen == after.rect


def test_a_clip_applies_to_what_follows_its_own_path_is_painted_whole() -> None:
    first, second = painted(b"20 30 40 50 re W f 0 0 200 300 re f")
    assert first.seen == first.rect
    assert second.seen == first.rect


def test_nothing_is_seen_outside_the_media_and_crop_box() -> None:
    (one,) = painted(b"-50 30 100 50 re f", page=b"/MediaBox [0 0 200 300] /CropBox [20 0 200 300]")
    assert one.seen == Rect(0, 220, 30, 50)


def test_states_set_overprint_transparency_and_line_width() -> None:
    states = (
        b"/ExtGState << /A << /OP true /OPM 1 /CA 0.5 /ca 0.25 /LW 3 >> /B << /op false >> "
        b"/C << /BM [/Odd /Multiply] /SMask << /S /Alpha >> >> /D << /SMask /None /BM /Normal >> >>"
    )
    content = b"/A gs 20 30 9 9 re B /B gs 20 30 9 9 re B /C gs 20 30 9 9 re f /D gs 20 30 9 9 re f"
    fill, stroke, fill_b, stroke_b, fill_c, fill_d = painted(content, states)
    assert (fill.overprint, fill.overprint_mode, fill.alpha) == (True, 1, 0.25)
    assert (stroke.overprint, stroke.alpha, stroke.width) == (True, 0.5, 3.0)
    assert (fill_b.overprint, stroke_b.overprint) == (False, True)
    assert (fill_c.blend, fill_c.soft_mask, fill_c.transparent) == ("Odd", True, True)
    assert (fill_d.blend, fill_d.soft_mask) == ("Normal", False)


def test_forms_are_placed_by_both_matrices_clipped_to_their_box_and_named() -> None:
    form = stream(b"0 0 20 5 re f", FORM + b" /Matrix [1 0 0 1 5 0]")
    (one,) = painted(b"q 2 0 0 2 10 20 cm /Fm Do Q", b"/XObject << /Fm 5 0 R >>", (form,))
    assert sides(one) == (10, 250, 40, 10)
    assert one.seen == Rect(10, 250, 20, 10)
    assert one.inside == ("Fm",)


def test_a_form_leaves_the_state_as_it_was_and_begins_with_it() -> None:
    form = stream(b"0 0 9 9 re f 1 0 0 1 5 5 cm 0.5 g", FORM)
    inner, outer = painted(b"0.25 g /Fm Do 20 30 9 9 re f", b"/XObject << /Fm 5 0 R >>", (form,))
    assert inner.ink.components == outer.ink.components == (0.25,)
    assert sides(outer) == (10, 241, 9, 9)


def test_a_form_without_resources_uses_those_around_it() -> None:
    form = stream(b"/Half gs 0 0 9 9 re f", FORM)
    resources = b"/XObject << /Fm 5 0 R >> /ExtGState << /Half << /ca 0.5 >> >>"
    (one,) = painted(b"/Fm Do", resources, (form,))
    assert one.alpha == 0.5


def test_what_acts_on_a_transparency_group_shows_on_what_lies_in_it() -> None:
    form = stream(b"/Half gs 0 0 9 9 re f", FORM + b" /Group << /S /Transparency >>")
    resources = b"/XObject << /Fm 5 0 R >> /ExtGState << /Half << /ca 0.5 >> /Mult << /BM /Multiply /ca 0.5 >> >>"
    (one,) = painted(b"/Mult gs /Fm Do", resources, (form,))
    assert (one.alpha, one.blend, one.group) == (0.25, "Multiply", True)


def test_the_blending_space_of_the_page_is_told() -> None:
    group = b"/MediaBox [0 0 9 9] /Group << /S /Transparency /CS %s >>"
    assert walked(document(page=group % b"/DeviceCMYK")).group_space == "DeviceCMYK"
    assert walked(document(page=group % b"[/ICCBased 1 0 R]")).group_space == "ICCBased"
    assert walked(document(page=b"/MediaBox [0 0 9 9] /Group << /S /Transparency >>")).group_space == "none"
    assert walked(document()).group_space == ""


def test_a_tile_gives_its_cell_once_in_the_area_that_it_fills() -> None:
    cell = stream(
        b"0 1 1 0 k 0.1 w 0 0 m 5 5 l S", b"/PatternType 1 /PaintType 1 /BBox [0 0 5 5] /Matrix [2 0 0 2 0 0]"
    )
    (one,) = painted(b"/Pattern cs /P scn 20 30 40 50 re f", b"/Pattern << /P 5 0 R >>", (cell,))
    assert (one.kind, one.tiled, sides(one)) == (Kind.STROKE, True, (10, 200, 40, 50))
    assert one.width == pytest.approx(0.2)


def test_an_uncoloured_tile_takes_the_colour_that_is_given_with_it() -> None:
    cell = stream(b"1 0 0 rg 0 0 5 5 re f", b"/PatternType 1 /PaintType 2 /BBox [0 0 5 5]")
    resources = b"/Pattern << /P 5 0 R >> /ColorSpace << /C [/Pattern /DeviceCMYK] >>"
    (one,) = painted(b"/C cs 0 0.5 0 0 /P scn 20 30 40 50 re f", resources, (cell,))
    assert (one.ink.space, one.ink.cmyk) == ("DeviceCMYK", (0, 0.5, 0, 0))


SHADING = (
    b"<< /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 1 0] /Function "
    b"<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 0.5 1 0] /N 1 >> >>"
)


def test_a_shading_fills_its_clip_and_tells_its_heaviest_ink() -> None:
    (one,) = painted(b"20 30 40 50 re W n /S sh", b"/Shading << /S 5 0 R >>", (SHADING,))
    assert (one.kind, sides(one)) == (Kind.SHADING, (10, 200, 40, 50))
    assert one.ink.total == pytest.approx(1.5)


def test_a_shading_as_a_colour_fills_the_path() -> None:
    resources = b"/Pattern << /P << /PatternType 2 /Shading 5 0 R >> >>"
    (one,) = painted(b"/Pattern cs /P scn 20 30 40 50 re f", resources, (SHADING,))
    assert (one.kind, sides(one)) == (Kind.SHADING, (10, 200, 40, 50))


IMAGE = b"/Subtype /Image /Width 100 /Height 50 /BitsPerComponent 8 /ColorSpace /DeviceGray"


def test_the_resolution_of_a_picture_is_that_on_the_page_in_its_worse_direction() -> None:
    resources = b"/XObject << /Im 5 0 R >>"
    (one,) = painted(b"q 72 0 0 72 20 30 cm /Im Do Q", resources, (stream(bytes(5000), IMAGE),))
    assert (one.kind, sides(one)) == (Kind.IMAGE, (10, 178, 72, 72))
    assert one.picture is not None
    assert (one.picture.width, one.picture.height, one.picture.ppi, one.picture.bits) == (100, 50, 50.0, 8)
    assert (one.ink.space, one.ink.components, one.ink.total) == ("DeviceGray", (), None)
    (turned,) = painted(b"0.5 0 0 0.5 0 0 cm 0 72 -36 0 90 30 cm /Im Do", resources, (stream(bytes(5000), IMAGE),))
    assert turned.picture is not None
    assert turned.picture.ppi == 200.0
    assert sides(turned) == (17, 229, 18, 36)


def test_pictures_tell_their_masks_filters_and_spaces() -> None:
    soft = stream(bytes(9), IMAGE + b" /SMask 6 0 R /Filter /DCTDecode")
    (one,) = painted(b"/Im Do", b"/XObject << /Im 5 0 R >>", (soft, stream(b"", IMAGE)))
    assert one.picture is not None
    assert (one.picture.soft_mask, one.picture.filter, one.picture.mask) == (True, "DCTDecode", False)
    assert one.picture.objgen == (5, 0)
    assert one.transparent


def test_a_stencil_is_in_the_current_colour() -> None:
    stencil = stream(b"\0", b"/Subtype /Image /Width 8 /Height 1 /ImageMask true")
    (one,) = painted(b"0 1 0 0 k /Im Do", b"/XObject << /Im 5 0 R >>", (stencil,))
    assert one.picture is not None
    assert (one.picture.mask, one.picture.bits, one.ink.cmyk) == (True, 1, (0, 1, 0, 0))


def test_pictures_in_the_content_are_pictures() -> None:
    (one,) = painted(b"q 36 0 0 36 20 30 cm BI /W 4 /H 4 /BPC 8 /CS /CMYK ID " + b"x" * 64 + b" EI Q")
    assert one.picture is not None
    assert (one.picture.inline, one.picture.ppi, one.picture.bits, one.ink.base) == (True, 8.0, 8, "CMYK")
    (one,) = painted(b"BI /W 8 /H 1 /IM true /F /AHx ID 00> EI")
    assert one.picture is not None
    assert (one.picture.mask, one.picture.filter) == (True, "ASCIIHexDecode")


def test_appearances_of_annotations_that_print_are_painted() -> None:
    appearance = stream(b"0 0 10 10 re f", FORM)

    def found(flags: int) -> tuple[tuple[float, ...], ...]:
        note = b"<< /Subtype /Stamp /Rect [20 30 60 40] /F %d /AP << /N 6 0 R >> >>" % flags
        page = b"/MediaBox [0 0 200 300] /TrimBox [10 20 190 280] /Annots [5 0 R]"
        return tuple(sides(one) for one in painted(b"", b"", (note, appearance), page))

    assert found(4) == ((10, 240, 40, 10),)
    assert found(0) == ()
    assert found(6) == ()


def test_every_operator_is_counted_wherever_it_stands() -> None:
    form = stream(b"0 0 1 1 re f", FORM)
    found = walked(document(b"/Fm Do /Fm Do q Q xyz", b"/XObject << /Fm 5 0 R >>", (form,)))
    assert dict(found.operators) == {"Do": 2, "Q": 1, "f": 2, "q": 1, "re": 2, "xyz": 1}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"Q", "Q without q"),
        (b"q", "q without Q"),
        (b"/None gs", "ExtGState None is used but not in the resources"),
        (b"/None Do", "XObject None is used but not in the resources"),
        (b"/None cs", "colour space None cannot be read"),
        (b"BT (a) Tj ET", "text is shown before a font is chosen"),
        (b"/Odd Do", "XObject Odd is neither image nor form but PS"),
        (b"/Self Do", "Self contains itself"),
    ],
)
def test_what_cannot_be_followed_is_told_once_and_the_rest_is_painted(content: bytes, fault: str) -> None:
    resources = b"/XObject << /Odd 5 0 R /Self 6 0 R >>"
    self = stream(b"/Self Do", FORM + b" /Resources << /XObject << /Self 6 0 R >> >>")
    found = walked(document(content + b" 0 0 1 1 re f " + content, resources, (stream(b"", b"/Subtype /PS"), self)))
    assert fault in found.faults
    assert len(set(found.faults)) == len(found.faults)
    assert [one.kind for one in found.objects] == [Kind.FILL]


OPERATORS = (
    """q Q cm w gs m l c v y re h W n f S B rg g k cs scn BT ET Tf Td TD Tm T* Tj TJ ' " Tc Tw Tz TL Ts Tr Do sh"""
)


def test_operands_that_are_missing_or_of_the_wrong_kind_change_nothing() -> None:
    for operator in OPERATORS.split():
        for operands in (
            b"",
            b"/A",
            b"/#97",
            b"(a)",
            b"[1 (a)]",
            b"<< /A 1 >>",
            b"true",
            b"null",
            b"1e99",
            b"/A (b) 3 [4] 5 6",
        ):
            walked(document(operands + b" " + operator.encode() + b" 0 0 1 1 re f"))


def test_limits_of_count_end_the_page_and_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "MOST_OBJECTS", 3)
    found = walked(document(b"0 0 1 1 re f " * 9))
    assert (len(found.objects), found.faults) == (3, ("it paints more than 3 objects",))


def test_forms_that_fan_out_without_end_are_ended_by_the_count_of_operators(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagesetter.pdf.reading.MOST_OPERATORS", 2000)
    forms = tuple(
        stream(b"/N Do " * 10, FORM + b" /Resources << /XObject << /N %d 0 R >> >>" % (at + 1)) for at in range(5, 12)
    )
    found = walked(document(b"/N Do", b"/XObject << /N 5 0 R >>", (*forms, stream(b"", FORM))))
    assert found.faults == ("it has more than 2000 operators",)


def test_forms_far_inside_each_other_are_told() -> None:
    forms = tuple(
        stream(b"/N Do", FORM + b" /Resources << /XObject << /N %d 0 R >> >>" % (at + 1)) for at in range(5, 40)
    )
    found = walked(document(b"/N Do", b"/XObject << /N 5 0 R >>", (*forms, stream(b"", FORM))))
    assert found.faults == ("N lies more than 28 deep",)


def test_a_form_that_ends_in_the_middle_is_told_and_what_came_before_is_painted() -> None:
    form = stream(b"0 0 1 1 re f [(a", FORM)
    found = walked(document(b"/Fm Do", b"/XObject << /Fm 5 0 R >>", (form,)))
    assert [one.kind for one in found.objects] == [Kind.FILL]
    assert found.faults == ("the content of Fm is damaged: Unexpected end of stream",)
