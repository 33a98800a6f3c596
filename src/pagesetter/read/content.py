"""The path of a story in, the story out: read, copyedited, its openings marked, with every problem found on the way.

A story is Markdown with YAML front matter, or YAML altogether (``.yaml``); docs/stories.md tells the format.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pagesetter.diagnostics import Diagnostic, Origin, did_you_mean, error, in_order, warning
from pagesetter.geometry import WritingMode
from pagesetter.model.story import Block, Photo, Story
from pagesetter.read.blocks import block_of, body_of, copy_of
from pagesetter.read.copyedit import copyedit
from pagesetter.read.copytext import VERBATIM, Traced, place
from pagesetter.read.fields import Problems, Values
from pagesetter.read.marks import MARKS, ROLES
from pagesetter.read.openings import with_datelines, with_run_ins
from pagesetter.read.repairs import kinds_on
from pagesetter.read.source import SourceText, read_text
from pagesetter.read.stories import FRONT_MATTER, YAML_STORY
from pagesetter.read.switches import copyedit_of
from pagesetter.read.tree import Node, Table, parse_yaml
from pagesetter.records import record
from pagesetter.script.languages import parse_language, rules_of
from pagesetter.script.tables import script_table

_FENCE: Final = "---"


@record
class _Parts:
    """A file taken apart."""

    head: Node | None
    """Front matter, or the whole tree of a YAML story."""
    body: Traced | None
    """Markdown after the front matter; None for a YAML story."""
    found: tuple[Diagnostic, ...]
    readable: bool
    """Whether the front matter could be told from the text."""


def read_story(
    path: Path,
    shown: str,
    *,
    mode: str,
    language: str,
    roles: Collection[str] = ROLES,
    repairs: Mapping[str, bool] = MappingProxyType({}),
) -> tuple[Story | None, tuple[Diagnostic, ...]]:
    """The story of a file, repaired as ``mode`` says (``copyedit.MODES``), and all that was found.

    ``shown`` is the file's name for messages; ``mode`` and ``language`` hold where the story does not say otherwise;
    ``roles`` are the styles that the sheet has for words in brackets; ``repairs`` kinds of repairs that are switched on
    or off (``repairs.switches``).
    None when nothing can be set: no file, no text, or front matter that is not YAML.
    """
    source, found = read_text(path, shown)
    if source is None:
        return None, found
    is_yaml = path.suffix.lower() in (".yaml", ".yml")
    parts = _whole_yaml(source) if is_yaml else _taken_apart(source)
    found += parts.found
    if not parts.readable:
        return None, found
    problems = Problems()
    record = YAML_STORY if is_yaml else FRONT_MATTER
    head = parts.head or Table((), Origin(shown))
    values = record.read(head, problems)
    if values is None:
        return None, found + tuple(problems.found)
    body = parts.body if parts.body is not None else copy_of(values.data.get("body"), problems)
    blocks = body_of(body, values, problems)
    story = _story(path, shown, values, blocks, problems, language)
    _check(story, values, problems)
    problems.found += _unknown_roles(story.body, roles)
    mode, repairs = copyedit_of(values.data.get("copyedit"), mode, repairs)
    story, repaired = copyedit(story, mode, kinds_on(rules_of(story.language), repairs))
    marked = with_datelines(story.body, story.language)
    if values.text("run_in") == "auto":
        marked = with_run_ins(marked)
    story = replace(story, body=tuple(_finished(block) for block in marked))
    return (story if story.blocks else None), in_order((*found, *problems.found, *repaired))


def story_text(story: Story) -> str:
    """The story as text: every given line of every block on a line of its own, in reading order."""
    return "".join(f"{block.text}\n" for block in story.blocks)


def _whole_yaml(source: SourceText) -> _Parts:
    tree, found = parse_yaml(source)
    return _Parts(tree, None, found, tree is not None or not found)


def _taken_apart(source: SourceText) -> _Parts:
    """Front matter and text of a Markdown story."""
    lines = source.text.split("\n")
    if lines[0].rstrip() != _FENCE:
        hint = 'begin the file with "---", the keys (headline: …), and "---" again'
        message = "no front matter: all of the file is taken for text, without a headline"
        missing = warning("S021", message, hint, Origin(source.shown))
        return _Parts(None, _lines(source, 0), (missing,) if source.text.strip() else (), True)
    end = next((i for i, line in enumerate(lines) if i and line.rstrip() == _FENCE), None)
    if end is None:
        hint = 'put a line "---" between the last key and the text'
        return _Parts(None, None, (error("S022", "the front matter does not end", hint, Origin(source.shown)),), False)
    tree, found = parse_yaml(source, source.line_start(2), source.line_start(end + 1))
    return _Parts(tree, _lines(source, end + 1), found, tree is not None or not found)


def _lines(source: SourceText, first: int) -> Traced:
    """The text from a line (from 0) to the file's end."""
    lines = source.text.split("\n")[first:]
    text = "\n".join(lines)
    places: list[int] = []
    for number, line in enumerate(lines, first + 1):
        start = place(number, 1)
        places += range(start, start + len(line) + 1)
    return Traced(text, ("",) * len(text), tuple(places[: len(text)]), source.shown)


def _story(path: Path, shown: str, values: Values, body: tuple[Block, ...], problems: Problems, language: str) -> Story:
    """The story as typed."""
    label, summary = None, values.data.get("summary")
    if isinstance(summary, Values):
        label, summary = block_of("summary-label", summary.data.get("label"), problems), summary.data.get("text")

    def part(kind: str) -> Block | None:
        return block_of(kind, values.data.get(kind), problems)

    return Story(
        slug=values.text("slug") or path.stem,
        file=shown,
        language=_language(values, language, problems),
        kind=values.text("kind", "news"),
        mode=WritingMode(values.text("mode")) if values.text("mode") else None,
        kicker=part("kicker"),
        headline=part("headline"),
        deck=part("deck"),
        summary_label=label,
        summary=block_of("summary", summary, problems),
        byline=part("byline"),
        body=body,
        photos=tuple(_photo(path, photo, problems) for photo in values.all("photos", Values)),
        credit=block_of("end-credit", values.data.get("credit"), problems),
        repeat_head=block_of("headline", values.data.get("repeat_head"), problems),
    )


def _language(values: Values, default: str, problems: Problems) -> str:
    """The story's own language if it is known, else the default."""
    asked = values.text("language")
    if not asked:
        return default
    known = parse_language(asked)
    if known is None:
        tags = [row["tag"] for row in script_table("languages")]
        hint = did_you_mean(asked, tags)
        hint = hint if hint.startswith("did") else "give a language tag such as zh-Hans, zh-Hant, ja, ko or en"
        problems.error("S007", f'no rules for a language "{asked}"', hint, values.at("language"))
        return default
    return known.tag


def _photo(path: Path, values: Values, problems: Problems) -> Photo:
    """A photo; its file is looked for beside the story."""
    name = values.text("file")
    file = path.parent / name
    if name and not file.is_file():
        beside = sorted(p.name for p in file.parent.iterdir()) if file.parent.is_dir() else []
        hint = did_you_mean(file.name, beside) if file.parent.is_dir() else f'there is no folder "{file.parent.name}"'
        hint = hint if not hint.startswith("use") else "names are relative to the folder of the story"
        problems.error("S008", f'no picture "{name}"', hint, values.at("file"))
    focus = tuple(v for v in values.all("focus", float))
    crop = tuple(v for v in values.all("crop", float))
    if len(crop) == 4 and not (crop[0] < crop[2] and crop[1] < crop[3]):
        shown = ", ".join(f"{v:g}" for v in crop)
        hint = "give left, top, right, bottom as fractions from the top-left, such as [0.1, 0, 0.9, 1]"
        problems.error("S006", f"a crop of {shown} leaves nothing of the picture", hint, values.at("crop"))
        crop = ()
    return Photo(
        file=str(file),
        origin=values.at("file") if name else values.origin,
        caption=block_of("caption", values.data.get("caption"), problems),
        credit=block_of("credit", values.data.get("credit"), problems),
        focus=(focus[0], focus[1]) if len(focus) == 2 else (0.5, 0.5),
        crop=(crop[0], crop[1], crop[2], crop[3]) if len(crop) == 4 else None,
        alt=values.text("alt"),
        faces=values.text("faces"),
    )


def _check(story: Story, values: Values, problems: Problems) -> None:
    """What a story must have to be set."""
    if not story.body and not values.bad("body"):
        here = Origin(story.file)
        if not story.blocks:
            problems.error("S003", "the story is empty", "give it a headline and text", here)
        else:
            problems.error("S003", "the story has no text", "write it below the front matter", here)
    elif story.headline is None and not values.bad("headline") and values.keys:
        problems.warning("S004", "the story has no headline", 'add "headline: …" to the front matter', values.origin)
    if story.kind == "picture" and not story.photos and not values.given("photos"):
        hint = "name the picture under photos, or write kind: news"
        problems.warning("S005", "a picture story without a photo", hint, values.at("kind"))


def _unknown_roles(blocks: Sequence[Block], roles: Collection[str]) -> Iterator[Diagnostic]:
    """A warning for every style named in the text that there is not, at its first place."""
    known = {"", VERBATIM, "run-in", "dateline", "reporters", *ROLES, *roles}
    for block in blocks:
        for span in (span for line in block.lines for span in line):
            for name in span.role.split():
                if name not in known:
                    known.add(name)
                    message = f'no style is called "{name}", so its words are set plain'
                    yield warning("S023", message, did_you_mean(name, {*ROLES, *MARKS, *roles}), span.origin_at(0))


def _finished(block: Block) -> Block:
    """The block without the role that kept copyedit away."""
    if not any(span.role == "verbatim" for line in block.lines for span in line):
        return block
    lines = tuple(tuple(replace(s, role="" if s.role == "verbatim" else s.role) for s in line) for line in block.lines)
    return replace(block, lines=lines)
