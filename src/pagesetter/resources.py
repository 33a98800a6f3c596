"""Names of shipped files in, their paths out: fonts, profiles and the built-in style sheet.

In the wheel everything lies under ``pagesetter/_data``; in a checkout the fonts stay in the top-level ``fonts/``.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def data(name: str) -> Path:
    """Path of a shipped data file, e.g. ``profiles/newsprint.icc``."""
    return _PACKAGE / "_data" / name


def fonts_folder() -> Path:
    """Folder of the shipped fonts."""
    packed = _PACKAGE / "_data" / "fonts"
    return packed if packed.is_dir() else _PACKAGE.parents[1] / "fonts"
