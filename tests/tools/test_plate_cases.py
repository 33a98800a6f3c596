"""The small pages on which plates are judged: each is a sound file, and nothing of it is lost but what it says."""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pikepdf
import pytest

from pagesetter.pdf.plates import Plates, separate

TOOLS = Path(__file__).resolve().parents[2] / "tools"


@pytest.fixture(scope="module")
def tool() -> Iterator[ModuleType]:
    """The cases, their folder importable while a test runs."""
    before = sys.path[:]
    sys.path.insert(0, str(TOOLS))
    try:
        import plate_cases  # only importable from its folder

        yield plate_cases
    finally:
        sys.path[:] = before


@pytest.fixture(scope="module")
def plates(tool: ModuleType) -> dict[str, Plates]:
    """The plates of each page, 20 pixels across."""
    made = {}
    for case in tool.cases():
        with pikepdf.open(BytesIO(sys.modules["plate_objects"].pdf_of(case))) as pdf:
            assert pdf.check_pdf_syntax() == []
            assert not pdf.get_warnings()
            made[case.name] = separate(pdf, 14.4)
    return made


def test_every_page_has_a_name_of_its_own_and_is_separated_whole(tool: ModuleType, plates: dict[str, Plates]) -> None:
    cases = list(tool.cases())
    assert len(plates) == len(cases) > 100
    assert {case.name for case in cases if case.lost} == {name for name, made in plates.items() if made.lost}


def test_where_ghostscript_departs_from_the_standard_our_plates_do_not(plates: dict[str, Plates]) -> None:
    # Black that overprints, a tile of it in each corner of 20 pt: the panel stays whole.
    assert set(plates["tiles-overprint"].image("Cyan").tobytes()) == {51}
    assert set(plates["tiles-in-spot-overprint"].image("Yellow").tobytes()) == {102}
    assert plates["image-jpeg2000-grey-by-itself"].image("Black").getpixel((10, 10)) == 255 - 90
    # The mark stands at 10 to 30 pt of a page of 100, twice as large.
    assert plates["page-user-unit"].size == (200, 200)
    assert plates["page-user-unit"].image("Black").getpixel((8, 10)) == 255
