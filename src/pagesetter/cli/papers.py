"""An edition file in; its pages set, pressed and preflighted side by side, what came of each page and of all out.

`cli.binding` writes the files and `cli.building` tells about them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from pagesetter.build import Built, Libraries, make_pages, pages_of
from pagesetter.cli.fence import internal_error
from pagesetter.cli.setting import stops
from pagesetter.diagnostics import Diagnostic, Severity, error, in_order, worst
from pagesetter.editions import Pool, groups_of, in_turn, processes
from pagesetter.images.workers import Workers
from pagesetter.model.page import Page
from pagesetter.model.paper import PaperPage
from pagesetter.pressing import bound, pressed
from pagesetter.read.fields import Problems
from pagesetter.read.paper import PaperFile, page_name, read_paper
from pagesetter.records import record

if TYPE_CHECKING:
    from pagesetter.adverts.supplied import Key, Supplied
    from pagesetter.cli.proofing import Looks
    from pagesetter.images.convert import PressPicture
    from pagesetter.model.spec import FontFile

Task = tuple[int, tuple[int, ...]]
"""A zone of the edition and the places of its pages that are made together."""


@record
class Options:
    """How an edition is made."""

    strict: bool = False
    standard: str = ""
    cache: Path | None = None
    debug: bool = False
    marked: bool = True
    """Whether a page that the findings stop is pressed once more with the spots drawn in."""
    looks: "Looks | None" = None
    """What pictures of the pages show; None: there are none."""


@record
class Sheet:
    """A page of an edition as far as it came."""

    page: PaperPage
    zone: str
    """Zone for which it was made; empty: for the edition itself."""
    name: str
    """Of its PDF, without suffix."""
    made: Page | None
    """The finished page; None when it could not be laid out."""
    pdf: bytes | None
    """For the press, or with its spots marked when ``stopped``."""
    diagnostics: tuple[Diagnostic, ...]
    stopped: bool
    timings: tuple[tuple[str, float], ...]
    pressed: tuple[Page, ...] = ()
    """As it was pressed, for the PDF of all pages."""
    pictures: "tuple[Mapping[int, PressPicture], ...]" = ()
    adverts: "Mapping[Key, Supplied] | None" = None
    fonts: "tuple[tuple[str, ...], tuple[FontFile, ...]]" = ((), ())
    """Folders and files of fonts of its own."""
    picture: bytes | None = None
    """PNG of the page, where one was asked for."""
    too_fine: str = ""
    """Why there is none: the resolution that was asked for; empty: it is not too fine."""
    half: int = 0
    """Of a spread that is cut: 0 its left page, 1 its right one."""

    @property
    def shown(self) -> str:
        """How people call it."""
        return f"page {self.page.name} ({self.zone})" if self.zone else f"page {self.page.name}"


def sheets_of(file: PaperFile, path: Path, options: Options) -> Iterator[Sheet]:
    """The pages of all zones as they are done; of a zone those alone that are not the edition's own."""
    tasks: list[Task] = [
        (index, tuple(page.number - 1 for page in group))
        for index, zone in enumerate(file.paper.zones)
        for group in groups_of(file, zone)
    ]
    order = sorted(range(len(tasks)), key=lambda i: -len(tasks[i][1]))  # what takes longest first
    ordered = [tasks[i] for i in order]
    many = processes(len(tasks))
    work = partial(worker, path, file.paper.file, options)
    with ExitStack() as stack:
        if many > 1:
            _load()  # copies of this process need not load it again
            done = stack.enter_context(Pool[Task, list[Sheet]](work, many)).done(ordered)
        else:
            done = in_turn(work, ordered)
        for index, sheets in done:
            zone, places = ordered[index]
            yield from _lost(file, zone, places) if sheets is None else sheets


def _load() -> None:
    """Loads what every page takes, so that copies of this process have it."""
    for room in ("images.convert", "preflight.checking", "preflight.profile", "press.pdfx"):
        import_module(f"pagesetter.{room}")


def _lost(file: PaperFile, zone: int, places: Sequence[int]) -> Iterator[Sheet]:
    """Pages whose process has ended."""
    of = file.paper.zones[zone]
    for place in places:
        page = of.pages[place]
        message = f"the process that set page {page.name} ended before it was done"
        hint = "build the page alone to see why; a machine that is short of memory ends large processes"
        found = error("E510", message, hint, page.origin)
        yield Sheet(page, of.name, page_file(file, of.name, page, {}, ""), None, None, (found,), True, ())


def worker(path: Path, shown: str, options: Options) -> Callable[[Task], list[Sheet]]:
    """What sets groups of pages of an edition one after another, with its fonts kept open."""
    file, _ = read_paper(path, shown)
    assert file is not None  # it has been read without an error before
    libraries: Libraries = {}

    def handle(task: Task) -> list[Sheet]:
        zone = file.paper.zones[task[0]]
        return _group(file, zone.name, [zone.pages[i] for i in task[1]], options, libraries)

    return handle


def _group(
    file: PaperFile, zone: str, pages: Sequence[PaperPage], options: Options, libraries: Libraries
) -> list[Sheet]:
    """Pages that are made together."""

    def broken(page: PaperPage, fault: Exception) -> Sheet:  # a user never sees a traceback, and the others go on
        found = (internal_error(fault, f"setting page {page.name}", debug=options.debug),)
        found = (replace(found[0], origin=page.origin),)
        return Sheet(page, zone, page_file(file, zone, page, {}, ""), None, None, found, True, ())

    with Workers() as workers:
        asked = [(page, file.issue(page)) for page in pages]
        try:
            built = make_pages(
                asked, libraries, clock=perf_counter, standard=options.standard, cache=options.cache, workers=workers
            )
        except Exception as fault:  # the fence
            return [broken(page, fault) for page in pages]
        sheets = []
        for page, one in zip(pages, built, strict=True):
            try:
                sheet = _sheet(file, zone, page, one, options, workers)
                sheets += _cut(file, sheet, one, options, workers) if one.page is not None and one.page.cut else [sheet]
            except Exception as fault:  # the fence
                sheets.append(broken(page, fault))
        return sheets


def _sheet(file: PaperFile, zone: str, page: PaperPage, built: Built, options: Options, workers: Workers) -> Sheet:
    """One page, pressed and preflighted."""
    begin = perf_counter()
    found = built.diagnostics
    fields = built.spec.edition if built.spec else {}
    page = replace(page, fields={**page.fields, **{k: v for k, v in fields.items() if k == "page"}})
    name = page_file(file, zone, page, fields, built.spec.press.file_name if built.spec else "")
    if built.page is None or built.spec is None or built.library is None:
        return Sheet(page, zone, name, built.page, None, found, True, built.timings)
    press, around = pages_of(built)
    pdf, more, pictures = pressed(press, built.library, built.adverts, options.cache, workers)
    here = [d if d.origin else replace(d, origin=page.origin) for d in (*around, *more)]
    found = in_order((*found, *here))
    if not stops(found, strict=options.strict):
        from pagesetter.cli.preflighting import own_findings  # pages that are stopped are not looked at

        found = in_order((*found, *own_findings(pdf, built.page)))
    stopped = stops(found, strict=options.strict)
    if stopped:
        press, pictures = (), []
        if options.marked:
            marked, _ = pages_of(replace(built, diagnostics=found), marked=True)
            pdf, _, _ = pressed(marked, built.library, built.adverts, options.cache, workers)
    timings = (*built.timings, ("press and preflight", perf_counter() - begin))
    numbered = tuple(replace(d, page=page.number) if d.page else d for d in found)
    fonts = (built.spec.font_folders, built.spec.fonts)
    sheet = Sheet(
        page, zone, name, built.page, pdf, numbered, stopped, timings, press, tuple(pictures), built.adverts, fonts
    )
    if options.looks is None:
        return sheet
    from pagesetter.cli.proofing import picture_of  # only proofs draw

    lacking: list[Diagnostic] = []
    sheet = replace(sheet, pressed=(), pictures=())
    try:
        picture = picture_of(pdf, replace(built, diagnostics=found), options.looks, lacking)
    except ValueError as fault:  # a resolution that this page is too large for
        return replace(sheet, too_fine=str(fault))
    lacking = [replace(d, page=page.number) if d.page else d for d in lacking]
    return replace(sheet, picture=picture, diagnostics=in_order((*numbered, *lacking)))


def _cut(file: PaperFile, sheet: Sheet, built: Built, options: Options, workers: Workers) -> list[Sheet]:
    """The two pages of a spread that is cut at its fold, each with a PDF of its own; a spread that was stopped stays
    one."""
    if len(sheet.pressed) != 2 or not built.spec or not built.page or not built.library or options.looks is not None:
        return [sheet]
    from pagesetter.makeup.spread import halves

    out = []
    numbers = (sheet.page.name, built.spec.edition.get("next_page", ""))
    for half, (number, made) in enumerate(zip(numbers, halves(built.page), strict=True)):
        pdf, _, pictures = pressed(sheet.pressed[half : half + 1], built.library, built.adverts, options.cache, workers)
        page = replace(sheet.page, fields={**sheet.page.fields, "page": number})
        name = page_file(file, sheet.zone, page, {**built.spec.edition, "page": number}, "")
        found = sheet.diagnostics if not half else ()
        one = replace(sheet, page=page, name=name, made=made, pdf=pdf, diagnostics=found, half=half)
        out.append(replace(one, pressed=sheet.pressed[half : half + 1], pictures=tuple(pictures)))
    return out


def page_file(file: PaperFile, zone: str, page: PaperPage, fields: Mapping[str, str], own: str) -> str:
    """Name of the PDF of a page: by the edition, by the layout or its plant, or the edition's own with the page's."""
    page = replace(page, fields={**page.fields, **{k: v for k, v in fields.items() if k == "page"}})
    pattern = file.paper.pages_pattern
    zoned = replace(page, zone=zone, fields={**page.fields, "zone": zone})
    asked = page_name(file, zoned, fields, Problems()) if pattern else ""
    name = asked or own or f"{Path(file.paper.file).stem}-{page.name}"
    return f"{name}-{zone}" if zone and "{zone}" not in pattern.replace(" ", "") else name


def whole(sheets: Sequence[Sheet], shown: str) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The PDF of all pages, in their order, and what was found; None when it cannot be written."""
    folders = dict.fromkeys(folder for sheet in sheets for folder in sheet.fonts[0])
    fonts = dict.fromkeys(font for sheet in sheets for font in sheet.fonts[1])
    adverts = {key: page for sheet in sheets for key, page in (sheet.adverts or {}).items()}
    try:
        pdf, found = bound(
            [page for sheet in sheets for page in sheet.pressed],
            [pictures for sheet in sheets for pictures in sheet.pictures],
            tuple(folders),
            tuple(fonts),
            adverts,
        )
    except Exception as fault:  # the fence: a user never sees a traceback
        return None, (internal_error(fault, f'writing all pages of "{shown}"', debug=False),)
    return (None if worst(found) is Severity.ERROR else pdf), found
