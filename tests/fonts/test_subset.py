"""What is embedded of a font: the outlines of the glyphs asked for, at their own ids, and nothing more."""

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont

from font_makers import make_collection, make_font, make_variable
from pagesetter.fonts.cff import with_cids
from pagesetter.fonts.library import Face, Library
from pagesetter.fonts.sfnt import UnfitFontError
from pagesetter.fonts.subset import subset
from pagesetter.model.style import FaceRef
from pagesetter.resources import fonts_folder

LAYOUT = {"GSUB", "GPOS", "GDEF", "cmap", "name", "gvar", "fvar", "prep"}


def only(folder: Path, weight: int = 400) -> tuple[Library, Face]:
    library, problems = Library.open([folder], [])
    assert problems == ()
    face = library.resolve(FaceRef(library.families()[0].name, weight))
    assert face is not None
    return library, face


def gids(library: Library, face: Face, text: str) -> list[int]:
    font = library.font(face)
    return [font.get_nominal_glyph(ord(ch)) for ch in text]


@pytest.mark.parametrize(("family", "weight"), [("Noto Serif SC", 400), ("Noto Sans SC", 650), ("LXGW WenKai", 400)])
def test_shipped_faces_keep_glyph_ids_and_widths(shipped: Library, family: str, weight: int) -> None:
    face = shipped.resolve(FaceRef(family, weight))
    assert face is not None
    wanted = gids(shipped, face, "永国A1，")
    font = subset(shipped, face, wanted)
    cut = TTFont(BytesIO(font.program))
    assert not LAYOUT & set(cut.keys())
    for gid in wanted:
        name = cut.getGlyphName(gid)
        assert cut["glyf"][name].numberOfContours > 0
        assert cut["hmtx"][name][0] == font.widths[gid]
    outlines = [name for name in cut.getGlyphOrder() if cut["glyf"][name].numberOfContours]
    assert len(outlines) < 30  # the glyphs, .notdef and parts of composite glyphs


def test_name_carries_a_tag_that_differs_with_the_glyphs(shipped: Library) -> None:
    face = shipped.resolve(FaceRef("Noto Sans SC", 700))
    assert face is not None
    one, other = (subset(shipped, face, gids(shipped, face, text)).name for text in ("永国", "永中"))
    assert one != other
    tag, _, name = one.partition("+")
    assert (len(tag), tag.isalpha(), tag.isupper(), name) == (6, True, True, "NotoSansSC-Bold")


def test_same_glyphs_give_the_same_bytes_in_whatever_order_they_come(shipped: Library) -> None:
    face = shipped.resolve(FaceRef("Noto Sans SC", 700))
    assert face is not None
    wanted = gids(shipped, face, "永国中文")
    again, _ = Library.open([Path(face.path).parent], [])
    assert subset(shipped, face, wanted) == subset(again, again.face(face.key), [*wanted[::-1], wanted[0]])


def test_variable_font_is_cut_at_its_weight(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "fonts").mkdir()
    make_variable(tmp_path / "fonts" / "v[wght].ttf", tmp_path / "parts")
    library, face = only(tmp_path / "fonts", 500)
    font = subset(library, face, [1, 2])
    cut = TTFont(BytesIO(font.program))
    assert font.widths == {0: 1000, 1: 700, 2: 740}
    assert [cut["hmtx"][cut.getGlyphName(gid)][0] for gid in (1, 2)] == [700, 740]


def test_variable_cff_becomes_plain_cff_at_its_weight(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "fonts").mkdir()
    make_variable(tmp_path / "fonts" / "v.otf", tmp_path / "parts", outlines="cff")
    library, face = only(tmp_path / "fonts", 900)
    assert face.facts.outlines == "cff2"
    font = subset(library, face, [1])
    assert font.cff
    assert font.widths[1] == 800
    assert _charset(font.program)[0] == ".notdef"


def _charset(program: bytes) -> list[str]:
    cff = CFFFontSet()
    cff.decompile(BytesIO(program), None)
    charset: list[str] = cff[0].charset
    return charset


def test_cids_of_a_cid_keyed_font_become_glyph_ids(tmp_path: Path) -> None:
    make_font(tmp_path / "a.otf", outlines="cff-cid")
    library, face = only(tmp_path)
    wanted = sorted(gids(library, face, "B中"))
    assert _charset(subset(library, face, wanted).program) == [".notdef", *(f"cid{gid:05d}" for gid in wanted)]


def test_font_of_a_cid_keyed_collection_is_cut_like_one_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "fonts").mkdir()
    make_collection(tmp_path / "fonts" / "both.otc", tmp_path / "parts", "cff-cid")
    library, _ = Library.open([tmp_path / "fonts"], [])
    face = library.resolve(FaceRef("Tiny Two"))
    assert face is not None
    assert (face.facts.index, face.facts.outlines) == (1, "cff-cid")
    wanted = sorted(gids(library, face, "A中"))
    font = subset(library, face, wanted)
    assert _charset(font.program) == [".notdef", *(f"cid{gid:05d}" for gid in wanted)]
    assert [font.widths[gid] for gid in wanted] == [600, 1000]


def test_cid_keyed_cff_has_no_places_for_glyphs_that_are_not_asked_for() -> None:
    library, _ = Library.open([fonts_folder()], [])
    face = library.resolve(FaceRef("Noto Serif JP"))
    assert face is not None
    program = subset(library, face, gids(library, face, "すべての人間は")).program
    assert len(_charset(program)) == 8
    assert len(program) < 10_000


def test_charset_that_cannot_be_moved_is_left_to_the_other_way() -> None:
    # Header, a Name INDEX and a Top DICT whose charset is told by one byte: 139 + operator 15.
    name, top = b"\x00\x01\x01\x01\x02A", b"\x00\x01\x01\x01\x03\x8b\x0f"
    assert with_cids(b"\x01\x00\x04\x04" + name + top, [5, 7]) is None


def test_name_keyed_cff_is_cut_to_a_bare_table(tmp_path: Path) -> None:
    make_font(tmp_path / "a.otf", outlines="cff", upem=1024)
    library, face = only(tmp_path)
    font = subset(library, face, [1])
    assert font.program[:1] == b"\x01"
    assert font.widths[1] == 600 * 1000 / 1024


def test_damaged_outlines_are_reported(tmp_path: Path) -> None:
    path = make_font(tmp_path / "a.otf", outlines="cff")
    font = TTFont(path)
    order = font["CFF "].cff.topDictIndex[0].rawDict["CharStrings"]
    data = bytearray(path.read_bytes())
    at = font.reader.tables["CFF "].offset + order
    data[at : at + 8] = b"\xff" * 8
    path.write_bytes(data)
    library, face = only(tmp_path)
    with pytest.raises(UnfitFontError) as caught:
        subset(library, face, [1])
    assert caught.value.code == "F107"
