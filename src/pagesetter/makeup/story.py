"""One story's plan in, its items on the page and its copyfit out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pagesetter.diagnostics import Diagnostic, error
from pagesetter.geometry import Rect
from pagesetter.makeup.boxes import BoxSetter, Stamp, moved
from pagesetter.makeup.copyfit import Pour, feather_rows, left_over, pour, prices_of
from pagesetter.makeup.flow import Element, Paragraph, elements
from pagesetter.makeup.headline import HeadFitter, fitter_of
from pagesetter.makeup.picture import photo_items
from pagesetter.makeup.setting import Setter, axis_em, text_item
from pagesetter.makeup.storyfit import copyfit_findings, last_resort, story_fit
from pagesetter.makeup.turning import Turning
from pagesetter.model.dummy import Adjust, StoryPlan
from pagesetter.model.fits import StoryFit
from pagesetter.model.page import Item, Text
from pagesetter.model.spec import Grid
from pagesetter.records import record

if TYPE_CHECKING:
    from pagesetter.makeup.curing import Again, Cured


@record
class Made:
    """A story on the page."""

    items: tuple[Item, ...]
    """Head, summary, byline, body, credit and captions in reading order; panels and pictures among them."""
    fit: StoryFit
    diagnostics: tuple[Diagnostic, ...]
    adjust: Adjust | None = None
    """What copyfit changed of its plan."""


def make_story(
    plan: StoryPlan,
    width: float,
    setter: Setter,
    sizes: Mapping[str, tuple[int, int]],
    air: Mapping[int, float],
    replan: "Callable[[], Again] | None" = None,
) -> Made:
    """Head, text and photos of a story at their places on a page of ``width`` pt.

    ``air``: white above each photo, by its number, in pt. Text that finds no room is counted and reported (M201), never
    squeezed and never dropped in silence. ``replan`` gives what plans the story again for the cures of copyfit; without
    it single paragraphs alone are set shorter or longer.
    """
    flow, poured, healed = _fitted(plan, width, setter.along(plan.grid.mode), sizes, replan)
    if healed is not None and healed.plan is not None:
        plan = healed.plan
    found: list[Diagnostic] = []
    items: list[Item] = []
    cures: list[str] = []
    story, grid = plan.story, plan.grid
    own, setter = Turning(grid.mode, width), setter.along(grid.mode)
    if plan.head is not None:
        mode = plan.head.mode
        fitter = fitter_of(setter.along(mode), plan.area, story.language, grid)
        turning = Turning(mode, width)
        head = fitter.fit(story, turning.back(own.rect(plan.head.rect)))
        items += turning.items((*head.panel, *head.items))
        cures += head.cures
        if head.overflow and not _cut_head(plan, fitter):
            found.append(
                error(
                    "M210",
                    f'the head of story "{story.slug}" does not fit at {head.size:g} pt: {head.overflow}',
                    "give it more columns or lines, break it into two lines, shorten it, or take a smaller head style",
                    story.headline.origin if story.headline else plan.area.origin,
                    rect=own.rect(plan.head.rect),
                )
            )
    first_fit = 0
    boxed: tuple[Diagnostic, ...] = ()
    if plan.summary is not None:
        rect = plan.summary.rect
        stamp = BoxSetter(setter, grid, story).summary(rect.w, rect.h)
        first_fit += stamp.first_fit
        boxed = stamp.loose
        items += own.items(moved(stamp.items, rect.x, rect.y))
        needed = grid.depth(stamp.rows)
        if needed > rect.h + 0.01:
            found.append(
                error(
                    "M211",
                    f'the summary of story "{story.slug}" needs {stamp.rows} lines and its area has '
                    f"{int((rect.h + grid.leading - grid.size) / grid.leading + 1e-6)}",
                    "shorten the summary or give it more lines",
                    plan.summary.area.origin,
                    rect=own.rect(rect),
                )
            )
    if plan.area.drop_cap or (plan.head is not None and setter.sheet.heads[plan.area.head].breaks != "marks"):
        from pagesetter.makeup.vain import asked_in_vain  # plain stories ask for neither

        found += asked_in_vain(plan, flow, setter.sheet)
    flow = tuple(poured.stamps.get(i, e) for i, e in enumerate(flow)) if poured.stamps else flow
    lines, loose = _placed(flow, poured, plan, grid, setter)
    loose += boxed
    items += own.items(lines)
    found += [replace(d, rect=d.rect and own.rect(d.rect)) for d in loose]
    top = min((f.row for f in plan.frames), default=0)
    for slot in plan.quotes:
        from pagesetter.makeup.around_quotes import quote_items  # few stories have any

        quoted, problems = quote_items(plan, slot, setter)
        items += own.items(quoted)
        found += [replace(d, rect=d.rect and own.rect(d.rect)) for d in problems]
    for slot in plan.photos:
        level = poured.feather * grid.leading if slot.row == top else 0.0  # photo and text start on one row
        made, problems = photo_items(plan, slot, width, setter, sizes, max(air[slot.number], level))
        items += made
        found += problems
    panel = setter.sheet.panels.get(plan.area.panel)
    if panel is not None and panel.text is not None:
        from pagesetter.makeup.ornaments import on_ground  # few stories stand on a dark ground

        items = on_ground(items, panel.text)
    taken = healed.taken if healed is not None else ()
    spaces = sum(c.gain for c in taken if c.kind in ("subhead_space", "paragraph_space"))  # no galley has them
    fit = story_fit(plan, flow, poured, own, first_fit, len(loose), cures, spaces)
    if healed is not None:
        fit = replace(fit, trials=healed.trials, taken=healed.taken, reach=healed.reach, fills=healed.fills)
    if fit.over_lines > 0 and plan.frames:
        from pagesetter.makeup.remedies import overruns  # as above

        fit = replace(fit, overruns=overruns(plan.story, flow))
    found += copyfit_findings(plan, fit, setter)
    if fit.first_fit:
        found.append(last_resort(plan, fit, flow, poured))
    return Made(tuple(items), fit, tuple(found), healed.adjust if healed is not None and healed.plan else None)


def _fitted(
    plan: StoryPlan,
    width: float,
    setter: Setter,
    sizes: Mapping[str, tuple[int, int]],
    replan: "Callable[[], Again] | None",
) -> "tuple[tuple[Element, ...], Pour, Cured | None]":
    """The running text, poured, and what copyfit did where it did not fit."""
    limits = setter.sheet.copyfit
    flow = elements(plan, plan.grid, setter)
    pinned, prices = plan.area.fixed, prices_of(limits)
    poured = pour(flow, plan.frames, feather_rows(plan, limits), pinned=pinned, prices=prices)
    left = left_over(poured, plan)
    white = int(setter.sheet.numbers["underset_lines"]) * max(len(plan.columns), 1)
    if replan is None or plan.area.fixed or not plan.frames or -white <= left <= 0:
        return flow, poured, None
    # Stories that fit never load the search.
    from pagesetter.makeup.curing import cured

    healed = cured(plan, flow, poured.lost or poured.natural - plan.room, replan(), setter, sizes, width)
    return healed.flow or flow, healed.poured or poured, healed


def _cut_head(plan: StoryPlan, fitter: HeadFitter) -> bool:
    """Whether the head has fewer lines than it asked for: the dummy has said so (M101)."""
    assert plan.head is not None
    if plan.head.area is not plan.area:
        return False
    if plan.head.mode is not plan.grid.mode:
        return False
    asked = plan.area.head_lines or fitter.lines_needed(plan.story, plan.head.rect.w)
    return plan.head.end_row - plan.head.row < asked


def _placed(
    flow: Sequence[Element], poured: Pour, plan: StoryPlan, grid: Grid, setter: Setter
) -> tuple[list[Item], list[Diagnostic]]:
    """The running text at its rows, and what is said of lines that are looser than the limit."""
    items: list[Item] = []
    loose: list[Diagnostic] = []
    for place in poured.places:
        if place.frame < 0:
            continue
        frame, element = plan.frames[place.frame], flow[place.element]
        row = frame.row + place.row
        if isinstance(element, Stamp):
            white = poured.changes[place.element] * grid.leading  # a stamp given a row more
            above = white / 2 if element.kind == "subhead" else 0.0
            items += moved(element.items, frame.x, grid.row_y(row) + above)
            loose += element.loose
            continue
        setting = poured.settings[place.element] or element.natural
        for i, line in enumerate(setting.lines[place.first : place.first + place.lines]):
            baseline = grid.row_y(row + i) + axis_em(grid.mode) * grid.size
            x, _ = frame.span(place.row + i)
            if element.cap is not None and place.first + i < element.cap.lines:
                if not place.first + i:
                    items += moved((element.cap.item,), x, grid.row_y(row))
                x += element.cap.width
            items.append(text_item(line, x, baseline, element.style, element.source))
            if line.gap_em > element.style.limits.loose_em + 1e-9:
                # Few lines are, and saying why takes tables of its own.
                from pagesetter.makeup.looseness import loose_finding

                rect = Rect(x, grid.row_y(row + i), line.measure, grid.leading)
                following = setting.lines[place.first + i + 1 :]
                loose.append(loose_finding(plan.story, element.ready, line, following, element.source, rect))
        if element.tail is not None and place.first + place.lines == len(setting.lines):
            items.append(_tail(element, frame.x, grid.row_y(row + place.lines - 1), plan, grid, setter))
    return items, loose


def _tail(element: Paragraph, x: float, top: float, plan: StoryPlan, grid: Grid, setter: Setter) -> Text:
    """The end credit on the last line."""
    assert element.tail is not None
    story = plan.story
    assert story.credit is not None
    block = next(i for i, b in enumerate(story.blocks) if b is story.credit)
    source = replace(element.source, block=block, role=story.credit.kind, origin=story.credit.origin, offset=0)
    style = setter.style(story.credit.kind, story.language)
    return text_item(element.tail, x, top + axis_em(grid.mode) * grid.size, style, source)
