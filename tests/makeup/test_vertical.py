"""Vertical stories, heads and captions: where their parts stand on the page."""

from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makeup_makers import LAYOUT, LEADING, SIZE, EmShaper, area, block, cells, extent, grid, layout, photo, story, texts

from pagesetter.diagnostics import Diagnostic, Severity
from pagesetter.geometry import Rect, WritingMode
from pagesetter.makeup.ground import mode_of
from pagesetter.makeup.own_grid import own_grid
from pagesetter.makeup.page import make_up
from pagesetter.makeup.turning import Turning
from pagesetter.model.areas import Area, PhotoPlace
from pagesetter.model.page import Page, Panel, Picture, Rule, Text
from pagesetter.model.spec import Furniture, FurnitureText, Grid
from pagesetter.model.story import Edition, Story

DOWN, ALONG = WritingMode.VERTICAL, WritingMode.HORIZONTAL
RASTER = grid(columns=4, measure=12, lines=30)
WHOLE = cells(range(4), range(30))
PAGE = replace(grid(columns=4, measure=10, lines=24, gutter=12.0), mode=DOWN)
"""A page of vertical lines: four tiers of ten characters, 24 lines."""
TIERS = cells(range(4), range(24))
PIXELS = {"p.png": (2000, 1000)}


def made(
    asked: Story,
    *more: Area,
    raster: Grid = RASTER,
    where: frozenset[tuple[int, int]] = WHOLE,
    furniture: tuple[Furniture, ...] = (),
    **parts: object,
) -> tuple[Page, list[Diagnostic]]:
    """The story in its cells without those of other areas; what was found, notes left out."""
    taken = frozenset[tuple[int, int]]().union(*(a.cells for a in more))
    parts.setdefault("mode", DOWN)
    spec = layout(raster, area("A", where - taken, asked.slug, **parts), *more, furniture=furniture)
    page, found = make_up(spec, Edition((asked,)), EmShaper(), PIXELS)
    return page, [d for d in found if d.severity > Severity.NOTE]


def em_box(text: Text) -> Rect:
    """Where a line stands on the page."""
    left, right = extent(text)
    if text.mode is ALONG:
        return Rect(left, text.y - 0.88 * text.size, right - left, text.size)
    return Rect(text.x - text.size / 2, text.y + left - text.x, text.size, right - left)


def body(page: Page) -> list[Text]:
    return texts(page, "body")


# --- turning ---


@given(st.floats(0, 500), st.floats(0, 500), st.floats(0.5, 300), st.floats(0.5, 300), st.sampled_from([DOWN, ALONG]))
def test_a_rectangle_turned_and_turned_back_is_the_same(
    x: float, y: float, w: float, h: float, mode: WritingMode
) -> None:
    turning, rect = Turning(mode, 800.0), Rect(x, y, w, h)
    back = turning.back(turning.rect(rect))
    assert (back.x, back.y, back.w, back.h) == pytest.approx((x, y, w, h))


def test_the_first_row_of_vertical_lines_lies_at_the_right_edge_of_the_page() -> None:
    assert Turning(DOWN, 800.0).rect(Rect(10.0, 0.0, 100.0, 15.0)) == Rect(785.0, 10.0, 15.0, 100.0)


# --- text ---


def test_the_first_line_of_a_vertical_story_is_at_the_right() -> None:
    page, _ = made(story("s", 1500))
    lines = body(page)
    assert all(line.mode is DOWN for line in lines)
    right = RASTER.rect(0, 0, 4, 30).right
    assert lines[0].x == pytest.approx(right - SIZE / 2)
    assert lines[0].x == max(line.x for line in lines)


@pytest.mark.parametrize("head", ["none", "third"])
def test_without_a_headline_the_text_begins_at_the_right_edge_whatever_the_head_style(head: str) -> None:
    page, _ = made(story("s", 1500), head=head)
    assert body(page)[0].x == pytest.approx(RASTER.rect(0, 0, 4, 30).right - SIZE / 2)


def test_under_a_head_what_the_lines_leave_of_the_area_is_white_at_the_head() -> None:
    where = cells(range(4), range(30))
    page, _ = made(story("s", 2500, headline="标题"), where=where, head="third")
    left = min(em_box(line).x for line in body(page))
    assert left == pytest.approx(RASTER.rect(0, 0, 4, 30).x)
    (head,) = page.fits[0].rects[:1]
    assert head.right == pytest.approx(RASTER.rect(0, 0, 4, 30).right)


def test_lines_follow_one_another_leftward_on_the_leading() -> None:
    page, _ = made(story("s", 900))
    first_tier = [line for line in body(page) if line.y == body(page)[0].y]
    steps = {round(a.x - b.x, 6) for a, b in pairwise(first_tier)}
    assert steps == {LEADING}


def test_tiers_are_filled_from_the_head_of_the_area_down() -> None:
    page, _ = made(story("s", 900))
    starts = [line.y for line in body(page)]
    assert starts == sorted(starts)
    assert starts[0] == pytest.approx(0.0)
    assert len(set(starts)) > 1


@given(st.integers(8, 60), st.integers(1, 4))
def test_tiers_that_the_program_chooses_hold_8_to_22_characters_and_end_with_the_area(rows: int, columns: int) -> None:
    room = Rect(0.0, 0.0, RASTER.depth(rows), RASTER.rect(0, 0, columns, 1).w)
    own = own_grid(room, RASTER, DOWN, None)
    assert own is not None
    assert 8 <= own.measure_em <= 22
    assert own.gutter >= SIZE - 1e-6 or own.columns == 1
    if own.columns > 1:
        assert own.column_x(0) == pytest.approx(0.0)
        assert own.column_x(own.columns - 1) + own.measure == pytest.approx(room.w)
    assert own.depth(own.lines) <= room.h + 1e-6 < own.depth(own.lines + 1) + 1e-3


def test_a_story_may_have_a_number_of_tiers_of_its_own() -> None:
    page, _ = made(story("s", 900), columns=2)
    assert len({line.y for line in body(page)}) == 2


def test_no_line_leaves_its_tier() -> None:
    page, _ = made(story("s", 300, 200, 250), columns=3)
    starts = sorted({line.y for line in body(page)})
    ends = [*starts[1:], RASTER.rect(0, 0, 4, 30).bottom + SIZE]
    for line in body(page):
        box, end = em_box(line), ends[starts.index(line.y)]
        assert line.y - 1e-6 <= box.y
        assert box.bottom <= end - SIZE + 1e-6  # a gutter of a character at least


def test_the_joined_lines_of_a_vertical_story_are_its_text() -> None:
    copy = "一二三四五六七八九十" * 30
    page, _ = made(story("s", copy))
    assert "".join(line.text for line in body(page)) == copy


def test_the_end_credit_stands_at_the_foot_of_the_last_line() -> None:
    page, _ = made(story("s", 25, credit=block("end-credit", "（某）")), columns=2)
    (credit,) = texts(page, "end-credit")
    last = body(page)[-1]
    assert (credit.x, credit.y, credit.mode) == (last.x, last.y, DOWN)
    assert em_box(credit).bottom == pytest.approx(last.y + last.measure)


def test_overset_is_counted_in_lines_of_the_tier() -> None:
    page, found = made(story("s", 12 * 24 * 4), raster=PAGE, where=TIERS)
    (fit,) = page.fits
    assert (fit.room, fit.needs) == (96, 116)
    (told,) = found
    assert told.code == "M201"
    assert "overset by 20 lines" in told.message


def test_findings_and_frames_are_told_in_places_of_the_page() -> None:
    page, (told,) = made(story("s", 2000))
    (fit,) = page.fits
    whole = RASTER.rect(0, 0, 4, 30)
    assert told.rect is not None
    assert whole.contains(told.rect)
    assert all(whole.contains(rect) for rect in (*fit.rects, *fit.feet))
    assert fit.rects[0].right == pytest.approx(whole.right)
    assert fit.rects[0].w > fit.rects[0].h


def test_an_area_lower_than_four_characters_is_told_with_its_size() -> None:
    page, (told,) = made(story("s", 20), where=cells(range(4), range(2)))
    assert told.code == "M108"
    assert told.rect == RASTER.rect(0, 0, 4, 2)
    assert page.fits == ()


def test_a_step_where_no_tier_ends_is_told_and_its_room_left_empty() -> None:
    step = cells(range(2), range(20, 30))
    page, found = made(story("s", 500), where=WHOLE - step, columns=2)
    (told,) = [d for d in found if d.code == "M109"]
    assert told.rect is not None
    below = RASTER.rect(0, 20, 2, 30)
    assert not any(em_box(line).overlaps(below) for line in body(page))


def test_tiers_end_at_the_steps_of_an_area_where_they_can() -> None:
    step = cells(range(2), range(15, 30))
    page, found = made(story("s", 1200), where=WHOLE - step)
    assert "M109" not in {d.code for d in found}
    assert min(em_box(line).x for line in body(page)) < RASTER.rect(1, 0, 2, 1).x


# --- which way ---


def test_the_area_has_the_last_word_on_the_direction_then_the_story_then_the_sheet_then_the_page() -> None:
    spec = layout(RASTER, area("A", WHOLE, "s"))
    plain, said = story("s", 10), story("s", 10, mode=DOWN)
    down = replace(spec.styles.types["body"], mode=DOWN)
    sheet = replace(spec.styles, types=MappingProxyType({**spec.styles.types, "body": down}))
    (own,) = spec.areas
    assert mode_of(spec, own, plain) is ALONG
    assert mode_of(replace(spec, styles=sheet), own, plain) is DOWN
    assert mode_of(replace(spec, grid=PAGE), own, plain) is DOWN
    assert mode_of(spec, own, said) is DOWN
    assert mode_of(spec, replace(own, mode=ALONG), said) is ALONG


def test_vertical_text_forces_nothing_on_its_neighbours() -> None:
    left, right = cells(range(2), range(30)), cells(range(2, 4), range(30))
    spec = layout(RASTER, area("A", left, "s"), area("B", right, "t", mode=DOWN))
    page, _ = make_up(spec, Edition((story("s", 300), story("t", 300))), EmShaper(), {})
    assert {line.mode for line in texts(page, "body", "s")} == {ALONG}
    assert {line.mode for line in texts(page, "body", "t")} == {DOWN}


# --- heads ---


def heads(page: Page) -> list[Text]:
    return [t for t in page.items if isinstance(t, Text) and t.role in ("kicker", "headline", "deck")]


def test_the_head_of_a_vertical_story_stands_right_of_its_text_in_lines_from_right_to_left() -> None:
    asked = story("s", 600, headline=("大标题", "第二行"), kicker=block("kicker", "眉题"), deck=block("deck", "副题"))
    page, _ = made(asked, head="third")
    kicker, first, second, deck = heads(page)
    assert [t.role for t in heads(page)] == ["kicker", "headline", "headline", "deck"]
    assert kicker.x > first.x > second.x > deck.x
    assert all(t.mode is DOWN for t in heads(page))
    assert em_box(deck).x > max(em_box(line).right for line in body(page))


def test_a_horizontal_head_lies_over_all_lines_of_a_vertical_story() -> None:
    page, _ = made(story("s", 600, headline="标题"), head="third", head_mode=ALONG)
    (head,) = heads(page)
    assert head.mode is ALONG
    assert em_box(head).bottom < min(line.y for line in body(page))
    assert em_box(head).centre[0] == pytest.approx(RASTER.rect(0, 0, 4, 1).centre[0])
    assert body(page)[0].x == pytest.approx(RASTER.rect(0, 0, 4, 1).right - SIZE / 2)


def test_a_vertical_head_takes_the_first_columns_of_a_horizontal_story() -> None:
    asked = story("s", 600, headline=("大标题", "第二行"), kicker=block("kicker", "眉题"))
    page, _ = made(asked, where=cells(range(4), range(12)), mode=None, head="third", head_mode=DOWN)
    kicker, first, second = heads(page)
    assert kicker.x > first.x > second.x
    column = RASTER.rect(0, 0, 1, 12)
    assert all(column.contains(em_box(t)) for t in heads(page))
    assert {line.mode for line in body(page)} == {ALONG}
    assert min(line.x for line in body(page)) == pytest.approx(RASTER.column_x(1))
    assert min(line.y for line in body(page)) == pytest.approx(0.88 * SIZE)


def test_a_vertical_head_may_stand_over_the_last_columns() -> None:
    parts = {"mode": None, "head": "third", "head_mode": DOWN, "head_last": True}
    page, _ = made(story("s", 600, headline="大标题"), where=cells(range(4), range(12)), **parts)
    (head,) = heads(page)
    assert RASTER.rect(3, 0, 4, 12).contains(em_box(head))
    assert max(line.x for line in body(page)) == pytest.approx(RASTER.column_x(2))


def test_text_runs_on_under_a_vertical_head_of_so_many_lines() -> None:
    page, _ = made(story("s", 1200, headline="大标题"), mode=None, head="third", head_mode=DOWN, head_lines=12)
    under = [line for line in body(page) if line.x == pytest.approx(0.0)]
    assert under
    assert min(line.y for line in under) == pytest.approx(RASTER.row_y(12) + 0.88 * SIZE)
    assert max(em_box(t).bottom for t in heads(page)) <= RASTER.row_y(12)


def test_a_line_of_white_parts_the_text_beside_a_vertical_head_from_the_story_over_it() -> None:
    over, under = cells(range(4), range(6)), cells(range(4), range(6, 18))
    spec = layout(RASTER, area("A", over, "s"), area("B", under, "t", head="third", head_mode=DOWN))
    page, _ = make_up(spec, Edition((story("s", 250), story("t", 600, headline="大标题"))), EmShaper(), {})
    first = min(line.y for line in texts(page, "body", "t"))
    assert first == pytest.approx(RASTER.row_y(7) + 0.88 * SIZE)


def test_cells_drawn_for_a_head_hold_it_in_the_direction_that_they_say() -> None:
    letter = Area("H", "head", cells([3], range(15)), LAYOUT, of="A", mode=DOWN)
    page, _ = made(story("s", 900, headline="大标题"), letter, mode=None, head="third")
    (head,) = heads(page)
    assert head.mode is DOWN
    assert RASTER.rect(3, 0, 4, 15).contains(em_box(head))


def test_a_head_along_a_stepped_area_is_told() -> None:
    step = cells(range(2), range(15))
    _, found = made(story("s", 300, headline="标题"), where=WHOLE - step, head="third", head_mode=ALONG)
    assert "M101" in {d.code for d in found}


def test_a_vertical_head_is_never_condensed() -> None:
    page, found = made(story("s", 100, headline="长" * 60), head="third")
    assert "M210" in {d.code for d in found}
    assert all(run.scale_ratio == 1 for head in heads(page) for run in head.runs)


# --- photos ---


@pytest.mark.parametrize("captions", [None, ALONG])
def test_a_photo_in_a_vertical_story_keeps_its_proportions(captions: WritingMode | None) -> None:
    place = PhotoPlace(1, LAYOUT, frozenset(), "top-left", 1, 0)
    page, _ = made(story("s", 500, photos=(photo(caption="图说"),)), photos=(place,), captions=captions, columns=3)
    (picture,) = [i for i in page.items if isinstance(i, Picture)]
    left, top, right, bottom = picture.crop
    assert (right - left) * 2000 / ((bottom - top) * 1000) == pytest.approx(picture.rect.w / picture.rect.h)
    assert picture.rect.w / picture.rect.h == pytest.approx(2, rel=0.1)  # whole lines


@pytest.mark.parametrize(
    ("anchor", "right", "low"),
    [
        ("top-left", False, False),
        ("bottom-left", False, True),
        ("top-right", True, False),
        ("bottom-right", True, True),
    ],
)
def test_an_anchor_names_a_corner_as_seen_on_the_page(anchor: str, right: bool, low: bool) -> None:
    place = PhotoPlace(1, LAYOUT, frozenset(), anchor, 1, 8)
    page, _ = made(story("s", 500, photos=(photo(),)), photos=(place,), columns=3)
    (picture,) = [i for i in page.items if isinstance(i, Picture)]
    x, y = picture.rect.centre
    assert (x > RASTER.rect(0, 0, 4, 30).centre[0], y > RASTER.rect(0, 0, 4, 30).centre[1]) == (right, low)


def test_the_caption_of_a_vertical_story_stands_left_of_its_photo() -> None:
    place = PhotoPlace(1, LAYOUT, frozenset(), "top-left", 1, 8)
    page, _ = made(story("s", 500, photos=(photo(caption="图说"),)), photos=(place,), columns=3)
    (picture,) = [i for i in page.items if isinstance(i, Picture)]
    (caption,) = texts(page, "caption")
    assert caption.mode is DOWN
    assert em_box(caption).right < picture.rect.x
    assert picture.rect.y <= em_box(caption).y
    assert em_box(caption).bottom <= picture.rect.bottom


def test_a_horizontal_caption_stands_under_its_photo() -> None:
    place = PhotoPlace(1, LAYOUT, frozenset(), "top-left", 1, 8)
    page, _ = made(story("s", 500, photos=(photo(caption="图说"),)), photos=(place,), captions=ALONG, columns=3)
    (picture,) = [i for i in page.items if isinstance(i, Picture)]
    (caption,) = texts(page, "caption")
    assert caption.mode is ALONG
    assert em_box(caption).y > picture.rect.bottom
    assert picture.rect.x <= em_box(caption).x
    assert em_box(caption).right <= picture.rect.right


def test_a_photo_along_a_whole_edge_keeps_its_cells_and_the_text_its_distance() -> None:
    letter = Area("P", "photo", cells(range(4), range(10)), LAYOUT, of="A")
    page, _ = made(story("s", 500, photos=(photo(),)), letter)
    (picture,) = [i for i in page.items if isinstance(i, Picture)]
    assert picture.rect == RASTER.rect(0, 0, 4, 10)
    assert min(line.y for line in body(page)) == pytest.approx(picture.rect.bottom + SIZE)


def test_a_photo_inside_becomes_a_hole_of_whole_tiers_and_lines() -> None:
    letter = Area("P", "photo", cells(range(1, 3), range(8)), LAYOUT, of="A")
    page, _ = made(story("s", 800, photos=(photo(),)), letter, columns=3)
    (picture,) = [i for i in page.items if isinstance(i, Picture)]
    boxes = [em_box(line) for line in body(page)]
    assert not any(box.overlaps(picture.rect) for box in boxes)
    assert picture.rect.y == pytest.approx(0.0)
    assert picture.rect.h == pytest.approx(body(page)[0].measure)


# --- boxes and rules ---


def test_a_framed_vertical_story_stands_inside_its_frame() -> None:
    page, _ = made(story("s", 400, headline="标题"), head="third", frame=True)
    (frame,) = [i for i in page.items if isinstance(i, Panel) and i.role == "frame"]
    inside = frame.rect.inset(SIZE - 0.01)
    assert all(inside.contains(em_box(t)) for t in (*heads(page), *body(page)))
    whole = RASTER.rect(0, 0, 4, 30)
    assert (frame.rect.x, frame.rect.right) == pytest.approx((whole.x, whole.right))


def test_the_tint_of_a_summary_lies_under_its_vertical_lines() -> None:
    page, _ = made(story("s", 300, summary=block("summary", "提要" * 20)), columns=2)
    (panel,) = [i for i in page.items if isinstance(i, Panel) and i.role == "summary"]
    lines = texts(page, "summary")
    assert all(panel.rect.contains(em_box(line)) for line in lines)
    assert panel.rect.h == pytest.approx(body(page)[0].measure)


@pytest.mark.parametrize(("raster", "asked", "drawn"), [(PAGE, None, 3), (PAGE, False, 0), (RASTER, None, 0)])
def test_lines_between_tiers_are_drawn_on_a_vertical_page_or_when_asked(
    raster: Grid, asked: bool | None, drawn: int
) -> None:
    own = area("A", TIERS, "s", mode=DOWN, columns=4 if raster is RASTER else None)
    spec = replace(layout(raster, own), tier_rules=asked)
    page, _ = make_up(spec, Edition((story("s", 950),)), EmShaper(), {})
    rules = [i for i in page.items if isinstance(i, Rule) and i.role == "tier"]
    assert len(rules) == drawn
    assert all(rule.y0 == rule.y1 for rule in rules)


# --- a vertical page ---


def test_the_lines_of_a_vertical_page_stand_on_its_grid() -> None:
    page, found = made(story("s", 9 * 10, 10 * 67, headline="标题"), raster=PAGE, where=TIERS, mode=None, head="third")
    assert page.mode is DOWN
    first, leading, count = page.baselines
    assert first == pytest.approx(page.trim.w - SIZE / 2)
    rows = [(first - line.x) / leading for line in body(page)]
    assert all(abs(row - round(row)) < 1e-6 and 0 <= round(row) < count for row in rows)
    assert {line.y for line in body(page)} <= {rect.y for rect in page.columns}
    assert found == []


def test_rules_between_stories_of_a_vertical_page_are_turned() -> None:
    upper, lower = cells(range(2), range(24)), cells(range(2, 4), range(24))
    spec = layout(PAGE, area("A", upper, "s"), area("B", lower, "t"))
    page, _ = make_up(spec, Edition((story("s", 470), story("t", 470))), EmShaper(), {})
    (between,) = [i for i in page.items if isinstance(i, Rule) and i.role == "column"]
    assert between.y0 == between.y1
    assert page.columns[1].bottom < between.y0 < page.columns[2].y


def test_a_horizontal_story_of_a_vertical_page_stands_in_columns_of_its_own() -> None:
    page, _ = made(story("s", 200), raster=PAGE, where=TIERS, mode=ALONG, columns=2)
    assert {line.mode for line in body(page)} == {ALONG}
    assert len({line.x for line in body(page)}) == 2
    whole = PAGE.rect(0, 0, 4, 24)
    assert all(Turning(DOWN, page.trim.w).rect(whole).contains(em_box(line)) for line in body(page))


def test_furniture_of_a_vertical_page_stays_horizontal_in_its_strip() -> None:
    strip = Rect(0.0, 400.0, 300.0, 30.0)
    head = Furniture("head", LAYOUT, left=(FurnitureText(("报头",), "running-small", LAYOUT),))
    own = Area("R", "furniture", frozenset(), LAYOUT, furniture="head", strip=strip)
    page, _ = made(story("s", 100), own, raster=PAGE, where=TIERS, furniture=(head,))
    (line,) = [t for t in page.items if isinstance(t, Text) and not t.slug]
    assert line.mode is ALONG
    assert strip.contains(em_box(line))
