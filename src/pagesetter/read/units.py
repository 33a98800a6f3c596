"""Text such as ``390mm``, ``2em``, ``17字``, ``8行``, ``12%`` or ``小五`` in, lengths and points out."""

import re
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pagesetter.geometry import MM
from pagesetter.records import record
from pagesetter.script.tables import read_table

ABSOLUTE: Final = MappingProxyType({"pt": 1.0, "mm": MM, "cm": 10 * MM, "in": 72.0})
"""Points in the units that stand for themselves."""

_SPELLINGS: Final = MappingProxyType(
    {
        "pt": "pt", "点": "pt", "磅": "pt", "mm": "mm", "毫米": "mm", "cm": "cm", "厘米": "cm", "in": "in",
        "em": "em", "字": "em", "lines": "行", "line": "行", "行": "行", "%": "%", "％": "%",
    }
)  # fmt: skip
"""Ways to write a unit, and the unit."""

UNITS: Final = ("pt", "mm", "cm", "in", "em", "行", "%")
"""Every unit; 字 is another word for em, a named size (五号) is one in pt."""

_LENGTH: Final = re.compile(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+))\s*([^\d\s.].*)?")


@record
class Length:
    """A number and its unit."""

    value: float
    unit: str
    """One of :data:`UNITS`."""

    def pt(self, em: float | None = None, leading: float | None = None, whole: float | None = None) -> float | None:
        """The length in pt: ``em`` is the type size, ``leading`` the height of a line, ``whole`` what 100 % are.

        None when the length stands in a unit whose reference is not given.
        """
        if self.unit in ABSOLUTE:
            return self.value * ABSOLUTE[self.unit]
        reference = {"em": em, "行": leading, "%": None if whole is None else whole / 100}[self.unit]
        return None if reference is None else self.value * reference

    def __str__(self) -> str:
        return f"{self.value:g}{self.unit if self.unit in ('行', '%') else ' ' + self.unit}"


def parse_length(text: str) -> Length | None:
    """The length that a text gives; None for anything else, a bare number among it (see :func:`bare_number`)."""
    named = type_sizes().get(text.strip())
    if named is not None:
        return Length(named, "pt")
    match = _LENGTH.fullmatch(text.strip())
    unit = _SPELLINGS.get((match[2] or "").strip().lower()) if match else None
    return Length(float(match[1]), unit) if match and unit else None


def bare_number(text: str) -> bool:
    """Whether a text is a number that lacks its unit."""
    match = _LENGTH.fullmatch(text.strip())
    return match is not None and not match[2]


def unknown_unit(text: str) -> str:
    """The unit of a text that begins with a number but has a unit nobody knows; empty for other text."""
    match = _LENGTH.fullmatch(text.strip())
    unit = (match[2] or "").strip() if match else ""
    return "" if unit.lower() in _SPELLINGS else unit


def length_pattern(units: tuple[str, ...]) -> str:
    """Regular expression (of a JSON schema) of the lengths in some units."""
    spelled = "|".join(word for word, unit in _SPELLINGS.items() if unit in units)
    number = rf"[+-]?(\d+(\.\d*)?|\.\d+)\s*({spelled})"
    return f"^({number}|{'|'.join(type_sizes())})$" if "pt" in units else f"^{number}$"


@cache
def type_sizes() -> MappingProxyType[str, float]:
    """Points of the named Chinese sizes, 五号 and so on (CLREQ 2.1)."""
    path = Path(__file__).parent / "data" / "type_sizes.tsv"
    return MappingProxyType({row["name"]: float(row["pt"]) for row in read_table(path)})


def in_mm(points: float) -> str:
    """Points as millimetres for a message: ``350 mm``, ``8.8 mm``."""
    return f"{round(points / MM, 1):g} mm"


def in_pt(points: float) -> str:
    """Points for a message, to a tenth: ``10.5 pt``."""
    return f"{round(points, 1):g} pt"
