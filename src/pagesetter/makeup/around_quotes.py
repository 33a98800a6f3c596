"""Pull quotes of a story in; their places, and then their words between two rules, out."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, sqrt

from pagesetter.diagnostics import Diagnostic, error
from pagesetter.lines.paragraph import natural_width, set_block, set_solid
from pagesetter.makeup.around_places import box_obstacle, free_slot
from pagesetter.makeup.draft import StoryDraft, place_slot, rows_word
from pagesetter.makeup.rules import line_between
from pagesetter.makeup.setting import Setter, Source, axis_em, text_item
from pagesetter.model.areas import QuotePlace
from pagesetter.model.dummy import Slot, StoryPlan
from pagesetter.model.galley import Line
from pagesetter.model.page import Item
from pagesetter.model.spec import LayoutSpec
from pagesetter.model.story import Span
from pagesetter.model.style import TypeStyle

_AIR_EM = 0.5
"""White between the words and the rules or the edge, em of the words."""


def place_quotes(spec: LayoutSpec, plan: StoryDraft, found: list[Diagnostic]) -> tuple[Slot, ...]:
    """The slots of a story's pull quotes, by number; adds M122 and M123 to ``found``."""
    slots = []
    for number, place in enumerate(plan.area.quotes, 1):
        if _words(place, plan) is None:
            many = sum(1 for b in plan.story.body if b.kind == "quote")
            found.append(
                error(
                    "M123",
                    f'pull quote {number} takes quotation {place.number} of story "{plan.story.slug}", which has '
                    f"{many or 'none'}",
                    "give its words under text, or mark the quotation in the story with >",
                    place.origin,
                )
            )
            continue
        slot = _slot(spec, plan, place, number)
        if isinstance(slot, Slot):
            plan.obstacles += [box_obstacle(f"pull quote {number}", slot, place.around, spec)] if slot.free else []
            slots.append(slot)
            continue
        found.append(
            error(
                "M122",
                f'pull quote {number} of story "{plan.story.slug}" finds no free place in area {plan.area.name}: '
                f"{slot}",
                "give it a place inside the story's area that no head, photo or other quote takes",
                place.origin,
            )
        )
    return tuple(slots)


def _slot(spec: LayoutSpec, plan: StoryDraft, place: QuotePlace, number: int) -> Slot | str:
    grid = spec.grid
    if place.free is not None:
        return free_slot(grid, plan, "quote", place.free, number, grid.mode)
    columns, rows = sorted({c for c, _ in place.cells}), sorted({r for _, r in place.cells})
    taken = plan.taken()
    free = place.around.kind != "rectangle"
    before = len(plan.slots), len(plan.blocked)
    slot = place_slot(grid, plan, "quote", columns[0], columns[-1] + 1, rows[0], rows[-1] + 1, number, free=free)
    if slot is None:
        return "not all of its cells are the story's"
    mine = [i for i, c in enumerate(plan.columns) if slot.rect.x - 0.5 < c.x and c.right < slot.rect.right + 0.5]
    over = sorted({r for i in mine for r in rows if (i, r) in taken})
    if over:
        del plan.slots[before[0] :], plan.blocked[before[1] :]
        return f"{rows_word(grid.mode)} {over[0] + 1}-{over[-1] + 1} of it are taken"
    return slot


def _words(place: QuotePlace, plan: StoryDraft | StoryPlan) -> tuple[tuple[Span, ...], ...] | None:
    """The given lines of a quote; None when the story has not that quotation."""
    if place.lines:
        return tuple((Span(line, "", ((0, place.origin),)),) for line in place.lines)
    quotations = [b for b in plan.story.body if b.kind == "quote"]
    return quotations[place.number - 1].lines if place.number <= len(quotations) else None


def quote_items(plan: StoryPlan, slot: Slot, setter: Setter) -> tuple[tuple[Item, ...], tuple[Diagnostic, ...]]:
    """A pull quote along and across the lines of its story: rules at its head and foot, its words in the middle.

    In an ellipse it has no rules and stands in the rectangle inside. M125 where its words take more than its place.
    """
    place = plan.area.quotes[slot.number - 1]
    story, language, rect = plan.story, plan.story.language, slot.rect
    style, small = setter.style("pull-quote", language), setter.style("pull-quote-by", language)
    ruled = place.around.kind == "rectangle"
    air = _AIR_EM * style.size
    inner = rect.inset(0.0, air) if ruled else rect.inset(rect.w * (1 - sqrt(0.5)) / 2, rect.h * (1 - sqrt(0.5)) / 2)
    lines = [(line, style) for spans in _words(place, plan) or () for line in _set(spans, style, inner.w, setter)]
    if place.by:
        said = setter.prepare((Span(place.by, "", ((0, place.origin),)),), small, language)
        lines.append((set_solid(said, inner.w, small.align), small))
    height = sum(own.leading for _, own in lines[1:]) + (lines[0][1].size if lines else 0.0)
    source = Source(story.slug, -1, "pull-quote", place.origin)
    items: list[Item] = []
    y = inner.y + (inner.h - height) / 2
    for number, (line, own) in enumerate(lines):
        y += own.leading - own.size if number else 0.0
        items.append(text_item(line, inner.x, y + axis_em(setter.mode) * own.size, own, source))
        y += own.size
    if ruled:
        look = setter.sheet.lines["pull-quote"]
        for at in (rect.y + look.depth / 2, rect.bottom - look.depth / 2):
            items += line_between(look, (rect.x, at), (rect.right, at), "pull-quote", story.slug, place.origin)
    if height <= inner.h + 0.01:
        return tuple(items), ()
    more = ceil((height - inner.h) / plan.grid.leading)
    problem = error(
        "M125",
        f'pull quote {slot.number} of story "{story.slug}" needs {more} more line{"s" if more > 1 else ""} than it has',
        "make it wider or higher, or shorten it",
        place.origin,
        rect=rect,
    )
    return tuple(items), (problem,)


def _set(spans: Sequence[Span], style: TypeStyle, measure: float, setter: Setter) -> list[Line]:
    """A given line: alone where it fits, else broken and filled."""
    ready = setter.prepare(spans, style, style.language)
    if natural_width(ready) <= measure:
        return [set_solid(ready, measure, style.align)]
    filled = replace(style, align="justify") if style.align == "centre" else style
    setting = set_block(setter.prepare(spans, filled, style.language), measure, first_indent=0.0)
    return list(setting.lines) if setting else []
