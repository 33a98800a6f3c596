"""Style sheets: the built-in one keeps the house style, a layout changes single keys."""

import re
from pathlib import Path

import pytest

from pagesetter.diagnostics import Diagnostic
from pagesetter.model.ink import Process, Spot
from pagesetter.model.style import FaceRef, StyleSheet
from pagesetter.read.fields import Problems, Values
from pagesetter.read.sheets import read_sheet
from pagesetter.read.source import SourceText
from pagesetter.read.style_rows import SHEET
from pagesetter.read.styles import build_styles
from pagesetter.read.tree import parse_yaml
from pagesetter.resources import data


def made(
    text: str = "", size: float = 10.5, leading: float = 15.0, folder: Path = Path()
) -> tuple[StyleSheet, list[Diagnostic]]:
    problems = Problems()
    own = None
    if text:
        node, found = parse_yaml(SourceText(Path("x"), "x", text))
        assert not found
        assert node is not None
        own = SHEET.read(node, problems)
        assert isinstance(own, Values)
    return build_styles(own, folder, size, leading, "zh-Hans", problems), problems.found


def sheet(text: str = "", size: float = 10.5, leading: float = 15.0) -> StyleSheet:
    styles, found = made(text, size, leading)
    assert found == []
    return styles


def test_built_in_sheet_has_no_problems() -> None:
    path = data("styles/newspaper.yaml")
    assert read_sheet(path, path.name, None)[1] == ()
    sheet()


def test_built_in_sheet_has_every_role_that_stories_use() -> None:
    roles = (
        "body bold kai run-in dateline reporters byline subhead quote summary summary-label caption credit end-credit"
    )
    styles = sheet()
    assert set(roles.split()) <= set(styles.types)
    assert {"lead", "second", "third", "picture"} <= set(styles.heads)
    assert {"column", "story", "rank", "frame", "running-head"} <= set(styles.lines)


def test_broadsheet_follows_the_house_style() -> None:
    styles = sheet()
    body = styles.types["body"]
    assert (body.size, body.leading, body.indent_em, body.align) == (10.5, 15.0, 2.0, "justify")
    assert body.faces[0] == FaceRef("Noto Serif SC", 400)
    assert (styles.types["summary"].size, styles.types["caption"].size, styles.types["subhead"].size) == (
        11.0,
        9.0,
        14.0,
    )
    assert {72, 66, 63, 60, 54, 48} <= set(styles.heads["lead"].ladder)
    assert {42, 36, 34, 32, 30, 28} <= set(styles.heads["second"].ladder)
    assert {28, 26, 24, 22} <= set(styles.heads["third"].ladder)
    assert [styles.lines[n].width for n in ("column", "frame", "running-head", "rank")] == [0.3, 0.5, 0.75, 1.0]
    assert styles.inks["accent"] == Process(0, 1, 1, 0)


def test_every_style_in_black_is_black_alone() -> None:
    styles = sheet()
    inks = [*(t.ink for t in styles.types.values()), *(line.ink for line in styles.lines.values())]
    assert set(inks) == {Process(0, 0, 0, 1), styles.inks["accent"]}


def test_no_built_in_style_is_smaller_than_print_allows() -> None:
    for size, leading in ((10.5, 15.0), (9.0, 12.6)):
        types = sheet("", size, leading).types
        beside = {"ruby", "sup", "sub", "note"}  # about half the size of what they stand beside: JLREQ 3.3.3
        assert min(style.size for role, style in types.items() if role not in beside) >= 6.0


def test_kicker_is_at_least_14_points_and_at_most_six_tenths_of_its_headline() -> None:
    styles = sheet()
    for name in ("lead", "second", "third"):
        head = styles.heads[name]
        least, most = head.kicker_bounds
        assert least >= 14
        assert most <= 0.6 * head.ladder[0]


def test_sizes_follow_the_body_of_the_grid() -> None:
    styles = sheet("", 9.0, 12.6)
    assert (styles.types["body"].size, styles.types["body"].leading) == (9.0, 12.6)
    assert styles.types["caption"].size == pytest.approx(7.71)
    assert styles.types["summary"].leading == 12.6


@pytest.mark.parametrize(("size", "gap"), [(10.5, 0.25), (10.0, 0.25), (9.9, 0.125), (9.0, 0.125)])
def test_han_latin_gap_is_an_eighth_under_ten_points(size: float, gap: float) -> None:
    limits = sheet("", size, 15.0).types["body"].limits
    assert (limits.latin_gap_em, limits.latin_gap_min_em, limits.latin_gap_max_em) == (gap, 0.125, 0.5)


def test_layout_changes_one_key_and_leaves_the_rest() -> None:
    before, after = sheet().types["caption"], sheet("types: {caption: {size: 9.5pt}}").types["caption"]
    assert after.size == 9.5
    assert (after.faces, after.align, after.leading) == (before.faces, before.align, before.leading)


def test_what_is_like_a_changed_style_changes_with_it() -> None:
    styles = sheet("types: {body: {faces: [Own Song 400], squeeze: kaiming}}")
    assert styles.types["summary"].squeeze == "kaiming"
    assert styles.types["plain"].faces == (FaceRef("Own Song", 400),)
    assert styles.types["byline"].faces[0].family == "LXGW WenKai"
    assert styles.heads["lead"].headline.squeeze == "kaiming"


def test_new_style_says_what_it_is_like() -> None:
    style = sheet("types: {street: {like: caption, indent: 1em}}").types["street"]
    assert (style.size, style.indent_em, style.align) == (9.0, 1.0, "centre")


def test_parts_of_a_head_change_singly() -> None:
    head = sheet("heads: {lead: {ladder: [60pt, 4em], kicker: {max: 20pt, faces: Own Kai}}}").heads["lead"]
    assert head.ladder == (60.0, 42.0)
    assert head.kicker.faces == (FaceRef("Own Kai", 400),)
    assert head.kicker_bounds == (14.0, 20.0)
    assert head.kicker.size == 20.0
    assert head.deck_bounds == (14.0, 28.0)


def test_units_of_style_keys() -> None:
    given = "leading: 1.5em, tracking: -0.02em, condense: 95%, features: {palt: 1}, language: ja, autospace: no"
    body = sheet(f"types: {{body: {{{given}}}}}").types["body"]
    assert body.leading == 15.75
    assert (body.tracking_em, body.condense_ratio, body.features) == (-0.02, 0.95, (("palt", 1),))
    assert (body.language, body.autospace) == ("ja", False)


def test_inks_are_percent_or_spot() -> None:
    text = "inks: {house: {spot: HKS 14, cmyk: [0, 90, 80, 0], tint: 40%}}\ntypes: {section: {ink: house}}"
    assert sheet(text).types["section"].ink == Spot("HKS 14", 0.4, Process(0, 0.9, 0.8, 0))


def test_house_sheet_in_a_file_lies_between_layout_and_built_in(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text(
        "types: {caption: {size: 8pt, align: left}}\nnumbers: {min_ppi: 120}\n", "utf-8"
    )
    styles, found = made("extends: house.yaml\ntypes: {caption: {size: 8.5pt}}", folder=tmp_path)
    assert found == []
    assert (styles.types["caption"].size, styles.types["caption"].align) == (8.5, "left")
    assert styles.numbers["min_ppi"] == 120


def test_sheets_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("extends: b.yaml\n", "utf-8")
    (tmp_path / "b.yaml").write_text("extends: a.yaml\n", "utf-8")
    _, found = made("extends: a.yaml", folder=tmp_path)
    assert [(d.code, d.origin and d.origin.file) for d in found] == [("L601", "b.yaml")]


def test_problems_inside_a_house_sheet_name_its_file(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text("types:\n  caption: {sise: 8pt}\n", "utf-8")
    _, found = made("extends: house.yaml", folder=tmp_path)
    assert [(d.code, d.origin and (d.origin.file, d.origin.line)) for d in found] == [("R020", ("house.yaml", 2))]


def test_circle_among_styles_ends() -> None:
    styles, found = made("types: {a: {like: b}, b: {like: a}}")
    assert [d.code for d in found] == ["L603"]
    assert styles.types["a"].size == 10.5


@pytest.mark.parametrize("name", ["lead", "second", "third", "third-serif", "picture"])
def test_ladders_fall_step_by_step(name: str) -> None:
    ladder = sheet().heads[name].ladder
    assert list(ladder) == sorted(set(ladder), reverse=True)
    assert sheet().heads[name].headline.size == ladder[0]


def test_a_layout_limits_the_cures_of_copyfit_key_by_key() -> None:
    copyfit = sheet("copyfit: {trials: 9, order: [photo, paragraph], photo: {most: 1, share: 10%}}").copyfit
    assert copyfit.trials == 9
    assert [c.name for c in copyfit.cures] == ["photo", "paragraph"]
    photo, paragraph = copyfit.cures
    assert (photo.most, photo.cost, photo.share_ratio) == (1, 90.0, 0.1)  # its cost is the built-in sheet's
    assert (paragraph.most, paragraph.cost) == (1, 25.0)
    assert copyfit.cure("head").most == 0


def test_the_cures_of_the_built_in_sheet_are_those_that_are_documented() -> None:
    document = (Path(__file__).parents[2] / "docs" / "copyfit.md").read_text(encoding="utf-8")
    table = document.split("The built-in sheet has")[1].split("`fixed: true`")[0]
    told = {
        name: (int(most), float(cost))
        for name, most, cost in re.findall(r"\| `(\w+)` \| (\d+)[^|]* \| (\d+) \|", table)
    }
    assert {c.name: (c.most, c.cost) for c in sheet().copyfit.cures} == told
