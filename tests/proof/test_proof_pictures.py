"""Pictures of pages, what is drawn over them, and the marks of an error page."""

import io
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from pagesetter.diagnostics import Origin, error, note, warning
from pagesetter.geometry import Rect
from pagesetter.model.fits import StoryFit
from pagesetter.model.ink import Process
from pagesetter.model.page import Page, Panel, Rule
from pagesetter.proof.overlay import fit_label, mark_errors, overlay
from pagesetter.proof.raster import MOST_PIXELS, page_count, render, render_image, trim_origin

WIDTH, HEIGHT = 200.0, 300.0
COLUMNS = (Rect(20, 30, 70, 240), Rect(110, 30, 70, 240))
GRID, FRAMES, OVER = (0, 150, 190), (190, 0, 130), (205, 0, 0)
BASELINES = (245, 192, 127)  # half through white


def pdf(*pages: tuple[float, float, float, float], bleed: float = 0) -> bytes:
    """A PDF with one filled rectangle (x, y from the trim's top-left, w, h) on each page."""
    out = io.BytesIO()
    canvas = Canvas(out, (WIDTH + 2 * bleed, HEIGHT + 2 * bleed), invariant=1)
    for x, y, w, h in pages:
        canvas.setTrimBox((bleed, bleed, bleed + WIDTH, bleed + HEIGHT))
        canvas.setFillColorCMYK(0, 0, 0, 1)
        canvas.rect(bleed + x, bleed + HEIGHT - y - h, w, h, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def fit(slug: str, over: int, *rects: Rect) -> StoryFit:
    return StoryFit(slug, slug.upper(), rects, 10, 10 + over, 10, 170, over, over * 17)


def page(bleed: float = 0, fits: tuple[StoryFit, ...] = ()) -> Page:
    return Page(Rect(0, 0, WIDTH, HEIGHT), bleed, (), baselines=(40.0, 12.0, 20), columns=COLUMNS, fits=fits)


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def test_picture_has_the_size_of_the_page_at_the_resolution() -> None:
    for ppi in (36, 72, 150):
        image = render_image(pdf((10, 20, 30, 40)), ppi)
        assert image.size == (round(WIDTH * ppi / 72), round(HEIGHT * ppi / 72))
        assert image.getpixel((round(25 * ppi / 72), round(40 * ppi / 72)))[0] < 60
        assert image.getpixel((round(60 * ppi / 72), round(40 * ppi / 72))) == (255, 255, 255)


def test_png_is_the_same_at_every_run_and_says_its_resolution() -> None:
    first = render(pdf((10, 20, 30, 40)), 100)
    assert first == render(pdf((10, 20, 30, 40)), 100)
    assert Image.open(io.BytesIO(first)).info["dpi"] == pytest.approx((100, 100), abs=0.1)
    assert b"tIME" not in first
    assert b"tEXt" not in first


def test_each_page_can_be_asked_for() -> None:
    both = pdf((10, 20, 30, 40), (110, 20, 30, 40))
    assert page_count(both) == 2
    assert render_image(both, 72, 1).getpixel((120, 40))[0] < 60
    with pytest.raises(ValueError, match="2 pages; there is no page 3"):
        render(both, 72, 2)


@pytest.mark.parametrize("ppi", [0, 0.5, -72, float("nan"), float("inf"), 1e6])
def test_resolution_out_of_range_is_refused_with_the_range(ppi: float) -> None:
    most = int((MOST_PIXELS / (WIDTH * HEIGHT)) ** 0.5 * 72)
    with pytest.raises(ValueError, match=f"1 to {most} ppi"):
        render(pdf((10, 20, 30, 40)), ppi)


def test_trim_is_found_inside_the_bleed() -> None:
    assert trim_origin(pdf((0, 0, 5, 5), bleed=9)) == pytest.approx((9, 9))


def coloured(image: Image.Image, colour: tuple[int, int, int]) -> set[tuple[int, int]]:
    return {(x, y) for x in range(image.width) for y in range(image.height) if image.getpixel((x, y)) == colour}


def test_grid_frames_every_column() -> None:
    image = opened(overlay(render(pdf((0, 0, 1, 1)), 72), page(), 72, grid=True))
    points = coloured(image, GRID)
    for column in COLUMNS:
        assert {(int(column.x), y) for y in range(30, 271)} <= points
        assert {(int(column.right), y) for y in range(30, 271)} <= points
    assert not coloured(image, BASELINES)
    assert not coloured(image, FRAMES)


def test_baselines_lie_on_every_line_of_every_column() -> None:
    image = opened(overlay(render(pdf((0, 0, 1, 1)), 72), page(), 72, baselines=True))
    points = coloured(image, BASELINES)
    for i in range(20):
        assert {(x, 40 + 12 * i) for x in range(110, 181)} <= points
    assert not [p for p in points if p[0] > 110 and (p[1] - 40) % 12]


def test_baselines_thin_out_before_they_become_a_grey_area() -> None:
    image = opened(overlay(render(pdf((0, 0, 1, 1)), 12), page(), 12, baselines=True))
    rows = sorted({y for x, y in coloured(image, BASELINES) if 25 <= x <= 29})  # clear of the numbers
    assert len(rows) > 3
    assert all(b - a >= 3 for a, b in itertools.pairwise(rows))


def test_frames_show_each_rectangle_and_stories_that_overflow_in_their_own_colour() -> None:
    fits = (fit("jiangxue", -2, Rect(20, 30, 70, 100)), fit("shebao", 3, Rect(110, 30, 70, 50), Rect(110, 80, 40, 60)))
    image = opened(overlay(render(pdf((0, 0, 1, 1)), 72), page(fits=fits), 72, frames=True))
    fine, over = coloured(image, FRAMES), coloured(image, OVER)
    assert {(20, y) for y in range(60, 131)} <= fine
    assert {(x, 80) for x in range(151, 181)} <= over
    assert {(150, y) for y in range(81, 141)} <= over


def test_label_says_the_balance_in_lines() -> None:
    rect = Rect(0, 0, 9, 9)
    assert [fit_label(fit("a", n, rect)) for n in (7, 0, -2)] == ["a 超7行", "a 齐", "a 欠2行"]


@pytest.mark.parametrize("ppi", [20, 72, 200])
def test_labels_are_readable_and_never_cover_each_other(ppi: float) -> None:
    """White letters of a real size on the colour, once for each story, though both rectangles begin at one corner."""
    one = (fit("lead", 3, Rect(20, 30, 160, 100)),)
    two = (*one, fit("second", 3, Rect(20, 30, 160, 100)))
    areas = []
    for fits in (one, two):
        image = opened(overlay(render(pdf((0, 0, 1, 1)), ppi), page(fits=fits), ppi, frames=True))
        points = coloured(image, OVER)
        # Only labels have filled runs; frames are a pixel or two wide.
        areas.append(sum(1 for x, y in points if {(x + 1, y), (x, y + 1), (x + 4, y)} <= points))
    assert areas[0] > 80
    assert areas[1] > 1.6 * areas[0]


def test_overlay_follows_the_trim_into_the_bleed() -> None:
    image = opened(overlay(render(pdf((0, 0, 1, 1), bleed=9), 72), page(bleed=9), 72, grid=True))
    assert image.getpixel((189, 150)) == GRID
    moved = opened(overlay(render(pdf((0, 0, 1, 1), bleed=9), 72), page(), 72, grid=True, origin=(9, 9)))
    assert moved.tobytes() == image.tobytes()


def test_overlays_are_the_same_at_every_run() -> None:
    picture = render(pdf((10, 20, 30, 40)), 90)
    fits = (fit("lead", 3, Rect(20, 30, 160, 100)),)
    made = {overlay(picture, page(fits=fits), 90, grid=True, frames=True, baselines=True) for _ in range(3)}
    assert len(made) == 1


def test_each_located_finding_is_framed_and_shown_at_the_edge() -> None:
    spot = Rect(40, 60, 50, 30)
    items = mark_errors(page(), [error("M201", "overset", rect=spot, origin=Origin("a.yaml"))])
    frame, bar = items
    assert isinstance(frame, Panel)
    assert isinstance(bar, Rule)
    assert (frame.rect, frame.fill, frame.stroke) == (spot, None, Process(0, 1, 1, 0))
    assert (bar.y0, bar.y1) == (60, 90)
    assert bar.x0 == bar.x1 < 20
    assert {i.layer for i in items} == {"marks"}


def test_findings_without_a_place_notes_and_other_pages_leave_no_mark() -> None:
    spot = Rect(40, 60, 50, 30)
    found = [error("M201", "a"), note("M202", "b", rect=spot), error("M203", "c", rect=spot, page=2)]
    assert mark_errors(page(), found, number=1) == ()
    assert len(mark_errors(page(), found, number=2)) == 2


def test_spot_with_several_findings_is_marked_once_as_the_worst() -> None:
    spot = Rect(40, 60, 50, 30)
    items = mark_errors(
        page(), [warning("M1", "a", rect=spot), error("M2", "b", rect=spot), warning("M3", "c", rect=spot)]
    )
    assert [i.role for i in items] == ["mark-error", "mark-error"]
    only_warning = mark_errors(page(), [warning("M1", "a", rect=spot)])
    assert [i.role for i in only_warning] == ["mark-warning", "mark-warning"]


rects = st.builds(Rect, st.floats(-900, 900), st.floats(-900, 900), st.floats(0, 900), st.floats(0, 900))


@given(rects)
def test_marks_are_large_enough_and_lie_wholly_inside_the_trim(spot: Rect) -> None:
    frame, _ = mark_errors(page(), [error("M1", "a", rect=spot)])
    assert isinstance(frame, Panel)
    assert min(frame.rect.w, frame.rect.h) >= 8 - 1e-9
    assert Rect(0, 0, WIDTH, HEIGHT).contains(frame.rect.inset(-frame.stroke_width / 2), 1e-6)
