"""Painted pictures in, breaches of the rules on resolution and on what lies at the edge of the page out."""

from collections.abc import Iterator, Mapping
from typing import Final

from pagesetter.diagnostics import Severity
from pagesetter.geometry import MM, Rect
from pagesetter.pdf.painted import Kind, Painted
from pagesetter.preflight.content_objects import about, checks, plates, shown
from pagesetter.preflight.registry import Check, Found, Limits
from pagesetter.preflight.subject import Subject

_AT_MM: Final = 0.05
"""What is told as no distance at all."""
_SLACK_MM: Final = 0.1
"""What rounding may take from a bleed."""


def _resolution(subject: Subject, limits: Limits, bilevel: bool) -> Iterator[tuple[object, Found]]:
    warn, fail = limits["warn_ppi"], limits["fail_ppi"]
    for one in shown(subject):
        picture = one.object.picture
        if picture is None or (picture.mask or picture.bits == 1) is not bilevel:
            continue
        if min(picture.width, picture.height) < limits["least_pixels"] or picture.ppi >= warn - 0.5:
            continue
        poor = picture.ppi < fail - 0.5
        limit = fail if poor else warn
        kind = "a picture of black and white pixels" if bilevel else "a picture"
        message = f"{kind} ({picture.width} x {picture.height} pixels) has {picture.ppi:.0f} ppi, expected {limit:g}"
        mild = None if poor else Severity.WARNING
        yield "ppi", Found(message, one.page, one.rect, round(picture.ppi, 1), limit, mild)


def _tones(subject: Subject, limits: Limits) -> Iterator[tuple[object, Found]]:
    return _resolution(subject, limits, False)


def _line_art(subject: Subject, limits: Limits) -> Iterator[tuple[object, Found]]:
    return _resolution(subject, limits, True)


def _covers(thing: Painted) -> bool:
    """Whether an object is a picture or a ground."""
    if thing.kind in (Kind.IMAGE, Kind.SHADING):
        return True
    return thing.kind is Kind.FILL and thing.box and plates(thing.ink) != []


def _bleed(subject: Subject, limits: Limits) -> Iterator[tuple[object, Found]]:
    near, least = limits["near_mm"], limits["bleed_mm"]
    for one in shown(subject):
        if not _covers(one.object):
            continue
        # Positive: so many mm past the trim; negative: so many short of it.
        sides = {side: reach / MM for side, reach in _past(one.rect, one.sheet.trim).items()}
        short = {side: reach for side, reach in sides.items() if -near < reach < least - _SLACK_MM}
        if short:
            reach = min(short.values())
            how = (
                f"{abs(reach):.1f} mm {'past' if reach > 0 else 'before'} the trim"
                if abs(reach) >= 0.05
                else "at the trim"
            )
            words = ", ".join(short)
            message = f"{about(one)} at the edge ({words}) ends {how}, expected {least:g} mm of bleed"
            yield "bleed", Found(message, one.page, one.rect, round(reach, 2), least)


def _past(rect: Rect, trim: Rect) -> dict[str, float]:
    """How far a rectangle reaches past each side of another, pt."""
    return {
        "left": trim.x - rect.x,
        "top": trim.y - rect.y,
        "right": rect.right - trim.right,
        "bottom": rect.bottom - trim.bottom,
    }


CHECKS: Final[Mapping[str, Check]] = checks(
    ("picture-resolution", _tones),
    ("line-art-resolution", _line_art),
    ("bleed-reach", _bleed),
)
