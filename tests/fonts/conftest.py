"""The library of the shipped fonts, opened once: it does not change."""

import pytest

from pagesetter.fonts.library import Library
from pagesetter.fonts.shape import HarfBuzzShaper
from pagesetter.resources import fonts_folder


@pytest.fixture(scope="session")
def shipped() -> Library:
    library, problems = Library.open([fonts_folder()], [])
    assert not problems
    return library


@pytest.fixture(scope="session")
def shaper(shipped: Library) -> HarfBuzzShaper:
    return HarfBuzzShaper(shipped)
