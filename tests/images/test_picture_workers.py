"""Pictures of others are opened by workers with limits: what comes is the same, and nothing that goes wrong spreads."""

import subprocess
import sys
from pathlib import Path

import pytest
from picture_makers import COATED_ICC, NEWSPRINT, pressed, quadrants
from PIL import Image

from pagesetter.diagnostics import Origin, Severity
from pagesetter.geometry import Rect
from pagesetter.images.convert import Converting, PictureJob
from pagesetter.images.crop import WHOLE
from pagesetter.images.opened import PictureError
from pagesetter.images.probe import Probe, probe, probed, probes
from pagesetter.images.separated import Wanted, separated
from pagesetter.images.workers import Workers
from pagesetter.pdf.guard import Limits

WHERE = Origin("content/story.md", 7, 3)
WANTED = Wanted(WHOLE, 120, 80, NEWSPRINT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pictures that are sound, heavy, moving, torn and no picture; one is not there."""
    quadrants().save(tmp_path / "sound.jpg")
    Image.new("CMYK", (60, 40), (230, 220, 210, 200)).save(tmp_path / "heavy.tif", icc_profile=COATED_ICC.read_bytes())
    quadrants().save(tmp_path / "moving.gif", save_all=True, append_images=[Image.new("RGB", (120, 80))])
    quadrants().save(tmp_path / "torn.tif", compression="tiff_lzw")
    data = bytearray((tmp_path / "torn.tif").read_bytes())
    data[60:90] = bytes(30)
    (tmp_path / "torn.tif").write_bytes(data)
    (tmp_path / "words.png").write_text("no picture")
    return tmp_path


NAMES = ("sound.jpg", "heavy.tif", "moving.gif", "torn.tif", "words.png", "gone.png")


def test_a_worker_says_of_every_picture_what_this_process_says(folder: Path) -> None:
    wanted = [(folder / name, Origin("a.md", i + 1)) for i, name in enumerate(NAMES)]
    found = probes(wanted)
    assert found == [probe(*one) for one in wanted]
    assert [[d.code for d in problems] for _, problems in found] == [[], [], ["I008"], [], ["I003"], ["I001"]]


def test_a_fault_of_our_own_modules_is_not_told_as_damage(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def misspelt(*_: object) -> None:
        undefined_name  # type: ignore[name-defined]  # noqa: B018, F821

    monkeypatch.setattr("pagesetter.images.pixels.pixels", misspelt)
    with pytest.raises(PictureError) as found:
        separated("sound.jpg", (folder / "sound.jpg").read_bytes(), WANTED)
    assert found.value.code == "X900"
    assert "NameError" in found.value.message


def test_a_worker_makes_every_picture_as_this_process_does(folder: Path) -> None:
    jobs = {
        i: PictureJob(str(folder / name), WHOLE, 120, 80, NEWSPRINT, WHERE, Rect(10, 10, 120, 80))
        for i, name in enumerate(NAMES)
    }
    with Converting(jobs) as guarded, Converting(jobs, here=True) as plain:
        assert dict(guarded) == dict(plain)
        assert [[d.code for d in guarded[i].diagnostics] for i in jobs] == [
            *([], ["I012"], [], ["I004"], ["I003"], ["I001"])
        ]
        assert all(d.origin == WHERE for picture in guarded.values() for d in picture.diagnostics)


def test_a_kept_picture_starts_no_worker(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = {0: PictureJob(str(folder / "sound.jpg"), WHOLE, 120, 80, NEWSPRINT)}
    kept = folder / "kept"
    with Converting(jobs, kept) as pictures:
        first = pictures[0]
    (known,) = probes([(folder / "sound.jpg", None)], kept)

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "Popen", refused)
    with Converting(jobs, kept) as pictures:
        assert pictures[0] == first
    assert probes([(folder / "sound.jpg", None)], kept) == [known]


def test_a_picture_that_takes_too_long_is_told_and_the_next_is_made() -> None:
    data = b"no picture"
    with Workers(Limits(seconds=0.001)) as workers:
        for _ in range(2):  # each is given a worker of its own
            with pytest.raises(PictureError) as told:
                workers.ask("probe", "slow.jpg", data)
            assert told.value.code == "I015"
            assert told.value.message == 'picture "slow.jpg" takes longer than 0.001 s to read'
    found = told.value.at(WHERE)
    assert (found.severity, found.origin) == (Severity.ERROR, WHERE)


def test_a_picture_that_takes_too_much_memory_is_told_with_its_size_and_the_next_is_made(tmp_path: Path) -> None:
    Image.new("1", (13_000, 13_000)).save(tmp_path / "large.png")
    quadrants().save(tmp_path / "small.png")
    with Workers(Limits(memory=256 << 20)) as workers:
        with pytest.raises(PictureError) as told:
            workers.ask("convert", "large.png", (tmp_path / "large.png").read_bytes(), WANTED)
        assert told.value.code == "I006"
        assert "13000 x 13000 pixels and needs more memory" in told.value.message
        answer = workers.ask("convert", "small.png", (tmp_path / "small.png").read_bytes(), WANTED)
    assert answer.endswith(pressed(tmp_path / "small.png").data)


def test_a_worker_that_breaks_down_is_told_with_what_broke() -> None:
    with Workers() as workers:
        with pytest.raises(PictureError, match=r"TypeError") as told:
            workers.ask("convert", "odd.jpg", None, WANTED)
        assert told.value.code == "I004"
        with pytest.raises(PictureError, match=r"exit code") as told:
            workers.ask("probe", Ending(), b"")  # type: ignore[arg-type]
        assert told.value.code == "I004"


class Ending:
    """Ends the process that unpacks it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return sys.exit, (3,)


def test_what_libraries_print_does_not_reach_the_answer_or_the_user(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    jobs = {0: PictureJob(str(folder / "torn.tif"), WHOLE, 120, 80, NEWSPRINT)}
    with Converting(jobs) as pictures:
        assert [d.code for d in pictures[0].diagnostics] == ["I004"]
    assert capfd.readouterr() == ("", "")
    with Converting(jobs, here=True) as pictures:
        assert [d.code for d in pictures[0].diagnostics] == ["I004"]
    assert "tempfile.tif" in capfd.readouterr().err  # there was something to be said


def test_what_a_picture_is_comes_as_words(folder: Path) -> None:
    assert probed("sound.jpg", (folder / "sound.jpg").read_bytes()) == b"120 80 1 RGB 0 0 JPEG"
    (found, _) = probe(folder / "sound.jpg", None)
    assert found == Probe(str(folder / "sound.jpg"), 120, 80, "RGB", False, False, "JPEG")
