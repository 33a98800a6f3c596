"""Pages that cannot be made as asked: each file carries what is to be said about it."""

from pathlib import Path

import pytest

from expectations import expected_of, findings
from pagesetter.build import make_page, make_pdf
from pagesetter.diagnostics import Severity

BROKEN = sorted((Path(__file__).parents[1] / "bad_pages").glob("*.yaml"))


@pytest.mark.parametrize("path", BROKEN, ids=lambda p: p.stem)
def test_a_bad_page_is_told_exactly(path: Path) -> None:
    result = make_page(path)
    assert findings(result.diagnostics, Severity.WARNING) == expected_of(path)
    assert all(d.hint or d.severity < Severity.ERROR for d in result.diagnostics)


@pytest.mark.parametrize("path", BROKEN, ids=lambda p: p.stem)
def test_a_bad_page_that_could_be_laid_out_is_drawn_with_its_marks(path: Path) -> None:
    result = make_page(path)
    if result.page is None:
        assert result.failed
        return
    pdf, _ = make_pdf(result, marked=True)
    assert pdf.startswith(b"%PDF-1.6")
