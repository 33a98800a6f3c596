"""Every rule on the objects of a file finds its breach, in files of two writers, and nothing else does."""

import re
from io import BytesIO

import breaks_content
import pikepdf
import pytest
from breaks_objects import BREAKS, Change, inks_that_overprint_each_other
from preflight_makers import GHOSTSCRIPT, OURS, WRITERS, Broken, broken, profile, report, sound
from test_content_rules import CASES as CONTENT_CASES

from pagesetter.diagnostics import Severity
from pagesetter.geometry import Rect
from pagesetter.model.press import STANDARDS, X1A, X4
from pagesetter.preflight.examine import examine
from pagesetter.preflight.registry import rules

CASES = [
    pytest.param(writer, standard, rule, change, id=f"{rule}-{name}-{writer}-{standard[4:7]}")
    for rule, changes in BREAKS.items()
    for name, change, standards in changes
    for standard in standards
    for writer in WRITERS
]


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("name", ["newsprint", "coated", "strict"])
def test_a_sound_file_passes_every_rule(writer: str, standard: str, name: str) -> None:
    made = report(sound(writer, standard), limits=profile(name))
    assert (made.standard, made.claimed, made.findings) == (standard, standard, ())
    assert made.pages == ((180.0, 220.0),)
    assert made.rules > 25


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("standard", STANDARDS)
def test_a_sound_file_that_is_only_written_anew_stays_sound(writer: str, standard: str) -> None:
    assert report(broken(writer, standard, lambda _: None), standard).findings == ()


@pytest.mark.parametrize(("writer", "standard", "rule", "change"), CASES)
def test_a_broken_file_is_found_by_exactly_its_rule(writer: str, standard: str, rule: str, change: Change) -> None:
    found = report(broken(writer, standard, change), standard).findings
    assert {one.rule for one in found} == {rule}
    severity = rules()[rule].severity(standard)
    assert severity is not None
    for one in found:
        assert one.severity <= severity
        assert one.message
        assert one.hint
        assert one.clause == rules()[rule].clause


def test_every_rule_has_its_broken_files_under_every_standard_that_knows_it() -> None:
    both = {**BREAKS, **breaks_content.BREAKS}
    assert set(both) == set(rules())
    assert not set(BREAKS) & set(breaks_content.BREAKS)
    for rule in rules().values():
        broken_under = {standard for _, _, standards in both[rule.id] for standard in standards}
        assert broken_under == {standard for standard in STANDARDS if rule.severity(standard) is not None}, rule.id


def test_every_pair_is_made_of_files_of_both_writers() -> None:
    assert set(WRITERS) == {OURS, GHOSTSCRIPT}
    producers = [b"GPL Ghostscript" in sound(writer, X4) for writer in WRITERS]
    assert producers == [False, True]
    for cases in (CASES, CONTENT_CASES):
        made: dict[tuple[object, ...], set[object]] = {}
        for case in cases:
            writer, *rest = case.values
            made.setdefault(tuple(rest), set()).add(writer)
        assert all(writers == set(WRITERS) for writers in made.values())


def test_every_row_of_the_checklist_has_its_rules() -> None:
    rows = {int(row) for rule in rules().values() for row in re.findall(r"row (\d+)", rule.clause)}
    assert rows == set(range(1, 28))


def test_a_file_is_judged_by_the_standard_that_it_claims_or_by_the_one_that_is_asked_for() -> None:
    made = sound(OURS, X1A)
    assert report(made).standard == X1A
    asked = report(made, X4)
    assert asked.standard == X4
    assert "pdfx-claim" in {one.rule for one in asked.findings}


def test_a_file_that_claims_nothing_is_judged_as_pdf_x_4_and_told_so() -> None:
    def silent(b: Broken) -> None:
        b.xmp(lambda packet: packet.replace(b"GTS_PDFXVersion", b"GTS_None"))

    made = report(broken(GHOSTSCRIPT, X4, silent))
    assert (made.standard, made.claimed) == (X4, "")
    assert [one.rule for one in made.findings] == ["pdfx-claim"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_worst_square_is_told_where_it_lies_on_the_page_before_it_is_turned(turn: int) -> None:
    def turned(b: Broken) -> None:
        inks_that_overprint_each_other(b)
        b.page.Rotate = turn

    made = broken(OURS, X4, turned)
    with pikepdf.open(BytesIO(made)) as pdf:
        whole = examine(pdf, profile(), X4)
    (found,) = whole.findings
    assert whole.turns == (turn,)
    assert whole.pages == (((220.0, 180.0) if turn % 180 else (180.0, 220.0)),)
    assert found.rule == "total-ink-square"
    assert found.rect is not None
    assert Rect(20, 20, 60, 50).contains(found.rect, 1.5)
    assert found.value == pytest.approx(260, abs=1)


def test_ink_that_the_plates_do_not_show_is_told() -> None:
    def cut_short(b: Broken) -> None:
        b.image(Width=60, Height=60, ColorSpace=pikepdf.Name.DeviceCMYK)
        b.content(b"q 20 0 0 20 30 160 cm /Broken Do Q")

    (found,) = report(broken(OURS, X4, cut_short)).findings
    assert (found.rule, found.severity, found.page, found.value) == ("total-ink-square", Severity.WARNING, 1, 1)
    assert "missing on the plates" in found.message
    assert found.message.endswith("an image with too few samples")


def test_ink_that_the_plates_show_otherwise_is_a_note() -> None:
    def by_hue(b: Broken) -> None:
        b.state(BM=pikepdf.Name.Hue)
        b.content(b"q /Broken gs 0.2 0 0 0 k 20 150 60 50 re f Q")

    found, noted = report(broken(OURS, X4, by_hue)).findings
    assert (found.rule, noted.rule) == ("total-ink-square", "transparency-used")
    assert found.severity == Severity.NOTE
    assert "otherwise than it prints" in found.message
    assert "the blend mode Hue" in found.message


def test_every_page_of_a_document_is_looked_at() -> None:
    def three(b: Broken) -> None:
        for _ in range(2):
            b.pdf.pages.append(b.pdf.pages[0])
        b.pdf.pages[2].obj.UserUnit = 1.001
        del b.pdf.pages[1].obj.TrimBox

    made = report(broken(GHOSTSCRIPT, X4, three))
    assert len(made.pages) == 3
    assert {(one.rule, one.page) for one in made.findings} == {("trim-box", 2), ("page-scale", 3)}
