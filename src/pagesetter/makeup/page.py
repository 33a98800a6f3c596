"""A layout, its stories, the fonts and the sizes of the pictures in, the finished Page out."""

from collections.abc import Mapping
from dataclasses import replace

from pagesetter.diagnostics import Diagnostic, error, in_order
from pagesetter.geometry import Rect
from pagesetter.makeup.advert import place_advert
from pagesetter.makeup.dummy import plan_page
from pagesetter.makeup.furniture import place_furniture
from pagesetter.makeup.headline import HeadFitter
from pagesetter.makeup.rules import column_rules, frames_of, story_rules
from pagesetter.makeup.setting import ASCENT_EM, Missing, Setter
from pagesetter.makeup.story import make_story
from pagesetter.model.dummy import Dummy, Slot
from pagesetter.model.glyph import Shaper
from pagesetter.model.page import Item, Page, Panel, Picture, StoryFit, Text
from pagesetter.model.spec import Area, LayoutSpec
from pagesetter.model.story import Edition, Story


def make_up(
    spec: LayoutSpec,
    edition: Edition,
    shaper: Shaper,
    sizes: Mapping[str, tuple[int, int]],
    absent: frozenset[str] = frozenset(),
) -> tuple[Page, tuple[Diagnostic, ...]]:
    """The page and what is wrong with it.

    ``sizes``: pixels (width, height) of every picture file that could be read; ``absent``: families that no font has,
    so that characters asked of them alone are not reported one by one. Items stand in painting order: panels,
    pictures, rules, then the texts story by story in reading order, furniture last.
    """
    setter = Setter(shaper, spec.styles)

    def head_lines(area: Area, story: Story, width: float) -> int:
        return HeadFitter(setter, spec.styles.heads[area.head], story.language, spec.grid).lines_needed(story, width)

    dummy, found = plan_page(spec, edition, head_lines, sizes)
    problems = list(found)
    items: list[Item] = [*frames_of(dummy, spec.styles)]
    fits: list[StoryFit] = []
    for plan in dummy.plans:
        air = {slot.number: _air_above(slot, dummy, spec) for slot in plan.photos}
        made = make_story(plan, spec.grid, setter, sizes, air)
        items += made.items
        fits.append(made.fit)
        problems += made.diagnostics
    furniture = {f.name: f for f in spec.furniture}
    for slot in dummy.slots:
        if slot.kind == "advert":
            more, wrong = place_advert(slot, spec, setter, sizes)
        else:
            more, wrong = place_furniture(slot, furniture[slot.area.furniture], spec, setter)
        items += more
        problems += wrong
    if spec.column_rules:
        items += column_rules(dummy, spec.grid, spec.styles)
    items += story_rules(dummy, spec.grid, spec.styles)
    problems += _missing([m for m in setter.missing if not absent.issuperset(m.families)])
    return _page(spec, items, fits), in_order(replace(d, page=d.page or 1) for d in problems)


def _air_above(slot: Slot, dummy: Dummy, spec: LayoutSpec) -> float:
    """White above a photo, pt: for the rule where another story stands over it, a little under its own text."""
    grid = spec.grid
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
        case Picture():
            return 1
        case Text():
            return 4 if item.slug else 5
    return 3


def _page(spec: LayoutSpec, items: list[Item], fits: list[StoryFit]) -> Page:
    grid = spec.grid
    columns = tuple(grid.rect(c, 0, c + 1, grid.lines) for c in range(grid.columns))
    return Page(
        Rect(0.0, 0.0, spec.page.width, spec.page.height),
        spec.page.bleed,
        tuple(sorted(items, key=_order)),
        title=" ".join(v for v in (spec.edition.get("title", ""), spec.edition.get("section", "")) if v),
        date=spec.edition.get("date", ""),
        condition=spec.condition,
        baselines=(grid.row_y(0) + ASCENT_EM * grid.size, grid.leading, grid.lines),
        columns=columns,
        fits=tuple(fits),
    )


def _missing(missing: list[Missing]) -> list[Diagnostic]:
    """One error per character and place; a page that passes never shows a .notdef."""
    return [
        error(
            "F410",
            f'no face has the character "{m.character}" (U+{ord(m.character):04X}); looked in {", ".join(m.families)}',
            "replace the character, or name a font that has it in the layout",
            m.origin,
        )
        for m in dict.fromkeys(missing)
    ]
