"""Lines, panels and words kept together as a style sheet gives them."""

from pathlib import Path

import pytest
from test_styles import made, sheet

from pagesetter.model.ink import BLACK, PAPER, Process
from pagesetter.model.style import LineStyle, PanelStyle
from pagesetter.read.panels import path_of


def test_a_line_is_single_unless_it_says_its_form() -> None:
    lines = sheet("lines: {story: {width: 0.4pt}}").lines
    assert lines["story"] == LineStyle(0.4)
    assert lines["story"].depth == 0.4


@pytest.mark.parametrize(
    ("given", "line", "depth"),
    [
        ("form: double, width: 0.5pt", LineStyle(0.5, form="double", second=0.5, gap=1.0), 2.0),
        ("form: thick-thin, width: 2pt", LineStyle(2, form="thick-thin", second=0.3, gap=1.6), 3.9),
        ("form: wave, width: 0.5pt", LineStyle(0.5, form="wave", length=5, height=1.6), 2.1),
        ("form: dots, width: 1pt", LineStyle(1, form="dots", length=3), 1.0),
        ("form: dashes, width: 1pt, length: 6pt", LineStyle(1, form="dashes", length=6), 1.0),
    ],
)
def test_what_a_line_does_not_say_follows_from_its_form(given: str, line: LineStyle, depth: float) -> None:
    own = sheet(f"lines: {{mine: {{{given}}}}}").lines["mine"]
    assert own == line
    assert own.depth == pytest.approx(depth)


def test_a_path_is_read_by_its_commands() -> None:
    assert path_of("M 0 .5 L1,0 1 1 C 0 0 .5 .5 0 1Z") == (
        ("m", (0.0, 0.5)),
        ("l", (1.0, 0.0)),
        ("l", (1.0, 1.0)),
        ("c", (0.0, 0.0, 0.5, 0.5, 0.0, 1.0)),
        ("h", ()),
    )


@pytest.mark.parametrize("text", ["", "L 0 0", "M 0", "M 0 0 Q 1 1 2 2", "0 0", "M 0 0 Z 1 1", "M 0 0 L 1 #"])
def test_a_path_that_cannot_be_read_is_told(text: str) -> None:
    assert isinstance(path_of(text), str)


def test_panels_have_grounds_inks_lines_and_insets() -> None:
    panels = sheet("panels: {mine: {fill: black, tint: 20%, text: paper, line: wave, inset: 2em}}").panels
    assert panels["mine"] == PanelStyle(Process(0, 0, 0, 0.2), PAPER, "wave", 2.0)
    assert panels["reversed"] == PanelStyle(BLACK, PAPER)
    assert panels["frame"] == PanelStyle(None, None, "frame")


def test_single_keys_of_a_panel_are_changed() -> None:
    panels = sheet("panels: {reversed: {fill: accent}, flowers: {line: none}}").panels
    assert panels["reversed"] == PanelStyle(Process(0, 1, 1, 0), PAPER)
    assert panels["flowers"].line == ""


def test_a_white_line_of_a_quarter_point_passes() -> None:
    styles, found = made("lines: {a: {width: 0.25pt, ink: paper}, b: {width: 0.24pt, ink: paper}}")
    assert [d.code for d in found] == ["L452"]
    assert styles.lines["a"].ink == PAPER


def test_words_of_all_sheets_and_files_are_kept_together(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("# places\n台商投资区\n\n泉州湾\n", "utf-8")
    (tmp_path / "house.yaml").write_text("keep_together: New York\n", "utf-8")
    styles, found = made("extends: house.yaml\nkeep_together: [大桥, names.txt, 大桥]", folder=tmp_path)
    assert found == []
    assert styles.keep_together == ("大桥", "台商投资区", "泉州湾", "New York")


def test_heads_say_gap_places_panel_and_breaks() -> None:
    head = sheet(
        "heads: {second: {gap: 1行, kicker_place: shoulder, deck_place: above, panel: tint, breaks: phrases}}"
    ).heads["second"]
    assert (head.kicker_place, head.deck_place, head.panel, head.breaks) == ("shoulder", "above", "tint", "phrases")
    assert head.gap_em == pytest.approx(15 / 10.5)
    assert sheet().heads["second"].gap_em == pytest.approx(0.45)


def test_a_head_like_another_takes_its_panel_away() -> None:
    heads = sheet("heads: {second: {panel: tint}, third: {panel: none}}").heads
    assert (heads["second"].panel, heads["third"].panel) == ("tint", "")
