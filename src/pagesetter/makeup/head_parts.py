"""The parts of a head and the size of its headline in, the parts at their places out: kicker, headline, deck.

A kicker stands above the headline (引题), left of all its lines, or as its shoulder (肩题) beside the first; a deck
below (副题) or above it. Kicker and deck go on one line where they can, no larger than the bounds of their style.
"""

from dataclasses import replace
from functools import partial

from pagesetter.lines.paragraph import Prepared, natural_width
from pagesetter.makeup.arrange import Lines, arrangements, is_wide
from pagesetter.makeup.setting import Setter, Source, source_of
from pagesetter.model.areas import Area
from pagesetter.model.spec import Grid
from pagesetter.model.story import Block, Span, Story
from pagesetter.model.style import HeadStyle, PanelStyle, StyleSheet, TypeStyle
from pagesetter.records import record

_SMALL_LINE = 1.3
"""Line to line of a kicker or deck, in em."""
_BESIDE_SHARE = 0.4
"""Of the span: widest kicker beside a headline."""
_BESIDE_MOST = 0.5
"""… and where even its smallest size is wider, what it takes at most; else it stands above."""
_BESIDE_GAP_EM = 0.7
"""White between them, in em of the kicker."""
_SHRUNK = 0.8
"""Of its smallest size: to what a kicker or deck is shrunk where it does not fit."""
_EVEN_EM = 0.1
"""A line of a couplet is let out by no more than this to match the other."""


@record
class Fit:
    """How the lines of a headline fit: the size and what was done to reach it."""

    lines: Lines
    style: TypeStyle
    width: float
    """Widest line as set, pt."""
    beside: float = 0.0
    """Of the span: what a kicker beside the headline takes, with its white, pt."""
    forced: bool = False
    """Even tightened and condensed to the limits it is too wide or too high."""


@record
class Part:
    """A part of a head at its place."""

    lines: Lines
    style: TypeStyle
    source: Source
    x: float
    """Start of its span, from that of the head, pt."""
    y: float
    """Top of its first em box, from that of the head, pt."""
    width: float
    """Its span, pt."""
    align: str
    ratio: float
    """Line to line, in em of its own."""

    @property
    def step(self) -> float:
        """Line to line, pt."""
        return self.style.size * self.ratio

    @property
    def height(self) -> float:
        """From the top of its first em box to the bottom of its last, pt."""
        return self.style.size + self.step * (len(self.lines) - 1)


def head_style(sheet: StyleSheet, area: Area) -> HeadStyle:
    """The style of an area's head, with what the area says otherwise."""
    style = sheet.heads[area.head]
    if area.head_panel is not None:
        style = replace(style, panel=area.head_panel)
    if area.head_kicker:
        style = replace(style, kicker_place=area.head_kicker)
    return replace(style, deck_place=area.head_deck) if area.head_deck else style


class PartSetter:
    """Arranges the parts of heads of one style and language."""

    def __init__(
        self, setter: Setter, style: HeadStyle, language: str, grid: Grid, panel: PanelStyle | None = None
    ) -> None:
        self._setter = setter
        self._style = style
        self._language = language
        self._gap = style.gap_em * grid.size
        self._panel = panel
        self._prepared: dict[tuple[tuple[Span, ...], TypeStyle], Prepared] = {}

    def ready(self, spans: tuple[Span, ...], style: TypeStyle) -> Prepared:
        key = (spans, style)
        if key not in self._prepared:
            self._prepared[key] = self._setter.prepare(spans, style, self._language)
        return self._prepared[key]

    def widths(self, lines: Lines, style: TypeStyle) -> float:
        return max(natural_width(self.ready(spans, style)) for spans in lines)

    def ways(self, block: Block, *, ragged: bool = False, soft: bool = True) -> tuple[Lines, ...]:
        """Ways to lay out a part of the head."""
        sense = None
        if self._style.breaks == "phrases":
            from pagesetter.makeup.phrases import partings  # asks for an optional library

            sense = partial(partings, language=self._language)
        return arrangements(block, self._setter.sheet.keep_together, sense, ragged=ragged, soft=soft)

    def inked(self, style: TypeStyle) -> TypeStyle:
        """A style in the ink of the panel."""
        return style if self._panel is None or self._panel.text is None else replace(style, ink=self._panel.text)

    def evened(self, part: Part, number: int) -> TypeStyle:
        """The style of a line: of a couplet (对偶), two lines of as many characters, the narrower is let out to match
        the wider."""
        lines, style = part.lines, part.style
        count = [sum(len(s.text) for s in line) for line in lines]
        wide = sum(is_wide(ch) for line in lines for span in line for ch in span.text)
        if len(lines) != 2 or count[0] != count[1] or count[0] < 2 or wide < count[0]:
            return style
        widths = [self.widths((line,), style) for line in lines]
        more = (max(widths) - widths[number]) / (count[0] - 1) / style.size
        return replace(style, tracking_em=style.tracking_em + more) if 1e-6 < more < _EVEN_EM else style

    def _small(
        self, block: Block, style: TypeStyle, size: float, bounds: tuple[float, float], width: float
    ) -> tuple[Lines, TypeStyle]:
        """Kicker or deck: couplets on one line where they fit, no larger than the bounds, shrunk to the span; parted
        between characters only where that does not help."""
        size = min(max(size, bounds[0]), bounds[1])
        least = bounds[0] * _SHRUNK
        spoken = self._setter.spoken(replace(self.inked(style), size=size), self._language)
        for soft in (False, True):
            ways = self.ways(block, soft=soft)
            fitting = [w for w in sorted(ways, key=len) if self.widths(w, spoken) <= width]
            if fitting:
                return fitting[0], spoken
            way = max(ways, key=len)
            smaller = size * width / self.widths(way, spoken)
            if smaller >= least:
                break
        return way, replace(spoken, size=max(least, smaller))

    def _kicker_beside(self, story: Story, size: float, width: float) -> tuple[Lines, TypeStyle, float] | None:
        """Lines, style and width of a kicker that stands beside the headline; None for one above it, and where it would
        leave the headline less than half of the span."""
        if self._style.kicker_place == "above" or story.kicker is None:
            return None
        s = self._style
        lines, style = self._small(
            story.kicker, s.kicker, size * s.kicker_ratio, s.kicker_bounds, width * _BESIDE_SHARE
        )
        wide = self.widths(lines, style)
        return (lines, style, wide) if wide + _BESIDE_GAP_EM * style.size <= width * _BESIDE_MOST else None

    def beside(self, story: Story, size: float, width: float) -> float:
        """What a kicker beside the headline takes of the span, pt."""
        kicker = self._kicker_beside(story, size, width)
        return kicker[2] + _BESIDE_GAP_EM * kicker[1].size if kicker else 0.0

    def parts(self, story: Story, fit: Fit, width: float) -> tuple[list[Part], float]:
        """The parts of a head at their places, and its height, pt."""
        assert story.headline is not None
        s, size = self._style, fit.style.size
        parts: list[Part] = []
        y = 0.0

        def add(block: Block, lines: Lines, style: TypeStyle, ratio: float) -> None:
            nonlocal y
            y += self._gap if parts else 0.0
            parts.append(Part(lines, style, source_of(story, block), 0.0, y, width, s.align, ratio))
            y += parts[-1].height

        beside = self._kicker_beside(story, size, width)
        if story.kicker is not None and beside is None:
            lines, style = self._small(story.kicker, s.kicker, size * s.kicker_ratio, s.kicker_bounds, width)
            add(story.kicker, lines, style, _SMALL_LINE)
        if story.deck is not None:
            lines, style = self._small(story.deck, s.deck, size * s.deck_ratio, s.deck_bounds, width)
            if s.deck_place == "above":
                add(story.deck, lines, style, _SMALL_LINE)
        add(story.headline, fit.lines, fit.style, s.line_ratio)
        if story.kicker is not None and beside is not None:
            y = self._set_beside(
                parts, Part(*beside[:2], source_of(story, story.kicker), 0.0, 0.0, beside[2], "left", _SMALL_LINE), fit
            )
        if story.deck is not None and s.deck_place != "above":
            add(story.deck, lines, style, _SMALL_LINE)
        return parts, y

    def _set_beside(self, parts: list[Part], kicker: Part, fit: Fit) -> float:
        """Puts a kicker left of the headline, the last of the parts; the foot of both, pt."""
        headline = parts.pop()
        x = max(headline.width - fit.beside - fit.width, 0.0) / 2 if self._style.align == "centre" else 0.0
        high = max(kicker.height, headline.height)
        first = self._style.kicker_place == "shoulder"
        lower = 0.0 if first else (high - kicker.height) / 2
        raised = (high - headline.height) / 2
        parts += [
            replace(kicker, x=x, y=headline.y + lower),
            replace(headline, x=x + fit.beside, width=fit.width, align="left", y=headline.y + raised),
        ]
        return headline.y + high
