"""Copyfit is counted: a page that cannot take its stories says by how much, for every story, and loses nothing."""

import re
from pathlib import Path

from pagesetter.build import Built, make_page
from pagesetter.diagnostics import Severity
from pagesetter.model.page import Text

SEVEN = Path(__file__).parent / "seven.yaml"


def _made() -> Built:
    result = make_page(SEVEN)
    assert result.page is not None
    return result


def test_seven_stories_on_a_tabloid_page_are_each_reported_with_their_overset() -> None:
    result = _made()
    assert result.page is not None
    fits = {fit.slug: fit for fit in result.page.fits}
    said = {
        match[1]: (int(match[2]), int(match[3]))
        for d in result.diagnostics
        if d.code == "M201"
        and (match := re.search(r'story "(\w+)" is overset by (\d+) lines \(about (\d+) characters\)', d.message))
    }
    assert said == {slug: (fit.over_lines, fit.over_characters) for slug, fit in fits.items() if fit.over_lines > 0}
    assert len(said) >= 6
    assert all(lines > 0 and characters > 0 for lines, characters in said.values())


def test_overset_is_an_error_at_the_area_of_the_story() -> None:
    result = _made()
    found = [d for d in result.diagnostics if d.code == "M201"]
    lines = SEVEN.read_text(encoding="utf-8").splitlines()
    assert {d.severity for d in found} == {Severity.ERROR}
    for d in found:
        assert d.origin is not None
        slug = re.search(r'story "(\w+)"', d.message)
        assert slug is not None
        assert f"story: {slug[1]}" in lines[d.origin.line - 1]
        assert d.rect is not None
        assert d.page == 1


def test_what_stands_on_the_page_and_what_is_overset_is_the_whole_story() -> None:
    result = _made()
    assert result.page is not None
    for fit in result.page.fits:
        story = result.edition.story(fit.slug)
        assert story is not None
        body = sum(len(line) for block in story.body if block.kind == "body" for line in block.text.split("\n"))
        placed = sum(
            i.end - i.start
            for i in result.page.items
            if isinstance(i, Text) and i.slug == fit.slug and i.role == "body"
        )
        assert fit.characters == body
        assert fit.text_range == (0, placed)
        # subheads that found no room are counted as the characters that their rows would hold
        rows_lost = max(fit.over_characters, 0) - (body - placed)
        measure = 17 if fit.slug == "shebao" else 11
        assert rows_lost >= 0
        assert rows_lost % measure == 0
        assert rows_lost == 0 or any(block.kind == "subhead" for block in story.body) or story.credit is not None
        assert fit.lines_set == fit.needs - max(fit.over_lines, 0)
        assert fit.lines_set <= fit.room
