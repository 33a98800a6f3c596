"""The soft proof: inks on the paper of the press."""

import io

import pytest
from PIL import Image

from pagesetter import resources
from pagesetter.geometry import Rect
from pagesetter.pdf.plates import Plate, Plates
from pagesetter.proof.softproof import paper, soft_proof

NEWSPRINT = resources.data("profiles/newsprint.icc").read_bytes()
COATED = resources.data("profiles/coated.icc").read_bytes()
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")


def plates(*more: Plate, **amounts: int) -> Plates:
    """One pixel of ink."""
    four = tuple(Plate(ink, bytes((amounts.get(ink.lower(), 0),))) for ink in PROCESS)
    return Plates(1, 1, 1, 72, (1, 1), (*four, *more), Rect(0, 0, 1, 1), Rect(0, 0, 1, 1))


def seen(made: Plates, profile: bytes = NEWSPRINT) -> tuple[int, ...]:
    with Image.open(io.BytesIO(soft_proof(made, profile))) as image:
        assert (image.mode, image.size) == ("RGB", (1, 1))
        return tuple(image.tobytes())


def test_no_ink_is_the_paper_and_newsprint_is_grey_and_warm() -> None:
    r, g, b = paper(NEWSPRINT)
    assert seen(plates()) == (r, g, b)
    assert 200 < r < 230
    assert r > g > b
    assert min(paper(COATED)) > b + 20


def test_black_on_newsprint_is_a_dark_grey() -> None:
    black = seen(plates(black=255))
    assert min(black) > 50
    assert max(black) < 110
    assert max(seen(plates(black=255), COATED)) < min(black)


def test_process_inks_look_like_themselves() -> None:
    r, g, b = seen(plates(cyan=255))
    assert r < g < b
    r, g, b = seen(plates(magenta=255))
    assert g < b < r
    r, g, b = seen(plates(yellow=255))
    assert b < g < r


def test_a_spot_ink_at_full_tint_is_its_process_colour() -> None:
    spot = Plate("Red", b"\xff", (0, 0.9, 0.8, 0))
    assert seen(plates(spot)) == pytest.approx(seen(plates(magenta=230, yellow=204)), abs=2)


def test_a_spot_ink_darkens_what_lies_under_it() -> None:
    half = Plate("Red", b"\x80", (0, 0.9, 0.8, 0))
    under, over = seen(plates(cyan=255)), seen(plates(half, cyan=255))
    assert over[1] < under[1]
    assert all(o <= u for o, u in zip(over, under, strict=True))


def test_a_spot_ink_without_a_process_colour_is_a_grey() -> None:
    r, g, b = seen(plates(Plate("Varnish", b"\xff")))
    assert max(r, g, b) < min(paper(NEWSPRINT))
    assert max(r, g, b) - min(r, g, b) < 30


def test_a_profile_that_is_none_is_told() -> None:
    with pytest.raises(ValueError, match="press profile cannot be used"):
        soft_proof(plates(), b"no profile")
