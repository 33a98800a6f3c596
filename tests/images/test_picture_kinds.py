"""Every way in which pixels are stored gives the picture that was meant, and line art stays what it is."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from picture_makers import COATED_ICC, NEWSPRINT, NEWSPRINT_ICC, pressed, quadrants, samples, shown
from PIL import Image, ImageCms

from pagesetter.diagnostics import Origin, Severity
from pagesetter.images.convert import press_picture
from pagesetter.images.crop import WHOLE
from pagesetter.images.probe import probe


def close(got: list[tuple[int, ...]], wanted: list[tuple[int, ...]], tolerance: int) -> bool:
    return all(abs(a - b) <= tolerance for g, w in zip(got, wanted, strict=True) for a, b in zip(g, w, strict=True))


@pytest.fixture
def meant(tmp_path: Path) -> list[tuple[int, ...]]:
    """The quadrants as a plain PNG gives them."""
    quadrants().save(tmp_path / "plain.png")
    return shown(pressed(tmp_path / "plain.png"))


def tiff(order: str, size: tuple[int, int], depth: int, channels: int, photometric: int, pixels: bytes) -> bytes:
    """An uncompressed TIFF of one strip (TIFF 6.0 section 2)."""
    depths = struct.pack(f"{order}{channels}H", *[depth] * channels)
    shorts = [(259, 1), (262, photometric), (277, channels), (278, size[1]), (284, 1)]
    tags = [(256, 4, 1, size[0]), (257, 4, 1, size[1])]
    tags += [(tag, 3, 1, value) for tag, value in shorts]
    start = 8 + 2 + 12 * 10 + 4
    tags += [(258, 3, channels, start if channels > 2 else depth), (273, 4, 1, start + 16), (279, 4, 1, len(pixels))]
    out = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HIH", 42, 8, len(tags))
    for tag, kind, count, value in sorted(tags):
        short = kind == 3 and count == 1
        out += struct.pack(f"{order}HHI", tag, kind, count) + struct.pack(
            f"{order}{'HH' if short else 'I'}", value, *([0] * short)
        )
    return (out + bytes(4) + depths).ljust(start + 16, b"\0") + pixels


def sixteen(data: bytes, order: str) -> bytes:
    """8-bit samples as 16 bits, the low byte set too."""
    return struct.pack(f"{order}{len(data)}H", *(v * 257 for v in data))


def png(size: tuple[int, int], depth: int, colour: int, rows: bytes, **chunks: bytes) -> bytes:
    """A PNG of the rows (each without its filter byte), with further chunks (PNG 3rd edition 5.3, 11.2.1)."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    width = len(rows) // size[1]
    filtered = b"".join(b"\0" + rows[i * width : (i + 1) * width] for i in range(size[1]))
    out = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, 0))
    out += b"".join(chunk(name.encode(), content) for name, content in chunks.items())
    return out + chunk(b"IDAT", zlib.compress(filtered)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("order", ["<", ">"])
def test_16_bit_rgb_tiff_is_the_same_picture(tmp_path: Path, meant: list[tuple[int, ...]], order: str) -> None:
    (tmp_path / "a.tif").write_bytes(tiff(order, (120, 80), 16, 3, 2, sixteen(quadrants().tobytes(), order)))
    assert close(shown(pressed(tmp_path / "a.tif")), meant, 4)


def test_16_bit_rgb_png_is_the_same_picture(tmp_path: Path, meant: list[tuple[int, ...]]) -> None:
    (tmp_path / "a.png").write_bytes(png((120, 80), 16, 2, sixteen(quadrants().tobytes(), ">")))
    assert close(shown(pressed(tmp_path / "a.png")), meant, 4)


def test_16_bit_png_with_alpha_shows_the_paper(tmp_path: Path) -> None:
    image = quadrants().convert("RGBA")
    image.paste((10, 20, 30, 0), (60, 0, 120, 80))
    (tmp_path / "a.png").write_bytes(png((120, 80), 16, 6, sixteen(image.tobytes(), ">")))
    inks = samples(pressed(tmp_path / "a.png"))
    assert sum(inks.getpixel((90, 20))) <= 8
    assert sum(inks.getpixel((30, 20))) > 100


def test_transparent_colour_of_a_16_bit_rgb_png_shows_the_paper(tmp_path: Path) -> None:
    key = struct.pack(">3H", *(v * 257 for v in (200, 40, 40)))
    (tmp_path / "a.png").write_bytes(png((120, 80), 16, 2, sixteen(quadrants().tobytes(), ">"), tRNS=key))
    inks = samples(pressed(tmp_path / "a.png"))
    assert sum(inks.getpixel((30, 20))) <= 8
    assert sum(inks.getpixel((90, 20))) > 100


def test_transparent_value_of_a_16_bit_grey_png_shows_the_paper(tmp_path: Path) -> None:
    grey = bytes(40 if x < 60 else 90 for _ in range(80) for x in range(120))
    key = struct.pack(">H", 40 * 257)
    (tmp_path / "a.png").write_bytes(png((120, 80), 16, 0, sixteen(grey, ">"), tRNS=key))
    picture = samples(pressed(tmp_path / "a.png"))
    assert picture.getpixel((30, 40)) >= 253
    assert picture.getpixel((90, 40)) < 140


@pytest.mark.parametrize("order", ["<", ">"])
def test_16_bit_cmyk_tiff_is_separated_like_one_of_8_bits(tmp_path: Path, order: str) -> None:
    inks = ImageCms.profileToProfile(quadrants(), ImageCms.createProfile("sRGB"), str(COATED_ICC), 1, "CMYK")
    (tmp_path / "wide.tif").write_bytes(tiff(order, (120, 80), 16, 4, 5, sixteen(inks.tobytes(), order)))
    inks.info.clear()
    inks.save(tmp_path / "plain.tif")
    wide, plain = pressed(tmp_path / "wide.tif"), pressed(tmp_path / "plain.tif")
    assert close(shown(wide), shown(plain), 3)
    assert [d.code for d in wide.diagnostics] == [d.code for d in plain.diagnostics] == ["I010"]


def test_lab_tiff_is_the_colour_that_it_says(tmp_path: Path, meant: list[tuple[int, ...]]) -> None:
    to_lab = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB", 5000), "RGB", "LAB", 1
    )
    # In bytes a* and b* are signed, as TIFF has them (TIFF 6.0 section 23).
    stored = to_lab.apply(quadrants()).tobytes()
    (tmp_path / "a.tif").write_bytes(tiff("<", (120, 80), 8, 3, 8, stored))
    picture = pressed(tmp_path / "a.tif")
    assert picture.diagnostics == ()
    assert close(shown(picture), meant, 8)


def without_adobe(jpeg: bytes) -> bytes:
    """The file without the marker that says who wrote it (T.872 6.5.3)."""
    at = jpeg.index(b"\xff\xee")
    return jpeg[:at] + jpeg[at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big") :]


def test_cmyk_jpeg_is_inverted_only_where_adobes_marker_says_so(tmp_path: Path) -> None:
    inks = (40, 120, 80, 20)
    options = {"quality": 97, "subsampling": 0, "icc_profile": NEWSPRINT_ICC.read_bytes()}
    Image.new("CMYK", (32, 32), inks).save(tmp_path / "adobe.jpg", **options)
    out = io.BytesIO()
    Image.new("CMYK", (32, 32), tuple(255 - v for v in inks)).save(out, "JPEG", **options)
    (tmp_path / "plain.jpg").write_bytes(without_adobe(out.getvalue()))
    for name in ("adobe.jpg", "plain.jpg"):
        picture = pressed(tmp_path / name)
        assert picture.diagnostics == ()
        assert samples(picture).getpixel((16, 16)) == pytest.approx(inks, abs=3)


def test_cmyk_with_the_profile_of_another_press_is_converted(tmp_path: Path, meant: list[tuple[int, ...]]) -> None:
    inks = ImageCms.profileToProfile(quadrants(), ImageCms.createProfile("sRGB"), str(COATED_ICC), 1, "CMYK")
    inks.save(tmp_path / "a.jpg", quality=97, subsampling=0, icc_profile=COATED_ICC.read_bytes())
    picture = pressed(tmp_path / "a.jpg")
    assert picture.diagnostics == ()
    assert close(shown(picture), meant, 25)


def ramp() -> Image.Image:
    return Image.frombytes("L", (256, 8), bytes(range(256)) * 8)


def test_inks_of_black_alone_stay_on_the_black_plate_as_light_as_they_were(tmp_path: Path) -> None:
    none = Image.new("L", (256, 8))
    inks = Image.merge("CMYK", [none, none, none, ramp()])
    inks.save(tmp_path / "here.tif", icc_profile=NEWSPRINT_ICC.read_bytes())
    here = pressed(tmp_path / "here.tif", size=(256, 8))
    assert (here.components, here.inverted, here.diagnostics) == (1, False, ())
    assert list(samples(here).tobytes()[:256]) == pytest.approx([255 - v for v in range(256)], abs=3)
    inks.save(tmp_path / "there.tif", icc_profile=COATED_ICC.read_bytes())
    there = pressed(tmp_path / "there.tif", size=(256, 8))
    assert (there.components, there.diagnostics) == (1, ())
    tones = samples(there).tobytes()[:256]
    assert (tones[0], tones[255]) == (255, 0)
    lab = ImageCms.createProfile("LAB", 5000)
    black = Image.merge("CMYK", [none, none, none, samples(there).point(lambda v: 255 - v)])
    came, prints = (
        ImageCms.buildTransform(str(profile), lab, "CMYK", "LAB", 1).apply(image).getchannel(0).tobytes()
        for profile, image in ((COATED_ICC, inks), (NEWSPRINT_ICC, black))
    )
    # Lightness runs from paper to full black in each, a little compressed on newsprint.
    for at in (64, 128, 192):
        whole = (came[at] - came[255]) / (came[0] - came[255])
        assert (prints[at] - prints[255]) / (prints[0] - prints[255]) == pytest.approx(whole, abs=0.12)
    inks.putpixel((3, 3), (0, 40, 0, 0))
    inks.save(tmp_path / "red.tif", icc_profile=NEWSPRINT_ICC.read_bytes())
    assert pressed(tmp_path / "red.tif", size=(256, 8)).components == 4


def test_lab_without_colour_is_grey_on_the_black_plate(tmp_path: Path) -> None:
    none = Image.new("L", (256, 8))
    Image.merge("LAB", [ramp(), none, none]).save(tmp_path / "a.tif")
    lab = pressed(tmp_path / "a.tif", size=(256, 8))
    assert (lab.components, lab.diagnostics) == (1, ())
    # The same lightness as an sRGB grey: L* of 119 is 50.0.
    Image.new("L", (16, 8), 119).save(tmp_path / "b.png")
    grey = samples(pressed(tmp_path / "b.png", size=(16, 8))).getpixel((8, 4))
    assert samples(lab).getpixel((128, 4)) == pytest.approx(grey, abs=4)


@pytest.mark.parametrize(("more", "codes"), [(2_000_000, []), (60_000_000, ["I009"])])
def test_a_png_with_a_large_profile_is_taken_and_one_that_unpacks_without_end_is_left_aside(
    tmp_path: Path, meant: list[tuple[int, ...]], more: int, codes: list[str]
) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    quadrants().save(tmp_path / "a.png", icc_profile=struct.pack(">I", len(profile) + more) + profile[4:] + bytes(more))
    found, problems = probe(tmp_path / "a.png", None)
    assert found is not None
    assert (found.has_profile, problems) == (True, ())
    picture = pressed(tmp_path / "a.png")
    assert [d.code for d in picture.diagnostics] == codes
    assert close(shown(picture), meant, 1)


def drawing(size: tuple[int, int] = (1200, 800)) -> Image.Image:
    """Line art: a black bar and fine stripes."""
    image = Image.new("1", size, 1)
    image.paste(0, (0, 0, size[0] // 4, size[1] // 2))
    for x in range(size[0] // 2, size[0], 4):
        image.paste(0, (x, size[1] // 2, x + 1, size[1]))
    return image


@pytest.mark.parametrize(
    ("name", "options"),
    [("a.png", {}), ("a.tif", {}), ("fax.tif", {"compression": "group4"}), ("a.bmp", {})],
)
def test_line_art_keeps_its_pixels_at_its_own_resolution(tmp_path: Path, name: str, options: dict[str, object]) -> None:
    drawing().save(tmp_path / name, **options)
    picture = pressed(tmp_path / name, size=(72, 48))  # 1200 ppi
    assert (picture.width, picture.height, picture.bits) == (1200, 800, 1)
    assert samples(picture).tobytes() == drawing().convert("L").tobytes()


def test_line_art_stored_white_on_zero_is_not_negative(tmp_path: Path) -> None:
    pixels = bytes(v ^ 0xFF for v in drawing((64, 48)).tobytes())
    (tmp_path / "a.tif").write_bytes(tiff("<", (64, 48), 1, 1, 0, pixels))
    assert samples(pressed(tmp_path / "a.tif")).tobytes() == drawing((64, 48)).convert("L").tobytes()


def test_a_palette_of_black_and_white_is_line_art_and_one_of_greys_is_not(tmp_path: Path) -> None:
    image = drawing((200, 100)).convert("P")
    image.save(tmp_path / "a.gif")
    assert pressed(tmp_path / "a.gif", size=(12, 6)).bits == 1
    image.putpalette([20, 20, 20] * 128 + [230, 230, 230] * 128)
    image.save(tmp_path / "b.gif")
    picture = pressed(tmp_path / "b.gif", size=(12, 6))
    assert (picture.bits, picture.components) == (8, 1)
    assert picture.width < 40


def test_transparent_line_art_shows_the_paper(tmp_path: Path) -> None:
    drawing((64, 48)).save(tmp_path / "a.png", transparency=0)
    picture = pressed(tmp_path / "a.png")
    assert picture.bits == 1
    assert set(samples(picture).tobytes()) == {255}


@pytest.mark.parametrize("value", range(1, 9))
def test_line_art_is_turned_upright_and_cropped(tmp_path: Path, value: int) -> None:
    from PIL import ImageOps

    exif = Image.Exif()
    exif[0x0112] = value
    drawing((64, 48)).save(tmp_path / "a.png", exif=exif)
    with Image.open(tmp_path / "a.png") as stored:
        upright = ImageOps.exif_transpose(stored)
    w, h = upright.size
    whole = pressed(tmp_path / "a.png")
    assert samples(whole).tobytes() == upright.convert("L").tobytes()
    part = press_picture(str(tmp_path / "a.png"), (0.25, 0.0, 1.0, 0.5), 20, 20, NEWSPRINT)
    assert samples(part).tobytes() == upright.crop((w // 4, 0, w, h // 2)).convert("L").tobytes()


def inverted(profile: bytes) -> bytes:
    """An RGB profile of which all tone curves run backwards: white is black."""
    count = struct.unpack(">I", profile[128:132])[0]
    tags = {
        profile[at : at + 4]: struct.unpack(">II", profile[at + 4 : at + 12]) for at in range(132, 132 + 12 * count, 12)
    }
    out = bytearray(profile)
    curve = b"curv" + bytes(4) + struct.pack(">I2H", 2, 65535, 0)
    place = len(out)
    out += curve
    for at in range(132, 132 + 12 * count, 12):
        if bytes(out[at : at + 4]) in (b"rTRC", b"gTRC", b"bTRC"):
            out[at + 4 : at + 12] = struct.pack(">II", place, len(curve))
    assert {b"rTRC", b"gTRC", b"bTRC"} <= tags.keys()
    out[:4] = struct.pack(">I", len(out))
    return bytes(out)


def test_a_profile_by_which_white_is_darker_than_black_is_left_aside(
    tmp_path: Path, meant: list[tuple[int, ...]]
) -> None:
    profile = inverted(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    quadrants().save(tmp_path / "a.png", icc_profile=profile)
    picture = pressed(tmp_path / "a.png")
    assert [d.code for d in picture.diagnostics] == ["I009"]
    assert close(shown(picture), meant, 1)


@pytest.mark.parametrize(("depth", "channels", "photometric"), [(16, 3, 8), (8, 3, 9), (32, 3, 2)])
def test_a_depth_or_colour_space_that_is_not_read_is_said_to_be_so(
    tmp_path: Path, depth: int, channels: int, photometric: int
) -> None:
    where = Origin("content/story.md", 4, 2)
    (tmp_path / "a.tif").write_bytes(tiff("<", (8, 8), depth, channels, photometric, bytes(8 * 8 * channels * 4)))
    found, problems = probe(tmp_path / "a.tif", where)
    assert found is None
    assert [(d.code, d.severity, d.origin) for d in problems] == [("I003", Severity.ERROR, where)]
    assert "damaged" not in problems[0].message


def test_a_jpeg_of_thousands_of_scans_is_refused_with_the_figures(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("L", (64, 64), 90).save(out, "JPEG", progressive=True)
    jpeg = out.getvalue()
    scan = jpeg.rindex(b"\xff\xda")
    (tmp_path / "a.jpg").write_bytes(jpeg[:scan] + jpeg[scan:-2] * 3000 + jpeg[-2:])
    picture = press_picture(str(tmp_path / "a.jpg"), WHOLE, 20, 20, NEWSPRINT)
    assert [d.code for d in picture.diagnostics] == ["I006"]
    assert "64 x 64 pixels in 3,005 scans" in picture.diagnostics[0].message
