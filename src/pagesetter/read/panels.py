"""Layers of style sheets in; their inks, lines, panels behind heads and stories, and words kept together, out."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path as File
from typing import Final

from pagesetter.diagnostics import Origin, did_you_mean
from pagesetter.model.ink import BLACK, Ink, Process, Spot, tint_of
from pagesetter.model.style import LineStyle, PanelStyle, Path
from pagesetter.read.fields import Problems, Values
from pagesetter.read.sheets import Layers
from pagesetter.read.source import read_text
from pagesetter.read.units import Length

LEAST_REVERSED_PT: Final = 0.25
"""A white line that is thinner closes up on the press (rulebook 3)."""
_TOKEN: Final = re.compile(r"\s*,?\s*(?:([A-Za-z])|([-+]?(?:\d+\.?\d*|\.\d+)))")
_COUNTS: Final = {"M": 2, "L": 2, "C": 6, "Z": 0}
_SECOND_PT: Final = 0.3
_MOTIF_PT: Final = 8.0


def line_of(own: Layers, ink: Ink, problems: Problems) -> LineStyle:
    """A line; what it does not say follows from its form.

    L451: a motif without a path, or one that cannot be read; L452: a white line that would close up.
    """
    form = own.get("form", str) or "single"
    width = _pt(own, "width", 0.3)
    double = form in ("double", "thick-thin")
    second = _pt(own, "second", width if form == "double" else _SECOND_PT) if double else 0.0
    gap = _pt(own, "gap", max(width * (2 if form == "double" else 0.8), 1.0)) if double else 0.0
    usual = {"wave": 5.0, "dots": 3 * width, "dashes": 4.0, "motif": _MOTIF_PT}.get(form, 0.0)
    length = _pt(own, "length", usual) or usual
    height = _pt(own, "height", {"wave": 1.6, "motif": length}.get(form, 0.0))
    path = _motif(own, problems) if form == "motif" else ()
    at = own.at("width") or own.at("ink")
    for thin in (width, *([second] if double else [])):
        white = isinstance(ink, Process) and ink.total == 0
        if white and 0 < thin < LEAST_REVERSED_PT:
            message = f"a white line of {thin:g} pt closes up when it is printed"
            problems.error("L452", message, f"give it at least {LEAST_REVERSED_PT:g} pt", at)
            break
    return LineStyle(width, ink, form, second, gap, length, height, path)


def _pt(own: Layers, key: str, usual: float) -> float:
    length = own.get(key, Length)
    points = length.pt() if length else None
    return usual if points is None else points


def _motif(own: Layers, problems: Problems) -> Path:
    text = own.get("path", str)
    if text is None:
        at = own.at("form")
        problems.error("L451", 'a line of the form motif has no "path"', "path: M 0 0.5 L 0.5 0 L 1 0.5 Z", at)
        return ()
    path = path_of(text)
    if isinstance(path, str):
        hint = "write M x y, L x y, C x1 y1 x2 y2 x y and Z, in a square of 1 by 1"
        problems.error("L451", f'"path" cannot be read: {path}', hint, own.at("path"))
        return ()
    return path


def path_of(text: str) -> Path | str:
    """Path data with the commands M, L, C and Z; or what is wrong with it."""
    words: list[str | float] = []
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            return f'"{text[at:].strip()[:12]}" is neither a command nor a number'
        words.append(match[1] or float(match[2]))
        at = match.end()
    out: list[tuple[str, tuple[float, ...]]] = []
    command = ""
    while words:
        word = words[0]
        if isinstance(word, str):
            if word not in _COUNTS:
                return f'no command is called "{word}"'
            command = word
            words.pop(0)
            if command == "Z":
                out.append(("h", ()))
                command = ""
                continue
        if not command:
            return "numbers stand before a command"
        if not out and command != "M":
            return f'it begins with "{command}", not with M'
        many = _COUNTS[command]
        numbers = [w for w in words[:many] if isinstance(w, float)]
        if len(numbers) < many:
            return f'"{command}" takes {many} numbers'
        out.append((command.lower(), tuple(numbers)))
        del words[:many]
        command = "L" if command == "M" else command
    return tuple(out) if out else "it is empty"


Named = Mapping[str, Sequence[tuple[Origin, Values]]]
"""Layers of each name of a section, topmost first, with the place of the name."""


def panels_of(
    named: Named, inks: Mapping[str, Ink], lines: Mapping[str, LineStyle], problems: Problems
) -> dict[str, PanelStyle]:
    """The panels. L604: an ink, L602: a line that the sheet does not have."""
    panels = {}
    for name, layers in named.items():
        own = Layers(tuple(values for _, values in layers))
        fill, text = (_named_ink(own, key, inks, problems) for key in ("fill", "text"))
        if fill is not None:
            fill = tint_of(fill, own.number("tint", 1.0))
        line = own.get("line", str) or ""
        if line == "none":
            line = ""
        elif line and line not in lines:
            problems.error("L602", f'no line is called "{line}"', did_you_mean(line, [*lines, "none"]), own.at("line"))
            line = ""
        panels[name] = PanelStyle(fill, text, line, own.number("inset", 1.0))
    return panels


def _named_ink(own: Layers, key: str, inks: Mapping[str, Ink], problems: Problems) -> Ink | None:
    name = own.get(key, str)
    if name is None or name == "none":
        return None
    if name not in inks:
        hint = did_you_mean(name, [*inks, "none"]) + ' (colours are named under "inks")'
        problems.error("L604", f'no ink is called "{name}"', hint, own.at(key))
    return inks.get(name)


def kept_words(sheets: Sequence[Values], folder: File, problems: Problems) -> tuple[str, ...]:
    """Words inside which no head is broken: of all sheets, and of the files of words that they name."""
    words: list[str] = []
    for sheet in sheets:
        for word in sheet.all("keep_together", str):
            if not word.endswith(".txt"):
                words.append(word)
                continue
            source, found = read_text(folder / word, word, sheet.at("keep_together"))
            problems.found += found
            if source is not None:
                words += [line.strip() for line in source.text.splitlines() if not line.lstrip().startswith("#")]
    return tuple(dict.fromkeys(word for word in words if word))


def ink_of(value: object) -> Ink:
    """An ink from four percentages or the fields of a spot ink."""
    if isinstance(value, Values):
        tint = value.get("tint", Length)
        return Spot(value.text("spot"), tint.value / 100 if tint else 1.0, _process(value.all("cmyk", float)))
    return _process(value if isinstance(value, tuple) else ())


def _process(percents: tuple[float, ...]) -> Process:
    return Process(*(p / 100 for p in percents)) if len(percents) == 4 else BLACK
