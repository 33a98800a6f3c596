"""A story that does not fit, or was made to fit, in; what an editor is told of it out: how much, what was tried, where
a cut hurts least, what would fill."""

from collections.abc import Sequence

from pagesetter.diagnostics import Diagnostic, Origin, error, note, warning
from pagesetter.geometry import Rect
from pagesetter.makeup.flow import Element, Paragraph
from pagesetter.makeup.setting import span_of
from pagesetter.model.dummy import StoryPlan
from pagesetter.model.fits import Overrun, StoryFit
from pagesetter.model.story import Story
from pagesetter.reporting.cures import cure_words
from pagesetter.reporting.terminal import counted

_SHOWN = 4
"""Places that a hint names; the report has all of them."""
_LAST_CHARACTERS = 8
"""Words shown of a last line: no more characters than these."""
_SHORT_SHARE = 0.5
"""A last line that fills more than this share of its measure is no overrun: cutting it is cutting text."""


def overruns(story: Story, flow: Sequence[Element]) -> tuple[Overrun, ...]:
    """Paragraphs with short last lines, those with the fewest characters first: where a cut hurts least."""
    found = []
    for element in flow:
        if not isinstance(element, Paragraph) or len(element.natural.lines) < 2:
            continue
        line = element.natural.lines[-1]
        if line.end - line.start <= _SHORT_SHARE * line.measure / element.style.size:
            found.append(Overrun(line.end - line.start, line.text, _origin(story, element, line.start)))
    return tuple(sorted(found, key=lambda o: (o.characters, o.origin.line if o.origin else 0)))


def _origin(story: Story, element: Paragraph, index: int) -> Origin | None:
    """Where a character of a paragraph stands in its file."""
    block = story.blocks[element.source.block]
    at = 0
    for spans in block.lines:
        if at == element.source.offset:
            span, inside = span_of(spans, index)
            return span.origin_at(inside) or block.origin
        at += sum(len(span.text) for span in spans) + 1
    return block.origin


def over(plan: StoryPlan, fit: StoryFit, rect: Rect | None) -> Diagnostic:
    """M201: 超."""
    lines, characters = fit.over_lines, fit.over_characters
    more = f"{lines} more {'line' if lines == 1 else 'lines'}"
    hint = f"cut about {characters} characters, give the area {more}, or make a photo or the head smaller"
    if fit.overruns:
        hint += f"; a cut hurts least at {_places(fit.overruns)}"
    if fit.idle:
        hint += f"; {counted(fit.idle, 'line')} of the room cannot be used as the text stands"
    if plan.area.fixed:
        hint += "; the story is fixed, so no cure was tried"
    elif fit.reach:
        hint += f"; all cures together bring {counted(fit.reach, 'line')} at most"
    return error(
        "M201",
        f'story "{fit.slug}" is overset by {counted(lines, "line")} (about {characters} characters) in {_where(fit)}',
        hint,
        plan.area.origin,
        rect=rect,
    )


def under(plan: StoryPlan, fit: StoryFit, rect: Rect | None) -> Diagnostic:
    """M202: 欠."""
    lines, characters = -fit.over_lines, -fit.over_characters
    hint = f"add about {characters} characters or a subhead, or take rows from the area"
    fills = [
        f"make photo {c.number} a line higher (takes {counted(-c.gain, 'line')})"
        if c.kind == "photo"
        else f"set the head in {c.size:g} pt (takes {counted(-c.gain, 'line')})"
        for c in fit.fills
    ]
    if fills:
        hint += f"; or {', '.join(fills)}"
    if plan.area.fixed:
        hint += "; the story is fixed, so no cure was tried"
    return warning(
        "M202",
        f'story "{fit.slug}" is underset by {counted(lines, "line")} (about {characters} characters) in {_where(fit)}',
        hint,
        plan.area.origin,
        rect=rect,
    )


def taken(plan: StoryPlan, fit: StoryFit, rect: Rect | None) -> Diagnostic:
    """M220: what copyfit did so that a story fits."""
    return note(
        "M220",
        f'story "{fit.slug}" fits by {counted(len(fit.taken), "cure")} of {counted(len(fit.trials), "trial")}: '
        + ", ".join(map(cure_words, fit.taken)),
        "fixed: true keeps a story as it is drawn; the style sheet limits the cures (copyfit)",
        plan.area.origin,
        rect=rect,
    )


def _places(found: Sequence[Overrun]) -> str:
    """``story.md:14:30 “了一天。” 3``: place, words and characters."""
    shown = [f"{_spot(o)}“{_short(o.text)}” {o.characters}" for o in found[:_SHOWN]]
    return ", ".join(shown) + (", …" if len(found) > _SHOWN else "")


def _spot(overrun: Overrun) -> str:
    o = overrun.origin
    return f"{o.file}:{o.line}:{o.column} " if o else ""


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _LAST_CHARACTERS else f"…{text[-_LAST_CHARACTERS + 1 :]}"


def _where(fit: StoryFit) -> str:
    return f"area {fit.area} (room {counted(fit.room, 'line')}, needs {fit.galley})"
