"""An embedded face in, PDF font objects out: Type 0 over a CIDFont, codes are glyph ids (ISO 32000-1, 9.7).

Horizontal text goes by Identity-H; upright glyphs of vertical lines by Identity-V, with their vertical metrics in the
same CIDFont.
"""

from collections.abc import Mapping
from itertools import groupby

from reportlab.pdfbase import pdfdoc

from pagesetter.press.fontbook import Down, EmbeddedFace
from pagesetter.press.objects import Stream, array, deflated, dictionary, name, number

_BLOCK = 100
"""Most entries of one bfchar section (Adobe TN 5014, 1.4.1)."""

_EFFORT = 4
"""How hard programs are compressed: outlines become 2 % larger than at level 6, in two thirds of the time."""

_CMAPS = {False: "Identity-H", True: "Identity-V"}

_FIXED, _SERIF, _SYMBOLIC, _ITALIC = 1, 2, 4, 64


def font_objects(document: pdfdoc.PDFDocument, embedded: EmbeddedFace, program: Stream) -> tuple[pdfdoc.PDFObject, ...]:
    """References to the fonts of a face, one for each layer; they share descriptor, program and widths."""
    font = embedded.font
    descendant = dictionary(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType0" if font.cff else "/CIDFontType2",
            "BaseFont": name(font.name),
            "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
            "FontDescriptor": document.Reference(_descriptor(document, embedded, program)),
            "DW": "1000",
            "W": widths(embedded.widths),
            **({"W2": heights(embedded.uprights)} if embedded.uprights else {}),
            **({} if font.cff else {"CIDToGIDMap": "/Identity"}),
        }
    )
    shared = document.Reference(descendant)
    return tuple(
        document.Reference(
            dictionary(
                {
                    "Type": "/Font",
                    "Subtype": "/Type0",
                    # CFF fonts carry the name of their CMap in theirs (9.7.6.2).
                    "BaseFont": name(f"{font.name}-{cmap}" if font.cff else font.name),
                    "Encoding": f"/{cmap}",
                    "DescendantFonts": pdfdoc.PDFArray([shared]),
                    "ToUnicode": document.Reference(deflated({}, to_unicode(texts))),
                }
            )
        )
        for texts, cmap in zip(embedded.texts, map(_CMAPS.__getitem__, embedded.down), strict=True)
    )


def program_stream(embedded: EmbeddedFace) -> Stream:
    """The font program, compressed."""
    program = embedded.font.program
    if embedded.font.cff:
        return deflated({"Subtype": "/CIDFontType0C"}, program, _EFFORT)
    return deflated({"Length1": str(len(program))}, program, _EFFORT)


def _descriptor(document: pdfdoc.PDFDocument, embedded: EmbeddedFace, program: Stream) -> pdfdoc.PDFDictionary:
    facts = embedded.face.facts
    flags = _SYMBOLIC
    flags |= _FIXED if facts.fixed_pitch else 0
    flags |= _SERIF if facts.serif else 0
    flags |= _ITALIC if facts.italic or facts.italic_angle_deg else 0
    return dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": name(embedded.font.name),
            "Flags": str(flags),
            "FontBBox": array(embedded.font.bbox, 0),
            "ItalicAngle": number(facts.italic_angle_deg),
            "Ascent": number(facts.ascent_em * 1000, 0),
            "Descent": number(facts.descent_em * 1000, 0),
            "CapHeight": number(facts.cap_height_em * 1000, 0),
            "StemV": str(stem_width(embedded.face.weight)),
            "FontFile3" if embedded.font.cff else "FontFile2": document.Reference(program),
        }
    )


def stem_width(weight: int) -> int:
    """Rough width of vertical stems in 1/1000 em; fonts do not tell it and readers use it for substitutes only."""
    return round(10 + 220 * (weight - 50) / 900)


def widths(advances: Mapping[int, int], default: int = 1000) -> str:
    """The W array: advances that are not the default, neighbours in one run (9.7.4.3)."""
    odd = sorted((gid, width) for gid, width in advances.items() if width != default)
    runs = groupby(enumerate(odd), key=lambda pair: pair[1][0] - pair[0])
    parts = []
    for _, run in runs:
        row = [entry for _, entry in run]
        parts.append(f"{row[0][0]} [{' '.join(str(width) for _, width in row)}]")
    return f"[{' '.join(parts)}]"


def heights(uprights: Mapping[int, Down]) -> str:
    """The W2 array, neighbours in one run (9.7.4.3).

    Every glyph is named by itself: in ranges of several that have the same metrics, Poppler finds only the last.
    """
    runs = groupby(enumerate(sorted(uprights)), key=lambda pair: pair[1] - pair[0])
    parts = []
    for _, run in runs:
        row = [gid for _, gid in run]
        metrics = (f"{-one.advance} {one.x} {one.y}" for one in map(uprights.__getitem__, row))
        parts.append(f"{row[0]} [{' '.join(metrics)}]")
    return f"[{' '.join(parts)}]"


def to_unicode(texts: Mapping[int, str]) -> bytes:
    """A CMap from codes to UTF-16 (9.10.3)."""
    rows = [f"<{gid:04X}> <{texts[gid].encode('utf-16-be').hex().upper()}>" for gid in sorted(texts)]
    blocks = [rows[at : at + _BLOCK] for at in range(0, len(rows), _BLOCK)]
    sections = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *sections,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
            "",
        ]
    ).encode("ascii")
