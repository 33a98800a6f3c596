"""A finished PDF and the page that it was made of in, its job ticket out: what a plant knows before it opens the file.

Inks, fonts and images are read from the file itself, so that the ticket tells what was written, not what was meant.
The same ticket is given as JSON and as XML.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Final

from pagesetter.diagnostics import Diagnostic, Severity
from pagesetter.geometry import MM, Rect
from pagesetter.model.page import Page, Picture, Placed
from pagesetter.press.intent import condition_of

if TYPE_CHECKING:
    from pikepdf import Pdf

    from pagesetter.pdf.painted import Ink, Painted, Walked

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]
"""What both forms can say."""

_PDFXID: Final = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_PROCESS: Final = ("Cyan", "Magenta", "Yellow", "Black")
_SPACES: Final = {"CMYK": _PROCESS, "Gray": ("Black",)}
"""Plates of pictures by what their colours come down to."""
_SAME: Final = 0.5
"""Pictures of the page and of the file whose middles are nearer than this are the same, pt."""


def ticket(
    pdf: bytes, page: Page, name: str, *, creator: str, preflight: Sequence[Diagnostic] | None = None
) -> dict[str, Value]:
    """The ticket of a file called ``name`` that holds one page. Lengths in mm from the trim's top-left, inks in %.

    ``preflight``: what a preflight found in the file; None when there was none, and then the ticket says nothing of it.
    """
    # Nothing else of a build opens a PDF.
    from pikepdf import Pdf

    from pagesetter.pdf.walk import walk

    with Pdf.open(BytesIO(pdf)) as opened:
        version, standard = str(opened.pdf_version), _conforms(opened)
        sheets = list(walk(opened))
        media = [[float(value) for value in sheet.MediaBox] for sheet in opened.pages]
    press, condition = page.press, condition_of(page)
    checked: dict[str, Value] = {} if preflight is None else {"preflight": _preflight_form(preflight)}
    return {
        "file": name,
        "bytes": len(pdf),
        "sha256": sha256(pdf).hexdigest(),
        "title": page.title,
        "date": page.date,
        "version": press.version,
        "creator": creator,
        "standard": standard,
        "pdf_version": version,
        "condition": {
            "name": page.condition,
            "identifier": condition.identifier if condition else "",
            "profile_sha256": sha256(condition.profile()).hexdigest() if condition else "",
            "total_ink_warn": round(condition.ink_warn * 100, 1) if condition else None,
            "total_ink_fail": round(condition.ink_fail * 100, 1) if condition else None,
        },
        "plant": {"name": press.plant, "version": press.plant_version, "date": press.plant_date},
        "pages": [_page_form(page, sheet, box) for sheet, box in zip(sheets, media, strict=True)],
        **checked,
    }


def _conforms(opened: "Pdf") -> str:
    """The standard that the file names; empty when it names none."""
    info = opened.docinfo.get("/GTS_PDFXVersion")
    with opened.open_metadata(update_docinfo=False) as packet:
        return str(info if info is not None else packet.get(_PDFXID, ""))


def _preflight_form(found: Sequence[Diagnostic]) -> dict[str, Value]:
    severities = [each.severity for each in found]
    return {
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "findings": [{"severity": each.severity.word, "message": each.message} for each in found],
    }


def _page_form(page: Page, walked: "Walked", media: list[float]) -> dict[str, Value]:
    bleed = walked.sheet.bleed or walked.sheet.trim
    # Marks have every ink; what the page itself needs is inside its bleed.
    objects = [one for one in walked.objects if one.seen and one.seen.overlaps(bleed, 0.0)]
    return {
        "number": walked.sheet.number,
        "trim": [_mm(page.trim.w), _mm(page.trim.h)],
        "bleed": _mm(page.bleed),
        "sheet": [_mm(media[2] - media[0]), _mm(media[3] - media[1])],
        "marks": [*page.press.marks],
        "inks": [*_inks(objects)],
        "fonts": [*_fonts(walked.objects)],
        "images": [*_images(objects, page)],
        "advertisements": [
            {
                "file": _base(item.file),
                "page": item.number,
                "rect": _rect(item.rect),
                "scale": round(item.scale_ratio, 4),
            }
            for item in page.items
            if isinstance(item, Placed)
        ],
    }


def _inks(objects: "Iterable[Painted]") -> list[str]:
    """Names of the plates with anything on them: process inks in their order, then spot inks by name."""
    found: set[str] = set()
    for one in objects:
        found.update(_plates(one.ink))
    return [*(ink for ink in _PROCESS if ink in found), *sorted(found.difference(_PROCESS))]


def _plates(ink: "Ink") -> Iterator[str]:
    if ink.plates is not None:
        yield from (name for name, amount in ink.plates if amount > 0)
    elif ink.names:
        yield from ink.names
    else:
        yield from _SPACES.get(ink.base, (ink.base or ink.space,))


def _fonts(objects: "Iterable[Painted]") -> Iterator[Value]:
    """Every font in which text is shown, by name."""
    used = {
        (_plain(one.type.font), one.type.subtype, _plain(one.type.font) != one.type.font) for one in objects if one.type
    }
    for name, kind, subset in sorted(used):
        yield {"name": name, "type": kind, "subset": subset}


def _plain(font: str) -> str:
    """A font's name without the tag of a subset."""
    tag, plus, name = font.partition("+")
    return name if plus and len(tag) == 6 else font


def _images(objects: "Iterable[Painted]", page: Page) -> Iterator[Value]:
    """Every image in the order of painting, with its file where it is a picture of the page."""
    pictures = [item for item in page.items if isinstance(item, Picture)]
    for one in objects:
        if one.picture is None:
            continue
        own = next((item for item in pictures if not one.inside and _same(item.rect, one.rect)), None)
        yield {
            "file": _base(own.file) if own else None,
            "inside": "/".join(one.inside) or None,
            "pixels": [one.picture.width, one.picture.height],
            "inks": one.ink.base or one.ink.space,
            "ppi": round(one.picture.ppi, 1),
            "file_ppi": round(own.effective_ppi, 1) if own else None,
            "rect": _rect(one.rect),
        }


def _same(one: Rect, other: Rect) -> bool:
    (x0, y0), (x1, y1) = one.centre, other.centre
    return abs(x0 - x1) < _SAME and abs(y0 - y1) < _SAME


def _base(file: str) -> str:
    return file.replace("\\", "/").rsplit("/", 1)[-1]


def _mm(length: float) -> float:
    return round(length / MM, 3)


def _rect(rect: Rect) -> list[Value]:
    return [_mm(rect.x), _mm(rect.y), _mm(rect.w), _mm(rect.h)]


def json_form(form: Mapping[str, Value]) -> bytes:
    """The ticket as JSON in UTF-8."""
    return (json.dumps(form, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")


def xml_form(form: Mapping[str, Value]) -> bytes:
    """The ticket as XML in UTF-8: an element per key, ``page`` in ``pages`` and the like; numbers of a list stand
    beside each other, and nothing stands for null."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', *_elements("ticket", dict(form), 0)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _elements(tag: str, value: Value, depth: int) -> Iterator[str]:
    indent = " " * depth
    if value is None:
        return
    if isinstance(value, list) and value and all(isinstance(entry, int | float) for entry in value):
        value = " ".join(map(str, value))
    if isinstance(value, dict | list):
        entries = value.items() if isinstance(value, dict) else [(tag.removesuffix("s"), entry) for entry in value]
        inner = [line for key, entry in entries for line in _elements(key, entry, depth + 1)]
        yield from [f"{indent}<{tag}>", *inner, f"{indent}</{tag}>"] if inner else [f"{indent}<{tag}/>"]
        return
    said = str(value).lower() if isinstance(value, bool) else str(value)
    # XML 1.0 has no control characters, not even escaped.
    plain = "".join(ch for ch in said if ch >= " " and ch not in "\ufffe\uffff")
    escaped = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    yield f"{indent}<{tag}>{escaped}</{tag}>"
