"""An edition file in, what its pages are without a press out: their text in order, or the pages as its PDFs hold them.

`text` prints the one, `preflight --layout` compares files with the other.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pagesetter.build import Libraries, make_pages
from pagesetter.diagnostics import Diagnostic
from pagesetter.geometry import WritingMode
from pagesetter.model.page import Page
from pagesetter.model.paper import PaperPage, Zone
from pagesetter.read.content import story_text
from pagesetter.read.edition import read_edition
from pagesetter.read.fields import Problems
from pagesetter.read.layouts import read_layout
from pagesetter.read.paper import PaperFile, all_name, read_paper
from pagesetter.records import record


@record
class Leaf:
    """A page as a PDF holds it."""

    page: Page
    cut: str = ""
    """Its edge at which a spread was cut in two: left or right; empty: none."""


@record
class Files:
    """The pages of an edition by the files that hold them."""

    every: tuple[Leaf, ...]
    """Those of the edition itself, in their order; of a spread that is cut both."""
    named: Mapping[str, tuple[Leaf, ...]]
    """By the name of a PDF without its suffix: one page, or all of the edition or of a zone."""

    def of(self, file: Path) -> tuple[Leaf, ...]:
        """The pages that a file should hold: by its name, else all of the edition."""
        return self.named.get(file.stem, self.every)


def files_of(path: Path) -> tuple[Files | None, tuple[Diagnostic, ...]]:
    """The pages that `build` makes of an edition, and what was found; None when a page could not be laid out."""
    # A single page needs nothing of them.
    from pagesetter.cli.papers import page_file
    from pagesetter.editions import groups_of

    file, found = read_paper(path)
    if file is None:
        return None, found
    every: list[Diagnostic] = list(found)
    made: dict[tuple[str, int], tuple[Leaf, ...]] = {}
    named: dict[str, tuple[Leaf, ...]] = {}
    libraries: Libraries = {}
    for zone in file.paper.zones:
        for group in groups_of(file, zone):
            built = make_pages([(page, file.issue(page)) for page in group], libraries)
            for page, one in zip(group, built, strict=True):
                every += one.diagnostics
                if one.page is None or one.spec is None:
                    return None, tuple(every)
                pages = parted(one.page)
                made[zone.name, page.number] = pages
                numbers = (one.spec.edition.get("page", page.name), one.spec.edition.get("next_page", ""))
                for number, each in zip(numbers, pages, strict=False):
                    own = each.page.press.file_name if len(pages) == 1 else ""
                    name = page_file(file, zone.name, page, {**one.spec.edition, "page": number}, own)
                    named[name] = (each,)
    whole = {zone.name: tuple(p for page in zone.pages for p in _of(made, zone, page)) for zone in file.paper.zones}
    named |= {all_name(file, zone, Problems()): whole[zone.name] for zone in file.paper.zones}
    return Files(whole[""], named), tuple(every)


def _of(made: Mapping[tuple[str, int], tuple[Leaf, ...]], zone: Zone, page: PaperPage) -> tuple[Leaf, ...]:
    return made.get((zone.name, page.number)) or made["", page.number]


def parted(page: Page) -> tuple[Leaf, ...]:
    """A page as its PDF holds it: of a spread that is cut both pages."""
    if not page.cut:
        return (Leaf(page),)
    from pagesetter.makeup.spread import halves  # few pages are two

    edges = ("left", "right") if page.mode is WritingMode.VERTICAL else ("right", "left")
    return tuple(Leaf(half, edge) for half, edge in zip(halves(page), edges, strict=True))


def text_of(file: PaperFile) -> Iterator[tuple[str, tuple[str, ...], tuple[Diagnostic, ...]]]:
    """(page, as people call it with its layout; its stories as text; what was found), page by page, those of zones
    last. A story that goes on elsewhere is that of the page on which it is met first."""
    met: set[str] = set()
    for zone in file.paper.zones:
        for page in zone.pages:
            if zone.name and page.zone != zone.name:
                continue
            spec, found = read_layout(Path(page.layout), issue=file.issue(page))
            texts = []
            number = page.name
            if spec is not None:
                number = spec.edition.get("page", number)
                _, edition, more = read_edition(spec)
                found = (*found, *more)
                texts = [story_text(story).strip("\n") for story in edition.stories if story.file not in met]
                met |= {story.file for story in edition.stories}
            shown = f"page {number} ({zone.name})" if zone.name else f"page {number}"
            yield f"{shown}, {page.layout}", tuple(texts), found
