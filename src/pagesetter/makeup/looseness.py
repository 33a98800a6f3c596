"""A line that is looser than its style likes and its paragraph in, what is said of it and where out."""

from collections.abc import Sequence

from pagesetter.diagnostics import Diagnostic, Origin, note
from pagesetter.geometry import Rect
from pagesetter.lines.loose import cause
from pagesetter.lines.paragraph import Prepared
from pagesetter.makeup.setting import Source, span_of
from pagesetter.model.galley import Line
from pagesetter.model.story import Story


def loose_finding(
    story: Story,
    ready: Prepared | None,
    line: Line,
    following: Sequence[Line],
    source: Source,
    rect: Rect | None = None,
) -> Diagnostic:
    """M205 for a loose line, with the cause, the place in the file of its first character and on the page."""
    why = f": {cause(ready, line, following)}" if ready else ""
    shown = line.text if len(line.text) <= 12 else f"{line.text[:12]}…"
    return note(
        "M205",
        f'the line "{shown}" of story "{story.slug}" is loose, its gaps open by {100 * line.gap_em:.0f} % '
        f"of an em{why}",
        "change the words of the paragraph, or put a soft hyphen (U+00AD) where a long word may be parted",
        _place(story, line, source),
        rect=rect,
    )


def _place(story: Story, line: Line, source: Source) -> Origin | None:
    """Where the line begins in the story's file."""
    index = source.offset + line.start
    for spans in story.blocks[source.block].lines:
        length = sum(len(span.text) for span in spans)
        if index < length:
            span, at = span_of(spans, index)
            return span.origin_at(at) or source.origin
        index -= length + 1
    return source.origin
