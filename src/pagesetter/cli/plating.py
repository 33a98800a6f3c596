"""`pagesetter plates`: a PDF or a layout in, its printing plates as pictures and the ink report out."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pagesetter.cli.caching import cache_folder, cache_option
from pagesetter.cli.fence import debug_option, debugging
from pagesetter.cli.speaking import language_option
from pagesetter.cli.targets import DEFAULT_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pagesetter.cli.console import Console
    from pagesetter.diagnostics import Diagnostic
    from pagesetter.pdf.plates import Plates
    from pagesetter.reporting.forms import Json

_SAFE = frozenset(" -_.()+&")
"""Characters that the name of an ink keeps in the name of a file, beside letters and digits."""


@click.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE.pdf|LAYOUT")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FOLDER", help="Folder.  [default: build/NAME-plates]"
)
@click.option("--ppi", type=click.FloatRange(1, 2400), default=100, show_default=True, help="Pixels per inch.")
@click.option(
    "--square", type=click.FloatRange(0.5, 100), default=5, show_default=True, metavar="MM", help="For total ink."
)
@click.option(
    "--limit",
    type=click.FloatRange(1, 1000),
    metavar="PERCENT",
    help="Total ink to mark on the heat map.  [default: that of the layout's print condition]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@cache_option
@language_option
@debug_option
def plates(source: Path, output: Path | None, ppi: float, square: float, limit: float | None, as_json: bool) -> int:
    """Show what goes on each printing plate.

    Writes a grey picture (PNG) for each ink of each page and a heat map of the total ink, and prints how much each ink
    covers and where the total is highest. Overprint is honoured; spot inks have plates of their own.
    """
    from pagesetter.cli.console import console
    from pagesetter.cli.setting import stops
    from pagesetter.cli.writing import write_whole
    from pagesetter.pdf.plates_ink import coverage, worst_ink
    from pagesetter.proof.plates import heat_map, ink_form, ink_lines, plate_png
    from pagesetter.reporting.forms import diagnostic_form, json_text

    say = console(quiet=as_json)
    folder = output or DEFAULT_FOLDER / f"{source.stem}-plates"
    if folder.exists() and not folder.is_dir():
        raise click.BadParameter(f'"{folder}" is a file: name a folder', param_hint="-o")
    share = limit / 100 if limit else None
    foreign = source.suffix.lower() == ".pdf"
    found: list[Diagnostic] = []
    pages = _of_file(source, ppi, found, say) if foreign else _of_layout(source, ppi, found, say)
    forms: list[Json] = []
    for one, own in pages:
        say.doing(f"writing the plates of page {one.page}")
        most = share if share is not None else own
        covered, worst = coverage(one), worst_ink(one, square)
        names = _names(source.stem, one)
        files = {}
        for ink, name in names.items():
            picture = plate_png(one, ink) if ink else heat_map(one, worst, most)
            failed = write_whole(folder / name, picture)
            if failed:
                found.append(failed)
            else:
                files[ink] = str(folder / name)
        if as_json:
            forms.append(ink_form(one, covered, worst, files, most))
        else:
            say.done()
            say.result(
                *ink_lines(one, covered, worst, most, say.language), *(str(folder / name) for name in names.values())
            )
    say.done()
    code = 1 if stops(tuple(found), strict=False) else 0
    if as_json:
        findings: list[Json] = [diagnostic_form(one) for one in say.spoken(found)]
        form: dict[str, Json] = {"file": str(source), "exit_code": code, "pages": forms, "diagnostics": findings}
        say.result(json_text(form).rstrip("\n"))
        return code
    say.findings(found)
    return code


def _of_layout(
    layout: Path, ppi: float, found: "list[Diagnostic]", say: "Console"
) -> "Iterator[tuple[Plates, float | None]]":
    """The plates of a layout's page and the total ink that its print condition takes."""
    from pikepdf import Pdf  # only here are PDFs read

    from pagesetter.cli.setting import run
    from pagesetter.diagnostics import Severity
    from pagesetter.images.aim import aim_of
    from pagesetter.pdf.plates import separate

    say.doing(f"setting {layout}")
    job = run(layout, strict=False, marked=False, debug=debugging(), cache=cache_folder())
    found += [one for one in job.diagnostics if one.severity is not Severity.NOTE]
    if job.stopped or job.pdf is None or job.page is None:
        return
    try:
        with Pdf.open(BytesIO(job.pdf)) as pdf:
            made = separate(pdf, ppi)
    except ValueError as fault:  # a resolution that this page is too large for
        raise click.BadParameter(str(fault), param_hint="--ppi") from fault
    found += lost(made, layout)
    yield made, aim_of(job.page.press).ink_fail


def _of_file(
    file: Path, ppi: float, found: "list[Diagnostic]", say: "Console"
) -> "Iterator[tuple[Plates, float | None]]":
    """The plates of each page of a file, separated by a process of its own."""
    from pagesetter.pdf.opened import run
    from pagesetter.pdf.plates import page_fits, separate

    fits, problems = run(page_fits, file)
    found += problems
    for page, most in enumerate(fits or ()):
        if ppi > most > 0:
            message = f"plates at {ppi:g} ppi are not possible for page {page + 1}; give 1 to {most} ppi"
            raise click.BadParameter(message, param_hint="--ppi")
    for page in range(len(fits or ())):
        say.doing(f"separating page {page + 1} of {file}")
        made, problems = run(separate, file, ppi, page)
        found += [one for one in problems if one not in found]
        if made is not None:
            found += lost(made, file)
            yield made, None


def lost(made: "Plates", place: Path) -> "Iterator[Diagnostic]":
    """P409 for each thing that is missing on the plates of a page."""
    from pagesetter.diagnostics import Origin, warning  # as above

    hint = "look at the plates beside the proof; have what is damaged written anew by another program"
    for one in made.lost:
        message = f"page {made.page} of {place.name}: not separated as it prints: {one}"
        yield warning("P409", message, hint, Origin(str(place)))


def _names(stem: str, one: "Plates") -> dict[str, str]:
    """A file for each plate, and under "" for the heat map; two names are never the same, in whatever letter case."""
    made: dict[str, str] = {}
    taken = set()
    for ink in (*one.inks, ""):
        plain = "".join(c if c.isalnum() or c in _SAFE else "_" for c in ink) if ink else "total-ink"
        name, number = f"{stem}-{one.page}-{plain}.png", 2
        while name.casefold() in taken:
            name, number = f"{stem}-{one.page}-{plain}-{number}.png", number + 1
        taken.add(name.casefold())
        made[ink] = name
    return made
