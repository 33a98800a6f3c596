"""The layout as data: page, grid, areas, furniture. Made by `read.layouts`, used by `makeup`. No I/O, no algorithms
beyond the arithmetic of the grid."""

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from pagesetter.diagnostics import Origin
from pagesetter.geometry import Rect, WritingMode
from pagesetter.model.press import PressSpec
from pagesetter.model.style import StyleSheet
from pagesetter.records import record

Cell = tuple[int, int]
"""(column, row) of the grid, both from 0; a row is one body line. On a grid of vertical lines a column is a tier (段)
from the head of the page, a row a line from its right."""


@record
class PageSpec:
    """Paper: trimmed size, bleed and type area."""

    width: float
    height: float
    bleed: float
    type_area: Rect
    """pt from the trim's top-left."""
    origin: Origin


@record
class Grid:
    """The page raster: equal columns of whole characters, rows of body leading.

    All places are along the lines (x) and across them (y). On a grid of vertical lines that is downward from the head
    of the page and leftward from its right edge (`makeup.turning`).
    """

    columns: int
    measure_em: int
    """Characters in a column."""
    gutter: float
    """pt between columns."""
    size: float
    """Body size, pt."""
    leading: float
    """Height of a row, pt."""
    lines: int
    """Rows."""
    x: float
    y: float
    """Start of the first cell along and across the lines, pt: the top-left of a horizontal grid."""
    origin: Origin
    mode: WritingMode = WritingMode.HORIZONTAL
    """Direction of the lines."""

    @property
    def measure(self) -> float:
        """Width of a column, pt."""
        return self.measure_em * self.size

    def column_x(self, column: int) -> float:
        """Left edge of a column, pt."""
        return self.x + column * (self.measure + self.gutter)

    def row_y(self, row: int) -> float:
        """Top of the em box of a row, pt."""
        return self.y + row * self.leading

    def depth(self, rows: int) -> float:
        """Height of rows, from the top of the first em box to the bottom of the last, pt."""
        return rows * self.leading - (self.leading - self.size)

    def rect(self, column: int, row: int, end_column: int, end_row: int) -> Rect:
        """Columns and rows from..end (exclusive), from the top of the first em box to the bottom of the last (pt)."""
        x, y = self.column_x(column), self.row_y(row)
        right = self.column_x(end_column - 1) + self.measure
        return Rect(x, y, right - x, self.depth(end_row - row))


@record
class PhotoPlace:
    """Where a photo of a story goes when no letter of the dummy says so: grid cells, or an anchor inside the story."""

    number: int
    """1-based number of the photo in its story."""
    origin: Origin
    cells: frozenset[Cell] = frozenset()
    """Page grid cells, caption included; empty when anchored."""
    anchor: str = ""
    """top-left, top-right, bottom-left, bottom-right, top, bottom: corner of the story's text shape."""
    columns: int = 1
    """Width in columns, when anchored."""
    lines: int = 0
    """Height in body lines with the caption, when anchored; 0: from the picture's own proportions."""


@record
class Area:
    """A named place of the layout: any set of grid cells that hang together."""

    name: str
    """Letter of the dummy or free name."""
    use: str
    """story, photo, head, summary, advert or furniture."""
    cells: frozenset[Cell]
    origin: Origin
    story: str = ""
    """Slug (use story)."""
    of: str = ""
    """Name of the story's area (use photo, head, summary)."""
    number: int = 1
    """1-based photo number (use photo)."""
    columns: int | None = None
    """Columns of its own in whole characters (破栏); None: the grid's."""
    head: str = "second"
    """Head role in the style sheet; none sets no head."""
    head_lines: int | None = None
    """Height of the head in body lines; None: from the style sheet."""
    head_columns: tuple[int, int] | None = None
    """Columns that the head spans, from..end (exclusive) of the grid; None: those of its top row."""
    frame: bool = False
    """Framed: text set one character in from the edges."""
    photos: tuple[PhotoPlace, ...] = ()
    advert: str = ""
    """Path of the picture of an advertisement; empty: the slot is kept free (use advert)."""
    advert_page: int = 1
    """1-based page of an advertisement that is a PDF."""
    advert_exact: bool = False
    """An advertisement that is a PDF stands at 100 % in the middle of its slot instead of as large as fits."""
    label: str = ""
    """Word printed in an advertisement's corner, 广告."""
    furniture: str = ""
    """Name in LayoutSpec.furniture (use furniture)."""
    min_ppi: float | None = None
    """Lowest effective resolution allowed for its pictures; None: the style sheet's."""
    mode: WritingMode | None = None
    """Direction of the lines of a story; None: the style sheet's or the page's."""
    head_mode: WritingMode | None = None
    """Direction of the lines of its head; None: the story's."""
    head_last: bool = False
    """A head across the story's lines stands over its last columns instead of its first."""
    captions: WritingMode | None = None
    """Direction of the captions of its photos; None: the story's."""
    strip: Rect | None = None
    """Furniture outside the grid, at the head or foot of the type area: its place on the page, pt; it has no cells."""

    def bounds(self) -> tuple[int, int, int, int]:
        """(first column, first row, end column, end row), ends exclusive."""
        cs, rs = [c for c, _ in self.cells], [r for _, r in self.cells]
        return min(cs), min(rs), max(cs) + 1, max(rs) + 1

    def is_rectangle(self) -> bool:
        """Whether the cells fill their bounds."""
        c0, r0, c1, r1 = self.bounds()
        return len(self.cells) == (c1 - c0) * (r1 - r0)


@record
class FurnitureText:
    """A piece of text of the page's furniture."""

    lines: tuple[str, ...]
    """Given lines; ``{name}`` takes a field of the edition: page, date, weekday, section, title …"""
    style: str
    """Type style."""
    origin: Origin


@record
class Furniture:
    """A strip of furniture such as the running head: texts left, centre and right, and a rule under it."""

    name: str
    origin: Origin
    left: tuple[FurnitureText, ...] = ()
    centre: tuple[FurnitureText, ...] = ()
    right: tuple[FurnitureText, ...] = ()
    rule: str = ""
    """Line style of the rule at its foot; empty: none."""


@record
class FontFile:
    """A font that the layout names."""

    family: str
    """Family by which styles ask for it; empty: the name in the font."""
    path: str
    origin: Origin


@record
class LayoutSpec:
    """A whole layout file, checked for its own consistency."""

    file: str
    page: PageSpec
    grid: Grid
    areas: tuple[Area, ...]
    """In the file's order, which is the reading order of the stories."""
    styles: StyleSheet
    content: str
    """Folder that story and picture names are relative to, resolved."""
    furniture: tuple[Furniture, ...] = ()
    edition: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Fields for furniture: title, date (YYYY-MM-DD), section, page, editors …"""
    language: str = "zh-Hans"
    """Default language of the stories."""
    condition: str = "newsprint"
    """Print condition."""
    copyedit: str = "on"
    """on, report-only or off."""
    repairs: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    """Kinds of repairs of raw copy that are switched on or off."""
    fonts: tuple[FontFile, ...] = ()
    font_folders: tuple[str, ...] = ()
    column_rules: bool = True
    """Whether 正线 stand between stories."""
    tier_rules: bool | None = None
    """Whether lines stand between the tiers of vertical text; None: on a vertical page."""
    press: PressSpec = field(default_factory=PressSpec)
    """What the print shop asks for; its condition is that of the layout."""

    def area(self, name: str) -> Area | None:
        """The area of that name."""
        return next((a for a in self.areas if a.name == name), None)
