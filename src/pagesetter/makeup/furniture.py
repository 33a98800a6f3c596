"""Furniture slots in, their items out: running head, folio and the rule under them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pagesetter.diagnostics import Diagnostic, error
from pagesetter.lines.paragraph import natural_width, set_solid
from pagesetter.makeup.setting import ASCENT_EM, Setter, Source, text_item
from pagesetter.model.dummy import Slot
from pagesetter.model.page import Item, Rule, Text
from pagesetter.model.spec import Furniture, FurnitureText, LayoutSpec
from pagesetter.model.story import Span


def place_furniture(
    slot: Slot, furniture: Furniture, spec: LayoutSpec, setter: Setter
) -> tuple[tuple[Item, ...], tuple[Diagnostic, ...]]:
    """A strip of furniture: groups at the left, in the centre and at the right on one foot line, a rule under them.

    The texts of a group stand one em of the following text apart. Groups that would run into each other are an error.
    """
    numbers, rect = setter.sheet.numbers, slot.rect
    foot = rect.bottom
    items: list[Item] = []
    if furniture.rule:
        style = setter.sheet.lines[furniture.rule]
        foot -= numbers["furniture_air_lines"] * spec.grid.leading
        items.append(Rule(rect.x, foot, rect.right, foot, style.width, style.ink, "furniture", origin=furniture.origin))
        foot -= style.width / 2 + numbers["furniture_rule_gap_em"] * spec.grid.size
    spans: list[tuple[float, float]] = []
    for where, group in (("left", furniture.left), ("centre", furniture.centre), ("right", furniture.right)):
        if not group:
            continue
        texts, width = _group(group, spec, setter)
        x = {"left": rect.x, "centre": rect.x + (rect.w - width) / 2, "right": rect.right - width}[where]
        items += [replace(t, x=t.x + x, y=t.y + foot) for t in texts]
        spans.append((x, x + width))
    for a, b in pairwise(spans):
        if a[1] > b[0]:
            found = error(
                "M120",
                f'the texts of furniture "{furniture.name}" run into each other by {a[1] - b[0]:.1f} pt',
                "shorten a text or set it in a smaller style",
                furniture.origin,
                rect=rect,
            )
            return tuple(items), (found,)
    return tuple(items), ()


def _group(group: Sequence[FurnitureText], spec: LayoutSpec, setter: Setter) -> tuple[list[Text], float]:
    """Texts from x = 0, standing on y = 0 (the foot of their em boxes), and the width they take."""
    items: list[Text] = []
    x = 0.0
    for text in group:
        style = setter.style(text.style, spec.language)
        lines = [filled(line, spec.edition) for line in text.lines]
        ready = [setter.prepare((Span(line, "", ((0, text.origin),)),), style, spec.language) for line in lines]
        width = max(map(natural_width, ready), default=0.0)
        if x and width:
            x += style.size
        top = -style.size - style.leading * (len(lines) - 1)
        for i, line in enumerate(ready):
            align = style.align if style.align != "justify" else "left"
            done = set_solid(line, width, align)
            y = top + i * style.leading + ASCENT_EM * style.size
            items.append(text_item(done, x, y, style, Source("", -1, text.style, text.origin)))
        x += width
    return items, x


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
