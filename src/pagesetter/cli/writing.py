"""A path and bytes in, the whole file or the old file out, never half of one; plus the diagnostic when it failed.

The bytes go to a temporary file in the target's folder, onto the disk, and only then under the target's name.
"""

import os
from contextlib import suppress
from pathlib import Path

from pagesetter.diagnostics import Diagnostic, error, warning


def write_whole(target: Path, data: bytes) -> Diagnostic | None:
    """Writes ``data`` to ``target``, making its folder where needed; P901 when that cannot be done.

    However the write ends (full disk, interrupt, power cut), the target holds either all of the new bytes or what
    it held before. A link is followed: the file it points to is replaced, not the link.
    """
    try:
        _replace(target, data)
    except OSError as fault:
        hint = "choose another place with -o, or make room there"
        return error("P901", f'cannot write "{target}": {_reason(fault)}', hint)
    return None


def _replace(target: Path, data: bytes) -> None:
    real = Path(os.path.realpath(target))
    if real.is_dir():
        raise IsADirectoryError(None, "a folder of that name is in the way")
    real.parent.mkdir(parents=True, exist_ok=True)
    if real.exists():
        if not real.is_file():  # a device such as /dev/stdout cannot be replaced, only written to
            real.write_bytes(data)
            return
        if not os.access(real, os.W_OK):
            raise PermissionError(None, "the file is write-protected")
    part = real.with_name(f".{real.name}.{os.getpid()}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(real)
    except BaseException:  # an interrupt too must not leave the part behind
        with suppress(OSError):
            part.unlink()
        raise


def remove_stale(path: Path) -> Diagnostic | None:
    """Removes a file that an earlier run left and that no longer holds true; P902 (a warning) when it stays."""
    try:
        path.unlink(missing_ok=True)
    except OSError as fault:
        return warning("P902", f'cannot remove the outdated "{path}": {_reason(fault)}', "remove it by hand")
    return None


def _reason(fault: OSError) -> str:
    return (fault.strerror or str(fault) or type(fault).__name__).lower()
