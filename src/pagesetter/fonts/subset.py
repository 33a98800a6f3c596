"""A face and the glyphs on the pages in, the font program to embed out.

HarfBuzz cuts the font. Codes on the page are the glyph ids of the font file, and the same glyphs give the same bytes.
"""

from collections.abc import Iterable, Mapping
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


def subset(library: Library, face: Face, gids: Iterable[int]) -> SubsetFont:
    """The part of a face that draws these glyphs, at the face's weight.

    Raises UnfitFontError (F107) when the outlines are damaged.
    """
    wanted = sorted({0, *gids})
    font = library.font(face)
    program = _cut(font.face, face, wanted)
    scale = 1000 / face.upem
    left, bottom, right, top = face.facts.bbox_em
    return SubsetFont(
        name=f"{_tag(face.key, wanted)}+{face.postscript}",
        program=program,
        cff=face.facts.outlines != "glyf",
        widths=MappingProxyType({gid: font.get_glyph_h_advance(gid) * scale for gid in wanted}),
        bbox=(left * 1000, bottom * 1000, right * 1000, top * 1000),
    )


def _cut(source: hb.Face, face: Face, gids: list[int]) -> bytes:
    """The program. CID-keyed CFF holds its glyphs closely packed, their ids as CIDs; the others keep empty places."""
    if face.facts.outlines == "cff-cid":
        cut = _subset(source, face, gids, packed=True)
        packed = cut.reference_table("CFF ").data
        # Glyphs stay in the order of their ids; glyph 0 has no entry in a charset.
        if packed and cut.glyph_count == len(gids) and (program := with_cids(packed, gids[1:])):
            return program
    cut = _subset(source, face, gids, packed=False)
    whole: bytes = cut.blob.data if face.facts.outlines == "glyf" else cut.reference_table("CFF ").data
    if not whole:
        raise _damaged(face)
    return whole


def _subset(source: hb.Face, face: Face, gids: list[int], *, packed: bool) -> hb.Face:
    plan = hb.SubsetInput()
    flags = hb.SubsetFlags
    wanted = [flags.NO_LAYOUT_CLOSURE, flags.NO_BIDI_CLOSURE, flags.NO_HINTING, flags.NOTDEF_OUTLINE]
    if not packed:
        wanted.append(flags.RETAIN_GIDS)
    if face.facts.outlines == "cff-cid" and not packed:
        # Otherwise codes would be looked up in the charset, whose CIDs need not be glyph ids.
        wanted.append(flags.CFF_IDENTITY_CHARSET)
    if face.facts.outlines == "cff2":
        wanted.append(flags.DOWNGRADE_CFF2)
    plan.flags = reduce(or_, wanted)
    plan.glyph_set.update(gids)
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
