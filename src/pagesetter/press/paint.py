"""A Page and its embedded faces in, the operators of its content stream out (ISO 32000-1, 8 and 9).

Items are painted in their order, which is the reading order. The page's y runs down from the trim, the PDF's up from
the foot of the bleed. State is set only when it changes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pagesetter.geometry import Axes, WritingMode
from pagesetter.model.glyph import GlyphRun
from pagesetter.model.ink import Ink, Process
from pagesetter.model.page import Page, Panel, Picture, Rule, Text
from pagesetter.press.fontbook import EmbeddedFace, shared, tied
from pagesetter.press.inks import operators, overprints
from pagesetter.press.objects import number, string
from pagesetter.records import record

OVERPRINT, KNOCKOUT = "Over", "Knock"
"""Names of the two graphics states."""

_PRECISION = 0.0125
"""Glyphs may be off their place by half of this, pt."""


@record
class Painted:
    """A page's operators and the resources that they name."""

    operators: tuple[str, ...]
    fonts: Mapping[str, tuple[str, int]]
    """Face and layer by resource name."""
    spots: Mapping[tuple[str, Process], str]
    """Resource names of spot inks by ink name and alternate."""
    states: tuple[str, ...]
    """Those of OVERPRINT and KNOCKOUT that are used."""


def paint(page: Page, faces: Mapping[str, EmbeddedFace], shown: Mapping[int, str]) -> Painted:
    """Paints a page. ``shown`` names the image of each picture item by its index; pictures without one are left out."""
    painter = _Painter(page, faces)
    for index, item in enumerate(page.items):
        match item:
            case Text():
                painter.text(item)
            case Rule():
                painter.rule(item)
            case Panel():
                painter.panel(item)
            case Picture() if index in shown:
                painter.picture(item, shown[index])
    painter.leave_text()
    return painter.painted()


@dataclass(slots=True)
class _State:
    """Graphics state as the operators so far have left it."""

    fill: Ink | None = None
    stroke: Ink | None = None
    overprint: bool = False
    line: float | None = None
    font: tuple[str, float] | None = None
    scale: float = 1.0


@dataclass(slots=True)
class _Painter:
    page: Page
    faces: Mapping[str, EmbeddedFace]
    code: list[str] = field(default_factory=list)
    state: _State = field(default_factory=_State)
    fonts: dict[tuple[str, int], str] = field(default_factory=dict)
    spots: dict[tuple[str, Process], str] = field(default_factory=dict)
    states: set[str] = field(default_factory=set)
    in_text: bool = False

    def painted(self) -> Painted:
        """What was painted."""
        fonts = {resource: face for face, resource in self.fonts.items()}
        return Painted(tuple(self.code), fonts, self.spots, tuple(sorted(self.states)))

    def x(self, x: float) -> str:
        """A place across, in the PDF's coordinates."""
        return number(x + self.page.bleed)

    def y(self, y: float) -> str:
        """A place down the page, in the PDF's coordinates."""
        return number(self.page.trim.h + self.page.bleed - y)

    def rule(self, rule: Rule) -> None:
        """A line; one without a width is not painted, since devices would make of it what they like."""
        if rule.width <= 0:
            return
        self.leave_text()
        self.stroke(rule.ink, rule.width)
        self.code.append(f"{self.x(rule.x0)} {self.y(rule.y0)} m {self.x(rule.x1)} {self.y(rule.y1)} l S")

    def panel(self, panel: Panel) -> None:
        """A rectangle; its fill always knocks out, its edge is a rule."""
        self.leave_text()
        rect = panel.rect
        path = f"{self.x(rect.x)} {self.y(rect.bottom)} {number(rect.w)} {number(rect.h)} re"
        if panel.fill is not None:
            self.overprint(False)
            self.fill(panel.fill)
            self.code.append(f"{path} f")
        if panel.stroke is not None and panel.stroke_width > 0:
            self.stroke(panel.stroke, panel.stroke_width)
            self.code.append(f"{path} S")

    def picture(self, picture: Picture, image: str) -> None:
        """An image over its frame."""
        self.leave_text()
        self.overprint(False)
        rect = picture.rect
        matrix = f"{number(rect.w)} 0 0 {number(rect.h)} {self.x(rect.x)} {self.y(rect.bottom)}"
        self.code.append(f"q {matrix} cm /{image} Do Q")

    def text(self, text: Text) -> None:
        """The runs of a line."""
        for run in text.runs:
            if run.face in self.faces and run.gids:
                self.run(text, run, self.faces[run.face])

    def run(self, text: Text, run: GlyphRun, face: EmbeddedFace) -> None:
        """Glyphs of one face, in stretches of one height and one layer of the face."""
        self.overprint(overprints(run.ink))
        self.fill(run.ink)
        if not self.in_text:
            self.code.append("BT")
            self.in_text = True
        if self.state.scale != run.scale_ratio:
            self.state.scale = run.scale_ratio
            self.code.append(f"{number(run.scale_ratio * 100)} Tz")
        words = shared(run.texts)
        layers = _layers(face, run.gids, words)
        for first, after in tied(words):
            # Further glyphs of a cluster have no text of their own: what all of them mean is told beside (14.9.4).
            whole = words[first] if after - first > 1 and not words[first + 1] else ""
            if whole:
                self.code.append(f"/Span << /ActualText {string(whole)} >> BDC")
            for start, end in _stretches(run, layers, text.mode, first, after):
                self.stretch(text, run, face, layers[start], start, end)
            if whole:
                self.code.append("EMC")

    def stretch(self, text: Text, run: GlyphRun, face: EmbeddedFace, layer: int, start: int, end: int) -> None:
        """Glyphs of one height and one layer."""
        inline, block = run.xs[start], run.ys[start] if run.ys else 0.0
        dx, dy = Axes.place(text.mode, inline, block)
        x, y = self.x(text.x + dx), self.y(text.y + dy)
        self.font(face.face.key, layer, run.size)
        self.code.append(f"1 0 0 1 {x} {y} Tm")
        # Where the pen really is, as an offset in the line: the place was rounded.
        pen = inline + float(x) - (text.x + dx + self.page.bleed)
        unit = run.size * run.scale_ratio / 1000
        self.code.append(_strings(run.gids[start:end], run.xs[start:end], face.widths, pen, unit))

    def font(self, key: str, layer: int, size: float) -> None:
        """Sets the font."""
        resource = self.fonts.setdefault((key, layer), f"F{len(self.fonts) + 1}")
        if self.state.font != (resource, size):
            self.state.font = (resource, size)
            self.code.append(f"/{resource} {number(size)} Tf")

    def fill(self, ink: Ink) -> None:
        """Sets the ink of type and fills."""
        if self.state.fill != ink:
            self.state.fill = ink
            self.code.append(operators(ink, self.spots, stroke=False))

    def stroke(self, ink: Ink, width: float) -> None:
        """Sets the ink and width of lines, which print over what lies under them when they are full black."""
        self.overprint(overprints(ink))
        if self.state.stroke != ink:
            self.state.stroke = ink
            self.code.append(operators(ink, self.spots, stroke=True))
        if self.state.line != width:
            self.state.line = width
            self.code.append(f"{number(width)} w")

    def overprint(self, on: bool) -> None:
        """Lets what follows print over what lies under it, or knock it out."""
        if self.state.overprint is not on:
            self.state.overprint = on
            state = OVERPRINT if on else KNOCKOUT
            self.states.add(state)
            self.code.append(f"/{state} gs")

    def leave_text(self) -> None:
        """Ends the text object, in which no paths and images may be."""
        if self.in_text:
            self.code.append("ET")
            self.in_text = False


def _layers(face: EmbeddedFace, gids: Sequence[int], words: Sequence[str]) -> list[int]:
    """Layer of each glyph; glyphs without text follow the one before them."""
    layers: list[int] = []
    for gid, word in zip(gids, words, strict=True):
        layers.append(face.layers.get((gid, word), 0) if word or not layers else layers[-1])
    return layers


def _stretches(
    run: GlyphRun, layers: Sequence[int], mode: WritingMode, first: int, after: int
) -> Iterator[tuple[int, int]]:
    """First and after the last glyph of what one operator shows; vertical lines are placed glyph by glyph."""
    down = mode is WritingMode.VERTICAL
    heights = run.ys or (0.0,) * len(run.gids)
    start = first
    for index in range(first + 1, after):
        if down or layers[index] != layers[start] or heights[index] != heights[start]:
            yield start, index
            start = index
    yield start, after


def _strings(gids: Sequence[int], xs: Sequence[float], widths: Mapping[int, int], pen: float, unit: float) -> str:
    """Operator that shows glyphs at their places: strings with corrections between them (9.4.3).

    ``pen`` is where the first glyph would stand, ``unit`` a thousandth of the size across, both pt. Corrections are
    rounded, but each is reckoned from where the pen really is, so that roundings do not add up.
    """
    places = 0
    while unit > _PRECISION * 10**places:
        places += 1
    parts = ["[<"]
    for gid, x in zip(gids, xs, strict=True):
        back = round((pen - x) / unit, places)
        if back:
            parts.append(f">{number(back, places)}<")
            pen -= back * unit
        parts.append(f"{gid:04X}")
        pen += widths[gid] * unit
    return "".join([*parts, ">] TJ"])
