"""Picture files with the part to show and its size in, JPEG pixels in the inks of the press out.

A picture is decoded (JPEG at a part of its size where that is enough), cropped, resampled to at most the condition's
resolution, turned upright and converted once, from its own profile to the press profile.

- Colour becomes four components, DeviceCMYK. The JPEG holds the samples inverted, as Adobe's applications write CMYK
  JPEGs and as Pillow does: ``inverted`` is True and the PDF image wants ``/Decode [1 0 1 0 1 0 1 0]``. Chroma is never
  subsampled: in a CMYK JPEG that would halve M, Y and K themselves.
- Grey (also colour files without any colour in them) becomes one component, DeviceGray, which prints on K alone:
  plates out of register cannot tint it.
- Transparency is laid on paper white.
"""

import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pagesetter.diagnostics import Diagnostic, Origin, note
from pagesetter.images.colour import Transforms, grey_curve, source
from pagesetter.images.crop import Crop
from pagesetter.images.probe import PictureError, damaged, has_alpha, opened, orientation_of
from pagesetter.images.tables import condition, orientation
from pagesetter.records import record

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

_REDUCING_GAP = 2.0
"""A cheap reduction may come first as long as it leaves twice the pixels wanted; Pillow's own choice for thumbnails."""
_NEUTRAL_TOLERANCE = 2
"""Levels of 255 by which the channels of a grey picture saved as RGB may differ."""


@record
class PictureJob:
    """One picture as a page wants it."""

    file: str
    crop: Crop
    width_pt: float
    height_pt: float
    condition: str
    origin: Origin | None = None


@record
class PressPicture:
    """A picture as it goes into the PDF."""

    jpeg: bytes
    """Baseline JPEG without any metadata."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    components: int
    """4 (DeviceCMYK) or 1 (DeviceGray)."""
    inverted: bool
    """Whether 0 in the JPEG is full ink for CMYK (needs /Decode); grey is never inverted."""
    bits: int = 8
    diagnostics: tuple[Diagnostic, ...] = ()
    """I001 to I007: it could not be read, the picture is one white pixel; I009, I010: its colours had to be assumed."""


def press_picture(
    file: str,
    crop: Crop,
    width_pt: float,
    height_pt: float,
    condition: str,
    origin: Origin | None = None,
) -> PressPicture:
    """The part ``crop`` (fractions of the upright picture) of ``file`` for a frame of the given size and condition."""
    return press_pictures([PictureJob(file, crop, width_pt, height_pt, condition, origin)])[0]


def press_pictures(jobs: Iterable[PictureJob]) -> list[PressPicture]:
    """Every job's picture, in the order of the jobs."""
    with Converting(dict(enumerate(jobs))) as pictures:
        return [pictures[i] for i in range(len(pictures))]


class Converting(Mapping[int, PressPicture]):
    """Pictures under way: the work goes on in threads (Pillow runs outside the lock) until a picture is asked for.

    The largest come first. Meant for a ``with`` statement, at whose end all work is done.
    """

    def __init__(self, jobs: Mapping[int, PictureJob]) -> None:
        self._jobs = jobs
        self._pool = ThreadPoolExecutor(max(min(len(jobs), os.cpu_count() or 1), 1))
        self._quiet = warnings.catch_warnings()
        self._made: dict[int, Future[PressPicture]] = {}

    def __enter__(self) -> Self:
        self._quiet.__enter__()
        warnings.simplefilter("ignore")  # for all threads: readers warn of odd metadata, bad data has a code of its own
        transforms = Transforms()
        for key in sorted(self._jobs, key=lambda k: (-self._jobs[k].width_pt * self._jobs[k].height_pt, k)):
            self._made[key] = self._pool.submit(_press, self._jobs[key], transforms)
        return self

    def __exit__(self, *failure: object) -> None:
        self._pool.shutdown()
        self._quiet.__exit__(None, None, None)

    def __getitem__(self, key: int) -> PressPicture:
        return self._made[key].result()

    def __contains__(self, key: object) -> bool:
        return key in self._jobs  # Mapping's own would wait for the picture

    def __iter__(self) -> Iterator[int]:
        return iter(self._jobs)

    def __len__(self) -> int:
        return len(self._jobs)


def _press(job: PictureJob, transforms: Transforms) -> PressPicture:
    path = Path(job.file)
    try:
        image, _ = opened(path, job.origin)
        profile = image.info.get("icc_profile")
        try:
            part = _part(image, job)
        except Exception as e:  # decoders fail on damaged data with nearly every exception that there is
            raise damaged(path, e, job.origin) from e
    except PictureError as e:
        white = _encoded(_blank(), condition(job.condition).quality)
        return PressPicture(white, 1, 1, 1, False, diagnostics=(e.finding,))
    return _separated(part, profile, job, transforms)


def _separated(part: "Image", profile: bytes | None, job: PictureJob, transforms: Transforms) -> PressPicture:
    aim = condition(job.condition)
    where, broken = source(profile, part.mode)
    findings = _findings(Path(job.file).name, broken, where.profile == b"", part.mode, job.origin)
    if part.mode == "L" or (part.mode == "RGB" and _neutral(part)):
        grey = part if part.mode == "L" else part.getchannel(1)
        grey = grey.point(grey_curve(where, job.condition))
        return PressPicture(_encoded(grey, aim.quality), *grey.size, 1, False, diagnostics=findings)
    transform = transforms.to_press(where, job.condition)
    inks = transform.apply(part) if transform else part
    return PressPicture(_encoded(inks, aim.quality), *inks.size, 4, True, diagnostics=findings)


def _findings(name: str, broken: bool, assumed: bool, mode: str, origin: Origin | None) -> tuple[Diagnostic, ...]:
    instead = "the coated condition" if mode == "CMYK" else "sRGB"
    if broken:
        message = f'the colour profile of picture "{name}" is broken or not for its pixels; {instead} is taken instead'
        return (note("I009", message, "save the picture with its right profile", origin),)
    if assumed and mode == "CMYK":
        message = f'CMYK picture "{name}" carries no colour profile; {instead} is taken as its source'
        return (note("I010", message, "embed the profile that it was separated for", origin),)
    return ()


def _part(image: "ImageFile", job: PictureJob) -> "Image":
    """The wanted part, upright, at most at the condition's resolution, as L, RGB, CMYK or LAB."""
    from PIL.Image import Resampling, Transpose

    turn = orientation(orientation_of(image))
    left, top, right, bottom = stored_crop(job.crop, turn.x, turn.y)
    frame = (job.width_pt, job.height_pt)
    if "v" in turn.x:
        frame = (job.height_pt, job.width_pt)
    full = image.size
    ppi = condition(job.condition).max_ppi
    wide, high = full[0] * (right - left), full[1] * (bottom - top)
    scale = min(1.0, frame[0] / 72 * ppi / wide, frame[1] / 72 * ppi / high)
    if scale * _REDUCING_GAP < 1:
        # Only JPEG can do this: the decoder leaves out what an eighth, quarter or half of the size does not need.
        image.draft(None, (round(full[0] * scale * _REDUCING_GAP) or 1, round(full[1] * scale * _REDUCING_GAP) or 1))
    image.load()
    plain = _plain(image)
    w, h = plain.size
    box = (left * w, top * h, right * w, bottom * h)
    if scale < 1:
        size = (max(1, int(wide * scale + 1e-6)), max(1, int(high * scale + 1e-6)))
        plain = plain.resize(size, Resampling.LANCZOS, box=box, reducing_gap=_REDUCING_GAP)
    else:
        x, y = min(round(box[0]), w - 1), min(round(box[1]), h - 1)
        edges = (x, y, max(round(box[2]), x + 1), max(round(box[3]), y + 1))
        if edges != (0, 0, w, h):
            plain = plain.crop(edges)
    return plain.transpose(Transpose[turn.transpose]) if turn.transpose else plain


def stored_crop(crop: Crop, x: str, y: str) -> Crop:
    """The crop of the upright picture as fractions of the stored one.

    ``x``, ``y``: which stored coordinate (u, v) the upright ones are, with - when counted from the far edge.
    """
    spans = {}
    for axis, (low, high) in ((x, (crop[0], crop[2])), (y, (crop[1], crop[3]))):
        spans[axis[-1]] = (1 - high, 1 - low) if axis[0] == "-" else (low, high)
    return (spans["u"][0], spans["v"][0], spans["u"][1], spans["v"][1])


def _plain(image: "ImageFile") -> "Image":
    """The pixels as L, RGB, CMYK or LAB of 8 bits, transparency on white."""
    from PIL import Image

    if image.mode in ("L", "RGB", "CMYK", "LAB") and not has_alpha(image):
        return image
    if image.mode.startswith("I"):
        return _eight_bits(image)
    if not has_alpha(image):
        return image.convert("L" if image.mode == "1" else "RGB")
    grey = image.mode in ("1", "L", "LA", "La")
    over = image.convert("LA" if grey and "transparency" not in image.info else "RGBA")
    paper = Image.new("L" if over.mode == "LA" else "RGB", image.size, "white")
    paper.paste(over.convert(paper.mode), mask=over.getchannel("A"))
    return paper.getchannel(0) if grey and paper.mode == "RGB" else paper


def _eight_bits(image: "Image") -> "Image":
    """16-bit grey as L, each value rounded to its nearest of 256."""
    # On "I" point() takes a factor and an offset only; convert("L") alone would clip instead of scaling.
    return image.convert("I").point(lambda v: v * (1 / 257) + 0.5).convert("L")


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


def _blank() -> "Image":
    from PIL import Image

    return Image.new("L", (1, 1), 255)


class _Jpeg(BytesIO):
    """A file in memory whose name tells Pillow the format; told outright, it would load five more formats first."""

    name = "picture.jpg"


def _encoded(image: "Image", quality: int) -> bytes:
    image.info.clear()  # comments and profiles of the source do not travel along
    out = _Jpeg()
    image.save(out, quality=quality, subsampling=0)
    return out.getvalue()
