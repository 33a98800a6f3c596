"""A loose line is reported with its cause and its place in the story and on the page (M205)."""

from makeup_makers import LEADING, SIZE, STORY, EmShaper, area, block, cells, grid, layout, texts

from pagesetter.diagnostics import Diagnostic, Severity
from pagesetter.makeup.page import make_up
from pagesetter.model.page import Text
from pagesetter.model.story import Block, Edition, Span, Story

RASTER = grid(columns=1, measure=11, lines=10)
WORD = "dpkg123456789"
"""Six and a half em that nothing parts; with four ideographs and the gap beside them it fills a line."""
AFTER = "国" * 20


def loose(*spans: Span) -> tuple[list[Text], list[Diagnostic]]:
    """The lines of a paragraph that are named as loose, and what is said of them."""
    asked = Story("s", "s.md", body=(block("body", "字" * 9), Block("body", (spans,), STORY)))
    spec = layout(RASTER, area("A", cells(range(1), range(10)), "s"))
    page, found = make_up(spec, Edition((asked,)), EmShaper(), {}, frozenset())
    found = tuple(d for d in found if d.code == "M205")
    lines = [t for t in texts(page, "body") for d in found if d.rect and d.rect.y < t.y < d.rect.bottom]
    (fit,) = page.fits
    assert len(lines) == len(found) == fit.loose
    return lines, list(found)


def test_a_loose_line_says_why_it_is_loose_and_where_it_stands() -> None:
    (line,), (found,) = loose(Span("国" * 7 + WORD + AFTER, "", ((0, STORY.moved(30)),)))
    assert line.text == "国" * 7
    assert found.severity is Severity.NOTE
    assert found.message == (
        f'the line "{"国" * 7}" of story "s" is loose, its gaps open by 33 % of an em: no legal break in {WORD}'
    )
    assert found.hint
    assert found.origin == STORY.moved(30)
    assert found.rect is not None
    assert (found.rect.h, found.rect.w) == (LEADING, 11 * SIZE)


def test_the_place_in_the_file_is_that_of_the_first_character_of_the_line() -> None:
    lines, found = loose(
        Span("国" * 5, "", ((0, STORY),)), Span("国" * 11 + WORD + AFTER, "kai", ((0, STORY.moved(100)),))
    )
    assert [d.origin for d in found] == [STORY.moved(t.start + 95 if t.start else 0) for t in lines]
    assert lines[-1].start > 5


def test_the_summary_reports_its_loose_lines_too() -> None:
    words = Block("summary", ((Span("国" * 7 + WORD + AFTER, "", ((0, STORY.moved(50)),)),),), STORY)
    asked = Story("s", "s.md", summary=words, body=(block("body", "字" * 40),))
    spec = layout(grid(columns=1, measure=13, lines=12), area("A", cells(range(1), range(12)), "s"))
    page, found = make_up(spec, Edition((asked,)), EmShaper(), {}, frozenset())
    said = [d for d in found if d.code == "M205"]
    assert len(said) == page.fits[0].loose > 0
    assert said[0].origin == STORY.moved(50)
    assert f"no legal break in {WORD}" in said[0].message


def test_a_page_of_even_lines_reports_none() -> None:
    assert loose(Span("国" * 60)) == ([], [])
