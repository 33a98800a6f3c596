"""Painted pages and metadata in, a reportlab document out: page boxes, resources, catalogue, trailer id."""

from collections.abc import Mapping

from reportlab.pdfbase import pdfdoc

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


class Document:
    """A store of PDF objects and the pages that name them.

    Of reportlab only the documents are used: its canvas draws nothing that a page needs, names fonts that are not
    embedded, and takes as long to load as the documents do.
    """

    def __init__(self, version: tuple[int, int]) -> None:
        """``version`` of PDF; reportlab raises it for what is newer, and nothing of that kind is used."""
        self.document = pdfdoc.PDFDocument(compression=0, invariant=1, pdfVersion=version)

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
        made = pdfdoc.PDFPage()
        made.Contents = deflated({}, "\n".join([*painted.operators, ""]).encode("ascii"))
        made.MediaBox, made.BleedBox, made.TrimBox = map(array, boxes(page))
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
        self.document.addPage(made)

    def finish(self, metadata: Metadata, intent: pdfdoc.PDFObject) -> bytes:
        """The file."""
        catalog = _Catalog()
        catalog.Pages = self.document.Pages
        catalog.Metadata = Stream({"Type": "/Metadata", "Subtype": "/XML"}, metadata.packet())
        catalog.OutputIntents = pdfdoc.PDFArray([self.document.Reference(intent)])
        self.document.Catalog = self.document._catalog = catalog
        self.document.info = _Info(metadata.info())
        mark = metadata.digest[:16].hex().upper()
        self.document._ID = f"[<{mark}> <{mark}>]".encode("ascii")
        data: bytes = self.document.GetPDFData(None)  # outlines alone would ask for a canvas
        return data
