"""Cures of copyfit: bounded, in the order of their cost, within the limits of the sheet, and of one story alone."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makeup_cases import Case, cases
from makeup_makers import EmShaper, area, block, cells, grid, layout, photo, sheet, story, texts

from pagesetter.diagnostics import Diagnostic, Origin
from pagesetter.makeup.cure_options import Knob, Option
from pagesetter.makeup.curing import combinations
from pagesetter.makeup.page import make_up
from pagesetter.model.areas import Area, Jump
from pagesetter.model.fits import StoryFit
from pagesetter.model.page import Page, Picture
from pagesetter.model.spec import LayoutSpec
from pagesetter.model.story import Edition, Story
from pagesetter.model.style import CopyfitStyle, CureLimit

SIZES = {"p.png": (4000, 3000)}
USUAL = sheet().copyfit


def full(lines: int) -> str:
    """A paragraph that fills so many lines of ten characters, two of them its indent."""
    return "字" * (10 * lines - 2)


def allowed(limits: CopyfitStyle, *, least_head: float = 1.0) -> Any:
    """The built-in sheet with other cures; ``least_head``: lines of white at a head."""
    styles = sheet()
    heads = {name: replace(h, air_above_lines=least_head, air_below_lines=0.0) for name, h in styles.heads.items()}
    return replace(styles, copyfit=limits, heads=heads)


def only(**cures: tuple[int, float]) -> CopyfitStyle:
    """These cures alone: (most, cost)."""
    return CopyfitStyle(40, tuple(CureLimit(name, most, cost) for name, (most, cost) in cures.items()))


def spec_of(*areas: Area, limits: CopyfitStyle = USUAL, lines: int = 20) -> LayoutSpec:
    return replace(layout(grid(2, 10, lines), *areas), styles=allowed(limits))


def made(
    spec: LayoutSpec, *stories: Story, sizes: Mapping[str, tuple[int, int]] = SIZES
) -> tuple[Page, list[Diagnostic]]:
    page, found = make_up(spec, Edition(stories), EmShaper(), sizes)
    return page, [d for d in found if d.code[0] == "M"]


def with_photo(lines: int, limits: CopyfitStyle = USUAL, **parts: Any) -> tuple[StoryFit, Page, list[Diagnostic]]:
    """Two columns of 20 lines whose second one ends with a photo of 10: room for 30."""
    own = area("A", cells(range(2), range(20)) - cells([1], range(10, 20)), "s", **parts)
    letter = area("P", cells([1], range(10, 20)), use="photo", of="A")
    page, found = made(spec_of(own, letter, limits=limits), story("s", full(12), full(lines - 12), photos=(photo(),)))
    return page.fits[0], page, found


def with_head(lines: int, limits: CopyfitStyle = USUAL, **parts: Any) -> tuple[StoryFit, Page, list[Diagnostic]]:
    """A head of 30 pt in four lines over two columns: room for 32."""
    own = area("A", cells(range(2), range(20)), "s", head="third", head_lines=4, **parts)
    page, found = made(spec_of(own, limits=limits), story("s", full(12), full(lines - 12), headline="大字标题"))
    return page.fits[0], page, found


# --- single cures ---


def test_a_story_that_fits_is_left_alone() -> None:
    fit, _, found = with_photo(30)
    assert (fit.over_lines, fit.trials, fit.taken, found) == (0, (), (), [])


@pytest.mark.parametrize("over", [1, 2])
def test_a_photo_gives_up_whole_lines_at_its_edge_against_the_text(over: int) -> None:
    fit, page, found = with_photo(30 + over)
    (cure,) = fit.taken
    assert (cure.kind, cure.number, cure.change, cure.gain) == ("photo", 1, -over, over)
    assert (fit.room, fit.lines_set, fit.over_lines, fit.galley) == (30 + over, 30 + over, 0, 30 + over)
    (picture,) = (i for i in page.items if isinstance(i, Picture))
    assert picture.rect.bottom == pytest.approx(295.0)  # its foot stays where it was
    assert picture.rect.y == pytest.approx((10 + over) * 15.0 + 3.0)
    (told,) = found
    assert told.code == "M220"
    assert f"photo 1 {over} line{'s' if over > 1 else ''} lower (+{over} line" in told.message


def test_a_photo_never_gives_more_than_its_share() -> None:
    fit, _, found = with_photo(33)  # three lines are more than a fifth of ten
    assert (fit.over_lines, fit.taken, fit.room) == (3, (), 30)
    assert [d.code for d in found] == ["M201"]
    assert "all cures together bring 2 lines at most" in found[0].hint


def test_a_photo_grows_where_the_text_is_short() -> None:
    fit, page, _ = with_photo(24)
    assert {c.kind for c in fit.taken} <= {"photo", "caption_space"}
    assert sum(c.gain for c in fit.taken) < 0
    assert fit.over_lines >= -4
    assert [i.rect.bottom for i in page.items if isinstance(i, Picture)] == [pytest.approx(295.0)]


def test_a_photo_does_not_grow_beyond_its_pixels() -> None:
    own = area("A", cells(range(2), range(20)) - cells([1], range(10, 20)), "s")
    letter = area("P", cells([1], range(10, 20)), use="photo", of="A")
    short = story("s", full(24), photos=(photo(),))
    page, _ = made(spec_of(own, letter, limits=only(photo=(3, 90.0))), short, sizes={"p.png": (215, 320)})
    assert page.fits[0].taken == ()
    assert page.fits[0].over_lines == -6


def test_a_head_is_set_a_step_smaller() -> None:
    fit, page, _ = with_head(34)
    (cure,) = fit.taken
    assert (cure.kind, cure.change, cure.gain) == ("head", -1, 2)
    (head,) = texts(page, "headline")
    assert head.size == cure.size < 30.0
    assert (fit.room, fit.over_lines) == (34, 0)


def test_a_head_keeps_its_white() -> None:
    fit, _, _ = with_head(40)
    assert (fit.over_lines, fit.taken) == (8, ())
    assert fit.reach <= 4


def test_a_photo_under_the_head_takes_up_what_the_head_gives() -> None:
    own = area("A", cells(range(2), range(20)) - cells([1], range(4, 20)), "s", head="third", head_lines=4)
    letter = area("P", cells([1], range(4, 20)), use="photo", of="A")
    page, _ = made(spec_of(own, letter), story("s", full(17), headline="大字标题", photos=(photo(),)))
    (fit,) = page.fits
    assert [(c.kind, c.change, c.gain) for c in fit.taken] == [("head", -1, 1), ("photo", 1, 0)]
    (picture,) = (i for i in page.items if isinstance(i, Picture))
    assert picture.rect.bottom == pytest.approx(295.0)
    assert (fit.room, fit.over_lines) == (17, 0)


def test_a_photo_between_other_things_is_no_cure() -> None:
    own = area("A", cells([0], range(20)), "s")
    letter = area("P", cells([1], range(20)), use="photo", of="A")
    page, _ = made(spec_of(own, letter), story("s", full(21), photos=(photo(),)))
    assert (page.fits[0].over_lines, page.fits[0].trials, page.fits[0].reach) == (1, (), 0)


def test_subheads_give_the_lines_that_they_do_not_need() -> None:
    limits = only(subhead_space=(1, 60.0))
    styles = allowed(limits)
    styles = replace(styles, numbers={**styles.numbers, "subhead_lines_single": 3})
    own = area("A", cells([0], range(20)), "s")
    spec = replace(spec_of(own, limits=limits), styles=styles)
    body = (block("body", full(8)), block("subhead", "小题"), block("body", full(10)))
    page, _ = make_up(spec, Edition((replace(story("s"), body=body),)), EmShaper(), {})
    (fit,) = page.fits
    assert [(c.kind, c.gain) for c in fit.taken] == [("subhead_space", 1)]
    assert (fit.over_lines, fit.lines_set, fit.galley) == (0, 20, 21)


def test_white_between_paragraphs_where_a_house_allows_it() -> None:
    short = story("s", *[full(4)] * 8)
    own = area("A", cells(range(2), range(20)), "s")
    limits = only(paragraph_space=(9, 10.0), head_space=(2, 0.0))
    page, _ = made(spec_of(own, limits=limits), short)
    (fit,) = page.fits
    assert [c.kind for c in fit.taken] == ["paragraph_space"]
    assert fit.galley == 32
    lines = texts(page, "body")
    assert {round((t.y - 8.8) / 15.0, 6) % 1 for t in lines} == {0.0}  # on the grid all the same
    tops = {x: min(t.y for t in lines if t.x == x) for x in {t.x for t in lines}}
    assert len(set(tops.values())) == 1  # no column begins with white
    assert with_photo(24, only(photo=(3, 90.0)))[0].taken[0].kind == "photo"


# --- what may not be done ---


def test_a_fixed_story_is_not_touched() -> None:
    fit, _, (told,) = with_photo(31, fixed=True)
    assert (fit.over_lines, fit.trials, fit.taken, fit.cures) == (1, (), (), ())
    assert told.code == "M201"
    assert "the story is fixed, so no cure was tried" in told.hint


def test_a_fixed_story_has_no_white_under_its_head() -> None:
    fit, page, _ = with_head(22, fixed=True)
    assert fit.over_lines == -10
    assert not any("white" in cure or "paragraph" in cure for cure in fit.cures)
    assert min(t.y for t in texts(page, "body")) == pytest.approx(4 * 15.0 + 8.8)


@pytest.mark.parametrize("limits", [only(), only(photo=(0, 90.0)), CopyfitStyle(0, USUAL.cures)])
def test_what_the_sheet_does_not_allow_is_not_done(limits: CopyfitStyle) -> None:
    fit, _, _ = with_photo(31, limits)
    assert (fit.over_lines, fit.trials, fit.taken) == (1, (), ())


def test_neighbours_never_move() -> None:
    def page_of(lines: int) -> tuple[list[str], StoryFit]:
        own = area("A", cells(range(2), range(20)) - cells([1], range(10, 20)), "s")
        letter = area("P", cells([1], range(10, 20)), use="photo", of="A")
        under = area("B", cells(range(2), range(20, 40)), "t", head="third", head_lines=4)
        spec = spec_of(own, letter, under, lines=40)
        page, _ = made(
            spec,
            story("s", full(12), full(lines - 12), photos=(photo(),)),
            story("t", full(20), full(12), headline="标题"),
        )
        return [line for line in page.dump().splitlines() if " t:" in line or "rule" in line], page.fits[0]

    (as_drawn, fits), (after, cured) = page_of(30), page_of(32)
    assert (fits.taken, len(cured.taken)) == ((), 1)
    assert as_drawn == after


def test_what_cannot_be_cured_is_left_as_it_is_drawn() -> None:
    fit, page, _ = with_photo(50)
    assert (fit.room, fit.over_lines, fit.lines_set, fit.galley) == (30, 20, 30, 50)
    assert [i.rect.y for i in page.items if isinstance(i, Picture)] == [pytest.approx(150.0 + 3.0)]


# --- the search ---


def test_the_cheapest_cure_is_taken() -> None:
    def taken(**cures: tuple[int, float]) -> list[str]:
        own = area("A", cells(range(2), range(20)) - cells([1], range(10, 20)), "s", head="third", head_lines=4)
        letter = area("P", cells([1], range(10, 20)), use="photo", of="A")
        spec = spec_of(own, letter, limits=only(**cures))
        page, _ = made(spec, story("s", full(12), full(12), headline="大字标题", photos=(photo(),)))
        assert (page.fits[0].over_lines, page.fits[0].galley) == (0, 24)
        return [c.kind for c in page.fits[0].taken]

    assert taken(photo=(3, 10.0), head=(3, 80.0)) == ["photo"]
    assert taken(photo=(3, 100.0), head=(3, 10.0)) == ["head"]


def test_every_trial_is_told_with_what_came_of_it() -> None:
    fit, _, _ = with_photo(32, only(photo=(3, 90.0)))
    assert [(t.outcome, t.over_lines, t.poured) for t in fit.trials] == [("over", 1, False), ("taken", 0, True)]
    fit, _, _ = with_photo(20, only(photo=(3, 90.0), caption_space=(2, 80.0)))
    assert {t.outcome for t in fit.trials} <= {"under", "dearer", "taken"}
    assert sum(t.outcome == "taken" for t in fit.trials) == (1 if fit.taken else 0)


def test_no_more_combinations_are_set_than_the_sheet_allows() -> None:
    cures = only(photo=(9, 1.0), caption_space=(9, 1.0), paragraph_space=(9, 1.0)).cures
    fit, _, _ = with_photo(15, CopyfitStyle(3, cures))
    assert 0 < sum(t.poured for t in fit.trials) <= 3


def test_the_same_page_twice() -> None:
    assert with_photo(32)[1].dump() == with_photo(32)[1].dump()


COSTS = st.lists(st.lists(st.integers(1, 5), min_size=1, max_size=3), min_size=1, max_size=4)


@given(COSTS)
def test_combinations_come_by_cost_and_each_once(costs: list[list[int]]) -> None:
    knobs: list[Knob] = [
        (Option(), *(Option(cost=float(sum(row[: i + 1])), gain=10 * k + i) for i in range(len(row))))
        for k, row in enumerate(costs)
    ]
    found = list(combinations(knobs))
    prices = [sum(o.cost for o in each) for each in found]
    assert prices == sorted(prices)
    many = 1
    for row in costs:
        many *= len(row) + 1
    assert len({tuple(o.gain for o in each) for each in found}) == len(found) == many


def test_of_two_that_cost_the_same_the_first_in_order_is_tried_first() -> None:
    knobs: list[Knob] = [(Option(), Option(cost=1.0, gain=k)) for k in range(3)]
    assert [tuple(o.gain for o in each) for each in islice(combinations(knobs), 4)] == [(), (0,), (1,), (2,)]


# --- what an editor is told ---


def test_a_cut_hurts_least_where_a_last_line_is_short() -> None:
    words = ("字" * 18 + "一二", "字" * 28 + "末", full(30))
    own = area("A", cells([0], range(20)), "s")
    page, (told,) = made(spec_of(own), story("s", *words))
    (fit,) = page.fits
    assert [(o.characters, o.text) for o in fit.overruns] == [(2, "一二"), (2, "字末")]
    assert told.code == "M201"
    assert "a cut hurts least at story.md:1:19 “一二” 2" in told.hint


def test_what_would_fill_an_underset_story_is_told() -> None:
    own = area("A", cells(range(2), range(20)) - cells([1], range(10, 20)), "s")
    letter = area("P", cells([1], range(10, 20)), use="photo", of="A")
    page, found = made(spec_of(own, letter), story("s", full(8), photos=(photo(),)))
    told = next(d for d in found if d.code == "M202")
    assert [(c.kind, c.number, c.gain) for c in page.fits[0].fills] == [("photo", 1, -1)]
    assert "make photo 1 a line higher (takes 1 line)" in told.hint
    assert "add about 220 characters" in told.hint


@settings(max_examples=40, deadline=None)
@given(cases())
def test_what_is_reported_of_any_page_is_what_a_galley_counts(case: Case) -> None:
    page, _ = case.made()
    for fit in page.fits:
        assert fit.needs - fit.lines_set == max(fit.over_lines, 0)
        if fit.over_lines > 0 and fit.galley > fit.room:
            assert fit.over_lines == fit.galley - fit.room
        elif fit.over_lines > 0:  # a box is higher than what is left of a column
            whose = case.edition.story(fit.slug)
            assert whose is not None
            assert any(b.kind != "body" for b in whose.blocks)
        elif fit.over_lines:
            assert fit.over_lines == fit.galley - fit.room or fit.galley >= fit.room
        else:
            assert fit.lines_set == fit.needs == fit.room or fit.galley == fit.room


def test_no_story_jumps_where_the_sheet_has_no_jumps() -> None:
    own = area("A", cells(range(2), range(10)), "s", jump=Jump(Origin("page.yaml"), page="3"))

    def codes(limits: CopyfitStyle) -> list[str]:
        return [d.code for d in made(spec_of(own, limits=limits), story("s", full(30)))[1]]

    assert codes(only()) == ["M201"]
    assert codes(only(jump=(1, 5000.0))) == ["M230"]
