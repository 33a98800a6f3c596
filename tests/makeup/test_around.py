"""Text that runs round something: no line on it, no sliver, everything on the grid, every character once."""

import itertools
from dataclasses import replace
from math import hypot, sqrt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makeup_cases import Case
from makeup_makers import (
    LAYOUT,
    LEADING,
    SIZE,
    EmShaper,
    area,
    block,
    body,
    cells,
    extent,
    grid,
    layout,
    photo,
    setter,
    sheet,
    story,
    texts,
)

from pagesetter.geometry import Rect, WritingMode
from pagesetter.makeup.around import Least, reach, spans_of, ways_of
from pagesetter.makeup.page import make_up
from pagesetter.makeup.setting import ASCENT_EM
from pagesetter.model.areas import Area, Around, FreePlace, PhotoPlace, QuotePlace
from pagesetter.model.dummy import Column, Obstacle
from pagesetter.model.page import Page, Picture, Rule, Text
from pagesetter.model.spec import Grid, LayoutSpec
from pagesetter.model.story import Edition, Story

SIZES = {"p.png": (1200, 800)}
SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
LEAST = Least(9, 0.25, 3)


def made(spec: LayoutSpec, *stories: Story, **more: object) -> tuple[Page, list[str]]:
    """The page and the codes of what was found."""
    page, found = make_up(spec, Edition(stories), EmShaper(), SIZES, **more)  # type: ignore[arg-type]
    return page, [d.code for d in found]


def place(number: int, rows: tuple[int, int], width: float, kind: str = "rectangle", **where: float) -> PhotoPlace:
    """A photo off the columns; lengths in characters."""
    lengths = {k: v * SIZE if k != "gutter" else v for k, v in where.items()}
    free = FreePlace(width * SIZE, *rows, **lengths)  # type: ignore[arg-type]
    return PhotoPlace(number, LAYOUT, free=free, around=Around(kind))


def page_of(places: tuple[PhotoPlace, ...], raster: Grid, text: Story, **parts: object) -> tuple[Page, list[str]]:
    """A story over the whole grid with photos."""
    own = replace(text, photos=tuple(photo() for _ in places))
    whole = area("A", cells(range(raster.columns), range(raster.lines)), "s", photos=places, **parts)
    return made(layout(raster, whole), own)


def starts(page: Page) -> list[tuple[float, float, float]]:
    """(x, row, measure in characters) of the body lines."""
    return [(t.x, round((t.y - ASCENT_EM * SIZE) / LEADING), t.measure / SIZE) for t in texts(page, "body")]


# --- single rows ---


def spans(*boxes: tuple[float, float, float, float], measure: int = 20, air: float = 10.0) -> dict[int, object]:
    """Pieces of ten rows of a column at 0 with things (left, top, right, bottom) in its way."""
    things = [
        Obstacle("photo", Rect(a, b, c - a, d - b), 0, 10, (((a, b), (c, b), (c, d), (a, d)),), air)
        for a, b, c, d in boxes
    ]
    raster = grid(1, measure, 10)
    return dict(spans_of(Column(0.0, measure * SIZE), 15.0, range(10), ways_of(things, raster), SIZE, LEAST))


def test_text_takes_the_wider_side_of_an_obstacle() -> None:
    assert set(spans((30.0, 0.0, 60.0, 150.0)).values()) == {(70.0, 130.0)}
    assert set(spans((140.0, 0.0, 170.0, 150.0)).values()) == {(0.0, 130.0)}


def test_pieces_are_whole_characters_and_lie_on_those_of_the_column() -> None:
    assert set(spans((36.0, 0.0, 61.0, 150.0)).values()) == {(80.0, 120.0)}
    assert set(spans((0.0, 0.0, 14.0, 150.0), (186.0, 0.0, 200.0, 150.0)).values()) == {(30.0, 140.0)}


def test_a_piece_of_fewer_than_nine_characters_goes_away() -> None:
    assert set(spans((80.0, 0.0, 110.0, 150.0)).values()) == {None}
    assert set(spans((100.0, 0.0, 130.0, 150.0)).values()) == {(0.0, 90.0)}


def test_a_piece_under_a_quarter_of_its_column_goes_away() -> None:
    assert set(spans((100.0, 0.0, 390.0, 150.0), measure=40).values()) == {None}
    assert set(spans((110.0, 0.0, 390.0, 150.0), measure=40).values()) == {(0.0, 100.0)}


def test_text_stays_on_one_side_of_an_obstacle() -> None:
    leaning = ((140.0, 0.0), (180.0, 0.0), (260.0, 145.0), (220.0, 145.0))
    thing = Obstacle("photo", Rect(140.0, 0.0, 120.0, 145.0), 0, 10, (leaning,), 10.0)
    found = spans_of(Column(0.0, 400.0), 15.0, range(10), ways_of([thing], grid(1, 40, 10)), SIZE, LEAST)
    wider = [2 * x < 250.0 for x in (120.0, 200.0)]
    assert wider == [True, False]  # above the right side is the wider one, below the left
    assert len({piece is not None and piece[0] == 0.0 for piece in found.values()}) == 1


def test_two_lines_alone_between_obstacles_go_away() -> None:
    found = spans((0.0, 0.0, 200.0, 40.0), (0.0, 75.0, 200.0, 150.0))
    assert all(found.get(row, "free") is None for row in range(10))


def test_the_gutter_is_white_enough_beside_an_obstacle() -> None:
    assert spans((-115.0, 0.0, -15.0, 150.0), air=30.0) == {}
    assert set(spans((-115.0, 0.0, -5.0, 150.0)).values()) == {(10.0, 190.0)}


def test_white_round_a_corner_is_round() -> None:
    diamond = ((100.0, 60.0), (140.0, 75.0), (100.0, 90.0), (60.0, 75.0))
    thing = Obstacle("photo", Rect(60.0, 0.0, 80.0, 150.0), 0, 10, (diamond,), 20.0)
    ways = ways_of([thing], grid(1, 40, 10))
    assert sorted(ways) == [3, 4, 5, 6, 7]  # twenty points above and below
    # In the middle all of the white lies beside it; five points above its top the nearest of its edge is what counts.
    assert ways[5][0].clear_left == pytest.approx(40.0)
    assert ways[3][0].clear_left == pytest.approx(
        min(60 + 8 * (15 - h) / 3 - sqrt(400 - (5 + h) ** 2) for h in range(16)), abs=4
    )


def test_a_shape_reaches_as_far_as_its_edges_in_a_band() -> None:
    triangle = ((0.0, 0.0), (100.0, 0.0), (0.0, 100.0))
    assert reach(triangle, 40.0, 60.0) == pytest.approx((0.0, 60.0))
    assert reach(triangle, 101.0, 120.0) is None


# --- whole stories ---


def test_a_photo_between_two_columns_takes_of_both() -> None:
    page, _ = page_of((place(1, (4, 14), 10, gutter=1),), grid(2, 17, 30, 10.0), story("s", 500))
    picture = next(i for i in page.items if isinstance(i, Picture))
    assert picture.rect.x + picture.rect.w / 2 == pytest.approx(175.0)
    beside = {(x, m) for x, row, m in starts(page) if 4 <= row < 14}
    # 4.5 characters of each column, and one of white
    assert beside == {(0.0, 11.0), (240.0, 11.0)}


def test_a_paragraph_follows_the_measure_of_every_row() -> None:
    page, codes = page_of((place(1, (5, 10), 6, left=0.0),), grid(1, 20, 30), story("s", 400))
    lines = starts(page)
    assert [m for _, row, m in lines if row < 5] == [20.0] * 5
    assert [(x, m) for x, row, m in lines if 5 <= row < 10] == [(70.0, 13.0)] * 5
    assert [row for _, row, _ in lines] == list(range(len(lines)))
    assert "M201" not in codes


def test_the_lines_that_a_story_needs_are_those_beside_the_photo_too() -> None:
    raster = grid(1, 20, 12)
    page, _ = page_of((place(1, (0, 6), 9, left=0.0),), raster, story("s", 158))
    # six lines of ten characters, five of twenty, two characters of indent
    fit = page.fits[0]
    assert (fit.room, fit.needs, fit.over_lines) == (12, 11, -1)
    page, codes = page_of((place(1, (0, 6), 9, left=0.0),), raster, story("s", 230))
    fit = page.fits[0]
    assert (fit.room, fit.needs, fit.over_lines) == (12, 15, 3)
    assert "M201" in codes


def test_columns_end_level_beside_an_ellipse() -> None:
    page, codes = page_of((place(1, (6, 18), 12, "ellipse", gutter=1),), grid(3, 17, 40, 10.0), story("s", 300, 500))
    feet = [max(row for x, row, _ in lines) for lines in _columns(page)]
    assert max(feet) - min(feet) <= 1
    assert not {"M201", "M204"} & set(codes)


def _columns(page: Page) -> list[list[tuple[float, int, float]]]:
    lines = starts(page)
    return [[line for line in lines if left <= line[0] < left + 180.0] for left in (0.0, 180.0, 360.0)]


def test_a_subhead_stands_beside_a_photo_only_where_it_has_room() -> None:
    raster = grid(1, 20, 40)
    wide = replace(story("s"), body=(*body(90), block("subhead", "一个小标题"), *body(200)))
    page, _ = page_of((place(1, (3, 12), 8, left=0.0),), raster, wide)
    (head,) = texts(page, "subhead")
    left, right = extent(head)
    assert left >= 90.0 - 0.01
    assert right <= 200.01
    long = replace(wide, body=(*body(90), block("subhead", "一个长得没有地方站的小标题"), *body(200)))
    page, _ = page_of((place(1, (3, 12), 8, left=0.0),), raster, long)
    (head,) = texts(page, "subhead")
    assert head.size == pytest.approx(setter().style("subhead", "zh-Hans").size)
    assert head.y > 12 * LEADING or head.y < 3 * LEADING


def test_the_end_credit_has_a_line_of_its_own_beside_a_photo() -> None:
    text = replace(story("s", 150), credit=block("end-credit", "（某某）"))
    page, _ = page_of((place(1, (0, 30), 8, left=0.0),), grid(1, 20, 30), text)
    (credit,) = texts(page, "end-credit")
    assert extent(credit)[1] == pytest.approx(200.0, abs=5.1)
    assert credit.y > max(t.y for t in texts(page, "body"))


def test_an_elliptical_picture_is_cut_to_its_shape_and_a_rectangle_is_not() -> None:
    raster = grid(2, 17, 30, 10.0)
    for kind, corners in (("ellipse", 96), ("rectangle", 0)):
        page, _ = page_of((place(1, (4, 14), 10, kind, gutter=1),), raster, story("s", 500))
        picture = next(i for i in page.items if isinstance(i, Picture))
        assert len(picture.outline) == corners
        assert all(hypot(u - 0.5, v - 0.5) == pytest.approx(0.5) for u, v in picture.outline)


def test_a_photo_in_cells_lets_text_into_its_corners_where_asked() -> None:
    raster = grid(2, 20, 30, 10.0)
    at = PhotoPlace(1, LAYOUT, cells(range(1), range(5, 20)), around=Around("polygon", ((0, 0), (1, 0), (0, 1))))
    page, codes = page_of((at,), raster, story("s", 700))
    beside = [(row, m) for x, row, m in starts(page) if x < 200.0 and 5 <= row < 20]
    assert "M102" not in codes
    assert beside
    assert all(a[1] <= b[1] for a, b in itertools.pairwise(beside))
    assert min(m for _, m in beside) >= 9


def test_text_runs_round_the_cut_out_and_not_round_its_frame() -> None:
    raster = grid(1, 40, 30)
    at = place(1, (0, 20), 20, "alpha", left=0.0)
    slim = {"p.png": ((0.4, 0.0), (0.6, 0.0), (0.6, 1.0), (0.4, 1.0))}
    whole = area("A", cells(range(1), range(30)), "s", photos=(at,))
    text = replace(story("s", 600), photos=(photo(),))
    page, codes = made(layout(raster, whole), text, contours=slim)
    assert "M124" not in codes
    picture = next(i for i in page.items if isinstance(i, Picture))
    assert picture.rect.w / picture.rect.h == pytest.approx(1.5)  # entire
    assert picture.outline == slim["p.png"]
    right = picture.rect.x + 0.6 * picture.rect.w
    beside = [x for x, row, _ in starts(page) if 6 <= row < 13]
    assert beside
    assert all(right + 10.0 - 0.1 <= x < right + 20.1 for x in beside)


def test_a_picture_without_transparency_has_no_shape_to_run_round() -> None:
    _, codes = page_of((place(1, (0, 10), 10, "alpha", left=0.0),), grid(1, 40, 30), story("s", 300))
    assert "M124" in codes


def test_a_photo_off_its_story_or_on_another_is_refused() -> None:
    raster = grid(2, 17, 30, 10.0)
    _, codes = page_of((place(1, (0, 8), 10, left=30.0),), raster, story("s", 90))
    assert "M102" in codes
    _, codes = page_of((place(1, (0, 8), 10, gutter=2),), raster, story("s", 90))
    assert "M102" in codes
    both = (place(1, (0, 8), 10, left=2.0), place(2, (6, 12), 10, left=6.0))
    assert "M102" in page_of(both, raster, story("s", 90))[1]
    apart = (place(1, (0, 8), 10, left=0.0), place(2, (8, 12), 10, left=6.0))
    assert "M102" not in page_of(apart, raster, story("s", 90))[1]


# --- pull quotes and areas inside ---


def test_text_runs_round_a_pull_quote() -> None:
    raster = grid(2, 17, 40, 10.0)
    quote = QuotePlace(LAYOUT, ("引用的话",), by="某某", free=FreePlace(100.0, 5, 12, gutter=1))
    page, codes = made(layout(raster, area("A", cells(range(2), range(40)), "s", quotes=(quote,))), story("s", 400))
    words = texts(page, "pull-quote")
    assert [t.text for t in words] == ["引用的话", "某某"]
    assert {(x, m) for x, row, m in starts(page) if 5 <= row < 12} == {(0.0, 11.0), (240.0, 11.0)}
    assert not {"M122", "M125"} & set(codes)


def test_a_pull_quote_takes_the_words_of_a_quotation() -> None:
    raster = grid(2, 17, 40, 10.0)
    text = replace(story("s"), body=(*body(100), block("quote", "原话"), *body(100)))
    quote = QuotePlace(LAYOUT, number=1, cells=cells(range(1, 2), range(3, 9)))
    page, codes = made(layout(raster, area("A", cells(range(2), range(40)), "s", quotes=(quote,))), text)
    assert [t.text for t in texts(page, "pull-quote")] == ["原话"]
    assert [t.text for t in texts(page, "quote")] == ["原话"]
    assert "M123" not in codes
    absent = replace(quote, number=2)
    assert "M123" in made(layout(raster, area("A", cells(range(2), range(40)), "s", quotes=(absent,))), text)[1]


def test_a_pull_quote_that_is_too_long_says_by_how_much() -> None:
    raster = grid(2, 17, 40, 10.0)
    quote = QuotePlace(LAYOUT, ("引" * 80,), free=FreePlace(100.0, 5, 9, left=0.0))
    spec = layout(raster, area("A", cells(range(2), range(40)), "s", quotes=(quote,)))
    _, found = make_up(spec, Edition((story("s", 400),)), EmShaper(), {})
    (problem,) = [d for d in found if d.code == "M125"]
    assert "more lines" in problem.message
    assert problem.rect is not None


def test_text_runs_round_a_summary() -> None:
    raster = grid(1, 40, 40)
    text = replace(story("s", 900), summary=block("summary", "提要" * 20))
    at = FreePlace(150.0, 4, 14, right=0.0)
    whole = area("A", cells(range(1), range(40)), "s", summary_place=at, around=Around(distance=20.0))
    page, codes = made(layout(raster, whole), text)
    (panel,) = [i for i in page.items if getattr(i, "role", "") == "summary" and not isinstance(i, Text)]
    assert panel.rect.right == pytest.approx(400.0)
    assert [m for _, row, m in starts(page) if 4 <= row < 14] == [23.0] * 10
    assert not {"M122", "M211"} & set(codes)
    off = replace(whole, summary_place=replace(at, width=900.0))
    assert "M122" in made(layout(raster, off), text)[1]


def test_a_framed_sidebar_stands_clear_of_the_text_around_it() -> None:
    raster = grid(3, 17, 50, 10.0)
    host = area("A", cells(range(3), range(50)), "s")
    free = FreePlace(200.0, 10, 30, gutter=1)
    inner = area("B", frozenset(), "t", inside="A", free=free, frame=True)
    page, codes = made(layout(raster, host, inner), story("s", *[150] * 6), story("t", 160))
    assert not {"M122", "M108", "M201"} & set(codes)
    (frame,) = [i for i in page.items if getattr(i, "role", "") == "frame"]
    assert frame.rect.x == pytest.approx(75.0)
    assert frame.rect.right == pytest.approx(275.0)
    for text in texts(page, "body", "t"):
        left, right = extent(text)
        assert frame.rect.x + 9.9 <= left
        assert right <= frame.rect.right - 9.9
    for text in texts(page, "body", "s"):
        line = Rect(extent(text)[0], text.y - ASCENT_EM * SIZE, extent(text)[1] - extent(text)[0], SIZE)
        assert not line.overlaps(frame.rect.inset(-9.9, -7.0))


# --- by property ---


@st.composite
def stories_around(draw: st.DrawFn) -> Case:
    """A story of any shape in one to three columns with photos, a pull quote and another story anywhere in it."""
    columns, measure = draw(st.integers(1, 3)), draw(st.integers(10, 24))
    raster = grid(columns, measure, 36, 10.0)
    wide = columns * measure + columns - 1
    places = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        width = draw(st.integers(3, min(wide, 24)))
        row = draw(st.integers(0, 28))
        kind = draw(st.sampled_from(["rectangle", "ellipse", "polygon"]))
        points = tuple(draw(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=3, max_size=5)))
        around = Around(kind, tuple((u / 10, v / 10) for u, v in points), draw(st.sampled_from([None, 0.0, 15.0])))
        left = draw(st.floats(0, wide - width, allow_nan=False)) * SIZE
        free = FreePlace(width * SIZE, row, row + draw(st.integers(2, 8)), left=left)
        places.append(PhotoPlace(number, LAYOUT, free=free, around=around))
    paragraphs = draw(st.lists(st.integers(1, 120), min_size=1, max_size=8))
    blocks = list(body(*paragraphs))
    if draw(st.booleans()):
        blocks.insert(len(blocks) - 1, block("subhead", "小标题"))
    text = replace(story("s"), body=tuple(blocks), photos=tuple(photo() for _ in places))
    if draw(st.booleans()):
        text = replace(text, credit=block("end-credit", "（某某）"), byline=block("byline", "□记者 某某"))
    own = draw(st.sampled_from([None, None, 1, 2]))
    mode = draw(st.sampled_from(["equal", "free", "relative"]))
    shape = cells(range(columns), range(36))
    if columns > 1 and draw(st.booleans()):
        column, row = draw(st.integers(1, columns - 1)), draw(st.integers(6, 30))
        corners = [(range(column), range(row)), (range(column, columns), range(row)), (range(column), range(row, 36))]
        shape -= cells(*draw(st.sampled_from([*corners, (range(column, columns), range(row, 36))])))
    quotes: tuple[QuotePlace, ...] = ()
    if draw(st.booleans()):
        free = FreePlace(8 * SIZE, draw(st.integers(0, 30)), 34, right=float(draw(st.integers(0, 2)) * SIZE))
        quotes = (
            QuotePlace(
                LAYOUT, ("引用的话",), free=free, around=Around(draw(st.sampled_from(["rectangle", "ellipse"])))
            ),
        )
    whole = area("A", shape, "s", photos=tuple(places), quotes=quotes, columns=own, column_mode=mode)
    stories, areas = [text], [whole]
    if draw(st.booleans()):
        free = FreePlace(
            8 * SIZE, draw(st.integers(0, 16)), draw(st.integers(18, 34)), left=float(draw(st.integers(0, 2)))
        )
        areas.append(area("B", frozenset(), "t", inside="A", free=free, frame=draw(st.booleans())))
        stories.append(story("t", draw(st.integers(1, 100))))
    return Case(layout(raster, *areas), Edition(tuple(stories)))


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(stories_around())
def test_text_never_touches_what_it_runs_round(case: Case) -> None:
    spec = case.spec
    page, codes = made(spec, *case.edition.stories)
    pictures = [i for i in page.items if isinstance(i, Picture)]
    roles = ("body", "subhead", "byline", "end-credit")
    lines = [i for i in page.items if isinstance(i, Text) and i.role in roles and i.slug == "s"]
    apart = [] if "M122" in codes else [i for i in page.items if isinstance(i, Text) and i not in lines]
    for line in lines:
        left, right = extent(line)
        top = line.y - ASCENT_EM * line.size
        for picture in pictures:
            rect = picture.rect
            shape = [(rect.x + u * rect.w, rect.y + v * rect.h) for u, v in picture.outline or SQUARE]
            met = reach(tuple(shape), top + 0.01, top + line.size - 0.01)
            assert met is None or met[1] <= left + 0.01 or right <= met[0] + 0.01
        if line.role == "body":
            assert abs((top / LEADING) - round(top / LEADING)) < 1e-6
            assert line.measure >= min(9 * SIZE, _narrowest(spec)) - 0.01
    placed = "".join(line.text for line in lines if line.role == "body")
    fit = next(f for f in page.fits if f.slug == "s")
    assert len(placed) == fit.text_range[1]
    assert fit.text_range[1] == fit.characters or fit.over_lines > 0 or "M105" in codes
    places = [(line.block, line.start) for line in lines if line.role == "body"]
    assert places == sorted(places)
    for number, line in enumerate(lines):
        same = [o for o in lines[number + 1 :] if abs(o.y - line.y) < SIZE]
        same += [o for o in apart if o.y - 0.88 * o.size < line.y + 1 and line.y - 0.88 * line.size < o.y + 1]
        assert all(extent(o)[0] >= extent(line)[1] - 0.01 or extent(o)[1] <= extent(line)[0] + 0.01 for o in same)


def _narrowest(spec: LayoutSpec) -> float:
    """Measure of the narrowest column of the story, pt."""
    from pagesetter.makeup.wrap import story_columns

    whole: Area = spec.areas[0]
    columns = story_columns(spec.grid, 0, spec.grid.columns, whole.columns, 0.0, whole.column_mode)
    return min(c.measure for c in columns)


def test_the_style_sheet_says_what_is_too_narrow() -> None:
    numbers = sheet().numbers
    assert (numbers["around_least_em"], numbers["around_least_ratio"], numbers["around_least_lines"]) == (9, 0.25, 3)


def test_lines_between_tiers_stop_at_what_stands_across_them() -> None:
    raster = replace(grid(2, 20, 40, 15.0), mode=WritingMode.VERTICAL)
    page, _ = page_of((place(1, (10, 20), 12, gutter=1),), raster, story("s", 1400))
    picture = next(i for i in page.items if isinstance(i, Picture))
    tiers = [i for i in page.items if isinstance(i, Rule) and i.role == "tier"]
    assert len(tiers) == 2
    assert all(max(t.x0, t.x1) <= picture.rect.x or min(t.x0, t.x1) >= picture.rect.right for t in tiers)


def test_vertical_lines_run_round_a_photo() -> None:
    raster = replace(grid(1, 30, 40, 15.0), mode=WritingMode.VERTICAL)
    page, codes = page_of((place(1, (10, 20), 12, left=0.0),), raster, story("s", 900))
    picture = next(i for i in page.items if isinstance(i, Picture))
    for text in texts(page, "body"):
        beside = picture.rect.x < text.x < picture.rect.right
        assert (text.y, text.measure) == ((130.0, 170.0) if beside else (0.0, 300.0))
    assert "M201" not in codes
