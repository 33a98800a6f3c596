"""Strokes of a line of text in, the paths that paint them out: lines along names, waves along titles, emphasis dots."""

from collections.abc import Callable, Sequence
from typing import Final

from pagesetter.model.glyph import Stroke
from pagesetter.press.objects import number

Place = Callable[[float, float], tuple[float, float]]
"""From offsets along and across the line, pt, to a place in the PDF."""

_WAVE_EM: Final = 1 / 3
"""Length of a wave, em of the text."""
_SWING_EM: Final = 0.05
"""How far it swings to either side."""
_SLOPE: Final = 0.36
"""Where the handles of half a wave lie, as a share of its length: near to a sine."""
_ROUND: Final = 0.5523
"""Handles of a quarter of a circle, as a share of its radius."""
_CIRCLE: Final = (
    ((1.0, 0.0),),
    ((1.0, _ROUND), (_ROUND, 1.0), (0.0, 1.0)),
    ((-_ROUND, 1.0), (-1.0, _ROUND), (-1.0, 0.0)),
    ((-1.0, -_ROUND), (-_ROUND, -1.0), (0.0, -1.0)),
    ((_ROUND, -1.0), (1.0, -_ROUND), (1.0, 0.0)),
)
_SESAME: Final = (
    ((-1.3, 1.3),),
    ((-0.1, 1.15), (1.0, 0.4), (1.35, -0.45)),
    ((1.6, -1.1), (0.9, -1.6), (0.3, -1.25)),
    ((-0.45, -0.8), (-1.15, 0.2), (-1.3, 1.3)),
)
"""A drop with its point at the upper left. Both shapes: curves around a middle, in radii, y upward as in a PDF."""


def line_path(stroke: Stroke, place: Place, em: float) -> str:
    """The path of a straight or a wavy line, to be stroked. ``em``: size of the text, pt."""
    if not stroke.wavy:
        return f"{_at(place(stroke.start, stroke.across))} m {_at(place(stroke.end, stroke.across))} l S"
    length = stroke.end - stroke.start
    halves = max(2, round(2 * length / (_WAVE_EM * em)))
    half = length / halves
    # A cubic whose handles are both at one height rises to three quarters of it.
    height = _SWING_EM * em / 0.75
    parts = [f"{_at(place(stroke.start, stroke.across))} m"]
    for i in range(halves):
        x, y = stroke.start + i * half, stroke.across + (height if i % 2 else -height)
        ends = [(x + _SLOPE * half, y), (x + (1 - _SLOPE) * half, y), (x + half, stroke.across)]
        parts.append(" ".join(_at(place(*end)) for end in ends) + " c")
    return " ".join([*parts, "S"])


def dot_path(stroke: Stroke, place: Place) -> str:
    """The path of an emphasis dot, to be filled."""
    x, y = place((stroke.start + stroke.end) / 2, stroke.across)
    radius = (stroke.end - stroke.start) / 2
    shape: Sequence[Sequence[tuple[float, float]]] = _SESAME if stroke.dot == "sesame" else _CIRCLE
    curves = [" ".join(_at((x + dx * radius, y + dy * radius)) for dx, dy in curve) for curve in shape]
    return " ".join([f"{curves[0]} m", *(f"{curve} c" for curve in curves[1:]), "f"])


def _at(point: tuple[float, float]) -> str:
    return f"{number(point[0])} {number(point[1])}"
