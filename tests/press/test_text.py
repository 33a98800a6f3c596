"""Type on the page: every glyph where the Page has it, every glyph's text as the Page has it, every font embedded."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont
from press_makers import Setter, extracted, opened, origins, page, pdf_of, wanted_origins

from font_makers import make_font
from pagesetter.fonts.library import Library
from pagesetter.geometry import WritingMode
from pagesetter.model.glyph import GlyphRun
from pagesetter.model.page import Page, Text
from pagesetter.press.cidfont import to_unicode, widths
from pagesetter.press.fontbook import shared, tied


def assert_in_place(sheet: Page, data: bytes, tolerance: float = 0.01) -> None:
    got, wanted = origins(data), wanted_origins(sheet)
    assert [g[0] for g in got] == [w[0] for w in wanted]
    assert max(abs(g[1] - w[1]) for g, w in zip(got, wanted, strict=True)) < tolerance
    assert max(abs(g[2] - w[2]) for g, w in zip(got, wanted, strict=True)) < tolerance


@pytest.mark.parametrize("size", [6.0, 9.0, 10.5, 36.0, 72.5])
@pytest.mark.parametrize("scale", [1.0, 0.85])
def test_glyphs_stand_where_the_page_has_them(library: Library, setter: Setter, size: float, scale: float) -> None:
    text = "泉州台商投资区AVA报道"
    sheet = page(setter.line(text, 20.123, 200.456, size=size, gap=size * 0.0123, scale=scale), bleed=8.504)
    assert_in_place(sheet, pdf_of(library, sheet))


def test_roundings_do_not_add_up_over_a_long_line(library: Library, setter: Setter) -> None:
    sheet = page(setter.line("一二三四五六七八九十" * 20, 3.3, size=7.77, gap=0.00371))
    got = origins(pdf_of(library, sheet))
    assert abs(got[-1][1] - wanted_origins(sheet)[-1][1]) < 0.01


def test_raised_and_lowered_glyphs_stand_at_their_height(library: Library, setter: Setter) -> None:
    line = setter.line("甲乙丙丁")
    run = line.runs[0]
    moved = GlyphRun(run.face, run.size, run.gids, run.xs, run.texts, (0.0, -3.0, -3.0, 1.5))
    sheet = page(Text(20, 40, (moved,), line.text, 10.5, line.measure, "body"))
    assert_in_place(sheet, pdf_of(library, sheet))


def test_vertical_lines_run_down(library: Library, setter: Setter) -> None:
    line = setter.line("甲乙丙")
    sheet = page(Text(200, 50, line.runs, line.text, 10.5, 100, "body", mode=WritingMode.VERTICAL))
    got = origins(pdf_of(library, sheet))
    assert [(ch, round(x, 1), round(y, 1)) for ch, x, y in got] == [
        ("甲", 200, 50),
        ("乙", 200, 60.5),
        ("丙", 200, 71),
    ]


def test_text_is_read_in_the_order_of_the_items(library: Library, setter: Setter) -> None:
    sheet = page(setter.line("后栏", 200, 40), setter.line("前栏", 20, 20), setter.line("脚注", 20, 280))
    assert extracted(pdf_of(library, sheet)) == "后栏前栏脚注"


@pytest.mark.parametrize(
    "text",
    [
        "中国——日报",  # one glyph, two characters
        "fi ffi fl",  # ligatures
        "一⼀⼆二",  # a radical and the ideograph of the same shape
        "豈更车",  # compatibility ideographs
        "“好”‘是’·…",
        "𬌗𬬻",  # beyond the basic plane
        "x̌ǎé",
        "㎡℃½",
    ],
)
def test_every_glyph_is_read_as_the_text_that_it_stands_for(library: Library, setter: Setter, text: str) -> None:
    line = setter.line(text)
    assert all(run.face for run in line.runs), "the face must have the characters"
    assert extracted(pdf_of(library, page(line))) == "".join(text.split())


def _cmaps(data: bytes) -> list[bytes]:
    fonts = opened(data).pages[0].Resources.Font
    return [font.ToUnicode.read_bytes() for font in fonts.values()]


def test_one_glyph_with_two_texts_becomes_two_layers_of_one_program(library: Library, setter: Setter) -> None:
    line = setter.line("一⼀一")
    assert line.runs[0].gids[0] == line.runs[0].gids[1]
    data = pdf_of(library, page(line))
    assert extracted(data) == "一⼀一"
    fonts = list(opened(data).pages[0].Resources.Font.values())
    assert len(fonts) == 2
    assert fonts[0].DescendantFonts[0].objgen == fonts[1].DescendantFonts[0].objgen


def test_two_characters_of_one_glyph_stand_in_the_cmap(library: Library, setter: Setter) -> None:
    (cmap,) = _cmaps(pdf_of(library, page(setter.line("——"))))
    assert b"<20142014>" in cmap


def test_glyphs_without_text_of_their_own_are_told_beside(library: Library, setter: Setter) -> None:
    plain = setter.line("e´中").runs[0]
    pair = GlyphRun(plain.face, 20, (plain.gids[0], plain.gids[1], plain.gids[2]), (0, 0, 20), ("é", "", "中"))
    data = pdf_of(library, page(Text(20, 40, (pair,), "é中", 20, 40, "body")))
    assert extracted(data) == "é中"


def test_texts_of_a_cluster_are_dealt_out_among_its_glyphs() -> None:
    assert shared(("a", "b")) == ("a", "b")
    assert shared(("x\u030c", "", "b")) == ("x", "\u030c", "b")
    assert shared(("é", "", "b")) == ("é", "", "b")
    assert shared(("ffi", "", "")) == ("f", "f", "i")


def test_clusters_with_blank_glyphs_are_told_apart() -> None:
    assert list(tied(("a", "b"))) == [(0, 2)]
    assert list(tied(("a", "b", "", "", "c", ""))) == [(0, 1), (1, 4), (4, 6)]
    assert list(tied(())) == []


def test_every_font_is_embedded_and_subset(library: Library, setter: Setter) -> None:
    sheet = page(
        setter.line("宋体"),
        setter.line("黑体", family="Noto Sans SC", weight=700),
        setter.line("粗黑", family="Noto Sans SC", weight=900),
        setter.line("楷体", family="LXGW WenKai"),
    )
    fonts = list(opened(pdf_of(library, sheet)).pages[0].Resources.Font.values())
    names = sorted(str(font.BaseFont) for font in fonts)
    assert [name.partition("+")[2] for name in sorted(names, key=lambda n: n[8:])] == [
        "LXGWWenKai-Regular",
        "NotoSansSC-Black",
        "NotoSansSC-Bold",
        "NotoSerifSC-Regular",
    ]
    for font in fonts:
        child = font.DescendantFonts[0]
        assert (font.Subtype, child.Subtype, font.Encoding) == ("/Type0", "/CIDFontType2", "/Identity-H")
        descriptor = child.FontDescriptor
        assert len(descriptor.FontFile2.read_bytes()) == int(descriptor.FontFile2.Length1) < 200_000
        assert font.BaseFont == child.BaseFont == descriptor.FontName
        assert child.CIDToGIDMap == "/Identity"
        assert (int(descriptor.Ascent), int(descriptor.Descent)) == (880, -120)
        assert int(descriptor.StemV) > 50


def test_no_page_names_an_unembedded_font(library: Library, setter: Setter) -> None:
    data = pdf_of(library, page(setter.line("中")), page())
    assert b"Helvetica" not in data


def _advances(font: pikepdf.Object) -> dict[int, float]:
    """The W array as a reader understands it."""
    found, entries, i = {}, list(font.DescendantFonts[0].W), 0
    while i < len(entries):
        for j, width in enumerate(entries[i + 1]):
            found[int(entries[i]) + j] = float(width)
        i += 2
    return found


@pytest.mark.parametrize(("family", "weight"), [("Noto Serif SC", 400), ("Noto Sans SC", 550), ("LXGW WenKai", 400)])
def test_widths_are_those_of_the_program(library: Library, setter: Setter, family: str, weight: int) -> None:
    line = setter.line("The 2025 quick brown fox，中——A", family=family, weight=weight)
    (font,) = opened(pdf_of(library, page(line))).pages[0].Resources.Font.values()
    program = TTFont(BytesIO(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()))
    given = _advances(font)
    for gid in {0, *line.runs[0].gids}:
        assert given.get(gid, 1000.0) == program["hmtx"][program.getGlyphName(gid)][0]


def test_width_array_runs_neighbours_together_and_leaves_out_the_default() -> None:
    assert widths({5: 500, 6: 600, 7: 1000, 8: 250, 20: 300}) == "[5 [500 600] 8 [250] 20 [300]]"
    assert widths({1: 1000}) == "[]"


def test_cmap_blocks_hold_at_most_a_hundred_entries() -> None:
    cmap = to_unicode({gid: chr(0x4E00 + gid) for gid in range(1, 251)}).decode("ascii")
    counts = [int(line.split()[0]) for line in cmap.splitlines() if line.endswith("beginbfchar")]
    assert counts == [100, 100, 50]
    assert "<0001> <4E01>" in cmap


@pytest.mark.parametrize("outlines", ["cff", "cff-cid", "glyf"])
def test_fonts_of_every_kind_are_embedded(tmp_path: Path, outlines: str) -> None:
    make_font(tmp_path / "a.otf", outlines=outlines, upem=1024)
    library, problems = Library.open([tmp_path], [])
    assert problems == ()
    sheet = page(Setter(library).line("AB中A", family="Tiny Song", size=20, gap=0.7))
    data = pdf_of(library, sheet)
    assert_in_place(sheet, data)
    (font,) = opened(data).pages[0].Resources.Font.values()
    child = font.DescendantFonts[0]
    if outlines == "glyf":
        assert child.Subtype == "/CIDFontType2"
        return
    assert (child.Subtype, child.FontDescriptor.FontFile3.Subtype) == ("/CIDFontType0", "/CIDFontType0C")
    assert str(font.BaseFont) == f"{child.BaseFont!s}-Identity-H"
    cff = CFFFontSet()
    cff.decompile(BytesIO(child.FontDescriptor.FontFile3.read_bytes()), None)
    gids = sheet.items[0].runs[0].gids
    if outlines == "cff-cid":  # codes are looked up in the charset
        assert cff[0].charset == [".notdef", *(f"cid{gid:05d}" for gid in sorted({*gids}))]
    else:  # codes are places of glyphs
        assert len(cff[0].CharStrings) == max(gids) + 1


def test_ink_of_every_kind_of_font_is_on_the_paper(tmp_path: Path) -> None:
    """A box glyph of each font, read off the rendered page: rows of letters, # for ink."""
    for outlines in ("glyf", "cff", "cff-cid"):
        folder = tmp_path / outlines
        folder.mkdir()
        make_font(folder / "a.otf", outlines=outlines)
        library, _ = Library.open([folder], [])
        data = pdf_of(library, page(Setter(library).line("中", 5, 280, family="Tiny Song", size=100)))
        image = pdfium.PdfDocument(data)[0].render(scale=0.1).to_pil().convert("L")
        rows = ["".join("#" if image.getpixel((x, y)) < 128 else "." for x in range(12)) for y in range(19, 30)]
        assert rows == [
            "............",
            "............",
            *[".#########.."] * 7,
            "............",
            "............",
        ], outlines


def test_characters_without_a_face_leave_no_notdef(library: Library, setter: Setter) -> None:
    data = pdf_of(library, page(setter.line("中😀国")))
    assert extracted(data) == "中国"
    shown = [
        part
        for operands, op in pikepdf.parse_content_stream(opened(data).pages[0])
        if str(op) == "TJ"
        for part in operands[0]
        if isinstance(part, pikepdf.String)
    ]
    codes = [bytes(part)[i : i + 2] for part in shown for i in range(0, len(bytes(part)), 2)]
    assert len(codes) == 2
    assert b"\0\0" not in codes
