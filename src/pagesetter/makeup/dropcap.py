"""A paragraph and a number of lines in, the same paragraph with a drop cap (首字下沉) out.

An ideograph, kana or syllable fills the cells of its lines: from the top of the em box of the first to the bottom of
that of the last, and the text beside it goes on at the next whole character. A letter or number has the cap height
that reaches from that of the first line down to the last baseline. An opening mark before it grows with it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import Final
from unicodedata import category, combining, normalize

from pagesetter.geometry import WritingMode
from pagesetter.lines.paragraph import natural_width, set_block, set_solid
from pagesetter.makeup.arrange import cut_spans
from pagesetter.makeup.flow import Cap, Paragraph
from pagesetter.makeup.setting import Setter, axis_em, text_item
from pagesetter.model.dummy import Frame, StoryPlan
from pagesetter.model.galley import Setting
from pagesetter.model.spec import Grid
from pagesetter.model.story import Span
from pagesetter.script.classes import script_of

_BESIDE_LETTER_EM: Final = 0.3
"""White beside a letter, in em of the body."""
_ACCENT_EM: Final = 0.2
"""What an accent over a capital takes above its height."""
_ABOVE: Final = 230
_BELOW: Final = frozenset({202, 220})
"""Combining classes of marks over and under their letter (Unicode)."""
_DEEP: Final = frozenset("QJ")
"""Capitals that reach below the baseline: one more line stands beside them."""
_NUMBER: Final = re.compile(r"\d+(?:[.,:/]\d+)*[%\u2030]?")
_ASIDE: Final = 4
"""Rows by which it may come to stand lower than planned: white under the head."""
_SAME: Final = 0.05
"""pt by which places that are one may miss each other."""
_LEAST: Final = 2
"""A cap of fewer lines is none."""


def with_cap(paragraph: Paragraph, spans: Sequence[Span], plan: StoryPlan, above: int, setter: Setter) -> Paragraph:
    """The paragraph with a cap of as many lines as its area asks for, or of fewer where it has no more; as it is where
    it has only one line, begins with nothing that could be a cap, or stands where lines run round something.

    ``spans`` are what it was made of, ``above`` the rows of what stands over it.
    """
    end, lines = _first(spans), plan.area.drop_cap
    grid, language, measure = plan.grid, plan.story.language, (plan.frames or plan.columns)[0].measure
    narrow = _narrowest(plan.frames, above, lines)
    if not end or paragraph.source.role != "body" or not narrow:
        return paragraph
    # Beside what lines run round, those beside the cap are no slivers either.
    least = setter.sheet.numbers["around_least_em"] * grid.size if narrow < measure - _SAME else 0.0
    rest = (*cut_spans(spans[:1], end, len(spans[0].text)), *spans[1:])
    follows = "".join(span.text for span in rest)[:1]
    if follows and category(follows) in ("Pe", "Pf", "Po") and not _is_letter(_base(spans[0].text)):
        return paragraph  # no line begins with such a mark
    ready = setter.prepare(rest, paragraph.style, language)
    if not ready.items.boxes:
        return paragraph
    lines = min(lines, len(paragraph.natural.lines))
    while lines >= _LEAST:
        cap = _cap(cut_spans(spans[:1], 0, end), lines, paragraph, setter, grid, language)
        if cap.width > min(narrow / 2, narrow - least):
            lines -= 1
            continue
        known: dict[tuple[tuple[float, ...], int], Setting | None] = {}

        def fitted(
            measures: tuple[float, ...],
            change: int,
            cap: Cap = cap,
            known: dict[tuple[tuple[float, ...], int], Setting | None] = known,
        ) -> Setting | None:
            key = measures, change
            if key not in known:
                wide = [measures[min(i, len(measures) - 1)] for i in range(max(cap.lines + 1, len(measures)))]
                beside = [m - cap.width if i < cap.lines else m for i, m in enumerate(wide)]
                known[key] = set_block(ready, beside, change=change, first_indent=0.0)
            return known[key]

        natural = fitted((measure,), 0)
        assert natural is not None  # always, where no other length is asked for
        if len(natural.lines) >= cap.lines:
            source = replace(paragraph.source, offset=paragraph.source.offset + end)
            return replace(
                paragraph,
                source=source,
                natural=natural,
                change=lambda change: fitted((measure,), change),
                ready=ready,
                fitted=fitted,
                cap=cap,
            )
        lines -= 1
    return paragraph


def _narrowest(frames: Sequence[Frame], above: int, lines: int) -> float:
    """Least measure of the rows where the cap may come to stand, pt; 0 where one of them begins further on than its
    column, so that something stands in the way of the cap, and where no frame is deep enough."""
    rows: list[tuple[float, float, float]] = []
    for frame in frames:
        rows += [(frame.x, *frame.span(row)) for row in range(frame.lines)]
        if len(rows) >= above + lines + _ASIDE:
            break
    near = rows[: above + 2 * lines + _ASIDE]
    if any(x > edge + _SAME for edge, x, _ in near) or all(frame.lines <= lines for frame in frames):
        return 0.0
    return min((measure for _, _, measure in near), default=0.0)


def _first(spans: Sequence[Span]) -> int:
    """How many characters of the first span are the cap: a character with what belongs to it, or all of a number. None
    for a small letter, and for a number or letter behind a bracket."""
    if not spans or spans[0].ruby or spans[0].mark:
        return 0
    text = spans[0].text
    at = 0
    while at < len(text) and category(text[at]) in ("Ps", "Pi"):
        at += 1
    if at == len(text) or category(text[at]) not in ("Lu", "Lt", "Lo", "Nd"):
        return 0
    first = text[at]
    if _is_letter(first) and any(category(ch) == "Ps" for ch in text[:at]):
        return 0  # a bracket reaches beyond its lines
    if category(first) == "Nd":
        number = _NUMBER.match(text, at)
        return number.end() if number else 0
    at += 1
    while at < len(text) and category(text[at])[0] == "M":
        at += 1
    return at


def _base(text: str) -> str:
    """The character of a cap, without opening marks and accents."""
    return next(ch for ch in text if category(ch)[0] in "LN")


def _hangs(text: str) -> bool:
    """Whether an accent hangs under the cap."""
    return any(combining(ch) in _BELOW for ch in normalize("NFD", text))


def _is_letter(ch: str) -> bool:
    """Whether a cap of that character is as high as a capital letter; others fill the cells of their lines."""
    return script_of(ch) not in ("han", "kana", "hangul")


def _cap(spans: tuple[Span, ...], lines: int, paragraph: Paragraph, setter: Setter, grid: Grid, language: str) -> Cap:
    """The cap at its place from the start and the top of the paragraph's first em box."""
    style = setter.style("drop-cap", language)
    body, letter = paragraph.style, _is_letter(first := _base(spans[0].text))
    plain = tuple(replace(span, role="") for span in spans)
    if letter and grid.mode is WritingMode.HORIZONTAL:
        high = setter.sheet.numbers["cap_height_em"]
        over = _ACCENT_EM if any(combining(ch) == _ABOVE for ch in normalize("NFD", spans[0].text)) else 0.0
        size = ((lines - 1) * grid.leading + high * body.size) / (high + over)
        y = (lines - 1) * grid.leading + axis_em(grid.mode) * body.size
    else:
        size = grid.depth(lines)
        y = axis_em(grid.mode) * size
    style = replace(style, size=size, leading=size)
    ready = setter.prepare(plain, style, language)
    wide = natural_width(ready)
    # The glyph of an ideograph has white of its own.
    width = wide + _BESIDE_LETTER_EM * body.size if letter else ceil(wide / body.size - 1e-6) * body.size
    deep = letter and grid.mode is WritingMode.HORIZONTAL and (first in _DEEP or _hangs(spans[0].text))
    source = replace(paragraph.source, role="drop-cap")
    return Cap(
        lines + 1 if deep else lines,
        width,
        len(ready.text),
        text_item(set_solid(ready, wide, "left"), 0.0, y, style, source),
    )
