"""Which inks a colour puts on which plates, in every colour space and through every kind of function."""

from typing import Any

import pikepdf
import pytest
from pdf_makers import document, painted, stream, walked
from pikepdf import Array, Dictionary, Name

from pagesetter.pdf.calculator import calculator
from pagesetter.pdf.functions import function
from pagesetter.pdf.painted import Ink


def ink(colour: bytes, spaces: bytes = b"", *objects: bytes) -> Ink:
    """The ink of an area that is filled after these operators."""
    (one,) = painted(colour + b" 0 0 9 9 re f", b"/ColorSpace << %s >>" % spaces, objects)
    return one.ink


def near(ink: Ink, *cmyk: float) -> bool:
    return ink.cmyk == pytest.approx(cmyk, abs=1e-6)


def test_grey_is_black_ink_and_cmyk_is_as_given() -> None:
    assert near(ink(b"0.25 g"), 0, 0, 0, 0.75)
    assert near(ink(b"0.1 0.2 0.3 0.4 k"), 0.1, 0.2, 0.3, 0.4)
    assert ink(b"0.1 0.2 0.3 0.4 k").total == pytest.approx(1.0)
    assert ink(b"0 0 0 0 k").plates == (("Cyan", 0), ("Magenta", 0), ("Yellow", 0), ("Black", 0))


def test_amounts_beyond_full_or_none_are_cut() -> None:
    assert near(ink(b"2 -1 0.5 0 k"), 1, 0, 0.5, 0)


def test_rgb_and_lab_have_no_inks_of_their_own() -> None:
    for colour, spaces, base in (
        (b"1 0 0 rg", b"", "RGB"),
        (b"/C cs 0.5 0.5 0.5 sc", b"/C [/CalRGB << /WhitePoint [1 1 1] >>]", "RGB"),
        (b"/C cs 50 0 0 sc", b"/C [/Lab << /WhitePoint [1 1 1] >>]", "Lab"),
    ):
        made = ink(colour, spaces)
        assert (made.base, made.cmyk, made.plates, made.total) == (base, None, None, None)


@pytest.mark.parametrize(("count", "base"), [(1, "Gray"), (3, "RGB"), (4, "CMYK")])
def test_profiles_count_by_their_components(count: int, base: str) -> None:
    made = ink(b"/C cs " + b"0.5 " * count + b"scn", b"/C [/ICCBased 5 0 R]", stream(b"", b"/N %d" % count))
    assert (made.space, made.base, made.components) == ("ICCBased", base, (0.5,) * count)


def test_a_new_space_begins_with_its_initial_colour() -> None:
    assert near(ink(b"0 1 0 0 k /DeviceCMYK cs"), 0, 0, 0, 1)
    assert ink(b"/C cs", b"/C [/Separation /Warm /DeviceCMYK 5 0 R]", TINT).components == (1.0,)
    assert ink(b"/DeviceGray cs").components == (0.0,)


TINT = b"<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 0.8 0.6 0] /N 1 >>"


def test_a_spot_prints_on_its_own_plate_and_is_known_in_process_inks_by_its_alternate() -> None:
    made = ink(b"/C cs 0.5 scn", b"/C [/Separation /Warm /DeviceCMYK 5 0 R]", TINT)
    assert near(made, 0, 0.4, 0.3, 0)
    assert (made.space, made.base, made.names, made.alternate) == ("Separation", "Spot", ("Warm",), "CMYK")
    assert made.plates == (("Warm", 0.5),)


def test_process_names_in_separations_are_the_process_plates() -> None:
    made = ink(b"/C cs 0.5 scn", b"/C [/Separation /Black /DeviceCMYK 5 0 R]", TINT)
    assert near(made, 0, 0, 0, 0.5)
    assert made.plates == (("Black", 0.5),)
    several = b"/C [/DeviceN [/Cyan /Yellow /None] /DeviceCMYK 5 0 R]"
    made = ink(b"/C cs 0.5 0.25 1 scn", several, TINT)
    assert near(made, 0.5, 0, 0.25, 0)
    assert made.plates == (("Cyan", 0.5), ("Yellow", 0.25))


def test_all_is_every_process_plate() -> None:
    made = ink(b"/C cs 0.5 scn", b"/C [/Separation /All /DeviceCMYK 5 0 R]", TINT)
    assert near(made, 0.5, 0.5, 0.5, 0.5)
    assert made.total == 2.0


def test_a_spot_whose_alternate_or_function_cannot_be_read_is_undefined() -> None:
    for space in (
        b"[/Separation /Warm /DeviceCMYK << /FunctionType 7 >>]",
        b"[/Separation /Warm /Unheard 5 0 R]",
    ):
        assert ink(b"/C cs 1 scn", b"/C " + space, TINT).alternate == ""


def test_indexed_colours_are_looked_up() -> None:
    spaces = b"/C [/Indexed /DeviceCMYK 1 <00000000 00FF0033>]"
    assert near(ink(b"/C cs 1 sc", spaces), 0, 1, 0, 0.2)
    assert near(ink(b"/C cs 9 sc", spaces), 0, 0, 0, 0)
    assert ink(b"/C cs 1 sc", spaces).base == "CMYK"


def test_spaces_inside_each_other_without_end_are_no_space() -> None:
    found = walked(document(b"/C cs 1 sc 0 0 9 9 re f", b"/ColorSpace << /C /D /D /C >>"))
    assert found.faults == ("colour space C cannot be read",)


def made(value: Any) -> Any:
    """A function that can be read."""
    found = function(value)
    assert found is not None
    return found


def test_exponential_functions_go_from_one_end_to_the_other() -> None:
    one = made(Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 1]), C1=Array([1, 0]), N=2))
    assert one((0.5,)) == (0.25, 0.75)
    assert one((7,)) == (1, 0)


def test_stitched_functions_choose_by_their_bounds() -> None:
    low = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=1)
    high = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([5]), C1=Array([6]), N=1)
    parts = {"Functions": Array([low, high]), "Bounds": Array([0.25]), "Encode": Array([0, 1, 1, 0])}
    one = made(Dictionary(FunctionType=3, Domain=Array([0, 1]), **parts))
    assert [one((x,)) for x in (0, 0.125, 0.25, 1)] == [(0,), (0.5,), (6,), (5,)]


def test_sampled_functions_are_read_linearly_in_every_direction() -> None:
    pdf = pikepdf.new()
    entries = {"FunctionType": 0, "BitsPerSample": 8, "Domain": Array([0, 1, 0, 1]), "Range": Array([0, 1])}
    one = made(pikepdf.Stream(pdf, bytes((0, 255, 0, 255)), Size=Array([2, 2]), **entries))
    assert one((0.25, 0.9)) == pytest.approx((0.25,))
    nibbles = {**entries, "BitsPerSample": 4, "Domain": Array([0, 1])}
    one = made(pikepdf.Stream(pdf, bytes((0x0F, 0x00)), Size=Array([3]), **nibbles))
    assert one((0.25,)) == pytest.approx((0.5,))
    assert one((0.75,)) == pytest.approx((0.5,))


@pytest.mark.parametrize(
    ("program", "given", "expected"),
    [
        (b"{ dup 0.5 mul exch 1 sub neg }", (0.5,), (0.25, 0.5)),
        (b"{ 2 copy gt { exch } if pop }", (3, 2), (2,)),
        (b"{ 0.5 lt { 1 } { 2 } ifelse }", (0.7,), (2,)),
        (b"{ 3 1 roll }", (1, 2, 3), (3, 1, 2)),
        (b"{ 1 index add }", (1, 2), (1, 3)),
        (b"{ 90 sin 0 cos 1 0 atan sqrt }", (), (1, 1, 90**0.5)),
        (b"{ 7 2 idiv 7 2 mod 2 3 exp 8 bitshift cvi }", (), (3, 1, 2048)),
        (b"{ true false or not { 1 } { 0 } ifelse }", (), (0,)),
    ],
)
def test_calculator_functions_compute(program: bytes, given: tuple[float, ...], expected: tuple[float, ...]) -> None:
    computed = calculator(program)
    assert computed is not None
    if b"bitshift" in program:
        assert computed(given) == ()  # a real number cannot be shifted
    else:
        assert computed(given) == pytest.approx(expected)


@pytest.mark.parametrize("program", [b"", b"1 add", b"{ 1 add", b"{ run }", b"{" * 100 + b"}" * 100])
def test_a_calculator_that_cannot_be_read_is_none(program: bytes) -> None:
    assert calculator(program) is None


@pytest.mark.parametrize(
    "program", [b"{ pop pop }", b"{ 0 div }", b"{ -5 index }", b"{ 99 copy }", b"{ if }", b"{ ln }"]
)
def test_a_calculator_that_fails_gives_nothing(program: bytes) -> None:
    computed = calculator(program)
    assert computed is not None
    assert computed((0,)) == ()


@pytest.mark.parametrize(
    "value",
    [
        None,
        Name.Identity,
        Dictionary(FunctionType=1),
        Dictionary(FunctionType=0, Size=Array([2])),
        Dictionary(FunctionType=3, Functions=Array([Dictionary()]), Bounds=Array([]), Encode=Array([0, 1])),
    ],
)
def test_a_function_that_cannot_be_read_is_none(value: Any) -> None:
    assert function(value) is None
