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


def test_pages_of_pdfs_are_in_colour_by_their_plates(tmp_path: Path, grey: Path) -> None:
    black, blue = page(tmp_path / "black.pdf", "0 0 0 1"), page(tmp_path / "blue.pdf", "1 0.5 0 0")
    assert coloured_adverts(layout(black, blue, grey)) == {(str(blue), 1)}


def test_a_single_advertisement_touches_nothing_and_is_not_opened(tmp_path: Path) -> None:
    assert coloured_adverts(layout(tmp_path / "absent.pdf")) == frozenset()


def test_what_cannot_be_read_counts_as_black(tmp_path: Path, grey: Path) -> None:
    assert coloured_adverts(layout(tmp_path / "absent.pdf", tmp_path / "absent.png", grey)) == frozenset()
