"""Painted objects in, breaches of the rules on inks out: overprinting white, hairlines, light tints, total ink."""

from collections.abc import Iterator, Mapping
from typing import Final

from pagesetter.diagnostics import Severity
from pagesetter.pdf.painted import Kind
from pagesetter.preflight.content_objects import Shown, about, checks, mixture, plates, registration, shown
from pagesetter.preflight.registry import Check, Found, Limits
from pagesetter.preflight.subject import Subject


def _white(subject: Subject, _: Limits) -> Iterator[tuple[object, Found]]:
    for one in shown(subject):
        thing = one.object
        stencil = thing.picture is not None and thing.picture.mask
        if not thing.overprint or plates(thing.ink) != [] or (thing.kind is Kind.IMAGE and not stencil):
            continue
        # Nothing is left out in mode 0 nor of grey: by ISO 32000-1, 8.6.7 such white knocks out.
        vanishes = thing.ink.base == "Spot" or (thing.overprint_mode == 1 and thing.ink.space == "DeviceCMYK")
        if vanishes:
            message, mild = f"{about(one)} is white and overprints: it vanishes, and what lies below it shows", None
        else:
            message = f"{about(one)} is white with overprint switched on: some presses knock it out, others do not"
            mild = Severity.WARNING
        yield (thing.kind, mild), Found(message, one.page, one.rect, "overprint", "knock out", mild)


def _thickness(one: Shown) -> float | None:
    """pt of what is a line: a stroke, or a rectangle drawn as one."""
    thing = one.object
    if thing.kind is Kind.STROKE and thing.type is None:
        return thing.width
    if thing.kind is Kind.FILL and thing.box:
        return min(thing.rect.w, thing.rect.h)
    return None


def _hairline(subject: Subject, limits: Limits) -> Iterator[tuple[object, Found]]:
    for one in shown(subject):
        width, inked = _thickness(one), plates(one.object.ink)
        if width is None or registration(one.object.ink):
            continue
        # Of RGB and Lab nobody knows the inks: what is too thin for one full ink is too thin for them.
        solid = inked is None or (len(inked) == 1 and inked[0][1] > 0.995)
        least = limits["solid_pt" if solid else "several_pt"]
        if width < least - 0.001:
            how = (
                "in one full ink"
                if solid and inked
                else f"in {mixture(one.object.ink)}"
                if inked != []
                else "left white"
            )
            said = f"{width:.3g} pt" if width else "0 pt, as thin as the device can"
            yield (
                solid,
                Found(f"a line {how} is {said}, expected {least:g} pt", one.page, one.rect, round(width, 4), least),
            )


def _light(subject: Subject, limits: Limits) -> Iterator[tuple[object, Found]]:
    least = limits["least_percent"]
    for one in shown(subject):
        weak = [(amount, plate) for plate, amount in plates(one.object.ink) or () if amount * 100 < least - 0.05]
        if weak:
            amount, plate = min(weak)
            message = f"{about(one)} has {amount * 100:.2g} % of {plate}; the press holds no tint under {least:g} %"
            yield one.object.ink, Found(message, one.page, one.rect, round(amount * 100, 2), least)


def _total(subject: Subject, limits: Limits) -> Iterator[tuple[object, Found]]:
    warn, fail = limits["warn_percent"], limits["fail_percent"]
    for one in shown(subject):
        total = one.object.ink.total
        if total is None or registration(one.object.ink) or total * 100 <= warn + 0.05:
            continue
        over = total * 100 > fail + 0.05
        limit = fail if over else warn
        message = (
            f"{about(one)} has {total * 100:.0f} % of ink ({mixture(one.object.ink)}), expected {limit:g} % at most"
        )
        mild = None if over else Severity.WARNING
        yield one.object.ink, Found(message, one.page, one.rect, round(total * 100, 1), limit, mild)


def _transparent(subject: Subject, _: Limits) -> Iterator[tuple[object, Found]]:
    for one in shown(subject):
        thing = one.object
        if not thing.transparent:
            continue
        if thing.blend not in ("Normal", "Compatible"):
            how = f"blends by {thing.blend}"
        elif thing.soft_mask or (thing.picture is not None and thing.picture.soft_mask):
            how = "has a soft mask"
        else:
            how = f"is {thing.alpha * 100:.0f} % opaque"
        yield how, Found(f"{about(one)} {how}", one.page, one.rect, how)


CHECKS: Final[Mapping[str, Check]] = checks(
    ("white-overprint", _white),
    ("hairline", _hairline),
    ("light-tint", _light),
    ("total-ink", _total),
    ("transparency-used", _transparent),
)
