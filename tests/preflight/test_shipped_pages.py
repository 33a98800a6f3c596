"""The pages that ship pass a preflight of what is written for them."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from preflight_makers import profile

from pagesetter.diagnostics import Severity
from pagesetter.model.press import X1A, X4
from pagesetter.preflight.examine import examine
from pagesetter.preflight.rows_fonts import CHECKS
from pagesetter.preflight.subject import Subject
from places import ROOT
from shipped import SHIPPED, built, pdf_of

CASES = [*((layout, X4) for layout in SHIPPED), (ROOT / "layouts" / "quanzhou.yaml", X1A)]


@pytest.mark.parametrize(("layout", "standard"), CASES, ids=lambda value: getattr(value, "stem", str(value)[4:7]))
def test_a_shipped_page_has_no_findings_above_a_note(layout: Path, standard: str) -> None:
    page = built(layout, standard).page
    assert page is not None
    with pikepdf.open(BytesIO(pdf_of(layout, standard))) as pdf:
        report = examine(pdf, profile(), sizes=((page.trim.w, page.trim.h),))
    assert (report.standard, report.claimed) == (standard, standard)
    assert [one for one in report.findings if one.severity > Severity.NOTE] == []


def test_a_wrong_width_in_a_cid_keyed_font_is_found() -> None:
    with pikepdf.open(BytesIO(pdf_of(ROOT / "layouts" / "jinken.yaml"))) as pdf:
        inner = [font.DescendantFonts[0] for font in pdf.pages[0].obj.Resources.Font.values()]
        keyed = [font for font in inner if font.Subtype == pikepdf.Name.CIDFontType0]
        assert keyed
        subject = Subject(pdf, X4)
        assert list(CHECKS["font-widths"](subject, {"tolerance_em": 0.002})) == []
        for font in keyed:
            font.DW = 990
        found = list(CHECKS["font-widths"](subject, {"tolerance_em": 0.002}))
    assert len(found) >= 1
    assert all(one.value == pytest.approx(0.01) for one in found)
