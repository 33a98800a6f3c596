"""Breaches on pages in, the editor's list out: by page, the gravest first, numbered as on the proof, text or JSON."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from pagesetter.desk.checking import counted as by_level
from pagesetter.desk.registry import table
from pagesetter.diagnostics import Diagnostic, Severity
from pagesetter.geometry import MM, Rect
from pagesetter.model.page import Page
from pagesetter.records import record
from pagesetter.reporting.findings import spot
from pagesetter.reporting.forms import Json, diagnostic_form
from pagesetter.reporting.terminal import counted, harmless, paint

_LOOK: Final = MappingProxyType({Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"})
_ZH: Final = MappingProxyType({Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"})
_INDENT: Final = " " * 6


@record
class Judged:
    """A page and what stands on it that may not."""

    shown: str
    """Its layout file, as the user would type it."""
    page: Page
    fields: Mapping[str, str]
    """Of the edition: title, page, section …"""
    found: tuple[Diagnostic, ...]
    """In the order of the list (`checking.in_list_order`)."""
    zone: str = ""
    """Zone of the edition for which it was made; empty: the edition itself."""


def page_list(judged: Judged, *, colour: bool = False, language: str = "en") -> list[str]:
    """The list of one page: a title, then for each level its breaches with place, remedy and number."""
    lines = [paint(f"{judged.shown}: {_title(judged, language)}", "bold", colour=colour)]
    if not judged.found:
        return [*lines, _INDENT[:2] + ("没有犯版面禁忌" if language == "zh" else "no ban is broken")]
    level: Severity | None = None
    for number, d in enumerate(judged.found, 1):
        if d.severity is not level:
            level = d.severity
            lines.append("  " + paint(_heading(level, judged.found, language), _LOOK[level], colour=colour))
        lines.append(f"{number:>4}  {paint(d.code, 'bold', _LOOK[d.severity], colour=colour)} {harmless(d.message)}")
        place = [_where(d.rect, language)] if d.rect else []
        place += [spot(d.origin)] if d.origin else []
        lines.append(_INDENT + paint("; ".join(place), "dim", colour=colour))
        if d.hint:
            lines.append(f"{_INDENT}{paint('→', 'cyan', colour=colour)} {harmless(d.hint)}")
    return lines


def summary_line(pages: Sequence[Judged], *, colour: bool = False, language: str = "en") -> str:
    """The last line of a list of several pages."""
    found = [d for one in pages for d in one.found]
    if language == "zh":
        text = f"共 {len(pages)} 版：{_summary(found, language)}"
    else:
        text = f"{counted(len(pages), 'page')}: {_summary(found, language)}"
    worst = max((d.severity for d in found), default=None)
    return paint(text, "bold", "green" if worst is None else _LOOK[worst], colour=colour)


def _title(judged: Judged, language: str) -> str:
    """The paper, its page, section and zone, and how much was found."""
    number = judged.fields.get("page", "")
    parts = [judged.fields.get("title", ""), judged.fields.get("section", "")]
    if number:
        parts.insert(1, f"第 {number} 版" if language == "zh" else f"page {number}")
    if judged.zone:
        parts.append(f"（{judged.zone}）" if language == "zh" else f"({judged.zone})")
    name = " ".join(part for part in parts if part)
    return harmless("; ".join(part for part in (name, _summary(judged.found, language)) if part))


def _summary(found: Sequence[Diagnostic], language: str) -> str:
    counts = by_level(found)
    levels = sorted(counts, reverse=True)
    if language == "zh":
        return "，".join(f"{counts[s]} 处{_ZH[s]}" for s in levels) or "清样可付印"
    return ", ".join(counted(counts[s], s.word) for s in levels) or "clean"


def _heading(level: Severity, found: Sequence[Diagnostic], language: str) -> str:
    number = by_level(found)[level]
    return f"{_ZH[level]}（{number}）" if language == "zh" else counted(number, level.word)


def _where(rect: Rect, language: str) -> str:
    x, y, w, h = (v / MM for v in (rect.x, rect.y, rect.w, rect.h))
    if language == "zh":
        return f"距左 {x:.0f} mm、距上 {y:.0f} mm 处，{w:.0f}×{h:.0f} mm"
    return f"{x:.0f} mm from the left, {y:.0f} mm from the top, {w:.0f} x {h:.0f} mm"


def page_form(judged: Judged) -> dict[str, Json]:
    """The same for programs: what was found, with number, name of the ban and the clause of its rule."""
    bans = {ban.code: ban for ban in table().values()}
    breaches: list[Json] = []
    for number, d in enumerate(judged.found, 1):
        ban = bans[d.code]
        own: dict[str, Json] = {
            "number": number,
            "ban": ban.key,
            "name": ban.en,
            "name_zh": ban.zh,
            "clause": ban.clause,
        }
        form = diagnostic_form(d)
        breaches.append({**own, **form} if isinstance(form, dict) else own)
    counts = by_level(judged.found)
    return {
        "file": judged.shown,
        "title": judged.fields.get("title") or None,
        "page": judged.fields.get("page") or None,
        "section": judged.fields.get("section") or None,
        "zone": judged.zone or None,
        "errors": counts.get(Severity.ERROR, 0),
        "warnings": counts.get(Severity.WARNING, 0),
        "notes": counts.get(Severity.NOTE, 0),
        "breaches": breaches,
    }
