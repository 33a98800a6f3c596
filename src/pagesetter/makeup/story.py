"""One story's plan in, its items on the page and its copyfit out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pagesetter.diagnostics import Diagnostic, error, note, warning
from pagesetter.geometry import Rect
from pagesetter.makeup.boxes import BoxSetter, Stamp, moved
from pagesetter.makeup.copyfit import Pour, pour
from pagesetter.makeup.flow import Element, Paragraph, elements
from pagesetter.makeup.headline import HeadFitter
from pagesetter.makeup.picture import photo_items
from pagesetter.makeup.pouring import rows_of
from pagesetter.makeup.setting import Setter, axis_em, text_item
from pagesetter.makeup.turning import Turning
from pagesetter.model.dummy import Frame, StoryPlan
from pagesetter.model.page import Item, StoryFit, Text
from pagesetter.model.spec import Grid
from pagesetter.records import record

_WORDS = {
    "keep": "a subhead or byline stands apart from the text under it",
    "level": "the columns end more than a line apart",
    "order": "a column other than the last is the short one",
    "alone": "a single line of a paragraph stands alone at a column's head or foot",
}

_WORD = r"[^\s\u2e80-\uffff]+"
"""Pattern of a word or number between spaces and CJK characters; few pages ask for it."""


@record
class Made:
    """A story on the page."""

    items: tuple[Item, ...]
    """Head, summary, byline, body, credit and captions in reading order; panels and pictures among them."""
    fit: StoryFit
    diagnostics: tuple[Diagnostic, ...]


def make_story(
    plan: StoryPlan, width: float, setter: Setter, sizes: Mapping[str, tuple[int, int]], air: Mapping[int, float]
) -> Made:
    """Head, text and photos of a story at their places on a page of ``width`` pt.

    ``air``: white above each photo, by its number, in pt. Text that finds no room is counted and reported (M201), never
    squeezed and never dropped in silence.
    """
    found: list[Diagnostic] = []
    items: list[Item] = []
    cures: list[str] = []
    story, grid = plan.story, plan.grid
    own, setter = Turning(grid.mode, width), setter.along(grid.mode)
    if plan.head is not None:
        mode = plan.head.mode
        fitter = HeadFitter(setter.along(mode), setter.sheet.heads[plan.area.head], story.language, grid)
        turning = Turning(mode, width)
        head = fitter.fit(story, turning.back(own.rect(plan.head.rect)))
        items += turning.items(head.items)
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
    flow = elements(plan, grid, setter)
    beside = plan.head is not None and plan.head.mode is not grid.mode  # no white goes under a head that is not above
    poured = pour(flow, plan.frames, 0 if beside else int(setter.sheet.numbers["underset_lines"]))
    lines, loose = _placed(flow, poured, plan, grid, setter)
    loose += boxed
    items += own.items(lines)
    found += [replace(d, rect=d.rect and own.rect(d.rect)) for d in loose]
    top = min((f.row for f in plan.frames), default=0)
    for slot in plan.photos:
        level = poured.feather * grid.leading if slot.row == top else 0.0  # photo and text start on one row
        made, problems = photo_items(plan, slot, width, setter, sizes, max(air[slot.number], level))
        items += made
        found += problems
    fit = _fit(plan, flow, poured, own, first_fit, len(loose), cures)
    found += _copyfit_findings(plan, fit, setter)
    if fit.first_fit:
        found.append(_last_resort(plan, fit, flow, poured))
    return Made(tuple(items), fit, tuple(found))


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
            items.append(text_item(line, frame.x, baseline, element.style, element.source))
            if line.gap_em > element.style.limits.loose_em + 1e-9:
                # Few lines are, and saying why takes tables of its own.
                from pagesetter.makeup.looseness import loose_finding

                rect = Rect(frame.x, grid.row_y(row + i), line.measure, grid.leading)
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
    source = replace(element.source, block=block, role="end-credit", origin=story.credit.origin, offset=0)
    style = setter.style("end-credit", story.language)
    return text_item(element.tail, x, top + axis_em(grid.mode) * grid.size, style, source)


def _fit(
    plan: StoryPlan, flow: Sequence[Element], poured: Pour, own: Turning, first_fit: int, loose: int, cures: list[str]
) -> StoryFit:
    """The figures of a story; ``own`` turns its places to those of the page."""
    grid = plan.grid
    needs = characters = 0
    for element, setting, change in zip(flow, poured.settings, poured.changes, strict=True):
        needs += rows_of(element, setting) + (0 if isinstance(element, Paragraph) else change)
        if isinstance(element, Paragraph):
            characters += element.characters
            chosen = setting or element.natural
            first_fit += len(chosen.lines) if chosen.method == "first-fit" else 0
            if change:
                start = chosen.lines[0].text.strip()[:6]
                cures.append(f"paragraph “{start}…” set {abs(change)} line {'shorter' if change < 0 else 'longer'}")
        else:
            first_fit += element.first_fit
            if change:
                cures.append(f"a line of white at the {element.kind}")
    if poured.feather:
        cures.append(f"{poured.feather} line{'s' if poured.feather > 1 else ''} of white under the head")
    measure = plan.columns[0].measure / grid.size if plan.columns else 0.0
    lost_characters = placed = 0
    for place in poured.places:
        element = flow[place.element]
        if isinstance(element, Stamp):
            lost_characters += round(element.rows * measure) if place.frame < 0 else 0
            continue
        setting = poured.settings[place.element] or element.natural
        here = sum(ln.end - ln.start for ln in setting.lines[place.first : place.first + place.lines])
        if place.frame < 0:
            lost_characters += here
        else:
            placed += here
    over = poured.lost or min(needs - plan.room, 0)
    return StoryFit(
        plan.story.slug,
        plan.area.name,
        tuple(map(own.rect, _rects(plan, grid))),
        plan.room,
        needs,
        needs - poured.lost,
        characters,
        over,
        lost_characters if over > 0 else round(over * measure),
        first_fit,
        loose,
        (0, placed),
        tuple(cures),
        tuple(map(own.rect, _feet(plan, grid))),
        tuple(_WORDS[b] for b in poured.gave_way),
        plan.area.origin,
    )


def _rects(plan: StoryPlan, grid: Grid) -> tuple[Rect, ...]:
    """Rectangles of the story: head, summary, photos and text frames."""
    slots = [s.rect for s in (plan.head, plan.summary, *plan.photos) if s is not None]
    return (*slots, *(_frame_rect(f, grid) for f in plan.frames))


def _feet(plan: StoryPlan, grid: Grid) -> tuple[Rect, ...]:
    last = {f.column: f for f in plan.frames}
    return tuple(_frame_rect(last[column], grid) for column in sorted(last))


def _frame_rect(frame: Frame, grid: Grid) -> Rect:
    return Rect(frame.x, grid.row_y(frame.row), frame.measure, grid.depth(frame.lines))


def _copyfit_findings(plan: StoryPlan, fit: StoryFit, setter: Setter) -> list[Diagnostic]:
    story, out = plan.story, []
    rect = fit.rects[-1] if fit.rects else None
    where = f"area {plan.area.name} (room {counted(fit.room)}, needs {fit.needs})"
    if fit.over_lines > 0:
        if not plan.frames:  # the dummy has said so (M101, M105)
            return []
        return [  # and not how its lines are broken: that changes with the cure
            error(
                "M201",
                f'story "{story.slug}" is overset by {counted(fit.over_lines)} '
                f"(about {fit.over_characters} characters) in {where}",
                f"cut about {fit.over_characters} characters, give the area {fit.over_lines} more "
                f"{'lines' if fit.over_lines > 1 else 'line'}, or make a photo or the head smaller",
                plan.area.origin,
                rect=rect,
            )
        ]
    if -fit.over_lines > setter.sheet.numbers["underset_lines"] * max(len(plan.columns), 1):
        out.append(
            warning(
                "M202",
                f'story "{story.slug}" is underset by {counted(-fit.over_lines)} '
                f"(about {-fit.over_characters} characters) in {where}",
                "add text, enlarge a photo or the head, or take rows from the area",
                plan.area.origin,
                rect=rect,
            )
        )
    for words in fit.gave_way:
        say = note if words == _WORDS["order"] else warning
        hint = "change the text by a line or two, or the head or a photo by a line"
        out.append(say("M204", f'in story "{story.slug}" {words}', hint, plan.area.origin, rect=rect))
    return out


def _last_resort(plan: StoryPlan, fit: StoryFit, flow: Sequence[Element], poured: Pour) -> Diagnostic:
    """M203 at the first text that no rule could break: a paragraph, or else the summary."""
    story = plan.story
    text, origin = (story.summary.text, story.summary.origin) if story.summary else ("", None)
    for element, setting in zip(flow, poured.settings, strict=True):
        chosen = setting or element.natural if isinstance(element, Paragraph) else None
        if isinstance(element, Paragraph) and chosen is not None and chosen.method == "first-fit":
            text = "".join(ln.text + " " * (ln.end - ln.start - len(ln.text)) for ln in chosen.lines)
            origin = element.source.origin
            break
    word = max(re.findall(_WORD, text) or [text], key=len)
    shown = f"{word[:24]}…" if len(word) > 24 else word
    return warning(
        "M203",
        f'{counted(fit.first_fit)} of story "{story.slug}" could only be set by the last resort; the longest word of '
        f'the first paragraph of them is "{shown}"',
        "shorten the word, put soft hyphens (U+00AD) into it, or give the area wider columns",
        origin or plan.area.origin,
        rect=fit.rects[-1] if fit.rects else None,
    )


def counted(lines: int) -> str:
    """So many lines, in words."""
    return f"{lines} line" if lines == 1 else f"{lines} lines"
