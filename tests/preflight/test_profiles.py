"""Profiles: what ships, what a shop's own file changes, and what is wrong with a bad one."""

from pathlib import Path

import pytest

from pagesetter.diagnostics import Severity
from pagesetter.model.press import X1A, X4
from pagesetter.preflight.profile import SHIPPED, for_plant, load, nearest
from pagesetter.preflight.registry import checks, rules


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_profile_has_every_limit_of_every_rule(name: str) -> None:
    made, problems = load(name)
    assert problems == ()
    assert made is not None
    assert (made.name, made.version != "", made.date != "") == (name, True, True)
    for rule in rules().values():
        assert set(made.limits(rule)) == set(rule.limits), rule.id


@pytest.mark.parametrize("name", SHIPPED)
def test_every_row_of_a_shipped_profile_names_its_source(name: str) -> None:
    made, _ = load(name)
    assert made is not None
    assert [rule for rule, row in made.rows if not row.source] == []


def test_every_rule_has_a_function_and_every_function_a_rule() -> None:
    assert set(checks()) == set(rules())


def test_every_rule_says_where_it_comes_from_and_what_to_do() -> None:
    for rule in rules().values():
        assert rule.title, rule.id
        assert rule.clause, rule.id
        assert rule.hint, rule.id
        assert rule.x4 is not None or rule.x1a is not None


def test_a_file_of_ones_own_changes_what_it_names_and_keeps_the_rest(tmp_path: Path) -> None:
    own = tmp_path / "harbour.yaml"
    own.write_text(
        "extends: coated\nprofile: harbour\nversion: '7'\nrules:\n"
        "  page-size: {severity: warning, tolerance_mm: 1.5, source: the shop}\n  layers: off\n  opi: note\n",
        encoding="utf-8",
    )
    made, problems = load(str(own))
    below, _ = load("coated")
    assert problems == ()
    assert made is not None
    assert below is not None
    known = rules()
    assert made.full_name == "harbour 7"
    assert dict(made.limits(known["page-size"])) == {"tolerance_mm": 1.5}
    assert made.severity(known["page-size"], X4) is Severity.WARNING
    assert made.severity(known["layers"], X1A) is None
    assert made.severity(known["opi"], X4) is Severity.NOTE
    changed = {"page-size", "layers", "opi"}
    assert {k: v for k, v in made.rows if k not in changed} == {k: v for k, v in below.rows if k not in changed}


def test_a_file_can_extend_a_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text("rules: {page-size: {tolerance_mm: 9}, layers: off}\n", encoding="utf-8")
    (tmp_path / "sunday.yaml").write_text("extends: house.yaml\nrules: {layers: error}\n", encoding="utf-8")
    made, problems = load(str(tmp_path / "sunday.yaml"))
    assert problems == ()
    assert made is not None
    assert dict(made.limits(rules()["page-size"])) == {"tolerance_mm": 9.0}
    assert made.severity(rules()["layers"], X4) is Severity.ERROR


def test_a_rule_that_a_standard_does_not_have_cannot_be_switched_on(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("rules: {object-streams: error}\n", encoding="utf-8")
    made, _ = load(str(own))
    assert made is not None
    assert made.severity(rules()["object-streams"], X4) is None
    assert made.severity(rules()["object-streams"], X1A) is Severity.ERROR


BAD = [
    ("rules: {page-sise: off}", "R020 1:9", "page-size"),
    ("rules: {page-size: {tolerance: 1}}", "R020 1:21", "tolerance_mm"),
    ("limits: {}", "R020 1:1", "use one of"),
    ("rules: {page-size: {tolerance_mm: wide}}", "R023 1:35", "number"),
    ("rules: {page-size: {tolerance_mm: nan}}", "R023 1:35", "number"),
    ("rules: {page-size: {tolerance_mm: [1]}}", "R023 1:35", "number"),
    ("rules: {page-size: {tolerance_mm: -1}}", "R024 1:35", "0 or more"),
    ("rules: {page-size: eror}", "R026 1:20", "error"),
    ("rules: {page-size: [error]}", "R022 1:20", "severity"),
    ("rules: [page-size]", "R022 1:8", "rule-id"),
    ("extends: own.yaml", "R023 1:10", "newsprint"),
    ("extends: nowhere.yaml", "R001 1:10", ""),
    ("profile: [a]\nrules: {}", "R022 1:10", "line"),
    ("just words", "R022 1:1", "rules"),
]


@pytest.mark.parametrize(("text", "place", "hint"), BAD)
def test_what_is_wrong_with_a_profile_is_told_where_it_stands(tmp_path: Path, text: str, place: str, hint: str) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(text + "\n", encoding="utf-8")
    made, problems = load(str(own))
    assert made is None
    (one,) = problems
    assert one.origin is not None
    assert f"{one.code} {one.origin.line}:{one.origin.column}" == place
    assert hint in one.hint


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("rulez: {}\nrules:\n  trim-boxes: off\n  page-size: {severity: bad, size: 1}\n", encoding="utf-8")
    _, problems = load(str(own))
    assert [one.code for one in problems] == ["R020", "R020", "R026", "R020"]


def test_an_unknown_name_gets_the_nearest_one() -> None:
    made, (problem,) = load("newsprnt")
    assert made is None
    assert (problem.code, "newsprint" in problem.hint) == ("R001", True)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_limit_that_is_our_own_estimate_says_so(name: str) -> None:
    made, _ = load(name)
    assert made is not None
    sources = ("rulebook ", "own estimate", "checklist row", "the print condition coated")
    assert [rule for rule, row in made.rows if not any(one in row.source for one in sources)] == []


def test_a_plant_s_limits_of_ink_take_the_place_of_the_profile_s() -> None:
    base, _ = load("newsprint")
    assert base is not None
    assert for_plant(base, "Harbour Press", 230, 240) is base
    made = for_plant(base, "Harbour Press", 200, 220)
    assert made.full_name == "newsprint 2026.2 with 200/220 % of ink as Harbour Press says"
    for rule in rules().values():
        same = {key: value for key, value in base.limits(rule).items() if not key.endswith("percent")}
        assert same.items() <= made.limits(rule).items()
    for name in ("total-ink", "total-ink-square"):
        limits = made.limits(rules()[name])
        assert (limits["warn_percent"], limits["fail_percent"]) == (200, 220)
        assert made.row(name).source == "Harbour Press"


def test_a_condition_of_a_shop_s_own_goes_by_the_paper_that_takes_about_as_much_ink() -> None:
    assert [nearest(fail) for fail in (200, 240, 280, 310, 400)] == ["newsprint"] * 2 + [
        "newsprint",
        "coated",
        "coated",
    ]
