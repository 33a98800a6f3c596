"""The output intents of a document in, breaches of checklist rows 7 and 8 out."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from pagesetter.model.press import X4
from pagesetter.pdf.values import entry
from pagesetter.preflight.registry import Check, Found, Limits
from pagesetter.preflight.subject import Subject, array, name, number, text

_CHANNELS: Final = MappingProxyType({b"CMYK": 4, b"RGB ": 3, b"GRAY": 1})
_PRINTER: Final = b"prtr"


def intents(subject: Subject) -> list[Any]:
    """The PDF/X output intents of the document."""
    listed = array(entry(subject.catalog, "/OutputIntents"))
    return [one for one in listed if name(entry(one, "/S")) == "/GTS_PDFX"]


def _intent(subject: Subject, _: Limits) -> Iterator[Found]:
    found = intents(subject)
    if len(found) != 1:
        yield Found(f"the document has {len(found)} PDF/X output intents, not one", value=len(found), limit=1)
        return
    intent, profile = found[0], entry(found[0], "/DestOutputProfile")
    needed = ["/OutputConditionIdentifier"]
    if profile is None or subject.standard != X4:
        needed.append("/Info")
    for key in needed:
        if not (text(entry(intent, key)) or "").strip():
            yield Found(f"the output intent has no {key[1:]}", limit=key[1:])
    registered = (text(entry(intent, "/RegistryName")) or "").strip()
    if profile is None and (subject.standard == X4 or not registered):
        yield Found("the output intent has no embedded profile", value="absent", limit="DestOutputProfile")


def _profile(subject: Subject, _: Limits) -> Iterator[Found]:
    import pikepdf  # here: a plain build does not load it

    for intent in intents(subject)[:1]:
        stream = entry(intent, "/DestOutputProfile")
        if stream is None:
            return
        try:
            head = stream.read_bytes()[:128] if isinstance(stream, pikepdf.Stream) else b""
        except pikepdf.PdfError:
            head = b""
        if len(head) < 128 or head[36:40] != b"acsp":
            yield Found("the profile of the output intent is no ICC profile")
            return
        kind, space = head[12:16], head[16:20]
        if kind != _PRINTER:
            said = kind.decode("latin-1")
            yield Found(f"the profile of the output intent is of class “{said}”, not prtr", value=said, limit="prtr")
        if space != b"CMYK":
            said = space.decode("latin-1").strip()
            yield Found(f"the profile of the output intent is for {said}, not for CMYK", value=said, limit="CMYK")
        channels = number(entry(stream, "/N"))
        if space in _CHANNELS and channels != _CHANNELS[space]:
            message = f"the output intent says {channels or 0:g} channels, its profile has {_CHANNELS[space]}"
            yield Found(message, value=channels, limit=float(_CHANNELS[space]))


CHECKS: Final[Mapping[str, Check]] = MappingProxyType({"output-intent": _intent, "output-profile": _profile})
