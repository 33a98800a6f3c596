"""Advances are read out of embedded font programs as fontTools reads them, and compared with those of the PDF."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from preflight_makers import OURS, sound

from font_makers import CHARACTERS, make_font
from pagesetter.model.press import X4
from pagesetter.pdf.type import font
from pagesetter.preflight.program import read
from pagesetter.preflight.registry import Found, checks
from pagesetter.preflight.rows_fonts import CHECKS
from pagesetter.preflight.subject import Subject
from pagesetter.resources import fonts_folder

WANTED = {"A": 0.6, "B": 0.64, "space": 0.25, "zhong": 1.0, "quote": 1.0}


@pytest.mark.parametrize("outlines", ["glyf", "cff"])
@pytest.mark.parametrize("upem", [1000, 2048])
def test_advances_of_opentype_files(tmp_path: Path, outlines: str, upem: int) -> None:
    path = make_font(tmp_path / "t.otf", outlines=outlines, upem=upem)
    made = read(path.read_bytes())
    units = {"A": 600, "B": 640, "space": 250}
    for at, name in enumerate(CHARACTERS, 1):
        assert made.by_glyph[at] == pytest.approx(units.get(name, upem) / upem)
    assert made.drawn == {1, 2, 4, 5}
    assert made.cmaps[(3, 1)][0x4E2D] == 4


def test_advances_of_a_bare_cff_table(tmp_path: Path) -> None:
    path = make_font(tmp_path / "t.otf", outlines="cff")
    with TTFont(path) as face:
        bare = face.reader["CFF "]
    made = read(bare)
    assert made.by_cid is None
    for at, name in enumerate(CHARACTERS, 1):
        assert made.by_glyph[at] == pytest.approx(WANTED[name])


def test_advances_of_a_shipped_font_are_those_of_its_table() -> None:
    path = sorted(fonts_folder().glob("*.ttf"))[0]
    made = read(path.read_bytes())
    with TTFont(path, lazy=True) as font:
        upem, order = font["head"].unitsPerEm, font.getGlyphOrder()
        for at in range(1, len(order), 97):
            assert made.by_glyph[at] == pytest.approx(font["hmtx"][order[at]][0] / upem)


@pytest.mark.parametrize("cut", [0, 3, 11, 40, 200, 700])
@pytest.mark.parametrize("outlines", ["glyf", "cff"])
def test_a_damaged_program_gives_true_advances_or_none(tmp_path: Path, outlines: str, cut: int) -> None:
    whole = make_font(tmp_path / "t.otf", outlines=outlines).read_bytes()
    with TTFont(tmp_path / "t.otf") as font:
        bare = font.reader["CFF "] if outlines == "cff" else b""
    advances = [1.0, 0.6, 0.64, 0.25, 1.0, 1.0]
    assert list(read(whole[:cut]).by_glyph.values()) in ([], advances)
    assert list(read(bare[:cut]).by_glyph.values()) in ([], advances)
    assert read(b"\1\0\4\1" + bytes(range(256))).by_glyph == {}


def _simple(
    program: bytes, encoding: object, codes: range, widths: list[int], kind: str = "TrueType", key: str = "FontFile2"
) -> list[Found]:
    """What the rule on widths says of a font with codes of 8 bits."""
    with pikepdf.open(BytesIO(sound(OURS, X4))) as pdf:
        _put(pdf, program, encoding, codes, widths, kind, key)
        return list(CHECKS["font-widths"](Subject(pdf, X4), {"tolerance_em": 0.002}))


def _put(
    pdf: pikepdf.Pdf, program: bytes, encoding: object, codes: range, widths: list[int], kind: str, key: str
) -> None:
    """Makes such a font the only one of the page, /F."""
    stream = pdf.make_indirect(pikepdf.Stream(pdf, program))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name("/" + kind),
        BaseFont=pikepdf.Name("/ABCDEF+Tiny"),
        FirstChar=codes.start,
        LastChar=codes.stop - 1,
        Widths=pikepdf.Array(widths),
        FontDescriptor=pikepdf.Dictionary({"/" + key: stream}),
    )
    if encoding is not None:
        font.Encoding = encoding
    pdf.pages[0].obj.Resources.Font = pikepdf.Dictionary(F=font)


@pytest.mark.parametrize("encoding", [pikepdf.Name.WinAnsiEncoding, pikepdf.Name.MacRomanEncoding])
def test_widths_of_a_simple_font_are_compared_by_its_encoding(tmp_path: Path, encoding: pikepdf.Name) -> None:
    program = make_font(tmp_path / "t.ttf").read_bytes()
    assert _simple(program, encoding, range(0x41, 0x43), [600, 640]) == []
    (found,) = _simple(program, encoding, range(0x41, 0x43), [600, 700])
    assert "code 66: 0.700 em, program 0.640 em" in found.message
    assert found.value == pytest.approx(0.06)


def test_codes_that_go_by_glyph_names_are_compared_by_what_the_names_mean(tmp_path: Path) -> None:
    program = make_font(tmp_path / "t.ttf").read_bytes()
    base = pikepdf.Name.WinAnsiEncoding
    names = pikepdf.Array([0x42, pikepdf.Name("/A"), pikepdf.Name("/uni4E2D"), pikepdf.Name("/g17")])
    named = pikepdf.Dictionary(BaseEncoding=base, Differences=names)
    assert _simple(program, named, range(0x41, 0x45), [600, 600, 1000, 7]) == []
    (found,) = _simple(program, named, range(0x41, 0x45), [600, 640, 1000, 7])
    assert "code 66: 0.640 em, program 0.600 em" in found.message


def _locked(data: bytes, key: int) -> bytes:
    """Encrypted as Type 1 programs are (Adobe Type 1 Font Format, chapter 7)."""
    made = bytearray()
    for byte in data:
        made.append(byte ^ key >> 8)
        key = (made[-1] + key) * 52845 + 22719 & 0xFFFF
    return bytes(made)


def _type1(encoding: bytes = b"/Encoding StandardEncoding def", form: str = "bytes") -> bytes:
    """A Type 1 program: A of 600 units, alpha of 1300 / 2, a square of 900 by sbw, .notdef of 250."""
    bodies = {
        b".notdef": b"\x8b\xf7\x8e\x0d\x0e",  # 0 250 hsbw endchar
        b"A": b"\x8b\xf8\xec\x0d\x0e",  # 0 600 hsbw
        b"alpha": b"\x8b\xff\0\0\x05\x14\x8d\x0c\x0c\x0d\x0e",  # 0 1300 2 div hsbw
        b"square": b"\x8b\x8b\xfa\x18\x8b\x0c\x07\x0e",  # 0 0 900 0 sbw
        b"later": b"\x8c\x0a\x0e",  # 1 callsubr: not followed
    }
    glyphs = b""
    for name, body in bodies.items():
        coded = _locked(b"abcd" + body, 4330)
        glyphs += b"/%s %d RD %s ND\n" % (name, len(coded), coded)
    private = b"dup /Private 8 dict dup begin /lenIV 4 def 2 index /CharStrings 5 dict dup begin\n%send\n" % glyphs
    secret = _locked(b"wxyz" + private, 55665)
    head = b"%!PS-AdobeFont-1.0: Tiny\n/FontMatrix [0.001 0 0 0.001 0 0] def\n" + encoding + b"\ncurrentfile eexec\n"
    if form == "hex":
        return head + secret.hex().encode() + b"\n"
    if form == "pfb":
        parts = ((1, head), (2, secret))
        return b"".join(b"\x80%c%s%s" % (kind, len(part).to_bytes(4, "little"), part) for kind, part in parts)
    return head + secret


@pytest.mark.parametrize("form", ["bytes", "hex", "pfb"])
def test_advances_of_a_type_1_program(form: str) -> None:
    made = read(_type1(form=form))
    widths = {name: made.by_glyph.get(gid) for name, gid in made.named.items()}
    assert widths == {".notdef": 0.25, "A": 0.6, "alpha": 0.65, "square": 0.9, "later": None}
    assert made.codes[0x41] == "A"


@pytest.mark.parametrize("cut", [0, 20, 90, 130, 160, 220, 260])
def test_a_damaged_type_1_program_gives_true_advances_or_none(cut: int) -> None:
    whole = {0.25, 0.6, 0.65, 0.9}
    assert set(read(_type1()[:cut]).by_glyph.values()) <= whole
    assert set(read(_type1()[:cut] + bytes(300)).by_glyph.values()) <= whole


def test_widths_of_a_type_1_font_are_compared_by_its_own_encoding_and_by_differences() -> None:
    own = b"/Encoding 256 array 0 1 255 {1 index exch /.notdef put} for\ndup 66 /alpha put\ndup 67 /A put\nreadonly def"
    for encoding, widths in (
        (None, [0, 650, 600]),
        (pikepdf.Dictionary(Differences=pikepdf.Array([65, pikepdf.Name("/square")])), [900, 650, 600]),
    ):
        assert _simple(_type1(own), encoding, range(65, 68), widths, "Type1", "FontFile") == []
        (found,) = _simple(_type1(own), encoding, range(65, 68), [*widths[:2], 700], "Type1", "FontFile")
        assert "code 67: 0.700 em, program 0.600 em" in found.message
    (found,) = _simple(_type1(), pikepdf.Name.WinAnsiEncoding, range(65, 66), [601 + 5], "Type1", "FontFile")
    assert "code 65: 0.606 em" in found.message


def test_widths_of_an_8_bit_cff_font_are_compared_by_glyph_names(tmp_path: Path) -> None:
    with TTFont(make_font(tmp_path / "t.otf", outlines="cff")) as font:
        program = font.reader["CFF "]
    named = pikepdf.Dictionary(Differences=pikepdf.Array([1, pikepdf.Name("/zhong"), pikepdf.Name("/A")]))
    for encoding, codes, widths in ((None, range(65, 67), [600, 640]), (named, range(1, 3), [1000, 600])):
        assert _simple(program, encoding, codes, widths, "Type1", "FontFile3") == []
        (found,) = _simple(program, encoding, codes, [widths[0], 620], "Type1", "FontFile3")
        assert f"code {codes[1]}: 0.620 em" in found.message


def test_no_width_counts_only_where_the_code_is_shown() -> None:
    with pikepdf.open(BytesIO(sound(OURS, X4))) as pdf:
        _put(pdf, _type1(), pikepdf.Name.WinAnsiEncoding, range(65, 66), [0], "Type1", "FontFile")
        assert list(CHECKS["font-widths"](Subject(pdf, X4), {"tolerance_em": 0.002})) == []
        pdf.pages[0].contents_add(b"BT /F 12 Tf 20 20 Td (A) Tj ET")
        (found,) = CHECKS["font-widths"](Subject(pdf, X4), {"tolerance_em": 0.002})
        assert "code 65: 0.000 em" in found.message


def test_a_code_without_a_glyph_in_the_program_is_a_missing_glyph() -> None:
    with pikepdf.open(BytesIO(sound(OURS, X4))) as pdf:
        _put(pdf, _type1(), pikepdf.Name.WinAnsiEncoding, range(32, 67), [600] * 35, "Type1", "FontFile")
        pdf.pages[0].contents_add(b"BT /F 12 Tf 20 20 Td (A A) Tj (B) Tj ET")
        texts = [one.message for one in checks()["missing-glyph"](Subject(pdf, X4), {}) if "Tiny" in one.message]
        assert texts == ['the text "B" shows .notdef for "B" (code 0x42): ABCDEF+Tiny has no such glyph']


def test_a_map_may_give_cid_0_a_glyph_of_its_own(tmp_path: Path) -> None:
    def bare(gids: bytes) -> bool:
        with pikepdf.new() as pdf:
            program = pdf.make_stream(make_font(tmp_path / "t.ttf").read_bytes())
            below = pikepdf.Dictionary(
                Subtype=pikepdf.Name.CIDFontType2,
                FontDescriptor=pikepdf.Dictionary(FontFile2=program),
                CIDToGIDMap=pdf.make_stream(gids),
            )
            made = pikepdf.Dictionary(
                Subtype=pikepdf.Name.Type0,
                Encoding=pikepdf.Name("/Identity-H"),
                DescendantFonts=pikepdf.Array([below]),
            )
            return font(made).missing(0)

    assert not bare(b"\0\1")
    assert bare(b"\0\0")
