"""Every message of the program in Chinese: what the source can say, what broken inputs bring about."""

import re
from collections import Counter
from functools import cache
from importlib import import_module

import pytest
from english import english_left
from templates import Template, templates

from expectations import expected_of
from pagesetter.build import make_page
from pagesetter.diagnostics import Diagnostic
from pagesetter.preflight.registry import rules
from pagesetter.read.content import read_story
from pagesetter.read.fields import Field
from pagesetter.read.layouts import read_layout
from pagesetter.read.paper import read_paper
from pagesetter.reporting.languages import FOLDER, SHAPES, in_chinese, spoken, table
from pagesetter.script.tables import read_table
from places import ROOT

FILES = sorted(FOLDER.glob("*.tsv"))
DESK = "D"
"""Family of the desk, which has a table of its own (`pagesetter.desk.data`)."""
AROUND = {
    "noplace": ("A105", "cannot be placed (page 7): "),
    "fault": ("preflight", "page 7: "),
    "value": ("usage", "Invalid value for '--x': "),
}
"""The message around words of a kind."""
ELSEWHERE = frozenset(
    {
        ("A101", "message", "adverts/probe.py"),  # what P408 says of the file
        ("F110", "hint", "fonts/library.py"),  # pip install …
        ("F111", "hint", "fonts/asked.py"),
        ("I014", "message", "images/profiles.py"),  # empty: there is nothing against it
        ("P407", "message", "pdf/guard.py"),  # `pdf.streams`: a kind, bomb
        ("P501", "hint", "cli/preflighting.py"),  # the rules' own, looked at below
        ("R010", "hint", "read/syntax.py"),  # a table, looked at below
        ("R021", "hint", "read/fields.py"),  # what tables of keys say, looked at below
        ("S012", "hint", "read/markdown.py"),  # a table, looked at below
        ("preflight", "message", "preflight/rows_identity.py"),  # `preflight.metadata`
        ("value", "message", "cli/binding.py"),  # `proof.raster`
        ("value", "message", "cli/plating.py"),  # `pdf.plates`
    }
)
"""Where the source does not say at the place of a call what is said."""
IMPOSSIBLE = re.compile(r'""|  | ,|preflight ‹[^›]*›, block')
"""What the source never says: a part that is empty there, a block without its story."""
_NAME = re.compile(r"\\.|\{(\w+)(?::!?([\w-]+))?\}")


@cache
def rows() -> tuple[tuple[str, dict[str, str]], ...]:
    """Every row with the name of its table."""
    return tuple((path.stem, row) for path in FILES for row in read_table(path))


def names(words: str) -> list[str]:
    return [m[1] for m in _NAME.finditer(words) if m[1]]


def is_told(template: Template, text: str) -> bool:
    code, before = AROUND.get(template.code, (template.code, ""))
    said = in_chinese(code, before + text)
    return bool(
        re.search(r"[一-鿿]", said) or (said == text and not re.search("[a-z]{2} [a-z]{2}", text))
    ) and not english_left(said)


def samples(text: str) -> list[str]:
    """A message with its parts filled in: what an object is and its inks in words, all else a figure."""
    made = []
    for thing in ('the text "in a, b"', "a picture of 12 x 9 mm", "a line"):
        filled = re.sub("‹about[^›]*›", thing, re.sub("‹mixture[^›]*›", "C 60 % K 100 %", text))
        made.append(re.sub("‹[^›]*›", "7", filled))
    return list(dict.fromkeys(made))


def is_said(template: Template) -> bool:
    """Whether a message has its Chinese words: as it is, or with its parts filled in whatever way."""
    return is_told(template, template.text) or all(is_told(template, text) for text in samples(template.text))


def test_every_message_that_the_source_can_say_has_chinese_words() -> None:
    missing = []
    for template in templates():
        if not template.known:
            continue
        if not IMPOSSIBLE.search(template.text) and not is_said(template):
            missing.append(f"{template.where} {template.code} {template.part}: {template.text}")
    assert missing == []


def test_what_the_source_says_is_known_but_for_a_few_places() -> None:
    found = templates()
    assert len(found) > 900
    assert {(t.code, t.part, t.where.partition(":")[0]) for t in found if not t.known} <= ELSEWHERE


WIDTHS = "code 1: 0.500 em, program 0.600 em; code 2: 0.500 em, program 0.600 em"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("P407", "a.pdf: 3 streams unpack 1 MiB to more than 256 MiB: a decompression bomb"),
        ("P407", "a.pdf: stream 12 unpacks 1 MiB to more than 64 MiB: a decompression bomb"),
        ("P407", "a.pdf: stream 12 is a picture of 9 x 9 pixels, more than 512 MiB"),
        ("A101", "a.pdf is damaged and was repaired while reading: “x” (and 2 more)"),
        ("F110", "pip install 'pagesetter[ja]'"),
        ("usage", "Invalid value for --ppi: plates at 900 ppi are not possible for this page; give 1 to 300 ppi"),
        ("usage", "Error: Invalid value for -x: a proof at 900 ppi is not possible for this page; give 1 to 300 ppi"),
        ("P501", 'preflight xmp: the document has no XMP metadata'),
        ("P501", 'preflight total-ink in story "a": the text "x; y" has 3 % of ink (K 3 %), expected 2 % at most'),
        ("P501", "preflight total-ink: a line has 300 % of ink (K 100 %), expected 240 % at most; 3 more on page 1"),
        ("P501", f"preflight font-widths: widths of the font X are not those of its program ({WIDTHS} and 3 more)"),
        ("P409", "page 1 of a.pdf: not separated as it prints: a glyph: an object of the wrong kind"),
        ("X900", "internal error while setting page 3: “KeyError”"),
        ("I002", 'picture "a.jpg" cannot be read: Permission denied'),
        ("P901", 'cannot write "a.pdf": no space left on device'),
    ],
)  # fmt: skip
def test_what_is_said_elsewhere_is_told_in_chinese(code: str, words: str) -> None:
    assert english_left(in_chinese(code, words), names=frozenset({"X"})) == []


def test_every_documented_code_has_rows() -> None:
    text = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `([A-Z]\d{3})` \|", text, re.M)
    assert len(documented) > 200
    assert [code for code in documented if code[0] != DESK and not table(code[0]).get(code)] == []


def test_every_code_with_rows_is_documented() -> None:
    text = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    assert [
        row["code"] for _, row in rows() if re.fullmatch(r"[A-Z]\d{3}", row["code"]) and f"`{row['code']}`" not in text
    ] == []


def test_rows_have_both_languages_and_chinese_names_nothing_that_english_has_not() -> None:
    wrong = []
    for file, row in rows():
        whole = re.sub(r"\\.", "", row["en"])
        kinds = [m[2] for m in _NAME.finditer(row["en"]) if m[2] and m[2] not in SHAPES]
        if (
            not row["en"]
            or not row["zh"].strip()
            or Counter(names(row["zh"])) - Counter(names(row["en"]) * 2)
            or set(names(row["zh"])) - set(names(row["en"]))
            or whole.count("[") != whole.count("]")
            or any(
                not any(kind in table(one) for one in (file, kind.partition("-")[0], "any", "words")) for kind in kinds
            )
        ):
            wrong.append(row)
    assert wrong == []


def test_no_row_stands_twice_and_none_is_hidden_by_one_before_it() -> None:
    seen = Counter((file, row["code"], row["en"]) for file, row in rows())
    assert [key for key, count in seen.items() if count > 1] == []


def test_the_chinese_words_of_the_tables_have_no_english_left() -> None:
    wrong = [
        (row["code"], row["zh"])
        for _, row in rows()
        if english_left(re.sub(r"\\(.)", r"\1", _NAME.sub(lambda m: m[0] if m[0][0] == "\\" else "‹›", row["zh"])))
    ]
    assert wrong == []


def test_each_letter_has_a_table_of_its_own_codes() -> None:
    for file, row in rows():
        if re.fullmatch(r"[A-Z]\d{3}", row["code"]):
            assert row["code"][0] == file


# What the rows of other tables say


def test_rules_of_the_preflight_are_told_in_chinese() -> None:
    for rule in rules().values():
        for kind, words in (("preflight-title", rule.title), ("preflight-hint", rule.hint), ("P501", rule.hint)):
            said = in_chinese(kind, words)
            assert said != words
            assert english_left(said) == []


def test_what_speaks_against_an_advertisement_is_told_in_chinese() -> None:
    for row in read_table(ROOT / "src" / "pagesetter" / "adverts" / "data" / "rules.tsv"):
        said = in_chinese(
            row["code"], f'the advertisement in area X ("a.pdf", page 2) {row["what"]}'.format(found="“It”")
        )
        assert said.startswith("区域 X 的广告（“a.pdf”第 2 页）")
        assert english_left(said + in_chinese(row["code"], row["hint"].format(standard="PDF/X-4"))) == []


def test_places_in_an_advertisement_are_told_in_chinese() -> None:
    words = "has transparency, which the standard forbids: soft masks (x 12.0, y 30.5 mm), opacity and 3 more"
    said = in_chinese("A117", f'the advertisement in area X ("a.pdf", page 1) {words}')
    assert said.endswith("有透明，本标准不允许：软蒙版（距左 12.0，距上 30.5 mm），不透明度等，另有 3 处")


def test_words_of_tables_in_the_source_are_told_in_chinese() -> None:
    odd, syntax = import_module("pagesetter.read.markdown"), import_module("pagesetter.read.syntax")
    pairs = [(odd._ODD_CODES[kind], words) for kind, both in odd._ODD.items() for words in both]
    pairs += [("R010", f"not YAML: {said}") for _, said, _ in syntax._SYNTAX] + [
        ("R010", hint) for *_, hint in syntax._SYNTAX
    ]
    for code, words in pairs:
        assert english_left(in_chinese(code, words)) == [], words


def expectations() -> tuple[set[str], set[str]]:
    """What values of files are expected to be, and what is said of keys that must be there."""
    seen: set[int] = set()
    expected, docs = set(), set()
    stack: list[object] = []
    for path in sorted((ROOT / "src" / "pagesetter" / "read").glob("*.py")):
        if path.stem != "__init__":
            stack += vars(import_module(f"pagesetter.read.{path.stem}")).values()
    while stack:
        one = stack.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, (tuple, list)):
            stack += one
        elif isinstance(one, Field):
            stack.append(one.kind)
            docs |= {one.doc} if one.required else set()
        elif not isinstance(one, type) and isinstance(getattr(one, "expected", None), str):
            expected.add(one.expected)  # type: ignore[attr-defined]
            stack += [getattr(one, name, None) for name in ("rows", "others", "item", "kinds", "by_key")]
    return expected, docs


def test_what_a_value_must_be_is_told_in_chinese() -> None:
    expected, docs = expectations()
    assert len(expected) > 80
    assert len(docs) > 25
    for words in expected:
        said = in_chinese("R022", f'"key" takes {words}, not a list')
        told = said.replace("Noto Serif SC", "")
        assert said.endswith("，不能是列表")
        assert english_left(told) == [], words
    for words in docs:
        assert english_left(in_chinese("R021", f"name: {words}")) == [], words


# What broken inputs bring about


def broken(folder: str) -> list[Diagnostic]:
    """What is found in the broken files of a folder."""
    found: list[Diagnostic] = []
    seen: set[str] = set()
    for path in sorted((ROOT / "tests" / folder).iterdir()):
        if folder == "bad_layouts" and path.suffix == ".yaml":
            found += read_layout(path, path.name)[1]
        elif folder == "bad_stories":
            found += read_story(path, path.name, mode="on", language="zh-Hans")[1]
        elif folder == "bad_papers" and path.suffix == ".yaml":
            found += read_paper(path, path.name)[1]
        elif folder == "bad_pages" and path.suffix == ".yaml":
            codes = {code for code, _, _ in expected_of(path)}
            if codes - seen:  # pages that bring nothing new take their time
                found += make_page(path).diagnostics
                seen |= codes
    return found


OWN = frozenset({"Own", "Price", "ours", "theirs", "zz", "OpenAction", "FreeText", "Link", "Widget"})
"""What broken inputs call their fonts, layers, comments, styles, operators and actions."""


@pytest.mark.parametrize("folder", ["bad_layouts", "bad_stories", "bad_papers", "bad_pages"])
def test_what_broken_inputs_bring_about_is_told_in_chinese(folder: str) -> None:
    found = broken(folder)
    assert len(found) > 3
    for english, chinese in zip(found, spoken(found, "zh"), strict=True):
        assert chinese.message != english.message, english
        assert (chinese.code, chinese.severity, chinese.origin, chinese.rect, chinese.page) == (
            english.code, english.severity, english.origin, english.rect, english.page,
        )  # fmt: skip
        for before, after in ((english.message, chinese.message), (english.hint, chinese.hint)):
            assert bool(before) == bool(after)
            assert english_left(after, names=OWN) == [], (before, after)
            figures = Counter(re.findall(r"\d+(?:\.\d+)?", re.sub(r"\bnone\b", "0", before)))
            told = Counter(re.findall(r"\d+(?:\.\d+)?", after))
            assert not told - figures - figures, (before, after)
            assert set(figures) - {"0"} <= set(told), (before, after)
