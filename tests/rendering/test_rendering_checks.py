"""Each check of a finished page finds the page that breaks its rule, and only that; a sound page passes them all."""

import io
from collections.abc import Callable

import pytest
from checks import blank_pictures, faults, overprinted
from finished import read
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pagesetter.geometry import Rect

WIDTH, HEIGHT, LEADING, SIZE = 300.0, 260.0, 12.0, 10.0
COLUMNS = (Rect(20, 20, 120, 216), Rect(160, 20, 120, 216))
LINES = 18


class Sheet:
    """A small page, y downward: two columns of 18 lines; ``blank`` names (column, line) pairs without text."""

    def __init__(self, bleed: float = 0) -> None:
        self.bleed = bleed
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, (WIDTH + 2 * bleed, HEIGHT + 2 * bleed), invariant=1)
        self.canvas.setTrimBox((bleed, bleed, bleed + WIDTH, bleed + HEIGHT))

    def text(self, x: float, baseline: float, words: str, size: float = SIZE) -> "Sheet":
        self.canvas.setFont("Helvetica", size)
        self.canvas.drawString(self.bleed + x, self.bleed + HEIGHT - baseline, words)
        return self

    def turned(self, x: float, y: float, words: str, size: float = SIZE) -> "Sheet":
        """Text that runs down, turned clockwise, from a place on its baseline."""
        self.canvas.saveState()
        self.canvas.setFont("Helvetica", size)
        self.canvas.translate(self.bleed + x, self.bleed + HEIGHT - y)
        self.canvas.rotate(-90)
        self.canvas.drawString(0, 0, words)
        self.canvas.restoreState()
        return self

    def columns(self, blank: frozenset[tuple[int, int]] = frozenset()) -> "Sheet":
        for number, column in enumerate(COLUMNS):
            for line in range(LINES):
                if (number, line) not in blank:
                    self.text(column.x, column.y + SIZE - 1 + line * LEADING, "Tomorrow AV fjord 140")
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> "Sheet":
        self.canvas.setLineWidth(width)
        self.canvas.line(*(self.bleed + v for v in (x0, HEIGHT - y0, x1, HEIGHT - y1)))
        return self

    def box(self, r: Rect, stroke: int = 1, fill: int = 0) -> "Sheet":
        self.canvas.setFillColorCMYK(0, 0, 0, 0.1)
        self.canvas.setLineWidth(0.5)
        self.canvas.rect(self.bleed + r.x, self.bleed + HEIGHT - r.bottom, r.w, r.h, stroke, fill)
        self.canvas.setFillColorCMYK(0, 0, 0, 1)
        return self

    def picture(self, r: Rect, empty: bool = False) -> "Sheet":
        pixels = Image.new("L", (8, 8), 255) if empty else Image.linear_gradient("L").resize((8, 8))
        self.canvas.drawImage(ImageReader(pixels), self.bleed + r.x, self.bleed + HEIGHT - r.bottom, r.w, r.h)
        return self

    def pdf(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.out.getvalue()


def found(sheet: Sheet, **options: object) -> list[str]:
    return faults(read(sheet.pdf()), COLUMNS, LEADING, [COLUMNS], **options)


def lines(column: int, first: int, last: int) -> frozenset[tuple[int, int]]:
    return frozenset((column, line) for line in range(first, last + 1))


@pytest.mark.parametrize("bleed", [0, 9])
def test_sound_page_has_no_fault(bleed: float) -> None:
    sheet = Sheet(bleed).box(Rect(15, 15, 130, 226), fill=1).columns(lines(1, 3, 8)).rule(150, 20, 150, 236)
    pdf = sheet.picture(Rect(160, 58, 120, 70)).pdf()
    assert faults(read(pdf), COLUMNS, LEADING, [COLUMNS]) == []
    assert blank_pictures(pdf) == []


BREACHES: dict[str, tuple[str, Callable[[Sheet], Sheet]]] = {
    "line over line": ("lies over", lambda s: s.columns().text(20, 20 + SIZE + 5, "mmm")),
    "glyph over the glyph beside it": (
        "lies over",
        lambda s: s.columns(lines(1, 17, 17)).text(160, 233, "m").text(164, 233, "m"),
    ),
    "text printed twice": ("printed twice", lambda s: s.columns().text(20, 250, "again").text(20, 250, "again")),
    "text over a picture": ("lies over a picture", lambda s: s.picture(Rect(110, 100, 20, 20)).columns()),
    "rule through text": ("lies over a line", lambda s: s.columns().rule(20, 26, 120, 26)),
    "frame through text": ("lies over a line", lambda s: s.columns().box(Rect(50, 10, 240, 240))),
    "thin filled bar through text": ("lies over a line", lambda s: s.box(Rect(20, 25, 60, 1), 0, 1).columns()),
    "text beyond the right edge": ("cut by the trim", lambda s: s.columns().text(294, 100, "mm")),
    "text beyond the top": ("cut by the trim", lambda s: s.columns().text(100, 5, "mm")),
    "three blank lines within": ("column 1 has a hole of 3", lambda s: s.columns(lines(0, 5, 7))),
    "three blank lines at the head": ("column 2 has a hole", lambda s: s.columns(lines(1, 0, 2))),
    "three blank lines behind a frame's side": (
        "hole",
        lambda s: s.columns(lines(0, 5, 7)).box(Rect(18, 18, 124, 222)),
    ),
    "three blank lines on a tint": ("hole", lambda s: s.box(Rect(18, 70, 124, 60), 0, 1).columns(lines(0, 5, 7))),
    "last column longer": ("columns are not level: 2, 0", lambda s: s.columns(lines(0, 16, 17))),
    "first column shorter by one line": ("columns are not level: 1, 0", lambda s: s.columns(lines(0, 17, 17))),
    "last column shorter by two lines": ("columns are not level: 0, 2", lambda s: s.columns(lines(1, 16, 17))),
}


@pytest.mark.parametrize("name", BREACHES)
@pytest.mark.parametrize("bleed", [0, 9])
def test_breach_is_found_and_nothing_else(name: str, bleed: float) -> None:
    words, make = BREACHES[name]
    messages = found(make(Sheet(bleed)))
    assert messages
    assert all(words in m for m in messages), messages


def test_foot_that_stays_white_is_a_hole() -> None:
    messages = found(Sheet().columns(lines(0, 15, 17) | lines(1, 15, 17)))
    assert [m.split(" from")[0] for m in messages] == [
        "column 1 has a hole of 3.1 lines",
        "column 2 has a hole of 3.1 lines",
    ]


def test_two_blank_lines_are_no_hole_and_one_is_when_none_is_allowed() -> None:
    assert found(Sheet().columns(lines(0, 5, 6))) == []
    assert found(Sheet().columns(lines(0, 5, 5)), most=0)


def test_picture_fills_a_hole() -> None:
    assert found(Sheet().columns(lines(0, 5, 9)).picture(Rect(20, 80, 120, 56))) == []


def head(sheet: Sheet, centre: float, size: float = 40, words: str = "Head") -> Sheet:
    sheet.canvas.setFont("Helvetica", size)
    width = sheet.canvas.stringWidth(words)
    return sheet.text(centre - width / 2, 60, words, size)


def test_white_on_both_sides_of_a_centred_head_is_air() -> None:
    """The head stands across both columns and leaves the outer halves of each white."""
    both = lines(0, 0, 4) | lines(1, 0, 4)
    assert found(head(Sheet().columns(both), 150)) == []
    assert len(found(Sheet().columns(both))) == 2


def test_white_column_beside_the_head_of_another_story_is_a_hole() -> None:
    messages = found(head(Sheet().columns(lines(0, 0, 4) | lines(1, 0, 4)), 220))
    assert [m[:8] for m in messages] == ["column 1"]


@pytest.mark.parametrize(("left", "blank"), [(135, []), (165, ["column 1"])])
def test_white_on_both_sides_of_a_caption_is_air_when_it_is_centred(left: float, blank: list[str]) -> None:
    sheet = Sheet().columns(lines(0, 0, 7) | lines(1, 0, 7)).picture(Rect(20, 20, 260, 60))
    assert [m[:8] for m in found(sheet.text(left, 92, "caption", 8))] == blank


def test_areas_given_as_filled_are_no_holes() -> None:
    sheet = head(Sheet().columns(lines(0, 0, 4) | lines(1, 0, 4)), 220)
    assert found(sheet, filled=[Rect(20, 20, 120, 50)]) == []


def test_last_column_may_be_one_line_shorter() -> None:
    assert found(Sheet().columns(lines(1, 17, 17))) == []


def test_picture_cut_by_a_clipping_path_ends_there() -> None:
    sheet = Sheet().columns(lines(0, 5, 9))
    path = sheet.canvas.beginPath()
    path.rect(20, HEIGHT - 136, 120, 56)
    sheet.canvas.saveState()
    sheet.canvas.clipPath(path, stroke=0, fill=0)
    sheet.picture(Rect(20, 40, 120, 150))
    sheet.canvas.restoreState()
    assert found(sheet) == []


def test_picture_that_shows_nothing_is_found() -> None:
    assert len(blank_pictures(Sheet().picture(Rect(20, 80, 120, 56), empty=True).pdf())) == 1


def test_ink_boxes_are_those_of_the_glyphs() -> None:
    """A full stop is small and stands on the baseline; a blank has no ink; sizes and baselines are true."""
    sheet = read(Sheet(bleed=9).text(50, 100, "m .", 20).pdf())
    letter, stop = sheet.glyphs
    assert (letter.text, stop.text) == ("m", ".")
    assert letter.baseline == stop.baseline == pytest.approx(100, abs=0.01)
    assert letter.size == pytest.approx(20)
    assert 95 < stop.box.y < stop.box.bottom <= 100.3
    assert 50 < letter.box.x < letter.box.right < 70


def test_turned_words_lie_over_others_and_their_own_letters_do_not() -> None:
    alone = read(Sheet().turned(60, 40, "AVAToWo").pdf())
    assert list(overprinted(alone)) == []
    assert all(glyph.turned and abs(glyph.baseline - 60) < 0.01 for glyph in alone.glyphs)
    assert len(list(overprinted(read(Sheet().turned(60, 40, "AV").turned(63, 41, "HE").pdf())))) >= 2
    assert list(overprinted(read(Sheet().turned(60, 40, "AV").text(62, 48, "E").pdf())))
