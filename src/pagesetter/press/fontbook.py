"""Pages in, which glyphs of which faces stand on them and for what text out.

One glyph may stand for different texts on a page: a space for a no-break space, an ideograph for the radical of the
same shape. A font tells readers one text for a glyph, so a face gets as many *layers* as a glyph of it has texts: PDF
fonts that share the program and differ only in what they say of text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pagesetter.diagnostics import Diagnostic, error
from pagesetter.fonts.library import Face, Library
from pagesetter.fonts.sfnt import UnfitFontError
from pagesetter.fonts.subset import SubsetFont, subset
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
    layers: dict[tuple[int, str], int]
    """Layer in which a glyph stands for a text."""


@dataclass(slots=True, eq=False, repr=False)
class _Use:
    """Glyphs of one face met so far."""

    gids: set[int] = field(default_factory=set)
    texts: dict[int, dict[str, int]] = field(default_factory=dict)
    """Texts of a glyph in the order met, with their layers."""


def embed(pages: Sequence[Page], library: Library) -> Iterator[EmbeddedFace | Diagnostic]:
    """Every face that the pages use, in the order of its first use; F107 in place of one with damaged outlines.

    Runs without a face, whose characters no font had, are passed over: the setter has reported them.
    """
    uses: dict[str, _Use] = {}
    for run in _runs(pages):
        use = uses.setdefault(run.face, _Use())
        use.gids.update(run.gids)
        for gid, text in zip(run.gids, shared(run.texts), strict=True):
            if text:
                known = use.texts.setdefault(gid, {})
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
    font = subset(library, face, use.gids)
    count = max((len(texts) for texts in use.texts.values()), default=1)
    layers = {(gid, text): layer for gid, texts in use.texts.items() for text, layer in texts.items()}
    maps: tuple[dict[int, str], ...] = tuple({} for _ in range(count))
    for (gid, text), layer in layers.items():
        maps[layer][gid] = text
    return EmbeddedFace(face, font, {gid: round(width) for gid, width in font.widths.items()}, maps, layers)


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
