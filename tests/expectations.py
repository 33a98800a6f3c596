"""Broken files carry what is to be found in them: comment lines ``# expect: CODE line:column``, one per finding.

Errors and warnings are compared exactly, none missing and none extra; notes only where the file expects their code. A file
without such a line says ``# expect: nothing``.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from pagesetter.diagnostics import Diagnostic, Severity

Finding = tuple[str, int, int]
"""Code, line, column."""

_LINE = re.compile(rb"#\s*expect:\s*(?:([A-Z]\d{3})\s+(\d+):(\d+)|nothing)")


def expected_in(path: Path) -> list[Finding]:
    """The findings that a file expects, in order; the file may be in any encoding that keeps ASCII letters apart."""
    matches = list(_LINE.finditer(path.read_bytes().replace(b"\0", b"")))
    assert matches, f"{path.name} carries no expectation"
    return sorted((m[1].decode(), int(m[2]), int(m[3])) for m in matches if m[1])


def found_among(diagnostics: Iterable[Diagnostic], expected: Iterable[Finding]) -> list[Finding]:
    """The errors and warnings, and the notes with an expected code, in order."""
    codes = {code for code, _, _ in expected}
    return sorted(
        (d.code, d.origin.line if d.origin else 0, d.origin.column if d.origin else 0)
        for d in diagnostics
        if d.severity > Severity.NOTE or d.code in codes
    )
