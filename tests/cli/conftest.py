"""A stand-in for the pipeline: layouts whose stem says how they end, so that the command line is tested alone."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from pagesetter.cli.main import run
from pagesetter.diagnostics import Diagnostic, Origin, error, note, warning
from pagesetter.geometry import Rect
from pagesetter.model.fits import StoryFit
from pagesetter.model.page import Page

FIT = StoryFit(
    slug="社保",
    area="A",
    rects=(Rect(10, 20, 178.5, 300),),
    room=83,
    needs=90,
    lines_set=83,
    characters=1402,
    over_lines=7,
    over_characters=98,
    loose=1,
    text_range=(0, 1304),
    cures=("paragraph 3 set a line shorter",),
)
SPARE = StoryFit(
    slug="ferry",
    area="BB",
    rects=(Rect(200, 20, 178.5, 300),),
    room=31,
    needs=30,
    lines_set=30,
    characters=510,
    over_lines=-1,
    over_characters=-17,
    gave_way=("columns level",),
)
PAGE = Page(trim=Rect(0, 0, 390 / 25.4 * 72, 545 / 25.4 * 72), bleed=0, items=(), title="日报", fits=(FIT, SPARE))


@dataclass(frozen=True, slots=True)
class FakeBuilt:
    layout: Path
    page: Page | None
    diagnostics: tuple[Diagnostic, ...]
    spec: None = None
    edition: None = None
    library: None = None
    timings: tuple[tuple[str, float], ...] = ()


def _overset(layout: Path) -> Diagnostic:
    return error(
        "M201",
        'story "社保" is overset by 7 lines (about 98 characters) in area A, columns 1-3',
        "cut 98 characters",
        Origin(str(layout), 41, 5, "areas.A"),
        page=1,
        rect=Rect(10, 20, 178.5, 300),
    )


def _findings(layout: Path) -> tuple[Diagnostic, ...]:
    file = str(layout)
    stem = layout.stem
    found: list[Diagnostic] = []
    if "overset" in stem:
        found.append(_overset(layout))
    if "warned" in stem:
        found += [warning("I301", "boats.jpg has 120 ppi", origin=Origin(file, 3, 1))]
    if "noted" in stem:
        found += [note("C101", "`,` became `，`", origin=Origin("a.md", n, 4)) for n in range(1, 148)]
    if "broken" in stem:
        found += [error("R001", "no such file", origin=Origin(file))]
    return tuple(found)


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Puts the stand-in where the command line looks for `pagesetter.build`."""
    fake = ModuleType("pagesetter.build")

    def make_page(
        layout: Path,
        *,
        clock: Callable[[], float] | None = None,
        standard: str = "",
        cache: Path | None = None,
        workers: object = None,
    ) -> FakeBuilt:
        if "fault" in layout.stem:
            raise KeyError("a table lacks this")
        if "interrupted" in layout.stem:
            raise KeyboardInterrupt
        timings = (("read", 0.012), ("makeup", 0.2)) if clock else ()
        return FakeBuilt(layout, None if "broken" in layout.stem else PAGE, _findings(layout), timings=timings)

    def make_pdf(
        built: FakeBuilt, *, marked: bool = False, cache: Path | None = None, workers: object = None
    ) -> tuple[bytes, tuple[Diagnostic, ...]]:
        more = (error("P101", "a font may not be embedded"),) if "press" in built.layout.stem else ()
        spots = "".join(f" {d.code}" for d in built.diagnostics) if marked else ""
        return f"%PDF {built.layout.stem}{spots}".encode(), more

    fake.make_page = make_page  # type: ignore[attr-defined]
    fake.make_pdf = make_pdf  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pagesetter.build", fake)
    return fake


@dataclass(frozen=True, slots=True)
class Ended:
    """How a call of the program ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def call(
    pipeline: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    """Calls the program in an empty folder, with the stand-in pipeline."""
    monkeypatch.chdir(tmp_path)

    def ended(*arguments: object) -> Ended:
        code = run([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return Ended(code, out, err)

    return ended
