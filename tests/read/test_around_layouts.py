"""Layouts with places that lines run round: photos, pull quotes, areas inside areas, columns of their own."""

from pathlib import Path

import pytest
from test_layouts import area, good, read

from pagesetter.model.areas import Around, FreePlace

PLAN = "4 | R R R\n20 | A A B\n16 | A A A"
TRIANGLE = "[[0%, 0%], [100%, 0%], [50%, 100%]]"


def layout(folder: Path, story: str, more: str = ""):  # type: ignore[no-untyped-def]
    """The area A of a layout with these fields."""
    return good(folder, PLAN, areas=f"{{R: {{advert: x.jpg}}, A: {{story: one, {story}}}, B: {{story: two}}{more}}}")


def test_a_photo_stands_anywhere_in_its_story(tmp_path: Path) -> None:
    places = (
        "{photo: 1, place: {left: 2字, width: 9字, rows: 6-10}}, "
        "{photo: 2, place: {right: 10mm, width: 30mm, rows: 11-14}, around: ellipse}, "
        f"{{photo: 3, place: {{gutter: 1, width: 12字, rows: 20-29}}, around: polygon, points: {TRIANGLE}}}, "
        "{photo: 4, place: {left: 0字, width: 9字, rows: 30-33}, around: alpha, distance: 1.5字}"
    )
    one, two, three, four = area(layout(tmp_path, f"photos: [{places}]"), "A").photos
    assert one.free == FreePlace(94.5, 5, 10, left=21.0)
    assert one.around == Around()
    assert two.free is not None
    assert two.free.right == pytest.approx(28.346, abs=1e-3)
    assert two.around == Around("ellipse")
    assert three.free == FreePlace(126.0, 19, 29, gutter=1)
    assert three.around == Around("polygon", ((0, 0), (1, 0), (0.5, 1)))
    assert four.around == Around("alpha", (), 15.75)


def test_photos_in_cells_and_by_a_corner_may_be_run_round(tmp_path: Path) -> None:
    places = "{photo: 1, columns: 1, rows: 6-10, around: ellipse}, {photo: 2, anchor: top-right, around: ellipse}"
    one, two = area(layout(tmp_path, f"photos: [{places}, {{photo: 3, columns: 2, rows: 30-33}}]"), "A").photos[:2]
    assert one.cells
    assert one.around == two.around == Around("ellipse")
    assert area(layout(tmp_path, "photos: [{photo: 3, columns: 2, rows: 30-33}]"), "A").photos[0].around is None


def test_a_pull_quote_has_its_words_and_its_place(tmp_path: Path) -> None:
    quotes = (
        "{text: [海在这里, 拐了一个弯], by: 渔民, place: {gutter: 1, width: 12字, rows: 6-12}}, "
        "{quote: 2, columns: 2, rows: 14-18}, {text: 一句话, columns: 1, rows: 30-36, around: ellipse}"
    )
    one, two, three = area(layout(tmp_path, f"quotes: [{quotes}]"), "A").quotes
    assert (one.lines, one.by, one.free) == (("海在这里", "拐了一个弯"), "渔民", FreePlace(126.0, 5, 12, gutter=1))
    assert (two.lines, two.number, two.cells) == ((), 2, frozenset((1, r) for r in range(13, 18)))
    assert three.around.kind == "ellipse"


def test_an_area_inside_another_is_cut_out_of_it_or_stands_off_its_columns(tmp_path: Path) -> None:
    inner = ", C: {story: three, inside: A, frame: true, columns: 1, rows: 10-16}"
    spec = layout(tmp_path, "frame: false", inner)
    assert area(spec, "C").cells == {(0, r) for r in range(9, 16)}
    assert area(spec, "A").cells.isdisjoint(area(spec, "C").cells)
    inner = ", C: {story: three, inside: A, columns: 2, place: {gutter: 1, width: 20字, rows: 10-16}, distance: 2字}"
    spec = layout(tmp_path, "frame: false", inner)
    inside = area(spec, "C")
    assert (inside.cells, inside.columns) == (frozenset(), 2)
    assert inside.free == FreePlace(210.0, 9, 16, gutter=1)
    assert inside.around == Around(distance=21.0)
    assert len(area(spec, "A").cells) == 2 * 20 + 3 * 16


def test_a_summary_stands_anywhere_in_its_story(tmp_path: Path) -> None:
    story = "summary: {place: {left: 0字, width: 20字, rows: 6-12}, distance: 2字}"
    here = area(layout(tmp_path, story), "A")
    assert here.summary_place == FreePlace(210.0, 5, 12, left=0.0)
    assert here.around == Around(distance=21.0)


@pytest.mark.parametrize("mode", ["equal", "free", "relative"])
def test_columns_of_its_own_are_divided_as_asked(tmp_path: Path, mode: str) -> None:
    assert area(layout(tmp_path, f"columns: 2, column_mode: {mode}"), "A").column_mode == mode


def test_a_place_on_a_vertical_page_counts_down_and_from_the_right(tmp_path: Path) -> None:
    grid = "{mode: vertical, columns: 4, measure: 13字, body: 10.5pt, leading: 15pt}"
    story = "{story: one, photos: [{photo: 1, place: {bottom: 0字, height: 14字, lines: 5-9}}]}"
    spec = good(tmp_path, "lines | 32\n4 | A", grid=grid, areas=f"{{A: {story}}}")
    assert area(spec, "A").photos[0].free == FreePlace(147.0, 4, 9, right=0.0)
    spec, found = read(tmp_path, "lines | 32\n4 | A", grid=grid, areas="{A: " + story.replace("height", "width") + "}")
    assert [d.code for d in found] == ["L430"]
