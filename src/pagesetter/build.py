"""The pipeline, read this first: a layout file in, a Page and then a PDF out, with everything that was found.

read -> fonts -> makeup (which asks lines again and again) -> Page -> press. Nothing here raises for bad input.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pagesetter._version import __version__
from pagesetter.adverts.supplied import is_pdf
from pagesetter.diagnostics import Diagnostic, Origin, Severity, in_order, worst
from pagesetter.fonts.asked import absent_families
from pagesetter.fonts.library import Library
from pagesetter.fonts.shape import HarfBuzzShaper
from pagesetter.images.aim import aim_of
from pagesetter.images.convert import Converting, PictureJob
from pagesetter.images.probe import probes
from pagesetter.makeup.page import make_up
from pagesetter.model.page import Page, Picture
from pagesetter.model.spec import LayoutSpec
from pagesetter.model.story import Edition, Story
from pagesetter.press.order import in_reading_order
from pagesetter.read.edition import read_edition
from pagesetter.read.layouts import read_layout
from pagesetter.records import record
from pagesetter.resources import fonts_folder

if TYPE_CHECKING:
    from pagesetter.adverts.probe import Probed
    from pagesetter.adverts.supplied import Key, Supplied
    from pagesetter.images.workers import Workers
    from pagesetter.model.dummy import Outline

Clock = Callable[[], float]


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
    spec, found = read_layout(layout)
    if spec is not None and standard:
        spec = replace(spec, press=replace(spec.press, standard=standard))
    stages.done("read layout")
    if spec is None:
        return Built(layout, None, Edition(()), None, in_order(found), None, tuple(stages.times))
    if workers and (cache is None or not cache.is_dir()) and any(a.use == "photo" or a.photos for a in spec.areas):
        workers.start(1)  # no picture is known: the first need not wait for a process to start
    spec, edition, problems = read_edition(spec)
    found += problems
    stages.done("read stories")
    library, problems = Library.open((*map(Path, spec.font_folders), fonts_folder()), spec.fonts)
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
    page, problems = make_up(spec, edition, HarfBuzzShaper(library), sizes, absent, supplied, shapes)
    found += problems
    stages.done("make up")
    return Built(layout, spec, edition, page, placed(found, spec), library, tuple(stages.times), adverts)


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
    assert built.page is not None
    assert built.library is not None
    page = built.page
    around: tuple[Diagnostic, ...] = ()
    if page.press.marks:
        from pagesetter.press.marks import with_marks  # most pages have none

        page, around = with_marks(page, built.library, built.spec.styles.types["running-small"])
    page = in_reading_order(page, built.library)
    if marked:
        from pagesetter.proof.overlay import mark_errors  # costly, and only needed when something went wrong

        page = replace(page, items=(*page.items, *mark_errors(page, built.diagnostics)))
    aim = aim_of(page.press)
    jobs = {
        i: PictureJob(item.file, item.crop, item.rect.w, item.rect.h, aim, item.origin, item.rect)
        for i, item in enumerate(page.items)
        if isinstance(item, Picture)
    }
    date = page.date or epoch_date(os.environ.get("SOURCE_DATE_EPOCH", ""))
    with Converting(jobs, cache, workers) as pictures:
        # Loading the PDF writer takes as long as the pictures do; it loads while they are converted on another core.
        from pagesetter.press.pdfx import write

        creator = f"pagesetter {__version__}"
        pdf, problems = write([page], built.library, [pictures], date=date, creator=creator, adverts=built.adverts)
        found = tuple(d for picture in pictures.values() for d in picture.diagnostics)
    return pdf, placed((*around, *found, *problems), built.spec)


def epoch_date(seconds: str) -> str:
    """ISO date of SOURCE_DATE_EPOCH; empty when it is not set or no second of the calendar."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""
