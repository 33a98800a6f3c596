"""The bytes of a picture file in, its header read by its format's reader, or what is wrong with it, out.

`opened` is the one place where picture files are opened. It goes past Pillow's ``Image.open`` to the format's own
reader, because the limits on size are our own (data/limits.tsv) and ``Image.open`` warns or raises by global ones.
"""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from pagesetter.diagnostics import Diagnostic, Origin, did_you_mean, error
from pagesetter.images.structure import complete, first_scan, intact, webp_size, whole_tags, wide_profile
from pagesetter.images.tables import Format, formats, limit

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

_TAKEN = "JPEG, PNG, TIFF, WebP, GIF or BMP"
_FEWER = "save it at fewer pixels: a full broadsheet page at 200 ppi has 3100 x 4300"
_NOT_READ = ("unknown pixel mode", "unknown data organization", "cannot handle", "Unsupported BMP")
"""How Pillow's words begin for files that may be sound, but are of a kind that it does not read."""
OURS = (ImportError, NameError)
"""Exceptions that come of our own modules, whatever a picture holds; of bad headers Pillow says SyntaxError."""


class PictureError(Exception):
    """A picture that cannot be used, and why: what a finding says. Never leaves this room."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint

    def at(self, origin: Origin | None) -> Diagnostic:
        """The finding for where the user named the picture."""
        return error(self.code, self.message, self.hint, origin)


def opened(name: str, data: bytes) -> tuple["ImageFile", Format]:
    """The header of the file ``data`` read by its format's reader, and the format; PictureError with I003 to I006 else.

    ``name``: of the file, for the message. The caller silences warnings. The picture reads from memory, so there is
    nothing to close.
    """
    kind = next((f for f in formats() if data[f.offset : f.offset + len(f.signature)] == f.signature), None)
    if kind is None or not kind.plugin:
        what = f"is a {kind.name} file" if kind else "is no picture that this program knows"
        raise PictureError("I003", f'picture "{name}" {what}', f"save it as {_TAKEN} and name that file")
    if not complete(data, kind.plugin):
        raise _damaged(name, "the file stops before the picture's end")
    if kind.plugin == "PNG" and not intact(data):
        raise _damaged(name, "its bytes do not agree with their checksum")
    if kind.plugin == "WEBP" and (said := webp_size(data)):
        _check_size(said, "RGBA", name, kind)
    profile = b""
    if kind.plugin == "PNG":
        data, profile = wide_profile(data, limit("png_profile_bytes"), limit("profile_bytes"))
    try:
        image = _reader(kind.plugin)(BytesIO(data))
        if profile:
            image.info["icc_profile"] = profile
    except OURS as e:
        raise fault(name, e) from e
    except Exception as e:  # readers fail on damaged headers with nearly every exception that there is
        if str(e).startswith(_NOT_READ) and (kind.plugin != "TIFF" or whole_tags(data)):
            what = f'picture "{name}" stores its pixels in a way that is not read'
            hint = "save it as grey, RGB, CMYK or Lab with 8 or 16 bits per sample (Lab: 8)"
            raise PictureError("I003", what, hint) from e
        raise _damaged(name, _reason(e)) from e
    _check_size(image.size, image.mode, name, kind)
    if kind.plugin == "JPEG":
        _check_scans(image, name, data)
    _check_strips(image, name, len(data))
    return image, kind


def damaged(name: str, size: tuple[int, int], cause: Exception) -> PictureError:
    """I004 for pixel data that could not be decoded, I006 where that takes more memory than there may be."""
    if isinstance(cause, MemoryError):
        from pagesetter.pdf.guard import LIMITS  # few pages have anything to do with it

        w, h = size
        figures = f"{w} x {h} pixels and needs more memory to be converted than a picture gets"
        return PictureError("I006", f'picture "{name}" is {figures}, {LIMITS.memory / (1 << 30):g} GiB', _FEWER)
    return fault(name, cause) if isinstance(cause, OURS) else _damaged(name, _reason(cause))


def fault(name: str, cause: Exception) -> PictureError:
    """X900: no picture can bring this about."""
    what = f'internal error while reading picture "{name}": {type(cause).__name__}: {cause}'
    hint = "this is a fault of pagesetter, not of your picture; please report it with the picture"
    return PictureError("X900", what, hint)


def _damaged(name: str, reason: str) -> PictureError:
    return PictureError("I004", f'picture "{name}" is damaged: {reason}', "get the file again or save it anew")


def _reason(cause: Exception) -> str:
    if isinstance(cause, MemoryError):
        return "it needs more memory than there is"
    text = str(cause).split("\n")[0]
    return text if text and "0x" not in text and "/" not in text else "its header makes no sense"


def content(path: Path) -> bytes:
    """All bytes of the file, or PictureError: I001 not there, I002 not readable, I005 empty, I007 too large."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise PictureError("I002", f'"{path}" is a folder, not a picture', "name a file in it")
        most = limit("file_bytes")
        if size > most:
            figures = f"is a file of {size / 1e6:,.0f} MB; the most is {most / 1e6:,.0f} MB"
            raise PictureError("I007", f'picture "{path.name}" {figures}', _FEWER)
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise PictureError("I001", f'picture "{path}" is not there', _near(path)) from None
    except (OSError, ValueError) as e:
        reason = e.strerror if isinstance(e, OSError) and e.strerror else "the name is not a file name"
        raise PictureError("I002", f'picture "{path}" cannot be read: {reason}', "check its permissions") from None
    if not data:
        raise PictureError("I005", f'picture "{path.name}" is an empty file', "get the file again")
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


def _check_size(size: tuple[int, int], mode: str, name: str, kind: Format) -> None:
    w, h = size
    if w < 1 or h < 1:
        raise PictureError("I005", f'picture "{name}" is {w} x {h} pixels', "get the file again")
    if mode in ("I", "F") and kind.plugin != "PNG":  # PNG: 16-bit grey in some versions of Pillow
        what = f'picture "{name}" has 32 bits per sample'
        raise PictureError("I003", what, "save it with 8 or 16 bits per sample")
    per_pixel = 1 if mode in ("1", "L", "P") else 2 if mode.startswith("I;16") else 4
    if w * h > limit("pixels"):
        figures = f"{w} x {h} pixels, {w * h / 1e6:,.0f} megapixels; the most is {limit('pixels') / 1e6:,.0f}"
    elif kind.plugin != "JPEG" and w * h * per_pixel > limit("whole_bytes"):
        most = limit("whole_bytes") / 1e6
        figures = f"{w} x {h} pixels and takes {w * h * per_pixel / 1e6:,.0f} MB when read; the most is {most:,.0f} MB"
    else:
        return
    raise PictureError("I006", f'picture "{name}" is {figures}', _FEWER)


def _check_scans(image: "ImageFile", name: str, data: bytes) -> None:
    """Each scan of a JPEG is a pass over the whole picture: a small file of many scans would take hours (T.81 G)."""
    first = first_scan(data)
    scans = data.count(b"\xff\xda", first) if first >= 0 else 1
    w, h = image.size
    if scans <= limit("scans") and scans * w * h <= limit("scan_pixels"):
        return
    figures = f"{w} x {h} pixels in {scans:,} scans"
    most = f"{limit('scans'):,} scans, and {limit('scan_pixels') / 1e6:,.0f} megapixels over all of them"
    raise PictureError("I006", f'picture "{name}" has {figures}; the most is {most}', "save it as a baseline JPEG")


def _check_strips(image: "ImageFile", name: str, size: int) -> None:
    """TIFF keeps its pixels anywhere in the file: every strip or tile must lie inside it (TIFF 6.0 section 8)."""
    tags = getattr(image, "tag_v2", None)
    if tags is None:
        return
    for offsets, counts in ((273, 279), (324, 325)):
        pairs = zip(_numbers(tags.get(offsets)), _numbers(tags.get(counts)), strict=False)
        if any(offset + count > size for offset, count in pairs):
            raise _damaged(name, "the file stops before the picture's end")


def _numbers(value: object) -> tuple[int, ...]:
    values = value if isinstance(value, tuple) else (value,)
    return tuple(v for v in values if isinstance(v, int))
