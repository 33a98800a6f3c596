"""Colour space objects and components in, inks out: what a colour puts on which plate, as far as the file says it.

ISO 32000-1, 8.6. Grey is black ink; ICC profiles of four components count as the process inks they are for; RGB and Lab
stay unknown, because only a conversion by profiles could say.
"""

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Any

from pagesetter.pdf.functions import Function, function
from pagesetter.pdf.painted import Ink
from pagesetter.pdf.values import data, entry, items, name, number, numbers, whole
from pagesetter.records import record

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
_SHORT = MappingProxyType({"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"})
_CALIBRATED = MappingProxyType(
    {"CalGray": ("Gray", 1), "CalRGB": ("RGB", 3), "CalCMYK": ("CMYK", 4), "Lab": ("Lab", 3)}
)
_PROFILES = MappingProxyType({1: "Gray", 3: "RGB", 4: "CMYK"})
_DEEPEST = 6


@record
class Space:
    """A colour space."""

    family: str
    base: str
    """Gray, RGB, CMYK, Lab, Spot or empty."""
    count: int
    """Components."""
    names: tuple[str, ...] = ()
    inner: "Space | None" = None
    """Alternate of Separation and DeviceN, base of Indexed, underlying space of Pattern."""
    tint: Function | None = None
    lookup: bytes = b""
    initial: tuple[float, ...] = (0.0,)
    range: tuple[float, ...] = ()
    """Lab: limits of a and b."""


GRAY = Space("DeviceGray", "Gray", 1)
RGB = Space("DeviceRGB", "RGB", 3, initial=(0.0, 0.0, 0.0))
CMYK = Space("DeviceCMYK", "CMYK", 4, initial=(0.0, 0.0, 0.0, 1.0))
PATTERN = Space("Pattern", "", 0, initial=())


def device(family: str) -> Space | None:
    """The space of a name that needs no resources, also in its short form for inline images."""
    family = _SHORT.get(family, family)
    return {"DeviceGray": GRAY, "DeviceRGB": RGB, "DeviceCMYK": CMYK, "Pattern": PATTERN}.get(family)


def space(value: Any, named: Any = None, depth: int = 0) -> Space | None:
    """The space that a name or array means; ``named``: the ColorSpace resources. None when it is none."""
    if depth > _DEEPEST:
        return None
    plain = name(value)
    if plain:
        found = device(plain)
        return found if found is not None else _named(plain, named, depth)
    parts = items(value)
    family = name(parts[0]) if parts else ""
    family = _SHORT.get(family, family)
    if len(parts) == 1 or (family != "Pattern" and device(family) is not None):
        return device(family)
    if family in _CALIBRATED:
        base, count = _CALIBRATED[family]
        limits = numbers(entry(parts[1], "/Range")) or (-100.0, 100.0, -100.0, 100.0)
        return Space(family, base, count, initial=(0.0,) * count, range=limits if family == "Lab" else ())
    match family:
        case "ICCBased":
            return _profiled(parts[1], named, depth)
        case "Indexed" if len(parts) >= 4:
            inner = space(parts[1], named, depth + 1)
            return inner and Space(family, inner.base, 1, inner.names, inner, lookup=data(parts[3]))
        case "Separation" | "DeviceN" if len(parts) >= 4:
            names = (name(parts[1]),) if family == "Separation" else tuple(name(one) for one in items(parts[1]))
            inner = space(parts[2], named, depth + 1)
            return Space(family, "Spot", len(names), names, inner, function(parts[3]), initial=(1.0,) * len(names))
        case "Pattern":
            return Space(family, "", 0, inner=space(parts[1], named, depth + 1), initial=())
    return None


def _named(plain: str, named: Any, depth: int) -> Space | None:
    meant = entry(named, f"/{plain}")
    return None if meant is None else space(meant, named, depth + 1)


def _profiled(stream: Any, named: Any, depth: int) -> Space | None:
    count = whole(entry(stream, "/N"))
    if count not in _PROFILES:
        return None
    alternate = entry(stream, "/Alternate")
    inner = None if alternate is None else space(alternate, named, depth + 1)
    base = "Lab" if inner is not None and inner.base == "Lab" else _PROFILES[count]
    initial = (0.0, 0.0, 0.0, 1.0) if count == 4 else (0.0,) * count
    return Space("ICCBased", base, count, inner=inner, initial=initial)


def ink(of: Space, components: Sequence[float]) -> Ink:
    """The ink of components in a space. Missing ones count as 0, superfluous ones are left out."""
    given = tuple((*(number(one) for one in components), *(0.0,) * of.count)[: of.count])
    plates = None if not given else _plates(of, given)
    return Ink(of.family, given, of.names, of.base, _alternate(of), None if not given else _cmyk(of, given), plates)


def unsaid(of: Space) -> Ink:
    """The ink of something whose colour varies, such as a picture."""
    return Ink(of.family, (), of.names, of.base, _alternate(of))


def _alternate(of: Space) -> str:
    """What stands for a spot ink; nothing when its space or its tint transform cannot be read."""
    of = of.inner if of.family == "Indexed" and of.inner is not None else of
    return of.inner.base if of.base == "Spot" and of.inner is not None and of.tint is not None else ""


def _cmyk(of: Space, given: tuple[float, ...], depth: int = 0) -> tuple[float, float, float, float] | None:
    """Process inks, None where only a profile could say."""
    if depth > _DEEPEST:
        return None
    if of.family == "Indexed" and of.inner is not None:
        return _cmyk(of.inner, _looked_up(of, given[0]), depth + 1)
    if of.base == "Gray":
        return (0.0, 0.0, 0.0, 1 - _share(given[0]))
    if of.base == "CMYK":
        c, m, y, k = (_share(one) for one in given)
        return (c, m, y, k)
    if of.base == "Spot":
        plates = _process(of, given)
        if plates is not None:
            return plates
        made = of.tint(given) if of.tint is not None else ()
        if of.inner is not None and len(made) == of.inner.count:
            return _cmyk(of.inner, tuple(made), depth + 1)
    return None


def _process(of: Space, given: tuple[float, ...]) -> tuple[float, float, float, float] | None:
    """Of process colorants alone: their amounts."""
    if any(one not in (*PROCESS, "None", "All") for one in of.names):
        return None
    amounts = dict(_spread(of.names, given))
    return (
        amounts.get("Cyan", 0.0),
        amounts.get("Magenta", 0.0),
        amounts.get("Yellow", 0.0),
        amounts.get("Black", 0.0),
    )


def _plates(of: Space, given: tuple[float, ...]) -> tuple[tuple[str, float], ...] | None:
    if of.family == "Indexed":
        return _plates(of.inner, _looked_up(of, given[0])) if of.inner is not None else None
    if of.base == "Spot":
        return tuple(dict(_spread(of.names, given)).items())
    made = _cmyk(of, given)
    return None if made is None else tuple(zip(PROCESS, made, strict=True))


def _spread(names: tuple[str, ...], given: tuple[float, ...]) -> Iterator[tuple[str, float]]:
    """Each colorant with its amount; All is every process ink, None is nothing (ISO 32000-1, 8.6.6.4)."""
    for colorant, amount in zip(names, given, strict=True):
        if colorant == "All":
            yield from ((one, _share(amount)) for one in PROCESS)
        elif colorant != "None":
            yield colorant, _share(amount)


def _looked_up(of: Space, at: float) -> tuple[float, ...]:
    """Components of the base of an Indexed space."""
    assert of.inner is not None  # only called for Indexed spaces, which have a base
    count = of.inner.count
    first = max(0, int(at)) * count
    held = of.lookup[first : first + count].ljust(count, b"\0")
    if of.inner.base == "Lab":
        low = (0.0, of.inner.range[0], of.inner.range[2]) if len(of.inner.range) == 4 else (0.0, -100.0, -100.0)
        high = (100.0, of.inner.range[1], of.inner.range[3]) if len(of.inner.range) == 4 else (100.0, 100.0, 100.0)
        return tuple(a + one / 255 * (b - a) for one, a, b in zip(held, low, high, strict=True))
    return tuple(one / 255 for one in held)


def _share(amount: float) -> float:
    return min(max(amount, 0.0), 1.0)
