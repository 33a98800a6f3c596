"""A layout's advertisements in, those that print in colour out. Files are read only where two could touch."""

from pathlib import Path
from typing import Final

from pagesetter.desk.view import Advert
from pagesetter.model.spec import LayoutSpec

_GREY: Final = frozenset({"1", "L", "LA", "La", "I", "I;16", "I;16B", "I;16L", "F"})
"""Pixel layouts of pictures that print in black alone."""
_PPI: Final = 18.0
"""Enough to see whether there is any colour."""
_FAINT: Final = 8
"""Of 255: less ink than this is none."""
_COLOURED: Final = ("Cyan", "Magenta", "Yellow")


def coloured_adverts(spec: LayoutSpec, cache: Path | None = None) -> frozenset[Advert]:
    """Files (with page) of the advertisements that are in colour; nothing where fewer than two stand on the page.

    A picture is in colour when its pixels are; a page of a PDF when its plates show anything but black. One that cannot
    be read was reported before and counts as black.
    """
    adverts = [(area.advert, area.advert_page) for area in spec.areas if area.use == "advert" and area.advert]
    if len(adverts) < 2:
        return frozenset()
    return frozenset(
        key for key in sorted(set(adverts)) if (_page if key[0].lower().endswith(".pdf") else _picture)(key, cache)
    )


def _picture(key: Advert, cache: Path | None) -> bool:
    from pagesetter.images.probe import probes  # few pages have two advertisements

    ((found, _),) = probes([(Path(key[0]), None)], cache)
    return found is not None and found.mode not in _GREY


def _page(key: Advert, cache: Path | None) -> bool:
    from pagesetter.pdf.opened import run  # as above; a PDF of others is opened by a guarded worker
    from pagesetter.pdf.plates import separate

    made, _ = run(separate, Path(key[0]), _PPI, key[1] - 1)
    if made is None:
        return False
    return any(
        plate.ink not in (*_COLOURED, "Black") or (plate.ink in _COLOURED and max(plate.amounts, default=0) > _FAINT)
        for plate in made.plates
    )
