"""What a story is laid out on, the page's grid or one of its own, and which way its lines run."""

from collections.abc import Callable, Mapping
from dataclasses import field
from types import MappingProxyType

from pagesetter.geometry import Rect, WritingMode
from pagesetter.model.areas import Area, Cell
from pagesetter.model.dummy import Outline, Slot
from pagesetter.model.spec import Grid, LayoutSpec
from pagesetter.model.story import Story
from pagesetter.records import record

HeadLines = Callable[[Area, Story, float, WritingMode], int]
"""Body lines that a story's head takes over a length in pt, set in lines of a direction."""
HeadReach = Callable[[Area, Story, float, float, WritingMode], float]
"""Length in pt of a story's head set into a length and a depth in pt, in lines of a direction."""
CaptionRows = Callable[[Story, int, float, WritingMode], int]
"""Rows that caption and credit of a story's photo take at a measure in pt, in lines of a direction."""


def _no_caption(_story: Story, _number: int, _measure: float, _mode: WritingMode) -> int:
    return 0


@record
class Rounding:
    """What the shapes depend on that lines run round."""

    caption_rows: CaptionRows = _no_caption
    contours: Mapping[str, Outline] = field(default_factory=lambda: MappingProxyType({}))
    """What is not transparent of pictures, by file: corners as fractions of the upright picture."""


@record
class Ground:
    """What a story is laid out on."""

    grid: Grid
    area: Area
    """The story's area in cells of the grid."""
    shape: frozenset[Cell]
    """The same with the cells of its head, summary and photos."""
    children: tuple[Area, ...]
    """Areas of its head, summary and photos in cells of the grid."""
    beside: tuple[Slot, ...] = ()
    """Head, summary and photos that stand beside the grid."""
    box: Rect | None = None
    """Frame line round a story on a grid of its own, pt."""
    spare: float = 0.0
    """What the lines of a grid of its own leave over before the first of them, pt: white for the head."""
    under: frozenset[Cell] = frozenset()
    """Cells of the shape right under another story, where white or a head parts the two."""


def mode_of(spec: LayoutSpec, area: Area, story: Story) -> WritingMode:
    """Direction of a story's lines: what its area says, else the story itself, else a style sheet whose body is
    vertical, else the page."""
    given = area.mode or story.mode
    if given is not None:
        return given
    body = spec.styles.types.get("body")
    return WritingMode.VERTICAL if body and body.mode is WritingMode.VERTICAL else spec.grid.mode


def slot_mode(area: Area, child: Area, mode: WritingMode) -> WritingMode:
    """Direction of the text of a slot in a story of that direction."""
    if child.use == "head":
        return child.mode or area.head_mode or mode
    if child.use == "photo":
        return child.captions or area.captions or mode
    return mode
