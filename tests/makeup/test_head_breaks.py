"""Where heads break: at marks, behind stops, between sense groups, not inside words; and how high they are."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makeup_makers import EmShaper, area, block, cells, extent, grid, layout, sheet, story, texts

from pagesetter.geometry import Rect
from pagesetter.makeup import vain
from pagesetter.makeup.arrange import arrangements
from pagesetter.makeup.headline import Head, HeadFitter
from pagesetter.makeup.page import make_up
from pagesetter.makeup.phrases import partings
from pagesetter.makeup.setting import Setter
from pagesetter.model.story import Edition, Story
from pagesetter.model.style import HeadStyle, StyleSheet


def ways(headline: str, keep: tuple[str, ...] = (), language: str = "") -> list[list[str]]:
    sense = (lambda text: partings(text, language)) if language else None
    return [["".join(s.text for s in line) for line in way] for way in arrangements(block("h", headline), keep, sense)]


def with_heads(sheet: StyleSheet, **changes: object) -> StyleSheet:
    heads = {name: replace(style, **changes) for name, style in sheet.heads.items()}  # type: ignore[arg-type]
    return replace(sheet, heads=MappingProxyType(heads))


def fitted(asked: Story, width: float, style: HeadStyle | None = None, styles: StyleSheet | None = None) -> Head:
    styles = styles or sheet()
    fitter = HeadFitter(Setter(EmShaper(), styles), style or styles.heads["third"], "zh-Hans", grid())
    return fitter.fit(asked, Rect(0.0, 0.0, width, 600.0))


def written(head: Head) -> list[str]:
    return [i.text for i in head.items if i.role == "headline"]


def test_a_head_breaks_at_the_marks_of_the_editor_and_they_are_not_printed() -> None:
    assert ways("泉州湾|跨海大桥|今日通车") == [
        ["泉州湾跨海大桥今日通车"],
        ["泉州湾跨海大桥", "今日通车"],
        ["泉州湾", "跨海大桥", "今日通车"],
    ]


def test_a_marked_line_breaks_nowhere_else() -> None:
    assert ways("泉州湾，跨海大桥|今日通车", language="zh-Hans") == [
        ["泉州湾，跨海大桥今日通车"],
        ["泉州湾，跨海大桥", "今日通车"],
    ]


@pytest.mark.parametrize("headline", ["关注 | 大桥", "|大桥通车", "大桥通车|"])
def test_a_mark_beside_a_blank_or_at_an_end_is_printed(headline: str) -> None:
    assert "|" in ways(headline)[0][0]


def test_a_line_may_end_behind_a_stop() -> None:
    assert ways("大桥今日合龙，两岸共享生活圈") == [
        ["大桥今日合龙，两岸共享生活圈"],
        ["大桥今日合龙，", "两岸共享生活圈"],
    ]


def test_a_stop_before_a_closing_mark_is_no_place_to_break() -> None:
    assert ways("他说“大桥通车了。”众人欢呼") == [["他说“大桥通车了。”众人欢呼"]]


@pytest.mark.parametrize(
    ("headline", "language", "lines"),
    [
        ("用民生温度回应群众期盼", "zh-Hans", ["用民生温度", "回应群众期盼"]),
        ("台商区推动社保服务提质增效", "zh-Hans", ["台商区推动社保", "服务提质增效"]),
        ("憲法前文にみる平和主義の精神と戦後日本の歩み", "ja", ["憲法前文にみる平和主義の", "精神と戦後日本の歩み"]),
    ],
)
def test_lines_break_between_sense_groups_and_are_of_about_one_length(
    headline: str, language: str, lines: list[str]
) -> None:
    assert lines in ways(headline, language=language)


def test_other_languages_have_no_sense_groups_but_their_spaces() -> None:
    assert dict(partings("harbour gates open", "en")) == {}
    assert ways("항구의 아침 시장", language="ko") == ways("항구의 아침 시장")


def test_a_word_that_is_kept_together_is_never_broken() -> None:
    assert ["台商区推动社保", "服务提质增效"] in ways("台商区推动社保服务提质增效", language="zh-Hans")
    assert all("社保服务" in "|".join(way) for way in ways("台商区推动社保服务提质增效", ("社保服务",), "zh-Hans"))
    assert all("New York" in "|".join(way) for way in ways("The New York harbour gates open", ("New York",)))


HEADLINE = st.text(alphabet="大桥通车今日，。|的在", min_size=1, max_size=16)


@given(HEADLINE, st.sampled_from(["", "zh-Hans", "ja"]))
def test_no_character_is_lost_and_no_line_begins_with_a_stop(headline: str, language: str) -> None:
    given, *broken = ways(headline, language=language)
    for way in broken:
        assert "".join(way) == given[0]
        assert all(line[0] not in "，。" for line in way[1:])


def test_a_head_without_the_library_says_so_and_breaks_as_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    raster = grid(columns=2, lines=20)
    spec = layout(raster, area("A", cells(range(2), range(20)), "s", head="third"))
    asked = Edition((story("s", *[60] * 6, headline="用民生温度回应群众期盼"),))

    def codes(breaks: str) -> set[str]:
        _, found = make_up(replace(spec, styles=with_heads(spec.styles, breaks=breaks)), asked, EmShaper(), {})
        return {d.code for d in found}

    assert "M241" not in codes("phrases")
    monkeypatch.setattr(vain, "available", lambda: False)
    assert "M241" in codes("phrases")
    assert "M241" not in codes("marks")


def test_sense_groups_are_asked_for_in_the_style() -> None:
    asked, style = story(headline="用民生温度回应群众期盼"), sheet().heads["third"]
    assert len(written(fitted(asked, 190, style))) == 1
    assert written(fitted(asked, 190, replace(style, breaks="phrases"))) == ["用民生温度", "回应群众期盼"]


def test_one_line_more_is_only_worth_larger_type() -> None:
    style = replace(sheet().heads["third"], breaks="phrases", ladder=(30.0, 28.0, 26.0))
    head = fitted(story(headline="东园镇|开展|奖学|活动"), 135, style)
    assert (len(written(head)), head.size) == (2, 26)


# --- couplets ---


def test_two_lines_of_as_many_characters_are_equally_wide() -> None:
    head = fitted(story(headline=("山上种果3万亩", "山下卖花千百家")), 260)
    lines = [i for i in head.items if i.role == "headline"]
    widths = [extent(line)[1] - extent(line)[0] for line in lines]
    assert widths[0] == pytest.approx(widths[1], abs=0.2)


def test_lines_that_are_no_couplet_keep_their_widths() -> None:
    head = fitted(story(headline=("山上种果树", "山下卖鲜花去")), 240)
    lines = [i for i in head.items if i.role == "headline"]
    assert [extent(line)[1] - extent(line)[0] for line in lines] == pytest.approx([5 * 30, 6 * 30], abs=0.2)


# --- heights in lines of the body (rulebook 2.5) ---


def test_the_worked_example_takes_eight_lines() -> None:
    """30 pt and 21 pt over lines of 11.25 pt, with three lines of white."""
    style = replace(
        sheet().heads["third"],
        ladder=(30.0,),
        kicker_bounds=(21.0, 21.0),
        air_above_lines=1.0,
        air_below_lines=1.0,
        gap_em=11.25 / 9,
    )
    raster = replace(grid(), size=9.0, leading=11.25)
    asked = story(headline="字" * 8, kicker=block("kicker", "眉题"))
    assert HeadFitter(Setter(EmShaper(), sheet()), style, "zh-Hans", raster).lines_needed(asked, 400) == 8


@pytest.mark.parametrize(
    ("role", "ladder", "headline", "kicker", "lines"),
    [
        ("lead", 72.0, ("字" * 8,), 28.0, 8),
        ("second", 28.0, ("字" * 8,), 0.0, 4),
        ("second", 22.0, ("字" * 8,), 0.0, 4),
        ("second", 30.0, ("字" * 8,), 14.0, 5),
        ("second", 34.0, ("字" * 8, "字" * 8), 14.0, 8),
    ],
)
def test_heads_take_the_lines_of_the_house_style(
    role: str, ladder: float, headline: tuple[str, ...], kicker: float, lines: int
) -> None:
    """A broadsheet of 10.5 pt on 15 pt."""
    style = replace(sheet().heads[role], ladder=(ladder,), kicker_bounds=(kicker, kicker))
    raster = replace(grid(), size=10.5, leading=15.0)
    asked = story(headline=headline, kicker=block("kicker", "眉题") if kicker else None)
    assert HeadFitter(Setter(EmShaper(), sheet()), style, "zh-Hans", raster).lines_needed(asked, 900) == lines


def test_texts_of_a_head_are_read_in_their_order() -> None:
    raster = grid(columns=2, lines=20)
    spec = layout(raster, area("A", cells(range(2), range(20)), "s", head="third"))
    asked = Edition((story("s", *[60] * 6, headline="大桥|通车了"),))
    page, _ = make_up(spec, asked, EmShaper(), {})
    found = texts(page, "headline")
    assert "".join(t.text for t in found) == "大桥通车了"


def test_a_kicker_is_shrunk_before_it_is_parted_between_characters() -> None:
    style = replace(sheet().heads["third"], breaks="phrases", kicker_bounds=(14.0, 14.0))

    def kicker(text: str) -> list[tuple[str, float]]:
        head = fitted(replace(story(headline="大桥"), kicker=block("kicker", text)), 100, style)
        return [(i.text, round(i.size, 1)) for i in head.items if i.role == "kicker"]

    assert kicker("用民生温度回应") == [("用民生温度回应", 14.0)]
    assert kicker("用民生温度回应群") == [("用民生温度回应群", 12.5)]
    assert kicker("用民生温度回应群众期盼") == [("用民生温度", 14.0), ("回应群众期盼", 14.0)]
