"""Lines of both directions on one page: nothing is lost, doubled, laid over another or outside its area."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from makeup_cases import SIZES, Case, cases
from makeup_makers import EmShaper, extent

from pagesetter.geometry import Rect, WritingMode
from pagesetter.makeup.page import make_up
from pagesetter.makeup.setting import ASCENT_EM
from pagesetter.makeup.turning import Turning
from pagesetter.model.page import Page, Panel, Picture, Rule, Text

Check = Callable[..., None]
RUNNING = ("body", "byline", "subhead", "end-credit")


def pages(count: int) -> Callable[[Check], Check]:
    """Runs a check on so many pages, the same ones every time."""

    def many(check: Check) -> Check:
        quiet = settings(
            max_examples=count, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
        )
        return quiet(given(cases(turned=True))(check))

    return many


def em_box(text: Text) -> Rect:
    """Where a line stands on the page."""
    left, right = extent(text)
    if text.mode is WritingMode.HORIZONTAL:
        return Rect(left, text.y - ASCENT_EM * text.size, right - left, text.size)
    start = left - text.x
    return Rect(text.x - text.size / 2, text.y + start, text.size, right - left)


def lines_of(page: Page, *roles: str) -> list[Text]:
    """Texts that show something."""
    return [i for i in page.items if isinstance(i, Text) and i.text and (not roles or i.role in roles)]


@pages(120)
def test_no_character_is_lost_or_doubled_in_either_direction(case: Case) -> None:
    page, codes = case.made()
    for fit in page.fits:
        story = case.edition.story(fit.slug)
        assert story is not None
        placed = 0
        for number, each in enumerate(story.blocks):
            if each.kind != "body":
                continue
            at = 0
            for line in (i for i in lines_of(page, "body") if i.slug == fit.slug and i.block == number):
                assert line.start == at
                at = line.end
            placed += at
            assert at == len(each.text.rstrip()) or at == len(each.text) or fit.over_lines > 0
        assert fit.text_range == (0, placed)
        assert placed == fit.characters or codes & {"M101", "M105", "M201"}
    assert len(page.fits) == len(case.edition.stories) or "M108" in codes


@pages(120)
def test_every_line_stands_inside_its_area_and_on_no_other(case: Case) -> None:
    page, _ = case.made()
    wide = {fit.slug for fit in page.fits if fit.first_fit}
    lines = [i for i in lines_of(page, *RUNNING) if i.slug not in wide]
    boxes = [em_box(line) for line in lines]
    pictures = [i.rect for i in page.items if isinstance(i, Picture)]
    grid = case.spec.grid
    turning = Turning(grid.mode, case.spec.page.width)
    for line, box in zip(lines, boxes, strict=True):
        own = next(a for a in case.spec.areas if a.story == line.slug)
        allowed = own.cells.union(*(a.cells for a in case.spec.areas if a.of == own.name))
        under = {
            (c, r)
            for c in range(grid.columns)
            for r in range(grid.lines)
            if turning.rect(grid.rect(c, r, c + 1, r + 1)).overlaps(box)
        }
        assert under <= allowed
        assert case.spec.page.type_area.contains(box)
        assert not any(box.overlaps(picture) for picture in pictures)
    for i, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:i])


@pages(80)
def test_heads_photos_captions_and_text_never_meet(case: Case) -> None:
    page, codes = case.made()
    wide = {fit.slug for fit in page.fits if fit.first_fit}
    pictures = [i.rect for i in page.items if isinstance(i, Picture)]
    for i, picture in enumerate(pictures):
        assert not any(picture.overlaps(other) for other in pictures[:i])
        assert case.spec.page.type_area.contains(picture)
    body = [em_box(t) for t in lines_of(page, "body") if t.slug not in wide]
    captions = [em_box(t) for t in lines_of(page, "caption", "credit")]
    assert not any(a.overlaps(b) for a in captions for b in (*body, *pictures))
    if not codes & {"M101", "M210"}:
        heads = [em_box(t) for t in lines_of(page, "kicker", "headline", "deck")]
        assert not any(a.overlaps(b) for a in heads for b in (*body, *captions, *pictures))


@pages(80)
def test_photos_are_never_distorted(case: Case) -> None:
    page, _ = case.made()
    for picture in (i for i in page.items if isinstance(i, Picture)):
        w, h = SIZES[picture.file]
        left, top, right, bottom = picture.crop
        shown, frame = (right - left) * w / ((bottom - top) * h), picture.rect.w / picture.rect.h
        assert abs(shown - frame) < 1e-6 * frame


@pages(60)
def test_rules_and_frames_cross_no_text_and_no_photo(case: Case) -> None:
    page, _ = case.made()
    wide = {fit.slug for fit in page.fits if fit.first_fit}
    solid = [i.rect for i in page.items if isinstance(i, Picture)]
    solid += [em_box(i) for i in lines_of(page, "body", "caption", "credit") if i.slug not in wide]
    drawn = [
        Rect(min(i.x0, i.x1), min(i.y0, i.y1), abs(i.x1 - i.x0), abs(i.y1 - i.y0)).inset(-i.width / 2)
        for i in page.items
        if isinstance(i, Rule)
    ]
    for panel in (i for i in page.items if isinstance(i, Panel) and i.role == "frame"):
        r = panel.rect
        drawn += [Rect(r.x, r.y, r.w, 0.1), Rect(r.x, r.bottom, r.w, 0.1), Rect(r.x, r.y, 0.1, r.h)]
    for each in drawn:
        assert not any(each.overlaps(box) for box in solid)


@pages(30)
def test_the_same_page_comes_out_again_in_either_direction(case: Case) -> None:
    first, found = make_up(case.spec, case.edition, EmShaper(), SIZES)
    again, told = make_up(case.spec, case.edition, EmShaper(), SIZES)
    assert first.dump() == again.dump()
    assert found == told
