"""A line of items, its measure and the two ladders in; the place of every item, the grey and the last step used out.

A line that is too long gives up blanks step by step in the order of ``reduce.tsv``, one that is too short opens gaps
in the order of ``expand.tsv``. A step is used up before the next begins; inside a step all gaps give or take in
proportion to what they can, so equal gaps move equally (CLREQ 3.1.6.2; JLREQ 3.8).
"""

from collections.abc import Sequence
from itertools import accumulate
from math import inf

from pagesetter.lines.glue import Gap
from pagesetter.lines.spacing import expansion_names, reduction, reduction_names
from pagesetter.lines.total_fit import REACH_EM, REACH_GAP
from pagesetter.lines.ways import TOLERANCE
from pagesetter.records import record


@record
class Filled:
    """What was done to a line."""

    shifts: Sequence[float] | None
    """Per item of the line, how far it moves from its natural place, pt; None where nothing moves."""
    gap: float
    """What was added to each gap in the last step, em."""
    step: str
    width: float
    """Width set, pt."""


def fill(gaps: Sequence[Gap], natural: float, measure: float, cut: float, language: str, *, cap: float = inf) -> Filled:
    """Fill a line to its measure.

    :param gaps: the gaps between its items, from the second item on.
    :param natural: its width as it stands, the blank ``cut`` at its end included.
    :param cap: em that a gap may open in the last step; a line that needs more is left short.
    """
    missing = measure - natural
    if abs(missing) <= TOLERANCE:
        return Filled(None, 0.0, "natural", measure)
    if missing > 0:
        return _expand(gaps, missing, measure, language, cap)
    if cut > 0:
        order = reduction("line-end", language).order
        if -missing > sum([g.reduce for g in gaps if 0 < g.reduce_order < order]) + TOLERANCE:
            # The blank at the end stays or goes as a whole (JLREQ 3.8.3 step 2); then the line is filled as it is.
            filled = fill(gaps, natural - cut, measure, 0.0, language, cap=cap)
            if filled.shifts:
                return filled
            # Nothing else moves; and where nothing can, a part of the blank is better than a line that stays short.
            return Filled(None, 0.0, reduction_names(language)[order], max(filled.width, measure))
    return _reduce(gaps, -missing, measure, language)


def within_reach(gaps: Sequence[Gap], missing: float, em: float) -> bool:
    """Whether a block's last line is so nearly full that it is filled flush; ``em`` is the type size of the block."""
    if missing <= TOLERANCE:
        return True
    if missing >= REACH_EM * em:
        return False
    return missing <= sum(g.expand + REACH_GAP * g.share for g in gaps)


def _expand(gaps: Sequence[Gap], missing: float, measure: float, language: str, cap: float) -> Filled:
    names = expansion_names(language)
    moves = [0.0] * len(gaps)
    left = missing
    for order in sorted({g.expand_order for g in gaps if g.expand > 0}):
        room = sum(g.expand for g in gaps if g.expand_order == order)
        part = min(1.0, left / room)
        moves = [m + part * g.expand if g.expand_order == order else m for m, g in zip(moves, gaps, strict=True)]
        left -= part * room
        if left <= TOLERANCE:
            return Filled(tuple(accumulate(moves, initial=0.0)), 0.0, names[order], measure)
    shares = sum(g.share for g in gaps)
    if left > cap * shares or shares <= 0:
        return Filled(None, 0.0, "natural", measure - missing)
    gap = left / shares
    moves = [m + gap * g.share for m, g in zip(moves, gaps, strict=True)]
    return Filled(tuple(accumulate(moves, initial=0.0)), gap, names[max(names)], measure)


def _reduce(gaps: Sequence[Gap], surplus: float, measure: float, language: str) -> Filled:
    names = reduction_names(language)
    moves = [0.0] * len(gaps)
    left = surplus
    step = "natural"
    for order in sorted({g.reduce_order for g in gaps if g.reduce > 0}):
        step = names[order]
        room = sum(g.reduce for g in gaps if g.reduce_order == order)
        part = min(1.0, left / room)
        moves = [m - part * g.reduce if g.reduce_order == order else m for m, g in zip(moves, gaps, strict=True)]
        left -= part * room
        if left <= TOLERANCE:
            break
    return Filled(tuple(accumulate(moves, initial=0.0)), 0.0, step, measure + max(0.0, left))
