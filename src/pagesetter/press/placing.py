"""Pages of supplied PDFs in, form XObjects of ours and the matrices that place them out (ISO 32000-1, 8.10).

Every page brings its own resources inside its form, so that names of several cannot collide. The same page is stored
once, however often it is placed.
"""

from hashlib import sha256
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfdoc

from pagesetter.model.page import Page, Placed
from pagesetter.press.boxes import outset

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pagesetter.adverts.supplied import Key, Part, Supplied

Matrix = tuple[float, float, float, float, float, float]


class Form(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object that was copied from a supplied PDF."""

    __RefOnly__ = 1  # reportlab's mark of an object that is always indirect

    def __init__(self, part: "Part", siblings: "list[Form]") -> None:
        """``siblings``: all objects of the page, by the numbers that references go by; filled while it is made."""
        self._part = part
        self._siblings = siblings

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The object as it stands in the file."""
        part = self._part
        text = part.pieces[0]
        for number, piece in zip(part.references, part.pieces[1:], strict=True):
            reference = document.Reference(self._siblings[number])
            text += reference.format(document) + piece
        return text if part.content is None else b"%s\nstream\n%s\nendstream\n" % (text, part.content)


class Placing:
    """The supplied pages of a document."""

    __slots__ = ("_digest", "_forms", "_pages")

    def __init__(self, pages: "Mapping[Key, Supplied]") -> None:
        self._pages = pages
        self._forms: dict[bytes, Form] = {}
        self._digest = sha256()

    def known(self, item: Placed) -> bool:
        """Whether the page of an item came."""
        return (item.file, item.number) in self._pages

    def places(self, page: Page) -> dict[int, tuple[str, Matrix]]:
        """The name and the matrix of each supplied page on a page of ours, by the index of its item."""
        room = outset(page)
        return {
            index: (f"Ad{index}", matrix_to(self._pages[item.file, item.number], item, room, page.trim.h + room))
            for index, item in enumerate(page.items)
            if isinstance(item, Placed) and self.known(item)
        }

    def forms(self, page: Page) -> dict[str, Form]:
        """The form XObjects of a page of ours by their names."""
        return {
            f"Ad{index}": self._form(self._pages[item.file, item.number])
            for index, item in enumerate(page.items)
            if isinstance(item, Placed) and self.known(item)
        }

    def transparent(self, page: Page) -> bool:
        """Whether anything that was supplied for a page of ours is transparent."""
        return any(
            self._pages[item.file, item.number].transparent
            for item in page.items
            if isinstance(item, Placed) and self.known(item)
        )

    def _form(self, page: "Supplied") -> Form:
        digest = sha256()
        for part in page.parts:
            digest.update(repr((part.pieces, part.references)).encode("ascii"))
            digest.update(part.content or b"")
        key = digest.digest()
        if key not in self._forms:
            self._digest.update(key)
            made: list[Form] = []
            made.extend(Form(part, made) for part in page.parts)
            self._forms[key] = made[0]
        return self._forms[key]

    def digest(self) -> bytes:
        """Bytes that differ with the pages and their order; empty without any."""
        return self._digest.digest() if self._forms else b""


def matrix_to(page: "Supplied", item: Placed, left: float, top: float) -> Matrix:
    """From the supplied page's own space to that of our sheet, whose trim begins ``left`` and has its head at ``top``.

    A quarter turn is clockwise, as /Rotate counts (ISO 32000-1, 7.7.3.3).
    """
    x0, y0, x1, y1 = page.trim
    x, y = left + item.rect.x, top - item.rect.bottom
    scale = item.scale_ratio * page.unit
    match page.rotation_deg:
        case 90:
            return 0.0, -scale, scale, 0.0, x - scale * y0, y + scale * x1
        case 180:
            return -scale, 0.0, 0.0, -scale, x + scale * x1, y + scale * y1
        case 270:
            return 0.0, scale, -scale, 0.0, x + scale * y1, y - scale * x0
    return scale, 0.0, 0.0, scale, x - scale * x0, y - scale * y0
