"""Diagnostics, copyfit and pages in, plain JSON values out: the machine's form of every report.

All lengths are points from the trim's top-left, y downward; a rectangle is ``{"x", "y", "w", "h"}``.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from pagesetter.diagnostics import Diagnostic, in_order
from pagesetter.geometry import Rect
from pagesetter.model.fits import Cure, StoryFit
from pagesetter.model.page import Page
from pagesetter.reporting.cures import cure_words

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
"""Anything that JSON can say."""


def rect_form(rect: Rect) -> Json:
    """A rectangle, rounded to a thousandth of a point."""
    return {"x": round(rect.x, 3), "y": round(rect.y, 3), "w": round(rect.w, 3), "h": round(rect.h, 3)}


def diagnostic_form(d: Diagnostic) -> Json:
    """One finding; keys that do not apply are null."""
    o = d.origin
    return {
        "code": d.code,
        "severity": d.severity.word,
        "message": d.message,
        "hint": d.hint or None,
        "file": o.file if o else None,
        "line": o.line if o else None,
        "column": o.column if o else None,
        "path": (o.path or None) if o else None,
        "page": d.page,
        "rect": rect_form(d.rect) if d.rect else None,
    }


def fit_form(f: StoryFit) -> Json:
    """The copyfit of one story; ``copyfit`` tells what was tried where it did not fit at once."""
    form: dict[str, Json] = {
        "slug": f.slug,
        "area": f.area,
        "rects": [rect_form(r) for r in f.rects],
        "room": f.room,
        "needs": f.needs,
        "lines_set": f.lines_set,
        "characters": f.characters,
        "over_lines": f.over_lines,
        "over_characters": f.over_characters,
        "first_fit": f.first_fit,
        "loose": f.loose,
        "text_range": list(f.text_range),
        "cures": [*f.cures, *map(cure_words, f.taken)],
        "gave_way": list(f.gave_way),
    }
    if f.trials or f.reach or f.overruns or f.fills:
        form["copyfit"] = _copyfit_form(f)
    return form


def _copyfit_form(f: StoryFit) -> Json:
    return {
        "galley": f.galley,
        "taken": [_cure_form(c) for c in f.taken],
        "trials": [
            {
                "outcome": t.outcome,
                "over_lines": t.over_lines,
                "poured": t.poured,
                "cures": [_cure_form(c) for c in t.cures],
            }
            for t in f.trials
        ],
        "reach": f.reach,
        "overruns": [
            {
                "characters": o.characters,
                "text": o.text,
                "file": o.origin.file if o.origin else None,
                "line": o.origin.line if o.origin else None,
                "column": o.origin.column if o.origin else None,
            }
            for o in f.overruns
        ],
        "fills": [_cure_form(c) for c in f.fills],
    }


def _cure_form(c: Cure) -> Json:
    return {
        "kind": c.kind,
        "number": c.number or None,
        "change": c.change,
        "size_pt": c.size or None,
        "gain": c.gain,
        "words": cure_words(c),
    }


def layout_form(
    file: str,
    page: Page | None,
    diagnostics: Iterable[Diagnostic],
    *,
    pdf: Path | None = None,
    errors_pdf: Path | None = None,
    timings: Mapping[str, float] | None = None,
) -> dict[str, Json]:
    """One layout of a report: what was written, page size, stories, diagnostics, and (when measured) seconds per stage.

    ``pdf`` and ``errors_pdf`` are the files that were written, None for none.
    """
    form: dict[str, Json] = {
        "file": file,
        "pdf": str(pdf) if pdf else None,
        "errors_pdf": str(errors_pdf) if errors_pdf else None,
        "page": _page_form(page) if page else None,
        "stories": [fit_form(f) for f in page.fits] if page else [],
        "diagnostics": [diagnostic_form(d) for d in in_order(diagnostics)],
    }
    if timings is not None:
        form["timings"] = {stage: round(seconds, 6) for stage, seconds in timings.items()}
    return form


def _page_form(page: Page) -> Json:
    return {
        "width": round(page.trim.w, 3),
        "height": round(page.trim.h, 3),
        "bleed": round(page.bleed, 3),
        "unit": "pt",
        "title": page.title or None,
        "date": page.date or None,
        "condition": page.condition,
    }


def json_text(form: Json) -> str:
    """The document as text: UTF-8 characters as they are, one space of indent, a newline at the end."""
    return json.dumps(form, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
