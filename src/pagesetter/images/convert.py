"""Picture files with the part to show and its size in, pixels in the inks of the press out.

A picture is decoded (JPEG at a part of its size where that is enough), cropped, resampled to at most the press's
resolution, turned upright and converted once, from its own profile to the press profile.

- Colour becomes four components, DeviceCMYK. The JPEG holds the samples inverted, as Adobe's applications write CMYK
  JPEGs and as Pillow does: ``inverted`` is True and the PDF image wants ``/Decode [1 0 1 0 1 0 1 0]``. Chroma is never
  subsampled: in a CMYK JPEG that would halve M, Y and K themselves.
- Grey (also colour files without any colour in them) becomes one component, DeviceGray, which prints on K alone:
  plates out of register cannot tint it. Line art of one bit stays so, at its own resolution.
- Transparency is laid on paper white.
- No picture has more ink than the aim allows, or it is reported, as the aim says.
"""

import os
import warnings
import zlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

from pagesetter.diagnostics import Diagnostic, Origin, Severity
from pagesetter.geometry import Rect
from pagesetter.images.aim import Aim
from pagesetter.images.cache import Cache
from pagesetter.images.crop import Crop
from pagesetter.images.kept import Made, Seen, key_of, packed, unpacked
from pagesetter.images.probe import PictureError, content, damaged, opened
from pagesetter.images.tables import limit
from pagesetter.records import record

if TYPE_CHECKING:
    from PIL.Image import Image

    from pagesetter.images.colour import Transforms
    from pagesetter.images.inks import Heavy

_NEUTRAL_TOLERANCE = 2
"""Levels of 255 by which the channels of a grey picture saved as RGB may differ."""
_SPOT_PT = 6.0
"""Half the side of the square that marks the worst place of a picture."""


@record
class PictureJob:
    """One picture as a page wants it."""

    file: str
    crop: Crop
    """Fractions of the upright picture."""
    width_pt: float
    height_pt: float
    aim: Aim
    origin: Origin | None = None
    frame: Rect | None = None
    """Where it stands on the page, for findings about a part of it."""


@record
class PressPicture:
    """A picture as it goes into the PDF."""

    data: bytes
    """Baseline JPEG without any metadata, or rows of one-bit pixels (0 is black) deflated."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    components: int
    """4 (DeviceCMYK) or 1 (DeviceGray)."""
    inverted: bool
    """Whether 0 in the JPEG is full ink for CMYK (needs /Decode); grey is never inverted."""
    bits: int = 8
    """8, or 1 for line art."""
    filter: str = "DCTDecode"
    """Name of the PDF filter: DCTDecode or FlateDecode."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """I001 to I007: it could not be read, the picture is one white pixel; I009, I010: its colours had to be assumed;
    I011, I012: it comes with more ink than the press takes."""


def press_picture(
    file: str,
    crop: Crop,
    width_pt: float,
    height_pt: float,
    aim: Aim,
    origin: Origin | None = None,
) -> PressPicture:
    """The part ``crop`` (fractions of the upright picture) of ``file`` for a frame of the given size."""
    return press_pictures([PictureJob(file, crop, width_pt, height_pt, aim, origin)])[0]


def press_pictures(jobs: Iterable[PictureJob], cache: Path | None = None) -> list[PressPicture]:
    """Every job's picture, in the order of the jobs; ``cache`` as for `Converting`."""
    with Converting(dict(enumerate(jobs)), cache) as pictures:
        return [pictures[i] for i in range(len(pictures))]


class Converting(Mapping[int, PressPicture]):
    """Pictures under way: the work goes on in threads (Pillow runs outside the lock) until a picture is asked for.

    The largest come first. Meant for a ``with`` statement, at whose end all work is done. ``cache``: folder in which
    conversions are kept from run to run; the pictures are the same with and without it.
    """

    def __init__(self, jobs: Mapping[int, PictureJob], cache: Path | None = None) -> None:
        self._jobs = jobs
        self._cache = Cache(cache, limit("cache_bytes")) if cache else None
        self._pool = ThreadPoolExecutor(max(min(len(jobs), os.cpu_count() or 1), 1))
        self._quiet = warnings.catch_warnings()
        self._made: dict[int, Future[PressPicture]] = {}

    def __enter__(self) -> Self:
        self._quiet.__enter__()
        warnings.simplefilter("ignore")  # for all threads: readers warn of odd metadata, bad data has a code of its own
        works = _Works()
        for key in sorted(self._jobs, key=lambda k: (-self._jobs[k].width_pt * self._jobs[k].height_pt, k)):
            self._made[key] = self._pool.submit(_press, self._jobs[key], works, self._cache)
        return self

    def __exit__(self, *failure: object) -> None:
        self._pool.shutdown()
        self._quiet.__exit__(None, None, None)
        if self._cache:
            self._cache.tidy()

    def __getitem__(self, key: int) -> PressPicture:
        return self._made[key].result()

    def __contains__(self, key: object) -> bool:
        return key in self._jobs  # Mapping's own would wait for the picture

    def __iter__(self) -> Iterator[int]:
        return iter(self._jobs)

    def __len__(self) -> int:
        return len(self._jobs)


class _Works:
    """The colour works of a run, set up by the first picture that no cache has."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._transforms: Transforms | None = None

    def transforms(self) -> "Transforms":
        """The transforms that all pictures share."""
        with self._lock:
            if self._transforms is None:
                from pagesetter.images.colour import Transforms  # takes loading, and a warm build needs none

                self._transforms = Transforms()
            return self._transforms


def _press(job: PictureJob, works: _Works, cache: Cache | None) -> PressPicture:
    path = Path(job.file)
    try:
        data = content(path, job.origin)
        key = key_of(data, path.name, job.crop, (job.width_pt, job.height_pt), job.aim) if cache else ""
        kept = cache.find(key) if cache else None
        made = unpacked(kept) if kept else None
        if made is None:
            made = _made(data, job, works)
            if cache:
                cache.keep(key, packed(made))
    except PictureError as e:
        from PIL import Image

        white = _encoded(Image.new("L", (1, 1), 255), job.aim.quality)
        return PressPicture(white, 1, 1, 1, False, diagnostics=(e.finding,))
    found = tuple(_located(seen, job) for seen in made.seen)
    return PressPicture(
        made.data, made.width, made.height, made.components, made.inverted, made.bits, made.filter, found
    )


def _located(seen: Seen, job: PictureJob) -> Diagnostic:
    """The finding at the picture's place in the files, and at its spot on the page."""
    rect = None
    if job.frame and seen.spot:
        x, y = job.frame.x + seen.spot[0] * job.frame.w, job.frame.y + seen.spot[1] * job.frame.h
        left, top = max(x - _SPOT_PT, job.frame.x), max(y - _SPOT_PT, job.frame.y)
        rect = Rect(left, top, min(x + _SPOT_PT, job.frame.right) - left, min(y + _SPOT_PT, job.frame.bottom) - top)
    return Diagnostic(seen.code, Severity(seen.severity), seen.message, seen.hint, job.origin, rect=rect)


def _made(data: bytes, job: PictureJob, works: _Works) -> Made:
    from pagesetter.images.pixels import pixels

    path = Path(job.file)
    image, _ = opened(path, job.origin, data)
    profile = image.info.get("icc_profile")
    try:
        part = pixels(image, job.crop, job.width_pt, job.height_pt, job.aim.max_ppi)
    except Exception as e:  # decoders fail on damaged data with nearly every exception that there is
        raise damaged(path, e, job.origin) from e
    if part.mode == "1":
        return Made(zlib.compress(part.tobytes()), "FlateDecode", *part.size, 1, 1, False)
    return _separated(part, profile, job, works)


def _separated(part: "Image", profile: bytes | None, job: PictureJob, works: _Works) -> Made:
    from pagesetter.images.colour import grey_curve, source

    aim = job.aim
    where, broken = source(profile, part.mode)
    seen = _assumed(Path(job.file).name, broken, where.profile == b"", part.mode)
    if part.mode == "L" or (part.mode == "RGB" and _neutral(part)):
        grey = _as_asked(part if part.mode == "L" else part.getchannel(1), aim)
        grey = grey.point(grey_curve(where, aim))
        return Made(_encoded(grey, aim.quality), "DCTDecode", *grey.size, 1, 8, False, seen)
    transform = works.transforms().to_press(where, aim)
    asked = _as_asked(part, aim)
    inks = transform.apply(asked) if transform else asked
    inks, more = _within(inks, part, job, separated=transform is not None)
    return Made(_encoded(inks, aim.quality), "DCTDecode", *inks.size, 4, 8, True, seen + more)


def _as_asked(image: "Image", aim: Aim) -> "Image":
    if not aim.curve and aim.sharpen <= 0:
        return image
    from pagesetter.images.tones import toned

    return toned(image, aim)


def _within(inks: "Image", came: "Image", job: PictureJob, *, separated: bool) -> tuple["Image", tuple[Seen, ...]]:
    """The inks with no more than the aim allows, and what there is to say about them.

    ``came``: the picture before it was converted; ``separated``: whether the press profile made the inks.
    """
    from pagesetter.images.inks import TOLERANCE, heavy, lightened

    aim, own = job.aim, came.mode == "CMYK"
    printed = heavy(inks, aim.ink_warn)
    supplied = heavy(came, aim.ink_warn) if own and separated else printed if own else None
    worst = supplied or printed
    if worst is None:
        return inks, ()
    if aim.refuse:
        severity = Severity.ERROR if worst.most > aim.ink_fail + TOLERANCE else Severity.WARNING
        hint = 'separate it anew for this press, or let the layout ask for "cmyk: convert" under "pictures"'
        return inks, (Seen(severity, "I011", _heavy_words(worst, job), hint, (worst.x, worst.y)),)
    if printed:
        from pagesetter.images.colour import through_press

        inks = lightened(inks, aim.ink_warn, None if separated else through_press(aim))
    if supplied is None:  # ours to keep the limit
        return inks, ()
    message = f"{_heavy_words(supplied, job)}; it is brought under that"
    return inks, (Seen(Severity.NOTE, "I012", message, "", (supplied.x, supplied.y)),)


def _heavy_words(worst: "Heavy", job: PictureJob) -> str:
    across, down = worst.x * job.width_pt / 72 * 25.4, worst.y * job.height_pt / 72 * 25.4
    limits = f"{job.aim.ink_warn * 100:.0f} %"
    if job.aim.refuse and job.aim.ink_fail > job.aim.ink_warn:
        limits += f" (an error over {job.aim.ink_fail * 100:.0f} %)"
    return (
        f'picture "{Path(job.file).name}" has {worst.most * 100:.0f} % of ink {across:.0f} mm from its left and '
        f"{down:.0f} mm from its top, and {_share(worst.share)} of it is over the limit of {limits}"
    )


def _share(part: float) -> str:
    return f"{part * 100:.0f} %" if part >= 0.01 else "under 1 %"


def _assumed(name: str, broken: bool, assumed: bool, mode: str) -> tuple[Seen, ...]:
    instead = "the coated condition" if mode == "CMYK" else "sRGB"
    if broken:
        message = f'the colour profile of picture "{name}" is broken or not for its pixels; {instead} is taken instead'
        return (Seen(Severity.NOTE, "I009", message, "save the picture with its right profile"),)
    if assumed and mode == "CMYK":
        message = f'CMYK picture "{name}" carries no colour profile; {instead} is taken as its source'
        return (Seen(Severity.NOTE, "I010", message, "embed the profile that it was separated for"),)
    return ()


def _neutral(image: "Image") -> bool:
    """Whether an RGB picture has no colour: every pixel's channels agree within the tolerance."""
    from PIL import ImageChops
    from PIL.Image import Resampling

    # A glance at a small copy settles it for nearly every colour picture.
    for sample in (image.resize((32, 32), Resampling.NEAREST), image):
        red, green, blue = sample.split()
        for other in (red, blue):
            if any(ImageChops.difference(green, other).histogram()[_NEUTRAL_TOLERANCE + 1 :]):
                return False
    return True


class _Jpeg(BytesIO):
    """A file in memory whose name tells Pillow the format; told outright, it would load five more formats first."""

    name = "picture.jpg"


def _encoded(image: "Image", quality: int) -> bytes:
    image.info.clear()  # comments and profiles of the source do not travel along
    out = _Jpeg()
    image.save(out, quality=quality, subsampling=0)
    return out.getvalue()
