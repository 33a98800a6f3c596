"""A story and its plan in, the elements of its running text out: paragraphs that may be set in several lengths, and
stamps that stand on whole rows."""

from collections.abc import Callable
from dataclasses import replace

from pagesetter.lines.paragraph import Prepared, natural_width, set_block, set_solid
from pagesetter.makeup.boxes import BoxSetter, Stamp
from pagesetter.makeup.setting import Setter, Source, source_of
from pagesetter.model.dummy import StoryPlan
from pagesetter.model.galley import Line, Setting
from pagesetter.model.spec import Grid
from pagesetter.model.style import TypeStyle
from pagesetter.records import record


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

    @property
    def pinned(self) -> bool:
        """Whether the length may not be changed."""
        return self.tail is not None


Element = Paragraph | Stamp


def elements(plan: StoryPlan, grid: Grid, setter: Setter) -> tuple[Element, ...]:
    """The running text of a story in reading order, for columns of one measure."""
    story, language = plan.story, plan.story.language
    if not plan.columns:
        return ()
    measure = plan.columns[0].measure
    boxes = BoxSetter(setter, grid, story)
    out: list[Element] = []
    if story.summary is not None and plan.summary is None:
        out.append(boxes.summary(measure))
    if story.byline is not None:
        out.append(boxes.byline(story.byline, measure))
    for block in story.body:
        if block.kind == "subhead":
            out.append(boxes.subhead(block, measure))
            continue
        style = setter.style(block.kind, language)
        offset = 0
        for i, spans in enumerate(block.lines):
            ready = setter.prepare(spans, style, language)
            source = replace(source_of(story, block), offset=offset)
            indent = 0.0 if i else None
            out.append(_paragraph(ready, style, source, measure, indent, joins=i > 0))
            offset += len(ready.text) + 1
    if story.credit is not None:
        _end_with_credit(out, plan, setter, boxes, measure)
    return tuple(out)


def _paragraph(
    ready: Prepared, style: TypeStyle, source: Source, measure: float, indent: float | None, joins: bool
) -> Paragraph:
    known: dict[int, Setting | None] = {}

    def change(lines: int) -> Setting | None:
        if lines not in known:
            known[lines] = set_block(ready, measure, change=lines, first_indent=indent)
        return known[lines]

    natural = set_block(ready, measure, first_indent=indent)
    assert natural is not None
    return Paragraph(style, source, natural, len(ready.text), change, joins=joins, ready=ready)


def _end_with_credit(out: list[Element], plan: StoryPlan, setter: Setter, boxes: BoxSetter, measure: float) -> None:
    """The end credit on the last line of the text where there is room for it, else on a row of its own."""
    story = plan.story
    assert story.credit is not None
    last = out[-1] if out else None
    if isinstance(last, Paragraph) and len(story.credit.lines) == 1:
        style = setter.style("end-credit", story.language)
        ready = setter.prepare(story.credit.lines[0], style, story.language)
        free = measure - last.natural.lines[-1].width
        if natural_width(ready) + style.size <= free:
            out[-1] = replace(last, tail=set_solid(ready, measure, "right"))
            return
    out.append(boxes.credit(measure))
