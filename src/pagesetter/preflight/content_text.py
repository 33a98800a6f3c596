"""Shown texts in, breaches of the rules on type out: black, small, reversed, missing glyphs, near the trim or fold."""

from collections.abc import Iterator, Mapping
from typing import Final

from pagesetter.geometry import MM, Rect
from pagesetter.pdf.painted import Painted, Type
from pagesetter.preflight.content_objects import NOTHING, about, checks, mixture, plates, registration, texts
from pagesetter.preflight.registry import Check, Found, Limits
from pagesetter.preflight.rows_fonts import lacking
from pagesetter.preflight.subject import Subject

_COLOURS: Final = ("Cyan", "Magenta", "Yellow")
_BLANK: Final = " \xa0\xad\t"
"""Characters that some writers leave without a glyph, since nothing is to be seen of them."""
_ROUNDED: Final = 0.02
"""pt by which writers round sizes."""
_FULL: Final = 1 - NOTHING


def _type(thing: Painted) -> Type:
    assert thing.type is not None  # `texts` gives nothing else
    return thing.type


def _four_colours(subject: Subject, limits: Limits) -> Iterator[tuple[object, Found]]:
    least, most = limits["black_percent"] / 100, limits["others_percent"] / 100
    for one in texts(subject):
        ink = one.object.ink
        inked = plates(ink)
        if inked is None:
            continue
        amounts = dict(inked)
        others = sum(amounts.get(plate, 0.0) for plate in _COLOURS)
        dark = amounts.get("Black", 0.0) >= least or min(amounts.get(plate, 0.0) for plate in _COLOURS) >= least
        if dark and others > most + NOTHING:
            message = f"{about(one)} is black of several inks: {mixture(ink)}, expected K alone"
            yield ink, Found(message, one.page, one.rect, mixture(ink), "K")


def _black_overprint(subject: Subject, limits: Limits) -> Iterator[tuple[object, Found]]:
    for one in texts(subject):
        thing, style = one.object, _type(one.object)
        alone = plates(thing.ink)
        if not alone or len(alone) > 1 or alone[0][0] != "Black" or alone[0][1] < _FULL:
            continue
        # Mode 1 is for DeviceCMYK alone: grey, a profile or mode 0 clear the other plates; Separation does not (8.6.7).
        nonzero = thing.overprint_mode == 1 and thing.ink.space == "DeviceCMYK"
        over = thing.overprint and (nonzero or thing.ink.base == "Spot")
        if style.size < limits["below_pt"] and not over:
            message = f"{about(one)} in full black does not overprint: what lies below it is cleared"
            yield style.font, Found(message, one.page, one.rect, "knocks out", "overprint")


def _small(subject: Subject, limits: Limits) -> Iterator[tuple[object, Found]]:
    for one in texts(subject):
        style, inked = _type(one.object), plates(one.object.ink)
        if inked == [] or registration(one.object.ink):
            continue
        if inked is None:  # RGB, Lab: what is too small for one full ink is too small for them
            least, how = limits["solid_pt"], "in unknown inks"
        elif len(inked) > 1:
            least, how = limits["several_pt"], "in several inks"
        elif inked[0][1] < _FULL:
            least, how = limits["tint_pt"], "in a tint"
        elif inked[0][0] == "Black":  # nothing can misregister; presses take it smaller than a colour
            least, how = limits["black_pt"], "in black alone"
        else:
            least, how = limits["solid_pt"], "in one ink"
        if style.size < least - _ROUNDED:
            message = (
                f"{about(one)} {how} ({mixture(one.object.ink)}) is {style.size:.3g} pt, expected {least:g} or more"
            )
            yield (style.font, how), Found(message, one.page, one.rect, round(style.size, 3), least)


def _reversed(subject: Subject, limits: Limits) -> Iterator[tuple[object, Found]]:
    least = limits["least_pt"]
    for one in texts(subject):
        style = _type(one.object)
        if plates(one.object.ink) == [] and not one.object.overprint and style.size < least - _ROUNDED:
            message = f"{about(one)} is reversed out at {style.size:.3g} pt, expected {least:g} or more"
            yield style.font, Found(message, one.page, one.rect, round(style.size, 3), least)


def _missing(subject: Subject, _: Limits) -> Iterator[tuple[object, Found]]:
    bare = lacking(subject)
    for one in texts(subject):
        style = _type(one.object)
        none = bare.get(style.font, frozenset()) if style.subtype != "Type0" else frozenset()
        for glyph in style.glyphs:
            if glyph.missing or (glyph.code in none and glyph.text.strip(_BLANK)):
                meant = f' for "{glyph.text}"' if glyph.text.strip() else ""
                message = f"{about(one)} shows .notdef{meant} (code {glyph.code:#x}): {style.font} has no such glyph"
                yield style.font, Found(message, one.page, glyph.rect, glyph.text or f"{glyph.code:#x}")


def _edge(subject: Subject, limits: Limits) -> Iterator[tuple[object, Found]]:
    least = limits["distance_mm"]
    for one in texts(subject):
        trim, rect = one.sheet.trim, one.rect
        left, top = rect.x - trim.x, rect.y - trim.y
        near = min(left, top, trim.right - rect.right, trim.bottom - rect.bottom) / MM
        if near < least - 0.01:
            how = f"{near:.1f} mm from the trim" if near >= 0 else f"{-near:.1f} mm over the trim"
            message = f"{about(one)} stands {how}, expected {least:g} mm or more inside"
            yield "edge", Found(message, one.page, rect, round(near, 2), least)


def _fold(subject: Subject, limits: Limits) -> Iterator[tuple[object, Found]]:
    least = limits["distance_mm"]
    for one in texts(subject):
        trim = one.sheet.trim
        if trim.w < trim.h * limits["spread_ratio"] or trim.w < limits["spread_mm"] * MM:
            continue
        for glyph in _type(one.object).glyphs:
            away = _distance(glyph.rect, trim.x + trim.w / 2) / MM
            if away < least - 0.01 and glyph.text.strip():
                message = f"{about(one)} stands {away:.1f} mm from the fold of the spread, expected {least:g} or more"
                yield "fold", Found(message, one.page, one.rect, round(away, 2), least)
                break


def _distance(rect: Rect, x: float) -> float:
    """From a rectangle to an upright line, pt; 0 when it lies across."""
    return max(0.0, rect.x - x, x - rect.right)


CHECKS: Final[Mapping[str, Check]] = checks(
    ("black-text", _four_colours),
    ("black-overprint", _black_overprint),
    ("small-text", _small),
    ("reversed-text", _reversed),
    ("missing-glyph", _missing),
    ("text-edge", _edge),
    ("text-fold", _fold),
)
