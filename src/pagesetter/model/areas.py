"""The areas of a layout as data: stories, photos, quotes, adverts and their places. Made by `read.areas`. No I/O."""

from dataclasses import field

from pagesetter.diagnostics import Origin
from pagesetter.geometry import Rect, WritingMode
from pagesetter.records import record

Cell = tuple[int, int]
"""(column, row) of the grid, both from 0; a row is one body line. On a grid of vertical lines a column is a tier (段)
from the head of the page, a row a line from its right."""


@record
class Around:
    """How lines run round something."""

    kind: str = "rectangle"
    """rectangle, ellipse, polygon or alpha (what is not transparent of a picture)."""
    points: tuple[tuple[float, float], ...] = ()
    """Corners of a polygon as fractions of the place, from its top-left."""
    distance: float | None = None
    """White that lines keep from it, pt; None: the style sheet's."""


@record
class FreePlace:
    """A place inside a story that keeps to its lines but not to its columns. Lengths in pt along the lines."""

    width: float
    row: int
    end_row: int
    """Rows of the grid, end exclusive."""
    left: float | None = None
    """From the start of the story's lines."""
    right: float | None = None
    """From their end."""
    gutter: int = 0
    """In the middle of the gutter after that column of the story, 1-based; 0: not so."""


@record
class QuotePlace:
    """A pull quote of a story and its place."""

    origin: Origin
    lines: tuple[str, ...] = ()
    """Its words, line by line; empty: those of a quotation of the story."""
    number: int = 0
    """1-based number of the story's quotation whose words it has, where none are given."""
    by: str = ""
    """Who says it."""
    cells: frozenset[Cell] = frozenset()
    """Grid cells; empty with a free place."""
    free: FreePlace | None = None
    around: Around = field(default_factory=Around)


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
    free: FreePlace | None = None
    """A place off the columns, instead of cells and anchor."""
    around: Around | None = None
    """How lines run round it; None: they keep off its columns."""


@record
class Jump:
    """Where a story goes on."""

    origin: Origin
    area: str = ""
    """Name of the area; empty: the one that continues the story."""
    page: str = ""
    """Number of the page; empty: that of the page on which the area is found."""


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
    column_mode: str = "equal"
    """How columns of its own are divided: equal (whole characters, the rest to the gutters), free (gutters of the grid,
    the rest to the columns), relative (whole characters and gutters of the grid, so the columns are not all equal)."""
    head: str = "second"
    """Head role in the style sheet; none sets no head."""
    head_lines: int | None = None
    """Height of the head in body lines; None: from the style sheet."""
    head_columns: tuple[int, int] | None = None
    """Columns that the head spans, from..end (exclusive) of the grid; None: those of its top row."""
    frame: bool = False
    """Framed: text set one character in from the edges."""
    photos: tuple[PhotoPlace, ...] = ()
    quotes: tuple[QuotePlace, ...] = ()
    """Its pull quotes."""
    around: Around | None = None
    """How lines of its story run round it (use photo); None: they keep off its columns."""
    summary_place: FreePlace | None = None
    """Place of its summary off the columns, whose lines run round it; None: letters, or in the text."""
    inside: str = ""
    """Name of the area that it stands in (use story), whose text runs round it; empty: none."""
    free: FreePlace | None = None
    """Place off the columns of the area that it stands in; it then has no cells."""
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
    head_form: str = ""
    """How the head stands to the text: over (盖文题), part (串文题), inside (文包题), side (边题), brow (眉心题), waist
    (腰题); empty: by its columns and direction."""
    head_panel: str | None = None
    """Panel of the style sheet behind its head; empty: none, None: that of the head style."""
    head_kicker: str = ""
    """Place of the kicker: above, left or shoulder; empty: that of the head style."""
    head_deck: str = ""
    """Place of the deck: below or above; empty: that of the head style."""
    panel: str = ""
    """Panel of the style sheet that a framed story stands in; empty: the plain frame."""
    drop_cap: int = 0
    """Lines of the drop cap that its text begins with; 0: none."""
    captions: WritingMode | None = None
    """Direction of the captions of its photos; None: the story's."""
    jump: "Jump | None" = None
    """Where its story goes on when its text does not end here (下转); None: nowhere."""
    fixed: bool = False
    """Its story is pinned: no cure of copyfit touches it."""
    continues: int = 0
    """Part of a story that it holds: 1 where the story goes on from another area (上接), 2 where it does so again; 0
    where it begins."""
    strip: Rect | None = None
    """Furniture outside the grid, at the head or foot of the type area: its place on the page, pt; it has no cells."""

    def bounds(self) -> tuple[int, int, int, int]:
        """(first column, first row, end column, end row), ends exclusive; zeros of an area without cells."""
        if not self.cells:
            return 0, 0, 0, 0
        cs, rs = [c for c, _ in self.cells], [r for _, r in self.cells]
        return min(cs), min(rs), max(cs) + 1, max(rs) + 1

    def is_rectangle(self) -> bool:
        """Whether the cells fill their bounds."""
        c0, r0, c1, r1 = self.bounds()
        return len(self.cells) == (c1 - c0) * (r1 - r0)
