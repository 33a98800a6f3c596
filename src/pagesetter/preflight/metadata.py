"""The metadata stream of a document in, its XMP properties out; and dates of both kinds as moments."""

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any, Final

from pagesetter.records import record

NAMESPACES: Final = MappingProxyType(
    {
        "http://purl.org/dc/elements/1.1/": "dc",
        "http://ns.adobe.com/pdf/1.3/": "pdf",
        "http://ns.adobe.com/pdfx/1.3/": "pdfx",
        "http://www.npes.org/pdfx/ns/id/": "pdfxid",
        "http://ns.adobe.com/xap/1.0/": "xmp",
        "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    }
)
"""Prefixes that are used here, whatever prefix a file uses."""
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PDF_DATE: Final = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z(?:00'?(?:00)?'?)?|([+-])(\d\d)'?(\d\d)?'?)?"
)
_LARGEST: Final = 4_000_000
"""Bytes of a packet; real ones have some kilobytes."""


@record
class Packet:
    """What the XMP of a document says."""

    there: bool = False
    """Whether there is a metadata stream at all."""
    problem: str = ""
    """Why it cannot be read."""
    properties: Mapping[str, str] = field(default_factory=dict)
    """Texts by prefix and name, such as ``dc:title``; of a list the first item."""


def packet(stream: Any) -> Packet:
    """The packet of a metadata stream (a pikepdf stream, or anything else when there is none)."""
    import pikepdf  # here: a plain build does not load it

    if not isinstance(stream, pikepdf.Stream):
        return Packet(problem="the document has no XMP metadata")
    try:
        data = stream.read_bytes()
    except pikepdf.PdfError:
        return Packet(True, "the XMP metadata cannot be unpacked")
    if len(data) > _LARGEST:
        return Packet(True, f"the XMP metadata have {len(data)} bytes, more than anybody writes")
    return read(data)


def read(data: bytes) -> Packet:
    """The properties of a packet as it stands in a file."""
    from xml.etree import ElementTree

    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:  # XMP has neither, and they can be made to grow without end
        return Packet(True, "the XMP metadata declare entities")
    try:
        root = ElementTree.fromstring(data.strip(b"\0 \r\n\t"))
    except (ElementTree.ParseError, ValueError, LookupError) as fault:
        return Packet(True, f"the XMP metadata are no XML: {fault}")
    found: dict[str, str] = {}
    for description in root.iter(f"{_RDF}Description"):
        for tag, said in description.attrib.items():
            _keep(found, tag, said)
        for child in description:
            inner = next(child.iter(f"{_RDF}li"), None)
            _keep(found, child.tag, (child.text if inner is None else inner.text) or "")
    return Packet(True, "", MappingProxyType(found))


def _keep(found: dict[str, str], tag: str, said: str) -> None:
    space, _, local = tag[1:].partition("}")
    if tag.startswith("{") and space in NAMESPACES:
        found.setdefault(f"{NAMESPACES[space]}:{local}", said)


def instant(said: str) -> datetime | None:
    """The moment of a date as PDF (``D:20250806000000+08'00'``) or XMP (ISO 8601) has it, UTC where it is silent."""
    parts = _PDF_DATE.fullmatch(said.strip())
    try:
        if parts is None:
            moment = datetime.fromisoformat(said.strip())
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        year, month, day, hour, minute, second = (int(part) if part else None for part in parts.groups()[:6])
        away = timedelta(hours=int(parts[8] or 0), minutes=int(parts[9] or 0)) * (-1 if parts[7] == "-" else 1)
        return datetime(year or 1, month or 1, day or 1, hour or 0, minute or 0, second or 0, tzinfo=timezone(away))
    except ValueError:
        return None
