"""Advances are read out of embedded font programs as fontTools reads them, and compared with those of the PDF."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from preflight_makers import OURS, sound

from font_makers import CHARACTERS, make_font
from pagesetter.model.press import X4
from pagesetter.preflight.program import read
from pagesetter.preflight.registry import Found
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
    with TTFont(path) as font:
        bare = font.reader["CFF "]
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


def _simple(path: Path, encoding: object, codes: range, widths: list[int]) -> list[Found]:
    """What the rule on widths says of a TrueType font with codes of 8 bits."""
    with pikepdf.open(BytesIO(sound(OURS, X4))) as pdf:
        program = pdf.make_indirect(pikepdf.Stream(pdf, path.read_bytes()))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.TrueType,
            BaseFont=pikepdf.Name("/ABCDEF+Tiny"),
            FirstChar=codes.start,
            Widths=pikepdf.Array(widths),
            FontDescriptor=pikepdf.Dictionary(FontFile2=program),
        )
        if encoding is not None:
            font.Encoding = encoding
        pdf.pages[0].obj.Resources.Font = pikepdf.Dictionary(F=font)
        return list(CHECKS["font-widths"](Subject(pdf, X4), {"tolerance_em": 0.002}))


@pytest.mark.parametrize("encoding", [pikepdf.Name.WinAnsiEncoding, pikepdf.Name.MacRomanEncoding])
def test_widths_of_a_simple_font_are_compared_by_its_encoding(tmp_path: Path, encoding: pikepdf.Name) -> None:
    path = make_font(tmp_path / "t.ttf")
    assert _simple(path, encoding, range(0x41, 0x43), [600, 640]) == []
    (found,) = _simple(path, encoding, range(0x41, 0x43), [600, 700])
    assert "code 66: 0.700 em, program 0.640 em" in found.message
    assert found.value == pytest.approx(0.06)


def test_codes_that_go_by_glyph_names_are_not_compared(tmp_path: Path) -> None:
    path = make_font(tmp_path / "t.ttf")
    base = pikepdf.Name.WinAnsiEncoding
    named = pikepdf.Dictionary(BaseEncoding=base, Differences=pikepdf.Array([0x42, pikepdf.Name("/A")]))
    assert _simple(path, named, range(0x41, 0x43), [600, 600]) == []
    (found,) = _simple(path, named, range(0x41, 0x43), [650, 600])
    assert "code 65" in found.message
