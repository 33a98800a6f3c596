"""Galleys and set texts in, lines for a terminal or plain JSON values out. docs/api.md tells what the keys mean.

Lengths are em of the type size, rounded to a millionth, unless a key ends in ``_pt`` or ``_mm``.
"""

from collections.abc import Iterable, Sequence
from math import isfinite

from pagesetter.geometry import MM
from pagesetter.model.cast import Galley, Piece, SetLine, SetText
from pagesetter.reporting.forms import Json
from pagesetter.reporting.terminal import columns, harmless, paint, said


def line_form(line: SetLine) -> dict[str, Json]:
    """One set line."""
    return {
        "text": line.text,
        "start": line.start,
        "end": line.end,
        "measure_em": _round(line.measure_em),
        "width_em": _round(line.width_em),
        "adjust_em": _round(line.adjust_em),
        "gap_em": _round(line.gap_em),
        "step": line.step,
        "last": line.last,
        "hyphenated": line.hyphenated,
        "loose": line.loose,
        "cause": line.cause or None,
        "gaps": [
            {"index": gap.index, "natural_em": _round(gap.natural_em), "adjust_em": _round(gap.adjust_em)}
            for gap in line.gaps
        ],
    }


def text_form(text: SetText | None) -> dict[str, Json]:
    """A text set in lines; None: it cannot be set in as many lines as were asked for."""
    if text is None:
        return {"possible": False}
    return {
        "possible": True,
        "lines": [line_form(line) for line in text.lines],
        "line_count": len(text.lines),
        "characters": len(text.text),
        "loose": sum(line.loose for line in text.lines),
        "method": text.method,
        "demerits": _round(text.demerits) if isfinite(text.demerits) else None,
        "missing": [{"index": index, "character": character} for index, character in text.missing],
    }


def _piece_form(piece: Piece) -> Json:
    origin = piece.origin
    return {
        "kind": piece.kind,
        "line": origin.line if origin else None,
        "column": origin.column if origin else None,
        "rows": piece.rows,
        "characters": piece.characters,
        "loose": sum(line.loose for line in piece.lines),
        "method": piece.method,
        "texts": list(piece.texts),
        "lines": [line_form(line) for line in piece.lines],
    }


def figures_form(galley: Galley) -> dict[str, Json]:
    """What a galley comes to."""
    return {
        "measure_em": _round(galley.measure_em),
        "rows": galley.rows,
        "characters": galley.characters,
        "depth_mm": round(galley.depth / MM, 2),
        "loose": galley.loose,
        "first_fit": galley.first_fit,
    }


def galley_form(galley: Galley) -> Json:
    """A galley with all of its paragraphs and lines."""
    return {**figures_form(galley), "paragraphs": [_piece_form(piece) for piece in galley.pieces]}


def _round(length: float) -> float:
    return round(length, 6) + 0.0


def figures(galleys: Iterable[Galley], *, colour: bool = False, language: str = "en") -> list[str]:
    """A table, a row per measure."""
    head = ("measure", "lines", "characters", "depth", "loose", "last resort")
    rows = [[said("galley", name, language) for name in head]]
    rows += [
        [
            measure_name(galley.measure_em),
            f"{galley.rows:,}",
            f"{galley.characters:,}",
            f"{galley.depth / MM:,.1f} mm",
            str(galley.loose),
            str(galley.first_fit),
        ]
        for galley in galleys
    ]
    lines = columns(rows, right=frozenset(range(1, 6)))
    return [paint(lines[0], "dim", colour=colour), *lines[1:]]


def measure_name(measure_em: float) -> str:
    """A measure as one writes it: ``17字``, ``16.8字``."""
    return f"{round(measure_em, 2):g}字"


def set_lines(galley: Galley, *, language: str = "en") -> list[str]:
    """The lines of a galley, numbered, each with what was done to it; an empty line between paragraphs."""
    rows: list[list[str]] = []
    number = 0
    for piece in galley.pieces:
        rows += [[""] * 5] if rows else []
        kind = said("role", piece.kind, language)
        done = [_adjusted(line, language) for line in piece.lines] or [["", "", f"({kind})"] for _ in piece.texts]
        for text, words in zip(piece.texts, done, strict=True):
            number += 1
            rows.append([str(number), harmless(text), *words])
    return columns(rows, right=frozenset({0, 2, 3}))


def _adjusted(line: SetLine, language: str) -> list[str]:
    """What was added to or taken from the line, the gap that it came to, and in which step."""
    words = said("step", line.step, language) if line.step != "natural" else ""
    if line.loose:
        loose, cause = said("step", "loose", language), said("loose", line.cause, language)
        words = f"{words}, {loose}" + (f": {cause}" if cause else "")
    return [
        f"{line.adjust_em:+.3f}" if line.adjust_em else "",
        f"{line.gap_em:+.3f}" if line.gap_em else "",
        words,
    ]


def head_line(names: Sequence[str]) -> str:
    """The words over a galley, those that are not empty."""
    return ", ".join(name for name in names if name)
