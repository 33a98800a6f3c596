"""Forms of heads: where each stands, that text surrounds it as it should, and that it never runs back past its head."""

from itertools import pairwise

import pytest
from makeup_makers import LEADING, EmShaper, area, block, cells, grid, layout, story, texts

from pagesetter.diagnostics import Diagnostic, Severity
from pagesetter.makeup.dummy import plan_page
from pagesetter.makeup.page import make_up
from pagesetter.model.dummy import StoryPlan
from pagesetter.model.page import Page, Text
from pagesetter.model.story import Edition

FORMS = ("over", "part", "brow", "inside", "side", "waist")
HEAD = 4
"""Lines of every head here."""


def planned(form: str, columns: int = 4, lines: int = 20, **parts: object) -> tuple[StoryPlan, list[Diagnostic]]:
    raster = grid(columns=columns, lines=lines)
    asked = area("A", cells(range(columns), range(lines)), "s", head="third", head_form=form, **parts)
    given = story("s", 30, headline="标题")
    dummy, found = plan_page(layout(raster, asked), Edition((given,)), lambda *_: HEAD, {})
    (plan,) = dummy.plans
    return plan, list(found)


def head_of(form: str, columns: int = 4, lines: int = 20, **parts: object) -> tuple[tuple[int, int], tuple[int, int]]:
    """Text columns and rows of the head, from and end."""
    plan, found = planned(form, columns, lines, **parts)
    assert found == []
    assert plan.head is not None
    under = [i for i, c in enumerate(plan.columns) if plan.head.rect.x <= c.x + 1 <= plan.head.rect.right]
    return (under[0], under[-1] + 1), (plan.head.row, plan.head.end_row)


@pytest.mark.parametrize(
    ("form", "columns", "rows"),
    [
        ("over", (0, 4), (0, 4)),
        ("part", (0, 2), (0, 4)),
        ("brow", (1, 3), (0, 4)),
        ("inside", (1, 3), (6, 10)),
        ("side", (0, 1), (0, 20)),
        ("waist", (0, 4), (6, 10)),
    ],
)
def test_each_form_has_its_place(form: str, columns: tuple[int, int], rows: tuple[int, int]) -> None:
    assert head_of(form) == (columns, rows)


@pytest.mark.parametrize(("columns", "middle"), [(3, (1, 2)), (4, (1, 3)), (5, (1, 4)), (6, (1, 5)), (7, (2, 5))])
def test_as_many_columns_stand_at_either_side_of_a_head_in_the_middle(columns: int, middle: tuple[int, int]) -> None:
    assert head_of("brow", columns)[0] == middle


def test_columns_and_lines_of_a_form_may_be_given() -> None:
    assert head_of("inside", 5, head_columns=(2, 3), head_lines=6) == ((2, 3), (5, 11))
    assert head_of("side", 4, head_last=True)[0] == (3, 4)
    assert head_of("side", 4, head_lines=9)[1] == (0, 9)


@pytest.mark.parametrize("form", FORMS)
def test_text_never_runs_back_to_the_left(form: str) -> None:
    plan, _ = planned(form)
    places = [(f.x, f.row) for f in plan.frames]
    assert places == sorted(places)


@pytest.mark.parametrize("form", FORMS)
def test_head_and_text_share_all_cells_of_the_story(form: str) -> None:
    plan, _ = planned(form)
    assert plan.head is not None
    covered = sum(1 for c in plan.columns if plan.head.rect.x <= c.x + 1 <= plan.head.rect.right)
    assert plan.room + covered * (plan.head.end_row - plan.head.row) == 4 * 20


@pytest.mark.parametrize(
    ("form", "columns", "lines", "parts"),
    [
        ("part", 1, 20, {}),
        ("brow", 2, 20, {}),
        ("inside", 3, 11, {}),
        ("waist", 2, 11, {}),
        ("side", 1, 20, {}),
        ("brow", 4, 20, {"head_columns": (0, 2)}),
        ("part", 4, 20, {"head_columns": (1, 3)}),
        ("part", 4, 20, {"head_columns": (0, 4)}),
    ],
)
def test_a_form_without_room_is_told_and_sets_no_head(
    form: str, columns: int, lines: int, parts: dict[str, object]
) -> None:
    plan, found = planned(form, columns, lines, **parts)
    assert [d.code for d in found] == ["M240"]
    assert plan.head is None


def test_a_form_that_needs_twelve_lines_has_room_in_twelve() -> None:
    assert head_of("waist", 2, 12) == ((0, 2), (4, 8))


def stepped(form: str) -> tuple[StoryPlan, list[str]]:
    """Four columns; the first begins five lines higher than the others."""
    raster = grid(columns=4, lines=20)
    shape = cells([0], range(20)) | cells([1, 2, 3], range(5, 20))
    asked = area("A", shape, "s", head="third", head_form=form)
    dummy, found = plan_page(layout(raster, asked), Edition((story("s", 30, headline="标题"),)), lambda *_: HEAD, {})
    (plan,) = dummy.plans
    return plan, [d.code for d in found if d.severity > Severity.WARNING]


@pytest.mark.parametrize("form", ["part", "side"])
def test_no_text_stands_over_a_head_at_the_head_of_a_stepped_story(form: str) -> None:
    plan, codes = stepped(form)
    assert codes == []
    assert plan.head is not None
    assert plan.head.row == 0
    assert plan.head.rect.w == pytest.approx(plan.columns[0].measure)


def test_a_head_at_the_brow_of_columns_that_begin_at_other_lines_is_told() -> None:
    raster = grid(columns=4, lines=20)
    shape = cells([0, 1], range(20)) | cells([2, 3], range(5, 20))
    asked = area("A", shape, "s", head="third", head_form="brow")
    _, found = plan_page(layout(raster, asked), Edition((story("s", 30, headline="标题"),)), lambda *_: HEAD, {})
    assert "M240" in {d.code for d in found}


def made(form: str, *, kicker: str = "", deck: str = "", lines: int = 24, **parts: object) -> Page:
    raster = grid(columns=4, lines=lines)
    asked = area("A", cells(range(4), range(lines)), "s", head="third", head_form=form, **parts)
    given = story(
        "s",
        *[80] * 12,
        headline="山上种果树",
        kicker=block("kicker", kicker) if kicker else None,
        deck=block("deck", deck) if deck else None,
    )
    page, found = make_up(layout(raster, asked), Edition((given,)), EmShaper(), {})
    assert {d.code for d in found} <= {"M201", "M202", "M204", "M220", "M221"}
    return page


def boxes(items: list[Text]) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of the ink of EmShaper's texts."""
    out = []
    for t in items:
        xs = [t.x + x for run in t.runs for x in run.xs]
        out.append((min(xs), t.y - 0.88 * t.size, max(xs) + t.size, t.y + 0.12 * t.size))
    return out


@pytest.mark.parametrize("form", FORMS)
def test_no_text_lies_on_the_head(form: str) -> None:
    page = made(form, kicker="大桥通车", deck="六十个部门")
    body = boxes(texts(page, "body"))
    head = boxes([t for role in ("kicker", "headline", "deck") for t in texts(page, role)])
    for a in head:
        for b in body:
            assert a[2] <= b[0] + 0.01 or b[2] <= a[0] + 0.01 or a[3] <= b[1] + 0.01 or b[3] <= a[1] + 0.01


def test_a_head_at_the_side_stands_in_the_middle_of_its_column() -> None:
    page = made("side")
    head = boxes(texts(page, "headline"))
    above, below = head[0][1], 24 * LEADING - (LEADING - 10) - head[-1][3]
    assert above == pytest.approx(below, abs=0.1)


# --- kicker and deck ---


def test_a_kicker_at_the_left_stands_on_the_middle_of_the_headline() -> None:
    page = made("over", kicker="大桥", head_kicker="left")
    (kicker,), (headline,) = boxes(texts(page, "kicker")), boxes(texts(page, "headline"))
    assert kicker[2] < headline[0]
    assert kicker[1] + kicker[3] == pytest.approx(headline[1] + headline[3], abs=0.1)


def test_a_shoulder_stands_at_the_height_of_the_first_line() -> None:
    page = made("over", kicker="大桥", head_kicker="shoulder")
    (kicker,), (headline,) = boxes(texts(page, "kicker")), boxes(texts(page, "headline"))
    assert kicker[2] < headline[0]
    assert kicker[1] == pytest.approx(headline[1], abs=0.1)


def test_kicker_and_headline_side_by_side_stand_in_the_middle_of_their_span() -> None:
    page = made("over", kicker="大桥", head_kicker="left")
    (kicker,), (headline,) = boxes(texts(page, "kicker")), boxes(texts(page, "headline"))
    assert kicker[0] == pytest.approx(4 * 100 + 3 * 15 - headline[2], abs=1)


def test_a_deck_above_stands_between_kicker_and_headline() -> None:
    page = made("over", kicker="大桥", deck="六十个部门", head_deck="above")
    tops = [boxes(texts(page, role))[0][1] for role in ("kicker", "deck", "headline")]
    assert all(a < b for a, b in pairwise(tops))
