"""Photos and advertisements that stand where they may not."""

from typing import Any

import pytest
from desk_makers import HORIZONTAL, VERTICAL, Paper, sound

from pagesetter.diagnostics import Severity
from pagesetter.geometry import WritingMode

both = pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL])


@both
def test_caption_apart_from_its_photo_is_found(mode: WritingMode) -> None:
    paper = sound(mode, b={"picture": (3, 0, 4, 5)})
    assert paper.broken() == ["caption-apart"]
    assert "2.3 lines away" in paper.found()[0].message


@both
def test_caption_a_line_under_its_photo_belongs_to_it(mode: WritingMode) -> None:
    assert sound(mode, b={"picture": (3, 0, 4, 6)}).broken() == []


def with_photo_at_the_right(**shot: Any) -> Paper:
    """Story A with a photo right of its text."""
    frames = ((0, 4, 20), (1, 4, 20), (2, 12, 28))
    return sound(a={"frames": frames, "photo": (2, 4, 3, 12), "shot": shot})


def test_photo_that_looks_away_from_its_story_is_found() -> None:
    paper = with_photo_at_the_right(faces="right")
    assert paper.broken() == ["photo-faces-out"]
    (found,) = paper.found()
    assert found.severity is Severity.WARNING
    assert (found.origin.file if found.origin else "") == "a.md"
    assert found.rect is not None


@pytest.mark.parametrize("shot", [{"faces": "left"}, {}, {"focus": (0.4, 0.2)}, {"focus": (0.9, 0.5)}])
def test_photo_that_looks_at_its_story_or_nowhere_passes(shot: dict[str, Any]) -> None:
    assert with_photo_at_the_right(**shot).broken() == []


def test_subject_at_the_inner_edge_seems_to_look_out() -> None:
    (found,) = with_photo_at_the_right(focus=(0.1, 0.5)).found()
    assert (found.code, found.severity) == ("D620", Severity.NOTE)


def test_given_direction_goes_before_the_focus() -> None:
    assert with_photo_at_the_right(focus=(0.1, 0.5), faces="left").broken() == []


def test_photo_without_own_text_at_either_side_may_look_where_it_will() -> None:
    assert sound(b={"shot": {"faces": "right"}}).broken() == []


@pytest.mark.parametrize("faces", ["left", "right"])
def test_photo_in_the_middle_of_its_story_may_look_where_it_will(faces: str) -> None:
    middle = {"frames": ((0, 4, 20), (1, 12, 20), (2, 4, 28)), "photo": (1, 4, 2, 12), "shot": {"faces": faces}}
    assert sound(a=middle).broken() == []


# --- advertisements ---

FOOT = {"cells": ((2, 28, 4, 36),), "head": (2, 28, 4, 30), "frames": ((2, 30, 36), (3, 30, 36)), "paragraphs": [6, 6]}


def foot(label: str = "广告", **fields: Any) -> Paper:
    """A page with an advertisement at the foot of its last columns."""
    paper = sound(d=FOOT, **fields)
    paper.advert("X", (2, 36, 4, 40), label)
    return paper


def test_labelled_advertisement_at_the_foot_passes() -> None:
    assert foot().broken() == []


def test_advertisement_above_news_is_found() -> None:
    paper = sound(b={"photo": None})
    paper.advert("X", (3, 0, 4, 8))
    assert paper.broken() == ["advert-above-news"]
    assert 'area X stands above 2 stories, the first of them "b"' in paper.found()[0].message


def test_advertisement_above_news_is_found_on_a_vertical_page_too() -> None:
    # its columns are tiers: the first tier of the last lines stands over the other tiers
    paper = sound(VERTICAL, c={"cells": ((0, 20, 2, 36),), "frames": ((0, 24, 36), (1, 24, 40)), "paragraphs": [4] * 7})
    paper.advert("X", (0, 36, 1, 40))
    assert paper.broken() == ["advert-above-news"]


def test_advertisement_beside_the_name_of_the_paper_may_stand_above_news() -> None:
    paper = sound(page="1", b={"photo": None})
    paper.say("江湾日报", 20, "masthead", 70.0)
    paper.say("第1234期　CN 35-0025", 300, "running-small", 8.0)
    paper.advert("X", (3, 0, 4, 8))
    assert paper.broken() == []


def test_advertisement_without_a_label_is_found() -> None:
    paper = foot("")
    assert paper.broken() == ["advert-unlabelled"]
    assert paper.found()[0].severity is Severity.ERROR


def test_label_that_does_not_say_advertisement_is_found() -> None:
    paper = foot("推广")
    assert paper.broken() == ["advert-unlabelled"]
    assert '"推广"' in paper.found()[0].message


@pytest.mark.parametrize(
    ("language", "label"), [("zh-Hant", "廣告"), ("en", "Advertisement"), ("ja", "広告"), ("ko", "광고")]
)
def test_label_is_that_of_the_language(language: str, label: str) -> None:
    assert "advert-unlabelled" not in foot(label, language=language).broken()


def two(first: tuple[int, int, int, int], second: tuple[int, int, int, int], *, coloured: bool) -> Paper:
    """Two advertisements at the foot, the first in colour."""
    paper = sound(
        d={
            **FOOT,
            "cells": ((2, 28, 4, 32),),
            "head": (2, 28, 4, 30),
            "frames": ((2, 30, 32), (3, 30, 32)),
            "paragraphs": [2, 2],
        }
    )
    paper.advert("X", first, coloured=True)
    paper.advert("Y", second, coloured=coloured)
    return paper


def test_colour_advertisements_that_touch_are_found() -> None:
    paper = two((2, 32, 4, 36), (2, 36, 4, 40), coloured=True)
    assert paper.broken() == ["colour-adverts-touch"]
    assert "areas X and Y are 5.0 pt apart" in paper.found()[0].message


def test_colour_beside_black_may_touch() -> None:
    assert two((2, 32, 4, 36), (2, 36, 4, 40), coloured=False).broken() == []


def test_colour_advertisements_with_a_gutter_between_do_not_touch() -> None:
    assert two((2, 32, 3, 40), (3, 32, 4, 40), coloured=True).broken() == []
