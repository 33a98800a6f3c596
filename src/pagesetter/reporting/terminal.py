"""Strings in, strings for a terminal out: display width, alignment, colour, and user text made harmless.

A Han character fills two cells of a terminal, so columns are aligned by cells and not by characters.
"""

import unicodedata

_SGR = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}
_WIDE = frozenset("WF")
_WIDTHLESS = frozenset({"Mn", "Me", "Cf"})


def paint(text: str, *looks: str, colour: bool) -> str:
    """The text with the named looks (bold, dim, red, green, yellow, blue, cyan), or as it is without colour."""
    if not (colour and text and looks):
        return text
    return f"\x1b[{';'.join(_SGR[look] for look in looks)}m{text}\x1b[0m"


def harmless(text: str) -> str:
    """The text with control characters spelled out, so that words from a file cannot steer the terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\u3000\u00a0" else _spelled(c) for c in text)


def _spelled(char: str) -> str:
    if char == "\n":
        return "⏎"
    return char.encode("unicode_escape").decode("ascii")


def cells(text: str) -> int:
    """Terminal cells that the text fills: 2 for wide and full-width characters (UAX #11), 0 for marks that combine."""
    if text.isascii():
        return len(text)
    return sum(_char_cells(c) for c in text)


def _char_cells(char: str) -> int:
    if unicodedata.category(char) in _WIDTHLESS:
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text filled up with spaces to ``width`` cells, flush left or (``right``) flush right."""
    gap = " " * max(0, width - cells(text))
    return gap + text if right else text + gap


def columns(rows: list[list[str]], *, right: frozenset[int] = frozenset(), gap: int = 2) -> list[str]:
    """Rows of cells as lines of text, every column as wide as its widest cell; ``right`` names flush-right columns."""
    if not rows:
        return []
    widths = [max(cells(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        filled = (pad(cell, width, right=i in right) for i, (cell, width) in enumerate(zip(row, widths, strict=True)))
        lines.append((" " * gap).join(filled).rstrip())
    return lines


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: ``1 error``, ``2 stories``, ``4,290 characters``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def said(kind: str, words: str, language: str) -> str:
    """Words of a kind (word, cure, rule, head …) in a language."""
    if language == "en":
        return words
    from pagesetter.reporting.languages import in_chinese  # the table of words is not read for English

    return in_chinese(kind, words)
