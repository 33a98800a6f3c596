"""Vertical lines as they are set with real fonts: gaps beside turned words and numbers across, places of the glyphs."""

import pytest

from pagesetter.fonts.library import Library
from pagesetter.fonts.shape import HarfBuzzShaper
from pagesetter.geometry import Turn, WritingMode
from pagesetter.lines.paragraph import prepare, set_block
from pagesetter.model.galley import Line
from pagesetter.model.glyph import GlyphRun
from pagesetter.model.story import Span
from pagesetter.model.style import FaceRef, TypeStyle
from pagesetter.resources import fonts_folder

SIZE = 10.0


@pytest.fixture(scope="module")
def shaper() -> HarfBuzzShaper:
    return HarfBuzzShaper(Library.open([fonts_folder()], [])[0])


def line(shaper: HarfBuzzShaper, text: str, **more: object) -> Line:
    style = TypeStyle((FaceRef("Noto Serif SC"),), SIZE, 15, mode=WritingMode.VERTICAL, align="left", **more)  # type: ignore[arg-type]
    setting = set_block(prepare((Span(text),), lambda _: style, style, shaper), 300)
    assert setting is not None
    (only,) = setting.lines
    return only


def starts(made: Line) -> list[tuple[str, float]]:
    """Text of each run and where it begins, em."""
    return [("".join(run.texts), run.xs[0] / SIZE) for run in made.runs]


def test_turned_word_has_the_gap_of_western_text_on_both_sides(shaper: HarfBuzzShaper) -> None:
    made = line(shaper, "中Rome国")
    word = sum(c.advance_em for c in shaper.shape("Rome", TypeStyle((FaceRef("Noto Serif SC"),), SIZE, 15)))
    assert [text for text, _ in starts(made)] == ["中", "Rome", "国"]
    assert [at for _, at in starts(made)] == pytest.approx([0, 1.25, 1.25 + word + 0.25])


def test_number_across_stands_in_its_cell_without_a_gap(shaper: HarfBuzzShaper) -> None:
    made = line(shaper, "十12月")
    assert [(text, run.turn) for run, (text, _) in zip(made.runs, starts(made), strict=True)] == [
        ("十", Turn.UPRIGHT),
        ("12", Turn.ACROSS),
        ("月", Turn.UPRIGHT),
    ]
    assert [at for _, at in starts(made)] == pytest.approx([0, 1 + 0.88, 2])
    assert made.width == pytest.approx(3 * SIZE)


def test_single_digit_and_capital_stand_on_the_grid(shaper: HarfBuzzShaper) -> None:
    made = line(shaper, "第3届在A座")
    (run,) = made.runs
    assert [x / SIZE for x in run.xs] == pytest.approx(range(6))
    assert run.ys == ()


def test_turned_text_is_centred_whatever_its_size(shaper: HarfBuzzShaper) -> None:
    base = TypeStyle((FaceRef("Noto Serif SC"),), SIZE, 15, mode=WritingMode.VERTICAL)
    small = TypeStyle((FaceRef("Noto Serif SC"),), 6, 15, mode=WritingMode.VERTICAL)
    spans = (Span("中Rome"), Span("小Rome", role="small"))
    setting = set_block(prepare(spans, lambda _: small, base, shaper), 300)
    assert setting is not None
    turned = [run for run in setting.lines[0].runs if run.turn is Turn.SIDEWAYS]
    assert [run.size for run in turned] == [SIZE, 6]
    assert all(run.ys == pytest.approx([0.38 * run.size] * 4) for run in turned)


def sizes(run: GlyphRun) -> tuple[float, float]:
    """Size of the glyphs of a run along the line and across it, pt."""
    scaled = run.size * run.scale_ratio
    return (run.size, scaled) if run.turn is Turn.ACROSS else (scaled, run.size)


def test_condensed_line_makes_everything_on_it_lower_and_nothing_narrower(shaper: HarfBuzzShaper) -> None:
    plain, flat = line(shaper, "年12月Rome"), line(shaper, "年12月Rome", condense_ratio=0.8)
    assert flat.width == pytest.approx(0.8 * plain.width)
    for one, other in zip(plain.runs, flat.runs, strict=True):
        along, across = sizes(one)
        assert sizes(other) == pytest.approx((0.8 * along, across))
        assert other.ys == pytest.approx(one.ys)
