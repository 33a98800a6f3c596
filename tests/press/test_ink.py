"""Colour on the page: black alone overprints, white and colours knock out, spots are separations, pictures are CMYK."""

from io import BytesIO

import pytest
from PIL import Image
from press_makers import Setter, opened, page, painted, pdf_of
from pypdfium2 import PdfDocument

from pagesetter.fonts.library import Library
from pagesetter.geometry import Rect
from pagesetter.images.convert import PressPicture
from pagesetter.model.ink import BLACK, PAPER, Ink, Process, Spot
from pagesetter.model.page import Panel, Picture, Rule
from pagesetter.press.inks import overprints
from pagesetter.press.objects import array, name, number, string

CYAN = Process(1, 0, 0, 0)
RED = Spot("PANTONE 185 C", 0.8, Process(0, 0.93, 0.79, 0))


@pytest.mark.parametrize(
    ("ink", "over"),
    [
        (BLACK, True),
        (Process(0, 0, 0, 0.5), False),
        (PAPER, False),
        (CYAN, False),
        (Process(0.4, 0, 0, 1), False),
        (Spot("Black 7", 1, BLACK), False),
    ],
)
def test_only_full_black_alone_overprints(library: Library, setter: Setter, ink: Ink, over: bool) -> None:
    assert overprints(ink) is over
    sheet = page(
        Panel(Rect(0, 0, 100, 100), CYAN),
        setter.line("字", ink=ink),
        Rule(0, 50, 100, 50, 1, ink),
        Panel(Rect(10, 60, 20, 20), ink, ink, 1),
    )
    under, text, rule, fill, edge = painted(pdf_of(library, sheet))
    assert [p.operator for p in (under, text, rule, fill, edge)] == ["f", "TJ", "S", "f", "S"]
    assert [p.overprint for p in (text, rule, edge)] == [over] * 3
    assert all(p.mode == 1 for p in (text, rule, edge) if over)
    assert not under.overprint
    assert not fill.overprint, "a filled panel knocks out whatever its ink"


def test_state_does_not_leak_from_black_type_to_what_follows(library: Library, setter: Setter) -> None:
    items = [setter.line("黑"), setter.line("白", ink=PAPER), Rule(0, 9, 9, 9, 1), Rule(0, 19, 9, 19, 1, CYAN)]
    found = list(painted(pdf_of(library, page(*items))))
    assert [p.overprint for p in found] == [True, False, True, False]
    assert [p.fill for p in found[:2]] == [("k", "0", "0", "0", "1"), ("k", "0", "0", "0", "0")]
    assert [p.stroke for p in found[2:]] == [("K", "0", "0", "0", "1"), ("K", "1", "0", "0", "0")]


def test_black_type_is_black_ink_alone(library: Library, setter: Setter) -> None:
    (text,) = painted(pdf_of(library, page(setter.line("新闻"))))
    assert text.fill == ("k", "0", "0", "0", "1")


def test_spot_ink_is_a_separation_with_its_alternate(library: Library, setter: Setter) -> None:
    sheet = page(setter.line("专", ink=RED), Rule(0, 9, 9, 9, 1, RED), Panel(Rect(0, 0, 9, 9), Spot("专色", 1, CYAN)))
    data = pdf_of(library, sheet)
    spaces = opened(data).pages[0].Resources.ColorSpace
    assert sorted(spaces.keys()) == ["/Sp1", "/Sp2"]
    kind, colour, alternate, tint = spaces.Sp1
    assert (kind, colour, alternate) == ("/Separation", "/PANTONE 185 C", "/DeviceCMYK")
    assert [float(v) for v in tint.C0] == [0, 0, 0, 0]
    assert [float(v) for v in tint.C1] == [0, 0.93, 0.79, 0]
    assert (int(tint.FunctionType), int(tint.N)) == (2, 1)
    assert spaces.Sp2[1] == "/专色"
    text, rule, panel = painted(data)
    assert (text.fill, rule.stroke, panel.fill) == (("scn", "0.8"), ("SCN", "0.8"), ("scn", "1"))


def test_rule_without_a_width_is_not_painted(library: Library) -> None:
    assert list(painted(pdf_of(library, page(Rule(0, 0, 9, 9, 0), Panel(Rect(0, 0, 9, 9), None, BLACK, 0))))) == []


def _picture(colours: tuple[int, ...], *, inverted: bool) -> PressPicture:
    """Eight by four pixels of one colour in C, M, Y, K, 0 to 255 of ink; ``inverted`` stores 0 for full ink."""
    # Pillow writes CMYK JPEGs inverted; of the complement it writes the inks themselves.
    given = colours if inverted else tuple(255 - ink for ink in colours)
    out = BytesIO()
    Image.new("CMYK", (8, 4), given).save(out, "JPEG", quality=95)
    return PressPicture(out.getvalue(), 8, 4, 4, inverted)


def _item(rect: Rect) -> Picture:
    return Picture(rect, "photo.jpg", (0, 0, 1, 1), 200)


@pytest.mark.parametrize("inverted", [True, False])
def test_cmyk_picture_prints_its_inks_whichever_way_it_is_stored(library: Library, inverted: bool) -> None:
    picture = _picture((0, 255, 255, 0), inverted=inverted)
    data = pdf_of(library, page(_item(Rect(100, 50, 200, 100))), pictures=[{0: picture}])
    image = opened(data).pages[0].Resources.XObject.Im1
    assert (image.ColorSpace, int(image.BitsPerComponent), image.Filter) == ("/DeviceCMYK", 8, "/DCTDecode")
    assert ("/Decode" in image) is inverted
    pixels = PdfDocument(data)[0].render(scale=1).to_pil().convert("RGB")
    red, green, blue = pixels.getpixel((200, 100))
    assert red > 180
    assert max(green, blue) < 90
    assert pixels.getpixel((50, 100)) == (255, 255, 255)


def test_picture_fills_its_frame_upright(library: Library) -> None:
    image = Image.new("L", (8, 8), 255)
    image.paste(0, (0, 0, 8, 4))
    out = BytesIO()
    image.save(out, "JPEG", quality=95)
    data = pdf_of(
        library,
        page(_item(Rect(40, 20, 80, 80)), bleed=10),
        pictures=[{0: PressPicture(out.getvalue(), 8, 8, 1, False)}],
    )
    pixels = PdfDocument(data)[0].render(scale=0.1).to_pil().convert("L")
    rows = ["".join("#" if pixels.getpixel((x, y)) < 128 else "." for x in range(15)) for y in range(13)]
    assert rows == [*["..............."] * 3, *[".....########.."] * 4, *["..............."] * 6]


def test_grey_picture_stays_on_the_black_plate(library: Library) -> None:
    out = BytesIO()
    Image.new("L", (8, 4), 128).save(out, "JPEG")
    picture = PressPicture(out.getvalue(), 8, 4, 1, False)
    image = (
        opened(pdf_of(library, page(_item(Rect(0, 0, 80, 40))), pictures=[{0: picture}])).pages[0].Resources.XObject.Im1
    )
    assert image.ColorSpace == "/DeviceGray"


def test_same_picture_is_stored_once(library: Library) -> None:
    same, other = _picture((0, 255, 255, 0), inverted=True), _picture((255, 0, 0, 0), inverted=True)
    sheets = [
        page(_item(Rect(0, 0, 80, 40)), _item(Rect(100, 0, 80, 40))),
        page(_item(Rect(0, 0, 9, 9)), _item(Rect(9, 9, 9, 9))),
    ]
    data = pdf_of(library, *sheets, pictures=[{0: same, 1: same}, {0: other, 1: same}])
    assert data.count(b"/DCTDecode") == 2
    first, second = (sheet.Resources.XObject for sheet in opened(data).pages)
    assert first.Im1.objgen == first.Im2.objgen == second.Im2.objgen != second.Im1.objgen


def test_picture_knocks_out(library: Library, setter: Setter) -> None:
    sheet = page(setter.line("黑"), _item(Rect(0, 0, 80, 40)))
    assert [
        p.overprint for p in painted(pdf_of(library, sheet, pictures=[{1: _picture((9, 9, 9, 9), inverted=True)}]))
    ] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (1.0, 3, "1"),
        (0.1 + 0.2, 3, "0.3"),
        (-0.0001, 3, "0"),
        (1e-9, 3, "0"),
        (1105.5118, 3, "1105.512"),
        (12.5, 0, "12"),
        (100, 0, "100"),
    ],
)
def test_numbers_are_short_and_without_exponent(value: float, places: int, text: str) -> None:
    assert number(value, places) == text


def test_names_strings_and_arrays_are_escaped() -> None:
    assert name("A B/#(é)") == "/A#20B#2F#23#28#C3#A9#29"
    assert string("a(b)\\c") == r"(a\(b\)\\c)"
    assert string("日") == "<FEFF65E5>"
    assert array((0, 1.5, 2)) == "[0 1.5 2]"
