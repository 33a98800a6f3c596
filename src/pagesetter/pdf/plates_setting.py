"""Operators that set colours in, the grey of each plate out (ISO 32000-1, 8.6.8)."""

from collections.abc import Callable, Sequence
from copy import copy
from functools import partial
from typing import Any, Final

from pikepdf import Array, Dictionary, Name

from pagesetter.pdf.plates_colour import ALL, Paint, Pattern, Space
from pagesetter.pdf.plates_objects import Rewriter
from pagesetter.pdf.plates_shading import grey_shading
from pagesetter.pdf.plates_sheets import Sheets, without_overprint
from pagesetter.pdf.plates_state import State, numbers, solid

_UNDER: Final = "/PlatesGrey"
"""Resource name of the space of uncoloured patterns."""
_OPERATORS: Final = (("g", "rg", "k", "cs", "sc", "scn"), ("G", "RG", "K", "CS", "SC", "SCN"))


class Setting:
    """The current colours of a content stream, on all plates at once."""

    def __init__(self, plates: Rewriter, sheets: Sheets, state: State) -> None:
        self.plates = plates
        self.sheets = sheets
        self.inks = plates.inks
        self.state = state
        self.shown: tuple[list[bool], list[bool]] | None = None

    def setters(self) -> dict[str, Callable[[Any], None]]:
        """What to do with each operator of colour."""
        made: dict[str, Callable[[Any], None]] = {}
        for stroke, names in enumerate(_OPERATORS):
            made |= dict.fromkeys(names[:3], partial(self._device, bool(stroke)))
            made[names[3]] = partial(self._space, bool(stroke))
            made |= dict.fromkeys(names[4:], partial(self._colour, bool(stroke)))
        return made

    def begin(self) -> None:
        """Tells the plates the first colours, which are not those of a grey page."""
        self._set(self.state.fill, stroke=False)
        self._set(self.state.stroke, stroke=True)

    def space_of(self, found: Any) -> Space:
        """The colour space of an image or a shading."""
        return self.plates.spaces.read(found, self.sheets.resources.get("/ColorSpace"))

    def _device(self, stroke: bool, one: Any) -> None:
        name = str(one.operator).lower()
        space = self.space_of({"g": Name.DeviceGray, "k": Name.DeviceCMYK}.get(name, Name.DeviceRGB))
        self._set_space(space, stroke)
        self._set(space.paint(numbers(one.operands, space.size)), stroke)

    def _space(self, stroke: bool, one: Any) -> None:
        if not one.operands:
            raise ValueError("no colour space")
        space = self.space_of(one.operands[0])
        self._set_space(space, stroke)
        if not isinstance(space, Pattern):
            self._set(space.paint(space.initial), stroke)

    def _colour(self, stroke: bool, one: Any) -> None:
        space = self.state.stroke_space if stroke else self.state.fill_space
        if isinstance(space, Pattern):
            self._pattern(one, space, stroke)
        else:
            self._set(space.paint(numbers(one.operands, space.size)), stroke)

    def _set_space(self, space: Space, stroke: bool) -> None:
        if stroke:
            self.state.stroke_space = space
        else:
            self.state.fill_space = space

    def _note(self, paint: Paint, stroke: bool) -> None:
        self.shown = None
        if stroke:
            self.state.stroke = paint
        else:
            self.state.fill = paint

    def _set(self, paint: Paint, stroke: bool) -> None:
        self._note(paint, stroke)
        for plate, ink in enumerate(self.inks):
            self.sheets.put(plate, "G" if stroke else "g", round(1 - paint.amount(ink), 4))

    def _pattern(self, one: Any, space: Pattern, stroke: bool) -> None:
        if not one.operands:
            raise ValueError("no pattern")
        pattern = self.sheets.resource("/Pattern", one.operands[-1])
        if pattern.get("/PatternType") == 2:
            shading_space = self.space_of(pattern["/Shading"]["/ColorSpace"])
            self._note(solid(shading_space), stroke)
            made: Sequence[Any] = [self._dressed(pattern, ink, shading_space) for ink in self.inks]
        elif pattern.get("/PaintType") == 2:
            self._uncoloured(pattern, space.paint(numbers(one.operands[:-1], space.size)), stroke)
            return
        else:
            made = self.plates.stream("pattern", pattern, self.sheets.resources, State(len(self.inks)))
            # What is in the pattern decides by itself what it overprints.
            self._note(Paint((ALL,), (1.0,)), stroke)
        name, (select, colour) = self.sheets.name(), _selecting(stroke)
        for plate, new in enumerate(made):
            self.sheets.add(plate, "/Pattern", name, new)
            self.sheets.put(plate, select, Name.Pattern)
            self.sheets.put(plate, colour, Name(name))

    def _uncoloured(self, pattern: Any, paint: Paint, stroke: bool) -> None:
        self._note(paint, stroke)
        name, (select, colour) = self.sheets.name(), _selecting(stroke)
        for plate, ink in enumerate(self.inks):
            self.sheets.add(plate, "/ColorSpace", _UNDER, Array([Name.Pattern, Name.DeviceGray]))
            self.sheets.add(plate, "/Pattern", name, pattern)
            self.sheets.put(plate, select, Name(_UNDER))
            self.sheets.put(plate, colour, round(1 - paint.amount(ink), 4), Name(name))

    def _dressed(self, pattern: Any, ink: str, space: Space) -> Dictionary:
        """A pattern of a shading for one plate."""
        made: Dictionary = copy(pattern)
        made["/Shading"] = grey_shading(self.plates.pdf, pattern["/Shading"], space, ink)
        if "/ExtGState" in made:
            made["/ExtGState"] = without_overprint(made["/ExtGState"])
        return made


def _selecting(stroke: bool) -> tuple[str, str]:
    return ("CS", "SCN") if stroke else ("cs", "scn")
