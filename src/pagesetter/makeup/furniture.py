"""Furniture slots in, their items out: running head, folio, the paper's name, texts in the fold, rules over and under
them.

All is reckoned along and across its lines (`makeup.turning`): a strip whose lines run down the page is one like all
others, turned.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pagesetter.diagnostics import Diagnostic, error
from pagesetter.geometry import Rect, WritingMode
from pagesetter.lines.paragraph import natural_width, set_solid
from pagesetter.makeup.setting import Setter, Source, axis_em, text_item
from pagesetter.makeup.turning import Turning
from pagesetter.model.dummy import Slot
from pagesetter.model.page import Item, Rule, Text
from pagesetter.model.spec import Furniture, FurnitureText, LayoutSpec
from pagesetter.model.story import Span

_NARROW = 4.0
"""A strip outside the grid so many times as high as wide has lines that run down the page."""


def place_furniture(
    slot: Slot, furniture: Furniture, spec: LayoutSpec, setter: Setter
) -> tuple[tuple[Item, ...], tuple[Diagnostic, ...]]:
    """A piece of furniture: groups at the left, in the centre and at the right, strips under them, rules.

    The texts of a group stand one em of the following text apart, on one foot line; with a rule over them and none
    under them they hang from it. Strips stand at the foot, as high as their texts, and what they leave is the texts';
    these are then in its middle. Groups that would run into each other are an error.
    """
    down = slot.area.strip is not None and slot.rect.h > _NARROW * slot.rect.w
    mode = WritingMode.VERTICAL if down else WritingMode.HORIZONTAL
    turning = Turning(mode, spec.page.width)
    maker = _Piece(spec, setter.along(mode), mode)
    items = maker.piece(furniture, turning.back(slot.rect))
    found = tuple(replace(d, rect=d.rect and turning.rect(d.rect)) for d in maker.found)
    return turning.items(items), found


class _Piece:
    """Sets one piece of furniture."""

    def __init__(self, spec: LayoutSpec, setter: Setter, mode: WritingMode) -> None:
        self.spec, self.setter = spec, setter
        self.numbers = setter.sheet.numbers
        self.ascent = axis_em(mode)
        self.gap = self.numbers["furniture_rule_gap_em"] * spec.grid.size
        self.found: list[Diagnostic] = []

    def piece(self, furniture: Furniture, rect: Rect) -> list[Item]:
        """A whole piece in its place."""
        items: list[Item] = []
        top, foot = rect.y, rect.bottom
        if furniture.rule:
            foot -= self.numbers["furniture_air_lines"] * self.spec.grid.leading
            foot = self._rule(items, furniture, furniture.rule, rect, foot) - self.gap
        for row in reversed(furniture.rows):
            high = self._high(row)
            if row.rule:
                foot = self._rule(items, row, row.rule, rect, foot) - self.gap
            items += self._groups(row, rect, foot, 0.0)
            foot -= high
            if row.above:
                foot = self._rule(items, row, row.above, rect, foot - self.gap)
            foot -= self.gap
        if furniture.above:
            if not (furniture.rule or furniture.rows):  # a strip at the foot: what it does not need is white over it
                spare = max(foot - top - self.gap - self._high(furniture), 0.0)
                top += spare * self.numbers["furniture_white_over_ratio"]
            top = self._rule(items, furniture, furniture.above, rect, top, down=True) + self.gap
        if furniture.rows:
            room = foot - top
            high = self._high(furniture, room)
            foot -= max(room - high, 0.0) / 2
            return items + self._groups(furniture, rect, foot, room)
        if furniture.above and not furniture.rule:
            foot = top + self._high(furniture)
        return items + self._groups(furniture, rect, foot, foot - top)

    def _rule(
        self, items: list[Item], piece: Furniture, name: str, rect: Rect, y: float, *, down: bool = False
    ) -> float:
        """Draws a rule; the edge of its ink that is further on."""
        style = self.setter.sheet.lines[name]
        items.append(Rule(rect.x, y, rect.right, y, style.width, style.ink, "furniture", origin=piece.origin))
        return y + style.width / 2 if down else y - style.width / 2

    def _high(self, piece: Furniture, room: float = 0.0) -> float:
        """How high the texts of a piece are."""
        high = [0.0]
        for text in (*piece.left, *piece.centre, *piece.right):
            style = self.setter.style(text.style, self.spec.language)
            size = room / len(text.lines) if text.fit and room > 0 else style.size
            high.append(size + (len(text.lines) - 1) * max(style.leading, size))
        return max(high)

    def _groups(self, piece: Furniture, rect: Rect, foot: float, room: float) -> list[Item]:
        """The texts of a piece standing on ``foot``; ``room``: height for those that are as large as it allows."""
        items: list[Item] = []
        spans: list[tuple[float, float]] = []
        sides = (("left", piece.left), ("centre", piece.centre), ("right", piece.right))
        fixed = [_width(self._group(group, 0.0, 0.0)) for _, group in sides if not any(t.fit for t in group)]
        free = rect.w - sum(fixed) - self.spec.grid.size * sum(1 for wide in fixed if wide)
        for where, group in sides:
            if not group:
                continue
            texts, width = self._group(group, free, room)
            x = {"left": rect.x, "centre": rect.x + (rect.w - width) / 2, "right": rect.right - width}[where]
            items += [replace(t, x=t.x + x, y=t.y + foot) for t in texts]
            spans.append((x, x + width))
        for a, b in pairwise(spans):
            if a[1] > b[0] + 0.01:
                self.found.append(
                    error(
                        "M120",
                        f'the texts of furniture "{piece.name}" run into each other by {a[1] - b[0]:.1f} pt',
                        "shorten a text or set it in a smaller style",
                        piece.origin,
                        rect=rect,
                    )
                )
                break
        return items

    def _group(self, group: Sequence[FurnitureText], free: float, room: float) -> tuple[list[Text], float]:
        """Texts from x = 0, standing on y = 0 (the foot of their em boxes), and the width they take.

        ``free`` and ``room``: width and height that a text takes which is as large as they allow.
        """
        setter, spec = self.setter, self.spec
        items: list[Text] = []
        x = 0.0
        for text in group:
            style = setter.style(text.style, spec.language)
            lines = [filled(line, spec.edition) for line in text.lines]
            ready = [setter.prepare((Span(line, "", ((0, text.origin),)),), style, spec.language) for line in lines]
            width = max(map(natural_width, ready), default=0.0)
            if text.fit and width and free > 0 and room > 0:
                size = min(style.size * (free - x) / width, room / len(lines))
                style = replace(style, size=size, leading=max(size, style.leading))
                ready = [setter.prepare((Span(line, "", ((0, text.origin),)),), style, spec.language) for line in lines]
                width = max(map(natural_width, ready), default=0.0)
            if x and width:
                x += style.size
            top = -style.size - style.leading * (len(lines) - 1)
            for i, line in enumerate(ready):
                align = style.align if style.align != "justify" else "left"
                done = set_solid(line, width, align)
                y = top + i * style.leading + self.ascent * style.size
                items.append(text_item(done, x, y, style, Source("", -1, text.style, text.origin)))
            x += width
        return items, x


def _width(made: tuple[list[Text], float]) -> float:
    return made[1]


def filled(template: str, fields: Mapping[str, str]) -> str:
    """The template with its ``{field}`` names replaced; names that the edition lacks become nothing (the reader has
    reported them)."""
    out, rest = [], template
    while rest:
        before, brace, after = rest.partition("{")
        out.append(before)
        name, closing, rest = after.partition("}")
        if brace and closing:
            out.append(fields.get(name.strip(), ""))
        elif brace:
            out.append(brace + name)
    return "".join(out)
