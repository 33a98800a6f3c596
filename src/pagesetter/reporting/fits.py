"""The copyfit of a page in, a table for people out: room, needs and 超/欠 of every story."""

from collections.abc import Sequence

from pagesetter.model.fits import Overrun, StoryFit
from pagesetter.model.page import Page
from pagesetter.reporting.cures import cure_words, trial_words
from pagesetter.reporting.terminal import columns, counted, harmless, paint, said

_HEAD = ["story", "area", "room", "needs", "超/欠 lines", "characters", "of all", "loose"]
_RIGHT = frozenset({2, 3, 4, 5, 6, 7})


def fit_table(
    fits: Sequence[StoryFit], *, colour: bool = False, notes: bool = False, language: str = "en"
) -> list[str]:
    """Lines of a table, one row per story, with what copyfit did and which rules gave way under it.

    超 (overset) and 欠 (underset) are in body lines; ``characters`` is the same in characters of the area's measure, to
    cut (+) or to add (-); ``of all`` are the characters that the story has. ``notes`` lists every combination of cures
    that was tried, and every place where a cut hurts little.
    """
    if not fits:
        return []
    head = [said("head", name, language) for name in _HEAD]
    lines = columns([head, *(_row(f) for f in fits)], right=_RIGHT)
    out = [paint(lines[0], "dim", colour=colour)]
    out += [paint(line, *_look(f), colour=colour) for line, f in zip(lines[1:], fits, strict=True)]
    for f in fits:
        slug = harmless(f.slug)
        cures = [*f.cures, *map(cure_words, f.taken)]
        out += [f"  {slug}: {harmless(said('cure', cure, language))}" for cure in cures]
        if f.trials:
            tried = f"tried {counted(len(f.trials), 'combination')} of cures"
            out.append(f"  {slug}: {said('word', tried, language)}")
        if notes:
            out += [f"    {trial_words(trial, language)}" for trial in f.trials]
            out += [f"    {said('word', 'cut', language)} {_overrun(o)}" for o in f.overruns]
        gave_way = said("word", "gave way", language)
        out += [f"  {slug} {gave_way}: {harmless(said('rule', rule, language))}" for rule in f.gave_way]
    return [*out, totals(fits, language)]


def _overrun(o: Overrun) -> str:
    """``3: content/a.md:14:30 “了一天。”``."""
    where = f" {harmless(o.origin.file)}:{o.origin.line}:{o.origin.column}" if o.origin else ""
    return f"{o.characters}:{where} “{harmless(o.text.strip())}”"


def _row(f: StoryFit) -> list[str]:
    return [
        harmless(f.slug),
        harmless(f.area),
        str(f.room),
        str(f.needs),
        over_under(f.over_lines),
        f"{f.over_characters:+}" if f.over_characters else "0",
        f"{f.characters:,}",
        str(f.loose),
    ]


def over_under(lines: int) -> str:
    """``超 7`` for seven lines too many, ``欠 2`` for two too few, ``0`` for a fit."""
    if not lines:
        return "0"
    return f"超 {lines}" if lines > 0 else f"欠 {-lines}"


def _look(f: StoryFit) -> tuple[str, ...]:
    if f.over_lines > 0:
        return ("red",)
    return ("yellow",) if f.over_lines < 0 else ()


def totals(fits: Sequence[StoryFit], language: str = "en") -> str:
    """One line on the whole page: stories, characters, lines set, loose lines and lines of the last resort."""
    parts = [
        counted(len({f.slug for f in fits}), "story", "stories"),
        counted(sum(f.characters for f in fits), "character"),
        counted(sum(f.lines_set for f in fits), "line"),
        f"{sum(f.loose for f in fits)} loose",
        f"{sum(f.first_fit for f in fits)} set by the last resort",
    ]
    return (", " if language == "en" else "，").join(said("word", part, language) for part in parts)


def page_line(page: Page, language: str = "en") -> str:
    """Size and contents: ``390 x 545 mm, 7 stories``."""
    mm = 25.4 / 72
    size = f"{page.trim.w * mm:.4g} x {page.trim.h * mm:.4g} mm"
    return f"{size}, {said('word', counted(len({fit.slug for fit in page.fits}), 'story', 'stories'), language)}"
