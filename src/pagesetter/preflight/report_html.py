"""Checked files in, one self-contained HTML page out: a table of findings per file, and maps of the pages."""

from collections.abc import Sequence
from html import escape

from pagesetter.geometry import MM
from pagesetter.preflight.checking import Checked
from pagesetter.preflight.examine import Report
from pagesetter.preflight.registry import Finding, rules
from pagesetter.preflight.report_text import tally

_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2.5rem;border-top:2px solid;padding-top:.6rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;
border-bottom:1px solid #ddd}th{border-bottom:2px solid #888}td.n{text-align:right;font-variant-numeric:tabular-nums}
.error{color:#b00020}.warning{color:#8a5a00}.note{color:#1f4e9c}b.error,b.warning,b.note{white-space:nowrap}
small{color:#555;display:block}figure{display:inline-block;margin:1rem 1.5rem 0 0}
svg{background:#fbfaf7;border:1px solid #999;max-height:24rem;max-width:100%}
svg rect{fill-opacity:.15;stroke-width:1.5;vector-effect:non-scaling-stroke}
svg .error{fill:#b00020;stroke:#b00020}svg .warning{fill:#c98500;stroke:#c98500}svg .note{fill:#1f4e9c;stroke:#1f4e9c}
"""
_MAPPED = 2000
"""Spots drawn on one map."""


def page(files: Sequence[Checked], version: str) -> str:
    """The document, UTF-8 text; needs nothing from anywhere else."""
    body = "".join(_file(one) for one in files)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Preflight</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>\n'
        f"<body><h1>Preflight</h1><p>pagesetter {escape(version)}</p>\n{body}</body></html>\n"
    )


def _file(one: Checked) -> str:
    parts = [f"<h2>{escape(one.file)}</h2>\n"]
    for d in one.diagnostics:
        said = escape(d.message) + (f"<small>{escape(d.hint)}</small>" if d.hint else "")
        parts.append(f'<p><b class="{d.severity.word}">{d.severity.word} {d.code}</b> {said}</p>\n')
    if one.report is not None:
        parts.append(_report(one.report))
    return "".join(parts)


def _report(report: Report) -> str:
    claim = escape(report.claimed or "no PDF/X")
    head = (
        f"<p>{claim}, judged as {escape(report.standard)}, profile {escape(report.profile)}; "
        f"{len(report.pages)} pages; "
        f"<b>{tally(report.findings)}</b> of {report.rules} rules</p>\n"
    )
    if not report.findings:
        return head
    rows = "".join(_row(number, one) for number, one in enumerate(report.findings, 1))
    table = (
        "<table><thead><tr><th>#<th>rule<th>page<th>place, mm<th>value<th>limit<th>what</tr></thead>\n"
        f"<tbody>{rows}</tbody></table>\n"
    )
    sheets = (size[::-1] if turn % 180 else size for size, turn in zip(report.pages, report.turns, strict=True))
    maps = "".join(_map(number, size, report.findings) for number, size in enumerate(sheets, 1))
    return head + table + maps


def _row(number: int, one: Finding) -> str:
    place = ""
    if one.rect is not None:
        x, y, w, h = (side / MM for side in (one.rect.x, one.rect.y, one.rect.w, one.rect.h))
        place = f"{x:.1f}, {y:.1f}<small>{w:.1f} x {h:.1f}</small>"
    story = one.story and f"<small>story {escape(one.story)}{f', block {one.block}' if one.block >= 0 else ''}</small>"
    title = rules()[one.rule].title
    return (
        f'<tr><td class="n">{number}<td><b class="{one.severity.word}">{one.severity.word} {one.rule}</b>'
        f'<small>{escape(title)} ({escape(one.clause)})</small><td class="n">{one.page or ""}<td>{place}'
        f'<td class="n">{_amount(one.value)}<td class="n">{_amount(one.limit)}'
        f"<td>{escape(one.message)}{story}<small>{escape(one.hint)}</small></tr>\n"
    )


def _amount(value: float | str | None) -> str:
    return "" if value is None else escape(value) if isinstance(value, str) else f"{value:g}"


def _map(number: int, size: tuple[float, float], findings: Sequence[Finding]) -> str:
    """A page, before it is turned, with the spots of its findings; nothing for a page without."""
    here = [(at, one) for at, one in enumerate(findings, 1) if one.page == number and one.rect is not None]
    if not here or min(size) <= 0:
        return ""
    spots = "".join(_spot(at, one) for at, one in here[:_MAPPED])
    return (
        f'<figure><svg viewBox="0 0 {size[0]:.1f} {size[1]:.1f}" width="{size[0] / 3:.0f}" role="img">'
        f"{spots}</svg><figcaption>page {number}</figcaption></figure>\n"
    )


def _spot(number: int, one: Finding) -> str:
    rect = one.rect
    assert rect is not None
    return (
        f'<rect class="{one.severity.word}" x="{rect.x:.2f}" y="{rect.y:.2f}" width="{max(rect.w, 0.5):.2f}" '
        f'height="{max(rect.h, 0.5):.2f}"><title>{number} {one.rule}: {escape(one.message)}</title></rect>'
    )
