"""Faces of the extras in a finished PDF: embedded as their kind wants it, the right glyphs drawn, text read back."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.ttLib import TTFont

from pagesetter.fonts.extras import ExtraFont, extra_fonts, installed
from pagesetter.fonts.library import Face, Library
from pagesetter.fonts.subset import SubsetFont, subset
from pagesetter.geometry import Rect
from pagesetter.model.glyph import GlyphRun
from pagesetter.model.page import Page, Text
from pagesetter.model.style import FaceRef
from pagesetter.press.pdfx import write

SAMPLES = {
    "ja": "すべての人間は、生れながらにして自由。直骨令（１２）Aé",
    "ko": "모든 인간은 태어날 때부터 자유로우며, 直骨令 (12) Aé",
    "zh-hant": "人人生而自由，在尊嚴和權利上一律平等。「直骨令」ㄅ12Aé",
}
EVERY_FONT = pytest.mark.parametrize("font", extra_fonts(), ids=lambda font: font.file.rpartition("/")[2])


@cache
def opened(path: Path) -> Library:
    """A library of one file, so that the file under test is the one that serves."""
    return Library.open([path.parent], [], lambda _: None)[0]


def face_of(font: ExtraFont) -> tuple[Library, Face, str]:
    path = installed(font)
    assert path is not None
    library = opened(path)
    weight = 800 if "[" in path.name else 400
    face = library.resolve(FaceRef(font.family, weight))
    assert face is not None
    assert Path(face.path) == path
    return library, face, SAMPLES[font.extra]


def gids(library: Library, face: Face, text: str) -> list[int]:
    return [library.font(face).get_nominal_glyph(ord(ch)) for ch in text]


def bounds(font: SubsetFont, gids: list[int]) -> list[tuple[float, ...] | None]:
    """The boxes of what codes of the program draw, in font units."""
    glyphs: Any  # fontTools says little of its types
    if font.cff:
        fonts = CFFFontSet()
        fonts.decompile(BytesIO(font.program), None)
        glyphs, names = fonts[0].CharStrings, [f"cid{gid:05d}" for gid in gids]
    else:
        whole = TTFont(BytesIO(font.program))
        glyphs, names = whole.getGlyphSet(), [whole.getGlyphName(gid) for gid in gids]
    made = []
    for name in names:
        pen = ControlBoundsPen(None if font.cff else glyphs)
        glyphs[name].draw(pen)
        made.append(pen.bounds)
    return made


@EVERY_FONT
def test_code_of_a_glyph_draws_what_the_font_draws(font: ExtraFont) -> None:
    library, face, text = face_of(font)
    wanted = gids(library, face, text)
    assert 0 not in wanted
    made = subset(library, face, wanted)
    assert made.cff is (face.facts.outlines == "cff-cid")
    for ch, gid, drawn in zip(text, wanted, bounds(made, wanted), strict=True):
        there = library.font(face).get_glyph_extents(gid)
        if ch == " ":
            assert drawn is None
            continue
        assert there is not None
        assert drawn is not None
        given = (there.x_bearing, there.y_bearing + there.height, there.x_bearing + there.width, there.y_bearing)
        # Control points lie on or outside the ink; the two boxes are equal where extremes carry points, as here.
        assert drawn == pytest.approx(given, abs=12), ch
        assert made.widths[gid] == library.font(face).get_glyph_h_advance(gid)


@cache
def printed(name: str) -> tuple[bytes, str, Face]:
    """A page of one line in one font."""
    font = next(f for f in extra_fonts() if f.file == name)
    library, face, text = face_of(font)
    shown = gids(library, face, text)
    advances = [library.font(face).get_glyph_h_advance(gid) / 100 for gid in shown]
    xs = tuple(sum(advances[:i]) for i in range(len(advances)))
    line = Text(20, 40, (GlyphRun(face.key, 10, tuple(shown), xs, tuple(text)),), text, 10, 400, "body")
    page = Page(Rect(0, 0, 460, 60), 0.0, (line,), title="x", date="2026-01-15")
    data, found = write([page], library, [{}], date=page.date, creator="test")
    assert found == ()
    return data, text, face


@EVERY_FONT
def test_text_reads_back_as_it_was_given(font: ExtraFont) -> None:
    data, text, _ = printed(font.file)
    document = pdfium.PdfDocument(data)
    page = document[0]
    read = page.get_textpage()
    assert read.get_text_bounded().strip() == text
    read.close()
    page.close()
    document.close()


@EVERY_FONT
def test_cid_keyed_cff_is_a_type_0_cid_font_and_glyf_a_type_2(font: ExtraFont) -> None:
    data, text, face = printed(font.file)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        (name,) = pdf.pages[0].Resources.Font.keys()
        whole = pdf.pages[0].Resources.Font[name]
        inner = whole.DescendantFonts[0]
        tag, _, plain = str(inner.BaseFont)[1:].partition("+")
        assert (len(tag), plain) == (6, face.postscript)
        if face.facts.outlines == "cff-cid":
            assert (inner.Subtype, str(whole.BaseFont)) == ("/CIDFontType0", f"{inner.BaseFont}-Identity-H")
            assert inner.FontDescriptor.FontFile3.Subtype == "/CIDFontType0C"
            assert "/CIDToGIDMap" not in inner
        else:
            assert (inner.Subtype, str(whole.BaseFont)) == ("/CIDFontType2", str(inner.BaseFont))
            assert inner.CIDToGIDMap == "/Identity"
        assert whole.Encoding == "/Identity-H"
        assert len(whole.ToUnicode.read_bytes()) > len(set(text)) * 10


@EVERY_FONT
def test_line_has_ink_where_its_characters_stand(font: ExtraFont) -> None:
    data, text, _ = printed(font.file)
    document = pdfium.PdfDocument(data)
    page = document[0]
    picture = page.render(scale=3, grayscale=True).to_pil()
    read = page.get_textpage()
    for index, ch in enumerate(text):
        left, bottom, right, top = read.get_charbox(index)
        if ch != " ":
            box = tuple(round(3 * value) for value in (left, 60 - top, right, 60 - bottom))
            assert picture.crop(box).getextrema()[0] < 128, ch
    read.close()
    page.close()
    document.close()
