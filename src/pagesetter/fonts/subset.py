"""A face and the glyphs on the pages in, the font program to embed out.

HarfBuzz cuts the font. Codes on the page are the glyph ids of the font file, and the same glyphs give the same bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from hashlib import sha256
from operator import or_
from types import MappingProxyType

import uharfbuzz as hb

from pagesetter.fonts.cff import with_cids
from pagesetter.fonts.library import Face, Library
from pagesetter.fonts.sfnt import UnfitFontError
from pagesetter.records import record

_DROPPED = (
    # The text is shaped already.
    *("BASE", "GDEF", "GPOS", "GSUB", "JSTF", "MATH", "kern", "kerx", "mort", "morx", "opbd", "trak", "ankr", "feat"),
    # Codes are glyph ids, the PDF has names and widths of its own, and lines are stacked by the setter.
    *("cmap", "name", "post", "OS/2", "STAT", "meta", "DSIG", "ltag", "vhea", "vmtx", "VVAR", "VORG", "PCLT"),
    # Tables for screens.
    *("gasp", "hdmx", "LTSH", "VDMX", "COLR", "CPAL", "SVG ", "CBDT", "CBLC", "EBDT", "EBLC", "EBSC", "sbix"),
)


@record
class SubsetFont:
    """A font program for embedding. Widths and box in 1/1000 em, y upward."""

    name: str
    """PostScript name with the tag of its subset, e.g. ``BCDEFG+NotoSerifSC-Bold`` (PDF 32000-1, 9.6.4)."""
    program: bytes
    """A TrueType font or a bare CFF table; its glyph ids, or in CID-keyed CFF its CIDs, are those of the font file."""
    cff: bool
    """Whether the program is CFF."""
    widths: Mapping[int, float]
    """Advance of every glyph asked for, and of glyph 0."""
    bbox: tuple[float, float, float, float]
    """Left, bottom, right, top of all glyphs of the whole font."""


def subset(library: Library, face: Face, gids: Iterable[int], characters: Iterable[str] = ()) -> SubsetFont:
    """The part of a face that draws these glyphs, at the face's weight.

    ``characters`` are some that stand on the pages in this face. The program is the same without them, but to find the
    glyphs by their characters is quicker. Raises UnfitFontError (F107) when the outlines are damaged.
    """
    wanted = sorted({0, *gids})
    font = library.font(face)
    program = _cut(font, face, wanted, characters)
    scale = 1000 / face.upem
    left, bottom, right, top = face.facts.bbox_em
    return SubsetFont(
        name=f"{_tag(face.key, wanted)}+{face.postscript}",
        program=program,
        cff=face.facts.outlines != "glyf",
        widths=MappingProxyType({gid: font.get_glyph_h_advance(gid) * scale for gid in wanted}),
        bbox=(left * 1000, bottom * 1000, right * 1000, top * 1000),
    )


def _cut(font: hb.Font, face: Face, gids: list[int], characters: Iterable[str]) -> bytes:
    """The program. CID-keyed CFF holds its glyphs closely packed, their ids as CIDs; the others keep empty places."""
    source = font.face
    if face.facts.outlines == "cff-cid":
        cut = _subset(source, face, (gids, ()), packed=True)
        packed = cut.reference_table("CFF ").data
        # Glyphs stay in the order of their ids; glyph 0 has no entry in a charset.
        if packed and cut.glyph_count == len(gids) and (program := with_cids(packed, gids[1:])):
            return program
    cut = _subset(source, face, _by_character(font, gids, characters), packed=False)
    whole: bytes = cut.blob.data if face.facts.outlines == "glyf" else cut.reference_table("CFF ").data
    if not whole:
        raise _damaged(face)
    return whole


def _by_character(font: hb.Font, gids: list[int], characters: Iterable[str]) -> tuple[list[int], list[int]]:
    """The glyphs as those that stand for no character here, and the characters of the others.

    Of glyph ids HarfBuzz looks up all characters, by turning the font's whole map of characters round.
    """
    wanted = set(gids)
    found = {code: gid for code in {ord(ch) for ch in characters} if (gid := font.get_nominal_glyph(code)) in wanted}
    return sorted(wanted.difference(found.values(), {0})), sorted(found)


def _subset(source: hb.Face, face: Face, wanted: tuple[Sequence[int], Sequence[int]], *, packed: bool) -> hb.Face:
    """``wanted``: glyphs, and characters whose glyphs are wanted too."""
    plan = hb.SubsetInput()
    flags = hb.SubsetFlags
    chosen = [flags.NO_LAYOUT_CLOSURE, flags.NO_BIDI_CLOSURE, flags.NO_HINTING, flags.NOTDEF_OUTLINE]
    if not packed:
        chosen.append(flags.RETAIN_GIDS)
    if face.facts.outlines == "cff-cid" and not packed:
        # Otherwise codes would be looked up in the charset, whose CIDs need not be glyph ids.
        chosen.append(flags.CFF_IDENTITY_CHARSET)
    if face.facts.outlines == "cff2":
        chosen.append(flags.DOWNGRADE_CFF2)
    plan.flags = reduce(or_, chosen)
    gids, codes = wanted
    if gids:  # an empty set of glyphs is quicker than one that holds glyph 0, which is always there
        plan.glyph_set.update(gids)
    plan.unicode_set.update(codes)
    plan.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii"), "big") for tag in _DROPPED)
    if source.has_var_data:
        plan.pin_all_axes_to_default(source)
    if face.variation is not None:
        plan.pin_axis_location(source, "wght", face.variation)
    try:
        return hb.subset(source, plan)
    except RuntimeError as exc:
        raise _damaged(face) from exc


def _damaged(face: Face) -> UnfitFontError:
    return UnfitFontError("F107", f'the outlines of "{face.path}" cannot be embedded: they are damaged', "get it anew")


def _tag(key: str, gids: list[int]) -> str:
    """Six capital letters that differ with the face and the glyphs."""
    number = int.from_bytes(sha256(f"{key} {gids}".encode()).digest()[:8], "big")
    letters = []
    for _ in range(6):
        number, digit = divmod(number, 26)
        letters.append(chr(ord("A") + digit))
    return "".join(letters)
