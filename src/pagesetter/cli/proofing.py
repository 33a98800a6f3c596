"""`pagesetter proof`: a layout file in, a picture of its page out."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pagesetter.cli.caching import cache_folder, cache_option
from pagesetter.cli.fence import debug_option, debugging
from pagesetter.cli.speaking import language, language_option
from pagesetter.cli.targets import is_paper, targets
from pagesetter.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pagesetter.build import Built
    from pagesetter.diagnostics import Diagnostic


@record
class Looks:
    """What a picture of a page shows."""

    ppi: float = 100.0
    grid: bool = False
    frames: bool = False
    baselines: bool = False
    desk: bool = False
    soft: bool = False
    language: str = "en"


@click.command()
@click.argument("layout", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE|DIR", help="Where to write.  [default: build/NAME.png]"
)
@click.option("--ppi", type=click.FloatRange(1, 2400), default=100, show_default=True, help="Pixels per inch.")
@click.option("--grid", is_flag=True, help="Draw the columns of the grid over the page.")
@click.option("--frames", is_flag=True, help="Draw the rectangles of the stories, with their slugs.")
@click.option("--baselines", is_flag=True, help="Draw the baseline grid.")
@click.option("--desk", is_flag=True, help="Outline and number what `check --desk` finds, with a legend.")
@click.option("--soft", is_flag=True, help="Show the inks on the paper of the press, as they will look.")
@cache_option
@language_option
@debug_option
def proof(
    layout: Path, output: str | None, ppi: float, grid: bool, frames: bool, baselines: bool, desk: bool, soft: bool
) -> int:
    """Write a picture (PNG) of a page, to look at.

    A page with errors is shown too, with the spots marked. Of an edition file, a picture of every page.
    """
    from pagesetter.cli.console import console
    from pagesetter.cli.setting import run
    from pagesetter.cli.writing import write_whole

    if is_paper(layout):
        from pagesetter.cli.binding import proof_paper  # most proofs are of single pages

        looks = Looks(ppi, grid=grid, frames=frames, baselines=baselines, desk=desk, soft=soft, language=language())
        return proof_paper(layout, output, looks, console())
    (target,) = targets((layout,), output, ".png")
    say = console()
    say.doing(f"setting {layout}")
    job = run(layout, strict=False, debug=debugging(), cache=cache_folder())
    if job.pdf is None or job.page is None:
        say.done()
        say.findings(job.diagnostics, f"{target} not written")
        return 1
    say.doing(f"drawing {target}")
    assert job.built is not None
    looks = Looks(ppi, grid=grid, frames=frames, baselines=baselines, desk=desk, soft=soft, language=say.language)
    lacking: list[Diagnostic] = []
    try:
        picture = picture_of(job.pdf, job.built, looks, lacking)
    except ValueError as fault:  # a resolution that this page is too large for
        raise click.BadParameter(str(fault), param_hint="--ppi") from fault
    failed = write_whole(target, picture)
    say.done()
    found = (*job.diagnostics, *lacking, *((failed,) if failed else ()))
    say.findings(found, f"{target} not written" if failed else "")
    if not failed:
        say.result(str(target))
    return 1 if failed or job.stopped else 0


def picture_of(pdf: bytes, built: "Built", looks: Looks, lacking: "list[Diagnostic] | None" = None) -> bytes:
    """The picture (PNG) of a page that was pressed; ValueError for a resolution that it is too large for.

    ``lacking`` takes P409 for what a soft proof does not show as it prints.
    """
    from pagesetter.proof.raster import render, trim_origin

    assert built.page is not None
    page = built.page
    if page.cut:  # a proof shows a spread as one
        from pagesetter.build import make_pdf

        page = replace(page, cut=False)
        built = replace(built, page=page)
        pdf, _ = make_pdf(built, marked=built.failed)
    if looks.soft:
        picture, lost_there = _soft(pdf, looks.ppi, built.layout)
        if lacking is not None:
            lacking += lost_there
    else:
        picture = render(pdf, looks.ppi)
    if looks.grid or looks.frames or looks.baselines:
        from pagesetter.proof.overlay import overlay

        shown = {"grid": looks.grid, "frames": looks.frames, "baselines": looks.baselines}
        picture = overlay(picture, page, looks.ppi, **shown, origin=trim_origin(pdf))
    if looks.desk:
        from pagesetter.cli.desking import on_proof

        picture = on_proof(picture, built, looks.ppi, trim_origin(pdf), looks.language)
    return picture


def _soft(pdf: bytes, ppi: float, layout: Path) -> "tuple[bytes, Iterable[Diagnostic]]":
    """The page as inks on the paper of its press, with what is missing on it; ValueError for a resolution that it is
    too large for."""
    from io import BytesIO

    from pikepdf import Pdf  # only a soft proof reads the PDF back

    from pagesetter.cli.plating import lost
    from pagesetter.pdf.plates import separate
    from pagesetter.pdf.plates_spaces import press_profile
    from pagesetter.proof.softproof import soft_proof

    with Pdf.open(BytesIO(pdf)) as document:
        plates = separate(document, ppi)
        return soft_proof(plates, press_profile(document)), lost(plates, layout)
