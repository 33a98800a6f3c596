"""A layout file in, one Job out: the page, its PDF and every finding, with faults of the program caught on the way."""

from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from pagesetter.cli.fence import internal_error
from pagesetter.diagnostics import Diagnostic, Severity, in_order, worst
from pagesetter.records import record

if TYPE_CHECKING:
    from pagesetter.build import Built
    from pagesetter.model.page import Page


@record
class Job:
    """One layout, set and pressed."""

    layout: Path
    built: "Built | None"
    """None when the program itself failed."""
    pdf: bytes | None
    """The page for the press, or with its spots marked when ``stopped``; None when it could not be laid out."""
    diagnostics: tuple[Diagnostic, ...]
    """Of all stages, in the order of the files."""
    stopped: bool
    """Whether the findings keep the page from being written."""
    timings: tuple[tuple[str, float], ...]
    """Seconds per stage."""

    @property
    def page(self) -> "Page | None":
        """The finished page, if there is one."""
        return self.built.page if self.built else None

    @property
    def file_name(self) -> str:
        """Name without suffix that the layout or its plant asks for; empty: none."""
        return self.page.press.file_name if self.page else ""


def stops(diagnostics: tuple[Diagnostic, ...], *, strict: bool) -> bool:
    """Whether the findings keep the page from being written: an error, or with ``strict`` a warning."""
    found = worst(diagnostics)
    return found is not None and found >= (Severity.WARNING if strict else Severity.ERROR)


def run(
    layout: Path,
    *,
    strict: bool,
    marked: bool = True,
    debug: bool = False,
    standard: str = "",
    cache: Path | None = None,
) -> Job:
    """Reads, sets, makes up and presses one layout; never raises for an input, nor for a fault of the program.

    ``marked``: when the findings stop the page, press it once more with the spots drawn in. ``standard``: written
    instead of the one that the layout asks for. ``cache``: folder in which converted pictures are kept.
    """
    begin = perf_counter()
    built: Built | None = None
    pdf: bytes | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    loaded = pressed = begin
    try:
        from pagesetter.build import make_page, make_pdf  # here: the rooms below take longer to load than to run
        from pagesetter.images.workers import Workers

        loaded = pressed = perf_counter()
        with Workers() as workers:
            built = make_page(layout, clock=perf_counter, standard=standard, cache=cache, workers=workers)
            diagnostics = built.diagnostics
            pressed = perf_counter()
            if built.page is not None:
                spots = marked and stops(diagnostics, strict=strict)
                pdf, more = make_pdf(built, marked=spots, cache=cache, workers=workers)
                diagnostics = in_order((*diagnostics, *more))
                if marked and not spots and stops(diagnostics, strict=strict):
                    again = replace(built, diagnostics=diagnostics)
                    pdf, _ = make_pdf(again, marked=True, cache=cache, workers=workers)
    except Exception as fault:  # the fence: a user never sees a traceback
        pdf = None
        diagnostics = (*diagnostics, internal_error(fault, f'setting "{layout}"', debug=debug))
    end = perf_counter()
    stages = built.timings if built else ()
    timings = (("load", loaded - begin), *stages, ("press", end - pressed), ("total", end - begin))
    diagnostics = in_order(diagnostics)
    stopped = pdf is None or stops(diagnostics, strict=strict)
    return Job(layout, built, pdf, diagnostics, stopped, timings)
