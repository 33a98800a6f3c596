"""Where glyphs stand, how large they are and what they say, for simple, composite, vertical and drawn fonts."""

import ctypes

import pypdfium2
import pypdfium2.raw as raw
import pytest
from pdf_makers import document, painted, sides, stream, walked

from pagesetter.pdf.painted import Kind, Painted, Type

WIDTHS = b"/FirstChar 65 /LastChar 67 /Widths [500 600 700]"
SIMPLE = b"<< /Type /Font /Subtype /TrueType /BaseFont /Plain /Encoding /WinAnsiEncoding %s >>" % WIDTHS
FONTS = b"/Font << /F 5 0 R >>"


def shown(content: bytes, *objects: bytes) -> tuple[Painted, ...]:
    return painted(content, FONTS, objects or (SIMPLE,))


def style(one: Painted) -> Type:
    assert one.type is not None
    return one.type


def glyphs(one: Painted) -> list[tuple[str, float, float, float, float]]:
    """Text and place of each glyph."""
    return [(g.text, *(round(side, 2) for side in (g.rect.x, g.rect.y, g.rect.w, g.rect.h))) for g in style(one).glyphs]


def test_glyphs_stand_one_behind_the_other_by_their_widths() -> None:
    (one,) = shown(b"BT /F 10 Tf 30 40 Td (ABC) Tj ET")
    assert glyphs(one) == [("A", 20, 232, 5, 10), ("B", 25, 232, 6, 10), ("C", 31, 232, 7, 10)]
    assert (one.kind, sides(one)) == (Kind.TEXT, (20, 232, 18, 10))
    assert (style(one).text, style(one).font, style(one).size, style(one).mode) == ("ABC", "Plain", 10, 0)


def test_kerns_word_and_letter_spacing_and_scaling_move_the_glyphs() -> None:
    (one,) = shown(b"BT /F 10 Tf 2 Tc 50 Tz 30 40 Td [(A) -1000 (B)] TJ ET")
    assert glyphs(one) == [("A", 20, 232, 2.5, 10), ("B", 28.5, 232, 3, 10)]
    (one,) = shown(b"BT /F 10 Tf 4 Tw 30 40 Td (A A) Tj ET")
    assert [place[1] for place in glyphs(one)] == [20, 25, 29]


def test_lines_follow_each_other_by_leading_and_keep_their_starts() -> None:
    content = b"BT /F 10 Tf 12 TL 30 100 Td (A) Tj (B) Tj T* (C) Tj (A) ' 1 2 (B) \" 5 -20 TD (C) Tj T* (A) Tj ET"
    starts = [(glyph[1], glyph[2]) for one in shown(content) for glyph in glyphs(one)]
    assert starts == [(20, 172), (25, 172), (20, 184), (20, 196), (20, 208), (25, 228), (25, 248)]


def test_the_size_of_text_is_the_height_of_its_em_after_all_matrices() -> None:
    (one,) = shown(b"0.5 0 0 0.5 0 0 cm BT /F 1 Tf 10 0 0 20 60 80 Tm 3 Ts (A) Tj ET")
    assert style(one).size == 10
    assert sides(one) == (20, 202, 2.5, 10)


def test_turned_text_has_turned_places() -> None:
    (one,) = shown(b"BT /F 10 Tf 0 1 -1 0 30 40 Tm (AB) Tj ET")
    assert sides(one) == (12, 229, 10, 11)
    assert style(one).size == 10


def test_rendering_modes_choose_fill_stroke_or_nothing_and_can_clip() -> None:
    content = b"0 1 0 0 k 0 0 1 0 K 2 w BT /F 10 Tf %d Tr 30 40 Td (A) Tj ET 0 0 200 300 re f"
    (stroked, _) = shown(content % 1)
    assert (stroked.kind, stroked.ink.cmyk, stroked.width) == (Kind.TEXT, (0, 0, 1, 0), 2)
    filled, stroked, _ = shown(content % 2)
    assert (filled.kind, filled.ink.cmyk, stroked.kind) == (Kind.TEXT, (0, 1, 0, 0), Kind.STROKE)
    (hidden, _) = shown(content % 3)
    assert style(hidden).mode == 3
    (clip, after) = shown(content % 7)
    assert style(clip).mode == 7
    assert after.seen == clip.rect


def test_to_unicode_says_what_the_glyphs_mean_and_what_is_unknown_shows_as_such() -> None:
    unicode = stream(b"1 beginbfchar <41> <6E2F> endbfchar 1 beginbfrange <42> <43> <D83CDF0A> endbfrange")
    font = SIMPLE.replace(b"/Encoding /WinAnsiEncoding", b"/ToUnicode 6 0 R")
    (one,) = shown(b"BT /F 10 Tf (ABC\x01) Tj ET", font, unicode)
    assert style(one).text == "港🌊🌋\ufffd"


def test_encodings_name_characters_by_base_and_differences() -> None:
    font = SIMPLE.replace(
        b"/WinAnsiEncoding", b"<< /BaseEncoding /MacRomanEncoding /Differences [66 /endash /uni6E2F] >>"
    )
    (one,) = shown(b"BT /F 10 Tf (ABC\x8a) Tj ET", font)
    assert style(one).text == "A–港ä"


def composite(encoding: bytes = b"/Identity-H", more: bytes = b"", *others: bytes) -> tuple[bytes, ...]:
    below = b"<< /Type /Font /Subtype /CIDFontType2 /DW 1000 /W [1 [500 600] 3 5 250] %s >>" % more
    return (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Wide /Encoding %s /DescendantFonts [6 0 R] >>" % encoding,
        below,
        *others,
    )


def test_composite_fonts_take_two_bytes_a_glyph_and_widths_by_cid() -> None:
    (one,) = shown(b"BT /F 10 Tf 30 40 Td <000100020004FFFE> Tj ET", *composite())
    assert [place[3] for place in glyphs(one)] == [5, 6, 2.5, 10]
    assert [glyph.code for glyph in style(one).glyphs] == [1, 2, 4, 0xFFFE]


def test_an_embedded_cmap_parts_the_string_and_names_the_cids() -> None:
    cmap = stream(
        b"2 begincodespacerange <00> <7F> <8140> <FEFE> endcodespacerange "
        b"1 begincidchar <41> 1 endcidchar 1 begincidrange <8140> <8142> 2 endcidrange"
    )
    (one,) = shown(b"BT /F 10 Tf <4181408142> Tj ET", *composite(b"7 0 R", b"", cmap))
    assert [glyph.code for glyph in style(one).glyphs] == [0x41, 0x8140, 0x8142]
    assert [place[3] for place in glyphs(one)] == [5, 6, 2.5]


@pytest.mark.parametrize(
    ("encoding", "string", "codes"),
    [
        (b"/UniGB-UTF16-H", b"<4E2D6587>", [0x4E2D, 0x6587]),
        (b"/90ms-RKSJ-H", b"<41889FB1>", [0x41, 0x889F, 0xB1]),
        (b"/GBK-EUC-H", b"<41D6D0>", [0x41, 0xD6D0]),
    ],
)
def test_predefined_cmaps_part_strings_by_their_encoding(encoding: bytes, string: bytes, codes: list[int]) -> None:
    (one,) = shown(b"BT /F 10 Tf " + string + b" Tj ET", *composite(encoding))
    assert [glyph.code for glyph in style(one).glyphs] == codes
    assert not any(glyph.missing for glyph in style(one).glyphs)


def test_vertical_glyphs_hang_below_each_other_centred_on_their_line() -> None:
    (one,) = shown(b"BT /F 10 Tf 30 40 Td <000100020063> Tj ET", *composite(b"/Identity-V", b"/W2 [2 [-500 300 880]]"))
    assert [place[1:] for place in glyphs(one)] == [(17.5, 240, 5, 10), (17, 250, 6, 5), (15, 255, 10, 10)]
    assert style(one).size == 10


def test_cid_0_is_a_missing_glyph() -> None:
    (one,) = shown(b"BT /F 10 Tf <00010000> Tj ET", *composite())
    assert [glyph.missing for glyph in style(one).glyphs] == [False, True]


def test_a_cid_that_maps_to_glyph_0_or_beyond_the_program_is_missing() -> None:
    mapping = stream(bytes.fromhex("0000 0001 0000 0009"))
    program = stream(_sfnt(5))
    more = b"/CIDToGIDMap 7 0 R /FontDescriptor << /FontFile2 8 0 R >>"
    (one,) = shown(b"BT /F 10 Tf <0001000200030004> Tj ET", *composite(b"/Identity-H", more, mapping, program))
    assert [glyph.missing for glyph in style(one).glyphs] == [False, True, True, True]
    plain = b"/CIDToGIDMap /Identity /FontDescriptor << /FontFile2 7 0 R >>"
    (one,) = shown(b"BT /F 10 Tf <00040005> Tj ET", *composite(b"/Identity-H", plain, program))
    assert [glyph.missing for glyph in style(one).glyphs] == [False, True]


def test_codes_without_glyph_in_a_simple_font_are_missing() -> None:
    font = SIMPLE.replace(
        b"/WinAnsiEncoding", b"<< /Differences [66 /.notdef] >> /FontDescriptor << /FontFile2 6 0 R >>"
    )
    (one,) = shown(b"BT /F 10 Tf (ABD) Tj ET", font, stream(_sfnt(5)))
    assert [glyph.missing for glyph in style(one).glyphs] == [False, True, True]
    (one,) = shown(b"BT /F 10 Tf (D) Tj ET")
    assert not style(one).glyphs[0].missing  # not embedded: the reader's own font may have it


def test_a_glyph_without_outline_is_missing_where_the_text_has_ink() -> None:
    unicode = stream(b"1 beginbfrange <0001> <0003> <6E2F> endbfrange 1 beginbfchar <0004> <0020> endbfchar")
    program = stream(_sfnt(5, (0, 0, 20, 20, 20, 20)))  # only glyph 1 has an outline
    more = b"/CIDToGIDMap /Identity /FontDescriptor << /FontFile2 8 0 R >>"
    font, below, *_ = composite(b"/Identity-H", more)
    font = font.replace(b"/BaseFont", b"/ToUnicode 7 0 R /BaseFont")
    (one,) = shown(b"BT /F 10 Tf <0001000200040003> Tj ET", font, below, unicode, program)
    assert [glyph.missing for glyph in style(one).glyphs] == [False, True, False, True]


@pytest.mark.parametrize("charset", [b"\0\0\7\0\x09", b"\1\0\7\0\0\x09\0", b"\2\0\7\0\0\0\x09\0\0"])
def test_cids_that_a_cff_program_does_not_have_are_missing(charset: bytes) -> None:
    """Glyphs of CIDs 0, 7 and 9, in the three formats of charsets."""
    program = stream(_cff(charset), b"/Subtype /CIDFontType0C")
    (one,) = shown(
        b"BT /F 10 Tf <0007000800090001> Tj ET",
        *composite(b"/Identity-H", b"/FontDescriptor << /FontFile3 7 0 R >>", program),
    )
    assert [glyph.missing for glyph in style(one).glyphs] == [False, True, False, True]


def test_a_program_that_cannot_be_read_lacks_nothing() -> None:
    for held in (b"", b"\1\0\4\1", b"OTTO" + b"\xff" * 40):
        more = b"/FontDescriptor << /FontFile3 7 0 R >>"
        (one,) = shown(b"BT /F 10 Tf <0007> Tj ET", *composite(b"/Identity-H", more, stream(held)))
        assert not style(one).glyphs[0].missing


def _sfnt(glyphs: int, places: tuple[int, ...] = ()) -> bytes:
    """A font file of nothing but the number of its glyphs and where their outlines begin."""
    tables = {b"maxp": (0x00010000).to_bytes(4, "big") + glyphs.to_bytes(2, "big")}
    if places:
        tables[b"head"] = bytes(50) + (1).to_bytes(2, "big") + bytes(2)
        tables[b"loca"] = b"".join(place.to_bytes(4, "big") for place in places)
    made, body = bytes.fromhex("00010000") + len(tables).to_bytes(2, "big") + bytes(6), b""
    for tag, table in tables.items():
        made += tag + bytes(4) + (12 + 16 * len(tables) + len(body)).to_bytes(4, "big") + len(table).to_bytes(4, "big")
        body += table
    return made + body


def _cff(charset: bytes) -> bytes:
    """A CID-keyed CFF program of three empty glyphs, without what nothing here reads."""

    def index(*items: bytes) -> bytes:
        ends = [sum(map(len, items[:at])) + 1 for at in range(len(items) + 1)]
        return len(items).to_bytes(2, "big") + b"\1" + bytes(ends) + b"".join(items)

    def top(charset_at: int, outlines_at: int) -> bytes:
        whole = [b"\x1d" + number.to_bytes(4, "big") for number in (0, 0, 0, charset_at, outlines_at)]
        return index(b"%b%b%b\x0c\x1e%b\x0f%b\x11" % tuple(whole))

    names = b"\1\0\4\1" + index(b"A")
    first = len(names) + len(top(0, 0)) + 4
    return names + top(first, first + len(charset)) + bytes(4) + charset + index(b"\x0e", b"\x0e", b"\x0e")


DRAWN = (
    b"<< /Type /Font /Subtype /Type3 /FontMatrix [0.01 0 0 0.01 0 0] /FontBBox [0 0 100 100] "
    b"/FirstChar 65 /LastChar 66 /Widths [80 60] /Encoding << /Differences [65 /a /b] >> "
    b"/CharProcs << /a 6 0 R /b 7 0 R >> /Resources << >> >>"
)
PLAIN = stream(b"80 0 0 0 50 50 d1 1 0 0 rg 0 0 50 50 re f")
COLOURED = stream(b"60 0 d0 0 1 0 0 k 0 0 50 50 re f")


def test_drawn_glyphs_paint_what_their_streams_paint_where_they_stand() -> None:
    first, text = shown(b"0 0 0 1 k BT /F 10 Tf 30 40 Td (A) Tj ET", DRAWN, PLAIN, COLOURED)
    assert (first.kind, sides(first), first.ink.cmyk) == (Kind.FILL, (20, 235, 5, 5), (0, 0, 0, 1))
    assert (text.kind, sides(text), text.ink.cmyk, style(text).size) == (Kind.TEXT, (20, 230, 8, 10), (0, 0, 0, 1), 10)
    _, b, text = shown(b"0 0 0 1 k BT /F 10 Tf 30 40 Td (AB) Tj ET", DRAWN, PLAIN, COLOURED)
    assert (sides(b), b.ink.cmyk) == ((28, 235, 5, 5), (0, 1, 0, 0))
    assert text.ink.base == ""


def test_a_drawn_glyph_without_stream_is_missing() -> None:
    (_, text) = shown(b"BT /F 10 Tf (AC) Tj ET", DRAWN, PLAIN, COLOURED)
    assert [glyph.missing for glyph in style(text).glyphs] == [False, True]


def test_places_agree_with_those_of_another_reader() -> None:
    """Origins of every character by PDFium, of text with spacing, scaling, kerns, rise and matrices."""
    content = (
        b"BT /F 10 Tf 1 Tc 80 Tz 30 240 Td [(AB) -300 (C)] TJ 3 Ts (BA) Tj ET "
        b"q 1.5 0 0 2 10 20 cm BT /F 7 Tf 12 TL 1.2 0 0 1.2 20 50 Tm (CAB) Tj (AC) ' ET Q"
    )
    held = document(content, FONTS, (SIMPLE,))
    opened = pypdfium2.PdfDocument(held)
    page = opened[0]
    text = page.get_textpage()
    theirs = []
    for at in range(text.count_chars()):
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        if chr(raw.FPDFText_GetUnicode(text, at)).strip():
            theirs.append((round(x.value, 1), round(y.value, 1)))
    rects = [glyph.rect for one in walked(held).objects for glyph in style(one).glyphs]
    ours = [(round(rect.x + 10, 1), round(280 - rect.bottom + 0.2 * rect.h, 1)) for rect in rects]
    assert len(ours) == 10
    assert ours == theirs
