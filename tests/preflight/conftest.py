"""What all tests of this room share: the fonts of their few sound files are read once, not for each broken copy."""

from collections.abc import Iterator
from functools import cache

import pytest

from pagesetter.preflight import rows_fonts


@pytest.fixture(scope="session", autouse=True)
def fonts_read_once() -> Iterator[None]:
    """Programs of the same bytes have the same advances."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows_fonts, "read", cache(rows_fonts.read))
        yield
