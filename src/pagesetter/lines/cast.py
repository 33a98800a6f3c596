"""A text and a measure in em in, breaks, advances and set lines out: line composition for programs, fonts or none.

Three questions, each a function. *Where may it be broken?* :func:`break_opportunities`. *How wide is each character
after squeezing and autospace?* :func:`advances`. *How is it set at this measure?* :func:`set_text`. All lengths are em
of the type size, so no page, no sheet and no font are needed: without a shaper every character is one em wide
(:class:`pagesetter.lines.plain.PlainShaper`).
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf, isfinite
from typing import Final, Literal, get_args, overload

from pagesetter.geometry import WritingMode
from pagesetter.lines.breaks import break_penalties, levels_of
from pagesetter.lines.items import Items
from pagesetter.lines.loose import cause, is_loose
from pagesetter.lines.paragraph import Prepared, prepare, set_block
from pagesetter.lines.plain import PlainShaper
from pagesetter.lines.spacing import squeeze_style
from pagesetter.model.cast import Advance, BreakPlace, GapSet, SetLine, SetText, Strength
from pagesetter.model.galley import Line, Setting
from pagesetter.model.glyph import Shaper
from pagesetter.model.story import Span
from pagesetter.model.style import FaceRef, JustifyLimits, TypeStyle
from pagesetter.script.languages import parse_language
from pagesetter.script.widths import pair_blank

Squeeze = Literal["full", "kaiming", "half", "none"]
LineStart = Literal["full-first", "half", "full", "half-out"]
LineEnd = Literal["half", "if-needed", "full"]
Align = Literal["justify", "left", "right", "centre"]
Mode = Literal["horizontal", "vertical"]
WordBreak = Literal["normal", "keep-all", "break-all"]

_PLAIN: Final = TypeStyle((FaceRef("plain"),), 10.0, 15.0, level="")
"""What text is set in where no style is given; its size does not matter, since all answers are in em."""


def text_style(
    language: str = "zh-Hans",
    level: str = "",
    *,
    mode: Mode = "horizontal",
    squeeze: Squeeze = "full",
    line_start: LineStart = "full-first",
    line_end: LineEnd = "half",
    autospace: bool = True,
    latin_gap_em: float = 0.25,
    hang: str = "none",
    word_break: WordBreak = "normal",
    hyphens: bool = False,
    latin: str = "en",
    align: Align = "justify",
    indent_em: float = 0.0,
) -> TypeStyle:
    """A style for the other functions here; see :class:`pagesetter.model.style.TypeStyle` for what its fields mean.

    :param language: BCP 47 tag: chooses classes, breaking rules and spacing tables.
    :param level: strictness of line breaking; empty for the default of the language.
    :raises ValueError: for a language, a level or a word that is not known; the message lists what is.
    """
    for name, given, kind in (
        ("mode", mode, Mode),
        ("squeeze", squeeze, Squeeze),
        ("line_start", line_start, LineStart),
        ("line_end", line_end, LineEnd),
        ("word_break", word_break, WordBreak),
        ("align", align, Align),
    ):
        if given not in get_args(kind):
            raise ValueError(f'{name} is "{given}", known are {", ".join(get_args(kind))}')
    style = replace(
        _PLAIN,
        mode=WritingMode(mode),
        squeeze=squeeze,
        line_start=line_start,
        line_end=line_end,
        autospace=autospace,
        limits=JustifyLimits(latin_gap_em=latin_gap_em),
        hang=hang,
        word_break=word_break,
        hyphens=hyphens,
        latin=latin,
        align=align,
        indent_em=indent_em,
    )
    return _spoken(style, language, level)


def break_opportunities(
    text: str, language: str = "zh-Hans", level: str = "", *, word_break: WordBreak = "normal"
) -> tuple[BreakPlace, ...]:
    """All places of a text and whether a line may be broken there.

    :param text: a paragraph; line ends inside it are breaks that must be taken.
    :param language: BCP 47 tag.
    :param level: strictness: a name of :func:`levels_of`; empty for the default of the language.
    :param word_break: ``keep-all``: Hangul and ideographs part at spaces alone; ``break-all``: words may be parted.
    :return: ``len(text) + 1`` places in order, the two ends included. Spaces belong to the line before a break.
    :raises ValueError: for a language or level that is not known.
    Source: UAX #14 (Unicode 16.0), tailored by ``lines/data/kinsoku.tsv`` and ``units.tsv``, a clause per row.
    """
    style = _spoken(_PLAIN, language, level)
    costs = break_penalties(text, style.language, style.level, word_break)
    return tuple(BreakPlace(index, _strength(cost), cost) for index, cost in enumerate(costs))


def _strength(cost: float) -> Strength:
    if isfinite(cost):
        return "penalty" if cost > 0 else "free"
    return "never" if cost > 0 else "must"


def advances(
    text: str,
    language: str = "",
    *,
    style: TypeStyle | None = None,
    narrow_em: float = 1.0,
    shaper: Shaper | None = None,
) -> tuple[Advance, ...]:
    """What each character of a text takes after squeezing and autospace, before anything is justified.

    The text is measured as it stands inside a line: what the ends of a line do to marks is not applied.

    :param language: BCP 47 tag; empty for that of the style.
    :param style: see :func:`text_style`; None for its defaults.
    :param narrow_em: advance of Latin letters, digits and other narrow characters when no shaper is given, em.
    :param shaper: gives the glyphs of a font; None for one em a character.
    :return: an entry for every character or cluster in order, covering the text once. Lengths in em.
    :raises ValueError: for a language that is not known.
    Source: CLREQ 3.1.6, JLREQ 3.1, CSS Text 4 (``script/data/marks.tsv``, ``pairs.tsv``; ``lines/data/gaps.tsv``).
    """
    style = _spoken(style or _PLAIN, language, "")
    items = _prepared(text, style, narrow_em, shaper).items
    found: list[Advance] = []
    at = 0
    for i, cluster in enumerate(items.clusters):
        found += [Advance(k, k + 1, text[k], 0.0) for k in range(at, cluster.start)]
        box = items.boxes[i]
        before = _blank_before(items, i, style)
        if i + 1 < len(items.boxes):
            after = items.gaps[i + 1].natural - _blank_before(items, i + 1, style)
        else:
            after = box.after
        if cluster.start == cluster.end:  # a hyphen that may come at the end of a line
            continue
        width = (before + box.core + after) / style.size
        found.append(Advance(cluster.start, cluster.end, text[cluster.start : cluster.end], round(width, 9)))
        at = cluster.end
    found += [Advance(k, k + 1, text[k], 0.0) for k in range(at, len(text))]
    return tuple(found)


def _blank_before(items: Items, index: int, style: TypeStyle) -> float:
    """The blank that is left before an item beside its neighbour, pt."""
    box = items.boxes[index]
    if index == 0 or not squeeze_style(box.style.squeeze).pairs:
        return box.before
    _, lost = pair_blank(items.boxes[index - 1].right, box.left, style.language)
    return max(0.0, box.before - lost * box.em)


@overload
def set_text(
    text: str,
    measure_em: float | Sequence[float],
    language: str = "",
    level: str = "",
    *,
    style: TypeStyle | None = None,
    narrow_em: float = 1.0,
    shaper: Shaper | None = None,
) -> SetText: ...
@overload
def set_text(
    text: str,
    measure_em: float | Sequence[float],
    language: str = "",
    level: str = "",
    *,
    style: TypeStyle | None = None,
    narrow_em: float = 1.0,
    shaper: Shaper | None = None,
    change: int,
) -> SetText | None: ...
def set_text(
    text: str,
    measure_em: float | Sequence[float],
    language: str = "",
    level: str = "",
    *,
    style: TypeStyle | None = None,
    narrow_em: float = 1.0,
    shaper: Shaper | None = None,
    change: int = 0,
) -> SetText | None:
    """A paragraph set in lines by total fit and justified in the order of the ladders.

    :param measure_em: line length in em; a sequence gives it line by line, its last entry holds for all that follow.
    :param language: BCP 47 tag; empty for that of the style.
    :param level: strictness; empty for that of the style.
    :param style: see :func:`text_style`; None for its defaults.
    :param narrow_em: advance of Latin letters, digits and other narrow characters when no shaper is given, em.
    :param shaper: gives the glyphs of a font; None for one em a character.
    :param change: lines wanted more (negative: fewer) than the best setting has.
    :return: None if ``change`` is not possible within the limits of justification; with 0 never None.
    :raises ValueError: for a measure that is not positive, a language or a level that is not known.
    Source: CLREQ 3.1.6.2 and JLREQ 3.8 (``lines/data/reduce.tsv``, ``expand.tsv``); Knuth and Plass, 1981.
    """
    style = _spoken(style or _PLAIN, language, level)
    measures = [measure_em] if isinstance(measure_em, int | float) else list(measure_em)
    if not measures or not all(0 < measure < inf for measure in measures):
        raise ValueError(f"a measure is a positive number of em, not {measure_em}")
    prepared = _prepared(text, style, narrow_em, shaper)
    setting = set_block(prepared, [measure * style.size for measure in measures], change=change)
    return None if setting is None else cast(prepared, setting)


def cast(prepared: Prepared, setting: Setting) -> SetText:
    """A setting of a block told in em of the block's size, with every gap."""
    lines = tuple(_line(prepared, line) for line in setting.lines)
    return SetText(prepared.text, lines, setting.demerits, setting.method, prepared.missing)


def _line(prepared: Prepared, line: Line) -> SetLine:
    em, items = prepared.style.size, prepared.items
    first, last = line.items
    moved = line.shifts or [0.0] * (last - first)
    loose = is_loose(prepared, line)
    gaps = []
    for i, (before, after) in enumerate(pairwise(moved), first + 1):
        natural, adjust = items.gaps[i].natural, after - before
        if natural or adjust:
            gaps.append(GapSet(items.clusters[i].start, _em(natural, em), _em(adjust, em)))
    return SetLine(
        text=line.text,
        start=line.start,
        end=line.end,
        measure_em=_em(line.measure, em),
        width_em=_em(line.width, em),
        adjust_em=_em(moved[-1] if moved else 0.0, em),
        gap_em=round(line.gap_em, 9),
        step=line.step,
        last=line.last,
        hyphenated=line.hyphenated,
        loose=loose,
        gaps=tuple(gaps),
        cause=cause(prepared, line) if loose else "",
    )


def _em(length: float, em: float) -> float:
    """A length in pt as em; what is left of arithmetic goes."""
    return round(length / em, 9) + 0.0


def _prepared(text: str, style: TypeStyle, narrow_em: float, shaper: Shaper | None) -> Prepared:
    spans = (Span(text),) if text else ()
    return prepare(spans, lambda _: style, style, shaper or PlainShaper(narrow_em))


def _spoken(style: TypeStyle, language: str, level: str) -> TypeStyle:
    """The style in a language at a level, both known."""
    tag = language or style.language
    if parse_language(tag) is None:
        raise ValueError(f'no rules for a language "{tag}": give a tag such as zh-Hans, zh-Hant, ja, ko or en')
    if level and level not in levels_of(tag):
        raise ValueError(f'no level "{level}" in {tag}, known are {", ".join(levels_of(tag))}')
    if tag == style.language and not level:
        return style
    return replace(style, language=tag, level=level or ("" if language else style.level))
