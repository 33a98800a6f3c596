"""Pictures with transparency in, the outline of what they show out: for text that runs round a cut-out.

The outline is two lines, one down each side, through the outermost pixels of every band of rows; it holds everything
that is not transparent. Hollows that open to the left or right are followed, those that open up or down are not: no
line of text could enter them.
"""

import warnings
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pagesetter.images.cache import Cache
from pagesetter.images.kept import probe_key
from pagesetter.images.opened import PictureError, content, damaged, opened
from pagesetter.images.probe import has_alpha, orientation_of
from pagesetter.images.tables import limit, orientation
from pagesetter.images.workers import Workers

if TYPE_CHECKING:
    from PIL.Image import Image

Outline = tuple[tuple[float, float], ...]
"""Corners as fractions of the upright picture, clockwise from the top; empty: nothing in it is transparent."""

_BANDS: Final = 64
"""Bands of rows: on a picture of forty lines of text more than one a line."""
_OPAQUE: Final = 26
"""Alpha of 255 from which a pixel is seen: a tenth."""


def contours(files: Iterable[Path], cache: Path | None = None, workers: Workers | None = None) -> dict[str, Outline]:
    """Outlines by file; what cannot be read is left out: probing it has told why.

    A guarded worker opens what ``cache`` does not know.
    """
    kept = Cache(cache, limit("cache_bytes")) if cache else None
    if workers is None:
        with Workers() as own:
            return _contours(files, kept, own)
    return _contours(files, kept, workers)


def _contours(files: Iterable[Path], cache: Cache | None, workers: Workers) -> dict[str, Outline]:
    found: dict[str, Outline] = {}
    for path in dict.fromkeys(files):
        try:
            data = content(path)
            key = probe_key(b"contour" + data) if cache else ""
            words = cache.find(key) if cache else None
            if words is None:
                words = workers.ask("contour", path.name, data)
                if cache:
                    cache.keep(key, words)
        except PictureError:
            continue
        found[str(path)] = _unpacked(words)
    return found


def contoured(name: str, data: bytes) -> bytes:
    """The outline of the picture ``data`` as words; PictureError when it cannot be used."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as in `probe`
        image, _ = opened(name, data)
        if not has_alpha(image):
            return b""
        try:
            alpha = image.convert("RGBA").getchannel("A")
            turn = orientation(orientation_of(image)).transpose
        except Exception as e:  # decoders fail on damaged data with nearly every exception that there is
            raise damaged(name, image.size, e) from e
    if turn:
        from PIL.Image import Transpose

        alpha = alpha.transpose(Transpose[turn])
    return " ".join(f"{u:.5f} {v:.5f}" for u, v in outline_of(alpha)).encode()


def outline_of(alpha: "Image") -> Outline:
    """The outline of a mask of 8 bits; empty where all of it is seen, or nothing."""
    seen = alpha.point([0] * _OPAQUE + [255] * (256 - _OPAQUE))
    width, height = seen.size
    if seen.getextrema()[0] == 255:
        return ()
    edges = [round(i * height / _BANDS) for i in range(_BANDS + 1)] if height > _BANDS else list(range(height + 1))
    bands = [seen.crop((0, a, width, b)).getbbox() for a, b in pairwise(edges)]
    there = [i for i, box in enumerate(bands) if box]
    if not there:
        return ()
    first, last = there[0], there[-1]
    sides = [(box[0] / width, box[2] / width) if box else None for box in bands[first : last + 1]]
    whole = _bridged(sides)
    heights = [edge / height for edge in edges[first : last + 2]]
    # Each corner lies at the edge of two bands and takes the outer side of both, so that lines between them hold all.
    pairs = [*zip([whole[0], *whole], [*whole, whole[-1]], strict=True)]
    left = [(min(a[0], b[0]), y) for (a, b), y in zip(pairs, heights, strict=True)]
    right = [(max(a[1], b[1]), y) for (a, b), y in zip(pairs, heights, strict=True)]
    return (*_simple(right), *_simple(left)[::-1])


def _bridged(sides: Sequence[tuple[float, float] | None]) -> list[tuple[float, float]]:
    """The sides of every band; one where nothing is seen has those of the last band above it."""
    out: list[tuple[float, float]] = []
    for side in sides:
        out.append(side or out[-1])
    return out


def _simple(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """A line without the points that lie on the straight line between the one before and the one after."""
    out = list(points[:1])
    for point, after in pairwise(points[1:]):
        (x0, y0), (x1, y1), (x2, y2) = out[-1], point, after
        if abs(x0 + (x2 - x0) * (y1 - y0) / (y2 - y0) - x1) > 1e-6:
            out.append(point)
    return [*out, *points[-1:]] if len(points) > 1 else out


def _unpacked(words: bytes) -> Outline:
    values = [float(word) for word in words.decode().split()]
    return tuple(zip(values[::2], values[1::2], strict=True))
