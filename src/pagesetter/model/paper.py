"""An edition of a paper as data: its pages, the files that describe them, its zones. Made by `read.paper`."""

from collections.abc import Mapping

from pagesetter.diagnostics import Origin
from pagesetter.records import record


@record
class PaperPage:
    """One page of an edition (of a spread: two)."""

    layout: str
    """Path of its layout file."""
    fields: Mapping[str, str]
    """For furniture and names of files: those of the edition with its own over them."""
    number: int
    """Its place in the list, from 1."""
    origin: Origin
    first: int = 0
    """Which page of the paper it is, from 1; of a spread the left one."""
    zone: str = ""
    """Zone for which it replaces another page; empty: of the edition itself."""

    @property
    def name(self) -> str:
        """How people call it: its number in the paper, else its place."""
        return self.fields.get("page", "") or str(self.first)


@record
class Zone:
    """A variant of an edition (变体) in which single pages are others."""

    name: str
    """Empty: the edition itself."""
    pages: tuple[PaperPage, ...]
    """All of its pages in order, those that it shares included."""


@record
class Paper:
    """An edition file."""

    file: str
    zones: tuple[Zone, ...]
    """The edition itself first."""
    pages_pattern: str = ""
    """Name of the PDF of a page; empty: as the layout or the plant says, else the edition's name and the page's."""
    all_pattern: str = ""
    """Name of the PDF of all pages; empty: the edition's name."""
    total: int = 0
    """Pages that the edition has; a spread is two."""
