"""A path and a function in, its result or findings out: opening a PDF, and what each way of failing is called."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from pagesetter.diagnostics import Diagnostic, Origin, error, warning
from pagesetter.records import record

T = TypeVar("T")
_HEADER_WITHIN = 1024
"""A reader looks for ``%PDF-`` in so many first bytes (ISO 32000-1 annex H, implementation note 13)."""

_DEEPEST: Final = 100
"""Knots above a page that qpdf follows; a balanced tree of a million pages has six."""
OURS: Final = (ImportError, NameError, SyntaxError, NotImplementedError)
"""Exceptions that come of our own modules, whatever a file holds."""


@record
class Limits:
    """What reading a foreign file may cost."""

    seconds: float = 10.0
    """Time on the clock."""
    memory: int = 1 << 30
    """Address space of the worker, bytes."""
    stream: int = 64 << 20
    """Bytes that a stream may unpack to (a picture: as many as its size explains)."""


LIMITS = Limits()
"""10 s, 1 GiB, 64 MiB."""


def attempt(
    task: Callable[..., T],
    path: Path,
    args: tuple[Any, ...],
    origin: Origin,
    limits: Limits | None,
) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """``task(pdf, *args)``, or None and P401 to P408, in this process.

    With ``limits`` the file is foreign: its streams are measured first (P407), and a fault in ``task`` is the file's
    (P403) unless no file can bring it about (X900). Without, the file is ours and faults are raised.
    """
    from pikepdf import PasswordError, PdfError  # a build without foreign files never loads it

    try:
        with path.open("rb") as file:
            head = file.read(_HEADER_WITHIN)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        return None, (error("P401", f"{path} cannot be read: {reason}", "check the name and the rights", origin),)
    if b"%PDF-" not in head:
        found = "it is empty" if not head else f"it begins with {head[:8]!r}"
        return None, (error("P402", f"{path.name} is not a PDF: {found}", "supply a PDF file", origin),)
    try:
        return _on_open(task, path, args, origin, limits)
    except PasswordError:
        hint = "supply it without protection"
        return None, (error("P404", f"{path.name} is encrypted and opens only with a password", hint, origin),)
    except MemoryError:
        return None, (too_large(origin, path, limits or LIMITS),)
    except PdfError as problem:
        if "bad_alloc" in str(problem):  # what C++ calls a MemoryError
            return None, (too_large(origin, path, limits or LIMITS),)
        said = str(problem).replace(f"{path}: ", "").replace(str(path), path.name)
        return None, (_damaged(origin, path, _tangled(said) or said),)
    except OURS as fault:
        if limits is None:
            raise
        return None, (internal_error(origin, path, fault),)
    except Exception as problem:
        # A foreign file can break any assumption; the finding carries what broke, so that a fault of ours is seen too.
        if limits is None:
            raise
        return None, (_damaged(origin, path, f"{type(problem).__name__}: {problem}"),)


def _on_open(
    task: Callable[..., T],
    path: Path,
    args: tuple[Any, ...],
    origin: Origin,
    limits: Limits | None,
) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """Opens, measures and runs; lets every exception out."""
    from pikepdf import Pdf  # as above

    from pagesetter.pdf.streams import oversized

    with Pdf.open(path) as pdf:
        if not len(pdf.pages):
            return None, (_damaged(origin, path, "it has no pages"),)
        bombs = oversized(pdf, limits.stream) if limits else ()
        if bombs:
            hint = "have it written anew by another program"
            return None, tuple(error("P407", f"{path.name}: {bomb}", hint, origin) for bomb in bombs)
        made = task(pdf, *args)
        repairs = [str(one).replace(f"{path}: ", "").replace(str(path), path.name) for one in pdf.get_warnings()]
    if not repairs:
        return made, ()
    message = f"{path.name} is damaged and was repaired while reading: {_short(repairs[0])}"
    if len(repairs) > 1:
        message += f" (and {len(repairs) - 1} more)"
    return made, (warning("P408", message, "have it written anew, or check the proof with care", origin),)


def too_large(origin: Origin, path: Path, limits: Limits) -> Diagnostic:
    """P406: reading the file would need more memory than allowed."""
    return error(
        "P406",
        f"{path.name} needs more than {limits.memory / (1 << 30):g} GiB of memory to read",
        "have it written anew by another program, with its pictures at the size that is printed",
        origin,
    )


def internal_error(origin: Origin, path: Path, fault: Exception) -> Diagnostic:
    """X900: no file can bring this about."""
    said = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
    hint = "this is a fault of pagesetter, not of your file; please report it with the file"
    return error("X900", f"internal error while reading {path.name}: {_short(said)}", hint, origin)


def _damaged(origin: Origin, path: Path, why: str) -> Diagnostic:
    hint = "supply the file again, or have it written anew by another program"
    return error("P403", f"{path.name} is damaged: {_short(why)}", hint, origin)


def _tangled(said: str) -> str:
    """What qpdf, which opens files, says of a tree of pages without end, in plain words; empty for anything else."""
    at = re.search(r"\(object (\d+)", said)
    place = f"object {at[1]}" if at else "an object"
    if "Loop detected in /Pages" in said:
        return f"its tree of pages is a loop, {place} contains itself"
    if "/Pages structure too deeply nested" in said:
        return f"its tree of pages is more than {_DEEPEST} deep at {place}"
    return ""


def _short(text: str) -> str:
    """One line."""
    line = " ".join(text.split())
    return (line[:200] + "…") if len(line) > 200 else line
