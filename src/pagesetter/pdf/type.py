"""A font object in, how it reads strings out: codes, advances, texts, and which codes it has no glyph for.

ISO 32000-1, 9.6 to 9.10. Predefined CMaps other than Identity only tell where codes begin and end; their characters get
the default width.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pagesetter.pdf import cmaps
from pagesetter.pdf.encodings import character, differences
from pagesetter.pdf.matrix import Matrix
from pagesetter.pdf.programs import Program, program
from pagesetter.pdf.values import box, data, entry, items, matrix, name, number, whole

_ENCODINGS: Mapping[str, str] = MappingProxyType(
    {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman", "": "latin-1"}
)
_BLANK = frozenset({" ", "\xa0", "\xad"})
"""What nobody sees and some writers therefore leave out of the font."""
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0\ufffc\ufffd"
_DEFAULT_WIDTH = 0.5
"""em; of fonts that are not embedded and give no widths."""
_MOST = 1 << 17


@dataclass(slots=True, eq=False, repr=False)
class Font:
    """One font of the file, read once."""

    name: str
    subtype: str
    ascent: float
    """em, above the baseline."""
    descent: float
    """em, downward negative."""
    vertical: bool = False
    cmap: cmaps.CMap | None = None
    """Type0 only."""
    identity: bool = True
    """Type0: whether CIDs are known."""
    widths: Mapping[int, float] = field(default_factory=dict)
    """em by code (simple fonts) or CID."""
    default: float = 1.0
    downs: Mapping[int, tuple[float, float, float]] = field(default_factory=dict)
    """Vertical: advance (negative) and origin x, y in em, by CID."""
    down: tuple[float, float] = (0.88, -1.0)
    """Vertical by default: origin y and advance."""
    texts: Mapping[int, str] = field(default_factory=dict)
    matrix: Matrix = (0.001, 0.0, 0.0, 0.001, 0.0, 0.0)
    procs: Mapping[int, Any] = field(default_factory=dict)
    """Type3: the streams by code."""
    resources: Any = None
    """Type3: of the streams."""
    program: Program | None = None
    gids: bytes = b""
    """Type0: CIDToGIDMap."""
    bare: frozenset[int] = frozenset()
    """Codes whose encoding says .notdef."""
    covered: tuple[int, int] | None = None
    """Simple fonts: first and last code with a width."""

    def codes(self, string: bytes) -> Iterator[tuple[int, int]]:
        """Codes of a string, each with its number of bytes."""
        return ((code, 1) for code in string) if self.cmap is None else self.cmap.codes(string)

    def cid(self, code: int) -> int:
        """What widths go by."""
        return code if self.cmap is None else self.cmap.cids.get(code, -1 if self.cmap.cids else code)

    def width(self, code: int) -> float:
        """Horizontal advance, em."""
        return self.widths.get(self.cid(code), self.default)

    def downward(self, code: int) -> tuple[float, float, float]:
        """Vertical advance and origin, em."""
        known = self.downs.get(self.cid(code))
        return known or (self.down[1], self.width(code) / 2, self.down[0])

    def missing(self, code: int) -> bool:
        """Whether the file shows that there is no glyph for the code. False where it cannot be known."""
        if self.subtype == "Type3":
            return code not in self.procs
        if code in self.bare:
            return True
        if self.cmap is None:
            outside = self.covered is not None and not self.covered[0] <= code <= self.covered[1]
            return outside and self.program is not None and self.texts.get(code, "") not in _BLANK
        if not self.identity:
            return False
        cid = self.cid(code)
        if cid < 0:
            return True
        if self.gids:  # CID 0 too is whatever glyph the map says
            cid = int.from_bytes(self.gids[2 * cid : 2 * cid + 2], "big")
        if cid == 0 or self.program is None:
            return cid == 0
        return self.program.lacks(cid) or (self.program.blank(cid) and _visible(self.texts.get(code, "")))


def font(value: Any) -> Font:
    """How a font dictionary reads strings; of a broken one as much as can be read."""
    subtype = name(entry(value, "/Subtype"))
    made = _composite(value) if subtype == "Type0" else _simple(value, subtype)
    unicode = entry(value, "/ToUnicode")
    if unicode is not None:
        made.texts = {**made.texts, **cmaps.read(data(unicode)).texts}
    return made


def _composite(value: Any) -> Font:
    descendants = items(entry(value, "/DescendantFonts"))
    below = descendants[0] if descendants else None
    encoding = entry(value, "/Encoding")
    named = name(encoding)
    if named:
        cmap, known = cmaps.predefined(named)
        vertical = named.endswith("-V") or named == "V"
    else:
        cmap = cmaps.read(data(encoding))
        known = bool(cmap.cids)
        vertical = cmap.vertical or whole(entry(encoding, "/WMode")) == 1
    descriptor = entry(below, "/FontDescriptor")
    ascent, descent = _reach(descriptor)
    made = Font(name(entry(value, "/BaseFont")), "Type0", ascent, descent, vertical, cmap, known)
    made.default = number(entry(below, "/DW"), 1000.0) / 1000
    made.widths = {cid: row[0] for cid, row in _rows(items(entry(below, "/W")), 1)} if known else {}
    made.downs = {cid: (row[0], row[1], row[2]) for cid, row in _rows(items(entry(below, "/W2")), 3)} if known else {}
    down = [number(one) / 1000 for one in items(entry(below, "/DW2"))]
    made.down = (down[0], down[1]) if len(down) == 2 else made.down
    mapping = entry(below, "/CIDToGIDMap")
    made.gids = b"" if name(mapping) else data(mapping)
    made.program = program(descriptor)
    return made


def _rows(array: list[Any], count: int) -> Iterator[tuple[int, tuple[float, ...]]]:
    """Rows of W (``count`` 1) or W2 (3) in em: c [n ...] or first last n ..."""
    at = 0
    left = _MOST
    while at + 1 < len(array) and left > 0:
        first, second = whole(array[at]), array[at + 1]
        listed = items(second)
        if listed or not _is_number(second):
            at += 2
            amounts = [number(one) / 1000 for one in listed]
            for step in range(0, len(amounts) - count + 1, count):
                yield first + step // count, tuple(amounts[step : step + count])
            left -= len(amounts)
        else:
            row = tuple(number(one) / 1000 for one in array[at + 2 : at + 2 + count])
            at += 2 + count
            last = min(whole(second), first + left)
            if len(row) == count:
                yield from ((cid, row) for cid in range(first, last + 1))
            left -= max(0, last - first)


def _is_number(value: Any) -> bool:
    from decimal import Decimal  # only W arrays ask

    return isinstance(value, int | float | Decimal)


def _simple(value: Any, subtype: str) -> Font:
    descriptor = entry(value, "/FontDescriptor")
    ascent, descent = _reach(descriptor)
    made = Font(name(entry(value, "/BaseFont")) or name(entry(value, "/Name")), subtype, ascent, descent)
    scale = 0.001
    if subtype == "Type3":
        made.matrix = matrix(entry(value, "/FontMatrix"))
        scale = made.matrix[0]
        bounds = box(entry(value, "/FontBBox"))
        if bounds and bounds[3] > bounds[1]:
            made.ascent, made.descent = bounds[3] * made.matrix[3], bounds[1] * made.matrix[3]
    first = whole(entry(value, "/FirstChar"))
    widths = [number(one) * scale for one in items(entry(value, "/Widths"))][:256]
    made.widths = dict(enumerate(widths, first))
    made.covered = (first, first + len(widths) - 1) if widths else None
    missing = entry(descriptor, "/MissingWidth")
    made.default = number(missing) / 1000 if missing is not None else 0.0 if widths else _DEFAULT_WIDTH
    encoding = entry(value, "/Encoding")
    base = name(encoding) or name(entry(encoding, "/BaseEncoding"))
    made.texts = _plain_texts(_ENCODINGS.get(base, "latin-1"))
    names = dict(differences(entry(encoding, "/Differences")))
    made.texts |= {code: text for code, glyph in names.items() if (text := character(glyph))}
    made.bare = frozenset(code for code, glyph in names.items() if glyph == ".notdef")
    if subtype == "Type3":
        procs = entry(value, "/CharProcs")
        streams = {code: entry(procs, f"/{glyph}") for code, glyph in names.items()}
        made.procs = {code: stream for code, stream in streams.items() if stream is not None}
        made.resources = entry(value, "/Resources")
    else:
        made.program = program(descriptor)
    return made


def _plain_texts(codec: str) -> dict[int, str]:
    texts = {code: bytes((code,)).decode(codec, "ignore") for code in range(32, 256)}
    return {code: text for code, text in texts.items() if text}


def _visible(text: str) -> bool:
    """Whether a text has ink in every font: more than spaces, controls, combining marks and fillers."""
    return any(unicodedata.category(char)[0] not in "ZCM" and char not in _FILLERS for char in text)


def _reach(descriptor: Any) -> tuple[float, float]:
    """Ascent and descent in em, those of a Latin face where the descriptor says nothing sound.

    Some writers give the box of all glyphs instead: long dashes and marks make a multiple of the em of it.
    """
    ascent, descent = number(entry(descriptor, "/Ascent")) / 1000, -abs(number(entry(descriptor, "/Descent")) / 1000)
    return (ascent, descent) if 0.3 <= ascent <= 1.3 and descent >= -0.6 else (0.8, -0.2)
