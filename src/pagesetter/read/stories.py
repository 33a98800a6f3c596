"""The keys of a story's front matter, once: for reading them and for their JSON schema (`read.fields`)."""

from typing import Final

from pagesetter.read.fields import Field, Record, Schema
from pagesetter.read.kinds import Choice, Copy, CopyLines, Number, Text
from pagesetter.read.shapes import Either, ListOf
from pagesetter.read.switches import COPYEDIT

KINDS: Final = ("news", "feature", "picture")
_FRACTION: Final = Number(least=0, most=1)

_SUMMARY: Final = Record(
    (
        Field("label", Copy(), "Words over the summary, such as 核心提示."),
        Field("text", Copy(), "The summary: one paragraph.", required=True),
    ),
    doc="Summary before the text (核心提示).",
    expected="text, or a mapping of label and text",
)

_PHOTO: Final = Record(
    (
        Field("file", Text("the name of a picture file"), "Picture file, relative to this story.", required=True),
        Field("caption", Copy(), "Words under the photo."),
        Field("credit", Copy(), "Who took it, at the end of the caption."),
        Field("focus", ListOf(_FRACTION, 2, 2), "Point to keep when cropping: fractions of width and height."),
        Field("crop", ListOf(_FRACTION, 4, 4), "Part to use: left, top, right, bottom as fractions."),
        Field("alt", Text(), "What the photo shows, for readers who cannot see it."),
        Field("faces", Choice(("left", "right")), "Side to which its people look, which should be that of its text."),
    ),
    doc="A photo of the story.",
)

_PIECE: Final = Record(
    (
        Field("paragraph", Copy(), "A paragraph, with **bold** and *kai*."),
        Field("subhead", CopyLines(), "A subhead of one line or more."),
        Field("quote", Copy(), "A quotation set off from the text."),
    ),
    doc="A part of the text.",
    expected="text, or one of paragraph, subhead, quote",
)

_HEAD_ROWS: Final = (
    Field("slug", Text(r"a name without blanks", r"[^\s/\\]+"), "Name that layouts call the story by."),
    Field("language", Text(), "Language of the text, such as zh-Hans; else the layout's."),
    Field("kind", Choice(KINDS), "What it is.", default="news"),
    Field("mode", Choice(("horizontal", "vertical")), "Direction of its lines, where its area does not say."),
    Field("kicker", CopyLines(), "Line or lines over the headline (引题)."),
    Field("headline", CopyLines(), "Headline, a line for every line it may be set in (主题)."),
    Field("deck", CopyLines(), "Line or lines under the headline (副题)."),
    Field("repeat_head", CopyLines(), "Short headline over each further part of a story that jumps (转版)."),
    Field("summary", Either((Copy(), _SUMMARY)), "Summary before the text (核心提示)."),
    Field("byline", CopyLines(), "Who wrote it, on a line of its own (署名)."),
    Field("dateline", Copy(), "Place and source before the first paragraph, where the text does not give it (电头)."),
    Field(
        "run_in",
        Choice(("auto", "off")),
        "auto: short first sentences of neighbouring paragraphs are run-in heads.",
        default="off",
    ),
    Field("photos", ListOf(_PHOTO, single=True), "Photos of the story, in order."),
    Field("credit", Copy(), "Credit after the last line, such as （某某 摄）."),
    Field("copyedit", COPYEDIT, "Whether raw copy is repaired, or which repairs are made."),
)

FRONT_MATTER: Final = Record(_HEAD_ROWS, doc="Front matter of a pagesetter story (docs/stories.md).")

YAML_STORY: Final = Record(
    (
        *_HEAD_ROWS,
        Field("body", Either((Copy(), ListOf(Either((Copy(), _PIECE))))), "The text, as Markdown or as a list."),
    ),
    doc="A pagesetter story as YAML (docs/stories.md).",
)


def story_schema() -> Schema:
    """JSON schema of a story: its front matter, or the whole of a YAML story."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "pagesetter story",
        **YAML_STORY.schema(),
    }
