"""A family's name in, the font files that the installed optional extras bring for it out (``extras.tsv``).

An extra such as ``pagesetter[ja]`` is a set of font packages. Their files are found by the import system and never
imported, and nothing is looked for before a style asks for a family that is not among the shipped fonts.
"""

from functools import cache
from pathlib import Path

from pagesetter.records import record


@record
class ExtraFont:
    """A font file that an extra brings."""

    extra: str
    """Name of the extra, e.g. ``ja``."""
    family: str
    weights: str
    """The weight of a static font, or the range of a variable one, e.g. ``100-900``."""
    distribution: str
    """What pip installs."""
    package: str
    """Import name of the package that holds the file."""
    file: str
    """Path inside the package."""


@record
class Extra:
    """An optional set of fonts, e.g. ``pagesetter[ja]``."""

    name: str
    families: tuple[str, ...]
    """Families that it brings."""
    absent: tuple[str, ...]
    """Those of them that are not installed."""
    command: str
    """What to type to get it."""


@cache
def extra_fonts() -> tuple[ExtraFont, ...]:
    """Every row of the table."""
    text = Path(__file__).with_name("extras.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(ExtraFont(**dict(zip(rows[0], row, strict=True))) for row in rows[1:])


def installed(font: ExtraFont) -> Path | None:
    """The font's file, None when its package is not installed.

    The import system only says where the package would be loaded from: what the package itself imports is not paid for.
    """
    from importlib.util import find_spec  # here: pages in the shipped fonts never come by

    try:
        spec = find_spec(font.package)
    except (ImportError, ValueError):
        return None
    folders = spec.submodule_search_locations if spec else None
    files = (Path(folder, font.file) for folder in folders or ())
    return next((path for path in files if path.is_file()), None)


def pip_command(extra: str) -> str:
    """What to type to get an extra."""
    return f"pip install 'pagesetter[{extra}]'"
