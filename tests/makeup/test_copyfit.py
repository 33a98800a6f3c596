"""Copyfit: nothing is lost, subheads keep, no single lines, columns end level (rulebook 0.6, 1.10, 2.5)."""

from hypothesis import given
from hypothesis import strategies as st

from pagesetter.makeup.boxes import Stamp
from pagesetter.makeup.copyfit import Pour, pour
from pagesetter.makeup.flow import Element, Paragraph
from pagesetter.makeup.setting import Source
from pagesetter.model.dummy import Frame
from pagesetter.model.galley import Line, Setting
from pagesetter.model.style import TypeStyle

STYLE = TypeStyle((), 10.0, 15.0)


def setting(lines: int, demerits: float = 0.0) -> Setting:
    made = [
        Line((), "字" * 10, 10 * i, 10 * i + 10, 100.0, 100.0, 0.0, "natural", i == lines - 1) for i in range(lines)
    ]
    return Setting(tuple(made), demerits)


def paragraph(lines: int, block: int = 0, *, elastic: bool = False) -> Paragraph:
    def change(by: int) -> Setting | None:
        return setting(lines + by, 5.0) if elastic and lines + by > 0 else None

    return Paragraph(STYLE, Source("s", block, "body", None), setting(lines), lines * 10, change)


def subhead(rows: int = 3) -> Stamp:
    return Stamp("subhead", rows, (), keep=2)


def columns(*depths: int) -> tuple[Frame, ...]:
    return tuple(Frame(i, i * 110.0, 100.0, 0, d) for i, d in enumerate(depths))


def feet(poured: Pour, frames: tuple[Frame, ...], elements: list[Element]) -> list[int]:
    """Row after the last line, per frame."""
    out = [0] * len(frames)
    for place in poured.places:
        if place.frame >= 0:
            element = elements[place.element]
            rows = place.lines or (element.rows if isinstance(element, Stamp) else 0)
            out[place.frame] = max(out[place.frame], place.row + rows)
    return out


def pieces(poured: Pour, element: int) -> list[int]:
    return [p.lines for p in poured.places if p.element == element]


def test_text_that_fits_exactly_fills_every_column() -> None:
    frames = columns(10, 10, 10)
    elements: list[Element] = [paragraph(12), paragraph(18)]
    assert feet(pour(elements, frames, 2), frames, elements) == [10, 10, 10]


def test_columns_end_level_and_the_last_is_the_short_one() -> None:
    frames = columns(12, 12)
    elements: list[Element] = [paragraph(9), paragraph(12)]
    poured = pour(elements, frames, 2)
    a, b = feet(poured, frames, elements)
    assert (a, b) == (12, 11)
    assert poured.feather == 1


def test_white_of_an_underset_story_goes_to_the_head_up_to_the_limit() -> None:
    frames = columns(20, 20)
    elements: list[Element] = [paragraph(15), paragraph(15)]
    poured = pour(elements, frames, 2)
    assert poured.feather == 2
    assert feet(poured, frames, elements) == [17, 17]


def test_no_single_line_of_a_paragraph_at_a_column_head() -> None:
    frames = columns(10, 10)
    elements: list[Element] = [paragraph(11), paragraph(8)]
    assert 1 not in pieces(pour(elements, frames, 2), 0)


def test_no_single_line_of_a_paragraph_at_a_column_foot() -> None:
    frames = columns(10, 10)
    elements: list[Element] = [paragraph(9), paragraph(10)]
    assert 1 not in pieces(pour(elements, frames, 2), 1)


def test_a_paragraph_is_set_a_line_shorter_where_that_saves_a_single_line() -> None:
    frames = columns(10, 10)
    elements: list[Element] = [paragraph(11, elastic=True), paragraph(9, elastic=True)]
    poured = pour(elements, frames, 2)
    assert poured.lost == 0
    assert any(poured.changes)
    assert 1 not in pieces(poured, 0) + pieces(poured, 1)


def test_a_subhead_never_stands_at_a_column_foot() -> None:
    frames = columns(12, 12)
    elements: list[Element] = [paragraph(8), subhead(), paragraph(9)]
    poured = pour(elements, frames, 2)
    after = next(p for p in poured.places if p.element == 2)
    head = next(p for p in poured.places if p.element == 1)
    assert after.frame == head.frame
    assert after.row == head.row + 3
    assert after.lines >= 2


def test_overset_lines_are_counted_and_not_lost() -> None:
    frames = columns(10)
    elements: list[Element] = [paragraph(8), paragraph(7)]
    poured = pour(elements, frames, 2)
    assert poured.lost == 5
    assert sum(p.lines for p in poured.places) == 15


def test_a_story_without_frames_is_wholly_overset() -> None:
    poured = pour([paragraph(4)], (), 2)
    assert poured.lost == 4


@given(
    st.lists(st.integers(1, 14), min_size=1, max_size=6),
    st.lists(st.integers(3, 12), min_size=1, max_size=4),
    st.booleans(),
)
def test_pouring_and_joining_gives_back_the_galley(lengths: list[int], depths: list[int], elastic: bool) -> None:
    frames = columns(*depths)
    elements: list[Element] = [paragraph(n, i, elastic=elastic) for i, n in enumerate(lengths)]
    poured = pour(elements, frames, 2)
    taken: set[tuple[int, int]] = set()
    for index in range(len(elements)):
        chosen = poured.settings[index]
        assert chosen is not None
        at = 0
        for place in (p for p in poured.places if p.element == index):
            assert place.first == at
            at += place.lines
            rows = {(place.frame, place.row + i) for i in range(place.lines)}
            if place.frame >= 0:
                assert place.row + place.lines <= depths[place.frame]
                assert not rows & taken
                taken |= rows
        assert at == len(chosen.lines)
    assert (poured.lost == 0) or sum(lengths) > sum(depths) - 2 * len(depths)
