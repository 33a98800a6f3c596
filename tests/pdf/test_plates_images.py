"""Which plate the pixels of an image go to."""

import io
import random

import pytest
from PIL import Image
from plate_pages import RED, image, inks, inks_at, page, plates_of

from pagesetter.pdf import plates_objects
from pagesetter.pdf.plates_ink import coverage

SHOW = "q 80 0 0 80 10 10 cm /Im Do Q"
PANEL = "0.2 0.3 0.4 0 k 5 5 90 90 re f"
LEFT, RIGHT = (25, 50), (75, 50)


def jpeg(mode: str, colour: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (16, 16), colour).save(out, "JPEG", quality=100)  # type: ignore[arg-type]
    return out.getvalue()


def test_samples_of_a_cmyk_image_go_to_the_four_plates() -> None:
    pixels = bytes((51, 102, 153, 204)) + bytes((255, 0, 0, 0))
    made = plates_of(page(SHOW, "", {"Im": image(2, 1, pixels, "/DeviceCMYK")}))
    assert inks_at(made, 15, 50) == {"Cyan": 20, "Magenta": 40, "Yellow": 60, "Black": 80}
    assert inks_at(made, 85, 50) == {"Cyan": 100}


@pytest.mark.parametrize(("decode", "cyan"), [("", 80), ("/Decode [1 0 1 0 1 0 1 0]", 20)])
def test_decode_turns_a_cmyk_jpeg_round(decode: str, cyan: int) -> None:
    # Pillow writes 20 % cyan the Adobe way round: 204 in the file.
    data = jpeg("CMYK", (51, 102, 0, 255))
    found = inks(SHOW, "", {"Im": image(16, 16, data, "/DeviceCMYK", extra=f"/Filter /DCTDecode {decode}")})
    magenta = 60 if cyan == 80 else 40
    yellow, black = ({"Yellow": 100}, {}) if cyan == 80 else ({}, {"Black": 100})
    assert found == pytest.approx({"Cyan": cyan, "Magenta": magenta, **yellow, **black}, abs=1)


def test_a_picture_of_many_more_pixels_than_the_plates_is_brought_down_and_keeps_its_ink() -> None:
    dice = random.Random(4)
    pixels = bytes(dice.randrange(256) for _ in range(400 * 400)) * 4
    held = {"Im": image(400, 400, pixels, "/DeviceCMYK")}
    fine, coarse = (plates_of(page(SHOW, "", held), ppi) for ppi in (144, 36))
    wanted = {one.ink: one.share for one in coverage(fine)}
    assert {one.ink: one.share for one in coverage(coarse)} == pytest.approx(wanted, abs=0.004)


def test_pictures_that_do_not_fit_into_memory_are_told_with_the_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plates_objects, "_MOST_PIXELS", 1 << 20)
    pixels = bytes((51, 102, 153, 204)) * 600 * 600
    made = plates_of(page(SHOW, "", {"Im": image(600, 600, pixels, "/DeviceCMYK")}), 300)
    assert made.lost == ('"Do": its pictures come to more than 1 MiB on the plates',)


def test_a_grey_jpeg_is_on_the_black_plate_and_knocks_the_others_out() -> None:
    data = jpeg("L", 102)
    found = inks(f"{PANEL} {SHOW}", "", {"Im": image(16, 16, data, "/DeviceGray", extra="/Filter /DCTDecode")})
    assert found == {"Black": 60}


def test_a_jpeg_packed_once_more_is_read() -> None:
    data = jpeg("CMYK", (255, 0, 0, 0)).hex().encode() + b">"
    extra = "/Filter [/ASCIIHexDecode /DCTDecode] /Decode [1 0 1 0 1 0 1 0]"
    assert inks(SHOW, "", {"Im": image(16, 16, data, "/DeviceCMYK", extra=extra)}) == {"Cyan": 100}


def test_a_spot_image_is_on_its_plate_and_overprints_when_told() -> None:
    made = {"Im": image(1, 1, bytes((128,)), RED[5:])}
    assert inks(f"{PANEL} {SHOW}", "", made) == {"Red": 50}
    assert inks(f"{PANEL} /Over gs {SHOW}", "", made) == {"Cyan": 20, "Magenta": 30, "Yellow": 40, "Red": 50}


def test_overprint_mode_1_does_not_go_by_the_pixels_of_an_image() -> None:
    made = {"Im": image(1, 1, bytes((0, 0, 0, 255)), "/DeviceCMYK")}
    assert inks(f"{PANEL} /Over gs {SHOW}", "", made) == {"Black": 100}


def test_an_indexed_image_takes_the_inks_of_its_table() -> None:
    table = "<00000000 FF800000>".replace(" ", "")
    made = plates_of(page(SHOW, "", {"Im": image(2, 1, b"\x40", f"[/Indexed /DeviceCMYK 1 {table}]", bits=1)}))
    assert inks_at(made, 15, 50) == {}
    assert inks_at(made, 85, 50) == {"Cyan": 100, "Magenta": 50}


def test_a_line_drawing_of_one_bit_is_black_where_it_is_0() -> None:
    made = plates_of(page(SHOW, "", {"Im": image(2, 1, b"\x40", "/DeviceGray", bits=1)}))
    assert (inks_at(made, 15, 50), inks_at(made, 85, 50)) == ({"Black": 100}, {})


@pytest.mark.parametrize(("bits", "data"), [(2, b"\xc6"), (4, b"\xf0\x5a"), (16, b"\xff\xff\x00\x00\x55\x55\xaa\xaa")])
def test_samples_of_any_depth_are_read(bits: int, data: bytes) -> None:
    found = inks(SHOW, "", {"Im": image(1, 1, data, "/DeviceCMYK", bits=bits)})
    # Two bits: 3, 0, 1, 2 of 3; four bits: 15, 0, 5, 10 of 15; sixteen: the same shares.
    assert found == {"Cyan": 100, "Yellow": 33, "Black": 67}


def test_a_stencil_is_painted_in_the_current_ink_and_overprints() -> None:
    stencil = {"Im": image(1, 1, b"\x00", "/DeviceGray", bits=1)}

    def bare(pdf: object) -> object:
        made = stencil["Im"](pdf)
        del made["/ColorSpace"]
        made["/ImageMask"] = True
        return made

    assert inks(f"{PANEL} 0 0 0 1 k {SHOW}", "", {"Im": bare}) == {"Black": 100}
    kept = {"Cyan": 20, "Magenta": 30, "Yellow": 40, "Black": 100}
    assert inks(f"{PANEL} /Over gs 0 0 0 1 k {SHOW}", "", {"Im": bare}) == kept


def test_a_mask_hides_the_image_on_every_plate() -> None:
    pdf = page(f"{PANEL} {SHOW}", "", {"Im": image(1, 1, bytes((0, 0, 0, 128)), "/DeviceCMYK")})
    mask = image(2, 1, b"\xff\x00", "/DeviceGray")(pdf)
    pdf.pages[0].obj["/Resources"]["/XObject"]["/Im"]["/SMask"] = mask
    made = plates_of(pdf)
    assert inks_at(made, 15, 50) == {"Black": 50}
    assert inks_at(made, 85, 50) == {"Cyan": 20, "Magenta": 30, "Yellow": 40}


@pytest.mark.parametrize(
    ("space", "pixels", "limits"),
    [
        ("/DeviceCMYK", bytes((0, 0, 0, 128, 255, 255, 255, 255)), "[255 255 255 255 255 255 255 255]"),
        ("/DeviceGray", bytes((127, 9)), "[9 9]"),
    ],
)
def test_colours_that_are_masked_hide_the_image_on_every_plate(space: str, pixels: bytes, limits: str) -> None:
    made = plates_of(page(f"{PANEL} {SHOW}", "", {"Im": image(2, 1, pixels, space, extra=f"/Mask {limits}")}))
    assert inks_at(made, 15, 50) == {"Black": 50}
    assert inks_at(made, 85, 50) == {"Cyan": 20, "Magenta": 30, "Yellow": 40}


def test_an_rgb_image_is_separated_and_told() -> None:
    made = plates_of(page(SHOW, "", {"Im": image(1, 1, bytes((255, 255, 0)), "/DeviceRGB")}))
    found = inks_at(made, 50, 50)
    assert made.foreign == ("RGB",)
    assert found["Yellow"] > 85
    assert found.get("Black", 0) == 0


def test_a_lab_image_is_separated() -> None:
    space = "[/Lab << /WhitePoint [0.9642 1 0.8249] /Range [-128 127 -128 127] >>]"
    white = inks(SHOW, "", {"Im": image(1, 1, bytes((255, 128, 128)), space)})
    black = inks(SHOW, "", {"Im": image(1, 1, bytes((0, 128, 128)), space)})
    assert sum(white.values()) < 5
    assert sum(black.values()) > 250


def test_an_inline_image_is_separated() -> None:
    content = "q 80 0 0 80 10 10 cm BI /W 1 /H 1 /CS /CMYK /BPC 8 /F /AHx ID FF008000> EI Q 0 0 0 1 k 0 0 5 5 re f"
    made = plates_of(page(content))
    assert inks_at(made, 50, 50) == {"Cyan": 100, "Yellow": 50}
    assert inks_at(made, 2, 98) == {"Black": 100}


def test_an_image_with_too_few_samples_is_told() -> None:
    made = plates_of(page(SHOW, "", {"Im": image(9, 9, b"abc", "/DeviceCMYK")}))
    assert made.lost == ('"Do": an image with too few samples',)
