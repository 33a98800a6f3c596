"""A PDF's path and a profile in, what is found in it out; a file of somebody else is read in a worker process."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pagesetter.diagnostics import Diagnostic, Origin
from pagesetter.model.press import X4
from pagesetter.preflight.examine import Report, examine
from pagesetter.preflight.profile import Profile
from pagesetter.preflight.registry import Finding, rules
from pagesetter.records import record

if TYPE_CHECKING:
    from pagesetter.pdf.guard import Limits

_LOCKED = "P404"
"""Diagnostic of a file that opens only with a password."""
_ENCRYPTION = "encryption"
_SECONDS_A_BYTE = 1e-6
_SECONDS_A_STREAM = 0.02
_MOST_SECONDS = 120.0
"""More time for large files and for many pages, each of which has a stream at least; as much at most."""


@record
class Checked:
    """One file."""

    file: str
    """As the user named it."""
    report: Report | None
    """None when the file could not be read."""
    diagnostics: tuple[Diagnostic, ...]
    """What was wrong with reading it."""


def check(
    path: Path,
    profile: Profile,
    *,
    standard: str = "",
    sizes: tuple[tuple[float, float], ...] = (),
    shown: str = "",
    foreign: bool = True,
) -> Checked:
    """The report on a file; never raises for anything that it holds.

    ``standard``: one of `model.press.STANDARDS`, empty for what the file claims; ``sizes``: (width, height) in pt that
    its pages must have. ``foreign=False`` reads a file that was just written here without a process of its own.
    P401 to P408 as `pdf.opened.run`; a file that needs a password gets a report with the one finding ``encryption``.
    """
    from pagesetter.pdf.opened import run  # a plain build reads no PDFs

    name = shown or str(path)
    report, found = run(
        examine, path, profile, standard, sizes, origin=Origin(name), limits=_limits(path), worker=foreign
    )
    if report is None and any(one.code == _LOCKED for one in found):
        report, found = _locked(profile, standard or X4), ()
    return Checked(name, report, found)


def _limits(path: Path) -> "Limits":
    """What reading may cost: the usual, and more time for large files and for many pages."""
    from pagesetter.pdf.guard import LIMITS  # as above

    try:
        data = path.read_bytes() if path.stat().st_size < LIMITS.memory else b""
    except OSError:
        data = b""
    more = len(data) * _SECONDS_A_BYTE + data.count(b"endstream") * _SECONDS_A_STREAM
    return replace(LIMITS, seconds=min(round(LIMITS.seconds + more), _MOST_SECONDS))


def _locked(profile: Profile, standard: str) -> Report:
    rule = rules()[_ENCRYPTION]
    severity = profile.severity(rule, standard)
    message = "the file is encrypted and opens only with a password; nothing else could be looked at"
    findings = () if severity is None else (Finding(rule.id, severity, message, rule.hint, clause=rule.clause),)
    return Report(standard, "", profile.full_name, (), (), findings, 1)
