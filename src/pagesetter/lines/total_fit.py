"""Places where a block may be broken and the measures of its lines in, the best breaks over the whole block out.

In plain words: every possible line gets a cost for what has to be done to it to fill its measure. Taking blank from
marks and word spaces is cheap; opening the gaps between ideographs is dear, and grows with the square of the opening,
with its cube once a reader sees it. A break that tears a unit costs what the table of units says, two neighbours of
very unequal grey cost more, so do hyphens on two lines in a row, and a last line of one character is out of the
question. Then the cheapest way from the first character to the last is found by dynamic programming: for each break,
and each grade of grey that the line before it may have, the cheapest way to get there is kept (D. E. Knuth and M. F.
Plass, Breaking Paragraphs into Lines, 1981). Sums over any stretch of text are differences of running sums, so one line
costs the same to judge whether it is short or long.

The search runs in passes, from small gaps to large ones. It stops at the first whose way, in any twelve lines, costs
less than a single line with larger gaps would: ways that part meet again within fewer lines, so no later pass would
find a better one.
"""

from bisect import bisect_right
from collections.abc import Sequence
from math import inf
from typing import Final

from pagesetter.lines.ways import TOLERANCE, Breaks, Way, restricted, room_of_lines

CAPS_EM: Final = (0.06, 0.17, 0.5, 1.5)
"""How far the gaps of a line may open in each pass, em."""
CHANGE_CAP_EM: Final = 0.17
"""The same where a line more or fewer is asked for."""

_CHEAP: Final = 3.0
"""Cost of taking every blank that the cheap steps of reduction allow."""
_DEAR: Final = 45.0
"""Cost of taking, on top of that, all that the dear steps allow."""
_STRETCH: Final = 3.0
"""Cost of opening word spaces and Han-Latin gaps to their caps."""
_VISIBLE: Final = 3.0
"""Gaps opened by more than so many hundredths of an em cost by the cube too."""
_GREYS: Final = (_VISIBLE, 7.0, 14.0)
"""Gaps opened by no more than so many hundredths of an em have the grade of grey 0, 1, 2; all others 3."""
_GRADES: Final = len(_GREYS) + 1
_UNEQUAL: Final = ((0.0, 6.0, 40.0, 90.0), (6.0, 0.0, 6.0, 40.0), (40.0, 6.0, 0.0, 6.0), (90.0, 40.0, 6.0, 0.0))
"""Cost of two neighbours by their grades. It is bounded: a loose line in a solid paragraph is seen, but no line beside
it becomes better by being loose too."""
_PENALTY: Final = 0.2
"""Cost of one point of a soft break."""
_HYPHENS: Final = 60.0
"""Cost of a hyphen on the line after one with a hyphen, and of one on the last line but one."""
_WINDOW: Final = 12
"""Lines within which two good ways that part have met again."""
_LINE: Final = 0.5
"""Cost of a line, so that of two equal ways the shorter one wins."""
_RUNT: Final = 1e5
"""Cost of a last line of fewer than two characters, in the passes that allow one at all."""
_STUB: Final = 40.0
"""Cost of a last line that is shorter than two characters and a mark: one short Latin word."""
_STUB_EM: Final = 2.5
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
SHORT_EM: Final = 3.0
"""No more than this is left empty if anything more fits, where words may be split."""


def best_way(
    breaks: Breaks,
    measures: Sequence[float],
    *,
    lines: int = 0,
    ragged: bool = False,
    cap: float | None = None,
    short_em: float = SHORT_EM,
) -> Way | None:
    """The cheapest way, or None if there is none within the limits.

    :param measures: pt, line by line; the last holds for all that follow.
    :param lines: wanted number of lines; 0 for any.
    :param ragged: lines are not filled.
    :param cap: em that the gaps of a line may open; one that would have to open them further stays short, at a cost.
        None for as little as will do.
    :param short_em: no line stays shorter than by this if more fits on it.
    """
    if lines:
        return _search(breaks, measures, CHANGE_CAP_EM, lines, ragged=ragged, runts=False)
    if ragged or cap is not None:
        cap = inf if cap is None else cap
        return _search(breaks, measures, cap, 0, ragged=ragged, runts=True, short_em=short_em)
    best: Way | None = None
    for attempt, step in enumerate(CAPS_EM):
        # A way beyond a state that costs more than the best one known is no better than that.
        limit = best.cost + _LINE * 2 * len(best.breaks) if best else inf
        way = _search(breaks, measures, step, 0, ragged=False, runts=attempt > 1, limit=limit)
        if way is not None and (best is None or way.cost < best.cost):
            best = way
        if best is not None and best.worst <= _opening(100.0 * step):
            break
    return best


def way_along(breaks: Breaks, chosen: Sequence[int], measures: Sequence[float], *, ragged: bool = False) -> Way | None:
    """The way that takes the chosen breaks, with its cost; None if one of its lines does not fit its measure."""
    part = restricted(breaks, chosen)
    way = _search(part, measures, inf, len(chosen), ragged=ragged, runts=True)
    return way and Way(tuple(chosen), way.cost, way.worst)


def _opening(grey: float) -> float:
    """Cost of a line whose gaps are opened by so many hundredths of an em."""
    return grey * grey + max(0.0, grey - _VISIBLE) ** 3


def _search(
    breaks: Breaks,
    measures: Sequence[float],
    cap: float,
    lines: int,
    *,
    ragged: bool,
    runts: bool,
    short_em: float = 0.0,
    limit: float = inf,
) -> Way | None:
    """One pass. A state is a break, the number of the line that starts there, where the measures tell lines apart, and
    the grade of grey of the line that ends there.

    Long for a function, because it is the innermost loop of make-up: what it calls it would call a million times.
    """
    starts, ends = breaks.starts, breaks.ends
    hung = breaks.hung or ends
    cheap_from, cheap_to = breaks.cheap
    dear_from, dear_to = breaks.dear
    stretch_from, stretch_to = breaks.stretch
    share_from, share_to = breaks.shares
    solid_from, solid_to = breaks.solid
    hyphens = breaks.hyphens
    prices = [_LINE + _PENALTY * penalty for penalty in breaks.penalties]
    reach = REACH_EM * breaks.em
    stub = _STUB_EM * breaks.em - TOLERANCE
    most_short = short_em * breaks.em
    most_ragged = 1.0 if short_em == inf else _RAGGED_MOST
    even_cap, second_cap, third_cap = _GREYS
    cells = max(lines + 1, len(measures))
    last_cell = cells - 1
    widths = [max(width, TOLERANCE) for width in (*measures, *[measures[-1]] * (cells - len(measures)))]
    size = len(ends)
    row = cells * _GRADES
    cost_of = [inf] * (size * row)
    came_from = [-1] * (size * row)
    at: list[list[int]] = [[] for _ in range(size)]
    cost_of[0] = 0.0
    at[0].append(0)
    forced = iter(breaks.forced)
    begin = stop = 0
    least_room, most_room = room_of_lines(breaks, widths[:last_cell], ragged=ragged) if lines else ((), ())
    for j in range(size - 1):
        if j == stop:
            begin, stop = stop, next(forced)
        after_hyphen = j in hyphens
        if lines:
            rest = ends[-1] - starts[j]
            thin = rest - (cheap_to[-1] - cheap_from[j]) - (dear_to[-1] - dear_from[j])
            wide = rest + (stretch_to[-1] - stretch_from[j]) + cap * (share_to[-1] - share_from[j])
        for cell in at[j]:
            if lines and (cell == last_cell or thin > most_room[cell] or wide < least_room[cell]):
                continue
            state = j * row + cell * _GRADES
            # For a line of each grade of grey, the cheapest way to its start and what that costs.
            known = cost_of[state : state + _GRADES]
            least = min(known)
            if least > limit:
                continue
            grade = known.index(least)
            so_far = [least + uneven for uneven in _UNEQUAL[grade]]
            before = [state + grade] * _GRADES
            for other, cost in enumerate(known):
                if cost < inf and other != grade:
                    for this, uneven in enumerate(_UNEQUAL[other]):
                        if cost + uneven < so_far[this]:
                            so_far[this] = cost + uneven
                            before[this] = state + other
            to_stop, stop_before = least, state + grade  # the last line may be as it likes
            even = so_far[0]
            target = starts[j] + widths[cell]
            beyond = bisect_right(hung, target + TOLERANCE, j + 1, stop + 1)
            next_cell = cell + 1 if cell < last_cell else cell
            # Lines that are too short, the fullest first.
            for k in range(beyond - 1, j, -1):
                missing = target - ends[k]
                if missing < -TOLERANCE:
                    missing = target - hung[k]
                free = stretch_to[k] - stretch_from[j]
                this = 0
                if k == stop:
                    cost = to_stop
                    if missing > TOLERANCE and not ragged and missing < reach:
                        shares = share_to[k] - share_from[j]
                        if missing > free + REACH_GAP * shares:
                            # Neither flush nor clearly short: not wrong, only a little untidy.
                            cost += 1.0
                    if j > begin:
                        if solid_to[k] - solid_from[j] < 2:
                            if not runts:
                                continue
                            cost += _RUNT
                        elif ends[k] - starts[j] < stub:
                            cost += _STUB
                elif ragged:
                    share = missing / widths[cell]
                    if share > most_ragged and k != beyond - 1:
                        break
                    cost = even + _RAGGED * share * share
                elif missing <= free:
                    cost = even + _STRETCH * (missing / free) ** 2 if free > 0 else even
                else:
                    shares = share_to[k] - share_from[j]
                    gap = (missing - free) / shares if shares > 0 else 0.0 if missing < TOLERANCE else inf
                    if gap <= cap:
                        grey = 100.0 * gap
                        cost = grey * grey
                        if grey > even_cap:
                            cost += (grey - even_cap) ** 3
                            this = 1 if grey <= second_cap else 2 if grey <= third_cap else 3
                        cost += so_far[this]
                        if free > 0:
                            cost += _STRETCH
                    elif not most_short or (missing > most_short and k != beyond - 1):
                        break
                    else:
                        cost = even + _SHORT + _SHORT * (missing / breaks.em) ** 2
                cost += prices[k]
                if after_hyphen and (k == stop or k in hyphens):
                    cost += _HYPHENS
                there = k * row + next_cell * _GRADES + this
                if cost < cost_of[there]:
                    if next_cell not in at[k]:
                        at[k].append(next_cell)
                    cost_of[there] = cost
                    came_from[there] = stop_before if k == stop else before[this]
            if ragged:
                continue
            # Lines that are too long, the shortest first.
            for k in range(beyond, stop + 1):
                surplus = hung[k] - target
                cheap = cheap_to[k] - cheap_from[j]
                if surplus <= cheap:
                    cost = _CHEAP * (surplus / cheap) ** 2
                else:
                    dear = dear_to[k] - dear_from[j]
                    if surplus > cheap + dear + TOLERANCE:
                        break
                    cost = _CHEAP + _DEAR * ((surplus - cheap) / dear) ** 2 if dear > 0 else _CHEAP
                if k == stop:
                    cost += to_stop
                    if solid_to[k] - solid_from[j] < 2 and j > begin:
                        if not runts:
                            continue
                        cost += _RUNT
                else:
                    cost += even
                cost += prices[k]
                if after_hyphen and (k == stop or k in hyphens):
                    cost += _HYPHENS
                there = k * row + next_cell * _GRADES
                if cost < cost_of[there]:
                    if next_cell not in at[k]:
                        at[k].append(next_cell)
                    cost_of[there] = cost
                    came_from[there] = stop_before if k == stop else before[0]
    return _trace(cost_of, came_from, row, at[-1], lines)


def _trace(
    cost_of: Sequence[float], came_from: Sequence[int], row: int, arrived: Sequence[int], lines: int
) -> Way | None:
    """The cheapest way back from the end."""
    last = len(cost_of) - row
    finals = [last + cell * _GRADES for cell in sorted(arrived) if not lines or cell == lines]
    if not finals:
        return None
    state = min(finals, key=lambda s: cost_of[s])
    path, costs = [], []
    while state > 0:
        path.append(state // row)
        costs.append(cost_of[state] - _LINE)
        state = came_from[state]
    path.reverse()
    costs = [cost - _LINE * number for number, cost in enumerate(reversed(costs))]
    worst = max(b - a for a, b in zip([0.0] * _WINDOW + costs, costs, strict=False)) if costs else 0.0
    return Way(tuple(path), max(0.0, costs[-1]) if costs else 0.0, worst)
