"""Two neighbouring boxes in, the gap between them out: its natural width and what each ladder may take from or add to it."""

from typing import NamedTuple

from pagesetter.lines.boxes import SPACES, Box
from pagesetter.lines.spacing import GapKind, expansion, gap_kind, reduction_order, squeeze_style
from pagesetter.model.style import TypeStyle
from pagesetter.script.classes import Klass
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
    if first.word >= 0:
        gap = _word_space(first, style)
    elif first.right in SPACES or second.left in SPACES:
        gap = NO_GAP
    else:
        gap = _between(kind, min(first.em, second.em), style)
    natural = gap.natural + after + before
    if not (kind == "rigid" and first.right is second.left and first.right in (Klass.DASH, Klass.ELLIPSIS)):
        natural += first.tracking
    order, amount = gap.reduce_order, gap.reduce
    for blank, blank_order in ((after, first.after_order), (before, second.before_order)):
        if blank > 0 and blank_order:
            # Two blanks in one gap give way together, in the later of their steps.
            order, amount = max(order, blank_order), amount + blank
    return gap._replace(natural=natural, reduce_order=order, reduce=amount)


def _between(kind: GapKind, em: float, style: TypeStyle) -> Gap:
    """The gap of a kind without the blanks of marks."""
    language, limits = style.language, style.limits
    if kind == "rigid":
        return NO_GAP
    if kind == "open" or not style.autospace:
        return NO_GAP._replace(share=expansion("gap", language).share * em)
    row = expansion("autospace", language)
    natural = limits.latin_gap_em
    return Gap(
        natural * em,
        reduction_order("autospace", language),
        max(0.0, natural - limits.latin_gap_min_em) * em,
        row.order,
        max(0.0, limits.latin_gap_max_em - natural) * em,
        row.share * em,
    )


def _word_space(space: Box, style: TypeStyle) -> Gap:
    """The white of a word space, which lies after its empty box."""
    language, limits, em = style.language, style.limits, space.em
    row = expansion("space", language)
    natural = limits.space_em * em or space.word
    return Gap(
        natural,
        reduction_order("space", language),
        max(0.0, natural - limits.space_min_em * em),
        row.order,
        max(0.0, limits.space_max_em * em - natural),
        row.share * em,
    )
