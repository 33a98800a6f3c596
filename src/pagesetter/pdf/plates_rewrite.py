"""A page of a PDF in, one grey page for each ink out: every colour operator becomes the amount of that ink.

Overprint is settled here: a mark that leaves a plate alone is not in the content of that plate; any other is painted
there in the grey of its amount, if need be in white (ISO 32000-1, 8.6.7 and 11.7.4.3).
"""

import warnings
from collections.abc import Callable, Sequence
from typing import Any

from pikepdf import Array, ContentStreamInlineImage, Dictionary, Name, Stream, parse_content_stream

from pagesetter.pdf.plates_images import named_space
from pagesetter.pdf.plates_objects import Content, Rewriter
from pagesetter.pdf.plates_safe import entries, kind, words
from pagesetter.pdf.plates_setting import Setting
from pagesetter.pdf.plates_shading import grey_shading
from pagesetter.pdf.plates_sheets import WHOLE, Sheets, blending
from pagesetter.pdf.plates_state import PATHS, TEXT, State, path_operator, solid


def write(plates: Rewriter, source: Any, resources: Any, state: State) -> list[Content]:
    """The content of a page or a stream for each plate. What cannot be read is told to ``plates`` and left out."""
    sheets = Sheets(plates.inks, resources)
    return _Writer(plates, sheets, state).write(source)


class _Writer(Setting):
    """One content stream, written for all plates at once."""

    def __init__(self, plates: Rewriter, sheets: Sheets, state: State) -> None:
        super().__init__(plates, sheets, state)
        self.saved: list[State] = []
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
            **self.setters(),
        }

    def write(self, source: Any) -> list[Content]:
        """Rewrites it."""
        if self.state.fresh:
            self.begin()
        for one in self._parsed(source):
            what = "what is no operator"
            try:
                inline = isinstance(one, ContentStreamInlineImage)
                what = "an inline image" if inline else f'"{one.operator}"'
                act = self._inline if inline else self.handlers.get(str(one.operator), self.sheets.all)
                act(one)
            except MemoryError:
                raise
            except Exception as fault:  # operands, objects and pictures may be broken in any way
                self.plates.lose(f"{what}: {words(fault)}")
        return self.sheets.contents()

    def _parsed(self, source: Any) -> Sequence[Any]:
        try:
            with warnings.catch_warnings(record=True) as told:
                warnings.simplefilter("always")
                made = parse_content_stream(source)
            for one in told:
                self.plates.lose(f"a content stream: {' '.join(str(one.message).split())}")
            return made
        except MemoryError:
            raise
        except Exception as fault:  # as above
            self.plates.lose(f"a content stream: {words(fault)}")
            return ()

    # Graphics state

    def _save(self, one: Any) -> None:
        self.saved.append(self.state.copy())
        self.sheets.all(one)

    def _restore(self, one: Any) -> None:
        if self.saved:
            self.state = self.saved.pop()
            self.shown = None
        self.sheets.all(one)

    def _state(self, one: Any) -> None:
        found = self.sheets.state(one.operands[0])
        self.state.change(found)
        self.shown = None
        if blending(found) in WHOLE:
            mode = blending(found)
            self.plates.differ(f"the blend mode {mode}: shown ink by ink, though it looks at all inks at once")
        font = found.get("/Font")
        if isinstance(font, Array) and len(font) == 2:
            self._set_font(font[0], font[1], None)

    def _rendering(self, one: Any) -> None:
        self.state.text = int(one.operands[0]) % 8

    def _font(self, one: Any) -> None:
        self._set_font(self.sheets.resource("/Font", one.operands[0]), one.operands[1], one)

    def _set_font(self, font: Any, size: Any, one: Any) -> None:
        """``one``: the instruction that does so, None when a graphics state does."""
        self.state.drawn = (font, size) if kind(font, "/Subtype") == "Type3" else None
        self.state.set_drawn = None
        if self.state.drawn:
            return  # its glyphs may take their colours from where they are shown
        if one is not None:
            self.sheets.all(one)
            return
        name = self.sheets.name()
        for plate in range(len(self.inks)):
            self.sheets.add(plate, "/Font", name, font)
            self.sheets.put(plate, "Tf", Name(name), size)

    # Marks

    def _painted(self) -> tuple[list[bool], list[bool]]:
        if self.shown is None:
            self.shown = self.state.fills(self.inks), self.state.strokes(self.inks)
            if self.state.isolated and not all(self.shown[self.state.over_stroke and not self.state.over_fill]):
                # Nothing lies under it that could be kept (11.7.4.3); more ink is shown than is printed, never less.
                self.plates.differ("overprint inside an isolated group: shown as over what lies under the group")
        return self.shown

    def _path(self, one: Any) -> None:
        operator = str(one.operator)
        fills, strokes = self._painted()
        for plate, (fill, stroke) in enumerate(zip(fills, strokes, strict=True)):
            kept = path_operator(operator, fill, stroke)
            if kept == operator:
                self.sheets.keep(plate, one)
            else:
                self.sheets.put(plate, kept)

    def _text(self, one: Any) -> None:
        fills, strokes = self._painted()
        coloured = bool(self.state.drawn) and self._drawn()
        for plate, (fill, stroke) in enumerate(zip(fills, strokes, strict=True)):
            if self.state.drawn:
                if fill or coloured:
                    self.sheets.keep(plate, one)
                else:
                    self._hidden(plate, one)
                continue
            wanted = self.state.rendering(fill, stroke)
            if self.state.set_text[plate] != wanted:
                self.state.set_text[plate] = wanted
                self.sheets.put(plate, "Tr", wanted)
            self.sheets.keep(plate, one)

    def _drawn(self) -> bool:
        """Sets the Type 3 font as it is in the current colours; whether its glyphs have colours of their own and
        decide by themselves what they overprint."""
        font, size = self.state.drawn or (None, None)
        fonts, coloured = self.plates.font(font, self.sheets.resources, self.state.copy())
        key = self.state.key() if coloured else ()
        if self.state.set_drawn != key:
            self.state.set_drawn = key
            name = self.sheets.name()
            for plate, made in enumerate(fonts):
                self.sheets.add(plate, "/Font", name, made)
                self.sheets.put(plate, "Tf", Name(name), size)
        return coloured

    def _hidden(self, plate: int, one: Any) -> None:
        """Type 3 text that a plate does not get: it knows no rendering mode, so it is shown without opacity."""
        stroke, fill = self.state.alpha
        self.sheets.add(plate, "/ExtGState", "/PlateHidden", Dictionary(CA=0, ca=0))
        back = f"/PlateShown{stroke:.4f}-{fill:.4f}"
        self.sheets.add(plate, "/ExtGState", back, Dictionary(CA=stroke, ca=fill))
        self.sheets.put(plate, "gs", Name("/PlateHidden"))
        self.sheets.keep(plate, one)
        self.sheets.put(plate, "gs", Name(back))

    def _shading(self, one: Any) -> None:
        shading = self.sheets.resource("/Shading", one.operands[0])
        space = self.space_of(shading["/ColorSpace"])
        paint, name = solid(space), self.sheets.name()
        for plate, ink in enumerate(self.inks):
            if paint.paints(ink, self.state.over_fill, 0):
                self.sheets.add(plate, "/Shading", name, grey_shading(self.plates.pdf, shading, space, ink))
                self.sheets.put(plate, "sh", Name(name))

    def _object(self, one: Any) -> None:
        found = self.sheets.resource("/XObject", one.operands[0])
        if kind(found, "/Subtype") == "Form":
            self._show(self.plates.stream("form", found, self.sheets.resources, self.state.copy()))
        elif kind(found, "/Subtype") == "Image":
            self._image(found)

    def _show(self, made: Sequence[Any], where: Sequence[bool] = ()) -> None:
        name = self.sheets.name()
        for plate, new in enumerate(made):
            if not where or where[plate]:
                self.sheets.add(plate, "/XObject", name, new)
                self.sheets.put(plate, "Do", Name(name))

    def _image(self, image: Any) -> None:
        if image.get("/ImageMask") is True:
            self._show([image] * len(self.inks), self._painted()[0])
            return
        space = self.space_of(image["/ColorSpace"] if "/ColorSpace" in image else named_space(image))
        self._show(self.plates.image(image, space), self.state.images(self.inks, space))

    def _inline(self, one: Any) -> None:
        """As an object of its own, which may be any length (8.9.7)."""
        written = one.iimage.unparse()
        begin = written.index(b"\nID") + 4
        image = Stream(self.plates.pdf, written[begin : written.rindex(b"EI")])
        for key, value in entries(one.iimage.obj):
            image[key] = value
        self._image(self.plates.pdf.make_indirect(image))
