"""Graphics state operators in, what the next mark puts on which plate out (ISO 32000-1, 8.4 and 9.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pagesetter.pdf.plates_colour import BLACK, Gray, Paint, Space
from pagesetter.pdf.values import number, whole

PATHS: Final = {
    "f": ("", "f"),
    "F": ("", "f"),
    "f*": ("", "f*"),
    "S": ("S", ""),
    "s": ("s", ""),
    "B": ("S", "f"),
    "B*": ("S", "f*"),
    "b": ("s", "f"),
    "b*": ("s", "f*"),
}
"""Path-painting operators as those that only stroke and only fill (table 60)."""
TEXT: Final = frozenset({"Tj", "TJ", "'", '"'})
"""Operators that show text (table 109)."""
_SHOWN: Final = {(True, True): 2, (True, False): 0, (False, True): 1, (False, False): 3}


@dataclass(slots=True)
class State:
    """What of the graphics state decides about plates. A text rendering mode is kept for every plate: a text that does
    not paint one is shown there invisibly, so that the pen still moves."""

    plates: int
    fresh: bool = True
    """Whether nothing was drawn before: then black has to be told to each plate. Not so in a form."""
    fill: Paint = BLACK
    stroke: Paint = BLACK
    fill_space: Space = field(default_factory=Gray)
    stroke_space: Space = field(default_factory=Gray)
    over_fill: bool = False
    over_stroke: bool = False
    mode: int = 0
    """Overprint mode (OPM)."""
    text: int = 0
    """Text rendering mode as the file sets it."""
    drawn: tuple[Any, Any] | None = None
    """Font and size, if the font is a Type 3 one, which knows no rendering mode (9.3.6)."""
    alpha: tuple[float, float] = (1.0, 1.0)
    """For strokes and for everything else."""
    isolated: bool = False
    """Whether what is drawn lies in an isolated group, under which there is nothing (11.4.5)."""
    set_text: list[int] = field(default_factory=list)
    """Text rendering mode as written to each plate."""
    set_drawn: tuple[object, ...] | None = None
    """Which making of the Type 3 font is set on the plates."""

    def __post_init__(self) -> None:
        if not self.set_text:
            self.set_text = [0] * self.plates

    def copy(self) -> "State":
        """For ``q``, and for what is drawn inside."""
        return State(
            self.plates,
            False,
            self.fill,
            self.stroke,
            self.fill_space,
            self.stroke_space,
            self.over_fill,
            self.over_stroke,
            self.mode,
            self.text,
            self.drawn,
            self.alpha,
            self.isolated,
            list(self.set_text),
            self.set_drawn,
        )

    def key(self) -> tuple[object, ...]:
        """Equal for states in which a form is rewritten alike."""
        over = (self.over_fill, self.over_stroke, self.mode)
        spaces = (self.fill_space.key(), self.stroke_space.key())
        drawn = self.drawn and (self.drawn[0].objgen, self.set_drawn)
        return (self.fill, self.stroke, spaces, over, self.text, drawn, self.alpha, self.isolated, tuple(self.set_text))

    def fills(self, inks: Sequence[str]) -> list[bool]:
        """For each plate whether a fill paints it."""
        return [self.fill.paints(ink, self.over_fill, self.mode) for ink in inks]

    def strokes(self, inks: Sequence[str]) -> list[bool]:
        """For each plate whether a stroke paints it."""
        return [self.stroke.paints(ink, self.over_stroke, self.mode) for ink in inks]

    def images(self, inks: Sequence[str], space: Space) -> list[bool]:
        """The same for an image: overprint mode 1 does not go by its pixels (8.6.7)."""
        paint = space.paint(space.initial or (0.0,))
        return [paint.paints(ink, self.over_fill, 0) for ink in inks]

    def rendering(self, fill: bool, stroke: bool) -> int:
        """The text rendering mode for a plate that the fill or the stroke of this text paints, or not (table 106)."""
        kind = self.text % 4
        shown = _SHOWN[(fill and kind in (0, 2), stroke and kind in (1, 2))]
        return shown + (4 if self.text >= 4 else 0)

    def change(self, entries: Any) -> None:
        """Takes over what a graphics state dictionary sets (table 58)."""
        if "/OP" in entries:
            self.over_stroke = entries["/OP"] is True
            if "/op" not in entries:
                self.over_fill = self.over_stroke
        if "/op" in entries:
            self.over_fill = entries["/op"] is True
        self.mode = whole(entries.get("/OPM"), self.mode)
        stroke, fill = self.alpha
        self.alpha = (number(entries.get("/CA"), stroke), number(entries.get("/ca"), fill))


def path_operator(operator: str, fill: bool, stroke: bool) -> str:
    """The operator that paints only this much of a path; what clips stays as it is."""
    strokes, fills = PATHS[operator]
    stroked, filled = stroke and bool(strokes), fill and bool(fills)
    if stroked == bool(strokes) and filled == bool(fills):
        return operator
    if filled:
        return fills
    return strokes if stroked else "n"


def solid(space: Space) -> Paint:
    """A colour that stands for all that a shading in this space may have."""
    paint = space.paint(space.initial or (0.0,))
    return Paint(paint.inks, (1.0,) * len(paint.inks))


def numbers(operands: Sequence[Any], count: int) -> list[float]:
    """Operands as numbers; ValueError when there are too few."""
    values = [float(one) for one in operands]
    if len(values) < count:
        raise ValueError(f"{len(values)} components instead of {count}")
    return values
