"""Options of `pagesetter galley` and a story in, the story cast off at every measure out."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import click

from pagesetter.diagnostics import Diagnostic, did_you_mean, in_order
from pagesetter.geometry import WritingMode
from pagesetter.lines.breaks import levels_of
from pagesetter.lines.plain import PlainShaper
from pagesetter.model.cast import Galley
from pagesetter.model.glyph import Shaper
from pagesetter.model.story import Story
from pagesetter.model.style import StyleSheet, TypeStyle
from pagesetter.read.units import ABSOLUTE, Length, bare_number, parse_length
from pagesetter.records import record
from pagesetter.script.languages import parse_language

if TYPE_CHECKING:
    from pagesetter.fonts.library import Library
    from pagesetter.reporting.forms import Json

_SIZE: Final = 10.5
_LEADING_RATIO: Final = 10 / 7
"""15 pt for 10.5 pt."""
_USUAL: Final = Length(17, "em")
PLAIN_TEXT: Final = (".txt", ".text")
"""Endings of files of plain text."""


@record
class Options:
    """What the command line says, understood."""

    measures: tuple[Length, ...]
    language: str
    """Of text that names none."""
    level: str
    """Empty for the default of the language."""
    mode: str
    """Empty for that of the style."""
    role: str
    sheet: Path | None
    size: float
    """pt."""
    leading: float
    """pt."""
    squeeze: str
    """Empty for that of the style."""
    plain: bool
    narrow_em: float
    copyedit: str


@record
class Cast:
    """A story, cast off."""

    shown: str
    story: Story | None
    """None when it could not be read."""
    galleys: tuple[Galley, ...]
    """At the measures asked for."""
    table: tuple[Galley, ...]
    """At these and the usual ones, from the narrowest on."""
    size: float
    """Of the paragraphs, pt."""
    leading: float
    mode: str
    """horizontal or vertical."""
    diagnostics: tuple[Diagnostic, ...]


def chosen_options(
    measures: tuple[str, ...],
    *,
    lang: str | None,
    level: str | None,
    mode: str | None,
    role: str | None,
    sheet: Path | None,
    size: str | None,
    leading: str | None,
    squeeze: str | None,
    plain: bool,
    narrow: float | None,
    copyedit: str | None,
) -> Options:
    """The options understood. Raises click.BadParameter for a value that makes no sense."""
    language = parse_language(lang or "zh-Hans")
    if language is None:
        raise click.BadParameter(
            f'no rules for a language "{lang}": zh-Hans, zh-Hant, ja, ko, en …', param_hint="--lang"
        )
    body = _points(size, "--size", _SIZE) if size else _SIZE
    return Options(
        measures=tuple(_measure(text) for text in measures),
        language=language.tag,
        level=level or "",
        mode=mode or "",
        role=role or "",
        sheet=sheet,
        size=body,
        leading=_points(leading, "--leading", body) if leading else round(body * _LEADING_RATIO, 2),
        squeeze=squeeze or "",
        plain=plain or narrow is not None,
        narrow_em=1.0 if narrow is None else narrow,
        copyedit=copyedit or "on",
    )


def _measure(text: str) -> Length:
    length = Length(float(text), "em") if bare_number(text) else parse_length(text)
    if length is None or length.unit not in ("em", *ABSOLUTE) or length.value <= 0:
        raise click.BadParameter(f'"{text}" is no line length: write 17字 or 63mm', param_hint="--measure")
    return length


def _points(text: str, option: str, em: float) -> float:
    length = parse_length(text)
    points = length.pt(em=em) if length and length.unit in ("em", *ABSOLUTE) else None
    if not points or points <= 0:
        raise click.BadParameter(f'"{text}" is no size: write {em:g}pt', param_hint=option)
    return points


def style_of(sheet: StyleSheet, role: str) -> TypeStyle:
    """The style of a role. Raises click.BadParameter for one that the sheet lacks."""
    style = sheet.types.get(role or "body")
    if style is None:
        raise click.BadParameter(
            f'no style is called "{role}": {did_you_mean(role, sheet.types)}', param_hint="--style"
        )
    return style


def check_level(level: str, language: str) -> None:
    """Raises click.BadParameter for a level that the language lacks."""
    if level and level not in levels_of(language):
        known = ", ".join(levels_of(language))
        raise click.BadParameter(f'{language} has no level "{level}": {known}', param_hint="--level")


def styles(options: Options) -> tuple[StyleSheet, tuple[Diagnostic, ...]]:
    """The style sheet that text is set by, and what is wrong with a sheet of one's own."""
    from pagesetter.read.fields import Problems
    from pagesetter.read.sheets import read_sheet
    from pagesetter.read.styles import build_styles

    own = None
    found: tuple[Diagnostic, ...] = ()
    if options.sheet is not None:
        own, found = read_sheet(options.sheet, str(options.sheet), None)
    folder = options.sheet.parent if options.sheet else Path()
    problems = Problems()
    sheet = build_styles(own, folder, options.size, options.leading, options.language, problems)
    changes: dict[str, object] = {"level": options.level, "squeeze": options.squeeze}
    changes = {name: value for name, value in changes.items() if value}
    if changes:
        types = {role: replace(style, **changes) for role, style in sheet.types.items()}  # type: ignore[arg-type]  # by name
        sheet = replace(sheet, types=MappingProxyType(types))
    return sheet, (*found, *problems.found)


class Glyphs:
    """What gives the glyphs: the shipped fonts, opened when first asked for, or plain cells."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._library: Library | None = None
        self._shaper: Shaper | None = None
        self._found: tuple[Diagnostic, ...] = ()

    def plain(self, narrow_em: float | None = None) -> Shaper:
        """Cells without fonts."""
        return PlainShaper(self._options.narrow_em if narrow_em is None else narrow_em)

    def fonts(self) -> Shaper:
        """The glyphs of the fonts."""
        if self._shaper is None:
            from pagesetter.fonts.library import Library  # here: text without fonts does not wait for them
            from pagesetter.fonts.shape import HarfBuzzShaper
            from pagesetter.resources import fonts_folder

            self._library, self._found = Library.open((fonts_folder(),), ())
            self._shaper = HarfBuzzShaper(self._library)
        return self._shaper

    def absent(self, sheet: StyleSheet, languages: Sequence[str]) -> tuple[frozenset[str], tuple[Diagnostic, ...]]:
        """Families that the sheet asks for in these languages and no font has, and what is to be said of fonts."""
        if self._library is None:
            return frozenset(), self._found
        from pagesetter.fonts.asked import absent_families  # as above

        absent, found = absent_families(sheet, dict.fromkeys(languages), (), self._library)
        return absent, (*self._found, *found)


def cast_all(path: Path, options: Options, table: Sequence[float]) -> Cast:
    """A story cast off at the measures asked for, and at those of the ``table``, in characters."""
    shown = "-" if str(path) == "-" else str(path)
    sheet, found = styles(options)
    body = style_of(sheet, options.role)
    mode = WritingMode(options.mode) if options.mode else body.mode
    story, problems = _read(path, shown, options)
    found = (*found, *problems)
    if story is None:
        return Cast(shown, None, (), (), body.size, body.leading, mode.value, in_order(found))
    check_level(options.level, story.language)
    glyphs = Glyphs(options)
    shaper = glyphs.plain() if options.plain else glyphs.fonts()
    absent, problems = glyphs.absent(sheet, (story.language,))
    found = (*found, *problems)
    from pagesetter.makeup.casting import cast_off  # here: a story that cannot be read does not wait for it

    wanted = [(length.pt(em=body.size) or 0.0) / body.size for length in options.measures or (_USUAL,)]
    made: dict[float, Galley] = {}
    for measure in sorted({*wanted, *table}):
        made[measure], problems = cast_off(
            story, sheet, shaper, measure, role=options.role or "body", mode=mode, absent=absent
        )
        found = (*found, *problems)
    galleys = tuple(made[measure] for measure in dict.fromkeys(wanted))
    return Cast(shown, story, galleys, tuple(made.values()), body.size, body.leading, mode.value, in_order(found))


def _read(path: Path, shown: str, options: Options) -> tuple[Story | None, tuple[Diagnostic, ...]]:
    """The story of a file, or plain text."""
    if shown != "-" and path.suffix.lower() not in PLAIN_TEXT:
        from pagesetter.read.content import read_story

        return read_story(path, shown, mode=options.copyedit, language=options.language)
    from pagesetter.read.plaintext import plain_story
    from pagesetter.read.source import read_text, text_of

    if shown == "-":
        source, found = text_of(sys.stdin.buffer.read(), path, shown)
    else:
        source, found = read_text(path, shown)
    if source is None:
        return None, found
    slug = "" if shown == "-" else path.stem
    story, problems = plain_story(source, slug, mode=options.copyedit, language=options.language)
    return story, (*found, *problems)


def document(job: Cast, options: Options, code: int) -> "dict[str, Json]":
    """The JSON document of a story; its keys are told in docs/api.md."""
    from pagesetter._version import __version__
    from pagesetter.reporting.forms import diagnostic_form
    from pagesetter.reporting.galleys import figures_form, galley_form

    return {
        "pagesetter": __version__,
        "exit_code": code,
        "file": job.shown,
        "slug": job.story.slug if job.story else None,
        "language": job.story.language if job.story else None,
        "style": options.role or "body",
        "level": options.level or None,
        "mode": job.mode,
        "plain": options.plain,
        "size_pt": round(job.size, 3),
        "leading_pt": round(job.leading, 3),
        "table": [figures_form(galley) for galley in job.table],
        "galleys": [galley_form(galley) for galley in job.galleys],
        "diagnostics": [diagnostic_form(d) for d in job.diagnostics],
    }
