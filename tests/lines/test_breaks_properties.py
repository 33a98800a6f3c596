"""What holds for every text: forbidden edges, whole numbers, Latin words, linear answers."""

import re
import sys
from pathlib import Path
from time import process_time

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
SETTINGS = settings(max_examples=100, deadline=None)


@given(TEXTS)
@SETTINGS
def test_a_forbidden_character_never_starts_a_line(text: str) -> None:
    for setting, forbidden in STARTS.items():
        costs = break_penalties(text, *setting)
        for place, ch in enumerate(text):
            if ch in forbidden and costs[place] != MUST:
                assert costs[place] == NEVER, (setting, text, place)


@given(TEXTS)
@SETTINGS
def test_a_forbidden_character_never_ends_a_line_even_with_spaces_after_it(text: str) -> None:
    for setting, forbidden in ENDS.items():
        costs = break_penalties(text, *setting)
        for place in range(1, len(text)):
            before = text[:place].rstrip(" ")
            if before and before[-1] in forbidden and costs[place] != MUST:
                assert costs[place] == NEVER, (setting, text, place)


@given(TEXTS, st.sampled_from(["zh-Hans", "zh-Hant", "ja", "ko", "en"]), st.integers(0, 9))
@SETTINGS
def test_no_break_stands_inside_a_number(text: str, language: str, pick: int) -> None:
    levels = [level for level in levels_of(language) if level != "anywhere"]
    costs = break_penalties(text, language, levels[pick % len(levels)])
    for match in NUMBER.finditer(text):
        assert all(costs[place] == NEVER for place in range(match.start() + 1, match.end()))


@given(TEXTS, st.sampled_from(["zh-Hans", "zh-Hant", "ja", "ko", "en"]), st.integers(0, 9))
@SETTINGS
def test_costs_are_in_range_and_no_space_starts_a_line(text: str, language: str, pick: int) -> None:
    levels = [level for level in levels_of(language) if level != "anywhere"]
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


@given(st.text(alphabet=NASTY + "№~〜～￥第www.https:/etc月 km", max_size=60))
@settings(SETTINGS, max_examples=120)
def test_a_pattern_never_matches_where_all_of_its_signs_are_missing(text: str) -> None:
    for row in (row for row in UNITS if row["signs"]):
        without = text.translate(dict.fromkeys(map(ord, characters(row["signs"]))))
        assert not breaks._pattern(row["scope"] or row["pattern"]).search(without), row["pattern"]


@pytest.mark.parametrize(
    "text", ["……" * 5000, "1" * 5000, "+" * 5000, "https://a/" + "b/" * 5000, "千" * 5000, "“" * 5000]
)
def test_long_runs_are_answered_as_any_other_text(text: str) -> None:
    assert len(break_penalties(text, "zh-Hans")) == len(text) + 1


def calls(text: str, language: str, word_break: str) -> int:
    """How many functions, Python's and C's, are called to answer a text: a measure of work that no clock disturbs."""
    count = 0

    def seen(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        break_penalties(text, language, "", word_break)
    finally:
        sys.setprofile(None)
    return count


NEWS = (
    "本报讯（记者 张三 通讯员 李四）1—6月，共2.1万件；“85项”占29.2%……见https://a.cn/b，don’t well-known 한국어 5 km。"
)


@pytest.mark.parametrize("word_break", ["normal", "keep-all", "break-all"])
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "ko", "en"])
def test_work_grows_as_the_text_does(language: str, word_break: str) -> None:
    break_penalties(NEWS * 2, language, "", word_break)  # reads the tables and remembers the answers
    once, ten, hundred = (calls(NEWS * times, language, word_break) for times in (1, 10, 100))
    assert ten <= 10 * once
    assert hundred <= 10 * ten
    assert hundred > 5 * ten  # else nothing was counted


def _seconds(text: str, language: str) -> float:
    """Time of the processor that an answer takes; the tables are read by then."""
    break_penalties(text[:40], language)
    begun = process_time()
    assert len(break_penalties(text, language)) == len(text) + 1
    return process_time() - begun


SLOW = ["张三 ", "记者 ", "文 ", "张三、", "记者张三", "a@", "a.b@", "1 ", "1=", "第", "一", "①", "T", "100 ", "/etc"]
SLOW += ["www.", "*", "[1"]


@pytest.mark.parametrize("piece", SLOW)
@pytest.mark.parametrize("end", ["", "摄", "！"])
def test_no_row_looks_at_a_long_text_over_and_over(piece: str, end: str) -> None:
    """A row that tried the rest of the text everywhere would take a hundred times as long for ten times the text."""
    short, long = (_seconds(piece * count + end, "zh-Hans") for count in (800, 8000))
    assert long < 40 * short


@pytest.mark.parametrize(
    ("piece", "language"),
    [
        ("A. ", "en"),
        ("10 ", "en"),
        ("May 1 ", "en"),
        ("3. ", "de"),
        (" –", "de"),
        ("가나 ", "ko"),
        ("…", "ja"),
        ("Ｔ", "ja"),
    ],
)
def test_no_row_of_another_language_does_either(piece: str, language: str) -> None:
    short, long = (_seconds(piece * count, language) for count in (800, 8000))
    assert long < 40 * short
