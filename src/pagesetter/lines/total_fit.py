"""Places where a block may be broken and the measures of its lines in, the best breaks over the whole block out.

In plain words: every possible line gets a cost for what has to be done to it to fill its measure. Taking blank from
marks and word spaces is cheap; opening the gaps between ideographs is dear, and grows with the square of the opening,
with its cube once a reader sees it. A break that tears a unit costs what the table of units says, two neighbours of
very unequal grey cost more, and a last line of one character is out of the question. Then the cheapest way from the
first character to the last is found by dynamic programming: for each break the cheapest way to get there is kept (D. E.
Knuth and M. F. Plass, Breaking Paragraphs into Lines, 1981). Sums over any stretch of text are differences of running
sums, so one line costs the same to judge whether it is short or long.

The search runs in passes, from small gaps to large ones, and stops at the first that finds a way.
"""

from bisect import bisect_right
from collections.abc import Sequence
from math import inf
from typing import Final

from pagesetter.records import record

CAPS_EM: Final = (0.06, 0.17, 0.5, 1.5)
"""How far the gaps of a line may open in each pass, em."""
CHANGE_CAP_EM: Final = 0.17
"""The same where a line more or fewer is asked for."""
TOLERANCE: Final = 1e-6
"""Two lengths are equal within this, pt."""

_CHEAP: Final = 5.0
"""Cost of taking every blank that the cheap steps of reduction allow."""
_DEAR: Final = 60.0
"""Cost of taking, on top of that, all that the dear steps allow."""
_STRETCH: Final = 3.0
"""Cost of opening word spaces and Han-Latin gaps to their caps."""
_VISIBLE: Final = 3.0
"""Gaps opened by more than so many hundredths of an em cost by the cube too."""
_UNEQUAL: Final = 3.0
"""Neighbours may differ by so many hundredths of an em in a gap before it costs."""
_PENALTY: Final = 0.2
"""Cost of one point of a soft break."""
_LINE: Final = 0.5
"""Cost of a line, so that of two equal ways the shorter one wins."""
_RUNT: Final = 1e5
"""Cost of a last line of fewer than two characters, in the passes that allow one at all."""
REACH_GAP: Final = 0.03
"""A last line that fills its measure with gaps no larger than this, em, is set flush."""
REACH_EM: Final = 0.5
"""… if no more than so many em are missing."""
_RAGGED: Final = 400.0
"""Cost of a ragged line per square of the share of its measure that is missing."""
_RAGGED_MOST: Final = 0.6
"""No larger share of a ragged line stays empty unless nothing more fits."""
_SHORT: Final = 100.0
"""Cost, in the last resort, of a line that stays short: per square of an em that is missing, and once more."""
_SHORT_MOST_EM: Final = 3.0
"""No more than this is left empty if anything more fits."""


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


@record
class Way:
    """A way through a block."""

    breaks: tuple[int, ...]
    """Breaks taken, the start left out and the end included."""
    cost: float


def best_way(
    breaks: Breaks, measures: Sequence[float], *, lines: int = 0, ragged: bool = False, cap: float | None = None
) -> Way | None:
    """The cheapest way, or None if there is none within the limits.

    :param measures: pt, line by line; the last holds for all that follow.
    :param lines: wanted number of lines; 0 for any.
    :param ragged: lines are not filled.
    :param cap: em that the gaps of a line may open; one that would have to open them further stays short, at a cost.
        None for as little as will do.
    """
    if lines:
        return _search(breaks, measures, CHANGE_CAP_EM, lines, ragged=ragged, runts=False, short=False)
    if ragged or cap is not None:
        return _search(breaks, measures, inf if cap is None else cap, 0, ragged=ragged, runts=True, short=True)
    for attempt, step in enumerate(CAPS_EM):
        way = _search(breaks, measures, step, 0, ragged=False, runts=attempt > 1, short=False)
        if way is not None:
            return way
    return None


def _search(
    breaks: Breaks, measures: Sequence[float], cap: float, lines: int, *, ragged: bool, runts: bool, short: bool
) -> Way | None:
    """One pass. A state is a break and the number of the line that starts there, where the measures tell lines apart.

    Long for a function, because it is the innermost loop of make-up: what it calls it would call a million times.
    """
    starts, ends, penalties = breaks.starts, breaks.ends, breaks.penalties
    cheap_from, cheap_to = breaks.cheap
    dear_from, dear_to = breaks.dear
    stretch_from, stretch_to = breaks.stretch
    share_from, share_to = breaks.shares
    solid_from, solid_to = breaks.solid
    reach = REACH_EM * breaks.em
    cells = max(lines + 1, len(measures))
    last_cell = cells - 1
    widths = [max(width, TOLERANCE) for width in (*measures, *[measures[-1]] * (cells - len(measures)))]
    size = len(ends)
    cost_of = [inf] * (size * cells)
    came_from = [-1] * (size * cells)
    grey_of = [0.0] * (size * cells)
    at: list[list[int]] = [[] for _ in range(size)]
    cost_of[0] = 0.0
    at[0].append(0)
    forced = iter(breaks.forced)
    begin = stop = 0
    for j in range(size - 1):
        if j == stop:
            begin, stop = stop, next(forced)
        for cell in at[j]:
            if lines and cell == last_cell:
                continue
            state = j * cells + cell
            target = starts[j] + widths[cell]
            beyond = bisect_right(ends, target + TOLERANCE, j + 1, stop + 1)
            so_far, grey = cost_of[state] + _LINE, grey_of[state]
            next_cell = cell + 1 if cell < last_cell else cell
            # Lines that are too short, the fullest first.
            for k in range(beyond - 1, j, -1):
                missing = target - ends[k]
                free = stretch_to[k] - stretch_from[j]
                if k == stop:
                    cost = this_grey = 0.0
                    if missing > TOLERANCE and not ragged and missing < reach:
                        shares = share_to[k] - share_from[j]
                        if missing > free + REACH_GAP * shares:
                            # Neither flush nor clearly short: not wrong, only a little untidy.
                            cost = 1.0
                    if solid_to[k] - solid_from[j] < 2 and j > begin:
                        if not runts:
                            continue
                        cost += _RUNT
                elif ragged:
                    share = missing / widths[cell]
                    if share > _RAGGED_MOST and k != beyond - 1:
                        break
                    cost, this_grey = _RAGGED * share * share, 0.0
                elif missing <= free:
                    cost = _STRETCH * (missing / free) ** 2 if free > 0 else 0.0
                    this_grey = 0.0
                else:
                    shares = share_to[k] - share_from[j]
                    gap = (missing - free) / shares if shares > 0 else 0.0 if missing < TOLERANCE else inf
                    if gap <= cap:
                        this_grey = 100.0 * gap
                        cost = this_grey * this_grey
                        if this_grey > _VISIBLE:
                            cost += (this_grey - _VISIBLE) ** 3
                        if free > 0:
                            cost += _STRETCH
                    elif not short or (missing > _SHORT_MOST_EM * breaks.em and k != beyond - 1):
                        break
                    else:
                        cost, this_grey = _SHORT + _SHORT * (missing / breaks.em) ** 2, 0.0
                uneven = this_grey - grey if this_grey > grey else grey - this_grey
                if uneven > _UNEQUAL and k != stop:
                    cost += (uneven - _UNEQUAL) ** 2
                total = so_far + cost + penalties[k] * _PENALTY
                there = k * cells + next_cell
                if total < cost_of[there]:
                    if came_from[there] < 0:
                        at[k].append(next_cell)
                    cost_of[there] = total
                    came_from[there] = state
                    grey_of[there] = this_grey
            if ragged:
                continue
            # Lines that are too long, the shortest first.
            for k in range(beyond, stop + 1):
                surplus = ends[k] - target
                cheap = cheap_to[k] - cheap_from[j]
                if surplus <= cheap:
                    cost = _CHEAP * (surplus / cheap) ** 2
                else:
                    dear = dear_to[k] - dear_from[j]
                    if surplus > cheap + dear + TOLERANCE:
                        break
                    cost = _CHEAP + _DEAR * ((surplus - cheap) / dear) ** 2 if dear > 0 else _CHEAP
                if k == stop and solid_to[k] - solid_from[j] < 2 and j > begin:
                    if not runts:
                        continue
                    cost += _RUNT
                if grey > _UNEQUAL:
                    cost += (grey - _UNEQUAL) ** 2
                total = so_far + cost + penalties[k] * _PENALTY
                there = k * cells + next_cell
                if total < cost_of[there]:
                    if came_from[there] < 0:
                        at[k].append(next_cell)
                    cost_of[there] = total
                    came_from[there] = state
                    grey_of[there] = 0.0
    return _trace(cost_of, came_from, cells, at[-1], lines)


def _trace(
    cost_of: Sequence[float], came_from: Sequence[int], cells: int, arrived: Sequence[int], lines: int
) -> Way | None:
    """The cheapest way back from the end."""
    last = (len(cost_of) // cells - 1) * cells
    finals = [last + cell for cell in sorted(arrived) if not lines or cell == lines]
    if not finals:
        return None
    state = min(finals, key=lambda s: cost_of[s])
    cost, path = cost_of[state], []
    while state > 0:
        path.append(state // cells)
        state = came_from[state]
    return Way(tuple(reversed(path)), max(0.0, cost - _LINE * len(path)))


def first_fit(every: Breaks, measures: Sequence[float]) -> Way:
    """Breaks line by line, each as full as it may be: the last resort, which always finds a way.

    :param every: all places between clusters; ``penalties`` are infinite where a break is forbidden. One is taken there
        only if the line has no other.
    """
    starts, ends = every.starts, every.ends
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
