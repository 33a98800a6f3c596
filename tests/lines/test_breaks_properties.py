"""What holds for every text: forbidden edges, whole numbers, Latin words, linear answers."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesetter.lines import breaks
from pagesetter.lines.breaks import MUST, NEVER, break_penalties, levels_of
from pagesetter.script.tables import characters, read_table

NASTY = "字字漢あぁー々한a1 2.5,%℃￥$「」『』（）《》“”‘’。，、：；！？·・…—～–-/+□"
NASTY += "\u3000\u00a0\u200d\u0301\n\u2028(),.!;:]["
TEXTS = st.text(alphabet=NASTY, max_size=40)
CHINESE_START = "」』）》”’。，、：；！？·・～–-"
CHINESE_END = "「『（《“‘"
STARTS = {
    ("zh-Hans", "basic"): CHINESE_START,
    ("zh-Hans", "gb"): CHINESE_START + "/",
    ("zh-Hant", "strict"): CHINESE_START + "/—…",
    ("ja", "very-loose"): "」』）》”’。，、",
    ("ja", "loose"): "」』）》”’。，、：；！？",
    ("ja", "very-strict"): "」』）》”’。，、：；！？・ぁー々",
    ("ko", "syllable"): "」』）》。，、：；！？·・ー",
    ("en", "normal"): "」』）》。，、：；！？",
}
ENDS = {
    ("zh-Hans", "basic"): CHINESE_END + "□",
    ("zh-Hans", "gb"): CHINESE_END + "□/",
    ("zh-Hant", "strict"): CHINESE_END + "□/",
    ("ja", "very-loose"): CHINESE_END,
    ("ja", "loose"): CHINESE_END,
    ("ja", "very-strict"): CHINESE_END,
    ("ko", "syllable"): "「『（《",
    ("en", "normal"): "「『（《",
}
UNITS = list(read_table(Path(breaks.__file__).parent / "data" / "units.tsv"))
NUMBER = re.compile(r"[0-9]+(?:[.,:][0-9]+)*[%℃]?")
SETTINGS = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize("setting", STARTS)
@given(TEXTS)
@SETTINGS
def test_a_forbidden_character_never_starts_a_line(setting: tuple[str, str], text: str) -> None:
    costs = break_penalties(text, *setting)
    for place, ch in enumerate(text):
        if ch in STARTS[setting] and costs[place] != MUST:
            assert costs[place] == NEVER, (text, place)


@pytest.mark.parametrize("setting", ENDS)
@given(TEXTS)
@SETTINGS
def test_a_forbidden_character_never_ends_a_line_even_with_spaces_after_it(setting: tuple[str, str], text: str) -> None:
    costs = break_penalties(text, *setting)
    for place in range(1, len(text)):
        before = text[:place].rstrip(" ")
        if before and before[-1] in ENDS[setting] and costs[place] != MUST:
            assert costs[place] == NEVER, (text, place)


@given(TEXTS, st.sampled_from(["zh-Hans", "zh-Hant", "ja", "ko", "en"]), st.integers(0, 9))
@SETTINGS
def test_no_break_stands_inside_a_number(text: str, language: str, pick: int) -> None:
    levels = levels_of(language)
    costs = break_penalties(text, language, levels[pick % len(levels)])
    for match in NUMBER.finditer(text):
        assert all(costs[place] == NEVER for place in range(match.start() + 1, match.end()))


@given(TEXTS, st.sampled_from(["zh-Hans", "zh-Hant", "ja", "ko", "en"]), st.integers(0, 9))
@SETTINGS
def test_costs_are_in_range_and_no_space_starts_a_line(text: str, language: str, pick: int) -> None:
    levels = levels_of(language)
    costs = break_penalties(text, language, levels[pick % len(levels)])
    assert len(costs) == len(text) + 1
    assert costs[0] == NEVER
    for place, ch in enumerate(text):
        assert costs[place] in (NEVER, MUST) or 0 <= costs[place] <= 1000
        if ch == " " and costs[place] != MUST:
            assert costs[place] == NEVER


@given(TEXTS, st.sampled_from(["zh-Hans", "zh-Hant", "ja", "ko", "en"]))
@SETTINGS
def test_a_line_must_end_after_each_forced_break_and_nowhere_else(text: str, language: str) -> None:
    costs = break_penalties(text, language)
    forced = [place for place in range(1, len(text)) if text[place - 1] in "\n\u2028"]
    assert [place for place in range(1, len(text)) if costs[place] == MUST] == forced


@given(st.text(alphabet="字“”，。……——1 a", max_size=20), st.text(alphabet="字“”，。……——1 a", max_size=20))
@SETTINGS
def test_paragraphs_do_not_disturb_each_other(first: str, second: str) -> None:
    together = break_penalties(f"{first}\n{second}", "zh-Hans")
    assert together[: len(first) + 1] == break_penalties(f"{first}\n", "zh-Hans")[: len(first) + 1]
    assert together[len(first) + 2 : -1] == break_penalties(second, "zh-Hans")[1:-1]


@pytest.mark.parametrize("row", [row for row in UNITS if row["signs"]], ids=lambda row: row["pattern"])
@given(st.text(alphabet=NASTY + "№~〜～￥第www.https:/etc月 km", max_size=60))
@SETTINGS
def test_a_pattern_never_matches_where_all_of_its_signs_are_missing(row: dict[str, str], text: str) -> None:
    without = text.translate(dict.fromkeys(map(ord, characters(row["signs"]))))
    assert not breaks._pattern(row["scope"] or row["pattern"]).search(without)


@pytest.mark.parametrize(
    "text", ["……" * 5000, "1" * 5000, "+" * 5000, "https://a/" + "b/" * 5000, "千" * 5000, "“" * 5000]
)
def test_long_runs_are_answered_as_any_other_text(text: str) -> None:
    assert len(break_penalties(text, "zh-Hans")) == len(text) + 1
