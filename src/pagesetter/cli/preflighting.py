"""`pagesetter preflight`: PDF files in, a report on whether a print shop can take them out; and the preflight of `build
--preflight` on the page that is about to be put in place."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pagesetter.cli.fence import debug_option, debugging, internal_error
from pagesetter.cli.speaking import language_option
from pagesetter.cli.targets import is_paper
from pagesetter.model.press import STANDARDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagesetter.cli.paper_pages import Files, Leaf
    from pagesetter.cli.setting import Job
    from pagesetter.diagnostics import Diagnostic
    from pagesetter.model.page import Page
    from pagesetter.preflight.checking import Checked
    from pagesetter.preflight.profile import Profile
    from pagesetter.preflight.registry import Finding

_EDGES = ("text-edge", "bleed-reach")
"""Rules about what stands at the edge of a page."""
_NEAR_PT = 12.0
_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("files", nargs=-1, required=True, type=_PATH, metavar="FILE.pdf...")
@click.option(
    "--profile",
    metavar="NAME|FILE.yaml",
    help="Limits: newsprint, coated, strict, or a file of your own.  [default: newsprint, or what the layout asks for]",
)
@click.option(
    "--standard",
    type=click.Choice(STANDARDS, case_sensitive=False),
    help="Judge by this one.  [default: what the file says that it is]",
)
@click.option(
    "--layout",
    type=_PATH,
    metavar="LAYOUT",
    help="The layout of the page, or the edition: sizes, and names of stories.",
)
@click.option("--json", "form", flag_value="json", help="Print one JSON document.")
@click.option("--sarif", "form", flag_value="sarif", help="Print a SARIF 2.1.0 log.")
@click.option("--html", "form", flag_value="html", help="Print one self-contained HTML page.")
@click.option("-o", "--output", type=_PATH, metavar="FILE", help="Write the report there instead of printing it.")
@click.option("--all", "every", is_flag=True, help="List every finding, not only the first ten of a rule.")
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@language_option
@debug_option
def preflight(
    files: tuple[Path, ...],
    profile: str | None,
    standard: str | None,
    layout: Path | None,
    form: str | None,
    output: Path | None,
    every: bool,
    strict: bool,
) -> int:
    """Check PDF files, of whatever origin, for the press.

    Looks at what PDF/X-4 or PDF/X-1a:2003 asks of a file and at what a press can print: fonts, inks, pictures, sizes,
    boxes. Every finding names its rule, the place on the page, what was measured and what the limit is.
    """
    from pagesetter.cli.console import console
    from pagesetter.preflight.checking import check
    from pagesetter.preflight.profile import SHIPPED, load
    from pagesetter.preflight.spoken import in_language

    say = console(quiet=form is not None)
    made, problems = _made(layout) if layout else (None, ())
    if layout and made is None:
        say.findings(problems, f"{layout} gives no page to compare with")
        return 1
    limits, found = load(profile or SHIPPED[0]) if profile or made is None else _limits_of(made.every[0].page)
    if limits is None:
        say.findings(found)
        return 2 if any(one.code == "R001" for one in found) else 1
    done = []
    for file in files:
        say.doing(f"checking {file}")
        leaves = made.of(file) if made else ()
        sizes = tuple((leaf.page.trim.w, leaf.page.trim.h) for leaf in leaves)
        one = check(file, limits, standard=standard or "", sizes=sizes)
        one = _compared(one, leaves) if made else one
        done.append(_counted(one, file, len(leaves)) if made and made.named else one)
    say.done()
    code = 1 if any(_fails(one, strict=strict) for one in done) else 0
    if form is None:
        say.findings([d for one in done for d in one.diagnostics])
    done = [in_language(one, say.language) for one in done]
    text = _text(done, form, code, every=every, colour=say.colour_out and output is None, language=say.language)
    if output is None:
        if text.strip():
            say.result(text.rstrip("\n"))
        return code
    from pagesetter.cli.writing import write_whole

    failed = write_whole(output, text.encode("utf-8", "backslashreplace"))
    if failed:
        say.findings([failed])
        return 1
    say.result(str(output))
    return code


def _made(layout: Path) -> "tuple[Files | None, tuple[Diagnostic, ...]]":
    """The finished pages of a layout or an edition, with what was found on the way; nothing is pressed."""
    from pagesetter.build import make_page
    from pagesetter.cli.paper_pages import Files, files_of, parted

    try:
        if is_paper(layout):
            return files_of(layout)
        built = make_page(layout)
    except Exception as fault:  # the fence: a user never sees a traceback
        return None, (internal_error(fault, f'setting "{layout}"', debug=debugging()),)
    return (Files(parted(built.page), {}) if built.page else None), built.diagnostics


def _limits_of(page: "Page") -> "tuple[Profile | None, tuple[Diagnostic, ...]]":
    """The profile that a page of ours is judged by: that of its print condition, with the limits of total ink that its
    layout or plant gives. A condition of the plant's own has the profile of the shipped paper that is most like it."""
    from pagesetter.preflight.profile import SHIPPED, for_plant, load, nearest
    from pagesetter.press.intent import condition_of

    told = condition_of(page)
    if told is None:
        return load(page.condition if page.condition in SHIPPED else SHIPPED[0])
    warn, fail = round(told.ink_warn * 100, 1), round(told.ink_fail * 100, 1)
    own = page.press.own is not None and page.press.own.name == page.condition
    made, found = load(nearest(fail) if own else page.condition)
    who = page.press.plant or (page.condition if own else "the layout")
    return made and for_plant(made, who, warn, fail), found


def _compared(one: "Checked", leaves: "Sequence[Leaf]") -> "Checked":
    """What was found, with the stories that stand there."""
    from pagesetter.preflight.stories import named

    if one.report is None:
        return one
    pages = [leaf.page for leaf in leaves]
    found = [f for f in one.report.findings if not _at_the_cut(f, leaves)]
    return replace(one, report=replace(one.report, findings=named(found, pages)))


def _counted(one: "Checked", file: Path, many: int) -> "Checked":
    """P410 where a file has more or fewer pages than the edition that it is compared with."""
    from pagesetter.diagnostics import Origin, warning

    has = len(one.report.pages) if one.report else many
    if has == many:
        return one
    message = f"the file has {has} pages, and the edition {many}"
    if has < many:
        message = f"the file has {has} of the {many} pages of the edition"
    hint = "give it the name that build gives it, so that it is known which pages it holds"
    return replace(one, diagnostics=(*one.diagnostics, warning("P410", message, hint, Origin(str(file)))))


def _fails(one: "Checked", *, strict: bool) -> bool:
    """Whether a file is not fit: an error, with ``strict`` a warning, or nothing that could be read."""
    from pagesetter.diagnostics import Severity

    limit = Severity.WARNING if strict else Severity.ERROR
    said = [each.severity for each in one.diagnostics]
    said += [each.severity for each in one.report.findings] if one.report else [Severity.ERROR]
    return max(said, default=Severity.NOTE) >= limit


def _text(done: "Sequence[Checked]", form: str | None, code: int, *, every: bool, colour: bool, language: str) -> str:
    """The report in the form that was asked for."""
    from pagesetter._version import __version__
    from pagesetter.reporting.forms import json_text

    if form == "html":
        from pagesetter.preflight.report_html import page

        return page(done, __version__, language)
    if form is not None:
        from pagesetter.preflight.report_json import files_form, sarif_form

        sarif = form == "sarif"
        return json_text(sarif_form(done, __version__, language) if sarif else files_form(done, __version__, code))
    from pagesetter.preflight.report_text import report_lines

    lines = [line for one in done for line in report_lines(one, every=every, colour=colour, language=language)]
    return "\n".join(lines) + "\n"


def preflighted(job: "Job", *, strict: bool, debug: bool = False) -> "Job":
    """The job after a preflight of its PDF by the profile of its print condition: findings are diagnostics P501 (and
    what P401 to P408 say), and errors among them stop the job like any others."""
    from pagesetter.build import make_pdf
    from pagesetter.cli.setting import stops
    from pagesetter.diagnostics import in_order

    if job.stopped or job.pdf is None or job.page is None or job.built is None:
        return job
    try:
        found = own_findings(job.pdf, job.page)
    except Exception as fault:  # the fence: a user never sees a traceback
        found = (internal_error(fault, f'checking "{job.layout}"', debug=debug),)
    diagnostics = in_order((*job.diagnostics, *found))
    stopped = stops(diagnostics, strict=strict)
    pdf = job.pdf
    if stopped:
        pdf, _ = make_pdf(replace(job.built, diagnostics=diagnostics), marked=True)
    return replace(job, pdf=pdf, diagnostics=diagnostics, stopped=stopped)


def own_findings(pdf: bytes, page: "Page") -> "tuple[Diagnostic, ...]":
    """What a preflight finds in a PDF of ours, as diagnostics."""
    from tempfile import TemporaryDirectory

    from pagesetter.cli.paper_pages import parted
    from pagesetter.preflight.checking import check
    from pagesetter.preflight.stories import named

    limits, found = _limits_of(page)
    if limits is None:
        return found
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page.pdf"
        path.write_bytes(pdf)
        leaves = parted(page)  # of a spread that is cut both pages
        sizes = tuple((leaf.page.trim.w, leaf.page.trim.h) for leaf in leaves)
        one = check(path, limits, standard=page.press.standard, sizes=sizes, shown="the page", foreign=False)
    if one.report is None:
        return one.diagnostics
    findings = [f for f in one.report.findings if not _at_the_cut(f, leaves)]
    return (*one.diagnostics, *(_diagnostic(f, page) for f in named(findings, [page])))


def _at_the_cut(one: "Finding", leaves: "Sequence[Leaf]") -> bool:
    """Whether a finding is about what a spread that is cut in two has at its fold: it goes on on the other page."""
    if one.rule not in _EDGES or one.rect is None or one.page is None or one.page > len(leaves):
        return False
    leaf = leaves[one.page - 1]
    if leaf.cut == "right":
        return one.rect.right > leaf.page.trim.w - _NEAR_PT
    return leaf.cut == "left" and one.rect.x < _NEAR_PT


def _diagnostic(one: "Finding", page: "Page") -> "Diagnostic":
    from pagesetter.diagnostics import Diagnostic

    place = f' in story "{one.story}"' if one.story else ""
    block = f", block {one.block}" if one.story and one.block >= 0 else ""
    origin = next((fit.origin for fit in page.fits if one.story and fit.slug == one.story), None)
    return Diagnostic(
        "P501", one.severity, f"preflight {one.rule}{place}{block}: {one.message}", one.hint, origin, one.page, one.rect
    )
