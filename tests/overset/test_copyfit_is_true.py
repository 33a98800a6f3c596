"""The reference page's stories made longer and shorter: each fits its room to the line, or is over or under by what a
galley counts at the same measure; `tools/measure_copyfit.py` does it for every number of lines."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pagesetter.model.page import Page, Text

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def measuring() -> Iterator[ModuleType]:
    """The tool, its folder importable while these tests run."""
    before = sys.path[:]
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import measure_copyfit  # only importable from its folder

        yield measure_copyfit
    finally:
        sys.path[:] = before


@pytest.fixture(scope="module")
def desk(measuring: ModuleType) -> Any:
    """The reference page with its fonts open."""
    return measuring.Desk.open(ROOT / "layouts" / "quanzhou.yaml")


@pytest.fixture(scope="module")
def as_it_is(desk: Any) -> Page:
    """The page with its own stories."""
    page = desk.page(desk.edition)
    assert isinstance(page, Page)
    return page


def _rows(page: Page, slug: str) -> int:
    """Different places of body lines in the columns of a story, rows of its stamps left out."""
    return len(
        {(round(i.x), round(i.y, 2)) for i in page.items if isinstance(i, Text) and i.slug == slug and i.role == "body"}
    )


@pytest.mark.parametrize("lines", [-30, -13, -8, -5, 2, 4, 8, 12, 30])
def test_every_outcome_fits_to_the_line_or_says_the_true_number(
    measuring: ModuleType, desk: Any, as_it_is: Page, lines: int
) -> None:
    measures = {fit.slug: measuring.measure_of(as_it_is, fit.slug) for fit in as_it_is.fits}
    stories = tuple(desk.longer(s, measures[s.slug], lines) for s in desk.edition.stories)
    page = desk.page(replace(desk.edition, stories=stories))
    for fit, story in zip(page.fits, (next(s for s in stories if s.slug == f.slug) for f in page.fits), strict=True):
        rows = desk.galley_rows(story, measures[fit.slug])
        assert fit.galley == rows
        assert fit.over_lines == rows - fit.room or (fit.over_lines == 0 and fit.lines_set == fit.room)
        if fit.over_lines > 0:
            assert (fit.taken, fit.lines_set) == ((), fit.room)
        assert _rows(page, fit.slug) <= fit.room


def test_only_the_area_of_a_story_changes_with_it(measuring: ModuleType, desk: Any, as_it_is: Page) -> None:
    def of_others(page: Page) -> list[str]:
        """All but the story and the rule beside its text, which begins where that does."""
        return [
            line for line in page.dump().splitlines() if " linli:" not in line and not line.startswith("rule column")
        ]

    measure = measuring.measure_of(as_it_is, "linli")
    stories = tuple(desk.longer(s, measure, 3) if s.slug == "linli" else s for s in desk.edition.stories)
    page = desk.page(replace(desk.edition, stories=stories))
    fit = next(f for f in page.fits if f.slug == "linli")
    assert fit.taken
    assert fit.over_lines <= 0
    assert of_others(page) == of_others(as_it_is)
