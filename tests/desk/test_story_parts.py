"""Two parts of one story on one page: each is judged by itself, wherever the other one stands."""

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import pytest
from desk_makers import ALL, HORIZONTAL, VERTICAL, Paper, Place, a, b, c, d, sound

from pagesetter.diagnostics import Severity
from pagesetter.geometry import WritingMode

both = pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL])
LINES = {"a": 56, "b": 16, "c": 32, "d": 16}
"""Lines of text that each place of the page has."""
BEFORE = [("begin", 3), ("jump", 1, "（下转本版）")]
"""How a part ends that goes on elsewhere, in four lines."""
AFTER = [("continued", 1, "（上接本版）"), ("rest", 3)]
"""How the part begins that follows it."""


def begins(place: str, end: Sequence[Any] = BEFORE) -> list[Any]:
    """The paragraphs of a first part."""
    return [*[4] * (LINES[place] // 4 - 1), *end]


def follows(place: str, start: Sequence[Any] = AFTER) -> list[Any]:
    """The paragraphs of a second part."""
    return [*start, *[4] * (LINES[place] // 4 - 1)]


def parted(first: str, second: str, mode: WritingMode = HORIZONTAL, **more: dict[str, Any]) -> Paper:
    """The page with one story in two of its places; ``one`` and ``two`` change what stands there."""
    paper = Paper(mode)
    making = {make.__name__: make for make in ALL}
    making[first](paper, **{"slug": "x", "jump": True, "paragraphs": begins(first), **more.get("one", {})})
    making[second](paper, **{"slug": "x", "part": 1, "paragraphs": follows(second), **more.get("two", {})})
    for make in ALL:
        if make.__name__ not in (first, second):
            make(paper)
    return paper


# --- what no ban may flag ---


@both
@pytest.mark.parametrize(("first", "second"), list(permutations("abcd", 2)))
def test_parts_of_one_story_stand_left_of_right_of_above_and_below_each_other(
    first: str, second: str, mode: WritingMode
) -> None:
    assert [d.message for d in parted(first, second, mode).found()] == []


INNER: Place = (0, 8, 1, 14)
WITH_HOLE = {"frames": ((0, 4, 8), (0, 14, 20), (1, 4, 20), (2, 4, 28)), "paragraphs": [4, 4, 6, *[4] * 9]}


def inside(paper: Paper, **more: Any) -> Paper:
    """A second part in a box in the first column of the lead."""
    given = {"part": 1, "paragraphs": [*AFTER], "head": (0, 8, 1, 10), "size": 12.0, **more}
    paper.story("E", (INNER,), ((0, 10, 14),), **given)
    return paper


@both
def test_part_that_stands_inside_another_story_on_purpose(mode: WritingMode) -> None:
    paper = sound(mode, a=WITH_HOLE, c={"slug": "x", "jump": True, "paragraphs": begins("c")})
    assert inside(paper, slug="x", inside="A").broken() == []


@both
def test_part_that_stands_inside_the_part_before_it_on_purpose(mode: WritingMode) -> None:
    own = {**WITH_HOLE, "slug": "x", "jump": True, "paragraphs": [4, 4, 6, *[4] * 8, *BEFORE]}
    assert inside(sound(mode, a=own), slug="x", inside="A").broken() == []


@both
def test_part_before_and_above_the_part_that_it_follows_does_not_turn_back(mode: WritingMode) -> None:
    # the areas of the two parts reach into each other's rows and columns
    paper = Paper(mode)
    a(paper)
    b(paper)
    lower = {"cells": ((0, 20, 2, 40), (2, 28, 4, 40)), "frames": ((2, 32, 40), (3, 32, 40)), "head": (2, 28, 4, 32)}
    d(paper, slug="x", jump=True, paragraphs=begins("d"), **lower)
    c(paper, slug="x", part=1, paragraphs=follows("c"))
    assert paper.broken() == []


@both
def test_part_over_the_head_of_the_other_is_not_pressed_on_it(mode: WritingMode) -> None:
    # a part of the same story stands right above the head of the other, in its columns
    assert "text-above-head" not in parted("c", "a", mode).broken()
    assert "text-above-head" not in parted("a", "c", mode).broken()


@both
def test_paragraph_of_several_lines_on_either_side_of_a_jump(mode: WritingMode) -> None:
    paper = parted(
        "a",
        "d",
        mode,
        one={"paragraphs": begins("a", [1, ("begin", 2), BEFORE[1]])},
        two={"paragraphs": follows("d", [AFTER[0], ("rest", 2), 1])},
    )
    assert paper.broken() == []


# --- what is found in parts as in whole stories ---


@both
def test_text_of_a_part_over_its_own_repeat_head_is_found(mode: WritingMode) -> None:
    under = {"frames": ((0, 20, 24), (0, 28, 40), (1, 20, 24), (1, 28, 40)), "head": (0, 24, 2, 28)}
    paper = parted("a", "c", mode, two=under)
    assert paper.broken() == ["text-above-head"]
    assert 'the head of story "x (C)" stands under 7 lines of its own text' in paper.found()[0].message


@both
def test_part_whose_text_turns_back_is_found(mode: WritingMode) -> None:
    paper = parted("a", "c", mode, two={"frames": ((1, 24, 40), (0, 24, 40))})
    assert paper.broken() == ["text-turns-back"]


@both
def test_last_line_of_a_paragraph_alone_in_the_part_that_follows_is_found(mode: WritingMode) -> None:
    paper = parted("a", "d", mode, two={"paragraphs": follows("d", [AFTER[0], ("rest", 1), 2])})
    assert paper.broken() == ["widow"]
    (found,) = paper.found()
    assert found.rect is not None
    assert found.rect.overlaps(paper.rect((2, 33, 3, 34)))


@both
def test_first_line_of_a_paragraph_alone_before_a_jump_is_found(mode: WritingMode) -> None:
    paper = parted("a", "d", mode, one={"paragraphs": begins("a", [2, ("begin", 1), BEFORE[1]])})
    assert paper.broken() == ["orphan"]


@both
def test_subhead_whose_text_stands_after_the_jump_is_found(mode: WritingMode) -> None:
    paper = parted(
        "a",
        "d",
        mode,
        one={"paragraphs": begins("a", [2, ("subhead", 1, "小标题"), BEFORE[1]])},
        two={"paragraphs": follows("d", [AFTER[0], 3])},
    )
    assert paper.broken() == ["stranded-head"]
    (found,) = paper.found()
    assert found.severity is Severity.ERROR
    assert "小标题" in found.message


@both
def test_character_alone_at_the_end_of_a_paragraph_that_began_in_another_part_is_found(mode: WritingMode) -> None:
    rest = [AFTER[0], ("rest", 3, "了。")]
    assert parted("a", "d", mode, two={"paragraphs": follows("d", rest)}).broken() == ["lone-character"]


@both
def test_columns_of_a_part_that_are_not_level_are_found(mode: WritingMode) -> None:
    short = {"paragraphs": [*AFTER, 4, 4, 2]}
    paper = parted("a", "d", mode, two=short)
    assert paper.broken() == ["columns-uneven"]
    assert 'of story "x (D)" differ by 2 lines' in paper.found()[0].message


@both
def test_part_whose_head_is_away_from_its_text_is_found(mode: WritingMode) -> None:
    far = {"frames": ((0, 29, 40), (1, 29, 40)), "paragraphs": [*AFTER, 4, 3, 4, 4, 3]}
    own = {"photo": (0, 24, 2, 29)}
    paper = parted("d", "c", mode, two=far)
    paper.story("F", ((0, 24, 2, 29),), (), **own)
    assert paper.broken() == ["head-apart"]


@both
def test_column_that_another_part_of_its_story_cuts_is_found(mode: WritingMode) -> None:
    own = {**WITH_HOLE, "slug": "x", "jump": True, "paragraphs": [4, 4, 6, *[4] * 8, *BEFORE]}
    paper = inside(sound(mode, a=own), slug="x")
    assert paper.broken() == ["column-cut"]
    assert 'a column of story "x (A)" is cut over 6 lines by story "x (E)"' in paper.found()[0].message


@both
def test_head_and_repeat_head_side_by_side_are_found(mode: WritingMode) -> None:
    beside = {"head": (3, 0, 4, 4), "frames": ((3, 4, 20),), "photo": (3, 20, 4, 28), "size": 18.0}
    paper = parted("a", "b", mode, two=beside)
    assert paper.broken() == ["head-clash"]
    assert 'the heads of stories "x (A)" and "x (B)"' in paper.found()[0].message


def test_advertisement_above_two_parts_of_one_story_stands_above_one_story() -> None:
    paper = Paper()
    paper.advert("X", (0, 0, 4, 8))
    paper.story("A", ((0, 8, 2, 40),), ((0, 12, 40), (1, 12, 40)), begins("a"), (0, 8, 2, 12), slug="x", jump=True)
    second = {"slug": "x", "part": 1, "size": 14.0}
    paper.story("B", ((2, 8, 4, 40),), ((2, 16, 40), (3, 16, 40)), [*AFTER, *[4] * 11], (2, 12, 4, 16), **second)
    (found,) = [d for d in paper.found() if d.code == "D621"]
    assert found.message.endswith('stands above story "x"')
