"""Two neighbouring boxes in, the gap between them out: its natural width, what may be taken from it and added to it."""

from typing import NamedTuple

from pagesetter.lines.boxes import Box
from pagesetter.lines.spacing import bound_em, expansion, gap_kind, reduction, squeeze_style
from pagesetter.model.style import TypeStyle
from pagesetter.script.widths import pair_blank


class Gap(NamedTuple):
    """What lies between two boxes, pt."""

    natural: float
    reduce_order: int
    """Step of reduction, 0 for never."""
    reduce: float
    """How much may be taken away in that step."""
    expand_order: int
    """Step of expansion before the last, 0 for none."""
    expand: float
    """How much may be added in that step."""
    share: float
    """Share in the last step of expansion, where every gap that may opens by its share: pt per em of opening."""


NO_GAP = Gap(0.0, 0, 0.0, 0, 0.0, 0.0)


def replaces_space(first: Box, second: Box, style: TypeStyle) -> bool:
    """Whether a space typed between two boxes gives way to the Han-Latin gap."""
    return style.autospace and gap_kind(first.right, second.left, style.language) == "auto"


def gap_between(first: Box, second: Box, style: TypeStyle) -> Gap:
    """The gap between two neighbours on one line, by the tables of the block's language."""
    language = style.language
    after, before = first.after, second.before
    if squeeze_style(second.style.squeeze).pairs:
        lost_after, lost_before = pair_blank(first.right, second.left, language)
        after = max(0.0, after - lost_after * first.em)
        before = max(0.0, before - lost_before * second.em)
    kind = gap_kind(first.right, second.left, language)
    em = min(first.em, second.em)
    if first.word >= 0:
        gap = _white("space", style.limits.space_em * first.em or first.word, first.em, style)
    elif kind in ("rigid", "joined") or first.blank or second.blank:
        gap = NO_GAP
    elif kind == "auto" and style.autospace:
        gap = _white("autospace", style.limits.latin_gap_em * em, em, style)
    else:
        gap = Gap(0.0, 0, 0.0, 0, 0.0, expansion("gap", language).share * em)
    natural = gap.natural + after + before + (0.0 if kind == "joined" else first.tracking)
    order, amount = gap.reduce_order, gap.reduce
    for blank, step, own_em in ((after, first.after_step, first.em), (before, second.before_step, second.em)):
        give = blank - bound_em(step.floor, style.limits) * own_em
        if give > 0 and step.order:
            # Two blanks in one gap give way together, in the later of their steps.
            order, amount = max(order, step.order), amount + give
    return Gap(natural, order, amount, gap.expand_order, gap.expand, gap.share)


def _white(what: str, natural: float, em: float, style: TypeStyle) -> Gap:
    """White of its own, a word space or a Han-Latin gap, with the floor and the cap that the ladders give it."""
    shrink, stretch = reduction(what, style.language), expansion(what, style.language)
    return Gap(
        natural,
        shrink.order,
        max(0.0, natural - bound_em(shrink.floor, style.limits) * em),
        stretch.order,
        max(0.0, bound_em(stretch.cap, style.limits) * em - natural),
        stretch.share * em,
    )
