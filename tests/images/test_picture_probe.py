"""What the probe says of sound, odd and broken picture files."""

import io
import random
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from pagesetter.diagnostics import Origin, Severity
from pagesetter.images.probe import Probe, probe
from pagesetter.images.tables import limit

WHERE = Origin("content/story.md", 7, 3)


def written(folder: Path, name: str, mode: str = "RGB", size: tuple[int, int] = (60, 40), **options: object) -> Path:
    path = folder / name
    noise = random.Random(5).randbytes(size[0] * size[1] * len(Image.new(mode, (1, 1)).tobytes()))
    Image.frombytes(mode, size, noise).save(path, **options)
    return path


def only(path: Path) -> tuple[Probe | None, str, str]:
    found, findings = probe(path, WHERE)
    assert len(findings) == 1, findings
    assert findings[0].origin == WHERE
    return found, findings[0].code, findings[0].message + " " + findings[0].hint


def sound(path: Path) -> Probe:
    found, findings = probe(path, WHERE)
    assert findings == ()
    assert found is not None
    return found


@pytest.mark.parametrize("value", range(1, 9))
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_size_is_that_of_the_upright_picture(tmp_path: Path, name: str, value: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = value
    found = sound(written(tmp_path, name, exif=exif))
    assert (found.width, found.height) == ((60, 40) if value < 5 else (40, 60))


@pytest.mark.parametrize("value", [0, 9, 700])
def test_orientation_outside_the_standard_counts_as_upright(tmp_path: Path, value: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = value
    found = sound(written(tmp_path, "a.jpg", exif=exif))
    assert (found.width, found.height) == (60, 40)


@pytest.mark.parametrize(
    ("name", "mode", "kind"),
    [
        ("a.jpg", "L", "JPEG"),
        ("a.jpg", "CMYK", "JPEG"),
        ("a.png", "RGB", "PNG"),
        ("a.tif", "CMYK", "TIFF"),
        ("a.webp", "RGB", "WebP"),
        ("a.gif", "L", "GIF"),
        ("a.bmp", "RGB", "BMP"),
    ],
)
def test_each_format_is_known_by_its_bytes_whatever_its_name(tmp_path: Path, name: str, mode: str, kind: str) -> None:
    path = written(tmp_path, name, mode)
    found = sound(path.rename(path.with_suffix(".dat")))
    assert (found.format, found.width, found.height, found.has_profile) == (kind, 60, 40, False)


def test_alpha_and_profile_are_seen(tmp_path: Path) -> None:
    from PIL.ImageCms import ImageCmsProfile, createProfile

    profile = ImageCmsProfile(createProfile("sRGB")).tobytes()
    assert sound(written(tmp_path, "a.png", "RGBA", icc_profile=profile)) == Probe(
        str(tmp_path / "a.png"), 60, 40, "RGBA", True, True, "PNG"
    )
    assert not sound(written(tmp_path, "b.png")).has_alpha


def test_missing_file_names_the_nearest_one_in_the_folder(tmp_path: Path) -> None:
    written(tmp_path, "boats.jpg")
    written(tmp_path, "alps.jpg")
    found, code, text = only(tmp_path / "boat.jpg")
    assert (found, code) == (None, "I001")
    assert 'did you mean "boats.jpg"?' in text


def test_missing_folder_is_said(tmp_path: Path) -> None:
    _, code, text = only(tmp_path / "photos" / "boat.jpg")
    assert code == "I001"
    assert "the folder" in text


def test_file_used_as_a_folder_counts_as_missing(tmp_path: Path) -> None:
    assert only(written(tmp_path, "a.jpg") / "b.jpg")[1] == "I001"


def test_folder_is_no_picture(tmp_path: Path) -> None:
    assert only(tmp_path)[:2] == (None, "I002")


def test_name_with_a_null_is_no_file_name() -> None:
    assert only(Path("a\0b.jpg"))[:2] == (None, "I002")


def test_empty_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    assert only(tmp_path / "a.jpg")[:2] == (None, "I005")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"8BPS\0\1" + bytes(40), "Photoshop"),
        (b"%PDF-1.4\n", "PDF"),
        (b"\0\0\0\x1cftypheic" + bytes(40), "HEIC or AVIF"),
        (b"hello, world", "no picture that this program knows"),
        (b"\xff", "no picture that this program knows"),
    ],
)
def test_format_that_is_not_taken_is_named(tmp_path: Path, content: bytes, named: str) -> None:
    (tmp_path / "a.jpg").write_bytes(content)
    found, code, text = only(tmp_path / "a.jpg")
    assert (found, code) == (None, "I003")
    assert named in text


def test_floating_point_samples_are_refused(tmp_path: Path) -> None:
    assert only(written(tmp_path, "a.tif", "F"))[:2] == (None, "I003")


@pytest.mark.parametrize(
    ("name", "mode", "options"),
    [
        ("a.jpg", "RGB", {}),
        ("a.jpg", "RGB", {"progressive": True}),
        ("a.jpg", "CMYK", {}),
        ("a.png", "RGB", {}),
        ("a.tif", "RGB", {}),
        ("a.tif", "RGB", {"compression": "tiff_lzw"}),
        ("a.webp", "RGB", {}),
    ],
)
@pytest.mark.parametrize("share", [0.5, 0.9, 0.999])
def test_truncated_file_is_found_without_decoding(
    tmp_path: Path, name: str, mode: str, options: dict[str, object], share: float
) -> None:
    path = written(tmp_path, name, mode, (90, 70), **options)
    data = path.read_bytes()
    sound(path)
    path.write_bytes(data[: int(len(data) * share)])
    assert only(path)[:2] == (None, "I004")


def test_end_of_a_thumbnail_is_not_the_end_of_the_picture(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jpg")
    data = path.read_bytes()
    thumbnail = b"\xff\xe1" + struct.pack(">H", 2 + len(data)) + data
    whole = data[:2] + thumbnail + data[2:]
    path.write_bytes(whole)
    sound(path)
    path.write_bytes(whole[:-20])
    assert only(path)[:2] == (None, "I004")


def test_png_with_a_flipped_bit_is_found_by_its_checksum(tmp_path: Path) -> None:
    path = written(tmp_path, "a.png")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    found, code, text = only(path)
    assert (found, code) == (None, "I004")
    assert "checksum" in text


def test_bytes_after_the_end_do_no_harm(tmp_path: Path) -> None:
    for name in ("a.jpg", "a.png"):
        path = written(tmp_path, name)
        path.write_bytes(path.read_bytes() + b"trailing data of a camera" * 40)
        assert sound(path).width == 60


def png_header(width: int, height: int, colour: int = 2) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9000))) + chunk(b"IEND", b"")
    )


def test_too_many_pixels_are_refused_with_the_figures(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png_header(40_000, 30_000))
    found, code, text = only(tmp_path / "a.png")
    assert (found, code) == (None, "I006")
    assert "40000 x 30000 pixels, 1,200 megapixels; the most is 175" in text


def test_format_that_must_be_read_whole_is_refused_by_its_size_in_memory(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png_header(11_000, 10_000))
    found, code, text = only(tmp_path / "a.png")
    assert (found, code) == (None, "I006")
    assert "440 MB" in text


def test_the_same_pixels_in_grey_are_taken_without_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png_header(11_000, 10_000, colour=0))
    assert sound(tmp_path / "a.png").width == 11_000


def test_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.jpg").open("wb") as file:
        file.write(b"\xff\xd8\xff")
        file.truncate(limit("file_bytes") + 1_000_000)
    found, code, text = only(tmp_path / "a.jpg")
    assert (found, code) == (None, "I007")
    assert "301 MB" in text


def test_picture_without_pixels_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png_header(0, 10))
    assert only(tmp_path / "a.png")[1] in ("I004", "I005")
    (tmp_path / "a.gif").write_bytes(b"GIF89a" + bytes(7) + b";")
    assert only(tmp_path / "a.gif")[1] in ("I004", "I005")


def test_animation_gives_its_first_frame_and_a_warning(tmp_path: Path) -> None:
    frames = [Image.new("L", (20, 10), v) for v in (0, 128, 255)]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    found, findings = probe(tmp_path / "a.gif", WHERE)
    assert found is not None
    assert (found.width, found.height) == (20, 10)
    assert [(d.code, d.severity) for d in findings] == [("I008", Severity.WARNING)]
    assert "3 frames" in findings[0].message


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif", "a.webp", "a.gif", "a.bmp"])
def test_no_damage_to_a_file_escapes_as_an_exception_or_warning(tmp_path: Path, name: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    buffer = io.BytesIO()
    kind = {"tif": "TIFF", "jpg": "JPEG"}.get(name[2:], name[2:].upper())
    Image.effect_noise((32, 24), 60).save(buffer, kind, **({"exif": exif} if kind in ("JPEG", "PNG") else {}))
    data = buffer.getvalue()
    chance = random.Random(11)
    path = tmp_path / name
    codes = set()
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(min(len(broken), 400))] = chance.randrange(256)
        path.write_bytes(broken[: chance.randint(len(broken) // 3, len(broken))])
        found, findings = probe(path, WHERE)
        assert (found is None) == any(d.severity is Severity.ERROR for d in findings)
        codes.update(d.code for d in findings)
    assert codes & {"I003", "I004"}
