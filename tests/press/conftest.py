"""The shipped fonts and a setter over them, opened once: they do not change."""

import pytest
from press_makers import Setter

from pagesetter.fonts.library import Library
from pagesetter.resources import fonts_folder


@pytest.fixture(scope="session")
def library() -> Library:
    made, problems = Library.open([fonts_folder()], [])
    assert problems == ()
    return made


@pytest.fixture(scope="session")
def setter(library: Library) -> Setter:
    return Setter(library)
