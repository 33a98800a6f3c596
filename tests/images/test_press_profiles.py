"""A print shop's own ICC file: taken when a press can be printed for with it, else refused with the reason."""

from pathlib import Path

import pytest
from picture_makers import COATED, COATED_ICC, NEWSPRINT, NEWSPRINT_ICC, pressed, quadrants, totals
from PIL import Image, ImageCms

from pagesetter.diagnostics import Origin, Severity
from pagesetter.images.aim import aim_of, most_ink
from pagesetter.images.profiles import press_profile
from pagesetter.images.tables import limit
from pagesetter.model.press import OwnCondition, PressSpec

WHERE = Origin("layouts/front.yaml", 8, 14)
SOUND = COATED_ICC.read_bytes()


def changed(at: int, value: bytes) -> bytes:
    return SOUND[:at] + value + SOUND[at + len(value) :]


def own(path: Path, **more: object) -> PressSpec:
    return PressSpec(condition="ours", own=OwnCondition("ours", str(path), **more))


@pytest.mark.parametrize(("path", "name"), [(COATED_ICC, "ISO Coated v2 300"), (NEWSPRINT_ICC, "newsprint")])
def test_the_profiles_that_ship_pass(path: Path, name: str) -> None:
    profile, found = press_profile(path, WHERE)
    assert found == ()
    assert profile is not None
    assert profile.data == path.read_bytes()
    assert name.lower() in profile.description.lower()
    assert profile.version[0] == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no ICC profile"),
        (b"no profile at all" * 20, "no ICC profile"),
        (SOUND[:5000], "stops after 5,000 of its"),
        (changed(12, b"mntr"), "of a screen"),
        (changed(12, b"link"), "a link of two devices"),
        (changed(16, b"RGB "), "for RGB inks"),
        (changed(20, b"Luv "), "does not connect"),
        (changed(8, b"\x05"), "version 5"),
        (SOUND[:128] + bytes(len(SOUND) - 128), "damaged"),
        (ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), "of a screen"),
    ],
)
def test_what_no_press_can_be_printed_for_with_is_refused_with_the_reason(
    tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "ours.icc").write_bytes(content)
    profile, found = press_profile(tmp_path / "ours.icc", WHERE)
    assert profile is None
    assert [(d.code, d.severity, d.origin) for d in found] == [("I014", Severity.ERROR, WHERE)]
    assert said in found[0].message
    assert "ours.icc" in found[0].message


def test_a_profile_that_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "ISOnews26v5.icc").write_bytes(SOUND)
    (tmp_path / "readme.txt").write_text("no profile")
    for name, hint in (("ISOnews26v4.icc", "ISOnews26v5.icc"), ("gone/ours.icc", "CMYK")):
        profile, found = press_profile(tmp_path / name, WHERE)
        assert profile is None
        assert [(d.code, d.origin) for d in found] == [("I013", WHERE)]
        assert hint in found[0].hint


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_a_folder_and_an_impossible_name_are_no_profile(tmp_path: Path, name: str) -> None:
    profile, found = press_profile(tmp_path / name, WHERE)
    assert profile is None
    assert [d.code for d in found] == ["I013"]


def test_a_file_far_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.icc").open("wb") as file:
        file.truncate(limit("profile_bytes") + 1)
    profile, found = press_profile(tmp_path / "huge.icc", WHERE)
    assert profile is None
    assert [d.code for d in found] == ["I014"]
    assert "the most is 50 MB" in found[0].message


def test_pictures_are_separated_with_the_profile_of_the_shop(tmp_path: Path) -> None:
    quadrants().save(tmp_path / "a.png")
    theirs = aim_of(own(COATED_ICC, intent="relative"))
    assert pressed(tmp_path / "a.png", theirs).data == pressed(tmp_path / "a.png", COATED).data
    assert pressed(tmp_path / "a.png", theirs).data != pressed(tmp_path / "a.png", NEWSPRINT).data


def test_resolution_of_the_shop_is_heard_and_else_that_of_newsprint() -> None:
    assert aim_of(own(COATED_ICC)).max_ppi == NEWSPRINT.max_ppi
    assert aim_of(own(COATED_ICC, max_ppi=250)).max_ppi == 250


def test_intent_and_black_point_of_the_shop_are_heard(tmp_path: Path) -> None:
    quadrants().point(lambda v: v // 3).save(tmp_path / "a.png")
    made = {
        pressed(tmp_path / "a.png", aim_of(own(COATED_ICC, intent=intent, black_point=black_point))).data
        for intent, black_point in (("relative", True), ("relative", False), ("perceptual", False))
    }
    assert len(made) == 3


def test_limits_of_a_shops_own_condition_come_from_its_profile_unless_given(tmp_path: Path) -> None:
    aim = aim_of(own(COATED_ICC))
    assert 2.8 < aim.ink_warn <= 3.01
    assert aim.ink_fail == pytest.approx(aim.ink_warn + 0.1)
    given = aim_of(PressSpec(condition="ours", own=OwnCondition("ours", str(COATED_ICC)), ink_warn=2.2, ink_fail=2.4))
    assert (given.ink_warn, given.ink_fail) == (2.2, 2.4)
    quadrants().point(lambda v: v // 8).save(tmp_path / "a.png")
    assert max(totals(pressed(tmp_path / "a.png", given))) <= 2.25


def test_the_most_ink_of_a_profile_is_that_of_its_heaviest_colour() -> None:
    cube = Image.new("RGB", (256, 1))
    cube.putdata([(v, v // 2, v // 4) for v in range(256)])
    for path, intent in ((COATED_ICC, 1), (NEWSPRINT_ICC, 0)):
        inks = ImageCms.profileToProfile(cube, ImageCms.createProfile("sRGB"), str(path), intent, "CMYK").tobytes()
        heaviest = max(sum(inks[i : i + 4]) for i in range(0, len(inks), 4)) / 255
        assert heaviest - 0.02 <= most_ink(path.read_bytes(), intent) <= 3.01


def test_a_profile_that_is_gone_at_the_press_counts_as_the_default(tmp_path: Path) -> None:
    assert aim_of(own(tmp_path / "gone.icc")) == NEWSPRINT
    assert aim_of(PressSpec(condition="unknown")) == NEWSPRINT
