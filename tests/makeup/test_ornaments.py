"""Ornaments: lines and frames of every form, panels behind heads and stories, and what stands on them."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from makeup_makers import LEADING, EmShaper, area, block, cells, grid, layout, sheet, story, texts

from pagesetter.geometry import Rect, WritingMode
from pagesetter.makeup.boxes import moved
from pagesetter.makeup.ornaments import frame_items, line_items
from pagesetter.makeup.page import make_up
from pagesetter.makeup.turning import Turning
from pagesetter.model.areas import Area
from pagesetter.model.ink import BLACK, PAPER, Process
from pagesetter.model.page import Drawing, Item, Page, Panel, Rule
from pagesetter.model.story import Edition
from pagesetter.model.style import LineStyle

TRIANGLE = (("m", (0.0, 1.0)), ("l", (0.5, 0.0)), ("l", (1.0, 1.0)), ("h", ()))
FORMS = {
    "double": LineStyle(0.5, form="double", second=0.5, gap=1.0),
    "thick-thin": LineStyle(2.0, form="thick-thin", second=0.3, gap=1.2),
    "wave": LineStyle(0.5, form="wave", length=6.0, height=2.0),
    "dots": LineStyle(1.0, form="dots", length=3.0),
    "dashes": LineStyle(0.5, form="dashes", length=4.0),
    "motif": LineStyle(0.0, form="motif", length=8.0, height=8.0, path=TRIANGLE),
}
REPEATED = ("wave", "dots", "dashes", "motif")


def points(item: Item) -> list[tuple[float, float]]:
    """All places of a drawing's path."""
    assert isinstance(item, Drawing)
    return [(x, y) for _, at in item.path for x, y in zip(at[::2], at[1::2], strict=True)]


def test_two_lines_lie_side_by_side_with_their_white() -> None:
    items = line_items(FORMS["thick-thin"], (10, 50), (90, 50), "story")
    assert all(isinstance(i, Rule) for i in items)
    first, second = items
    assert isinstance(first, Rule)
    assert isinstance(second, Rule)
    assert (first.width, second.width) == (2.0, 0.3)
    assert second.y0 - 0.15 - (first.y0 + 1.0) == pytest.approx(1.2)
    assert (first.y0 - 1.0 + second.y0 + 0.15) / 2 == pytest.approx(50)


def test_the_first_of_two_upright_lines_is_the_left_one() -> None:
    first, second = line_items(FORMS["thick-thin"], (50, 10), (50, 90), "column")
    assert isinstance(first, Rule)
    assert isinstance(second, Rule)
    assert first.x0 == first.x1 < second.x0


def test_the_thick_line_of_a_frame_is_the_outer_one() -> None:
    outer, inner = frame_items(Rect(0, 0, 100, 60), FORMS["thick-thin"], None, "frame")
    assert isinstance(outer, Panel)
    assert isinstance(inner, Panel)
    assert (outer.stroke_width, inner.stroke_width) == (2.0, 0.3)
    assert outer.rect.inset(-1.0).contains(inner.rect)
    assert outer.rect.x - 1.0 == pytest.approx(-1.75)
    assert inner.rect.x + 0.15 == pytest.approx(1.75)


@pytest.mark.parametrize("form", REPEATED)
@pytest.mark.parametrize(("wide", "high"), [(20, 333), (474, 474), (100.5, 61.25)])
def test_frames_stay_in_their_band_and_all_corners_are_alike(form: str, wide: float, high: float) -> None:
    rect, style = Rect(10, 20, wide, high), FORMS[form]
    (item,) = frame_items(rect, style, None, "frame")
    assert isinstance(item, Drawing)
    places = points(item)
    outer, inner = rect.inset(-style.depth / 2 - 0.35), rect.inset(style.depth / 2 + 0.35)
    for x, y in places:
        assert outer.x <= x <= outer.right
        assert outer.y <= y <= outer.bottom
        assert not (inner.x < x < inner.right and inner.y < y < inner.bottom)
    for axis, middle in enumerate(rect.centre):
        there = sorted(place[axis] for place in places)
        assert there == pytest.approx([2 * middle - at for at in reversed(there)])


@pytest.mark.parametrize("form", REPEATED)
def test_a_side_has_a_whole_number_of_repetitions_near_to_their_length(form: str) -> None:
    style = FORMS[form]
    (item,) = line_items(style, (0, 0), (100, 0), "story")
    assert isinstance(item, Drawing)
    count = {
        "wave": sum(kind == "c" for kind, _ in item.path) / 2,
        "dots": sum(kind == "m" for kind, _ in item.path) - 1,
        "dashes": sum(kind == "m" for kind, _ in item.path) - 1,
        "motif": sum(kind == "m" for kind, _ in item.path),
    }[form]
    assert count == round(100 / style.length)
    xs = [x for x, _ in points(item)]
    assert min(xs) == pytest.approx(0.0, abs=0.51)
    assert max(xs) == pytest.approx(100.0, abs=0.51)


def test_a_drawing_is_moved_and_turned_as_a_whole() -> None:
    (item,) = line_items(FORMS["wave"], (0, 10), (60, 10), "story")
    (there,) = moved((item,), 5, 7)
    assert points(there) == [(x + 5, y + 7) for x, y in points(item)]
    (down,) = Turning(WritingMode.VERTICAL, 300.0).items((item,))
    assert points(down) == [(300.0 - y, x) for x, y in points(item)]


# --- on the page ---


def made(
    asked: Area, *, lines: int = 20, headline: str = "大桥今日通车", changes: dict[str, LineStyle] | None = None
) -> Page:
    raster = grid(columns=2, lines=lines)
    spec = layout(raster, asked)
    if changes:
        spec = replace(spec, styles=replace(sheet(), lines=MappingProxyType({**sheet().lines, **changes})))
    given = story(
        "s", *[80] * 4, headline=headline, kicker=block("kicker", "五年建成"), summary=block("summary", "字" * 20)
    )
    page, _ = make_up(spec, Edition((given,)), EmShaper(), {})
    return page


def whole(**parts: object) -> Area:
    return area("A", cells(range(2), range(20)), "s", **parts)


def panels(page: Page, role: str) -> list[Panel]:
    return [i for i in page.items if isinstance(i, Panel) and i.role == role]


def test_a_head_on_a_panel_stands_wholly_on_it_and_the_text_below_it() -> None:
    page = made(whole(head="third", head_panel="reversed"))
    (panel,) = panels(page, "head-panel")
    assert panel.fill == BLACK
    for role in ("kicker", "headline"):
        for t in texts(page, role):
            box = Rect(t.x + t.runs[0].xs[0], t.y - 0.88 * t.size, t.runs[0].xs[-1] - t.runs[0].xs[0] + t.size, t.size)
            assert panel.rect.contains(box)
            assert {run.ink for run in t.runs} == {PAPER}
    first = texts(page, "body")[0]
    assert panel.rect.bottom < first.y - 0.88 * first.size


def test_white_over_and_under_a_head_on_its_panel_is_the_same() -> None:
    page = made(whole(head="third", head_panel="tint"))
    (panel,) = panels(page, "head-panel")
    top, foot = texts(page, "kicker")[0], texts(page, "headline")[-1]
    assert top.y - 0.88 * top.size - panel.rect.y == pytest.approx(panel.rect.bottom - foot.y - 0.12 * foot.size)


def test_black_text_on_a_tint_stays_black() -> None:
    page = made(whole(head="third", head_panel="tint"))
    (panel,) = panels(page, "head-panel")
    assert panel.fill == Process(0, 0, 0, 0.1)
    assert {run.ink for t in texts(page, "headline") for run in t.runs} == {BLACK}


def test_all_of_a_story_on_a_dark_ground_is_white_and_has_no_ground_of_its_own() -> None:
    page = made(whole(head="third", frame=True, panel="reversed"))
    (ground,) = panels(page, "frame")
    assert ground.fill == BLACK
    assert panels(page, "summary") == []
    inks = {run.ink for i in page.items if not isinstance(i, Panel) for run in getattr(i, "runs", ())}
    assert inks == {PAPER}


def test_grounds_are_painted_before_what_stands_on_them() -> None:
    page = made(whole(head="third", head_panel="reversed", frame=True, panel="tint"))
    kinds = [i.role for i in page.items]
    assert kinds.index("frame") < kinds.index("head-panel") < kinds.index("headline")


def test_the_text_of_a_framed_story_keeps_the_inset_of_its_panel() -> None:
    page = made(whole(head="third", frame=True, panel="flowers"))
    assert min(t.x for t in texts(page, "body")) >= 12.0
    (border,) = (i for i in page.items if isinstance(i, Drawing))
    assert border.fill == BLACK
    assert border.stroke is None


def test_a_plain_frame_is_what_it_was() -> None:
    page = made(whole(head="third", frame=True))
    (frame,) = panels(page, "frame")
    assert (frame.fill, frame.stroke, frame.stroke_width) == (None, BLACK, 0.5)


@pytest.mark.parametrize("form", ["double", "wave"])
def test_a_frame_and_the_lines_between_stories_take_any_form(form: str) -> None:
    page = made(whole(head="third", frame=True), changes={"frame": FORMS[form]})
    drawn = [i for i in page.items if i.role == "frame"]
    assert len(drawn) == (2 if form == "double" else 1)
    assert isinstance(drawn[0], Panel if form == "double" else Drawing)
    raster = grid(columns=2, lines=20)
    upper, lower = area("A", cells(range(2), range(10)), "s"), area("B", cells(range(2), range(10, 20)), "t")
    lines = MappingProxyType({**sheet().lines, "story": FORMS[form]})
    spec = replace(layout(raster, upper, lower), styles=replace(sheet(), lines=lines))
    page, _ = make_up(spec, Edition((story("s", *[80] * 3), story("t", *[80] * 3))), EmShaper(), {})
    between = [i for i in page.items if i.role == "story"]
    assert len(between) == (2 if form == "double" else 1)
    for item in between:
        y = item.y0 if isinstance(item, Rule) else item.rect.centre[1]  # type: ignore[union-attr]
        assert 9 * LEADING < y < 11 * LEADING


def test_a_page_without_ornaments_loads_none() -> None:
    import subprocess
    import sys

    code = (
        "import sys, pagesetter.makeup.page\n"
        "bad = {'pagesetter.makeup.' + n for n in ('ornaments', 'dropcap', 'phrases', 'head_forms', 'vain')}\n"
        "print(sorted(bad & set(sys.modules)), 'budoux' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] False"
