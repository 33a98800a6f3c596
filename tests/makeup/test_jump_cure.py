"""A jump is a cure among the others: taken where it costs less than what else makes the story fit."""

from bisect import bisect_left
from dataclasses import replace

import pytest
from makeup_makers import EmShaper, area, cells, grid, layout, photo, sheet, story

from pagesetter.diagnostics import Origin
from pagesetter.makeup.page import Matter, make_up_together
from pagesetter.model.areas import Jump
from pagesetter.model.fits import StoryFit
from pagesetter.model.story import Edition
from pagesetter.model.style import CopyfitStyle, CureLimit
from pagesetter.reporting.cures import cure_words, trial_words

HERE = Origin("page.yaml")
GIVING = "字字字，字字。" * 6
PHOTO, JUMP = CureLimit("photo", 3, 90.0), CureLimit("jump", 1, 5000.0)


def full(lines: int) -> str:
    """A paragraph that fills so many lines of ten characters, two of them its indent."""
    return "字" * (10 * lines - 2)


def fits(lines: int, *cures: CureLimit, fixed: bool = False, many: int = 0) -> tuple[StoryFit, StoryFit]:
    """A story of so many lines in two columns of 20 lines with a photo of 10, room for 30, and its area on page 2;
    ``many`` paragraphs after these lines, whose marks can give way."""
    styles = replace(sheet(), copyfit=CopyfitStyle(40, cures))
    own = area("A", cells(range(2), range(20)) - cells([1], range(10, 20)), "s", jump=Jump(HERE), fixed=fixed)
    letter = area("P", cells([1], range(10, 20)), use="photo", of="A")
    rest = area("C", cells(range(2), range(20)), "s", continues=1, head="continued")
    copy = story("s", full(12), *[full(lines - 12)] * (lines > 12), *[GIVING] * many, photos=(photo(),))

    def matter(number: str, *areas: object) -> Matter:
        spec = layout(grid(2, 10, 20), *areas, edition={"title": "报", "date": "2026-01-15", "page": number})  # type: ignore[arg-type]
        return Matter(replace(spec, styles=styles), Edition((copy,)), EmShaper(), {"p.png": (4000, 3000)})

    (one, _), (two, _) = make_up_together([matter("1", own, letter), matter("2", rest)])
    return one.fits[0], two.fits[0]


def jumped(fit: StoryFit) -> bool:
    return any(words.startswith("the rest goes on") for words in fit.cures)


def test_a_photo_is_lowered_before_a_story_jumps_at_the_costs_of_the_built_in_sheet() -> None:
    one, two = fits(32, *sheet().copyfit.cures)
    assert not jumped(one)
    assert [(c.kind, c.change) for c in one.taken] == [("photo", -2)]
    assert [t.outcome for t in one.trials if t.cures[0].kind == "jump"] == ["dearer"]
    assert two.characters == 0


@pytest.mark.parametrize("cost", [10.0, 179.0])
def test_a_jump_that_costs_less_than_the_photo_comes_first(cost: float) -> None:
    one, two = fits(36, replace(JUMP, cost=cost), replace(PHOTO, most=6, share_ratio=1.0))
    assert jumped(one)
    assert [c.kind for c in one.taken] == ["jump"]
    assert two.characters > 0


def test_a_jump_stands_after_a_photo_that_costs_less() -> None:
    one, _ = fits(36, replace(PHOTO, most=6, share_ratio=1.0), replace(JUMP, cost=900.0))
    assert not jumped(one)
    assert [(c.kind, c.change) for c in one.taken] == [("photo", -6)]


def test_of_a_jump_and_a_photo_that_cost_the_same_the_first_in_the_order_is_taken() -> None:
    def with_jump_at(quarters: int, *, first: bool = False) -> bool:
        jump = replace(JUMP, cost=quarters / 4)
        photo = replace(PHOTO, most=6, share_ratio=1.0)
        return jumped(fits(36, *((jump, photo) if first else (photo, jump)))[0])

    # What the columns cost counts too, so that the same cost is looked for.
    same = bisect_left(range(40_000), True, key=lambda quarters: not with_jump_at(quarters))
    assert not with_jump_at(same)
    assert with_jump_at(same, first=True)
    assert not with_jump_at(same + 1, first=True)
    assert with_jump_at(same - 1)


def test_what_no_cure_makes_fit_jumps_and_tells_what_was_tried() -> None:
    one, two = fits(50, PHOTO, JUMP)
    assert jumped(one)
    assert one.over_lines == 0
    assert two.characters > 0
    assert [trial_words(t) for t in one.trials] == [
        "over 19: photo 1 1 line lower (+1 line)",
        "over 18: photo 1 2 lines lower (+2 lines)",
        "over 17: photo 1 3 lines lower (+3 lines)",
        "taken: jump (+20 lines)",
    ]
    assert [cure_words(c) for c in one.taken] == ["jump (+20 lines)"]


def test_a_fixed_story_jumps_without_another_cure() -> None:
    one, _ = fits(31, PHOTO, JUMP, fixed=True)
    assert jumped(one)
    assert [t.cures[0].kind for t in one.trials] == ["jump"]


def test_a_paragraph_set_a_line_shorter_saves_a_jump_unless_the_jump_costs_less() -> None:
    paragraph = CureLimit("paragraph", 1, 25.0)
    saved, _ = fits(14, paragraph, JUMP, many=4)
    assert not jumped(saved)
    assert any("set 1 line shorter" in words for words in saved.cures)
    assert [t.outcome for t in saved.trials] == ["dearer"]
    assert jumped(fits(14, paragraph, replace(JUMP, cost=1.0), many=4)[0])
