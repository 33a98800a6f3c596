"""Matrices and points in, matrices, rectangles and lengths out: (a, b, c, d, e, f) as PDF writes them.

A point (x, y) goes to (a x + c y + e, b x + d y + f) (ISO 32000-1, 8.3.3).
"""

from collections.abc import Iterable
from math import hypot, sqrt

from pagesetter.geometry import Rect

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does ``first`` and after it ``then``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def at(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point goes."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def image_of(m: Matrix, x0: float, y0: float, x1: float, y1: float) -> Rect:
    """The smallest straight rectangle around the image of one with these corners."""
    return around((at(m, x0, y0), at(m, x1, y0), at(m, x0, y1), at(m, x1, y1)))


def around(points: Iterable[tuple[float, float]]) -> Rect:
    """The smallest straight rectangle around at least one point."""
    xs, ys = zip(*points, strict=True)
    x, y = min(xs), min(ys)
    return Rect(x, y, max(xs) - x, max(ys) - y)


def lengths(m: Matrix) -> tuple[float, float]:
    """How long (1, 0) and (0, 1) become."""
    return hypot(m[0], m[1]), hypot(m[2], m[3])


def least_scale(m: Matrix) -> float:
    """The factor of the direction that shrinks most: the smaller singular value."""
    a, b, c, d = m[:4]
    half, det = (a * a + b * b + c * c + d * d) / 2, a * d - b * c
    return sqrt(max(0.0, half - sqrt(max(0.0, half * half - det * det))))


def greatest_scale(m: Matrix) -> float:
    """The factor of the direction that grows most: the larger singular value."""
    a, b, c, d = m[:4]
    half, det = (a * a + b * b + c * c + d * d) / 2, a * d - b * c
    return sqrt(half + sqrt(max(0.0, half * half - det * det)))


def straight(m: Matrix) -> bool:
    """Whether straight rectangles stay so."""
    small = 1e-6 * (abs(m[0]) + abs(m[1]) + abs(m[2]) + abs(m[3]))
    return (abs(m[1]) <= small and abs(m[2]) <= small) or (abs(m[0]) <= small and abs(m[3]) <= small)
