"""Pages in, which glyphs of which faces stand on them and for what text out.

One glyph may stand for different texts on a page: a space for a no-break space, an ideograph for the radical of the
same shape. A font tells readers one text for a glyph, so a face gets as many *layers* as a glyph of it has texts: PDF
fonts that share the program and differ only in what they say of text. Upright glyphs of vertical lines have layers of
their own, whose writing mode is vertical.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pagesetter.diagnostics import Diagnostic, error
from pagesetter.fonts.library import Face, Library
from pagesetter.fonts.measured import upright
from pagesetter.fonts.sfnt import UnfitFontError
from pagesetter.fonts.subset import SubsetFont, subset
from pagesetter.geometry import Turn
from pagesetter.model.glyph import GlyphRun
from pagesetter.model.page import Page, Text
from pagesetter.records import record


@record
class EmbeddedFace:
    """A face as the document carries it."""

    face: Face
    font: SubsetFont
    widths: dict[int, int]
    """Advances in 1/1000 em as the PDF gives them: whole numbers, since readers drop fractions."""
    texts: tuple[dict[int, str], ...]
    """For each layer the text of its glyphs."""
    layers: dict[tuple[int, str, bool], int]
    """Layer in which a glyph stands for a text, in horizontal setting and (true) in vertical."""
    down: tuple[bool, ...]
    """For each layer whether its writing mode is vertical."""
    uprights: dict[int, "Down"]
    """Metrics of the glyphs in layers of vertical writing mode."""

    def layer(self, gid: int, text: str, down: bool) -> int:
        """The layer of a glyph; one that was not met with that text is in the first of its writing mode."""
        found = self.layers.get((gid, text, down))
        return self.down.index(down) if found is None else found


class Down(NamedTuple):
    """Vertical metrics of a glyph as the PDF gives them: whole thousandths of an em, from its horizontal origin."""

    advance: int
    """Downward."""
    x: int
    """Vertical origin …"""
    y: int
    """… upward."""
    off: tuple[float, float]
    """How far that origin is right of and above the true one, em: `CORNER_EM` and what rounding does."""


CORNER_EM = (-0.5, -1.0)
"""The vertical origin that the PDF gives to glyphs, from the middle of the head of their cell, em: its lower left
corner. Poppler takes the place of a vertical glyph for that corner whatever its font says, and would mix up lines that
hold turned words; so would PDFium, if upright glyphs did not begin left of turned ones."""


@dataclass(slots=True, eq=False, repr=False)
class _Use:
    """Glyphs of one face met so far."""

    gids: set[int] = field(default_factory=set)
    texts: dict[bool, dict[int, dict[str, int]]] = field(default_factory=dict)
    """By writing mode (true: vertical) the texts of each glyph in the order met, with their layers."""


def embed(pages: Sequence[Page], library: Library) -> Iterator[EmbeddedFace | Diagnostic]:
    """Every face that the pages use, in the order of its first use; F107 in place of one with damaged outlines.

    Runs without a face, whose characters no font had, are passed over: the setter has reported them.
    """
    uses: dict[str, _Use] = {}
    for run in _runs(pages):
        use = uses.setdefault(run.face, _Use())
        use.gids.update(run.gids)
        glyphs = use.texts.setdefault(run.turn is Turn.UPRIGHT, {})
        for gid, text in zip(run.gids, shared(run.texts), strict=True):
            known = glyphs.setdefault(gid, {})
            if text:
                known.setdefault(text, len(known))
    for key, use in uses.items():
        try:
            yield _embedded(library, key, use)
        except UnfitFontError as exc:
            yield error(exc.code, exc.message, exc.hint)


def _runs(pages: Sequence[Page]) -> Iterator[GlyphRun]:
    return (run for page in pages for item in page.items if isinstance(item, Text) for run in item.runs if run.face)


def _embedded(library: Library, key: str, use: _Use) -> EmbeddedFace:
    face = library.face(key)
    standing = (ch for glyphs in use.texts.values() for texts in glyphs.values() for text in texts for ch in text)
    font = subset(library, face, use.gids, standing)
    layers: dict[tuple[int, str, bool], int] = {}
    maps: list[dict[int, str]] = []
    modes: list[bool] = []
    for down, glyphs in sorted(use.texts.items()):
        first = len(maps)
        count = max([1, *(len(texts) for texts in glyphs.values())])
        maps += [{} for _ in range(count)]
        modes += [down] * count
        for gid, texts in glyphs.items():
            for text, layer in texts.items():
                layers[gid, text, down] = first + layer
                maps[first + layer][gid] = text
    advances = {gid: round(width) for gid, width in font.widths.items()}
    uprights = {gid: _down(library, face, gid) for gid in sorted(use.texts.get(True, ()))}
    return EmbeddedFace(face, font, advances, tuple(maps), layers, tuple(modes), uprights)


def _down(library: Library, face: Face, gid: int) -> Down:
    found, em = upright(library.font(face), face, gid), face.upem
    true = (found.middle / em, found.head / em)
    x, y = (round((place + corner) * 1000) for place, corner in zip(true, CORNER_EM, strict=True))
    return Down(round(found.advance / em * 1000), x, y, (x / 1000 - true[0], y / 1000 - true[1]))


def shared(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Texts of a run with those of clusters of several glyphs dealt out among them.

    Where a cluster has as many characters as glyphs, as a letter with a sign over it has, each glyph stands for one.
    """
    if "" not in texts:
        return texts
    dealt = list(texts)
    first = 0
    while first < len(dealt):
        after = first + 1
        while after < len(dealt) and not texts[after]:
            after += 1
        if after - first > 1 and len(texts[first]) == after - first:
            dealt[first:after] = texts[first]
        first = after
    return tuple(dealt)


def tied(texts: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """First and after the last glyph of the clusters that have glyphs without text, and of what lies between them."""
    start = 0
    index = 0
    while "" in texts[index + 1 :]:
        blank = texts.index("", index + 1)
        index = blank
        while index < len(texts) and not texts[index]:
            index += 1
        if start < blank - 1:
            yield start, blank - 1
        yield blank - 1, index
        start = index
    if start < len(texts):
        yield start, len(texts)
