"""Whatever stands on a page, the desk says what it finds and where; the shipped reference pages break no ban."""

from dataclasses import replace
from random import Random

import pytest
from desk_makers import HORIZONTAL, VERTICAL, Paper, sound

from pagesetter.build import make_page, make_pages
from pagesetter.desk.checking import check_page, check_pages
from pagesetter.desk.registry import table
from pagesetter.desk.view import Subject
from pagesetter.model.page import Text
from pagesetter.model.story import Edition
from pagesetter.read.paper import read_paper
from places import ROOT


def shaken(seed: int) -> Subject:
    """A page with things missing, moved and mixed up."""
    random = Random(seed)
    paper: Paper = sound(random.choice([HORIZONTAL, VERTICAL]), language=random.choice(["zh-Hans", "ja", "en"]))
    paper.advert("X", (2, 36, 4, 40), random.choice(["", "广告"]))
    paper.items = [one for one in paper.items if random.random() < 0.85]
    for i, one in enumerate(paper.items):
        if isinstance(one, Text) and random.random() < 0.3:
            change = random.choice(
                [
                    {"x": one.x + random.uniform(-200, 200), "y": one.y + random.uniform(-200, 200)},
                    {"runs": ()},
                    {"measure": 0.0},
                    {"text": "", "size": 0.0},
                    {"block": random.randint(-1, 40), "start": random.randint(0, 50)},
                    {"mode": VERTICAL},
                    {"role": random.choice(["subhead", "pull-quote", "summary"])},
                ]
            )
            paper.items[i] = replace(one, **change)
    subject = paper.subject()
    if random.random() < 0.3:
        subject = replace(subject, page=replace(subject.page, fits=()))
    if random.random() < 0.3:
        subject = replace(subject, edition=Edition(()))
    return replace(subject, spec=replace(subject.spec, areas=())) if random.random() < 0.2 else subject


@pytest.mark.parametrize("language", ["en", "zh"])
def test_any_page_is_judged_with_places_and_whole_sentences(language: str) -> None:
    codes = {ban.code for ban in table().values()}
    met: set[str] = set()
    for seed in range(60):
        for found in check_page(shaken(seed), language):
            met.add(found.code)
            assert found.code in codes
            assert found.rect is not None
            assert found.origin is not None
            assert found.message
            assert found.hint
            assert "{" not in found.message
            assert "{" not in found.hint.replace("{page}", "").replace("{date}", "")
    assert len(met) >= 15


def test_same_page_gives_the_same_list() -> None:
    assert [check_page(shaken(seed)) for seed in range(10)] == [check_page(shaken(seed)) for seed in range(10)]


@pytest.mark.parametrize("name", ["quanzhou", "quanzhou-keyed", "tabloid"])
def test_reference_page_breaks_no_ban(name: str) -> None:
    built = make_page(ROOT / "layouts" / f"{name}.yaml")
    assert built.page is not None
    assert built.spec is not None
    assert check_page(Subject(built.page, built.spec, built.edition)) == ()


def test_seven_items_over_two_tabloid_pages_with_jumps_break_no_ban() -> None:
    file, _ = read_paper(ROOT / "layouts" / "tabloid" / "edition.yaml")
    assert file is not None
    asked = [(page, file.issue(page)) for page in file.paper.zones[0].pages]
    subjects = [
        Subject(built.page, built.spec, built.edition, number=i)
        for i, built in enumerate(make_pages(asked, {}), 1)
        if built.page is not None and built.spec is not None
    ]
    assert check_pages(subjects) == ((), ())
