"""Content by key on disk: what was kept comes back byte for byte, or not at all.

An entry carries the checksum of its key and content; one that is cut short, altered or of another format is removed and
counts as absent. Entries are written beside and renamed, so that readers see whole ones, whatever runs at the same
time. Nothing here raises: a folder that cannot be written, or read, is no cache.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_MAGIC = b"pagesetter cache 1\n\0"
_SUFFIX = ".entry"
_KEPT_RATIO = 0.8
"""How full a cache is after old entries were removed, so that this is not done at every build."""


def usual_folder(environment: Mapping[str, str], platform: str) -> Path | None:
    """Where the cache lies: PAGESETTER_CACHE, else the user's cache folder as the platform has it; None: nowhere.

    An empty PAGESETTER_CACHE turns the cache off. ``platform``: sys.platform. Relative paths of XDG_CACHE_HOME count as
    unset (XDG Base Directory Specification 0.8).
    """
    asked = environment.get("PAGESETTER_CACHE")
    if asked is not None:
        return Path(asked) if asked.strip() else None
    home = environment.get("HOME") or environment.get("USERPROFILE")
    if platform == "win32":
        base = environment.get("LOCALAPPDATA")
        return Path(base) / "pagesetter" / "Cache" if base else None
    shared = environment.get("XDG_CACHE_HOME", "")
    if Path(shared).is_absolute():
        return Path(shared) / "pagesetter"
    if not home or not Path(home).is_absolute():
        return None
    return Path(home, "Library", "Caches", "pagesetter") if platform == "darwin" else Path(home, ".cache", "pagesetter")


class Cache:
    """A folder of entries that holds at most ``most`` bytes, the least recently used removed first.

    Threads and processes may share a folder.
    """

    def __init__(self, folder: Path, most: int) -> None:
        self._folder = folder
        self._most = most
        self._grew = False

    def find(self, key: str) -> bytes | None:
        """The content kept under the key, which is hexadecimal; None when there is none that is sound."""
        path = self._path(key)
        try:
            entry = path.read_bytes()
        except (OSError, ValueError):
            return None
        start = len(_MAGIC) + 32
        content = entry[start:]
        if entry[:start] != _head(key, content):
            with suppress(OSError):
                path.unlink()
            return None
        with suppress(OSError):
            os.utime(path)  # used now: others are removed before it
        return content

    def keep(self, key: str, content: bytes) -> None:
        """Keeps the content under the key, if it can."""
        if len(content) > self._most:
            return
        from tempfile import mkstemp  # a warm build keeps nothing

        with suppress(OSError, ValueError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, beside = mkstemp(suffix=".part", dir=self._folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_head(key, content) + content)
                Path(beside).replace(self._path(key))
                self._grew = True
            finally:
                Path(beside).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Brings the folder under its limit when this run added to it."""
        if not self._grew:
            return
        found = []
        with suppress(OSError):
            for path in self._folder.iterdir():
                if path.suffix in (_SUFFIX, ".part"):
                    with suppress(OSError):
                        known = path.stat()
                        found.append((known.st_mtime_ns, path.name, known.st_size))
        held = sum(size for _, _, size in found)
        if held <= self._most:
            return
        for _, name, size in sorted(found):
            if held <= self._most * _KEPT_RATIO:
                return
            with suppress(OSError):
                (self._folder / name).unlink()
                held -= size

    def _path(self, key: str) -> Path:
        return self._folder / (key + _SUFFIX)


def _head(key: str, content: bytes) -> bytes:
    return _MAGIC + sha256(key.encode("ascii") + content).digest()
