"""Shapes of stories: columns of their own at the widths of the trade, the order of the text, and what a reader stumbles
over."""

from itertools import pairwise

import pytest
from makeup_makers import SIZE, EmShaper, area, cells, grid, layout, story, texts

from pagesetter.makeup.page import make_up
from pagesetter.makeup.wrap import story_columns
from pagesetter.model.areas import Area, Cell
from pagesetter.model.page import Page
from pagesetter.model.story import Edition

RESETS = [
    # basic measure, basic columns, columns of its own, characters (rulebook 2.2)
    (11, 2, 1, 23),
    (11, 3, 1, 35),
    (11, 4, 1, 47),
    (11, 3, 2, 17),
    (11, 4, 3, 15),
    (11, 5, 4, 14),
    (11, 6, 4, 17),
    (13, 3, 2, 20),
    (13, 5, 3, 22),
    (13, 6, 4, 20),
    (13, 4, 3, 17),
]


@pytest.mark.parametrize(("basic", "many", "own", "characters"), RESETS)
def test_columns_of_its_own_have_the_characters_of_the_trade(basic: int, many: int, own: int, characters: int) -> None:
    raster = grid(many, basic, 40, SIZE)
    columns = story_columns(raster, 0, many, own, 0.0)
    assert [c.measure / SIZE for c in columns] == pytest.approx([characters] * own)
    assert columns[0].x == pytest.approx(0.0)
    assert columns[-1].right == pytest.approx((many * (basic + 1) - 1) * SIZE)
    assert all(b.x - a.right >= SIZE - 1e-6 for a, b in pairwise(columns))


@pytest.mark.parametrize(
    ("basic", "many", "own", "characters"), [(13, 5, 3, [23, 22, 22]), (13, 4, 3, [18, 18, 17]), (13, 3, 2, [20, 20])]
)
def test_relative_columns_are_whole_and_their_gutters_one_character(
    basic: int, many: int, own: int, characters: list[int]
) -> None:
    columns = story_columns(grid(many, basic, 40, SIZE), 0, many, own, 0.0, "relative")
    assert [c.measure / SIZE for c in columns] == pytest.approx(characters)
    assert all(b.x - a.right == pytest.approx(SIZE) for a, b in pairwise(columns))


@pytest.mark.parametrize(("many", "own", "characters"), [(5, 3, 67 / 3), (4, 3, 53 / 3), (3, 2, 20)])
def test_free_columns_have_the_gutters_of_the_grid_and_share_the_rest(many: int, own: int, characters: float) -> None:
    columns = story_columns(grid(many, 13, 40, SIZE), 0, many, own, 0.0, "free")
    assert [c.measure / SIZE for c in columns] == pytest.approx([characters] * own)
    assert all(b.x - a.right == pytest.approx(SIZE) for a, b in pairwise(columns))


def test_what_is_left_of_a_character_goes_to_the_gutters_of_relative_columns() -> None:
    columns = story_columns(grid(3, 13, 40, 14.0), 0, 3, 2, 0.0, "relative")
    assert [c.measure / SIZE for c in columns] == pytest.approx([20, 20])
    assert columns[1].x - columns[0].right == pytest.approx(18.0)
    assert columns[1].right == pytest.approx(3 * 130 + 28)


def lines_of(page: Page) -> list[tuple[float, float]]:
    return [(t.x, t.y) for t in texts(page, "body")]


def made(*areas: Area, long: int = 3000) -> tuple[Page, set[str]]:
    raster = grid(4, 12, 40, 10.0)
    stories = [story(a.story, *[97] * (long // 97), headline="标题") for a in areas if a.use == "story"]
    page, found = make_up(layout(raster, *areas), Edition(tuple(stories)), EmShaper(), {})
    return page, {d.code for d in found}


L_SHAPE = cells(range(4), range(20)) | cells(range(2), range(20, 40))
L_TURNED = cells(range(4), range(20, 40)) | cells(range(2), range(20))
STAIR = cells(range(2), range(40)) | cells(range(2, 3), range(10, 40)) | cells(range(3, 4), range(20, 40))
STEP = cells(range(4), range(12)) | cells(range(3), range(12, 24)) | cells(range(2), range(24, 36))
U_SHAPE = cells(range(4), range(24, 40)) | cells((0, 3), range(24))
ARCH = cells(range(4), range(16)) | cells((0, 3), range(16, 40))


@pytest.mark.parametrize(
    "shape", [L_SHAPE, L_TURNED, STAIR, STEP, U_SHAPE, ARCH], ids=["L", "Lturned", "stair", "step", "U", "arch"]
)
def test_text_fills_a_shape_column_by_column_and_never_goes_back(shape: frozenset[Cell]) -> None:
    page, codes = made(area("A", shape, "s", head="third", head_columns=_top(shape)))
    lines = lines_of(page)
    columns = [x for x, _ in lines]
    assert columns == sorted(columns)  # never back to the left
    for (x0, y0), (x1, y1) in pairwise(lines):
        assert x1 > x0 or y1 > y0  # down, or on to the next column
    for x, y in lines:
        cell = round(x / 130), round((y - 8.8) / 15)
        assert cell in shape
    assert not {"M126", "M127"} & codes
    free = {(c, r) for c, r in shape}
    used = {(round(x / 130), round((y - 8.8) / 15)) for x, y in lines}
    head = min(r for _, r in free), max(t.y for t in texts(page, "headline"))
    assert len(free - used) <= 4 * 8
    assert head[0] * 15 < head[1]


def _top(shape: frozenset[Cell]) -> tuple[int, int]:
    """The first columns side by side in the top row."""
    row = min(r for _, r in shape)
    end = 0
    while (end, row) in shape:
        end += 1
    return 0, end


def test_text_that_begins_left_of_its_head_is_told() -> None:
    stair = cells(range(2, 4), range(40)) | cells(range(2), range(20, 40))
    _, codes = made(area("A", stair, "s", head="third"))
    assert "M126" in codes
    letter = area("H", cells(range(2, 4), range(5)), use="head", of="A")
    assert "M126" not in made(area("A", stair - letter.cells, "s", head="third"), letter)[1]
    assert "M126" not in made(area("A", stair, "s", head="none"))[1]


def test_a_column_that_another_story_cuts_is_told_unless_it_is_framed() -> None:
    hole = cells(range(2, 4), range(15, 25))
    around = cells(range(4), range(40)) - hole
    assert "M127" in made(area("A", around, "s"), area("B", hole, "t"))[1]
    assert "M127" not in made(area("A", around, "s"), area("B", hole, "t", frame=True))[1]
    assert "M127" not in made(area("A", around, "s"), area("B", hole))[1]


def test_one_column_over_two_follows_the_steps_of_its_story() -> None:
    page, _ = made(area("A", L_TURNED - cells((1,), range(10)), "s", columns=2), long=800)
    # Two columns of 25 over four of 12: the first rows have half of one, the next a whole one, the last both.
    measures = {t.measure / SIZE for t in texts(page, "body")}
    assert measures == {12.0, 25.0}
    for t in texts(page, "body"):
        row, narrow = round((t.y - 8.8) / 15), t.measure < 200
        assert narrow == (row < 10)


def test_a_story_reads_through_columns_of_unequal_measure() -> None:
    raster = grid(4, 13, 40, 10.0)
    page, found = make_up(
        layout(raster, area("A", cells(range(4), range(40)), "s", columns=3, column_mode="relative")),
        Edition((story("s", *[110] * 10),)),
        EmShaper(),
        {},
    )
    by_column = {round(t.x): t.measure / SIZE for t in texts(page, "body")}
    assert by_column == {0: 18.0, 190: 18.0, 380: 17.0}
    assert sum(len(t.text) for t in texts(page, "body")) == 1100
    assert not [d for d in found if d.code in ("M201", "M204")]


def test_a_framed_sidebar_drawn_as_a_hole_leaves_air() -> None:
    hole = cells(range(1, 3), range(15, 30))
    page, codes = made(
        area("A", cells(range(4), range(40)) - hole, "s"), area("B", hole, "t", frame=True, head="none"), long=900
    )
    (frame,) = [i for i in page.items if getattr(i, "role", "") == "frame"]
    for t in texts(page, "body", "s"):
        left, right, top, foot = t.x, t.x + t.measure, t.y - 8.8, t.y + 1.2
        beside = right <= frame.rect.x - 9.9 or left >= frame.rect.right + 9.9
        assert beside or foot <= frame.rect.y - 7 or top >= frame.rect.bottom + 7
    assert "M127" not in codes
