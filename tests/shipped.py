"""The shipped pages, and small ones of the tests: each is made once for all tests that only look at it."""

from functools import cache
from pathlib import Path

from pagesetter.build import Built, make_page, make_pdf
from pagesetter.diagnostics import Severity
from pagesetter.model.press import X4
from places import ROOT

SHIPPED = tuple(sorted((ROOT / "layouts").glob("*.yaml")))
"""The layouts that ship."""


@cache
def built(path: Path, standard: str = X4) -> Built:
    """The page of a layout."""
    return make_page(path, standard=standard)


@cache
def pdf_of(path: Path, standard: str = X4) -> bytes:
    """Its PDF, in which nothing is wrong."""
    pdf, found = make_pdf(built(path, standard))
    assert not [d for d in found if d.severity > Severity.NOTE]
    return pdf
