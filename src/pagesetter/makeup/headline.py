"""A story's head parts and the room for them in, the fitted head out: kicker, headline and deck as text items.

The largest size of the style's ladder that fits its span and its height is taken; when none does, the smallest is
tightened and then condensed within the style's limits; when that does not help either the head does not fit, and the
caller says so. Lines break only where the editor gave lines or left a space (rulebook 2.4).
"""

from dataclasses import replace
from math import ceil

from pagesetter.geometry import Rect, WritingMode
from pagesetter.lines.paragraph import Prepared, natural_width, set_solid
from pagesetter.makeup.arrange import Lines, arrangements
from pagesetter.makeup.setting import Setter, Source, axis_em, source_of, text_item
from pagesetter.model.page import Text
from pagesetter.model.spec import Grid
from pagesetter.model.story import Block, Span, Story
from pagesetter.model.style import HeadStyle, TypeStyle
from pagesetter.records import record

_GAP_EM = 0.45
"""White between kicker, headline and deck, in em of the body."""
_ABOVE_SHARE = 0.6
"""Share of the spare white that goes above the head: a head belongs to the text under it."""


@record
class Fit:
    """How the lines of a headline fit: the size and what was done to reach it."""

    lines: Lines
    style: TypeStyle
    width: float
    """Widest line as set, pt."""
    forced: bool = False
    """Even tightened and condensed to the limits it is too wide or too high."""


@record
class Head:
    """A fitted head."""

    items: tuple[Text, ...]
    size: float
    """Headline size, pt."""
    height: float
    """From the top of the first em box to the bottom of the last, pt."""
    cures: tuple[str, ...]
    """What was done to the headline: tracked, condensed."""
    overflow: str
    """Empty, or what does not fit: in the user's words with figures."""


class HeadFitter:
    """Fits the heads of one style and language to spans."""

    def __init__(self, setter: Setter, styles: HeadStyle, language: str, grid: Grid) -> None:
        self._setter = setter
        self._style = styles
        self._language = language
        self._leading = grid.leading
        self._between = grid.leading - grid.size
        self._gap = _GAP_EM * grid.size
        self._prepared: dict[tuple[tuple[Span, ...], TypeStyle], Prepared] = {}

    def lines_needed(self, story: Story, width: float) -> int:
        """Body lines of the band that the head wants over ``width`` pt."""
        assert story.headline is not None
        fit = self._best(story, width, None)
        air = (self._style.air_above_lines + self._style.air_below_lines) * self._leading
        return ceil((self._height(story, fit, width) + air + self._between) / self._leading)

    def reach(self, story: Story, width: float, height: float) -> float:
        """Length in pt of the head's longest line when it is set into ``width`` by ``height`` pt."""
        fit = self._best(story, width, height)
        parts = self._parts(story, fit, width)
        return max(self._widths(lines, style) for lines, style, *_ in parts)

    def fit(self, story: Story, band: Rect) -> Head:
        """The head set into its band (top of the first em box to the bottom of the last row)."""
        fit = self._best(story, band.w, band.h)
        parts = self._parts(story, fit, band.w)
        height = sum(p[3] for p in parts)
        spare = band.h - height
        lowest = self._style.air_below_lines * self._leading
        above = min(spare * _ABOVE_SHARE, max(spare - lowest, 0.0)) if spare > 0 else 0.0
        y = band.y + above
        items: list[Text] = []
        for lines, style, source, block_height, step in parts:
            top = y
            offset = 0
            for spans in lines:
                ready = self._ready(spans, style)
                line = set_solid(ready, band.w, self._style.align)
                at = replace(source, offset=offset)
                items.append(text_item(line, band.x, top + axis_em(style.mode) * style.size, style, at))
                offset += len(ready.text) + 1
                top += step
            y += block_height
        overflow = ""
        if fit.width > band.w + 0.01:
            overflow = f"its widest line is {fit.width / band.w:.0%} of the {band.w:.0f} pt span"
        elif height > band.h + 0.01:
            overflow = f"it is {height:.0f} pt high and its band {band.h:.0f} pt"
        return Head(tuple(items), fit.style.size, height, self._cures(fit.style), overflow)

    def _cures(self, style: TypeStyle) -> tuple[str, ...]:
        out = []
        if abs(style.tracking_em) > 1e-6:
            out.append(f"headline tracked {round(style.tracking_em * 1000):+d}/1000 em")
        if style.condense_ratio < 1:
            out.append(f"headline condensed to {style.condense_ratio:.0%}")
        return tuple(out)

    def _ready(self, spans: tuple[Span, ...], style: TypeStyle) -> Prepared:
        key = (spans, style)
        if key not in self._prepared:
            self._prepared[key] = self._setter.prepare(spans, style, self._language)
        return self._prepared[key]

    def _widths(self, lines: Lines, style: TypeStyle) -> float:
        return max(natural_width(self._ready(spans, style)) for spans in lines)

    def _best(self, story: Story, width: float, height: float | None) -> Fit:
        """The fit with the largest type; the lines as given win over other arrangements of the same size."""
        assert story.headline is not None
        head = self._setter.spoken(self._style.headline, self._language)
        fits = [self._on_ladder(story, way, head, width, height) for way in arrangements(story.headline)]
        good = [f for f in fits if not f.forced]
        return max(good or fits, key=lambda f: f.style.size)

    def _on_ladder(self, story: Story, lines: Lines, head: TypeStyle, width: float, height: float | None) -> Fit:
        unit = self._widths(lines, replace(head, size=100.0)) / 100.0
        for size in self._style.ladder:
            if unit * size > width:
                continue
            style = replace(head, size=size)
            fit = Fit(lines, style, unit * size)
            if self._high_enough(story, fit, width, height):
                return self._let_out(fit, width)
        smallest = replace(head, size=self._style.ladder[-1])
        return self._tightened(story, lines, smallest, width, height)

    def _high_enough(self, story: Story, fit: Fit, width: float, height: float | None) -> bool:
        if height is None:
            return True
        air = (self._style.air_above_lines + self._style.air_below_lines) * self._leading
        return self._height(story, fit, width) + air <= height + 0.01

    def _let_out(self, fit: Fit, width: float) -> Fit:
        """A head that falls short of its span is spaced a little, evenly."""
        gaps = max(sum(len(s.text) for s in line) for line in fit.lines) - 1
        wanted = self._style.fill_ratio * width
        if gaps < 1 or fit.width >= wanted:
            return fit
        tracking = min(self._style.tracking_max_em, (wanted - fit.width) / gaps / fit.style.size)
        return Fit(fit.lines, replace(fit.style, tracking_em=tracking), fit.width + tracking * gaps * fit.style.size)

    def _tightened(self, story: Story, lines: Lines, style: TypeStyle, width: float, height: float | None) -> Fit:
        natural = self._widths(lines, style)
        gaps = max(max(sum(len(s.text) for s in line) for line in lines) - 1, 1)
        tracking = max(self._style.tracking_min_em, min(0.0, (width - natural) / gaps / style.size))
        tight = replace(style, tracking_em=tracking)
        set_width = self._widths(lines, tight)
        if set_width > width + 0.01 and tight.mode is WritingMode.HORIZONTAL:  # 长体 is narrow, not low
            ratio = max(self._style.condense_min, width / set_width)
            tight = replace(tight, condense_ratio=ratio)
            set_width = self._widths(lines, tight)
        fit = Fit(lines, tight, set_width)
        fits = set_width <= width + 0.01 and self._high_enough(story, fit, width, height)
        return fit if fits else replace(fit, forced=True)

    def _small(
        self, block: Block, style: TypeStyle, size: float, bounds: tuple[float, float], width: float
    ) -> tuple[Lines, TypeStyle]:
        """Kicker or deck: couplets on one line where they fit, no larger than the bounds, shrunk to the span."""
        size = min(max(size, bounds[0]), bounds[1])
        spoken = self._setter.spoken(replace(style, size=size), self._language)
        ways = arrangements(block)
        fitting = [w for w in sorted(ways, key=len) if self._widths(w, spoken) <= width]
        if fitting:
            return fitting[0], spoken
        way = max(ways, key=len)
        smaller = max(bounds[0] * 0.8, size * width / self._widths(way, spoken))
        return way, replace(spoken, size=smaller)

    def _parts(self, story: Story, fit: Fit, width: float) -> list[tuple[Lines, TypeStyle, Source, float, float]]:
        """Per head part from the top: lines, style, source, height with the gap under it, line step."""
        assert story.headline is not None
        s, size = self._style, fit.style.size
        parts: list[tuple[Lines, TypeStyle, Source, float, float]] = []

        def add(block: Block, lines: Lines, style: TypeStyle, ratio: float, gap: float) -> None:
            step = style.size * ratio
            height = style.size + step * (len(lines) - 1) + gap
            parts.append((lines, style, source_of(story, block), height, step))

        if story.kicker is not None:
            lines, style = self._small(story.kicker, s.kicker, size * s.kicker_ratio, s.kicker_bounds, width)
            add(story.kicker, lines, style, 1.3, self._gap)
        deck = None
        if story.deck is not None:
            deck = self._small(story.deck, s.deck, size * s.deck_ratio, s.deck_bounds, width)
        add(story.headline, fit.lines, fit.style, s.line_ratio, self._gap if deck else 0.0)
        if deck is not None and story.deck is not None:
            add(story.deck, deck[0], deck[1], 1.3, 0.0)
        return parts

    def _height(self, story: Story, fit: Fit, width: float) -> float:
        return sum(p[3] for p in self._parts(story, fit, width))
