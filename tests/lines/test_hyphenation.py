"""European words are parted by a hyphen where their language allows it, and nowhere else."""

import pytest
from line_makers import SIZE, STYLE, drawn, made, prepared, style, texts

from pagesetter.lines.hyphenate import hyphen_places, manner_of
from pagesetter.model.story import Span

ENGLISH = style(language="en", hyphens=True)
CHINESE = style(hyphens=True)


def parted(word: str, language: str = "en", before: str = "", after: str = " end") -> str:
    text = before + word + after
    places = hyphen_places(text, [(0, len(text), style(language=language, hyphens=True))])
    return "".join(("-" if i in places else "") + ch for i, ch in enumerate(text))[len(before) : -len(after) or None]


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("en", "news-pa-per"),
        ("en-GB", "news-pa-per"),
        ("de", "Zei-tungs-seite"),
        ("fr", "jour-na-liste"),
        ("es", "pe-rió-dico"),
        ("pl", "ga-ze-ta"),
        ("ru", "га-зе-та"),
    ],
)
def test_words_are_parted_by_the_patterns_of_their_language(language: str, word: str) -> None:
    shown = parted(word.replace("-", ""), language)
    assert shown == word if language in ("en", "en-GB", "de") else set(word.split("-")) & set(shown.split("-"))
    assert shown.replace("-", "") == word.replace("-", "")


@pytest.mark.parametrize("language", ["en", "de", "fr", "it", "nl", "sv", "ru"])
def test_no_fewer_letters_stay_on_a_line_than_the_table_says(language: str) -> None:
    manner = manner_of(language)
    assert manner is not None
    for word in ("communication", "organization", "administration", "международный", "Donaudampfschifffahrt"):
        head, *rest = parted(word, language).split("-")
        if rest:
            assert len(head) >= manner.left
            assert len(rest[-1]) >= manner.right


@pytest.mark.parametrize(
    "word",
    [
        "ABBREVIATION",
        "JavaScript",
        "covid19vaccine",
        "well-established",
        "https://example.org/international",
        "international@example.org",
        "/usr/share/international",
        "international_name",
        "inter\u00adnational",
        "table",
    ],
)
def test_addresses_codes_capitals_and_hyphened_words_stay_whole(word: str) -> None:
    assert parted(word) == word


def test_marks_around_a_word_do_not_keep_it_whole() -> None:
    assert parted("international", before="(“", after="”), and so on") == "in-ter-na-tional"


def test_the_last_word_of_a_paragraph_stays_whole() -> None:
    assert parted("international", after=".") == "international"
    assert parted("international", after="") == "international"


def test_words_inside_chinese_are_english_unless_the_style_says_otherwise() -> None:
    text = "他们的international队"
    assert hyphen_places(text, [(0, len(text), CHINESE)])
    assert hyphen_places(text, [(0, len(text), CHINESE)]) != hyphen_places(
        text, [(0, len(text), style(hyphens=True, latin="de"))]
    )


def test_words_with_letters_that_english_lacks_are_not_parted_as_english() -> None:
    assert parted("Beförderungsgesellschaft") == "Beförderungsgesellschaft"
    assert "-" in parted("Beförderungsgesellschaft", "de")


def test_a_hyphen_costs_more_inside_chinese_than_in_english() -> None:
    inside = hyphen_places("的international队", [(0, 15, CHINESE)])
    own = hyphen_places("an international team", [(0, 21, ENGLISH)])
    assert min(inside.values()) > max(own.values())


def test_names_and_two_letters_before_the_hyphen_cost_more() -> None:
    def costs(text: str) -> list[float]:
        return list(hyphen_places(text, [(0, len(text), ENGLISH)]).values())

    in_, ter, na = costs("an international team")
    assert in_ > ter == na
    assert min(costs("an International team")) > ter


def test_a_language_without_patterns_is_not_hyphenated() -> None:
    assert manner_of("fi") is None
    assert parted("kansainvälinen", "fi") == "kansainvälinen"


def test_no_style_without_hyphens_parts_a_word() -> None:
    text = "international communication transportation"
    assert hyphen_places(text, [(0, len(text), STYLE)]) == {}


def test_a_parted_word_draws_a_hyphen_and_stays_as_typed_in_the_text() -> None:
    setting = made("aa bb international cc", 6.5, ENGLISH)
    broken = [line for line in setting.lines if line.hyphenated]
    assert broken
    assert all(drawn(line).endswith("\u00ad") and "\u00ad" not in line.text for line in broken)
    assert "".join(texts(setting)).replace(" ", "") == "aabbinternationalcc"
    assert [line.start for line in setting.lines[1:]] == [line.end for line in setting.lines[:-1]]


def test_the_hyphen_counts_in_the_width_of_its_line_alone() -> None:
    setting = made("aa bb international communication cc dd", 7, ENGLISH)
    assert any(line.hyphenated for line in setting.lines)
    for line in setting.lines[:-1]:
        last = line.runs[-1]
        assert abs(last.xs[-1] + 0.5 * SIZE - line.width) < 1e-6
    whole = made("aa bb international communication cc dd", 40, ENGLISH).lines[0]
    plain = made("aa bb international communication cc dd", 40, style(language="en")).lines[0]
    assert whole.width == plain.width
    assert drawn(whole) == drawn(plain)


def test_no_word_is_parted_where_the_lines_are_wide_enough() -> None:
    setting = made("an international team came", 30, ENGLISH)
    assert not any(line.hyphenated for line in setting.lines)


def test_the_hyphen_is_of_the_face_of_its_word() -> None:
    spans = [Span("aa bb "), Span("international", "bold"), Span(" communication cc")]
    setting = made(spans, 6.5, ENGLISH)
    faces = {line.runs[-1].face for line in setting.lines if line.hyphenated and "nal" not in line.text}
    assert "bold" in faces


def test_breaks_tell_which_of_them_hyphenate() -> None:
    ready = prepared("aa international bb cc", ENGLISH)
    places = [ready.breaks.items[k] for k in ready.breaks.hyphens]
    starts = [ready.items.clusters[i].start for i in places]
    assert starts == [5, 8, 10]
    assert not prepared("aa international bb cc", STYLE).breaks.hyphens
