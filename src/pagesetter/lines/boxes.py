"""A shaped cluster and its style in, its box and the blanks beside it out (rulebook 1.4).

A mark is a box as wide as its ink's half of the cell, with a blank on the side where it has no ink. Fonts differ: one
gives its quotation marks a full cell, another a narrow one; both come out of here alike, the ink where the class wants
it.
"""

from typing import Final, NamedTuple
from unicodedata import category

from pagesetter.geometry import Turn, WritingMode
from pagesetter.lines.spacing import RIGID, Reduction, edge_blank, reduction, squeeze_style
from pagesetter.model.style import TypeStyle
from pagesetter.script.classes import Klass, class_of
from pagesetter.script.widths import MarkBox, doubled_box, mark_box

MARKS: Final = frozenset(
    {Klass.OPENING, Klass.CLOSING, Klass.STOP, Klass.COMMA, Klass.COLON, Klass.EXCLAIM, Klass.MIDDLE, Klass.QUOTE}
)
"""Classes that do not count as characters of a last line."""
DOUBLED: Final = frozenset("！？")
"""Marks of which two may count as one."""
_SPACES: Final = frozenset({Klass.SPACE, Klass.NBSP, Klass.IDEOGRAPHIC_SPACE})
_WORD_SPACES: Final = frozenset(" \t\u00a0")
"""Spaces that take the word space of the style; all others keep their own width."""
_LOOSE_SIGNS: Final = frozenset({Klass.PREFIX, Klass.POSTFIX, Klass.OTHER})
_ON_GRID: Final = frozenset({Turn.UPRIGHT, Turn.ACROSS})
_UPRIGHT: Final = frozenset({Klass.LATIN, Klass.DIGIT, Klass.PREFIX, Klass.POSTFIX, Klass.OTHER})
"""Classes of horizontal text that may stand upright, or across, in a vertical line."""
_WIDE_EM: Final = 0.95
"""A sign of at least this advance stands on the grid as an ideograph does."""


class Box(NamedTuple):
    """A cluster ready for setting; lengths in pt. Equal clusters of one style share one box."""

    key: int
    """Number of the box within its paragraph."""
    left: Klass
    """Class that the neighbour before meets."""
    right: Klass
    """Class that the neighbour after meets."""
    core: float
    """Width that never changes."""
    before: float
    """Blank before the core that the punctuation style sets."""
    after: float
    """Blank after the core."""
    shift: float
    """Origin of the glyph from the start of the core."""
    lead_first: float
    """Blank before the core at the start of the paragraph."""
    lead: float
    """Blank before the core at the start of any other line."""
    tail: float
    """Blank after the core at the end of a line."""
    cut: float
    """How much of ``tail`` may go if needed."""
    before_step: Reduction
    """How ``before`` gives way."""
    after_step: Reduction
    """How ``after`` gives way."""
    em: float
    """Horizontal em."""
    tracking: float
    """Extra width after it."""
    solid: int
    """Characters that count towards a last line's length."""
    blank: bool
    """A space: it vanishes at a line's end."""
    word: float
    """Own advance if it is a word space, else -1."""
    style: TypeStyle


def cell(mark: MarkBox, advance: float, ink_left: float, ink_right: float) -> tuple[float, float, float, float]:
    """Core, blank before, blank after and glyph origin from the core's start, all in em, of a mark in its cell.

    The glyph lies flush with the side of the cell that its ink belongs to, or centred. Where its ink would still stick
    out of the core it slides; ink that is wider than the core widens it, so that no squeeze ever cuts into a glyph.
    """
    before, after = mark.before_em, mark.after_em
    core = mark.box_em - before - after
    spare = mark.box_em - advance
    origin = (spare if mark.side == "before" else 0.0 if mark.side == "after" else spare / 2) - before
    ink = ink_right - ink_left
    if ink > core:
        wider = ink - core
        core = ink
        if mark.side == "both":
            before, after = max(0.0, before - wider / 2), max(0.0, after - wider / 2)
        else:
            before, after = max(0.0, before - wider), max(0.0, after - wider)
    origin = min(max(origin, -ink_left), core - ink_right)
    return core, before, after, origin


def is_western_quote(text: str, index: int) -> bool:
    """Whether a curly quotation mark belongs to Western text: an apostrophe, or a quote around or between its words."""
    inner, outer = (index + 1, index - 1) if text[index] in "“‘" else (index - 1, index + 1)
    inside = text[inner : inner + 1] if inner >= 0 else ""
    outside = text[outer : outer + 1] if outer >= 0 else ""
    return _western(inside) and inside != " " and bool(outside) and _western(outside)


def is_paired(text: str, start: int, end: int) -> bool:
    """Whether a cluster is half of a dash or ellipsis of two, or the second of two ！？ and of no more."""
    chars, before, after = text[start:end], text[start - 1 : start], text[end : end + 1]
    if chars in DOUBLED:
        return before in DOUBLED and after not in DOUBLED and text[start - 2 : start - 1] not in DOUBLED
    return chars in (before, after)


def _western(ch: str) -> bool:
    return bool(ch) and ch < "\u2000"


def box_of(
    key: int,
    chars: str,
    measures: tuple[float, float, float],
    style: TypeStyle,
    ladder: str,
    *,
    western: bool,
    paired: bool,
    turn: Turn = Turn.ALONG,
) -> Box:
    """The box of a cluster.

    :param chars: its characters.
    :param measures: advance, left and right edge of the ink, em.
    :param ladder: language of the block, whose ladder of reduction holds for all its spans.
    :param western: a quotation mark of Western text: it keeps no blanks.
    :param paired: see :func:`is_paired`.
    :param turn: how its glyphs stand to the line.
    """
    language, em = style.language, style.size * style.condense_ratio
    advance, vertical = measures[0], style.mode is WritingMode.VERTICAL
    bases = [ch for ch in chars if category(ch)[0] != "M"] or chars
    left, right = class_of(bases[0], language), class_of(bases[-1], language)
    if left in _SPACES and len(chars) > 1:
        # UAX #14 LB10: a space that carries a mark is seen, as a letter is.
        left = right = Klass.OTHER
    if left is Klass.DASH and not paired and chars in ("—", "―"):
        # CLREQ 3.1.4: two are a dash, one is a connector.
        left = right = Klass.CONNECTOR
    if turn in _ON_GRID and left in _UPRIGHT and right in _UPRIGHT:
        # JLREQ cl-30; CLREQ 3.2.1: a number across the line and an upright letter stand in their cell as ideographs do.
        left = right = Klass.HAN
        bases = bases[:1]
    mark = None if len(chars) > 1 or (left is Klass.DASH and paired) else mark_box(chars, language, vertical)
    core, before, after, origin = (advance, 0.0, 0.0, 0.0) if mark is None else cell(mark, *measures)
    squeeze = squeeze_style(style.squeeze)
    if paired and squeeze.pairs and not vertical and (double := doubled_box(chars, language)):
        core, before, after, origin = cell(double, *measures)
    if western:
        before = after = 0.0
        left = right = Klass.QUOTE
        if mark is not None and advance < mark.box_em:
            core, origin = advance, 0.0
    blank = left in _SPACES
    solid = 0 if left in MARKS or blank else len(bases)
    if advance >= _WIDE_EM:
        left, right = _on_grid(left, right)
    share = squeeze.sentence if left in (Klass.STOP, Klass.EXCLAIM) else squeeze.other
    before, after = before * share * em, after * share * em
    side = mark.side if mark else "none"
    lead_first = before * edge_blank("first-start", side, style.line_start, language).share
    lead = before * edge_blank("start", side, style.line_start, language).share
    if not squeeze.start:
        lead_first = lead = before
    # A mark may stand out into the indent, but not out of the measure.
    lead_first = max(lead_first, -style.indent_em * style.size)
    end = edge_blank("end", side, style.line_end, language)
    tail = after * end.share
    word = advance * em if chars in _WORD_SPACES else -1.0
    return Box(
        key=key,
        left=left,
        right=right,
        core=0.0 if word >= 0 else core * em,
        before=before,
        after=after,
        shift=origin * em,
        lead_first=lead_first,
        lead=lead,
        tail=tail,
        cut=tail if end.goes else 0.0,
        before_step=reduction(chars, ladder, left) if squeeze.gives else RIGID,
        after_step=reduction(chars, ladder, right) if squeeze.gives else RIGID,
        em=em,
        tracking=style.tracking_em * em,
        solid=solid,
        blank=blank,
        word=word,
        style=style,
    )


def _on_grid(left: Klass, right: Klass) -> tuple[Klass, Klass]:
    """A wide sign belongs to its number on one side and is a symbol on the other."""
    if left not in _LOOSE_SIGNS:
        return left, right
    return (
        left if left is Klass.POSTFIX else Klass.SYMBOL,
        right if right is Klass.PREFIX else Klass.SYMBOL,
    )
