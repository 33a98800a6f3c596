"""A page as an editor sees it: stories with heads, lines and columns, adverts, boxes, furniture, each with its place.

Data, and how a text runs from column to column; `seeing` makes it.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from pagesetter.desk.axes import Axes
from pagesetter.diagnostics import Origin
from pagesetter.geometry import Rect, WritingMode
from pagesetter.model.areas import Area
from pagesetter.model.page import Page, Picture, Text
from pagesetter.model.spec import LayoutSpec
from pagesetter.model.story import Block, Edition, Story
from pagesetter.records import record

JUMPS: Final = frozenset({"jump", "continued"})
"""Roles of the words of a jump (下转, 上接)."""

Advert = tuple[str, int]
"""Path of an advertisement's file and 1-based page."""


@record
class Subject:
    """What the bans judge."""

    page: Page
    spec: LayoutSpec
    edition: Edition
    coloured: frozenset[Advert] = frozenset()
    """Advertisements that are known to be in colour."""
    number: int = 1
    """1-based number of the page among those that are judged."""
    paper: str = ""
    """File of the edition that it is a page of; empty: a page by itself."""
    zone: str = ""
    """Zone of that edition for which it was made; empty: the edition itself."""
    place: int = 0
    """Place of the page in that edition, from 1: a page of a zone has that of the page which it replaces."""


@record
class Line:
    """A set line."""

    text: Text
    rect: Rect
    """Its em boxes over its whole measure, on the page, pt."""
    along: Rect
    """The same along and across the lines of its own direction."""


@record
class Head:
    """Kicker, headline and deck of a story."""

    story: "StoryView"
    rect: Rect
    """The measure that they stand in, on the page, pt."""
    mode: WritingMode
    size: float
    """Of the headline, pt."""
    face: str
    lines: int
    """Of the headline."""
    origin: Origin | None


@record
class Shot:
    """A photo with its caption."""

    picture: Picture
    captions: tuple[Line, ...]


@record
class StoryView:
    """What stands of a story in one of its areas: all of it, or a part."""

    slug: str
    area: Area | None
    story: Story | None
    mode: WritingMode
    """Direction of its lines."""
    head_lines: tuple[Line, ...]
    lines: tuple[Line, ...]
    """Running text in the order of reading."""
    boxed: tuple[Line, ...]
    """Its summary, where that stands by itself, pull quotes and what else is no running text."""
    shots: tuple[Shot, ...]
    columns: tuple[tuple[Line, ...], ...]
    """The running text by columns."""
    blocks: tuple[Block, ...] = ()
    """All text of the story in reading order (`Story.blocks`)."""
    inside: frozenset[str] = frozenset()
    """Slugs of the stories that stand inside it on purpose."""
    name: str = ""
    """What findings call it: its slug, with its area where several parts of the story stand on the page."""

    @property
    def origin(self) -> Origin | None:
        """Where the layout speaks of it."""
        return self.area.origin if self.area else next((one.text.origin for one in self.lines), None)

    @property
    def goes_on(self) -> bool:
        """Whether its text may go on in another area, on this page or another one."""
        return self.area is not None and self.area.jump is not None

    @property
    def rects(self) -> list[Rect]:
        """All that it shows, on the page."""
        found = [one.rect for one in (*self.head_lines, *self.lines, *self.boxed)]
        for shot in self.shots:
            found += [shot.picture.rect, *(one.rect for one in shot.captions)]
        return found


def column_pairs(story: StoryView) -> Iterator[tuple[tuple[Line, ...], tuple[Line, ...]]]:
    """Each column of a story with the one that its text goes on in: nothing for the last one of a part that goes on
    in another area, and the last one of a story is none of them. The words of a jump are no text."""
    columns = [tuple(one for one in column if one.text.role not in JUMPS) for column in story.columns]
    columns = [column for column in columns if column]
    yield from pairwise(columns)
    if columns and story.goes_on:
        yield columns[-1], ()


def continues(line: Line, following: tuple[Line, ...], story: StoryView) -> bool:
    """Whether the paragraph of a column's last line goes on where the text does (`column_pairs`)."""
    return following[0].text.block == line.text.block if following else not ends(line, story)


def ends(line: Line, story: StoryView) -> bool:
    """Whether it is the last line of its paragraph."""
    text = line.text
    if not 0 <= text.block < len(story.blocks):
        others = [one.text.end for one in (*story.lines, *story.boxed) if one.text.block == text.block]
        return text.end >= max(others, default=text.end)
    block = story.blocks[text.block]
    return text.end >= len(block.text.rstrip()) and not block.goes_on


@record
class AdvertView:
    """An advertisement."""

    area: Area
    rect: Rect
    """Its frame, pt."""
    labels: tuple[str, ...]
    coloured: bool


@record
class Box:
    """A frame or a tinted panel."""

    rect: Rect
    """The middle of its line, on the page, pt."""
    line: float
    """What its line takes, pt; 0: there is none."""
    tinted: bool
    slug: str
    role: str
    origin: Origin | None


@record
class View:
    """A page as an editor sees it."""

    subject: Subject
    axes: Axes
    """Those of the page's own lines."""
    stories: tuple[StoryView, ...]
    heads: tuple[Head, ...]
    adverts: tuple[AdvertView, ...]
    furniture: tuple[Line, ...]
    boxes: tuple[Box, ...]
    rules: tuple[Rect, ...]
    """Lines of any form, pt; as narrow as they are."""
    pictures: tuple[Rect, ...]

    @property
    def spec(self) -> LayoutSpec:
        """The layout."""
        return self.subject.spec

    @property
    def page(self) -> Page:
        """The finished page."""
        return self.subject.page
