"""Every rule on what is painted finds its breach, in files of two writers, and nothing else does."""

from io import BytesIO

import pikepdf
import pytest
from breaks_content import BREAKS, Change
from preflight_makers import OURS, WRITERS, Broken, broken, profile

from pagesetter.diagnostics import Severity
from pagesetter.model.press import X1A, X4
from pagesetter.preflight.examine import Report, examine
from pagesetter.preflight.registry import checks, rules

OTHER_PROFILES = {"spot-undefined": "coated"}
"""Rules that newsprint cannot show alone: it takes no spot inks at all."""
CASES = [
    pytest.param(writer, standard, rule, change, id=f"{rule}-{name}-{writer}-{standard[4:7]}")
    for rule, changes in BREAKS.items()
    for name, change, standards in changes
    for standard in standards
    for writer in WRITERS
]


def examined(made: bytes, standard: str, limits: str = "newsprint") -> Report:
    with pikepdf.open(BytesIO(made)) as pdf:
        return examine(pdf, profile(limits), standard)


@pytest.mark.parametrize(("writer", "standard", "rule", "change"), CASES)
def test_broken_content_is_found_by_exactly_its_rule(writer: str, standard: str, rule: str, change: Change) -> None:
    found = examined(broken(writer, standard, change), standard, OTHER_PROFILES.get(rule, "newsprint")).findings
    assert {one.rule for one in found} == {rule}
    severity = rules()[rule].severity(standard)
    assert severity is not None
    for one in found:
        assert one.severity <= severity
        assert one.message
        assert one.hint
        assert one.page == 1
        assert (one.rect is None) == (rule == "content")


def test_rules_on_content_and_no_others_are_broken_by_content() -> None:
    of_content = {
        one for one, check in checks().items() if check.__module__.startswith("pagesetter.preflight.content_")
    }
    assert set(BREAKS) == of_content


def only(change: Change, standard: str = X4, limits: str = "newsprint") -> tuple[object, ...]:
    """Severity, rectangle, value and limit of the one finding of a change to our own page."""
    (one,) = examined(broken(OURS, standard, change), standard, limits).findings
    place = one.rect and tuple(round(side, 2) for side in (one.rect.x, one.rect.y, one.rect.w, one.rect.h))
    return one.severity, place, one.value, one.limit


def content(operators: bytes) -> Change:
    """Content in a state that knocks out."""

    def change(b: Broken) -> None:
        b.state(OP=False, op=False, OPM=0)
        b.content(b"q /Broken gs " + operators + b" Q")

    return change


def test_ink_between_the_limits_is_a_warning_and_ink_over_both_an_error() -> None:
    place = (30, 30, 40, 30)
    assert only(content(b"0.8 0.8 0.75 0 k 30 160 40 30 re f")) == (Severity.WARNING, place, 235.0, 230)
    assert only(content(b"0.8 0.8 0.85 0 k 30 160 40 30 re f")) == (Severity.ERROR, place, 245.0, 240)
    over = examined(broken(OURS, X4, content(b"0.8 0.8 0.85 0 k 30 160 40 30 re f")), X4, "coated")
    assert over.findings == ()


def test_a_picture_between_the_limits_of_resolution_is_a_warning() -> None:
    def placed(side: bytes) -> Change:
        picture = b"BI /W 4 /H 4 /BPC 8 /CS /G ID 0123456789abcdef EI"
        return content(b"%s 0 0 %s 30 160 cm %s" % (side, side, picture))

    assert only(placed(b"2.4")) == (Severity.WARNING, (30, 57.6, 2.4, 2.4), 120.0, 149)
    assert only(placed(b"3.6")) == (Severity.ERROR, (30, 56.4, 3.6, 3.6), 80.0, 99)
    assert examined(broken(OURS, X4, placed(b"1.8")), X4).findings == ()


def test_resolution_counts_in_the_direction_that_is_stretched_more() -> None:
    stretched = content(b"1.2 0 0 2.4 30 160 cm BI /W 4 /H 4 /BPC 8 /CS /G ID 0123456789abcdef EI")
    assert only(stretched)[2] == 120.0


def test_what_lies_outside_the_bleed_or_is_clipped_away_or_invisible_is_nobody_s_fault() -> None:
    for operators in (
        b"1 0 0 rg -80 160 40 30 re f",
        b"30 30 10 10 re W n 1 0 0 rg 30 160 40 30 re f",
        b"BT 3 Tr 1 0 0 rg /F1 12 Tf 30 160 Td <0000> Tj ET",
    ):
        assert examined(broken(OURS, X4, content(operators)), X4).findings == (), operators


def test_black_of_a_separation_overprints_in_either_mode() -> None:
    def change(b: Broken) -> None:
        tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0, 0, 1], N=1)
        names = [pikepdf.Name.Separation, pikepdf.Name.Black, pikepdf.Name.DeviceCMYK, tint]
        b.resource("/ColorSpace", "/Black", pikepdf.Array(names))
        b.state(OP=True, op=True, OPM=0)
        font = sorted(b.page.Resources.Font.keys())[0].encode()
        b.content(b"q /Broken gs /Black cs 1 scn BT %s 8 Tf 30 180 Td <0001> Tj ET Q" % font)

    assert examined(broken(OURS, X4, change), X4).findings == ()


def test_a_spot_that_stands_for_lab_is_an_error_in_x_1a_and_a_warning_in_x_4() -> None:
    def change(b: Broken) -> None:
        tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[100, 0, 0], C1=[40, 60, 20], N=1)
        lab = pikepdf.Array([pikepdf.Name.Lab, pikepdf.Dictionary(WhitePoint=[0.96, 1, 0.82])])
        b.resource("/ColorSpace", "/Spot", pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.Warm, lab, tint]))
        b.state(OP=False, op=False, OPM=0)
        b.content(b"q /Broken gs /Spot cs 1 scn 30 160 40 30 re f Q")

    assert only(change, X4, "coated")[0] is Severity.WARNING
    assert only(change, X1A, "coated")[0] is Severity.ERROR


def test_a_hundred_breaches_of_one_kind_are_told_in_a_few_findings_and_counted() -> None:
    many = b" ".join(b"30 %d 40 0.1 re f" % y for y in range(10, 110))
    found = examined(broken(OURS, X4, content(b"0 0 0 1 k " + many)), X4).findings
    assert {one.rule for one in found} == {"hairline"}
    assert len(found) == 9
    (last,) = (one for one in found if one.rect is None)
    assert last.message.endswith("92 more on page 1")
