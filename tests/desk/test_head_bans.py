"""Heads that stand badly to each other, and to their own text."""

from typing import Any

import pytest
from desk_makers import GUTTER, HORIZONTAL, VERTICAL, Paper, sound

from pagesetter.diagnostics import Severity
from pagesetter.geometry import Rect, WritingMode

both = pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL])
BESIDE: dict[str, Any] = {"frames": ((3, 4, 28),), "head": (3, 0, 4, 4), "photo": None}
"""Story B with its head beside that of A."""


@both
def test_heads_side_by_side_in_adjoining_columns_clash(mode: WritingMode) -> None:
    paper = sound(mode, b=BESIDE)
    assert paper.broken() == ["head-clash"]
    (found,) = paper.found()
    assert found.severity is Severity.WARNING
    assert 'stories "a" and "b"' in found.message
    assert "0.0 lines from start to start" in found.message
    assert found.origin == paper.areas[2].origin
    assert found.rect is not None
    assert found.rect.contains(paper.rect((3, 0, 4, 2)), 12.0)


@both
def test_heads_do_not_clash_beside_a_rule(mode: WritingMode) -> None:
    paper = sound(mode, b=BESIDE)
    paper.rule(paper.grid.column_x(3) - GUTTER / 2, 0, 4)
    assert paper.broken() == []


@both
def test_a_rule_that_stops_short_of_heads_does_not_part_them(mode: WritingMode) -> None:
    paper = sound(mode, b=BESIDE)
    paper.rule(paper.grid.column_x(3) - GUTTER / 2, 4, 20)
    assert paper.broken() == ["head-clash"]


@both
def test_heads_do_not_clash_across_a_frame(mode: WritingMode) -> None:
    paper = sound(mode, b=BESIDE)
    paper.frame((3, 0, 4, 28))
    assert paper.broken() == []


@both
def test_waves_and_borders_part_heads_as_lines_and_frames_do(mode: WritingMode) -> None:
    paper = sound(mode, b=BESIDE)
    paper.drawn(Rect(paper.grid.column_x(3) - 9.0, paper.grid.row_y(0), 3.0, 60.0))
    assert paper.broken() == []
    paper = sound(mode, b=BESIDE)
    paper.drawn(paper.grid.rect(3, 0, 4, 28).inset(-5.0))
    assert paper.broken() == []


@both
def test_a_frame_round_both_heads_does_not_part_them(mode: WritingMode) -> None:
    paper = sound(mode, b=BESIDE)
    paper.frame((0, 0, 4, 28))
    assert paper.broken() == ["head-clash"]


@both
def test_heads_four_lines_apart_do_not_clash(mode: WritingMode) -> None:
    lower = {"frames": ((3, 8, 28),), "head": (3, 4, 4, 8), "photo": (3, 0, 4, 4)}
    assert (
        sound(
            mode, b=lower, a={"head": (0, 0, 3, 6), "head_lines": 2, "frames": ((0, 6, 20), (1, 6, 20), (2, 6, 28))}
        ).broken()
        == []
    )


@both
def test_heads_that_share_no_line_and_start_less_than_four_apart_are_noted(mode: WritingMode) -> None:
    near = {"frames": ((3, 7, 28),), "head": (3, 3, 4, 7), "photo": (3, 0, 4, 3)}
    (found,) = sound(mode, b=near).found()
    assert (found.code, found.severity) == ("D601", Severity.NOTE)


@both
def test_an_upright_head_does_not_clash_with_a_lying_one(mode: WritingMode) -> None:
    other = VERTICAL if mode is HORIZONTAL else HORIZONTAL
    paper = Paper(mode)
    paper = sound(mode, b={**BESIDE, "head_turned": other})
    assert "head-clash" not in paper.broken()


def test_heads_apart_by_a_column_of_text_do_not_clash() -> None:
    narrow = {"head": (0, 0, 2, 4), "frames": ((0, 4, 20), (1, 4, 20), (2, 0, 28))}
    assert "head-clash" not in sound(a=narrow, b=BESIDE).broken()


@both
def test_heads_of_one_face_and_size_side_by_side_are_found_even_across_a_frame(mode: WritingMode) -> None:
    paper = sound(mode, b={**BESIDE, "size": 30.0}, c={"size": 24.0})
    paper.frame((3, 0, 4, 28))
    assert paper.broken() == ["heads-equal"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"size": 28.0}, id="another size"),
        pytest.param({"size": 30.0, "head_face": "Song"}, id="another face"),
        pytest.param({"size": 30.0, "head_lines": 2}, id="two lines"),
    ],
)
def test_heads_that_differ_are_not_equal(change: dict[str, Any]) -> None:
    paper = sound(b={**BESIDE, **change})
    paper.frame((3, 0, 4, 28))
    assert paper.broken() == []


def test_a_head_on_a_tint_has_another_weight() -> None:
    paper = sound(b={**BESIDE, "size": 30.0})
    paper.frame((3, 0, 4, 3), 2.0, tinted=True)
    assert paper.broken() == []


def test_larger_head_in_a_worse_quarter_is_found() -> None:
    paper = sound(c={"size": 43.0})
    assert paper.broken() == ["head-outranked"]
    assert (
        'of story "c" (43 pt) at the lower left is 1.43 times as large as that of "a" (30 pt)'
        in paper.found()[0].message
    )


def test_head_that_is_hardly_larger_passes() -> None:
    assert sound(c={"size": 27.0}, d={"size": 25.0}).broken() == []


def test_framed_story_has_a_rank_of_its_own() -> None:
    assert sound(c={"size": 43.0, "frame": True}).broken() == []


def test_on_a_vertical_page_the_upper_right_is_the_best_place() -> None:
    # the lead stands at the right, what follows it in the next tier at the lower right
    paper = sound(VERTICAL, c={"size": 43.0})
    assert "head-outranked" in paper.broken()
    assert "at the upper right" in next(d.message for d in paper.found() if d.code == "D615")


# --- heads and their own text ---

AT_FOOT: dict[str, Any] = {
    "a": {"frames": ((0, 4, 36), (1, 4, 20), (2, 4, 28)), "cells": ((0, 0, 3, 20), (2, 20, 3, 28), (0, 20, 1, 36))},
    "c": {"cells": ((1, 20, 2, 40), (0, 36, 1, 40)), "frames": ((1, 20, 40),), "head": (0, 36, 1, 40)},
}


@both
def test_head_at_a_column_foot_with_its_text_in_the_next_is_found(mode: WritingMode) -> None:
    paper = sound(mode, **AT_FOOT)
    assert paper.broken() == ["stranded-head"]
    assert paper.found()[0].severity is Severity.ERROR


@both
def test_head_beside_its_text_is_no_stranded_one(mode: WritingMode) -> None:
    # 边题: the text begins level with the head
    side = {"frames": ((1, 20, 40),), "head": (0, 20, 1, 40)}
    assert sound(mode, c=side).broken() == []


SUBHEAD = ("subhead", 1, "小标题")


@both
def test_subhead_at_a_column_foot_is_found(mode: WritingMode) -> None:
    paper = sound(mode, a={"paragraphs": [4, 4, 4, 3, SUBHEAD, *[4] * 10]})
    assert paper.broken() == ["stranded-head"]
    (found,) = paper.found()
    assert found.severity is Severity.ERROR
    assert "小标题" in found.message


def test_subhead_with_one_line_of_its_text_is_a_milder_case() -> None:
    paper = sound(a={"paragraphs": [4, 4, 4, 2, SUBHEAD, 5, *[4] * 9]})
    assert paper.broken() == ["stranded-head", "orphan"]
    assert {d.code: d.severity for d in paper.found()}["D604"] is Severity.WARNING


@both
def test_subhead_with_two_lines_of_its_text_stands_well(mode: WritingMode) -> None:
    assert sound(mode, a={"paragraphs": [4, 4, 4, SUBHEAD, 5, *[4] * 9]}).broken() == []


@both
def test_text_above_its_own_head_is_found(mode: WritingMode) -> None:
    under = {"frames": ((0, 20, 24), (0, 28, 40), (1, 20, 24), (1, 28, 40)), "head": (0, 24, 2, 28)}
    paper = sound(mode, c=under)
    assert paper.broken() == ["text-above-head"]
    assert "under 8 lines" in paper.found()[0].message


@pytest.mark.parametrize("form", ["waist", "inside", "brow"])
def test_text_above_a_head_that_is_meant_so_passes(form: str) -> None:
    under = {"frames": ((0, 20, 24), (0, 28, 40), (1, 20, 24), (1, 28, 40)), "head": (0, 24, 2, 28)}
    assert sound(c={**under, "head_form": form}).broken() == []


@both
def test_text_that_rises_beside_its_head_passes(mode: WritingMode) -> None:
    # 串文题
    assert sound(mode, c={"frames": ((0, 24, 40), (1, 20, 40)), "head": (0, 20, 1, 24)}).broken() == []


@both
def test_head_away_from_its_text_is_found(mode: WritingMode) -> None:
    paper = sound(
        mode, a={"photo": (0, 24, 2, 29)}, c={"frames": ((0, 29, 40), (1, 29, 40)), "paragraphs": [4, 4, 3, 4, 4, 3]}
    )
    assert paper.broken() == ["head-apart"]


@both
def test_own_photo_between_head_and_text_parts_nothing(mode: WritingMode) -> None:
    between = {"photo": (0, 24, 2, 28), "frames": ((0, 28, 40), (1, 28, 40))}
    assert sound(mode, c=between).broken() == []


@both
def test_panel_of_a_summary_under_a_head_belongs_to_it(mode: WritingMode) -> None:
    # its words stand four lines under the head, the panel one
    paper = sound(mode, c={"frames": ((0, 31, 40), (1, 31, 40)), "paragraphs": [4, 5, 4, 5]})
    grid = paper.grid
    paper.items.append(paper.text("内容提要", "summary", grid.column_x(0), grid.row_y(28), 215.0, 10.0, slug="c"))
    assert "is 4.3 lines away" in next(d.message for d in paper.found() if d.code == "D606")
    paper.frame((0, 25, 2, 30), 0.0, tinted=True, slug="c")
    assert paper.broken() == []


@both
def test_frame_round_a_story_brings_its_head_no_nearer(mode: WritingMode) -> None:
    far = {"frames": ((0, 29, 40), (1, 29, 40)), "paragraphs": [4, 4, 3, 4, 4, 3]}
    paper = sound(mode, a={"photo": (0, 24, 2, 29)}, c=far)
    paper.items.append(paper.text("引语", "pull-quote", 60.0, paper.grid.row_y(32), 20.0, 9.0, slug="c"))
    paper.frame((0, 20, 2, 40), slug="c")
    assert "head-apart" in paper.broken()


def test_of_two_heads_at_the_foot_either_may_be_the_larger() -> None:
    # 倒头条
    assert sound(c={"size": 28.0}, d={"size": 16.0}).broken() == []
    assert sound(c={"size": 16.0}, d={"size": 28.0}).broken() == []


def test_larger_head_at_the_upper_right_than_that_of_the_lead_is_found() -> None:
    paper = sound(b={"size": 43.0})
    assert paper.broken() == ["head-outranked"]
    assert "at the upper right is 1.43 times as large as that of" in paper.found()[0].message
