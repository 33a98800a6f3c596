"""Lines of JSON in, one answer a line out: many paragraphs set in one process (`pagesetter galley --jsonl`)."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pagesetter.cli.casting import Glyphs, Options, styles
from pagesetter.cli.fence import internal_error
from pagesetter.diagnostics import Diagnostic, Severity, did_you_mean, error, in_order
from pagesetter.geometry import WritingMode
from pagesetter.lines.breaks import levels_of
from pagesetter.lines.cast import set_text, text_style
from pagesetter.model.style import StyleSheet, TypeStyle
from pagesetter.read.fields import Values
from pagesetter.read.jobs import STYLED, read_job
from pagesetter.read.tree import Scalar
from pagesetter.read.units import Length
from pagesetter.reporting.forms import Json, diagnostic_form
from pagesetter.reporting.galleys import text_form

Diagnostics = tuple[Diagnostic, ...]
SHOWN = "-"
"""Name of standard input in messages."""


class Stream:
    """Sets line after line. Fonts and the style sheet are loaded by the first line that needs them, and kept."""

    def __init__(self, options: Options, *, debug: bool, spoken: Callable[[Diagnostics], Diagnostics] = tuple) -> None:
        self._options = options
        self._spoken = spoken
        self._debug = debug
        self._glyphs = Glyphs(options)
        self._sheet: StyleSheet | None = None
        self._of_sheet: tuple[Diagnostic, ...] = ()
        self._languages: dict[str, None] = {}

    def answer(self, line: bytes, number: int) -> tuple[bool, str]:
        """Whether a line could be set, and the JSON to answer it with; ``number`` counts lines from 1."""
        name: Json = None
        made: dict[str, Json] | None = None
        try:
            job, found = read_job(line, number, SHOWN)
            name = _name(job)
            if job is not None and not any(d.severity is Severity.ERROR for d in found):
                made, more = self._set(job)
                found = (*found, *more)
        except Exception as fault:  # the fence: the lines after it are still set
            found = (internal_error(fault, f"setting line {number}", debug=self._debug),)
        bad = made is None or any(d.severity is Severity.ERROR for d in found)
        form: dict[str, Json] = {"input_line": number, "id": name, "ok": not bad}
        if made is not None and not bad:
            form |= made
        form["diagnostics"] = [diagnostic_form(d) for d in in_order(self._spoken(found))]
        return not bad, json.dumps(form, ensure_ascii=False, allow_nan=False)

    def findings(self) -> tuple[Diagnostic, ...]:
        """What is to be said of the style sheet and of fonts, once all lines are set."""
        if self._sheet is None:
            return ()
        _, found = self._glyphs.absent(self._sheet, tuple(self._languages))
        return in_order((*self._of_sheet, *found))

    def _set(self, job: Values) -> tuple[dict[str, Json] | None, tuple[Diagnostic, ...]]:
        """The form of a line's paragraph, None where something is wrong with the line, and what that is."""
        plain = job.data.get("plain", self._options.plain) or job.given("narrow")
        style, found = self._style(job, plain=bool(plain))
        measures = self._measures(job, style.size) if style else ()
        if style is None or not measures:
            missing = error("R021", '"measure" is missing', "measure: characters, such as 17", job.origin)
            return None, found if style is None else (*found, missing)
        if not plain:
            self._styles()
            self._languages[style.language] = None
        shaper = self._glyphs.plain(job.get("narrow", float)) if plain else self._glyphs.fonts()
        change = job.get("change", int) or 0
        return text_form(set_text(job.text("text"), measures, style=style, shaper=shaper, change=change)), found

    def _measures(self, job: Values, size: float) -> list[float]:
        """Line lengths in em."""
        given = job.data.get("measure")
        lengths = given if isinstance(given, tuple) else (given,) if given else self._options.measures[:1]
        return [(length.pt(em=size) or 0.0) / size for length in lengths if isinstance(length, Length)]

    def _style(self, job: Values, *, plain: bool) -> tuple[TypeStyle | None, tuple[Diagnostic, ...]]:
        """The type style of a line's paragraph."""
        options = self._options
        language = job.text("lang") or options.language
        level = job.text("level") or options.level
        if level and level not in levels_of(language):
            hint = did_you_mean(level, levels_of(language))
            return None, (error("R026", f'{language} has no level "{level}"', hint, job.at("level")),)
        role = job.text("style") or options.role
        if plain and not role:
            base = replace(text_style(language, level), size=options.size, leading=options.leading)
        else:
            sheet = self._styles()
            if role and role not in sheet.types:
                hint = did_you_mean(role, sheet.types)
                return None, (error("L602", f'no style is called "{role}"', hint, job.at("style")),)
            base = sheet.types[role or "body"]
            base = replace(base, language=language, level=level or base.level)
            if not role:
                base = replace(base, indent_em=0.0)
        return _changed(base, job, options), ()

    def _styles(self) -> StyleSheet:
        if self._sheet is None:
            self._sheet, self._of_sheet = styles(self._options)
        return self._sheet


def _name(job: Values | None) -> Json:
    """The ``id`` of a line as it was given, a number as a number."""
    node = job.nodes.get("id") if job else None
    if not isinstance(node, Scalar):
        return None
    given: Json = node.text if node.style else json.loads(node.text)
    return given


def _changed(style: TypeStyle, job: Values, options: Options) -> TypeStyle:
    """The style with what the line, or else the command line, says of it."""
    changes: dict[str, Any] = {key: job.data[key] for key in STYLED if key in job.data}
    if options.squeeze:
        changes.setdefault("squeeze", options.squeeze)
    mode = job.text("mode") or options.mode
    if mode:
        changes["mode"] = WritingMode(mode)
    if job.given("indent"):
        changes["indent_em"] = job.data["indent"]
    gap = job.get("latin_gap", float)
    if gap is not None:
        changes["limits"] = replace(style.limits, latin_gap_em=gap)
    return replace(style, **changes)
