"""Picture files in, those that show any colour out, by their pixels: greys saved as RGB or CMYK are none."""

import warnings
from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pagesetter.images.cache import Cache
from pagesetter.images.kept import probe_key
from pagesetter.images.opened import PictureError, content, damaged, opened
from pagesetter.images.tables import limit
from pagesetter.images.workers import Workers

if TYPE_CHECKING:
    from PIL.Image import Image

_WHOLE: Final = (0.0, 0.0, 1.0, 1.0)
_SIDE: Final = 400
"""Pixels of the longer side that are looked at: a spot of a quarter of a percent of it still shows."""
_FAINT: Final = MappingProxyType({"RGB": 16, "CMYK": 32, "LAB": 8})
"""Chroma that nobody notices: of 255, the spread of the channels of RGB, also of inks as they mix (a grey of four inks
holds more cyan than magenta and yellow); of Lab the distance from neutral."""


def coloured(files: Iterable[Path], cache: Path | None = None, workers: Workers | None = None) -> frozenset[str]:
    """Paths of the pictures with a pixel of noticeable colour; what cannot be read has none: probing it tells why.

    A guarded worker opens what ``cache`` does not know.
    """
    kept = Cache(cache, limit("cache_bytes")) if cache else None
    if workers is None:
        with Workers() as own:
            return _coloured(files, kept, own)
    return _coloured(files, kept, workers)


def _coloured(files: Iterable[Path], cache: Cache | None, workers: Workers) -> frozenset[str]:
    found = set()
    for path in dict.fromkeys(files):
        try:
            data = content(path)
            key = probe_key(b"chroma" + data) if cache else ""
            words = cache.find(key) if cache else None
            if words is None:
                words = workers.ask("chroma", path.name, data)
                if cache:
                    cache.keep(key, words)
        except PictureError:
            continue
        if words == b"1":
            found.add(str(path))
    return frozenset(found)


def chroma(name: str, data: bytes) -> bytes:
    """1 for a picture with colour, 0 for one without; PictureError when it cannot be used."""
    from pagesetter.images.pixels import pixels  # few pictures are asked

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as in `probe`
        image, _ = opened(name, data)
        try:
            small = pixels(image, _WHOLE, float(_SIDE), float(_SIDE), 72.0)
        except Exception as e:  # decoders fail on damaged data with nearly every exception that there is
            raise damaged(name, image.size, e) from e
    return b"1" if has_colour(small) else b"0"


def has_colour(image: "Image") -> bool:
    """Whether any pixel of a picture of 1, L, RGB, CMYK or LAB has more chroma than nobody notices."""
    from PIL import ImageChops

    faint = _FAINT.get(image.mode)
    if faint is None:
        return False
    if image.mode == "LAB":  # 0 is neutral, 255 one below it
        return any(any(band.histogram()[faint + 1 : 256 - faint]) for band in image.split()[1:])
    red, green, blue = image.convert("RGB").split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    return any(ImageChops.subtract(most, least).histogram()[faint + 1 :])
