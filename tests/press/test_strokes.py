"""What stands between the lines on paper: lines, waves and dots along a text, and readings that keep out of its way."""

import re
from dataclasses import replace

import pytest
from press_makers import Setter, extracted, page, painted, pdf_of

from pagesetter.fonts.library import Library
from pagesetter.model.glyph import Stroke
from pagesetter.model.ink import BLACK, Process
from pagesetter.model.page import Text
from pagesetter.press.order import in_reading_order
from pagesetter.press.strokes import dot_path, line_path

RED = Process(0, 1, 1, 0)


def flat(inline: float, block: float) -> tuple[float, float]:
    return inline, -block


def points(path: str) -> list[tuple[float, float]]:
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def test_lines_are_stroked_and_dots_filled_and_black_ones_overprint(library: Library, setter: Setter) -> None:
    strokes = (Stroke(0, 20, 3, 0.5), Stroke(20, 40, 3, 0.5, wavy=True), Stroke(41, 43, 4, 2, dot="round"))
    text = replace(setter.line("江湾旧事"), strokes=strokes)
    shown = list(painted(pdf_of(library, page(text))))
    assert [p.operator for p in shown] == ["TJ", "S", "S", "f"]
    assert all(p.overprint for p in shown)
    red = replace(text, strokes=tuple(replace(s, ink=RED) for s in strokes))
    assert [p.overprint for p in painted(pdf_of(library, page(red)))] == [True, False, False, False]


def test_text_goes_on_after_strokes(library: Library, setter: Setter) -> None:
    first = replace(setter.line("江湾"), strokes=(Stroke(0, 20, 3, 0.5),))
    assert extracted(pdf_of(library, page(first, setter.line("旧事", y=80)))) == "江湾旧事"


def test_a_straight_line_runs_from_its_start_to_its_end() -> None:
    assert points(line_path(Stroke(1, 21, 3, 0.5), flat, 10)) == [(1, -3), (21, -3)]


@pytest.mark.parametrize("length", [3.0, 9.7, 40.0])
def test_a_wave_ends_where_it_should_and_swings_by_a_twentieth_of_an_em(length: float) -> None:
    found = points(line_path(Stroke(2, 2 + length, 3, 0.5, wavy=True), flat, 10))
    assert found[0] == (2, -3)
    assert found[-1] == pytest.approx((2 + length, -3), abs=1e-3)
    assert [x for x, _ in found] == sorted(x for x, _ in found)
    # The handles of a cubic lie a third beyond its crest.
    assert {round(abs(y + 3) * 0.75, 3) for _, y in found} == {0.0, 0.5}


@pytest.mark.parametrize("dot", ["round", "sesame"])
def test_a_dot_is_closed_around_its_middle(dot: str) -> None:
    found = points(dot_path(Stroke(4, 6, 3, 2, dot=dot), flat))
    assert found[0] == found[-1]
    for axis, middle in ((0, 5), (1, -3)):
        assert min(p[axis] for p in found) < middle < max(p[axis] for p in found)
        assert max(abs(p[axis] - middle) for p in found) <= 1.7


def test_a_line_without_width_is_not_painted(library: Library, setter: Setter) -> None:
    text = replace(setter.line("江湾"), strokes=(Stroke(0, 20, 3, 0.0),))
    assert [p.operator for p in painted(pdf_of(library, page(text)))] == ["TJ"]


def test_readings_extract_after_all_texts_so_that_these_are_as_typed(library: Library, setter: Setter) -> None:
    def read(words: str, reading: str, y: float) -> Text:
        line = setter.line(words, y=y)
        small = setter.line(reading, size=5).runs
        apart = tuple(replace(run, reading=True, ys=(-10.0,) * len(run.gids), ink=BLACK) for run in small)
        return replace(line, runs=(*line.runs, *apart))

    sheet = page(read("今日は", "きょう", 80), read("晴れた", "は", 100))
    told = extracted(pdf_of(library, in_reading_order(sheet, library)))
    assert told == "今日は晴れたきょうは"
