"""The layout as data: page, grid, areas, furniture. Made by `read.layouts`, used by `makeup`. No I/O, no algorithms
beyond the arithmetic of the grid."""

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from pagesetter.diagnostics import Origin
from pagesetter.geometry import Rect, WritingMode
from pagesetter.model.areas import Area
from pagesetter.model.press import PressSpec
from pagesetter.model.style import StyleSheet
from pagesetter.records import record


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
    fold_column: int = 0
    """Of a spread: the first column right of the fold; 0: no fold."""
    fold: float = 0.0
    """What the gutter at the fold is wider than the others, pt."""
    fold_row: int = 0
    """Of a spread of vertical lines: the first row in the fold, where no text stands; 0: no fold."""
    fold_rows: int = 0
    """Rows in the fold. They are rows like the others, and nobody counts them who draws the page."""

    @property
    def measure(self) -> float:
        """Width of a column, pt."""
        return self.measure_em * self.size

    def column_x(self, column: int) -> float:
        """Left edge of a column, pt."""
        beyond = self.fold if self.fold_column and column >= self.fold_column else 0.0
        return self.x + column * (self.measure + self.gutter) + beyond

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
class FurnitureText:
    """A piece of text of the page's furniture."""

    lines: tuple[str, ...]
    """Given lines; ``{name}`` takes a field of the edition: page, date, weekday, section, title …"""
    style: str
    """Type style."""
    origin: Origin
    fit: bool = False
    """As large as its place allows, whatever the style says: the name of the paper."""


@record
class Furniture:
    """A piece of furniture such as the running head: texts left, centre and right, and a rule under it."""

    name: str
    origin: Origin
    left: tuple[FurnitureText, ...] = ()
    centre: tuple[FurnitureText, ...] = ()
    right: tuple[FurnitureText, ...] = ()
    rule: str = ""
    """Line style of the rule at its foot; empty: none."""
    above: str = ""
    """Line style of the rule at its head; empty: none. Without a rule at the foot the texts hang from it."""
    rows: "tuple[Furniture, ...]" = ()
    """Strips under the texts, from the head down; they are as high as their texts."""


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
    spread: str = ""
    """Of two pages on one sheet (跨版): ``double`` is written as one page of the PDF, ``pages`` cut at the fold; empty:
    a single page."""
    column_rules: bool = True
    """Whether 正线 stand between stories."""
    tier_rules: bool | None = None
    """Whether lines stand between the tiers of vertical text; None: on a vertical page."""
    press: PressSpec = field(default_factory=PressSpec)
    """What the print shop asks for; its condition is that of the layout."""

    def area(self, name: str) -> Area | None:
        """The area of that name."""
        return next((a for a in self.areas if a.name == name), None)
