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


def is_front(view: View, *, section: bool = False) -> bool:
    """Whether it is page 1 of the paper; with ``section`` also that of another section, which has a head of its own."""
    kinds = ("front", "section-front") if section else ("front",)
    patterns = [row["pattern"] for row in rows("words") if row["kind"] in kinds]
    return any(re.fullmatch(pattern, view.spec.edition.get("page", "").strip()) for pattern in patterns)


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
            values = {"story": story.name, "size": f"{size:g}", "name": f"{name.text.size:g}"}
            yield Breach(union([one.rect for one in larger]), story.origin, values)


def folio_of(view: View) -> Line | None:
    """The page number in the furniture: a line of its own, else at an end of a line of more words (02 要闻)."""
    number = _bare(view.spec.edition.get("page", ""))
    if not number:
        return None
    digits = rf"0*{re.escape(number.lstrip('0') or '0')}|{re.escape(number)}"
    found = [one for one in view.furniture if re.fullmatch(rf"第?(?:{digits})[版面]?", _bare(one.text.text))]
    if not found:
        end = re.compile(rf"^第?(?:{digits})(?:[版面]|(?![0-9年月日]))|(?<![0-9A-Za-z.,:-])(?:{digits})[版面]?$")
        rules = rules_of(view.spec.language)
        others = "|".join(f"(?:{row['pattern']})" for row in rows("furniture") if row["rules"] == rules)
        found = [one for one in view.furniture if end.search(_other_numbers(others, one.text.text).strip())]
    return max(found, key=lambda one: one.text.size, default=None)


def _other_numbers(patterns: str, text: str) -> str:
    """A line of furniture without its date, issue number and the like."""
    flags = re.IGNORECASE if "(?i)" in patterns else 0
    return re.sub(patterns.replace("(?i)", ""), "-", text, flags=flags)


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
    if is_front(view, section=True):
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
    """Nothing of the furniture is written as the table wants it, neither a line nor what stands in several, as the
    year, month and day of a masthead may."""
    said = [one.text.text for one in view.furniture]
    said += ["".join(said), " ".join(said)]
    rules, front = rules_of(view.spec.language), is_front(view)
    for row in rows("furniture"):
        if row["key"] != key or row["rules"] != rules or (row["pages"] == "front" and not front):
            continue
        if not any(re.search(row["pattern"], text) for text in said):
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
