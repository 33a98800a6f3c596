"""`pagesetter check --desk` and `proof --desk`: layouts and editions in, what a night editor would not let pass out."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pagesetter.cli.caching import cache_folder
from pagesetter.cli.console import Console
from pagesetter.cli.fence import debugging, internal_error
from pagesetter.cli.setting import stops
from pagesetter.cli.targets import is_paper
from pagesetter.diagnostics import Diagnostic, Severity, in_order
from pagesetter.records import record
from pagesetter.reporting.forms import Json, diagnostic_form, json_text

if TYPE_CHECKING:
    from pagesetter.build import Built
    from pagesetter.desk.listing import Judged
    from pagesetter.desk.view import Subject


@record
class Sheet:
    """A page that was set, and whose it is."""

    built: "Built"
    paper: str = ""
    """Edition file; empty: a layout by itself."""
    zone: str = ""
    place: int = 0
    """In the edition, from 1."""


@record
class Desk:
    """Pages as far as they came."""

    pages: "tuple[Judged, ...]"
    """Those that could be judged."""
    wrong: tuple[Diagnostic, ...]
    """What kept others from it, and the errors and warnings of those that were made."""
    failed: bool
    """Whether a page could not be made."""


def check_desk(layouts: Sequence[Path], *, standard: str, strict: bool, as_json: bool, say: Console) -> int:
    """Prints the editor's list of all pages; the exit code: 1 with an error, with ``strict`` also with a warning."""
    from pagesetter._version import __version__
    from pagesetter.desk.listing import page_form, page_list, summary_line

    desk = _judged(layouts, standard, say)
    found = [d for one in desk.pages for d in one.found]
    code = 1 if desk.failed or stops((*desk.wrong, *found), strict=strict) else 0
    if as_json:
        pages: list[Json] = [page_form(one) for one in desk.pages]
        wrong: list[Json] = [diagnostic_form(d) for d in say.spoken(desk.wrong)]
        form: dict[str, Json] = {"pagesetter": __version__, "exit_code": code, "pages": pages, "diagnostics": wrong}
        say.result(json_text(form).rstrip("\n"))
        return code
    for one in desk.pages:
        say.result(*page_list(one, colour=say.colour_out, language=say.language))
    if len(desk.pages) > 1:
        say.result(summary_line(desk.pages, colour=say.colour_out, language=say.language))
    if desk.wrong:
        say.findings(desk.wrong)
    return code


def desk_findings(built: "Built", language: str) -> tuple[Diagnostic, ...]:
    """What stands on one page that may not, in the order of the list."""
    from pagesetter.desk.checking import check_page

    subject = _subject(Sheet(built), 1)
    return check_page(subject, language) if subject else ()


def _judged(layouts: Sequence[Path], standard: str, say: Console) -> Desk:
    """Sets all pages and judges those that came to be; page numbers are compared over all of them."""
    from pagesetter.desk.checking import check_pages
    from pagesetter.desk.listing import Judged

    wrong: list[Diagnostic] = []
    made: list[Sheet] = []
    failed = False
    for layout in layouts:
        say.doing(f"setting {layout}")
        try:
            sheets, problems = _paper(layout, standard) if is_paper(layout) else ([Sheet(_page(layout, standard))], ())
        except Exception as fault:  # the fence: a user never sees a traceback
            sheets, problems = [], (internal_error(fault, f'setting "{layout}"', debug=debugging()),)
        wrong += [d for d in problems if d.severity > Severity.NOTE]
        wrong += [d for one in sheets for d in one.built.diagnostics if d.severity > Severity.NOTE]
        made += sheets
        failed = failed or not sheets or any(one.built.page is None for one in sheets)
    subjects = [(one, subject) for i, one in enumerate(made, 1) if (subject := _subject(one, i)) is not None]
    try:
        lists = check_pages([subject for _, subject in subjects], say.language)
    except Exception as fault:  # as above
        lists, failed = (), True
        wrong.append(internal_error(fault, "judging the pages", debug=debugging()))
    say.done()
    pages = [
        Judged(str(one.built.layout), subject.page, subject.spec.edition, found, one.zone)
        for (one, subject), found in zip(subjects[: len(lists)], lists, strict=True)
    ]
    return Desk(tuple(pages), in_order(d for d in wrong if not d.code.startswith("D")), failed)


def _subject(sheet: Sheet, number: int) -> "Subject | None":
    from pagesetter.desk.colour import coloured_adverts
    from pagesetter.desk.view import Subject

    built = sheet.built
    if built.page is None or built.spec is None:
        return None
    coloured = coloured_adverts(built.spec, cache_folder())
    return Subject(
        built.page, built.spec, built.edition, coloured, number, sheet.paper, sheet.zone, sheet.place
    )  # fmt: skip


def _page(layout: Path, standard: str) -> "Built":
    from pagesetter.build import make_page
    from pagesetter.images.workers import Workers

    with Workers() as workers:
        return make_page(layout, standard=standard, cache=cache_folder(), workers=workers)


def _paper(path: Path, standard: str) -> "tuple[list[Sheet], tuple[Diagnostic, ...]]":
    """The pages of an edition in their order, then those that each of its zones has of its own."""
    from pagesetter.build import Libraries, make_pages
    from pagesetter.editions import groups_of
    from pagesetter.images.workers import Workers
    from pagesetter.read.paper import read_paper

    file, found = read_paper(path)
    if file is None:
        return [], found
    libraries: Libraries = {}
    sheets: list[Sheet] = []
    with Workers() as workers:
        for zone in file.paper.zones:
            own: list[Sheet] = []
            for group in groups_of(file, zone):
                asked = [(page, file.issue(page)) for page in group]
                built = make_pages(asked, libraries, standard=standard, cache=cache_folder(), workers=workers)
                own += [Sheet(one, str(path), zone.name, page.number) for page, one in zip(group, built, strict=True)]
            sheets += sorted(own, key=lambda sheet: sheet.place)
    return sheets, found


def on_proof(picture: bytes, built: "Built", ppi: float, origin: tuple[float, float], language: str) -> bytes:
    """A proof picture with the breaches of its page drawn on it."""
    from pagesetter.proof.desk import desk_proof

    clean = "没有犯版面禁忌" if language == "zh" else "no ban is broken"
    return desk_proof(picture, desk_findings(built, language), ppi, origin, clean)
