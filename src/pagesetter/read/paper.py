"""An edition file in; the Paper with its pages and zones, what it says of each page, and all its problems out."""

import re
from collections.abc import Mapping
from dataclasses import replace
from os.path import normpath
from pathlib import Path
from typing import Final

from pagesetter.diagnostics import Diagnostic, Origin, Severity, error, in_order, worst
from pagesetter.model.paper import Paper, PaperPage, Zone
from pagesetter.read.fields import Problems, Values
from pagesetter.read.issue import Issue
from pagesetter.read.paper_rows import PAPER
from pagesetter.read.patterns import file_name
from pagesetter.read.source import read_text
from pagesetter.read.tree import Scalar, Table, parse_yaml
from pagesetter.records import record

_SPREAD: Final = re.compile(rb"^spread\s*:\s*([A-Za-z]+)", re.M)


@record
class PaperFile:
    """An edition file, read."""

    paper: Paper
    values: Values
    folder: Path

    def issue(self, page: PaperPage) -> Issue:
        """What the file says of one of its pages."""
        pages = self.paper.zones[0].pages
        known = frozenset({"page", "section", "editors", "next_page"}).union(*(each.fields for each in pages))
        return Issue(self.values, self.folder, page.fields, page.first, self.paper.total, known)


def read_paper(path: Path, shown: str | None = None) -> tuple[PaperFile | None, tuple[Diagnostic, ...]]:
    """The edition in a file; ``shown`` is its name for messages (the path when not given). None with an error.

    Codes: those of files and keys, E501 two pages of one number, E502 a zone that replaces a page that is not there,
    L701 to L706 for patterns.
    """
    source, found = read_text(path, shown or str(path))
    if source is None:
        return None, found
    node, syntax = parse_yaml(source)
    problems = Problems()
    problems.found += (*found, *syntax)
    made = None
    if isinstance(node, Table):
        values = PAPER.read(node, problems)
        made = _paper(values, path, source.shown, problems) if values else None
    elif not syntax:
        problems.found.append(error("R013", "this file is no edition", 'it begins with "edition:"', source.origin(0)))
    found = in_order(problems.found)
    return (None if worst(found) is Severity.ERROR else made), found


def _paper(values: Values, path: Path, shown: str, problems: Problems) -> PaperFile:
    folder = path.parent
    edition = values.get("edition", Values)
    shared = {key: value for key, value in (edition.data if edition else {}).items() if isinstance(value, str)}
    pages: list[PaperPage] = []
    total = 0
    for number, entry in enumerate(values.all("pages", object), 1):
        page = replace(_page(entry, folder, shared, number, values.at("pages"), ""), first=total + 1)
        total += 2 if _is_spread(Path(page.layout)) else 1
        twin = next((p for p in pages if "page" in page.fields and p.name == page.name), None)
        if twin is not None:
            message = f'two pages are called "{page.name}", the other one at line {twin.origin.line}'
            problems.error("E501", message, "give one of them another number", page.origin)
        pages.append(page)
    zones = [Zone("", tuple(pages))]
    for name, _, changed in values.all("zones", tuple):
        own = list(pages)
        for which, origin, entry in changed if isinstance(changed, tuple) else ():
            at = next((i for i, p in enumerate(pages) if which in (p.name, str(p.first))), None)
            if at is None:
                message = f'zone "{name}" replaces page "{which}", which the edition has not'
                problems.error("E502", message, f"its pages are {', '.join(p.name for p in pages)}", origin)
                continue
            fields = {key: value for key, value in pages[at].fields.items() if key in ("page", "section", "editors")}
            own[at] = _page(entry, folder, {**shared, **fields, "zone": name}, at + 1, origin, name)
            own[at] = replace(own[at], first=pages[at].first)
        zones.append(Zone(name, tuple(own)))
    output = values.get("output", Values)
    patterns = [p.text.strip() if output and (p := output.get(key, Scalar)) else "" for key in ("pages", "all")]
    paper = Paper(shown, tuple(zones), patterns[0], patterns[1], total)
    made = PaperFile(paper, values, folder)
    if pages:
        page_name(made, pages[0], {}, problems)
        all_name(made, zones[0], problems)
    return made


def _is_spread(layout: Path) -> bool:
    """Whether a layout is two pages on one sheet, as far as can be told without reading it whole."""
    try:
        found = _SPREAD.search(layout.read_bytes().replace(b"\0", b""))
    except OSError:
        return False
    return found is not None and found[1].lower() not in (b"false", b"no", b"off")


def _page(entry: object, folder: Path, shared: Mapping[str, str], number: int, origin: Origin, zone: str) -> PaperPage:
    """A page out of its entry."""
    if isinstance(entry, Values):
        own = {key: value for key, value in entry.data.items() if isinstance(value, str) and key != "layout"}
        return PaperPage(normpath(folder / entry.text("layout")), {**shared, **own}, number, entry.origin, zone=zone)
    return PaperPage(normpath(folder / str(entry)), dict(shared), number, origin, zone=zone)


def page_name(file: PaperFile, page: PaperPage, known: Mapping[str, str], problems: Problems) -> str:
    """Name of the PDF of a page by the pattern of the edition; empty without one. ``known``: fields of its layout."""
    output = file.values.get("output", Values)
    pattern = output.get("pages", Scalar) if output else None
    if pattern is None:
        return ""
    usual = {"edition": "1", "n": "1", "zone": page.zone, "layout": Path(page.layout).stem, "page": page.name}
    return file_name(pattern, {**usual, **known, **page.fields}, problems)


def all_name(file: PaperFile, zone: Zone, problems: Problems) -> str:
    """Name of the PDF of all pages of a zone."""
    output = file.values.get("output", Values)
    pattern = output.get("all", Scalar) if output else None
    stem = Path(file.paper.file).stem
    if pattern is None:
        return f"{stem}-{zone.name}" if zone.name else stem
    shared = file.values.get("edition", Values)
    fields = {key: value for key, value in (shared.data if shared else {}).items() if isinstance(value, str)}
    named = file_name(pattern, {"edition": "1", "n": "1", "zone": zone.name, **fields}, problems)
    return f"{named}-{zone.name}" if zone.name and "{zone}" not in pattern.text.replace(" ", "") else named
