"""A print shop's ICC file in, a press profile that pictures can be separated with, or what is wrong with it, out."""

from io import BytesIO
from pathlib import Path

from pagesetter.diagnostics import Diagnostic, Origin, did_you_mean, error
from pagesetter.images.tables import limit
from pagesetter.records import record

_HINT = "name the ICC file of the print shop: an output profile (class prtr) for CMYK"
_CLASSES = {
    b"scnr": "of an input device",
    b"mntr": "of a screen",
    b"prtr": "of a printer",
    b"link": "a link of two devices",
    b"spac": "a colour space",
    b"abst": "abstract",
    b"nmcl": "of named colours",
}
"""ICC.1:2010 7.2.5."""


@record
class PressProfile:
    """An ICC output profile for CMYK."""

    data: bytes
    """The file."""
    description: str
    """The profile's own name; may be empty."""
    version: tuple[int, int]
    """Major and minor version of the ICC's format; PDF 1.4 knows only 2, PDF 1.6 at most 4 (ISO 32000-1 table 67)."""


def press_profile(path: Path, origin: Origin | None) -> tuple[PressProfile | None, tuple[Diagnostic, ...]]:
    """The profile at ``path``; else None with one error.

    I013: the file is not there or cannot be read. I014: it is no ICC profile, is damaged, or is not one by which a CMYK
    press can be printed for.
    """
    try:
        if path.is_file() and path.stat().st_size > limit("profile_bytes"):
            most, size = limit("profile_bytes") / 1e6, path.stat().st_size / 1e6
            return None, (_unfit(path, f"is a file of {size:,.0f} MB; the most is {most:,.0f} MB", origin),)
        data = path.read_bytes()
    except (OSError, ValueError) as e:
        return None, (_unread(path, e, origin),)
    wrong = _wrong(data)
    if wrong:
        return None, (_unfit(path, wrong, origin),)
    return PressProfile(data, _described(data), (data[8], data[9] >> 4)), ()


def _wrong(data: bytes) -> str:
    """What speaks against a profile; empty when nothing does (ICC.1:2010 7.2)."""
    if len(data) < 132 or data[36:40] != b"acsp":
        return "is no ICC profile"
    size = int.from_bytes(data[:4])
    if size > len(data):
        return f"stops after {len(data):,} of its {size:,} bytes"
    kind, space, connection = data[12:16], data[16:20], data[20:24]
    if kind != b"prtr":
        return f"is the profile {_CLASSES.get(kind, 'of an unknown kind')}, not one of a press"
    if space != b"CMYK":
        return f"is for {space.decode('latin-1').strip()} inks, not for CMYK"
    if connection not in (b"Lab ", b"XYZ "):
        return "does not connect to Lab or XYZ"
    if not 2 <= data[8] <= 4:
        return f"is of version {data[8]}; a PDF takes version 2 and 4"
    return "" if _converts(data) else "is damaged: no colours can be converted with it"


def _converts(data: bytes) -> bool:
    """Whether the colour engine builds both ways from it, and paper comes out lighter than ink."""
    # Only a layout with a profile of its own needs the colour engine while it is read.
    from PIL import Image
    from PIL.ImageCms import ImageCmsProfile, Intent, PyCMSError, buildTransform, createProfile

    try:
        to_ink = buildTransform(
            createProfile("sRGB"), ImageCmsProfile(BytesIO(data)), "RGB", "CMYK", Intent.RELATIVE_COLORIMETRIC
        )
        to_lab = buildTransform(
            ImageCmsProfile(BytesIO(data)), createProfile("LAB"), "CMYK", "LAB", Intent.RELATIVE_COLORIMETRIC
        )
        greys = Image.merge("RGB", [Image.frombytes("L", (2, 1), bytes((0, 255)))] * 3)
        black, white = to_lab.apply(to_ink.apply(greys)).getchannel(0).tobytes()
    except (PyCMSError, OSError, ValueError, TypeError):
        return False
    return bool(white > black)


def _described(data: bytes) -> str:
    from PIL.ImageCms import ImageCmsProfile  # as above

    try:
        name = ImageCmsProfile(BytesIO(data)).profile.profile_description
    except (AttributeError, UnicodeDecodeError):
        return ""
    return (name or "").strip()


def _unread(path: Path, cause: OSError | ValueError, origin: Origin | None) -> Diagnostic:
    if isinstance(cause, FileNotFoundError | NotADirectoryError):
        try:
            names = [p.name for p in path.parent.iterdir() if p.suffix.lower() in (".icc", ".icm")]
        except OSError:
            names = []
        return error("I013", f'profile "{path}" is not there', did_you_mean(path.name, names) or _HINT, origin)
    reason = cause.strerror if isinstance(cause, OSError) and cause.strerror else "the name is not a file name"
    return error("I013", f'profile "{path}" cannot be read: {reason}', _HINT, origin)


def _unfit(path: Path, why: str, origin: Origin | None) -> Diagnostic:
    return error("I014", f'"{path.name}" {why}', _HINT, origin)
