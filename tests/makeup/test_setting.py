"""Spans take from their role of the sheet what it says otherwise than the body, in proportion to their block."""

from dataclasses import replace

import pytest
from makeup_makers import setter, sheet

from pagesetter.makeup.setting import crowded_lines, laid_over
from pagesetter.model.story import Span
from pagesetter.model.style import FaceRef

SHEET = sheet()
BODY = SHEET.types["body"]
HEAD = replace(BODY, size=30.0, tracking_em=0.1, faces=(FaceRef("Headline"),), align="centre", features=(("palt", 1),))


@pytest.mark.parametrize("role", ["small", "sup", "sub", "note", "ruby"])
def test_sizes_of_roles_are_in_proportion_to_the_block(role: str) -> None:
    own = SHEET.types[role]
    assert own.size < BODY.size
    done = laid_over(HEAD, own, BODY)
    assert done.size == pytest.approx(30.0 * own.size / BODY.size)
    assert done.faces == HEAD.faces
    assert (done.align, done.leading) == (HEAD.align, HEAD.leading)


def test_a_role_without_a_size_keeps_that_of_its_block() -> None:
    done = laid_over(HEAD, SHEET.types["bold"], BODY)
    assert done.size == HEAD.size
    assert done.faces == SHEET.types["bold"].faces


def test_raised_and_lowered_roles_leave_the_baseline() -> None:
    heights = [laid_over(HEAD, SHEET.types[role], BODY).raise_em for role in ("sup", "note", "sub", "small")]
    assert heights[0] > 0
    assert heights[1] > 0
    assert heights[2] < 0 == heights[3]


def test_tracking_of_the_block_is_kept_and_that_of_the_role_added() -> None:
    own = replace(SHEET.types["small"], tracking_em=0.05)
    assert laid_over(HEAD, own, BODY).tracking_em == pytest.approx(0.15)


def test_features_of_block_and_role_go_together() -> None:
    own = replace(SHEET.types["small"], features=(("onum", 1),))
    assert dict(laid_over(HEAD, own, BODY).features) == {"palt": 1, "onum": 1}


def test_a_role_without_an_ink_keeps_that_of_its_block() -> None:
    red = replace(HEAD, ink=SHEET.inks["accent"])
    assert laid_over(red, SHEET.types["bold"], BODY).ink == red.ink
    assert laid_over(HEAD, SHEET.types["tint"], BODY).ink == SHEET.inks["accent"]


def test_lines_too_close_for_their_marks_are_reported_once_a_story() -> None:
    made = setter()
    close = replace(BODY, size=10.0, leading=14.0)
    spans = [Span("北京", mark="name", group=1), Span("的"), Span("鼋", ruby="yuán")]
    made.prepare(spans, close, "zh-Hans")
    made.prepare(spans[:1], close, "zh-Hans")
    (found,) = crowded_lines(made.crowded)
    assert "take 0.625 em, but 10 pt on 14 pt leaves 0.40 em" in found.message
    assert "16.25 pt" in found.hint


@pytest.mark.parametrize(("leading", "align"), [(16.25, "justify"), (14.0, "centre")])
def test_lines_with_room_and_single_lines_are_not_reported(leading: float, align: str) -> None:
    made = setter()
    style = replace(BODY, size=10.0, leading=leading, align=align)
    made.prepare([Span("北京", mark="name", group=1), Span("鼋", ruby="yuán")], style, "zh-Hans")
    assert made.crowded == []
