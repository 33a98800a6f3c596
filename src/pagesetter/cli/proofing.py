"""`pagesetter proof`: a layout file in, a picture of its page out."""

from pathlib import Path

import click

from pagesetter.cli.caching import cache_folder, cache_option
from pagesetter.cli.fence import debug_option, debugging
from pagesetter.cli.targets import targets


@click.command()
@click.argument("layout", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE|DIR", help="Where to write.  [default: build/NAME.png]"
)
@click.option("--ppi", type=click.FloatRange(1, 2400), default=100, show_default=True, help="Pixels per inch.")
@click.option("--grid", is_flag=True, help="Draw the columns of the grid over the page.")
@click.option("--frames", is_flag=True, help="Draw the rectangles of the stories, with their slugs.")
@click.option("--baselines", is_flag=True, help="Draw the baseline grid.")
@click.option("--soft", is_flag=True, help="Show the inks on the paper of the press, as they will look.")
@cache_option
@debug_option
def proof(layout: Path, output: str | None, ppi: float, grid: bool, frames: bool, baselines: bool, soft: bool) -> int:
    """Write a picture (PNG) of a page, to look at.

    A page with errors is shown too, with the spots marked.
    """
    from pagesetter.cli.console import console
    from pagesetter.cli.setting import run
    from pagesetter.cli.writing import write_whole
    from pagesetter.proof.overlay import overlay
    from pagesetter.proof.raster import render, trim_origin

    (target,) = targets((layout,), output, ".png")
    say = console()
    say.doing(f"setting {layout}")
    job = run(layout, strict=False, debug=debugging(), cache=cache_folder())
    if job.pdf is None or job.page is None:
        say.done()
        say.findings(job.diagnostics, f"{target} not written")
        return 1
    say.doing(f"drawing {target}")
    try:
        picture = _soft(job.pdf, ppi) if soft else render(job.pdf, ppi)
    except ValueError as fault:  # a resolution that this page is too large for
        raise click.BadParameter(str(fault), param_hint="--ppi") from fault
    if grid or frames or baselines:
        origin = trim_origin(job.pdf)
        picture = overlay(picture, job.page, ppi, grid=grid, frames=frames, baselines=baselines, origin=origin)
    failed = write_whole(target, picture)
    say.done()
    found = (*job.diagnostics, *((failed,) if failed else ()))
    say.findings(found, f"{target} not written" if failed else "")
    if not failed:
        say.result(str(target))
    return 1 if failed or job.stopped else 0


def _soft(pdf: bytes, ppi: float) -> bytes:
    """The page as inks on the paper of its press; ValueError for a resolution that it is too large for."""
    from io import BytesIO

    from pikepdf import Pdf  # only a soft proof reads the PDF back

    from pagesetter.pdf.plates import separate
    from pagesetter.pdf.plates_spaces import press_profile
    from pagesetter.proof.softproof import soft_proof

    with Pdf.open(BytesIO(pdf)) as document:
        return soft_proof(separate(document, ppi), press_profile(document))
