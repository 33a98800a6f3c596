"""A story's head parts and the room for them in, the fitted head out: kicker, headline and deck as items.

The largest size of the style's ladder that fits its span and its height is taken; when none does, the smallest is
tightened and then condensed within the style's limits; when that does not help either the head does not fit, and the
caller says so. Where lines may break, `makeup.arrange` says. A head on a panel is that much narrower and higher.
"""

from dataclasses import replace
from math import ceil

from pagesetter.geometry import Rect, WritingMode
from pagesetter.lines.paragraph import set_solid
from pagesetter.makeup.arrange import Lines
from pagesetter.makeup.head_parts import Fit, PartSetter, head_style
from pagesetter.makeup.setting import Setter, axis_em, text_item
from pagesetter.model.areas import Area
from pagesetter.model.page import Item, Text
from pagesetter.model.spec import Grid
from pagesetter.model.story import Story
from pagesetter.model.style import HeadStyle, LineStyle, PanelStyle, TypeStyle
from pagesetter.records import record

_ABOVE_SHARE = 0.6
"""Share of the spare white that goes above the head: a head belongs to the text under it."""
_MORE_LINES = 0.8
"""Each line more than the editor gave, or than two, is worth it only if the type grows by more."""
_PANEL_ABOVE_SHARE = 0.8
"""White above and below the head on its panel, as a share of that at its sides."""


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
    panel: tuple[Item, ...] = ()
    """What lies behind or round it."""


def fitter_of(setter: Setter, area: Area, language: str, grid: Grid) -> "HeadFitter":
    """The fitter for the head of an area."""
    return HeadFitter(setter, head_style(setter.sheet, area), language, grid, middle=area.head_form == "side")


class HeadFitter:
    """Fits the heads of one style and language to spans."""

    def __init__(self, setter: Setter, styles: HeadStyle, language: str, grid: Grid, *, middle: bool = False) -> None:
        """``middle``: it stands in the middle of its band, however deep that is (边题)."""
        self._setter = setter
        self._style = styles
        self._language = language
        self._leading = grid.leading
        self._between = grid.leading - grid.size
        self._middle = middle
        sheet = setter.sheet
        self._panel: PanelStyle | None = sheet.panels.get(styles.panel) if styles.panel else None
        self._frame: LineStyle | None = sheet.lines.get(self._panel.line) if self._panel else None
        aside = self._panel.inset_em * grid.size if self._panel else 0.0
        edge = self._frame.depth / 2 if self._frame else 0.0
        self._inset = (aside + edge, aside * _PANEL_ABOVE_SHARE + edge)
        self._kit = PartSetter(setter, styles, language, grid, self._panel)

    def lines_needed(self, story: Story, width: float) -> int:
        """Body lines of the band that the head wants over ``width`` pt."""
        assert story.headline is not None
        width -= 2 * self._inset[0]
        fit = self._best(story, width, None)
        return ceil((self._height(story, fit, width) + self._air + self._between) / self._leading - 1e-6)

    def reach(self, story: Story, width: float, height: float) -> float:
        """Length in pt of the head's longest line when it is set into ``width`` by ``height`` pt."""
        aside = 2 * self._inset[0]
        fit = self._best(story, width - aside, height)
        parts, _ = self._kit.parts(story, fit, width - aside)
        beside = parts[0].width if fit.beside else 0.0
        return max(self._kit.widths(p.lines, p.style) + (p.x - parts[0].x if beside else 0.0) for p in parts) + aside

    def fit(self, story: Story, band: Rect) -> Head:
        """The head set into its band (top of the first em box to the bottom of the last row)."""
        width = band.w - 2 * self._inset[0]
        fit = self._best(story, width, band.h)
        parts, height = self._kit.parts(story, fit, width)
        spare = band.h - height - 2 * self._inset[1]
        lowest = self._style.air_below_lines * self._leading
        above = min(spare * _ABOVE_SHARE, max(spare - lowest, 0.0)) if spare > 0 else 0.0
        if self._middle:
            above = max(spare, 0.0) / 2
        x, y = band.x + self._inset[0], band.y + above + self._inset[1]
        panel: tuple[Item, ...] = ()
        if self._panel is not None:
            top = min(self._style.air_above_lines * self._leading, above)
            box = Rect(band.x, band.y + top, band.w, band.h - top - (min(lowest, spare - above) if spare > 0 else 0.0))
            y = box.y + (box.h - height) / 2
            panel = self._ground(box, story)
        items: list[Text] = []
        for part in parts:
            offset = 0
            for number, spans in enumerate(part.lines):
                style = self._kit.evened(part, number)
                ready = self._kit.ready(spans, style)
                line = set_solid(ready, part.width, part.align)
                at = replace(part.source, offset=offset)
                top = y + part.y + number * part.step
                items.append(text_item(line, x + part.x, top + axis_em(style.mode) * style.size, style, at))
                offset += len(ready.text) + 1
        overflow, room = "", width - fit.beside
        if fit.width > room + 0.01:
            overflow = f"its widest line is {fit.width / room:.0%} of the {room:.0f} pt span"
        elif height > band.h - 2 * self._inset[1] + 0.01:
            overflow = f"it is {height:.0f} pt high and its band {band.h - 2 * self._inset[1]:.0f} pt"
        return Head(tuple(items), fit.style.size, height, self._cures(fit.style), overflow, panel)

    @property
    def _air(self) -> float:
        """White above and below, with that of its panel, pt."""
        return (self._style.air_above_lines + self._style.air_below_lines) * self._leading + 2 * self._inset[1]

    def _ground(self, box: Rect, story: Story) -> tuple[Item, ...]:
        """What lies behind the head."""
        from pagesetter.makeup.ornaments import panel_items  # few heads stand on anything

        assert self._panel is not None
        origin = story.headline.origin if story.headline else None
        return panel_items(box, self._panel, self._frame, "head-panel", story.slug, origin)

    def _cures(self, style: TypeStyle) -> tuple[str, ...]:
        out = []
        if abs(style.tracking_em) > 1e-6:
            out.append(f"headline tracked {round(style.tracking_em * 1000):+d}/1000 em")
        if style.condense_ratio < 1:
            out.append(f"headline condensed to {style.condense_ratio:.0%}")
        return tuple(out)

    def _best(self, story: Story, width: float, height: float | None) -> Fit:
        """The fit with the largest type; the lines as given win over other arrangements of the same size."""
        assert story.headline is not None
        head = self._setter.spoken(self._kit.inked(self._style.headline), self._language)
        fits = [self._on_ladder(story, way, head, width, height) for way in self._kit.ways(story.headline)]
        good = [f for f in fits if not f.forced]
        if not good:
            ways = self._kit.ways(story.headline, ragged=True)
            good = [f for way in ways if not (f := self._on_ladder(story, way, head, width, height)).forced]
        usual = max(2, len(story.headline.lines))
        return max(good or fits, key=lambda f: f.style.size * _MORE_LINES ** max(len(f.lines) - usual, 0))

    def _on_ladder(self, story: Story, lines: Lines, head: TypeStyle, width: float, height: float | None) -> Fit:
        unit = self._kit.widths(lines, replace(head, size=100.0)) / 100.0
        for size in self._style.ladder:
            beside = self._kit.beside(story, size, width)
            if unit * size > width - beside:
                continue
            style = replace(head, size=size)
            fit = Fit(lines, style, unit * size, beside)
            if self._high_enough(story, fit, width, height):
                return self._let_out(fit, width - beside)
        smallest = replace(head, size=self._style.ladder[-1])
        return self._tightened(story, lines, smallest, width, height)

    def _high_enough(self, story: Story, fit: Fit, width: float, height: float | None) -> bool:
        if height is None:
            return True
        return self._height(story, fit, width) + self._air <= height + 0.01

    def _let_out(self, fit: Fit, width: float) -> Fit:
        """A head that falls short of its span is spaced a little, evenly."""
        gaps = max(sum(len(s.text) for s in line) for line in fit.lines) - 1
        wanted = self._style.fill_ratio * width
        if gaps < 1 or fit.width >= wanted:
            return fit
        tracking = min(self._style.tracking_max_em, (wanted - fit.width) / gaps / fit.style.size)
        style = replace(fit.style, tracking_em=tracking)
        return replace(fit, style=style, width=fit.width + tracking * gaps * fit.style.size)

    def _tightened(self, story: Story, lines: Lines, style: TypeStyle, width: float, height: float | None) -> Fit:
        beside = self._kit.beside(story, style.size, width)
        room = width - beside
        natural = self._kit.widths(lines, style)
        gaps = max(max(sum(len(s.text) for s in line) for line in lines) - 1, 1)
        tracking = max(self._style.tracking_min_em, min(0.0, (room - natural) / gaps / style.size))
        tight = replace(style, tracking_em=tracking)
        set_width = self._kit.widths(lines, tight)
        if set_width > room + 0.01 and tight.mode is WritingMode.HORIZONTAL:  # 长体 is narrow, not low
            ratio = max(self._style.condense_min, room / set_width)
            tight = replace(tight, condense_ratio=ratio)
            set_width = self._kit.widths(lines, tight)
        fit = Fit(lines, tight, set_width, beside)
        fits = set_width <= room + 0.01 and self._high_enough(story, fit, width, height)
        return fit if fits else replace(fit, forced=True)

    def _height(self, story: Story, fit: Fit, width: float) -> float:
        return self._kit.parts(story, fit, width)[1]
