"""UAX #14: each rule by a case of our own, and the Unicode test file of 15.0 but for what newer rules change."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagesetter.script import uax14
from pagesetter.script.properties import line_break_class
from pagesetter.script.tables import read_table
from pagesetter.script.uax14 import CURRENT, PLAIN, Tailoring, opportunities

DATA = Path(__file__).parent / "data"


def marked(text: str, tailor: Tailoring = CURRENT) -> str:
    """The text with ÷ where a break is allowed and ‖ where it is mandatory; its end is left out."""
    signs = ["", "÷", "‖"]
    verdicts = opportunities(text, tailor)
    return "".join(signs[verdict] + ch for verdict, ch in zip(verdicts, text, strict=False))


RULES = {
    "LB4 after a mandatory break": "a\u2028‖b",
    "LB5 between CR and LF never": "a\r\n‖b\r‖c\n‖d\x85‖e",
    "LB6 before a mandatory break never": "a \n‖b",
    "LB7 before spaces and ZW never": "a  ÷b\u200b÷c",
    "LB8 after ZW and spaces": "(\u200b ÷)",
    "LB8a after ZWJ never": "字\u200d字÷字",
    "LB9 a mark belongs to its base": "字\u0308÷字\u200d",
    "LB10 a mark without base is a letter": "a ÷\u0308b",
    "LB11 word joiner": "字\u2060字÷字",
    "LB12 glue": "字\u00a0字",
    "LB12a before glue, but after spaces and hyphens": "a ÷\u00a0b-÷\u00a0c",
    "LB13 before closing marks even after a space": "字 )÷字 !÷字 /÷字",
    "LB14 after opening marks even with spaces": "字÷（ 字",
    "LB15a after an initial quotation mark": "字 ÷“ a",
    "LB15b before a final quotation mark": "a ” ÷字",
    "LB15c a decimal point after a space": "costs ÷.35",
    "LB15d before a point else never": "a .b",
    "LB16 closing mark and starter": "） 々÷字",
    "LB17 the dash": "字÷— —÷字",
    "LB18 after spaces": "字 ÷字",
    "LB19 quotation marks of no direction": '字"字',
    "LB19a quotation marks between East Asian characters": "字÷“字”÷字÷a“字”b",
    "LB20 contingent break": "a÷\ufffc÷b",
    "LB20a a hyphen that starts a word": "a ÷-b ÷-b-÷c",
    "LB21 before hyphens and starters, after BB": "字-÷字‐÷字々÷´a",
    "LB21a Hebrew and hyphen": "א-a ÷א-÷א",
    "LB21b solidus and Hebrew": "a/÷a/א",
    "LB22 before the ellipsis": "字…÷字",
    "LB23 letters and digits": "a1b",
    "LB23a prefix, ideograph, postfix": "$字%",
    "LB24 prefix, letters, postfix": "$a%÷字",
    "LB25 numbers": "字-1,234.5/6%÷字÷$(.5)%",
    "LB26 Korean syllables of Jamo": "ᄀ각÷ᄀ각",
    "LB27 Korean and signs": "$가%",
    "LB28 letters": "ab",
    "LB28a Brahmic syllables": "ᬅ᭄ᬅ",
    "LB29 point and letter": "a.b",
    "LB30 brackets and letters": "a(b)c÷（b）÷c",
    "LB30a flags": "🇨🇳÷🇯🇵÷🇰",
    "LB30b emoji and modifier": "👍🏽÷👍",
    "LB31 everywhere else": "字÷字÷한÷あ",
}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_of_the_annex(rule: str) -> None:
    expected = RULES[rule]
    text = expected.replace("÷", "").replace("‖", "")
    assert marked(text) == expected


def unicode_cases() -> Iterator[tuple[str, bytes]]:
    with gzip.open(DATA / "LineBreakTest-15.0.0.txt.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            words = line.partition("#")[0].split()
            if words:
                yield "".join(chr(int(word, 16)) for word in words[1::2]), bytes(word == "÷" for word in words[::2])


def test_unicode_cases_hold_but_for_those_that_a_newer_rule_changes() -> None:
    newer = {row["case"]: row["rule"] for row in read_table(DATA / "newer-rules.tsv")}
    cases = list(unicode_cases())
    failed = {
        " ".join(f"{ord(ch):04X}" for ch in text)
        for text, expected in cases
        if bytes(verdict > 0 for verdict in opportunities(text, CURRENT)) != expected
    }
    assert len(cases) == 7654
    assert failed == set(newer)
    assert all(rule.startswith("LB") for rule in newer.values())


@given(st.text(alphabet="字字字国あ한（）“”‘’、。—…·a1,. -%￥々ー\u0301\u200d\u2060\u00a0", max_size=40))
def test_shortcuts_between_ideographs_change_no_answer(text: str) -> None:
    """Two ideographs in a row, and places where nothing further on is asked for, are answered without the rules."""
    classes = list(map(uax14._resolver(CURRENT), text))
    units, places = uax14._units(classes)
    ahead = [*map(uax14._ahead, units), uax14._ahead("eot"), ""]
    left = uax14._left("sot", False, False, "", False, "", False)
    expected = bytearray(len(text) + 1)
    for number, (index, name) in enumerate(zip(places, units, strict=True)):
        expected[index], left = uax14._step(left, name, ahead[number + 1], ahead[number + 2], True, True)
    got = opportunities(text, CURRENT)
    for index in places[1:]:
        if "\u200d" not in text[index - 1]:  # LB8a is applied afterwards
            assert got[index] == expected[index], (text, index)


def test_plain_takes_numbers_by_pairs() -> None:
    assert marked("}%", PLAIN) == "}%"
    assert marked("}%", CURRENT) == "}÷%"
    assert marked("1}%", CURRENT) == "1}%"


def test_rules_of_15_1_can_be_asked_for() -> None:
    assert marked("字“字", PLAIN) == "字“字"
    assert marked("a -b") == "a ÷-b"
    assert marked("a -b", Tailoring(rules="15.1")) == "a ÷-÷b"


def test_tailoring_gives_characters_another_class() -> None:
    assert marked("字“字”字") == "字÷“字”÷字"
    assert marked("字…字", Tailoring(classes=(("…", "ID"),))) == "字÷…÷字"
    assert marked("a①b", Tailoring(ambiguous="ID")) == "a÷①÷b"
    assert marked("あぁ") == "あぁ"
    assert marked("あぁ", Tailoring(starter="ID")) == "あ÷ぁ"


def test_keep_all_joins_letters_digits_and_ideographs() -> None:
    keep = Tailoring(words="keep-all")
    assert marked("字字，字a1한글 字", keep) == "字字，÷字a1한글 ÷字"
    assert marked("字々あぁー 字", keep) == "字々あぁー ÷字"
    assert marked("字\u0301字", keep) == "字\u0301字"
    assert marked("字…字", Tailoring(words="keep-all", classes=(("…", "ID"),))) == "字÷…÷字"


def test_break_all_takes_letters_as_ideographs() -> None:
    parts = Tailoring(words="break-all")
    assert marked("ab1 c(d)é", parts) == "a÷b÷1 ÷c÷(d)÷é"
    assert marked("กข", parts) == "ก÷ข"
    assert marked("각ᄀ", parts) == "각÷ᄀ"


def test_anywhere_breaks_at_every_unit_but_for_forced_lines() -> None:
    anywhere = Tailoring(words="anywhere")
    assert marked("(a\u0301 \u2060b\r\nc", anywhere) == "(÷a\u0301÷ ÷\u2060÷b\r\n‖c"


def test_a_tailored_character_keeps_its_width() -> None:
    assert marked("a（b", Tailoring(classes=(("（", "OP"),))) == "a÷（b"


def test_empty_text_has_one_place() -> None:
    assert opportunities("") == b"\x02"
    assert opportunities("字") == b"\x00\x02"


def test_property_table_knows_the_corners_of_unicode() -> None:
    assert line_break_class("\x00") == "CM"
    assert line_break_class("一") == "ID-W"
    assert line_break_class("가") == "H2-W"
    assert line_break_class("각") == "H3-W"
    assert line_break_class("힣") == "H3-W"
    assert line_break_class("\U0010ffff") == "AL"
    assert line_break_class("\u2010") == "HH"
    assert line_break_class("“") == "QU-Pi"


@given(st.text(max_size=40))
def test_every_text_has_an_answer_of_its_length(text: str) -> None:
    verdicts = opportunities(text)
    assert len(verdicts) == len(text) + 1
    assert verdicts[-1] == 2
    assert set(verdicts) <= {0, 1, 2}
    assert not text or verdicts[0] == 0


@given(st.text(alphabet="字a1,.%“”(（）) -—…\u0308\u200d\u00a0/", max_size=20), st.text(alphabet="字ab", max_size=5))
def test_what_follows_a_forced_line_does_not_change_what_stands_before(text: str, more: str) -> None:
    line = f"{text}\n"
    assert opportunities(line + more)[: len(line)] == opportunities(line)[: len(line)]
