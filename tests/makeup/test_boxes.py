"""Parts on whole rows: subheads, bylines, the summary, the end credit."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makeup_makers import LEADING, SIZE, block, cells, extent, grid, layout, setter, story
from makeup_makers import area as area_of

from pagesetter.makeup.boxes import BoxSetter, Stamp
from pagesetter.makeup.dummy import plan_page
from pagesetter.makeup.flow import Element, Paragraph, elements
from pagesetter.makeup.setting import ASCENT_EM
from pagesetter.model.page import Item, Panel, Text
from pagesetter.model.story import Edition, Story

MEASURE = 10 * SIZE


def boxes(asked: Story) -> BoxSetter:
    return BoxSetter(setter(), grid(), asked)


def only_texts(items: Sequence[Item]) -> list[Text]:
    return [i for i in items if isinstance(i, Text)]


def flow(asked: Story) -> tuple[Element, ...]:
    raster = grid(columns=1)
    spec = layout(raster, area_of("A", cells(range(1), range(raster.lines)), asked.slug))
    dummy, _ = plan_page(spec, Edition((asked,)), lambda *_: 0, {})
    return elements(dummy.plans[0], raster, setter())


@pytest.mark.parametrize(("lines", "rows"), [(("小标题",), 2), (("小标题", "第二行"), 3)])
def test_a_subhead_takes_whole_rows_and_keeps_two_lines_of_text(lines: tuple[str, ...], rows: int) -> None:
    asked = replace(story(), body=(block("subhead", *lines),))
    stamp = boxes(asked).subhead(asked.body[0], MEASURE)
    texts = only_texts(stamp.items)
    assert (stamp.rows, stamp.keep) == (rows, 2)
    assert [t.text for t in texts] == list(lines)
    tops = [t.y - ASCENT_EM * t.size for t in texts]
    assert tops[0] == pytest.approx(rows * LEADING - (LEADING - SIZE) - tops[-1] - texts[-1].size)  # in the middle
    assert tops[0] >= 0


@given(st.integers(1, 20))
def test_a_subhead_wider_than_the_measure_is_set_smaller(count: int) -> None:
    asked = replace(story(), body=(block("subhead", "字" * count),))
    (line,) = only_texts(boxes(asked).subhead(asked.body[0], MEASURE).items)
    left, right = extent(line)
    assert left >= -0.01
    assert right <= MEASURE + 0.01
    assert line.size == pytest.approx(min(13.33, MEASURE / count), abs=0.01)


def byline(text: str, measure: float = MEASURE) -> tuple[Stamp, list[str]]:
    asked = story(byline=block("byline", text))
    assert asked.byline is not None
    stamp = boxes(asked).byline(asked.byline, measure)
    return stamp, [t.text for t in only_texts(stamp.items)]


def test_a_byline_that_fits_takes_one_row() -> None:
    stamp, lines = byline("□本报 某某 摄")
    assert (stamp.rows, lines) == (1, ["□本报 某某 摄"])


def test_a_byline_breaks_only_at_its_blanks_into_lines_of_about_one_width() -> None:
    stamp, lines = byline("□本报记者 陈一舟 通讯员 林小雨")
    assert (stamp.rows, lines) == (2, ["□本报记者 陈一舟", "通讯员 林小雨"])


@given(st.lists(st.text(alphabet="字名", min_size=1, max_size=9), min_size=1, max_size=6))
def test_no_name_of_a_byline_is_ever_broken_or_lost(names: list[str]) -> None:
    stamp, lines = byline(" ".join(names))
    assert " ".join(lines).split() == names
    assert stamp.rows == len(lines)
    assert all(extent(t)[1] <= MEASURE + 0.01 for t in only_texts(stamp.items))


def test_a_name_wider_than_the_measure_is_broken_like_text() -> None:
    _, lines = byline("名" * 25)
    assert lines == ["名" * 10, "名" * 10, "名" * 5]


# --- summary ---


def summary(text: str = "字" * 30, height: float | None = None, label: bool = True) -> Stamp:
    made = story(summary=block("summary", text), summary_label=block("summary-label", "提示") if label else None)
    return boxes(made).summary(MEASURE, height)


def test_a_summary_stands_on_its_tint_an_em_inside() -> None:
    stamp = summary()
    panel = next(i for i in stamp.items if isinstance(i, Panel))
    assert stamp.items[0] is panel
    assert panel.fill is not None
    assert panel.rect.w == MEASURE
    for line in only_texts(stamp.items):
        left, right = extent(line)
        assert left >= SIZE - 0.01
        assert right <= MEASURE - SIZE + 0.01
        assert panel.rect.y < line.y - ASCENT_EM * line.size
        assert line.y + (1 - ASCENT_EM) * line.size < panel.rect.bottom


def test_a_summary_takes_whole_rows() -> None:
    stamp = summary()
    panel = next(i for i in stamp.items if isinstance(i, Panel))
    assert panel.rect.h == pytest.approx(stamp.rows * LEADING - (LEADING - SIZE))


def test_the_label_stands_over_the_summary() -> None:
    texts = only_texts(summary().items)
    assert [t.role for t in texts][:2] == ["summary-label", "summary"]
    assert texts[0].y < texts[1].y
    assert [t.role for t in only_texts(summary(label=False).items)] == ["summary"] * 5


def test_a_summary_in_cells_of_its_own_stands_in_their_middle() -> None:
    stamp = summary(height=200.0)
    panel = next(i for i in stamp.items if isinstance(i, Panel))
    texts = only_texts(stamp.items)
    assert panel.rect.h == 200.0
    above = texts[0].y - ASCENT_EM * texts[0].size
    below = 200.0 - texts[-1].y - (1 - ASCENT_EM) * texts[-1].size
    assert above == pytest.approx(below, abs=1.0)


# --- end credit ---


def test_the_end_credit_stands_on_the_last_line_where_there_is_room() -> None:
    (paragraph,) = flow(story("s", 12, credit=block("end-credit", "（某摄）")))
    assert isinstance(paragraph, Paragraph)
    assert paragraph.tail is not None
    assert paragraph.tail.width == pytest.approx(MEASURE)
    assert paragraph.pinned


def test_the_end_credit_takes_a_row_of_its_own_where_there_is_none() -> None:
    paragraph, credit = flow(story("s", 17, credit=block("end-credit", "（某摄）")))
    assert isinstance(paragraph, Paragraph)
    assert paragraph.tail is None
    assert isinstance(credit, Stamp)
    assert (credit.kind, credit.rows) == ("end-credit", 1)


def test_running_text_comes_in_reading_order() -> None:
    asked = story("s", 20, 20, summary=block("summary", "提要"), byline=block("byline", "某某"))
    made = flow(replace(asked, body=(block("subhead", "小题"), *asked.body)))
    assert [e.kind if isinstance(e, Stamp) else "paragraph" for e in made] == [
        "summary", "byline", "subhead", "paragraph", "paragraph",
    ]  # fmt: skip
