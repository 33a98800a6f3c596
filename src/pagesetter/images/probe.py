"""A picture file in, what it is (upright size, mode, profile) or what is wrong with it out; nothing is decoded.

`opened` is the one place where picture files are opened. It goes past Pillow's ``Image.open`` to the format's own
reader, because the limits on size are our own (data/limits.tsv) and ``Image.open`` warns or raises by global ones.
"""

import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from pagesetter.diagnostics import Diagnostic, Origin, did_you_mean, error, warning
from pagesetter.images.cache import Cache
from pagesetter.images.kept import probe_key
from pagesetter.images.structure import complete, first_scan, intact, whole_tags
from pagesetter.images.tables import Format, formats, limit, orientation
from pagesetter.records import record

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

_TAKEN = "JPEG, PNG, TIFF, WebP, GIF or BMP"
_ORIENTATION = 0x0112
_NOT_READ = ("unknown pixel mode", "unknown data organization", "cannot handle", "Unsupported BMP")
"""How Pillow's words begin for files that may be sound, but are of a kind that it does not read."""


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


class PictureError(Exception):
    """A picture that cannot be used; carries the diagnostic. Never leaves this room."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


def probe(path: Path, origin: Origin | None, cache: Path | None = None) -> tuple[Probe | None, tuple[Diagnostic, ...]]:
    """What the file at ``path`` is, with findings I001 to I008; None when it cannot be used.

    ``origin``: where the user named the file. Truncated JPEG, PNG, TIFF and WebP files are found by their structure;
    damage inside the pixel data only shows when they are decoded (images.convert). ``cache``: folder in which it is
    kept what a file is, so that the readers need not be loaded again.
    """
    try:
        data = content(path, origin)
        known = Cache(cache, limit("cache_bytes")) if cache else None
        key = probe_key(data) if known else ""
        kept = known.find(key) if known else None
        found = _unpacked(path, kept) if kept else None
        if found is None:
            found = _probed(path, data, origin)
            if known:
                known.keep(key, _packed(found))
    except PictureError as e:
        return None, (e.finding,)
    if found.frames < 2:
        return found, ()
    message = f'picture "{path.name}" has {found.frames} frames or pages; the first one is used'
    return found, (warning("I008", message, "save the picture that is meant as a file of its own", origin),)


def _probed(path: Path, data: bytes, origin: Origin | None) -> Probe:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # readers warn of odd metadata; what matters here has a code of its own
        image, kind = opened(path, origin, data)
        has_profile = bool(image.info.get("icc_profile"))
        return Probe(str(path), *upright(image), image.mode, has_profile, has_alpha(image), kind.name, _frames(image))


def _packed(found: Probe) -> bytes:
    """What a file is, as words."""
    marks = f"{found.has_profile:d} {found.has_alpha:d}"
    return f"{found.width} {found.height} {found.frames} {found.mode} {marks} {found.format}".encode()


def _unpacked(path: Path, kept: bytes) -> Probe | None:
    try:
        width, height, frames, mode, profile, alpha, kind = kept.decode().split(" ")
        return Probe(str(path), int(width), int(height), mode, profile == "1", alpha == "1", kind, int(frames))
    except ValueError:
        return None


def opened(path: Path, origin: Origin | None, data: bytes | None = None) -> tuple["ImageFile", Format]:
    """The file's header read by its format's reader, and the format; PictureError with I001 to I007 else.

    ``data``: the file's `content` when it was read before. The caller silences warnings. The picture reads from memory,
    so there is nothing to close.
    """
    if data is None:
        data = content(path, origin)
    kind = next((f for f in formats() if data[f.offset : f.offset + len(f.signature)] == f.signature), None)
    if kind is None or not kind.plugin:
        what = f"is a {kind.name} file" if kind else "is no picture that this program knows"
        raise PictureError(
            error("I003", f'picture "{path.name}" {what}', f"save it as {_TAKEN} and name that file", origin)
        )
    if not complete(data, kind.plugin):
        raise _damaged(path, "the file stops before the picture's end", origin)
    if kind.plugin == "PNG" and not intact(data):
        raise _damaged(path, "its bytes do not agree with their checksum", origin)
    try:
        image = _reader(kind.plugin)(BytesIO(data))
    except Exception as e:  # readers fail on damaged headers with nearly every exception that there is
        if str(e).startswith(_NOT_READ) and (kind.plugin != "TIFF" or whole_tags(data)):
            what = f'picture "{path.name}" stores its pixels in a way that is not read'
            hint = "save it as grey, RGB, CMYK or Lab with 8 or 16 bits per sample (Lab: 8)"
            raise PictureError(error("I003", what, hint, origin)) from e
        raise _damaged(path, _reason(e), origin) from e
    _check_size(image, path, kind, origin)
    if kind.plugin == "JPEG":
        _check_scans(image, path, data, origin)
    _check_strips(image, path, len(data), origin)
    return image, kind


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


def damaged(path: Path, cause: Exception, origin: Origin | None) -> PictureError:
    """I004 for pixel data that could not be decoded."""
    return _damaged(path, _reason(cause), origin)


def _damaged(path: Path, reason: str, origin: Origin | None) -> PictureError:
    return PictureError(
        error("I004", f'picture "{path.name}" is damaged: {reason}', "get the file again or save it anew", origin)
    )


def _reason(cause: Exception) -> str:
    if isinstance(cause, MemoryError):
        return "it needs more memory than there is"
    text = str(cause).split("\n")[0]
    return text if text and "0x" not in text and "/" not in text else "its header makes no sense"


def content(path: Path, origin: Origin | None) -> bytes:
    """All bytes of the file, or PictureError: I001 not there, I002 not readable, I005 empty, I007 too large."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise PictureError(error("I002", f'"{path}" is a folder, not a picture', "name a file in it", origin))
        most = limit("file_bytes")
        if size > most:
            raise PictureError(
                error(
                    "I007",
                    f'picture "{path.name}" is a file of {size / 1e6:,.0f} MB; the most is {most / 1e6:,.0f} MB',
                    "save it at fewer pixels: a full broadsheet page at 200 ppi has 3100 x 4300",
                    origin,
                )
            )
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise PictureError(error("I001", f'picture "{path}" is not there', _near(path), origin)) from None
    except (OSError, ValueError) as e:
        reason = e.strerror if isinstance(e, OSError) and e.strerror else "the name is not a file name"
        raise PictureError(
            error("I002", f'picture "{path}" cannot be read: {reason}', "check its permissions", origin)
        ) from None
    if not data:
        raise PictureError(error("I005", f'picture "{path.name}" is an empty file', "get the file again", origin))
    return data


def _near(path: Path) -> str:
    try:
        names = [p.name for p in path.parent.iterdir() if p.is_file()]
    except OSError:
        return f'the folder "{path.parent}" is not there either'
    return did_you_mean(path.name, names) if len(names) <= 1000 else ""


def _reader(plugin: str) -> type["ImageFile"]:
    # One reader at a time: a page of JPEG files need not load the others.
    if plugin == "JPEG":
        from PIL.JpegImagePlugin import JpegImageFile

        return JpegImageFile
    if plugin == "PNG":
        from PIL.PngImagePlugin import PngImageFile

        return PngImageFile
    if plugin == "TIFF":
        from PIL.TiffImagePlugin import TiffImageFile

        return TiffImageFile
    if plugin == "WEBP":
        from PIL.WebPImagePlugin import WebPImageFile

        return WebPImageFile
    if plugin == "GIF":
        from PIL.GifImagePlugin import GifImageFile

        return GifImageFile
    from PIL.BmpImagePlugin import BmpImageFile

    return BmpImageFile


def _check_size(image: "ImageFile", path: Path, kind: Format, origin: Origin | None) -> None:
    w, h = image.size
    if w < 1 or h < 1:
        raise PictureError(error("I005", f'picture "{path.name}" is {w} x {h} pixels', "get the file again", origin))
    if image.mode in ("I", "F") and kind.plugin != "PNG":  # PNG: 16-bit grey in some versions of Pillow
        what = f'picture "{path.name}" has 32 bits per sample'
        raise PictureError(error("I003", what, "save it with 8 or 16 bits per sample", origin))
    per_pixel = 1 if image.mode in ("1", "L", "P") else 2 if image.mode.startswith("I;16") else 4
    hint = "save it at fewer pixels: a full broadsheet page at 200 ppi has 3100 x 4300"
    if w * h > limit("pixels"):
        figures = f"{w} x {h} pixels, {w * h / 1e6:,.0f} megapixels; the most is {limit('pixels') / 1e6:,.0f}"
    elif kind.plugin != "JPEG" and w * h * per_pixel > limit("whole_bytes"):
        most = limit("whole_bytes") / 1e6
        figures = f"{w} x {h} pixels and takes {w * h * per_pixel / 1e6:,.0f} MB when read; the most is {most:,.0f} MB"
    else:
        return
    raise PictureError(error("I006", f'picture "{path.name}" is {figures}', hint, origin))


def _check_scans(image: "ImageFile", path: Path, data: bytes, origin: Origin | None) -> None:
    """Each scan of a JPEG is a pass over the whole picture: a small file of many scans would take hours (T.81 G)."""
    first = first_scan(data)
    scans = data.count(b"\xff\xda", first) if first >= 0 else 1
    w, h = image.size
    if scans <= limit("scans") and scans * w * h <= limit("scan_pixels"):
        return
    figures = f"{w} x {h} pixels in {scans:,} scans"
    most = f"{limit('scans'):,} scans, and {limit('scan_pixels') / 1e6:,.0f} megapixels over all of them"
    hint = "save it as a baseline JPEG"
    raise PictureError(error("I006", f'picture "{path.name}" has {figures}; the most is {most}', hint, origin))


def _check_strips(image: "ImageFile", path: Path, size: int, origin: Origin | None) -> None:
    """TIFF keeps its pixels anywhere in the file: every strip or tile must lie inside it (TIFF 6.0 section 8)."""
    tags = getattr(image, "tag_v2", None)
    if tags is None:
        return
    for offsets, counts in ((273, 279), (324, 325)):
        pairs = zip(_numbers(tags.get(offsets)), _numbers(tags.get(counts)), strict=False)
        if any(offset + count > size for offset, count in pairs):
            raise _damaged(path, "the file stops before the picture's end", origin)


def _numbers(value: object) -> tuple[int, ...]:
    values = value if isinstance(value, tuple) else (value,)
    return tuple(v for v in values if isinstance(v, int))


def _frames(image: "ImageFile") -> int:
    try:
        return int(getattr(image, "n_frames", 1))
    except Exception:  # a damaged second frame is no reason to refuse the first
        return 2
