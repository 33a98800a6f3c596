"""A layout in; for its stories, made longer and shorter by so many lines, what copyfit made of each of them out.

    python tools/measure_copyfit.py layouts/quanzhou.yaml --most 30 --step 1

Every story is changed at once, each in its own area, by cutting from its end or by repeating its own words. The lines
are counted by `galley` at the measure of the area, not by make-up. A row for each story and step: room,
what the galley counts, what is set and reported, cures tried and taken. Whatever is reported must be true: the
story fits its room to the line, or it is over or under by what the galley counts. Exit code 1 where it is not.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pagesetter.build import picture_sizes
from pagesetter.fonts.library import Library
from pagesetter.fonts.shape import HarfBuzzShaper
from pagesetter.makeup.casting import cast_off
from pagesetter.makeup.ground import mode_of
from pagesetter.makeup.page import make_up
from pagesetter.model.page import Page, Text
from pagesetter.model.story import Block, Edition, Span, Story
from pagesetter.read.edition import read_edition
from pagesetter.read.layouts import read_layout
from pagesetter.resources import fonts_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pagesetter.model.fits import StoryFit
    from pagesetter.model.spec import LayoutSpec


_TURNS = 6
"""Galleys that are set at most to find a length."""


@dataclass(slots=True)
class Desk:
    """A layout with its stories, and fonts to set them with."""

    spec: LayoutSpec
    edition: Edition
    shaper: HarfBuzzShaper
    sizes: dict[str, tuple[int, int]]

    @classmethod
    def open(cls, layout: Path) -> Desk:
        """Reads a layout. Raises SystemExit where it has none."""
        spec, found = read_layout(layout)
        if spec is None:
            raise SystemExit("\n".join(d.message for d in found))
        spec, edition, _ = read_edition(spec)
        library, _ = Library.open((*map(Path, spec.font_folders), fonts_folder()), spec.fonts)
        sizes, _ = picture_sizes(spec, edition.stories)
        return cls(spec, edition, HarfBuzzShaper(library), sizes)

    def page(self, edition: Edition) -> Page:
        """The page with other stories."""
        return make_up(self.spec, edition, self.shaper, self.sizes)[0]

    def galley_rows(self, story: Story, measure: float) -> int:
        """Lines of the story as `galley` counts them, at a measure in pt."""
        body = self.spec.styles.types["body"]
        own = next((a for a in self.spec.areas if a.story == story.slug), None)
        if own and any(a.use == "summary" and a.of == own.name for a in self.spec.areas):
            story = replace(story, summary=None, summary_label=None)  # it has a place of its own
        mode = mode_of(self.spec, own, story) if own else body.mode
        return cast_off(story, self.spec.styles, self.shaper, measure / body.size, mode=mode)[0].rows

    def longer(self, story: Story, measure: float, lines: int) -> Story:
        """The story with so many lines more or, negative, fewer by its galley; as near as its paragraphs allow."""
        wanted = self.galley_rows(story, measure) + lines
        em = int(measure / self.spec.styles.types["body"].size)
        length, left, best = sum(map(len, words(story))), lines, story
        nearest = abs(lines)
        for _ in range(_TURNS):
            if not left:
                break
            length = max(length + left * em, 1)
            made = of_length(story, length)
            left = wanted - self.galley_rows(made, measure)
            if abs(left) < nearest:
                best, nearest = made, abs(left)
        return best


def words(story: Story) -> list[str]:
    """The text of its paragraphs."""
    return [block.text for block in story.body if block.kind == "body"]


def of_length(story: Story, characters: int) -> Story:
    """The story cut, or going on with its own words, so that its paragraphs have so many characters."""
    left, body = characters, []
    for block in _endless(story):
        if left <= 0:
            break
        if block.kind != "body":
            body.append(block)
            continue
        lines = []
        for line in block.lines:
            text = "".join(span.text for span in line)[:left]
            left -= len(text)
            if text:
                lines.append((Span(text, "", line[0].origins[:1]),))
        body.append(replace(block, lines=tuple(lines)))
    while body and body[-1].kind != "body":
        body.pop()
    return replace(story, body=tuple(body))


def _endless(story: Story) -> Iterator[Block]:
    yield from story.body
    plain = [block for block in story.body if block.kind == "body"]
    while plain:
        yield from plain


def measure_of(page: Page, slug: str) -> float:
    """Length of the lines of a story's text, pt."""
    return max(
        (i.measure for i in page.items if isinstance(i, Text) and i.slug == slug and i.role == "body"), default=0
    )


def truth(fit: StoryFit, rows: int) -> str:
    """Empty where what is reported is true, else what is wrong."""
    if fit.galley != rows:
        return f"says {fit.galley} lines, the galley has {rows}"
    if fit.over_lines == rows - fit.room:
        return ""
    if fit.over_lines:
        return f"says {fit.over_lines}, the galley {rows - fit.room}"
    return "" if fit.lines_set == fit.room else f"fits, but {fit.lines_set} of {fit.room} are set"


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("layout", type=Path)
    parser.add_argument("--most", type=int, default=30)
    parser.add_argument("--step", type=int, default=5)
    options = parser.parse_args()
    desk = Desk.open(options.layout)
    before = desk.page(desk.edition)
    measures = {fit.slug: measure_of(before, fit.slug) for fit in before.fits}
    wrong = fitted = 0
    for lines in range(-options.most, options.most + 1, options.step):
        changed = tuple(
            desk.longer(s, measures[s.slug], lines) if s.slug in measures else s for s in desk.edition.stories
        )
        begin = time.perf_counter()
        page = desk.page(replace(desk.edition, stories=changed))
        seconds = time.perf_counter() - begin
        print(f"--- {lines:+d} lines, {seconds * 1000:.0f} ms")
        for fit in page.fits:
            story = next(s for s in changed if s.slug == fit.slug)
            rows = desk.galley_rows(story, measures[fit.slug])
            said = truth(fit, rows)
            wrong += bool(said)
            fitted += fit.over_lines == 0
            taken = ", ".join(f"{c.kind} {c.number or ''} {c.change:+d} ({c.gain:+d})" for c in fit.taken)
            print(
                f"{fit.slug:10s} room {fit.room:4d} galley {rows:4d} set {fit.lines_set:4d} over {fit.over_lines:+4d} "
                f"tried {len(fit.trials):3d} {taken} {'; '.join(fit.gave_way)} {f'WRONG: {said}' if said else ''}"
            )
    print(f"{fitted} fit to the line, {wrong} reports are not true")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
