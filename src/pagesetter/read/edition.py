"""A layout in, the stories that it asks for out: found in the content folder by name, read and copyedited."""

from dataclasses import replace
from pathlib import Path

from pagesetter.diagnostics import Diagnostic, Origin, did_you_mean, error
from pagesetter.model.spec import LayoutSpec
from pagesetter.model.story import Edition, Story
from pagesetter.read.content import read_story

ENDINGS = (".md", ".yaml", ".yml")
"""Endings of story files, in the order in which they are tried."""


def find_story(content: Path, name: str) -> Path | None:
    """The story file called ``name`` in the content folder.

    Tried in this order: the name itself, the name with one of ENDINGS, and a single file that has a number before
    the name (``01-name.md``).
    """
    if (content / name).is_file():
        return content / name
    for ending in ENDINGS:
        if (content / (name + ending)).is_file():
            return content / (name + ending)
    folder, _, stem = name.rpartition("/")
    numbered = [p for p in _files(content / folder) if _bare(p) == stem]
    return numbered[0] if len(numbered) == 1 else None


def _shown(path: Path) -> str:
    """The path as a user would type it: relative to the working folder where it lies below it."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.suffix in ENDINGS)


def _bare(path: Path) -> str:
    """The stem without a number in front: ``01-name`` is ``name``."""
    number, dash, rest = path.stem.partition("-")
    return rest if dash and number.isdigit() else path.stem


def read_edition(spec: LayoutSpec) -> tuple[LayoutSpec, Edition, tuple[Diagnostic, ...]]:
    """The stories of the layout's areas in their order, and the layout with its areas naming them by slug.

    A story that is not there or cannot be read is an error at the area that asks for it, and its area stays empty.
    """
    content = Path(spec.content)
    found: list[Diagnostic] = []
    stories: dict[str, Story] = {}
    places: dict[str, Origin] = {}
    areas = []
    for area in spec.areas:
        if area.use != "story":
            areas.append(area)
            continue
        path = find_story(content, area.story)
        if path is None:
            known = [_bare(p) for p in _files(content)]
            found.append(
                error(
                    "S001",
                    f'there is no story "{area.story}" in {_shown(content)}',
                    did_you_mean(area.story, known) or "put the story into that folder, or set content: to another one",
                    area.origin,
                )
            )
            areas.append(area)
            continue
        story, problems = read_story(
            path,
            _shown(path),
            mode=spec.copyedit,
            language=spec.language,
            roles=spec.styles.types,
            repairs=spec.repairs,
        )
        found += problems
        if story is None:
            areas.append(area)
            continue
        if story.slug in stories and stories[story.slug].file != story.file:
            found.append(
                error(
                    "S002",
                    f'two stories are called "{story.slug}": {stories[story.slug].file} and {story.file}',
                    "give one of them another slug",
                    area.origin,
                )
            )
        stories.setdefault(story.slug, story)
        places.setdefault(story.slug, area.origin)
        areas.append(replace(area, story=story.slug))
    return replace(spec, areas=tuple(areas)), Edition(tuple(stories.values())), tuple(found)
