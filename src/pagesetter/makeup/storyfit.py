"""A poured story in, its copyfit out: lines needed and offered, cures, and what stays over or under."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from pagesetter.diagnostics import Diagnostic, note, warning
from pagesetter.geometry import Rect
from pagesetter.makeup.boxes import Stamp
from pagesetter.makeup.copyfit import Pour
from pagesetter.makeup.flow import Element, Paragraph
from pagesetter.makeup.pouring import rows_of
from pagesetter.makeup.setting import Setter
from pagesetter.makeup.turning import Turning
from pagesetter.model.dummy import Frame, StoryPlan
from pagesetter.model.fits import StoryFit
from pagesetter.model.spec import Grid

_WORDS = {
    "keep": "a subhead or byline stands apart from the text under it",
    "level": "the columns end more than a line apart",
    "order": "a column other than the last is the short one",
    "alone": "a single line of a paragraph stands alone at a column's head or foot",
}

_WORD = r"[^\s\u2e80-\uffff]+"
"""Pattern of a word or number between spaces and CJK characters; few pages ask for it."""


def story_fit(
    plan: StoryPlan,
    flow: Sequence[Element],
    poured: Pour,
    own: Turning,
    first_fit: int,
    loose: int,
    cures: list[str],
    spaces: int = 0,
) -> StoryFit:
    """The figures of a story; ``own`` turns its places to those of the page, ``spaces`` are the lines that copyfit took
    from the white in its text."""
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
    first = plan.frames or plan.columns
    measure = first[0].measure / grid.size if first else 0.0
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
            placed += here + (element.cap.characters if element.cap and not place.first else 0)
    natural = poured.natural + spaces
    if poured.lost:
        over = natural - plan.room if natural > plan.room else poured.lost
    elif needs == plan.room:
        over = 0
    else:  # the text is short of its room
        over = (natural if natural <= plan.room else needs) - plan.room
    return StoryFit(
        plan.story.slug,
        plan.area.name,
        tuple(map(own.rect, _rects(plan, grid))),
        plan.room,
        needs,
        needs - max(over, 0),
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
        galley=natural,
        idle=max(poured.lost - over, 0),
    )


def _rects(plan: StoryPlan, grid: Grid) -> tuple[Rect, ...]:
    """Rectangles of the story: head, summary, photos and text frames."""
    slots = [s.rect for s in (plan.head, plan.summary, *plan.photos) if s is not None]
    slots += [s.rect for s in plan.quotes]
    return (*slots, *(_frame_rect(piece, grid) for f in plan.frames for piece in _pieces(f)))


def _pieces(frame: Frame) -> Iterator[Frame]:
    """A frame in pieces whose rows have one place and measure."""
    if not frame.spans:
        yield frame
        return
    row = frame.row
    for (x, measure), rows in groupby(frame.spans):
        end = row + len(list(rows))
        yield Frame(frame.column, x, measure, row, end, part=frame.part)
        row = end


def _feet(plan: StoryPlan, grid: Grid) -> tuple[Rect, ...]:
    last = {f.column: f for f in plan.frames}
    return tuple(_frame_rect(last[column], grid) for column in sorted(last))


def _frame_rect(frame: Frame, grid: Grid) -> Rect:
    return Rect(frame.x, grid.row_y(frame.row), frame.measure, grid.depth(frame.lines))


def copyfit_findings(plan: StoryPlan, fit: StoryFit, setter: Setter) -> list[Diagnostic]:
    story, out = plan.story, []
    rect = fit.rects[-1] if fit.rects else None
    if fit.over_lines > 0 and not plan.frames:  # the dummy has said so (M101, M105)
        return []
    white = int(setter.sheet.numbers["underset_lines"]) * max(len(plan.columns), 1)
    if fit.over_lines > 0 or -fit.over_lines > white or fit.taken:
        # Stories that fit do not load the words for it.
        from pagesetter.makeup.remedies import over, taken, under

        if fit.over_lines > 0:
            return [over(plan, fit, rect)]  # and not how its lines are broken: that changes with the cure
        if -fit.over_lines > white:
            out.append(under(plan, fit, rect))
        if fit.taken:
            out.append(taken(plan, fit, rect))
    for words in fit.gave_way:
        say = note if words == _WORDS["order"] else warning
        hint = "change the text by a line or two, or the head or a photo by a line"
        out.append(say("M204", f'in story "{story.slug}" {words}', hint, plan.area.origin, rect=rect))
    return out


def last_resort(plan: StoryPlan, fit: StoryFit, flow: Sequence[Element], poured: Pour) -> Diagnostic:
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
