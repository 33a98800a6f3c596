"""`pagesetter build` and `pagesetter check`: layout files in, PDF files and reports out."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pagesetter.cli.fence import debug_option, debugging
from pagesetter.cli.targets import errors_file, targets

if TYPE_CHECKING:
    from pagesetter.cli.console import Console
    from pagesetter.cli.setting import Job
    from pagesetter.diagnostics import Diagnostic
    from pagesetter.reporting.forms import Json

_PATH = click.Path(path_type=Path)


def _report_options(command: Any) -> Any:
    for option in (
        click.option("--timings", is_flag=True, help="Show the seconds of each stage."),
        click.option("--notes", is_flag=True, help="List every note, such as each repaired comma."),
        click.option("--strict", is_flag=True, help="Let warnings count as errors."),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of the report."),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("layouts", nargs=-1, required=True, type=_PATH, metavar="LAYOUT...")
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    metavar="FILE|DIR",
    help="Where to write: a file, or a folder for NAME.pdf.  [default: build/NAME.pdf]",
)
@_report_options
@debug_option
def build(
    layouts: tuple[Path, ...], output: str | None, as_json: bool, strict: bool, notes: bool, timings: bool
) -> int:
    """Set pages and write them as PDF for the press.

    A page with an error is not written, and an older PDF of it stays as it is; NAME.errors.pdf beside it then shows
    the page with the spots marked. Of several layouts every one is tried.
    """
    from pagesetter.cli.console import console
    from pagesetter.cli.setting import run
    from pagesetter.reporting.fits import page_line

    named = targets(layouts, output, ".pdf")
    say, forms, code = console(quiet=as_json), [], 0
    for layout, target in zip(layouts, named, strict=True):
        say.doing(f"setting {layout}")
        job = run(layout, strict=strict, debug=debugging())
        written, marked, more = _write(job, target)
        say.done()
        found = (*job.diagnostics, *more)
        code = code if written else 1
        if as_json:
            forms.append(_form(job, found, pdf=written, errors_pdf=marked, timings=timings))
            continue
        after = [] if written else [f"{target} not written"]
        after += [f"{marked} shows the spots"] if marked else []
        say.findings(found, *after, notes=notes)
        if written and job.page is not None:
            say.result(f"{written}: {page_line(job.page)}")
        if timings:
            say.message(*_timing_lines(job))
    if as_json:
        _print_json(say, forms, code)
    return code


def _write(job: "Job", target: Path) -> tuple[Path | None, Path | None, tuple["Diagnostic", ...]]:
    """Writes what the job allows; returns the page and the marked page that were written, and what went wrong."""
    from pagesetter.cli.writing import remove_stale, write_whole

    spots = errors_file(target)
    if job.pdf is None:
        return None, None, ()
    failed = write_whole(spots if job.stopped else target, job.pdf)
    if failed:
        return None, None, (failed,)
    if job.stopped:
        return None, spots, ()
    stayed = remove_stale(spots)
    return target, None, (stayed,) if stayed else ()


@click.command()
@click.argument("layouts", nargs=-1, required=True, type=_PATH, metavar="LAYOUT...")
@_report_options
@debug_option
def check(layouts: tuple[Path, ...], as_json: bool, strict: bool, notes: bool, timings: bool) -> int:
    """Set pages and report on them without writing anything.

    Finds what `build` would find. Prints a row per story: the body lines its area offers (room), the lines it needs,
    and the difference in lines and characters: 超 has too many, 欠 too few.
    """
    from pagesetter.cli.console import console
    from pagesetter.cli.setting import run
    from pagesetter.reporting.fits import fit_table, page_line

    say, forms, code = console(quiet=as_json), [], 0
    for layout in layouts:
        say.doing(f"setting {layout}")
        job = run(layout, strict=strict, marked=False, debug=debugging())
        say.done()
        code = 1 if job.stopped else code
        if as_json:
            forms.append(_form(job, job.diagnostics, timings=timings))
            continue
        if job.page is not None:
            say.result(f"{layout}: {page_line(job.page)}", *fit_table(job.page.fits, colour=say.colour_out))
        say.findings(job.diagnostics, f"{layout} would not be written" if job.stopped else "", notes=notes)
        if timings:
            say.message(*_timing_lines(job))
    if as_json:
        _print_json(say, forms, code)
    return code


def _timing_lines(job: "Job") -> list[str]:
    from pagesetter.reporting.terminal import columns

    return columns([[f"  {stage}", f"{seconds * 1000:.1f} ms"] for stage, seconds in job.timings], right=frozenset({1}))


def _form(
    job: "Job",
    found: tuple["Diagnostic", ...],
    *,
    pdf: Path | None = None,
    errors_pdf: Path | None = None,
    timings: bool,
) -> "Json":
    from pagesetter.reporting.forms import layout_form

    measured = dict(job.timings) if timings else None
    return layout_form(str(job.layout), job.page, found, pdf=pdf, errors_pdf=errors_pdf, timings=measured)


def _print_json(say: "Console", forms: "list[Json]", code: int) -> None:
    from pagesetter._version import __version__
    from pagesetter.reporting.forms import json_text

    say.result(json_text({"pagesetter": __version__, "exit_code": code, "layouts": forms}).rstrip("\n"))
