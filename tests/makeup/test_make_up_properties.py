"""Whatever the plan and the copy: make-up never raises, loses, doubles or overlaps, and does the same again."""

from collections.abc import Callable
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makeup_makers import LAYOUT, LEADING, SIZE, EmShaper, area, block, body, cells, extent, grid, layout, photo

from pagesetter.diagnostics import Severity
from pagesetter.geometry import Rect
from pagesetter.makeup.page import make_up
from pagesetter.makeup.setting import ASCENT_EM
from pagesetter.model.page import Page, Picture, Rule, Text
from pagesetter.model.spec import Area, Cell, LayoutSpec, PhotoPlace
from pagesetter.model.story import Edition, Story

SIZES = {"wide.png": (1200, 800), "high.png": (500, 900)}
ANCHORS = ("top-left", "top-right", "bottom-left", "bottom-right", "top", "bottom")
COPY = st.text(alphabet="字字字字字字字字文章报纸，。、“”（）a1 ", min_size=1, max_size=70).filter(lambda t: t.strip())
HEADLINE = st.text(alphabet="大字标题 ", min_size=1, max_size=24).filter(lambda t: t.strip())

Check = Callable[..., None]
Box = tuple[int, int, int, int]
"""Columns and rows: first, first, end, end."""


class Case(NamedTuple):
    spec: LayoutSpec
    edition: Edition

    def __repr__(self) -> str:
        """The plan and the copy, no styles."""
        return f"areas {self.spec.areas}, grid {self.spec.grid}, stories {self.edition.stories}"

    def made(self) -> tuple[Page, set[str]]:
        """The page, and the codes of what was found."""
        page, found = make_up(self.spec, self.edition, EmShaper(), SIZES)
        return page, {d.code for d in found if d.severity > Severity.NOTE}


def _whole(box: Box) -> frozenset[Cell]:
    return cells(range(box[0], box[2]), range(box[1], box[3]))


def _split(draw: st.DrawFn, box: Box, depth: int) -> list[frozenset[Cell]]:
    """A rectangle cut into rectangles and L shapes."""
    c0, r0, c1, r1 = box
    wide, high = c1 - c0, r1 - r0
    ways = ["whole"]
    if depth:
        ways += (["across"] if high >= 6 else []) + (["down"] if wide >= 2 else [])
        ways += ["corner"] if wide >= 2 and high >= 6 else []
    way = draw(st.sampled_from(ways))
    if way == "whole":
        return [_whole(box)]
    c = draw(st.integers(c0 + 1, c1 - 1)) if way != "across" else c1
    r = draw(st.integers(r0 + 2, r1 - 2)) if way != "down" else r1
    if way == "across":
        return _split(draw, (c0, r0, c1, r), depth - 1) + _split(draw, (c0, r, c1, r1), depth - 1)
    if way == "down":
        return _split(draw, (c0, r0, c, r1), depth - 1) + _split(draw, (c, r0, c1, r1), depth - 1)
    corner = draw(st.sampled_from([(c, r, c1, r1), (c0, r, c, r1), (c, r0, c1, r), (c0, r0, c, r)]))
    return [_whole(box) - _whole(corner), *_split(draw, corner, depth - 1)]


@st.composite
def stories(draw: st.DrawFn, slug: str) -> Story:
    blocks = list(body(*draw(st.lists(COPY, min_size=1, max_size=5))))
    if draw(st.booleans()):
        blocks.insert(
            draw(st.integers(0, len(blocks) - 1)), block("subhead", *draw(st.sampled_from([("小题",), ("一", "二")])))
        )
    has = draw(st.sets(st.sampled_from(["headline", "kicker", "deck", "summary", "byline", "credit", "photo"])))
    return Story(
        slug,
        f"{slug}.md",
        kicker=block("kicker", "眉题") if "kicker" in has else None,
        headline=block("headline", draw(HEADLINE)) if "headline" in has else None,
        deck=block("deck", "副题的话") if "deck" in has else None,
        summary=block("summary", draw(COPY)) if "summary" in has else None,
        byline=block("byline", "□本报记者 某某 通讯员 某某某") if "byline" in has else None,
        body=tuple(blocks),
        photos=(photo(draw(st.sampled_from([*SIZES, "lost.png"])), draw(st.sampled_from(["", "图说"])), "某摄"),)
        if "photo" in has
        else (),
        credit=block("end-credit", "（某某）") if "credit" in has else None,
    )


def _inside(draw: st.DrawFn, shape: frozenset[Cell]) -> frozenset[Cell]:
    """A rectangle of the shape's cells."""
    c, r = draw(st.sampled_from(sorted(shape)))
    wide, high = draw(st.integers(1, 2)), draw(st.integers(3, 8))
    boxes = (_whole((c, r, c + w, r + h)) for h in range(high, 0, -1) for w in range(wide, 0, -1))
    return next(box for box in boxes if box <= shape)


@st.composite
def planned(draw: st.DrawFn, name: str, shape: frozenset[Cell], story: Story) -> list[Area]:
    """The area of a story, and its parts with cells of their own."""
    plain = area(name, shape)
    first, _, end, _ = plain.bounds()
    frame = plain.is_rectangle() and draw(st.booleans())
    letters: list[Area] = []
    for use, has in (("photo", story.photos), ("summary", story.summary), ("head", story.headline)):
        where = _inside(draw, shape) if has and len(shape) > 30 and draw(st.booleans()) else frozenset[Cell]()
        if where and where < shape:
            letters.append(area(f"{name}-{use}", where, use=use, of=name))
            shape -= where
    photos: tuple[PhotoPlace, ...] = ()
    if story.photos and all(a.use != "photo" for a in letters):
        anchor, columns, lines = draw(st.sampled_from(ANCHORS)), draw(st.integers(1, 3)), draw(st.integers(0, 9))
        in_cells, anchored = _inside(draw, shape), PhotoPlace(1, LAYOUT, frozenset(), anchor, columns, lines)
        photos = (draw(st.sampled_from([anchored, PhotoPlace(1, LAYOUT, in_cells)])),)
    own = area(
        name,
        shape,
        story.slug,
        head=draw(st.sampled_from(["none", "third", "picture"])),
        head_lines=draw(st.sampled_from([None, None, 2, 5])),
        columns=draw(st.sampled_from([None, None, end - first + 1 if end - first > 1 else None, 1])),
        frame=frame,
        photos=photos,
    )
    return [own, *letters]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    raster = grid(draw(st.integers(1, 4)), draw(st.integers(5, 9)), draw(st.integers(3, 24)))
    pieces = _split(draw, (0, 0, raster.columns, raster.lines), 2)
    made = [draw(stories(f"s{i}")) for i in range(len(pieces))]
    areas = [
        a
        for name, shape, story in zip("ABCDEFGH", pieces, made, strict=False)
        for a in draw(planned(name, shape, story))
    ]
    return Case(layout(raster, *areas), Edition(tuple(made)))


def pages(count: int) -> Callable[[Check], Check]:
    """Runs a check on so many pages, the same ones every time."""

    def many(check: Check) -> Check:
        quiet = settings(
            max_examples=count, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
        )
        return quiet(given(cases())(check))

    return many


def _box(text: Text) -> Rect:
    """The em box of a line that is not empty."""
    left, right = extent(text)
    return Rect(left, text.y - ASCENT_EM * text.size, right - left, text.size)


@pages(120)
def test_no_character_is_lost_or_doubled(case: Case) -> None:
    page, codes = case.made()
    for fit in page.fits:
        story = case.edition.story(fit.slug)
        assert story is not None
        lines = [i for i in page.items if isinstance(i, Text) and i.slug == fit.slug and i.role == "body"]
        placed = 0
        for number, each in enumerate(story.blocks):
            if each.kind != "body":
                continue
            at = 0
            for line in (i for i in lines if i.block == number):
                assert line.start == at
                at = line.end
            placed += at
            whole = fit.over_lines <= 0
            assert at == len(each.text) or not whole
        assert fit.text_range == (0, placed)
        assert fit.characters == sum(len(b.text) for b in story.body if b.kind == "body")
        assert fit.needs - fit.lines_set == max(fit.over_lines, 0)
        assert placed + max(fit.over_characters, 0) >= fit.characters
        assert placed == fit.characters or codes & {"M101", "M105", "M201"}


@pages(120)
def test_every_line_stands_in_the_cells_of_its_area_and_on_no_other(case: Case) -> None:
    page, codes = case.made()
    raster = case.spec.grid
    # left out is what is told: a summary longer than the cells kept for it, and words wider than their column
    roles = ("body", "byline", "subhead") if "M211" in codes else ("body", "byline", "subhead", "summary")
    lines = [i for i in page.items if isinstance(i, Text) and i.role in roles and i.text]
    wide = {fit.slug for fit in page.fits if fit.first_fit}
    assert not wide or "M203" in codes
    lines = [i for i in lines if i.slug not in wide or _box(i).right <= i.x + i.measure + 0.01]
    boxes = [_box(line) for line in lines]
    pictures = [i.rect for i in page.items if isinstance(i, Picture)]
    allowed = {
        own.story: own.cells.union(*(a.cells for a in case.spec.areas if a.of == own.name))
        for own in case.spec.areas
        if own.use == "story"
    }
    for line, box in zip(lines, boxes, strict=True):
        under = {
            (c, r)
            for c in range(raster.columns)
            for r in range(raster.lines)
            if raster.rect(c, r, c + 1, r + 1).overlaps(box)
        }
        assert under <= allowed[line.slug]
        row = (line.y - ASCENT_EM * SIZE) / LEADING
        assert line.role != "body" or abs(row - round(row)) < 1e-6
        assert line.role != "body" or round(row) in {r for _, r in allowed[line.slug]}
        assert not any(box.overlaps(picture) for picture in pictures)
    for i, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:i])


@pages(60)
def test_heads_photos_and_captions_never_meet(case: Case) -> None:
    page, codes = case.made()
    texts = [i for i in page.items if isinstance(i, Text) and i.text]
    pictures = [i.rect for i in page.items if isinstance(i, Picture)]
    for i, picture in enumerate(pictures):
        assert not any(picture.overlaps(other) for other in pictures[:i])
        assert case.spec.page.type_area.contains(picture)
    body_boxes = [_box(t) for t in texts if t.role == "body"]
    captions = [_box(t) for t in texts if t.role in ("caption", "credit")]
    assert not any(a.overlaps(b) for a in captions for b in (*body_boxes, *pictures))
    if not codes & {"M101", "M210"}:
        heads = [_box(t) for t in texts if t.role in ("kicker", "headline", "deck")]
        assert not any(a.overlaps(b) for a in heads for b in (*body_boxes, *captions, *pictures))


@pages(60)
def test_rules_cross_no_text_and_no_photo(case: Case) -> None:
    page, _ = case.made()
    rules = [i for i in page.items if isinstance(i, Rule)]
    solid = [i.rect for i in page.items if isinstance(i, Picture)]
    solid += [_box(i) for i in page.items if isinstance(i, Text) and i.text and i.role in ("body", "caption", "credit")]
    for rule in rules:
        drawn = Rect(min(rule.x0, rule.x1), min(rule.y0, rule.y1), abs(rule.x1 - rule.x0), abs(rule.y1 - rule.y0))
        grown = drawn.inset(-rule.width / 2)
        assert not any(grown.overlaps(box) for box in solid)


@pages(30)
def test_the_same_page_comes_out_again(case: Case) -> None:
    first, found = make_up(case.spec, case.edition, EmShaper(), SIZES)
    again, told = make_up(case.spec, case.edition, EmShaper(), SIZES)
    assert first.dump() == again.dump()
    assert found == told
