"""Checked files and a language in, the same with messages and hints in that language out."""

from dataclasses import replace

from pagesetter.preflight.checking import Checked
from pagesetter.preflight.registry import Finding
from pagesetter.reporting.terminal import said


def in_language(one: Checked, language: str) -> Checked:
    """A checked file as it is told in a language; rules, places and figures stay what they are."""
    if language == "en":
        return one
    from pagesetter.reporting.languages import spoken  # the tables are not read for English

    report = one.report and replace(one.report, findings=tuple(_chinese(f) for f in one.report.findings))
    return replace(one, report=report, diagnostics=spoken(one.diagnostics, language))


def _chinese(one: Finding) -> Finding:
    message, hint = said("preflight", one.message, "zh"), said("preflight-hint", one.hint, "zh")
    return replace(one, message=message, hint=hint)
