"""Painted pages and metadata in, a reportlab document out: page boxes, resources, catalogue, trailer id."""

from collections.abc import Mapping

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from pagesetter.model.page import Page
from pagesetter.press.boxes import boxes
from pagesetter.press.inks import separation
from pagesetter.press.objects import Stream, array, deflated, dictionary
from pagesetter.press.paint import KNOCKOUT, OVERPRINT, Painted
from pagesetter.press.xmp import Metadata

_STATES = {
    # OPM 1: a plate on which black type has no ink keeps what is under it (ISO 32000-1, 11.7.4.3).
    OVERPRINT: "<< /Type /ExtGState /OP true /op true /OPM 1 >>",
    KNOCKOUT: "<< /Type /ExtGState /OP false /op false /OPM 0 >>",
}


class _Catalog(pdfdoc.PDFCatalog):  # type: ignore[misc]
    """A catalogue that may hold output intents, which reportlab's does not know."""

    __NoDefault__ = (*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents")


class _Info(pdfdoc.PDFDictionary):  # type: ignore[misc]
    """Document information that is final; reportlab would add a date and stir it into the trailer id."""

    def digest(self, _: object) -> None:
        """Adds nothing: the id comes from the content."""


class Document(Canvas):  # type: ignore[misc]
    """A canvas without an initial font and with resources of its own making."""

    def __init__(self, version: tuple[int, int]) -> None:
        """``version`` of PDF; reportlab raises it for what is newer, and nothing of that kind is used."""
        super().__init__("", pagesize=(1, 1), pageCompression=0, invariant=1, pdfVersion=version)

    def _make_preamble(self) -> None:
        # The inherited one names Helvetica, which is not embedded, on every page.
        self._preamble = ""

    @property
    def document(self) -> pdfdoc.PDFDocument:
        """The object store."""
        return self._doc

    def add_page(
        self,
        page: Page,
        painted: Painted,
        fonts: Mapping[tuple[str, int], pdfdoc.PDFObject],
        images: Mapping[str, pdfdoc.PDFObject],
        *,
        transparent: bool = False,
    ) -> None:
        """Adds a page: ``fonts`` by face and layer, ``images`` and forms by their names on this page.

        ``transparent``: something on it is blended, which is to happen in the inks of the press.
        """
        self._code.extend(painted.operators)
        self.showPage()
        made = self._doc.Pages.pages[-1]
        made.Contents = deflated({}, made.stream.encode("ascii"))
        made.MediaBox, made.BleedBox, made.TrimBox = map(array, boxes(page))
        made.Trans = made.Rotate = None
        if transparent:
            made.__NoDefault__ = (*made.__NoDefault__, "Group")
            made.Group = "<< /Type /Group /S /Transparency /CS /DeviceCMYK >>"
        resources: dict[str, Mapping[str, object]] = {
            "Font": {resource: fonts[face] for resource, face in painted.fonts.items()},
            "XObject": dict(images),
            "ColorSpace": {resource: separation(*spot) for spot, resource in painted.spots.items()},
            "ExtGState": {state: _STATES[state] for state in sorted(painted.states)},
        }
        made.Resources = dictionary({key: dictionary(entries) for key, entries in resources.items() if entries})

    def finish(self, metadata: Metadata, intent: pdfdoc.PDFObject) -> bytes:
        """The file."""
        catalog = _Catalog()
        catalog.Pages = self._doc.Pages
        catalog.Metadata = Stream({"Type": "/Metadata", "Subtype": "/XML"}, metadata.packet())
        catalog.OutputIntents = pdfdoc.PDFArray([self._doc.Reference(intent)])
        self._doc.Catalog = self._doc._catalog = catalog
        self._doc.info = _Info(metadata.info())
        mark = metadata.digest[:16].hex().upper()
        self._doc._ID = f"[<{mark}> <{mark}>]".encode("ascii")
        data: bytes = self.getpdfdata()
        return data
