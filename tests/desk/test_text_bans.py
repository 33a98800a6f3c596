"""Text whose way through the page is broken, and lines that stand badly."""

from dataclasses import replace
from typing import Any

import pytest
from desk_makers import HORIZONTAL, LEADING, VERTICAL, Paper, sound

from pagesetter.diagnostics import Severity
from pagesetter.geometry import WritingMode
from pagesetter.model.page import Text

both = pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL])


@both
def test_text_that_goes_on_before_and_above_is_found(mode: WritingMode) -> None:
    paper = sound(mode, c={"frames": ((1, 24, 40), (0, 24, 40))})
    assert paper.broken() == ["text-turns-back"]
    found = paper.found()[0]
    assert found.rect is not None
    assert found.rect.overlaps(paper.rect((0, 24, 1, 40)))


@both
def test_text_in_tiers_goes_back_but_not_up(mode: WritingMode) -> None:
    tiers = {"frames": ((0, 24, 32), (1, 24, 32), (0, 32, 40), (1, 32, 40))}
    assert sound(mode, c=tiers).broken() == []


def cut(mode: WritingMode, **inner: Any) -> Paper:
    """Story A with a short story in the middle of its first column."""
    paper = sound(
        mode, a={"frames": ((0, 4, 8), (0, 14, 20), (1, 4, 20), (2, 4, 28)), "paragraphs": [4, 4, 6, *[4] * 9]}
    )
    paper.story("E", ((0, 8, 1, 14),), ((0, 10, 14),), head=(0, 8, 1, 10), size=12.0, **inner)
    return paper


@both
def test_column_that_another_story_cuts_is_found(mode: WritingMode) -> None:
    paper = cut(mode)
    assert paper.broken() == ["column-cut"]
    assert 'of story "a" is cut over 6 lines by story "e"' in paper.found()[0].message


@both
def test_story_inside_another_on_purpose_cuts_nothing(mode: WritingMode) -> None:
    assert cut(mode, inside="A").broken() == []


@both
def test_own_photo_in_a_column_cuts_nothing(mode: WritingMode) -> None:
    frames = ((0, 4, 8), (0, 14, 20), (1, 4, 20), (2, 4, 28))
    own = {"frames": frames, "paragraphs": [4, 4, 6, *[4] * 9], "photo": (0, 8, 1, 14)}
    assert sound(mode, a=own).broken() == []


def test_column_that_an_advertisement_cuts_is_found() -> None:
    frames = ((0, 4, 8), (0, 14, 20), (1, 4, 20), (2, 4, 28))
    paper = sound(a={"frames": frames, "paragraphs": [4, 4, 6, *[4] * 9]})
    paper.advert("X", (0, 8, 1, 14))
    assert paper.broken() == ["column-cut", "advert-above-news"]


@pytest.mark.parametrize("last", ["了。", "日", "3。", "！吗？"])
def test_character_alone_on_a_last_line_is_found(last: str) -> None:
    paper = sound(d={"paragraphs": [4, ("body", 4, last), 4, 4]})
    assert paper.broken() == ["lone-character"]
    assert f"“{last}”" in paper.found()[0].message


@pytest.mark.parametrize("last", ["好了。", "5日。", "2026", "the end.", "）"])
def test_last_lines_of_more_pass(last: str) -> None:
    assert sound(d={"paragraphs": [4, ("body", 4, last), 4, 4]}).broken() == []


def test_single_character_that_is_a_whole_paragraph_passes() -> None:
    assert sound(d={"paragraphs": [4, 3, ("body", 1, "好。"), 4, 4]}).broken() == []


@pytest.mark.parametrize(("role", "said"), [("headline", "a head"), ("deck", "a head"), ("caption", "a caption")])
def test_character_alone_on_the_last_line_of_a_head_or_a_caption_is_found(role: str, said: str) -> None:
    paper = sound()
    at = next(i for i, one in enumerate(paper.items) if isinstance(one, Text) and one.role in (role, "headline"))
    if role == "caption":
        at = next(i for i, one in enumerate(paper.items) if isinstance(one, Text) and one.role == "caption")
    line = paper.items[at]
    assert isinstance(line, Text)
    paper.items[at + 1 : at + 1] = [
        replace(line, y=line.y + 12.0, text="港", role=role, block=-5, start=4, end=5, measure=60.0)
    ]
    paper.items[at] = replace(line, block=-5, role=role, text="老城新")
    found = [d.message for d in paper.found() if d.code == "D609"]
    assert found == [
        f'character alone on a last line (孤字): {said} of story "{line.slug}" ends with “港” alone on its last line'
    ]


@pytest.mark.parametrize("last", ["港口", "5年"])
def test_last_line_of_a_head_with_more_than_a_character_passes(last: str) -> None:
    paper = sound()
    at = next(i for i, one in enumerate(paper.items) if isinstance(one, Text) and one.role == "headline")
    line = paper.items[at]
    assert isinstance(line, Text)
    paper.items.insert(at + 1, replace(line, y=line.y + 12.0, text=last, start=4, end=6, block=-5, size=20.0))
    assert "lone-character" not in paper.broken()


@both
def test_last_line_alone_at_a_column_head_is_found(mode: WritingMode) -> None:
    paper = sound(mode, a={"paragraphs": [4, 4, 4, 5, 3, *[4] * 9]})
    assert paper.broken() == ["widow"]
    found = paper.found()[0]
    assert found.rect is not None
    assert found.rect.overlaps(paper.rect((1, 4, 2, 5)))


@both
def test_two_lines_at_a_column_head_pass(mode: WritingMode) -> None:
    assert sound(mode, a={"paragraphs": [4, 4, 4, 6, 2, *[4] * 9]}).broken() == []


@both
def test_paragraph_of_one_line_at_a_column_head_passes(mode: WritingMode) -> None:
    assert sound(mode, a={"paragraphs": [4, 4, 4, 4, 1, 3, *[4] * 9]}).broken() == []


@both
def test_first_line_alone_at_a_column_foot_is_found(mode: WritingMode) -> None:
    assert sound(mode, a={"paragraphs": [4, 4, 4, 3, 5, *[4] * 9]}).broken() == ["orphan"]


@both
def test_two_lines_at_a_column_foot_pass(mode: WritingMode) -> None:
    assert sound(mode, a={"paragraphs": [4, 4, 4, 2, 6, *[4] * 9]}).broken() == []


@both
def test_paragraph_of_one_line_at_a_column_foot_passes(mode: WritingMode) -> None:
    assert sound(mode, a={"paragraphs": [4, 4, 4, 3, 1, *[4] * 10]}).broken() == []


@both
def test_lines_under_four_characters_are_slivers(mode: WritingMode) -> None:
    paper = sound(mode, d={"spans": (0.0, 3.5)})
    assert paper.broken() == ["sliver"]
    assert "16 lines" in paper.found()[0].message
    assert "3.5 characters" in paper.found()[0].message


@both
def test_lines_of_four_characters_pass(mode: WritingMode) -> None:
    assert sound(mode, d={"spans": (0.0, 4.0)}).broken() == []


@both
def test_body_lines_off_the_grid_are_found(mode: WritingMode) -> None:
    paper = sound(mode)
    paper.move("d", "body", across=3.0, only=slice(0, 8))
    assert paper.broken() == ["off-grid"]
    assert "8 lines" in paper.found()[0].message
    assert "by up to 3.0 pt" in paper.found()[0].message


@both
def test_body_lines_that_moved_by_whole_lines_or_by_a_rounding_stand_on_the_grid(mode: WritingMode) -> None:
    paper = sound(mode)
    paper.move("d", "body", across=0.05)
    paper.move("c", "body", across=LEADING)
    assert "off-grid" not in paper.broken()


def test_lines_that_run_across_the_page_have_a_grid_of_their_own() -> None:
    paper = Paper()
    other = Paper(VERTICAL)
    other.story("D", ((2, 28, 4, 40),), ((2, 32, 40),))
    paper.items += other.items
    paper.areas += other.areas[1:]
    paper.stories.update(other.stories)
    assert "off-grid" not in paper.broken()
    paper.move("d", "body", along=3.0, only=slice(2, 3))
    assert "off-grid" in paper.broken()


def test_each_finding_of_a_line_names_figures_place_and_remedy() -> None:
    (found,) = sound(d={"paragraphs": [4, ("body", 4, "了。"), 4, 4]}).found()
    assert found.severity is Severity.WARNING
    assert found.hint
    assert found.origin is not None
    assert found.origin.file == "page.yaml"
    assert found.page == 1


PAST: dict[str, Any] = {
    "a": {"cells": ((0, 0, 3, 20), (2, 20, 3, 28), (0, 20, 1, 28)), "frames": ((0, 4, 28), (1, 4, 20), (2, 4, 28))},
    "c": {"cells": ((0, 28, 1, 40), (1, 20, 2, 40)), "frames": ((0, 28, 40), (1, 24, 40)), "head": (1, 20, 2, 24)},
}


@both
def test_text_that_begins_before_its_head_and_under_it_is_found(mode: WritingMode) -> None:
    paper = sound(mode, **PAST)
    assert paper.broken() == ["text-turns-back"]
    assert 'the text of story "c" begins before its head and 8 lines lower' in paper.found()[0].message


@both
@pytest.mark.parametrize("form", ["waist", "inside", "brow", "side"])
def test_text_that_goes_round_its_head_on_purpose_passes(form: str, mode: WritingMode) -> None:
    assert "text-turns-back" not in sound(mode, a=PAST["a"], c={**PAST["c"], "head_form": form}).broken()


@both
def test_text_that_begins_beside_its_head_passes(mode: WritingMode) -> None:
    beside = {"frames": ((0, 20, 40), (1, 24, 40)), "head": (1, 20, 2, 24)}
    assert sound(mode, c=beside).broken() == []


@pytest.mark.parametrize(("reach", "broken"), [(8.0, []), (24.0, []), (60.0, ["column-cut"])])
@both
def test_what_reaches_into_a_column_by_its_edge_does_not_cut_it(
    mode: WritingMode, reach: float, broken: list[str]
) -> None:
    frames = ((0, 4, 8), (0, 14, 20), (1, 4, 20), (2, 4, 28))
    paper = sound(mode, a={"frames": frames, "paragraphs": [4, 4, 6, *[4] * 9], "photo": (0, 8, 1, 14)})
    x = paper.grid.column_x(0) + paper.grid.measure - reach
    paper.items.append(paper.text("四个大字", "pull-quote", x, paper.grid.row_y(10), reach + 10, 12.0, slug="b"))
    assert paper.broken() == broken
