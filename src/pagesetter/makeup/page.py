"""A layout, its stories, the fonts and the sizes of the pictures in, the finished Page out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from pagesetter.diagnostics import Diagnostic, in_order
from pagesetter.geometry import Rect, WritingMode
from pagesetter.makeup.advert import place_advert
from pagesetter.makeup.dummy import plan_page, replanner
from pagesetter.makeup.furniture import place_furniture
from pagesetter.makeup.ground import Rounding
from pagesetter.makeup.headline import HeadFitter, fitter_of
from pagesetter.makeup.picture import caption_rows
from pagesetter.makeup.rules import column_rules, frames_of, story_rules, tier_rules
from pagesetter.makeup.setting import Setter, axis_em, crowded_lines, missing_characters
from pagesetter.makeup.story import Made, make_story
from pagesetter.makeup.turning import Turning
from pagesetter.model.areas import Area
from pagesetter.model.dummy import Adjust, Dummy, Outline, Slot, StoryPlan
from pagesetter.model.fits import StoryFit
from pagesetter.model.glyph import Shaper
from pagesetter.model.page import Item, Page, Panel, Picture, Placed, Text
from pagesetter.model.spec import LayoutSpec
from pagesetter.model.story import Edition, Story
from pagesetter.records import record

if TYPE_CHECKING:
    from pagesetter.adverts.probe import Probed
    from pagesetter.adverts.supplied import Key
    from pagesetter.makeup.jump_cure import Tools


Finished = tuple[Page, tuple[Diagnostic, ...]]
"""A page and what is wrong with it."""


@record
class Matter:
    """What one page is made of."""

    spec: LayoutSpec
    edition: Edition
    shaper: Shaper
    sizes: Mapping[str, tuple[int, int]]
    """Pixels (width, height) of every picture file that could be read."""
    absent: frozenset[str] = frozenset()
    """Families that no font has, so that characters asked of them alone are not reported one by one."""
    supplied: "Mapping[Key, Probed]" = field(default_factory=lambda: MappingProxyType({}))
    """What came of every page of a PDF that an area names as its advertisement."""
    contours: Mapping[str, Outline] = field(default_factory=lambda: MappingProxyType({}))
    """What is not transparent of pictures, by file, as fractions of the upright picture."""


def make_up(
    spec: LayoutSpec,
    edition: Edition,
    shaper: Shaper,
    sizes: Mapping[str, tuple[int, int]],
    absent: frozenset[str] = frozenset(),
    supplied: "Mapping[Key, Probed]" = MappingProxyType({}),
    contours: Mapping[str, Outline] = MappingProxyType({}),
) -> Finished:
    """The page and what is wrong with it; the parameters are those of `Matter`.

    Items stand in painting order: panels, pictures, rules, then the texts story by story in reading order, furniture
    last.
    """
    return make_up_matter(Matter(spec, edition, shaper, sizes, absent, supplied, contours))


def make_up_matter(matter: Matter) -> Finished:
    """A page that stands alone."""
    if any(area.jump or area.continues for area in matter.spec.areas):
        return make_up_together([matter], alone=True)[0]
    maker = _Maker(matter)
    dummy, found = maker.planned()
    return maker.finished(dummy, found)


def make_up_together(pages: Sequence[Matter], *, alone: bool = False, absent: str = "") -> list[Finished]:
    """Pages whose stories go on from one to another, in the order of the edition; ``alone``: a page that is made up
    without the others of its edition; ``absent``: number of one that could not be read."""
    # Few stories go on anywhere.
    from pagesetter.makeup.jumps import told_apart
    from pagesetter.makeup.threads import threaded

    makers = []
    for matter in pages:
        spec, edition = told_apart(matter.spec, matter.edition)
        makers.append(_Maker(replace(matter, spec=spec, edition=edition)))
    planned = [maker.planned() for maker in makers]
    linked = threaded(
        [dummy.plans for dummy, _ in planned],
        [maker.tools for maker in makers],
        [matter.spec.edition.get("page", "") for matter in pages],
        alone=alone,
        absent=absent,
    )
    return [
        maker.finished(replace(dummy, plans=link.plans), link.findings(found), link.restored)
        for maker, (dummy, found), link in zip(makers, planned, linked, strict=True)
    ]


class _Maker:
    """A page on its way from its plan to its items."""

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        self.setter = Setter(matter.shaper, matter.spec.styles)
        self._rounding = Rounding(self._captions, matter.contours)

    @property
    def tools(self) -> "Tools":
        """What its stories are made with, for those that go on elsewhere."""
        from pagesetter.makeup.jump_cure import Tools  # few stories do

        return Tools(self.setter, self.matter.sizes, self.matter.spec.page.width, self._replanner)

    def planned(self, adjust: Mapping[str, Adjust] = MappingProxyType({})) -> tuple[Dummy, tuple[Diagnostic, ...]]:
        """The dummy of the page, with what copyfit changed of it."""
        spec, edition, sizes = self.matter.spec, self.matter.edition, self.matter.sizes
        return plan_page(spec, edition, self._head_lines, sizes, self._head_reach, adjust, self._rounding)

    def finished(
        self, dummy: Dummy, found: Iterable[Diagnostic], restored: Callable[[Made], Made] | None = None
    ) -> Finished:
        """The page by its dummy; ``restored`` gives parts of stories that stand in several areas their names back."""
        spec, setter = self.matter.spec, self.setter
        page = Turning(spec.grid.mode, spec.page.width)
        problems = list(found)
        items: list[Item] = [*frames_of(dummy, spec.page.width, spec.styles)]
        fits: list[StoryFit] = []
        adjust: dict[str, Adjust] = {}
        for plan in dummy.plans:
            air = {slot.number: _air_above(slot, plan, dummy, spec) for slot in plan.photos}
            made = make_story(plan, spec.page.width, setter, self.matter.sizes, air, partial(self._replanner, plan))
            if made.adjust is not None:
                adjust[plan.area.name] = made.adjust
            if restored is not None:
                made = restored(made)
            items += made.items
            fits.append(made.fit)
            problems += made.diagnostics
        if adjust:  # what is drawn between the stories goes by the plan as copyfit changed it
            dummy, _ = self.planned(adjust)
        furniture = {f.name: f for f in spec.furniture}
        for slot in dummy.slots:
            if slot.kind == "advert":
                more, wrong = place_advert(slot, spec, setter, self.matter.sizes, self.matter.supplied)
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
        problems += missing_characters([m for m in setter.missing if not self.matter.absent.issuperset(m.families)])
        if spec.spread:
            from pagesetter.makeup.spread import kept_off_the_fold  # few pages are two

            items, crossing = kept_off_the_fold(items, spec)
            problems += crossing
        return _page(spec, items, fits), in_order(replace(d, page=d.page or 1) for d in problems)

    def _fitter(self, area: Area, story: Story, mode: WritingMode) -> HeadFitter:
        spec = self.matter.spec
        return fitter_of(self.setter.along(mode), area, story.language, spec.grid)

    def _head_lines(self, area: Area, story: Story, length: float, mode: WritingMode) -> int:
        return self._fitter(area, story, mode).lines_needed(story, length)

    def _head_reach(self, area: Area, story: Story, length: float, depth: float, mode: WritingMode) -> float:
        return self._fitter(area, story, mode).reach(story, length, depth)

    def _captions(self, story: Story, number: int, measure: float, mode: WritingMode) -> int:
        return caption_rows(story, number, measure, self.matter.spec.grid, self.setter.along(mode))

    def _replanner(self, plan: StoryPlan) -> Callable[[Adjust], StoryPlan | None]:
        """What plans a story of the page again for copyfit."""
        area = self.matter.spec.area(plan.area.name)
        assert area is not None
        sizes = self.matter.sizes
        spec = self.matter.spec
        return replanner(spec, area, plan.story, self._head_lines, sizes, self._head_reach, self._rounding)


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
            # A pull quote repeats what its story says: it follows the stories, so that these read as they were written.
            return 4 if item.slug and item.role != "pull-quote" else 5
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
        fold=spec.page.width / 2 if spec.spread else None,
        cut=spec.spread == "pages",
    )
