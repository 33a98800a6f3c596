"""A layout's advertisements in, those that print in colour out. Files are read only where two could touch."""

from pathlib import Path
from typing import Final

from pagesetter.desk.view import Advert
from pagesetter.model.spec import LayoutSpec

_PPI: Final = 18.0
"""Enough to see whether there is any colour."""
_FAINT: Final = 8
"""Of 255: less ink than this is none."""
_COLOURED: Final = ("Cyan", "Magenta", "Yellow")


def coloured_adverts(spec: LayoutSpec, cache: Path | None = None) -> frozenset[Advert]:
    """Files (with page) of the advertisements that are in colour; nothing where fewer than two stand on the page.

    A picture is in colour when any of its pixels is, whatever its file could hold; a page of a PDF when its plates show
    anything but black. One that cannot be read was reported before and counts as black.
    """
    adverts = [(area.advert, area.advert_page) for area in spec.areas if area.use == "advert" and area.advert]
    if len(adverts) < 2:
        return frozenset()
    from pagesetter.images.chroma import coloured  # few pages have two advertisements

    keys = sorted(set(adverts))
    pictures = coloured((Path(file) for file, _ in keys if not _is_pdf(file)), cache)
    return frozenset(key for key in keys if (_page(key) if _is_pdf(key[0]) else str(Path(key[0])) in pictures))


def _is_pdf(file: str) -> bool:
    return file.lower().endswith(".pdf")


def _page(key: Advert) -> bool:
    from pagesetter.pdf.opened import run  # as above; a PDF of others is opened by a guarded worker
    from pagesetter.pdf.plates import separate

    made, _ = run(separate, Path(key[0]), _PPI, key[1] - 1)
    if made is None:
        return False
    return any(
        plate.ink not in (*_COLOURED, "Black") or (plate.ink in _COLOURED and max(plate.amounts, default=0) > _FAINT)
        for plate in made.plates
    )
