"""Checked files in, lines for people out: grouped by rule, worst first, with places in mm from the trim's top-left."""

from collections.abc import Sequence
from itertools import groupby

from pagesetter.diagnostics import Severity
from pagesetter.geometry import MM
from pagesetter.preflight.checking import Checked
from pagesetter.preflight.examine import Report
from pagesetter.preflight.registry import Finding, rules
from pagesetter.reporting.terminal import counted, harmless, paint

_LOOK = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}
_LISTED = 10
"""Findings of one rule that are listed; the last line counts the others."""


def report_lines(checked: Checked, *, every: bool = False, colour: bool = False) -> list[str]:
    """The report on one file; empty when it could not be read. ``every`` lists all findings of a rule::

    ad.pdf: PDF/X-4, profile newsprint 2026.1, 1 page, 390.0 x 545.0 mm
    error font-embedded: every font is embedded (row 12)
      page 1: the font Helvetica is not embedded
      hint: embed all fonts at export, or turn the type into outlines
    ad.pdf: 1 error
    """
    report = checked.report
    if report is None:
        return []
    file = harmless(checked.file)
    lines = [f"{paint(file, 'bold', colour=colour)}: {_head(report)}"]
    known = rules()
    for (severity, rule), group in groupby(report.findings, key=lambda one: (one.severity, one.rule)):
        found = list(group)
        mark = paint(f"{severity.word} {rule}:", "bold", _LOOK[severity], colour=colour)
        lines.append(f"{mark} {known[rule].title} ({known[rule].clause})")
        shown = found if every else found[:_LISTED]
        lines += [f"  {_line(one)}" for one in shown]
        if len(shown) < len(found):
            lines.append(f"  and {len(found) - len(shown)} more of this rule; --all lists them")
        lines += [f"  {paint('hint:', 'cyan', colour=colour)} {hint}" for hint in dict.fromkeys(o.hint for o in shown)]
    look = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
    grave = max((one.severity for one in report.findings), default=Severity.NOTE)
    lines.append(f"{file}: {paint(tally(report.findings), 'bold', look.get(grave, 'green'), colour=colour)}")
    return lines


def tally(findings: Sequence[Finding]) -> str:
    """``1 error, 2 warnings, 3 notes``, or ``no findings``."""
    counts = [(sum(one.severity is severity for one in findings), severity.word) for severity in reversed(Severity)]
    return ", ".join(counted(count, word) for count, word in counts if count) or "no findings"


def _head(report: Report) -> str:
    sizes = list(dict.fromkeys(f"{w / MM:.1f} x {h / MM:.1f} mm" for w, h in report.pages))
    size = f", {sizes[0]}" if len(sizes) == 1 else f", {len(sizes)} sizes" if sizes else ""
    if report.claimed == report.standard:
        said = report.standard
    else:
        said = f"{harmless(report.claimed) if report.claimed else 'no PDF/X'}, judged as {report.standard}"
    return f"{said}, profile {harmless(report.profile)}, {counted(len(report.pages), 'page')}{size}"


def _line(one: Finding) -> str:
    """Place, message and, for pages of ours, story and block."""
    where = "document" if one.page is None else f"page {one.page}"
    if one.rect is not None:
        x, y, w, h = (side / MM for side in (one.rect.x, one.rect.y, one.rect.w, one.rect.h))
        where += f", {x:.1f} mm from the left, {y:.1f} mm from the top, {w:.1f} x {h:.1f} mm"
    if one.story:
        where += f", story {harmless(one.story)}" + (f", block {one.block}" if one.block >= 0 else "")
    return f"{where}: {harmless(one.message)}{_measured(one)}"


def _measured(one: Finding) -> str:
    """Value and limit, where they are figures that the message may round."""
    if isinstance(one.value, float | int) and isinstance(one.limit, float | int):
        return f" [value {one.value:g}, limit {one.limit:g}]"
    return ""
