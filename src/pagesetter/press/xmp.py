"""Title, dates and ids in, the document's metadata out: Info entries and the XMP packet that says the same."""

from datetime import UTC, datetime

from pagesetter.press.objects import string
from pagesetter.press.standards import Standard
from pagesetter.records import record

_PRODUCER = "pagesetter"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
{entries}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


@record
class Metadata:
    """What the document says of itself."""

    title: str
    creator: str
    """Program that made the page, with its version."""
    moment: datetime | None
    """Date of the edition; None when it has none."""
    digest: bytes
    """At least 32 bytes that come from the content."""
    standard: Standard
    """What the file conforms to; it says so only with a date."""

    def info(self) -> dict[str, str]:
        """Entries of the Info dictionary (ISO 32000-1, 14.3.3)."""
        entries = {
            "Title": string(self.title),
            "Creator": string(self.creator),
            "Producer": string(_PRODUCER),
            "Trapped": "/False",
        }
        if self.moment:
            offset = f"{self.moment:%z}"
            stamp = string(f"D:{self.moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'")
            entries.update(CreationDate=stamp, ModDate=stamp)
            if self.standard.info:
                entries["GTS_PDFXVersion"] = string(self.standard.info)
        return entries

    def packet(self) -> bytes:
        """The XMP packet. It names the standard only if nothing that this asks of metadata is missing."""
        entries = [
            _element("dc:format", "application/pdf"),
            "<dc:title><rdf:Alt>" + _element("rdf:li", self.title, ' xml:lang="x-default"') + "</rdf:Alt></dc:title>",
            _element("pdf:Producer", _PRODUCER),
            _element("pdf:Trapped", "False"),
            _element("xmp:CreatorTool", self.creator),
            _element("xmpMM:DocumentID", f"uuid:{_uuid(self.digest[:16])}"),
            _element("xmpMM:InstanceID", f"uuid:{_uuid(self.digest[16:32])}"),
            _element("xmpMM:RenditionClass", "default"),
            _element("xmpMM:VersionID", "1"),
        ]
        if self.moment:
            stamp = self.moment.isoformat(timespec="seconds")
            entries += [_element(f"xmp:{key}", stamp) for key in ("CreateDate", "MetadataDate", "ModifyDate")]
            if self.standard.packet:
                entries.append(_element("pdfxid:GTS_PDFXVersion", self.standard.packet))
        return _PACKET.format(entries="\n".join(entries)).encode("utf-8")


def moment_of(date: str) -> datetime | None:
    """The moment of an ISO 8601 date or date and time, midnight and UTC where it is silent; else ValueError."""
    if not date:
        return None
    moment = datetime.fromisoformat(date)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _element(tag: str, text: str, attributes: str = "") -> str:
    # XML 1.0 has no control characters, not even escaped.
    plain = "".join(ch for ch in text if ch >= " " or ch in "\t\n")
    escaped = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<{tag}{attributes}>{escaped}</{tag}>"


def _uuid(digest: bytes) -> str:
    """Sixteen bytes as a name-based UUID (RFC 9562, version 8: made by a rule of our own)."""
    raw = bytearray(digest)
    raw[6] = raw[6] & 0x0F | 0x80
    raw[8] = raw[8] & 0x3F | 0x80
    text = raw.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
