"""A font file in, what it says of itself out: names, weight, embedding permission, metrics, kind of outlines.

Only the small tables are read; outlines stay on disk until they are shaped or embedded. Clauses name the tables of the
OpenType specification 1.9.
"""

from pathlib import Path
from struct import error as StructError
from struct import unpack, unpack_from
from typing import BinaryIO

import uharfbuzz as hb

from pagesetter.fonts.cff import operators, top_dict
from pagesetter.records import record

SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
"""File name endings that are taken for fonts."""

_SFNT = frozenset({b"\x00\x01\x00\x00", b"OTTO", b"true"})
_NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp")
_FAMILY, _SUBFAMILY, _FULL, _POSTSCRIPT, _TYPOGRAPHIC_FAMILY, _TYPOGRAPHIC_SUBFAMILY, _PREFIX = 1, 2, 4, 6, 16, 17, 25
_ROS = 1230
"""CFF operator 12 30: the font is CID-keyed (Adobe TN 5176, 9)."""


class UnfitFontError(Exception):
    """A file that cannot serve as a font."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


@record
class FontFacts:
    """One font of a file. Lengths are in em; y upward, as fonts have it."""

    path: str
    index: int
    """Place in a collection; 0 in a file of one font."""
    family: str
    """Typographic family, in English where the font has it."""
    names: tuple[str, ...]
    """Every name that a style may ask for: families in all languages, full and PostScript names."""
    subfamily: str
    postscript: str
    """PostScript name; of a variable font that of its default instance."""
    prefix: str
    """Start of the PostScript names of instances (name 25, else made from the family)."""
    weight: int
    """OS/2 usWeightClass, 1-1000."""
    weight_range: tuple[float, float] | None
    """Least and greatest weight of a variable font."""
    instances: tuple[tuple[float, str], ...]
    """Weights of named instances with their PostScript names."""
    italic: bool
    width_class: int
    """OS/2 usWidthClass; 5 is normal."""
    upem: int
    outlines: str
    """glyf, cff, cff-cid or cff2."""
    ascent_em: float
    """Top of the em box: OS/2 sTypoAscender, 0.88 in most CJK fonts."""
    descent_em: float
    """Foot of the em box, negative."""
    cap_height_em: float
    italic_angle_deg: float
    fixed_pitch: bool
    serif: bool
    bbox_em: tuple[float, float, float, float]
    """Of all glyphs: left, bottom, right, top."""


def open_face(path: str, index: int) -> hb.Face:
    """The font for shaping; the file is mapped, not read."""
    return hb.Face(hb.Blob.from_file_path(path), index)


def read_fonts(path: Path) -> tuple[FontFacts, ...]:
    """The facts of every font in a file, in the file's order.

    Raises UnfitFontError: F102 unreadable, F103 embedding forbidden, F104 no subsetting allowed, F105 no outlines.
    """
    try:
        with path.open("rb") as stream:
            return tuple(_read(path, stream, index, at) for index, at in enumerate(_offsets(path, stream)))
    except OSError as exc:
        raise _unreadable(path, exc.strerror or "it cannot be opened") from exc
    except (StructError, ValueError, LookupError, OverflowError, hb.HarfBuzzError) as exc:
        raise _unreadable(path, "it is damaged or ends too early") from exc


def _unreadable(path: Path, why: str) -> UnfitFontError:
    return UnfitFontError(
        "F102",
        f'"{path.name}" cannot be read as a font: {why}',
        "give a whole TrueType or OpenType file (.ttf, .otf, .ttc)",
    )


def _offsets(path: Path, stream: BinaryIO) -> tuple[int, ...]:
    """Where the table directories of the file's fonts begin."""
    head = stream.read(12)
    if head[:4] in _SFNT:
        return (0,)
    if head[:4] == b"ttcf":
        (count,) = unpack(">L", head[8:12])
        if count <= 0xFF:
            return tuple(unpack(f">{count}L", stream.read(4 * count)))
    if head[:4] in (b"wOFF", b"wOF2"):
        raise _unreadable(path, "it is a web font (WOFF)")
    raise _unreadable(path, "it is no TrueType or OpenType file")


def _directory(path: Path, stream: BinaryIO, at: int) -> dict[str, int]:
    """Offsets of the tables by tag; every table lies inside the file."""
    size = path.stat().st_size
    stream.seek(at)
    (count,) = unpack(">4xH6x", stream.read(12))
    rows = stream.read(16 * count)
    tables = {}
    for row in range(count):
        tag, offset, length = unpack_from(">4s4xLL", rows, 16 * row)
        if offset + length > size:
            raise _unreadable(path, f'its table "{tag.decode("latin-1").strip()}" ends after the end of the file')
        tables[tag.decode("latin-1")] = offset
    missing = [tag for tag in _NEEDED if tag not in tables]
    if missing:
        raise _unreadable(path, f"table {missing[0]} is missing")
    return tables


def _read(path: Path, stream: BinaryIO, index: int, at: int) -> FontFacts:
    tables = _directory(path, stream, at)
    outlines = _outlines(path, stream, tables)
    face = open_face(str(path), index)
    if face.glyph_count == 0 or not face.unicodes:
        raise _unreadable(path, "it maps no character to a glyph")
    upem = face.upem
    head = face.reference_table("head").data
    box = unpack_from(">4h", head, 36)
    names = _names(face)
    family = _name(names, _TYPOGRAPHIC_FAMILY) or _name(names, _FAMILY) or path.stem
    postscript = _plain(_name(names, _POSTSCRIPT) or path.stem)
    prefix = _plain(_name(names, _PREFIX) or family) or postscript.split("-")[0]
    weight, width_class, italic, ascent, descent, cap_height, serif = _os2(path, face, tables)
    angle, fixed = unpack_from(">4xl4xL", face.reference_table("post").data) if "post" in tables else (0, 0)
    axis = next((a for a in face.axis_infos if a.tag == "wght"), None) if face.has_var_data else None
    return FontFacts(
        path=str(path),
        index=index,
        family=family,
        names=tuple(dict.fromkeys(text for number, _, text in names if number in (1, 4, 6, 16))),
        subfamily=_name(names, _TYPOGRAPHIC_SUBFAMILY) or _name(names, _SUBFAMILY) or "Regular",
        postscript=postscript,
        prefix=prefix,
        weight=weight,
        weight_range=(axis.min_value, axis.max_value) if axis else None,
        instances=_instances(face, prefix) if axis else (),
        italic=italic,
        width_class=width_class,
        upem=upem,
        outlines=outlines,
        ascent_em=ascent / upem,
        descent_em=descent / upem,
        cap_height_em=cap_height / upem,
        italic_angle_deg=angle / 65536,
        fixed_pitch=bool(fixed),
        serif=serif,
        bbox_em=(box[0] / upem, box[1] / upem, box[2] / upem, box[3] / upem),
    )


def _names(face: hb.Face) -> list[tuple[int, str, str]]:
    """Names as (number, language, text)."""
    wanted = (_FAMILY, _SUBFAMILY, _FULL, _POSTSCRIPT, _TYPOGRAPHIC_FAMILY, _TYPOGRAPHIC_SUBFAMILY, _PREFIX)
    entries = [(int(e.name_id), e.language or "") for e in face.list_names() if e.name_id in wanted]
    return [(n, lang, text) for n, lang in entries if (text := (face.get_name(n, lang) or "").strip())]


def _name(names: list[tuple[int, str, str]], number: int) -> str:
    """The English name of that number, else its first."""
    found = [(lang, text) for n, lang, text in names if n == number]
    return next((text for lang, text in found if lang.startswith("en")), found[0][1] if found else "")


def _plain(name: str) -> str:
    """The name as PostScript allows it (name table, ID 6): printable ASCII without delimiters."""
    return "".join(ch for ch in name if "!" <= ch <= "~" and ch not in "[](){}<>/%#")[:63]


def _instances(face: hb.Face, prefix: str) -> tuple[tuple[float, str], ...]:
    """Named instances that differ from the default in weight only; an instance without a PostScript name gets one made
    of the prefix and its style (Adobe TN 5902)."""
    axes = face.axis_infos
    found = []
    for instance in face.named_instances:
        coords = dict(zip((a.tag for a in axes), instance.design_coords, strict=True))
        given = face.get_name(instance.postscript_name_id, "en") if instance.postscript_name_id < 0xFFFF else None
        style = face.get_name(instance.subfamily_name_id, "en")
        name = _plain(given or (f"{prefix}-{style}" if style else ""))
        if name and all(coords[a.tag] == a.default_value for a in axes if a.tag != "wght"):
            found.append((float(coords["wght"]), name))
    return tuple(found)


def _os2(path: Path, face: hb.Face, tables: dict[str, int]) -> tuple[int, int, bool, float, float, float, bool]:
    """Weight, width class, italic, typographic ascent and descent, cap height, serif; permission is checked here."""
    upem: int = face.upem
    ascent, descent = unpack_from(">4x2h", face.reference_table("hhea").data)
    mac_style = unpack_from(">44xH", face.reference_table("head").data)[0]
    if "OS/2" not in tables:
        return 700 if mac_style & 1 else 400, 5, bool(mac_style & 2), ascent, descent, 0.7 * upem, False
    table = face.reference_table("OS/2").data
    version, weight, width, permission = unpack_from(">H2x3H", table)
    _check_permission(path, permission)
    selection, ascent, descent = unpack_from(">62xH4x2h", table)
    cap_height = unpack_from(">88xh", table)[0] if version >= 2 else 0
    # Before OS/2 version 1 some tools counted weights from 1 to 9.
    weight = weight * 100 if 1 <= weight <= 9 else min(max(weight, 1), 1000) if weight else 400
    # PANOSE: family kind 2 is Latin text, serif styles 2-10 have serifs.
    serif = table[32] == 2 and 2 <= table[33] <= 10
    return weight, width or 5, bool(selection & 1), ascent, descent, cap_height or 0.7 * upem, serif


def _check_permission(path: Path, permission: int) -> None:
    """OS/2 fsType: of several usage bits the least restrictive counts; bits 8 and 9 forbid subsets and outlines."""
    if permission & 0xF == 0x2:
        raise UnfitFontError(
            "F103",
            f'the licence of "{path.name}" forbids embedding (fsType {permission:#06x}); it is not used',
            "use another font, or a version of this one that may be embedded",
        )
    if permission & 0x300:
        what = "subsets" if permission & 0x100 else "outlines"
        raise UnfitFontError(
            "F104",
            f'the licence of "{path.name}" forbids embedding {what} (fsType {permission:#06x}); it is not used',
            "use another font: a page embeds only the outlines of the characters on it",
        )


def _outlines(path: Path, stream: BinaryIO, tables: dict[str, int]) -> str:
    if "glyf" in tables and "loca" in tables:
        return "glyf"
    if "CFF2" in tables and "fvar" in tables:
        return "cff2"
    if "CFF " in tables:
        stream.seek(tables["CFF "])
        head = stream.read(8192)
        return "cff-cid" if _ROS in dict(operators(head, *top_dict(head))) else "cff"
    raise UnfitFontError(
        "F105",
        f'"{path.name}" has no outlines that can be embedded (glyf, CFF, or CFF2 of a variable font)',
        "use another font; bitmap fonts cannot be printed",
    )
