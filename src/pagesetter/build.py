"""The pipeline, read this first: a layout file in, a Page and then a PDF out, with everything that was found.

read -> fonts -> makeup (which asks lines again and again) -> Page -> press. Nothing here raises for bad input.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pagesetter.adverts.supplied import is_pdf
from pagesetter.diagnostics import Diagnostic, Origin, Severity, in_order, worst
from pagesetter.fonts.asked import absent_families
from pagesetter.fonts.library import Library
from pagesetter.fonts.shape import HarfBuzzShaper
from pagesetter.images.probe import probes
from pagesetter.makeup.page import Finished, Matter, make_up_matter, make_up_together
from pagesetter.model.page import Page
from pagesetter.model.spec import FontFile, LayoutSpec
from pagesetter.model.story import Edition, Story
from pagesetter.pressing import press_pages, pressed
from pagesetter.read.edition import read_edition
from pagesetter.read.layouts import read_layout
from pagesetter.records import record
from pagesetter.resources import fonts_folder

if TYPE_CHECKING:
    from pagesetter.adverts.probe import Probed
    from pagesetter.adverts.supplied import Key, Supplied
    from pagesetter.images.workers import Workers
    from pagesetter.model.dummy import Outline
    from pagesetter.model.paper import PaperPage
    from pagesetter.read.issue import Issue

Clock = Callable[[], float]
Libraries = dict[tuple[tuple[Path, ...], tuple[FontFile, ...]], tuple[Library, tuple[Diagnostic, ...]]]
"""Opened fonts by the folders and files that they come from."""


@record
class Built:
    """A layout as far as it came."""

    layout: Path
    spec: LayoutSpec | None
    edition: Edition
    page: Page | None
    """None when the layout itself could not be read."""
    diagnostics: tuple[Diagnostic, ...]
    library: Library | None
    timings: tuple[tuple[str, float], ...] = ()
    """(stage, seconds) when a clock was given."""
    adverts: "Mapping[Key, Supplied]" = field(default_factory=dict)
    """Pages of PDFs that can be placed as advertisements."""

    @property
    def failed(self) -> bool:
        """Whether any finding is an error."""
        return worst(self.diagnostics) is Severity.ERROR


class _Stages:
    """Times the stages when somebody asks; knows no clock of its own, so builds cannot depend on one."""

    def __init__(self, clock: Clock | None) -> None:
        self._clock = clock
        self._last = clock() if clock else 0.0
        self.times: list[tuple[str, float]] = []

    def done(self, stage: str) -> None:
        """Marks the end of a stage."""
        if self._clock:
            now = self._clock()
            self.times.append((stage, now - self._last))
            self._last = now


def make_page(
    layout: Path,
    *,
    clock: Clock | None = None,
    standard: str = "",
    cache: Path | None = None,
    workers: "Workers | None" = None,
) -> Built:
    """Reads, sets and makes up a layout; ``standard`` is written instead of the one that it asks for.

    ``cache``: folder in which it is kept what pictures are; `make_pdf` keeps the pictures themselves there.
    ``workers``: processes that open pictures and then may go on with `make_pdf`; None: of this step alone.
    """
    stages = _Stages(clock)
    built, matter = _gathered(layout, None, {}, stages, standard, cache, workers)
    if matter is None:
        return built
    made = make_up_matter(matter)
    stages.done("make up")
    return _finished(built, made, stages)


def make_pages(
    asked: "Sequence[tuple[PaperPage, Issue]]",
    libraries: "Libraries",
    *,
    clock: Clock | None = None,
    standard: str = "",
    cache: Path | None = None,
    workers: "Workers | None" = None,
) -> list[Built]:
    """As `make_page` the pages of an edition whose stories go on from one to another; ``libraries`` keeps opened fonts
    for the pages that follow. A page that cannot be read stops none of the others."""
    every = []
    for page, issue in asked:
        stages = _Stages(clock)
        every.append((*_gathered(Path(page.layout), issue, libraries, stages, standard, cache, workers), stages))
    absent = next((page.name for (page, _), (_, matter, _) in zip(asked, every, strict=True) if matter is None), "")
    matters = [matter for _, matter, _ in every if matter is not None]
    linked = any(area.jump or area.continues for matter in matters for area in matter.spec.areas)
    made = iter(make_up_together(matters, absent=absent) if linked else map(make_up_matter, matters))
    out = []
    for built, matter, stages in every:
        if matter is None:
            out.append(built)
            continue
        finished = next(made)
        stages.done("make up")
        out.append(_finished(built, finished, stages))
    return out


def _gathered(
    layout: Path,
    issue: "Issue | None",
    libraries: "Libraries",
    stages: _Stages,
    standard: str,
    cache: Path | None,
    workers: "Workers | None",
) -> tuple[Built, Matter | None]:
    """A layout with all that its page is made of; None when it could not be read."""
    spec, found = read_layout(layout, issue=issue)
    if spec is not None and standard:
        spec = replace(spec, press=replace(spec.press, standard=standard))
    stages.done("read layout")
    if spec is None:
        return Built(layout, None, Edition(()), None, in_order(found), None, tuple(stages.times)), None
    if workers and (cache is None or not cache.is_dir()) and any(a.use == "photo" or a.photos for a in spec.areas):
        workers.start(1)  # no picture is known: the first need not wait for a process to start
    spec, edition, problems = read_edition(spec)
    found += problems
    stages.done("read stories")
    fonts = ((*map(Path, spec.font_folders), fonts_folder()), spec.fonts)
    opened = libraries.get(fonts) or Library.open(*fonts)
    library, problems = opened
    if issue is not None:
        libraries[fonts] = opened
    found += problems
    spoken: dict[str, Origin | None] = {spec.language: None}
    for story in edition.stories:
        spoken.setdefault(story.language, Origin(story.file))
    absent, problems = absent_families(spec.styles, spoken, (font.family for font in spec.fonts), library)
    found += problems
    sizes, problems = picture_sizes(spec, edition.stories, cache, workers)
    found += problems
    supplied = supplied_pages(spec)
    adverts = {key: probed.page for key, probed in supplied.items() if probed.page is not None}
    stages.done("open fonts and pictures")
    shapes = cut_outs(spec, edition.stories, sizes, cache, workers)
    matter = Matter(spec, edition, HarfBuzzShaper(library), sizes, absent, supplied, shapes)
    return Built(layout, spec, edition, None, found, library, adverts=adverts), matter


def _finished(built: Built, made: Finished, stages: _Stages) -> Built:
    """A layout that was made up."""
    page, problems = made
    assert built.spec is not None
    if built.spec.styles.bans.in_build:
        from pagesetter.desk.checking import check_page  # few papers ask for it
        from pagesetter.desk.colour import coloured_adverts
        from pagesetter.desk.view import Subject

        problems = (*problems, *check_page(Subject(page, built.spec, built.edition, coloured_adverts(built.spec))))
    found = placed((*built.diagnostics, *problems), built.spec)
    return replace(built, page=page, diagnostics=found, timings=tuple(stages.times))


def placed(found: Iterable[Diagnostic], spec: LayoutSpec) -> tuple[Diagnostic, ...]:
    """The findings in order; one that has no place of its own stands at the layout."""
    here = Origin(spec.file)
    return in_order(d if d.origin else replace(d, origin=here) for d in found)


def picture_sizes(
    spec: LayoutSpec, stories: tuple[Story, ...], cache: Path | None = None, workers: "Workers | None" = None
) -> tuple[dict[str, tuple[int, int]], tuple[Diagnostic, ...]]:
    """Pixels of every picture that the page needs, by file."""
    # a photo that is not there was reported where its story was read
    wanted = [(p.file, p.origin) for story in stories for p in story.photos if Path(p.file).exists()]
    wanted += [(area.advert, area.origin) for area in spec.areas if area.advert and not is_pdf(area.advert)]
    sizes: dict[str, tuple[int, int]] = {}
    found: tuple[Diagnostic, ...] = ()
    asked = [(Path(file), origin) for file, origin in wanted]
    for (file, _), (result, problems) in zip(wanted, probes(asked, cache, workers), strict=True):
        found += problems
        if result is not None:
            sizes[file] = (result.width, result.height)
    return sizes, found


def cut_outs(
    spec: LayoutSpec,
    stories: tuple[Story, ...],
    sizes: Mapping[str, tuple[int, int]],
    cache: Path | None = None,
    workers: "Workers | None" = None,
) -> "Mapping[str, Outline]":
    """Outlines of the pictures round whose shape text is to run, by file."""
    wanted = [(a.of, a.number) for a in spec.areas if a.around and a.around.kind == "alpha"]
    wanted += [
        (a.name, p.number) for a in spec.areas for p in a.photos if p.around is not None and p.around.kind == "alpha"
    ]
    if not wanted:
        return {}
    from pagesetter.images.contour import contours  # few pages have any

    slugs = {area.name: area.story for area in spec.areas}
    files = [p.file for area, n in wanted for s in stories if s.slug == slugs.get(area) for p in s.photos[n - 1 : n]]
    return contours([Path(file) for file in files if file in sizes], cache, workers)


def supplied_pages(spec: LayoutSpec) -> "Mapping[Key, Probed]":
    """What came of every page of a PDF that the layout places."""
    wanted = [((area.advert, area.advert_page), area.origin) for area in spec.areas if is_pdf(area.advert)]
    if not wanted:
        return {}
    from pagesetter.adverts.probe import probe_pages  # few pages place any

    return probe_pages(wanted)


def make_pdf(
    built: Built, *, marked: bool = False, cache: Path | None = None, workers: "Workers | None" = None
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The page as a PDF for the press, and what was found on the way; ``marked`` draws the errors' places on it.

    ``built.page`` must be there. Dates come from the edition date or SOURCE_DATE_EPOCH (rulebook 0.8).
    """
    assert built.spec is not None
    assert built.library is not None
    pages, around = pages_of(built, marked=marked)
    pdf, found, _ = pressed(pages, built.library, built.adverts, cache, workers)
    return pdf, placed((*around, *found), built.spec)


def pages_of(built: Built, *, marked: bool = False) -> tuple[tuple[Page, ...], tuple[Diagnostic, ...]]:
    """The page as it is pressed, two for a spread that is cut; ``marked`` as for `make_pdf`."""
    assert built.spec is not None
    assert built.page is not None
    assert built.library is not None
    style = built.spec.styles.types["running-small"]
    return press_pages(built.page, built.library, style, built.diagnostics if marked else None)
