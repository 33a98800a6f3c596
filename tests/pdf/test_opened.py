"""A foreign PDF is read in a process of its own; whatever is wrong with it comes back as a located finding."""

import zlib
from pathlib import Path
from time import monotonic
from typing import Any

import pikepdf
import pytest
from pdf_makers import document, stream

from pagesetter.diagnostics import Diagnostic, Origin, Severity
from pagesetter.pdf.guard import LIMITS, Limits, attempt
from pagesetter.pdf.opened import run
from pagesetter.pdf.painted import Walked
from pagesetter.pdf.walk import walk_page


def pages(pdf: pikepdf.Pdf) -> int:
    return len(pdf.pages)


def process(pdf: pikepdf.Pdf) -> int:
    import os

    return os.getpid()


def first(pdf: pikepdf.Pdf) -> Walked:
    return walk_page(pdf.pages[0].obj, 1)


def endless(pdf: pikepdf.Pdf) -> None:
    while True:
        pass


def greedy(pdf: pikepdf.Pdf, size: int) -> int:
    return len(bytes(size))


def clumsy(pdf: pikepdf.Pdf) -> None:
    raise KeyError("/Nothing")


def deadly(pdf: pikepdf.Pdf) -> None:
    import os
    import signal

    os.kill(os.getpid(), signal.SIGSEGV)


def abort(pdf: pikepdf.Pdf) -> None:
    import os

    os.abort()


def talkative(pdf: pikepdf.Pdf) -> str:
    import os

    os.write(1, b"a library that prints")
    return "said"


class Foreign:
    """A type that is no record of ours."""


def foreign(pdf: pikepdf.Pdf) -> Any:
    return Foreign()


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "sound.pdf"
    path.write_bytes(document(b"0 0 0 1 k 20 30 40 50 re f"))
    return path


def finding(path: Path, task: Any = pages, *args: Any, limits: Limits = LIMITS, apart: bool = False) -> Diagnostic:
    """The one finding, which lies at the file and leaves no result; ``apart``: in a worker, else as it would judge."""
    if apart:
        made, (one,) = run(task, path, *args, limits=limits)
    else:
        made, (one,) = attempt(task, path, args, Origin(str(path)), limits)
    assert made is None
    assert one.severity is Severity.ERROR
    assert one.origin == Origin(str(path))
    assert one.hint
    return one


def test_the_task_runs_in_another_process_and_plain_values_come_back(sound: Path) -> None:
    import os

    other, found = run(process, sound)
    assert found == ()
    assert other != os.getpid()
    assert run(process, sound, worker=False) == (os.getpid(), ())


def test_records_come_back_equal_to_those_made_here(sound: Path) -> None:
    there, _ = run(first, sound)
    here, _ = run(first, sound, worker=False)
    assert there is not None
    assert there == here
    assert len(there.objects) == 1


def test_what_libraries_print_does_not_run_into_the_answer(sound: Path) -> None:
    assert run(talkative, sound) == ("said", ())


def test_nothing_but_plain_values_and_records_is_taken_from_a_worker(sound: Path) -> None:
    import pickle

    with pytest.raises(pickle.UnpicklingError, match="no plain record"):
        run(foreign, sound)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert finding(tmp_path / "none.pdf").code == "P401"
    assert finding(tmp_path).code == "P401"


def test_a_finding_lies_where_the_user_named_the_file(tmp_path: Path) -> None:
    place = Origin("layout.yaml", 12, 9, "areas.A.advert")
    _, (one,) = run(pages, tmp_path / "none.pdf", origin=place)
    assert one.origin == place


@pytest.mark.parametrize("held", [b"", b"GIF89a", b"%!PS-Adobe-3.0\n", b"\0" * 5000])
def test_what_is_not_a_pdf_is_said_not_to_be_one(tmp_path: Path, held: bytes) -> None:
    path = tmp_path / "other.pdf"
    path.write_bytes(held)
    assert finding(path, apart=not held).code == "P402"


@pytest.mark.parametrize("held", [b"%PDF-1.4\n", b"%PDF-1.7\n" + b"nonsense " * 400])
def test_a_pdf_of_which_nothing_can_be_found_is_damaged(tmp_path: Path, held: bytes) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(held)
    one = finding(path)
    assert one.code == "P403"
    assert str(tmp_path) not in one.message


def test_a_file_without_pages_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    pikepdf.new().save(path)
    assert finding(path).code == "P403"


def test_a_file_cut_short_is_repaired_and_the_user_told(sound: Path) -> None:
    sound.write_bytes(sound.read_bytes()[:-60])
    made, (one,) = run(pages, sound)
    assert made == 1
    assert (one.code, one.severity) == ("P408", Severity.WARNING)


def test_a_file_that_opens_only_with_a_password_is_refused(sound: Path) -> None:
    locked = sound.with_name("locked.pdf")
    with pikepdf.open(sound) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="a", owner="b"))
    assert finding(locked).code == "P404"


def test_reading_ends_when_its_time_is_over(sound: Path) -> None:
    begun = monotonic()
    one = finding(sound, endless, limits=Limits(seconds=0.6), apart=True)
    assert one.code == "P405"
    assert "0.6 s" in one.message
    assert monotonic() - begun < 3


def test_reading_ends_when_it_takes_more_memory_than_it_may(sound: Path) -> None:
    one = finding(sound, greedy, 1 << 30, apart=True)
    assert one.code == "P406"
    assert "1 GiB" in one.message
    assert run(greedy, sound, 1 << 20) == (1 << 20, ())


def test_a_reader_that_breaks_down_is_a_finding_not_a_crash(sound: Path) -> None:
    assert finding(sound, deadly, apart=True).code == "P403"


def test_an_unforeseen_fault_over_a_foreign_file_is_named_and_over_our_own_is_raised(sound: Path) -> None:
    one = finding(sound, clumsy)
    assert one.code == "P403"
    assert "KeyError: '/Nothing'" in one.message
    with pytest.raises(KeyError):
        run(clumsy, sound, worker=False)


def misspelt(pdf: pikepdf.Pdf) -> None:
    undefined_name  # type: ignore[name-defined]  # noqa: B018, F821


def test_a_fault_of_our_own_modules_is_not_told_as_damage(sound: Path) -> None:
    one = finding(sound, misspelt)
    assert (one.code, "NameError" in one.message, "of pagesetter" in one.hint) == ("X900", True, True)
    gone = type("Gone", (), {"__module__": "pagesetter.pdf.gone", "__qualname__": "task"})
    made, (one,) = run(gone, sound)
    assert (made, one.code) == (None, "X900")
    assert "No module named 'pagesetter.pdf.gone'" in one.message


def test_a_process_that_gives_up_for_want_of_memory_is_told_so(sound: Path) -> None:
    one = finding(sound, abort, apart=True)
    assert one.code == "P406"
    assert "1 GiB" in one.message


@pytest.mark.parametrize(
    ("deep", "kids", "said"),
    [(1, b"2 0 R", "is a loop, object 2 contains itself"), (150, b"", "is more than 100 deep at object")],
)
def test_a_tree_of_pages_without_end_is_told_with_its_place(tmp_path: Path, deep: int, kids: bytes, said: str) -> None:
    knots = [b"<< /Type /Pages /Count 1 /Kids [%d 0 R %s] >>" % (at + 1, kids) for at in range(2, deep + 2)]
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", *knots, b"<< /Type /Page /MediaBox [0 0 9 9] >>"]
    made = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % one for one in enumerate(bodies, 1))
    path = tmp_path / "tree.pdf"
    path.write_bytes(made + b"trailer\n<< /Root 1 0 R >>\n")
    one = finding(path)
    assert one.code == "P403"
    assert said in one.message


def test_many_streams_that_unpack_to_too_much_together_are_refused_with_their_figures(tmp_path: Path) -> None:
    held = stream(zlib.compress(bytes(900_000), 9), b"/Filter /FlateDecode")
    path = tmp_path / "bombs.pdf"
    path.write_bytes(document(b"", b"/XObject << /A 5 0 R >>", (held,) * 30))
    one = finding(path, limits=Limits(stream=1 << 20))
    assert one.code == "P407"
    assert "5 streams unpack 4.37 KiB to more than 4 MiB: a decompression bomb" in one.message


def test_a_stream_that_unpacks_without_end_is_refused_with_its_figures(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(_holding(zlib.compress(bytes(3 << 20), 9), b"/Filter /FlateDecode"))
    one = finding(path, limits=Limits(stream=1 << 20))
    assert one.code == "P407"
    assert "stream 5 unpacks 3 KiB to more than 1 MiB" in one.message
    assert run(pages, path, limits=Limits(stream=4 << 20)) == (1, ())


def test_layers_of_compression_are_unpacked_one_in_the_other(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    twice = zlib.compress(zlib.compress(bytes(80 << 20), 9), 9)
    assert len(twice) < 1000
    path.write_bytes(_holding(twice, b"/Filter [/FlateDecode /FlateDecode]"))
    assert finding(path).code == "P407"


def test_a_picture_may_unpack_to_what_its_size_explains(tmp_path: Path) -> None:
    path = tmp_path / "picture.pdf"
    shape = b"/Subtype /Image /BitsPerComponent 8 /ColorSpace /DeviceCMYK /Filter /FlateDecode /Width %d /Height %d"
    path.write_bytes(_holding(zlib.compress(bytes(2 << 20), 9), shape % (1024, 512)))
    assert run(pages, path, limits=Limits(stream=1 << 20)) == (1, ())
    path.write_bytes(_holding(zlib.compress(bytes(2 << 20), 9), shape % (64, 64)))
    assert finding(path, limits=Limits(stream=1 << 20)).code == "P407"


def test_a_picture_larger_than_any_press_needs_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "picture.pdf"
    path.write_bytes(_holding(b"x", b"/Subtype /Image /Width 100000 /Height 90000 /BitsPerComponent 8"))
    one = finding(path)
    assert one.code == "P407"
    assert "100000 x 90000 pixels" in one.message


def _holding(data: bytes, entries: bytes) -> bytes:
    """A file with one stream more, in use."""
    return document(b"", b"/XObject << /Im 5 0 R >>", (stream(data, entries),))
