"""A converted picture in, its bytes for the cache out, and back; and the key under which the cache has it."""

import zlib
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pagesetter import resources
from pagesetter._version import __version__
from pagesetter.images.aim import Aim
from pagesetter.images.crop import Crop

FILTERS = ("DCTDecode", "FlateDecode")
"""How the pixels are packed, by the names of ISO 32000-1 table 6."""


class Seen(NamedTuple):
    """A finding about a picture, wherever it stands."""

    severity: int
    """A Severity."""
    code: str
    message: str
    hint: str
    spot: tuple[float, float] | None = None
    """Place in the frame, fractions from its top-left; None: the whole picture."""


class Made(NamedTuple):
    """A picture for the press and what was found about it, wherever it stands."""

    data: bytes
    filter: str
    width: int
    height: int
    components: int
    bits: int
    inverted: bool
    seen: tuple[Seen, ...] = ()


def key_of(file: bytes, name: str, crop: Crop, size: tuple[float, float], aim: Aim) -> str:
    """The key of a conversion: everything that it depends on. ``name``: of the file, which findings tell."""
    profile = sha256(aim.profile).hexdigest()
    told = (_program(), name, crop, size, profile, aim._replace(profile=b""))
    return sha256(sha256(file).digest() + repr(told).encode("utf-8", "surrogatepass")).hexdigest()


def probe_key(file: bytes) -> str:
    """The key of what a file is."""
    return sha256(sha256(file).digest() + repr(("probe", _program())).encode("utf-8")).hexdigest()


@cache
def _program() -> tuple[object, ...]:
    """What tells one version of the conversion from another: program, code and profiles as they lie, libraries."""
    from PIL import __version__ as pillow
    from PIL import _imaging

    libraries = (pillow, getattr(_imaging, "jpeglib_version", ""), zlib.ZLIB_RUNTIME_VERSION)
    here, profiles = Path(__file__).parent, resources.data("profiles")
    files = [p for folder in (here, profiles) for p in folder.rglob("*.*") if p.suffix != ".pyc"]
    return (__version__, libraries, tuple(sorted((p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in files)))


def packed(made: Made) -> bytes:
    """The picture as bytes: a line of words, a line of findings in JSON (none: empty), the pixels."""
    words = (made.filter, made.width, made.height, made.components, made.bits, int(made.inverted))
    return f"{' '.join(map(str, words))}\n{_told(made.seen)}\n".encode("ascii") + made.data


def unpacked(content: bytes) -> Made | None:
    """The picture that was packed; None for bytes that are none."""
    try:
        head, told, data = content.split(b"\n", 2)
        packing, *numbers = head.decode("ascii").split(" ")
        width, height, components, bits, inverted = map(int, numbers)
        seen = _heard(told)
    except (ValueError, TypeError):
        return None
    known = packing in FILTERS and components in (1, 4) and bits in (1, 8) and inverted in (0, 1)
    if not known or min(width, height) < 1 or not data:
        return None
    return Made(data, packing, width, height, components, bits, bool(inverted), seen)


def _told(seen: tuple[Seen, ...]) -> str:
    if not seen:
        return ""
    import json  # most pictures have no findings

    return json.dumps(seen, ensure_ascii=True, separators=(",", ":"))


def _heard(told: bytes) -> tuple[Seen, ...]:
    if not told:
        return ()
    import json  # as above

    return tuple(Seen(int(s), str(c), str(m), str(h), tuple(at) if at else None) for s, c, m, h, at in json.loads(told))
