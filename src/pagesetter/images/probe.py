"""Picture files in, what they are (upright size, mode, profile) or what is wrong with them out; nothing is decoded."""

import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pagesetter.diagnostics import Diagnostic, Origin, warning
from pagesetter.images.cache import Cache
from pagesetter.images.kept import probe_key
from pagesetter.images.opened import PictureError, content, opened
from pagesetter.images.tables import limit, orientation
from pagesetter.images.workers import Workers
from pagesetter.records import record

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

_ORIENTATION = 0x0112


@record
class Probe:
    """What a picture file is."""

    path: str
    """As given."""
    width: int
    """Pixels, EXIF orientation applied."""
    height: int
    """Pixels, EXIF orientation applied."""
    mode: str
    """Pillow's name of the pixel layout: L, RGB, CMYK, P, I;16 …"""
    has_profile: bool
    """Whether the file carries an ICC profile."""
    has_alpha: bool
    """Whether any transparency is stated."""
    format: str
    """JPEG, PNG, TIFF, WebP, GIF or BMP."""
    frames: int = 1
    """Frames or pages; the first one is used."""


def probe(path: Path, origin: Origin | None, cache: Path | None = None) -> tuple[Probe | None, tuple[Diagnostic, ...]]:
    """What the file at ``path`` is, with findings I001 to I008; None when it cannot be used. Opens it in this process.

    ``origin``: where the user named the file. Truncated JPEG, PNG, TIFF and WebP files are found by their structure;
    damage inside the pixel data only shows when they are decoded (images.convert). ``cache``: folder in which it is
    kept what a file is, so that the readers need not be loaded again.
    """
    return _probe(path, origin, Cache(cache, limit("cache_bytes")) if cache else None, None)


def probes(
    wanted: Iterable[tuple[Path, Origin | None]], cache: Path | None = None, workers: Workers | None = None
) -> list[tuple[Probe | None, tuple[Diagnostic, ...]]]:
    """`probe` for pictures of others, in their order: what the cache does not know is opened by a guarded worker.

    Also I015: it took too long. ``workers``: None: a worker for these pictures alone; else they get
    ready to convert them.
    """
    kept = Cache(cache, limit("cache_bytes")) if cache else None
    if workers:
        found = [_probe(path, origin, kept, workers) for path, origin in wanted]
        if workers.begun:  # what a picture is was not known: neither is the picture
            workers.prepare(len(found))
        return found
    with Workers() as own:
        return [_probe(path, origin, kept, own) for path, origin in wanted]


def _probe(
    path: Path, origin: Origin | None, cache: Cache | None, workers: Workers | None
) -> tuple[Probe | None, tuple[Diagnostic, ...]]:
    try:
        data = content(path)
        key = probe_key(data) if cache else ""
        kept = cache.find(key) if cache else None
        found = _unpacked(path, kept) if kept else None
        if found is None:
            made = workers.ask("probe", path.name, data) if workers else probed(path.name, data)
            found = _unpacked(path, made)
            assert found is not None  # ours: `probed` made it
            if cache:
                cache.keep(key, made)
    except PictureError as e:
        return None, (e.at(origin),)
    if found.frames < 2:
        return found, ()
    message = f'picture "{path.name}" has {found.frames} frames or pages; the first one is used'
    return found, (warning("I008", message, "save the picture that is meant as a file of its own", origin),)


def probed(name: str, data: bytes) -> bytes:
    """What the file ``data`` is, as words; PictureError when it cannot be used."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # readers warn of odd metadata; what matters here has a code of its own
        image, kind = opened(name, data)
        width, height = upright(image)
        marks = f"{bool(image.info.get('icc_profile')):d} {has_alpha(image):d}"
        return f"{width} {height} {_frames(image)} {image.mode} {marks} {kind.name}".encode()


def _unpacked(path: Path, kept: bytes) -> Probe | None:
    try:
        width, height, frames, mode, profile, alpha, kind = kept.decode().split(" ")
        return Probe(str(path), int(width), int(height), mode, profile == "1", alpha == "1", kind, int(frames))
    except ValueError:
        return None


def upright(image: "ImageFile") -> tuple[int, int]:
    """Width and height in pixels after the EXIF orientation is applied."""
    w, h = image.size
    return (h, w) if "v" in orientation(orientation_of(image)).x else (w, h)


def orientation_of(image: "ImageFile") -> int:
    """EXIF orientation 1..8; 1 when there is none or the EXIF data is damaged."""
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # as with headers; a picture with broken EXIF is still a picture
        return 1
    return value if isinstance(value, int) else 1


def has_alpha(image: "ImageFile") -> bool:
    """Whether the picture states any transparency."""
    return image.mode[-1] in "Aa" or "transparency" in image.info


def _frames(image: "ImageFile") -> int:
    try:
        return int(getattr(image, "n_frames", 1))
    except Exception:  # a damaged second frame is no reason to refuse the first
        return 2
