"""Small finished pages, made by hand: every line, head, photo and frame stands where a test puts it.

A page of four columns of ten characters and forty lines, on which nothing is forbidden: stories A to D key into each
other, B has a photo above its head. Places are (column, row, end column, end row) of the grid; the page of vertical
lines is the same, turned a quarter.
"""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from pagesetter.desk.checking import check_page
from pagesetter.desk.registry import table
from pagesetter.desk.view import JUMPS, Subject
from pagesetter.diagnostics import Diagnostic, Origin
from pagesetter.geometry import Rect, WritingMode
from pagesetter.model.areas import Area, Jump
from pagesetter.model.fits import StoryFit
from pagesetter.model.glyph import GlyphRun
from pagesetter.model.ink import BLACK, tint_of
from pagesetter.model.page import Drawing, Item, Page, Panel, Picture, Rule, Text
from pagesetter.model.spec import Grid, LayoutSpec, PageSpec
from pagesetter.model.story import Block, Edition, Photo, Span, Story
from pagesetter.model.style import BanStyle, StyleSheet

SIZE, LEADING, GUTTER = 10.0, 15.0, 15.0
COLUMNS, EM, LINES = 4, 10, 40
LEFT, HEAD = 40.0, 60.0
ALONG, ACROSS = 525.0, 700.0
"""Length of the page along and across its lines, pt."""
HORIZONTAL, VERTICAL = WritingMode.HORIZONTAL, WritingMode.VERTICAL

Place = tuple[int, int, int, int]
Frame = tuple[int, int, int]
"""Column, row, end row."""
_ABOVE = {HORIZONTAL: 0.88, VERTICAL: 0.5}


class Paper:
    """A page that is being put together."""

    def __init__(
        self, mode: WritingMode = HORIZONTAL, *, furniture: bool = True, language: str = "zh-Hans", **fields: str
    ) -> None:
        self.mode = mode
        self.language = language
        self.width, self.height = (ALONG, ACROSS) if mode is HORIZONTAL else (ACROSS, ALONG)
        self.grid = Grid(COLUMNS, EM, GUTTER, SIZE, LEADING, LINES, LEFT, HEAD, Origin("page.yaml", 2), mode)
        self.fields = {"title": "江湾日报", "page": "2", "date": "2026-01-15", **fields}
        self.items: list[Item] = []
        self.areas: list[Area] = []
        self.stories: dict[str, Story] = {}
        self.fits: list[StoryFit] = []
        self.coloured: set[tuple[str, int]] = set()
        self.bans = BanStyle()
        self.areas.append(Area("R", "furniture", frozenset(), self._origin(), furniture="head"))
        if furniture:
            self.say(self.fields["page"], 0, "folio", 20.0)
            self.say(self.fields["title"], 200, "running-title", 16.0)
            self.say("2026年1月15日　星期四", 360, "running-small", 8.0)

    def _origin(self) -> Origin:
        return Origin("page.yaml", 10 + len(self.areas))

    # --- places ---

    def turned(self, rect: Rect) -> Rect:
        """A place along and across the lines, on the page."""
        return rect if self.mode is HORIZONTAL else Rect(self.width - rect.bottom, rect.x, rect.h, rect.w)

    def rect(self, place: Place) -> Rect:
        """A place of the grid, on the page."""
        column, row, end_column, end_row = place
        return self.turned(self.grid.rect(column, row, end_column, end_row))

    # --- things ---

    def text(self, words: str, role: str, x: float, y: float, measure: float, size: float, **more: Any) -> Text:
        """A line by the head of its em box, along and across the lines."""
        face = more.pop("face", "Song")
        mode = more.get("mode", self.mode)
        run = GlyphRun(face, size, tuple(map(ord, words)), tuple(i * size for i in range(len(words))), tuple(words))
        base = y + _ABOVE[mode] * size
        at = (x, base) if mode is HORIZONTAL else (self.width - base, x)
        more["mode"] = mode
        return Text(*at, (run,), words, size, measure, role, **more)

    def say(self, words: str, x: float, role: str, size: float) -> None:
        """Furniture at the head of the page; its lines always run to the right."""
        y = 10.0 if role != "masthead" else 4.0
        text = Text(
            LEFT + x,
            y + 0.88 * size,
            (GlyphRun("Hei", size, (0,) * len(words), tuple(i * size for i in range(len(words))), tuple(words)),),
            words,
            size,
            size * len(words),
            role,
            origin=Origin("page.yaml", 3),
        )
        self.items.append(text)

    def story(
        self,
        name: str,
        cells: Sequence[Place],
        frames: Sequence[Frame],
        paragraphs: Sequence[Any] = (),
        head: Place | None = None,
        size: float = 20.0,
        photo: Place | None = None,
        spans: tuple[float, float] | None = None,
        **more: Any,
    ) -> None:
        """A story in an area of its name.

        ``paragraphs``: lines of each; (role, lines) or (role, lines, last line) for what is no plain paragraph; without
        them the frames are filled with paragraphs of four lines. ``spans``: start and measure in em of its lines.
        ``part``: of the story ``slug``, whose earlier parts were made before: ("begin", lines) is a paragraph that goes
        on in the next part with ("rest", lines, …); jump and continued are the words between parts. ``jump``: its text
        goes on.
        """
        look = {
            k: more.pop(k)
            for k in ("face", "shot", "caption", "picture", "head_face", "head_lines", "head_turned")
            if k in more
        }
        origin = self._origin()
        slug, part = more.pop("slug", name.lower()), more.pop("part", 0)
        held = frozenset((c, r) for a, b, c2, r2 in cells for c in range(a, c2) for r in range(b, r2))
        if more.pop("jump", False):
            more["jump"] = Jump(origin)
        self.areas.append(Area(name, "story", held, origin, story=slug, continues=part, **more))
        before = self.stories[slug] if part else None
        blocks: list[Block] = list(before.body) if before else []
        rects: list[Rect] = []
        headline = None
        if head is not None:
            place = self.grid.rect(*head)
            headline = before.headline if before else Block("headline", ((Span("标题"),),))
            count = look.get("head_lines", 1)
            for i in range(count):
                mode = look.get("head_turned", self.mode)
                line = self.text(
                    "标题标题",
                    "headline",
                    place.x,
                    place.y + 5 + i * size * 1.2,
                    place.w,
                    size,
                    slug=slug,
                    block=0,
                    origin=origin,
                    face=look.get("head_face", "Hei"),
                    mode=mode,
                    part=part,
                )
                self.items.append(line)
            rects.append(self.turned(place))
        offset = 1 if headline or (before and before.headline) else 0
        slots = [(c, r) for c, first, end in frames for r in range(first, end)]
        if not paragraphs:
            paragraphs = [4] * (len(slots) // 4)
        at = 0
        for paragraph in paragraphs:
            given = (paragraph,) if not isinstance(paragraph, int) else (("body", paragraph),)
            role, lines, *last = given[0]
            tail = "一二三四五六七八九十" if role == "begin" else last[0] if last else "一二三四五六。"
            words = ["一二三四五六七八九十"] * (lines - 1) + [tail]
            number, start = len(blocks) + offset, 0
            if role == "rest":
                first = blocks.pop()
                number, start = len(blocks) + offset, len(first.text)
                words[:0] = [first.text]
            kind = "body" if role in ("begin", "rest") else role
            if role in JUMPS:
                number = -1
            for line in words[1 if role == "rest" else 0 :]:
                if at >= len(slots):
                    break
                column, row = slots[at]
                at += 1
                x, measure = self.grid.column_x(column), self.grid.measure
                if spans is not None:
                    x, measure = x + spans[0] * SIZE, spans[1] * SIZE
                end = start + len(line)
                self.items.append(
                    self.text(
                        line,
                        kind,
                        x,
                        self.grid.row_y(row),
                        measure,
                        SIZE,
                        slug=slug,
                        block=number,
                        start=start,
                        end=end,
                        origin=origin,
                        part=part,
                    )
                )
                start = end
            if role not in JUMPS:
                blocks.append(Block(kind, ((Span("".join(words)),),)))
        photos: tuple[Photo, ...] = ()
        if photo is not None:
            column, row, end_column, end_row = photo
            caption = Block("caption", ((Span("图片说明"),),))
            shot = {"focus": (0.5, 0.5), "faces": "", **look.get("shot", {})}
            photos = (Photo("boats.jpg", Origin(f"{slug}.md", 4), caption, **shot),)
            shown = look.get("picture", (column, row, end_column, end_row - 1))
            self.items.append(
                Picture(
                    self.rect(shown),
                    "boats.jpg",
                    (0.0, 0.0, 1.0, 1.0),
                    200.0,
                    slug,
                    1,
                    origin=photos[0].origin,
                    part=part,
                )
            )
            x, y = self.grid.column_x(column), self.grid.row_y(look.get("caption", end_row - 1))
            width = self.grid.rect(*photo).w
            self.items.append(self.text("图片说明", "caption", x, y, width, 9.0, slug=slug, origin=origin, part=part))
            rects.append(self.rect(photo))
        feet: dict[int, Frame] = {}
        for frame in frames:
            rects.append(self.rect((frame[0], frame[1], frame[0] + 1, frame[2])))
            if frame[0] not in feet or frame[2] > feet[frame[0]][2]:
                feet[frame[0]] = frame
        foot_rects = tuple(self.rect((c, r, c + 1, e)) for c, r, e in feet.values())
        self.fits.append(StoryFit(slug, name, tuple(rects), 0, 0, 0, 0, 0, 0, feet=foot_rects, part=part))
        if before:
            headline, photos = before.headline, before.photos or photos
        self.stories[slug] = Story(slug, f"{slug}.md", headline=headline, body=tuple(blocks), photos=photos)

    def advert(self, name: str, place: Place, label: str = "广告", *, coloured: bool = False) -> None:
        """An advertisement in its frame."""
        origin = self._origin()
        file = f"{name}.png"
        held = frozenset((c, r) for c in range(place[0], place[2]) for r in range(place[1], place[3]))
        self.areas.append(Area(name, "advert", held, origin, advert=file, label=label))
        rect = self.rect(place)
        if label:
            self.items.append(Text(rect.x, rect.y + 7, (), label, 8.0, rect.w, "advert-label", origin=origin))
        self.items.append(Picture(rect, file, (0.0, 0.0, 1.0, 1.0), 200.0, origin=origin))
        self.items.append(Panel(rect, None, BLACK, 0.5, "advert", origin=origin))
        if coloured:
            self.coloured.add((file, 1))

    def frame(self, place: Place, grow: float = 4.0, *, tinted: bool = False, slug: str = "") -> None:
        """A frame, or a tinted panel, so much larger than its place."""
        rect = self.rect(place).inset(-grow)
        fill = tint_of(BLACK, 0.1) if tinted else None
        self.items.append(Panel(rect, fill, None if tinted else BLACK, 0.0 if tinted else 0.5, "frame", slug))

    def drawn(self, rect: Rect) -> None:
        """A line or frame of another form than a straight line, along and across the lines."""
        self.items.append(Drawing(self.turned(rect), (), None, BLACK, 0.5, "frame"))

    def rule(self, along: float, row: int, end_row: int) -> None:
        """A line across the lines of the page, at a place along them, beside rows."""
        a = self.turned(Rect(along, self.grid.row_y(row), 0.0, self.grid.depth(end_row - row)))
        self.items.append(Rule(a.x, a.y, a.right, a.bottom, 0.3))

    def move(self, slug: str, role: str, along: float = 0.0, across: float = 0.0, only: slice = slice(None)) -> None:
        """Moves lines of a role of a story."""
        chosen = [
            i for i, one in enumerate(self.items) if isinstance(one, Text) and (one.slug, one.role) == (slug, role)
        ]
        dx, dy = (along, across) if self.mode is HORIZONTAL else (-across, along)
        for i in chosen[only]:
            one = self.items[i]
            assert isinstance(one, Text)
            self.items[i] = replace(one, x=one.x + dx, y=one.y + dy)

    # --- what comes out ---

    def _captioned(self, item: Item) -> Item:
        """A caption with its place in its story, which may have grown by a part since."""
        if not isinstance(item, Text) or item.role != "caption":
            return item
        story = self.stories[item.slug]
        return replace(item, block=(story.headline is not None) + len(story.body))

    def subject(self, number: int = 1) -> Subject:
        """The page with its layout and stories."""
        first = self.grid.row_y(0) + _ABOVE[self.mode] * SIZE
        page = Page(
            Rect(0, 0, self.width, self.height),
            0.0,
            tuple(map(self._captioned, self.items)),
            date=self.fields.get("date", ""),
            baselines=(first if self.mode is HORIZONTAL else self.width - first, LEADING, LINES),
            columns=(),
            fits=tuple(self.fits),
            mode=self.mode,
        )
        field = self.turned(Rect(LEFT, HEAD, ALONG - 2 * LEFT, LINES * LEADING))
        if self.mode is HORIZONTAL:  # the running head stands in the type area
            field = Rect(field.x, 10.0, field.w, field.bottom - 10.0)
        spec = LayoutSpec(
            "page.yaml",
            PageSpec(self.width, self.height, 0.0, field, Origin("page.yaml", 1)),
            self.grid,
            tuple(self.areas),
            StyleSheet(bans=self.bans),
            "content",
            edition=MappingProxyType(self.fields),
            language=self.language,
        )
        return Subject(page, spec, Edition(tuple(self.stories.values())), frozenset(self.coloured), number)

    def found(self, language: str = "en") -> tuple[Diagnostic, ...]:
        """What the desk says."""
        return check_page(self.subject(), language)

    def broken(self) -> list[str]:
        """Keys of the bans that are broken, in the order of the table, each once."""
        names = {ban.code: key for key, ban in table().items()}
        said = {names[d.code] for d in self.found()}
        return [key for key in table() if key in said]


A_CELLS = ((0, 0, 3, 20), (2, 20, 3, 28))
B_CELLS = ((3, 0, 4, 28),)
C_CELLS = ((0, 20, 2, 40),)
D_CELLS = ((2, 28, 4, 40),)


def a(paper: Paper, **more: Any) -> None:
    """The lead, a stair at the upper left."""
    given: dict[str, Any] = {
        "cells": A_CELLS,
        "frames": ((0, 4, 20), (1, 4, 20), (2, 4, 28)),
        "head": (0, 0, 3, 4),
        "size": 30.0,
    }
    paper.story("A", **{**given, **more})


def b(paper: Paper, **more: Any) -> None:
    """A single column at the upper right, its photo above its head."""
    given: dict[str, Any] = {"cells": B_CELLS, "frames": ((3, 12, 28),), "head": (3, 8, 4, 12), "photo": (3, 0, 4, 8)}
    paper.story("B", **{**given, **more})


def c(paper: Paper, **more: Any) -> None:
    """Two columns at the lower left."""
    given: dict[str, Any] = {
        "cells": C_CELLS,
        "frames": ((0, 24, 40), (1, 24, 40)),
        "head": (0, 20, 2, 24),
        "size": 16.0,
    }
    paper.story("C", **{**given, **more})


def d(paper: Paper, **more: Any) -> None:
    """Two columns at the lower right."""
    given: dict[str, Any] = {
        "cells": D_CELLS,
        "frames": ((2, 32, 40), (3, 32, 40)),
        "head": (2, 28, 4, 32),
        "size": 18.0,
    }
    paper.story("D", **{**given, **more})


ALL = (a, b, c, d)


def sound(mode: WritingMode = HORIZONTAL, **changed: Any) -> Paper:
    """The whole page; ``a={…}`` changes what story A is, ``d=None`` leaves D out."""
    fields = {k: v for k, v in changed.items() if k not in "abcd"}
    paper = Paper(mode, **fields)
    for make in ALL:
        more = changed.get(make.__name__, {})
        if more is not None:
            make(paper, **more)
    return paper
