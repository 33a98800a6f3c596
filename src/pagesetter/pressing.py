"""Finished pages in, the PDF for the press out: marks, reading order, pictures converted on the way, pages bound."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pagesetter._version import __version__
from pagesetter.diagnostics import Diagnostic, Severity
from pagesetter.fonts.library import Library
from pagesetter.images.aim import aim_of
from pagesetter.images.convert import Converting, PictureJob
from pagesetter.model.page import Page, Picture
from pagesetter.model.spec import FontFile
from pagesetter.model.style import TypeStyle
from pagesetter.press.order import in_reading_order
from pagesetter.resources import fonts_folder

if TYPE_CHECKING:
    from pagesetter.adverts.supplied import Key, Supplied
    from pagesetter.images.convert import PressPicture
    from pagesetter.images.workers import Workers

CREATOR = f"pagesetter {__version__}"
"""Name of the program in the PDF."""


def press_pages(
    page: Page, library: Library, style: TypeStyle, spots: Sequence[Diagnostic] | None = None
) -> tuple[tuple[Page, ...], tuple[Diagnostic, ...]]:
    """The page as it is pressed: with marks, in reading order, a spread cut where that is asked for.

    ``style`` sets the slug line; ``spots``: findings whose places are drawn on the page.
    """
    if spots is not None:
        from pagesetter.proof.overlay import mark_errors  # costly, and only needed when something went wrong

        page = replace(page, items=(*page.items, *mark_errors(page, spots)))
    pages: tuple[Page, ...] = (page,)
    if page.cut:
        from pagesetter.makeup.spread import halves  # few pages are two

        pages = halves(page)
    found: tuple[Diagnostic, ...] = ()
    if page.press.marks:
        from pagesetter.press.marks import with_marks  # most pages have none

        around = [with_marks(one, library, style) for one in pages]
        pages = tuple(one for one, _ in around)
        found = tuple(d for _, problems in around for d in problems)
    return tuple(in_reading_order(one, library) for one in pages), found


def pressed(
    pages: Sequence[Page],
    library: Library,
    adverts: "Mapping[Key, Supplied]",
    cache: Path | None = None,
    workers: "Workers | None" = None,
) -> "tuple[bytes, tuple[Diagnostic, ...], list[dict[int, PressPicture]]]":
    """The PDF of finished pages, what was found on the way, and their converted pictures by the items' indices."""
    jobs = {
        (n, i): PictureJob(item.file, item.crop, item.rect.w, item.rect.h, aim_of(page.press), item.origin, item.rect)
        for n, page in enumerate(pages)
        for i, item in enumerate(page.items)
        if isinstance(item, Picture)
    }
    keys = list(jobs)
    date = pages[0].date or epoch_date(os.environ.get("SOURCE_DATE_EPOCH", ""))
    with Converting({k: jobs[key] for k, key in enumerate(keys)}, cache, workers) as pictures:
        # Loading the PDF writer takes as long as the pictures do; it loads while they are converted on another core.
        from pagesetter.press.pdfx import write

        shown = [_Shown({i: k for k, (m, i) in enumerate(keys) if m == n}, pictures) for n in range(len(pages))]
        pdf, problems = write(pages, library, shown, date=date, creator=CREATOR, adverts=adverts)
        found = tuple(d for picture in pictures.values() for d in picture.diagnostics)
        ready = [dict(one) for one in shown]
    return pdf, (*found, *problems), ready


class _Shown(Mapping[int, "PressPicture"]):
    """The pictures of one page out of those of all, asked for as late as can be."""

    def __init__(self, keys: Mapping[int, int], pictures: "Mapping[int, PressPicture]") -> None:
        self._keys, self._pictures = keys, pictures

    def __getitem__(self, index: int) -> "PressPicture":
        return self._pictures[self._keys[index]]

    def __contains__(self, index: object) -> bool:
        return index in self._keys  # Mapping's own would wait for the picture

    def __iter__(self) -> Iterator[int]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def epoch_date(seconds: str) -> str:
    """ISO date of SOURCE_DATE_EPOCH; empty when it is not set or no second of the calendar."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def bound(
    pages: Sequence[Page],
    pictures: "Sequence[Mapping[int, PressPicture]]",
    folders: Sequence[str],
    fonts: tuple[FontFile, ...],
    adverts: "Mapping[Key, Supplied]",
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """One PDF of pages that were pressed (`press_pages`), with their converted pictures, and what was found.

    ``folders`` and ``fonts``: where the pages' own fonts lie. What is wrong with single pages has been found with them.
    """
    from pagesetter.press.pdfx import write  # it takes long to load

    library, _ = Library.open((*map(Path, folders), fonts_folder()), fonts)
    date = pages[0].date or epoch_date(os.environ.get("SOURCE_DATE_EPOCH", ""))
    pdf, found = write(pages, library, pictures, date=date, creator=CREATOR, adverts=adverts)
    return pdf, tuple(d for d in found if d.severity is Severity.ERROR)
