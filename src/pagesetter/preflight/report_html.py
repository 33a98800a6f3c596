"""Checked files in, one self-contained HTML page out: a verdict, a summary, and page by page a drawing of the places of
findings beside a table of them."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pagesetter.diagnostics import Severity
from pagesetter.geometry import MM, Rect
from pagesetter.preflight.checking import Checked
from pagesetter.preflight.examine import Report
from pagesetter.preflight.registry import Finding, rules
from pagesetter.preflight.report_text import tally
from pagesetter.preflight.sketch import ACROSS, GROUND, PICTURE, TEXT
from pagesetter.reporting.terminal import counted, said

_COLUMNS: Final = ("Rule", "Place, mm", "Value", "Limit", "What")
_LISTED: Final = 200
"""Findings of one page that are listed and drawn; the last line counts the others."""
_MARGIN: Final = 0.05
"""Of the page's width, drawn around it: bleed and marks lie there."""
_SMALLEST: Final = 0.006
"""Of the page's width: what is smaller is drawn so large."""

_COLOURS: Final = MappingProxyType({Severity.ERROR: "#b00020", Severity.WARNING: "#a86a00", Severity.NOTE: "#1f4e9c"})
"""Of places; written into the drawing, so that it stands wherever it is copied to."""

_PALE: Final = MappingProxyType({TEXT: "#d2d2d2", PICTURE: "#bccbd6", GROUND: "#ecebe4"})
"""What stands on the page."""

_NOTE: Final = (
    "Places are mm from the top left of the trimmed page, then width and height, of the page before it is turned; "
    "values and limits are in the unit that the text beside them names."
)
_Numbered = tuple[int, Finding]


def page(files: Sequence[Checked], version: str, language: str = "en") -> str:
    """The document, UTF-8 text; needs nothing from anywhere else. ``language`` is that of the words around findings."""
    style = (Path(__file__).parent / "data" / "report.css").read_text(encoding="utf-8")
    body = "".join(_file(one, language) for one in files)
    title, note = said("report", "Preflight", language), said("report", _NOTE, language)
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>\n{style}</style></head>\n'
        f"<body><h1>{title}</h1>\n{body}<footer>pagesetter {escape(version)}. {note}</footer></body></html>\n"
    )


def _file(one: Checked, language: str) -> str:
    grave = max(
        [d.severity for d in one.diagnostics] + [f.severity for f in (one.report.findings if one.report else ())],
        default=None,
    )
    if one.report is None or grave is Severity.ERROR:
        verdict, look = "Not fit for the press", "error"
    elif grave is Severity.WARNING:
        verdict, look = "Warnings", "warning"
    else:
        verdict, look = "Nothing found against it", "fine"
    verdict = said("report", verdict, language)
    parts = [f'<section><h2>{escape(one.file)} <b class="mark {look}">{verdict}</b></h2>\n']
    for d in one.diagnostics:
        told = escape(d.message) + (f"<small>{escape(d.hint)}</small>" if d.hint else "")
        word = said("word", d.severity.word, language)
        parts.append(f'<p><b class="{d.severity.word}">{word} {d.code}</b> {told}</p>\n')
    if one.report is not None:
        parts.append(_report(one.report, language))
    return "".join((*parts, "</section>\n"))


def _report(report: Report, language: str) -> str:
    numbered = list(enumerate(report.findings, 1))
    parts = [_summary(report, language)]
    whole = [pair for pair in numbered if pair[1].page is None]
    if whole:
        parts.append(f"<h3>{said('report', 'The document', language)}</h3>\n{_table(whole, language)}")
    sketches = report.sketches or ((),) * len(report.pages)
    for at, (size, turn, rows) in enumerate(zip(report.pages, report.turns, sketches, strict=True), 1):
        here = [pair for pair in numbered if pair[1].page == at]
        if here:
            name, counts = said("report", f"Page {at}", language), tally([one for _, one in here], language)
            drawn = _map(said("report", f"places of the findings on page {at}", language), size, turn, rows, here)
            parts.append(f"<h3>{name} <small>{_mm(size)}, {counts}</small></h3>\n")
            parts.append(f'<div class="page">{drawn}<div>{_table(here, language)}</div></div>\n')
    return "".join(parts)


def _summary(report: Report, language: str) -> str:
    """What was looked at, and how often each rule is broken."""
    sizes = list(dict.fromkeys(_mm(size) for size in report.pages))
    shown = ", ".join(sizes[:3])
    shown += f" {said('report', f'and {len(sizes) - 3} more', language)}" if len(sizes) > 3 else ""
    claim = report.claimed or "no PDF/X"
    standard = claim if report.claimed == report.standard else f"{claim}, judged as {report.standard}"
    told = (
        ("Standard", said("report", standard, language)),
        ("Profile", said("report", report.profile, language)),
        ("Pages", f"{len(report.pages)}, {shown}"),
        ("Result", _result(report, language)),
    )
    head = "".join(f"<dt>{said('report', key, language)}<dd>{escape(value)}" for key, value in told)
    counts = "".join(
        _broken(rule, list(group), language) for rule, group in groupby(report.findings, lambda one: one.rule)
    )
    table = f'<table class="sum"><tbody>{counts}</tbody></table>' if counts else ""
    return f"<dl>{head}</dl>{table}\n"


def _result(report: Report, language: str) -> str:
    counts, rules_ = tally(report.findings, language), said("report", counted(report.rules, "rule"), language)
    return f"{counts} by {rules_}" if language == "en" else f"{counts}（查了 {rules_}）"


def _broken(rule: str, found: list[Finding], language: str) -> str:
    word = max(one.severity for one in found).word
    known = rules()[rule]
    return (
        f'<tr><td><b class="{word}">{said("word", word, language)}</b><td>{rule}'
        f'<td>{escape(said("preflight-title", known.title, language))}<td class="n">{len(found)}'
        f"<td>{escape(said('preflight-clause', known.clause, language))}</tr>\n"
    )


def _table(found: Sequence[_Numbered], language: str) -> str:
    rows = "".join(_row(number, one, language) for number, one in found[:_LISTED])
    more = len(found) - _LISTED
    if more > 0:
        rows += f'<tr><td colspan="6">{said("report", f"and {more} more", language)}</tr>\n'
    rule, place, value, limit, what = (said("report", word, language) for word in _COLUMNS)
    return (
        f'<table><thead><tr><th>#<th>{rule}<th>{place}<th class="n">{value}<th class="n">{limit}<th>{what}</tr></thead>'
        f"\n<tbody>{rows}</tbody></table>\n"
    )


def _row(number: int, one: Finding, language: str) -> str:
    place = ""
    if one.rect is not None:
        x, y, w, h = (side / MM for side in (one.rect.x, one.rect.y, one.rect.w, one.rect.h))
        place = f"{x:.1f}, {y:.1f}<small>{w:.1f} × {h:.1f}</small>"
    named = [f"story {one.story}", *([f"block {one.block}"] if one.block >= 0 else [])]
    story = one.story and f"<small>{escape(', '.join(said('report', name, language) for name in named))}</small>"
    word = one.severity.word
    return (
        f'<tr><td class="n">{number}<td><b class="{word}">{said("word", word, language)}</b> {one.rule}'
        f'<td class="o">{place}'
        f'<td class="n">{_amount(one.value)}<td class="n">{_amount(one.limit)}'
        f"<td>{escape(one.message)}{story}<small>{escape(one.hint)}</small></tr>\n"
    )


def _amount(value: float | str | None) -> str:
    return "" if value is None else escape(value) if isinstance(value, str) else f"{value:g}"


def _mm(size: tuple[float, float]) -> str:
    return f"{size[0] / MM:.1f} × {size[1] / MM:.1f} mm"


def _map(label: str, size: tuple[float, float], turn: int, rows: tuple[str, ...], found: Sequence[_Numbered]) -> str:
    """The page as it is looked at, with the numbered places of its findings; nothing when they have none."""
    width, height = size
    spots = [(at, one, _turned(one.rect, size, turn)) for at, one in found[:_LISTED] if one.rect is not None]
    if not spots or min(size) <= 0:
        return ""
    edge = _MARGIN * width
    drawn = "".join(_spot(at, one, rect, width) for at, one, rect in sorted(spots, key=lambda s: -s[2].w * s[2].h))
    box = f"{-edge:.1f} {-edge:.1f} {width + 2 * edge:.1f} {height + 2 * edge:.1f}"
    return (
        f'<figure><svg viewBox="{box}" role="img" aria-label="{label}">'
        f'<path d="M0 0H{width:.1f}V{height:.1f}H0Z" fill="#fff" stroke="#777" stroke-width="{width / 400:.2f}"/>'
        f"{_content(size, turn, rows)}{drawn}</svg></figure>"
    )


def _content(size: tuple[float, float], turn: int, rows: tuple[str, ...]) -> str:
    """What stands on the page, pale: a path for texts, one for pictures, one for grounds."""
    width, height = size[::-1] if turn % 180 else size
    lines: dict[str, list[str]] = {}
    for down, row in enumerate(rows):
        at = 0
        for mark, cells in groupby(row):
            count = len(list(cells))
            if mark in _PALE:
                cell = width / ACROSS, height / len(rows)
                rect = Rect(at * cell[0], down * cell[1], count * cell[0], cell[1])
                rect = _turned(rect, size, turn)
                lines.setdefault(mark, []).append(
                    f"M{rect.x:.1f} {rect.y:.1f}h{rect.w:.1f}v{rect.h:.1f}h-{rect.w:.1f}z"
                )
            at += count
    return "".join(f'<path d="{"".join(parts)}" fill="{_PALE[mark]}"/>' for mark, parts in lines.items())


def _turned(rect: Rect, size: tuple[float, float], turn: int) -> Rect:
    """A place before /Rotate, as it lies on the turned page of that size."""
    match turn:
        case 90:
            return Rect(size[0] - rect.bottom, rect.x, rect.h, rect.w)
        case 180:
            return Rect(size[0] - rect.right, size[1] - rect.bottom, rect.w, rect.h)
        case 270:
            return Rect(rect.y, size[1] - rect.right, rect.h, rect.w)
        case _:
            return rect


def _spot(number: int, one: Finding, rect: Rect, width: float) -> str:
    least, colour = _SMALLEST * width, _COLOURS[one.severity]
    w, h = max(rect.w, least), max(rect.h, least)
    size = width / 32
    return (
        f'<rect x="{rect.x:.2f}" y="{rect.y:.2f}" width="{w:.2f}" height="{h:.2f}" fill="{colour}" fill-opacity=".12" '
        f'stroke="{colour}" stroke-width="{width / 350:.2f}">'
        f"<title>{number} {one.rule}: {escape(one.message)}</title></rect>"
        f'<text x="{rect.x + size / 6:.1f}" y="{rect.y - size / 6:.1f}" fill="{colour}" '
        f'font-size="{size:.1f}" font-weight="600">{number}</text>'
    )
