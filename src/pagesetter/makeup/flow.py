"""A story and its plan in, the elements of its running text out: paragraphs that may be set in several lengths, and
stamps that stand on whole rows."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial

from pagesetter.lines.paragraph import Prepared, natural_width, set_block, set_solid
from pagesetter.makeup.boxes import BoxSetter, Stamp
from pagesetter.makeup.setting import Setter, Source, source_of
from pagesetter.model.dummy import StoryPlan
from pagesetter.model.galley import Line, Setting
from pagesetter.model.page import Text
from pagesetter.model.spec import Grid
from pagesetter.model.style import TypeStyle
from pagesetter.records import record


@record
class Cap:
    """A drop cap (首字下沉)."""

    lines: int
    """Lines of the paragraph that stand beside it; they stay together."""
    width: float
    """What it takes of each, pt."""
    characters: int
    item: Text
    """From the start and the top of the first line's em box."""


@record
class Paragraph:
    """A paragraph of running text and the ways it can be set."""

    style: TypeStyle
    source: Source
    natural: Setting
    characters: int
    change: Callable[[int], Setting | None]
    """The setting with so many lines more or fewer, None where the limits of justification do not allow it."""
    tail: Line | None = None
    """The end credit, when it stands on the last line, flush right."""
    joins: bool = False
    """Goes on the given line before it in the same block: no indent."""
    ready: Prepared | None = None
    """What its lines are made of: for galleys, which tell what was done to each gap."""
    fitted: Callable[[tuple[float, ...], int], Setting | None] | None = None
    """The setting in lines of given measures, pt, the last for all that follow, with so many lines more or fewer."""
    cap: Cap | None = None

    @property
    def pinned(self) -> bool:
        """Whether the length may not be changed."""
        return self.tail is not None


Element = Paragraph | Stamp


def elements(plan: StoryPlan, grid: Grid, setter: Setter) -> tuple[Element, ...]:
    """The running text of a story in reading order, in the measure of the first column that has text.

    Where its rows are not all of one measure, paragraphs and stamps can be made again for others.
    """
    story, language = plan.story, plan.story.language
    if not plan.columns:
        return ()
    measure = plan.frames[0].measure if plan.frames else plan.columns[0].measure
    boxes = BoxSetter(setter, grid, story)
    alike = not any(f.spans or f.measure != measure for f in plan.frames)

    def stamp(make: Callable[[float], Stamp]) -> Stamp:
        if alike:
            return make(measure)
        again = cache(make)
        return replace(again(measure), again=again)

    out: list[Element] = []
    if story.summary is not None and plan.summary is None:
        out.append(stamp(boxes.summary))
    if story.byline is not None:
        out.append(stamp(partial(boxes.byline, story.byline)))
    for block in story.body:
        if block.kind == "subhead":
            out.append(stamp(partial(boxes.subhead, block)))
            continue
        style = setter.style(block.kind, language)
        offset = 0
        for i, spans in enumerate(block.lines):
            ready = setter.prepare(spans, style, language)
            source = replace(source_of(story, block), offset=offset)
            indent = 0.0 if i or block.continued else None
            open_end = block.goes_on and i + 1 == len(block.lines)
            stiff = block.kind == "continued"
            made = _paragraph(ready, style, source, measure, indent, joins=i > 0, open_end=open_end, stiff=stiff)
            opens = block is story.body[0] and block.kind != "continued" and not (i or open_end or block.continued)
            if plan.area.drop_cap and opens:
                from pagesetter.makeup.dropcap import with_cap  # few stories begin with one

                made = with_cap(made, spans, plan, sum(e.rows for e in out if isinstance(e, Stamp)), setter)
            out.append(made)
            offset += len(ready.text) + 1
    if story.credit is not None and alike:
        _end_with_credit(out, plan, setter, boxes, measure)
    elif story.credit is not None:  # where the last line ends is not known yet
        out.append(stamp(boxes.credit))
    return tuple(out)


def _paragraph(
    ready: Prepared,
    style: TypeStyle,
    source: Source,
    measure: float,
    indent: float | None,
    joins: bool,
    open_end: bool = False,
    stiff: bool = False,
) -> Paragraph:
    """A paragraph of a given line; ``stiff``: its length is never changed."""
    known: dict[tuple[tuple[float, ...], int], Setting | None] = {}

    def fitted(measures: tuple[float, ...], lines: int) -> Setting | None:
        key = measures, lines
        if stiff and lines:
            return None
        if key not in known:
            known[key] = set_block(ready, measures, change=lines, first_indent=indent, open_end=open_end)
        return known[key]

    natural = fitted((measure,), 0)
    assert natural is not None
    change = partial(fitted, (measure,))
    return Paragraph(style, source, natural, len(ready.text), change, joins=joins, ready=ready, fitted=fitted)


def _end_with_credit(out: list[Element], plan: StoryPlan, setter: Setter, boxes: BoxSetter, measure: float) -> None:
    """The end credit on the last line of the text where there is room for it, else on a row of its own."""
    story = plan.story
    assert story.credit is not None
    last = out[-1] if out else None
    if isinstance(last, Paragraph) and len(story.credit.lines) == 1:
        style = setter.style(story.credit.kind, story.language)
        ready = setter.prepare(story.credit.lines[0], style, story.language)
        free = measure - last.natural.lines[-1].width
        if natural_width(ready) + style.size <= free:
            out[-1] = replace(last, tail=set_solid(ready, measure, "right"))
            return
    out.append(boxes.credit(measure))
