"""Picture files with the part to show and its size in, pixels in the inks of the press out.

A picture is decoded (JPEG at a part of its size where that is enough), cropped, resampled to at most the press's
resolution, turned upright and converted once, from its own profile to the press profile (images.separated). What was
converted is kept on disk; what is not there is made by a guarded worker (images.workers).
"""

import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Self

from pagesetter.diagnostics import Diagnostic, Origin, Severity
from pagesetter.geometry import Rect
from pagesetter.images.aim import Aim
from pagesetter.images.cache import Cache
from pagesetter.images.crop import Crop
from pagesetter.images.kept import Made, Seen, key_of, packed, unpacked
from pagesetter.images.opened import PictureError, content
from pagesetter.images.tables import limit
from pagesetter.images.workers import Workers
from pagesetter.records import record

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
    """I001 to I007, I015: it could not be read, the picture is one white pixel; I009, I010: its colours had to be
    assumed; I011, I012: it comes with more ink than the press takes."""


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
    """Every job's picture, in the order of the jobs, made in this process; ``cache`` as for `Converting`."""
    with Converting(dict(enumerate(jobs)), cache, here=True) as pictures:
        return [pictures[i] for i in range(len(pictures))]


class Converting(Mapping[int, PressPicture]):
    """Pictures under way: the work goes on beside the program until a picture is asked for.

    The largest come first. Meant for a ``with`` statement, at whose end all work is done. ``cache``: folder in which
    conversions are kept from run to run; the pictures are the same with and without it. ``workers``: who opens the
    files; None: workers for these pictures alone. ``here``: threads of this process do, without limits on time and
    memory.
    """

    def __init__(
        self,
        jobs: Mapping[int, PictureJob],
        cache: Path | None = None,
        workers: Workers | None = None,
        *,
        here: bool = False,
    ) -> None:
        self._jobs = jobs
        self._cache = Cache(cache, limit("cache_bytes")) if cache else None
        self._own = None if here or workers else Workers()
        self._workers = workers or self._own
        self._pool = ThreadPoolExecutor(max(min(len(jobs), os.cpu_count() or 1), 1))
        self._quiet = warnings.catch_warnings()
        self._made: dict[int, Future[PressPicture]] = {}

    def __enter__(self) -> Self:
        self._quiet.__enter__()
        warnings.simplefilter("ignore")  # for all threads: readers warn of odd metadata, bad data has a code of its own
        for key in sorted(self._jobs, key=lambda k: (-self._jobs[k].width_pt * self._jobs[k].height_pt, k)):
            self._made[key] = self._pool.submit(_press, self._jobs[key], self._workers, self._cache)
        return self

    def __exit__(self, *failure: object) -> None:
        self._pool.shutdown()
        self._quiet.__exit__(None, None, None)
        if self._own:
            self._own.end()
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


def _press(job: PictureJob, workers: Workers | None, cache: Cache | None) -> PressPicture:
    path = Path(job.file)
    try:
        data = content(path)
        key = key_of(data, path.name, job.crop, (job.width_pt, job.height_pt), job.aim) if cache else ""
        kept = cache.find(key) if cache else None
        made = unpacked(kept) if kept else None
        if made is None:
            made = _made(data, job, workers)
            if cache:
                cache.keep(key, packed(made))
    except PictureError as e:
        from PIL import Image

        from pagesetter.images.separated import encoded

        white = encoded(Image.new("L", (1, 1), 255), job.aim.quality)
        return PressPicture(white, 1, 1, 1, False, diagnostics=(e.at(job.origin),))
    found = tuple(_located(seen, job) for seen in made.seen)
    return PressPicture(
        made.data, made.width, made.height, made.components, made.inverted, made.bits, made.filter, found
    )


def _made(data: bytes, job: PictureJob, workers: Workers | None) -> Made:
    from pagesetter.images.separated import Wanted, separated  # a build whose pictures are all kept needs neither

    name, wanted = Path(job.file).name, Wanted(job.crop, job.width_pt, job.height_pt, job.aim)
    if workers is None:
        return separated(name, data, wanted)
    made = unpacked(workers.ask("convert", name, data, wanted))
    assert made is not None  # ours: `separated` made it
    return made


def _located(seen: Seen, job: PictureJob) -> Diagnostic:
    """The finding at the picture's place in the files, and at its spot on the page."""
    rect = None
    if job.frame and seen.spot:
        x, y = job.frame.x + seen.spot[0] * job.frame.w, job.frame.y + seen.spot[1] * job.frame.h
        left, top = max(x - _SPOT_PT, job.frame.x), max(y - _SPOT_PT, job.frame.y)
        rect = Rect(left, top, min(x + _SPOT_PT, job.frame.right) - left, min(y + _SPOT_PT, job.frame.bottom) - top)
    return Diagnostic(seen.code, Severity(seen.severity), seen.message, seen.hint, job.origin, rect=rect)
