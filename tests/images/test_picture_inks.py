"""Total ink: measured in every pixel, brought under the limit or refused, and told with its figures and its place."""

import random
import time
from pathlib import Path

import pytest
from picture_makers import COATED, COATED_ICC, NEWSPRINT, NEWSPRINT_ICC, pressed, quadrants, samples, totals
from PIL import Image, ImageCms

from pagesetter.diagnostics import Origin, Severity
from pagesetter.geometry import Rect
from pagesetter.images.aim import Aim, aim_of
from pagesetter.images.colour import through_press
from pagesetter.images.convert import PictureJob, PressPicture, press_pictures
from pagesetter.images.crop import WHOLE
from pagesetter.images.inks import TOLERANCE, heavy, lightened
from pagesetter.model.press import PressSpec

STRICT = aim_of(PressSpec(ink_warn=1.9, ink_fail=1.9))
REFUSING = aim_of(PressSpec(cmyk_pictures="refuse"))
WHERE = Origin("content/story.md", 7, 3)
FRAME = Rect(100, 200, 120, 80)


def noise(size: tuple[int, int], seed: int = 5) -> Image.Image:
    """CMYK pixels at random, from none to full ink."""
    return Image.frombytes("CMYK", size, random.Random(seed).randbytes(size[0] * size[1] * 4))


def sums(inks: Image.Image) -> list[int]:
    data = inks.tobytes()
    return [sum(data[i : i + 4]) for i in range(0, len(data), 4)]


def framed(path: Path, aim: Aim) -> PressPicture:
    (picture,) = press_pictures([PictureJob(str(path), WHOLE, FRAME.w, FRAME.h, aim, WHERE, FRAME)])
    return picture


def test_the_most_ink_its_place_and_its_share_are_those_of_a_sum_over_all_pixels() -> None:
    inks = noise((70, 600))
    known = sums(inks)
    for limit in (1.5, 2.4, 3.1):
        found = heavy(inks, limit)
        assert found is not None
        at = known.index(max(known))
        assert found.most == max(known) / 255
        assert (found.x, found.y) == ((at % 70 + 0.5) / 70, (at // 70 + 0.5) / 600)
        assert found.share == sum(v > round((limit + TOLERANCE) * 255) for v in known) / len(known)


def test_a_picture_at_its_limit_is_not_over_it() -> None:
    inks = Image.new("CMYK", (8, 8), (146, 146, 146, 146))  # 229 %
    assert heavy(inks, 2.3) is None
    inks.putpixel((3, 2), (160, 150, 150, 140))  # 235.3 %
    found = heavy(inks, 2.3)
    assert found is not None
    assert (found.x, found.y, found.share) == (3.5 / 8, 2.5 / 8, 1 / 64)


@pytest.mark.parametrize("limit", [1.6, 2.2, 3.0])
@pytest.mark.parametrize("by_profile", [True, False])
def test_no_pixel_keeps_more_than_the_limit_and_light_ones_are_not_touched(limit: float, by_profile: bool) -> None:
    inks = noise((64, 300))
    made = lightened(inks, limit, through_press(NEWSPRINT) if by_profile else None)
    assert max(sums(made)) <= limit * 255
    before, after = inks.tobytes(), made.tobytes()
    for i in range(0, len(before), 4):
        if sum(before[i : i + 4]) <= (limit - 0.2) * 255:
            assert after[i : i + 4] == before[i : i + 4]


def difference(one: Image.Image, two: Image.Image, profile: Path) -> list[float]:
    """Colour differences of the pixels as they print (CIE 1976)."""
    lab = ImageCms.createProfile("LAB", 5000)
    to_lab = ImageCms.buildTransform(str(profile), lab, "CMYK", "LAB", 1)
    a, b = (to_lab.apply(image).tobytes() for image in (one, two))

    def value(data: bytes, at: int) -> tuple[float, float, float]:
        return (data[at] / 2.55, (data[at + 1] ^ 128) - 128, (data[at + 2] ^ 128) - 128)

    return [
        sum((p - q) ** 2 for p, q in zip(value(a, i), value(b, i), strict=True)) ** 0.5 for i in range(0, len(a), 3)
    ]


def test_less_ink_looks_the_same() -> None:
    """Heavy separations of real colours: their grey is in C, M and Y, as little black as there can be."""
    image = Image.radial_gradient("L").resize((48, 48))
    dark = Image.merge("RGB", [image.point(lambda v, k=k: v * k // 400) for k in (60, 75, 50)])
    inks = ImageCms.profileToProfile(dark, ImageCms.createProfile("sRGB"), str(COATED_ICC), 1, "CMYK")
    assert max(sums(inks)) > 2.8 * 255
    made = lightened(inks, 2.4, through_press(COATED))
    assert max(sums(made)) <= 2.4 * 255
    found = difference(inks, made, COATED_ICC)
    assert sum(found) / len(found) < 4
    assert max(found) < 10


def test_inks_over_the_limit_of_the_press_are_brought_under_it_and_told(tmp_path: Path) -> None:
    inks = Image.new("CMYK", (120, 80), (40, 60, 50, 20))
    inks.paste((230, 220, 210, 200), (90, 60, 120, 80))
    inks.save(tmp_path / "a.tif", icc_profile=NEWSPRINT_ICC.read_bytes())
    picture = framed(tmp_path / "a.tif", NEWSPRINT)
    assert max(totals(picture)) <= 2.33  # JPEG moves single levels
    assert samples(picture).getpixel((40, 40)) == pytest.approx((40, 60, 50, 20), abs=2)
    (found,) = picture.diagnostics
    assert (found.code, found.severity, found.origin) == ("I012", Severity.NOTE, WHERE)
    assert 'picture "a.tif" has 337 % of ink 32 mm from its left and 21 mm from its top' in found.message
    assert "6 % of it is over the limit of 230 %" in found.message
    assert found.rect is not None
    assert FRAME.x + 84 <= found.rect.x <= found.rect.right <= FRAME.right
    assert FRAME.y + 54 <= found.rect.y <= found.rect.bottom <= FRAME.bottom


def test_the_inks_that_came_count_not_those_that_the_press_profile_makes_of_them(tmp_path: Path) -> None:
    Image.new("CMYK", (32, 32), (230, 220, 210, 200)).save(tmp_path / "a.tif", icc_profile=COATED_ICC.read_bytes())
    picture = framed(tmp_path / "a.tif", NEWSPRINT)
    assert max(totals(picture)) <= 2.33
    assert [d.code for d in picture.diagnostics] == ["I012"]
    assert "337 %" in picture.diagnostics[0].message


@pytest.mark.parametrize(
    ("level", "severity"), [(146, None), (150, Severity.WARNING), (160, Severity.ERROR)]
)  # 229 %, 235 %, 251 %
def test_where_pictures_are_refused_230_percent_warns_and_240_stops(
    tmp_path: Path, level: int, severity: Severity | None
) -> None:
    inks = Image.new("CMYK", (64, 64), (level,) * 4)
    inks.save(tmp_path / "a.tif", icc_profile=NEWSPRINT_ICC.read_bytes())
    picture = framed(tmp_path / "a.tif", REFUSING)
    assert [(d.code, d.severity, d.origin) for d in picture.diagnostics] == (
        [("I011", severity, WHERE)] if severity is not None else []
    )
    assert samples(picture).getpixel((32, 32)) == pytest.approx((level,) * 4, abs=2)  # nobody changed it
    if severity is not None:
        assert f"{round(level * 4 / 2.55)} %" in picture.diagnostics[0].message
        assert "the limit of 230 % (an error over 240 %)" in picture.diagnostics[0].message


def test_a_strict_limit_holds_for_pictures_of_every_kind(tmp_path: Path) -> None:
    dark = Image.new("RGB", (64, 64), (20, 4, 0))
    dark.save(tmp_path / "a.png")
    Image.new("CMYK", (64, 64), (200, 200, 200, 200)).save(tmp_path / "a.tif", icc_profile=NEWSPRINT_ICC.read_bytes())
    assert max(totals(pressed(tmp_path / "a.png", NEWSPRINT))) > 2.0
    for name in ("a.png", "a.tif"):
        assert max(totals(pressed(tmp_path / name, STRICT))) <= 1.93


def test_one_limit_moves_the_other_along() -> None:
    def limits(**asked: float) -> tuple[float, float]:
        aim = aim_of(PressSpec(**asked))
        return aim.ink_warn, aim.ink_fail

    assert limits() == (2.3, 2.4)
    assert limits(ink_warn=2.5) == (2.5, 2.5)
    assert limits(ink_fail=2.2) == (2.2, 2.2)
    assert limits(ink_warn=2.0) == (2.0, 2.4)


def test_dark_photos_stay_as_they_are_under_the_usual_limit(tmp_path: Path) -> None:
    quadrants().point(lambda v: v // 4).save(tmp_path / "a.png")
    usual = pressed(tmp_path / "a.png")
    freed = pressed(tmp_path / "a.png", NEWSPRINT._replace(ink_warn=4.0, ink_fail=4.0))
    assert usual.data == freed.data


def test_a_whole_camera_picture_is_judged_at_once() -> None:
    inks = Image.effect_noise((4000, 3000), 40)
    picture = Image.merge("CMYK", [inks, inks, inks, inks])
    begin = time.perf_counter()
    assert heavy(picture, 3.9) is not None
    assert time.perf_counter() - begin < 4.0  # it takes 0.4 s when nothing else runs
