"""Files changed at random: the walker reads what can be read of them and never raises anything of its own."""

import random
from io import BytesIO

import pikepdf
import pytest
from pdf_makers import document, stream

from pagesetter.pdf.walk import walk

_WORDS = (
    b"null",
    b"<<>>",
    b"[]",
    b"-1",
    b"1e30",
    b"/Fm Do",
    b"/Pattern",
    b"(x)",
    b"true",
    b"99999999999",
    b"q",
    b"BT",
    b"5 0 R",
)
_CELL = stream(b"0 1 1 0 k 0 0 m 5 5 l S", b"/PatternType 1 /PaintType 1 /BBox [0 0 5 5] /Matrix [2 0 0 2 0 0]")
_FORM = stream(
    b"/F 9 Tf 0 0 5 5 re W n (A) Tj", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Group << /S /Transparency >>"
)
_FONT = (
    b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FirstChar 65 /LastChar 66 /Widths [500 600] /ToUnicode 8 0 R >>"
)
_UNICODE = stream(b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <41> <42> <0041> endbfrange")
_WIDE = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /B /Encoding /Identity-V /ToUnicode 8 0 R /DescendantFonts [<< /DW 900 "
    b"/Subtype /CIDFontType2 /W [1 [500 600] 3 5 250] /W2 [2 [-500 300 880]] /FontDescriptor << /Ascent 800 >> >>] >>"
)
_SHADING = (
    b"<< /ShadingType 2 /ColorSpace [/Separation /Warm /DeviceCMYK 11 0 R] /Coords [0 0 1 0] /Function "
    b"<< /FunctionType 3 /Domain [0 1] /Functions [11 0 R 11 0 R] /Bounds [0.5] /Encode [0 1 0 1] >> >>"
)
_TINT = stream(b"{ dup 0.5 mul exch 0 exch 0 }", b"/FunctionType 4 /Domain [0 1] /Range [0 1 0 1 0 1 0 1]")
_CONTENT = (
    b"q 1 0 0 1 5 5 cm /G gs /Pattern cs /P scn 20 30 40 50 re B Q /Fm Do BT /F 10 Tf 30 40 Td [(AB) -20 (A)] TJ "
    b"/W 9 Tf <00010002> Tj ET q 20 20 9 9 re W n /S sh Q /I cs 1 sc 0 0 9 9 re f "
    b"q 36 0 0 36 20 30 cm BI /W 4 /H 4 /BPC 8 /CS /G ID 0123456789abcdef EI Q"
)
_RESOURCES = (
    b"/Pattern << /P 5 0 R >> /XObject << /Fm 6 0 R >> /Font << /F 7 0 R /W 9 0 R >> /Shading << /S 10 0 R >> "
    b"/ColorSpace << /I [/Indexed /DeviceCMYK 1 <00000000 00FF0033>] >> "
    b"/ExtGState << /G << /ca 0.5 /BM [/Multiply] >> >>"
)
SOUND = document(_CONTENT, _RESOURCES, (_CELL, _FORM, _FONT, _UNICODE, _WIDE, _SHADING, _TINT))


def mutated(seed: int) -> bytes:
    """The sound file with one to twelve places overwritten, cut out or given other numbers."""
    chance, made = random.Random(seed), bytearray(SOUND)
    for _ in range(chance.choice((1, 3, 12))):
        at = chance.randrange(len(made))
        match chance.randrange(4):
            case 0:
                made[at] = chance.randrange(256)
            case 1:
                word = chance.choice(_WORDS)
                made[at : at + len(word)] = word
            case 2:
                del made[at : at + chance.randrange(1, 20)]
            case _:
                if made[at : at + 1].isdigit():
                    made[at] = ord(chance.choice("0123456789"))
    return bytes(made)


def test_the_sound_file_is_read_without_fault() -> None:
    with pikepdf.open(BytesIO(SOUND)) as pdf:
        (page,) = walk(pdf)
    assert page.faults == ()
    assert len({one.kind for one in page.objects}) == 5


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_no_change_makes_the_walker_raise(start: int) -> None:
    read = 0
    for seed in range(start, start + 50):
        try:
            pdf = pikepdf.open(BytesIO(mutated(seed)))
        except pikepdf.PdfError:
            continue  # pikepdf says itself what is wrong; pdf.guard makes a finding of it
        with pdf:
            try:
                pages = len(pdf.pages)
            except pikepdf.PdfError:
                continue
            found = tuple(walk(pdf))
        assert len(found) == pages
        read += 1
    assert read > 20
