"""The outline of a cut-out holds all that is seen of it, and little more."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from pagesetter.images.contour import contoured, contours, outline_of
from pagesetter.images.opened import PictureError


def disc(size: tuple[int, int] = (200, 100)) -> Image.Image:
    """A mask with an ellipse that fills its middle half."""
    mask = Image.new("L", size, 0)
    w, h = size
    ImageDraw.Draw(mask).ellipse((w // 4, h // 4, 3 * w // 4, 3 * h // 4), fill=255)
    return mask


def inside(outline: tuple[tuple[float, float], ...], x: float, y: float) -> bool:
    """Whether a point lies in a polygon: edges crossed on the way to its right."""
    crossed = False
    for (x0, y0), (x1, y1) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            crossed = not crossed
    return crossed


@pytest.mark.parametrize("size", [(200, 100), (40, 30), (37, 411)])
def test_everything_that_is_seen_lies_inside(size: tuple[int, int]) -> None:
    mask = disc(size)
    outline = outline_of(mask)
    w, h = size
    seen = [(i % w, i // w) for i, v in enumerate(mask.tobytes()) if v]
    assert seen
    assert all(inside(outline, (x + 0.5) / w, (y + 0.5) / h) for x, y in seen)
    clear = [(x, y) for x, y in ((2, 2), (w - 3, 2), (2, h - 3), (w // 4, h // 4)) if not mask.getpixel((x, y))]
    assert not any(inside(outline, (x + 0.5) / w, (y + 0.5) / h) for x, y in clear)


def test_a_straight_side_has_no_more_corners_than_it_needs() -> None:
    mask = Image.new("L", (100, 100), 0)
    mask.paste(255, (20, 10, 70, 90))
    assert len(outline_of(mask)) <= 8


def test_hollows_at_the_sides_are_followed() -> None:
    mask = Image.new("L", (100, 100), 0)
    mask.paste(255, (10, 0, 90, 30))
    mask.paste(255, (40, 30, 60, 70))
    mask.paste(255, (10, 70, 90, 100))
    outline = outline_of(mask)
    assert not inside(outline, 0.2, 0.5)
    assert not inside(outline, 0.8, 0.5)
    assert inside(outline, 0.5, 0.5)


def test_parts_that_lie_apart_are_one_shape() -> None:
    mask = Image.new("L", (100, 100), 0)
    mask.paste(255, (10, 10, 30, 30))
    mask.paste(255, (70, 70, 90, 90))
    outline = outline_of(mask)
    assert inside(outline, 0.2, 0.2)
    assert inside(outline, 0.8, 0.8)
    assert not inside(outline, 0.8, 0.2)


def test_nothing_transparent_or_nothing_seen_has_no_outline() -> None:
    assert outline_of(Image.new("L", (50, 50), 255)) == ()
    assert outline_of(Image.new("L", (50, 50), 0)) == ()


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def test_a_picture_lies_as_its_orientation_says() -> None:
    image = Image.new("RGBA", (80, 40), (200, 40, 40, 255))
    image.putalpha(0)
    image.paste((200, 40, 40, 255), (0, 0, 20, 40))  # a strip at the left of the stored picture
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter clockwise to be seen: the strip lies at the top
    words = contoured("turned.png", saved(image, exif=exif.tobytes()))
    values = [float(word) for word in words.decode().split()]
    assert max(values[1::2]) == pytest.approx(0.25, abs=0.02)
    assert (min(values[::2]), max(values[::2])) == (0.0, 1.0)


def test_a_photograph_without_transparency_has_none_and_damage_is_told() -> None:
    assert contoured("plain.jpg", saved(Image.new("RGB", (40, 40), "red"), "JPEG")) == b""
    with pytest.raises(PictureError):
        contoured("no.png", b"no picture")


def test_outlines_are_kept(tmp_path: Path) -> None:
    image = Image.new("RGBA", (60, 60), (0, 0, 0, 255))
    image.putalpha(disc((60, 60)))
    file, cache = tmp_path / "cut.png", tmp_path / "cache"
    file.write_bytes(saved(image))
    first = contours([file, tmp_path / "absent.png"], cache)
    assert list(first) == [str(file)]
    assert len(first[str(file)]) > 8
    assert contours([file], cache) == first
