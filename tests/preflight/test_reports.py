"""The forms of a report: for people, JSON, SARIF and HTML; and stories and blocks of our own pages."""

import json
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from preflight_makers import OURS, SIZE, Broken, broken, page, profile, report, sound

from pagesetter.diagnostics import Severity, error
from pagesetter.geometry import Rect
from pagesetter.model.press import X1A, X4
from pagesetter.preflight.checking import Checked, check
from pagesetter.preflight.examine import in_order
from pagesetter.preflight.registry import Finding, rules
from pagesetter.preflight.report_html import page as html
from pagesetter.preflight.report_json import files_form, sarif_form
from pagesetter.preflight.report_text import report_lines
from pagesetter.preflight.stories import named


def _thrice(b: Broken) -> None:
    from pikepdf import Array, Dictionary, Name

    b.root.OCProperties = Dictionary(OCGs=Array([]))
    b.pdf.docinfo["/Trapped"] = Name.Unknown
    b.page.Annots = Array([Dictionary(Subtype=Name.Text, Rect=Array([18, 128, 60, 140]))])


@pytest.fixture(scope="module")
def files() -> list[Checked]:
    return [
        Checked("a <b>&.pdf", report(broken(OURS, X4, _thrice)), ()),
        Checked("fine.pdf", report(sound(OURS, X1A)), ()),
        Checked("gone.pdf", None, (error("P401", "gone.pdf cannot be read"),)),
    ]


def test_findings_stand_worst_first_and_grouped_by_rule(files: list[Checked]) -> None:
    lines = report_lines(files[0])
    heads = [line for line in lines if line.startswith(("error", "warning", "note"))]
    assert [head.split(":")[0] for head in heads] == ["error trapped", "error annotations", "warning layers"]
    assert lines[-1] == "a <b>&.pdf: 2 errors, 1 warning"
    assert "63.5 x 77.6 mm" in lines[0]


def test_a_place_is_told_in_millimetres_from_the_top_left_of_the_trim(files: list[Checked]) -> None:
    (line,) = (one for one in report_lines(files[0]) if "there is an annotation" in one)
    assert line.startswith("  page 1, 6.3 mm from the left, 28.2 mm from the top, 14.8 x 4.2 mm: ")


def test_a_file_without_findings_says_so(files: list[Checked]) -> None:
    assert report_lines(files[1])[-1] == "fine.pdf: no findings"
    assert report_lines(files[2]) == []


def test_many_findings_of_one_rule_are_counted_and_listed_when_asked_for() -> None:
    made = report(sound(OURS, X4))
    many = tuple(Finding("layers", Severity.ERROR, f"layer {n}") for n in range(14))
    from dataclasses import replace

    one = Checked("x.pdf", replace(made, findings=many), ())
    assert sum("layer " in line for line in report_lines(one)) == 10
    assert any("and 4 more" in line for line in report_lines(one))
    assert sum("layer " in line for line in report_lines(one, every=True)) == 14


def test_control_characters_of_a_file_do_not_reach_the_terminal() -> None:
    made = Finding("layers", Severity.ERROR, "a \x1b[31mred\x1b[0m layer\n", "hint")
    from dataclasses import replace

    one = Checked("x\x1b.pdf", replace(report(sound(OURS, X4)), findings=(made,)), ())
    assert "\x1b" not in "\n".join(report_lines(one))


def test_json_has_every_finding_with_all_keys(files: list[Checked]) -> None:
    form = json.loads(json.dumps(files_form(files, "1.0", 1)))
    assert (form["pagesetter"], form["exit_code"]) == ("1.0", 1)
    first, second, third = form["files"]
    assert first["counts"] == {"errors": 2, "warnings": 1, "notes": 0}
    assert first["pages"] == [{"width": SIZE[0], "height": SIZE[1], "rotate": 0}]
    spot = next(one for one in first["findings"] if one["rule"] == "annotations")
    assert spot["rect"] == {"x": 18.0, "y": 80.0, "w": 42.0, "h": 12.0}
    keys = {"rule", "severity", "page", "rect", "value", "limit", "message", "hint", "clause", "story", "block"}
    assert all(set(one) == keys for one in first["findings"])
    assert (second["standard"], second["findings"]) == (X1A, [])
    assert (third["standard"], third["diagnostics"][0]["code"]) == (None, "P401")


def test_sarif_has_a_result_for_every_finding_and_every_unreadable_file(files: list[Checked]) -> None:
    log = json.loads(json.dumps(sarif_form(files, "1.0")))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    listed = run["tool"]["driver"]["rules"]
    assert [one["id"] for one in listed] == list(rules())
    assert len(run["results"]) == 4
    for result in run["results"][:3]:
        assert listed[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert uri == "a%20%3Cb%3E%26.pdf"
    assert run["results"][3]["ruleId"] == "P401"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loaded: list[str] = []
        self.spots = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loaded += [value or "" for key, value in attrs if key in ("src", "href")]
        self.spots += tag == "rect"
        assert tag != "b" or dict(attrs).get("class") or not attrs


def test_html_is_one_page_that_loads_nothing_and_shows_the_spots(files: list[Checked]) -> None:
    text = html(files, "1.0")
    reader = _Reader()
    reader.feed(text)
    assert reader.loaded == []
    assert reader.spots == 1
    assert "a &lt;b&gt;&amp;.pdf" in text
    assert "<b>&.pdf" not in text
    assert "P401" in text


def test_a_finding_on_our_own_page_names_story_and_block() -> None:
    spots = [
        Finding("small-text", Severity.ERROR, "on the first line", page=1, rect=Rect(22, 82, 40, 9)),
        Finding("small-text", Severity.ERROR, "on nothing", page=1, rect=Rect(150, 200, 5, 5)),
        Finding("small-text", Severity.ERROR, "nowhere"),
        Finding("small-text", Severity.ERROR, "on another page", page=9, rect=Rect(22, 82, 40, 9)),
    ]
    made = named(spots, [page(X4)])
    assert [(one.story, one.block) for one in made] == [("tides", 2), ("", -1), ("", -1), ("", -1)]


def test_equal_findings_are_told_once_and_in_a_fixed_order() -> None:
    one = Finding("layers", Severity.WARNING, "layer")
    other = Finding("trapped", Severity.ERROR, "trapped")
    assert in_order([one, other, one]) == (other, one)


def test_a_file_that_needs_a_password_is_found_by_the_rule_encryption(tmp_path: Path) -> None:
    import pikepdf

    locked = tmp_path / "locked.pdf"
    with pikepdf.open(BytesIO(sound(OURS, X4))) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    made = check(locked, profile(), foreign=False)
    assert made.report is not None
    assert [one.rule for one in made.report.findings] == ["encryption"]
    assert made.diagnostics == ()
