"""The catalogue, the objects and the pages of a document in, breaches of checklist rows 15 to 18 and 22 to 24 out:
layers, encryption, actions, annotations, forms, foreign and external content, separations, object streams."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from pagesetter.pdf.values import entry, inherited
from pagesetter.preflight.registry import Check, Found, Limits
from pagesetter.preflight.subject import Placed, Subject, array, box, name
from pagesetter.reporting.terminal import counted

_ACTS: Final = MappingProxyType({"/OpenAction": "an action on opening", "/AA": "actions on events", "/A": "an action"})
_TRAP: Final = "/TrapNet"


def _layers(subject: Subject, _: Limits) -> Iterator[Found]:
    properties = entry(subject.catalog, "/OCProperties")
    if properties is not None:
        count = len(array(entry(properties, "/OCGs")))
        yield Found(f"the document has {counted(count, 'layer')}", value=count, limit=0)


def _encryption(subject: Subject, _: Limits) -> Iterator[Found]:
    if subject.pdf.is_encrypted or entry(subject.pdf.trailer, "/Encrypt") is not None:
        yield Found("the file is encrypted")


def _actions(subject: Subject, _: Limits) -> Iterator[Found]:
    if entry(entry(subject.catalog, "/Names"), "/JavaScript") is not None:
        yield Found("the document has scripts", value="JavaScript")
    for one in subject.objects:
        for key, what in _ACTS.items():
            value = entry(one.value, key)
            if value is None or (key == "/A" and name(entry(value, "/S")) == ""):
                continue
            if key == "/OpenAction" and array(value):
                continue  # a destination: which page is shown first
            shown = name(entry(value, "/S"))[1:] or key[1:]
            page, place = _spot(subject, one)
            yield Found(f"there is {what} ({shown})", page, place, value=shown)


def _spot(subject: Subject, one: Placed) -> tuple[int | None, Any]:
    """Page and rectangle of an annotation, the page alone of anything else."""
    found = box(entry(one.value, "/Rect"))
    if one.page is None or found is None:
        return one.page, None
    return one.page, subject.sheets[one.page - 1].place(found)


def _annotations(subject: Subject, _: Limits) -> Iterator[Found]:
    for sheet in subject.sheets:
        kept = sheet.bleed or sheet.printed
        for one in array(entry(sheet.page, "/Annots")):
            kind, at = name(entry(one, "/Subtype")), box(entry(one, "/Rect"))
            if kind == _TRAP or at is None:
                continue
            if at[0] < kept[2] and kept[0] < at[2] and at[1] < kept[3] and kept[1] < at[3]:
                message = f"there is an annotation ({kind[1:] or 'of no kind'}) on what is printed"
                yield Found(message, sheet.number, sheet.place(at), value=kind[1:])


def _forms(subject: Subject, _: Limits) -> Iterator[Found]:
    form = entry(subject.catalog, "/AcroForm")
    if form is not None:
        count = len(array(entry(form, "/Fields")))
        yield Found(f"the document has a form with {counted(count, 'field')}", value=count, limit=0)


def _postscript(subject: Subject, _: Limits) -> Iterator[Found]:
    for one in subject.objects:
        kind = name(entry(one.value, "/Subtype"))
        if "/XObject" in one.path[-2:] and (kind == "/PS" or name(entry(one.value, "/Subtype2")) == "/PS"):
            yield Found("there is embedded PostScript", one.page, value=one.path[-1][1:])


def _opi(subject: Subject, _: Limits) -> Iterator[Found]:
    for one in subject.objects:
        if entry(one.value, "/OPI") is not None:
            yield Found("there is an OPI comment: another picture is to be put in", one.page, value=one.path[-1][1:])


def _alternates(subject: Subject, _: Limits) -> Iterator[Found]:
    for one in subject.objects:
        for other in array(entry(one.value, "/Alternates")):
            if entry(other, "/DefaultForPrinting") is True:
                message = f"the picture {one.path[-1][1:]} is to be replaced by another one in printing"
                yield Found(message, one.page, value=one.path[-1][1:])


def _external(subject: Subject, _: Limits) -> Iterator[Found]:
    import pikepdf  # here: a plain build does not load it

    names = entry(subject.catalog, "/Names")
    if entry(names, "/EmbeddedFiles") is not None or entry(subject.catalog, "/AF") is not None:
        yield Found("files are attached to the document", value="EmbeddedFiles")
    for one in subject.objects:
        if isinstance(one.value, pikepdf.Stream) and entry(one.value, "/F") is not None:
            yield Found("the content of an object lies in another file", one.page, value="F")
        elif entry(one.value, "/Ref") is not None and name(entry(one.value, "/Subtype")) == "/Form":
            yield Found("the content of a placed page lies in another file", one.page, value="Ref")


def _preseparated(subject: Subject, _: Limits) -> Iterator[Found]:
    for sheet in subject.sheets:
        if inherited(sheet.page, "/SeparationInfo") is not None:
            yield Found("the page is the separation of one ink", sheet.number)


def _object_streams(subject: Subject, _: Limits) -> Iterator[Found]:
    import pikepdf

    trailer = subject.pdf.trailer
    if name(entry(trailer, "/Type")) == "/XRef" or entry(trailer, "/XRefStm") is not None:
        yield Found("the file has a cross-reference stream", value="XRef")
        return
    for one in subject.pdf.objects:
        if isinstance(one, pikepdf.Stream) and name(entry(one, "/Type")) == "/ObjStm":
            yield Found("the file has object streams", value="ObjStm")
            return


CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {
        "layers": _layers,
        "encryption": _encryption,
        "actions": _actions,
        "annotations": _annotations,
        "form-fields": _forms,
        "postscript": _postscript,
        "opi": _opi,
        "alternates": _alternates,
        "external-files": _external,
        "preseparated": _preseparated,
        "object-streams": _object_streams,
    }
)
