"""An open PDF in, what each page paints out: the interpreter of content streams, from the page down.

Follows forms, patterns, Type 3 glyphs and the appearances of annotations that print. Hidden layers count as shown,
because the next program may show them. Needs pikepdf, which nothing else on the way to a page loads.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pagesetter.pdf import reading
from pagesetter.pdf.boxes import frame
from pagesetter.pdf.matrix import Matrix, image_of, times
from pagesetter.pdf.painted import Sheet, Walked, overlap
from pagesetter.pdf.state import NOWHERE, Collector, Enough, Run, State
from pagesetter.pdf.values import box, entry, inherited, items, matrix, name, whole

if TYPE_CHECKING:
    from pikepdf import Pdf

_HIDDEN, _PRINT = 2, 4
"""Bits of an annotation's flags (ISO 32000-1, table 165)."""


def walk(pdf: "Pdf") -> Iterator[Walked]:
    """Every page of the document, in order."""
    for number, page in enumerate(pdf.pages, 1):
        yield walk_page(page.obj, number)


def walk_page(page: Any, number: int) -> Walked:
    """What one page paints. ``page``: its dictionary; ``number``: 1-based. Never raises for what the page holds."""
    sheet, ctm = frame(page, number)
    to = Collector(number)
    shown = sheet.media if sheet.crop is None else overlap(sheet.media, sheet.crop) or NOWHERE
    run = Run(to, inherited(page, "/Resources"), State(ctm, shown), ctm)
    try:
        if entry(page, "/Contents") is not None:
            reading.read(run, page)
        if run.stack:
            to.fault("q without Q")
        _annotations(to, page, sheet, ctm)
    except Enough:
        pass  # the fault is noted
    except RecursionError:
        to.fault("it is nested too deep")
    group = entry(page, "/Group")
    space = entry(group, "/CS")
    named = name(space) or (name(items(space)[0]) if items(space) else "")
    group_space = named or ("none" if name(entry(group, "/S")) == "Transparency" else "")
    return Walked(sheet, tuple(to.objects), tuple(sorted(to.operators.items())), tuple(to.faults), group_space)


def _annotations(to: Collector, page: Any, sheet: Sheet, ctm: Matrix) -> None:
    """The appearances of annotations that print (ISO 32000-1, 12.5.5)."""
    for one in items(entry(page, "/Annots")):
        flags = whole(entry(one, "/F"))
        if flags & _HIDDEN or not flags & _PRINT:
            continue
        stream = entry(entry(one, "/AP"), "/N")
        state = name(entry(one, "/AS"))
        stream = entry(stream, f"/{state}") if state and entry(stream, "/BBox") is None else stream
        bounds, target = box(entry(stream, "/BBox")), box(entry(one, "/Rect"))
        if stream is None or bounds is None or target is None:
            continue
        own = matrix(entry(stream, "/Matrix"))
        made = image_of(own, *bounds)
        if not made.w or not made.h:
            continue
        sx, sy = (target[2] - target[0]) / made.w, (target[3] - target[1]) / made.h
        fit: Matrix = (sx, 0, 0, sy, target[0] - made.x * sx, target[1] - made.y * sy)
        base = times(times(own, fit), ctm)
        run = Run(to, None, State(ctm, sheet.media), ctm)
        reading.inner(run, stream, base, f"annotation {name(entry(one, '/Subtype'))}".strip())
