"""The breaks that a block offers and a way through them; and the simplest way to find one, line by line.

:mod:`pagesetter.lines.total_fit` finds the best.
"""

from collections.abc import Sequence
from math import inf
from typing import Final

from pagesetter.records import record

TOLERANCE: Final = 1e-6
"""Two lengths are equal within this, pt."""


@record
class Breaks:
    """The breaks of a block: parallel sequences, one entry for its start, each place to break and its end.

    The natural width of the line from break *j* to break *k* is ``ends[k] - starts[j]``; so are all other sums. Lengths
    in pt.
    """

    items: Sequence[int]
    """Index of the first item after the break."""
    starts: Sequence[float]
    ends: Sequence[float]
    cheap: tuple[Sequence[float], Sequence[float]]
    """Running sums, at line starts and at line ends, of what cheap reduction can take."""
    dear: tuple[Sequence[float], Sequence[float]]
    """What dear reduction can take."""
    stretch: tuple[Sequence[float], Sequence[float]]
    """What the steps of expansion before the last can give."""
    shares: tuple[Sequence[float], Sequence[float]]
    """Shares in the last step, pt per em."""
    solid: tuple[Sequence[int], Sequence[int]]
    """Characters that count."""
    penalties: Sequence[float]
    """Cost of the break, 0 to 1000."""
    forced: Sequence[int]
    """Indices of the breaks that must be taken, the end of the block included."""
    em: float
    """Type size, pt."""
    hyphens: frozenset[int] = frozenset()
    """Indices of the breaks that add a hyphen to their line."""
    hung: Sequence[float] = ()
    """Ends of lines that do not fit by ``ends``: those whose last mark may then stand outside the measure end before
    it. Empty where no mark may."""


@record
class Way:
    """A way through a block."""

    breaks: tuple[int, ...]
    """Breaks taken, the start left out and the end included."""
    cost: float
    worst: float = 0.0
    """What the dearest twelve neighbouring lines of it cost."""


def restricted(breaks: Breaks, chosen: Sequence[int]) -> Breaks:
    """The same block with no other breaks than the chosen ones; its end is one of them."""
    places = (0, *chosen)

    def only(pair: tuple[Sequence[float], Sequence[float]]) -> tuple[Sequence[float], Sequence[float]]:
        return [pair[0][k] for k in places[:-1]], [pair[1][k] for k in places]

    return Breaks(
        items=[breaks.items[k] for k in places],
        starts=[breaks.starts[k] for k in places[:-1]],
        ends=[breaks.ends[k] for k in places],
        cheap=only(breaks.cheap),
        dear=only(breaks.dear),
        stretch=only(breaks.stretch),
        shares=only(breaks.shares),
        solid=([breaks.solid[0][k] for k in places[:-1]], [breaks.solid[1][k] for k in places]),
        penalties=[breaks.penalties[k] for k in places],
        forced=[n for n, k in enumerate(places) if k in breaks.forced],
        em=breaks.em,
        hyphens=frozenset(n for n, k in enumerate(places) if k in breaks.hyphens),
        hung=[breaks.hung[k] for k in places] if breaks.hung else (),
    )


def room_of_lines(breaks: Breaks, widths: Sequence[float], *, ragged: bool) -> tuple[list[float], list[float]]:
    """The least and the most text that the lines from each line on can take, pt, as if it had no break.

    What a break swallows or adds (the spaces and blanks beside it, a hyphen) is reckoned at its most.
    """
    hung = breaks.hung or breaks.ends
    lost = [start - end for start, end in zip(breaks.starts[1:], hung[1:], strict=False)]
    added = [start - end for start, end in zip(breaks.starts[1:], breaks.ends[1:], strict=False)]
    swallowed, given = max(lost, default=0.0), min(added, default=0.0)
    least, most = [], []
    full, all_lines = 0.0, breaks.ends[-1] - hung[-1] + TOLERANCE
    for after, width in enumerate(reversed(widths)):
        all_lines += width + (swallowed if after else 0.0)
        full += width + given if after else 0.0
        most.append(all_lines)
        # Lines before a given line end, like the last one, may stay as short as they like.
        least.append(-inf if ragged or len(breaks.forced) > 1 else full - TOLERANCE)
    return least[::-1], most[::-1]


def first_fit(every: Breaks, measures: Sequence[float]) -> Way:
    """Breaks line by line, each as full as it may be: the last resort, which always finds a way.

    :param every: all places between clusters; ``penalties`` are infinite where a break is forbidden. One is taken there
        only if the line has no other.
    """
    starts, ends = every.starts, every.hung or every.ends
    path: list[int] = []
    j = 0
    for stop in every.forced:
        while j < stop:
            target = starts[j] + measures[min(len(path), len(measures) - 1)] + TOLERANCE
            allowed = any_place = 0
            for k in range(j + 1, stop + 1):
                room = every.cheap[1][k] - every.cheap[0][j] + every.dear[1][k] - every.dear[0][j]
                if ends[k] - room > target and any_place:
                    break
                any_place = k
                if every.penalties[k] < inf:
                    allowed = k
            j = allowed or any_place
            path.append(j)
    return Way(tuple(path), inf)
