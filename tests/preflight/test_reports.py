"""The forms of a report: for people, JSON, SARIF and HTML; and stories and blocks of our own pages."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from preflight_makers import OURS, SIZE, Broken, broken, page, profile, report, sound

from pagesetter.diagnostics import Severity, error
from pagesetter.geometry import Rect
from pagesetter.model.press import X1A, X4
from pagesetter.pdf.walk import walk
from pagesetter.preflight import rows_ink
from pagesetter.preflight.checking import Checked, _limits, check
from pagesetter.preflight.examine import in_order
from pagesetter.preflight.registry import Finding, rules
from pagesetter.preflight.report_html import page as html
from pagesetter.preflight.report_json import files_form, sarif_form
from pagesetter.preflight.report_text import report_lines
from pagesetter.preflight.sketch import ACROSS, sketch
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
    one = Checked("x.pdf", replace(made, findings=many), ())
    assert sum("layer " in line for line in report_lines(one)) == 10
    assert any("and 4 more" in line for line in report_lines(one))
    assert sum("layer " in line for line in report_lines(one, every=True)) == 14


def test_control_characters_of_a_file_do_not_reach_the_terminal() -> None:
    made = Finding("layers", Severity.ERROR, "a \x1b[31mred\x1b[0m layer\n", "hint")
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


_SARIF = {
    "log": {"$schema", "version", "runs"},
    "run": {"tool", "columnKind", "results"},
    "rule": {"id", "shortDescription", "help", "properties"},
    "result": {"ruleId", "ruleIndex", "level", "message", "locations", "properties"},
    "location": {"physicalLocation", "logicalLocations"},
}
"""Of the properties that the schema of SARIF 2.1.0 knows those that are written; it allows no others."""


def test_sarif_has_the_properties_of_the_schema_and_no_others(files: list[Checked]) -> None:
    log = json.loads(json.dumps(sarif_form(files, "1.0")))
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert set(log) <= _SARIF["log"]
    assert set(run) <= _SARIF["run"]
    assert set(driver) <= {"name", "version", "rules"}
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    assert len({one["id"] for one in driver["rules"]}) == len(driver["rules"])
    for rule in driver["rules"]:
        assert set(rule) <= _SARIF["rule"]
        assert set(rule["shortDescription"]) == set(rule["help"]) == {"text"}
    for result in run["results"]:
        assert set(result) <= _SARIF["result"]
        assert {"ruleId", "message", "locations"} <= set(result)
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        assert isinstance(result.get("properties", {}), dict)
        for location in result["locations"]:
            assert set(location) <= _SARIF["location"]
            assert set(location["physicalLocation"]["artifactLocation"]) == {"uri"}
            assert re.fullmatch(
                r"[!#$%&'()*+,/:;=?@\[\]\w.~-]+", location["physicalLocation"]["artifactLocation"]["uri"]
            )
            for logical in location.get("logicalLocations", ()):
                assert set(logical) == {"name", "kind"}


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


def test_html_tells_the_verdict_first_and_every_finding_on_its_page(files: list[Checked]) -> None:
    text = html(files, "1.0")
    assert [text.count(said) for said in ("Not fit for the press", "Nothing found against it")] == [2, 1]
    document, page_1 = text.index("<h3>The document"), text.index("<h3>Page 1 ")
    assert document < text.index("<td>trapped<") or document < text.index("</b> trapped")
    assert document < text.index("</b> layers") < page_1 < text.index("</b> annotations")
    assert '<td class="o">6.3, 28.2<small>14.8 × 4.2</small>' in text


@pytest.mark.parametrize(
    ("turn", "place"), [(0, (10, 20, 30, 5)), (90, (195, 10, 5, 30)), (180, (60, 175, 30, 5)), (270, (20, 60, 5, 30))]
)
def test_html_draws_the_page_as_it_is_looked_at(turn: int, place: tuple[float, ...]) -> None:
    """A place 10 from the left and 20 from the top of a page of 100 by 200 or, turned, 220 by 100."""
    finding = Finding("layers", Severity.ERROR, "layer", page=1, rect=Rect(10, 20, 30, 5))
    size = (220.0, 100.0) if turn % 180 else (100.0, 200.0)
    made = replace(report(sound(OURS, X4)), findings=(finding,), pages=(size,), turns=(turn,))
    text = html([Checked("x.pdf", made, ())], "1.0")
    found = re.search(r'<rect x="([-\d.]+)" y="([-\d.]+)" width="([-\d.]+)" height="([-\d.]+)"', text)
    assert found is not None
    assert tuple(float(side) for side in found.groups()) == place


def test_a_finding_on_our_own_page_names_story_and_block() -> None:
    spots = [
        Finding("small-text", Severity.ERROR, "on the first line", page=1, rect=Rect(22, 82, 40, 9)),
        Finding("small-text", Severity.ERROR, "on nothing", page=1, rect=Rect(150, 200, 5, 5)),
        Finding("page-size", Severity.ERROR, "the whole page", page=1, rect=Rect(0, 0, *SIZE)),
        Finding("small-text", Severity.ERROR, "nowhere"),
        Finding("small-text", Severity.ERROR, "on another page", page=9, rect=Rect(22, 82, 40, 9)),
    ]
    made = named(spots, [page(X4)])
    assert [(one.story, one.block) for one in made] == [("tides", 2), *[("", -1)] * 4]


def test_equal_findings_are_told_once_and_in_a_fixed_order() -> None:
    one = Finding("layers", Severity.WARNING, "layer")
    other = Finding("trapped", Severity.ERROR, "trapped")
    assert in_order([one, other, one]) == (other, one)


def test_a_file_that_needs_a_password_is_found_by_the_rule_encryption(tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(BytesIO(sound(OURS, X4))) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    made = check(locked, profile(), foreign=False)
    assert made.report is not None
    assert [one.rule for one in made.report.findings] == ["encryption"]
    assert made.diagnostics == ()


def test_large_files_and_many_pages_have_more_time_up_to_two_minutes(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    seconds = []
    for data in (b"", b"endstream" * 1000, bytes(5_000_000), b"endstream" * 100_000):
        file.write_bytes(data)
        seconds.append(_limits(file).seconds)
    assert seconds == [10, 30, 15, 120]
    assert _limits(tmp_path / "none.pdf").seconds == 10


def test_a_page_of_too_many_objects_is_reported_without_its_plates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_ink, "_MOST", 3)
    (one,) = report(sound(OURS, X4)).findings
    assert (one.rule, one.severity, one.page) == ("total-ink-square", Severity.NOTE, 1)
    assert "it paints 4 objects" in one.message


def test_a_page_is_sketched_where_its_objects_stand() -> None:
    with pikepdf.open(BytesIO(sound(OURS, X4))) as pdf:
        (walked,) = walk(pdf)
    rows = sketch(walked)
    assert (len(rows), {len(row) for row in rows}) == (round(ACROSS * SIZE[1] / SIZE[0]), {ACROSS})

    def at(x: float, y: float) -> str:
        return rows[int(y / SIZE[1] * len(rows))][int(x / SIZE[0] * ACROSS)]

    assert [at(50, 40), at(25, 86), at(25, 116), at(90, 40), at(160, 200)] == ["g", "t", "t", " ", " "]
    drawn = html([Checked("x.pdf", report(broken(OURS, X4, _thrice)), ())], "1.0")
    assert all(f'fill="{pale}"/>' in drawn for pale in ("#ecebe4", "#d2d2d2"))
    assert report(sound(OURS, X4)).sketches == ((),)
