"""Typesets newspaper pages: layout and stories in, press-ready PDF out. The public names, loaded when first asked for.

    from pathlib import Path
    from pagesetter import make_page, make_pdf

    built = make_page(Path("layouts/front.yaml"))
    if built.page is not None:
        pdf, more = make_pdf(built)

Importing this package, or a lower room of it, loads nothing else (PEP 562).
"""

from typing import TYPE_CHECKING

from pagesetter._version import __version__

if TYPE_CHECKING:
    from pagesetter.build import Built as Built
    from pagesetter.build import make_page as make_page
    from pagesetter.build import make_pdf as make_pdf
    from pagesetter.diagnostics import Diagnostic as Diagnostic
    from pagesetter.diagnostics import Origin as Origin
    from pagesetter.diagnostics import Severity as Severity
    from pagesetter.geometry import Rect as Rect
    from pagesetter.model.page import Page as Page
    from pagesetter.model.page import StoryFit as StoryFit
    from pagesetter.model.spec import LayoutSpec as LayoutSpec
    from pagesetter.model.story import Edition as Edition
    from pagesetter.model.story import Story as Story

_HOMES = (
    ("pagesetter.build", ("Built", "make_page", "make_pdf")),
    ("pagesetter.diagnostics", ("Diagnostic", "Origin", "Severity")),
    ("pagesetter.geometry", ("Rect",)),
    ("pagesetter.model.page", ("Page", "StoryFit")),
    ("pagesetter.model.spec", ("LayoutSpec",)),
    ("pagesetter.model.story", ("Edition", "Story")),
)

__all__ = [  # noqa: RUF022 - by room, as above
    "__version__",
    "Built",
    "make_page",
    "make_pdf",
    "Diagnostic",
    "Origin",
    "Severity",
    "Rect",
    "Page",
    "StoryFit",
    "LayoutSpec",
    "Edition",
    "Story",
]


def __getattr__(name: str) -> object:
    for home, names in _HOMES:
        if name in names:
            from importlib import import_module

            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
