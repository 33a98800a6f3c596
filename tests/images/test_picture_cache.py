"""Conversions kept on disk: the same bytes with and without, never an entry that is stale, cut short or altered."""

import itertools
import os
from dataclasses import replace
from pathlib import Path

import pytest
from picture_makers import NEWSPRINT, quadrants
from PIL import Image

from pagesetter.diagnostics import Origin
from pagesetter.geometry import Rect
from pagesetter.images import convert, kept
from pagesetter.images.aim import aim_of
from pagesetter.images.cache import Cache, usual_folder
from pagesetter.images.convert import PictureJob, PressPicture, press_pictures
from pagesetter.images.crop import WHOLE
from pagesetter.images.kept import Made, Seen, key_of, packed, unpacked
from pagesetter.model.press import PressSpec

KEY = "ab" * 32


@pytest.fixture
def job(tmp_path: Path) -> PictureJob:
    """A heavy CMYK picture, so that findings with a place are among what is kept."""
    path = tmp_path / "a.tif"
    Image.new("CMYK", (60, 40), (230, 220, 210, 200)).save(path)
    return PictureJob(str(path), WHOLE, 60, 40, NEWSPRINT, Origin("a.md", 3, 1), Rect(10, 10, 60, 40))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "inner"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the pictures that were converted, not taken from the cache."""
    names: list[str] = []
    real = convert._made

    def noted(data: bytes, job: PictureJob, works: object) -> Made:
        names.append(Path(job.file).name)
        return real(data, job, works)

    monkeypatch.setattr(convert, "_made", noted)
    return names


def one(job: PictureJob, folder: Path | None) -> PressPicture:
    (picture,) = press_pictures([job], folder)
    return picture


def entry(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_a_kept_picture_is_the_same_in_every_byte_and_finding(job: PictureJob, folder: Path, made: list[str]) -> None:
    plain = one(job, None)
    assert {d.code for d in plain.diagnostics} == {"I010", "I012"}
    assert [one(job, folder), one(job, folder), one(job, folder)] == [plain] * 3
    assert made == ["a.tif", "a.tif"]  # without a cache, and when it was empty


def test_a_kept_finding_stands_where_the_picture_stands_now(job: PictureJob, folder: Path, made: list[str]) -> None:
    one(job, folder)
    moved = replace(job, origin=Origin("b.md", 9, 9), frame=Rect(300, 10, 60, 40))
    findings = one(moved, folder).diagnostics
    assert {d.origin for d in findings} == {Origin("b.md", 9, 9)}
    assert [d.rect.x for d in findings if d.rect] == [300]
    assert made == ["a.tif"]


@pytest.mark.parametrize("where", ["magic", "checksum", "head", "pixels"])
def test_an_altered_entry_is_never_used(job: PictureJob, folder: Path, made: list[str], where: str) -> None:
    plain = one(job, folder)
    path = entry(folder)
    data = bytearray(path.read_bytes())
    data[{"magic": 3, "checksum": 25, "head": 60, "pixels": len(data) - 9}[where]] ^= 1
    path.write_bytes(data)
    assert one(job, folder) == plain
    assert made == ["a.tif"] * 2
    assert one(job, folder) == plain  # it was replaced by a sound one
    assert made == ["a.tif"] * 2


@pytest.mark.parametrize("length", [0, 10, 30, 51, 80, -1])
def test_an_entry_cut_short_is_never_used(job: PictureJob, folder: Path, made: list[str], length: int) -> None:
    plain = one(job, folder)
    path = entry(folder)
    path.write_bytes(path.read_bytes()[:length])
    assert one(job, folder) == plain
    assert made == ["a.tif"] * 2


def test_an_entry_under_the_name_of_another_is_never_used(folder: Path) -> None:
    cache = Cache(folder, 10_000)
    cache.keep(KEY, b"one")
    entry(folder).rename(folder / f"{'cd' * 32}.entry")
    assert cache.find("cd" * 32) is None
    assert list(folder.iterdir()) == []


def test_every_part_of_a_conversion_is_a_part_of_its_key() -> None:
    usual = (b"file", "a.jpg", WHOLE, (60.0, 40.0), NEWSPRINT)
    others = [
        (b"fil", *usual[1:]),
        (b"file", "b.jpg", *usual[2:]),
        (*usual[:2], (0.0, 0.0, 1.0, 0.9), *usual[3:]),
        (*usual[:3], (60.0, 41.0), NEWSPRINT),
        *(
            (*usual[:4], aim_of(spec))
            for spec in (
                PressSpec(condition="coated"),
                PressSpec(ink_warn=2.2),
                PressSpec(ink_fail=2.5),
                PressSpec(cmyk_pictures="refuse"),
                PressSpec(sharpen=0.5),
                PressSpec(tone_curve=((0.5, 0.4),)),
            )
        ),
        (*usual[:4], NEWSPRINT._replace(profile=NEWSPRINT.profile + b"\0")),
    ]
    keys = [key_of(*usual), *(key_of(*other) for other in others)]
    assert len(set(keys)) == len(keys)
    assert key_of(*usual) == keys[0]


def test_another_program_is_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = (b"file", "a.jpg", WHOLE, (60.0, 40.0), NEWSPRINT)
    before = key_of(*asked)
    monkeypatch.setattr(kept, "_program", lambda: ("9.9",))
    assert key_of(*asked) != before


def test_a_changed_file_of_the_same_name_and_time_is_converted_anew(
    job: PictureJob, folder: Path, made: list[str]
) -> None:
    before = one(job, folder)
    known = Path(job.file).stat()
    quadrants().resize((60, 40)).save(job.file)
    os.utime(job.file, ns=(known.st_atime_ns, known.st_mtime_ns))
    assert one(job, folder).data != before.data
    assert made == ["a.tif"] * 2


def test_a_picture_that_cannot_be_read_is_not_kept(job: PictureJob, folder: Path) -> None:
    Path(job.file).write_bytes(b"II*\0 no picture")
    assert [d.code for d in one(job, folder).diagnostics] == ["I004"]
    assert not folder.exists()


def test_where_no_folder_can_be_there_is_no_cache(job: PictureJob, tmp_path: Path, made: list[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    plain = one(job, None)
    assert one(job, tmp_path / "file") == plain
    assert one(job, tmp_path / "file" / "inner") == plain
    assert one(job, Path("a\0b")) == plain
    assert made == ["a.tif"] * 4


def test_a_folder_that_refuses_writing_is_no_cache(
    job: PictureJob, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    plain = one(job, None)
    monkeypatch.setattr("pathlib.Path.replace", full)
    assert one(job, folder) == plain
    assert list(folder.iterdir()) == []  # what was begun is gone


def test_the_least_recently_used_go_first_when_the_cache_is_full(folder: Path) -> None:
    cache = Cache(folder, 1000)
    keys = [f"{i:064x}" for i in range(8)]
    for i, key in enumerate(keys):
        cache.keep(key, bytes(100))
        os.utime(folder / f"{key}.entry", (1000 + i, 1000 + i))
    assert cache.find(keys[0]) == bytes(100)  # used now, so no longer the oldest
    cache.tidy()
    left = {path.stem for path in folder.iterdir()}
    assert keys[0] in left
    assert keys[1] not in left
    assert keys[7] in left
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 1000


def test_only_entries_are_ever_removed(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "letter.txt").write_bytes(bytes(5000))
    cache = Cache(folder, 400)
    for i in range(4):
        cache.keep(f"{i:064x}", bytes(200))
    cache.tidy()
    assert (folder / "letter.txt").exists()
    assert len(list(folder.iterdir())) == 2


def test_what_is_larger_than_the_cache_is_not_kept(folder: Path) -> None:
    Cache(folder, 100).keep(KEY, bytes(101))
    assert not folder.exists()


def test_what_is_packed_comes_back() -> None:
    seen = (Seen(0, "I010", "文", "hint"), Seen(2, "I011", "m", "", (0.25, 1 / 3)))
    for picture in (
        Made(b"\n\xff\n", "DCTDecode", 3, 2, 4, 8, True, seen),
        Made(b"x", "FlateDecode", 1, 1, 1, 1, False),
    ):
        assert unpacked(packed(picture)) == picture


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"nonsense\n\nx",
        b"DCTDecode 0 1 4 8 1\n\nx",
        b"LZWDecode 1 1 4 8 1\n\nx",
        b"DCTDecode 1 1 4 8 1\n\n",
        b"DCTDecode 1 1 4 8 1\n[1]\nx",
        b"DCTDecode 1 1 4 8 1\n{\nx",
        b"DCTDecode 1 1 4 8\n\nx",
    ],
)
def test_what_is_no_picture_does_not_unpack(content: bytes) -> None:
    assert unpacked(content) is None


def test_several_runs_at_once_share_a_folder(job: PictureJob, folder: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    plain = one(job, None)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(one, itertools.repeat(job, 12), itertools.repeat(folder, 12)))
    assert found == [plain] * 12
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    ("environment", "platform", "wanted"),
    [
        ({"PAGESETTER_CACHE": "/x/y", "HOME": "/h"}, "linux", "/x/y"),
        ({"PAGESETTER_CACHE": "", "HOME": "/h"}, "linux", None),
        ({"HOME": "/h"}, "linux", "/h/.cache/pagesetter"),
        ({"HOME": "/h", "XDG_CACHE_HOME": "/c"}, "linux", "/c/pagesetter"),
        ({"HOME": "/h", "XDG_CACHE_HOME": "relative"}, "linux", "/h/.cache/pagesetter"),
        ({"HOME": "/h"}, "darwin", "/h/Library/Caches/pagesetter"),
        ({"LOCALAPPDATA": "/l", "HOME": "/h"}, "win32", "/l/pagesetter/Cache"),
        ({"HOME": "/h"}, "win32", None),
        ({}, "linux", None),
        ({"HOME": "relative"}, "linux", None),
    ],
)
def test_the_folder_is_the_one_of_the_platform(environment: dict[str, str], platform: str, wanted: str | None) -> None:
    assert usual_folder(environment, platform) == (Path(wanted) if wanted else None)
