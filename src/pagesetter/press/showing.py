"""A run of glyphs and its face in, where the pen goes and the operators that show it out (ISO 32000-1, 9.4).

A pen goes right in horizontal text and in numbers across a vertical line, down in upright and turned text.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pagesetter.geometry import Turn
from pagesetter.model.glyph import GlyphRun
from pagesetter.press.fontbook import EmbeddedFace
from pagesetter.press.objects import number

_PRECISION = 0.009
"""Glyphs may be off their place by half of this, pt."""


class Places(NamedTuple):
    """Where the glyphs of a run stand, pt, as seen along the way that the pen takes."""

    along: Sequence[float]
    """Place on that way, from the start of the line or, across a vertical line, from its middle."""
    heights: Sequence[float]
    """Place across it."""
    advances: Mapping[int, int]
    """How far a glyph moves the pen, 1/1000 em."""
    sign: int
    """Sign of a correction that moves the pen back."""


def places_of(run: GlyphRun, face: EmbeddedFace) -> Places:
    """Where the glyphs of a run stand."""
    heights = run.ys or (0.0,) * len(run.gids)
    if run.turn is Turn.ACROSS:
        return Places([-y for y in heights], run.xs, face.widths, 1)
    if run.turn is not Turn.UPRIGHT:
        return Places(run.xs, heights, face.widths, 1)
    metrics = [face.uprights[gid] for gid in run.gids]
    # The PDF has vertical origins in whole thousandths of an em.
    unit = run.size * run.scale_ratio
    along = [x - one.off[1] * unit for x, one in zip(run.xs, metrics, strict=True)]
    across = [y - one.off[0] * run.size for y, one in zip(heights, metrics, strict=True)]
    return Places(along, across, {gid: one.advance for gid, one in zip(run.gids, metrics, strict=True)}, -1)


def layers_of(face: EmbeddedFace, run: GlyphRun, words: Sequence[str]) -> list[int]:
    """Layer of each glyph; glyphs without text follow the one before them."""
    down = run.turn is Turn.UPRIGHT
    layers: list[int] = []
    for gid, word in zip(run.gids, words, strict=True):
        layers.append(face.layer(gid, word, down) if word or not layers else layers[-1])
    return layers


def stretches(
    heights: Sequence[float], layers: Sequence[int], first: int, after: int, *, alone: bool
) -> Iterator[tuple[int, int]]:
    """First and after the last glyph of what one operator shows; ``alone``: each glyph by itself."""
    start = first
    for index in range(first + 1, after):
        if alone or layers[index] != layers[start] or heights[index] != heights[start]:
            yield start, index
            start = index
    yield start, after


def strings(gids: Sequence[int], places: Places, start: int, pen: float, unit: float) -> str:
    """Operator that shows glyphs at their places: strings with corrections between them (9.4.3).

    ``gids`` are those from glyph ``start`` on; ``pen`` is where the first would stand, ``unit`` a thousandth of the
    size, both pt. Corrections are rounded, but each is reckoned from where the pen really is, so that roundings do not
    add up.
    """
    digits = 0
    while unit > _PRECISION * 10**digits:
        digits += 1
    parts = ["[<"]
    advances, sign = places.advances, places.sign
    for gid, x in zip(gids, places.along[start : start + len(gids)], strict=True):
        back = round((pen - x) / unit, digits)
        if back:
            parts.append(f">{number(sign * back, digits)}<")
            pen -= back * unit
        parts.append(f"{gid:04X}")
        pen += advances[gid] * unit
    return "".join([*parts, ">] TJ"])
