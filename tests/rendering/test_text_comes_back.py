"""What a reader copies from a finished page is what was written: nothing lost, doubled or in another order."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesetter.build import make_page, make_pdf
from pagesetter.diagnostics import Severity

LAYOUT = """\
edition: {{title: 江湾日报, section: 本地, page: "2", date: 2026-01-15}}
content: .
copyedit: off
language: {language}
page: {{size: [{width}pt, 1200pt], type_area: [{width}pt, 1200pt]}}
grid: {{columns: 2, measure: {measure}字, gutter: 1em, body: 10pt, leading: 15pt, lines: 80}}
dummy:
  plan: |
    80 | A A
areas:
  A: {{story: text, head: none}}
"""
PIECES = {
    "zh-Hans": (
        "民生",
        "国民经济",
        "，",
        "。",
        "“近年来”",
        "（图）",
        "——",
        "……",
        "·",
        "typesetting",
        "100%",
        "1—6月",
        "85项",
    ),
    "ja": ("新聞", "ひらがな", "、", "。", "「今日」", "カタカナー", "typesetting", "25日", "々"),
    "en": ("page ", "typesetting ", "newspaper, ", "harbour. ", "“Reinstallation” ", "dpkg, ", "2,345,678 ", "km/h "),
}


def bare(text: str) -> str:
    """A text without what the end of a line may add or take: spaces, and hyphens, which PDFium gives as controls."""
    return re.sub("[\\s\x02\ufffe]", "", text)


@pytest.mark.parametrize("language", PIECES)
@given(data=st.data())
@settings(max_examples=4, deadline=None, derandomize=True)
def test_every_character_is_extracted_once_and_in_order(language: str, data: st.DataObject) -> None:
    pieces = st.lists(st.sampled_from(PIECES[language]), min_size=20, max_size=60).map("".join)
    paragraphs = data.draw(st.lists(pieces, min_size=2, max_size=5))
    measure = data.draw(st.integers(7, 20))
    with TemporaryDirectory() as name:
        folder = Path(name)
        story = "\n\n".join("x" + text.strip() for text in paragraphs)
        (folder / "text.md").write_text(f"---\nheadline: x\n---\n\n{story}\n", encoding="utf-8")
        layout = folder / "layout.yaml"
        layout.write_text(
            LAYOUT.format(language=language, measure=measure, width=10 * (2 * measure + 1)), encoding="utf-8"
        )
        built = make_page(layout)
        assert [d for d in built.diagnostics if d.severity is Severity.ERROR] == []
        pdf, _ = make_pdf(built)
    printed = pdfium.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    assert bare(printed) == bare("".join("x" + text for text in paragraphs))
