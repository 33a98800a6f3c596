"""Names of this room's tables in, their rows as typed records out."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from pagesetter import resources
from pagesetter.script.tables import read_table


class Condition(NamedTuple):
    """How pictures are separated for a print condition that ships."""

    profile: str
    """Shipped file of the press profile, for resources.data."""
    intent: int
    """Rendering intent of the ICC: 0 perceptual, 1 relative colorimetric."""
    black_point: bool
    """Whether the colour engine scales blacks."""
    max_ppi: float
    """Pictures are resampled down to this."""
    quality: int
    """JPEG quality, 1..95."""
    ink_warn: float
    """Total ink from which there is a warning; 2.3 is 230 %."""
    ink_fail: float
    """Total ink that the press does not take."""
    sharpen_px: float
    """Radius of sharpening, pixels."""
    sharpen_step: int
    """Levels of 255 below which a difference is not sharpened."""


class Format(NamedTuple):
    """A picture format known by its first bytes."""

    name: str
    offset: int
    signature: bytes
    plugin: str
    """Pillow's name; empty for a format that is not taken."""


class Orientation(NamedTuple):
    """How a stored picture is turned upright."""

    transpose: str
    """Name of Pillow's operation; empty for none."""
    x: str
    """Stored coordinate that the upright x is: u or v, with - when counted from the far edge."""
    y: str
    """The same for the upright y."""


def _rows(name: str) -> list[dict[str, str]]:
    return list(read_table(Path(__file__).parent / "data" / f"{name}.tsv"))


@cache
def condition(name: str) -> Condition:
    """The print condition of that name; KeyError when there is none (layouts are checked before)."""
    for row in read_table(resources.data("profiles/conditions.tsv")):
        if row["name"] == name:
            return Condition(
                f"profiles/{row['file']}",
                int(row["intent"]),
                row["black_point"] == "yes",
                float(row["max_ppi"]),
                int(row["quality"]),
                float(row["ink_warn"]) / 100,
                float(row["ink_fail"]) / 100,
                float(row["sharpen_px"]),
                int(row["sharpen_step"]),
            )
    raise KeyError(name)


@cache
def limit(name: str) -> int:
    """A limit of data/limits.tsv."""
    return next(int(row["value"]) for row in _rows("limits") if row["limit"] == name)


@cache
def formats() -> tuple[Format, ...]:
    """All known formats."""
    return tuple(Format(r["format"], int(r["offset"]), bytes.fromhex(r["hex"]), r["plugin"]) for r in _rows("formats"))


@cache
def orientation(value: int) -> Orientation:
    """The turn for an EXIF orientation; values outside the standard count as upright."""
    rows = {int(r["value"]): Orientation(r["transpose"], r["x"], r["y"]) for r in _rows("orientations")}
    return rows.get(value, rows[1])
