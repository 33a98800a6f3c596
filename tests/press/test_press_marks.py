"""Marks for the press: outside the bleed, in the right ink, and nothing of the page moves for them."""

import itertools
from dataclasses import replace

import pikepdf
import pytest
from press_makers import TRIM, Setter, opened, origins, page, painted, pdf_of

from pagesetter.fonts.library import Library
from pagesetter.geometry import MM, Rect
from pagesetter.model.ink import BLACK, Process, Spot
from pagesetter.model.page import Item, Page, Panel, Placed, Rule, Text
from pagesetter.model.press import MARKS, PressSpec
from pagesetter.press.boxes import boxes, outset
from pagesetter.press.inks import ALL
from pagesetter.press.marks import with_marks

RED = Spot("Paper Red", 0.5, Process(0, 1, 1, 0))


def marked(
    library: Library,
    setter: Setter,
    *items: Item,
    marks: tuple[str, ...] = MARKS,
    bleed: float = 0.0,
    slug: str = "新闻 A05",
) -> tuple[Page, tuple[Item, ...]]:
    """A page with marks, and the marks alone."""
    sheet = replace(page(*items, bleed=bleed), press=PressSpec(marks=marks, slug=slug))
    made, problems = with_marks(sheet, library, setter.style())
    assert problems == ()
    assert made.items[: len(items)] == items
    return made, made.items[len(items) :]


def extent(item: Item) -> Rect:
    """What an item covers, pt from the trim's top-left."""
    match item:
        case Rule():
            x, y = min(item.x0, item.x1), min(item.y0, item.y1)
            return Rect(x, y, abs(item.x1 - item.x0), abs(item.y1 - item.y0))
        case Panel():
            return item.rect
        case Text():
            return Rect(item.x, item.y - item.size, item.measure, 1.3 * item.size)
    raise AssertionError(item)


@pytest.mark.parametrize("bleed", [0.0, 3 * MM, 6 * MM])
def test_every_mark_lies_outside_the_bleed_and_on_the_sheet(library: Library, setter: Setter, bleed: float) -> None:
    made, marks = marked(library, setter, bleed=bleed)
    inner, sheet = TRIM.inset(-bleed - 0.5), TRIM.inset(-outset(made))
    assert len(marks) > 100
    for mark in marks:
        assert not extent(mark).overlaps(inner, 0.0), mark
        assert sheet.contains(extent(mark)), mark


def test_marks_fit_on_the_sheet_of_a_narrow_page_and_under_a_long_slug(library: Library, setter: Setter) -> None:
    narrow = replace(page(), trim=Rect(0, 0, 50 * MM, 90 * MM), press=PressSpec(marks=MARKS, slug="很长的报名" * 12))
    made, _ = with_marks(narrow, library, setter.style())
    sheet = narrow.trim.inset(-outset(made))
    assert all(sheet.contains(extent(mark)) for mark in made.items)
    texts = [mark for mark in made.items if isinstance(mark, Text)]
    patches = [mark for mark in made.items if isinstance(mark, Panel)]
    assert max(extent(p).right for p in patches) < min(t.x for t in texts)


@pytest.mark.parametrize("bleed", [0.0, 3 * MM, 6 * MM])
@pytest.mark.parametrize("trim", [TRIM, Rect(0, 0, 60 * MM, 90 * MM), Rect(0, 0, 1000, 1500)])
def test_no_mark_touches_one_of_another_kind(library: Library, setter: Setter, bleed: float, trim: Rect) -> None:
    kinds = []
    for kind in MARKS:
        sheet = replace(
            page(bleed=bleed), trim=trim, press=PressSpec(marks=(kind,), slug="新闻 要闻 2025-08-06 A05 v1")
        )
        made, problems = with_marks(sheet, library, setter.style())
        assert problems == ()
        kinds.append([extent(mark).inset(-0.5 * MM) for mark in made.items])
    assert [len(kind) > 0 for kind in kinds] == [True, bleed > 0, True, True, True]
    for one, other in itertools.combinations(kinds, 2):
        assert not any(a.overlaps(b, 0.0) for a in one for b in other)


def test_crop_marks_line_up_with_the_trim_at_all_corners(library: Library, setter: Setter) -> None:
    _, marks = marked(library, setter, marks=("crop",), bleed=3 * MM)
    rules = [mark for mark in marks if isinstance(mark, Rule)]
    assert len(rules) == 8
    assert sorted(r.y0 for r in rules if r.y0 == r.y1) == [0, 0, TRIM.h, TRIM.h]
    assert sorted(r.x0 for r in rules if r.x0 == r.x1) == [0, 0, TRIM.w, TRIM.w]


def test_bleed_marks_line_up_with_the_bleed_and_a_page_without_bleed_has_none(library: Library, setter: Setter) -> None:
    _, marks = marked(library, setter, marks=("bleed",), bleed=3 * MM)
    rules = [mark for mark in marks if isinstance(mark, Rule)]
    assert sorted(r.y0 for r in rules if r.y0 == r.y1) == pytest.approx([-3 * MM] * 2 + [TRIM.h + 3 * MM] * 2)
    assert sorted(r.x0 for r in rules if r.x0 == r.x1) == pytest.approx([-3 * MM] * 2 + [TRIM.w + 3 * MM] * 2)
    assert marked(library, setter, marks=("bleed",))[1] == ()


def test_what_must_register_is_in_every_ink_and_knocks_out(library: Library, setter: Setter) -> None:
    made, marks = marked(library, setter, setter.line("报"), marks=("crop", "registration"))
    assert {mark.ink for mark in marks if isinstance(mark, Rule)} == {ALL}
    data = pdf_of(library, made)
    spaces = opened(data).pages[0].Resources.ColorSpace
    ((name, space),) = spaces.items()
    assert [str(space[1]), str(space[2])] == ["/All", "/DeviceCMYK"]
    assert [float(v) for v in space[3].C1] == [1, 1, 1, 1]
    strokes = [one for one in painted(data) if one.operator == "S"]
    assert len(strokes) == len(marks)
    assert {one.stroke for one in strokes} == {("SCN", "1")}
    assert str(name).startswith("/Sp")


def test_the_bar_has_solids_halves_and_greys_and_both_tints_of_each_spot_ink(library: Library, setter: Setter) -> None:
    _, marks = marked(library, setter, setter.line("红", ink=RED), marks=("colour-bar",))
    fills = [mark.fill for mark in marks if isinstance(mark, Panel)]
    solids = [Process(*(1.0 if i == plate else 0.0 for i in range(4))) for plate in range(4)]
    halves = [Process(*(0.5 if i == plate else 0.0 for i in range(4))) for plate in range(4)]
    assert fills[:8] == [*solids, *halves]
    assert Process(0, 0, 0, 0.75) in fills
    assert fills[-2:] == [Spot("Paper Red", 1.0, RED.alternate), Spot("Paper Red", 0.5, RED.alternate)]
    assert max(fill.total for fill in fills if isinstance(fill, Process)) <= 2.2


def test_spot_inks_of_advertisements_are_in_the_bar_and_the_slug_once(library: Library, setter: Setter) -> None:
    house, red = Spot("House", 1.0, Process(1, 0.5, 0, 0)), Spot("Paper Red", 1.0, Process(0, 0.9, 0.9, 0))
    where = Rect(0, 0, 10, 10)
    items = setter.line("红", ink=RED), *(Placed(where, where, "ad.pdf", n, 1.0, spots=(house, red)) for n in (1, 2))
    _, marks = marked(library, setter, *items, marks=("colour-bar", "slug"))
    fills = [mark.fill for mark in marks if isinstance(mark, Panel) and isinstance(mark.fill, Spot)]
    assert [(fill.name, fill.tint) for fill in fills] == [
        *(("Paper Red", 1.0), ("Paper Red", 0.5), ("House", 1.0), ("House", 0.5))
    ]
    (line,) = (mark for mark in marks if isinstance(mark, Text))
    assert [run.ink for run in line.runs][-2:] == [Spot("Paper Red", 1.0, RED.alternate), house]


def test_slug_is_black_and_ends_on_the_name_of_each_ink_in_that_ink(library: Library, setter: Setter) -> None:
    _, marks = marked(library, setter, setter.line("红", ink=RED), marks=("slug",))
    (line,) = marks
    assert isinstance(line, Text)
    said = [("".join(run.texts), run.ink) for run in line.runs]
    assert {ink for words, ink in said[:-5]} == {BLACK}
    assert said[-5:] == [
        ("C", Process(1, 0, 0, 0)),
        ("M", Process(0, 1, 0, 0)),
        ("Y", Process(0, 0, 1, 0)),
        ("K", Process(0, 0, 0, 1)),
        ("Paper Red", Spot("Paper Red", 1.0, RED.alternate)),
    ]
    assert "".join(words for words, _ in said).startswith("新闻 A05")


def test_slug_character_that_no_font_has_is_reported(library: Library, setter: Setter) -> None:
    sheet = replace(page(), press=PressSpec(marks=("slug",), slug="新\U000f0000闻\U000f0000"))
    _, problems = with_marks(sheet, library, setter.style())
    assert [(p.code, "\U000f0000" in p.message) for p in problems] == [("P113", True)]


def test_sheet_grows_around_trim_and_bleed_and_the_page_stays_where_it_was(library: Library, setter: Setter) -> None:
    line = setter.line("泉州日报", x=20, y=40)
    plain = page(line, bleed=3 * MM)
    made, _ = marked(library, setter, line, bleed=3 * MM, marks=("crop",))
    before, after = pdf_of(library, plain), pdf_of(library, made)
    media, bleed, trim = boxes(made)
    room = outset(made)
    assert trim == pytest.approx((room, room, room + TRIM.w, room + TRIM.h))
    assert bleed == pytest.approx((room - 3 * MM, room - 3 * MM, room + TRIM.w + 3 * MM, room + TRIM.h + 3 * MM))
    assert media == pytest.approx((0, 0, TRIM.w + 2 * room, TRIM.h + 2 * room))
    sheet = opened(after).pages[0]
    assert [float(v) for v in sheet.TrimBox] == pytest.approx(list(trim), abs=0.001)
    for (ch, x, y), (ch_marked, x_marked, y_marked) in zip(origins(before), origins(after), strict=True):
        assert (ch, x, y) == (ch_marked, pytest.approx(x_marked, abs=0.01), pytest.approx(y_marked, abs=0.01))


def test_marks_are_off_unless_asked_for(library: Library) -> None:
    sheet = opened(pdf_of(library, page(bleed=3 * MM))).pages[0]
    assert [float(v) for v in sheet.MediaBox] == [float(v) for v in sheet.BleedBox]
    assert list(pikepdf.parse_content_stream(sheet)) == []
