"""A layout, its stories, the fonts and the sizes of the pictures in, the finished Page out."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from pagesetter.diagnostics import Diagnostic, in_order
from pagesetter.geometry import Rect, WritingMode
from pagesetter.makeup.advert import place_advert
from pagesetter.makeup.dummy import plan_page
from pagesetter.makeup.furniture import place_furniture
from pagesetter.makeup.headline import HeadFitter
from pagesetter.makeup.rules import column_rules, frames_of, story_rules, tier_rules
from pagesetter.makeup.setting import Setter, axis_em, crowded_lines, missing_characters
from pagesetter.makeup.story import make_story
from pagesetter.makeup.turning import Turning
from pagesetter.model.dummy import Dummy, Slot, StoryPlan
from pagesetter.model.glyph import Shaper
from pagesetter.model.page import Item, Page, Panel, Picture, Placed, StoryFit, Text
from pagesetter.model.spec import Area, LayoutSpec
from pagesetter.model.story import Edition, Story

if TYPE_CHECKING:
    from pagesetter.adverts.probe import Probed
    from pagesetter.adverts.supplied import Key


def make_up(
    spec: LayoutSpec,
    edition: Edition,
    shaper: Shaper,
    sizes: Mapping[str, tuple[int, int]],
    absent: frozenset[str] = frozenset(),
    supplied: "Mapping[Key, Probed]" = MappingProxyType({}),
) -> tuple[Page, tuple[Diagnostic, ...]]:
    """The page and what is wrong with it.

    ``sizes``: pixels (width, height) of every picture file that could be read; ``absent``: families that no font has,
    so that characters asked of them alone are not reported one by one; ``supplied``: what came of every page of a PDF
    that an area names as its advertisement. Items stand in painting order: panels,
    pictures, rules, then the texts story by story in reading order, furniture last.
    """
    setter = Setter(shaper, spec.styles)

    def fitter(area: Area, story: Story, mode: WritingMode) -> HeadFitter:
        return HeadFitter(setter.along(mode), spec.styles.heads[area.head], story.language, spec.grid)

    def head_lines(area: Area, story: Story, length: float, mode: WritingMode) -> int:
        return fitter(area, story, mode).lines_needed(story, length)

    def head_reach(area: Area, story: Story, length: float, depth: float, mode: WritingMode) -> float:
        return fitter(area, story, mode).reach(story, length, depth)

    page = Turning(spec.grid.mode, spec.page.width)
    dummy, found = plan_page(spec, edition, head_lines, sizes, head_reach)
    problems = list(found)
    items: list[Item] = [*frames_of(dummy, spec.page.width, spec.styles)]
    fits: list[StoryFit] = []
    for plan in dummy.plans:
        air = {slot.number: _air_above(slot, plan, dummy, spec) for slot in plan.photos}
        made = make_story(plan, spec.page.width, setter, sizes, air)
        items += made.items
        fits.append(made.fit)
        problems += made.diagnostics
    furniture = {f.name: f for f in spec.furniture}
    for slot in dummy.slots:
        if slot.kind == "advert":
            more, wrong = place_advert(slot, spec, setter, sizes, supplied)
        else:
            more, wrong = place_furniture(slot, furniture[slot.area.furniture], spec, setter)
        items += more
        problems += wrong
    if spec.column_rules:
        items += page.items(column_rules(dummy, spec.grid, spec.styles))
    items += page.items(story_rules(dummy, spec.grid, spec.styles))
    vertical = spec.grid.mode is WritingMode.VERTICAL
    if vertical if spec.tier_rules is None else spec.tier_rules:
        items += tier_rules(dummy, spec.page.width, spec.styles)
    problems += crowded_lines(setter.crowded)
    problems += missing_characters([m for m in setter.missing if not absent.issuperset(m.families)])
    return _page(spec, items, fits), in_order(replace(d, page=d.page or 1) for d in problems)


def _air_above(slot: Slot, plan: StoryPlan, dummy: Dummy, spec: LayoutSpec) -> float:
    """White above a photo, pt: for the rule where another story stands over it, a little under its own text."""
    grid = plan.grid
    if grid is not spec.grid:
        text = any(f.end_row == slot.row and slot.rect.x <= f.x <= slot.rect.right for f in plan.frames)
        return spec.styles.numbers["photo_text_air_lines"] * grid.leading if text else 0.0
    above = {
        dummy.owners.get((c, slot.row - 1), ("", ""))
        for c in range(grid.columns)
        if slot.rect.x <= grid.column_x(c) + grid.measure / 2 <= slot.rect.right
    }
    if any(name not in ("", slot.area.name) and kind != "furniture" for name, kind in above):
        return spec.styles.numbers["photo_air_lines"] * grid.leading
    own = any(kind in ("text", "summary") for _, kind in above)
    return spec.styles.numbers["photo_text_air_lines"] * grid.leading if own else 0.0


def _order(item: Item) -> int:
    """Panels lie under pictures, pictures under rules, text on top."""
    match item:
        case Panel():
            return 0
        case Picture() | Placed():
            return 1
        case Text():
            return 4 if item.slug else 5
    return 3


def _page(spec: LayoutSpec, items: list[Item], fits: list[StoryFit]) -> Page:
    grid = spec.grid
    turning = Turning(grid.mode, spec.page.width)
    columns = tuple(turning.rect(grid.rect(c, 0, c + 1, grid.lines)) for c in range(grid.columns))
    first = grid.row_y(0) + axis_em(grid.mode) * grid.size
    return Page(
        Rect(0.0, 0.0, spec.page.width, spec.page.height),
        spec.page.bleed,
        tuple(sorted(items, key=_order)),
        title=" ".join(v for v in (spec.edition.get("title", ""), spec.edition.get("section", "")) if v),
        date=spec.edition.get("date", ""),
        condition=spec.condition,
        baselines=(first if grid.mode is WritingMode.HORIZONTAL else spec.page.width - first, grid.leading, grid.lines),
        columns=columns,
        fits=tuple(fits),
        mode=grid.mode,
        press=spec.press,
    )
