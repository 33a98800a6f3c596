"""A page that was written in, its job ticket beside it out."""

from pathlib import Path
from typing import TYPE_CHECKING

from pagesetter._version import __version__
from pagesetter.cli.writing import write_whole
from pagesetter.press.ticket import json_form, ticket, xml_form

PREFLIGHT = "P501"
"""Code of what a preflight finds."""

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pagesetter.diagnostics import Diagnostic
    from pagesetter.model.page import Page


def write_tickets(
    pdf: bytes, page: "Page", written: Path, found: "Iterable[Diagnostic]"
) -> tuple[list[Path], list["Diagnostic"]]:
    """Writes NAME.ticket.json and NAME.ticket.xml beside the PDF; the files that were written, and P901 for others.

    ``found``: everything that was found, the preflight's findings (P501) among it.
    """
    checked = [each for each in found if each.code == PREFLIGHT]
    form = ticket(pdf, page, written.name, creator=f"pagesetter {__version__}", preflight=checked)
    paths = [written.with_name(f"{written.stem}.ticket.{kind}") for kind in ("json", "xml")]
    failed = [write_whole(path, data) for path, data in zip(paths, (json_form(form), xml_form(form)), strict=True)]
    good = [path for path, wrong in zip(paths, failed, strict=True) if wrong is None]
    return good, [wrong for wrong in failed if wrong]
