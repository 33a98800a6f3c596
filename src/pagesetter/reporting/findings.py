"""Diagnostics in, lines for people out: one block per finding, and the summary that ends a report."""

from collections.abc import Iterable, Sequence

from pagesetter.diagnostics import Diagnostic, Origin, Severity, in_order
from pagesetter.geometry import MM
from pagesetter.reporting.terminal import counted, harmless, paint, said

_LOOK = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


def finding(d: Diagnostic, *, colour: bool = False, language: str = "en") -> str:
    """One diagnostic as it is printed, without a newline at the end::

    M201 error: story "shebao" is overset by 7 lines (about 98 characters) in area A, columns 1-3
      --> layouts/front.yaml:41:5
      hint: cut 98 characters, or allow tracking down to -10/1000
    """
    head = paint(f"{d.code} {said('word', d.severity.word, language)}:", "bold", _LOOK[d.severity], colour=colour)
    lines = [f"{head} {harmless(d.message)}"]
    where = said("word", place(d), language) if d.origin is None else place(d)
    if where:
        lines.append(f"  {paint('-->', 'blue', colour=colour)} {where}")
    if d.hint:
        hint = said("word", "hint", language)
        lines.append(f"  {paint(f'{hint}:', 'cyan', colour=colour)} {harmless(d.hint)}")
    return "\n".join(lines)


def place(d: Diagnostic) -> str:
    """Where it is: ``file:line:column``, or the place on the page (mm) when no file is to blame; may be empty."""
    if d.origin is not None:
        return spot(d.origin)
    if d.rect is None:
        return "" if d.page is None else f"page {d.page}"
    x, y, w, h = (v / MM for v in (d.rect.x, d.rect.y, d.rect.w, d.rect.h))
    return f"page {d.page or 1}, {x:.0f} mm from the left, {y:.0f} mm from the top, {w:.0f} x {h:.0f} mm"


def spot(origin: Origin) -> str:
    """``file:line:column``."""
    return f"{harmless(origin.file)}:{origin.line}:{origin.column}"


def report(
    diagnostics: Iterable[Diagnostic], *, notes: bool = False, colour: bool = False, language: str = "en"
) -> list[str]:
    """All findings in the order of the files.

    Notes are many (every repaired comma is one), so without ``notes`` those of one code and one file become one line
    that counts them. ``language`` is that of the words around them: `languages.spoken` gives the findings in it.
    """
    found = in_order(diagnostics)
    shown = [finding(d, colour=colour, language=language) for d in found if notes or d.severity is not Severity.NOTE]
    if not notes:
        rest = [d for d in found if d.severity is Severity.NOTE]
        shown += _notes_by_code(rest, colour=colour, language=language)
    return shown


def _notes_by_code(found: Sequence[Diagnostic], *, colour: bool, language: str) -> list[str]:
    groups: dict[str, list[Diagnostic]] = {}
    for d in found:
        groups.setdefault(d.code, []).append(d)
    out = []
    for code, group in sorted(groups.items()):
        if len(group) == 1:
            out.append(finding(group[0], colour=colour, language=language))
            continue
        files = {d.origin.file for d in group if d.origin is not None}
        spread = f" in {counted(len(files), 'file')}" if files else ""
        head = paint(f"{code} {said('word', 'note', language)}:", "bold", _LOOK[Severity.NOTE], colour=colour)
        words = f"{harmless(group[0].message)} ({len(group)} of these{spread}; --notes lists them)"
        out.append(f"{head} {said('word', words, language)}")
    return out


def count(diagnostics: Iterable[Diagnostic]) -> tuple[int, int, int]:
    """(errors, warnings, notes), equal findings counted once."""
    found = in_order(diagnostics)
    error, warning, note = (
        sum(d.severity is s for d in found) for s in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    )
    return error, warning, note


def summary(diagnostics: Iterable[Diagnostic], *after: str, colour: bool = False, language: str = "en") -> str:
    """The last line of a report: ``1 error, 2 warnings; build/quanzhou.pdf not written``.

    ``after`` are the clauses behind the semicolon; notes are counted only where there is nothing worse.
    """
    error, warning, note = count(diagnostics)
    parts = [counted(n, noun) for n, noun in ((error, "error"), (warning, "warning")) if n]
    if not parts:
        parts = [counted(note, "note")] if note else ["no findings"]
    look = "red" if error else "yellow" if warning else "green"
    clauses = [said("word", harmless(a), language) for a in after if a]
    if language != "en":
        return paint(
            "；".join(["，".join(said("word", p, language) for p in parts), *clauses]), "bold", look, colour=colour
        )
    text = "; ".join([", ".join(parts), *clauses])
    return paint(text, "bold", look, colour=colour)
