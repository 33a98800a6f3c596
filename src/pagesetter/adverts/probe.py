"""Names of supplied PDFs and page numbers in, the pages as data or what keeps them from being taken out.

Every file is read in a worker process with limits (`pdf.opened`); pikepdf is loaded there and nowhere else.
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from pagesetter.adverts.supplied import Key, Supplied
from pagesetter.adverts.tasks import take, take_all
from pagesetter.diagnostics import Diagnostic, Origin, Severity, error
from pagesetter.pdf.guard import LIMITS, Limits
from pagesetter.pdf.opened import run
from pagesetter.records import record

_AT_ONCE = 2
"""Files that are read side by side."""


@record
class Probed:
    """What came of one page."""

    page: Supplied | None
    """None when it cannot be taken."""
    findings: tuple[Diagnostic, ...] = ()
    """Why not; without a place on our page."""


def probe_pages(wanted: Iterable[tuple[Key, Origin | None]], limits: Limits = LIMITS) -> Mapping[Key, Probed]:
    """Every page that is wanted, each read once: I001, I002, P402 to P407, A101, A102, A104, A105."""
    places: dict[Key, Origin | None] = {}
    for key, origin in wanted:
        places.setdefault(key, origin)
    files: dict[str, list[Key]] = {}
    for key in places:
        files.setdefault(key[0], []).append(key)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        several = pool.map(lambda keys: _pages_of(keys, places, limits), files.values())
        found = {key: probed for pages in several for key, probed in pages}
    return {key: found[key] for key in places}


def _pages_of(keys: list[Key], places: Mapping[Key, Origin | None], limits: Limits) -> list[tuple[Key, Probed]]:
    """Pages of one file, read together; one by one where that fails, since a single page can be what breaks."""
    path = Path(keys[0][0])
    if len(keys) > 1 and path.is_file():
        made, findings = run(
            take_all, path, tuple(number for _, number in keys), origin=Origin(str(path)), limits=limits
        )
        if made is not None:
            return [(key, outcome(path, page, findings, places[key])) for key, page in zip(keys, made, strict=True)]
    return [(key, probe_page(path, key[1], places[key], limits)) for key in keys]


def probe_page(path: Path, number: int, origin: Origin | None, limits: Limits = LIMITS) -> Probed:
    """One page of a PDF. ``origin``: where the user named it."""
    if not path.exists():
        hint = "correct the name, or supply the file"
        return Probed(None, (error("I001", f'advertisement "{path.name}" is not there', hint, origin),))
    if not path.is_file():
        return Probed(None, (error("I002", f'advertisement "{path.name}" is no file', "name a PDF", origin),))
    made, findings = run(take, path, number, origin=origin, limits=limits)
    return outcome(path, made, findings, origin)


def outcome(
    path: Path,
    made: Supplied | tuple[str, str, str] | None,
    findings: tuple[Diagnostic, ...],
    origin: Origin | None,
) -> Probed:
    """What the answer of the reading process means: what `take` made, and what was found on the way."""
    repaired = [one for one in findings if one.severity is not Severity.ERROR]
    if repaired:
        # What the reader made of a damaged file need not be what the customer sees: it is not printed on a guess.
        hint = "supply the file again, or have it written anew by another program"
        findings = (error("A101", repaired[0].message, hint, origin),)
    if isinstance(made, Supplied) and not findings:
        return Probed(made)
    if isinstance(made, tuple) and not findings:
        code, message, hint = made
        findings = (error(code, f'advertisement "{path.name}" {message}', hint, origin),)
    return Probed(None, tuple(replace(one, origin=origin or one.origin) for one in findings))
