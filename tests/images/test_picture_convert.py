"""Pictures converted for the press: pixels, inks, resolution, and what happens to damaged ones."""

import io
import itertools
import random
import struct
import zlib
from pathlib import Path

import pypdfium2
import pytest
from picture_makers import to_screen
from PIL import Image, ImageCms, ImageDraw

from pagesetter import resources
from pagesetter.diagnostics import Origin, Severity
from pagesetter.images.aim import Aim, aim_of
from pagesetter.images.convert import PictureJob, PressPicture, press_picture, press_pictures
from pagesetter.images.crop import WHOLE, Crop
from pagesetter.model.press import PressSpec
from pagesetter.preflight.profile import load

NEWSPRINT_AIM, COATED_AIM = aim_of(PressSpec()), aim_of(PressSpec(condition="coated"))
NEWSPRINT = resources.data("profiles/newsprint.icc")
COATED = resources.data("profiles/coated.icc")
QUADRANTS = {"red": (200, 40, 40), "green": (40, 150, 60), "blue": (40, 60, 190), "yellow": (235, 215, 60)}


def quadrants(size: tuple[int, int] = (120, 80)) -> Image.Image:
    """Red and green above, blue and yellow below."""
    image = Image.new("RGB", size)
    w, h = size[0] // 2, size[1] // 2
    for i, colour in enumerate(QUADRANTS.values()):
        image.paste(colour, (i % 2 * w, i // 2 * h, i % 2 * w + w, i // 2 * h + h))
    return image


def random_colours(count: int = 64) -> Image.Image:
    """Flat squares of 16 px in random colours, the cube's corners among them."""
    chance = random.Random(3)
    image = Image.new("RGB", (count * 16, count * 16))
    draw = ImageDraw.Draw(image)
    corners = [(r, g, b) for r in (0, 255) for g in (0, 255) for b in (0, 255)]
    for i in range(count * count):
        colour = corners[i] if i < 8 else tuple(chance.randrange(256) for _ in range(3))
        x, y = i % count * 16, i // count * 16
        draw.rectangle((x, y, x + 15, y + 15), fill=colour)
    return image


def pressed(path: Path, aim: Aim = NEWSPRINT_AIM, ppi: float = 72, crop: Crop = WHOLE) -> PressPicture:
    with Image.open(path) as image:
        w, h = image.size
    return press_picture(str(path), crop, w * (crop[2] - crop[0]) / ppi * 72, h * (crop[3] - crop[1]) / ppi * 72, aim)


def of(
    image: Image.Image, folder: Path, name: str = "a.png", aim: Aim = NEWSPRINT_AIM, **options: object
) -> PressPicture:
    image.save(folder / name, **options)
    return pressed(folder / name, aim)


def samples(picture: PressPicture) -> Image.Image:
    """The inks (0 none, 255 full), or the grey, that a PDF reader makes of the picture."""
    if picture.bits == 1:
        assert (picture.components, picture.inverted, picture.filter) == (1, False, "FlateDecode")
        return Image.frombytes("1", (picture.width, picture.height), zlib.decompress(picture.data)).convert("L")
    with Image.open(io.BytesIO(picture.data)) as image:
        image.load()
    assert image.size == (picture.width, picture.height)
    assert image.mode == ("CMYK" if picture.components == 4 else "L")
    # Pillow undoes the inversion of CMYK samples when it reads them, as /Decode does in the PDF.
    assert picture.inverted == (picture.components == 4)
    return image


def proofed(inks: Image.Image, profile: Path = NEWSPRINT) -> Image.Image:
    return to_screen(profile).apply(inks)


def rendered(picture: PressPicture, *fills: tuple[int, ...]) -> Image.Image:
    """The picture as PDFium shows it from a PDF; below it squares of 20 pt filled with the given inks (0..255)."""
    space, decode = ("/DeviceCMYK", "/Decode [1 0 1 0 1 0 1 0]") if picture.components == 4 else ("/DeviceGray", "")
    content = f"q {picture.width} 0 0 {picture.height} 0 20 cm /I Do Q".encode()
    for i, inks in enumerate(fills):
        content += f" {' '.join(f'{v / 255:.5f}' for v in inks)} k {i * 20} 0 20 20 re f".encode()
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 {picture.width} {picture.height + 20}] /Contents 4 0 R "
        "/Resources <</XObject <</I 5 0 R>>>>>>".encode(),
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
        f"<</Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} /ColorSpace {space} "
        f"{decode} /BitsPerComponent {picture.bits} /Filter /DCTDecode /Length {len(picture.data)}>>\nstream\n".encode()
        + picture.data
        + b"\nendstream",
    ]
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    out += b"trailer <</Size 6 /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start
    document = pypdfium2.PdfDocument(bytes(out))
    image = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    return image


def lightness(image: Image.Image) -> list[int]:
    lab = ImageCms.createProfile("LAB", 5000)
    transform = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), lab, "RGB", "LAB", 1)
    return list(transform.apply(image.convert("RGB")).getchannel(0).tobytes())


def test_colours_in_a_pdf_are_the_inks_that_the_press_profile_asks_for(tmp_path: Path) -> None:
    image = quadrants()
    picture = of(image, tmp_path)
    asked = ImageCms.profileToProfile(
        image, ImageCms.createProfile("sRGB"), str(NEWSPRINT), ImageCms.Intent.PERCEPTUAL, "CMYK"
    )
    spots = ((30, 20), (90, 20), (30, 60), (90, 60))
    shown = rendered(picture, *(asked.getpixel(at) for at in spots))
    proof = proofed(samples(picture))
    for i, at in enumerate(spots):
        assert shown.getpixel(at) == pytest.approx(shown.getpixel((i * 20 + 10, 90)), abs=5)
        assert proof.getpixel(at) == pytest.approx(proofed(asked).getpixel(at), abs=5)
        # On newsprint the colours are dull, but each stays the colour that it was.
        red, green, blue = (a - b for a, b in zip(proof.getpixel(at), image.getpixel(at), strict=True))
        assert max(abs(red), abs(green), abs(blue)) < 90


def test_white_stays_paper_and_black_gets_dark(tmp_path: Path) -> None:
    image = Image.new("RGB", (64, 32), "white")
    image.paste((0, 0, 0), (0, 0, 32, 32))
    image.putpixel((60, 3), (255, 0, 0))  # keeps it a colour picture
    picture = of(image, tmp_path)
    inks = samples(picture)
    assert sum(inks.getpixel((48, 16))) <= 8
    assert sum(inks.getpixel((10, 16))) > 2.0 * 255
    assert min(rendered(picture).getpixel((48, 16))) > 245
    assert max(rendered(picture).getpixel((10, 16))) < 80


@pytest.mark.parametrize(("aim", "most"), [(NEWSPRINT_AIM, 2.30), (COATED_AIM, 3.00)])
def test_total_ink_is_within_the_condition_after_jpeg(tmp_path: Path, aim: Aim, most: float) -> None:
    inks = samples(of(random_colours(), tmp_path, aim=aim))
    # Centres of the squares: the blocks of the JPEG fall on them, what is left is its quantisation (under 2 %).
    totals = [sum(inks.getpixel((x, y))) / 255 for x in range(8, inks.width, 16) for y in range(8, inks.height, 16)]
    assert max(totals) <= most + 0.02
    assert max(totals) > 1.9


def test_photographic_noise_keeps_the_ink_limit_on_average_over_a_halftone_cell(tmp_path: Path) -> None:
    chance = random.Random(9)
    image = Image.frombytes("RGB", (256, 256), bytes(min(chance.randrange(60), 40) for _ in range(256 * 256 * 3)))
    inks = samples(of(image, tmp_path)).reduce(4)
    assert max(sum(inks.getpixel((x, y))) for x in range(64) for y in range(64)) / 255 <= 2.30


@pytest.mark.parametrize(("aim", "most"), [(NEWSPRINT_AIM, 200), (COATED_AIM, 300)])
def test_resolution_is_brought_down_to_that_of_the_condition_and_never_up(tmp_path: Path, aim: Aim, most: int) -> None:
    quadrants((600, 400)).save(tmp_path / "a.png")
    quadrants((600, 400)).save(tmp_path / "a.jpg", quality=95)
    for name in ("a.png", "a.jpg"):
        for part, width in ((0.75, 600), (1.0, 600), (1.05, 571), (2.0, 300), (6.0, 100)):
            picture = pressed(tmp_path / name, aim, ppi=most * part)
            assert (picture.width, picture.height) == (width, int(width / 1.5 + 1e-6))


def test_good_originals_keep_the_resolution_that_the_preflight_of_their_condition_wants(tmp_path: Path) -> None:
    quadrants((900, 600)).save(tmp_path / "a.png")
    for condition in ("newsprint", "coated"):
        profile, _ = load(condition)
        assert profile is not None
        wanted = dict(profile.row("picture-resolution").limits)["warn_ppi"]
        picture = press_picture(str(tmp_path / "a.png"), WHOLE, 108, 72, aim_of(PressSpec(condition=condition)))
        assert wanted <= picture.width / 108 * 72 < 600


def test_resampled_jpeg_and_png_agree(tmp_path: Path) -> None:
    quadrants((1200, 800)).save(tmp_path / "a.png")
    quadrants((1200, 800)).save(tmp_path / "a.jpg", quality=97, subsampling=0)
    png, jpeg = (samples(pressed(tmp_path / n, ppi=1400)) for n in ("a.png", "a.jpg"))
    for at in ((40, 20), (140, 20), (40, 90), (140, 90)):
        assert png.getpixel(at) == pytest.approx(jpeg.getpixel(at), abs=4)


@pytest.mark.parametrize("value", range(1, 9))
@pytest.mark.parametrize("ppi", [150, 800])
@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_crop_is_taken_from_the_upright_picture(tmp_path: Path, value: int, ppi: float, name: str) -> None:
    from PIL import ImageOps

    exif = Image.Exif()
    exif[0x0112] = value
    quadrants((480, 320)).save(tmp_path / name, exif=exif)
    with Image.open(tmp_path / name) as stored:
        upright = ImageOps.exif_transpose(stored).convert("RGB")
    w, h = upright.size
    for crop in ((0.05, 0.1, 0.45, 0.4), (0.55, 0.6, 0.95, 0.95), (0.55, 0.05, 0.9, 0.45)):
        frame = (w * (crop[2] - crop[0]) / ppi * 72, h * (crop[3] - crop[1]) / ppi * 72)
        picture = press_picture(str(tmp_path / name), crop, *frame, NEWSPRINT_AIM)
        assert picture.width / picture.height == pytest.approx(frame[0] / frame[1], rel=0.05)
        got = proofed(samples(picture)).getpixel((picture.width // 2, picture.height // 2))
        centre = upright.getpixel((round(w * (crop[0] + crop[2]) / 2), round(h * (crop[1] + crop[3]) / 2)))

        def distance(colour: tuple[int, int, int], got: tuple[int, int, int] = got) -> int:
            return sum((a - b) ** 2 for a, b in zip(colour, got, strict=True))

        def nearest(pixel: tuple[int, int, int]) -> str:
            return min(QUADRANTS, key=lambda n: sum((a - b) ** 2 for a, b in zip(QUADRANTS[n], pixel, strict=True)))

        assert min(QUADRANTS, key=lambda n: distance(QUADRANTS[n])) == nearest(centre)


def grey_ramp(mode: str = "L") -> Image.Image:
    ramp = Image.frombytes("L", (256, 16), bytes(range(256)) * 16)
    return ramp if mode == "L" else Image.merge(mode, [ramp] * len(mode))


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("aim", [NEWSPRINT_AIM, COATED_AIM])
def test_grey_stays_on_the_black_plate_from_paper_to_full_ink(tmp_path: Path, mode: str, aim: Aim) -> None:
    picture = of(grey_ramp(mode), tmp_path, aim=aim)
    assert (picture.components, picture.inverted) == (1, False)
    row = [samples(picture).getpixel((x, 8)) for x in range(256)]
    assert row[0] <= 2
    assert row[255] == 255
    assert all(b >= a - 2 for a, b in itertools.pairwise(row))


@pytest.mark.parametrize(("aim", "profile"), [(NEWSPRINT_AIM, NEWSPRINT), (COATED_AIM, COATED)])
def test_grey_prints_as_light_as_it_looks_after_the_gain_of_the_press(tmp_path: Path, aim: Aim, profile: Path) -> None:
    grey = samples(of(grey_ramp(), tmp_path, aim=aim)).crop((0, 8, 256, 9))
    none = Image.new("L", grey.size)
    printed = lightness(proofed(Image.merge("CMYK", [none, none, none, grey.point(lambda v: 255 - v)]), profile))
    seen = lightness(grey_ramp().crop((0, 8, 256, 9)))

    def y(v: float) -> float:
        scaled = v * 100 / 255
        return ((scaled + 16) / 116) ** 3 if scaled > 8 else scaled * 27 / 24389

    darkest = y(printed[0])
    for v in range(0, 256, 5):
        assert y(printed[v]) == pytest.approx(darkest + (1 - darkest) * y(seen[v]), abs=0.03)


def test_one_coloured_pixel_makes_a_colour_picture(tmp_path: Path) -> None:
    image = grey_ramp("RGB").copy()
    image.putpixel((77, 5), (200, 40, 40))
    assert of(image, tmp_path).components == 4


@pytest.mark.parametrize("mode", ["I;16", "1", "P", "LA", "RGBA", "PA", "CMYK", "LAB"])
def test_every_layout_of_pixels_gives_the_picture_that_was_meant(tmp_path: Path, mode: str) -> None:
    image = quadrants()
    name = "a.tif" if mode in ("CMYK", "LAB") else "a.png"
    expected = image
    if mode == "I;16":
        grey = image.convert("L")
        expected = grey
        image = Image.frombytes("I;16", grey.size, b"".join(bytes((v, v)) for v in grey.tobytes()))
    elif mode == "1":
        image = expected = image.convert("1", dither=Image.Dither.NONE)
    elif mode == "P":
        image = image.quantize(8)
    elif mode in ("LA", "RGBA", "PA"):
        grey = mode == "LA"
        image = image.convert("L" if grey else "RGB")
        expected = image.copy()
        expected.paste("white", (60, 0, 120, 80))
        alpha = Image.new("L", image.size, 255)
        alpha.paste(0, (60, 0, 120, 80))
        image.putalpha(alpha)
        if mode == "PA":
            image = image.quantize(16)
    elif mode == "CMYK":
        image = ImageCms.profileToProfile(image, ImageCms.createProfile("sRGB"), str(COATED), 1, "CMYK")
    elif mode == "LAB":
        lab = ImageCms.createProfile("LAB", 5000)
        image = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), lab, "RGB", "LAB", 1).apply(image)
        image.info.clear()
    picture = of(image, tmp_path, name)
    plain = of(expected, tmp_path, "plain.png")
    assert picture.components == plain.components
    got, wanted = samples(picture), samples(plain)
    if picture.components == 4:
        got, wanted = proofed(got), proofed(wanted)
    for at in ((30, 20), (90, 20), (30, 60), (90, 60)):
        tolerance = 22 if mode == "CMYK" else 6
        assert got.getpixel(at) == pytest.approx(wanted.getpixel(at), abs=tolerance)


def test_transparent_colour_of_a_palette_shows_the_paper(tmp_path: Path) -> None:
    image = quadrants().quantize(4)
    picture = of(image, tmp_path, "a.gif", transparency=image.getpixel((30, 20)))
    assert sum(samples(picture).getpixel((30, 20))) <= 8
    assert sum(samples(picture).getpixel((90, 20))) > 100


@pytest.mark.parametrize("byte_order", ["<", ">"])
def test_16_bit_grey_tiff_keeps_its_tones_in_both_byte_orders(tmp_path: Path, byte_order: str) -> None:
    values = [0, 8000, 32768, 65535]
    pixels = struct.pack(f"{byte_order}64H", *(v for v in values for _ in range(16)))
    tags = [(256, 3, 16), (257, 3, 4), (258, 3, 16), (259, 3, 1), (262, 3, 1), (273, 4, 200), (277, 3, 1), (278, 3, 4)]
    tags.append((279, 4, len(pixels)))
    head = (b"II" if byte_order == "<" else b"MM") + struct.pack(f"{byte_order}HIH", 42, 8, len(tags))
    for tag, kind, value in tags:
        head += struct.pack(
            f"{byte_order}HHI" + ("I" if kind == 4 else "HH"), tag, kind, 1, *([value] if kind == 4 else [value, 0])
        )
    (tmp_path / "a.tif").write_bytes((head + bytes(4)).ljust(200, b"\0") + pixels)
    sixteen = samples(pressed(tmp_path / "a.tif"))
    eight = samples(
        of(Image.frombytes("L", (16, 4), bytes(round(v / 257) for v in values for _ in range(16))), tmp_path)
    )
    assert list(sixteen.tobytes()) == pytest.approx(list(eight.tobytes()), abs=2)


def test_embedded_profile_decides_the_colour(tmp_path: Path) -> None:
    """The same numbers mean another colour when the profile swaps red and blue."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", profile[128:132])[0]
    for at in range(132, 132 + 12 * count, 12):
        name = bytes(profile[at : at + 4])
        if name in (b"rXYZ", b"bXYZ"):
            profile[at : at + 4] = b"bXYZ" if name == b"rXYZ" else b"rXYZ"
    image = quadrants()
    red, green, blue = image.split()
    swapped = of(Image.merge("RGB", (blue, green, red)), tmp_path, icc_profile=bytes(profile))
    plain = of(image, tmp_path, "plain.png")
    assert swapped.diagnostics == ()
    for at in ((30, 20), (90, 20), (30, 60), (90, 60)):
        assert samples(swapped).getpixel(at) == pytest.approx(samples(plain).getpixel(at), abs=6)


@pytest.mark.parametrize("profile", [b"not a profile", COATED.read_bytes(), COATED.read_bytes()[:5000]])
def test_broken_or_unfit_profile_is_noted_and_srgb_taken(tmp_path: Path, profile: bytes) -> None:
    plain = of(quadrants(), tmp_path)
    quadrants().save(tmp_path / "a.tif", icc_profile=profile)
    where = Origin("content/story.md", 7, 3)
    picture = press_picture(str(tmp_path / "a.tif"), WHOLE, 120, 80, NEWSPRINT_AIM, where)
    assert picture.data == plain.data
    assert [(d.code, d.severity, d.origin) for d in picture.diagnostics] == [("I009", Severity.NOTE, where)]


def test_cmyk_picture_in_the_inks_of_the_press_is_left_alone(tmp_path: Path) -> None:
    inks = Image.new("CMYK", (32, 32), (40, 120, 80, 20))
    picture = of(inks, tmp_path, "a.tif", icc_profile=NEWSPRINT.read_bytes())
    assert picture.diagnostics == ()
    assert samples(picture).getpixel((16, 16)) == pytest.approx((40, 120, 80, 20), abs=2)


def test_cmyk_picture_without_profile_counts_as_coated_and_keeps_the_ink_limit(tmp_path: Path) -> None:
    heavy = Image.new("CMYK", (32, 32), (230, 220, 210, 240))
    picture = of(heavy, tmp_path, "a.jpg", quality=95, subsampling=0)
    assert [d.code for d in picture.diagnostics] == ["I010", "I012"]
    assert sum(samples(picture).getpixel((16, 16))) / 255 <= 2.32
    light = Image.new("CMYK", (32, 32), (200, 190, 180, 60))
    untouched = of(light, tmp_path, "a.jpg", COATED_AIM, quality=95, subsampling=0)
    assert [d.code for d in untouched.diagnostics] == ["I010"]
    assert samples(untouched).getpixel((16, 16)) == pytest.approx((200, 190, 180, 60), abs=4)


def test_jpeg_carries_nothing_but_the_picture(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "a secret description"
    quadrants().save(tmp_path / "a.jpg", exif=exif, comment="a secret comment", dpi=(72, 72))
    jpeg = pressed(tmp_path / "a.jpg").data
    assert b"secret" not in jpeg
    assert b"ICC_PROFILE" not in jpeg
    assert b"Exif" not in jpeg
    assert jpeg[:2] == b"\xff\xd8"
    frame = jpeg.index(b"\xff\xc0")  # baseline
    assert [jpeg[frame + 11 + 3 * i] for i in range(4)] == [0x11] * 4  # no ink is subsampled


def test_threads_give_the_bytes_of_single_runs_in_order(tmp_path: Path) -> None:
    sizes = [(64, 48), (120, 80), (32, 32), (200, 100), (90, 90)]
    for i, size in enumerate(sizes):
        quadrants(size).save(tmp_path / f"{i}.png")
    jobs = [
        PictureJob(str(tmp_path / f"{i}.png"), WHOLE, w / 3, h / 3, NEWSPRINT_AIM) for i, (w, h) in enumerate(sizes)
    ]
    together = press_pictures(jobs)
    assert together == press_pictures(jobs)
    assert together == [press_picture(j.file, j.crop, j.width_pt, j.height_pt, j.aim) for j in jobs]
    assert press_pictures([]) == []


def test_damage_in_the_pixels_is_located_and_leaves_one_white_pixel(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    Image.effect_noise((64, 64), 90).save(path)
    path.write_bytes(path.read_bytes()[:-900])
    where = Origin("content/story.md", 7, 3)
    picture = press_picture(str(path), WHOLE, 64, 64, NEWSPRINT_AIM, where)
    assert [(d.code, d.severity, d.origin) for d in picture.diagnostics] == [("I004", Severity.ERROR, where)]
    assert samples(picture).getpixel((0, 0)) == 255


def test_missing_picture_is_a_diagnostic_too(tmp_path: Path) -> None:
    picture = press_picture(str(tmp_path / "a.jpg"), WHOLE, 64, 64, NEWSPRINT_AIM)
    assert [d.code for d in picture.diagnostics] == ["I001"]


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif", "a.webp", "a.gif"])
def test_no_damage_to_a_file_escapes_when_it_is_converted(tmp_path: Path, name: str) -> None:
    buffer = io.BytesIO()
    kind = {"tif": "TIFF", "jpg": "JPEG"}.get(name[2:], name[2:].upper())
    quadrants((48, 40)).save(buffer, kind)
    data = buffer.getvalue()
    chance = random.Random(17)
    for _ in range(40):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        (tmp_path / name).write_bytes(broken)
        picture = press_picture(str(tmp_path / name), (0.1, 0.1, 0.8, 0.9), 20, 20, NEWSPRINT_AIM)
        samples(picture)
