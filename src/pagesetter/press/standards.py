"""The name of a standard in, what it asks of the file's frame out: version, where it is named, what may be inside."""

from typing import Final, NamedTuple

from pagesetter.model.press import X1A, X4


class Standard(NamedTuple):
    """A standard as the writer follows it; the rows are those of docs/standards/pdfx.md."""

    name: str
    version: tuple[int, int]
    """Version of PDF (row 1)."""
    info: str
    """GTS_PDFXVersion of the Info dictionary; empty: not there (row 2)."""
    packet: str
    """pdfxid:GTS_PDFXVersion of the XMP packet; empty: not there (row 2)."""
    transparency: bool
    """Whether anything may be transparent (row 14)."""


_STANDARDS: Final = (
    Standard(X4, (1, 6), "", X4, transparency=True),
    Standard(X1A, (1, 4), X1A, "", transparency=False),
)


def standard(name: str) -> Standard | None:
    """The standard of that name; None when it cannot be written."""
    return next((known for known in _STANDARDS if known.name == name), None)


def default_standard() -> Standard:
    """What is written where nothing is said."""
    return _STANDARDS[0]
