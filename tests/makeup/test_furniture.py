"""Strips of furniture: groups left, centre and right over a rule, an em apart, never into each other."""

from dataclasses import replace

import pytest
from makeup_makers import LAYOUT, SIZE, area, cells, extent, grid, layout, setter, sheet

from pagesetter.diagnostics import Diagnostic
from pagesetter.geometry import Rect, WritingMode
from pagesetter.makeup.furniture import filled, place_furniture
from pagesetter.makeup.setting import ASCENT_EM
from pagesetter.model.dummy import Slot
from pagesetter.model.page import Item, Rule, Text
from pagesetter.model.spec import Furniture, FurnitureText

RASTER = grid(columns=4, measure=10, lines=4)
RECT = RASTER.rect(0, 0, 4, 4)
FIELDS = {"page": "2", "date": "2026年1月15日", "section": "本地"}


def text(*lines: str, style: str = "running-small") -> FurnitureText:
    return FurnitureText(lines, style, LAYOUT)


def placed(rule: str = "", **groups: tuple[FurnitureText, ...]) -> tuple[tuple[Item, ...], tuple[Diagnostic, ...]]:
    strip = Furniture("strip", LAYOUT, rule=rule, **groups)
    where = area("R", cells(range(4), range(4)), use="furniture", furniture="strip")
    spec = layout(RASTER, where, furniture=(strip,), edition=FIELDS)
    return place_furniture(Slot("furniture", where, RECT, 0, 4), strip, spec, setter())


def texts(items: tuple[Item, ...]) -> list[Text]:
    return [i for i in items if isinstance(i, Text)]


def test_groups_stand_left_in_the_centre_and_right() -> None:
    items, found = placed(left=(text("左"),), centre=(text("中间"),), right=(text("右"),))
    left, centre, right = (extent(t) for t in texts(items))
    assert found == ()
    assert left[0] == pytest.approx(RECT.x)
    assert sum(centre) / 2 == pytest.approx(RECT.centre[0])
    assert right[1] == pytest.approx(RECT.right)


def test_texts_of_a_group_stand_an_em_of_the_second_apart() -> None:
    items, _ = placed(left=(text("2", style="folio"), text("本地", style="section")))
    folio, section = texts(items)
    assert extent(section)[0] - extent(folio)[1] == pytest.approx(section.size)


def test_all_texts_stand_on_one_foot_over_the_rule() -> None:
    items, _ = placed("running-head", left=(text("2", style="folio"),), right=(text("一", "二"),))
    (rule,) = (i for i in items if isinstance(i, Rule))
    folio, first, second = texts(items)
    feet = [t.y + (1 - ASCENT_EM) * t.size for t in (folio, second)]
    gap = sheet().numbers["furniture_rule_gap_em"] * SIZE
    assert feet == pytest.approx([rule.y0 - rule.width / 2 - gap] * 2)
    assert first.y < second.y
    assert (rule.x0, rule.x1) == (RECT.x, RECT.right)
    assert RECT.y < rule.y0 < RECT.bottom


def test_without_a_rule_texts_stand_on_the_foot_of_the_strip() -> None:
    items, _ = placed(left=(text("左"),))
    (line,) = texts(items)
    assert line.y + (1 - ASCENT_EM) * line.size == pytest.approx(RECT.bottom)


def test_groups_that_run_into_each_other_are_told_with_the_figure() -> None:
    size = sheet().types["running-small"].size
    wide = text("字" * int(RECT.w / size * 0.75))
    _, (found,) = placed(left=(wide,), right=(wide,))
    assert found.code == "M120"
    over = 2 * len(wide.lines[0]) * size - RECT.w
    assert f"by {over:.1f} pt" in found.message
    assert found.rect == RECT


def test_fields_of_the_edition_are_filled_in() -> None:
    items, _ = placed(left=(text("{page}"), text("{section} {date}")))
    assert [t.text for t in texts(items)] == ["2", "本地 2026年1月15日"]


@pytest.mark.parametrize(
    ("template", "out"),
    [("{page}版", "2版"), ("{ page }", "2"), ("{nothing}报", "报"), ("一{", "一{"), ("{page", "{page"), ("", "")],
)
def test_templates_are_filled_and_stray_braces_kept(template: str, out: str) -> None:
    assert filled(template, FIELDS) == out


def test_a_text_whose_fields_are_empty_takes_no_room() -> None:
    items, found = placed(left=(text("{nothing}"), text("左")))
    assert found == ()
    assert extent(texts(items)[-1])[0] == pytest.approx(RECT.x)


def masthead(*rows: Furniture, rect: Rect = RECT, **groups: tuple[FurnitureText, ...]) -> tuple[Item, ...]:
    piece = Furniture("name", LAYOUT, rule="running-head", rows=rows, **groups)
    where = area("R", cells(range(4), range(4)), use="furniture", furniture="name")
    spec = layout(RASTER, where, furniture=(piece,), edition=FIELDS)
    items, found = place_furniture(Slot("furniture", where, rect, 0, 4), piece, spec, setter())
    assert found == ()
    return items


def test_the_name_of_the_paper_is_as_large_as_its_place_allows() -> None:
    name = FurnitureText(("新城日报",), "masthead", LAYOUT, fit=True)
    date = Furniture("name", LAYOUT, left=(text("{date}"),), right=(text("{section}"),), above="running-head")
    high = Rect(0.0, 0.0, 300.0, 140.0)
    items = masthead(date, rect=high, centre=(name,))
    title = next(t for t in texts(items) if t.role == "masthead")
    assert title.size == pytest.approx(300 / 4)
    low = masthead(date, rect=Rect(0.0, 0.0, 600.0, 90.0), centre=(name,))
    shallow = next(t for t in texts(low) if t.role == "masthead")
    upper = min(i.y0 for i in low if isinstance(i, Rule))
    assert title.size < 140
    assert shallow.y + (1 - ASCENT_EM) * shallow.size <= upper
    assert shallow.y - ASCENT_EM * shallow.size == pytest.approx(0.0)


def test_strips_stand_under_the_texts_between_their_rules() -> None:
    name = FurnitureText(("报",), "masthead", LAYOUT, fit=True)
    upper = Furniture("name", LAYOUT, left=(text("上"),), above="running-head")
    lower = Furniture("name", LAYOUT, left=(text("下"),), rule="running-head")
    items = masthead(upper, lower, rect=Rect(0.0, 0.0, 300.0, 200.0), centre=(name,))
    title, one, two = sorted(texts(items), key=lambda t: t.y)
    rules = sorted(i.y0 for i in items if isinstance(i, Rule))
    assert [title.text, one.text, two.text] == ["报", "上", "下"]
    assert title.y < rules[0] < one.y < two.y < rules[1] < rules[2] <= 200.0


def test_texts_with_a_rule_over_them_alone_hang_from_it() -> None:
    piece = Furniture("foot", LAYOUT, left=(text("电话"),), above="running-head")
    where = area("R", cells(range(4), range(4)), use="furniture", furniture="foot")
    spec = layout(RASTER, where, furniture=(piece,), edition=FIELDS)
    items, _ = place_furniture(Slot("furniture", where, RECT, 0, 4), piece, spec, setter())
    (rule,) = (i for i in items if isinstance(i, Rule))
    (line,) = texts(items)
    gap = sheet().numbers["furniture_rule_gap_em"] * SIZE
    assert line.y - ASCENT_EM * line.size == pytest.approx(rule.y0 + rule.width / 2 + gap)
    foot = line.y + (1 - ASCENT_EM) * line.size
    assert rule.y0 - RECT.y > RECT.bottom - foot > 0  # what is spare is white, most of it over the rule


def test_a_narrow_strip_has_lines_that_run_down_the_page() -> None:
    strip = Rect(20.0, 10.0, 15.0, 300.0)
    piece = Furniture("fold", LAYOUT, left=(text("中缝"),), right=(text("广告"),))
    where = replace(area("R", frozenset(), use="furniture", furniture="fold"), strip=strip)
    spec = layout(RASTER, where, furniture=(piece,), edition=FIELDS)
    items, found = place_furniture(Slot("furniture", where, strip, -1, -1), piece, spec, setter())
    upper, lower = texts(items)
    assert found == ()
    assert {upper.mode, lower.mode} == {WritingMode.VERTICAL}
    assert upper.y == pytest.approx(strip.y)
    assert strip.x < upper.x < strip.right
    assert lower.y > 250
