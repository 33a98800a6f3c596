"""The corpora of line breaking against ours: UAX #14 itself, and lines and opportunities by language and level.

UAX #14 runs without tailoring where its file says so. Everything else runs through ``break_penalties`` with the level
that the corpus names; a break counts as allowed whatever it costs. Layouts are filled greedily, one em a character.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from corpora import Check, Failure, Result, cases_of, result
from pagesetter.lines.breaks import NEVER, break_penalties
from pagesetter.script.tables import read_table, spelled
from pagesetter.script.uax14 import CURRENT, PLAIN, Tailoring, opportunities

Case = tuple[str, bytes]
"""A text and, for every place from its start to its end, whether a break is wanted."""


def unicode_cases(path: Path) -> Iterator[Case]:
    """Cases of a file in the form of LineBreakTest.txt."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            words = line.partition("#")[0].split()
            if words:
                yield "".join([chr(int(word, 16)) for word in words[1::2]]), bytes(word == "÷" for word in words[::2])


def spelled_out(text: str, breaks: bytes) -> str:
    """A case as the Unicode files write it."""
    points = [f"{'÷' if before else '×'} {ord(ch):04X}" for before, ch in zip(breaks, text, strict=False)]
    return " ".join([*points, "÷"])


def _unicode(name: str, cases: Iterable[Case], tailor: Callable[[str], Tailoring], note: str) -> Result:
    failures = []
    total = 0
    for text, wanted in cases:
        total += 1
        got = bytes([verdict > 0 for verdict in opportunities(text, tailor(text))])
        # The monkey tests write a break at the start of the text, where LB2 has none.
        if got[1:] != wanted[1:]:
            case = " ".join([f"{ord(ch):04X}" for ch in text])
            failures.append(Failure(case, spelled_out(text, wanted), spelled_out(text, got)))
    return result(name, total, failures, note)


@cache
def _older_classes() -> dict[str, str]:
    """Characters whose class was another one in Unicode 15.1, and that class."""
    rows = list(read_table(Path(__file__).parent / "linebreak_15_1.tsv"))
    return {
        chr(point): row["class"]
        for row in rows
        for first, last in spelled(row["chars"])
        for point in range(first, last + 1)
    }


def _as_in_15_1(text: str) -> Tailoring:
    """Rules and classes of Unicode 15.1 for a text: numbers by pairs, and the classes that 16.0 has changed since."""
    older = _older_classes()
    changed = sorted({ch for ch in text if ch in older})
    if not changed:
        return PLAIN
    return Tailoring(rules="15.1", numbers="pairs", classes=tuple([(ch, older[ch]) for ch in changed]))


UNTAILORED = "ucd/LineBreakTest-15.1-untailored-LB25.txt"


def line_break_test_15_1(folder: Path) -> Result:
    """The rules of 15.1 with the classes of 16.0."""
    note = "no tailoring, classes of 16.0 throughout"
    return _unicode(UNTAILORED, unicode_cases(folder / UNTAILORED), lambda text: PLAIN, note)


def line_break_test_15_1_classes(folder: Path) -> Result:
    """The same with the one character that has another class since."""
    note = "the same; U+1B50 is given the class that it had in 15.1"
    return _unicode(f"{UNTAILORED} (classes of 15.1)", unicode_cases(folder / UNTAILORED), _as_in_15_1, note)


def line_break_test_15_0(folder: Path) -> Result:
    """The number rule of section 8.2, example 7, by the rules of 16.0."""
    name = "ucd/LineBreakTest-15.0.0.txt"
    return _unicode(name, unicode_cases(folder / name), lambda text: CURRENT, "rules and classes of 16.0")


def line_break_extra_test(folder: Path) -> Result:
    """Cases found by fuzzing."""
    name = "ucd/LineBreakExtraTest-icu4x.txt"
    return _unicode(name, unicode_cases(folder / name), lambda text: PLAIN, "no tailoring, classes of 16.0")


def line_break_random_test(folder: Path) -> Result:
    """Long texts of random characters; most hold some whose class is another one since 15.1."""
    name = "ucd/LineBreakRandomTest-15.1.txt"
    cases = list(unicode_cases(folder / name))
    plain = _unicode(name, cases, lambda text: PLAIN, "")
    older = _older_classes()
    changed = sum(any(ch in older for ch in text) for text, _ in cases)
    note = (
        f"classes of 15.1 for the characters of linebreak_15_1.tsv, of which {changed} texts hold some;"
        f" with those of 16.0 {plain.passed} pass"
    )
    return _unicode(name, cases, _as_in_15_1, note)


def allowed(text: str, language: str, level: str = "", word_break: str = "normal") -> list[int]:
    """Places where a line may end, the end of the text included."""
    costs = break_penalties(text, language, level, word_break)
    return [place for place in range(1, len(text) + 1) if costs[place] < NEVER]


def filled(text: str, places: list[int], room: float) -> list[str]:
    """Lines filled greedily: as long as the room, their closing spaces not counted; a word too long has its own."""
    lines, start, best = [], 0, 0
    for place in places:
        if best > start and len(text[start:place].rstrip(" ")) > room:
            lines.append(text[start:best].rstrip(" "))
            start = best
        best = place
    return [*lines, text[start:].rstrip(" ")]


LEVELS = {"auto": "", "loose": "css-loose", "normal": "css-normal", "strict": "css-strict", "anywhere": "anywhere"}


def wpt_line_break(folder: Path) -> Result:
    """Layouts of CSS line-break and word-break. Without a width, the box is a little too narrow for the whole text."""
    name = "wpt/line-break.json"
    cases = cases_of(folder / name)
    failures = []
    for case in cases:
        text = case["text"]
        places = allowed(text, case["lang"], LEVELS[case["line_break"]], case["word_break"])
        lines = filled(text, places, case["width_em"] or len(text) - 0.2)
        if lines != case["expect_lines"]:
            wanted, disputed = "|".join(case["expect_lines"]), case.get("disputed", "")
            failures.append(Failure(case["id"], wanted, "|".join(lines), disputed, bool(disputed)))
    return result(name, len(cases), failures, "break_penalties at css-loose, -normal, -strict and the default")


def wpt_break_opportunity(folder: Path) -> Result:
    """Whether a character between two words lets a line end."""
    name = "wpt/break-opportunity.json"
    cases = cases_of(folder / name)
    failures = []
    for case in cases:
        text = case["text"]
        got = len(allowed(text, "en")) > 1
        if got != case["expect_break"]:
            between = " ".join([f"U+{ord(ch):04X}" for ch in text.strip("ab")])
            words = ("no break", "a break")
            failures.append(Failure(case["id"], f"{words[case['expect_break']]} at {between}", words[got]))
    return result(name, len(cases), failures, "break_penalties in English")


def _offsets(text: str, places: Iterable[int]) -> list[int]:
    """Places as offsets in UTF-16."""
    wide = [index for index, ch in enumerate(text) if ord(ch) > 0xFFFF]
    return [place + sum(index < place for index in wide) for place in places]


def _icu4x(folder: Path, key: str, ask: Callable[[dict[str, Any]], list[int]], note: str) -> Result:
    path = folder / "icu/icu4x-css-break.json"
    cases = cases_of(path, key)
    failures = []
    for number, case in enumerate(cases):
        got = _offsets(case["text"], ask(case))
        if got != case["breaks_utf16"]:
            name = f"{number} {case['option']} {case['text']}"
            failures.append(Failure(name, str(case["breaks_utf16"]), str(got)))
    return result(f"icu/icu4x-css-break.json {key}", len(cases), failures, note)


def icu4x_line_break(folder: Path) -> Result:
    """CSS line-break with the content language Chinese or Japanese, or another."""

    def ask(case: dict[str, Any]) -> list[int]:
        return allowed(case["text"], "ja" if case["ja_zh"] else "en", LEVELS[case["option"]])

    return _icu4x(folder, "line_break", ask, "break_penalties in Japanese or English")


def icu4x_word_break(folder: Path) -> Result:
    """CSS word-break, of no language."""

    def ask(case: dict[str, Any]) -> list[int]:
        return allowed(case["text"], "und", "css-strict", case["option"].replace("_", "-"))

    return _icu4x(folder, "word_break", ask, "break_penalties without a language")


def _icu(folder: Path, script: str) -> Result:
    """Opportunities of running text, place by place: every place that differs is a case."""
    name = f"icu/breaks-{script}-news-like.json"
    failures = []
    total = 0
    for number, paragraph in enumerate(cases_of(folder / name, "paragraphs")):
        text = paragraph["text"]
        for key, wanted in paragraph["breaks_utf16"].items():
            level = key.rpartition("=")[2]
            theirs, ours = set(wanted), set(_offsets(text, allowed(text, script, LEVELS[level])))
            total += len(text)
            for place in sorted(theirs ^ ours):
                words = ("no break", "a break")
                around = f"{text[max(0, place - 3) : place]}|{text[place : place + 3]}"
                case = f"{number}:{place} {level} {around}"
                failures.append(Failure(case, words[place in theirs], words[place in ours]))
    return result(name, total, failures, "places of running text at css-loose, -normal and -strict")


def icu_zh_hans(folder: Path) -> Result:
    """Simplified Chinese."""
    return _icu(folder, "zh-Hans")


def icu_zh_hant(folder: Path) -> Result:
    """Traditional Chinese."""
    return _icu(folder, "zh-Hant")


def phrases(folder: Path) -> Result:
    """Phrase boundaries, which nothing here looks for yet."""
    del folder
    note = "phrase boundaries, not line breaking: nothing here claims to find them"
    return Result("phrase/budoux-ja.json", 0, 0, (), note)


CHECKS: tuple[Check, ...] = (
    line_break_test_15_1,
    line_break_test_15_1_classes,
    line_break_test_15_0,
    line_break_extra_test,
    line_break_random_test,
    wpt_line_break,
    wpt_break_opportunity,
    icu4x_line_break,
    icu4x_word_break,
    icu_zh_hans,
    icu_zh_hant,
    phrases,
)
