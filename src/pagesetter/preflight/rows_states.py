"""The graphics states, groups and pictures of a document in, breaches of the rules on transparency, transfer curves and
halftones out (checklist rows 14, 19 and 20)."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from pagesetter.diagnostics import Severity
from pagesetter.pdf.values import entry
from pagesetter.preflight.registry import Check, Found, Limits
from pagesetter.preflight.subject import Placed, Subject, array, name, number

_PLAIN: Final = frozenset({"/Normal", "/Compatible"})
_SCREENS: Final = (1.0, 5.0)
"""Types of halftones that PDF/X allows."""


def _states(subject: Subject) -> Iterator[Placed]:
    """Dictionaries of graphics states."""
    for one in subject.objects:
        if "/ExtGState" in one.path[-2:-1] or name(entry(one.value, "/Type")) == "/ExtGState":
            yield one


def _transparency(subject: Subject, _: Limits) -> Iterator[Found]:
    for one in _states(subject):
        for said in _see_through(one.value):
            yield Found(f"a graphics state has {said}", one.page, value=said)
    for one in subject.objects:
        if name(entry(one.value, "/Subtype")) == "/Image":
            if entry(one.value, "/SMask") is not None:
                yield Found(f"the picture {_named(one)} has a soft mask", one.page, value="SMask")
            elif number(entry(one.value, "/SMaskInData")):
                yield Found(f"the picture {_named(one)} has a soft mask", one.page, value="SMaskInData")
        if _group(one.value) is not None:
            yield Found(f"{_owner(one)} is a transparency group", one.page, value="Group")


def _see_through(state: Any) -> Iterator[str]:
    """What of a graphics state makes things transparent."""
    for key in ("/CA", "/ca"):
        opaque = number(entry(state, key))
        if opaque is not None and opaque != 1:
            yield f"{key[1:]} {opaque:g}"
    mask = entry(state, "/SMask")
    if mask is not None and name(mask) != "/None":
        yield "a soft mask"
    mode = entry(state, "/BM")
    modes = [name(item) for item in array(mode)] or [name(mode)]
    if mode is not None and modes[0] not in _PLAIN:
        yield f"the blend mode {modes[0][1:]}"


def _named(one: Placed) -> str:
    return one.path[-1][1:] if one.path else ""


def _group(value: Any) -> Any:
    """The transparency group attributes of a page or form."""
    group = entry(value, "/Group")
    return group if name(entry(group, "/S")) == "/Transparency" else None


def _owner(one: Placed) -> str:
    return f"the form {_named(one)}" if one.path else "the page"


def _blend_space(subject: Subject, _: Limits) -> Iterator[Found]:
    for one in subject.objects:
        space = entry(_group(one.value), "/CS")
        if space is not None and not _of_press(space):
            shown = name(space)[1:] or next((name(part)[1:] for part in array(space)), "unknown")
            yield Found(f"{_owner(one)} is blended in {shown}, not in CMYK", one.page, value=shown, limit="DeviceCMYK")


def _of_press(space: Any) -> bool:
    """Whether a blending space is CMYK or grey, by device or profile."""
    parts = array(space)
    if not parts:
        return name(space) in ("/DeviceCMYK", "/DeviceGray")
    if name(parts[0]) == "/ICCBased" and len(parts) > 1:
        return number(entry(parts[1], "/N")) in (1, 4)
    return name(parts[0]) in ("/CalGray", "/DeviceCMYK", "/DeviceGray")


def _transfer(subject: Subject, _: Limits) -> Iterator[Found]:
    for one in _states(subject):
        if entry(one.value, "/TR") is not None:
            yield Found("a graphics state has a transfer curve (TR)", one.page, value="TR")
        second = entry(one.value, "/TR2")
        if second is not None and name(second) != "/Default":
            yield Found("a graphics state has a transfer curve (TR2)", one.page, value="TR2")


def _halftone(subject: Subject, _: Limits) -> Iterator[Found]:
    for one in _states(subject):
        screen = entry(one.value, "/HT")
        if entry(one.value, "/HTP") is not None:
            yield Found("a graphics state moves the screen (HTP)", one.page, value="HTP")
        if screen is None or name(screen) == "/Default":
            continue
        kind = number(entry(screen, "/HalftoneType"))
        if kind not in _SCREENS:
            yield Found(f"a halftone is of type {kind or 0:g}, not 1 or 5", one.page, value=kind, limit="1 or 5")
        elif entry(screen, "/HalftoneName") is not None:
            yield Found("a halftone is named", one.page, value="HalftoneName")
        else:
            message = "the file brings its own halftone"  # allowed, but the press has a better one
            yield Found(message, one.page, value="HT", severity=Severity.WARNING)


CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {
        "transparency": _transparency,
        "blend-space": _blend_space,
        "transfer-curve": _transfer,
        "halftone": _halftone,
    }
)
