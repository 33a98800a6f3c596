"""Checked files in, plain JSON values out: the stable form for programs (keys: docs/preflight.md), and SARIF."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pagesetter.diagnostics import Diagnostic, Severity
from pagesetter.preflight.checking import Checked
from pagesetter.preflight.registry import Finding, rules
from pagesetter.reporting.forms import Json, diagnostic_form, rect_form
from pagesetter.reporting.terminal import said

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def files_form(files: Sequence[Checked], version: str, code: int) -> Json:
    """Everything about all files; lengths in pt from the trim's top-left, y downward."""
    return {"pagesetter": version, "exit_code": code, "files": [_file(one) for one in files]}


def _file(one: Checked) -> Json:
    report = one.report
    findings = report.findings if report else ()
    return {
        "file": one.file,
        "standard": report.standard if report else None,
        "claimed": (report.claimed or None) if report else None,
        "profile": report.profile if report else None,
        "rules": report.rules if report else 0,
        "pages": [
            {"width": round(w, 3), "height": round(h, 3), "rotate": turn}
            for (w, h), turn in zip(report.pages, report.turns, strict=True)
        ]
        if report
        else [],
        "counts": {f"{s.word}s": sum(f.severity is s for f in findings) for s in reversed(Severity)},
        "findings": [finding_form(f) for f in findings],
        "diagnostics": [diagnostic_form(d) for d in one.diagnostics],
    }


def finding_form(one: Finding) -> Json:
    """One finding; keys that do not apply are null."""
    return {
        "rule": one.rule,
        "severity": one.severity.word,
        "page": one.page,
        "rect": rect_form(one.rect) if one.rect else None,
        "value": one.value,
        "limit": one.limit,
        "message": one.message,
        "hint": one.hint or None,
        "clause": one.clause,
        "story": one.story or None,
        "block": one.block if one.block >= 0 else None,
    }


def sarif_form(files: Sequence[Checked], version: str, language: str = "en") -> Json:
    """The same as a SARIF 2.1.0 log. A PDF has no lines, so a result stands at the file and its page is a logical
    location; rectangle, value and limit are its properties. ``language`` is that of what the rules ask."""
    known = list(rules())
    results: list[Json] = []
    for one in files:
        results += [_trouble(one, d) for d in one.diagnostics]
        results += [_result(one, f, known) for f in (one.report.findings if one.report else ())]
    driver: Json = {
        "name": "pagesetter preflight",
        "version": version,
        "rules": [
            {
                "id": rule.id,
                "shortDescription": {"text": said("preflight-title", rule.title, language)},
                "help": {"text": said("preflight-hint", rule.hint, language)},
                "properties": {"clause": rule.clause},
            }
            for rule in rules().values()
        ],
    }
    run: Json = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(file: Checked, one: Finding, known: list[str]) -> Json:
    location: dict[str, Json] = {"physicalLocation": {"artifactLocation": {"uri": _uri(file.file)}}}
    if one.page is not None:
        location["logicalLocations"] = [{"name": f"page {one.page}", "kind": "page"}]
    form = finding_form(one)
    assert isinstance(form, dict)
    told = ("page", "rect", "value", "limit", "clause", "story", "block")
    return {
        "ruleId": one.rule,
        "ruleIndex": known.index(one.rule),
        "level": _LEVELS[one.severity],
        "message": {"text": f"{one.message}; {one.hint}" if one.hint else one.message},
        "locations": [location],
        "properties": {key: form[key] for key in told if form[key] is not None},
    }


def _trouble(file: Checked, one: Diagnostic) -> Json:
    return {
        "ruleId": one.code,
        "level": _LEVELS[one.severity],
        "message": {"text": f"{one.message}; {one.hint}" if one.hint else one.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(file.file)}}}],
    }


def _uri(file: str) -> str:
    """A relative reference for a relative path, a file URI for an absolute one."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
