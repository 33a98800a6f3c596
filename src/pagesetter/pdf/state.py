"""The graphics state, its changes by ExtGState dictionaries, and one content stream while it is read."""

from collections import Counter
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from pagesetter.geometry import Rect
from pagesetter.pdf.colour import GRAY, Space, ink
from pagesetter.pdf.matrix import IDENTITY, Matrix
from pagesetter.pdf.painted import Ink, Kind, Painted, Picture, Type, overlap
from pagesetter.pdf.type import Font, font
from pagesetter.pdf.values import entry, items, name, number, objgen, whole
from pagesetter.records import record

NOWHERE = Rect(0.0, 0.0, -1.0, -1.0)
"""A clip that leaves nothing."""
MOST_OPERATORS = 2_000_000
"""Of one page with all that it uses; a dense map has a tenth."""
MOST_OBJECTS = 300_000
"""Likewise."""
DEEPEST = 28
"""Forms, patterns and glyphs inside each other (ISO 32000-1, annex C, for q; the same is sound here)."""


class Enough(Exception):
    """The page passes a limit; what was found so far stands."""


@record
class Paint:
    """A current colour."""

    ink: Ink
    space: Space | None = GRAY
    pattern: Any = None
    """Of a Pattern space."""


BLACK = Paint(ink(GRAY, (0.0,)))


@dataclass(slots=True, eq=False, repr=False)
class State:
    """ISO 32000-1, tables 52, 53 and 104."""

    ctm: Matrix
    clip: Rect | None = None
    fill: Paint = BLACK
    stroke: Paint = BLACK
    line: float = 1.0
    overprint: bool = False
    overprint_stroke: bool = False
    overprint_mode: int = 0
    alpha: float = 1.0
    alpha_stroke: float = 1.0
    blend: str = "Normal"
    soft_mask: bool = False
    font: Font | None = None
    size: float = 0.0
    character: float = 0.0
    word: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0

    def clipped(self, area: Rect | None) -> None:
        """Leaves only what lies in ``area``; None: nothing."""
        if area is None or self.clip is None:
            self.clip = area or NOWHERE
        else:
            self.clip = overlap(self.clip, area) or NOWHERE


@dataclass(slots=True, eq=False, repr=False)
class Collector:
    """What a page gives, and what is read once for all its streams."""

    number: int
    objects: list[Painted] = field(default_factory=list)
    operators: Counter[str] = field(default_factory=Counter)
    faults: dict[str, None] = field(default_factory=dict)
    fonts: dict[Any, Font] = field(default_factory=dict)
    spaces: dict[Any, Space | None] = field(default_factory=dict)
    inks: dict[Any, Ink] = field(default_factory=dict)
    programs: dict[Any, list[Any]] = field(default_factory=dict)
    """Parsed content of forms, patterns and glyphs by their object."""
    met: int = 0

    def fault(self, words: str) -> None:
        """Notes what could not be followed, once."""
        self.faults.setdefault(words)

    def add(self, one: Painted) -> None:
        """Notes a painted object."""
        if len(self.objects) >= MOST_OBJECTS:
            self.fault(f"it paints more than {MOST_OBJECTS} objects")
            raise Enough
        self.objects.append(one)


@dataclass(slots=True, eq=False, repr=False)
class Run:
    """One content stream while it is read: a page, a form, a pattern's cell, a glyph."""

    to: Collector
    resources: Any
    state: State
    base: Matrix
    """The matrix that the stream began with: where its patterns hang."""
    inside: tuple[str, ...] = ()
    open: frozenset[tuple[int, int]] = frozenset()
    """Objects whose streams are being read."""
    group: bool = False
    outer_alpha: float = 1.0
    outer_blend: str = "Normal"
    outer_mask: bool = False
    tiled: Rect | None = None
    """The area that a pattern fills."""
    colourless: bool = False
    """An uncoloured pattern or glyph: its colour operators count nothing."""
    stack: list[State] = field(default_factory=list)
    path: Any = None
    """A `paths.Path`."""
    pending: bool = False
    """Whether the path, once painted, clips."""
    text: Matrix = IDENTITY
    text_line: Matrix = IDENTITY
    text_clip: Rect | None = None

    def named(self, kind: str, key: str) -> Any:
        """A resource by its kind (``Font``) and name; a missing one is a fault."""
        found = entry(entry(self.resources, f"/{kind}"), f"/{key}")
        if found is None:
            self.to.fault(f"{kind} {key} is used but not in the resources")
        return found

    def paint(
        self,
        kind: Kind,
        rect: Rect,
        paint: Ink,
        *,
        stroke: bool = False,
        width: float = 0.0,
        box: bool = False,
        type: Type | None = None,
        picture: Picture | None = None,
    ) -> None:
        """Adds an object in the present state; ``stroke``: by the state of strokes."""
        state = self.state
        self.to.add(
            Painted(
                kind,
                self.to.number,
                self.tiled or rect,
                state.clip,
                paint,
                state.overprint_stroke if stroke else state.overprint,
                state.overprint_mode,
                self.outer_alpha * (state.alpha_stroke if stroke else state.alpha),
                state.blend if self.outer_blend == "Normal" else self.outer_blend,
                state.soft_mask or self.outer_mask,
                self.group,
                width,
                box,
                type,
                picture,
                self.tiled is not None,
                self.inside,
            )
        )

    def save(self) -> None:
        """q; a stack far beyond what programs write is cut."""
        if len(self.stack) < 1000:
            self.stack.append(copy(self.state))
        else:
            self.to.fault("q stands more than 1000 deep")
            raise Enough

    def restore(self) -> None:
        """Q; one too many changes nothing."""
        if self.stack:
            self.state = self.stack.pop()
        else:
            self.to.fault("Q without q")

    def choose(self, value: Any, size: float) -> None:
        """The font, read once."""
        key = objgen(value)
        known = self.to.fonts.get(key) if key[0] else None
        if known is None:
            known = font(value)
            if key[0]:
                self.to.fonts[key] = known
        self.state.font, self.state.size = known, size


def extended(run: Run, value: Any) -> None:
    """The changes of an ExtGState dictionary (ISO 32000-1, table 58)."""
    state = run.state
    for key in ("/LW", "/OP", "/op", "/OPM", "/CA", "/ca", "/BM", "/SMask", "/Font"):
        held = entry(value, key)
        if held is None:
            continue
        match key:
            case "/LW":
                state.line = abs(number(held))
            case "/OP":
                state.overprint_stroke = held is True
                if entry(value, "/op") is None:
                    state.overprint = held is True
            case "/op":
                state.overprint = held is True
            case "/OPM":
                state.overprint_mode = whole(held)
            case "/CA":
                state.alpha_stroke = number(held, 1.0)
            case "/ca":
                state.alpha = number(held, 1.0)
            case "/BM":
                listed = items(held)
                state.blend = name(listed[0] if listed else held) or "Normal"
            case "/SMask":
                state.soft_mask = name(held) != "None"
            case "/Font":
                chosen = items(held)
                if len(chosen) == 2:
                    run.choose(chosen[0], number(chosen[1]))
