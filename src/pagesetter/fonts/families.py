"""Fonts as the library lists them in, how well each serves a weight and which families they make out."""

from collections.abc import Sequence

from pagesetter.fonts.sfnt import FontFacts
from pagesetter.records import record


@record
class Entry:
    """A font of the library."""

    stem: str
    """First part of its keys; unique in the library."""
    facts: FontFacts
    aliases: tuple[str, ...] = ()
    """Families that the layout gave it."""


@record
class Family:
    """What a style may ask for under one family name."""

    name: str
    other_names: tuple[str, ...]
    """Names in other languages, full and PostScript names."""
    weights: tuple[int, ...]
    """Weights of the static fonts, ascending."""
    weight_range: tuple[int, int] | None
    """Weights of the variable font."""
    files: tuple[str, ...]


def distance(facts: FontFacts, weight: int) -> tuple[bool, int, float, bool]:
    """How ill a font serves a weight; the least wins."""
    low, high = facts.weight_range or (facts.weight, facts.weight)
    lighter = high < weight
    off = weight - high if lighter else max(low - weight, 0)
    return facts.italic, abs(facts.width_class - 5), off, lighter is (weight > 500)


def family_of(name: str, entries: Sequence[Entry]) -> Family:
    """What the fonts of one family name offer."""
    others = {other for e in entries for other in (e.facts.family, *e.facts.names)} - {name}
    ranges = [e.facts.weight_range for e in entries if e.facts.weight_range]
    return Family(
        name,
        tuple(sorted(others)),
        tuple(sorted({e.facts.weight for e in entries if not e.facts.weight_range})),
        (round(min(low for low, _ in ranges)), round(max(high for _, high in ranges))) if ranges else None,
        tuple(sorted(e.facts.path for e in entries)),
    )
