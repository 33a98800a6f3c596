"""Sharpening and tone curve: off unless asked for, and what they do then."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_makers import NEWSPRINT, NEWSPRINT_ICC, pressed, quadrants, samples, totals
from PIL import Image, ImageCms

from pagesetter.images.aim import Aim, aim_of
from pagesetter.images.tones import curve_table, curve_through, toned
from pagesetter.model.press import PressSpec

LIFTED = aim_of(PressSpec(tone_curve=((0.0, 0.0), (0.5, 0.4), (1.0, 1.0))))
SHARP = aim_of(PressSpec(sharpen=1.0))


def grey_ramp() -> Image.Image:
    return Image.frombytes("L", (256, 16), bytes(range(256)) * 16)


def edge(mode: str) -> Image.Image:
    """Dark on the left, light on the right."""
    image = Image.new("RGB", (40, 8), (180, 170, 160))
    image.paste((90, 80, 70), (0, 0, 20, 8))
    if mode == "LAB":
        lab = ImageCms.createProfile("LAB", 5000)
        return ImageCms.buildTransform(ImageCms.createProfile("sRGB"), lab, "RGB", "LAB", 1).apply(image)
    return image.convert(mode)


points = st.lists(st.tuples(st.integers(1, 99), st.integers(0, 100)), min_size=1, max_size=6, unique_by=lambda p: p[0])


@given(points)
@settings(max_examples=60, deadline=None)
def test_a_curve_meets_its_points_and_keeps_the_order_of_tones(given_points: list[tuple[int, int]]) -> None:
    xs = sorted(x / 100 for x, _ in given_points)
    ys = sorted(y / 100 for _, y in given_points)
    curve = curve_through(tuple(zip(xs, ys, strict=True)))
    for x, y in zip(xs, ys, strict=True):
        assert curve(x) == pytest.approx(y, abs=1e-9)
    tones = [curve(i / 200) for i in range(201)]
    assert all(a <= b + 1e-9 for a, b in itertools.pairwise(tones))
    assert (tones[0], tones[200]) == (0.0, 1.0)


def test_without_points_and_on_the_diagonal_nothing_moves() -> None:
    for curve in ((), ((0.0, 0.0), (0.3, 0.3), (1.0, 1.0))):
        assert curve_table(curve, inks=True) == curve_table(curve, inks=False) == list(range(256))


def test_a_point_is_an_amount_of_ink_whichever_way_a_picture_counts() -> None:
    curve = ((0.5, 0.4),)
    assert curve_table(curve, inks=True)[128] == pytest.approx(102.5, abs=1)
    assert curve_table(curve, inks=False)[127] == pytest.approx(152.5, abs=1)


@pytest.mark.parametrize("aim", [LIFTED, SHARP])
@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK", "LAB"])
def test_every_kind_of_picture_takes_curve_and_sharpening(mode: str, aim: Aim) -> None:
    image = edge(mode)
    made = toned(image, aim)
    assert (made.mode, made.size) == (mode, image.size)
    assert made.tobytes() != image.tobytes()
    if mode == "LAB":
        assert made.tobytes()[1::3] == image.tobytes()[1::3]  # a*: only lightness moves
        assert made.tobytes()[2::3] == image.tobytes()[2::3]


def test_a_lifted_curve_prints_midtones_lighter_and_keeps_paper_and_black(tmp_path: Path) -> None:
    grey_ramp().save(tmp_path / "a.png")
    plain, lifted = (samples(pressed(tmp_path / "a.png", aim, (256, 16))) for aim in (NEWSPRINT, LIFTED))
    assert lifted.getpixel((128, 8)) > plain.getpixel((128, 8)) + 8
    assert abs(lifted.getpixel((0, 8)) - plain.getpixel((0, 8))) <= 2
    assert abs(lifted.getpixel((255, 8)) - plain.getpixel((255, 8))) <= 2


def test_sharpening_steepens_edges_and_leaves_flat_parts(tmp_path: Path) -> None:
    edge("L").save(tmp_path / "a.png")
    plain, sharp = (samples(pressed(tmp_path / "a.png", aim, (40, 8))) for aim in (NEWSPRINT, SHARP))
    assert sharp.getpixel((19, 4)) < plain.getpixel((19, 4)) - 5
    assert sharp.getpixel((20, 4)) > plain.getpixel((20, 4)) + 5
    for x in (4, 35):
        assert sharp.getpixel((x, 4)) == pytest.approx(plain.getpixel((x, 4)), abs=2)


def test_a_grey_picture_stays_grey_when_it_is_sharpened(tmp_path: Path) -> None:
    """Channels that differ by a level or two would be driven apart."""
    red = grey_ramp()
    near = Image.merge("RGB", [red.point(lambda v: min(v + 2, 255)), red, red])
    near.save(tmp_path / "a.png")
    assert pressed(tmp_path / "a.png", aim_of(PressSpec(sharpen=2.0)), (256, 16)).components == 1


def test_the_press_keeps_its_ink_limit_whatever_is_asked(tmp_path: Path) -> None:
    quadrants().point(lambda v: v // 3).save(tmp_path / "a.png")
    dark = aim_of(PressSpec(tone_curve=((0.5, 0.9),), sharpen=2.0))
    cells = samples(pressed(tmp_path / "a.png", dark)).reduce(4).tobytes()  # JPEG moves single pixels
    heaviest = max(sum(cells[i : i + 4]) for i in range(0, len(cells), 4)) / 255
    assert 1.8 < heaviest <= 2.33
    inks = Image.new("CMYK", (60, 40), (120, 120, 120, 120))
    inks.save(tmp_path / "a.tif", icc_profile=NEWSPRINT_ICC.read_bytes())
    assert max(totals(pressed(tmp_path / "a.tif", dark))) <= 2.33


def test_line_art_is_left_alone(tmp_path: Path) -> None:
    Image.radial_gradient("L").convert("1").save(tmp_path / "a.png")
    both = aim_of(PressSpec(sharpen=2.0, tone_curve=((0.5, 0.4),)))
    assert pressed(tmp_path / "a.png", both) == pressed(tmp_path / "a.png")
