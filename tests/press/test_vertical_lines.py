"""Vertical lines in a finished PDF: every glyph where the Page has it, a line as one run, text in reading order."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from press_makers import Setter, opened, origins, page, pdf_of

from font_makers import make_font
from pagesetter.fonts.library import Library
from pagesetter.fonts.measured import upright
from pagesetter.fonts.shape import HarfBuzzShaper
from pagesetter.geometry import Axes, Turn, WritingMode
from pagesetter.lines.paragraph import prepare, set_block
from pagesetter.model.page import Page, Text
from pagesetter.model.story import Span
from pagesetter.model.style import FaceRef, TypeStyle
from pagesetter.press.cidfont import heights
from pagesetter.press.fontbook import Down
from pagesetter.press.order import in_reading_order

CHINESE = "泉州12月5日电：“十四五”以来，GDP年均增长5.2%……他说：“Hello, World!”与5G在A座3层（海外版）——是的。"
JAPANESE = "東京は12月5日、「データ・センター」と述べた。ちょっとHello, World!と5Gは25%だ……はい。"


def column(
    library: Library, text: str, x: float = 380, y: float = 20, measure: float = 240, pitch: float = 16, **more: object
) -> list[Text]:
    """A paragraph in vertical lines from the right to the left."""
    given: dict[str, object] = {"family": "Noto Serif SC", "size": 10.5, **more}
    faces = (FaceRef(str(given.pop("family"))),)
    size = float(given.pop("size"))  # type: ignore[arg-type]
    style = TypeStyle(faces, size, size * 1.5, mode=WritingMode.VERTICAL, **given)  # type: ignore[arg-type]
    setting = set_block(prepare((Span(text),), lambda _: style, style, HarfBuzzShaper(library)), measure)
    assert setting is not None
    return [
        Text(x - n * pitch, y, line.runs, line.text, size, measure, "body", mode=WritingMode.VERTICAL)
        for n, line in enumerate(setting.lines)
    ]


def wanted(library: Library, sheet: Page) -> list[tuple[str, float, float]]:
    """Characters with the horizontal origins of their glyphs, pt; all of a cluster at its first glyph."""
    found = []
    for item in sheet.items:
        assert isinstance(item, Text)
        for run in item.runs:
            face = library.face(run.face)
            across = run.ys or (0.0,) * len(run.xs)
            for gid, words, inline, block in zip(run.gids, run.texts, run.xs, across, strict=True):
                dx, dy = Axes.place(item.mode, inline, block)
                if run.turn is Turn.UPRIGHT:
                    metrics = upright(library.font(face), face, gid)
                    dx -= metrics.middle / face.upem * run.size
                    dy += metrics.head / face.upem * run.size * run.scale_ratio
                found += [(ch, item.x + dx, item.y + dy) for ch in words]
    return found


def assert_in_place(library: Library, sheet: Page, data: bytes, tolerance: float = 0.005) -> None:
    got, aim = origins(data), wanted(library, sheet)
    got = [g for g in got if not g[0].isspace()]
    aim = [a for a in aim if not a[0].isspace()]
    assert [g[0] for g in got] == [a[0] for a in aim]
    assert max(abs(g[1] - a[1]) for g, a in zip(got, aim, strict=True)) <= tolerance
    assert max(abs(g[2] - a[2]) for g, a in zip(got, aim, strict=True)) <= tolerance


@pytest.mark.parametrize("size", [6.0, 10.5, 21.3])
@pytest.mark.parametrize("condense", [1.0, 0.85])
def test_glyphs_stand_where_the_page_has_them(library: Library, size: float, condense: float) -> None:
    items = column(library, CHINESE, 380.123, 17.456, pitch=size * 1.4, size=size, condense_ratio=condense)
    sheet = page(*items, bleed=8.504)
    assert_in_place(library, sheet, pdf_of(library, sheet))


@pytest.mark.parametrize(
    ("family", "language"),
    [("Noto Sans SC", "zh-Hans"), ("LXGW WenKai", "zh-Hans"), ("Noto Serif JP", "ja"), ("Noto Serif TC", "zh-Hant")],
)
def test_glyphs_of_every_kind_of_font_stand_in_place(library: Library, family: str, language: str) -> None:
    sheet = page(*column(library, JAPANESE if language == "ja" else CHINESE, family=family, language=language))
    assert_in_place(library, sheet, pdf_of(library, sheet))


def test_glyphs_of_a_font_with_other_units_stand_in_place(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf", upem=2000 - 37)
    library, _ = Library.open([tmp_path], [])
    sheet = page(*column(library, "中A中AB中", family="Tiny Song", size=30))
    assert_in_place(library, sheet, pdf_of(library, sheet))


def test_roundings_do_not_add_up_down_a_long_line(library: Library) -> None:
    items = column(library, "一二三四五六七八九十" * 3, y=3.3, measure=270, size=7.77, tracking_em=0.0137)
    sheet = page(*items)
    assert_in_place(library, sheet, pdf_of(library, sheet))


def _operators(data: bytes) -> list[tuple[str, str]]:
    """(operator, encoding of the font) of everything that shows text."""
    sheet = opened(data).pages[0]
    encoding, found = "", []
    for operands, operator in pikepdf.parse_content_stream(sheet):
        if str(operator) == "Tf":
            encoding = str(sheet.Resources.Font[operands[0]].Encoding)
        elif str(operator) in ("TJ", "Tj"):
            found.append((str(operator), encoding))
    return found


def test_line_of_upright_text_is_one_operator_of_the_vertical_writing_mode(library: Library) -> None:
    items = column(library, "他说：“是的。”（第3版）——这是5月、6月的A座……", measure=270, corner_quotes=True)
    assert len(items) == 1
    assert _operators(pdf_of(library, page(*items))) == [("TJ", "/Identity-V")]


def test_turned_text_and_numbers_across_are_horizontal_text(library: Library) -> None:
    (item,) = column(library, "于12月在Rome报", measure=270)
    data = pdf_of(library, page(item))
    assert _operators(data) == [("TJ", f"/Identity-{mode}") for mode in "VHVHV"]
    matrices = [
        [float(v) for v in operands]
        for operands, operator in pikepdf.parse_content_stream(opened(data).pages[0])
        if str(operator) == "Tm"
    ]
    assert [m[:4] for m in matrices] == [
        [1, 0, 0, 1],
        [1, 0, 0, 1],
        [1, 0, 0, 1],
        [0, -1, 1, 0],  # clockwise
        [1, 0, 0, 1],
    ]


def test_both_writing_modes_share_one_program(library: Library, setter: Setter) -> None:
    sheet = page(*column(library, "中国Rome报"), setter.line("中国报", 20, 40))
    fonts = list(opened(pdf_of(library, sheet)).pages[0].Resources.Font.values())
    assert sorted(str(font.Encoding) for font in fonts) == ["/Identity-H", "/Identity-V"]
    assert len({font.DescendantFonts[0].objgen for font in fonts}) == 1
    assert len({str(font.BaseFont) for font in fonts}) == 1


def test_page_without_vertical_text_has_no_vertical_metrics(library: Library, setter: Setter) -> None:
    (font,) = opened(pdf_of(library, page(setter.line("中国")))).pages[0].Resources.Font.values()
    assert "/W2" not in font.DescendantFonts[0]
    assert "/DW2" not in font.DescendantFonts[0]


def test_vertical_advances_are_those_of_the_program(library: Library) -> None:
    (item,) = column(library, "中——国", measure=200)
    (font,) = opened(pdf_of(library, page(item))).pages[0].Resources.Font.values()
    entries, found = list(font.DescendantFonts[0].W2), {}
    for first, row in zip(entries[::2], entries[1::2], strict=True):
        found |= {int(first) + n: int(row[3 * n]) for n in range(len(row) // 3)}
    with TTFont(library.face(item.runs[0].face).path, lazy=True) as source:
        assert found == {gid: -source["vmtx"][source.getGlyphName(gid)][0] for gid in item.runs[0].gids}
    assert sorted(set(found.values())) == [-2000, -1000]


def test_neighbours_share_a_row_of_vertical_metrics() -> None:
    plain, wide = Down(1000, 0, -120, (0.0, 0.0)), Down(2000, 0, 380, (0.0, 0.0))
    assert heights({7: plain, 5: plain, 6: wide, 9: plain}) == (
        "[5 [-1000 0 -120 -2000 0 380 -1000 0 -120] 9 [-1000 0 -120]]"
    )


def test_cff_font_of_vertical_text_carries_the_name_of_its_cmap(library: Library) -> None:
    (font,) = (
        opened(pdf_of(library, page(*column(library, "日本語", family="Noto Serif JP"))))
        .pages[0]
        .Resources.Font.values()
    )
    assert str(font.BaseFont) == f"{font.DescendantFonts[0].BaseFont!s}-Identity-V"


def _read(data: bytes) -> str:
    """Text as PDFium reads it, without white space."""
    return "".join(pdfium.PdfDocument(data)[0].get_textpage().get_text_range().split())


def _bare(items: list[Text]) -> str:
    return "".join("".join(item.text for item in items).split())


MIXED = [
    (CHINESE, "Noto Serif SC", "zh-Hans", False),
    (CHINESE, "Noto Serif SC", "zh-Hans", True),
    ("「真」的引号与“假”的『真』‘假’。", "Noto Serif SC", "zh-Hans", True),
    ("12月25日", "Noto Serif SC", "zh-Hans", False),
    (CHINESE, "LXGW WenKai", "zh-Hans", False),
    (JAPANESE, "Noto Serif JP", "ja", False),
    ("一二三四五六七八九十" * 4, "Noto Serif SC", "zh-Hans", False),
    ("在12月、34日、5G网Rome与AB，是的。" * 4, "Noto Serif SC", "zh-Hans", False),
]


@pytest.mark.parametrize(("text", "family", "language", "corners"), MIXED)
@pytest.mark.parametrize("measure", [80.0, 150.0])
def test_lines_are_read_downward_and_from_right_to_left(
    library: Library, text: str, family: str, language: str, corners: bool, measure: float
) -> None:
    items = column(library, text, measure=measure, family=family, language=language, corner_quotes=corners)
    items += column(library, text, x=items[-1].x - 30, measure=measure, family=family, language=language, indent_em=1.0)
    data = pdf_of(library, in_reading_order(page(*items), library))
    assert _read(data) == _bare(items)


UNITS = [
    *"中国。，、：“”（）《》！？·—ー/A1 の",
    "——",
    "……",
    "12",
    "123",
    "AB",
    "Rome",
    "a b",
    "25%",
    "3.5",
    "℃",
    "é",
    "「",
    "」",
]


@given(
    st.lists(st.sampled_from(UNITS), min_size=1, max_size=30).map("".join).filter(str.strip),
    st.sampled_from([40.0, 64.0, 150.0]),
    st.booleans(),
    st.sampled_from([1.0, 0.8]),
)
@settings(max_examples=40, deadline=None)
def test_any_mixture_is_read_in_order_and_stands_in_place(
    library: Library, text: str, measure: float, corners: bool, condense: float
) -> None:
    more: dict[str, object] = {"measure": measure, "corner_quotes": corners, "condense_ratio": condense}
    items = column(library, text, **more)  # type: ignore[arg-type]
    items += column(library, text, x=items[-1].x - 30, indent_em=1.0, **more)  # type: ignore[arg-type]
    sheet = in_reading_order(page(*items), library)
    data = pdf_of(library, sheet)
    assert _read(data) == _bare(items)
    assert_in_place(library, sheet, data)


def test_upright_glyphs_begin_at_the_lower_left_corner_of_their_cell(library: Library) -> None:
    """Poppler takes their places for that corner, and reads lines with turned words in order only if they are it."""
    (item,) = column(library, "中国A", x=60, y=20, size=10)
    sheet = opened(pdf_of(library, page(item))).pages[0]
    (place,) = (operands for operands, operator in pikepdf.parse_content_stream(sheet) if str(operator) == "Tm")
    assert [float(v) for v in place] == [1, 0, 0, 1, 55, 270]
    (font,) = sheet.Resources.Font.values()
    for row in list(font.DescendantFonts[0].W2)[1::2]:
        assert int(row[2]) == -120


@pytest.mark.parametrize("text", ["于12月", "12月"])
def test_number_across_is_told_as_one_in_the_vertical_writing_mode(library: Library, text: str) -> None:
    """Poppler sorts by direction and takes that of the font which ends the told text."""
    sheet = opened(pdf_of(library, page(*column(library, text)))).pages[0]
    encoding, told, ends = "", [], []
    for operands, operator in pikepdf.parse_content_stream(sheet):
        if str(operator) == "Tf":
            encoding = str(sheet.Resources.Font[operands[0]].Encoding)
        elif str(operator) == "BDC":
            told.append(str(operands[1].ActualText))
        elif str(operator) == "EMC":
            ends.append(encoding)
    assert (told, ends) == (["12"], ["/Identity-V"])


def test_lines_of_one_character_keep_their_order(library: Library) -> None:
    items = [item for n, ch in enumerate("人之初性本善") for item in column(library, ch, x=380 - 20 * n)]
    assert _read(pdf_of(library, in_reading_order(page(*items), library))) == "人之初性本善"


def test_vertical_story_beside_a_horizontal_one_keeps_its_place(library: Library, setter: Setter) -> None:
    across = [setter.line("横排的第一行", 20, 30), setter.line("横排的第二行", 20, 46)]
    down = column(library, "竖排的报道在12月", x=380, y=20, measure=60)
    last = [setter.line("末行在左", 20, down[-1].y + 10)]
    items = [*across, *down, *last]
    assert _read(pdf_of(library, in_reading_order(page(*items), library))) == _bare(items)


def test_nothing_goes_between_vertical_lines_that_can_be_parted(library: Library) -> None:
    sheet = page(*column(library, "一二三四五六七八九十" * 4))
    made = in_reading_order(sheet, library)
    assert [i.text for i in made.items if isinstance(i, Text)] == [i.text for i in sheet.items if isinstance(i, Text)]


def _ink(sheet: Page, library: Library, area: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of what is printed inside an area, pt."""
    image = pdfium.PdfDocument(pdf_of(library, sheet))[0].render(scale=10).to_pil().convert("L")
    box = image.point(lambda v: 255 if v < 128 else 0).crop(tuple(round(10 * v) for v in area)).getbbox()
    return tuple(v / 10 + area[i % 2] for i, v in enumerate(box))  # type: ignore[return-value]


def test_ink_of_a_vertical_line_is_where_its_cells_are(tmp_path: Path) -> None:
    make_font(tmp_path / "a.otf")
    library, _ = Library.open([tmp_path], [])
    (item,) = column(library, "中BB中", x=60, y=20, measure=270, size=50, family="Tiny Song", autospace=False)
    sheet = page(item)
    # The glyph fills 0.05 to 0.95 of its width and 0 to 0.7 over its baseline, which is 0.88 under the head of its em.
    assert _ink(sheet, library, (0, 0, 120, 70)) == pytest.approx((37.5, 29, 82.5, 64), abs=0.15)
    # Turned: 0.05 to 0.59 of 0.64 down the line, from the baseline 0.38 left of the middle to the right.
    assert _ink(sheet, library, (0, 70, 120, 101)) == pytest.approx((41, 72.5, 76, 99.5), abs=0.15)


@pytest.mark.parametrize("digits", ["12", "100", "888"])
@pytest.mark.parametrize("family", ["Noto Serif SC", "LXGW WenKai"])
def test_number_across_is_printed_in_the_middle_of_its_cell(library: Library, digits: str, family: str) -> None:
    (item,) = column(library, f"中{digits}中", x=60, y=20, size=50, family=family, across_digits=3)
    left, top, right, bottom = _ink(page(item), library, (0, 70, 120, 120))
    assert 35 <= left < right <= 85
    assert 70 < top < bottom < 120
    assert (left + right) / 2 == pytest.approx(60, abs=2.5)
    assert (top + bottom) / 2 == pytest.approx(95, abs=2.5)
    assert right - left > 30


def test_fonts_of_vertical_text_are_well_formed(library: Library) -> None:
    data = pdf_of(library, page(*column(library, CHINESE)))
    document = pikepdf.open(BytesIO(data))
    assert document.check_pdf_syntax() == []
