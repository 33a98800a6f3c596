"""A page of a PDF in, one grey page for each ink out: every colour operator becomes the amount of that ink.

Overprint is settled here: a mark that leaves a plate alone is not in the content of that plate; any other is painted
there in the grey of its amount, if need be in white (ISO 32000-1, 8.6.7 and 11.7.4.3).
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Operator,
    PdfError,
    Stream,
    parse_content_stream,
    unparse_content_stream,
)

from pagesetter.pdf.plates_colour import ALL, Paint, Pattern, Space
from pagesetter.pdf.plates_objects import Content, Rewriter
from pagesetter.pdf.plates_shading import grey_shading
from pagesetter.pdf.plates_state import PATHS, TEXT, State, numbers, path_operator, solid

_UNDER: Final = "/PlatesGrey"
"""Resource name of the space of uncoloured patterns."""
_FAULTS: Final = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, OSError, RuntimeError, PdfError)
"""What a broken operand, object or picture may raise."""


def write(plates: Rewriter, source: Any, resources: Any, state: State) -> list[Content]:
    """The content of a page or a stream for each plate."""
    return _Writer(plates, resources, state).write(source)


class _Writer:
    """One content stream, written for all plates at once."""

    def __init__(self, plates: Rewriter, resources: Any, state: State) -> None:
        self.plates = plates
        self.inks = plates.inks
        self.resources = resources if isinstance(resources, Dictionary) else Dictionary()
        self.state = state
        self.saved: list[State] = []
        self.code: list[list[Any]] = [[] for _ in self.inks]
        self.added: list[dict[str, dict[str, Any]]] = [{} for _ in self.inks]
        self.count = 0
        self.shown: tuple[list[bool], list[bool]] | None = None
        self.handlers: dict[str, Callable[[Any], None]] = {
            "q": self._save,
            "Q": self._restore,
            "gs": self._state,
            "Tr": self._rendering,
            "Tf": self._font,
            "Do": self._object,
            "sh": self._shading,
            **dict.fromkeys(PATHS, self._path),
            **dict.fromkeys(TEXT, self._text),
        }
        for stroke, names in enumerate((("g", "rg", "k", "cs", "sc", "scn"), ("G", "RG", "K", "CS", "SC", "SCN"))):
            self.handlers |= dict.fromkeys(names[:3], partial(self._device, bool(stroke)))
            self.handlers[names[3]] = partial(self._space, bool(stroke))
            self.handlers |= dict.fromkeys(names[4:], partial(self._colour, bool(stroke)))

    def write(self, source: Any) -> list[Content]:
        """Rewrites it."""
        if self.state.fresh:
            self._set(self.state.fill, stroke=False)
            self._set(self.state.stroke, stroke=True)
        for one in parse_content_stream(source):
            try:
                if isinstance(one, ContentStreamInlineImage):
                    self._inline(one)
                    continue
                handler = self.handlers.get(str(one.operator))
                if handler:
                    handler(one)
                else:
                    self._all(one)
            except _FAULTS as fault:
                said = "an inline image" if isinstance(one, ContentStreamInlineImage) else f'"{one.operator}"'
                self.plates.lose(f"{said}: {fault}" if str(fault) else said)
        return [
            (unparse_content_stream(code), self._named(added))
            for code, added in zip(self.code, self.added, strict=True)
        ]

    def _all(self, one: Any) -> None:
        for code in self.code:
            code.append(one)

    def _put(self, plate: int, operator: str, *operands: Any) -> None:
        self.code[plate].append(ContentStreamInstruction(list(operands), Operator(operator)))

    def _named(self, added: dict[str, dict[str, Any]]) -> Dictionary:
        """The resources of a plate: what was there, with what was made in its place."""
        made = Dictionary({key: value for key, value in self.resources.items() if key != "/XObject"})
        states = self.resources.get("/ExtGState")
        if isinstance(states, Dictionary):
            made["/ExtGState"] = Dictionary({key: _without_overprint(value) for key, value in states.items()})
        for kind, entries in added.items():
            old = made.get(kind)
            known = dict(old.items()) if isinstance(old, Dictionary) else {}
            made[kind] = Dictionary({**known, **entries})
        return made

    def _name(self) -> str:
        self.count += 1
        return f"/Plate{self.count}"

    def _add(self, plate: int, kind: str, name: str, value: Any) -> None:
        self.added[plate].setdefault(kind, {})[name] = value

    def _resource(self, kind: str, name: Any) -> Any:
        return self.resources[kind][str(name)]

    # Graphics state

    def _save(self, one: Any) -> None:
        self.saved.append(self.state.copy())
        self._all(one)

    def _restore(self, one: Any) -> None:
        if self.saved:
            self.state = self.saved.pop()
            self.shown = None
        self._all(one)

    def _state(self, one: Any) -> None:
        self.state.change(self._resource("/ExtGState", one.operands[0]))
        self.shown = None
        self._all(one)

    def _rendering(self, one: Any) -> None:
        self.state.text = int(one.operands[0]) % 8

    def _font(self, one: Any) -> None:
        font = self._resource("/Font", one.operands[0])
        self.state.drawn = font.get("/Subtype") == "/Type3"
        if not self.state.drawn:
            self._all(one)
            return
        fonts = self.plates.font(font, self.resources)
        name = self._name()
        for plate, made in enumerate(fonts):
            self._add(plate, "/Font", name, made)
            self._put(plate, "Tf", Name(name), one.operands[1])

    # Colour

    def _device(self, stroke: bool, one: Any) -> None:
        name = str(one.operator).lower()
        space = self.plates.spaces.read({"g": Name.DeviceGray, "k": Name.DeviceCMYK}.get(name, Name.DeviceRGB))
        self._set_space(space, stroke)
        self._set(space.paint(numbers(one.operands, space.size)), stroke)

    def _space(self, stroke: bool, one: Any) -> None:
        space = self.plates.spaces.read(one.operands[0], self.resources.get("/ColorSpace"))
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

    def _set(self, paint: Paint, stroke: bool, write: bool = True) -> None:
        self.shown = None
        if stroke:
            self.state.stroke = paint
        else:
            self.state.fill = paint
        if write:
            for plate, ink in enumerate(self.inks):
                self._put(plate, "G" if stroke else "g", round(1 - paint.amount(ink), 4))

    def _pattern(self, one: Any, space: Pattern, stroke: bool) -> None:
        pattern = self._resource("/Pattern", one.operands[-1])
        select, colour = ("CS", "SCN") if stroke else ("cs", "scn")
        name = self._name()
        if pattern.get("/PatternType") == 1 and pattern.get("/PaintType") == 2:
            paint = space.paint(numbers(one.operands[:-1], space.size))
            self._set(paint, stroke, write=False)
            for plate, ink in enumerate(self.inks):
                self._add(plate, "/ColorSpace", _UNDER, Array([Name.Pattern, Name.DeviceGray]))
                self._add(plate, "/Pattern", name, pattern)
                self._put(plate, select, Name(_UNDER))
                self._put(plate, colour, round(1 - paint.amount(ink), 4), Name(name))
            return
        if pattern.get("/PatternType") == 1:
            made: list[Any] = self.plates.stream("pattern", pattern, self.resources, State(len(self.inks)))
            # What is in the pattern decides by itself what it overprints.
            self._set(Paint((ALL,), (1.0,)), stroke, write=False)
        else:
            shading_space = self._space_of(pattern["/Shading"])
            self._set(solid(shading_space), stroke, write=False)
            made = [self._dressed(pattern, ink, shading_space) for ink in self.inks]
        for plate, new in enumerate(made):
            self._add(plate, "/Pattern", name, new)
            self._put(plate, select, Name.Pattern)
            self._put(plate, colour, Name(name))

    def _dressed(self, pattern: Any, ink: str, space: Space) -> Dictionary:
        made = Dictionary(dict(pattern.items()))
        made["/Shading"] = grey_shading(self.plates.pdf, pattern["/Shading"], space, ink)
        if "/ExtGState" in made:
            made["/ExtGState"] = _without_overprint(made["/ExtGState"])
        return made

    def _space_of(self, shading: Any) -> Space:
        return self.plates.spaces.read(shading["/ColorSpace"], self.resources.get("/ColorSpace"))

    # Marks

    def _painted(self) -> tuple[list[bool], list[bool]]:
        if self.shown is None:
            self.shown = self.state.fills(self.inks), self.state.strokes(self.inks)
        return self.shown

    def _path(self, one: Any) -> None:
        operator = str(one.operator)
        fills, strokes = self._painted()
        for plate, (fill, stroke) in enumerate(zip(fills, strokes, strict=True)):
            kept = path_operator(operator, fill, stroke)
            if kept == operator:
                self.code[plate].append(one)
            else:
                self._put(plate, kept)

    def _text(self, one: Any) -> None:
        fills, strokes = self._painted()
        for plate, (fill, stroke) in enumerate(zip(fills, strokes, strict=True)):
            if self.state.drawn and not fill:
                self._transparent(plate, one)
                continue
            wanted = self.state.rendering(fill, stroke)
            if self.state.set_text[plate] != wanted:
                self.state.set_text[plate] = wanted
                self._put(plate, "Tr", wanted)
            self.code[plate].append(one)

    def _transparent(self, plate: int, one: Any) -> None:
        """Type 3 text that a plate does not get: it knows no rendering mode, so it is shown without opacity."""
        stroke, fill = self.state.alpha
        self._add(plate, "/ExtGState", "/PlateHidden", Dictionary(CA=0, ca=0))
        back = f"/PlateShown{stroke:.4f}-{fill:.4f}"
        self._add(plate, "/ExtGState", back, Dictionary(CA=stroke, ca=fill))
        self._put(plate, "gs", Name("/PlateHidden"))
        self.code[plate].append(one)
        self._put(plate, "gs", Name(back))

    def _shading(self, one: Any) -> None:
        shading = self._resource("/Shading", one.operands[0])
        space = self._space_of(shading)
        paint, name = solid(space), self._name()
        for plate, ink in enumerate(self.inks):
            if paint.paints(ink, self.state.over_fill, 0):
                self._add(plate, "/Shading", name, grey_shading(self.plates.pdf, shading, space, ink))
                self._put(plate, "sh", Name(name))

    def _object(self, one: Any) -> None:
        found = self._resource("/XObject", one.operands[0])
        if found.get("/Subtype") == "/Form":
            self._show(self.plates.stream("form", found, self.resources, self.state.copy()))
        elif found.get("/Subtype") == "/Image":
            self._image(found)

    def _show(self, made: Sequence[Any], where: Sequence[bool] = ()) -> None:
        name = self._name()
        for plate, new in enumerate(made):
            if not where or where[plate]:
                self._add(plate, "/XObject", name, new)
                self._put(plate, "Do", Name(name))

    def _image(self, image: Any) -> None:
        if image.get("/ImageMask"):
            self._show([image] * len(self.inks), self._painted()[0])
            return
        space = self.plates.spaces.read(image.get("/ColorSpace", Name.DeviceGray), self.resources.get("/ColorSpace"))
        self._show(self.plates.image(image, space), self.state.images(self.inks, space))

    def _inline(self, one: ContentStreamInlineImage) -> None:
        """As an object of its own, which may be any length (8.9.7)."""
        entries = one.iimage.obj
        written = one.iimage.unparse()
        begin = written.index(b"\nID") + 4
        image = Stream(self.plates.pdf, written[begin : written.rindex(b"EI")])
        for key, value in entries.items():
            image[key] = value
        self._image(self.plates.pdf.make_indirect(image))


def _without_overprint(state: Any) -> Any:
    """A graphics state that leaves overprint alone: it is settled already."""
    if not isinstance(state, Dictionary):
        return state
    return Dictionary({key: value for key, value in state.items() if key not in ("/OP", "/op", "/OPM")})
