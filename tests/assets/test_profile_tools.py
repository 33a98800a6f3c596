"""The newsprint profile keeps in step with its aims, and the figures about it come from a sound ruler."""

import importlib
import itertools
import math
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image, ImageCms

ROOT = Path(__file__).resolve().parents[2]
NEWSPRINT = ROOT / "src" / "pagesetter" / "_data" / "profiles" / "newsprint.icc"


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> dict[str, ModuleType]:
    """The scripts of tools/ as modules."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    return {name: importlib.import_module(name) for name in ("make_newsprint_profile", "icc_luts", "compare_profiles")}


def test_half_tone_gains_26_percent_and_ends_stay(tools: dict[str, ModuleType]) -> None:
    maker = tools["make_newsprint_profile"]
    aims = maker.read_aims()
    assert maker.printed_tone(aims, 0.5) == pytest.approx(0.76)
    assert maker.printed_tone(aims, 0.25) == pytest.approx(0.47)
    assert (maker.printed_tone(aims, 0), maker.printed_tone(aims, 1)) == (0, 1)
    tones = [maker.printed_tone(aims, step / 100) for step in range(101)]
    assert tones == sorted(tones)


def test_model_prints_every_solid_overprint_as_aimed(tools: dict[str, ModuleType]) -> None:
    maker = tools["make_newsprint_profile"]
    aims = maker.read_aims()
    assert len(aims.solids) == 16
    for overprint, xyz in aims.solids.items():
        assert maker.print_tint(aims, overprint) == pytest.approx(xyz)


def test_single_tint_reads_as_its_tone_value_in_a_densitometer(tools: dict[str, ModuleType]) -> None:
    maker = tools["make_newsprint_profile"]
    aims = maker.read_aims()
    paper, black = aims.solids[0, 0, 0, 0][1], aims.solids[0, 0, 0, 1][1]
    grey = maker.print_tint(aims, (0, 0, 0, 0.5))[1]
    assert (paper - grey) / (paper - black) == pytest.approx(0.76)


def test_shipped_profile_prints_what_the_model_says(tools: dict[str, ModuleType]) -> None:
    maker, luts = tools["make_newsprint_profile"], tools["icc_luts"]
    aims, profile = maker.read_aims(), luts.read_printer_profile(NEWSPRINT)
    assert (profile.profile_class, profile.colour_space, len(profile.inputs)) == ("prtr", "CMYK", 4)
    found = []
    for tint in itertools.product((0, 0.25, 0.6, 1), repeat=4):
        aimed = luts.xyz_to_lab(tuple(value / 100 for value in maker.print_tint(aims, tint)))
        found.append(math.dist(profile.absolute_lab(tint), aimed))
    assert sum(found) / len(found) < 0.3
    assert max(found) < 2


def test_greys_stay_grey_on_newsprint(tools: dict[str, ModuleType]) -> None:
    profile = tools["icc_luts"].read_printer_profile(NEWSPRINT)
    ramp = Image.frombytes("RGB", (52, 1), b"".join(bytes([level] * 3) for level in range(0, 256, 5)))
    _, intent, flags = tools["compare_profiles"].INTENTS[0]
    assert intent == ImageCms.Intent.PERCEPTUAL
    lightness = []
    for tint in tools["compare_profiles"].to_inks(ramp, NEWSPRINT, intent, flags):
        lab = profile.relative_lab(tuple(ink / 100 for ink in tint))
        assert math.hypot(*lab[1:]) < 1.5
        lightness.append(lab[0])
    assert lightness == sorted(lightness)


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        # Sharma, Wu, Dalal: "The CIEDE2000 color-difference formula", table 1, pairs 1, 4, 9, 17, 25, 34
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_colour_difference_agrees_with_the_published_pairs(
    tools: dict[str, ModuleType],
    one: tuple[float, float, float],
    other: tuple[float, float, float],
    difference: float,
) -> None:
    assert tools["compare_profiles"].delta_e_2000(one, other) == pytest.approx(difference, abs=5e-5)


def test_lab_and_xyz_are_each_other_s_inverse(tools: dict[str, ModuleType]) -> None:
    luts = tools["icc_luts"]
    for lab in ((100.0, 0.0, 0.0), (36.76, 1.48, 4.46), (5.0, -3.0, 2.0)):
        assert luts.xyz_to_lab(luts.lab_to_xyz(lab)) == pytest.approx(lab)


def test_a_file_that_is_no_profile_is_refused_with_its_name(tools: dict[str, ModuleType], tmp_path: Path) -> None:
    path = tmp_path / "photo.icc"
    path.write_bytes(bytes(200))
    with pytest.raises(ValueError, match=r"photo\.icc: not an ICC profile"):
        tools["icc_luts"].read_printer_profile(path)
