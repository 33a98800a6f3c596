"""What went wrong, where, and what to do: stages put Diagnostics in, the command line prints a Report out.

A diagnostic carries a stable code (listed in docs/diagnostics.md), the user's own words, numbers with
units, the place in the file, and a hint with the next action. Stages never raise for bad input: they
return what they could make and the diagnostics beside it.

Code families: R files and YAML, L layout, S stories, C copyedit, F fonts, I images, M make-up, D the desk, P press,
X the program.
"""

from collections.abc import Iterable
from dataclasses import replace
from enum import IntEnum

from pagesetter.geometry import Rect
from pagesetter.records import record


class Severity(IntEnum):
    """How bad: a note is information, a warning prints, an error keeps the page from being written."""

    NOTE = 0
    WARNING = 1
    ERROR = 2

    @property
    def word(self) -> str:
        """The word printed in front of the message."""
        return self.name.lower()


@record
class Origin:
    """A place in a user's file."""

    file: str
    """Path as the user would type it (relative to the working folder where possible)."""
    line: int = 1
    """1-based line."""
    column: int = 1
    """1-based column, in characters."""
    path: str = ""
    """Dotted path of keys inside the file, such as ``areas.A.story``; empty for plain text."""

    def moved(self, columns: int) -> "Origin":
        """The place ``columns`` characters further on in the same line."""
        return replace(self, column=self.column + columns)


@record
class Diagnostic:
    """One finding."""

    code: str
    """Stable code: a family letter and three digits."""
    severity: Severity
    """Error, warning or note."""
    message: str
    """What was found and what was expected, in the user's words, with units."""
    hint: str = ""
    """The next action."""
    origin: Origin | None = None
    """Where in the user's files."""
    page: int | None = None
    """1-based page, when the finding is on a page."""
    rect: Rect | None = None
    """Where on the page, pt from the trim's top-left."""


def error(code: str, message: str, hint: str = "", origin: Origin | None = None, **place: object) -> Diagnostic:
    """A finding that keeps the page from being written."""
    return _make(Severity.ERROR, code, message, hint, origin, place)


def warning(code: str, message: str, hint: str = "", origin: Origin | None = None, **place: object) -> Diagnostic:
    """A finding that prints but does not stop the build (``--strict`` makes it stop)."""
    return _make(Severity.WARNING, code, message, hint, origin, place)


def note(code: str, message: str, hint: str = "", origin: Origin | None = None, **place: object) -> Diagnostic:
    """Information, such as a repair that copyedit made."""
    return _make(Severity.NOTE, code, message, hint, origin, place)


def _make(
    severity: Severity, code: str, message: str, hint: str, origin: Origin | None, place: dict[str, object]
) -> Diagnostic:
    page, rect = place.get("page"), place.get("rect")
    return Diagnostic(
        code,
        severity,
        message,
        hint,
        origin,
        page if isinstance(page, int) else None,
        rect if isinstance(rect, Rect) else None,
    )


_BEGUN = 4
"""Letters from which a word that only one choice begins with stands for that choice, however long it is."""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """A hint such as ``did you mean "leading"?``, or the choices when nothing is near; empty without choices."""
    from difflib import get_close_matches  # only bad input needs it, and it loads slowly

    known = sorted(set(choices))
    begun = [k for k in known if k.lower().startswith(word.lower())] if len(word) >= _BEGUN else []
    if len(begun) == 1:
        return f'did you mean "{begun[0]}"?'
    near = get_close_matches(word, known, n=1, cutoff=0.6) or [k for k in known if k.lower() == word.lower()]
    if near:
        return f'did you mean "{near[0]}"?'
    return "use one of: " + ", ".join(known) if known else ""


def worst(diagnostics: Iterable[Diagnostic]) -> Severity | None:
    """The gravest severity among the diagnostics, or None when there are none."""
    return max((d.severity for d in diagnostics), default=None)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics by file, line, column and code, each exactly once."""

    def key(d: Diagnostic) -> tuple[str, int, int, str, str]:
        o = d.origin or Origin("", 0, 0)
        return (o.file, o.line, o.column, d.code, d.message)

    return tuple(sorted(dict.fromkeys(diagnostics), key=key))
