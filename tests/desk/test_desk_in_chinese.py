"""What the desk says is wholly Chinese, in its own list, on proofs and among the findings of a build."""

import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_makers import ALL, Paper, sound
from test_desk_commands import write

from pagesetter.cli.main import run
from pagesetter.desk.checking import said_of
from pagesetter.desk.registry import Ban, Breach, Count, messages, table
from pagesetter.diagnostics import Diagnostic
from pagesetter.geometry import Rect
from pagesetter.reporting.languages import spoken

WORDS = re.compile(r"[A-Za-z]{2,}")
KEYS = frozenset(
    {"CN", "date", "faces", "form", "inside", "label", "left", "page", "pt", "right", "serif", "third", "waist"}
)
"""What stands in Chinese words as the layout has it."""
PLACED = {"quarter": "lower-right", "best": "upper-left", "side": "left", "first": "right"}


def said(ban: Ban, form: str, count: int, language: str) -> Diagnostic:
    """One message, its values filled in."""
    subject = Paper().subject()
    row = messages()[ban.key, form]
    fields = {name for _, name, _, _ in string.Formatter().parse(row["en"]) if name}
    values: dict[str, object] = {}
    for i, name in enumerate(sorted(fields)):
        counted = f"{{{name}:" in row["en"]
        number = name in ("limit", "pt", "size", "other", "measure", "ratio", "row", "stories", "below", "photo")
        values[name] = PLACED.get(name) or (Count(count) if counted else f"{i + 2}.5" if number else f"甲{i}")
    breach = Breach(Rect(0, 0, 10, 10), None, values, form)
    (found,) = said_of(ban, breach, subject, language)
    return found


def every() -> Iterator[tuple[str, str]]:
    """All messages of all bans."""
    yield from (key for key in messages() if key[0] != "word")


def test_there_are_twenty_eight_bans_and_each_has_words() -> None:
    assert len(table()) == 28
    assert {key for key, _ in every()} == set(table())


@pytest.mark.parametrize("count", [1, 8])
@pytest.mark.parametrize(("key", "form"), list(every()))
def test_finding_in_a_build_is_said_in_the_words_of_the_list(key: str, form: str, count: int) -> None:
    ban = table()[key]
    english, chinese = said(ban, form, count, "en"), said(ban, form, count, "zh")
    (told,) = spoken([english], "zh")
    assert (told.message, told.hint) == (chinese.message, chinese.hint)
    assert set(WORDS.findall(f"{chinese.message} {chinese.hint}")) <= KEYS
    assert english.message != chinese.message


def test_build_speaks_chinese_of_bans(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout = write(tmp_path / "page.yaml", bans=", bans: {in_build: true}")
    target = str(tmp_path / "page.pdf")
    assert run(["build", "--lang", "zh", str(layout), "-o", target]) == 0
    shown = capsys.readouterr().err
    assert "碰题：稿件“chuan”与“qiao”的标题在相邻两栏并排" in shown
    assert "上下错开几行，给其中一篇加框，或在中间放图片" in shown
    assert "heads side by side" not in shown


@pytest.mark.parametrize("slug", ["left", "right", "lower-left"])
def test_slug_that_is_a_word_of_the_table_stays_as_it_is(slug: str) -> None:
    paper = Paper()
    for make in ALL:
        make(paper, **({"slug": slug, "paragraphs": [4, ("body", 4, "了。"), 4, 4]} if make.__name__ == "d" else {}))
    (found,) = paper.found("zh")
    assert f"稿件“{slug}”" in found.message


def test_every_finding_of_a_page_is_said_in_chinese_by_the_list() -> None:
    paper = sound(d={"paragraphs": [4, ("body", 4, "了。"), 4, 2]}, c={"size": 43.0})
    found = paper.found("zh")
    assert len(found) == 3
    assert all(not WORDS.search(re.sub(r"“[^”]*”", "", d.message).replace("pt", "")) for d in found)
