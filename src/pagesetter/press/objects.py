"""Plain values in, PDF objects of reportlab's kind out: streams, names, strings, numbers (ISO 32000-1, 7.3)."""

import zlib
from collections.abc import Mapping, Sequence

from reportlab.pdfbase import pdfdoc

Value = object
"""What a dictionary may hold: text that is PDF already (names, numbers, strings) or an object of reportlab's."""


class Stream(pdfdoc.PDFObject):  # type: ignore[misc]
    """A stream whose bytes are final: compressed by us or by nobody."""

    __RefOnly__ = 1  # reportlab's mark of an object that is always indirect

    def __init__(self, entries: Mapping[str, Value], content: bytes) -> None:
        self._dictionary = pdfdoc.PDFDictionary({**entries, "Length": str(len(content))})
        self._content = content

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The object as it stands in the file; the line end before ``endstream`` is not counted in its length."""
        head: bytes = self._dictionary.format(document)
        return b"%s\nstream\n%s\nendstream\n" % (head, self._content)


def deflated(entries: Mapping[str, Value], content: bytes, level: int = 6) -> Stream:
    """A compressed stream."""
    return Stream({**entries, "Filter": "/FlateDecode"}, zlib.compress(content, level))


def name(text: str) -> str:
    """A name; bytes outside printable ASCII and delimiters are escaped, other characters stand in UTF-8."""
    plain = (chr(b) if 0x21 <= b <= 0x7E and chr(b) not in "#()<>[]{}/%" else f"#{b:02X}" for b in text.encode("utf-8"))
    return "/" + "".join(plain)


def string(text: str) -> str:
    """A text string: as it is when printable ASCII, else in UTF-16."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return "<FEFF" + text.encode("utf-16-be").hex().upper() + ">"


def number(value: float, places: int = 3) -> str:
    """A number with at most so many decimals, no exponent, no useless zeros."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def array(values: Sequence[float], places: int = 3) -> str:
    """An array of numbers."""
    return "[" + " ".join(number(value, places) for value in values) + "]"


def dictionary(entries: Mapping[str, Value]) -> pdfdoc.PDFDictionary:
    """A dictionary by keys without their slash."""
    return pdfdoc.PDFDictionary(dict(entries))
