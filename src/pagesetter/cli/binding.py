"""Edition files in; the PDF of each page and of all, one report and an exit code out."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pagesetter.cli.caching import cache_folder
from pagesetter.cli.console import Console
from pagesetter.cli.fence import debugging
from pagesetter.cli.papers import Options, Sheet, sheets_of, whole
from pagesetter.cli.proofing import Looks
from pagesetter.cli.targets import DEFAULT_FOLDER, errors_file, is_folder, name_taken
from pagesetter.cli.writing import remove_stale, write_whole
from pagesetter.diagnostics import Diagnostic, Origin, in_order
from pagesetter.read.fields import Problems
from pagesetter.read.paper import PaperFile, all_name, read_paper
from pagesetter.records import record
from pagesetter.reporting.fits import fit_table, page_line
from pagesetter.reporting.forms import Json, diagnostic_form, layout_form
from pagesetter.reporting.terminal import counted

if TYPE_CHECKING:
    from pagesetter.model.paper import Zone


@record
class Written:
    """What was written of a page."""

    pdf: Path | None = None
    errors_pdf: Path | None = None
    tickets: tuple[Path, ...] = ()
    found: tuple[Diagnostic, ...] = ()


def build_paper(
    path: Path, folder: Path | None, options: Options, *, ticket: bool, notes: bool, timings: bool, say: Console,
    forms: list[Json] | None,
) -> int:  # fmt: skip
    """Builds an edition into a folder (``build/`` when None) and tells about it; with ``forms`` it adds to these
    instead. The exit code."""
    file, found = read_paper(path)
    if file is None:
        return _refused(path, found, say, forms)
    folder = folder or DEFAULT_FOLDER
    sheets: list[Sheet] = []
    written: dict[int, Written] = {}
    taken: dict[str, Path] = {}
    for sheet in _as_done(file, path, options, say):
        written[id(sheet)] = _write(sheet, folder, taken, ticket=ticket)
        sheets.append(sheet)
    sheets = _in_order(file, sheets)
    every = [*found, *(d for sheet in sheets for d in (*sheet.diagnostics, *written[id(sheet)].found))]
    books: list[tuple[str, Path | None, str]] = []
    for zone in file.paper.zones:
        say.doing(f"binding {path}")
        target, problems, why = _bound(file, zone, sheets, folder, taken)
        every += problems
        books.append((zone.name, target, why))
    say.done()
    code = 1 if any(written[id(s)].pdf is None or written[id(s)].found for s in sheets) else 0
    code = 1 if code or any(target is None for _, target, _ in books) else 0
    if forms is not None:
        forms.append(_form(path, sheets, written, books, found, say, timings=timings))
        return code
    stopped = [s.shown for s in sheets if written[id(s)].pdf is None]
    after = [f"{', '.join(stopped)} not written"] if stopped else []
    after += [f"{w.errors_pdf} shows the spots" for s in sheets if (w := written[id(s)]).errors_pdf]
    after += [why for _, _, why in books if why]
    say.findings(in_order(every), *after, notes=notes)
    for sheet in sheets:
        done = written[id(sheet)]
        if done.pdf and sheet.made is not None:
            shown = say.words("word", sheet.shown)
            say.result(f"{done.pdf}: {shown}, {page_line(sheet.made, say.language)}", *map(str, done.tickets))
    for name, target, _ in books:
        if target:
            pages = counted(file.paper.total, "page")
            say.result(f"{target}: {say.words('word', pages + (f' for {name}' if name else ''))}")
    _tell_timings(sheets, say, timings=timings)
    return code


def check_paper(
    path: Path, options: Options, *, notes: bool, timings: bool, say: Console, forms: list[Json] | None
) -> int:
    """Reports on an edition without writing anything; the exit code."""
    file, found = read_paper(path)
    if file is None:
        return _refused(path, found, say, forms)
    sheets = _in_order(file, list(_as_done(file, path, options, say)))
    say.done()
    code = 1 if any(sheet.stopped for sheet in sheets) else 0
    if forms is not None:
        forms.append(_form(path, sheets, {}, [], found, say, timings=timings))
        return code
    for sheet in sheets:
        if sheet.made is not None:
            table = fit_table(sheet.made.fits, colour=say.colour_out, notes=notes, language=say.language)
            shown = say.words("word", sheet.shown)
            say.result(f"{shown}, {sheet.page.layout}: {page_line(sheet.made, say.language)}", *table)
    every = [*found, *(d for sheet in sheets for d in sheet.diagnostics)]
    stopped = [sheet.shown for sheet in sheets if sheet.stopped]
    say.findings(in_order(every), f"{', '.join(stopped)} would not be written" if stopped else "", notes=notes)
    _tell_timings(sheets, say, timings=timings)
    return code


def proof_paper(path: Path, output: str | None, looks: Looks, say: Console) -> int:
    """Writes a picture of every page of an edition; the exit code."""
    if output and not is_folder(output):
        raise click.UsageError(f'-o "{output}" is a file, but an edition is many: name a folder')
    file, found = read_paper(path)
    if file is None:
        return _refused(path, found, say, None)
    folder, taken = Path(output) if output else DEFAULT_FOLDER, dict[str, Path]()
    options = Options(cache=cache_folder(), debug=debugging(), looks=looks)
    sheets = _in_order(file, list(_as_done(file, path, options, say)))
    say.done()
    too_fine = next((sheet.too_fine for sheet in sheets if sheet.too_fine), "")
    if too_fine:
        raise click.BadParameter(too_fine, param_hint="--ppi")
    every, lines, missing = [*found], list[str](), list[str]()
    for sheet in sheets:
        target = folder / f"{sheet.name}.png"
        failed = name_taken(taken, target, Path(f"{sheet.page.layout} ({sheet.shown})"))
        if failed is None and sheet.picture is not None:
            failed = write_whole(target, sheet.picture)
        every += [*sheet.diagnostics, *((failed,) if failed else ())]
        good = failed is None and sheet.picture is not None
        (lines if good else missing).append(str(target))
    say.findings(in_order(every), f"{', '.join(missing)} not written" if missing else "")
    say.result(*lines)
    return 1 if missing or any(sheet.stopped for sheet in sheets) else 0


def _as_done(file: PaperFile, path: Path, options: Options, say: Console) -> Iterator[Sheet]:
    """The pages as they are done, with a word on the way."""
    say.doing(f"setting {path}")
    for sheet in sheets_of(file, path, options):
        yield sheet
        say.doing(f"setting {path}: {sheet.shown} done")


def _in_order(file: PaperFile, sheets: Sequence[Sheet]) -> list[Sheet]:
    names = [zone.name for zone in file.paper.zones]
    return sorted(sheets, key=lambda sheet: (names.index(sheet.zone), sheet.page.number, sheet.half))


def _refused(path: Path, found: Sequence[Diagnostic], say: Console, forms: list[Json] | None) -> int:
    """An edition file that cannot be used."""
    if forms is not None:
        forms.append(_form(path, [], {}, [], found, say, timings=False))
    else:
        say.findings(found, f"{path} not built")
    return 1


def _write(sheet: Sheet, folder: Path, taken: dict[str, Path], *, ticket: bool) -> Written:
    """Writes what the findings allow of a page."""
    target = folder / f"{sheet.name}.pdf"
    clash = name_taken(taken, target, Path(f"{sheet.page.layout} ({sheet.shown})"))
    if clash:
        return Written(found=(clash,))
    if sheet.pdf is None:
        return Written()
    spots = errors_file(target)
    failed = write_whole(spots if sheet.stopped else target, sheet.pdf)
    if failed:
        return Written(found=(_placed(failed, sheet),))
    if sheet.stopped:
        return Written(errors_pdf=spots)
    stayed = remove_stale(spots)
    found = (stayed,) if stayed else ()
    if not ticket and not (sheet.made and sheet.made.press.ticket):
        return Written(target, None, (), found)
    from pagesetter.cli.ticketing import write_tickets  # few editions ask for any

    assert sheet.made is not None
    tickets, unwritten = write_tickets(sheet.pdf, sheet.made, target, sheet.diagnostics)
    return Written(target, None, tuple(tickets), (*found, *unwritten))


def _placed(found: Diagnostic, sheet: Sheet) -> Diagnostic:
    from dataclasses import replace

    return found if found.origin else replace(found, origin=Origin(sheet.page.layout))


def _bound(
    file: PaperFile, zone: "Zone", sheets: Sequence[Sheet], folder: Path, taken: dict[str, Path]
) -> tuple[Path | None, tuple[Diagnostic, ...], str]:
    """Writes the PDF of all pages of a zone: where, what was found, and why not."""
    ready: list[Sheet] = []
    complete = True
    for page in zone.pages:
        same = [s for s in sheets if s.page.number == page.number]
        own = [s for s in same if s.zone == zone.name] or [s for s in same if not s.zone]
        complete &= bool(own) and all(s.pressed and not s.stopped for s in own)
        ready += own
    target = folder / f"{all_name(file, zone, Problems())}.pdf"
    if not complete:
        return None, (), f"{target} not written"
    clash = name_taken(taken, target, Path(file.paper.file))
    if clash:
        return None, (clash,), f"{target} not written"
    pdf, found = whole(ready, file.paper.file)
    here = Origin(file.paper.file)
    if pdf is not None:
        failed = write_whole(target, pdf)
        found = (*found, failed) if failed else found
    placed = tuple(d if d.origin else _at(d, here) for d in found)
    good = pdf is not None and not found
    return (target if good else None), placed, "" if good else f"{target} not written"


def _at(found: Diagnostic, origin: Origin) -> Diagnostic:
    from dataclasses import replace

    return replace(found, origin=origin)


def _form(
    path: Path,
    sheets: Sequence[Sheet],
    written: dict[int, Written],
    books: Sequence[tuple[str, Path | None, str]],
    found: Sequence[Diagnostic],
    say: Console,
    *,
    timings: bool,
) -> Json:
    """The machine's form of the report on an edition."""
    pages: list[Json] = []
    for sheet in sheets:
        done = written.get(id(sheet), Written())
        form = layout_form(
            sheet.page.layout,
            sheet.made,
            say.spoken((*sheet.diagnostics, *done.found)),
            pdf=done.pdf,
            errors_pdf=done.errors_pdf,
            timings=dict(sheet.timings) if timings else None,
        )
        pages.append(
            {"number": sheet.page.name, "zone": sheet.zone or None, **form, "tickets": [str(t) for t in done.tickets]}
        )
    return {
        "file": str(path),
        "pages": pages,
        "all": [{"zone": name or None, "pdf": str(target) if target else None} for name, target, _ in books],
        "diagnostics": [diagnostic_form(d) for d in in_order(say.spoken(found))],
    }


def _tell_timings(sheets: Sequence[Sheet], say: Console, *, timings: bool) -> None:
    if not timings:
        return
    from pagesetter.cli.building import timing_lines  # here: few runs ask for them

    for sheet in sheets:
        say.message(say.words("word", sheet.shown), *timing_lines(sheet.timings, say))
