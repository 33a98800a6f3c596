"""Forms, patterns, images and fonts of a PDF in, the same for each plate out, each made once."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from pikepdf import Dictionary, Name, Pdf, Stream, parse_content_stream

from pagesetter.pdf.plates_colour import Space
from pagesetter.pdf.plates_images import GreyImage, grey_images
from pagesetter.pdf.plates_spaces import Spaces
from pagesetter.pdf.plates_state import State

_DEPTH: Final = 24
"""Forms may hold forms; no honest file goes deeper."""
_MOST_LOST: Final = 20

Content = tuple[bytes, Dictionary]
"""A content stream and its resources."""
Write = Callable[["Rewriter", Any, Any, State], list[Content]]
"""Writes the content of a page or a stream, with these resources, for every plate."""


class Rewriter:
    """What is made for the plates of one page. ``pdf``: the document that takes it, and holds the page."""

    def __init__(self, pdf: Pdf, inks: Sequence[str], spaces: Spaces, write: Write) -> None:
        self.pdf = pdf
        self.inks = tuple(inks)
        self.spaces = spaces
        self.lost: list[str] = []
        """What could not be separated, in words, each once."""
        self._write = write
        self._images: dict[tuple[int, int], list[Stream]] = {}
        self._made: dict[tuple[object, ...], list[Any]] = {}
        self._open: list[tuple[int, int]] = []

    def lose(self, what: str) -> None:
        """Notes what could not be separated; a broken file does not need to name more than some."""
        if what not in self.lost and len(self.lost) < _MOST_LOST:
            self.lost.append(what)

    def stream(self, kind: str, original: Any, resources: Any, state: State) -> list[Any]:
        """A form, pattern or glyph for each plate; ``state``: the one that its content begins with."""
        key = (kind, original.objgen, *state.key())
        made = self._made.get(key)
        if made is None or original.objgen == (0, 0):
            made = self._made[key] = list(self._stream(original, resources, state))
        return made

    def image(self, image: Any, space: Space) -> list[Stream]:
        """An image for each plate."""
        made = self._images.get(image.objgen)
        if made is None or image.objgen == (0, 0):
            made = [self._grey(grey) for grey in grey_images(image, space, self.inks).values()]
            self._images[image.objgen] = made
        return made

    def _stream(self, original: Any, resources: Any, state: State) -> list[Stream]:
        if original.objgen in self._open or len(self._open) > _DEPTH:
            raise ValueError("a form that holds itself")
        self._open.append(original.objgen)
        try:
            written = self._write(self, original, original.get("/Resources", resources), state)
        finally:
            self._open.pop()
        made = []
        for data, named in written:
            copy = Stream(self.pdf, data)
            for key, value in original.items():
                if key not in ("/Length", "/Filter", "/DecodeParms", "/Resources", "/Group"):
                    copy[key] = value
            copy["/Resources"] = named
            if "/Group" in original:
                group = original["/Group"]
                copy["/Group"] = Dictionary({key: group[key] for key in ("/S", "/I", "/K") if key in group})
                copy["/Group"]["/CS"] = Name.DeviceGray
            made.append(self.pdf.make_indirect(copy))
        return made

    def _grey(self, grey: GreyImage) -> Stream:
        pdf = self.pdf
        made = Stream(pdf, grey.data)
        made["/Type"], made["/Subtype"] = Name.XObject, Name.Image
        for key, value in grey.entries:
            made[key] = value
        if grey.shown is not None:
            mask = Stream(pdf, grey.shown.tobytes())
            mask["/Type"], mask["/Subtype"] = Name.XObject, Name.Image
            mask["/Width"], mask["/Height"] = grey.shown.size
            mask["/BitsPerComponent"], mask["/ColorSpace"] = 8, Name.DeviceGray
            made["/SMask"] = pdf.make_indirect(mask)
        return pdf.make_indirect(made)

    def font(self, font: Any, resources: Any) -> list[Any]:
        """A Type 3 font for each plate: its glyphs may have colours of their own (9.6.5)."""
        key = ("font", font.objgen)
        made = self._made.get(key)
        if made is not None and font.objgen != (0, 0):
            return made
        glyphs: list[dict[str, Any]] = [{} for _ in self.inks]
        for name, glyph in font["/CharProcs"].items():
            new: Sequence[Any] = [glyph] * len(self.inks)
            if any(str(one.operator) == "d0" for one in parse_content_stream(glyph)[:1]):
                named = font.get("/Resources", resources)
                new = self.stream("glyph", glyph, named, State(len(self.inks)))
            for procedures, one in zip(glyphs, new, strict=True):
                procedures[name] = one
        fonts: list[Any] = []
        for procedures in glyphs:
            copy = Dictionary({**dict(font.items()), "/CharProcs": Dictionary(procedures)})
            fonts.append(self.pdf.make_indirect(copy))
        self._made[key] = fonts
        return fonts
