"""`pagesetter build` and `pagesetter check`: layout files in, PDF files and reports out."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pagesetter.cli.caching import cache_folder, cache_option
from pagesetter.cli.fence import debug_option, debugging
from pagesetter.cli.speaking import language_option
from pagesetter.cli.targets import errors_file, is_folder, is_paper, name_taken, named_by_layout, targets
from pagesetter.model.press import STANDARDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagesetter.cli.console import Console
    from pagesetter.cli.papers import Options
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
    return language_option(command)


def _ticket_option(command: Any) -> Any:
    return click.option(
        "--ticket", is_flag=True, help="Write a job ticket beside each PDF: NAME.ticket.json and NAME.ticket.xml."
    )(command)


def _press_options(command: Any) -> Any:
    return click.option(
        "--standard",
        type=click.Choice(STANDARDS, case_sensitive=False),
        help="What the PDF conforms to, whatever the layout says.",
    )(command)


@click.command()
@click.argument("layouts", nargs=-1, required=True, type=_PATH, metavar="LAYOUT...")
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    metavar="FILE|DIR",
    help="Where to write: a file, or a folder for NAME.pdf or the layout's file_name.  [default: build/]",
)
@_press_options
@_ticket_option
@cache_option
@click.option("--preflight", is_flag=True, help="Check the PDF as `pagesetter preflight` does; errors stop it.")
@_report_options
@debug_option
def build(
    layouts: tuple[Path, ...],
    output: str | None,
    standard: str | None,
    ticket: bool,
    preflight: bool,
    as_json: bool,
    strict: bool,
    notes: bool,
    timings: bool,
) -> int:
    """Set pages and write them as PDF for the press.

    A page with an error is not written, and an older PDF of it stays as it is; NAME.errors.pdf beside it then shows
    the page with the spots marked. Of several layouts every one is tried.

    A LAYOUT may be an edition file, which lists pages: it gives a PDF of each page and one of all. Its pages are set
    side by side and always preflighted.
    """
    papers = tuple(path for path in layouts if is_paper(path))
    if papers:
        layouts = tuple(path for path in layouts if path not in papers)
        if output and not is_folder(output):
            raise click.UsageError(f'-o "{output}" is a file, but an edition is many: name a folder')
    from pagesetter.cli.console import console
    from pagesetter.cli.setting import run
    from pagesetter.reporting.fits import page_line

    named = targets(layouts, output, ".pdf")
    say, forms, code = console(quiet=as_json), [], 0
    taken: dict[str, Path] = {}
    for layout, default in zip(layouts, named, strict=True):
        say.doing(f"setting {layout}")
        job = run(layout, strict=strict, debug=debugging(), standard=standard or "", cache=cache_folder())
        tell = ticket or (job.page is not None and job.page.press.ticket)
        if preflight or tell:  # a ticket tells what a preflight found
            from pagesetter.cli.preflighting import preflighted  # reads the PDF back, which a plain build does not

            job = preflighted(job, strict=strict, debug=debugging())
        target = default if output and not is_folder(output) else named_by_layout(default, job.file_name)
        clash = name_taken(taken, target, layout)
        written, marked, more = (None, None, (clash,)) if clash else _write(job, target)
        tickets, unwritten = _tickets(job, written) if tell else ([], [])
        say.done()
        found = (*job.diagnostics, *more, *unwritten)
        code = code if written and not unwritten else 1
        if as_json:
            found = say.spoken(found)
            forms.append(_form(job, found, pdf=written, errors_pdf=marked, tickets=tickets, timings=timings))
            continue
        after = [] if written else [f"{target} not written"]
        after += [f"{marked} shows the spots"] if marked else []
        say.findings(found, *after, notes=notes)
        if written and job.page is not None:
            say.result(f"{written}: {page_line(job.page, say.language)}", *map(str, tickets))
        if timings:
            say.message(*timing_lines(job.timings, say))
    editions: list[Json] = []
    for paper in papers:
        from pagesetter.cli.binding import build_paper  # the pages of most runs are single ones

        listed = editions if as_json else None
        folder, how = Path(output) if output else None, _options(standard, strict)
        code |= build_paper(paper, folder, how, ticket=ticket, notes=notes, timings=timings, say=say, forms=listed)
    if as_json:
        _print_json(say, forms, code, editions)
    return code


def _options(standard: str | None, strict: bool, *, marked: bool = True) -> "Options":
    """How editions are made."""
    from pagesetter.cli.papers import Options

    return Options(strict, standard or "", cache_folder(), debugging(), marked)


def _tickets(job: "Job", written: Path | None) -> tuple[list[Path], list["Diagnostic"]]:
    """Writes the job ticket of a page that was written; its files, and what went wrong."""
    if written is None or job.page is None or job.pdf is None:
        return [], []
    from pagesetter.cli.ticketing import write_tickets  # reads the PDF back, which a plain build does not

    return write_tickets(job.pdf, job.page, written, job.diagnostics)


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
@_press_options
@cache_option
@click.option("--desk", is_flag=True, help="Look for layout bans instead, as an editor does: 碰题, 断版, 背题 …")
@_report_options
@debug_option
def check(
    layouts: tuple[Path, ...], standard: str | None, desk: bool, as_json: bool, strict: bool, notes: bool, timings: bool
) -> int:
    """Set pages and report on them without writing anything.

    Finds what `build` would find. Prints a row per story: the body lines its area offers (room), the lines it needs,
    and the difference in lines and characters: 超 has too many, 欠 too few. Of an edition file, all of its pages.
    """
    if desk:
        from pagesetter.cli.console import console
        from pagesetter.cli.desking import check_desk

        told = console(quiet=as_json)
        return check_desk(layouts, standard=standard or "", strict=strict, as_json=as_json, say=told)
    papers = tuple(path for path in layouts if is_paper(path))
    layouts = tuple(path for path in layouts if path not in papers) if papers else layouts
    from pagesetter.cli.console import console
    from pagesetter.cli.setting import run
    from pagesetter.reporting.fits import fit_table, page_line

    say, forms, code = console(quiet=as_json), [], 0
    for layout in layouts:
        say.doing(f"setting {layout}")
        job = run(layout, strict=strict, marked=False, debug=debugging(), standard=standard or "", cache=cache_folder())
        say.done()
        code = 1 if job.stopped else code
        if as_json:
            forms.append(_form(job, say.spoken(job.diagnostics), timings=timings))
            continue
        if job.page is not None:
            table = fit_table(job.page.fits, colour=say.colour_out, notes=notes, language=say.language)
            say.result(f"{layout}: {page_line(job.page, say.language)}", *table)
        say.findings(job.diagnostics, f"{layout} would not be written" if job.stopped else "", notes=notes)
        if timings:
            say.message(*timing_lines(job.timings, say))
    editions: list[Json] = []
    for paper in papers:
        from pagesetter.cli.binding import check_paper  # as above

        listed = editions if as_json else None
        options = _options(standard, strict, marked=False)
        code |= check_paper(paper, options, notes=notes, timings=timings, say=say, forms=listed)
    if as_json:
        _print_json(say, forms, code, editions)
    return code


def timing_lines(timings: "Sequence[tuple[str, float]]", say: "Console") -> list[str]:
    """A line for each stage, with its milliseconds."""
    from pagesetter.reporting.terminal import columns

    rows = [[f"  {say.words('stage', stage)}", f"{seconds * 1000:.1f} ms"] for stage, seconds in timings]
    return columns(rows, right=frozenset({1}))


def _form(
    job: "Job",
    found: tuple["Diagnostic", ...],
    *,
    pdf: Path | None = None,
    errors_pdf: Path | None = None,
    tickets: "Sequence[Path]" = (),
    timings: bool,
) -> "Json":
    from pagesetter.reporting.forms import layout_form

    measured = dict(job.timings) if timings else None
    form = layout_form(str(job.layout), job.page, found, pdf=pdf, errors_pdf=errors_pdf, timings=measured)
    return {**form, "tickets": [str(path) for path in tickets]} if tickets else form


def _print_json(say: "Console", forms: "list[Json]", code: int, editions: "list[Json]") -> None:
    from pagesetter._version import __version__
    from pagesetter.reporting.forms import json_text

    form: dict[str, Json] = {"pagesetter": __version__, "exit_code": code, "layouts": forms}
    if editions:
        form["editions"] = editions
    say.result(json_text(form).rstrip("\n"))
