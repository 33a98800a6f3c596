"""Checked files in, lines for people out: grouped by rule, worst first, with places in mm from the trim's top-left."""

from collections.abc import Sequence
from itertools import groupby

from pagesetter.diagnostics import Severity
from pagesetter.geometry import MM
from pagesetter.preflight.checking import Checked
from pagesetter.preflight.examine import Report
from pagesetter.preflight.registry import Finding, rules
from pagesetter.reporting.terminal import counted, harmless, paint, said

_LOOK = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}
_LISTED = 10
"""Findings of one rule that are listed; the last line counts the others."""


def report_lines(checked: Checked, *, every: bool = False, colour: bool = False, language: str = "en") -> list[str]:
    """The report on one file; empty when it could not be read. ``every`` lists all findings of a rule; ``language`` is
    that of the words around the findings::

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
    lines = [f"{paint(file, 'bold', colour=colour)}: {_head(report, language)}"]
    known = rules()
    for (severity, rule), group in groupby(report.findings, key=lambda one: (one.severity, one.rule)):
        found = list(group)
        mark = paint(f"{said('word', severity.word, language)} {rule}:", "bold", _LOOK[severity], colour=colour)
        title, clause = (
            said("preflight-title", known[rule].title, language),
            said("preflight-clause", known[rule].clause, language),
        )
        lines.append(f"{mark} {title} ({clause})")
        shown = found if every else found[:_LISTED]
        lines += [f"  {_line(one, language)}" for one in shown]
        if len(shown) < len(found):
            rest = f"and {len(found) - len(shown)} more of this rule; --all lists them"
            lines.append(f"  {said('report', rest, language)}")
        hint = paint(f"{said('word', 'hint', language)}:", "cyan", colour=colour)
        lines += [f"  {hint} {words}" for words in dict.fromkeys(o.hint for o in shown)]
    look = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
    grave = max((one.severity for one in report.findings), default=Severity.NOTE)
    lines.append(f"{file}: {paint(tally(report.findings, language), 'bold', look.get(grave, 'green'), colour=colour)}")
    return lines


def tally(findings: Sequence[Finding], language: str = "en") -> str:
    """``1 error, 2 warnings, 3 notes``, or ``no findings``."""
    counts = [(sum(one.severity is severity for one in findings), severity.word) for severity in reversed(Severity)]
    told = [counted(count, word) for count, word in counts if count] or ["no findings"]
    return (", " if language == "en" else "，").join(said("word", one, language) for one in told)


def _head(report: Report, language: str) -> str:
    sizes = list(dict.fromkeys(f"{w / MM:.1f} x {h / MM:.1f} mm" for w, h in report.pages))
    size = [sizes[0] if len(sizes) == 1 else f"{len(sizes)} sizes"] if sizes else []
    standard = report.standard
    if report.claimed != report.standard:
        standard = f"{harmless(report.claimed) if report.claimed else 'no PDF/X'}, judged as {report.standard}"
    told = [standard, f"profile {harmless(report.profile)}", counted(len(report.pages), "page"), *size]
    return _joined(told, language)


def _joined(words: Sequence[str], language: str) -> str:
    return (", " if language == "en" else "，").join(said("report", one, language) for one in words)


def _line(one: Finding, language: str) -> str:
    """Place, message and, for pages of ours, story and block."""
    where = ["document" if one.page is None else f"page {one.page}"]
    if one.rect is not None:
        x, y, w, h = (side / MM for side in (one.rect.x, one.rect.y, one.rect.w, one.rect.h))
        where += [f"{x:.1f} mm from the left", f"{y:.1f} mm from the top", f"{w:.1f} x {h:.1f} mm"]
    if one.story:
        where += [f"story {harmless(one.story)}", *([f"block {one.block}"] if one.block >= 0 else [])]
    return f"{_joined(where, language)}: {harmless(one.message)}{_measured(one, language)}"


def _measured(one: Finding, language: str) -> str:
    """Value and limit, where they are figures that the message may round."""
    if isinstance(one.value, float | int) and isinstance(one.limit, float | int):
        return f" [{said('report', f'value {one.value:g}, limit {one.limit:g}', language)}]"
    return ""
