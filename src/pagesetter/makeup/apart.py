"""An area whose lines run the other way than the page's in, a grid of its own and its cells on it out.

It has tiers (or columns) of whole characters as deep as the area, lines on the body leading from the area's edge. What
belongs to the story and lies along a whole edge of it (a head across the top, a photo at the foot) keeps its place on
the page's grid; the rest of the area is the own grid. Photos inside become holes of whole tiers and lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pagesetter.diagnostics import Diagnostic, error, warning
from pagesetter.geometry import MM, Rect, WritingMode
from pagesetter.makeup.ground import Ground, HeadLines, slot_mode
from pagesetter.makeup.own_grid import EDGE, LEAST_EM, Footing, cells_under, own_grid, stepped_grid
from pagesetter.makeup.turning import Turning, shown_size
from pagesetter.model.areas import Area, Cell, PhotoPlace
from pagesetter.model.dummy import Slot
from pagesetter.model.spec import Grid, LayoutSpec
from pagesetter.model.story import Story

_LINES_AT_STEP = 2
"""Lines of a tier that the side of a step may cut without a word: it stands in a gutter of the page."""


def ground_apart(
    spec: LayoutSpec,
    area: Area,
    children: tuple[Area, ...],
    story: Story,
    mode: WritingMode,
    head_lines: HeadLines,
    found: list[Diagnostic],
) -> Ground | None:
    """The ground of a story in lines of ``mode``; None when its area holds no lines of LEAST_EM characters (M108).

    Adds M101 where a head across the top takes all of the area or finds no whole edge, M109 where steps cut tiers.
    """
    room = _Room(spec, area, children, mode)
    box = room.enter_frame()
    _head_strip(room, story, head_lines, found)
    while room.cut(story):
        pass
    if area.columns or not room.stepped:
        grid = own_grid(room.rect, spec.grid, mode, area.columns)
    else:
        grid = stepped_grid(room.rect, spec.grid, mode, room.footing)
    if grid is None:
        found.append(_too_small(room))
        return None
    return _on(room, grid, box, story, found)


def _too_small(room: "_Room") -> Diagnostic:
    """M108: an area without room for lines."""
    w, h = shown_size(room.rect, room.mode)
    many, size, what = room.area.columns or 1, room.spec.grid.size, "tiers"
    over = "higher"
    if room.mode is WritingMode.HORIZONTAL:
        over, what = "wider", "columns"
    each = f" in each of {many} {what}" if many > 1 else ""
    need = (many * LEAST_EM + many - 1) * size / MM
    return error(
        "M108",
        f"area {room.area.name} leaves {max(w, 0.0) / MM:.0f} x {max(h, 0.0) / MM:.0f} mm for {room.mode} lines: "
        f"too little for a line of {LEAST_EM} characters{each}",
        f"make it {over} than {need:.0f} mm" + (f", or give it fewer {what}" if many > 1 else ""),
        room.area.origin,
        rect=room.turning.rect(room.whole),
    )


@dataclass(slots=True)
class _Room:
    """What is left of an area while its edges are taken, along and across the story's lines."""

    spec: LayoutSpec
    area: Area
    children: tuple[Area, ...]
    mode: WritingMode
    rect: Rect = field(init=False)
    whole: Rect = field(init=False)
    slots: list[Slot] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.whole = self.place(replace(self.area, cells=self.cells).bounds())
        page = Turning(self.spec.grid.mode, self.spec.page.width)
        there = page.back(self.turning.rect(self.whole))
        air = self.spec.styles.numbers["photo_air_lines"] * self.spec.grid.leading if self.under_another else 0.0
        self.rect = self.turning.back(page.rect(Rect(there.x, there.y + air, there.w, there.h - air)))

    @property
    def cells(self) -> frozenset[Cell]:
        """All cells of the page that are the story's."""
        return frozenset(self.area.cells.union(*(a.cells for a in self.children)))

    @property
    def under_another(self) -> bool:
        """Whether another story stands over it on the page, so that a rule comes between; a frame has its own air."""
        first, top, end, _ = replace(self.area, cells=self.cells).bounds()
        above = {(c, top - 1) for c in range(first, end)}
        others = (a.cells for a in self.spec.areas if a.use != "furniture")
        return not self.area.frame and any(not above.isdisjoint(cells) for cells in others)

    @property
    def stepped(self) -> bool:
        """Whether the area is no rectangle."""
        return not replace(self.area, cells=self.cells).is_rectangle()

    @property
    def footing(self) -> Footing:
        """The area under the own grid."""
        return Footing(self.spec.grid, Turning(self.spec.grid.mode, self.spec.page.width), self.turning, self.cells)

    @property
    def turning(self) -> Turning:
        """Of the story's lines."""
        return Turning(self.mode, self.spec.page.width)

    def place(self, bounds: tuple[int, int, int, int]) -> Rect:
        """Columns and rows of the page's grid (first, first, end, end) along and across the story's lines."""
        page = Turning(self.spec.grid.mode, self.spec.page.width)
        c0, r0, c1, r1 = bounds
        return self.turning.back(page.rect(self.spec.grid.rect(c0, r0, c1, r1)))

    def enter_frame(self) -> Rect | None:
        """The frame line of a framed story; what is left is inside it."""
        if not self.area.frame:
            return None
        numbers, grid, room = self.spec.styles.numbers, self.spec.grid, self.rect
        pad, inset = numbers["frame_air_lines"] * grid.leading, numbers["frame_inset_em"] * grid.size
        box = room.inset(pad, 0.0)
        self.rect = box.inset(inset)
        return box

    def take(self, kind: str, area: Area, rect: Rect, mode: WritingMode, air: float) -> None:
        """A slot along an edge, and ``air`` pt between it and the text."""
        self.slots.append(Slot(kind, area, rect, -1, -1, area.number, mode))
        room = self.rect
        if rect.w < room.w - EDGE:
            first = rect.x <= room.x + EDGE
            x, right = (rect.right + air, room.right) if first else (room.x, rect.x - air)
            self.rect = Rect(x, room.y, right - x, room.h)
        else:
            first = rect.y <= room.y + EDGE
            y, bottom = (rect.bottom + air, room.bottom) if first else (room.y, rect.y - air)
            self.rect = Rect(room.x, y, room.w, bottom - y)

    def cut(self, story: Story) -> bool:
        """Takes one child that lies along a whole edge of the room; whether there was one."""
        here = {
            "head": self.area.head != "none" and story.headline is not None,
            "summary": story.summary is not None,
            "photo": True,
        }
        for child in self.children:
            if not here.get(child.use, False) or any(s.area is child for s in self.slots):
                continue
            rect = _clipped(self.place(child.bounds()), self.rect)
            if rect is None or not child.is_rectangle():
                continue
            room = self.rect
            across = rect.h >= room.h - self.spec.grid.leading and rect.w < room.w - EDGE
            along = rect.w >= room.w - self.spec.grid.leading and rect.h < room.h - EDGE
            if across and (rect.x <= room.x + self.spec.grid.leading or rect.right >= room.right - EDGE):
                rect = Rect(rect.x, room.y, rect.w, room.h)
            elif along and (rect.y <= room.y + self.spec.grid.leading or rect.bottom >= room.bottom - EDGE):
                rect = Rect(room.x, rect.y, room.w, rect.h)
            else:
                continue
            mode = slot_mode(self.area, child, self.mode)
            grid = self.spec.grid
            beyond = grid.leading - grid.size if child.use == "head" else grid.size
            self.take(child.use, child, rect, mode, beyond if across else grid.gutter)
            return True
        return False


def _clipped(rect: Rect, room: Rect) -> Rect | None:
    """What two rectangles share; None when that is nothing."""
    if not rect.overlaps(room):
        return None
    x, y = max(rect.x, room.x), max(rect.y, room.y)
    return Rect(x, y, min(rect.right, room.right) - x, min(rect.bottom, room.bottom) - y)


def _head_strip(room: _Room, story: Story, head_lines: HeadLines, found: list[Diagnostic]) -> None:
    """The head across the lines of a story, along its first or last edge, as deep as it needs."""
    area = room.area
    across = area.head_mode is not None and area.head_mode is not room.mode
    if not across or area.head == "none" or story.headline is None or any(c.use == "head" for c in room.children):
        return
    assert area.head_mode is not None
    if room.stepped:
        found.append(
            error(
                "M101",
                f'the head of story "{story.slug}" lies along a whole edge of area {area.name}, which is no rectangle',
                "draw cells for the head, or the area as a rectangle",
                area.origin,
                rect=room.turning.rect(room.whole),
            )
        )
        room.area = replace(area, head_mode=None)
        return
    grid, rect = room.spec.grid, room.rect
    lines = area.head_lines or head_lines(area, story, rect.h, area.head_mode)
    deep = lines * grid.leading - (grid.leading - grid.size)
    if deep > rect.w - LEAST_EM * grid.size:
        found.append(
            error(
                "M101",
                f'the head of story "{story.slug}" takes {lines} lines, but area {area.name} has '
                f"{int(rect.w / grid.leading)} there, the text included",
                "make the area larger, or give the head fewer lines",
                area.origin,
                rect=room.turning.rect(rect),
            )
        )
        deep = max(rect.w - 2 * LEAST_EM * grid.size, grid.size)
    x = rect.right - deep if area.head_last else rect.x
    room.take("head", area, Rect(x, rect.y, deep, rect.h), area.head_mode, grid.leading - grid.size)


# --- cells of the page as cells of the own grid ---


def _on(room: _Room, grid: Grid, box: Rect | None, story: Story, found: list[Diagnostic]) -> Ground | None:
    """The story on its own grid: flush with the far edge where the head takes up what the lines leave."""
    area, inner = room.area, [c for c in room.children if all(s.area is not c for s in room.slots)]
    left = room.rect.h - grid.depth(grid.lines)
    headed = area.head != "none" and story.headline is not None
    on_top = headed and area.head_mode in (None, room.mode) and area.head_columns is None
    if on_top and not any(c.use == "head" for c in room.children):
        grid = replace(grid, y=grid.y + left)
    children = [replace(c, cells=cells_under(grid, room.place(c.bounds()))) for c in inner]
    taken = frozenset[Cell]().union(*(c.cells for c in children))
    shape = frozenset((c, r) for c in range(grid.columns) for r in range(grid.lines))
    if room.stepped:
        shape = frozenset(cell for cell in shape if all(room.footing.on(grid, cell)))
        lost = [cell for cell in room.footing.lost(grid) if cell not in taken]
        lost = [cell for cell in lost if sum(1 for c, _ in lost if c == cell[0]) > _LINES_AT_STEP]
        if lost:
            found.append(_step(room, grid, lost))
    if not shape:
        found.append(_too_small(room))
        return None
    photos = tuple(_localised(room, grid, place) for place in area.photos)
    whole = replace(area, cells=shape - taken, columns=None, frame=False, photos=photos)
    return Ground(grid, whole, shape, tuple(children), tuple(room.slots), box, grid.y - room.rect.y)


def _localised(room: _Room, grid: Grid, place: PhotoPlace) -> PhotoPlace:
    if not place.cells:
        return place
    cs, rs = [c for c, _ in place.cells], [r for _, r in place.cells]
    return replace(place, cells=cells_under(grid, room.place((min(cs), min(rs), max(cs) + 1, max(rs) + 1))))


def _step(room: _Room, grid: Grid, lost: Sequence[Cell]) -> Diagnostic:
    """M109: a step of the area where no column of its own grid ends."""
    rect = grid.rect(*lost[0], lost[0][0] + 1, lost[0][1] + 1)
    for c, r in lost:
        rect = rect.union(grid.rect(c, r, c + 1, r + 1))
    what = "tier" if room.mode is WritingMode.VERTICAL else "column"
    return warning(
        "M109",
        f"area {room.area.name} has a step where no {what} of its {grid.columns} ends: about "
        f"{len(lost) * grid.measure_em} characters of room stay empty",
        f"draw the step where a {what} ends, or give the area another number of {what}s",
        room.area.origin,
        rect=room.turning.rect(rect),
    )
