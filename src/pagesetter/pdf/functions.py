"""A PDF function object in, a plain function of numbers out, None when it is broken (ISO 32000-1, 7.10)."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

from pagesetter.pdf.values import data, entry, items, number, numbers, whole

Function = Callable[[Sequence[float]], tuple[float, ...]]
_DEEPEST = 8
"""Stitching functions inside each other."""
_MOST_INPUTS = 6
"""Sampled functions are read at 2 ** inputs corners."""


def function(value: Any, depth: int = 0) -> Function | None:
    """What the object computes; an array of functions of one output each gives all of them."""
    if depth > _DEEPEST:
        return None
    parts = items(value)
    if parts:
        each = [function(part, depth + 1) for part in parts]
        known = [one for one in each if one is not None]
        if len(known) < len(each):
            return None
        return lambda given: tuple(number for one in known for number in one(given))
    kind = entry(value, "/FunctionType")
    made: Function | None = None
    match None if kind is None else whole(kind, -1):
        case 0:
            made = _sampled(value)
        case 2:
            made = _exponential(value)
        case 3:
            made = _stitching(value, depth)
        case 4:
            from pagesetter.pdf.calculator import calculator  # few files have such a function

            made = calculator(data(value))
    if made is None:
        return None
    return _within(made, numbers(entry(value, "/Domain")), numbers(entry(value, "/Range")))


def _within(inner: Function, domain: tuple[float, ...], bounds: tuple[float, ...]) -> Function:
    """The function with its input and output cut to Domain and Range."""

    def computed(given: Sequence[float]) -> tuple[float, ...]:
        return _cut(inner(_cut(given, domain)), bounds)

    return computed


def _cut(values: Sequence[float], limits: tuple[float, ...]) -> tuple[float, ...]:
    if len(limits) < 2 * len(values):
        return tuple(values)
    return tuple(min(max(one, limits[2 * at]), limits[2 * at + 1]) for at, one in enumerate(values))


def _exponential(value: Any) -> Function:
    """C0 + x ** N * (C1 - C0)."""
    start = numbers(entry(value, "/C0")) or (0.0,)
    end = numbers(entry(value, "/C1")) or (1.0,)
    power = number(entry(value, "/N"), 1.0)

    def computed(given: Sequence[float]) -> tuple[float, ...]:
        x = max(0.0, given[0]) if given else 0.0
        share = x**power if x > 0 or power > 0 else 0.0
        return tuple(a + share * (b - a) for a, b in zip(start, end, strict=False))

    return computed


def _stitching(value: Any, depth: int) -> Function | None:
    """Functions for parts of the domain."""
    parts = [function(part, depth + 1) for part in items(entry(value, "/Functions"))]
    known = [part for part in parts if part is not None]
    domain = numbers(entry(value, "/Domain")) or (0.0, 1.0)
    edges = (domain[0], *numbers(entry(value, "/Bounds")), domain[-1])
    encode = numbers(entry(value, "/Encode"))
    if not known or len(known) < len(parts) or len(edges) != len(known) + 1 or len(encode) < 2 * len(known):
        return None

    def computed(given: Sequence[float]) -> tuple[float, ...]:
        x = given[0] if given else 0.0
        at = next((i for i in range(len(known) - 1) if x < edges[i + 1]), len(known) - 1)
        return known[at]((_between(x, edges[at], edges[at + 1], encode[2 * at], encode[2 * at + 1]),))

    return computed


def _between(x: float, low: float, high: float, new_low: float, new_high: float) -> float:
    return new_low if high == low else new_low + (x - low) * (new_high - new_low) / (high - low)


def _sampled(value: Any) -> Function | None:
    """A table of samples, read linearly between them."""
    size = [max(1, whole(one, 1)) for one in items(entry(value, "/Size"))]
    bits = whole(entry(value, "/BitsPerSample"))
    domain, bounds = numbers(entry(value, "/Domain")), numbers(entry(value, "/Range"))
    count = len(bounds) // 2
    if not size or len(size) > _MOST_INPUTS or not count or len(domain) < 2 * len(size) or not 1 <= bits <= 32:
        return None
    encode = numbers(entry(value, "/Encode")) or tuple(end for one in size for end in (0.0, one - 1.0))
    decode = numbers(entry(value, "/Decode")) or bounds
    if len(encode) < 2 * len(size) or len(decode) < 2 * count:
        return None
    table, most = data(value), (1 << bits) - 1

    def sample(at: Sequence[int], output: int) -> float:
        place, step = 0, 1
        for index, length in zip(at, size, strict=True):
            place, step = place + index * step, step * length
        first = (place * count + output) * bits
        held = int.from_bytes(table[first // 8 : (first + bits + 7) // 8], "big")
        return float((held >> (-(first + bits) % 8)) & most)

    def computed(given: Sequence[float]) -> tuple[float, ...]:
        corners = []
        for at, length in enumerate(size):
            x = given[at] if at < len(given) else 0.0
            x = _between(x, domain[2 * at], domain[2 * at + 1], encode[2 * at], encode[2 * at + 1])
            x = min(max(x, 0.0), length - 1.0)
            low = min(int(x), max(0, length - 2))
            corners.append(((low, 1 - (x - low)), (min(low + 1, length - 1), x - low)))
        sums = [0.0] * count
        for corner in product(*corners):
            weight = 1.0
            for _, share in corner:
                weight *= share
            if weight:
                for output in range(count):
                    sums[output] += weight * sample([index for index, _ in corner], output)
        return tuple(
            _between(one, 0, most, decode[2 * output], decode[2 * output + 1]) for output, one in enumerate(sums)
        )

    return computed
