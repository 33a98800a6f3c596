"""The furniture of a page in, what it fails to say or says in the wrong place out: name, page number, date, numbers."""

import re
from collections.abc import Iterator
from functools import partial
from types import MappingProxyType
from typing import Final

from pagesetter.desk.axes import union
from pagesetter.desk.registry import Ban, Breach, Check, rows
from pagesetter.desk.view import Line, View
from pagesetter.diagnostics import Origin
from pagesetter.geometry import Rect, WritingMode
from pagesetter.script.languages import rules_of

_BLANKS: Final = re.compile(r"\s+")


def _bare(text: str) -> str:
    return _BLANKS.sub("", text)


def is_front(view: View) -> bool:
    """Whether it is page 1 of the paper or of a section."""
    pattern = next(row["pattern"] for row in rows("words") if row["kind"] == "front")
    return re.fullmatch(pattern, view.spec.edition.get("page", "").strip()) is not None


def name_of_paper(view: View) -> Line | None:
    """The name of the paper where it is set largest."""
    name = _bare(view.spec.edition.get("title", ""))
    found = [one for one in view.furniture if name and _bare(one.text.text) == name]
    return max(found, key=lambda one: one.text.size, default=None)


def _outranked(view: View, ban: Ban) -> Iterator[Breach]:
    name = name_of_paper(view) if is_front(view) else None
    if name is None:
        return
    for story in view.stories:
        larger = [
            one for one in (*story.head_lines, *story.boxed, *story.lines) if one.text.size > name.text.size * ban.limit
        ]
        if larger:
            size = max(one.text.size for one in larger)
            values = {"story": story.slug, "size": f"{size:g}", "name": f"{name.text.size:g}"}
            yield Breach(union([one.rect for one in larger]), story.origin, values)


def folio_of(view: View) -> Line | None:
    """The page number in the furniture."""
    number = _bare(view.spec.edition.get("page", ""))
    if not number:
        return None
    bare = re.compile(rf"第?0*{re.escape(number.lstrip('0') or '0')}[版面]?|{re.escape(number)}")
    found = [one for one in view.furniture if bare.fullmatch(_bare(one.text.text))]
    return max(found, key=lambda one: one.text.size, default=None)


def ink_of(line: Line) -> tuple[float, float]:
    """Where the characters of a line begin and end along it, pt, about."""
    text = line.text
    starts = [x for run in text.runs for x in run.xs]
    ends = [run.xs[-1] + run.size * run.scale_ratio * _share(run.texts[-1]) for run in text.runs if run.xs]
    begin = text.x if text.mode is WritingMode.HORIZONTAL else text.y
    return (begin + min(starts), begin + max(ends)) if starts else (begin, begin + text.measure)


def _share(last: str) -> float:
    return 0.6 if last.isascii() else 1.0


def _folio(view: View, ban: Ban) -> Iterator[Breach]:
    """The page number stands at an end of the running head; a front page has it in its masthead, where it will."""
    if is_front(view):
        return
    folio, field = folio_of(view), view.spec.page.type_area
    if folio is None:
        number = view.spec.edition.get("page", "")
        yield Breach(_strip(view), _origin(view), {"page": number}, "missing")
        return
    begin, end = ink_of(folio) if folio.text.mode is WritingMode.HORIZONTAL else (folio.rect.x, folio.rect.right)
    off = min(begin - field.x, field.right - end)
    if off > ban.limit * folio.text.size:
        values = {
            "page": folio.text.text.strip(), "pt": f"{off:.0f}", "limit": f"{ban.limit * folio.text.size:.0f}",
        }  # fmt: skip
        yield Breach(folio.rect, folio.text.origin, values)


def _missing(key: str, view: View, ban: Ban) -> Iterator[Breach]:
    """Nothing of the furniture is written as the table wants it."""
    rules, front = rules_of(view.spec.language), is_front(view)
    for row in rows("furniture"):
        if row["key"] != key or row["rules"] != rules or (row["pages"] == "front" and not front):
            continue
        if not any(re.search(row["pattern"], one.text.text) for one in view.furniture):
            yield Breach(_strip(view), _origin(view), {"page": view.spec.edition.get("page", "")})


def _strip(view: View) -> Rect:
    """Where the furniture of the page stands, or should."""
    if view.furniture:
        return union([one.rect for one in view.furniture])
    field = view.spec.page.type_area
    return Rect(field.x, field.y, field.w, view.spec.grid.leading)


def _origin(view: View) -> Origin:
    area = next((a for a in view.spec.areas if a.use == "furniture"), None)
    return area.origin if area else view.spec.page.origin


CHECKS: Final = MappingProxyType[str, Check](
    {
        "name-outranked": _outranked,
        "folio-place": _folio,
        **{key: partial(_missing, key) for key in ("date-missing", "issue-missing", "licence-missing")},
    }
)
