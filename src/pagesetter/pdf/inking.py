"""Colour operators in, the current colours out (ISO 32000-1, 8.6.8)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pagesetter.pdf.colour import CMYK, GRAY, RGB, Space, device, ink, space
from pagesetter.pdf.painted import Ink
from pagesetter.pdf.state import Paint, Run
from pagesetter.pdf.values import entry, name, number, objgen


def found(run: Run, value: Any) -> Space | None:
    """The space that an operand or an image names, read once."""
    named = entry(run.resources, "/ColorSpace")
    plain = name(value)
    if plain and device(plain) is not None:
        return device(plain)
    meant = entry(named, f"/{plain}") if plain else value
    key: Any = objgen(meant)
    if not key[0]:
        key = (plain, objgen(run.resources)) if plain and objgen(run.resources)[0] else None
    if key is not None and key in run.to.spaces:
        return run.to.spaces[key]
    made = space(value, named)
    if made is None:
        run.to.fault(f"colour space {plain or 'of an object'} cannot be read")
    if key is not None:
        run.to.spaces[key] = made
    return made


def mixed(run: Run, of: Space, given: tuple[float, ...]) -> Ink:
    """The ink, reckoned once."""
    key = (of, given) if of.tint is None and not of.lookup else (id(of), given)
    known = run.to.inks.get(key)
    if known is None:
        known = run.to.inks[key] = ink(of, given)
        if of.tint is not None or of.lookup:
            run.to.spaces.setdefault(("kept", id(of)), of)  # an id means nothing once its object is gone
    return known


def _plain(of: Space, stroke: bool) -> Callable[[Run, list[Any]], None]:
    def chosen(run: Run, given: list[Any]) -> None:
        if not run.colourless:
            _set(run, stroke, Paint(mixed(run, of, tuple(number(one) for one in given)), of))

    return chosen


def _space(stroke: bool) -> Callable[[Run, list[Any]], None]:
    def chosen(run: Run, given: list[Any]) -> None:
        if run.colourless or not given:
            return
        of = found(run, given[0])
        made = Ink(name(given[0])) if of is None else mixed(run, of, of.initial)
        _set(run, stroke, Paint(made, of))

    return chosen


def _colour(stroke: bool) -> Callable[[Run, list[Any]], None]:
    def chosen(run: Run, given: list[Any]) -> None:
        if run.colourless:
            return
        present = run.state.stroke if stroke else run.state.fill
        of = present.space
        if of is None:
            return
        amounts = tuple(number(one) for one in given if not name(one))
        if of.family != "Pattern":
            _set(run, stroke, Paint(mixed(run, of, amounts), of))
            return
        key = name(given[-1]) if given else ""
        pattern = run.named("Pattern", key) if key else None
        below = mixed(run, of.inner, amounts) if of.inner is not None and amounts else Ink("Pattern")
        _set(run, stroke, Paint(below, of, pattern))

    return chosen


def _set(run: Run, stroke: bool, paint: Paint) -> None:
    if stroke:
        run.state.stroke = paint
    else:
        run.state.fill = paint


OPERATORS: Mapping[str, Callable[[Run, list[Any]], None]] = MappingProxyType(
    {
        "g": _plain(GRAY, False),
        "G": _plain(GRAY, True),
        "rg": _plain(RGB, False),
        "RG": _plain(RGB, True),
        "k": _plain(CMYK, False),
        "K": _plain(CMYK, True),
        "cs": _space(False),
        "CS": _space(True),
        "sc": _colour(False),
        "SC": _colour(True),
        "scn": _colour(False),
        "SCN": _colour(True),
    }
)
