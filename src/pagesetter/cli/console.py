"""Results, reports and progress in, text on the two streams out: results to stdout, everything else to stderr.

Colour and progress appear only on a terminal; a pipe gets plain UTF-8 text.
"""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

from pagesetter.cli.speaking import language
from pagesetter.records import record

if TYPE_CHECKING:
    from pagesetter.diagnostics import Diagnostic


@record
class Console:
    """How this run talks to whoever called it."""

    colour_out: bool = False
    """Whether stdout takes colour."""
    colour_err: bool = False
    """Whether stderr takes colour."""
    progress: bool = False
    """Whether a line on what is being done may come and go on stderr."""
    language: str = "en"
    """Language of reports: en or zh."""

    def result(self, *lines: str) -> None:
        """Lines for stdout."""
        _put(sys.stdout, lines)

    def message(self, *lines: str) -> None:
        """Lines for stderr."""
        _put(sys.stderr, lines)

    def findings(self, diagnostics: "Sequence[Diagnostic]", *after: str, notes: bool = False) -> None:
        """All findings and, under them, the summary line with the clauses ``after`` it. Nothing found, nothing said,
        unless there is a clause."""
        from pagesetter.reporting.findings import report, summary  # here, because `--help` must not wait for it

        if diagnostics or any(after):
            diagnostics = self.spoken(diagnostics)
            lines = report(diagnostics, notes=notes, colour=self.colour_err, language=self.language)
            self.message(*lines, summary(diagnostics, *after, colour=self.colour_err, language=self.language))

    def spoken(self, diagnostics: "Sequence[Diagnostic]") -> "tuple[Diagnostic, ...]":
        """The findings in the language of reports."""
        if self.language == "en":
            return tuple(diagnostics)
        from pagesetter.reporting.languages import spoken  # the table of words is not read for English

        return spoken(diagnostics, self.language)

    def words(self, kind: str, words: str) -> str:
        """Words of a kind in the language of reports (`reporting.terminal.said`)."""
        if self.language == "en":
            return words
        from pagesetter.reporting.terminal import said  # as above

        return said(kind, words, self.language)

    def doing(self, what: str) -> None:
        """Shows what is being done until ``done`` wipes it away; only on a terminal."""
        if self.progress:
            sys.stderr.write(f"\r\x1b[K{self.words('doing', what)} …")
            sys.stderr.flush()

    def done(self) -> None:
        """Wipes the line of ``doing``."""
        if self.progress:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _put(stream: TextIO, lines: Sequence[str]) -> None:
    if lines:
        stream.write("\n".join(lines) + "\n")
        stream.flush()


def console(*, quiet: bool = False) -> Console:
    """The console of this process; ``quiet`` (for ``--json``) shows no progress."""
    out, err = takes_colour(sys.stdout), takes_colour(sys.stderr)
    return Console(out, err, progress=err and not quiet, language=language())


def takes_colour(stream: TextIO) -> bool:
    """Whether the stream is a terminal that shows colour (https://no-color.org is respected)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def settle_streams() -> None:
    """Makes both streams take every character: pipes carry UTF-8, and what a stream cannot show is spelled out."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
