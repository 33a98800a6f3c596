"""A PDF of somebody else and a function of ours in, the function's result or located findings P401 to P408 out.

Foreign files are read in a process of their own with a clock and a lid on its memory: whatever such a file does, the
program that asked lives on. Only plain values and records of ours come back. Our own fresh files need no such care
and are read where we are (``worker=False``), without the start of a second Python.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar, cast

from pagesetter.diagnostics import Diagnostic, Origin, error
from pagesetter.pdf.guard import LIMITS, Limits, attempt, too_large

T = TypeVar("T")


def run(
    task: Callable[..., T],
    path: Path,
    *args: Any,
    origin: Origin | None = None,
    limits: Limits = LIMITS,
    worker: bool = True,
) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """``task(pdf, *args)`` for the file at ``path``, or None and why not; a repaired file gives both.

    ``task``: a top-level function whose first argument is the open `pikepdf.Pdf`. It must return plain values or
    records of pagesetter: nothing of the open file outlives it. ``origin``: where the user named the file; by default
    the file itself. Never raises for anything that the file holds.

    P401 cannot be read, P402 not a PDF, P403 damaged, P404 needs a password, P405 took too long, P406 needs too much
    memory, P407 streams that unpack to more than they may, P408 (warning) repaired while reading; X900 a fault of ours.
    """
    place = origin or Origin(str(path))
    if not worker:
        return attempt(task, path, args, place, None)
    order = pickle.dumps((task.__module__, task.__qualname__, str(path), args, place, limits))
    # The child finds the same modules as we do, and nothing in the working folder gets in their way (-P).
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "pagesetter.pdf.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=known,
    )
    try:
        answer, _ = process.communicate(order, timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        answer = b""
        return None, (_too_long(place, path, limits),)
    finally:
        process.kill()
        process.communicate()
    if process.returncode == 0 and answer:
        return cast("tuple[T | None, tuple[Diagnostic, ...]]", _Plain(BytesIO(answer)).load())
    return None, (_died(place, path, process.returncode, limits),)


def _too_long(origin: Origin, path: Path, limits: Limits) -> Diagnostic:
    return error(
        "P405",
        f"{path.name} takes longer than {limits.seconds:g} s to read",
        "have it written anew by another program; a single page rarely needs more than one second",
        origin,
    )


def _died(origin: Origin, path: Path, code: int, limits: Limits) -> Diagnostic:
    """What the end of a worker that gave no answer means."""
    import signal  # only after an accident

    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return _too_long(origin, path, limits)
    # PDFium and C++ know no other end than this when an allocation fails.
    if sys.platform != "win32" and code in (-signal.SIGKILL, -signal.SIGABRT):
        return too_large(origin, path, limits)
    return error(
        "P403",
        f"{path.name} is damaged: the reader broke down over it (exit code {code})",
        "have it written anew by another program",
        origin,
    )


class _Plain(pickle.Unpickler):
    """Loads plain values and the records and enumerations of pagesetter; a worker can make us run nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if module.split(".")[0] == "pagesetter" else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} is no plain record")
        return found
