"""Random page plans and copy for the properties of make-up, and the same with lines of both directions."""

from dataclasses import replace
from typing import NamedTuple

from hypothesis import strategies as st
from makeup_makers import LAYOUT, EmShaper, area, block, body, cells, grid, layout, photo

from pagesetter.diagnostics import Severity
from pagesetter.geometry import WritingMode
from pagesetter.makeup.page import make_up
from pagesetter.model.areas import Area, Cell, PhotoPlace
from pagesetter.model.page import Page
from pagesetter.model.spec import LayoutSpec
from pagesetter.model.story import Edition, Story

SIZES = {"wide.png": (1200, 800), "high.png": (500, 900)}
ANCHORS = ("top-left", "top-right", "bottom-left", "bottom-right", "top", "bottom")
COPY = st.text(alphabet="字字字字字字字字文章报纸，。、“”（）a1 ", min_size=1, max_size=70).filter(lambda t: t.strip())
HEADLINE = st.text(alphabet="大字标题 ", min_size=1, max_size=24).filter(lambda t: t.strip())
MODES = st.sampled_from([None, WritingMode.HORIZONTAL, WritingMode.VERTICAL])

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
def planned(draw: st.DrawFn, name: str, shape: frozenset[Cell], story: Story, turned: bool) -> list[Area]:
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
    if turned:
        mode, head, captions = draw(st.tuples(MODES, MODES, MODES))
        own = replace(own, mode=mode, head_mode=head, captions=captions, head_last=draw(st.booleans()))
        letters = [replace(a, mode=draw(MODES)) if a.use == "head" else a for a in letters]
    return [own, *letters]


@st.composite
def cases(draw: st.DrawFn, turned: bool = False) -> Case:
    """Pages of random plans and copy; ``turned``: with lines of both directions."""
    raster = grid(draw(st.integers(1, 4)), draw(st.integers(5, 9)), draw(st.integers(3, 24)))
    if turned and draw(st.booleans()):
        raster = replace(raster, mode=WritingMode.VERTICAL)
    pieces = _split(draw, (0, 0, raster.columns, raster.lines), 2)
    made = [draw(stories(f"s{i}")) for i in range(len(pieces))]
    areas = [
        a
        for name, shape, story in zip("ABCDEFGH", pieces, made, strict=False)
        for a in draw(planned(name, shape, story, turned))
    ]
    return Case(layout(raster, *areas), Edition(tuple(made)))
