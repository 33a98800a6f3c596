"""A target holds the whole new file or the old one, never half."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pagesetter.cli.writing import remove_stale, write_whole

# A file size limit makes the system itself stop the write half way.
HALF_WAY = """
import resource, signal, sys
from pathlib import Path
from pagesetter.cli.writing import write_whole
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
failed = write_whole(Path(sys.argv[1]), b"new" * 100_000)
print(failed.code, failed.message)
"""


def test_missing_folders_are_made(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "page.pdf"
    assert write_whole(target, b"page") is None
    assert target.read_bytes() == b"page"


def test_write_that_stops_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "page.pdf"
    target.write_bytes(b"old")
    ended = subprocess.run(
        [sys.executable, "-c", HALF_WAY, str(target)], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert ended.stdout.startswith(f'P901 cannot write "{target}": ')
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["page.pdf"]


@pytest.mark.parametrize(("home", "step"), [(os, "fsync"), (Path, "replace")])
def test_interrupt_while_writing_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: object, step: str
) -> None:
    target = tmp_path / "page.pdf"
    target.write_bytes(b"old")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(home, step, stop)
    with pytest.raises(KeyboardInterrupt):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["page.pdf"]


def test_full_disk_is_a_diagnostic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    failed = write_whole(tmp_path / "page.pdf", b"new")
    assert failed is not None
    assert failed.message.endswith("no space left on device")
    assert list(tmp_path.iterdir()) == []


def test_folder_in_the_way_is_a_diagnostic(tmp_path: Path) -> None:
    failed = write_whole(tmp_path, b"new")
    assert failed is not None
    assert "a folder of that name is in the way" in failed.message


def test_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.pdf", tmp_path / "link.pdf"
    real.write_bytes(b"old")
    link.symlink_to(real)
    assert write_whole(link, b"new") is None
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_device_is_written_to_and_not_replaced() -> None:
    assert write_whole(Path(os.devnull), b"new") is None
    assert not Path(os.devnull).is_file()


def test_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    assert write_whole(tmp_path / "page.pdf", b"new") is None
    assert (tmp_path / "page.pdf").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_stale_file_that_cannot_be_removed_is_a_warning(tmp_path: Path) -> None:
    assert remove_stale(tmp_path / "never.pdf") is None
    stayed = remove_stale(tmp_path)
    assert stayed is not None
    assert stayed.code == "P902"
