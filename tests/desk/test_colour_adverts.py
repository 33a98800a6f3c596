"""Which advertisements print in colour."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from desk_makers import sound
from PIL import Image

from pagesetter.desk.colour import coloured_adverts
from pagesetter.model.areas import Area
from pagesetter.model.spec import LayoutSpec


def layout(*files: Path) -> LayoutSpec:
    """A layout with these advertisements."""
    spec = sound().subject().spec
    origin = spec.areas[0].origin
    adverts = tuple(Area(f"X{i}", "advert", frozenset(), origin, advert=str(file)) for i, file in enumerate(files))
    return replace(spec, areas=adverts)


def page(path: Path, colour: str) -> Path:
    """A PDF of one square in the colour."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(60, 60))
        pdf.pages[0].Contents = pdf.make_stream(f"{colour} k 10 10 40 40 re f".encode())
        pdf.save(path)
    return path


@pytest.fixture
def grey(tmp_path: Path) -> Path:
    file = tmp_path / "grey.png"
    Image.new("L", (20, 20), 90).save(file)
    return file


def test_pictures_are_in_colour_by_their_pixels(tmp_path: Path, grey: Path) -> None:
    red = tmp_path / "red.png"
    Image.new("RGB", (20, 20), "red").save(red)
    assert coloured_adverts(layout(red, grey)) == {(str(red), 1)}


def saved(folder: Path, name: str, mode: str, colour: object, spot: object = None, **how: object) -> Path:
    """A picture of one colour, with a spot of another in its middle."""
    image = Image.new(mode, (400, 300), colour)  # type: ignore[arg-type]
    if spot is not None:
        image.paste(spot, (195, 145, 205, 155))  # type: ignore[call-overload]
    image.save(folder / name, **how)  # type: ignore[arg-type]
    return folder / name


def test_greys_are_no_colour_whatever_the_file_could_hold(tmp_path: Path) -> None:
    files = (
        saved(tmp_path, "rgb.png", "RGB", (120, 120, 120), (20, 20, 20)),
        saved(tmp_path, "scan.jpg", "RGB", (128, 122, 118), (26, 22, 20)),
        saved(tmp_path, "rgba.png", "RGBA", (90, 90, 90, 100)),
        saved(tmp_path, "black.tif", "CMYK", (0, 0, 0, 180), (0, 0, 0, 40)),
        saved(tmp_path, "rich.tif", "CMYK", (150, 120, 120, 255), (40, 30, 30, 0)),
        saved(tmp_path, "lab.tif", "LAB", (120, 0, 0), (60, 2, 254)),
        saved(tmp_path, "palette.png", "P", 7),
        saved(tmp_path, "line.png", "1", 1),
        saved(tmp_path, "deep.png", "I;16", 40000),
    )
    assert coloured_adverts(layout(*files)) == frozenset()


def test_a_spot_of_colour_makes_a_picture_one_in_colour(tmp_path: Path) -> None:
    files = (
        saved(tmp_path, "rgb.png", "RGB", (120, 120, 120), (200, 40, 40)),
        saved(tmp_path, "photo.jpg", "RGB", (120, 120, 120), (40, 40, 200)),
        saved(tmp_path, "inks.tif", "CMYK", (0, 0, 0, 180), (0, 0, 200, 0)),
        saved(tmp_path, "inks.jpg", "CMYK", (0, 0, 0, 80), (200, 0, 0, 0)),
        saved(tmp_path, "lab.tif", "LAB", (120, 0, 0), (120, 60, 40)),
    )
    assert coloured_adverts(layout(*files)) == {(str(file), 1) for file in files}


def test_what_was_seen_of_a_picture_is_kept(tmp_path: Path, grey: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    red = saved(tmp_path, "red.png", "RGB", "red")
    first = coloured_adverts(layout(red, grey), tmp_path / "cache")
    monkeypatch.setattr("pagesetter.images.workers.Workers.ask", None)  # nobody is asked again
    assert coloured_adverts(layout(red, grey), tmp_path / "cache") == first == {(str(red), 1)}


def test_pages_of_pdfs_are_in_colour_by_their_plates(tmp_path: Path, grey: Path) -> None:
    black, blue = page(tmp_path / "black.pdf", "0 0 0 1"), page(tmp_path / "blue.pdf", "1 0.5 0 0")
    assert coloured_adverts(layout(black, blue, grey)) == {(str(blue), 1)}


def test_a_single_advertisement_touches_nothing_and_is_not_opened(tmp_path: Path) -> None:
    assert coloured_adverts(layout(tmp_path / "absent.pdf")) == frozenset()


def test_what_cannot_be_read_counts_as_black(tmp_path: Path, grey: Path) -> None:
    assert coloured_adverts(layout(tmp_path / "absent.pdf", tmp_path / "absent.png", grey)) == frozenset()
