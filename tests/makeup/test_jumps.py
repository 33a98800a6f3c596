"""A text is cut where its area ends, at the end of a line, and goes on elsewhere."""

from dataclasses import replace

import pytest
from makeup_makers import EmShaper, area, cells, grid, layout, sheet, story

from pagesetter.diagnostics import Origin
from pagesetter.makeup.jumps import Cut, Piece, numeral, split, words
from pagesetter.makeup.page import Matter, make_up_matter, make_up_together
from pagesetter.model.areas import Area, Jump
from pagesetter.model.page import Page, Text
from pagesetter.model.story import Edition, Story

HERE = Origin("page.yaml")
TEXT = "".join(chr(0x4E00 + n) for n in range(3000))
"""No character twice."""


def long(*lengths: int, **parts: object) -> Story:
    """A story of paragraphs of so many characters, all of them different."""
    start, paragraphs = 0, []
    for length in lengths:
        paragraphs.append(TEXT[start : start + length])
        start += length
    return story("s", *paragraphs, headline="大字标题", **parts)


def matter(copy: Story, *areas: Area, page: str = "1") -> Matter:
    """A page of these areas."""
    spec = layout(grid(3, 10, 20), *areas, edition={"title": "报", "date": "2026-01-15", "page": page})
    return Matter(spec, Edition((copy,)), EmShaper(), {})


def first(lines: int = 10, jump: Jump | None = None) -> Area:
    return area("A", cells(range(3), range(lines)), "s", jump=jump or Jump(HERE))


def second(start: int = 0, lines: int = 20, part: int = 1, **more: object) -> Area:
    return area("C", cells(range(3), range(start, start + lines)), "s", continues=part, head="continued", **more)


def body(*pages: Page) -> list[Text]:
    return [i for page in pages for i in page.items if isinstance(i, Text) and i.role == "body"]


def said(page: Page, role: str) -> list[str]:
    return [i.text for i in page.items if isinstance(i, Text) and i.role == role]


@pytest.mark.parametrize("lengths", [(400,), (90, 90, 90, 90), (61, 7, 130, 44, 160), (300, 12, 9, 100)])
def test_every_character_stands_once_and_in_order(lengths: tuple[int, ...]) -> None:
    (one, _), (two, _) = make_up_together([matter(long(*lengths), first()), matter(long(*lengths), second(), page="2")])
    assert "".join(line.text for line in body(one, two)) == TEXT[: sum(lengths)]
    starts = [sum(lengths[:n]) for n in range(len(lengths))]
    blocks = [line.block for line in body(one, two)]
    assert blocks == sorted(blocks)
    for line in body(one, two):
        at = starts[line.block - 1] + line.start
        assert TEXT[at : at + len(line.text)] == line.text
    assert said(one, "jump") == ["（下转第二版）"]
    assert said(two, "continued") == ["（上接第一版）"]
    assert said(two, "headline") == ["大字标题"]
    assert [page.fits[0].slug for page in (one, two)] == ["s", "s"]


def test_the_line_before_a_jump_is_full_and_the_one_after_it_has_no_indent() -> None:
    copy = long(600)
    (one, _), (two, _) = make_up_together([matter(copy, first()), matter(copy, second(), page="2")])
    last, following = body(one)[-1], body(two)[0]
    assert last.runs[-1].xs[-1] + last.size == pytest.approx(last.measure)
    assert following.runs[0].xs[0] == pytest.approx(0.0)
    assert following.start == last.end > 0


def test_no_single_line_of_a_paragraph_is_left_on_either_side() -> None:
    for length in range(230, 300, 5):
        copy = long(length, 200)
        (one, _), (two, _) = make_up_together([matter(copy, first()), matter(copy, second(), page="2")])
        for page, block in ((one, body(one)[-1].block), (two, body(two)[0].block)):
            parts = [sum(line.block == block for line in body(each)) for each in (one, two)]
            assert 1 not in parts or sum(parts) == 1, (length, page.fits)


def test_a_text_that_fits_is_not_cut_and_the_empty_area_is_reported() -> None:
    copy = long(60)
    (one, _), (two, found) = make_up_together([matter(copy, first()), matter(copy, second(), page="2")])
    assert said(one, "jump") == []
    assert body(two) == []
    assert "M234" in [d.code for d in found]


def test_a_stub_is_not_left_behind() -> None:
    copy = long(*[40] * 6, 12)
    (one, _), (two, found) = make_up_together([matter(copy, first(9)), matter(copy, second(), page="2")])
    assert said(one, "jump")
    assert len(body(two)) >= 5
    assert "M236" not in [d.code for d in found]


def test_overset_is_counted_over_the_whole_thread() -> None:
    copy = long(900)
    pages = [matter(copy, first(5)), matter(copy, second(lines=5), page="2")]
    (one, quiet), (two, found) = make_up_together(pages)
    assert "M201" not in [d.code for d in quiet]
    (over,) = [d for d in found if d.code == "M201"]
    fit = two.fits[0]
    assert fit.over_lines > 0
    assert f"overset by {fit.over_lines} lines" in over.message
    placed = sum(len(line.text) for line in body(one, two))
    assert 900 - placed == pytest.approx(fit.over_characters, abs=2)


def test_a_story_runs_through_three_areas_on_two_pages() -> None:
    copy = long(700)
    third = replace(second(12, 8, part=2), name="D")
    pages = [matter(copy, first(), second(12, 6)), matter(copy, third, page="A02")]
    (one, _), (two, _) = make_up_together(pages)
    assert "".join(line.text for line in body(one, two)) == TEXT[:700][: sum(len(x.text) for x in body(one, two))]
    assert said(one, "jump") == ["（下转本版）", "（下转A02版）"]
    assert said(one, "continued") == ["（上接本版）"]
    assert said(two, "continued") == ["（上接第一版）"]
    assert [fit.part for page in (one, two) for fit in page.fits] == [0, 1, 2]


def test_a_page_that_is_made_alone_says_where_its_stories_go_on_and_begin() -> None:
    copy = long(200, 200, 200)
    page, found = make_up_matter(matter(copy, first(jump=Jump(HERE, page="7"))))
    assert said(page, "jump") == ["（下转第七版）"]
    assert [d.code for d in found] == ["M230"]
    page, found = make_up_matter(matter(copy, second(lines=10), page="7"))
    assert body(page)[-1].text == TEXT[:600][-len(body(page)[-1].text) :]
    assert "M232" in [d.code for d in found]
    _, found = make_up_matter(matter(copy, first()))
    assert "M231" in [d.code for d in found]


def test_what_leads_nowhere_in_an_edition_is_an_error() -> None:
    copy = long(600)
    (_, found), (_, other) = make_up_together([matter(copy, first()), matter(copy, page="2")])
    assert "M231" in [d.code for d in found]
    assert other == ()
    ((_, found),) = make_up_together([matter(copy, second(), page="2")])
    assert "M233" in [d.code for d in found]


def test_a_page_that_cannot_be_read_does_not_stop_the_one_before_it() -> None:
    ((page, found),) = make_up_together([matter(long(600), first())], absent="A03")
    assert said(page, "jump") == ["（下转A03版）"]
    assert [d.code for d in found] == ["M230"]


@pytest.mark.parametrize(
    ("language", "there", "text"),
    [
        ("zh-Hans", "03", "（下转第三版）"),
        ("zh-Hant", "12", "（下轉第十二版）"),
        ("zh-Hans", "B20", "（下转B20版）"),
        ("ja", "3", "（3面につづく）"),
        ("ko", "3", "(3면에 계속)"),
        ("en", "3", "(continued on page 3)"),
    ],
)
def test_words_of_a_jump_are_those_of_the_language(language: str, there: str, text: str) -> None:
    assert words(sheet(language), "jump-to", language, "1", there) == text


def test_numbers_of_pages_in_chinese() -> None:
    shown = [numeral(str(n), "zh-Hans") for n in (1, 10, 11, 20, 32)]
    assert shown == ["一", "十", "十一", "二十", "三十二"]


def test_splitting_and_joining_gives_back_the_text() -> None:
    copy = long(50)
    pieces = (Piece(copy.body[0], 1),)
    before, after = split(pieces, Cut(0, 0, 20))
    assert before[0].block.text + after[0].block.text == copy.body[0].text
    assert (before[0].block.goes_on, after[0].block.continued, after[0].offset) == (True, True, 20)
