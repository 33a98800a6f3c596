"""The table of glyph names in, encodings of simple fonts and characters of glyph names out (ISO 32000-1, annex D)."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pagesetter.pdf.values import entry, items, name, whole
from pagesetter.script.tables import read_table

_COLUMNS = MappingProxyType({"StandardEncoding": "standard", "WinAnsiEncoding": "win", "MacRomanEncoding": "mac"})


@cache
def _rows() -> tuple[Mapping[str, str], ...]:
    return tuple(read_table(Path(__file__).parent / "data" / "glyph_names.tsv"))


@cache
def standard_strings() -> tuple[str, ...]:
    """Glyph names by their number (SID) in every CFF program: 391."""
    return tuple(row["name"] for row in _rows() if row["sid"])


@cache
def encoding(called: str) -> Mapping[int, str]:
    """Glyph names by code of StandardEncoding, WinAnsiEncoding or MacRomanEncoding; empty for any other."""
    column = _COLUMNS.get(called)
    if column is None:
        return MappingProxyType({})
    return MappingProxyType({int(code): row["name"] for row in _rows() for code in row[column].split()})


@cache
def _characters() -> Mapping[str, str]:
    return MappingProxyType({row["name"]: chr(int(row["unicode"], 16)) for row in _rows() if row["unicode"]})


def character(glyph: str) -> str:
    """The character that a glyph name means: one of the table, or spelled as ``uni4E2D`` or ``u20BB7``; else empty."""
    known = _characters().get(glyph)
    if known:
        return known
    if len(glyph) == 1:
        return glyph
    for prefix in ("uni", "u"):
        digits = glyph.removeprefix(prefix).split(".")[0]
        if glyph.startswith(prefix) and 4 <= len(digits) <= 6:
            try:
                return chr(int(digits, 16))
            except (ValueError, OverflowError):
                continue
    return ""


def differences(value: Any) -> Iterator[tuple[int, str]]:
    """Codes and glyph names of a Differences array (ISO 32000-1, table 114)."""
    code = 0
    for one in items(value):
        glyph = name(one)
        if glyph:
            yield code, glyph
            code += 1
        else:
            code = whole(one)


def glyph_names(value: Any, own: Mapping[int, str]) -> dict[int, str]:
    """Glyph names by code of a simple font with the Encoding ``value``; ``own``: the encoding inside its program, which
    holds where the font names no other (ISO 32000-1, 9.6.6.1 and 9.6.6.2)."""
    base = name(value) or name(entry(value, "/BaseEncoding"))
    return {**(encoding(base) or own), **dict(differences(entry(value, "/Differences")))}
