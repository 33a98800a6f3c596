"""Lines between stories and round them (house practice; rulebook 2.2)."""

from types import MappingProxyType

import pytest
from makeup_makers import LEADING, SIZE, area, cells, grid, layout, sheet, story

from pagesetter.makeup.dummy import plan_page
from pagesetter.makeup.rules import column_rules, frames_of, story_rules
from pagesetter.model.areas import Area
from pagesetter.model.dummy import Dummy
from pagesetter.model.page import Panel, Rule
from pagesetter.model.story import Edition

RASTER = grid(columns=3, measure=10, lines=20)
SHORT = 0.25 * LEADING


def dummy(*rows: str, **kinds: str) -> Dummy:
    """A dummy drawn in letters, one row of the grid per text: ``A`` is text of story A, ``a`` its head.

    ``kinds`` says what other letters are: a kind, or the story and a kind.
    """
    owners = {}
    for r, row in enumerate(rows):
        for c, letter in enumerate(row):
            if letter != ".":
                owner, _, kind = kinds.get(letter, "head" if letter.islower() else "text").rpartition(" ")
                owners[c, r] = (owner or letter.upper(), kind)
    return Dummy((), (), MappingProxyType(owners))


def upright(made: Dummy) -> list[tuple[int, float, float]]:
    """Gutter, first and last row of each column rule, in rows."""
    rules = column_rules(made, RASTER, sheet())
    assert all(r.x0 == r.x1 for r in rules)
    middles = [RASTER.column_x(c) + RASTER.measure + RASTER.gutter / 2 for c in range(2)]
    foot = LEADING - SIZE  # em boxes end so much above the next row
    return [(middles.index(r.x0), (r.y0 - SHORT) / LEADING, (r.y1 + SHORT + foot) / LEADING) for r in rules]


def level(made: Dummy) -> list[tuple[float, float, str]]:
    """Left and right edge and rank of each level rule."""
    return [(r.x0, r.x1, r.role) for r in story_rules(made, RASTER, sheet())]


def test_a_column_rule_stands_between_two_stories_only() -> None:
    assert upright(dummy(*["AAB"] * 20)) == [(1, pytest.approx(0), pytest.approx(20))]


def test_no_column_rule_stands_inside_a_story() -> None:
    assert upright(dummy(*["AAA"] * 20)) == []


def test_a_column_rule_stops_short_of_heads() -> None:
    made = dummy(*["aAB"] * 2, *["Abb"] * 4, *["AAB"] * 14)
    assert upright(made) == [(1, pytest.approx(6), pytest.approx(20))]


def test_a_column_rule_stops_short_of_photos_and_goes_on_under_them() -> None:
    made = dummy(*["AAB"] * 6, *["AAP"] * 6, *["AAB"] * 8, P="B photo")
    assert upright(made) == [
        (1, pytest.approx(0), pytest.approx(6)),
        (1, pytest.approx(12), pytest.approx(20)),
    ]


def test_column_rules_stop_short_of_the_ends_of_the_text() -> None:
    (rule,) = column_rules(dummy(*["AAB"] * 20), RASTER, sheet())
    assert rule.y0 == pytest.approx(SHORT)
    assert rule.y1 == pytest.approx(20 * LEADING - (LEADING - SIZE) - SHORT)


@pytest.mark.parametrize("kind", ["advert", "furniture", "box"])
def test_no_rule_stands_beside_what_has_a_frame_of_its_own(kind: str) -> None:
    assert upright(dummy(*["AAX"] * 20, X=kind)) == []
    assert level(dummy(*["AAA"] * 10, *["XXX"] * 10, X=kind)) == []
    assert level(dummy(*["XXX"] * 10, *["AAA"] * 10, X=kind)) == []


def test_a_level_rule_parts_a_story_from_the_one_above_it_over_the_columns_they_share() -> None:
    made = dummy(*["AAA"] * 10, *["bb."] * 2, *["BB."] * 8)
    assert level(made) == [(0.0, RASTER.column_x(1) + RASTER.measure, "story")]


def test_level_rules_of_neighbours_on_one_row_are_one() -> None:
    made = dummy(*["AAA"] * 10, *["bbc"] * 2, *["BBC"] * 8)
    assert level(made) == [(0.0, RASTER.column_x(2) + RASTER.measure, "story")]


def test_no_level_rule_stands_inside_a_story() -> None:
    assert level(dummy(*["aaa"] * 3, *["AAA"] * 17)) == []


def test_a_level_rule_lies_in_the_white_between_the_stories() -> None:
    (rule,) = story_rules(dummy(*["AAA"] * 10, *["BBB"] * 10), RASTER, sheet())
    assert 10 * LEADING - (LEADING - SIZE) < rule.y0 < 10 * LEADING


def test_a_level_rule_over_heads_and_photos_sinks_into_their_white() -> None:
    (bare,) = story_rules(dummy(*["AAA"] * 10, *["BBB"] * 10), RASTER, sheet())
    (sunk,) = story_rules(dummy(*["AAA"] * 10, *["bbP"] * 4, *["BBB"] * 6, P="B photo"), RASTER, sheet())
    assert bare.y0 < sunk.y0 < bare.y0 + LEADING


# --- with real plans ---


def planned(*areas: Area) -> Dummy:
    stories = tuple(story(a.story, 30, headline="标题") for a in areas)
    return plan_page(layout(RASTER, *areas), Edition(stories), lambda *_: 3, {})[0]


def test_the_rule_under_the_lead_is_the_heavier_one() -> None:
    lead = area("A", cells(range(3), range(10)), "a", head="lead")
    other = area("B", cells(range(3), range(10, 20)), "b", head="second")
    (heavy,) = story_rules(planned(lead, other), RASTER, sheet())
    (light,) = story_rules(planned(area("A", lead.cells, "a", head="third"), other), RASTER, sheet())
    assert (heavy.role, light.role) == ("rank", "story")
    assert heavy.width > light.width


def test_a_framed_story_has_its_frame_and_no_rules() -> None:
    framed = area("A", cells(range(2), range(20)), "a", frame=True)
    made = planned(framed, area("B", cells(range(2, 3), range(20)), "b"))
    (panel,) = frames_of(made, 0.0, sheet())
    assert isinstance(panel, Panel)
    assert panel.stroke is not None
    assert panel.fill is None
    assert RASTER.rect(0, 0, 2, 20).contains(panel.rect)
    assert column_rules(made, RASTER, sheet()) == ()


def test_rules_are_black_and_as_wide_as_their_style() -> None:
    made = dummy(*["AAB"] * 10, *["CCB"] * 10)
    rules: list[Rule] = [*column_rules(made, RASTER, sheet()), *story_rules(made, RASTER, sheet())]
    assert len(rules) == 3
    for rule in rules:
        style = sheet().lines[rule.role]
        assert (rule.width, rule.ink) == (style.width, style.ink)
