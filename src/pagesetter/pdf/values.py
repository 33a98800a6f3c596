"""Objects of a foreign PDF in, plain values out: numbers, names, arrays and matrices that may be anything at all."""

from math import isfinite
from typing import Any

from pagesetter.pdf.matrix import IDENTITY, Matrix

_MOST = 1e9
"""Places beyond it are nonsense; they would make rectangles that cannot be reckoned with."""
_DEEPEST = 100
"""Levels of a tree of pages that are looked through."""


def number(value: Any, default: float = 0.0) -> float:
    """The number, ``default`` for anything else."""
    try:
        made = float(value)
    except (TypeError, ValueError, OverflowError, ArithmeticError):
        return default
    return made if isfinite(made) and abs(made) <= _MOST else default


def whole(value: Any, default: int = 0) -> int:
    """The number without its fraction, ``default`` for anything else."""
    return int(number(value, default))


def name(value: Any) -> str:
    """The name without its slash, empty for anything else."""
    from pikepdf import Name  # loaded by whoever opened the file

    if not isinstance(value, Name):
        return ""
    try:
        return str(value)[1:]
    except UnicodeDecodeError:  # a name is bytes; mostly they are UTF-8
        return value.unparse().decode("ascii", "replace")[1:]


def items(value: Any) -> list[Any]:
    """The items of an array, none for anything else."""
    from pikepdf import Array  # as above

    return list(value.as_list()) if isinstance(value, Array) else value if isinstance(value, list) else []


def entry(value: Any, key: str) -> Any:
    """The entry of a dictionary or stream, None where there is none."""
    from pikepdf import Dictionary, Stream  # as above

    return value.get(key) if isinstance(value, Dictionary | Stream) else None


def inherited(page: Any, key: str) -> Any:
    """An entry of a page or of the nearest of its parents that has it (ISO 32000-1, 7.7.3.4)."""
    for _ in range(_DEEPEST):
        held = entry(page, key)
        if held is not None:
            return held
        page = entry(page, "/Parent")
        if page is None:
            break
    return None


def data(value: Any) -> bytes:
    """What a stream unpacks to or a string holds; nothing where it is neither or is broken."""
    from pikepdf import PdfError, Stream, String  # as above

    try:
        return value.read_bytes() if isinstance(value, Stream) else bytes(value) if isinstance(value, String) else b""
    except PdfError:
        return b""


def objgen(value: Any) -> tuple[int, int]:
    """Number and generation of an indirect object, (0, 0) for any other."""
    from pikepdf import Object  # as above

    return value.objgen if isinstance(value, Object) else (0, 0)


def numbers(value: Any) -> tuple[float, ...]:
    """The items of an array as numbers."""
    return tuple(number(one) for one in items(value))


def matrix(value: Any) -> Matrix:
    """Six numbers, or the matrix that changes nothing."""
    six = numbers(value)
    return (six[0], six[1], six[2], six[3], six[4], six[5]) if len(six) == 6 else IDENTITY


def box(value: Any) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top of a rectangle, whichever corners it names; None when it is none."""
    four = numbers(value)
    if len(four) != 4:
        return None
    return min(four[0], four[2]), min(four[1], four[3]), max(four[0], four[2]), max(four[1], four[3])
