"""Version, identification, metadata, dates, trapping and id of a file in, breaches out (checklist rows 1 to 6)."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from pagesetter.model.press import X1A, X4
from pagesetter.pdf.values import entry
from pagesetter.preflight.metadata import Packet, instant, packet
from pagesetter.preflight.registry import Check, Found, Limits
from pagesetter.preflight.subject import Subject, array, name, text

_NEWEST: Final = MappingProxyType({X4: (1, 6), X1A: (1, 4)})
_KEY: Final = "/GTS_PDFXVersion"
_CONFORMANCE: Final = "/GTS_PDFXConformance"
_NEEDED: Final = (
    "dc:title",
    "pdf:Trapped",
    "xmp:CreateDate",
    "xmp:ModifyDate",
    "xmp:MetadataDate",
    "xmpMM:DocumentID",
    "xmpMM:VersionID",
    "xmpMM:RenditionClass",
)
"""XMP properties that PDF/X-4 asks for (checklist row 3)."""
_PAIRS: Final = MappingProxyType(
    {
        "/Title": "dc:title",
        "/Creator": "xmp:CreatorTool",
        "/Producer": "pdf:Producer",
        "/Trapped": "pdf:Trapped",
        "/CreationDate": "xmp:CreateDate",
        "/ModDate": "xmp:ModifyDate",
        _KEY: "pdfx:GTS_PDFXVersion",
    }
)
"""Entries of the document information and the properties that say the same."""
_TRAPPED: Final = ("True", "False")
_DATE: Final = re.compile(r"D:\d{14}(Z|Z00'00'?|[+-]\d\d'\d\d'?)")


def claimed(subject_info: Any, read: Packet) -> str:
    """The PDF/X standard that a file says it follows, in the file's words; empty when it names none."""
    return read.properties.get("pdfxid:GTS_PDFXVersion", "") or text(entry(subject_info, _KEY)) or ""


def metadata(subject: Subject) -> Packet:
    """The XMP packet of the document, read once."""
    read: Packet = subject.kept("xmp", lambda: packet(entry(subject.catalog, "/Metadata")))
    return read


def _version(subject: Subject, _: Limits) -> Iterator[Found]:
    newest = _NEWEST[subject.standard]
    said = [("header", subject.pdf.pdf_version)]
    override = name(entry(subject.catalog, "/Version"))
    if override:
        said.append(("catalogue", override[1:]))
    for where, version in said:
        parts = re.fullmatch(r"(\d+)\.(\d+)", version)
        limit = ".".join(map(str, newest))
        if parts is None or (int(parts[1]), int(parts[2])) > newest:
            message = f"the {where} says PDF {version}; {subject.standard} knows versions up to {limit}"
            yield Found(message, value=version, limit=limit)


def _claim(subject: Subject, _: Limits) -> Iterator[Found]:
    read = metadata(subject)
    if subject.standard == X4:
        if read.problem:
            return  # the rule xmp says what is wrong
        said, where = read.properties.get("pdfxid:GTS_PDFXVersion", ""), "XMP metadata"
    else:
        said, where = text(entry(subject.info, _KEY)) or "", "document information"
    if said == subject.standard:
        conformance = text(entry(subject.info, _CONFORMANCE))
        if subject.standard == X1A and conformance not in (None, X1A):
            message = f"the document information says {said} and also {conformance}"
            yield Found(message, value=conformance, limit=X1A)
        return
    other = claimed(subject.info, read)
    if other and other != subject.standard:
        message = f"the file says that it is {other}, not {subject.standard}"
    else:
        message = f"{subject.standard} is not named in the {where}"
    yield Found(message, value=other or None, limit=subject.standard)


def _xmp(subject: Subject, _: Limits) -> Iterator[Found]:
    read = metadata(subject)
    if read.problem and (read.there or subject.standard == X4):
        yield Found(read.problem)
    elif read.there and subject.standard == X4 and entry(entry(subject.catalog, "/Metadata"), "/Filter") is not None:
        # A print shop greps for the packet; it has to stand in the file as it is.
        yield Found("the XMP metadata are compressed", value="filtered", limit="plain")


def _fields(subject: Subject, _: Limits) -> Iterator[Found]:
    read = metadata(subject)
    if read.problem:
        return
    for key in _NEEDED:
        if not read.properties.get(key, "").strip():
            yield Found(f"the XMP metadata have no {key}", value=None, limit=key)


def _same(subject: Subject, _: Limits) -> Iterator[Found]:
    read = metadata(subject)
    for key, tag in _PAIRS.items():
        raw, theirs = entry(subject.info, key), read.properties.get(tag)
        ours = text(raw) or name(raw)[1:]
        if not ours or theirs is None:
            continue
        if "Date" in key:
            left, right = instant(ours), instant(theirs)
            equal = left == right if left and right else True  # malformed dates are info-fields' business
        elif key == "/Trapped" and ours not in _TRAPPED:
            equal = True  # and this is the rule trapped's
        else:
            equal = ours.strip() == theirs.strip()
        if not equal:
            yield Found(f"{key[1:]} is “{ours}”, {tag} is “{theirs}”", value=ours, limit=theirs)


def _info_fields(subject: Subject, _: Limits) -> Iterator[Found]:
    xmp = metadata(subject).properties
    for key in ("/Title", "/CreationDate", "/ModDate"):
        said = text(entry(subject.info, key))
        if said is None or not said.strip():
            if subject.standard == X1A or not xmp.get(_PAIRS[key], "").strip():
                yield Found(f"the document information has no {key[1:]}", limit=key[1:])
        elif "Date" in key and (not _DATE.fullmatch(said) or instant(said) is None):
            shape = "D:YYYYMMDDHHmmSS+hh'mm'"
            yield Found(f"{key[1:]} is “{said}”, not a date {shape}", value=said, limit=shape)


def _trapped(subject: Subject, _: Limits) -> Iterator[Found]:
    raw = entry(subject.info, "/Trapped")
    if name(raw)[1:] not in _TRAPPED:
        said = name(raw)[1:] or text(raw) or ("absent" if raw is None else "no name")
        yield Found(f"Trapped is {said}; it has to be True or False", value=said, limit="True or False")


def _file_id(subject: Subject, _: Limits) -> Iterator[Found]:
    parts = array(entry(subject.pdf.trailer, "/ID"))
    good = [part for part in parts if text(part) is not None and len(bytes(part))]
    if len(parts) != 2 or len(good) != 2:
        said = f"{len(good)} of 2 parts"
        yield Found(f"the file identifier has {said}", value=said, limit="2 parts")


def judged_by(said: str, known: Mapping[str, str]) -> str:
    """The standard that a file's claim points to; PDF/X-4 when it makes none or one that nobody knows."""
    return next((standard for start, standard in known.items() if said.startswith(start)), X4)


CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {
        "pdf-version": _version,
        "pdfx-claim": _claim,
        "xmp": _xmp,
        "xmp-fields": _fields,
        "xmp-info": _same,
        "info-fields": _info_fields,
        "trapped": _trapped,
        "file-id": _file_id,
    }
)
