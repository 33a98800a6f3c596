"""A content stream of an open PDF and its resources in, what it uses and where it paints what out (ISO 32000-1, 7.8.2
and annex A).

Only what a press asks about is followed: colours, names, operators, and the matrix for the size of pictures. What the
content looks like is no matter here.
"""

import warnings
from dataclasses import dataclass, field
from typing import Any, Final

from pagesetter.adverts.boxes import NoPage
from pagesetter.pdf.matrix import IDENTITY, Matrix, times
from pagesetter.pdf.values import entry, items, matrix, name, objgen, whole

_ALL: Final = (
    "b B b* B* BDC BMC BT c cm CS cs d d0 d1 Do DP EMC ET f F f* G g gs h i j J K k l m M MP n q Q re RG rg ri s S SC "
    "sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \""
)
OPERATORS: Final = frozenset(_ALL.split())
"""Every operator (annex A) but those of inline images, and those of compatibility sections, which no standard of the
press allows."""
_INLINE: Final = "INLINE IMAGE"
"""What the parser calls an inline image."""
_INLINE_MOST: Final = 1 << 26
"""Pixels of an inline picture, which is meant for 4 KiB (8.9.7)."""
_CATEGORIES: Final = {"Do": "/XObject", "gs": "/ExtGState", "Tf": "/Font", "sh": "/Shading"}
_DEVICES: Final = frozenset({"DeviceGray", "DeviceCMYK", "Pattern", "Indexed"})
_DEEP: Final = 256
"""Saved states that are followed: more are an endless loop of somebody's program."""


@dataclass(slots=True)
class Drawn:
    """What a stream uses and paints."""

    features: set[tuple[str, str]] = field(default_factory=set)
    operators: int = 0
    """How many it has."""
    streams: list[tuple[int, int]] = field(default_factory=list)
    """Forms, tiling patterns and drawn fonts that it uses, by object, as often as it does."""
    objects: list[tuple[Any, Matrix]] = field(default_factory=list)
    """External objects, and how they lie in the stream's own space."""
    inline: list[tuple[int, int, Matrix]] = field(default_factory=list)
    """Inline pictures: pixels across and down, and how they lie."""


def scan(stream: Any, resources: Any) -> Drawn:
    """What the stream does; NoPage when it cannot be parsed to its end."""
    drawn = Drawn()
    ctm: Matrix = IDENTITY
    saved: list[Matrix] = []
    for instruction in _parsed(stream):
        drawn.operators += 1
        operands = instruction.operands
        try:
            operator = str(instruction.operator)
        except UnicodeDecodeError:
            operator = "bytes that are no text"
        if operator == _INLINE:
            _inline(instruction.iimage, resources, ctm, drawn)
        elif operator not in OPERATORS:
            drawn.features.add(("operators", operator[:24]))
        elif operator == "q":
            if len(saved) < _DEEP:
                saved.append(ctm)
            else:
                drawn.features.add(("operators", f"q more than {_DEEP} deep"))
        elif operator == "Q":
            ctm = saved.pop() if saved else ctm
        elif operator == "cm":
            ctm = times(matrix(list(operands)), ctm)
        elif operator in ("rg", "RG"):
            drawn.features.add(("rgb", "DeviceRGB"))
        elif operator in ("cs", "CS"):
            _space(operands[0] if len(operands) else None, resources, drawn)
        elif operator in ("scn", "SCN"):
            if len(operands) and name(operands[-1]):
                drawn.streams.append(objgen(_named(operands[-1], "/Pattern", resources, drawn)))
        elif operator in ("BDC", "DP"):
            if len(operands) == 2 and name(operands[1]):
                _named(operands[1], "/Properties", resources, drawn)
        elif operator in _CATEGORIES:
            found = _named(operands[0] if len(operands) else None, _CATEGORIES[operator], resources, drawn)
            if operator == "Do" and found is not None:
                drawn.objects.append((found, ctm))
            drawn.streams.append(objgen(found))
    return drawn


def _parsed(stream: Any) -> Any:
    """The instructions of a stream."""
    from pikepdf import PdfError, parse_content_stream  # loaded by whoever opened the file

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # an end in the middle of an operand is a warning to the parser
            return parse_content_stream(stream)
    except (PdfError, TypeError, ValueError, UserWarning) as problem:
        raise NoPage("its content is damaged") from problem


def _named(word: Any, category: str, resources: Any, drawn: Drawn) -> Any:
    """The resource of that name; one that is not there is noted."""
    known = entry(entry(resources, category), word) if name(word) else None
    if known is None:
        drawn.features.add(("borrowed", f"{category[1:]} {name(word) or '?'}"))
    return known


def _space(word: Any, resources: Any, drawn: Drawn) -> None:
    """A colour space named in the content; those of the resources are looked at with them."""
    if name(word) == "DeviceRGB":
        drawn.features.add(("rgb", "DeviceRGB"))
    elif name(word) not in _DEVICES:
        _named(word, "/ColorSpace", resources, drawn)


def _inline(picture: Any, resources: Any, ctm: Matrix, drawn: Drawn) -> None:
    """An inline picture: its colours and its packing."""
    told = picture.obj  # with its short words spelled out
    space = entry(told, "/ColorSpace")
    for one in items(space) or [space]:
        if name(one):
            _space(one, resources, drawn)
    packed = entry(told, "/Filter")
    if "LZWDecode" in (name(packed), *map(name, items(packed))):
        drawn.features.add(("filters", "LZWDecode"))
    width, height = whole(entry(told, "/Width")), whole(entry(told, "/Height"))
    if width * height > _INLINE_MOST:
        raise NoPage(f"it has an inline picture of {width} x {height} pixels, more than {_INLINE_MOST}")
    drawn.inline.append((width, height, ctm))
