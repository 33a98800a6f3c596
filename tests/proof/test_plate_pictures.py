"""Pictures of plates, the heat map and the words and numbers of the ink report."""

import io

from PIL import Image

from pagesetter.geometry import MM, Rect
from pagesetter.pdf.plates import Plate, Plates
from pagesetter.pdf.plates_ink import coverage, worst_ink
from pagesetter.proof.plates import heat_map, ink_form, ink_lines, plate_png

SIDE = 100


def flat(**amounts: int) -> Plates:
    """A page of 100 x 100 mm at 1 pixel a millimetre: the inks in its right half."""
    row = {ink: bytes(50) + bytes((amount,)) * 50 for ink, amount in amounts.items()}
    blank = bytes(SIDE)
    plates = tuple(Plate(ink, row.get(ink, blank) * SIDE) for ink in ("Cyan", "Magenta", "Yellow", "Black"))
    spots = tuple(Plate(ink, data * SIDE, (0, 1, 1, 0)) for ink, data in row.items() if ink == "Red")
    whole = Rect(0, 0, 100 * MM, 100 * MM)
    return Plates(1, SIDE, SIDE, 25.4, (whole.w, whole.h), (*plates, *spots), whole, whole)


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    image.load()
    return image


def test_a_plate_is_black_where_its_ink_is_full() -> None:
    picture = opened(plate_png(flat(Cyan=255), "Cyan"))
    assert (picture.mode, picture.size) == ("L", (SIDE, SIDE))
    assert (picture.getpixel((10, 50)), picture.getpixel((90, 50))) == (255, 0)


def test_the_heat_map_shows_paper_white_and_more_ink_in_other_colours() -> None:
    made = flat(Cyan=255, Magenta=255, Yellow=128)
    picture = opened(heat_map(made, worst_ink(made)))
    assert picture.size[0] == SIDE
    assert picture.getpixel((10, 80)) == (255, 255, 255)
    assert picture.getpixel((90, 80)) == (245, 130, 50)


def test_the_heat_map_shows_what_is_over_the_limit_in_magenta() -> None:
    made = flat(Cyan=255, Magenta=255, Yellow=102)
    assert opened(heat_map(made, worst_ink(made), 2.3)).getpixel((90, 80)) == (200, 0, 200)
    assert opened(heat_map(made, worst_ink(made), 2.5)).getpixel((90, 80)) != (200, 0, 200)


def test_the_heat_map_frames_the_worst_square() -> None:
    made = flat(Cyan=255)
    worst = worst_ink(made, 20).square.rect
    picture = opened(heat_map(made, worst_ink(made, 20)))
    assert picture.getpixel((round(worst.x / MM) + 10, round(worst.bottom / MM))) == (0, 60, 200)
    assert picture.getpixel((round(worst.x / MM) + 10, round(worst.y / MM) + 10)) == (146, 197, 222)


def test_the_report_tells_coverage_and_the_worst_places() -> None:
    made = flat(Cyan=255, Black=128)
    lines = ink_lines(made, coverage(made), worst_ink(made), 1.4)
    assert lines == [
        "page 1, 100 x 100 mm, plates at 25.4 ppi",
        "ink      coverage      area",
        "Cyan      50.00 %  50.0 cm2",
        "Magenta    0.00 %   0.0 cm2",
        "Yellow     0.00 %   0.0 cm2",
        "Black     25.10 %  25.1 cm2",
        "all       75.10 %  75.1 cm2",
        "total ink 150.2 % in the worst square of 5 mm, 50.0 mm from the left and 0.0 mm from the top of the trim",
        "total ink 150.2 % in the worst pixel, 50.0 mm from the left and 0.0 mm from the top of the trim",
        "the worst square is over the limit of 140 %",
    ]


def test_the_report_has_the_same_figures_for_programs() -> None:
    made = flat(Cyan=255, Red=51)
    form = ink_form(made, coverage(made), worst_ink(made), {"Red": "p-Red.png", "": "p-total-ink.png"}, 2.4)
    assert form["inks"][0] == {"ink": "Cyan", "coverage": 0.5, "cm2": 50.0, "file": None, "alternate": None}  # type: ignore[index, call-overload]
    red = {"ink": "Red", "coverage": 0.1, "cm2": 10.0, "file": "p-Red.png", "alternate": [0, 1, 1, 0]}
    assert form["inks"][-1] == red  # type: ignore[index, call-overload]
    total = form["total_ink"]
    assert isinstance(total, dict)
    assert (total["limit"], total["file"], total["square_mm"]) == (2.4, "p-total-ink.png", 5)
    assert total["square"] == {"total": 1.2, "rect": {"x": 141.732, "y": 0.0, "w": 14.173, "h": 14.173}}


def test_what_is_no_ink_or_is_lost_is_told() -> None:
    made = flat(Cyan=255)
    told = Plates(1, SIDE, SIDE, 25.4, made.size, made.plates, made.trim, made.bleed, ("RGB",), ("an image",))
    covered, worst = coverage(told), worst_ink(told)
    assert ink_lines(told, covered, worst)[-1] == "RGB colours were turned into process inks by the output intent"
    assert ink_form(told, covered, worst, {})["lost"] == ["an image"]
