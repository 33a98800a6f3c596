"""Painted objects in, breaches of the rules on colour spaces out: RGB, Lab, spots, registration colour (row 13)."""

from collections.abc import Iterator, Mapping
from typing import Final

from pagesetter.diagnostics import Severity
from pagesetter.model.press import X4
from pagesetter.pdf.painted import Kind
from pagesetter.preflight.content_objects import NOTHING, Shown, about, checks, registration, shown
from pagesetter.preflight.registry import Check, Found, Limits
from pagesetter.preflight.subject import Subject

_PROCESS: Final = frozenset({"Cyan", "Magenta", "Yellow", "Black", "All", "None"})
_PRINTING: Final = frozenset({"Gray", "CMYK"})


def _device_of_light(subject: Subject, base: str) -> Iterator[tuple[object, Found]]:
    for one in shown(subject):
        ink = one.object.ink
        if ink.base == base:
            space = ink.space if ink.space != "ICCBased" else f"{base} with an ICC profile"
            message = f"{about(one)} is in {space}, not in process inks"
            yield (ink.space, one.object.kind), Found(message, one.page, one.rect, ink.space)


def _rgb(subject: Subject, _: Limits) -> Iterator[tuple[object, Found]]:
    return _device_of_light(subject, "RGB")


def _lab(subject: Subject, _: Limits) -> Iterator[tuple[object, Found]]:
    return _device_of_light(subject, "Lab")


def _spots(subject: Subject) -> dict[str, Shown]:
    """Spot inks by name, with the first object in each."""
    found: dict[str, Shown] = {}
    for one in shown(subject):
        for name in one.object.ink.names:
            if name not in _PROCESS:
                found.setdefault(name, one)
    return found


def _undefined(subject: Subject, _: Limits) -> Iterator[tuple[object, Found]]:
    for name, one in _spots(subject).items():
        stands = one.object.ink.alternate
        if stands in _PRINTING:
            continue
        if stands:
            mild = Severity.WARNING if subject.standard == X4 else None
            message = f"the spot ink {name} is defined in {stands}, not in process inks"
        else:
            mild, message = None, f"the spot ink {name} is not defined: no process colour stands for it"
        yield name, Found(message, one.page, one.rect, name, severity=mild)


def _count(subject: Subject, limits: Limits) -> Iterator[tuple[object, Found]]:
    spots, most = _spots(subject), limits["most"]
    if len(spots) > most:
        for name, one in spots.items():
            allowed = f"{most:.0f} spot ink{'' if most == 1 else 's'}" if most else "process inks only"
            yield (
                name,
                Found(
                    f"{about(one)} is in the spot ink {name}; the press has {allowed}", one.page, one.rect, name, most
                ),
            )


def _registration(subject: Subject, _: Limits) -> Iterator[tuple[object, Found]]:
    for one in shown(subject):
        ink = one.object.ink
        amount = max((share for _, share in ink.plates), default=0.0) if ink.plates else 1.0
        if registration(ink) and (amount > NOTHING or one.object.kind is Kind.IMAGE):
            yield one.object.kind, Found(f"{about(one)} is in registration colour (All)", one.page, one.rect, "All")


CHECKS: Final[Mapping[str, Check]] = checks(
    ("rgb", _rgb),
    ("lab", _lab),
    ("spot-undefined", _undefined),
    ("spot-count", _count),
    ("registration-colour", _registration),
)
