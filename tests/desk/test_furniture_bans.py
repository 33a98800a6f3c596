"""What the furniture of a page has to say, and where."""

import pytest
from desk_makers import Paper, sound

from pagesetter.desk.checking import check_pages

SMALL = {"a": {"size": 20.0}, "b": {}, "c": {}, "d": {}}


def front(name: float = 40.0, said: str = "第1234期　国内统一连续出版物号 CN 35-0025", **changed: object) -> Paper:
    """A front page with its masthead."""
    paper = sound(page="1", **changed)
    paper.say("江湾日报", 20, "masthead", name)
    if said:
        paper.say(said, 300, "running-small", 8.0)
    return paper


def test_front_page_with_a_whole_masthead_passes() -> None:
    assert front().broken() == []


def test_head_larger_than_the_name_of_the_paper_is_found() -> None:
    paper = front(a={"size": 42.0})
    assert paper.broken() == ["name-outranked"]
    assert 'type of 42 pt in story "a" is larger than the paper\'s name, 40 pt' in paper.found()[0].message


def test_head_as_large_as_the_name_passes() -> None:
    assert front(a={"size": 40.0}).broken() == []


def test_head_on_another_page_may_be_larger_than_the_name() -> None:
    assert sound(a={"size": 42.0}).broken() == []


@pytest.mark.parametrize("page", ["1", "01", "A1", "A01", "第一版", "头版"])
def test_front_page_is_known_by_its_number(page: str) -> None:
    assert sound(page=page).broken() == ["name-outranked", "issue-missing", "licence-missing"]


def test_page_eleven_is_no_front_page() -> None:
    assert sound(page="11").broken() == []


def test_issue_number_missing_on_the_front_page_is_found() -> None:
    assert front(said="CN 35-0025").broken() == ["issue-missing"]


def test_licence_missing_on_the_front_page_is_found() -> None:
    assert front(said="第1234期").broken() == ["licence-missing"]


def test_licence_is_asked_of_papers_in_simplified_characters_alone() -> None:
    assert front(said="第1234號", language="zh-Hant").broken() == []


def without(paper: Paper, role: str) -> Paper:
    """The page without a piece of its furniture."""
    paper.items = [one for one in paper.items if getattr(one, "role", "") != role]
    return paper


def test_date_missing_is_found() -> None:
    paper = without(sound(), "running-small")
    assert paper.broken() == ["date-missing"]
    assert (paper.found()[0].origin.line if paper.found()[0].origin else 0) == 10


@pytest.mark.parametrize(
    ("language", "date"),
    [
        ("zh-Hans", "二〇二六年一月十五日"),
        ("zh-Hans", "2026-01-15"),
        ("ja", "2026年（令和8年）1月15日"),
        ("ko", "2026년 1월 15일"),
        ("en", "Thursday, 15 January 2026"),
        ("en", "January 15, 2026"),
        ("fr", "jeudi 15 janvier 2026"),
        ("de", "15. Januar 2026"),
    ],
)
def test_date_may_be_written_as_the_language_writes_it(language: str, date: str) -> None:
    paper = without(sound(language=language), "running-small")
    paper.say(date, 360, "running-small", 8.0)
    assert paper.broken() == []


@pytest.mark.parametrize("words", ["星期四", "新闻热线 0595-22500000", "2026年"])
def test_what_is_no_whole_date_is_none(words: str) -> None:
    paper = without(sound(), "running-small")
    paper.say(words, 360, "running-small", 8.0)
    assert paper.broken() == ["date-missing"]


def test_page_number_nowhere_is_found() -> None:
    assert without(sound(), "folio").broken() == ["folio-place"]


def test_page_number_inside_the_running_head_is_found() -> None:
    paper = without(sound(), "folio")
    paper.say("2", 120, "folio", 20.0)
    assert paper.broken() == ["folio-place"]
    assert "stands 120 pt from the nearer end" in paper.found()[0].message


@pytest.mark.parametrize(("words", "x"), [("02", 0), ("第2版", 0), ("2", 430), ("2", 18)])
def test_page_number_at_an_end_of_the_running_head_passes(words: str, x: float) -> None:
    paper = without(sound(), "folio")
    paper.say(words, x, "folio", 20.0)
    assert paper.broken() == []


def placed(page: str, x: float) -> Paper:
    paper = without(sound(page=page), "folio")
    paper.say(page, x, "folio", 20.0)
    return paper


def test_page_number_that_moves_from_page_to_page_is_found() -> None:
    lists = check_pages([placed("2", 0).subject(1), placed("4", 0).subject(2), placed("6", 430).subject(3)])
    assert [[d.code for d in one] for one in lists] == [[], [], ["D625"]]
    assert "elsewhere (right) than that of page 2 (left)" in lists[2][0].message
    assert lists[2][0].page == 3


def test_page_numbers_of_facing_pages_may_mirror_each_other() -> None:
    pages = [placed("2", 0), placed("3", 430), placed("4", 0), placed("5", 430)]
    assert [len(one) for one in check_pages([p.subject(i) for i, p in enumerate(pages, 1)])] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    "parts", [("2026年1月", "15日", "星期四"), ("二〇二六年", "一月十五日"), ("2026年", "1月", "15", "日")]
)
def test_date_may_stand_in_several_lines(parts: tuple[str, ...]) -> None:
    paper = without(sound(), "running-small")
    for i, part in enumerate(parts):
        paper.say(part, 200 + 60 * i, "running-small", 8.0)
    assert paper.broken() == []


@pytest.mark.parametrize("words", ["02 要闻", "2　要闻", "要闻 2", "第2版 要闻", "要闻·2版", "2 | 2026年1月2日"])
def test_page_number_may_stand_at_an_end_of_a_line_of_more_words(words: str) -> None:
    paper = without(sound(), "folio")
    paper.say(words, 0, "running-title", 8.0)
    assert paper.broken() == []


@pytest.mark.parametrize("words", ["2026年1月2日", "0595-22500002", "第12期", "要闻 12", "2月", "新闻热线 22"])
def test_other_numbers_are_no_page_number(words: str) -> None:
    paper = without(sound(), "folio")
    paper.say(words, 0, "running-title", 8.0)
    assert paper.broken() == ["folio-place"]


def test_page_number_in_a_line_that_stands_inside_the_running_head_is_found() -> None:
    paper = without(sound(), "folio")
    paper.say("02 要闻", 150, "running-title", 8.0)
    assert paper.broken() == ["folio-place"]


@pytest.mark.parametrize("page", ["B1", "B01", "C1"])
def test_front_page_of_another_section_has_a_head_of_its_own_but_not_the_numbers_of_the_paper(page: str) -> None:
    paper = without(sound(page=page, a={"size": 42.0}), "folio")
    paper.say(page, 180, "folio", 20.0)
    assert paper.broken() == []
