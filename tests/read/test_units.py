"""Lengths: units, named sizes, conversions."""

import re

import pytest

from pagesetter.geometry import MM
from pagesetter.read.units import Length, bare_number, length_pattern, parse_length, unknown_unit


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("390mm", 390, "mm"),
        ("10.5pt", 10.5, "pt"),
        ("2em", 2, "em"),
        ("17字", 17, "em"),
        ("8行", 8, "行"),
        ("8 lines", 8, "行"),
        ("12%", 12, "%"),
        ("1.5 CM", 1.5, "cm"),
        (".5in", 0.5, "in"),
        ("-0.05em", -0.05, "em"),
        ("五号", 10.5, "pt"),
        ("小五", 9, "pt"),
    ],
)
def test_length_is_a_number_with_its_unit(text: str, value: float, unit: str) -> None:
    assert parse_length(text) == Length(value, unit)


@pytest.mark.parametrize("text", ["", "mm", "10.5", "3 apples", "1.2.3pt", "auto", "1e3mm", "五十号"])
def test_other_text_is_no_length(text: str) -> None:
    assert parse_length(text) is None


def test_bare_numbers_and_unknown_units_are_told_apart() -> None:
    assert bare_number(" 10.5 ")
    assert not bare_number("10.5pt")
    assert unknown_unit("10.5px") == "px"
    assert unknown_unit("10.5pt") == unknown_unit("auto") == ""


def test_lengths_convert_by_their_reference() -> None:
    assert Length(1, "in").pt() == 72
    assert Length(10, "mm").pt() == pytest.approx(10 * MM)
    assert Length(1, "cm").pt() == pytest.approx(Length(10, "mm").pt())
    assert Length(2, "em").pt(em=10.5) == 21
    assert Length(3, "行").pt(leading=15) == 45
    assert Length(12, "%").pt(whole=200) == 24
    assert Length(2, "em").pt() is None


@pytest.mark.parametrize("text", ["390mm", "10.5 pt", "五号", "17字"])
def test_schema_pattern_takes_what_the_reader_takes(text: str) -> None:
    assert re.search(length_pattern(("mm", "pt", "em")), text)


@pytest.mark.parametrize("text", ["390", "12%", "10px", "8行"])
def test_schema_pattern_refuses_what_the_reader_refuses(text: str) -> None:
    assert not re.search(length_pattern(("mm", "pt", "em")), text)
