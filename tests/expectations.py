"""Broken files that carry what is to be said about them: their expectation lines in, (code, line, column) out.

A file in ``tests/bad_layouts`` or ``tests/bad_stories`` has a line for each diagnostic: ``# expect: L301 9:16``, alone
or inside ``<!-- -->``; ``# expect: none`` says that nothing is found. The file may be in any encoding.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from pagesetter.diagnostics import Diagnostic, Severity

Finding = tuple[str, int, int]
"""Code, line and column."""

_LINE = re.compile(
    r"^(?:<!--)?\s*# expect: (?:(?P<code>[A-Z]\d{3}) (?P<line>\d+):(?P<column>\d+)|none)\s*(?:-->)?\s*$", re.M
)


def expected_of(path: Path) -> list[Finding]:
    """What a broken file says is wrong with it, in order; a file that says nothing is itself broken."""
    data = path.read_bytes()
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1")
    found = list(_LINE.finditer(text))
    assert found, f"{path.name} carries no expectation"
    return sorted((m["code"], int(m["line"]), int(m["column"])) for m in found if m["code"])


def findings(diagnostics: Iterable[Diagnostic], least: Severity = Severity.NOTE) -> list[Finding]:
    """What was found, in the form of :func:`expected_of`; ``least`` leaves out lesser ones."""
    chosen = [d for d in diagnostics if d.severity >= least]
    return sorted((d.code, d.origin.line, d.origin.column) if d.origin else (d.code, 0, 0) for d in chosen)
