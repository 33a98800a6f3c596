"""An open PDF and a profile in, the report on it out: runs every rule that the profile looks at and the standard has.

`examine` is what a worker process runs on a foreign file (`pdf.opened`); what comes back are plain records.
"""

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pagesetter.diagnostics import Severity
from pagesetter.model.press import X1A, X4
from pagesetter.preflight.profile import Profile
from pagesetter.preflight.registry import Finding, checks, rules
from pagesetter.preflight.sketch import sketch
from pagesetter.preflight.subject import Subject
from pagesetter.records import record

if TYPE_CHECKING:
    import pikepdf

_JUDGES: Final = MappingProxyType({"PDF/X-1": X1A, "PDF/X-4": X4})
"""Standard to judge by, by the start of what a file says of itself."""


@record
class Report:
    """What a preflight says of one file."""

    standard: str
    """The one of `model.press.STANDARDS` that it was judged by."""
    claimed: str
    """What the file says that it is; empty when nothing."""
    profile: str
    """Name of the profile, with its version."""
    pages: tuple[tuple[float, float], ...]
    """Trimmed width and height in pt, as the page is looked at."""
    turns: tuple[int, ...]
    """Degrees by which each page is turned clockwise; places are those before."""
    findings: tuple[Finding, ...]
    """Worst first, then by rule in the order of the tables, page and place."""
    rules: int
    """How many rules were looked at."""
    sketches: tuple[tuple[str, ...], ...] = ()
    """What stands on each page that has findings with a place (`sketch.sketch`); no rows for the others."""


def examine(
    pdf: "pikepdf.Pdf", profile: Profile, standard: str = "", sizes: tuple[tuple[float, float], ...] = ()
) -> Report:
    """The report. ``standard``: one of `model.press.STANDARDS`, empty for the one that the file says it follows
    (PDF/X-4 when it names none); ``sizes``: trimmed width and height in pt that the pages must have."""
    from pagesetter.preflight.rows_boxes import trimmed
    from pagesetter.preflight.rows_identity import claimed, judged_by, metadata

    subject = Subject(pdf, standard or X4, sizes)
    said = claimed(subject.info, metadata(subject))
    subject.standard = standard or judged_by(said, _JUDGES)
    functions, known = checks(), rules()
    findings: list[Finding] = []
    looked = 0
    for rule in known.values():
        severity = profile.severity(rule, subject.standard)
        if severity is None:
            continue
        looked += 1
        for one in functions[rule.id](subject, profile.limits(rule)):
            grave = severity if one.severity is None else min(severity, one.severity)
            findings.append(
                Finding(
                    rule.id,
                    grave,
                    one.message,
                    one.hint or rule.hint,
                    one.page,
                    one.rect,
                    one.value,
                    one.limit,
                    rule.clause,
                )
            )
    pages = tuple(trimmed(sheet) for sheet in subject.sheets)
    turns = tuple(sheet.turn for sheet in subject.sheets)
    placed = {one.page for one in findings if one.rect is not None}
    sketches = tuple(sketch(walked) if walked.sheet.number in placed else () for walked in subject.walked)
    return Report(subject.standard, said, profile.full_name, pages, turns, in_order(findings), looked, sketches)


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Each finding once: worst first, by rule in the order of the tables, by page and place."""
    place = {rule: at for at, rule in enumerate(rules())}

    def key(one: Finding) -> tuple[int, int, int, float, float]:
        y, x = (one.rect.y, one.rect.x) if one.rect else (1e9, 1e9)  # a count of further ones comes behind them
        return -one.severity, place[one.rule], one.page or 0, y, x

    return tuple(sorted(dict.fromkeys(findings), key=key))


def worst(report: Report) -> Severity | None:
    """The gravest severity, None without findings."""
    return max((one.severity for one in report.findings), default=None)
