"""The pages that ship pass a preflight of what is written for them."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from preflight_makers import profile

from pagesetter.build import make_page, make_pdf
from pagesetter.diagnostics import Severity
from pagesetter.model.press import X1A, X4
from pagesetter.preflight.examine import examine
from pagesetter.preflight.rows_fonts import CHECKS
from pagesetter.preflight.subject import Subject
from places import ROOT

LAYOUTS = sorted((ROOT / "layouts").glob("*.yaml"))
CASES = [*((layout, X4) for layout in LAYOUTS), (ROOT / "layouts" / "quanzhou.yaml", X1A)]


@pytest.mark.parametrize(("layout", "standard"), CASES, ids=lambda value: getattr(value, "stem", str(value)[4:7]))
def test_a_shipped_page_has_no_findings_above_a_note(layout: Path, standard: str) -> None:
    built = make_page(layout, standard=standard)
    assert built.page is not None
    made, _ = make_pdf(built)
    with pikepdf.open(BytesIO(made)) as pdf:
        report = examine(pdf, profile(), sizes=((built.page.trim.w, built.page.trim.h),))
    assert (report.standard, report.claimed) == (standard, standard)
    assert [one for one in report.findings if one.severity > Severity.NOTE] == []


def test_a_wrong_width_in_a_cid_keyed_font_is_found() -> None:
    built = make_page(ROOT / "layouts" / "jinken.yaml")
    made, _ = make_pdf(built)
    with pikepdf.open(BytesIO(made)) as pdf:
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
