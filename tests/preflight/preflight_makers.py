"""Sound PDFs of two writers in both standards, and what becomes of them when one thing is broken."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

import pikepdf

from pagesetter.fonts.library import Library
from pagesetter.fonts.shape import HarfBuzzShaper
from pagesetter.geometry import Rect
from pagesetter.model.glyph import GlyphRun
from pagesetter.model.ink import Process
from pagesetter.model.page import Page, Panel, Rule, Text
from pagesetter.model.press import X1A, X4, PressSpec
from pagesetter.model.style import FaceRef, TypeStyle
from pagesetter.preflight.examine import Report, examine
from pagesetter.preflight.profile import Profile, load
from pagesetter.press.pdfx import write
from pagesetter.resources import data, fonts_folder

OURS, GHOSTSCRIPT = "pagesetter", "ghostscript"
WRITERS = (OURS, GHOSTSCRIPT)
SIZE = (180.0, 220.0)
"""Trimmed size of both pages, pt."""
VERSIONS = {X4: "1.6", X1A: "1.4"}
_DATE = "D:20260302000000+00'00'"
_TITLE = "Tide tables"

# Ghostscript 10 (pdfwrite) made ghostscript.pdf of a page of ours: fonts, streams and objects are its own. What makes
# it PDF/X is added below, since pdfwrite writes no PDF/X-4.
_FOREIGN = Path(__file__).parent / "ghostscript.pdf"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:a="http://ns.adobe.com/xap/1.0/"
 xmlns:mm="http://ns.adobe.com/xap/1.0/mm/" xmlns:x4="http://www.npes.org/pdfx/ns/id/" pdf:Trapped="False"
 a:CreateDate="2026-03-02T00:00:00Z" a:ModifyDate="2026-03-02T00:00:00Z" a:MetadataDate="2026-03-02T00:00:00Z"
 mm:DocumentID="uuid:0000" mm:VersionID="1" mm:RenditionClass="default"{claim}/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>
<rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title></rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""


def line(library: Library, text: str, x: float, y: float, size: float, family: str) -> Text:
    """A line as it comes; story "tides"."""
    style = TypeStyle((FaceRef(family, 400),), size, size * 1.5)
    pen, runs = 0.0, []
    for face, clusters in groupby(HarfBuzzShaper(library).shape(text, style), key=lambda c: c.face):
        gids, xs, texts = [], [], []
        for cluster in clusters:
            gids.append(cluster.gids[0])
            xs.append(pen)
            texts.append(text[cluster.start : cluster.end])
            pen += cluster.advance_em * size
        runs.append(GlyphRun(face, size, tuple(gids), tuple(xs), tuple(texts)))
    return Text(x, y, tuple(runs), text, size, pen, "body", slug="tides", block=2)


@cache
def page(standard: str) -> Page:
    """The page that both writers wrote: a panel of colour, two lines, a rule."""
    library, problems = Library.open([fonts_folder()], [])
    assert problems == ()
    items = (
        Panel(Rect(20, 20, 60, 40), Process(0.2, 0.6, 0.1, 0.0)),
        line(library, "本报讯 The tide tables", 20, 90, 10.5, "Noto Serif SC"),
        line(library, "Shop, 3 Quay Street", 20, 120, 12, "Noto Sans SC"),
        Rule(20, 140, 160, 140, 0.5),
    )
    return Page(Rect(0, 0, *SIZE), 0.0, items, title=_TITLE, date="2026-03-02", press=PressSpec(standard=standard))


@cache
def sound(writer: str, standard: str) -> bytes:
    """A file with nothing wrong."""
    if writer == OURS:
        library, _ = Library.open([fonts_folder()], [])
        made, problems = write([page(standard)], library, [{}], date="2026-03-02", creator="pagesetter test")
        assert problems == ()
        return made
    with pikepdf.open(_FOREIGN) as pdf:
        claim = ' x4:GTS_PDFXVersion="PDF/X-4"' if standard == X4 else ""
        packet = _PACKET.format(claim=claim, title=_TITLE).encode()
        pdf.Root.Metadata = pikepdf.Stream(pdf, packet, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        profile = pikepdf.Stream(pdf, data("profiles/newsprint.icc").read_bytes(), N=4)
        intent = pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name.GTS_PDFX,
            OutputConditionIdentifier="newsprint",
            Info="newsprint",
            DestOutputProfile=pdf.make_indirect(profile),
        )
        pdf.Root.OutputIntents = pikepdf.Array([intent])
        told = {"/Title": _TITLE, "/CreationDate": _DATE, "/ModDate": _DATE, "/Trapped": pikepdf.Name("/False")}
        if standard == X1A:
            told["/GTS_PDFXVersion"] = X1A
        for key, value in told.items():
            pdf.docinfo[key] = value
        return saved(pdf, standard)


@dataclass(slots=True)
class Broken:
    """A document while it is broken."""

    pdf: pikepdf.Pdf
    standard: str
    saving: dict[str, Any] = field(default_factory=dict)
    """Arguments for saving it."""
    after: Callable[[bytes], bytes] | None = None
    """What is done to the bytes in the end."""

    @property
    def page(self) -> pikepdf.Dictionary:
        """Its page."""
        return self.pdf.pages[0].obj

    @property
    def root(self) -> Any:
        """Its catalogue."""
        return self.pdf.Root

    @property
    def intent(self) -> Any:
        """Its output intent."""
        return self.pdf.Root.OutputIntents[0]

    @property
    def fonts(self) -> list[Any]:
        """CIDFonts of the page."""
        return [font.DescendantFonts[0] for _, font in sorted(self.page.Resources.Font.items())]

    def stream(self, content: bytes = b"", **entries: Any) -> pikepdf.Object:
        """A new indirect stream."""
        return self.pdf.make_indirect(pikepdf.Stream(self.pdf, content, **entries))

    def resource(self, kind: str, name: str, value: Any) -> None:
        """Puts something among the resources of the page."""
        resources = self.page.Resources
        if kind not in resources:
            resources[kind] = pikepdf.Dictionary()
        resources[kind][name] = value

    def state(self, **entries: Any) -> None:
        """A graphics state more."""
        self.resource("/ExtGState", "/Broken", pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, **entries))

    def form(self, **entries: Any) -> None:
        """A form more."""
        made = self.stream(
            b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=pikepdf.Array([0, 0, 1, 1]), **entries
        )
        self.resource("/XObject", "/Broken", made)

    def image(self, **entries: Any) -> None:
        """A picture more, of one pixel."""
        given: dict[str, Any] = {
            "Type": pikepdf.Name.XObject,
            "Subtype": pikepdf.Name.Image,
            "Width": 1,
            "Height": 1,
            "BitsPerComponent": 8,
            "ColorSpace": pikepdf.Name.DeviceGray,
        }
        self.resource("/XObject", "/Broken", self.stream(bytes(4), **{**given, **entries}))

    def content(self, operators: bytes) -> None:
        """More content behind that of the page."""
        self.pdf.pages[0].contents_add(operators)

    def xmp(self, change: Callable[[bytes], bytes]) -> None:
        """Changes the metadata packet, and makes sure that there was something to change."""
        before = self.root.Metadata.read_bytes()
        after = change(before)
        assert after != before
        self.root.Metadata.write(after)

    def profile(self, at: int, value: bytes) -> None:
        """Changes bytes of the output profile."""
        raw = bytearray(self.intent.DestOutputProfile.read_bytes())
        raw[at : at + len(value)] = value
        self.intent.DestOutputProfile.write(bytes(raw))

    def squeeze_xmp(self) -> None:
        """Compresses the metadata."""
        packed = zlib.compress(self.root.Metadata.read_bytes())
        self.root.Metadata.write(packed, filter=pikepdf.Name.FlateDecode)


def saved(pdf: pikepdf.Pdf, standard: str, **options: Any) -> bytes:
    """The bytes of a document as its standard wants them."""
    out = BytesIO()
    usual: dict[str, Any] = {
        "force_version": VERSIONS[standard],
        "object_stream_mode": pikepdf.ObjectStreamMode.disable,
        "compress_streams": False,
        "deterministic_id": True,
        "fix_metadata_version": False,
    }
    pdf.save(out, **{**usual, **options})
    return out.getvalue()


def broken(writer: str, standard: str, change: Callable[[Broken], None]) -> bytes:
    """A sound file after the change."""
    with pikepdf.open(BytesIO(sound(writer, standard))) as pdf:
        being = Broken(pdf, standard)
        change(being)
        made = saved(pdf, standard, **being.saving)
    return being.after(made) if being.after else made


@cache
def profile(name: str = "newsprint") -> Profile:
    """A shipped profile."""
    made, problems = load(name)
    assert made is not None
    assert problems == ()
    return made


def report(made: bytes, standard: str = "", limits: Profile | None = None) -> Report:
    """What a preflight says of a file."""
    with pikepdf.open(BytesIO(made)) as pdf:
        return examine(pdf, limits or profile(), standard, (SIZE,))
