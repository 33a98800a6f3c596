"""Forms, patterns, images and fonts of a PDF in, the same for each plate out, each made once."""

from collections.abc import Callable, Sequence
from copy import copy
from math import inf
from typing import Any, Final

from pikepdf import Dictionary, Name, Pdf, Stream, parse_content_stream

from pagesetter.pdf.plates_colour import Space
from pagesetter.pdf.plates_images import GreyImage, grey_images
from pagesetter.pdf.plates_safe import entries, kind, words
from pagesetter.pdf.plates_spaces import Spaces
from pagesetter.pdf.plates_state import State
from pagesetter.pdf.values import entry, number

_DEPTH: Final = 24
"""Forms may hold forms; no honest file goes deeper."""
_MOST_LOST: Final = 20
_MOST_PIXELS: Final = 192 << 20
"""Bytes of all pictures on the plates of a page: these are held twice, and more does not go into 1 GiB."""
_STREAM_KEYS: Final = (
    *("/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/OC"),
    *("/PatternType", "/PaintType", "/TilingType", "/XStep", "/YStep"),
)
"""What forms and patterns say beside their content."""

Content = tuple[bytes, Dictionary]
"""A content stream and its resources."""
Write = Callable[["Rewriter", Any, Any, State], list[Content]]
"""Writes the content of a page or a stream, with these resources, for every plate."""


class Rewriter:
    """What is made for the plates of one page.

    ``pdf``: the document that takes it, and holds the page; ``most``: pixels that a picture needs at most.
    """

    def __init__(self, pdf: Pdf, inks: Sequence[str], spaces: Spaces, write: Write, most: float = inf) -> None:
        self.pdf = pdf
        self.inks = tuple(inks)
        self.spaces = spaces
        self.lost: list[str] = []
        """What could not be separated, in words, each once."""
        self.otherwise: list[str] = []
        """Those of them that are on the plates, but not as they print."""
        self._write = write
        self._most = most
        self._pixels = 0
        self._images: dict[tuple[int, int], list[Stream]] = {}
        self._made: dict[tuple[object, ...], list[Any]] = {}
        self._glyphs: dict[tuple[int, int], bool] = {}
        self._open: list[tuple[int, int]] = []

    def lose(self, what: str) -> None:
        """Notes what could not be separated; a broken file does not need to name more than some."""
        if what not in self.lost and len(self.lost) < _MOST_LOST:
            self.lost.append(what)

    def differ(self, what: str) -> None:
        """Notes what is shown otherwise than it prints."""
        self.lose(what)
        if what in self.lost and what not in self.otherwise:
            self.otherwise.append(what)

    def stream(self, what: str, original: Any, resources: Any, state: State) -> list[Any]:
        """A form, pattern or glyph for each plate; ``state``: the one that its content begins with."""
        key = (what, original.objgen, *state.key())
        made = self._made.get(key)
        if made is None or original.objgen == (0, 0):
            made = self._made[key] = list(self._stream(original, resources, state))
        return made

    def image(self, image: Any, space: Space) -> list[Stream]:
        """An image for each plate."""
        made = self._images.get(image.objgen)
        if made is None or image.objgen == (0, 0):
            greys = grey_images(image, space, self.inks, self._most).values()
            self._pixels += sum(len(grey.data) for grey in greys)
            if self._pixels > _MOST_PIXELS:
                raise ValueError(f"its pictures come to more than {_MOST_PIXELS >> 20} MiB on the plates")
            made = [self._grey(grey) for grey in greys]
            self._images[image.objgen] = made
        return made

    def _stream(self, original: Any, resources: Any, state: State) -> list[Stream]:
        group = original.get("/Group")
        if isinstance(group, Dictionary) and entry(group, "/I") is True:
            state.isolated = True
        if original.objgen in self._open or len(self._open) > _DEPTH:
            raise ValueError("a form that holds itself")
        self._open.append(original.objgen)
        try:
            written = self._write(self, original, original.get("/Resources", resources), state)
        finally:
            self._open.pop()
        made = []
        if (
            isinstance(group, Dictionary)
            and entry(group, "/K") is True
            and _mixes(original.get("/Resources", resources))
        ):
            self.differ("a knockout group with transparency inside: shown as one without knockout")
        for data, named in written:
            new = Stream(self.pdf, data)
            for key in _STREAM_KEYS:
                if key in original:
                    new[key] = original[key]
            new["/Resources"] = named
            if isinstance(group, Dictionary):
                new["/Group"] = Dictionary({key: group[key] for key in ("/S", "/I", "/K") if key in group})
                new["/Group"]["/CS"] = Name.DeviceGray
            made.append(self.pdf.make_indirect(new))
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

    def font(self, font: Any, resources: Any, state: State) -> tuple[list[Any], bool]:
        """A Type 3 font for each plate, and whether its glyphs have colours of their own (9.6.5): these begin with
        the ``state`` in which they are shown."""
        glyphs = list(entries(font["/CharProcs"]))
        coloured = [self._coloured(glyph) for _, glyph in glyphs]
        if not any(coloured):
            return [font] * len(self.inks), False
        key = ("font", font.objgen, *state.key())
        made = self._made.get(key)
        if made is not None and font.objgen != (0, 0):
            return made, True
        procedures = [Dictionary() for _ in self.inks]
        for (name, glyph), own in zip(glyphs, coloured, strict=True):
            new: Sequence[Any] = [glyph] * len(self.inks)
            if own:
                new = self.stream("glyph", glyph, font.get("/Resources", resources), state.copy())
            for plate, one in zip(procedures, new, strict=True):
                plate[name] = one
        fonts: list[Any] = []
        for plate in procedures:
            one = copy(font)
            one["/CharProcs"] = plate
            fonts.append(self.pdf.make_indirect(one))
        self._made[key] = fonts
        return fonts, True

    def _coloured(self, glyph: Any) -> bool:
        """Whether a glyph begins with d0. One that cannot be read draws nothing."""
        key = glyph.objgen if isinstance(glyph, Stream) else (0, 0)
        if key in self._glyphs:
            return self._glyphs[key]
        try:
            found = any(str(one.operator) == "d0" for one in parse_content_stream(glyph, "d0 d1")[:1])
        except MemoryError:
            raise
        except Exception as fault:  # the parser lets out whatever its C++ throws
            self.lose(f"a glyph: {words(fault)}")
            found = False
        if key != (0, 0):
            self._glyphs[key] = found
        return found


def _mixes(resources: Any) -> bool:
    """Whether a graphics state among the resources makes marks transparent."""
    for _, state in entries(entry(resources, "/ExtGState")):
        alphas = (number(entry(state, key), 1.0) for key in ("/ca", "/CA"))
        if min(alphas) < 1 or kind(state, "/BM") not in ("", "Normal", "Compatible"):
            return True
    return False
