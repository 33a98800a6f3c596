"""A story's plan and running text in, what was asked for in vain out: drop caps, breaks between phrases."""

from collections.abc import Sequence

from pagesetter.diagnostics import Diagnostic, note, warning
from pagesetter.makeup.flow import Element, Paragraph
from pagesetter.makeup.head_parts import head_style
from pagesetter.makeup.phrases import available, speaks
from pagesetter.model.dummy import StoryPlan
from pagesetter.model.style import StyleSheet


def asked_in_vain(plan: StoryPlan, flow: Sequence[Element], sheet: StyleSheet) -> list[Diagnostic]:
    """M241: heads are to be broken between phrases without the library; M242: a drop cap that is lower or none."""
    found = []
    area, story = plan.area, plan.story
    phrases = plan.head is not None and head_style(sheet, area).breaks == "phrases" and speaks(story.language)
    if phrases and not available():
        found.append(
            warning(
                "M241",
                f'the head of story "{story.slug}" is to break between phrases, and what finds them is not installed: '
                "it breaks at marks, blanks and punctuation",
                "pip install 'pagesetter[phrases]', or write | where the head may break",
                story.headline.origin if story.headline else area.origin,
            )
        )
    if area.drop_cap:
        first = next((e for e in flow if isinstance(e, Paragraph)), None)
        lines = first.cap.lines if first is not None and first.cap else 0
        if lines < area.drop_cap:
            what = f"has {lines} lines" if lines else "is left out"
            found.append(
                note(
                    "M242",
                    f'the drop cap of story "{story.slug}" was to have {area.drop_cap} lines and {what}: '
                    "its first paragraph begins with no letter, is shorter or too narrow",
                    "give it fewer lines, or take drop_cap out",
                    area.origin,
                )
            )
    return found
