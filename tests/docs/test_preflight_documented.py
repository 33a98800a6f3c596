"""docs/preflight.md knows the rules, their severities and the limits of newsprint."""

import re
from pathlib import Path

from pagesetter.model.press import X1A, X4
from pagesetter.preflight.profile import load
from pagesetter.preflight.registry import rules
from places import ROOT

ROW = re.compile(r"^\| `([a-z0-9-]+)` \| (.+?) \| (\S+) \| (\S+) \| (.*?) \| (.+?) \|$", re.M)
DOCUMENT = (ROOT / "docs" / "preflight.md").read_text(encoding="utf-8")


def test_every_rule_is_documented_with_its_title_severities_limits_and_source() -> None:
    newsprint, _ = load("newsprint")
    assert newsprint is not None
    wanted = []
    for rule in rules().values():
        given = [rule.severity(standard) for standard in (X4, X1A)]
        words = ["–" if severity is None else severity.word for severity in given]
        limits = ", ".join(f"`{name}` {value:g}" for name, value in newsprint.limits(rule).items())
        wanted.append((rule.id, rule.title, *words, limits, rule.clause))
    assert ROW.findall(DOCUMENT) == wanted


def test_the_profile_in_the_document_is_a_good_one(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```yaml\n(.+?)```", DOCUMENT, re.S)
    own = tmp_path / "own.yaml"
    own.write_text(shown, encoding="utf-8")
    made, problems = load(str(own))
    assert problems == ()
    assert made is not None
    assert made.full_name == "harbour-press 3"
