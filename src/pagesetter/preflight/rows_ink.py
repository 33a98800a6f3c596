"""The printing plates of a document in, breaches of the limit of total ink out (checklist row 27): what lies upon each
other counts together, with overprint, pictures and shadings, over the worst square of each page."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pagesetter.diagnostics import Severity
from pagesetter.geometry import MM, Rect
from pagesetter.preflight.registry import Check, Found, Limits
from pagesetter.preflight.subject import Sheet, Subject

if TYPE_CHECKING:
    from pagesetter.pdf.painted import Walked
    from pagesetter.pdf.plates_ink import TotalInk

_MOST: Final = 100_000
"""Objects of a page whose plates are made; a dense map has some tens of thousands. More take longer than a file may,
and then there would be no report at all."""
_ROUNDING: Final = 0.5
"""Percent: plates have 255 steps, and four of them may be rounded up."""

_UNSURE_HINT: Final = "look at the plates beside a proof (pagesetter plates); have what is damaged written anew"


def _square(subject: Subject, limits: Limits) -> Iterator[Found]:
    warn, fail = limits["warn_percent"], limits["fail_percent"]
    for sheet, walked in zip(subject.sheets, subject.walked, strict=True):
        crowded = len(walked.objects) > _MOST
        worst = f"it paints {len(walked.objects)} objects" if crowded else _worst(subject, sheet.number - 1, limits)
        if isinstance(worst, str):
            message = f"the plates of the page cannot be made, total ink is not known: {worst}"
            yield Found(message, sheet.number, severity=Severity.NOTE)
            continue
        if worst.lost and not walked.faults:  # faults in the content are told by the rule on content
            yield _unsure(worst, sheet)
        percent = worst.square.total * 100
        if percent <= warn + _ROUNDING or _told(walked, _lying(worst.square.rect, sheet), warn):
            continue
        over = percent > fail + _ROUNDING
        limit = fail if over else warn
        side = f"{worst.square.rect.w / MM:.1f} x {worst.square.rect.h / MM:.1f} mm"
        message = f"a square of {side} has {percent:.0f} % of ink, expected {limit:g} % at most"
        mild = None if over else Severity.WARNING
        yield Found(message, sheet.number, _lying(worst.square.rect, sheet), round(percent, 1), limit, mild)


def _unsure(worst: "TotalInk", sheet: Sheet) -> Found:
    """That the plates are not what is printed: a warning where something is missing on them."""
    missing = [one for one in worst.lost if one not in worst.otherwise]
    told = missing or worst.lost
    more = f" (and {len(told) - 1} more)" if len(told) > 1 else ""
    how = "is missing on the plates" if missing else "is on the plates otherwise than it prints"
    message = f"something {how}, so total ink may be another: {told[0]}{more}"
    grave = Severity.WARNING if missing else Severity.NOTE
    return Found(message, sheet.number, value=len(told), severity=grave, hint=_UNSURE_HINT)


def _worst(subject: Subject, page: int, limits: Limits) -> "TotalInk | str":
    """The most ink on a page (0-based), or why nobody can say."""
    from pikepdf import PdfError  # a plain build loads none of this
    from pypdfium2 import PdfiumError

    from pagesetter.pdf.plates import fitting_ppi, separate
    from pagesetter.pdf.plates_ink import worst_ink

    try:
        ppi = min(limits["ppi"], fitting_ppi(subject.pdf, page))
        return worst_ink(separate(subject.pdf, ppi, page), limits["square_mm"])
    except (PdfError, PdfiumError, ValueError, TypeError, ArithmeticError, LookupError, AttributeError) as fault:
        return " ".join(str(fault).split())[:200] or type(fault).__name__


def _lying(rect: Rect, sheet: Sheet) -> Rect:
    """A place on the page as it is seen, as a place on the page before /Rotate turns it clockwise; both in pt from the
    top-left of the finished page."""
    across, down = sheet.place(sheet.printed).w, sheet.place(sheet.printed).h
    match sheet.turn:
        case 90:
            return Rect(rect.y, down - rect.right, rect.h, rect.w)
        case 180:
            return Rect(across - rect.right, down - rect.bottom, rect.w, rect.h)
        case 270:
            return Rect(across - rect.bottom, rect.x, rect.h, rect.w)
        case _:
            return rect


def _told(walked: "Walked", square: Rect, warn: float) -> bool:
    """Whether a single object has that much ink there: the rule on objects names it and its place."""
    return any(
        one.ink.total is not None and one.ink.total * 100 > warn and one.rect.overlaps(square) for one in walked.objects
    )


CHECKS: Final[Mapping[str, Check]] = MappingProxyType({"total-ink-square": _square})
