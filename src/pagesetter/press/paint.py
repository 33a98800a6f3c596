"""A Page and its embedded faces in, the operators of its content stream out (ISO 32000-1, 8 and 9).

Items are painted in their order, which is the reading order. The page's y runs down from the trim, the PDF's up from
the foot of the sheet. State is set only when it changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pagesetter.geometry import Axes, Turn, WritingMode
from pagesetter.model.glyph import GlyphRun
from pagesetter.model.ink import Ink, Process
from pagesetter.model.page import Drawing, Page, Panel, Picture, Placed, Rule, Text
from pagesetter.press.boxes import outset
from pagesetter.press.fontbook import EmbeddedFace, shared, tied
from pagesetter.press.inks import operators, overprints
from pagesetter.press.objects import number, string
from pagesetter.press.showing import Places, layers_of, places_of, stretches, strings
from pagesetter.records import record

OVERPRINT, KNOCKOUT = "Over", "Knock"
"""Names of the two graphics states."""

_MATRICES = {Turn.ALONG: "1 0 0 1", Turn.ACROSS: "1 0 0 1", Turn.SIDEWAYS: "0 -1 1 0"}
"""Text matrices without their place."""
_DOWNWARD = frozenset({Turn.UPRIGHT, Turn.SIDEWAYS})
"""Ways of standing in which the pen runs down the page."""


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


_INITIAL = "0 g 0 G 1 w 0 J 0 j 10 M [] 0 d 0 Tc 0 Tw 100 Tz 0 TL 0 Tr 0 Ts"
"""The state in which a page begins (ISO 32000-1, tables 52 and 104), as far as what was painted may have changed it."""


def paint(
    page: Page,
    faces: Mapping[str, EmbeddedFace],
    shown: Mapping[int, str],
    forms: Mapping[int, tuple[str, tuple[float, ...]]] = MappingProxyType({}),
) -> Painted:
    """Paints a page. ``shown`` names the image of each picture item by its index; pictures without one are left out.
    ``forms`` gives name and matrix of each supplied page, likewise.
    """
    room = outset(page)
    painter = _Painter(page, faces, room, page.trim.h + room)
    for index, item in enumerate(page.items):
        match item:
            case Text():
                painter.text(item)
            case Rule():
                painter.rule(item)
            case Panel():
                painter.panel(item)
            case Drawing():
                painter.drawing(item)
            case Picture() if index in shown:
                painter.picture(item, shown[index])
            case Placed() if index in forms:
                painter.placed(item, *forms[index])
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
    left: float
    """From the sheet's left edge to the trim's, pt."""
    top: float
    """From the sheet's foot to the head of the trim, pt."""
    code: list[str] = field(default_factory=list)
    state: _State = field(default_factory=_State)
    fonts: dict[tuple[str, int], str] = field(default_factory=dict)
    spots: dict[tuple[str, Process], str] = field(default_factory=dict)
    states: set[str] = field(default_factory=set)
    in_text: bool = False
    down: tuple[str, int] | None = None
    """Face and layer of upright text on the vertical line that is painted, or before it."""

    def painted(self) -> Painted:
        """What was painted."""
        fonts = {resource: face for face, resource in self.fonts.items()}
        return Painted(tuple(self.code), fonts, self.spots, tuple(sorted(self.states)))

    def x(self, x: float) -> str:
        """A place across, in the PDF's coordinates."""
        return number(x + self.left)

    def y(self, y: float) -> str:
        """A place down the page, in the PDF's coordinates."""
        return number(self.top - y)

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

    def drawing(self, drawing: Drawing) -> None:
        """Lines and curves; both what is filled and what is stroked prints over what lies under it when it is full
        black."""
        self.leave_text()
        path = " ".join(
            " ".join([*(f"{self.x(x)} {self.y(y)}" for x, y in zip(at[::2], at[1::2], strict=True)), kind])
            for kind, at in drawing.path
        )
        if drawing.fill is not None:
            self.overprint(overprints(drawing.fill))
            self.fill(drawing.fill)
            self.code.append(f"{path} f")
        if drawing.stroke is not None and drawing.stroke_width > 0:
            self.stroke(drawing.stroke, drawing.stroke_width)
            self.code.append(f"{path} S")

    def picture(self, picture: Picture, image: str) -> None:
        """An image over its frame."""
        self.leave_text()
        self.overprint(False)
        rect = picture.rect
        matrix = f"{number(rect.w)} 0 0 {number(rect.h)} {self.x(rect.x)} {self.y(rect.bottom)}"
        corners = [f"{self.x(rect.x + u * rect.w)} {self.y(rect.y + v * rect.h)}" for u, v in picture.outline]
        cut = f"{' l '.join(corners).replace(' l ', ' m ', 1)} l h W n " if corners else ""
        self.code.append(f"q {cut}{matrix} cm /{image} Do Q")

    def placed(self, placed: Placed, form: str, matrix: tuple[float, ...]) -> None:
        """A supplied page, cropped, in the state that it would find on a sheet of its own."""
        self.leave_text()
        self.overprint(False)
        clip = placed.clip
        path = f"{self.x(clip.x)} {self.y(clip.bottom)} {number(clip.w)} {number(clip.h)} re"
        place = " ".join(number(value, 6) for value in matrix)
        self.code.append(f"q {path} W n {_INITIAL} {place} cm /{form} Do Q")

    def text(self, text: Text) -> None:
        """The runs of a line, and the lines and dots along it."""
        runs = [run for run in text.runs if run.face in self.faces and run.gids]
        upright = next((run for run in runs if run.turn is Turn.UPRIGHT), None)
        if upright:
            self.down = (upright.face, self.faces[upright.face].down.index(True))
        for run in runs:
            self.run(text, run, self.faces[run.face])
        if text.strokes:
            self.strokes(text)

    def strokes(self, text: Text) -> None:
        """Lines and dots between the lines."""
        # Few pages have any.
        from pagesetter.press.strokes import dot_path, line_path

        def place(inline: float, block: float) -> tuple[float, float]:
            dx, dy = Axes.place(text.mode, inline, block)
            return text.x + dx + self.left, self.top - text.y - dy

        self.leave_text()
        for stroke in text.strokes:
            if stroke.dot:
                self.overprint(overprints(stroke.ink))
                self.fill(stroke.ink)
                self.code.append(dot_path(stroke, place))
            elif stroke.width > 0:
                self.stroke(stroke.ink, stroke.width)
                self.code.append(line_path(stroke, place, text.size))

    def run(self, text: Text, run: GlyphRun, face: EmbeddedFace) -> None:
        """Glyphs of one face, in stretches of one height and one layer of the face."""
        self.overprint(overprints(run.ink))
        self.fill(run.ink)
        if not self.in_text:
            self.code.append("BT")
            self.in_text = True
        # The scale of text that runs down its line is in its matrix: Tz scales across.
        scale = 1.0 if run.turn is Turn.UPRIGHT else run.scale_ratio
        if self.state.scale != scale:
            self.state.scale = scale
            self.code.append(f"{number(scale * 100)} Tz")
        words = shared(run.texts)
        layers = layers_of(face, run, words)
        places = places_of(run, face)
        # A number across a vertical line is always told as one, so that it is read as a part of its line.
        across = run.turn is Turn.ACROSS
        clusters = run.texts if across else words
        for first, after in tied(clusters):
            # Further glyphs of a cluster have no text of their own: what all of them mean is told beside (14.9.4).
            whole = clusters[first] if after - first > 1 and not clusters[first + 1] else ""
            if whole:
                self.code.append(f"/Span << /ActualText {string(whole)} >> BDC")
            alone = run.turn is Turn.ALONG and text.mode is WritingMode.VERTICAL
            for start, end in stretches(places.heights, layers, first, after, alone=alone):
                self.stretch(text, run, face, layers[start], places, start, end)
            if whole:
                if across and self.down:
                    # Readers that sort by direction (Poppler) go by the font that ends the told text.
                    self.font(*self.down, run.size)
                self.code.append("EMC")

    def stretch(
        self, text: Text, run: GlyphRun, face: EmbeddedFace, layer: int, places: Places, start: int, end: int
    ) -> None:
        """Glyphs of one height and one layer."""
        along, height = places.along[start], places.heights[start]
        # Numbers across a vertical line run from left to right, against its blocks.
        inline, block = (height, -along) if run.turn is Turn.ACROSS else (along, height)
        dx, dy = Axes.place(text.mode, inline, block)
        x, y = self.x(text.x + dx), self.y(text.y + dy)
        self.font(face.face.key, layer, run.size)
        matrix = _MATRICES[run.turn] if run.turn is not Turn.UPRIGHT else f"1 0 0 {number(run.scale_ratio, 5)}"
        self.code.append(f"{matrix} {x} {y} Tm")
        # Where the pen really is, as an offset in the line: the place was rounded.
        if run.turn in _DOWNWARD:
            pen = along + (self.top - text.y - dy) - float(y)
        else:
            pen = along + float(x) - (text.x + dx + self.left)
        unit = run.size * run.scale_ratio / 1000
        self.code.append(strings(run.gids[start:end], places, start, pen, unit))

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
