"""A page of a supplied PDF as data: its boxes, its pictures, what enters and what keeps it out."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from advert_makers import CYAN_CORNER, Change, entry, form, image, refused, resource, root, separation, sheet, taken
from pikepdf import Array, Dictionary, Encryption, Name, Object, Pdf, StreamDecodeLevel, String

from pagesetter.adverts.probe import Probed, probe_page, probe_pages
from pagesetter.adverts.supplied import Supplied
from pagesetter.diagnostics import Origin
from pagesetter.geometry import Rect
from pagesetter.model.ink import Process, Spot
from pagesetter.pdf.guard import Limits

HERE = Origin("page.yaml", 9, 3)


def saved(folder: Path, data: bytes) -> Path:
    path = folder / "ad.pdf"
    path.write_bytes(data)
    return path


def codes(probed: Probed) -> list[str]:
    assert probed.page is None
    assert all(d.origin == HERE and d.hint for d in probed.findings)
    return [d.code for d in probed.findings]


def words(page: Supplied) -> bytes:
    """Everything of the page that is to be written."""
    return b"\n".join(b" ".join(part.pieces) + (part.content or b"") for part in page.parts)


def locked(user: str) -> bytes:
    with Pdf.open(BytesIO(sheet())) as pdf:
        out = BytesIO()
        pdf.save(out, encryption=Encryption(owner="owner", user=user))
        return out.getvalue()


# --- boxes ---


def test_a_page_is_as_large_as_its_trim_and_bleeds_as_far_as_its_bleed_box() -> None:
    page = taken(sheet())
    assert page.size == (100, 50)
    assert page.bleeds == (5, 5, 5, 5)
    assert page.own_trim


def test_a_page_without_trim_is_as_large_as_its_crop_box() -> None:
    def bare(pdf: Pdf, page: Object) -> None:
        del page.TrimBox, page.BleedBox
        page.CropBox = Array([20, 0, 500, 40])

    page = taken(sheet(b"0 g", bare))
    assert (page.size, page.bleeds, page.own_trim) == ((100, 40), (0, 0, 0, 0), False)


@pytest.mark.parametrize(
    ("turn", "size", "bleeds"),
    [
        (0, (100, 50), (1, 2, 3, 4)),
        (90, (50, 100), (4, 1, 2, 3)),
        (180, (100, 50), (3, 4, 1, 2)),
        (270, (50, 100), (2, 3, 4, 1)),
        (-90, (50, 100), (2, 3, 4, 1)),
        (450, (50, 100), (4, 1, 2, 3)),
    ],
)
def test_a_turned_page_turns_its_sides(turn: int, size: tuple[int, int], bleeds: tuple[int, ...]) -> None:
    sides = entry("/BleedBox", lambda pdf: Array([9, 6, 113, 62]))  # left 1, foot 4, right 3, head 2
    page = taken(sheet(b"0 g", sides, entry("/Rotate", lambda pdf: turn)))
    assert (page.size, page.bleeds) == (size, bleeds)


def test_a_unit_of_its_own_scales_everything() -> None:
    page = taken(sheet(b"0 g", entry("/UserUnit", lambda pdf: 2)))
    assert (page.size, page.bleeds) == ((200, 100), (10, 10, 10, 10))


def test_boxes_and_resources_may_come_from_the_parents() -> None:
    def above(pdf: Pdf, page: Object) -> None:
        for key in ("/MediaBox", "/Resources", "/Rotate"):
            pdf.Root.Pages[key] = page.get(key, 90)
            if key in page:
                del page[key]

    shown = resource("/XObject", "/X", lambda pdf: image(pdf))
    page = taken(sheet(b"q 10 0 0 10 20 20 cm /X Do Q", shown, above))
    assert page.rotation_deg == 90
    assert len(page.images) == 1


@pytest.mark.parametrize(
    ("why", "change"),
    [
        ("it is empty", entry("/Contents", lambda pdf: Array([]))),
        ("it is empty", entry("/Contents", lambda pdf: pdf.make_stream(b" % nothing"))),
        ("its TrimBox is no rectangle", entry("/TrimBox", lambda pdf: Array([10, 10, 110]))),
        ("its TrimBox is no rectangle", entry("/TrimBox", lambda pdf: Array([10, 10, 10, 60]))),
        ("its TrimBox is not inside its MediaBox", entry("/TrimBox", lambda pdf: Array([10, 10, 210, 60]))),
        ("its TrimBox is not inside its BleedBox", entry("/TrimBox", lambda pdf: Array([2, 10, 110, 60]))),
        ("its trimmed page has 1 x 1 units", entry("/TrimBox", lambda pdf: Array([10, 10, 11, 11]))),
        ("it is turned by 45 degrees, which is no quarter", entry("/Rotate", lambda pdf: 45)),
        ("its unit has 0 pt", entry("/UserUnit", lambda pdf: 0)),
    ],
)
def test_a_page_whose_boxes_make_no_sense_cannot_be_placed(why: str, change: Change) -> None:
    assert refused(sheet(b"0 g", change)) == ("A105", f"cannot be placed (page 1): {why}")


# --- pictures ---


def test_pictures_are_measured_where_they_are_shown() -> None:
    picture = resource("/XObject", "/X", lambda pdf: image(pdf))
    assert taken(sheet(b"q 10 0 0 20 0 0 cm /X Do Q", picture)).images == ((10, 10, 36.0, Rect(-10, 40, 10, 20)),)
    turned = b"q 0 5 -5 0 0 0 cm /X Do Q q 5 0 0 5 0 0 cm /X Do Q"
    assert taken(sheet(turned, picture)).images == ((10, 10, 144.0, Rect(-15, 55, 5, 5)),)
    units = entry("/UserUnit", lambda pdf: 2)
    assert taken(sheet(b"q 10 0 0 10 0 0 cm /X Do Q", picture, units)).images == (
        (10, 10, 36.0, Rect(-20, 100, 20, 20)),
    )


def test_pictures_in_forms_take_their_scale() -> None:
    def nested(pdf: Pdf) -> Object:
        inside = Dictionary(XObject=Dictionary(X=image(pdf)))
        return form(pdf, b"q 10 0 0 10 0 0 cm /X Do Q", Resources=inside, Matrix=Array([2, 0, 0, 2, 0, 0]))

    page = taken(sheet(b"q 2 0 0 2 0 0 cm /Y Do Q", resource("/XObject", "/Y", nested)))
    assert page.images == ((10, 10, 18.0, Rect(-10, 20, 40, 40)),)


def test_inline_pictures_are_measured_and_flat_ones_are_not() -> None:
    inline = b"q 4 0 0 4 0 0 cm BI /W 4 /H 4 /CS /G /BPC 8 ID 0123456789abcdef EI Q "
    flat = b"q 99 0 0 99 0 0 cm BI /W 1 /H 4 /CS /G /BPC 8 ID 0123 EI Q"
    assert taken(sheet(inline + flat)).images == ((4, 4, 72.0, Rect(-10, 56, 4, 4)),)


# --- what has no end ---


def test_forms_patterns_and_glyphs_that_paint_themselves_are_refused() -> None:
    def ring(pdf: Pdf) -> Object:
        outer = form(pdf, b"/Y Do", Resources=Dictionary(XObject=Dictionary()))
        outer.Resources.XObject.Y = form(pdf, b"/X Do", Resources=Dictionary(XObject=Dictionary(X=outer)))
        return outer

    def tile(pdf: Pdf) -> Object:
        made = pdf.make_stream(b"/Pattern cs /P scn 0 0 9 9 re f", PatternType=1, PaintType=1, TilingType=1)
        made.BBox, made.XStep, made.YStep = Array([0, 0, 5, 5]), 5, 5
        made.Resources = Dictionary(Pattern=Dictionary(P=made))
        return made

    def drawn(pdf: Pdf) -> Object:
        glyph = pdf.make_stream(b"500 0 d0 BT /F 9 Tf (A) Tj ET")
        made = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(A=glyph)))
        made.Resources = Dictionary(Font=Dictionary(F=made))
        return made

    for content, category, name, make in (
        (b"/X Do", "/XObject", "/X", ring),
        (b"/Pattern cs /P scn 0 0 9 9 re f", "/Pattern", "/P", tile),
        (b"BT /F 9 Tf (A) Tj ET", "/Font", "/F", drawn),
    ):
        code, message = refused(sheet(content, resource(category, name, make)))
        assert code == "A105"
        assert re.fullmatch(r"cannot be placed \(page 1\): what object \d+ paints contains itself", message)


def nest(levels: int, times: int) -> bytes:
    """Forms in forms, each painting the next so many times."""

    def make(pdf: Pdf) -> Object:
        made = form(pdf, b"0 g 0 0 1 1 re f")
        for _ in range(levels):
            made = form(pdf, b"/X Do " * times, Resources=Dictionary(XObject=Dictionary(X=made)))
        return made

    return sheet(b"/X Do", resource("/XObject", "/X", make))


def test_a_bomb_of_forms_inside_forms_is_refused_with_its_figures() -> None:
    code, message = refused(nest(7, 10))
    assert code == "A105"
    assert message == (
        "cannot be placed (page 1): painting it takes 41111111 operators, more than 2000000: "
        "a bomb of forms inside forms"
    )
    assert "takes 4e+20 operators" in refused(nest(20, 10))[1]
    assert refused(nest(28, 1))[1].endswith("its forms lie more than 28 deep in each other")
    assert len(taken(nest(27, 1)).parts) == 29
    assert len(taken(nest(5, 10)).parts) == 7


# --- inks and places ---


def test_spot_inks_come_with_the_process_colour_that_stands_for_them() -> None:
    def two(pdf: Pdf) -> Array:
        mixed = pdf.make_stream(b"{0.5 mul exch 0 exch 0 exch 3 1 roll 0}", FunctionType=4)
        mixed.Domain, mixed.Range = Array([0, 1, 0, 1]), Array([0, 1] * 4)
        return Array([Name.DeviceN, Array([Name.Gold, Name.Black]), Name.DeviceCMYK, mixed])

    page = taken(sheet(b"/C cs 1 1 scn 20 20 5 5 re f", resource("/ColorSpace", "/C", two)))
    assert [(spot.name, spot.tint) for spot in page.spots] == [("Gold", 1.0)]
    red = taken(sheet(b"/C cs 1 scn 20 20 5 5 re f", resource("/ColorSpace", "/C", lambda pdf: separation(pdf, "Red"))))
    assert red.spots == (Spot("Red", 1.0, Process(0, 1, 1, 0)),)


@pytest.mark.parametrize(
    ("turn", "place"), [(0, (10, 30, 5, 10)), (90, (10, 10, 10, 5)), (180, (85, 10, 5, 10)), (270, (30, 85, 10, 5))]
)
def test_what_is_not_fit_is_told_with_its_place_on_the_page_as_it_is_shown(turn: int, place: tuple[float, ...]) -> None:
    # 10 from the left and from the foot of a trim of 100 x 50
    page = taken(sheet(b"0 g 90 90 1 1 re f 1 0 0 rg 20 20 5 10 re f", entry("/Rotate", lambda pdf: turn)))
    assert page.places == (("rgb", "DeviceRGB", Rect(*place)),)


# --- what enters ---


def test_metadata_private_data_structure_layers_and_pages_do_not_enter() -> None:
    def picture(pdf: Pdf) -> Object:
        secret = pdf.make_stream(b"secret metadata")
        made = image(pdf, Metadata=secret, StructParent=3, AF=Array([secret]))
        made.PieceInfo = Dictionary(Private=secret)
        made.Strange = pdf.pages[0].obj
        return made

    marked = resource("/Properties", "/MC0", lambda pdf: pdf.make_indirect(Dictionary(Secret=String("secret"))))
    hidden = root("/Metadata", lambda pdf: pdf.make_stream(b"secret"))
    page = taken(sheet(b"/Span /MC0 BDC q /X Do Q EMC", resource("/XObject", "/X", picture), marked, hidden))
    text = words(page)
    assert b"secret" not in text.lower()
    for key in (b"/Metadata", b"/PieceInfo", b"/StructParent", b"/AF", b"/MediaBox"):
        assert key not in text
    assert [part.pieces for part in page.parts].count((b"<<>>",)) == 1  # the name /MC0 stays, empty


def test_streams_enter_byte_by_byte() -> None:
    page = taken(sheet(CYAN_CORNER))
    assert page.parts[0].content == CYAN_CORNER


def test_content_in_several_streams_becomes_one() -> None:
    def parted(pdf: Pdf, page: Object) -> None:
        page.Contents = Array([pdf.make_stream(b"q 0 0 10 10 re"), pdf.make_stream(b"f Q")])

    page = taken(sheet(b"", parted))
    with Pdf.new() as pdf:
        made = pdf.make_stream(b"")
        made.write(page.parts[0].content, filter=Name.FlateDecode)
        assert made.read_bytes() == b"q 0 0 10 10 re\nf Q"


def test_objects_that_refer_to_each_other_enter_once() -> None:
    def circle(pdf: Pdf) -> Object:
        made = form(pdf, b"0 g", Resources=Dictionary(XObject=Dictionary()))
        made.Resources.XObject.Y = made
        return made

    page = taken(sheet(b"/Y Do", resource("/XObject", "/Y", circle)))
    assert len(page.parts) == 2
    assert page.parts[1].references == (1,)


def test_the_same_file_gives_the_same_page() -> None:
    data = sheet(b"/X Do", resource("/XObject", "/X", lambda pdf: image(pdf)))
    assert taken(data) == taken(data)


def test_names_in_the_encodings_of_old_chinese_programs_are_no_damage() -> None:
    song = Object.parse(b"/#CB#CE#CC#E5")

    def old(pdf: Pdf, page: Object) -> None:
        page.Resources = Object.parse(b"<< /Font << /#CB#CE << /Type /Font /Subtype /Type1 >> >> >>")
        page.Resources.Font[Object.parse(b"/#CB#CE")].BaseFont = song

    page = taken(sheet(b"BT /#CB#CE 9 Tf (A) Tj ET", old))
    assert page.features == (("fonts", "#cb#ce#cc#e5"),)
    assert b"/#cb#ce <<" in words(page)
    assert b"/BaseFont /#cb#ce#cc#e5" in words(page)


def test_run_lengths_are_unpacked_and_enter_as_they_are() -> None:
    packed = bytes([157, 7, 128])  # a hundred times 7

    def picture(pdf: Pdf) -> Object:
        made = image(pdf)
        made.write(packed, filter=Name.RunLengthDecode)
        return made

    shown = taken(sheet(b"q 10 0 0 10 20 20 cm /X Do Q", resource("/XObject", "/X", picture)))
    assert packed in [part.content for part in shown.parts]


JPEG = b"\xff\xd8\xff\xff\xc0\x00\x11\x08\x00\x0a\x00\x0a\x01"  # a frame of 10 x 10


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"GIF89a", "a picture on it is no JPEG although it says so"),
        (JPEG, "a picture on it is a JPEG that ends before its pixels"),
        (
            JPEG.replace(b"\x0a\x00", b"\x0b\x00") + bytes(9) + b"\xff\xda",
            "a picture on it has 10 x 10 pixels by its name and 10 x 11 by its JPEG",
        ),
        (JPEG + bytes(9) + b"\xff\xda\x00\x08", ""),
    ],
)
def test_a_jpeg_must_be_what_its_name_says(data: bytes, why: str) -> None:
    def picture(pdf: Pdf) -> Object:
        made = image(pdf)
        made.write(data, filter=Name.DCTDecode)
        return made

    made = sheet(b"q 10 0 0 10 20 20 cm /X Do Q", resource("/XObject", "/X", picture))
    if why:
        assert refused(made) == ("A105", f"cannot be placed (page 1): {why}")
    else:
        assert taken(made).images == ((10, 10, 72.0, Rect(10, 30, 10, 10)),)


def test_an_inline_picture_that_no_one_could_hold_is_refused_with_its_figures() -> None:
    huge = b"q BI /W 100000 /H 100000 /CS /G /BPC 8 ID abcd EI Q"
    assert refused(sheet(huge))[1].endswith("an inline picture of 100000 x 100000 pixels, more than 67108864")


def test_content_that_ends_too_early_keeps_the_page_out() -> None:
    assert refused(sheet(b"0 0 10 10 re f BT (never ends")) == (
        "A105",
        "cannot be placed (page 1): its content is damaged",
    )


def test_names_strings_and_numbers_stay_what_they_are() -> None:
    strange = resource(
        "/XObject", "/Odd Name#", lambda pdf: image(pdf, Text=String("a(b\\"), Number=-0.25, Yes=True, Way=Name("/ü x"))
    )
    text = words(taken(sheet(b"0 g", strange)))
    for part in (b"/Odd#20Name#23", b"<6128625c>", b"-0.25 ", b"true ", b"/#c3#bc#20x"):
        assert part in text


# --- files that cannot be taken ---


def test_a_page_that_is_not_there_is_told_with_the_number_of_pages() -> None:
    assert refused(sheet(), 2) == ("A104", "has 1 page, and page 2 is asked for")


def test_an_encrypted_file_is_not_taken(tmp_path: Path) -> None:
    assert refused(locked(""))[0] == "A102"
    assert codes(probe_page(saved(tmp_path, locked("secret")), 1, HERE)) == ["P404"]


def test_a_file_that_is_not_there_is_told_as_pictures_are(tmp_path: Path) -> None:
    assert codes(probe_page(tmp_path / "no.pdf", 1, HERE)) == ["I001"]
    assert codes(probe_page(tmp_path, 1, HERE)) == ["I002"]


def test_a_file_that_is_no_pdf_is_told(tmp_path: Path) -> None:
    assert codes(probe_page(saved(tmp_path, b"GIF89a"), 1, HERE)) == ["P402"]


def test_what_had_to_be_repaired_is_not_printed(tmp_path: Path) -> None:
    assert codes(probe_page(saved(tmp_path, sheet()[:-60]), 1, HERE)) == ["A101"]


def test_damaged_streams_keep_the_page_out(tmp_path: Path) -> None:
    def torn(pdf: Pdf) -> Object:
        made = image(pdf)
        made.write(b"no zlib data at all", filter=Name.FlateDecode)
        return made

    data = sheet(b"/X Do", resource("/XObject", "/X", torn))
    assert codes(probe_page(saved(tmp_path, data), 1, HERE))[0] in ("A101", "P403")


def test_a_decompression_bomb_is_refused_with_its_figures(tmp_path: Path) -> None:
    import zlib

    def bomb(pdf: Pdf) -> Object:
        made = form(pdf, b"")
        made.write(zlib.compress(bytes(4 << 20), 9), filter=Name.FlateDecode)
        return made

    path = saved(tmp_path, sheet(b"/X Do", resource("/XObject", "/X", bomb)))
    probed = probe_page(path, 1, HERE, Limits(stream=1 << 20))
    assert codes(probed) == ["P407"]
    assert "1 MiB" in probed.findings[0].message


def test_run_lengths_that_need_more_memory_than_there_may_be_are_refused_with_the_figure(tmp_path: Path) -> None:
    def bomb(pdf: Pdf) -> Object:
        made = form(pdf, b"")
        made.write(bytes([129, 0]) * (4 << 20), filter=Name.RunLengthDecode)  # 8 MiB make 512
        return made

    path = saved(tmp_path, sheet(b"/X Do", resource("/XObject", "/X", bomb)))
    probed = probe_page(path, 1, HERE, Limits(memory=400 << 20))
    assert codes(probed) == ["P406"]
    assert "more than 0.390625 GiB of memory" in probed.findings[0].message


def test_every_page_is_read_once_however_often_it_is_placed(tmp_path: Path) -> None:
    path = str(saved(tmp_path, sheet()))
    found = probe_pages([((path, 1), HERE), ((path, 1), Origin("page.yaml", 10, 3)), ((path, 2), HERE)])
    assert list(found) == [(path, 1), (path, 2)]
    assert found[path, 1].page == taken(sheet())
    assert codes(found[path, 2]) == ["A104"]


def test_a_page_that_breaks_the_reading_of_its_file_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    with Pdf.open(BytesIO(sheet())) as pdf:
        torn = image(pdf)
        torn.write(b"no zlib data at all", filter=Name.FlateDecode)
        with Pdf.open(BytesIO(sheet(b"/X Do"))) as other:
            pdf.pages.append(other.pages[0])
        pdf.pages[1].obj.Resources.XObject = Dictionary(X=torn)
        out = BytesIO()
        pdf.save(out, compress_streams=False, stream_decode_level=StreamDecodeLevel.none)
    path = str(saved(tmp_path, out.getvalue()))
    found = probe_pages([((path, 1), HERE), ((path, 2), HERE)])
    assert found[path, 1].page is not None
    assert codes(found[path, 2])[0] in ("A101", "P403")
