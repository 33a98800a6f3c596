"""Pages that fall apart, holes, feet that are not level, frames that touch."""

from dataclasses import replace

import pytest
from desk_makers import HORIZONTAL, VERTICAL, sound

from pagesetter.geometry import Rect, WritingMode
from pagesetter.model.page import Rule

both = pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL])


@both
def test_gutter_through_the_page_is_found(mode: WritingMode) -> None:
    paper = sound(mode, d=None, b={"cells": ((3, 0, 4, 40),), "frames": ((3, 12, 40),)})
    paper.story("D", ((2, 28, 3, 40),), ((2, 32, 40),), head=(2, 28, 3, 32), size=18.0)
    assert paper.broken() == ["gutter-through"]
    assert "between columns 3 and 4 runs unbroken over 40 lines, 100%" in paper.found()[0].message


@both
def test_gutter_that_a_story_crosses_near_the_foot_passes(mode: WritingMode) -> None:
    lower = {
        "cells": ((2, 30, 4, 40),),
        "head": (2, 30, 4, 34),
        "frames": ((2, 34, 40), (3, 34, 40)),
        "paragraphs": [6, 6],
    }
    paper = sound(
        mode,
        a={
            "cells": ((0, 0, 3, 20), (2, 20, 3, 30)),
            "frames": ((0, 4, 20), (1, 4, 20), (2, 4, 30)),
            "paragraphs": [*[4] * 13, 6],
        },
        b={"cells": ((3, 0, 4, 30),), "frames": ((3, 12, 30),), "paragraphs": [4, 4, 4, 6]},
        d=lower,
    )
    assert paper.broken() == []


@both
def test_cut_through_the_page_is_found(mode: WritingMode) -> None:
    paper = sound(
        mode,
        a={"cells": ((0, 0, 3, 20),), "frames": ((0, 4, 20), (1, 4, 20), (2, 4, 20))},
        b={"cells": ((3, 0, 4, 20),), "frames": ((3, 12, 20),)},
        d={"cells": ((2, 20, 4, 40),), "head": (2, 28, 4, 32), "photo": (2, 20, 4, 28)},
    )
    assert paper.broken() == ["white-through"]
    assert "over line 20: the page falls into 2 items above and 2 below" in paper.found()[0].message


@both
def test_banner_over_the_whole_page_cuts_nothing(mode: WritingMode) -> None:
    paper = sound(
        mode,
        b=None,
        a={"cells": ((0, 0, 4, 20),), "head": (0, 0, 4, 4), "frames": tuple((i, 4, 20) for i in range(4))},
        d={"cells": ((2, 20, 4, 40),), "head": (2, 28, 4, 32), "photo": (2, 20, 4, 28)},
    )
    assert paper.broken() == []


@both
def test_columns_of_a_story_that_are_not_level_are_found(mode: WritingMode) -> None:
    paper = sound(mode, d={"paragraphs": [4, 4, 6]})
    assert paper.broken() == ["columns-uneven"]
    assert 'of story "d" differ by 2 lines' in paper.found()[0].message


@both
def test_columns_that_differ_by_a_line_are_level(mode: WritingMode) -> None:
    assert sound(mode, d={"paragraphs": [4, 4, 4, 3]}).broken() == []


@both
def test_columns_that_end_on_different_lines_by_the_plan_are_level(mode: WritingMode) -> None:
    stair = sound(mode)  # the third column of A is longer than the others
    assert stair.broken() == []


@both
def test_hole_in_a_column_is_found(mode: WritingMode) -> None:
    paper = sound(mode, d={"frames": ((2, 32, 40), (3, 32, 36))})
    assert paper.broken() == ["hole"]
    (found,) = paper.found()
    assert "column 4 stands empty over 4 lines from line 37" in found.message
    assert found.rect == paper.rect((3, 36, 4, 40))


@both
def test_hole_over_two_columns_is_one_hole(mode: WritingMode) -> None:
    paper = sound(mode, d={"frames": ((2, 32, 35), (3, 32, 35)), "paragraphs": [3, 3]})
    (found,) = paper.found()
    assert found.rect == paper.rect((2, 35, 4, 40))


@both
def test_three_white_lines_are_no_hole(mode: WritingMode) -> None:
    assert sound(mode, d={"frames": ((2, 32, 37), (3, 32, 37)), "paragraphs": [5, 5]}).broken() == []


@both
def test_white_of_a_head_is_its_own(mode: WritingMode) -> None:
    paper = sound(mode, d={"head": (2, 28, 4, 36), "frames": ((2, 36, 40), (3, 36, 40))})
    paper.move("d", "headline", across=60.0)
    assert paper.broken() == []


@both
def test_frames_that_touch_are_found(mode: WritingMode) -> None:
    paper = sound(mode)
    paper.frame((0, 20, 2, 40), 7.5)
    paper.frame((2, 28, 4, 40), 7.5)
    assert paper.broken() == ["frames-touch"]
    assert "0.0 pt apart" in paper.found()[0].message


@both
def test_frames_a_little_apart_pass(mode: WritingMode) -> None:
    paper = sound(mode)
    paper.frame((0, 20, 2, 40), 6.0)
    paper.frame((2, 28, 4, 40), 5.9)
    assert paper.broken() == []


@both
def test_frame_in_a_frame_touches_nothing(mode: WritingMode) -> None:
    paper = sound(mode)
    paper.frame((0, 20, 2, 40), 6.0)
    paper.frame((0, 30, 1, 40), 6.0)
    assert paper.broken() == []


def test_tint_without_a_line_is_no_frame() -> None:
    paper = sound()
    paper.frame((0, 20, 2, 40), 7.5, tinted=True)
    paper.frame((2, 28, 4, 40), 7.5)
    assert paper.broken() == []


WITH_FOOT = {
    "c": {"cells": ((0, 20, 2, 36),), "frames": ((0, 24, 36), (1, 24, 36))},
    "d": {
        "cells": ((2, 28, 4, 36),),
        "head": (2, 28, 4, 30),
        "frames": ((2, 30, 36), (3, 30, 36)),
        "paragraphs": [6, 6],
    },
}


def test_foot_of_advertisements_cuts_nothing() -> None:
    paper = sound(**WITH_FOOT)
    paper.advert("X", (0, 36, 2, 40))
    paper.advert("Y", (2, 36, 4, 40))
    assert paper.broken() == []


def test_cut_through_the_news_above_a_foot_of_advertisements_is_found() -> None:
    paper = sound(
        a={"cells": ((0, 0, 3, 20),), "frames": ((0, 4, 20), (1, 4, 20), (2, 4, 20))},
        b={"cells": ((3, 0, 4, 20),), "frames": ((3, 12, 20),)},
        c=WITH_FOOT["c"],
        d={
            "cells": ((2, 20, 4, 36),),
            "head": (2, 28, 4, 32),
            "photo": (2, 20, 4, 28),
            "frames": ((2, 32, 36), (3, 32, 36)),
        },
    )
    paper.advert("X", (0, 36, 2, 40))
    paper.advert("Y", (2, 36, 4, 40))
    assert paper.broken() == ["white-through"]
    assert "2 items above and 2 below" in paper.found()[0].message


@both
def test_last_tier_or_column_of_advertisements_splits_no_page(mode: WritingMode) -> None:
    paper = sound(mode, b=None, d={"cells": ((2, 28, 3, 40),), "head": (2, 28, 3, 32), "frames": ((2, 32, 40),)})
    paper.advert("X", (3, 0, 4, 20))
    paper.advert("Y", (3, 20, 4, 40))
    assert paper.broken() == []


@both
def test_line_across_parts_white_in_two(mode: WritingMode) -> None:
    paper = sound(mode, d={"frames": ((2, 32, 40), (3, 32, 36))})
    assert paper.broken() == ["hole"]
    grid = paper.grid
    place = paper.turned(Rect(grid.column_x(3), grid.row_y(38) - 2.5, grid.measure, 0.0))
    paper.items.append(Rule(place.x, place.y, place.right, place.bottom, 0.3))
    assert paper.broken() == []


@both
def test_hole_is_as_high_as_what_all_of_its_columns_leave_empty(mode: WritingMode) -> None:
    paper = sound(mode, d={"frames": ((2, 32, 36), (3, 32, 35)), "paragraphs": [4, 3]})
    (found,) = [d for d in paper.found() if d.code == "D616"]
    assert "columns 3-4 stand empty over 4 lines from line 37" in found.message
    assert found.rect == paper.rect((2, 36, 4, 40))


def test_each_page_of_a_spread_of_vertical_lines_is_judged_by_itself() -> None:
    paper = sound(VERTICAL)
    assert paper.broken() == []  # over the whole of it the gutter between tiers 3 and 4 is crossed
    paper.grid = replace(paper.grid, fold_row=20, fold_rows=1)
    assert "gutter-through" in paper.broken()
    (found,) = (d for d in paper.found() if "between tiers 3 and 4" in d.message or "columns 3 and 4" in d.message)
    assert "over 20 lines, 100%" in found.message
