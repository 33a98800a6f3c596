"""Plain text in, a story of its paragraphs out, copyedited: for text that has no head and no marks of Markdown."""

from dataclasses import replace

from pagesetter.diagnostics import Diagnostic, Origin, error, in_order
from pagesetter.model.story import Story
from pagesetter.read.copyedit import copyedit
from pagesetter.read.copytext import Traced, packed, place, visible
from pagesetter.read.openings import with_datelines
from pagesetter.read.source import SourceText

_BLANKS = " \t\u00a0\u3000"


def plain_story(
    source: SourceText, slug: str, *, mode: str, language: str
) -> tuple[Story | None, tuple[Diagnostic, ...]]:
    """A story whose paragraphs are the lines of a text; empty lines and the blanks around a line are dropped.

    ``mode`` is one of ``copyedit.MODES``. None for a text without a word (S003).
    """
    found: list[Diagnostic] = []
    blocks = []
    for number, line in enumerate(source.text.split("\n"), 1):
        start = place(number, 1)
        copy = Traced(line, ("",) * len(line), tuple(range(start, start + len(line))), source.shown)
        copy, notes = visible(copy)
        found += notes
        blank = len(copy.text) - len(copy.text.lstrip(_BLANKS))
        copy = copy.cut(blank, max(blank, len(copy.text.rstrip(_BLANKS))))
        if copy.text:
            blocks.append(packed("body", copy))
    if not blocks:
        found.append(error("S003", "the story has no text", "give it a line of text", Origin(source.shown)))
        return None, tuple(found)
    story, repairs = copyedit(Story(slug, source.shown, language=language, body=tuple(blocks)), mode)
    story = replace(story, body=with_datelines(story.body, language))
    return story, in_order((*found, *repairs))
