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
    from pagesetter.lines.breaks import levels_of as levels_of
    from pagesetter.lines.cast import advances as advances
    from pagesetter.lines.cast import break_opportunities as break_opportunities
    from pagesetter.lines.cast import set_text as set_text
    from pagesetter.lines.cast import text_style as text_style
    from pagesetter.lines.plain import PlainShaper as PlainShaper
    from pagesetter.model.cast import Advance as Advance
    from pagesetter.model.cast import BreakPlace as BreakPlace
    from pagesetter.model.cast import GapSet as GapSet
    from pagesetter.model.cast import SetLine as SetLine
    from pagesetter.model.cast import SetText as SetText
    from pagesetter.model.fits import StoryFit as StoryFit
    from pagesetter.model.page import Page as Page
    from pagesetter.model.spec import LayoutSpec as LayoutSpec
    from pagesetter.model.story import Edition as Edition
    from pagesetter.model.story import Story as Story

_HOMES = (
    ("pagesetter.build", ("Built", "make_page", "make_pdf")),
    ("pagesetter.diagnostics", ("Diagnostic", "Origin", "Severity")),
    ("pagesetter.geometry", ("Rect",)),
    ("pagesetter.lines.breaks", ("levels_of",)),
    ("pagesetter.lines.cast", ("advances", "break_opportunities", "set_text", "text_style")),
    ("pagesetter.lines.plain", ("PlainShaper",)),
    ("pagesetter.model.cast", ("Advance", "BreakPlace", "GapSet", "SetLine", "SetText")),
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
    "levels_of",
    "advances",
    "break_opportunities",
    "set_text",
    "text_style",
    "PlainShaper",
    "Advance",
    "BreakPlace",
    "GapSet",
    "SetLine",
    "SetText",
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
